"""Where a finding about an item that is gone is shown: a place that is there, and near to where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignctl.diagnostics import Location, Pointer
from alignctl.plan.items import Item

if TYPE_CHECKING:
    from alignctl.change.comparison import Comparison


def place_of_removed(comparison: Comparison, item: Item) -> Location:
    """The first of these that is there:

    1. an item that still links to it, at the link;
    2. the item that stood before it in its file, else the one that stood after it, if it is still in that file;
    3. an item that it linked to;
    4. the file that it stood in, without a line.
    """
    head = comparison.head.plan
    for edge in head.links_to(item.id):
        return _at(edge.source, edge.pointer)
    neighbours = [i for i in comparison.base.plan.items if i.origin.path == item.origin.path]
    here = item.origin.document
    neighbours.sort(key=lambda i: (i.origin.document > here, abs(i.origin.document - here)))
    for neighbour in neighbours:
        now = head.get(comparison.renamed.get(neighbour.id, neighbour.id))
        if now is not None and now.origin.path == item.origin.path:
            return _at(now)
    for edge in comparison.base.plan.links_from(item.id):
        parent = head.get(comparison.renamed.get(edge.target, edge.target))
        if parent is not None and edge.field not in ("owner", "co_owners"):
            return _at(parent)
    return Location(item.origin.path)


def _at(item: Item, pointer: Pointer = ()) -> Location:
    return Location(item.origin.path, item.origin.document, pointer)
