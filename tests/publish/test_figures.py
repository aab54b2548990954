"""Every figure of the front page leads to a list that is as long as it says; what is left out is said."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from alignctl.config import read_config
from alignctl.plan.scoreboard import OWNERSHIP_FIELDS, is_live
from alignctl.publish.coverage_pages import coverage_pages
from alignctl.publish.finding_pages import findings_page
from alignctl.publish.front_page import front_page
from alignctl.publish.index_pages import index_pages
from alignctl.publish.source import read_site
from tests.publish.conftest import read_html

ROOT = Path(__file__).parents[2]
_LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?![\w.]| ?%)")
_ROW = re.compile(r'<(tr|li) [^>]*?data-has="([^"]*)"(?: data-count="(\d+)")?[^>]*>(.*?)</\1>', re.DOTALL)


@pytest.fixture(scope="module")
def tarnley():
    """The site of the plan that this repository holds, as it stood on its own day."""
    return read_site(read_config(ROOT / "alignctl.yaml"), date(2026, 10, 30), "alignctl.yaml")


@pytest.fixture(params=["site", "tarnley"])
def whole(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def front(whole) -> str:
    return str(front_page(whole).html)


def test_every_number_that_is_a_link_is_the_length_of_the_list_it_leads_to(whole, front):
    pages = (*index_pages(whole), *coverage_pages(whole), findings_page(whole))
    lists = {page.path: _rows(str(page.html)) for page in pages}
    compared = 0
    for address, shown in _LINK.findall(front):
        parts = urlsplit(address.replace("&amp;", "&"))
        words = " ".join(read_html(shown).text.replace("\u00a0", " ").split())
        numbers = _NUMBER.findall(words) or (["0"] if words.startswith("no ") else [])
        if not parts.query or not numbers:
            continue
        assert len(numbers) == 1, words
        assert parts.path in lists, address
        pairs = parse_qsl(parts.query)
        found = {row for row, has in lists[parts.path] if all(pair in has for pair in _stated(pairs, has))}
        assert len(found) == int(numbers[0].replace(",", "")), (address, words)
        compared += 1
    assert compared > 25


def _stated(pairs, has):
    """The pairs to look for; `-` asks for rows without any."""
    for name, value in pairs:
        if value != "-":
            yield name, value
        elif name in dict(has):
            yield name, "there is one"


def _rows(html: str) -> list[tuple[object, frozenset[tuple[str, str]]]]:
    """The rows of a list, each with what it is filtered by: what stands in two tables is one, findings are not."""
    rows = []
    for number, (element, has, count, body) in enumerate(_ROW.findall(html)):
        assert count == "", "the list of a small plan holds the findings themselves"
        about = (body.split("</th>")[0], re.findall(r'href="[^"]*"', body)[0]) if element == "tr" else number
        rows.append((about, frozenset(parse_qsl(has.replace("&amp;", "&")))))
    return rows


@pytest.mark.parametrize("section", ["attainment", "strategies", "attention"])
def test_no_number_of_the_scoreboard_stands_without_a_link(front, section):
    body = re.search(rf'aria-labelledby="{section}">(.*?)</section>', front, re.DOTALL)[1]
    said = re.sub(r'<span class="a-soft[^"]*">[^<]*</span>|<p class="a-soft">[^<]*</p>', "", body)
    outside = read_html(_LINK.sub("", said)).text
    periods = r"\b(?:Q\d |\d+ \w{3} )?\d{4}\b"
    assert not _NUMBER.findall(re.sub(periods, "", outside.replace("\u00a0", " "))), outside


def test_every_tile_with_a_figure_leads_somewhere(front):
    tiles = re.findall(r'<div class="a-tile">(.*?)</div>', front, re.DOTALL)
    figures = [tile for tile in tiles if "a-tile-figure" in tile]
    assert len(figures) >= 7
    assert [tile for tile in figures if not re.match(r'<a [^>]*class="a-tile-link"', tile)] == []


def test_what_is_not_counted_is_said(tarnley):
    front = read_html(str(front_page(tarnley).html)).text.replace("\u00a0", " ")
    assert "2 KPIs lead to more than one strategy and count below each." in front
    assert re.search(r"5 more not counted: their work is dropped, retired or a draft", front)
    kpis = next(page for page in index_pages(tarnley) if page.path == "kpis/")
    assert "2 of them are parts of others and are not counted again" in read_html(str(kpis.html)).text


def test_pages_behind_the_figures_say_what_they_leave_out(tarnley):
    sight, _, milestones = coverage_pages(tarnley)
    told = read_html(str(sight.html)).text
    assert "83 of 83 outcomes, KPIs and initiatives lead to a strategy" in told
    assert "Not counted: 7 drafts, retired items and dropped pieces of work; 2 of these lead nowhere." in told
    assert "Not counted: drafts, retired items, dropped work 7" in told
    told = read_html(str(milestones.html)).text
    assert "67 are counted; 5 of work that is dropped, retired or a draft are not." in told
    assert "Not counted: the work is dropped, retired or a draft 5" in told


def test_a_team_is_counted_as_many_kpis_as_its_page_lists(tarnley):
    teams = str(next(page for page in index_pages(tarnley) if page.path == "teams/").html)
    row = next(row for row in re.findall(r"<tr .*?</tr>", teams, re.DOTALL) if 'href="../teams/docs/"' in row)
    counted = re.search(r'data-label="KPIs"[^>]*><div>(\d+)</div>', row)
    held = {edge.source.id: edge.source for edge in tarnley.plan.links_to("docs", *OWNERSHIP_FIELDS)}
    live = [item for item in held.values() if item.kind == "kpi" and is_live(item, tarnley.today)]
    assert counted is not None
    assert int(counted[1]) == len(live) < sum(item.kind == "kpi" for item in held.values())


def test_tiles_lead_to_lists_of_what_they_count(whole, front):
    """Where the figure of a tile is a share, its list shows the part or the whole that the words name."""
    lists = {page.path: _rows(str(page.html)) for page in coverage_pages(whole)}
    board = whole.scoreboard
    counts = {
        "line-of-sight/?counts=in-sight": board.sight.part,
        "levels/?counts=change": board.outcome_share.part,
        "milestones/?counts=live": board.milestones.total,
    }
    for address, count in counts.items():
        assert f'href="{address}"' in front
        path, _, query = address.partition("?")
        pair = tuple(query.split("="))
        assert len({about for about, has in lists[path] if pair in has}) == count, address
