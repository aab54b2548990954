"""Which rules are in force, and how much each weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alignctl.diagnostics import Severity
from alignctl.lint.rule import PROFILES, Rule


def matches(rule: Rule, selector: str) -> bool:
    """Whether a selector means this rule: its code, the beginning of its code, its name, or ALL."""
    return selector == "ALL" or selector == rule.name or rule.code.startswith(selector.upper())


def select_rules(
    rules: Iterable[Rule], profile: str, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Rule, ...]:
    """The rules of a profile, with those selected added and those ignored taken away. SCH always stays."""
    included = PROFILES[: PROFILES.index(profile) + 1]
    chosen = []
    for rule in rules:
        wanted = rule.profile in included or any(matches(rule, s) for s in select)
        if rule.family == "SCH" or (wanted and not any(matches(rule, s) for s in ignore)):
            chosen.append(rule)
    return tuple(chosen)


def severities_by_code(rules: Iterable[Rule], configured: Mapping[str, Severity]) -> dict[str, Severity]:
    """The severity of each rule that configuration changes; a more exact selector wins over a wider one."""
    result: dict[str, Severity] = {}
    for rule in rules:
        fitting = [s for s in configured if matches(rule, s)]
        if fitting:
            result[rule.code] = configured[max(fitting, key=lambda s: (s != "ALL", len(s)))]
    return result
