"""Judging a loaded plan by the rules in force: what `check`, the pictures and the site all show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from alignctl.config import Config, ConfigError
from alignctl.diagnostics import Diagnostic, Summary
from alignctl.garbage import collection_paused
from alignctl.lint.engine import Watch, run_rules
from alignctl.lint.policy import UnknownRule, select_rules, settle_options, severities_by_code
from alignctl.lint.rules import RULES
from alignctl.lint.words import UnknownWord, read_words
from alignctl.load.comments import Ignore, find_ignores

if TYPE_CHECKING:
    from alignctl.lint.baseline import Baseline
    from alignctl.lint.loosening import Policy
    from alignctl.lint.rule import Rule
    from alignctl.load.load import Loaded


@collection_paused()
def examine(
    loaded: Loaded,
    config: Config,
    today: date,
    as_of: str,
    *,
    profile: str | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    scope: tuple[str, ...] = (),
    baseline: Path | Baseline | None = None,
    ignores: tuple[Ignore, ...] | None = None,
    places: bool = True,
    only: Collection[str] | None = None,
    watch: Watch = nullcontext,
) -> Summary:
    """Judge a plan as of `today`; `as_of` says the day and who settled it, for readers.

    Findings come with their places; those set aside are marked and kept apart. `scope` names files and folders,
    relative to the root: only findings there are shown. Without `places` no lines are looked up, which saves time where
    only counts are wanted. Of the rules in force only those run that `only` names by code, where it is given.
    `ignores` are the comments that may set findings aside, by default all that are in the files. Each rule runs inside
    `watch(its code)`. The other arguments go before the configuration. Raises ConfigError for a rule, option, word list
    or baseline that cannot be used.
    """
    chosen_profile = profile or config.profile
    known = known_rules(config)
    try:
        rules = select_rules(known, chosen_profile, (*config.select, *select), (*config.ignore, *ignore))
        severities = severities_by_code(known, config.severity)
        options = settle_options(known, config.options)
        words = read_words(config.words) if "words" in config.given else None
    except (UnknownRule, UnknownWord) as error:
        raise ConfigError(f"{error}") from error
    run = rules if only is None else tuple(rule for rule in rules if rule.code in only)
    result = run_rules(loaded.plan, run, today, options=options, severities=severities, words=words, watch=watch)
    found = (*loaded.diagnostics, *result.diagnostics)
    # Rules on changes do not run here, so a comment about one of them is not called unused.
    in_force = {rule.code: rule for rule in rules if rule.family != "CHG"}
    if config.overrides:
        found = _override(found, config, in_force, known, loaded)
    ignores = find_ignores(loaded.sources) if ignores is None else ignores
    if ignores:
        from alignctl.lint.setting_aside import suppress
        from alignctl.load.spans import locate

        paths = {entry.path for entry in ignores}
        here = locate((d for d in found if d.location.path in paths), loaded.sources)
        found = (*(d for d in found if d.location.path not in paths), *here)
        found = suppress(found, ignores, in_force, known, severities)
    if baseline is None and config.baseline is not None:
        baseline = config.root / config.baseline
    if baseline is not None:
        from alignctl.lint.setting_aside import apply_baseline

        opened = _open_baseline(baseline) if isinstance(baseline, Path) else baseline
        found = apply_baseline(found, opened, config.baseline or str(baseline), in_force, severities)
    sources = loaded.sources if places else {}
    counted = tuple(d for d in found if d.set_aside is None)
    return Summary(
        documents=loaded.documents,
        files=len(loaded.sources),
        profile=chosen_profile,
        as_of=as_of,
        all_found=counted,
        shown=_place((d for d in counted if _in_scope(d, scope)), sources),
        set_aside=_place((d for d in found if d.set_aside is not None), sources),
        not_judged=result.not_judged,
    )


def _place(diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """The findings with their places, and with those fixes alone that can be made there."""
    diagnostics = tuple(diagnostics)
    if not diagnostics:
        return ()
    from alignctl.load.spans import locate

    located = locate(diagnostics, sources)
    if all(diagnostic.fix is None for diagnostic in located):
        return located
    from alignctl.edit.placing import keep_placeable

    return keep_placeable(located, sources)


def settle_policy(
    config: Config, *, profile: str | None = None, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> Policy:
    """What judges a plan by a configuration, rule by rule. Raises ConfigError."""
    from alignctl.lint.loosening import Policy

    known = known_rules(config)
    try:
        rules = select_rules(known, profile or config.profile, (*config.select, *select), (*config.ignore, *ignore))
        severities = severities_by_code(known, config.severity)
        options = settle_options(known, config.options)
    except UnknownRule as error:
        raise ConfigError(f"{error}") from error
    return Policy(
        {rule.code: rule for rule in rules},
        severities,
        options,
        fail_on=config.fail_on,
        today=config.today,
        folders=config.plans,
        words=config.words,
        overrides=config.overrides,
        settings={name: getattr(config, name) for name in ("profile", "select", "ignore", "plugins", "rules")},
    )


def known_rules(config: Config) -> tuple[Rule, ...]:
    """Every rule there is here: our own, those of installed packages, and those the configuration declares.

    Raises ConfigError.
    """
    if not config.rules and not config.plugins:
        return RULES
    from alignctl.lint.own_rules import read_own_rules
    from alignctl.lint.plugins import load_plugins

    try:
        rules = (*RULES, *load_plugins(config.plugins))
        return (*rules, *read_own_rules(config.rules, rules))
    except UnknownRule as error:
        raise ConfigError(f"{error}") from error


def _override(
    found: tuple[Diagnostic, ...], config: Config, in_force: dict[str, Rule], known: tuple[Rule, ...], loaded: Loaded
) -> tuple[Diagnostic, ...]:
    from alignctl.lint.overrides import apply_overrides

    try:
        return apply_overrides(found, config.overrides, in_force, known, loaded.plan, loaded.sources)
    except UnknownRule as error:
        raise ConfigError(f"{error}") from error


def _open_baseline(path: Path) -> Baseline:
    from alignctl.lint.baseline import BaselineError, read_baseline

    try:
        return read_baseline(path.read_text("utf-8"))
    except OSError as error:
        remedy = '"alignctl check --write-baseline" makes one'
        raise ConfigError(f'the baseline "{path}" cannot be read: {error.strerror}; {remedy}') from error
    except (BaselineError, UnicodeError) as error:
        raise ConfigError(f'the baseline "{path}" {error}') from error


def _in_scope(diagnostic: Diagnostic, scope: tuple[str, ...]) -> bool:
    if not scope:
        return True
    path = PurePosixPath(diagnostic.location.path)
    return any(part == "." or PurePosixPath(part) in (path, *path.parents) for part in scope)
