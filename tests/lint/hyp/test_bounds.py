"""HYP009 and HYP011: how far they look in a very large plan, to the bet."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest


def bet(item_id: str, change: str = "asking twice", **fields: Any) -> dict[str, Any]:
    usual = {"kind": "hypothesis", "id": item_id, "title": "A bet", "change": change, "status": "running"}
    return {**usual, **fields}


def stopped(item_id: str, change: str, day: int) -> dict[str, Any]:
    """A bet that was stopped on one of the days after the first of January, later ones later."""
    result = {"date": f"2026-{day // 28 + 1:02}-{day % 28 + 1:02}", "decision": "stop", "learned": "No."}
    return bet(item_id, change, status="decided", result=result)


@pytest.mark.parametrize(("levels", "clashes"), [(20, False), (21, True)])
def test_the_whole_is_looked_for_through_twenty_levels(found: Callable[..., Any], levels: int, clashes: bool) -> None:
    box = {"moves": [{"id": "solved", "to": 5}], "start": "2026-04-01", "end": "2026-06-30"}
    names = ["whole", *(f"part-{n}" for n in range(1, levels)), "piece"]
    parts = [bet(name, part_of=whole) for whole, name in pairwise(names)]
    kpi = {"kind": "kpi", "id": "solved", "title": "Solved"}
    places = found("HYP009", kpi, bet("whole", **box), *parts[:-1], {**parts[-1], **box})
    assert (("whole", "moves.0") in places) == clashes


NEW = bet("new", "giving badges weekly")


@pytest.mark.parametrize(("later", "expected"), [(49, [("new", "change")]), (50, [])])
def test_fifty_bets_that_share_the_rarest_word_are_compared(
    found: Callable[..., Any], later: int, expected: Any
) -> None:
    others = [stopped(f"other-{n:02}", f"badges of plain sorts made round, red, soft {n}", n + 1) for n in range(later)]
    new = bet("new", "badges weekly")
    assert found("HYP011", stopped("alike", "badges", 0), *others, new) == expected


def test_fifty_bets_are_compared_over_all_words(found: Callable[..., Any]) -> None:
    rare = [stopped(f"rare-{n:02}", "badges of plain sorts made round, red, soft", n + 100) for n in range(50)]
    common = [stopped(f"common-{n:02}", "weekly tea with green cakes, milk, sugar, plums", n) for n in range(60)]
    alike = stopped("alike", "giving badges weekly", 90)
    assert found("HYP011", alike, *common, NEW) == [("new", "change")]
    assert found("HYP011", alike, *common, *rare, {**NEW, "change": "badges weekly"}) == []


@pytest.mark.parametrize(("between", "believed"), [(198, False), (199, True)])
def test_a_line_of_two_hundred_bets_is_believed(found: Callable[..., Any], between: int, believed: bool) -> None:
    names = ["new", *(f"bet-{n:03}" for n in range(between))]
    line = [bet(name, follows=above) for name, above in pairwise([*names[1:], "new"])]
    places = found("HYP011", stopped("old", "giving badges weekly", 0), {**NEW, "follows": names[1]}, *line)
    assert places == ([] if believed else [("new", "change")])
