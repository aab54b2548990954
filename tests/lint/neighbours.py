"""Plans next to those of a rule's page, and what the rule says of them.

Run it to write `neighbours/` and `reads.txt` anew.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from alignctl.diagnostics import Diagnostic
from alignctl.lint.engine import run_rules
from alignctl.lint.pages import EXAMPLE_TODAY, read_page
from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES
from alignctl.lint.words import read_words
from alignctl.load.load import load_plan
from alignctl.plan.dates import Period
from alignctl.plan.items import KINDS, LINK_FIELDS, Item, field_names
from alignctl.plan.parts import Retirement
from alignctl.plan.plan import Plan
from alignctl.records import Record
from alignctl.resources import schema_directory

FOLDER = Path(__file__).with_name("neighbours")
ROWS = Path(__file__).with_name("rows")
READS = Path(__file__).with_name("reads.txt")
OVER = Retirement(date(2026, 1, 2), "over")
DAY = timedelta(days=1)
WORDS = read_words()

Edits = Callable[[Item], Iterable[tuple[str, Item]]]


@dataclass(frozen=True)
class Place:
    """A plan from which changes start: what it is called, the day it is judged on, and options of the rule."""

    name: str
    plan: Plan
    today: date
    options: dict[str, Any]


def places_of(rule: Rule, folder: Path) -> list[Place]:
    """The plans of a rule's page, and the one that its rows begin with. `folder` is a place to put them."""
    places = []
    for number, example in enumerate(read_page(rule).examples, 1):
        name = f"{example.heading.lower().replace(' ', '-')}-{number}"
        plan = load(example.plan, folder / name, dict(example.files))
        places.append(Place(name, plan, example.today, {}))
    rows = ROWS / f"{rule.code}.yaml"
    if rows.exists():
        theme = yaml.load(rows.read_text("utf-8"), Loader=yaml.CSafeLoader)
        text = yaml.safe_dump_all(list(theme["plan"].values()), sort_keys=False, allow_unicode=True)
        plan = load(text, folder / "rows", theme.get("files") or {})
        places.append(Place("rows", plan, theme.get("today", EXAMPLE_TODAY), theme.get("options") or {}))
    return places


def neighbours_of(rule: Rule, folder: Path) -> list[str]:
    """The lines of a rule's file. `folder` is a place to put plans."""
    lines = []
    judge = Judge(rule)
    for place in places_of(rule, folder):
        said = judge(place.plan, place.today, place.options)
        lines.append(f"= {place.name} → {said}")
        changed = [(what, judge(plan, place.today, place.options)) for what, plan in edits(place.plan)]
        changed += [(what, judge(place.plan, place.today, o)) for what, o in settings(rule, place.options)]
        lines += [f"{place.name}: {what} → {now}" for what, now in changed if now != said]
        lines += [f"{place.name}: {what}" for what in over_time(judge, place)]
    return [*lines, *sorted(judge.texts)]


def load(text: str, root: Path, files: Mapping[str, str]) -> Plan:
    """The plan that a text makes, with files beside it."""
    (root / "plans").mkdir(parents=True)
    for name, content in {"plan.yaml": text, **files}.items():
        (root / "plans" / name).write_text(content, "utf-8")
    return load_plan(root, ("plans",)).plan


