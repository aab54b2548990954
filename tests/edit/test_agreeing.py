"""Answers written under `agreed`: in the style of the file, with nothing else changed, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.edit.agreeing import record_answer
from alignctl.edit.checkin import Refused
from alignctl.edit.series import items_in
from alignctl.plan.parts import Agreement, Link

DAY = date(2026, 6, 30)
YES = Agreement(Link("docs"), DAY, "yes")
COUNTER = Agreement(Link("docs"), DAY, "counter", "In autumn: we move house")
HEAD = "kind: outcome\nid: a\ntitle: A\n"

CASES = {
    "the field is made where the schema has it": (
        HEAD + "supports: b  # why\nstatus: active\n# end\n",
        YES,
        HEAD + "supports: b  # why\nstatus: active\nagreed:\n  - {team: docs, date: 2026-06-30, answer: yes}\n# end\n",
    ),
    "an answer of another team stays, and the one entry becomes a list": (
        HEAD + "agreed: {team: web, date: 2026-01-01, answer: no}  # c\nowner: x\n",
        YES,
        HEAD + "agreed: [{team: web, date: 2026-01-01, answer: no}, {team: docs, date: 2026-06-30, answer: yes}]  # c\n"
        "owner: x\n",
    ),
    "entries on lines get one on lines": (
        HEAD + "agreed:\n- team: web\n  date: 2026-01-01  # then\n  answer: yes\nowner: x\n",
        COUNTER,
        HEAD + "agreed:\n- team: web\n  date: 2026-01-01  # then\n  answer: yes\n- team: docs\n  date: 2026-06-30\n"
        '  answer: counter\n  note: "In autumn: we move house"\nowner: x\n',
    ),
    "its own answer before is replaced where it stands, comments and quotes kept": (
        HEAD + "agreed:\n  - team: docs  # us\n    date: '2026-01-01'  # then\n    answer: \"yes\"\n"
        "    note: Fine.\n  - {team: web, date: 2026-01-01, answer: yes}\n",
        COUNTER,
        HEAD + "agreed:\n  - team: docs  # us\n    date: '2026-06-30'  # then\n    answer: \"counter\"\n"
        '    note: "In autumn: we move house"\n  - {team: web, date: 2026-01-01, answer: yes}\n',
    ),
    "a note comes into an entry in braces": (
        HEAD + "agreed:\n  - {date: 2026-01-01, answer: yes, team: docs}  # c\n",
        COUNTER,
        HEAD + 'agreed:\n  - {date: 2026-06-30, answer: counter, team: docs, note: "In autumn: we move house"}  # c\n',
    ),
    "a note that told of the answer before goes": (
        HEAD + "agreed:\n  - {team: docs, date: 2026-01-01, answer: no, note: Never.}  # c\nowner: x\n",
        YES,
        HEAD + "agreed:\n  - {team: docs, date: 2026-06-30, answer: yes}  # c\nowner: x\n",
    ),
    "a note in a block goes with its lines": (
        HEAD
        + "agreed:\n  - team: docs\n    date: 2026-01-01\n    note: >-\n      Never,\n      ever.\n    answer: no\n",
        YES,
        HEAD + "agreed:\n  - team: docs\n    date: 2026-06-30\n    answer: yes\n",
    ),
    "a note at the end of a file without a line break goes": (
        HEAD + "agreed:\n  - team: docs\n    date: 2026-01-01\n    answer: no\n    note: Never.",
        YES,
        HEAD + "agreed:\n  - team: docs\n    date: 2026-06-30\n    answer: yes",
    ),
    "of two answers the later is replaced": (
        HEAD
        + "agreed:\n  - {team: docs, date: 2026-02-01, answer: yes}\n  - {team: docs, date: 2026-01-01, answer: no}\n",
        YES,
        HEAD
        + "agreed:\n  - {team: docs, date: 2026-06-30, answer: yes}\n  - {team: docs, date: 2026-01-01, answer: no}\n",
    ),
    "line ends and the mark at the beginning stay": (
        "\ufeff" + (HEAD + "agreed:\n  - {team: web, date: 2026-01-01, answer: yes}\n").replace("\n", "\r\n"),
        YES,
        "\ufeff"
        + (
            HEAD + "agreed:\n  - {team: web, date: 2026-01-01, answer: yes}\n"
            "  - {team: docs, date: 2026-06-30, answer: yes}\n"
        ).replace("\n", "\r\n"),
    ),
    "a document in braces stays one": (
        "{kind: outcome, id: a, title: A}\n",
        YES,
        "{kind: outcome, id: a, title: A, agreed: [{team: docs, date: 2026-06-30, answer: yes}]}\n",
    ),
    "only the document of the item changes": (
        "kind: team\nid: t\ntitle: T\n---\n" + HEAD + "---\nkind: team\nid: u\ntitle: U\n",
        YES,
        "kind: team\nid: t\ntitle: T\n---\n" + HEAD + "agreed:\n  - {team: docs, date: 2026-06-30, answer: yes}\n"
        "---\nkind: team\nid: u\ntitle: U\n",
    ),
}


def record(text: str, answer: Agreement) -> bytes | Refused | None:
    data = text.encode()
    item = next(item for item in items_in("a.yaml", data) if item.id == "a")
    return record_answer(item, data, answer)


@pytest.mark.parametrize(("before", "answer", "after"), CASES.values(), ids=list(CASES))
def test_answer_is_written_and_nothing_else_changes(before: str, answer: Agreement, after: str) -> None:
    new = record(before, answer)
    assert isinstance(new, bytes)
    assert new.decode() == after
    assert record(after, answer) is None, "the same answer again changes nothing"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "x-all: &all\n  - {team: web, date: 2026-01-01, answer: yes}\nagreed: *all\n",
        HEAD + "agreed:\n  - note: Never.\n    team: docs\n    date: 2026-01-01\n    answer: no\n",
        HEAD + "agreed:\n  - {team: docs, date: &day 2026-01-01, answer: yes}\nx-day: *day\n",
    ],
    ids=["an alias", "the note that goes is first", "a shared date"],
)
def test_what_cannot_be_written_surely_is_refused_with_the_line_to_write(text: str) -> None:
    refused = record(text, YES)
    assert isinstance(refused, Refused)
    assert 'by hand: "- {team: docs, date: 2026-06-30, answer: yes}" under "agreed"' in refused.help


@settings(deadline=None)
@given(
    note=st.none() | st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool),
    word=st.sampled_from(["yes", "no", "counter"]),
    before=st.sampled_from([before for before, _, _ in CASES.values()]),
)
def test_whatever_is_said_is_read_again(note: str | None, word: str, before: str) -> None:
    answer = Agreement(Link("docs"), DAY, word, note)
    new = record(before, answer)
    assert isinstance(new, bytes)
    item = next(item for item in items_in("a.yaml", new) if item.id == "a")
    assert answer in item.agreed
