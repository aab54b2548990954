"""What was altered or removed is told one by one, however much it is: many alterations do not hide behind a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alignctl.gate import Verdict

MANY = 20
WORK = "kind: initiative\nid: work\ntitle: Build the call-back\nstatus: active\ndeliverables:\n"
PROMISE = "kind: commitment\nid: promise\ntitle: A daily export\npromise: a file\nevery: {cadence: daily}\nkept:\n"
PLACE = "plans/plan.yaml"


def entries(pattern: str) -> str:
    return "".join(f"- {{{pattern.format(f'{n:02}')}}}\n" for n in range(1, MANY + 1))


LATER = (WORK + entries("title: part {}, due: 2026-07-15"), WORK + entries("title: part {}, due: 2026-08-15"))
KEPT = (PROMISE + entries("date: 2026-06-{}, kept: false"), PROMISE + entries("date: 2026-06-{}, kept: true"))
GONE = (KEPT[0], PROMISE.removesuffix("kept:\n"))
MIXED = (
    PROMISE + "- {date: 2026-05-31, kept: false}\n",
    PROMISE + "- {date: 2026-05-31, kept: true}\n" + entries("date: 2026-06-{}, kept: true"),
)


@pytest.mark.parametrize(
    ("sides", "code", "number"),
    [(LATER, "CHG002", MANY), (KEPT, "CHG009", MANY), (GONE, "CHG009", MANY), (MIXED, "CHG009", 1)],
    ids=["parts that are due later", "records altered", "records removed", "one altered among many new ones"],
)
def test_each_alteration_is_found(
    sides: tuple[str, str], code: str, number: int, judge: Callable[..., Verdict]
) -> None:
    verdict = judge({PLACE: sides[0]}, {PLACE: sides[1]})
    assert [finding.code for finding in verdict.findings] == [code] * number


def test_records_that_are_only_added_are_counted(judge: Callable[..., Verdict]) -> None:
    verdict = judge({PLACE: GONE[1]}, {PLACE: KEPT[1]})
    assert [change.text for change in verdict.comparison.changes] == ["kept: 20 added, 0 changed, 0 removed"]
    assert verdict.findings == ()
