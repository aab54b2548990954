"""Which rules are in force, and how much each weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alignctl.diagnostics import Severity
from alignctl.lint.rule import PROFILES, Rule
from alignctl.plan.nearest import nearest


class UnknownRule(ValueError):
    """A selector, severity or option speaks of a rule or option that there is none of; the message suggests one."""


def matches(rule: Rule, selector: str) -> bool:
    """Whether a selector means this rule: its code, the beginning of its code, its name, or ALL."""
    return selector == "ALL" or selector == rule.name or rule.code.startswith(selector.upper())


def check_selectors(rules: Iterable[Rule], selectors: Iterable[str]) -> None:
    """Raises UnknownRule for the first selector that means no rule."""
    rules = tuple(rules)
    for selector in selectors:
        _known(rules, selector)


def _known(rules: tuple[Rule, ...], selector: str) -> str:
    if selector and any(matches(rule, selector) for rule in rules):
        return selector
    close = nearest(selector.upper(), [r.code for r in rules]) or nearest(selector.lower(), [r.name for r in rules])
    hint = f'; did you mean "{close}"?' if close else "; rules are named by code (LOS001), family (LOS) or name"
    raise UnknownRule(f'there is no rule "{selector}"{hint}')


def select_rules(
    rules: Iterable[Rule], profile: str, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Rule, ...]:
    """The rules of a profile, with those selected added and those ignored taken away. SCH always stays.

    Raises UnknownRule for a selector that means no rule.
    """
    rules = tuple(rules)
    check_selectors(rules, (*select, *ignore))
    included = PROFILES[: PROFILES.index(profile) + 1]
    chosen = []
    for rule in rules:
        wanted = rule.profile in included or any(matches(rule, s) for s in select)
        if rule.family == "SCH" or (wanted and not any(matches(rule, s) for s in ignore)):
            chosen.append(rule)
    return tuple(chosen)


def severities_by_code(rules: Iterable[Rule], configured: Mapping[str, Severity]) -> dict[str, Severity]:
    """The severity of each rule that configuration changes; a more exact selector wins over a wider one.

    Raises UnknownRule.
    """
    rules = tuple(rules)
    check_selectors(rules, configured)
    result: dict[str, Severity] = {}
    for rule in rules:
        fitting = [s for s in configured if matches(rule, s)]
        if fitting:
            result[rule.code] = configured[max(fitting, key=lambda s: (s != "ALL", len(s)))]
    return result


def settle_options(rules: Iterable[Rule], configured: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The options that configuration sets, by rule code, as the type of their default.

    Configuration names a rule by code or name. Raises UnknownRule for a rule or option that there is none of, and
    for a value of another type.
    """
    rules = tuple(rules)
    result: dict[str, dict[str, Any]] = {}
    for selector, values in configured.items():
        _known(rules, selector)
        rule = next((r for r in rules if selector in (r.code, r.name)), None)
        if rule is None:
            raise UnknownRule(f'options belong to one rule; "{selector}" names a family')
        for name, value in values.items():
            if name not in rule.options:
                close = nearest(name, rule.options)
                known = f"; its options: {', '.join(sorted(rule.options))}" if rule.options else "; it has none"
                hint = f'; did you mean "{close}"?' if close else known
                raise UnknownRule(f'rule {rule.code} has no option "{name}"{hint}')
            result.setdefault(rule.code, {})[name] = _as(type(rule.options[name]), value, f"{rule.code}: {name}")
    return result


def _as(wanted: type, value: Any, where: str) -> Any:
    if wanted is bool:
        if str(value).lower() in ("true", "false"):
            return str(value).lower() == "true"
    elif wanted in (int, float):
        try:
            return wanted(value)
        except (TypeError, ValueError):
            pass
    elif wanted in (tuple, list):
        return tuple(value) if isinstance(value, list) else (value,)
    elif wanted is str and isinstance(value, str):
        return value
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    raise UnknownRule(f'option {where} must be {names.get(wanted, wanted.__name__)}; "{value}" is not')
