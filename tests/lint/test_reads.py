"""Which broken fields keep a rule from judging an item: `reads.txt`, a line a rule and kind.

A line reads `CODE kind: field field`: where one of these fields is broken in the items of that kind, in a plan of the
rule's page or its rows, the rule counts items of that kind as not judged. With `kind > other` it is items of the other
kind that it counts, because they are judged by what stands in the first. `neighbours.py` writes the file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES

from .neighbours import READS, reads_of

EXPECTED = READS.read_text("utf-8").splitlines()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check], ids=lambda rule: rule.code)
def test_a_rule_counts_what_it_cannot_read(rule: Rule, tmp_path: Path) -> None:
    assert reads_of(rule, tmp_path) == [line for line in EXPECTED if line.startswith(rule.code)]


def test_the_table_is_sorted_and_names_known_rules() -> None:
    assert [line.split(":")[0] for line in EXPECTED] == sorted(line.split(":")[0] for line in EXPECTED)
    assert {line.split()[0] for line in EXPECTED} <= {rule.code for rule in RULES}
