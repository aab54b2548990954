"""From a configuration to the input of all pages: load the plan, judge it, find the repository."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from alignctl import __version__
from alignctl.config import Config
from alignctl.publish.site import Site


def read_site(config: Config, today: date, said_by: str, *, end: str = "", engine: str = "auto") -> Site:
    """Load and judge the whole plan. What is wrong with it becomes findings, what is wrong with the configuration a
    ConfigError.
    """
    from alignctl.examination import examine, known_rules
    from alignctl.lint.policy import select_rules
    from alignctl.load.load import load_plan

    loaded = load_plan(config.root, config.plans, fiscal_year_starts=config.fiscal_year_starts)
    summary = examine(loaded, config, today, said_by)
    in_force = select_rules(known_rules(config), config.profile, config.select, config.ignore)
    return Site(
        plan=loaded.plan,
        findings=summary.shown,
        set_aside=summary.set_aside,
        not_judged=summary.not_judged,
        today=today,
        today_said_by=said_by,
        name=config.name,
        version=__version__,
        repository=config.repository,
        branch=config.branch,
        folder=folder_in_repository(config.root),
        end=end,
        rules=known_rules(config),
        in_force=frozenset(rule.code for rule in in_force),
        engine=engine,
        x_matrix=config.x_matrix,
    )


def folder_in_repository(root: Path, exists: Callable[[Path], bool] = Path.exists) -> str:
    """Where a folder lies inside the git work tree around it, with forward slashes; empty at its top or outside one."""
    for folder in (root, *root.parents):
        if exists(folder / ".git"):
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    return ""
