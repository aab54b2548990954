"""Pages of the views made of tables, and the gallery of all views: complete, linked from where they are needed."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from alignctl.cli.render import VIEWS
from alignctl.config import read_config
from alignctl.load.load import load_plan
from alignctl.plan.due import find_due
from alignctl.plan.items import Team
from alignctl.publish.gallery import EXHIBITS, relocate
from alignctl.publish.page import Section
from alignctl.publish.pages import Built, build_pages
from alignctl.publish.panel_pages import panel_source
from alignctl.publish.paths import path_of
from alignctl.publish.site import Here, Site
from alignctl.publish.source import read_site
from alignctl.views.choice import Choice
from alignctl.views.team_survey import survey_team
from tests.publish.conftest import read_html

ROOT = Path(__file__).resolve().parents[2]
PANELS = ROOT / "tests" / "views" / "plans" / "panels"
PATHS = ("hypothesis-board/", "learning-ledger/", "alignment-matrix/", "promises/", "team-sheets/")
TODAY = date(2026, 3, 3)


@pytest.fixture(scope="module")
def panels(site: Site) -> Built:
    """The pages of the plan with every state."""
    return build_pages(dataclasses.replace(site, plan=load_plan(PANELS).plan, findings=(), today=TODAY))


@pytest.fixture(scope="module")
def own_site() -> Built:
    """The site of this project's own example plan."""
    return build_pages(read_site(read_config(ROOT / "alignctl.yaml"), date(2026, 10, 30), "test"))


def page_at(built: Built, path: str) -> str:
    return str(next(page for page in built.pages if page.path == path).html)


def links_of(built: Built, path: str) -> set[str]:
    """Where the links of a page lead, as addresses on the site."""
    found = read_html(page_at(built, path)).links
    return {posixpath.normpath(posixpath.join(path or ".", link.partition("#")[0])) for link in found}


@pytest.mark.parametrize("path", PATHS[:4])
def test_a_small_plan_has_one_page_with_picture_and_tables(panels: Built, path: str) -> None:
    pages = [page for page in panels.pages if page.path.startswith(path)]
    assert [(page.path, page.group) for page in pages] == [(path, "views")]
    seen = read_html(page_at(panels, path))
    tags = [tag for tag, _ in seen.elements]
    assert tags.count("table") >= 1
    assert "style" not in tags  # the rules are in the style sheet of the site
    assert [section.id for section in pages[0].sections] == ["picture", "tables"]
    assert pages[0].sections[0].text.startswith(("A board of", "A ledger of", "A matrix of", "A list of"))


def test_every_team_has_a_sheet_that_its_page_leads_to(panels: Built) -> None:
    for team in ("alone", "billing", "booking", "product", "support"):
        sheet = f"team-sheets/team-sheet-{team}"
        assert sheet in links_of(panels, f"teams/{team}/")
        assert f"teams/{team}" in links_of(panels, f"{sheet}/")
        assert sheet in links_of(panels, "team-sheets/")


def test_every_link_of_a_panel_leads_to_a_page(panels: Built) -> None:
    known = {page.path.rstrip("/") or "." for page in panels.pages}
    for page in panels.pages:
        if page.path.startswith((*PATHS, "views/")):
            assert links_of(panels, page.path) <= known, page.path


@pytest.mark.parametrize(
    ("path", "targets"),
    [
        ("hypotheses/", {"hypothesis-board", "learning-ledger"}),
        ("outcomes/", {"alignment-matrix"}),
        ("teams/", {"team-sheets", "alignment-matrix"}),
        ("commitments/", {"promises"}),
        ("outcomes/turn-up/", {"alignment-matrix"}),
        ("hypotheses/running/", {"hypothesis-board"}),
        ("hypotheses/two-way/", {"hypothesis-board", "learning-ledger"}),
        ("commitments/late/", {"promises"}),
        ("strategies/first/", {"hypothesis-board", "learning-ledger", "alignment-matrix", "promises"}),
    ],
)
def test_views_are_linked_from_where_they_are_needed(panels: Built, path: str, targets: set[str]) -> None:
    assert targets <= links_of(panels, path)


def test_strategies_lead_to_their_board_and_ledger(own_site: Built) -> None:
    links = links_of(own_site, "strategies/front-desks-look-up/")
    assert {
        "hypothesis-board/hypothesis-board-front-desks-look-up",
        "learning-ledger/learning-ledger-front-desks-look-up",
    } <= links


def test_the_page_of_a_team_says_what_it_works_on_and_how_that_contributes(panels: Built) -> None:
    text = " ".join(read_html(page_at(panels, "teams/booking/")).text.split())
    assert "works on 2 initiatives, runs 2 bets, answers for 1 measure" in text
    assert 'Tests the bet that offering the slot to a waiting list will move "Appointments missed"' in text
    assert "It leads to no strategy." in text
    assert "What it works on" not in page_at(panels, "teams/idle/")


