"""All pages of a small plan: every fact is on its page, every link leads somewhere, every number to its list."""

from __future__ import annotations

import dataclasses
import json
import posixpath
import random
import re
from html import unescape

import pytest

from alignctl.draw.layout import EngineMissingError
from alignctl.plan.items import KINDS
from alignctl.plan.plan import Plan
from alignctl.plan.sight_sentences import sight_gap
from alignctl.publish.finding_words import message_of
from alignctl.publish.pages import build_pages
from alignctl.publish.paths import item_path
from alignctl.publish.site import Here
from alignctl.views.status import make_mark
from tests.publish.conftest import read_html


def test_every_item_has_one_page_and_every_kind_a_list(site, built):
    paths = [page.path for page in built.pages]
    assert len(paths) == len(set(paths))
    assert {item_path(item) for item in site.plan.items} <= set(paths)
    assert {"", "findings/", "cascades/", "outcomes/", "kpis/", "teams/", "line-of-sight/"} <= set(paths)


@pytest.fixture
def built_without_engine(site, monkeypatch):
    def missing(*_, **__):
        raise EngineMissingError("no engine here")

    monkeypatch.setattr("alignctl.publish.drawn.arrange", missing)
    return build_pages(site)


@pytest.mark.parametrize("name", ["built", "built_without_engine"])
def test_all_links_and_anchors_between_pages_resolve(name, request):
    built = request.getfixturevalue(name)
    anchors = {page.path: set(read_html(page.html).ids) for page in built.pages}
    for page in built.pages:
        for link in read_html(page.html).links:
            if re.match(r"[a-z]+:", link):
                continue
            address, _, fragment = link.partition("#")
            address = address.partition("?")[0]
            target = posixpath.normpath(posixpath.join("/", page.path, address))[1:] if address else page.path
            target = f"{target}/" if target and not target.endswith("/") else target
            assert target in anchors, f"{page.path} links to {link}"
            assert not fragment or fragment in anchors[target], f"{page.path} links to {link}"


def test_ids_on_a_page_are_unique_and_headings_are_there(built):
    for page in built.pages:
        seen = read_html(page.html)
        assert len(seen.ids) == len(set(seen.ids)), page.path
        assert {heading.id for heading in page.headings} <= set(seen.ids), page.path
        assert [tag for tag, _ in seen.elements].count("h1") == 1, page.path


def test_tables_tell_screen_readers_what_they_are(built):
    for page in built.pages:
        elements = read_html(page.html).elements
        tables = [a for tag, a in elements if tag == "table" and "a-table" in (a.get("class") or "")]
        assert len(tables) <= [tag for tag, _ in elements].count("caption"), page.path
        for tag, attributes in elements:
            if tag == "th" and "role" in attributes:
                assert attributes.get("scope") in ("col", "row"), page.path


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        (
            "outcomes/newcomers-return/",
            [
                "Newcomers come a second time",
                "two are a habit",
                "Newcomers to the harbour",
                "Made a counter-proposal",
                "Only if it stays quiet.",
                "The hall was closed all winter",
                "The end was moved from fiscal year 2026 to",
                "Off track",
                "What we heard at the door",
                "board paper",
                "2026/4",
                "Readers find quiet in the afternoon",
                "Keys to the side door",
            ],
        ),
        (
            "kpis/second-visits/",
            [
                "All 5 readings as a table",
                "Snow, and a strike",
                "Of the new cards in the month",
                "Monthly, known after 10 days",
                "With the new hall",
                "Nobody greets",
                "A chair at the door",
                "Was due on 1\xa0Jun\xa02026",
                "35\xa0%",
                "Complaints about noise",
            ],
        ),
        ("kpis/minutes-in-queue/", ["Hall closed", "7\xa0minutes", "Stale"]),
        ("kpis/mood/", ["3 to 4", "1: bad; 5: good", "There are no readings yet."]),
        (
            "hypotheses/self-checkout/",
            [
                "Counted on two Saturdays.",
                "Pivoted",
                "It was the greeting all along.",
                "24\xa0%",
                "22\xa0%",
                "EUR\xa05,000",
            ],
        ),
        ("hypotheses/greeter/", ["Decision overdue", "For the side door", "Cards in the post"]),
        ("initiatives/saturday-rota/", ["Late", "Waits for keys", "Badges", "To come"]),
        ("strategies/open-to-all/", ["have never been inside", "EUR\xa0120,000", "Rooms to be quiet in"]),
        ("teams/house/", ["Keeps the doors open.", "@harbour/house", "Production", "The desk"]),
        ("commitments/cleaning/", ["Kept 1 of 2 times", "Flood", "Clean by nine"]),
        ("commitments/keys/", ["Overdue", "Both open the side door"]),
        ("assessments/spring-round/", ["Do we share goals?", "5 = yes", "Greeting people", "2.5"]),
        ("kpis/leaflets/", ["Retired", "Nobody read them", "Newcomers who come again within a month"]),
    ],
)
def test_a_page_says_what_its_item_says(page_of, path, facts):
    text = re.sub(r"[ \n]+", " ", read_html(page_of(path)).text)
    for fact in facts:
        assert fact in text, fact


