"""Small changes to the plans that rows begin with, and what is found about each. Run it to write `neighbours/` anew."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from alignctl.change.comparison import Side, compare_plans
from alignctl.lint.rules.chg import RULES
from alignctl.lint.rules.chg.checks import CHECKS
from alignctl.lint.rules.chg.judging import run_change_rules
from alignctl.plan.dates import Period
from alignctl.plan.items import Item, field_names
from alignctl.plan.plan import Plan
from alignctl.records import Record

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.change.test_rows import written
from tests.lint.neighbours import edits, edits_of, load, texts_of

FOLDER = Path(__file__).with_name("neighbours")
TODAY = date(2026, 6, 30)
MONTH = timedelta(days=30)


def neighbours_of(rows: Path, folder: Path) -> list[str]:
    """The lines about the plan of a file with rows. `folder` is a place to put it."""
    (text,) = written(yaml.load(rows.read_text("utf-8"), Loader=yaml.CBaseLoader)["plan"]).values()
    before = load(text, folder, {})
    judge = Judge()
    lines = [f"{what} → {said}" for what, after in edits(before, moved) if (said := judge(before, after))]
    for item in before.items:
        others = [entry for entry in before.items if entry is not item]
        for state, other in edits_of(item):
            if state.startswith("status=") or state in ("over", "without result"):
                older = Plan([*others, other])
                for what, new in (*edits_of(other), *moved(other)):
                    if said := judge(older, Plan([*others, new])):
                        lines.append(f"{item.id} {state}, then {what} → {said}")
    return [*lines, *sorted(judge.texts)]


class Judge:
    """Asks all rules on changes, and keeps every text that they gave."""

    def __init__(self) -> None:
        self.texts: set[str] = set()

    def __call__(self, before: Plan, after: Plan) -> str:
        """What is found about a change, as `CODE severity item field`; empty where it is nothing."""
        comparison = compare_plans(Side(before, "before"), Side(after, "after"))
        found = run_change_rules(comparison, [rule for rule in RULES if rule.code in CHECKS], CHECKS, TODAY).diagnostics
        self.texts.update(texts_of(found))
        places = ((d, ".".join(map(str, d.location.pointer))) for d in found)
        return "; ".join(" ".join(filter(None, (d.code, d.severity.label, d.item, at))) for d, at in places)


def moved(item: Item) -> Iterator[tuple[str, Item]]:
    """Every date a month earlier and later, every text another one."""
    for name in field_names(type(item)):
        if name not in ("id", "status"):
            for what, new in _moved_in(getattr(item, name)):
                yield f"{name}{what}", replace(item, **{name: new})


def _moved_in(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Period):
        yield " later", Period(value.first + MONTH, value.last + MONTH, (value.last + MONTH).isoformat())
        yield " earlier", Period(value.first - MONTH, value.last - MONTH, (value.last - MONTH).isoformat())
    elif isinstance(value, date):
        yield " later", value + MONTH
        yield " earlier", value - MONTH
    elif isinstance(value, str) and " " in value:
        yield " reworded", "something quite different"
    elif isinstance(value, tuple):
        for i, entry in enumerate(value):
            for what, new in _moved_in(entry):
                yield f".{i}{what}", (*value[:i], new, *value[i + 1 :])
    elif isinstance(value, Record):
        for field in fields(value):
            for what, new in _moved_in(getattr(value, field.name)):
                yield f".{field.name}{what}", replace(value, **{field.name: new})


def write() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    for rows in sorted(Path(__file__).with_name("rows").glob("*.yaml")):
        with tempfile.TemporaryDirectory() as folder:
            lines = neighbours_of(rows, Path(folder))
        (FOLDER / f"{rows.stem}.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    write()
