"""Pages of strategy maps and metric trees: a picture, the same as a list, links from the pages of items."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from alignctl.load.load import load_plan
from alignctl.publish.pages import Built, build_pages
from tests.publish.conftest import read_html

CAUSES = Path(__file__).parents[1] / "draw" / "pictures" / "causes"


@pytest.fixture(scope="module")
def causes(site) -> Built:
    """The pages of a plan with every link between goals and between measures."""
    return build_pages(dataclasses.replace(site, plan=load_plan(CAUSES).plan, findings=()))


def page_at(built: Built, path: str):
    (page,) = [page for page in built.pages if page.path == path]
    return page


@pytest.mark.parametrize(
    ("path", "begin"), [("strategy-map/", "A strategy map with"), ("metric-tree/", "A metric tree with")]
)
def test_one_page_holds_picture_and_list(causes: Built, path: str, begin: str) -> None:
    page = page_at(causes, path)
    picture, listed = page.sections
    assert picture.text.startswith(begin)
    assert "<svg " in picture.body
    assert "<style" not in picture.body  # the rules are in the style sheet of the site
    assert listed.title == "The same as a list"
    assert "../kpis/solved/" in listed.body or "../outcomes/answers/" in listed.body


def test_the_list_says_what_lines_and_signs_say(causes: Built) -> None:
    listed = page_at(causes, "metric-tree/").sections[1].body
    assert "is believed to drive (no bet tests it) " in listed
    assert "drives (strong, a bet tests it) " in listed
    assert "is watched as an early sign of " in listed
    assert "output · leading" in listed
    assert "Nothing stands here." in page_at(causes, "strategy-map/").sections[1].body


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ("strategies/loyal/", "strategy-map/"),
        ("strategies/loyal/", "metric-tree/"),
        ("outcomes/answers/", "strategy-map/"),
        ("kpis/solved/", "metric-tree/"),
    ],
)
def test_items_lead_to_the_pictures_they_stand_in(causes: Built, item: str, path: str) -> None:
    assert f"../../{path}" in read_html(page_at(causes, item).head).links


def test_a_plan_without_drivers_has_no_tree(site, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text("kind: kpi\nid: a\ntitle: A\n", "utf-8")
    built = build_pages(dataclasses.replace(site, plan=load_plan(tmp_path).plan, findings=()))
    assert not [page for page in built.pages if page.path.startswith(("metric-tree/", "strategy-map/"))]


def test_a_large_plan_has_a_page_for_each_strategy(site, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for s in range(3):
        text = [f"kind: strategy\nid: s{s}\ntitle: Strategy <{s}>\n"]
        text += [f"kind: outcome\nid: s{s}-o{o}\ntitle: Outcome {o}\nsupports: s{s}\n" for o in range(13)]
        (tmp_path / "plans" / f"s{s}.yaml").write_text("---\n".join(text), "utf-8")
    built = build_pages(dataclasses.replace(site, plan=load_plan(tmp_path).plan, findings=()))
    paths = {page.path for page in built.pages if page.path.startswith("strategy-map/")}
    assert paths == {"strategy-map/", *(f"strategy-map/strategy-map-s{s}/" for s in range(3))}
    assert "../../strategy-map/strategy-map-s1/" in read_html(page_at(built, "outcomes/s1-o3/").head).links