def test_no_page_shows_the_names_that_authors_type(site, built):
    kinds = {item_path(item) for item in site.plan.items}
    for page in built.pages:
        if page.path in kinds:
            labels = list(re.findall(r"<dt>(.*?)</dt>", str(page.html)))
            assert all(label[:1].isupper() or label == "board paper" for label in labels), (page.path, labels)


def test_prose_links_ids_of_items_and_never_the_page_itself(page_of):
    assert 'href="../../kpis/minutes-in-queue/"' in page_of("strategies/open-to-all/")
    assert ">self-checkout</a>" in page_of("kpis/second-visits/")


def test_the_edit_link_opens_the_file_in_the_forge(built, site):
    page = next(page for page in built.pages if page.path == "outcomes/newcomers-return/")
    assert site.folder == "tests/publish/plan"
    assert page.edit_url == "https://github.com/harbour/plan/edit/trunk/tests/publish/plan/plans/all.yaml"
    assert page.edit_url in read_html(page.html).links


def test_numbers_of_the_scoreboard_lead_to_lists_of_that_length(site, page_of):
    """Each linked count equals the rows of the list behind it."""
    board = site.scoreboard
    kpis = page_of("kpis/")
    for state, count in board.by_state:
        if count:
            assert _rows(kpis, state) == count, state
            word = make_mark(state).word.replace(" ", "-")
            assert f'href="kpis/?counts=whole&amp;status={word}#{state}"' in page_of("")
    assert _rows(kpis, "attained") + (_rows(kpis, "attained-behind") if board.attained_behind else 0) == board.attained
    assert _rows(kpis, "old-data") == board.stale
    assert _rows(page_of("hypotheses/"), "running") == len(board.bets.running)
    assert _rows(page_of("hypotheses/"), "overdue") == len(board.bets.overdue)
    assert _rows(page_of("levels/"), "outcome") == board.outcome_share.part
    milestones = page_of("milestones/")
    assert _rows(milestones, "done") == board.milestones.done
    assert _rows(milestones, "overdue") == board.milestones.overdue
    sight = page_of("line-of-sight/")
    missing = sum(_rows(sight, f"{kind}-without") for kind in ("outcome", "kpi", "initiative"))
    assert missing == board.sight.whole - board.sight.part


def test_attainment_leads_to_the_kpis_that_it_counts_in_all_and_by_perspective(site, page_of):
    told = re.findall(r'href="kpis/\?([^"#]*)"[^>]*>(.*?)</a>', page_of(""))
    figures = {(unescape(query), read_html(shown).text) for query, shown in told}
    board = site.scoreboard
    assert {
        ("counts=attained", f"{board.attained}"),
        ("counts=whole", f"{board.measures}"),
        ("counts=judged", f"{board.judged}"),
        ("counts=attained&perspective=customer", "1"),
        ("counts=whole&perspective=customer", "4"),
        ("counts=judged&perspective=customer", "3"),
    } <= figures


def _rows(html: str, section: str) -> int:
    match = re.search(rf'<section class="a-section" aria-labelledby="{section}">(.*?)</section>', html, re.DOTALL)
    return match[1].count("<tr ") - 1 if match else 0


