"""What changed in the plan, as an Atom feed (RFC 4287) for feed readers, chat rooms and other programs.

An entry is a commit that changed the plan. Its id is made from the commit's and from where the plan lies in its
repository, so it stays when the site moves or gets another address, which an id made of an address would not.
Addresses are absolute only where it is known where the site stands; else they are relative to the feed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree

from alignctl.change.history import Chapter
from alignctl.plan.numbers import format_number
from alignctl.publish.forge import commit_address
from alignctl.publish.history_pages import change_sentence, visible
from alignctl.publish.html import join, tag, web_address
from alignctl.publish.parts import bullets, sentence
from alignctl.publish.paths import FEED, FRONT, HISTORY, item_path
from alignctl.publish.site import Site
from alignctl.publish.wording import count_of

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
_LINES = 20
_LAST_SECOND = 253402300799  # of the year 9999


def feed_xml(site: Site) -> str | None:
    """The feed; None where git tells nothing, for a feed without a history would never say anything."""
    if site.history is None or not site.history.chapters or site.past is not None:
        return None
    chapters = site.history.chapters[:_ENTRIES]
    name = uuid5(NAMESPACE_URL, f"{web_address(site.repository or '') or site.name}#{site.folder}")
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "title", f"{site.name}: what changed in the plan")
    _text(feed, "id", name.urn)
    _text(feed, "updated", _moment(max(chapter.commit.seconds for chapter in chapters)))
    _link(feed, "alternate", _address(site, HISTORY), "text/html")
    if site.published is not None:
        _link(feed, "self", f"{site.published.address}{FEED}", "application/atom+xml")
    ElementTree.SubElement(feed, "generator", {"version": site.version}).text = "alignctl"
    for chapter in chapters:
        _entry(feed, site, chapter, name)
    ElementTree.indent(feed, " ")
    body = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(feed: ElementTree.Element, site: Site, chapter: Chapter, name: UUID) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _text(entry, "title", _title(chapter))
    _text(entry, "id", uuid5(name, chapter.commit.id).urn)
    _text(entry, "updated", _moment(chapter.commit.seconds))
    for author in chapter.authors or (chapter.commit.author,):
        _text(ElementTree.SubElement(entry, "author"), "name", visible(author) or "unknown")
    commit = commit_address(site.repository, chapter.commit.id, site.forge) if site.repository is not None else None
    _link(entry, "alternate", commit or _address(site, HISTORY), "text/html")
    _text(entry, "content", str(_content(site, chapter)), type="html")


def _title(chapter: Chapter) -> str:
    """What a reader sees first: that goalposts moved, else the words of the commit, else how much changed."""
    moved = len(chapter.goalposts)
    subject = visible(chapter.commit.subject)
    if moved:
        verb = count_of(moved, "goalpost moved", "goalposts moved")
        return f"{verb}: {subject}" if subject else verb
    return subject or count_of(len(chapter.told), "change to the plan", "changes to the plan")


def _content(site: Site, chapter: Chapter) -> str:
    lines = [join([sentence(visible(text))]) for text in chapter.settings]
    if chapter.begins:
        lines.append(join(["The plan begins here."]))
    for told in chapter.told[:_LINES]:
        item = site.plan.get(told.change.item)
        title = visible(told.change.title)
        about = tag("a", item.title, href=_address(site, item_path(item))) if item is not None else join([title])
        lines.append(join([about, ": ", change_sentence(told.change)]))
    more = len(chapter.told) - _LINES
    if more > 0:
        lines.append(join([f"And {format_number(more)} more."]))
    for entry in chapter.not_compared[:_LINES]:
        lines.append(join([f"Not compared: {visible(entry.what)} {visible(entry.why)}."]))
    return str(bullets(lines))


def _address(site: Site, path: str) -> str:
    """The address of a page, absolute where it is known where the site stands. The feed lies at the site's root."""
    if site.published is not None:
        return f"{site.published.address}{path}{site.published.end}"
    return f"{path or './'}{site.end}" if path != FRONT or site.end else "./"


def _moment(seconds: int) -> str:
    """A time as RFC 3339 writes it; what no calendar holds becomes the nearest that one does."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = _allowed(text)


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": kind, "href": _allowed(address)})


def _allowed(text: str) -> str:
    """Text with the characters left out that no XML document may hold."""
    return "".join(
        char
        for char in text
        if char in "\t\n" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
    )
