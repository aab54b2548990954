"""From a configuration to the input of all pages: load the plan, judge it, find the repository."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from alignctl import __version__
from alignctl.config import Config
from alignctl.load.discovery import SUFFIXES
from alignctl.publish.address import Published
from alignctl.publish.site import Site

if TYPE_CHECKING:
    from alignctl.change.history import History
    from alignctl.change.moment import Past
    from alignctl.load.load import Loaded


def read_site(
    config: Config,
    today: date,
    said_by: str,
    *,
    end: str = "",
    engine: str = "auto",
    environment: Mapping[str, str] | None = None,
    past: Past | None = None,
    published: Published | None = None,
) -> Site:
    """Load and judge the whole plan. What is wrong with it becomes findings, what is wrong with the configuration a
    ConfigError.

    `environment` is what git runs in; without one it is not asked, and nothing is told of the plan's life. `past` is a
    plan of another time, to be shown instead of the one that lies here; `config` is that of its time. `published` is
    where the site will stand.
    """
    from alignctl.examination import examine, known_rules
    from alignctl.gate import baseline_of
    from alignctl.lint.policy import select_rules
    from alignctl.load.load import load_plan

    if past is None:
        baseline = None
        loaded = load_plan(config.root, config.plans, fiscal_year_starts=config.fiscal_year_starts)
    else:
        baseline = baseline_of(past.snapshot, config) if config.baseline is not None else None
        loaded = past.snapshot.loaded
    summary = examine(loaded, config, today, said_by, baseline=baseline)
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
        forge=config.forge,
        folder=folder_in_repository(config.root),
        end=end,
        rules=known_rules(config),
        in_force=frozenset(rule.code for rule in in_force),
        engine=engine,
        x_matrix=config.x_matrix,
        history=_read_history(config, loaded, environment, past) if environment is not None else None,
        past=past.moment if past is not None else None,
        plans=config.plans[0],
        published=published,
        words=config.words,
        companions=_companions(loaded) if past is None else {},  # a commit says them all
    )


def _companions(loaded: Loaded) -> dict[str, str] | None:
    if any(found.code == "SCH008" for found in loaded.diagnostics):  # a file that a plan names could not be used
        return None
    told = ((path, data) for path, data in loaded.sources.items() if not path.lower().endswith(SUFFIXES))
    return {path: hashlib.sha256(data).hexdigest() for path, data in sorted(told)}


def _read_history(config: Config, loaded: Loaded, environment: Mapping[str, str], past: Past | None) -> History | None:
    """The life of the plan as far back as the configuration wants; None where git is not there, or knows no plan."""
    if not config.site.history:
        return None
    from alignctl.change.git import GitError, find_repository
    from alignctl.change.history import read_history

    try:
        repository = find_repository(config.root, environment)
        start = past.moment.commit if past is not None else repository.resolve("HEAD")
        history = read_history(repository, config, start, config.site.history, loaded)
    except GitError:
        return None
    return history if history.chapters else None


def folder_in_repository(root: Path, exists: Callable[[Path], bool] = Path.exists) -> str:
    """Where a folder lies inside the git work tree around it, with forward slashes; empty at its top or outside one."""
    for folder in (root, *root.parents):
        if exists(folder / ".git"):
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    return ""
