"""ALN004, ALN005, ALN006, ALN010: promises between teams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., Any]

TEAMS = """
{kind: team, id: docs, title: Documentation}
---
{kind: team, id: platform, title: Platform}
---
{kind: team, id: booking, title: Booking}
"""


def promise(text: str, name: str = "notes", sender: str = "platform") -> str:
    return (
        f"---\n{{kind: commitment, id: {name}, title: Notes, from_team: {sender}, to_team: docs, "
        f"promise: You will know, {text}}}\n"
    )


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("specification: A line, due: 2026-09", None),
        ("specification: A line, every: {cadence: weekly}", None),
        ("specification: A line", "has no due date:"),
        ("due: 2026-09", "has no specification:"),
        ("status: agreed", "has no specification and no due date:"),
        ("status: met", None),
        ("status: missed", None),
        ("status: withdrawn", None),
        ("retired: {date: 2026-01-31, why: over}", None),
    ],
)
def test_vague_promises(find: Find, text: str, lacking: str | None) -> None:
    found = find("ALN004", TEAMS + promise(text))
    assert found.places == ([] if lacking is None else ["notes"])
    assert all(lacking is not None and lacking in message for message in found.messages)


def test_vague_draft_is_advice_and_a_broken_field_is_not_judged(find: Find) -> None:
    assert find("ALN004", TEAMS + promise("due: 2026-09, status: draft")).severities == ["advice"]
    found = find("ALN004", TEAMS + promise("specification: 7, due: 2026-09"), broken=True)
    assert (found.items, found.not_judged) == ([], ["notes"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("due: 2026-06-29", "due"),
        ("due: 2026-06-30", None),  # today
        ("due: 2026-06", None),
        ("due: 2026-05", "due"),
        ("due: 2026-05, status: proposed", "due"),
        ("due: 2026-05, status: met", None),
        ("due: 2026-05, status: missed", None),
        ("due: 2026-05, status: withdrawn", None),
        ("due: 2026-05, retired: {date: 2026-06-01, why: over}", None),
        ("status: agreed", None),
        ("every: {cadence: monthly}, kept: {date: 2026-05-16, kept: true}", None),
        ("every: {cadence: monthly}, kept: {date: 2026-05-15, kept: true}", "kept"),
        ("every: {cadence: monthly}, kept: {date: 2026-05-15, kept: false}", "kept"),
        ("every: {cadence: quarterly}, kept: {date: 2026-05-15, kept: true}", None),
        ("every: {cadence: monthly}, kept: [{date: 2026-06-30, kept: true}, {date: 2026-01-31, kept: true}]", None),
        ("every: {cadence: monthly}, agreed: {team: docs, date: 2026-05-15, answer: 'yes'}", "every"),
        ("every: {cadence: monthly}, agreed: {team: docs, date: 2026-05-16, answer: 'yes'}", None),
        ("every: {cadence: monthly}, agreed: {team: docs, date: 2026-05-15, answer: counter}", None),
        ("every: {cadence: monthly}", None),
        ("every: {cadence: monthly}, due: 2026-06-14, kept: {date: 2026-05-15, kept: true}", None),  # ended before
        ("every: {cadence: monthly}, due: 2026-06-15, kept: {date: 2026-05-15, kept: true}", "kept"),
        ("every: {cadence: yearly}, kept: {date: 9999-12-31, kept: true}", None),
    ],
)
def test_overdue_promises(find: Find, text: str, place: str | None) -> None:
    status = "" if "status" in text else ", status: agreed"
    assert find("ALN005", TEAMS + promise(text + status)).places == ([] if place is None else [f"notes {place}"])


def test_days_for_the_record_are_an_option(find: Find) -> None:
    text = TEAMS + promise("every: {cadence: weekly}, kept: {date: 2026-06-20, kept: true}")
    assert find("ALN005", text).items == []
    assert find("ALN005", text, record_days=3).items == []
    assert find("ALN005", text, record_days=2).items == ["notes"]


MEASURE = "---\n{kind: kpi, id: figure, title: Figure, level: outcome, direction: increase, unit: count}\n"


def work(text: str) -> str:
    return f"---\n{{kind: initiative, id: work, title: Work, owner: docs, sustains: figure, {text}}}\n"


@pytest.mark.parametrize(
    ("due", "needing", "late"),
    [
        ("due: 2026-08-28", "needs: {id: notes, needed_by: 2026-08-27}", True),
        ("due: 2026-08-28", "needs: {id: notes, needed_by: 2026-08-28}", False),
        ("due: 2026-08-28", "needs: {id: notes, needed_by: 2026-08}", False),
        ("due: 2026-Q3", "needs: {id: notes, needed_by: 2026-09-29}", True),
        ("due: 2026-08-28", "needs: {id: notes, needed_by: 2026-09}, end: 2026-07", False),  # the stated day counts
        ("due: 2026-08-28", "needs: notes, end: 2026-08-27", True),
        ("due: 2026-08-28", "needs: notes, end: 2026-08", False),
        ("due: 2026-08-28", "needs: notes", False),
        ("due: 2026-08-28, status: draft", "needs: notes, end: 2026-07", False),
        ("due: 2026-08-28, status: met", "needs: notes, end: 2026-07", False),
        ("due: 2026-08-28, status: missed", "needs: notes, end: 2026-07", False),
        ("due: 2026-08-28, status: withdrawn", "needs: notes, end: 2026-07", False),
        ("due: 2026-08-28, status: agreed", "needs: notes, end: 2026-07", True),
        ("due: 2026-08-28, retired: {date: 2026-06-01, why: over}", "needs: notes, end: 2026-07", False),
        ("due: 2026-08-28", "needs: notes, end: 2026-07, status: done", False),
        ("due: 2026-08-28", "needs: notes, end: 2026-07, status: dropped", False),
        ("due: 2026-08-28", "needs: notes, end: 2026-07, status: active", True),
        ("due: 2026-08-28", "needs: notes, end: 2026-07, retired: {date: 2026-06-01, why: over}", False),
        ("specification: A line", "needs: notes, end: 2026-07", False),
        (
            "every: {cadence: quarterly}, agreed: {team: docs, date: 2026-06-01, answer: 'yes'}",
            "needs: {id: notes, needed_by: 2026-08-31}",
            True,
        ),
        (
            "every: {cadence: monthly}, agreed: {team: docs, date: 2026-06-01, answer: 'yes'}",
            "needs: {id: notes, needed_by: 2026-08-31}",
            False,
        ),
        (
            "every: {cadence: quarterly}, kept: {date: 2026-06-01, kept: true}",
            "needs: {id: notes, needed_by: 2026-08-31}",
            False,
        ),
        (
            "every: {cadence: quarterly}, kept: {date: 2026-06-01, kept: false}",
            "needs: {id: notes, needed_by: 2026-08-31}",
            True,
        ),
        ("every: {cadence: quarterly}", "needs: {id: notes, needed_by: 2026-08-31}", False),
    ],
)
def test_late_promises(find: Find, due: str, needing: str, late: bool) -> None:
    found = find("ALN006", TEAMS + MEASURE + promise(due) + work(needing))
    assert found.places == (["work needs.0"] if late else [])
    assert found.severities == (["error"] if late else [])


def test_each_need_is_judged_for_itself(find: Find) -> None:
    text = TEAMS + MEASURE + promise("due: 2026-07") + promise("due: 2026-08", "more")
    assert find("ALN006", text + work("needs: [notes, more], end: 2026-07")).places == ["work needs.1"]


@pytest.mark.parametrize(("status", "late"), [("running", True), ("decided", False), ("abandoned", False)])
def test_bets_need_promises_too(find: Find, status: str, late: bool) -> None:
    bet = (
        f"---\n{{kind: hypothesis, id: bet, title: Bet, change: it, moves: {{id: figure, to: 9}}, start: 2026-06-01, "
        f"end: 2026-07-31, needs: notes, status: {status}}}\n"
    )
    found = find("ALN006", TEAMS + MEASURE + promise("due: 2026-08-01") + bet)
    assert found.places == (["bet needs.0"] if late else [])


def test_draft_work_gets_advice(find: Find) -> None:
    text = TEAMS + MEASURE + promise("due: 2026-08-28") + work("needs: notes, end: 2026-07, status: draft")
    assert find("ALN006", text).severities == ["advice"]


def test_promise_that_cannot_be_read_leaves_the_work_unjudged(find: Find) -> None:
    text = TEAMS + MEASURE + promise("due: soon") + work("needs: notes, end: 2026-07")
    found = find("ALN006", text, broken=True)
    assert (found.items, found.not_judged) == ([], ["work"])


SPEC = "subject: release notes, specification: One line a change"


@pytest.mark.parametrize(
    ("other", "sender", "contested"),
    [
        ("subject: release notes, specification: A page with pictures", "booking", True),
        ("subject: Notes on the releases, specification: A page with pictures", "booking", True),
        ("subject: release notes, specification: 'one line: a change!'", "booking", False),  # the same words
        ("subject: release notes, specification: A page with pictures", "platform", False),  # one team
        ("subject: release dates, specification: A page with pictures", "booking", False),
        ("subject: release notes", "booking", False),
        ("specification: A page with pictures", "booking", False),
        ("subject: release notes, specification: A page, status: agreed", "booking", True),
        ("subject: release notes, specification: A page, status: met", "booking", False),
        ("subject: release notes, specification: A page, status: withdrawn", "booking", False),
        ("subject: release notes, specification: A page, retired: {date: 2026-06-01, why: over}", "booking", False),
        ("subject: of the, specification: A page", "booking", False),
    ],
)
def test_contested_promises(find: Find, other: str, sender: str, contested: bool) -> None:
    found = find("ALN010", TEAMS + promise(SPEC) + promise(other, "other", sender))
    assert found.places == (["other subject"] if contested else [])


def test_claim_is_held_against_another_team_also_when_its_own_came_first(find: Find) -> None:
    text = (
        TEAMS
        + promise(SPEC, "a")
        + promise(SPEC, "b", "booking")
        + promise("subject: release notes, specification: A page", "c")
    )
    assert find("ALN010", text).places == ["c subject"]


def test_subjects_without_meaning_are_no_subject(find: Find) -> None:
    text = TEAMS + promise("subject: of the, specification: One")
    assert find("ALN010", text + promise("subject: our, specification: Two", "other", "booking")).places == []


def kpi(name: str, title: str, definition: str, owner: str, more: str = "") -> str:
    return (
        f"---\n{{kind: kpi, id: {name}, title: {title}, definition: {definition}, owner: {owner}, level: outcome, "
        f"direction: increase, unit: count{more}}}\n"
    )


@pytest.mark.parametrize(
    ("title", "definition", "owner", "more", "contested"),
    [
        ("Releases without faults", "What clinics find", "booking", "", True),
        ("Release without faults", "What clinics find", "booking", "", True),
        ("Faults without release", "What clinics find", "booking", "", True),  # words are compared, not their order
        ("Release without fault", "What clinics find", "booking", "", False),  # MEA014: the same title
        ("Releases without faults", "'What we find.'", "booking", "", False),
        ("Releases without faults", "What clinics find", "platform", "", False),
        ("Releases without faults", "What clinics find", "booking", ", segment_of: one", False),
        ("Releases without faults", "What clinics find", "booking", ", retired: {date: 2026-06-01, why: over}", False),
        ("Releases without pain", "What clinics find", "booking", "", False),
    ],
)
def test_contested_measures(find: Find, title: str, definition: str, owner: str, more: str, contested: bool) -> None:
    text = TEAMS + kpi("one", "Release without fault", "What we find", "platform")
    found = find("ALN010", text + kpi("two", title, definition, owner, more))
    assert found.places == (["two definition"] if contested else [])


def test_promise_that_is_not_there_is_no_late_one_and_a_lost_one_may_be(find: Find) -> None:
    text = TEAMS + MEASURE + work("needs: notes, end: 2026-07")
    found = find("ALN006", text)
    assert (found.items, found.not_judged) == ([], [])
    lost = '---\nkind: commitment\nid: notes\ntitle: "A quote that is never closed\n'
    found = find("ALN006", text + lost, broken=True)
    assert (found.items, found.not_judged) == ([], ["work"])
