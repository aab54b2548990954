"""Lists in parts: every row stands in one of them, every part is whole HTML, and links go on leading where they did."""

from __future__ import annotations

import re
from itertools import repeat

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from alignctl.publish import splitting
from alignctl.publish.html import join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Column, bullets, table
from alignctl.publish.splitting import split_pages
from tests.publish.conftest import read_html


def make_list(rows: int, sections: int = 3) -> Page:
    columns = (Column("Name"), Column("More"))
    bodies = []
    for s in range(sections):
        entries = [(tag("a", f"row {s}-{n}", href="../kpis/x/"), bullets(["one", "two"])) for n in range(rows)]
        bodies.append(Section(f"s{s}", f"Section {s}", table(f"Table {s}", columns, entries), f"words {s}"))
    return Page("kpis/", "KPIs", tag("h1", "KPIs"), tuple(bodies), description="All")


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(splitting, "MOST", 6_000)
    monkeypatch.setattr(splitting, "_LEAST", 1_000)
    monkeypatch.setattr(splitting, "_FRAME", 50)


def parse(html: str) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(str(html))


def test_a_page_that_is_small_enough_is_left_alone(site):
    page = make_list(3)
    assert list(split_pages(site, [page])) == [page]


def test_every_row_stands_in_one_part_and_no_part_is_too_large(site, small_parts):
    whole = make_list(40)
    parts = list(split_pages(site, [whole]))
    assert [part.path for part in parts] == ["kpis/", *(f"kpis/part_{n}/" for n in range(2, len(parts) + 1))]
    assert len(parts) > 2
    rows = [name for part in parts for name in re.findall(r"row \d+-\d+", str(part.html))]
    assert rows == [f"row {s}-{n}" for s in range(3) for n in range(40)]
    for part in parts:
        parse(part.html)
        assert len(part.html.encode()) < 9_000
        assert str(part.html).count("<thead") == str(part.html).count("<table"), "each table has its head"


def test_links_and_anchors_lead_where_they_did(site, small_parts):
    first, *others = split_pages(site, [make_list(40)])
    assert [heading.id for heading in first.headings] == ["s0", "s1", "s2"], "links to sections go on leading there"
    links = read_html(str(first.html)).links
    for part in others:
        assert any(link.startswith(f"../{part.path}#") for link in links)
        assert {link for link in read_html(str(part.html)).links if "x" in link} == {"../../kpis/x/"}
    assert [section.text for section in first.sections] == ["words 0", "words 1", "words 2"], "search finds the first"


def test_ids_that_moved_away_leave_an_anchor(site, small_parts):
    entries = [tag("li", "x" * 300, id=f"entry-{n}") for n in range(60)]
    page = Page("findings/", "Findings", tag("h1", "Findings"), (Section("all", "All", tag("ul", *entries)),))
    first, *others = split_pages(site, [page])
    assert others
    assert set(read_html(str(first.html)).ids) == {"all", *(f"entry-{n}" for n in range(60))}
    for part in (first, *others):
        ids = read_html(str(part.html)).ids
        assert len(ids) == len(set(ids))


_TEXTS = st.text(alphabet="ab<>&\"' é語", max_size=12)


@settings(max_examples=40)
@given(st.lists(st.tuples(_TEXTS, st.lists(_TEXTS, max_size=3)), min_size=1, max_size=12), st.integers(100, 900))
def test_pieces_hold_what_the_whole_held(rows, room):
    body = join(
        [
            table("T", (Column("A"), Column("B")), [(name or "-", bullets(more) or "-") for name, more in rows]),
            tag("details", tag("summary", "Group"), tag("ul", *[tag("li", name) for name, _ in rows])),
        ]
    )
    pieces = list(splitting._cut(body, repeat(room)))
    for piece in pieces:
        parse(piece)
    found = [
        cell for piece in pieces for cell in re.findall(r"<th [^>]*rowheader[^>]*>(.*?)</th>|<li>(.*?)</li>", piece)
    ]
    assert found == re.findall(r"<th [^>]*rowheader[^>]*>(.*?)</th>|<li>(.*?)</li>", str(body))
    assert all(Markup(piece) for piece in pieces)
