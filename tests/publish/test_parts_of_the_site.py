"""Smaller parts: addresses in forges, words, navigation, folders, assets, Markdown files."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import markdown
import pytest
import yaml

from alignctl.plan.dates import parse_period
from alignctl.plan.items import Kpi, Origin
from alignctl.plan.numbers import round_estimate
from alignctl.plan.parts import Target
from alignctl.publish.assets import make_assets
from alignctl.publish.folder import NotOursError, replace_folder, write_files
from alignctl.publish.forge import commit_address, edit_address
from alignctl.publish.item_pages import item_page
from alignctl.publish.markdown_files import markdown_file
from alignctl.publish.navigation import add_to_navigation
from alignctl.publish.source import folder_in_repository
from alignctl.publish.wording import count_of, say_day, say_period, say_target, say_value, say_word
from tests.publish.conftest import read_html


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/plans/x%20y.yaml"),
        ("https://github.com/a/b.git", "https://github.com/a/b/edit/main/plans/x%20y.yaml"),
        ("https://gitlab.com/a/b/", "https://gitlab.com/a/b/-/edit/main/plans/x%20y.yaml"),
        ("https://gitlab.a.example/g/s/b", "https://gitlab.a.example/g/s/b/-/edit/main/plans/x%20y.yaml"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/main/plans/x%20y.yaml"),
        ("https://github.a.example:8443/a/b", "https://github.a.example:8443/a/b/edit/main/plans/x%20y.yaml"),
        ("https://code.a.example/a/b", "https://code.a.example/a/b/edit/main/plans/x%20y.yaml"),
        ("https://code.a.example/g/s/t/b", "https://code.a.example/g/s/t/b/-/edit/main/plans/x%20y.yaml"),
        ("git@github.com:a/b.git", "https://github.com/a/b/edit/main/plans/x%20y.yaml"),
        ("git@code.a.example:g/s/b.git", "https://code.a.example/g/s/b/-/edit/main/plans/x%20y.yaml"),
        ("ssh://git@gitlab.a.example:2222/g/b.git", "https://gitlab.a.example/g/b/-/edit/main/plans/x%20y.yaml"),
        ("javascript:alert(1)", None),
        ("javascript:a@b:c", None),
        ("git@a.example:b/c?d", None),
        ("/srv/git/b.git", None),
    ],
)
def test_files_are_edited_where_the_forge_edits_them(repository, address):
    assert edit_address(repository, "main", "plans/x y.yaml") == address


def test_the_settings_say_which_forge_it_is(site):
    named = dataclasses.replace(site, repository="https://code.a.example/a/b", forge="gitlab", branch="next/1")
    item = named.plan.get("newcomers-return")
    where = "https://code.a.example/a/b/-/edit/next/1/tests/publish/plan/plans/all.yaml"
    assert named.edit_url(item) == where
    page = str(item_page(named, item).html)
    assert where in page
    assert "https://code.a.example/a/b/-/issues/new?issue%5Btitle%5D=" in page
    assert commit_address(named.repository, "abc", "gitlab") == "https://code.a.example/a/b/-/commit/abc"
    assert commit_address(named.repository, "abc") == "https://code.a.example/a/b/commit/abc"


def test_a_plan_below_the_top_of_its_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "work" / "plan"
    inner.mkdir(parents=True)
    assert folder_in_repository(inner) == "work/plan"
    assert folder_in_repository(tmp_path) == ""
    assert folder_in_repository(Path("/nowhere/at/all"), exists=lambda _: False) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026-10-30", "30 Oct 2026"), ("2026-11", "November 2026"), ("2026-Q3", "Q3 2026"), ("2026", "2026"),
     ("FY2026", "FY2026"), ("FY2026-Q2", "FY2026 Q2")],
)  # fmt: skip
def test_periods_are_said_by_their_names(text, said):
    assert say_period(parse_period(text)).replace("\u00a0", " ") == said


def test_values_and_words():
    assert say_day(date(2026, 3, 1)).replace("\u00a0", " ") == "1 Mar 2026"
    assert [say_value(-1250.5, unit).replace("\u00a0", " ") for unit in ("percent", "EUR", "days", "count", None)] == [
        "−1,250.5 %", "EUR −1,250.5", "−1,250.5 days", "−1,250.5", "−1,250.5"
    ]  # fmt: skip
    assert say_value(-1.5, "percentage-points") == "\u22121.5 percentage-points".replace(" ", "\u00a0", 1)
    assert say_value(4.9, "fatalities per 100 million persons") == "4.9\u00a0fatalities per 100 million persons"
    about = [say_value(round_estimate(value), None) for value in (28.3449, 123456.7, 0.034567, 0, -9.876)]
    assert about == ["28.3", "123,457", "0.0346", "0", "−9.88"]
    assert say_word("on-track") == "On track"
    assert [count_of(n, "outcome") for n in (0, 1, 1200)] == ["no outcomes", "1 outcome", "1,200 outcomes"]


@pytest.mark.parametrize(
    ("direction", "target", "said"),
    [
        ("increase", Target(value=80), "80 %"),
        ("keep-below", Target(high=5), "at most 5 %"),
        ("keep-above", Target(value=5), "at least 5 %"),
        ("keep-between", Target(low=3, high=4), "3 to 4 %"),
        (None, Target(value=2), "2 %"),
        ("increase", Target(high=2), ""),
    ],
)
def test_targets(direction, target, said):
    kpi = Kpi(id="a", title="A", origin=Origin("a.yaml"), unit="percent", direction=direction)
    assert say_target(kpi, target).replace("\u00a0", " ") == said


class TestNavigation:
    def test_without_one_the_lists_come_first_and_written_pages_go_under_the_guide(self, built):
        pages = {f"{page.path}index.md": page for page in built.pages}
        nav = add_to_navigation(None, pages, ["about.md", "how-to/first-steps.md", "how-to/more.md"])
        assert nav[0] == {"Scoreboard": "index.md"}
        titles = [next(iter(entry)) for entry in nav]
        assert titles == ["Scoreboard", "Findings", "Views", "The plan", "People", "Guide"]
        views = [next(iter(entry)) for entry in nav[2]["Views"]]
        assert views[:4] == ["All views", "Cascade", "Strategy map", "Metric tree"]
        assert nav[-1]["Guide"][:2] == ["about.md", {"How to": ["how-to/first-steps.md", "how-to/more.md"]}]
        assert {"Outcomes": "outcomes/index.md"} in nav[3]["The plan"]

    def test_one_that_names_no_page_of_the_plan_follows_them(self, built):
        pages = {f"{page.path}index.md": page for page in built.pages}
        nav = add_to_navigation(["about.md"], pages, ["about.md"])
        assert nav[0] == {"Scoreboard": "index.md"}
        assert nav[-1] == "about.md"

    def test_one_that_names_some_stays_as_it_is(self, built):
        pages = {f"{page.path}index.md": page for page in built.pages}
        stated = [{"Ours": [{"What we want": "outcomes/index.md"}]}, "about.md"]
        assert add_to_navigation(stated, pages, ["about.md"]) is stated


class TestFolder:
    @staticmethod
    def fill(folder: Path) -> None:
        write_files(folder, {"plan.json": '{\n "format": "alignctl-plan"\n}', "a/index.md": "new\n"}.items())

    def test_a_new_folder_is_made_and_a_made_one_replaced(self, tmp_path):
        target = tmp_path / "x" / "site"
        replace_folder(target, self.fill)
        (target / "stale.html").write_text("old")
        replace_folder(target, self.fill)
        assert sorted(p.name for p in target.iterdir()) == ["a", "plan.json"]
        assert [p.name for p in target.parent.iterdir()] == ["site"]

    def test_what_fails_leaves_everything_as_it_was(self, tmp_path):
        target = tmp_path / "site"
        replace_folder(target, self.fill)

        def fail(folder: Path) -> None:
            (folder / "half.html").write_text("half")
            raise SystemExit(1)

        with pytest.raises(SystemExit):
            replace_folder(target, fail)
        assert sorted(p.name for p in target.iterdir()) == ["a", "plan.json"]
        assert [p.name for p in tmp_path.iterdir()] == ["site"]

    @pytest.mark.parametrize("name", ["notes.txt", "plan.json"])
    def test_a_folder_of_other_files_is_refused(self, tmp_path, name):
        (tmp_path / name).write_text("{}")
        with pytest.raises(NotOursError, match="holds files that alignctl did not make"):
            replace_folder(tmp_path, self.fill)
        assert (tmp_path / name).read_text() == "{}"

    def test_a_file_and_a_symlink_are_refused(self, tmp_path):
        (tmp_path / "file").write_text("")
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "real")
        for name in ("file", "link"):
            with pytest.raises(NotOursError, match="is no folder"):
                replace_folder(tmp_path / name, self.fill)


def test_assets_load_nothing_and_are_named_by_their_content():
    assets = make_assets()
    assert set(assets.files) == {assets.css, assets.js}
    assert re.fullmatch(r"assets/alignctl-[0-9a-f]{10}\.css", assets.css)
    css = assets.files[assets.css]
    assert "url(" not in css
    assert "@import" not in css
    assert css.count("{") == css.count("}")
    script = assets.files[assets.js]
    assert re.findall(r"fetch\((.*?)\)", script) == ["link.href"], "nothing but the other parts of a list"
    assert not re.search(r"https?:|XMLHttpRequest|import\(|WebSocket|sendBeacon", script)


def test_every_colour_that_the_style_sheet_uses_is_defined_for_light_and_dark():
    assets = make_assets()
    css = assets.files[assets.css]
    used = set(re.findall(r"var\(--a-([a-z-]+)\)", css))
    theme = Path(__file__).parents[2] / "alignctl" / "publish" / "assets" / "theme.css"
    used |= set(re.findall(r"var\(--a-([a-z-]+)\)", theme.read_text("utf-8")))
    light = re.match(r":root\{(.*?)\}", css)
    dark = re.search(r"\[data-theme=dark\].*?\{(.*?)\}", css)
    assert light
    assert dark
    for rules in (light[1], dark[1]):
        assert used <= set(re.findall(r"--a-([a-z-]+):", rules))


def test_markdown_files_hold_front_matter_headings_and_the_same_html(built):
    assets = make_assets()
    for page in built.pages:
        text = markdown_file(page, assets)
        _, front, body = text.split("---\n", 2)
        matter = yaml.safe_load(front)
        assert matter["title"] == page.title
        html = markdown.markdown(body, extensions=["toc"])
        shown, wanted = read_html(html), read_html(page.html)
        assert [a.get("href") for t, a in shown.elements if t == "a"] == wanted.links
        assert set(wanted.ids) <= set(shown.ids)
        for section in page.sections:
            assert section.title in shown.text
            assert "".join(read_html(section.body).text.split()) in "".join(shown.text.split())
