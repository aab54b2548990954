"""Rules of one's own, declared in the configuration: a schema for the graph.

    rules:
      - code: OWN001
        name: public-outcome-measured-once
        severity: warning
        kind: outcome
        where: {tags: public}
        linked: {field: measures, from: kpi, at_least: 2}
        message: a public outcome needs two measures
        help: add a kpi that "measures" it

`where` chooses items by the values of fields; `require` names fields that must be there; `links` counts the links that
an item holds, and `linked` those that name it. No code of a plan repository runs. Rules written in Python come from
installed packages only (`plugins` in the configuration, entry points of the group `alignctl.rules`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from alignctl.diagnostics import Severity
from alignctl.lint.policy import UnknownRule
from alignctl.lint.rule import STARTER, Context, Finding, Rule
from alignctl.plan.items import KINDS, LINK_FIELDS, Item, field_names
from alignctl.plan.nearest import nearest
from alignctl.plan.parts import Expectation, Link, Need
from alignctl.plan.plan import Plan
from alignctl.records import Record, record

_KEYS = ("code", "name", "severity", "kind", "where", "require", "links", "linked", "message", "help")
_COUNT_KEYS = {"links": ("field", "to", "where", "at_least", "at_most"),
               "linked": ("field", "from", "where", "at_least", "at_most")}  # fmt: skip
_PRESENT, _ABSENT = "present", "absent"

Test = Callable[[Item], bool]


@record
class Count(Record):
    """How many links there must be: those an item holds in `field`, or those in others' `field` that name it."""

    field: str
    kinds: tuple[str, ...]
    test: Test
    at_least: int
    at_most: int | None
    incoming: bool

    def number(self, plan: Plan, item: Item) -> int:
        """How many links of an item count."""
        if self.incoming:
            ends = [edge.source for edge in plan.links_to(item.id, self.field)]
        else:
            ends = [end for edge in plan.links_from(item.id, self.field) if (end := plan.get(edge.target))]
        return sum(1 for end in ends if end.kind in self.kinds and end.retired is None and self.test(end))

    def told(self, item: Item, number: int) -> str:
        """The count in words, with the limit that it breaks."""
        if self.at_most is None:
            limit = f"at least {self.at_least}"
        else:
            limit = f"{self.at_least} to {self.at_most}" if self.at_least else f"at most {self.at_most}"
        if self.incoming:
            return f'{number} name "{item.id}" in "{self.field}", and it should be {limit}'
        return f'"{item.id}" names {number} in "{self.field}", and it should be {limit}'


def read_own_rules(declared: Iterable[Any], taken: Iterable[Rule]) -> tuple[Rule, ...]:
    """Make rules of what the configuration declares. Raises UnknownRule, which says what is wrong and what would do."""
    taken = tuple(taken)
    codes, names = {rule.code for rule in taken}, {rule.name for rule in taken}
    families = {rule.family for rule in taken}
    made: list[Rule] = []
    for number, entry in enumerate(declared, start=1):
        reader = _Reader(entry, number)
        rule = reader.rule()
        if rule.code in codes or rule.family in families or rule.name in names:
            raise reader.fault(f"{rule.code} {rule.name} is taken; choose letters of your own, such as OWN{number:03}")
        codes.add(rule.code)
        names.add(rule.name)
        made.append(rule)
    return tuple(made)


