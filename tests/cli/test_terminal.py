"""Text for a terminal: harmless, measured in columns, wrapped."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from alignctl.cli.terminal import LEAST_ROOM, clean, cut, flow, pad, unbroken, width_of, wrap

WORDS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30), max_size=30
)


@given(st.text())
def test_cleaned_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
    assert clean(cleaned) == cleaned


def test_cleaned_text_shows_what_was_there() -> None:
    assert clean("a\x1b[31m\tb\r\nc") == "a\\x1b[31m b c"
    assert clean("\u202eevil") == "\\u202eevil"
    assert clean("x ##[error]y ##vso[z] ## [a] #[b]") == "x #\\x23[error]y #\\x23vso[z] ## [a] #[b]"
    assert clean("naïve 名前 👩\u200d🚀") == "naïve 名前 👩\u200d🚀"


def test_widths_count_columns() -> None:
    assert width_of("abc") == 3
    assert width_of("名前") == 4
    assert width_of("e\u0301") == 1
    assert pad("名", 4) == "名  "
    assert pad("7", 3, right=True) == "  7"
    assert cut("名前は長い", 5) == "名前…"
    assert cut("short", 5) == "short"


@given(WORDS, st.integers(20, 100), st.integers(0, 8))
def test_wrapped_lines_fit_and_lose_nothing(words: list[str], width: int, indent: int) -> None:
    text = " ".join(words)
    lines = list(wrap(text, width, " " * indent))
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_that_is_too_long_is_broken_only_where_there_is_room_for_a_piece() -> None:
    assert list(wrap("x" * 25, 10)) == ["x" * 10, "x" * 10, "x" * 5]
    assert list(wrap("x" * 25, 10, " " * (10 - LEAST_ROOM + 1))) == [" " * (10 - LEAST_ROOM + 1) + "x" * 25]


def test_pieces_are_painted_and_ties_hold() -> None:
    lines = list(flow([("one two", ""), (unbroken("three four"), "b")], 12, "", "  ", lambda text, style: f"<{text}>"))
    assert lines == ["one two", "  <three four>"]
