"""A field composed alone says what the whole file says, wherever it says anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.diagnostics import Location, Pointer, Span
from alignctl.load.compose import compose
from alignctl.load.glance import cut_plain
from alignctl.load.spans import _look_closely, _span_in_field

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("kind", "id", "title", "owner", "lead", "tags", "targets", "summary", "x-note", "nowhere")
POINTERS: tuple[Pointer, ...] = (
    (),
    *((name,) for name in NAMES),
    ("targets", 0, "by"),
    ("targets", 1),
    ("owner", "id"),
    ("tags", 0),
    ("nowhere", "deeper"),
    (0,),
)
PLACES = [Location("a.yaml", 0, at, part) for at in POINTERS for part in ("value", "key")]


def both(data: bytes) -> list[tuple[Location, Span, Span]]:
    """Every place that a field tells: what it says, and what composing the whole says."""
    fields = cut_plain(data)
    if fields is None:
        return []
    told = [(place, span) for place in PLACES if (span := _span_in_field(fields, place)) is not None]
    found = dict(_look_closely(data, set(PLACES)))
    return [(place, span, found[place]) for place, span in told]


PIECES = st.sampled_from(
    [
        "kind: kpi",
        "id: a-kpi",
        'id: "a-kpi"',
        "id:",
        "id:  two",
        "title: Renewals rise: in the north",
        "title: Renewals: rise #1",
        "title: A plain title  ",
        "title: A title # and a comment",
        "title: It's 5 o'clock (noon)",
        "title: 'quoted'",
        "title: 'it''s'",
        'title: "open',
        '  still open"',
        'closed here: "',
        "title: Ünïcode – ß 😀",
        "title: goes on",
        "  on the next line",
        "",
        "  after a blank line",
        "summary: |",
        "  text with id: none",
        "  owner: text",
        "owner: {id: a-team,",
        "lead: x}",
        "owner: [a, b]",
        "owner: [a,",
        "tags: [",
        "]",
        "targets:",
        "- by: 2026",
        "  value: 3",
        "  - by: 2026",
        "- id: inside",
        "# a comment",
        "lead: *anchor",
        "lead: &anchor x",
        "lead: !tag x",
        "lead: >-",
        "lead: a:b",
        "lead: a :b",
        "lead: a,b]c}",
        "x-note: -1",
        "x-note: (by hand)",
        "? id",
        "- [a, b]",
        "- {by: 2026, value: 3}",
        "- 'a'",
        '- "open',
        "  - - a",
        "    note: 'a, b'",
        "targets: # why",
        "targets: {by: 2026}",
        "title: See \"this\" and 'that'",
        '  note: see "this" one',
        "  # an inner comment",
        "lead: &a 'open",
        "lead: !t [open",
        "lead: [a, 'b', c]",
        "summary: >2",
        ": a",
        "<<: {a: b}",
        "---",
        "...",
        "%YAML 1.2",
        '"id": a',
        "a line without a colon",
        "lead:\tx",
        "lead: x\r",
        "lead: a\u0085b",
        "\ufeffid: a",
        "lead:",
    ]
)


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=9), st.sampled_from(["", "\n"]))
def test_a_field_says_what_the_whole_says(pieces: list[str], end: str) -> None:
    data = ("\n".join(pieces) + end).encode()
    documents = compose(data)
    if any(document.error is not None for document in documents):
        return
    for place, told, found in both(data):
        assert told == found, (place, data)


@pytest.mark.parametrize("folder", ["plans", "examples"])
def test_fields_of_real_plans_say_what_the_whole_says(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.yaml"))
    compared = [entry for path in files for entry in both(path.read_bytes())]
    assert compared
    for place, told, found in compared:
        assert told == found, place


def test_a_plain_item_is_told_field_by_field() -> None:
    told = {place: span for place, span, _ in both(b"kind: kpi\nid: wait\ntitle: Waits are short\nowner: [a]\n")}
    assert told[Location("a.yaml")] == Span(2, 1, 2, 9)
    assert told[Location("a.yaml", 0, ("title",))] == Span(3, 8, 3, 23)
    assert told[Location("a.yaml", 0, ("title",), "key")] == Span(3, 1, 3, 6)
    assert told[Location("a.yaml", 0, ("lead",))] == Span(2, 1, 2, 9)
    assert told[Location("a.yaml", 0, ("owner",))] == Span(4, 8, 4, 11)
