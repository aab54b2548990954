"""Plans next to those of a rule's page, and what the rule says of them. Run it to write `neighbours/` anew."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from alignctl.lint.engine import run_rules
from alignctl.lint.pages import Example, read_page
from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES
from alignctl.load.load import load_plan
from alignctl.plan.dates import Period
from alignctl.plan.items import LINK_FIELDS, Item, field_names
from alignctl.plan.parts import Retirement
from alignctl.plan.plan import Plan
from alignctl.records import Record
from alignctl.resources import schema_directory

FOLDER = Path(__file__).with_name("neighbours")
OVER = Retirement(date(2026, 1, 2), "over")
DAY = timedelta(days=1)


def neighbours_of(rule: Rule, folder: Path) -> list[str]:
    """The lines of a rule's file. `folder` is a place to put plans."""
    lines = []
    for number, example in enumerate(read_page(rule).examples, 1):
        name = f"{example.heading.lower().replace(' ', '-')}-{number}"
        plan = load(example, folder / name)
        said = judge(rule, plan, example.today)
        lines.append(f"= {name} → {said}")
        changed = [(what, judge(rule, Plan(items), example.today)) for what, items in edits(plan)]
        changed += [(what, judge(rule, plan, example.today, options)) for what, options in settings(rule)]
        lines += [f"{name}: {what} → {now}" for what, now in changed if now != said]
        lines += [f"{name}: {what}" for what in over_time(rule, plan, example.today)]
    return lines


def load(example: Example, root: Path) -> Plan:
    (root / "plans").mkdir(parents=True)
    (root / "plans" / "plan.yaml").write_text(example.plan, "utf-8")
    for name, text in example.files:
        (root / "plans" / name).write_text(text, "utf-8")
    return load_plan(root, ("plans",)).plan


def judge(rule: Rule, plan: Plan, today: date, options: dict[str, Any] | None = None) -> str:
    """What the rule says: `item field.field` for a finding, `item?` for what it could not judge."""
    result = run_rules(plan, [rule], today, options={rule.code: options or {}})
    said = [" ".join([d.item or "-", ".".join(map(str, d.location.pointer))]).strip() for d in result.diagnostics]
    return "; ".join([*said, *(f"{item}?" for item in result.not_judged.get(rule.code, ()))]) or "nothing"


def edits(plan: Plan) -> Iterator[tuple[str, list[Item]]]:
    """Every small change: what was done, and the items then."""
    for item in plan.items:
        others = [entry for entry in plan.items if entry is not item]
        yield f"{item.id} gone", others
        for what, new in edits_of(item):
            yield f"{item.id} {what}", [*others, new]


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


def settings(rule: Rule) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every option that is a number, one lower and one higher; every one that is a switch, turned."""
    for name, value in rule.options.items():
        if isinstance(value, bool):
            yield f"{name}={not value}", {name: not value}
        elif isinstance(value, int | float):
            for other in (value - 1, value + 1):
                yield f"{name}={other:g}", {name: other}


def over_time(rule: Rule, plan: Plan, today: date) -> Iterator[str]:
    """What the rule says as days go by: the days on which that changes."""
    named = sorted(
        {day for item in plan.items for name in field_names(type(item)) for day in _days_in(getattr(item, name))}
    )
    if not named:
        return
    days = sorted({named[0] - DAY, *named, today, named[-1] + 400 * DAY})
    said = judge(rule, plan, days[0])
    for before, after in pairwise(days):
        now = judge(rule, plan, after)
        if now != said:
            yield f"from {_first_day(rule, plan, before, after, now)} on → {now}"
            said = now


def _first_day(rule: Rule, plan: Plan, before: date, after: date, now: str) -> date:
    """The first day after `before` on which the rule says what it says on `after`."""
    while after - before > DAY:
        middle = before + (after - before) // 2
        if judge(rule, plan, middle) == now:
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


def write() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    for rule in RULES:
        if rule.check:
            with tempfile.TemporaryDirectory() as folder:
                text = "\n".join(neighbours_of(rule, Path(folder)))
            (FOLDER / f"{rule.code}.txt").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write()
