"""Every pointer leads to the text it stands for."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.diagnostics import Diagnostic, Label, Location, Pointer, Severity, Span
from alignctl.load import spans
from alignctl.load.reader import Reader
from alignctl.load.spans import locate

from .test_values import KEYS, VALUES, Dumper

PLAN = b"""\
# a comment
kind: kpi
id: first-contact
title: "\xc3\x9cber alles"
measures: answers   # one, without a list
drives: [one, {id: two, strength: weak}]
targets:
  - by: 2026-06-30
    value: 61
  - {by: 2026-12-31, value: 75}
summary: |
  Some text
  in two lines

unit:
---
title: second
kind: team
id: support
"""


def find(pointer: Pointer, part: str = "value", document: int = 0, data: bytes = PLAN, path: str = "p/a.yaml") -> str:
    """The text that a pointer leads to, as `line:text`."""
    finding = Diagnostic("X", "x", Severity.ERROR, "m", Location(path, document, pointer, part))
    (located,) = locate([finding], {path: data})
    span = located.location.span
    assert span is not None
    return f"{span.line}:{text_at(data.decode(), span)}"


def text_at(text: str, span: Span) -> str:
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, *middle = lines[span.line - 1 : span.end_line]
    return "\n".join([first[span.column - 1 :], *middle[:-1], middle[-1][: span.end_column - 1]])


@pytest.mark.parametrize(
    ("pointer", "part", "expected"),
    [
        (("title",), "value", '4:"Über alles"'),
        (("title",), "key", "4:title"),
        (("measures",), "value", "5:answers"),
        (("measures", 0), "value", "5:answers"),
        (("measures", 0, "id"), "value", "5:answers"),
        (("measures", 1), "value", "5:measures"),
        (("measures", 0, "strength"), "value", "5:measures"),
        (("drives", 0), "value", "6:one"),
        (("drives", 0, "id"), "value", "6:one"),
        (("drives", 1), "value", "6:{id: two, strength: weak}"),
        (("drives", 1, "id"), "value", "6:two"),
        (("drives", 1, "strength"), "key", "6:strength"),
        (("drives", 1, "note"), "value", "6:id: two"),
        (("drives", 7), "value", "6:drives"),
        (("targets", 1, "value"), "value", "10:75"),
        (("targets", 0), "value", "8:by: 2026-06-30\n    value: 61"),
        (("targets", 0, "note"), "value", "8:by: 2026-06-30"),
        (("targets", "by"), "value", "7:targets"),
        (("summary",), "value", "11:|\n  Some text\n  in two lines"),
        (("unit",), "value", "15:"),
        (("owner",), "value", "3:id: first-contact"),
        ((), "value", "3:id: first-contact"),
        (("x", "y", 3), "value", "3:id: first-contact"),
    ],
)
def test_pointers(pointer: Pointer, part: str, expected: str) -> None:
    assert find(pointer, part) == expected


def test_documents_are_counted_from_zero() -> None:
    assert find((), document=1) == "19:id: support"
    assert find(("title",), document=1) == "17:second"
    assert find(("title",), document=9) == "1:# a comment"


def test_places_in_csv_files() -> None:
    data = 'date, value ,note\n\n2026-01-31,"1,234",ü😀\r\n2026-02-28,,x\n'.encode()
    assert find((0, "value"), data=data, path="a.csv") == '3:"1,234"'
    assert find((0, "note"), data=data, path="a.csv") == "3:ü😀"
    assert find((1, "date"), data=data, path="a.csv") == "4:2026-02-28"
    assert find((1, "value"), data=data, path="a.csv") == "4:2026-02-28,,x"
    assert find((1, "was"), data=data, path="a.csv") == "4:2026-02-28,,x"
    assert find((9, "date"), data=data, path="a.csv") == "1:date, value ,note"
    assert find((), data=data, path="a.csv") == "1:date, value ,note"
    assert find((), data=b"", path="a.csv") == "1:"


def test_labels_are_placed_and_findings_sorted() -> None:
    def finding(pointer: Pointer, document: int = 0, labels: tuple[Label, ...] = ()) -> Diagnostic:
        return Diagnostic("X", "x", Severity.ERROR, "m", Location("a.yaml", document, pointer), labels=labels)

    label = Label(Location("a.yaml", 1, ("title",)), "here too")
    located = locate([finding(("unit",)), finding((), 1), finding(("title",), labels=(label,))], {"a.yaml": PLAN})
    assert [entry.location.span.line for entry in located if entry.location.span] == [4, 15, 19]
    assert located[0].labels[0].location.span == Span(17, 8, 17, 14)


def test_file_without_source_keeps_no_span() -> None:
    finding = Diagnostic("X", "x", Severity.ERROR, "m", Location("gone.yaml", 0, ("title",)))
    assert locate([finding], {"a.yaml": PLAN}) == (finding,)


def test_each_file_is_composed_once_and_only_if_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[bytes] = []
    real = spans.compose_each
    monkeypatch.setattr(spans, "compose_each", lambda data: composed.append(data) or real(data))
    sources = {"a.yaml": PLAN, "b.yaml": PLAN + b"# b\n", "c.yaml": PLAN + b"# c\n"}
    places = [Location("a.yaml", 0, ("title",)), Location("b.yaml", 0, ("id",)), Location("a.yaml", 1, ("id",))]
    known = Location("c.yaml", span=Span(1, 1, 1, 2))
    locate([Diagnostic("X", "x", Severity.ERROR, "m", place) for place in [*places, known]], sources)
    assert sorted(composed) == sorted([sources["a.yaml"], sources["b.yaml"]])


def pointers(value: Any, at: Pointer = ()) -> list[tuple[Pointer, Any]]:
    """Every place in a value that holds a scalar."""
    if isinstance(value, dict):
        return [found for key, entry in value.items() for found in pointers(entry, (*at, key))]
    if isinstance(value, list):
        return [found for index, entry in enumerate(value) for found in pointers(entry, (*at, index))]
    return [(at, value)]


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.booleans())
def test_span_of_every_scalar_holds_its_text(value: dict[str, Any], unicode: bool) -> None:
    text = yaml.dump(value, Dumper=Dumper, allow_unicode=unicode, width=10_000)
    places = pointers(value)
    findings = [Diagnostic(str(n), "x", Severity.ERROR, "m", Location("a", 0, at)) for n, (at, _) in enumerate(places)]
    for finding in locate(findings, {"a": text.encode()}):
        span = finding.location.span
        assert span is not None
        expected = places[int(finding.code)][1]
        (document,) = Reader().read("b", b"k: " + text_at(text, span).encode())
        assert document.value == {"k": expected}