def test_the_page_of_a_team_begins_with_what_waits_for_it(panels: Built) -> None:
    page = next(page for page in panels.pages if page.path == "teams/booking/")
    ids = [section.id for section in page.sections]
    assert ids == [
        "waits", "promised", "promised-to", "contributes", "held", "outcomes", "kpis", "hypotheses", "initiatives",
        "leads-to", "details",
    ]  # fmt: skip
    parts = {section.id: section for section in page.sections}
    waits = read_html(parts["waits"].body)
    plan = load_plan(PANELS).plan
    due = [entry for entry in find_due(plan, TODAY) if "booking" in entry.teams]
    assert due
    assert [link for link in waits.links if link.startswith("../../")] == [
        f"../../{path_of(entry.kind, entry.item)}" for entry in due
    ]
    assert "details" in read_html(parts["leads-to"].body).tags()
    assert "data-has" not in parts["promised"].body
    assert "a-filter" in parts["held"].body
    assert "a-filter" not in parts["outcomes"].body


def test_promises_that_are_over_are_folded_on_the_page_of_a_team(panels: Built) -> None:
    plan = load_plan(PANELS).plan
    for team in plan.teams:
        page = next(page for page in panels.pages if page.path == f"teams/{team.id}/")
        for name, side in (("promised", "from_team"), ("promised-to", "to_team")):
            bodies = [str(section.body) for section in page.sections if section.id == name]
            all_ = {edge.source.id for edge in plan.links_to(team.id, side)}
            assert bool(bodies) == bool(all_)
            for body in bodies:
                first, _, folded = body.partition("<details>")
                shown = [set(re.findall(r"commitments/([^/]*)/", part)) for part in (first, folded)]
                assert shown[0] | shown[1] == all_
                for item_id in shown[0]:
                    assert plan.get(item_id).status in ("proposed", "agreed")  # type: ignore[union-attr]
                for item_id in shown[1]:
                    assert plan.get(item_id).status not in ("proposed", "agreed")  # type: ignore[union-attr]


def test_a_survey_tells_only_the_sections_that_are_asked_for(site: Site) -> None:
    source = panel_source(dataclasses.replace(site, plan=load_plan(PANELS).plan, today=TODAY), Here(site, ""))
    team = source.plan.find("booking", Team)
    assert team is not None
    whole = survey_team(source, team, Choice())
    some = survey_team(source, team, Choice(), told=("work",))
    assert some.lead == whole.lead
    assert some.of("work") == whole.of("work")
    assert any(entry.says for entry in whole.of("measures"))
    assert [dataclasses.asdict(e) for e in some.of("measures")] == [
        {**dataclasses.asdict(e), "says": ""} for e in whole.of("measures")
    ]


# What a view says in all


def lead_of(built: Built, path: str) -> str:
    """The words above the sections of a page."""
    page = next(page for page in built.pages if page.path == path)
    return " ".join(read_html(page.head).text.split())


def figures_of(built: Built, path: str) -> dict[str, list[str]]:
    """The table of the pictures of a view: the cells of each row by the words of its link."""
    page = next(page for page in built.pages if page.path == path)
    body = str(next(section.body for section in page.sections if section.id == "pictures"))
    rows = re.findall(r"<tr role=\"row\".*?</tr>", body.partition("<tbody")[2], flags=re.DOTALL)
    cells = [[read_html(cell).text for cell in re.split(r"(?=<t[hd])", row)[1:]] for row in rows]
    return {name: rest for name, *rest in cells}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "learning-ledger/",
            "(1 of them by giving it up), and 11 of the 21 that can be judged came out as expected: 52 %. The true",
        ),
        (
            "hypothesis-board/",
            "21 decided and 1 abandoned. 1 draft or retired bet is not counted.",
        ),
        ("team-sheets/", "10 of 13 teams have a part of their own in something that is under way. For 2 teams"),
        ("alignment-matrix/", "No team is a silo. No outcome is lone."),
        ("promises/", "14 promises: 3 broken or late, 1 due within 30 days, 5 later and 5 over."),
        ("bowling/", "Of 40 KPIs, 33 met the plan at the last reading of these months and 6 missed it."),
        ("x-matrix/", "Of 87 items, 13 have an empty row or column"),
    ],
)
def test_a_view_opens_with_its_answer(own_site: Built, path: str, words: str) -> None:
    assert words in lead_of(own_site, path)


def test_lone_outcomes_and_silos_are_named_and_lead_to_their_pages(panels: Built) -> None:
    lead = lead_of(panels, "alignment-matrix/")
    assert "1 team is a silo: Alone. 2 outcomes are lone: " in lead
    assert "teams/alone" in links_of(panels, "alignment-matrix/")


