"""Markdown that a person can read in the source, and that still shows as text whatever stands in a plan."""

from __future__ import annotations

import html
import re

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from hypothesis import example, given
from hypothesis import strategies as st

from alignctl.report.markdown import legible, legible_line
from alignctl.report.source import printable

TEXTS = st.text(alphabet=st.sampled_from("\\`*_{}[]()#+!|~@:/<>&$-=.,;1a w\"'^%?"), max_size=24) | st.text(max_size=16)


def seen(markdown: str) -> str:
    """What a reader sees, on one line; fails where anything but paragraphs, lists and tables has been made of it."""
    shown = github_flavored_markdown_to_html(markdown).replace("\u200b", "")
    inside = re.sub(r"</?(?:p|h2|ul|ol|li|strong|table|thead|tbody|tr|th|td)>", " ", shown)
    assert "<" not in inside, shown
    return " ".join(html.unescape(inside).split())


def meant(text: str) -> str:
    return " ".join(printable(text).replace("\u200b", "").split())


@given(TEXTS)
@example("1. first")
@example("- a list")
@example("===")
@example("a@b.example, www.example.org and https://example.org")
@example("\\| $a$ <b>")
def test_a_line_shows_as_it_was_meant(text: str) -> None:
    assert seen(f"## h\n\n{legible_line(text)}\n") == " ".join(["h", *meant(text).split()])


@given(TEXTS)
def test_a_cell_and_an_entry_hold_what_was_meant_and_end_where_they_should(text: str) -> None:
    said = ["a", *meant(text).split(), "b"]
    assert seen(f"| a | {legible(text)} | b |\n| --- | --- | --- |\n") == " ".join(said)
    assert seen(f"- a **x** {legible(text)}\n- b\n") == " ".join([said[0], "x", *said[1:]])


@pytest.mark.parametrize("text", ["7.5 % (due: 8), on 30 June", "a/b + c", 'it\'s "so"; - and = as well', "why?"])
def test_plain_writing_stays_as_it_is(text: str) -> None:
    assert legible_line(text) == text
