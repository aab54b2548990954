"""What the site gives to programs, as MkDocs builds it: plan.json with its schema, previews, feed, former addresses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from jsonschema import Draft202012Validator

from alignctl.load.schema import bundle
from alignctl.publish.plan_json import PLAN_SCHEMA
from tests.change.history.stories import Told
from tests.publish.conftest import Seen, read_html
from tests.publish.test_mkdocs import check_links

URL = "https://plan.example.org/library/"
TITLE = 'Back & "again" <b>'


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site_folder(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    plan_folder: Path,
    run_mkdocs: Callable[..., Any],
) -> Path:
    """The small plan in a repository, in which a KPI was renamed, built strictly."""
    told = Told(tmp_path_factory.mktemp("work") / "repo")
    shutil.copytree(plan_folder, told.top, dirs_exist_ok=True)
    file = told.top / "mkdocs.yml"
    settings = {**yaml.safe_load(file.read_text()), "site_url": URL, "use_directory_urls": request.param}
    file.write_text(yaml.safe_dump(settings))
    told.play({"day": "2026-05-01", "says": "The plan"})
    plan = told.top / "plans" / "all.yaml"
    text = plan.read_text("utf-8").replace("Newcomers who come again within a month", TITLE)
    plan.write_text(text.replace("title: Back", "title: 'Back").replace("<b>\n", "<b>'\n", 1), "utf-8")
    for path in (plan, told.top / "plans" / "second-visits.csv"):
        path.write_text(path.read_text("utf-8").replace("id: second-visits\n", "id: returning\n"), "utf-8")
    plan.write_text(
        plan.read_text("utf-8").replace("second-visits", "returning").replace("returning.csv", "second-visits.csv")
    )
    told.play({"day": "2026-06-01", "says": "A shorter name"})
    done = run_mkdocs("build", "--strict", "-q", cwd=told.top)
    assert done.returncode == 0, done.stderr
    return told.top / settings["site_dir"] if "site_dir" in settings else told.top / "site"


def head_of(seen: Seen) -> dict[str, str]:
    return {
        str(values.get("property") or values.get("name") or values.get("rel")): str(
            values.get("content") or values.get("href")
        )
        for element, values in seen.elements
        if element in ("meta", "link")
    }


def read(folder: Path, name: str) -> Seen:
    return read_html((folder / name).read_text("utf-8"))


def test_every_link_of_the_site_leads_somewhere_feed_and_former_addresses_included(site_folder):
    assert check_links(site_folder) > 500


def test_a_page_says_what_it_is_to_those_who_show_a_preview(site_folder):
    said = head_of(read(site_folder, "kpis/returning/index.html"))
    assert said["og:title"] == TITLE
    assert said["og:site_name"] == "Harbour library"
    assert said["og:type"] == "article"
    assert said["og:description"] == said["description"]
    assert said["og:description"].startswith("""We want "Back & 'again' <b>" to rise from""")
    assert said["og:url"] == said["canonical"]
    assert said["og:url"].startswith(f"{URL}kpis/returning/")
    title = (site_folder / "kpis/returning/index.html").read_text("utf-8").split("<title>")[1].split("</title>")[0]
    assert title == "Back &amp; &#34;again&#34; &lt;b&gt; · Harbour library"
    front = head_of(read(site_folder, "index.html"))
    assert (front["og:title"], front["og:type"]) == ("Harbour library", "website")


def test_pages_name_the_feed_and_readers_understand_it(site_folder):
    for name in ("index.html", "kpis/returning/index.html"):
        (link,) = [
            values["href"]
            for element, values in read(site_folder, name).elements
            if element == "link" and values.get("type") == "application/atom+xml"
        ]
        assert link is not None
        assert (site_folder / Path(name).parent / link).resolve() == (site_folder / "feed.xml").resolve()
    text = (site_folder / "feed.xml").read_text("utf-8")
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == ["A shorter name", "The plan"]
    for entry in parsed.entries:
        for link in read_html(entry.content[0].value).links:
            path = link.removeprefix(URL)
            assert (site_folder / path / ("index.html" if path.endswith("/") else "")).is_file(), link


def test_the_former_address_leads_on_and_is_no_page_of_its_own(site_folder):
    former = read(site_folder, "kpis/second-visits/index.html")
    (link,) = former.links
    said = head_of(former)
    assert TITLE in former.text
    assert said["robots"] == "noindex"
    assert said["canonical"].startswith(f"{URL}kpis/returning/")
    target = (site_folder / "kpis/second-visits" / link).resolve()
    assert (target / "index.html" if target.is_dir() else target).samefile(site_folder / "kpis/returning/index.html")
    sitemap = (site_folder / "sitemap.xml").read_text("utf-8")
    assert "/kpis/returning/" in sitemap
    assert "second-visits/" not in sitemap.replace("second-visits-children", "")


def test_plan_json_fits_the_schema_beside_it(site_folder):
    schema = json.loads((site_folder / PLAN_SCHEMA).read_text("utf-8"))
    assert schema == bundle("plan-json")
    data = json.loads((site_folder / "plan.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(data)] == []
    for name in schema["required"]:
        assert not validator.is_valid({key: value for key, value in data.items() if key != name}), name
    kpi = next(index for index, each in enumerate(data["items"]) if "progress" in each)
    for broken in ({"kind": "goal"}, {"measures": "x"}, {"measures": [{}]}, {"progress": {}}, {"page": "kpis/x"}):
        items = [*data["items"][:kpi], {**data["items"][kpi], **broken}, *data["items"][kpi + 1 :]]
        assert not validator.is_valid({**data, "items": items}), broken
    for each in data["items"]:
        assert (site_folder / each["page"] / "index.html").is_file()


def test_what_is_printed_and_what_is_not_there_know_the_address_of_the_site(site_folder):
    page = read(site_folder, "kpis/returning/index.html")
    address = head_of(page)["canonical"]
    assert f"Harbour library · {address}" in page.text
    missing = read(site_folder, "404.html")
    home = [link for link in missing.links if link.rstrip("./").removesuffix("/index.html") == "/library"]
    assert len(home) == 3, "the name above, the menu, and the link below the words"
    sheets = [str(each.get("href")) for tag, each in missing.elements if each.get("rel") == "stylesheet"]
    assert sheets
    assert all(sheet.startswith("/library/assets/") for sheet in sheets)