class Judge:
    """Asks a rule about plans, and keeps every text that it gave: messages, help, and what it says of other places."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self.texts: set[str] = set()

    def __call__(self, plan: Plan, today: date, options: Mapping[str, Any]) -> str:
        """What the rule says: `item field.field` for a finding, `item?` for what it could not judge."""
        code = self._rule.code
        result = run_rules(plan, [self._rule], today, options={code: options}, words=WORDS)
        self.texts.update(texts_of(result.diagnostics))
        said = [
            " ".join([d.item or "-", ".".join(map(str, d.location.pointer)), "(name)" * (d.location.part == "key")])
            for d in result.diagnostics
        ]
        said = [" ".join(entry.split()) for entry in said]
        return "; ".join([*said, *(f"{item}?" for item in result.not_judged.get(code, ()))]) or "nothing"


def texts_of(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """What findings say, each text in a line of its own."""
    for diagnostic in diagnostics:
        yield f"says: {diagnostic.message}"
        if diagnostic.help is not None:
            yield f"helps: {diagnostic.help}"
        if diagnostic.fix is not None:
            fix = diagnostic.fix
            yield f"mends: {fix.title}{'' if fix.safe else ' (unsafe)'}: {'; '.join(map(repr, fix.edits))}"
        for label in diagnostic.labels:
            yield f"shows: {'.'.join(map(str, label.location.pointer))}: {label.text}"


def edits(plan: Plan, more: Edits | None = None) -> Iterator[tuple[str, Plan]]:
    """Every small change, and those that `more` makes of each item: what was done, and the plan then."""
    for item in plan.items:
        others = [entry for entry in plan.items if entry is not item]
        yield f"{item.id} gone", Plan(others)
        for what, new in (*edits_of(item), *(more(item) if more is not None else ())):
            yield f"{item.id} {what}", Plan([*others, new])


def edits_of(item: Item) -> Iterator[tuple[str, Item]]:
    if item.retired is None:
        yield "over", replace(item, retired=OVER)
    numbers = sorted({n for name in field_names(type(item)) for n in _numbers_in(getattr(item, name))}, key=float)
    empty = type(item)(id=item.id, title=item.title, origin=item.origin)
    for name in field_names(type(item)):
        value = getattr(item, name)
        for other in values_of(item.kind, name):
            if other != value:
                yield f"{name}={other}", replace(item, **{name: other})
        if value != getattr(empty, name) and name != "status":
            yield f"without {name}", replace(item, **{name: getattr(empty, name)})
            for what, new in edits_of_value(value, numbers if len(numbers) < 9 else [], name in LINK_FIELDS[item.kind]):
                yield f"{name}{what}", replace(item, **{name: new})


def edits_of_value(value: Any, numbers: list[float], is_link: bool) -> Iterator[tuple[str, Any]]:
    """Changes inside a field: what was done, and its value then. `numbers` are those that its item knows."""
    if isinstance(value, tuple):
        for i, entry in enumerate(value):
            if len(value) > 1:
                yield f".{i} gone", value[:i] + value[i + 1 :]
            for what, new in edits_of_value(entry, numbers, is_link):
                yield f".{i}{what}", (*value[:i], new, *value[i + 1 :])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        for other in sorted({value - 1, value + 1, *numbers} - {value}):
            yield f"={other:g}", other
    elif isinstance(value, Record) and not isinstance(value, Period):
        if is_link:
            yield " to nobody", replace(value, id="nobody")
        for field in fields(value):
            part = getattr(value, field.name)
            if field.default is not MISSING and part != field.default:
                yield f" without {field.name}", replace(value, **{field.name: field.default})
            if part is not None and not isinstance(part, str):
                for what, new in edits_of_value(part, numbers, False):
                    yield f".{field.name}{what}", replace(value, **{field.name: new})


def _numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _numbers_in(entry)
    elif isinstance(value, Record):
        for field in fields(value):
            yield from _numbers_in(getattr(value, field.name))


@cache
def values_of(kind: str, name: str) -> tuple[str, ...]:
    """The words that a field may hold, where the schema lists them."""
    schema = json.loads((schema_directory() / f"{kind}.schema.json").read_text("utf-8"))
    return tuple(schema["properties"].get(name, {}).get("enum", ()))


def settings(rule: Rule, options: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every option that is a number, one lower and one higher; every one that is a switch, turned."""
    for name, value in {**rule.options, **options}.items():
        if isinstance(value, bool):
            yield f"{name}={not value}", {**options, name: not value}
        elif isinstance(value, int | float):
            for other in (value - 1, value + 1):
                yield f"{name}={other:g}", {**options, name: other}


def over_time(judge: Judge, place: Place) -> Iterator[str]:
    """What the rule says as days go by: the days on which that changes."""
    fields_of = ((item, name) for item in place.plan.items for name in field_names(type(item)))
    named = sorted({day for item, name in fields_of for day in _days_in(getattr(item, name))})
    if not named:
        return
    days = sorted({named[0] - DAY, *named, place.today, named[-1] + 400 * DAY})
    said = judge(place.plan, days[0], place.options)
    for before, after in pairwise(days):
        now = judge(place.plan, after, place.options)
        if now != said:
            yield f"from {_first_day(judge, place, before, after, now)} on → {now}"
            said = now


def _first_day(judge: Judge, place: Place, before: date, after: date, now: str) -> date:
    """The first day after `before` on which the rule says what it says on `after`."""
    while after - before > DAY:
        middle = before + (after - before) // 2
        if judge(place.plan, middle, place.options) == now:
            after = middle
        else:
            before = middle
    return after


def _days_in(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _days_in(entry)
    elif isinstance(value, Record):
        for field in fields(value):
            yield from _days_in(getattr(value, field.name))


def broken(item: Item, name: str) -> Item:
    """The item as loading leaves it when a field's text could not be used."""
    default = {f.name: f.default for f in fields(item)}[name]
    empty = item.default_status if name == "status" else getattr(item, name) if default is MISSING else default
    return replace(item, **{name: empty, "broken": item.broken | {name}})


def _unjudged(rule: Rule, place: Place, plan: Plan) -> set[str]:
    result = run_rules(plan, [rule], place.today, options={rule.code: place.options}, words=WORDS)
    return set(result.not_judged.get(rule.code, ()))


def reads_of(rule: Rule, folder: Path) -> list[str]:
    """The lines of a rule in `reads.txt`."""
    found: dict[str, set[str]] = {}
    for place in places_of(rule, folder):
        as_it_is = _unjudged(rule, place, place.plan)
        for kind in {item.kind for item in place.plan.items}:
            for name in field_names(KINDS[kind]):
                plan = Plan([broken(item, name) if item.kind == kind else item for item in place.plan.items])
                for item_id in _unjudged(rule, place, plan) - as_it_is:
                    other = plan.get(item_id)
                    assert other is not None
                    found.setdefault(kind if other.kind == kind else f"{kind} > {other.kind}", set()).add(name)
    return [f"{rule.code} {who}: {' '.join(sorted(names))}" for who, names in sorted(found.items())]


def write() -> None:
    """Write all files anew."""
    reads: list[str] = []
    for rule in sorted(RULES, key=lambda rule: rule.code):
        if rule.check:
            with tempfile.TemporaryDirectory() as folder:
                lines = neighbours_of(rule, Path(folder) / "neighbours")
                reads += reads_of(rule, Path(folder) / "reads")
            (FOLDER / f"{rule.code}.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    READS.write_text("".join(f"{line}\n" for line in reads), "utf-8")


if __name__ == "__main__":
    write()
