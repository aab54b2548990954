"""Breadcrumbs along the line of sight: from a strategy down to the item whose page it is."""

from __future__ import annotations

from markupsafe import Markup

from alignctl.plan.graph import upward_edges
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan
from alignctl.plan.trace import order_edges
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import item_link
from alignctl.publish.site import Here

_LONGEST = 6
"""The most crumbs; of a longer line the upper ones are left out, for the trees below show all of it."""


def breadcrumbs(here: Here, item: Item) -> Markup:
    """The shortest line from a strategy to the item, as links; nothing for an item that leads to no strategy."""
    chain = line_above(here.site.plan, item.id)
    if not chain:
        return EMPTY
    crumbs = [tag("li", item_link(here, each)) for each in chain[-_LONGEST:]]
    others = set(here.site.strategies_of.get(item.id, ())) - {*chain, item.id}
    if others:
        words = "one more strategy" if len(others) == 1 else f"{len(others)} more strategies"
        crumbs[0] = join([tag("li", tag("a", f"and {words}", href="#leads-to"), class_="a-soft"), crumbs[0]])
    return tag("nav", tag("ol", *crumbs), class_="a-crumbs", aria_label="Line of sight")


def line_above(plan: Plan, item_id: str) -> tuple[str, ...]:
    """The ids from the topmost strategy down to what the item leads to; of lines as short the first in plan order."""
    line = _to_strategy(plan, item_id)
    while line and (further := _to_strategy(plan, line[-1])) and not set(further) & {*line, item_id}:
        line = (*line, *further)
    return tuple(reversed(line))


def _to_strategy(plan: Plan, item_id: str) -> tuple[str, ...]:
    """The ids from the next one above an item to the nearest strategy above it; nothing where there is none."""
    came_from: dict[str, str] = {item_id: ""}
    level = [item_id]
    while level:
        following = []
        for each in level:
            for edge in order_edges(upward_edges(plan, each)):
                if edge.target in came_from or plan.get(edge.target) is None:
                    continue
                came_from[edge.target] = each
                if plan.kind_of(edge.target) == "strategy":
                    return _walk_back(came_from, edge.target)
                following.append(edge.target)
        level = following
    return ()


def _walk_back(came_from: dict[str, str], last: str) -> tuple[str, ...]:
    line = [last]
    while came_from[came_from[line[-1]]]:
        line.append(came_from[line[-1]])
    return tuple(reversed(line))
