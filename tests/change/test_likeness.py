"""How alike two items are does not turn on the order in which their fields are looked at."""

from __future__ import annotations

from itertools import permutations

from alignctl.change.likeness import item_likeness
from alignctl.plan.items import Hypothesis, Origin

TEXTS = (
    ("one", "one two"),
    ("one", "one two three four"),
    ("one two", "one two three"),
    ("one two three", "one two three four"),
)
"""Of different likeness, so that sums in different orders are rounded in different ways."""

FIELDS = ("change", "problem", "benefit", "because")


def bet(**texts: str) -> Hypothesis:
    return Hypothesis(id="bet", title="A bet", origin=Origin("bet.yaml"), **texts)


def test_the_same_likeness_in_other_fields_is_the_same_likeness() -> None:
    seen = set()
    for order in permutations(TEXTS):
        old = bet(**{name: was for name, (was, _) in zip(FIELDS, order, strict=True)})
        new = bet(**{name: now for name, (_, now) in zip(FIELDS, order, strict=True)})
        seen.add(item_likeness(old, new))
    assert len(seen) == 1
