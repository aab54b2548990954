"""From a configuration to the input of all pages: load the plan, run the rules in force, find the repository."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from alignctl import __version__
from alignctl.config import Config
from alignctl.publish.site import Site


def read_site(config: Config, today: date, said_by: str, *, end: str = "", engine: str = "auto") -> Site:
    """Load and check the whole plan. What is wrong with it becomes findings.

    Raises `alignctl.lint.policy.UnknownRule` where the configuration names a rule that does not exist.
    """
    from alignctl.lint.engine import run_rules
    from alignctl.lint.policy import select_rules, settle_options, severities_by_code
    from alignctl.lint.rules import RULES
    from alignctl.load.load import load_plan
    from alignctl.load.spans import locate

    rules = select_rules(RULES, config.profile, config.select, config.ignore)
    severities = severities_by_code(RULES, config.severity)
    options = settle_options(RULES, config.options)
    loaded = load_plan(config.root, config.plans, fiscal_year_starts=config.fiscal_year_starts)
    result = run_rules(loaded.plan, rules, today, options=options, severities=severities)
    return Site(
        plan=loaded.plan,
        findings=locate((*loaded.diagnostics, *result.diagnostics), loaded.sources),
        today=today,
        today_said_by=said_by,
        name=config.name,
        version=__version__,
        repository=config.repository,
        branch=config.branch,
        folder=folder_in_repository(config.root),
        end=end,
        rules=rules,
        engine=engine,
        not_judged=result.not_judged,
    )


def folder_in_repository(root: Path, exists: Callable[[Path], bool] = Path.exists) -> str:
    """Where a folder lies inside the git work tree around it, with forward slashes; empty at its top or outside one."""
    for folder in (root, *root.parents):
        if exists(folder / ".git"):
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    return ""
