"""The pages as Markdown files, built by Zensical with the settings that the guide gives."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from alignctl.publish.assets import make_assets
from alignctl.publish.folder import write_files
from alignctl.publish.markdown_files import markdown_file
from alignctl.publish.pages import Built, build_pages
from tests.publish.browser import needs_chromium, open_page, serve
from tests.publish.conftest import Seen, read_html
from tests.publish.payloads import PAYLOADS
from tests.publish.test_mkdocs import check_links
from tests.publish.test_payloads import trapped_plan

GUIDE = Path(__file__).parents[2] / "site" / "site.md"
TRAP = " ".join(PAYLOADS)


@pytest.fixture(scope="module")
def plain(site) -> Built:
    """The pages of the plan; those of the rules are left out, since they are alike."""
    return build_pages(dataclasses.replace(site, rules=()))


@pytest.fixture(scope="module")
def zensical_site(site, plain, tmp_path_factory) -> Path:
    """A handbook with the pages of the plan, and those of a plan whose every text is a trap."""
    folder = tmp_path_factory.mktemp("zensical")
    plan = trapped_plan(TRAP)
    trapped = build_pages(dataclasses.replace(site, plan=plan, findings=(), set_aside=(), rules=(), name=TRAP))
    assets = make_assets()
    for name, built, kept in (("plan", plain, ""), ("trap", trapped, "/a-")):
        pages = {f"{page.path}index.md": markdown_file(page, assets) for page in built.pages if kept in page.path}
        write_files(folder / "docs" / name, {**pages, **built.files, **assets.files}.items())
    (folder / "docs" / "index.md").write_text("# Handbook\n\n[The plan](plan/index.md)\n", "utf-8")
    settings = re.search(r"### With Zensical.*?```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert settings
    (folder / "mkdocs.yml").write_text(settings[1], "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    result = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No issues found" in result.stdout + result.stderr
    return folder / yaml.safe_load(settings[1])["site_dir"]


def page_at(folder: Path, path: str) -> Seen:
    return read_html((folder / path / "index.html").read_text("utf-8"))


def test_every_page_is_there_with_all_that_it_says(zensical_site, plain):
    for page in plain.pages:
        shown = page_at(zensical_site, f"plan/{page.path}")
        assert {heading.id for heading in page.headings} <= set(shown.ids), page.path
        for section in page.sections:
            wanted = "".join(read_html(section.body).text.split())
            assert wanted in "".join(shown.text.split()), (page.path, section.title)


def test_every_link_and_anchor_leads_somewhere_and_no_page_is_loaded_from_elsewhere(zensical_site):
    assert check_links(zensical_site, "plan/") > 2000
    for file in zensical_site.rglob("*.html"):
        for element, attributes in read_html(file.read_text("utf-8")).elements:
            source = attributes.get("src") or (attributes.get("href") if element == "link" else None)
            assert not re.match(r"(?:[a-z]+:)?//", source or ""), (file, element, source)


def test_no_text_of_a_plan_runs_though_its_templates_escape_nothing(zensical_site):
    own = {element for element, _ in page_at(zensical_site, "").elements}
    for file in (zensical_site / "trap").rglob("*.html"):
        for element, attributes in read_html(file.read_text("utf-8")).elements:
            assert element not in {"iframe", "object", "embed", "base", "math", "form"} - own, (file, element)
            for name, value in attributes.items():
                assert not re.match(r"on[a-z]+\Z", name), (file, element, name)
                assert name not in ("src", "href") or not re.match(
                    r"\s*(?:javascript|data):|(?:https?:)?//evil", value or "", re.I
                )


def test_the_menu_names_the_lists_and_pages_stay_small(zensical_site):
    assert {"Findings", "Outcomes", "KPIs", "All views"} <= set(
        re.split(r"\s{2,}", page_at(zensical_site, "plan").text)
    )
    assert max(file.stat().st_size for file in (zensical_site / "plan").rglob("*.html")) < 250_000


@needs_chromium
def test_the_pages_work_in_a_browser(browser, zensical_site):
    with serve(zensical_site) as address, open_page(browser) as page:
        page.goto(f"{address}plan/kpis/?team=desk", wait_until="networkidle")
        assert page.locator(".a-filter output").inner_text() == "4 of 6 KPIs"
        page.set_viewport_size({"width": 360, "height": 740})
        page.emulate_media(color_scheme="dark")
        page.goto(f"{address}plan/cascades/", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_role("button", name="Larger").first.click()
        assert page.locator(".a-zoom output").first.inner_text() == "125\u00a0%"
        assert page.trouble == []
