"""The line of sight of an item, up and down, as trees of links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from markupsafe import Markup

from alignctl.plan.items import Item
from alignctl.plan.trace import Bounds, TraceNode, trace_down, trace_up
from alignctl.publish.html import EMPTY, tag
from alignctl.publish.page import Section
from alignctl.publish.parts import item_link, mark_badge
from alignctl.publish.site import Here

_BOUNDS = Bounds(depth=8, width=15, nodes=80)
_BELOW_STRATEGY = 2
"""Levels shown below a strategy: outcomes, and what leads to them. The pictures show the rest."""

UP_WORDS = {
    "supports": "supports",
    "measures": "measures",
    "drives": "is believed to drive",
    "guards": "guards",
    "segment_of": "is a part of",
    "moves": "is a bet to move",
    "signals": "is seen early in",
    "part_of": "is part of",
    "tests": "tests",
    "sustains": "keeps the level of",
    "serves": "serves",
    "about": "asks about",
    "owner": "owns",
    "co_owners": "co-owns",
    "shared_with": "shares",
    "teams": "works on",
    "from_team": "promised",
}
"""What the upper item's link says, read from the lower item."""

_DOWN_WORDS = {
    "supports": "supported by",
    "measures": "measured by",
    "drives": "believed to be driven by",
    "guards": "guarded by",
    "segment_of": "divided into",
    "moves": "to be moved by",
    "signals": "early sign of",
    "part_of": "has as a part",
    "tests": "tested by",
    "sustains": "kept up by",
    "serves": "served by",
}
"""The same link, read from the upper item."""

_SPACE = Markup(" ")
_MARKS = {
    "loop": "leads back here",
    "again": "shown elsewhere in this tree",
    "missing": "does not exist",
    "unreadable": "cannot be read; see the findings",
}


def sight_sections(here: Here, item: Item) -> tuple[Section, ...]:
    """What the item leads to, and what leads to it."""
    plan = here.site.plan
    below_strategy = replace(_BOUNDS, depth=_BELOW_STRATEGY)
    up = trace_up(plan, item.id, _BOUNDS)
    down = trace_down(plan, item.id, below_strategy if item.kind == "strategy" else _BOUNDS)
    sections = []
    if item.kind == "team":
        above, below = "What it works on, and why", "Teams in it"
    else:
        above, below = "What it leads to", "What leads to it"
    if up.children and item.kind != "assessment":
        tree = _tree(here, up, UP_WORDS, above)
        if item.kind == "team":  # its lists and sentences say the same; here are the links, one by one
            tree = tag("details", tag("summary", "Every link, up to the strategies"), tree)
        sections.append(Section("leads-to", above, tree, _titles(up)))
    if down.children:
        sections.append(Section("led-to-by", below, _tree(here, down, _DOWN_WORDS, below), _titles(down)))
    return tuple(sections)


def _tree(here: Here, root: TraceNode, words: dict[str, str], name: str) -> Markup:
    """Nested lists, open to every reader; written without recursion, since a chain may be long."""
    finished: dict[int, Markup] = {}
    waiting = [root]
    order = []
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += node.children
    for node in reversed(order[1:]):
        entries = _entries(node, finished, f"{node.hidden} more, on its page")
        branch = f"<ul>{''.join(entries)}</ul>" if entries else ""
        finished[id(node)] = Markup(f"<li>{_line(here, node, words)}{branch}</li>")  # noqa: S704 - made of Markup
    entries = _entries(root, finished, f"and {root.hidden} more")
    return tag("div", tag("ul", *entries, aria_label=name) if entries else EMPTY, class_="a-tree")


def _entries(node: TraceNode, finished: Mapping[int, Markup], more: str) -> list[Markup]:
    below = [finished[id(child)] for child in node.children]
    return [*below, tag("li", more, class_="a-soft")] if node.hidden else below


def _line(here: Here, node: TraceNode, words: dict[str, str]) -> Markup:
    relation = _relation(words.get(node.relation, node.relation), node.strength)
    mark = (
        mark_badge(here.site.marks.get(node.id), detail=node.kind == "strategy")
        if node.mark in ("", "again")
        else EMPTY
    )
    note = tag("span", f" ({_MARKS[node.mark]})", class_="a-soft") if node.mark else EMPTY
    return tag("span", relation, _SPACE, item_link(here, node.id), _SPACE, mark, note, class_="a-line")


@lru_cache(maxsize=256)
def _relation(word: str, strength: str | None) -> Markup:
    return tag("span", f"{word}, {strength}" if strength else word, class_="a-relation")


def _titles(root: TraceNode) -> str:
    """Titles of the nearest items, for search: those further away have pages that are found by theirs."""
    return " ".join(child.title for child in root.children)
