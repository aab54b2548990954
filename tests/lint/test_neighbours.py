"""What a rule says of the plans of its page after one small change to them: `neighbours/CODE.txt`.

Every plan of the page is judged again and again, each time with one thing changed: an item gone or over, a field empty
or with another of its values, an entry of a list left out, a link that leads nowhere, an option one higher or lower,
and on the days around every day that it names. The file holds each change after which the rule says something else, as
`plan: change → item field; item field`; of all others it must say what it said before. A line that begins with `=` is
what it says of a plan as it stands. At the end stands every sentence that came up: messages, help, and what is said of
other places. So the whole edge of a rule is on record, and moving it moves a line.

    python tests/lint/neighbours.py      writes the files anew; read the difference before you keep it
"""

from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES

from .neighbours import FOLDER, neighbours_of

JUDGED = [rule for rule in RULES if rule.check]


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_small_changes_move_the_findings_as_recorded(rule: Rule, tmp_path: Path) -> None:
    expected = (FOLDER / f"{rule.code}.txt").read_text("utf-8").splitlines()
    assert neighbours_of(rule, tmp_path) == expected


def test_every_rule_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {rule.code for rule in JUDGED}
