"""What YAML means here, and that values survive the way into a file and back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.load.compose import compose
from alignctl.load.discovery import Refusal
from alignctl.load.load import load_sources
from alignctl.load.reader import Reader
from alignctl.load.scalars import MAY_NOT_BE_TEXT, is_unusable, read_scalar
from alignctl.load.spans import locate

CORE = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "nULL": "nULL",
    "true": True,
    "FALSE": False,
    "tRUE": "tRUE",
    "no": "no",
    "on": "on",
    "Yes": "Yes",
    "off": "off",
    "12:30": "12:30",
    "190:20:30": "190:20:30",
    "1_000": "1_000",
    "0o14": 12,
    "014": 14,
    "0xFF": 255,
    "0b1": "0b1",
    "1e3": 1000.0,
    "1.10": 1.1,
    "1.1.0": "1.1.0",
    "+5": 5,
    "-0": 0,
    ".5": 0.5,
    "5.": 5.0,
    ".": ".",
    "-": "-",
    "e3": "e3",
    "2026-03-31": "2026-03-31",
    "2026-03-31T10:00:00Z": "2026-03-31T10:00:00Z",
    "=": "=",
    "<<": "<<",
    "NaN": "NaN",
    "٣": "٣",
}


@pytest.mark.parametrize(("text", "value"), CORE.items())
def test_core_schema(text: str, value: Any) -> None:
    found = read_scalar(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", [".nan", ".NaN", ".inf", "-.Inf", "+.INF", "1e999", "9" * 5000, "0x" + "F" * 5000])
def test_numbers_that_cannot_be_used(text: str) -> None:
    assert is_unusable(read_scalar(text))


@given(st.text())
def test_quick_test_for_text_agrees_with_the_schema(text: str) -> None:
    if text and text[0] not in MAY_NOT_BE_TEXT:
        assert read_scalar(text) == text


PRINTABLE = st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufeff\u2028\u2029")
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = (
    st.text(PRINTABLE, max_size=12)
    | st.sampled_from(sorted(CORE))
    | st.text(st.sampled_from("ab :#-'\"\n[{&*!|>%@`,?"))
)
KEYS = TEXTS.filter(lambda text: text != "")
VALUES = st.recursive(
    SCALARS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


class Dumper(yaml.CSafeDumper):
    """Quotes also what is text in YAML 1.1, which PyYAML writes, and is none in 1.2."""

    def ignore_aliases(self, data: object) -> bool:
        return True


Dumper.add_implicit_resolver("not-text", re.compile(r"[-+]?\.?[0-9].*|[-+]?\.(inf|Inf|INF)|<<"), None)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), st.sampled_from([None, True, False]), st.booleans())
def test_values_survive_dumping(value: dict[str, Any], flow: bool | None, unicode: bool) -> None:
    text = yaml.dump(value, Dumper=Dumper, default_flow_style=flow, allow_unicode=unicode)
    (document,) = Reader().read("x.yaml", text.encode("utf-8"))
    assert document.findings == []
    assert document.value == value


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.recursive(SCALARS | st.text(), st.lists, max_leaves=5), min_size=1))
def test_json_is_read_as_it_is(value: dict[str, Any]) -> None:
    """Every escape that JSON needs, and the line breaks of YAML 1.1 that are none in 1.2."""
    text = json.dumps(value, ensure_ascii=False)
    if all(sign.isprintable() or sign in "\x85\u2028\u2029\xa0" for sign in text):
        (document,) = Reader().read("x.yaml", text.encode("utf-8"))
        assert document.value == value


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_of_yaml_1_1_are_text(sign: str) -> None:
    text = f'a{sign}b: one{sign}two\nplain: "x{sign}y \\U000F0000 \\U000f0001"\nraw: \U000f0002\n'
    (document,) = Reader().read("x.yaml", text.encode())
    assert document.value == {
        f"a{sign}b": f"one{sign}two",
        "plain": f"x{sign}y \U000f0000 \U000f0001",
        "raw": "\U000f0002",
    }


SNIPPETS = st.sampled_from(
    [
        b"kind: kpi\n",
        b"id: a\n",
        b"title: T\n",
        b"---\n",
        b"...\n",
        b"- ",
        b": ",
        b"[",
        b"]",
        b"{",
        b"}",
        b"&a ",
        b"*a ",
        b"<<: ",
        b"!!str ",
        b"!x ",
        b"? ",
        b"|\n",
        b">\n ",
        b"'",
        b'"',
        b"#",
        b"%",
        b"\t",
        b"\r\n",
        b"\xc2\x85",
        b"  ",
        b"\xe2\x80\xa8",
        b"readings: ",
        b"a.csv\n",
        b"targets:\n",
        b"REPLACE-ME",
        b".nan\n",
        b"2026-02-30\n",
        b"x-a: ",
    ]
)
FILES = st.binary(max_size=60) | st.lists(SNIPPETS | st.binary(max_size=3), max_size=25).map(b"".join)


@settings(max_examples=500, deadline=None)
@given(FILES, FILES)
def test_no_bytes_raise(data: bytes, csv: bytes) -> None:
    loaded = load_sources(
        {"plans/a.yaml": data, "plans/b.yaml": csv},
        lambda path: csv if path.endswith("a.csv") else Refusal("there is no such file", "check the name"),
    )
    located = locate(loaded.diagnostics, loaded.sources)
    assert len(located) == len(loaded.diagnostics)
    for finding in located:
        assert finding.help
        assert finding.location.span is not None
    ids = [item.id for item in loaded.plan.items]
    assert ids == sorted(ids)
    again = load_sources({"plans/b.yaml": csv, "plans/a.yaml": data}, lambda path: Refusal("gone", "look"))
    if b".csv" not in data + csv:
        assert again.diagnostics == loaded.diagnostics


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"kind: kpi\nid: a\n", b"title: %\n", b"- [a\n", b"", b"# only\n", b"a: *b\n"]), max_size=6
    )
)
def test_an_error_does_not_change_the_numbers_of_other_documents(pieces: list[bytes]) -> None:
    parts = compose(b"".join(b"---\n" + piece for piece in pieces))
    assert [part.number for part in parts] == list(range(len(parts)))
    assert len(parts) == len(pieces)
    broken = [bool(piece in (b"title: %\n", b"- [a\n", b"a: *b\n")) for piece in pieces]
    assert [part.node is None for part in parts] == broken