class _Reader:
    """Reads one declaration; everything that is wrong with it names the rule and the key."""

    def __init__(self, entry: Any, number: int) -> None:
        self.label = f"rules, entry {number}"
        if not isinstance(entry, dict):
            raise self.fault('must hold "code", "name", "kind" and what must hold')
        self.entry = entry
        self.label = f"rules, {entry.get('code') or f'entry {number}'}"
        self._known(entry, _KEYS)

    def fault(self, text: str) -> UnknownRule:
        return UnknownRule(f"{self.label}: {text}")

    def rule(self) -> Rule:
        code = self._matching("code", r"[A-Z]{3}[0-9]{3}", "three capital letters and three digits, such as OWN001")
        name = self._matching("name", r"[a-z0-9]+(-[a-z0-9]+)+", "lower-case words joined by '-'")
        severity = self._one_of("severity", str(self.entry.get("severity", "warning")), [s.label for s in Severity])
        kinds = tuple(self._one_of("kind", kind, list(KINDS)) for kind in _listed(self.entry.get("kind", [])))
        if not kinds:
            raise self.fault('"kind" must say which kinds of item it is about')
        where = self._where(self.entry.get("where", {}), kinds)
        required = tuple(self._field(name, kinds) for name in _listed(self.entry.get("require", [])))
        counts = [self._count(c, kinds, False) for c in _maps(self.entry.get("links", []))]
        counts += [self._count(c, kinds, True) for c in _maps(self.entry.get("linked", []))]
        if not required and not counts:
            raise self.fault('"require", "links" or "linked" must say what has to hold')
        message = str(self.entry.get("message") or name.replace("-", " "))
        help_ = str(self.entry["help"]) if self.entry.get("help") else None
        check = _check(kinds, where, required, tuple(counts), message, help_)
        page = (
            f"# {name} ({code})\n\n{message}.\n\n## Use instead\n\n{help_ or 'See the configuration of this plan.'}\n"
        )
        return Rule(code, name, Severity[severity.upper()], STARTER, message, check, page=page)

    def _known(self, entry: Mapping[str, Any], keys: Iterable[str]) -> None:
        for key in entry:
            if key not in keys:
                close = nearest(str(key), keys)
                hint = f'did you mean "{close}"?' if close else f"it may hold {', '.join(keys)}"
                raise self.fault(f'unknown key "{key}"; {hint}')

    def _matching(self, key: str, pattern: str, form: str) -> str:
        value = str(self.entry.get(key, ""))
        if not re.fullmatch(pattern, value):
            raise self.fault(f'"{key}" must be {form}; "{value}" is not')
        return value

    def _one_of(self, key: str, value: str, allowed: list[str]) -> str:
        if value not in allowed:
            close = nearest(value, allowed)
            hint = f'did you mean "{close}"?' if close else f"it may be {', '.join(allowed)}"
            raise self.fault(f'"{key}" cannot be "{value}"; {hint}')
        return value

    def _field(self, name: str, kinds: tuple[str, ...]) -> str:
        if not name.startswith("x-"):
            for kind in kinds:
                known = field_names(KINDS[kind])
                if name not in known:
                    close = nearest(name, known)
                    hint = f'; did you mean "{close}"?' if close else ""
                    raise self.fault(f'a {kind} has no field "{name}"{hint}')
        return name

    def _where(self, value: Any, kinds: tuple[str, ...]) -> Test:
        if not isinstance(value, dict):
            raise self.fault('"where" must map fields to values, such as {tags: public}')
        wanted = tuple((self._field(str(name), kinds), frozenset(_listed(v))) for name, v in value.items())
        return lambda item: all(_fits(item, name, values) for name, values in wanted)

    def _count(self, entry: Any, kinds: tuple[str, ...], incoming: bool) -> Count:
        key, side = ("linked", "from") if incoming else ("links", "to")
        if not isinstance(entry, dict):
            raise self.fault(f'"{key}" must hold "field" and "at_least" or "at_most"')
        self._known(entry, _COUNT_KEYS[key])
        ends = tuple(self._one_of(side, kind, list(KINDS)) for kind in _listed(entry.get(side, []))) or tuple(KINDS)
        field = str(entry.get("field", ""))
        holders = [kind for kind in (ends if incoming else kinds) if field in LINK_FIELDS[kind]]
        if not holders or (not incoming and len(holders) < len(kinds)):
            links = sorted({name for kind in (ends if incoming else kinds) for name in LINK_FIELDS[kind]})
            close = nearest(field, links)
            hint = f'did you mean "{close}"?' if close else f"it may be {', '.join(links)}"
            raise self.fault(f'"{key}": no link field "{field}"; {hint}')
        if incoming:
            ends = tuple(holders)
        least, most = self._number(entry, "at_least"), self._number(entry, "at_most")
        if least is None and most is None:
            raise self.fault(f'"{key}" needs "at_least" or "at_most"')
        where = self._where(entry.get("where", {}), ends)
        return Count(field, ends, where, least or 0, most, incoming)

    def _number(self, entry: Mapping[str, Any], key: str) -> int | None:
        if key not in entry:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", str(entry[key])):
            raise self.fault(f'"{key}" must be a whole number; "{entry[key]}" is not')
        return int(entry[key])


def _check(
    kinds: tuple[str, ...],
    where: Test,
    required: tuple[str, ...],
    counts: tuple[Count, ...],
    message: str,
    help_: str | None,
) -> Callable[[Plan, Context], Iterator[Finding]]:
    reads = (*required, *(count.field for count in counts if not count.incoming))

    def check(plan: Plan, context: Context) -> Iterator[Finding]:
        for kind in kinds:
            for item in context.judged(plan.of_kind(KINDS[kind]), *reads):
                if not where(item):
                    continue
                for name in required:
                    if not _values(item, name):
                        yield Finding(item, f'{message}: "{item.id}" has no "{name}"', help=help_)
                for count in counts:
                    number = count.number(plan, item)
                    if number < count.at_least or (count.at_most is not None and number > count.at_most):
                        at = () if count.incoming else (count.field,)
                        yield Finding(item, f"{message}: {count.told(item, number)}", at=at, help=help_)

    return check


def _fits(item: Item, name: str, wanted: frozenset[str]) -> bool:
    values = _values(item, name)
    if _ABSENT in wanted and not values:
        return True
    return (_PRESENT in wanted and bool(values)) or not wanted.isdisjoint(values)


def _values(item: Item, name: str) -> frozenset[str]:
    """What a field of an item holds, as texts; links as the ids they name. Empty where it is not there."""
    value = dict(item.extensions).get(name) if name.startswith("x-") else getattr(item, name)
    return frozenset(
        _text(entry) for entry in (value if isinstance(value, tuple | list) else (value,)) if entry is not None
    )


def _text(value: Any) -> str:
    if isinstance(value, Link | Expectation | Need):
        return value.id
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(value: Any) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]


def _maps(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
