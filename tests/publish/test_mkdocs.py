"""The site as MkDocs builds it: strict, the same twice, in other themes, in its maintained fork, with any menu."""

from __future__ import annotations

import gzip
import hashlib
import json
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from tests.publish.conftest import read_html
from tests.publish.payloads import PAYLOADS

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path, plan_folder):
    target = tmp_path / "plan"
    shutil.copytree(plan_folder, target)
    return target


def change_settings(folder: Path, **changes: object) -> None:
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text()), **changes}))


@pytest.fixture(scope="session")
def mkdocs(run_mkdocs: Callable[..., Done]) -> Callable[..., Done]:
    """A function that builds the site of a folder into another; returns the finished process."""
    return lambda folder, output, **env: run_mkdocs("build", "--strict", "-q", "-d", str(output), cwd=folder, env=env)


@pytest.fixture(scope="session")
def build(mkdocs: Callable[..., Done]) -> Callable[..., Path]:
    """A function that builds a site which is in order; returns its folder."""

    def run(folder: Path, output: Path, **env: str) -> Path:
        result = mkdocs(folder, output, **env)
        assert result.returncode == 0, result.stderr
        return output

    return run


@pytest.fixture(scope="module")
def plain(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory, plan_folder: Path) -> Path:
    """The site of the plan as it is, to look at; the folder above holds the plan."""
    folder = tmp_path_factory.mktemp("plain") / "plan"
    shutil.copytree(plan_folder, folder)
    return build(folder, folder.parent / "out")


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def check_links(site: Path, below: str = "") -> int:
    """Every link and anchor of every page `below` leads to a file that is there; returns how many were followed."""
    pages = {p.relative_to(site).as_posix(): read_html(p.read_text("utf-8")) for p in site.rglob("*.html")}
    count = 0
    for name, seen in pages.items():
        if name == "404.html" or not name.startswith(below):  # served from any address: absolute links
            continue
        for element, attributes in seen.elements:
            link = attributes.get("href") or attributes.get("src")
            if not link or re.match(r"(?:https?|mailto|data):", link):
                continue
            assert element not in ("script", "link", "img") or not link.startswith("//")
            address, _, fragment = link.partition("#")
            address = address.partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address))) if address else name
            if (site / target).is_dir():
                target = posixpath.normpath(posixpath.join(target, "index.html"))
            assert (site / target).is_file(), f"{name} links to {link}"
            assert not fragment or fragment in pages[target].ids, f"{name} links to {link}"
            count += 1
    return count


def test_the_site_is_strict_and_all_its_links_resolve(plain):
    assert check_links(plain) > 500
    assert (plain / "outcomes" / "newcomers-return" / "index.html").is_file()
    assert json.loads((plain / "plan.json").read_text())["name"] == "Harbour library"
    assert not list((plain.parent / "plan").rglob("*.html")), "nothing is written into the tree"


def test_the_plan_of_this_project_has_a_strict_site(root, tmp_path, build):
    assert check_links(build(root, tmp_path / "out")) > 5000


def test_what_pages_load_is_little_and_named_by_its_content(plain):
    page = read_html((plain / "kpis" / "second-visits" / "index.html").read_text())
    loaded = [
        a.get("src") or a.get("href") or ""
        for e, a in page.elements
        if e == "script" or (e == "link" and a.get("rel") != "canonical")
    ]
    assert len(loaded) == 6
    for address in loaded:
        name, digest, end = re.fullmatch(r"\.\./\.\./assets/([a-z]+)-([0-9a-f]{10})\.(css|js|svg)", address).groups()
        content = (plain / "assets" / f"{name}-{digest}.{end}").read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(digest)
        assert len(content) < 60_000
    assert sorted(file.name for file in plain.rglob("*.js")) == sorted(
        Path(a).name for a in loaded if a.endswith(".js")
    )


def test_without_an_address_there_is_no_site_map(plain):
    assert not (plain / "sitemap.xml").exists()


def test_nothing_is_loaded_from_another_host(plain):
    for page in plain.rglob("*.html"):
        for element, attributes in read_html(page.read_text("utf-8")).elements:
            for name in ("src", "href", "srcset", "data", "poster"):
                if element != "a" and attributes.get(name):
                    assert not re.match(r"(?:[a-z]+:)?//", attributes[name] or ""), (page, element, attributes)
    for sheet in plain.rglob("*.css"):
        assert not re.search(r"@import|url\(", sheet.read_text("utf-8")), sheet