def test_the_table_of_ledgers_has_the_rate_of_each_strategy(own_site: Built) -> None:
    figures = figures_of(own_site, "learning-ledger/")
    assert figures["Hit rate of all bets"] == ["22", "11 of 21", "52 %", "32 % to 72 %"]
    assert figures["Front desks have time for the person in front of them"] == ["7", "3 of 6", "50 %", "19 % to 81 %"]


def test_the_table_of_teams_counts_what_waits_for_each_and_can_be_filtered(own_site: Built) -> None:
    figures = figures_of(own_site, "team-sheets/")
    assert figures["Documentation"] == ["6", "4", "4", "6", "2", "1", "5", "1"]
    page = next(page for page in own_site.pages if page.path == "team-sheets/")
    seen = read_html(page.html)
    assert sum("data-has" in attributes for _, attributes in seen.elements) == len(figures) == 13
    assert "filter-sort" in seen.ids


def test_a_measure_leads_to_the_chart_that_it_stands_on(own_site: Built) -> None:
    plan = load_plan(ROOT).plan
    linked = {
        kpi.id: [link for link in links_of(own_site, f"kpis/{kpi.id}/") if link.startswith("bowling/")]
        for kpi in plan.kpis
    }
    assert sum(map(len, linked.values())) == 40
    for kpi_id, links in linked.items():
        for link in links:
            assert f"kpis/{kpi_id}" in links_of(own_site, f"{link}/")


# The gallery


def test_every_view_has_an_entry_in_the_gallery() -> None:
    assert [exhibit.view for exhibit in EXHIBITS] == list(VIEWS)


def exhibits_of(site: Built) -> dict[str, Section]:
    """The parts of the gallery, which comes in several pages where it would be too large for one."""
    pages = [page for page in site.pages if page.path.startswith("views/")]
    return {section.id: section for page in pages for section in page.sections if section.id != "made"}


def test_the_gallery_shows_a_picture_of_every_view(own_site: Built) -> None:
    page = next(page for page in own_site.pages if page.path == "views/")
    assert page.group == "views"
    assert [section.id for section in page.sections] == [*VIEWS, "made"]
    for section in exhibits_of(own_site).values():
        drawn = re.findall(r"<svg xmlns.*?</svg>", str(section.body), flags=re.DOTALL)
        assert len(drawn) == 1, section.id
        root = ElementTree.fromstring(drawn[0])
        assert (root.findtext("{http://www.w3.org/2000/svg}title") or "").strip()
        assert (root.findtext("{http://www.w3.org/2000/svg}desc") or "").strip()
        assert f"alignctl render {section.id}" in read_html(str(section.body)).text
    ids = read_html(str(page.html)).ids
    assert len(ids) == len(set(ids))


def test_links_of_the_gallery_lead_to_pages(own_site: Built) -> None:
    known = {page.path.rstrip("/") or "." for page in own_site.pages}
    found = links_of(own_site, "views/")
    assert found <= known
    assert any(link.startswith("kpis/") for link in found)


def test_the_commands_of_the_gallery_make_its_pictures(
    own_site: Built, run_alignctl: Callable[..., object], tmp_path: Path
) -> None:
    """Each is run on the plan as it is shown, and writes the file that the gallery names; titles are the same."""
    for section in exhibits_of(own_site).values():
        body = str(section.body)
        command = re.search(r"<code>alignctl (render [^<]*)</code>", body)
        assert command is not None, section.id
        words = command[1].split()
        folder = tmp_path / section.id
        words[-1] = str(folder / words[-1])
        done = run_alignctl(*words, cwd=ROOT)
        assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
        named = re.search(r"<code>([^<]*\.svg)</code>\.", body)
        made = folder / (named[1] if named else f"{section.id}.svg")
        assert made.is_file(), made
        title = ElementTree.fromstring(made.read_bytes()).findtext("{http://www.w3.org/2000/svg}title") or ""
        shown = re.search(r"<title id=[^>]*>([^<]*)</title>", body)
        assert shown is not None
        end = Markup(shown[1]).unescape().partition(": ")[2]
        assert title.endswith(end), (title, end)


def test_a_plan_without_anything_says_so_in_the_gallery(site: Site, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "t.yaml").write_text("kind: team\nid: t\ntitle: T\n", "utf-8")
    made = build_pages(dataclasses.replace(site, plan=load_plan(tmp_path).plan, findings=()))
    text = read_html(page_at(made, "views/")).text
    assert text.count("This plan holds nothing that it would show.") == len(VIEWS)
    assert not [page for page in made.pages if page.path.startswith(PATHS)]


def test_content_moves_between_depths() -> None:
    body = Markup('<a href="../../kpis/a/">x</a><a href="#here">y</a><a href="https://e.example/../../">z</a>')
    moved = relocate(body, "bowling/bowling-s/", "views/")
    assert moved == '<a href="../kpis/a/">x</a><a href="#here">y</a><a href="https://e.example/../../">z</a>'
    assert relocate(moved, "views/", "views/") == moved
