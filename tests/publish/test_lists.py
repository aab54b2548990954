"""What lists can be filtered by, the lists that teams clear, and breadcrumbs, without a browser."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs

import pytest

from alignctl.plan.parts import Link
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_done
from alignctl.publish import finding_pages
from alignctl.publish.breadcrumbs import line_above
from alignctl.publish.facets import COUNTS, facets_of, filter_form, perspectives_of, row_of
from alignctl.publish.pages import build_pages
from tests.publish.conftest import read_html


def test_a_row_says_its_teams_strategies_state_perspective_tags_and_time(site):
    assert parse_qs(row_of(site, site.plan.get("newcomers-return"))) == {
        "kind": ["outcome"],
        "team": ["desk", "house"],
        "strategy": ["open-to-all"],
        "status": ["off-track"],
        "counts": ["live", "in-sight"],
        "perspective": ["customer"],
        "tag": ["welcome", "desk"],
        "from": ["2026-01-01"],
        "to": ["2027-12-31"],
    }


def test_a_kpi_says_which_figures_count_it(site):
    counted = {kpi.id: {value for name, value in facets_of(site, kpi) if name == "counts"} for kpi in site.plan.kpis}
    assert counted["second-visits"] == {"live", "in-sight", "whole", "change", "judged"}
    assert counted["leaflets"] == {"nowhere"}
    board = site.scoreboard
    among = {figure: sum(figure in each for each in counted.values()) for figure in COUNTS}
    assert among["attained"] == board.attained
    assert among["final"] + among["stage"] == board.attained
    assert among["whole"] == board.measures
    assert among["judged"] == board.judged
    assert among["unjudged"] == board.measures - board.judged
    assert among["old"] == board.stale > 0
    assert among["nowhere"] == len(site.plan.kpis) - board.measures


def test_what_a_bet_is_a_part_of_is_no_team(site):
    bet = dataclasses.replace(site.plan.get("greeter"), id="smaller", part_of=Link("self-checkout"))
    shown = dataclasses.replace(site, plan=Plan([*site.plan.items, bet]))
    teams = [value for name, value in facets_of(shown, bet) if name == "team"]
    assert teams
    assert {shown.plan.kind_of(team) for team in teams} == {"team"}
    assert [value for name, value in facets_of(site, site.plan.get("desk")) if name == "team"] == ["desk", "house"]


def test_the_status_that_filters_is_the_one_that_the_list_shows(site):
    states = {item.id: dict(facets_of(site, item))["status"] for item in site.plan.items}
    assert states["keys"] == "overdue"
    assert states["greeter"] == "decision-overdue"
    assert states["saturday-rota"] == "late"


def test_what_names_no_perspective_has_that_of_the_nearest_it_leads_to(site):
    assert perspectives_of(site.plan, "newcomers-return") == ("customer",)
    assert perspectives_of(site.plan, "second-visits") == ("customer",)
    assert perspectives_of(site.plan, "lonely") == ()


def test_a_form_offers_what_the_rows_differ_by_and_no_more(site):
    rows = [facets_of(site, kpi) for kpi in site.plan.kpis]
    form = read_html(filter_form(site, rows, "KPI", "KPIs"))
    names = [attributes.get("name") for _, attributes in form.elements if attributes.get("name")]
    assert names == ["words", "team", "strategy", "status", "counts", "period", "sort", "reverse"]
    labels = {attributes.get("for") for element, attributes in form.elements if element == "label"}
    assert labels == {f"filter-{name}" for name in names}
    assert not filter_form(site, rows[:2], "KPI", "KPIs"), "a short list needs none"


def test_only_lists_with_a_form_carry_what_they_are_filtered_by(page_of):
    assert "data-has" in page_of("kpis/")
    assert "data-has" in page_of("teams/desk/")
    assert "data-has" not in page_of("outcomes/newcomers-return/")


@pytest.mark.parametrize("path", ["milestones/", "levels/", "line-of-sight/"])
def test_the_lists_behind_figures_can_be_filtered(page_of, path):
    seen = read_html(page_of(path))
    rows = [has for _, attributes in seen.elements if (has := attributes.get("data-has"))]
    assert len(rows) > 3
    assert {"filter-words", "filter-team", "filter-status"} <= set(seen.ids)
    links = page_of(path).partition("a-section")[2]
    assert len(rows) == links.count('<tr role="row" data-has=') + links.count("<li data-has=")


def test_a_milestone_is_found_by_its_own_state_and_day_and_by_the_teams_of_its_work(site, page_of):
    seen = read_html(page_of("milestones/"))
    found = sorted(has for _, attributes in seen.elements if (has := attributes.get("data-has")))
    expected = []
    for work in site.plan.initiatives:
        for part in work.deliverables:
            state = "done" if is_done(part, site.today) else "to-come"
            if state == "to-come" and part.due is not None and part.due.last < site.today:
                state = "overdue"
            expected.append((state, part.due.last.isoformat() if part.due else None, [work.owner.id]))
    got = []
    for has in found:
        pairs = parse_qs(has)
        got.append((pairs["status"][0], pairs.get("to", [None])[0], pairs["team"][:1]))
    assert sorted(got, key=str) == sorted(expected, key=str)
    assert {state for state, *_ in expected} >= {"done", "overdue"}


def test_each_finding_stands_on_the_list_of_one_team(site, built):
    lists = {
        page.path: page for page in built.pages if page.path.endswith("/findings/") or page.path.endswith("nobody/")
    }
    rows = {path: str(page.html).count('class="a-finding"') for path, page in lists.items()}
    assert sum(rows.values()) == len(site.findings)
    assert rows["teams/house/findings/"] == len(site.findings_by_team["house"])
    house = read_html(lists["teams/house/findings/"].html).text
    assert "Why it matters" in house
    assert "Use instead" in house
    assert "The list, with what to do" in read_html(next(p for p in built.pages if p.path == "teams/house/").html).text


def test_a_promise_is_cleared_by_the_team_that_gave_it(site):
    found = next(found for found in site.findings if found.item == "keys")
    assert site.plan.get("keys").owner is None
    assert site.team_of(found) == "house"
    assert found in site.findings_by_team["house"]
    assert "teams/house/findings/" in {page.path for page in finding_pages.team_findings_pages(site)}


def test_of_many_findings_the_page_says_how_many_each_team_has(site, monkeypatch):
    monkeypatch.setattr(finding_pages, "_MANY", 3)
    page = next(page for page in build_pages(site).pages if page.path == "findings/")
    seen = read_html(page.html)
    counts = [int(a["data-count"] or 0) for _, a in seen.elements if "data-count" in a]
    assert sum(counts) == len(site.findings)
    assert "../teams/house/findings/?rule=unlinked-outcome" in seen.links
    assert 'class="a-finding"' not in page.html


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("second-visits", ("open-to-all", "newcomers-return")),
        ("quiet-hours-kept", ("open-to-all", "quiet-rooms")),
        ("open-to-all", ()),
        ("lonely", ()),
    ],
)
def test_breadcrumbs_are_the_shortest_line_from_the_topmost_strategy(site, item, line):
    assert line_above(site.plan, item) == line
