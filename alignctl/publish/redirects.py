"""Small pages at addresses that items had before they were renamed, which lead to where they are now.

Which id an item had is known from git, so nothing is written twice; how far back that goes is for `site.history` and
the depth of the clone to say. An item with an heir (`replaced_by`) keeps its own page: what was learned stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.change.changes import ChangeKind
from alignctl.change.history import Chapter
from alignctl.publish.html import join, tag
from alignctl.publish.paths import item_path, path_of, relative
from alignctl.publish.site import Site


def redirect_pages(site: Site) -> dict[str, str]:
    """The HTML file for each address that is no page any more, by its path on the site."""
    if site.history is None:
        return {}
    files = {}
    for old, new in sorted(former_ids(site.history.chapters).items()):
        item = site.plan.get(new)
        if item is None or site.plan.knows(old):  # gone, or the id is somebody else's now
            continue
        source, target = path_of(item.kind, old), item_path(item)
        files[f"{source}index.html"] = _page(site, source, target, item.title)
    return files


def former_ids(chapters: Iterable[Chapter]) -> dict[str, str]:
    """Ids that items had, each with the one that the item has now or had last. Chapters come newest first."""
    latest: dict[str, str] = {}
    for chapter in chapters:
        for told in chapter.told:
            if told.change.kind is ChangeKind.RENAMED:
                new = told.change.item
                latest.setdefault(str(told.change.old), latest.get(new, new))
    return {old: new for old, new in latest.items() if old != new}


def _page(site: Site, source: str, target: str, title: str) -> str:
    link = relative(source, target, site.end)
    published = site.published
    canonical = f"{published.address}{target}{published.end}" if published is not None else link
    head = [
        tag("meta", charset="utf-8"),
        tag("title", title),
        tag("link", rel="canonical", href=canonical),
        tag("meta", name_="robots", content="noindex"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="refresh", content=f"0; url={link}"),
    ]
    body = tag("p", "This page has moved: ", tag("a", title, href=link))
    return f'<!doctype html>\n<html lang="en">\n<head>{join(head)}</head>\n<body>{body}</body>\n</html>\n'
