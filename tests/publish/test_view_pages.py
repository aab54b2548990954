"""Pages of the X-matrix and the bowling chart: picture and tables, in the navigation, linked from strategies."""

from __future__ import annotations

import dataclasses
import posixpath
from pathlib import Path

import pytest

from alignctl.load.load import load_plan
from alignctl.publish.pages import build_pages
from tests.publish.conftest import read_html

VIEWS = ("x-matrix/", "bowling/")


@pytest.fixture(scope="module")
def cut(site, tmp_path_factory):
    """The pages of a plan too large for one picture."""
    folder: Path = tmp_path_factory.mktemp("large")
    (folder / "plans").mkdir()
    for s in range(3):
        text = [f"kind: strategy\nid: s{s}\ntitle: Strategy <{s}>\n"]
        for k in range(10):
            text.append(f"kind: outcome\nid: s{s}-o{k}\ntitle: Outcome {k}\nsupports: s{s}\n")
            text.append(f"kind: kpi\nid: s{s}-k{k}\ntitle: Measure {k}\nmeasures: s{s}-o{k}\nlevel: outcome\n")
        (folder / "plans" / f"s{s}.yaml").write_text("---\n".join(text), "utf-8")
    (folder / "plans" / "alone.yaml").write_text("kind: initiative\nid: alone\ntitle: Alone\n", "utf-8")
    return build_pages(dataclasses.replace(site, plan=load_plan(folder).plan, findings=()))


@pytest.mark.parametrize("path", VIEWS)
def test_a_small_plan_has_one_picture_with_tables(site, built, page_of, path):
    pages = [page for page in built.pages if page.path.startswith(path)]
    assert [(page.path, page.group) for page in pages] == [(path, "views")]
    seen = read_html(page_of(path))
    tags = [tag for tag, _ in seen.elements]
    assert tags.count("table") >= 1
    assert "style" not in tags  # the rules are in the style sheet of the site
    assert pages[0].sections[0].text.startswith(("An X-matrix with", "A bowling chart of"))


def test_titles_lead_to_their_pages(site, page_of):
    for path in VIEWS:
        links = read_html(page_of(path)).links
        kpi = next(kpi for kpi in site.plan.kpis if kpi.segment_of is None and not kpi.is_draft and not kpi.retired)
        assert f"../kpis/{kpi.id}/" in links


@pytest.mark.parametrize("path", VIEWS)
def test_strategies_lead_to_their_pictures(site, page_of, path):
    for strategy in site.plan.strategies:
        assert f"../../{path}" in read_html(page_of(f"strategies/{strategy.id}/")).links


@pytest.mark.parametrize(("path", "name"), [("x-matrix/", "x-matrix"), ("bowling/", "bowling")])
def test_a_large_plan_has_a_page_for_each_strategy(cut, path, name):
    pages = {page.path: page for page in cut.pages}
    expected = {path, *(f"{path}{name}-s{s}/" for s in range(3))}
    assert {page for page in pages if page.startswith(path)} == expected
    listed = [posixpath.normpath(posixpath.join(path, link)) for link in read_html(pages[path].html).links]
    assert [link for link in listed if f"{name}-s" in link] == [f"{path}{name}-s{s}" for s in range(3)]
    assert pages[path].group == "views"
    assert pages[f"{path}{name}-s1/"].group == ""
    links = read_html(pages[f"{path}{name}-s1/"].html).links
    assert {"../../kpis/s1-k0/", f"../../{path}"} <= set(links)
    assert f"../../{path}{name}-s1/" in read_html(pages["strategies/s1/"].html).links


def test_what_stands_in_no_matrix_is_listed(cut):
    page = next(page for page in cut.pages if page.path == "x-matrix/")
    seen = read_html(page.html)
    assert "../initiatives/alone/" in seen.links
    assert "Alone tied to nothing" in seen.text


def test_a_plan_without_measures_has_no_chart(site, tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "s.yaml").write_text("kind: strategy\nid: s\ntitle: S\n", "utf-8")
    made = build_pages(dataclasses.replace(site, plan=load_plan(tmp_path).plan, findings=()))
    assert not [page for page in made.pages if page.path.startswith("bowling/")]
