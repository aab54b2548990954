"""Prose from a plan can neither run nor load anything, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.publish.html import glyph, outside_link, tag, web_address
from alignctl.publish.prose import TAGS, Prose
from tests.publish.conftest import read_html
from tests.publish.payloads import PAYLOADS, assert_harmless

PROSE = Prose()
NOWHERE = {}.get


def locate(item_id: str) -> str | None:
    return "../../outcomes/fewer-calls/" if item_id == "fewer-calls" else None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (None, ""),
        ("  ", ""),
        ("Plain words.", "<p>Plain words.</p>"),
        ('1 < 2 & "3"', "<p>1 &lt; 2 &amp; &quot;3&quot;</p>"),
        ("*very* **bold**", "<p><em>very</em> <strong>bold</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# A heading", "<p><strong>A heading</strong></p>"),
        ("`code <b>`", "<p><code>code &lt;b&gt;</code></p>"),
        (
            "[site](https://a.example/?q=1&r=2)",
            '<p><a href="https://a.example/?q=1&amp;r=2" rel="noopener noreferrer nofollow">site</a></p>',
        ),
        ("[site](page.md)", '<p><a rel="noopener noreferrer nofollow">site</a></p>'),
        ("See fewer-calls.", '<p>See <a href="../../outcomes/fewer-calls/">fewer-calls</a>.</p>'),
        (
            "*fewer-calls*",
            '<p><em><a href="../../outcomes/fewer-calls/" rel="noopener noreferrer nofollow">fewer-calls</a></em></p>',
        ),
        ("See other-id and `fewer-calls`.", "<p>See other-id and <code>fewer-calls</code>.</p>"),
    ],
)
def test_prose_becomes_html(text, html):
    found = str(PROSE.render(text, locate)).replace("&#34;", "&quot;")
    assert found.replace('"3"', "&quot;3&quot;") == html


def test_a_single_paragraph_can_stand_in_a_line_and_several_cannot():
    assert PROSE.line("one *word*", NOWHERE) == "one <em>word</em>"
    assert PROSE.line("one\n\ntwo", NOWHERE) == "<p>one</p>\n<p>two</p>"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_do_no_harm(payload):
    assert_harmless(PROSE.render(payload, locate))
    assert_harmless(PROSE.render(f"words *first* {payload} and\n\n{payload}\n", locate))


pieces = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "<svg>",
            "<style>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<",
            ">",
        ),
        *("javascript:", "[a](", ")", "&", "&#106;", '"', "`", "\n", "\n\n", "    ", "- ", "> ", "#", "|"),
        *("a-b", "fewer-calls", "\u202e"),
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=14).map("".join))
def test_no_text_gives_anything_but_the_allowed_elements(text):
    seen = read_html(PROSE.render(text, locate))
    assert seen.tags() <= TAGS
    assert_harmless(PROSE.render(text, locate))


def test_quotes_nested_by_the_thousand_are_shown_as_typed():
    text = ">" * 3000 + " deep"
    assert "deep" in PROSE.render(text, NOWHERE)


BAD_URLS = ("javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x")
NO_URLS = ("//host/x", "file:///etc/passwd", "http://", "https:evil", "../up", "http://[::1", "http://a.example:x", "")


@pytest.mark.parametrize("url", [*BAD_URLS, *NO_URLS])
def test_only_web_addresses_become_links(url):
    assert web_address(url) is None
    assert "<a" not in outside_link(url, "text")


@pytest.mark.parametrize("url", ["https://a.example", "http://a.example:80/x?y#z", "mailto:desk@a.example"])
def test_web_addresses_become_links(url):
    assert web_address(url) == url
    assert 'rel="noopener noreferrer nofollow"' in outside_link(url, "text")


@given(st.text())
def test_text_and_attributes_are_escaped(text):
    seen = read_html(tag("p", text, title=text))
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" not in text:
        assert seen.elements == [("p", {"title": text})]
        assert seen.text in (text, clean)


def test_a_sign_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in glyph("tick")


def test_values_that_are_equal_and_mean_different_things_stay_apart():
    told = [tag("i", tabindex=False), tag("i", tabindex=0), tag("i", hidden=1), tag("i", hidden=True)]
    assert told == ["<i></i>", '<i tabindex="0"></i>', '<i hidden="1"></i>', "<i hidden></i>"]
