"""Whether one policy finds less than another: rules in force, their severities and options, baseline, comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from alignctl.diagnostics import Location, Severity
from alignctl.lint.baseline import Key
from alignctl.lint.rule import Rule
from alignctl.load.comments import Ignore
from alignctl.records import Record, record

MORE_IS_STRICTER = frozenset({"near_days"})
"""Number options with which a rule finds more when they grow; with all others it finds less."""

_NAMED = 5


@record
class Policy(Record):
    """What judges a plan: the rules in force by code, their severities and options, and what is not about a rule."""

    rules: Mapping[str, Rule]
    severities: Mapping[str, Severity]
    options: Mapping[str, Mapping[str, Any]]
    fail_on: Severity = Severity.ERROR
    today: date | None = None
    folders: tuple[str, ...] = ("plans",)
    words: object = None
    overrides: tuple[object, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)

    def severity(self, code: str) -> Severity:
        """The severity of a rule in force."""
        return self.severities.get(code, self.rules[code].severity)

    def option(self, code: str, name: str) -> Any:
        """The value of an option of a rule in force."""
        return self.options.get(code, {}).get(name, self.rules[code].options[name])


@record
class Loosening(Record):
    """One way in which the newer policy finds less, or may: the setting, and what became of it.

    `place` is set where that is not in the configuration; `item` is the item that is judged less.
    """

    setting: str
    text: str
    place: Location | None = None
    item: str | None = None


def find_loosenings(base: Policy, head: Policy) -> Iterator[Loosening]:
    """Every way in which the settings of `head` find less than those of `base`."""
    gone = sorted(set(base.rules) - set(head.rules))
    if gone:
        names = [f"{code} {base.rules[code].name}" for code in gone]
        verb = "is" if len(gone) == 1 else "are"
        yield Loosening(
            _changed(base, head, "profile", "ignore", "select", "plugins", "rules"),
            f"{_some(names)} {verb} not in force any more",
        )
    if head.fail_on > base.fail_on:
        yield Loosening("fail_on", f"a check fails from {head.fail_on.label} on, and did from {base.fail_on.label} on")
    both = sorted(set(base.rules) & set(head.rules))
    for code in both:
        was, now = base.severity(code), head.severity(code)
        if now < was:
            yield Loosening("severity", f"{code} {base.rules[code].name} weighs {now.label} now, and was {was.label}")
    for code in both:
        for name in sorted(base.rules[code].options):
            before, after = base.option(code, name), head.option(code, name)
            if before != after and not _tightens(name, before, after):
                rule = f"{code} {base.rules[code].name}"
                text = f'the option "{name}" of {rule} is {_said(after)} now, and was {_said(before)}'
                yield Loosening("options", text)
    if head.today is not None and base.today != head.today and (base.today is None or head.today < base.today):
        yield Loosening(
            "today", f"the plan is judged as of {head.today.isoformat()} from now on: what is late is not seen"
        )
    for folder in sorted(set(base.folders) - set(head.folders)):
        yield Loosening("plans", f'the folder "{folder}" is not read any more')
    if any(override not in base.overrides for override in head.overrides):
        yield Loosening("overrides", "other settings are in force for a part of the plan; they may find less there")
    elif base.overrides != head.overrides:
        yield Loosening(
            "overrides", "settings for a part of the plan are not in force any more; less may be found there"
        )
    if base.words != head.words:
        yield Loosening("words", "the word lists are other ones now; what rules on wording find may be less")


def _changed(base: Policy, head: Policy, *names: str) -> str:
    return next((name for name in names if base.settings.get(name) != head.settings.get(name)), names[0])


def _tightens(name: str, was: Any, now: Any) -> bool:
    """Whether a rule finds more with the new value. A threshold finds more when it falls; a list when it shrinks, for
    lists name what is let pass.
    """
    if isinstance(was, bool) or isinstance(now, bool):
        return bool(now) and not was
    if isinstance(was, int | float) and isinstance(now, int | float):
        return now > was if name in MORE_IS_STRICTER else now < was
    if isinstance(was, tuple | list) and isinstance(now, tuple | list):
        return set(now) < set(was)
    return False


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _some(names: list[str]) -> str:
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more rules"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def find_baseline_growth(base: Mapping[Key, int], head: Mapping[Key, int], path: str) -> Iterator[Loosening]:
    """Findings that the newer baseline file knows and the older one does not."""
    for key in sorted(head):
        more = head[key] - base.get(key, 0)
        if more > 0:
            code, item, name = key
            where = f'"{name}" of "{item}"' if name else f'"{item}"'
            yield Loosening("baseline", f"the baseline knows {more} more × {code} at {where}", Location(path), item)


def find_new_silences(ignores: Iterable[Ignore]) -> Iterator[Loosening]:
    """A loosening for each comment that came with the change."""
    for ignore in ignores:
        rules = ", ".join(ignore.rules)
        yield Loosening("comment", f"a new comment sets {rules} aside", Location(ignore.path, span=ignore.span))
