"""The feed of changes and the pages at former addresses, from real repositories."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import pytest

from alignctl.config import find_config
from alignctl.publish.address import Published
from alignctl.publish.feed import feed_xml
from alignctl.publish.pages import build_pages
from alignctl.publish.paths import FEED
from alignctl.publish.redirects import redirect_pages
from alignctl.publish.site import Site
from alignctl.publish.source import read_site
from tests.change.history.stories import HERE, tell
from tests.publish.conftest import read_html
from tests.publish.payloads import PAYLOADS, assert_harmless

ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2027, 1, 12)
PUBLISHED = Published("https://plan.example.org/ours/")


def site_of(tmp_path: Path, story: str, published: Published | None = PUBLISHED, **changes: object) -> Site:
    told = tell(HERE / story, tmp_path / "repo")
    config = replace(find_config(told.top), repository="https://github.com/example/plan", **changes)  # type: ignore[arg-type]
    return read_site(config, TODAY, "a test", environment=os.environ, published=published)


def assert_fits_rfc_4287(text: str) -> ElementTree.Element:
    """What RFC 4287, section 4.1, says an Atom feed must have."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    parts = [root, *root.findall(f"{ATOM}entry")]
    for part in parts:
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert (part.findtext(f"{ATOM}{name}") or "").strip(), name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", part.findtext(f"{ATOM}updated") or "")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id") or "")
        alternates = [
            (e.get("type"), e.get("hreflang")) for e in part.iter(f"{ATOM}link") if e.get("rel") == "alternate"
        ]
        assert alternates
    for entry in parts[1:]:
        assert [a.findtext(f"{ATOM}name") for a in entry.findall(f"{ATOM}author")]
        assert len(entry.findall(f"{ATOM}content")) == 1
    ids = [part.findtext(f"{ATOM}id") for part in parts]
    assert len(set(ids)) == len(ids)
    return root


def test_the_feed_is_an_atom_feed_that_readers_understand(tmp_path):
    site = site_of(tmp_path, "lowered-target")
    text = feed_xml(site)
    assert text is not None
    assert_fits_rfc_4287(text)
    read = feedparser.parse(text)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert site.history is not None
    assert len(read.entries) == len(site.history.chapters)
    assert any(entry.title.startswith("1 goalpost moved: ") for entry in read.entries)
    assert all(entry.link.startswith("https://github.com/example/plan/commit/") for entry in read.entries)
    assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{PUBLISHED.address}{FEED}"]
    for entry in read.entries:
        assert entry.author
        for link in read_html(entry.content[0].value).links:
            assert link.startswith(PUBLISHED.address)


def test_links_lead_to_pages_of_the_site_absolute_only_where_its_address_is_known(tmp_path):
    site = site_of(tmp_path, "lowered-target", published=None)
    text = feed_xml(site)
    assert text is not None
    root = assert_fits_rfc_4287(text)
    pages = {page.path for page in build_pages(site).pages}
    links = [link for content in root.iter(f"{ATOM}content") for link in read_html(content.text or "").links]
    links += [e.get("href") or "" for e in root.findall(f"{ATOM}link")]
    assert links
    for link in links:
        assert "://" not in link
        assert urljoin("https://x.example/", link).removeprefix("https://x.example/") in pages
    assert not [e for e in root.iter(f"{ATOM}link") if e.get("rel") == "self"]


def test_ids_stay_when_the_site_moves_and_when_more_is_committed(tmp_path):
    site = site_of(tmp_path, "lowered-target")
    assert site.history is not None
    elsewhere = replace(site, published=Published("https://other.example/"), name="Another name")
    shorter = replace(site, history=replace(site.history, chapters=site.history.chapters[1:]))

    def ids(one: Site) -> list[str | None]:
        return [e.text for e in ElementTree.fromstring(feed_xml(one) or "").iter(f"{ATOM}id")]

    assert ids(site) == ids(elsewhere)
    assert ids(shorter) == [ids(site)[0], *ids(site)[2:]]
    assert ids(replace(site, folder="other"))[1] != ids(site)[1]


@pytest.mark.parametrize("payload", [*PAYLOADS, "a\x00b\x1b[31m\ud800c\ufffe]]>&amp;"])
def test_whatever_somebody_typed_is_text_in_the_feed(tmp_path, payload):
    site = site_of(tmp_path, "lowered-target")
    assert site.history is not None
    chapters = tuple(
        replace(
            chapter,
            commit=replace(chapter.commit, subject=payload, author=payload, seconds=10**15),
            authors=(payload,),
            told=tuple(
                replace(told, change=replace(told.change, text=payload, title=payload, item="gone"))
                for told in chapter.told
            ),
        )
        for chapter in site.history.chapters
    )
    text = feed_xml(replace(site, history=replace(site.history, chapters=chapters), name=payload))
    assert text is not None
    root = assert_fits_rfc_4287(text)
    for content in root.iter(f"{ATOM}content"):
        assert_harmless(content.text or "")
    assert root.find(f"{ATOM}entry/{ATOM}content") is not None


def test_there_is_no_feed_where_git_tells_nothing(site):
    assert feed_xml(replace(site, history=None)) is None
    assert FEED not in build_pages(replace(site, history=None)).files


def renamed_ids(site: Site) -> list[tuple[str, str]]:
    assert site.history is not None
    return [
        (str(told.change.old), told.change.item)
        for chapter in site.history.chapters
        for told in chapter.told
        if told.change.kind.value == "renamed"
    ]


def test_a_renamed_item_is_found_at_its_former_address(tmp_path):
    site = site_of(tmp_path, "renamed")
    assert renamed_ids(site)
    files = redirect_pages(site)
    assert files
    pages = {page.path: page for page in build_pages(site).pages}
    for path, html in files.items():
        assert path.removesuffix("index.html") not in pages
        seen = read_html(html)
        (link,) = seen.links
        target = urljoin(f"https://x.example/{path}", link).removeprefix("https://x.example/")
        assert target in pages
        assert pages[target].title in seen.text
        attributes = [values for element, values in seen.elements if element in ("meta", "link")]
        assert {"http-equiv": "refresh", "content": f"0; url={link}"} in attributes
        assert {"rel": "canonical", "href": f"{PUBLISHED.address}{target}"} in attributes
    assert files.items() <= build_pages(site).files.items()


def test_a_chain_of_names_leads_to_the_last_and_a_name_in_use_is_left_alone(tmp_path):
    site = site_of(tmp_path, "renamed")
    assert site.history is not None
    rename = next(t for c in site.history.chapters for t in c.told if t.change.kind.value == "renamed")
    first = replace(
        site.history.chapters[-1],
        told=(replace(rename, change=replace(rename.change, item=str(rename.change.old), old="first-name")),),
    )
    other = next(i for i in site.plan.ids if i != rename.change.item)
    taken = replace(site.history.chapters[-1], told=(replace(rename, change=replace(rename.change, old=other)),))
    history = replace(site.history, chapters=(*site.history.chapters, first, taken))
    files = redirect_pages(replace(site, history=history))
    (chain,) = [html for path, html in files.items() if "/first-name/" in path]
    assert rename.change.item in chain
    assert not [path for path in files if f"/{other}/" in path]


def test_no_address_leads_away_where_git_tells_nothing(site):
    assert redirect_pages(replace(site, history=None)) == {}
