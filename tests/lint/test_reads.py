"""Which broken fields keep a rule from judging an item: `reads.txt`, a line a rule and kind.

A line reads `CODE kind: field field`: where one of these fields is broken in the items of that kind, in a plan of the
rule's page, the rule counts items of that kind as not judged. With `kind > other` it is items of the other kind that
it counts, because they are judged by what stands in the first.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date
from pathlib import Path

import pytest

from alignctl.lint.engine import run_rules
from alignctl.lint.pages import Example, read_page
from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES
from alignctl.load.load import load_plan
from alignctl.plan.items import KINDS, Item
from alignctl.plan.plan import Plan

EXPECTED = Path(__file__).with_name("reads.txt").read_text("utf-8").splitlines()
OURS = {"origin", "broken", "extensions", "readings_file", "responses_file"}
"""Fields of items that are no fields of documents."""


def broken(item: Item, name: str) -> Item:
    """The item as loading leaves it when a field's text could not be used."""
    field = next(f for f in fields(item) if f.name == name)
    empty = field.default if field.default is not MISSING else getattr(item, name)
    return replace(item, **{name: empty, "broken": item.broken | {name}})


def plan_of(example: Example, root: Path) -> Plan:
    (root / "plans").mkdir(parents=True)
    (root / "plans" / "plan.yaml").write_text(example.plan, "utf-8")
    for name, text in example.files:
        (root / "plans" / name).write_text(text, "utf-8")
    return load_plan(root, ("plans",)).plan


def unjudged(rule: Rule, plan: Plan, today: date) -> set[str]:
    return set(run_rules(plan, [rule], today).not_judged.get(rule.code, ()))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check], ids=lambda rule: rule.code)
def test_a_rule_counts_what_it_cannot_read(rule: Rule, tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}
    for number, example in enumerate(read_page(rule).examples):
        plan = plan_of(example, tmp_path / str(number))
        as_it_is = unjudged(rule, plan, example.today)
        for kind in {item.kind for item in plan.items}:
            for name in {f.name for f in fields(KINDS[kind])} - OURS:
                items = [broken(item, name) if item.kind == kind else item for item in plan.items]
                for item_id in unjudged(rule, Plan(items), example.today) - as_it_is:
                    other = plan.get(item_id)
                    assert other is not None
                    found.setdefault(kind if other.kind == kind else f"{kind} > {other.kind}", set()).add(name)
    lines = [f"{rule.code} {who}: {' '.join(sorted(names))}" for who, names in sorted(found.items())]
    assert lines == [line for line in EXPECTED if line.startswith(rule.code)]


def test_the_table_is_sorted_and_names_known_rules() -> None:
    assert [line.split(":")[0] for line in EXPECTED] == sorted(line.split(":")[0] for line in EXPECTED)
    assert {line.split()[0] for line in EXPECTED} <= {rule.code for rule in RULES}