def test_two_builds_are_the_same_to_the_byte(folder, tmp_path, build):
    one = files_of(build(folder, tmp_path / "one", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C"))
    other = files_of(build(folder, tmp_path / "two", PYTHONHASHSEED="77", TZ="America/Anchorage", LC_ALL="C.UTF-8"))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_days_in_the_site_map_are_those_of_the_plan(folder, tmp_path, build):
    change_settings(folder, site_url="https://plan.example/")
    site = build(folder, tmp_path / "out")
    text = (site / "sitemap.xml").read_text()
    assert "https://plan.example/outcomes/newcomers-return/" in text
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", text)) == {"2026-06-30"}
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == text


def test_without_folders_as_addresses_every_link_names_its_file(folder, tmp_path, build):
    change_settings(folder, use_directory_urls=False)
    site = build(folder, tmp_path / "out")
    check_links(site)
    for page in site.rglob("*.html"):
        if page.name != "404.html":
            for link in read_html(page.read_text("utf-8")).links:
                if not re.match(r"https?:", link):
                    assert not link.partition("#")[0].endswith(("/", ".")), (page, link)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_themes_that_come_with_mkdocs_take_the_pages(folder, tmp_path, theme, build):
    change_settings(folder, theme={"name": theme, "highlightjs": False})
    site = build(folder, tmp_path / "out")
    page = read_html((site / "outcomes" / "newcomers-return" / "index.html").read_text("utf-8"))
    assert "Made a counter-proposal" in page.text
    assert "https://github.com/harbour/plan/edit/trunk/plans/all.yaml" in page.links
    assert any("assets/alignctl-" in (a.get("href") or "") for t, a in page.elements if t == "link")


def test_the_maintained_fork_gives_the_same_pages(plain, folder, tmp_path):
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-q", "-d", str(tmp_path / "two")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    one, other = files_of(plain), files_of(tmp_path / "two")
    pages = [name for name in one if name.endswith(("index.html", "plan.json", ".css"))]
    assert len(pages) > 50
    assert [name for name in pages if one[name] != other.get(name)] == []


def test_a_front_page_of_ones_own_stays_and_the_scoreboard_moves(folder, tmp_path, build):
    (folder / "site" / "index.md").write_text("# Welcome\n\n[How we stand](scoreboard/index.md)\n")
    site = build(folder, tmp_path / "out")
    assert "Welcome" in (site / "index.html").read_text()
    assert "Attainment" in (site / "scoreboard" / "index.html").read_text()
    check_links(site)


def test_a_page_written_by_hand_wins_over_one_of_the_plan(folder, tmp_path, build):
    (folder / "site" / "findings.md").write_text("# Our own words\n\n## Errors {#errors}\n")
    change_settings(folder, markdown_extensions=["attr_list"])
    site = build(folder, tmp_path / "out")
    assert "Our own words" in (site / "findings" / "index.html").read_text()


def test_a_navigation_of_ones_own_may_name_the_pages(folder, tmp_path, build):
    change_settings(folder, nav=[{"Home": "index.md"}, {"What we want": "outcomes/index.md"}, "about.md"])
    site = build(folder, tmp_path / "out")
    front = (site / "index.html").read_text()
    nav = front[front.index('<nav id="site-nav"') : front.index("</nav>")]
    assert re.findall(r"<a href=.*?>(.*?)</a>", nav) == ["Home", "What we want", "About the library"]


def test_search_has_the_words_of_items_with_links_to_their_sections(plain):
    docs = json.loads((plain / "search" / "search_index.json").read_text())["docs"]
    by_place = {doc["location"]: doc for doc in docs}
    whole = by_place["hypotheses/self-checkout/"]
    assert whole["title"] == "Machines at the door spare the queue"
    assert "greeting all along" in whole["text"]
    assert "greeting all along" in by_place["hypotheses/self-checkout/#result"]["text"]
    assert not any("<" in doc["text"] for doc in docs if doc["location"].startswith("kpis/"))


def test_findings_end_a_build_only_where_that_is_asked_for(folder, tmp_path, mkdocs):
    change_settings(folder, plugins=["search", {"alignctl": {"fail_on": "error"}}])
    result = mkdocs(folder, tmp_path / "out")
    assert result.returncode == 1
    assert "alignctl check" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"config": "nowhere.yaml"}, 'there is no configuration file "nowhere.yaml"'),
        ({"today": "yesterday"}, '"today" must be a day'),
        ({"fail_on": "sometimes"}, "fail_on"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_one_line(folder, tmp_path, options, said, mkdocs):
    change_settings(folder, plugins=[{"alignctl": options}])
    result = mkdocs(folder, tmp_path / "out")
    assert result.returncode != 0
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_configuration_of_the_plan_is_refused_in_one_line(folder, tmp_path, mkdocs):
    (folder / "alignctl.yaml").write_text("langauge: 1\n")
    result = mkdocs(folder, tmp_path / "out")
    assert result.returncode == 1
    assert 'did you mean "language"?' in result.stderr
    assert "Traceback" not in result.stderr


def test_a_plan_that_cannot_be_read_still_has_a_site(folder, tmp_path, build):
    (folder / "plans" / "broken.yaml").write_text("kind: outcome\nid: torn\ntitle: [\n")
    site = build(folder, tmp_path / "out")
    assert "invalid-yaml" in (site / "findings" / "index.html").read_text()


@pytest.mark.parametrize("theme", ["alignctl", "mkdocs", "readthedocs"])
def test_titles_that_are_traps_stay_words_in_every_theme(folder, tmp_path, theme, build):
    """Themes put titles into titles, headings and navigation; the pages' own tests do not see those."""
    plans = folder / "plans" / "traps.yaml"
    traps = [payload.replace("\n", " ") for payload in PAYLOADS]
    items = [
        {"kind": "outcome", "id": f"trap-{number}", "title": trap, "summary": trap, "status": "draft"}
        for number, trap in enumerate(traps)
    ]
    plans.write_text(yaml.safe_dump_all(items, allow_unicode=False))
    change_settings(folder, theme={"name": theme, "highlightjs": False})
    site = build(folder, tmp_path / "out")
    for number in range(len(traps)):
        html = (site / "outcomes" / f"trap-{number}" / "index.html").read_text("utf-8")
        clean = (site / "outcomes" / "lonely" / "index.html").read_text("utf-8")
        assert _active(html) <= _active(clean), traps[number]


def _active(html: str) -> set[tuple[str, str]]:
    """What runs or loads something on a page: scripts, frames, handlers, addresses that are code."""
    found = set()
    for element, attributes in read_html(html).elements:
        if element in ("script", "iframe", "object", "embed", "img", "base", "style", "form", "input"):
            found.add((element, attributes.get("src") or ""))
        found |= {(element, name) for name in attributes if name.startswith("on")}
        if re.match(r"\s*(?:javascript|data|vbscript):", attributes.get("href") or "", re.IGNORECASE):
            found.add((element, attributes["href"] or ""))
    return found
