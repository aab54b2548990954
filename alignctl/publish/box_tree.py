"""The boxes of a picture as a tree of links: each below the one that it leads to, for who cannot use the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from alignctl.plan.numbers import format_number
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import item_link, mark_badge
from alignctl.publish.site import Here
from alignctl.views.picture import Box, Picture

_OPEN = 3
"""The levels of a large tree that stand open; what lies below is folded."""
_SMALL = 24
"""The most boxes of a tree of which nothing is folded."""


def box_tree(here: Here, picture: Picture) -> Markup:
    """Nested lists. A box that leads to several stands below the first, and says how many others there are."""
    uppers: dict[str, dict[str, None]] = {}
    known = {box.id: box for box in picture.boxes}
    for edge in picture.edges:
        if edge.upper in known and edge.upper != edge.lower:
            uppers.setdefault(edge.lower, {})[edge.upper] = None
    below: dict[str, list[Box]] = {}
    for box in picture.boxes:
        for first in list(uppers.get(box.id, ()))[:1]:
            below.setdefault(first, []).append(box)
    ordered, levels = _walk(picture.boxes, below, uppers)
    folds = len(picture.boxes) > _SMALL
    finished: dict[str, Markup] = {}
    sizes: dict[str, int] = {}
    for box in reversed(ordered):
        held = [each for each in below.get(box.id, ()) if levels[each.id] > levels[box.id]]
        sizes[box.id] = 1 + sum(sizes[each.id] for each in held)
        branch = tag("ul", *[finished[each.id] for each in held]) if held else EMPTY
        if held and folds and levels[box.id] == _OPEN:
            told = f"{format_number(sizes[box.id] - 1)} below"
            branch = tag("details", tag("summary", told, class_="a-soft"), branch)
        finished[box.id] = tag("li", _line(here, box, len(uppers.get(box.id, ()))), branch)
    roots = [finished[box.id] for box in ordered if levels[box.id] == 1]
    return tag("div", tag("ul", *roots, aria_label=picture.title), class_="a-tree") if roots else EMPTY


def _walk(
    boxes: Sequence[Box], below: Mapping[str, Sequence[Box]], uppers: Mapping[str, object]
) -> tuple[Sequence[Box], Mapping[str, int]]:
    """The boxes, each after the one that it stands below, and their levels; a circle is entered at its first box."""
    levels: dict[str, int] = {}
    ordered: list[Box] = []
    for start in [box for box in boxes if box.id not in uppers] + list(boxes):
        waiting = [(start, 1)]
        while waiting:
            box, level = waiting.pop()
            if box.id in levels:
                continue
            levels[box.id] = level
            ordered.append(box)
            waiting += [(each, level + 1) for each in reversed(below.get(box.id, ()))]
    return ordered, levels


def _line(here: Here, box: Box, leads_to: int) -> Markup:
    others = leads_to - 1
    note = f" also leads to {'one other' if others == 1 else f'{others} others'}" if others > 0 else ""
    return join(
        [
            tag("span", item_link(here, box.id), " ", mark_badge(here.site.marks.get(box.id)), class_="a-line"),
            tag("span", note, class_="a-soft") if note else EMPTY,
        ]
    )
