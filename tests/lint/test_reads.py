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
from alignctl.lint.pages import read_page
from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES
from alignctl.plan.items import KINDS, Item, field_names
from alignctl.plan.plan import Plan

from .neighbours import load

EXPECTED = Path(__file__).with_name("reads.txt").read_text("utf-8").splitlines()


def broken(item: Item, name: str) -> Item:
    """The item as loading leaves it when a field's text could not be used."""
    default = {f.name: f.default for f in fields(item)}[name]
    empty = item.default_status if name == "status" else getattr(item, name) if default is MISSING else default
    return replace(item, **{name: empty, "broken": item.broken | {name}})


def unjudged(rule: Rule, plan: Plan, today: date) -> set[str]:
    return set(run_rules(plan, [rule], today).not_judged.get(rule.code, ()))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check], ids=lambda rule: rule.code)
def test_a_rule_counts_what_it_cannot_read(rule: Rule, tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}
    for number, example in enumerate(read_page(rule).examples):
        plan = load(example, tmp_path / str(number))
        as_it_is = unjudged(rule, plan, example.today)
        for kind in {item.kind for item in plan.items}:
            for name in field_names(KINDS[kind]):
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