def test_the_attainment_ratio_is_shown_with_both_denominators(site, page_of):
    text = read_html(page_of("")).text
    board = site.scoreboard
    assert f"{board.attained} of {board.measures}" in text
    assert f"{board.attained} of {board.judged}" in text
    assert board.measures != board.judged


def test_findings_stand_on_their_page_on_the_items_page_and_link_to_their_rule(site, page_of):
    findings = page_of("findings/")
    for found in site.findings:
        assert read_html(message_of(Here(site, "findings/"), found)).text in read_html(findings).text
    lonely = page_of("outcomes/lonely/")
    assert 'href="../../rules/unlinked-outcome/"' in lonely
    assert "In the file" in read_html(lonely).text


def test_the_foot_says_the_day_and_the_gallery_how_the_site_was_made(site, built, page_of):
    for page in built.pages:
        foot = str(page.html).rpartition("<footer")[2]
        assert read_html(f"<footer{foot}").text == f"As of 30 June 2026 · made by alignctl {site.version}"
    text = read_html(page_of("views/")).text
    assert "30 June 2026, as settled by alignctl.yaml" in text
    assert re.search(r"Pictures laid out by.?Graphviz \d", text)


def test_the_same_plan_in_any_order_gives_the_same_pages(site, built):
    items = list(site.plan.items)
    random.Random(7).shuffle(items)
    again = build_pages(dataclasses.replace(site, plan=Plan(items, (), site.plan.fiscal_year_starts)))
    assert [(page.path, page.html) for page in again.pages] == [(page.path, page.html) for page in built.pages]
    assert again.files == built.files


def test_without_an_engine_cascades_come_as_lists_and_say_why(built_without_engine):
    page = next(page for page in built_without_engine.pages if page.path == "cascades/")
    seen = read_html(page.html)
    assert "no engine here" in seen.text
    assert "flowchart LR" in seen.text
    assert "../outcomes/newcomers-return/" in seen.links
    assert "Graphviz" not in seen.text


def test_an_empty_plan_has_a_site(site):
    empty = dataclasses.replace(site, plan=Plan(()), findings=())
    built = build_pages(empty)
    assert {"", "findings/"} <= {page.path for page in built.pages}
    assert "The plan holds nothing yet." in built.pages[0].html


def test_plan_json_holds_every_item_with_every_field(site, built):
    data = json.loads(built.files["plan.json"])
    assert (data["format"], data["version"]) == ("alignctl-plan", 1)
    items = {item["id"]: item for item in data["items"]}
    assert len(items) == len(site.plan.items)
    assert {item["kind"] for item in items.values()} == set(KINDS)
    kpi = items["second-visits"]
    assert kpi["targets"][1] == {"value": 40, "by": "2026-12-31", "note": "With the new hall"}
    assert kpi["readings"][1] == {"date": "2026-02-28", "value": 22, "note": "Snow, and a strike"}
    assert kpi["progress"]["state"] == site.progress(site.plan.get("second-visits")).state
    assert items["newcomers-return"]["x-board-paper"] == "2026/4"
    assert items["newcomers-return"]["page"] == "outcomes/newcomers-return/"
    assert len(data["findings"]) == len(site.findings)


def test_search_finds_an_item_by_its_words_and_not_by_its_pictures(built):
    page = next(page for page in built.pages if page.path == "hypotheses/self-checkout/")
    words = read_html(page.search_html).text
    for wanted in ("Machines at the door spare the queue", "It was the greeting all along.", "self-checkout"):
        assert wanted in words
    assert "svg" not in page.search_html


def test_a_page_says_that_its_item_leads_nowhere_and_names_no_field_of_a_file(site, built):
    pages = {page.path: str(page.html) for page in built.pages}
    adrift = [
        item for item in site.plan.items if sight_gap(site.plan, item.id) and not item.is_draft and item.retired is None
    ]
    assert adrift
    for item in adrift:
        notes = re.findall(r'<p class="a-note">([^<]*)', pages[item_path(item)])
        assert any("leads to no strategy: " in note for note in notes), item.id
        assert not any("add " in note for note in notes), item.id
