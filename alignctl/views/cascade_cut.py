"""A cascade too large for one picture, cut into one for each strategy, with an index.

Above `READABLE` boxes in all, or `CROWDED` of one kind, a picture in this type size is taller than three screens, and
its links can no longer be followed by eye; so no picture holds more, and nothing is ever shrunk to make it fit.
Where a strategy alone holds more, its branches are shared out over several pictures, and a branch too large even for
one gets pictures of its own. Every item is in at least one picture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from alignctl.views.cascade import CascadeSource, Chosen, count_kinds, make_picture
from alignctl.views.cascade_choice import Selection, choose_items, hidden_notes
from alignctl.views.picture import Picture

READABLE = 60
"""The most boxes that one picture holds."""

CROWDED = 30
"""The most boxes of one kind that one picture holds: they stand in one or two columns."""

_FEW = 5
"""The most boxes that are added to a picture only to say where its items belong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one picture may hold."""

    boxes: int = READABLE
    of_one_kind: int = CROWDED

    def fit(self, source: CascadeSource, ids: frozenset[str]) -> bool:
        """Whether these items may stand in one picture."""
        counts = Counter(source.kinds[item_id] for item_id in ids)
        return len(ids) <= self.boxes and max(counts.values(), default=0) <= self.of_one_kind


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class CascadeSet:
    """The pictures of a cascade. `index` shows where to look, where there is more than one and it is limits itself.

    A box of the index names in `picture` the first picture that begins with it.
    """

    title: str
    pictures: tuple[Picture, ...]
    index: Picture | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    top: str | None
    title: str
    chosen: Chosen


def draw_up_cascade(
    source: CascadeSource, selection: Selection, *, title: str = "Cascade", limits: Limits = LIMITS
) -> CascadeSet:
    """The cascade of a plan as one picture or, where that would hold more than it may, as several."""
    chosen = choose_items(source, selection)
    if not chosen.ids:
        return CascadeSet(title, ())
    if selection.root is not None:
        title = f"{title}: {_title_of(source, selection.root)}"
    if limits.fit(source, chosen.ids):
        return CascadeSet(title, (make_picture(source, chosen, "cascade", title),))
    parts = list(_cut(source, chosen, limits))
    names = _name_parts(parts)
    pictures = tuple(
        make_picture(source, part.chosen, name, f"{title}: {part.title}")
        for part, name in zip(parts, names, strict=True)
    )
    starts = {part.top: name for part, name in reversed(list(zip(parts, names, strict=True))) if part.top is not None}
    return CascadeSet(title, pictures, _make_index(source, chosen, title, starts, len(pictures), limits))


def _cut(source: CascadeSource, chosen: Chosen, limits: Limits) -> Iterator[_Part]:
    sighted = chosen.ids & source.sighted
    covered: set[str] = set()
    done: set[str] = set()
    for top in _tops(source, sighted):
        below = source.everything_below({top}) & sighted
        covered |= below
        yield from _cut_branch(source, chosen, top, below, limits, done)
    yield from _cut_rest(source, chosen, sighted - covered, limits, "Not below a strategy shown")
    yield from _cut_rest(source, chosen, chosen.ids - sighted, limits, "Leads nowhere")


def _cut_branch(
    source: CascadeSource, chosen: Chosen, top: str, below: frozenset[str], limits: Limits, done: set[str]
) -> Iterator[_Part]:
    if top in done:
        return
    done.add(top)
    title = _title_of(source, top)
    context = source.everything_above({top}) & chosen.ids - below
    context = context if len(context) <= _FEW and limits.fit(source, below | context) else frozenset()
    if limits.fit(source, below):
        yield _Part(top, title, _narrow(source, chosen, below, context))
        return
    children = sorted(i for i in source.below.get(top, ()) if i in below)
    groups: list[frozenset[str]] = [frozenset({top})]
    large: list[tuple[str, frozenset[str]]] = []
    for child in children:
        branch = source.everything_below({child}) & below
        if not limits.fit(source, branch | {top}):
            large.append((child, branch))
            branch = frozenset({child})
        if not limits.fit(source, groups[-1] | branch):
            groups.append(frozenset({top}))
        groups[-1] |= branch
    for position, group in enumerate(groups, 1):
        number = f" ({position} of {len(groups)})" if len(groups) > 1 else ""
        yield _Part(top, title + number, _narrow(source, chosen, group, frozenset()))
    for child, branch in large:
        yield from _cut_branch(source, chosen, child, branch, limits, done)


def _cut_rest(
    source: CascadeSource, chosen: Chosen, ids: frozenset[str], limits: Limits, title: str
) -> Iterator[_Part]:
    """Items that hang below no strategy, whatever hangs together first kept together, in as few pictures as fit."""
    groups: list[frozenset[str]] = []
    for knot in _components(source, ids):
        pieces = [frozenset(knot)]
        if not limits.fit(source, pieces[0]):
            step = min(limits.boxes, limits.of_one_kind)
            pieces = [frozenset(knot[start : start + step]) for start in range(0, len(knot), step)]
        for piece in pieces:
            if not groups or not limits.fit(source, groups[-1] | piece):
                groups.append(frozenset())
            groups[-1] |= piece
    for position, group in enumerate(groups, 1):
        number = f" ({position} of {len(groups)})" if len(groups) > 1 else ""
        yield _Part(None, title + number, _narrow(source, chosen, group, frozenset()))


def _narrow(source: CascadeSource, chosen: Chosen, ids: frozenset[str], context: frozenset[str]) -> Chosen:
    notes = {**hidden_notes(source, chosen.ids, ids), **{i: n for i, n in chosen.notes.items() if i in ids}}
    return replace(chosen, ids=ids | context, context=(chosen.context & ids) | context, notes=notes)


def _make_index(
    source: CascadeSource, chosen: Chosen, title: str, starts: dict[str, str], count: int, limits: Limits
) -> Picture | None:
    """The tops and, if there is room, the outcomes: what each hides is said on it, and leads to its picture."""
    upper = frozenset(i for i in chosen.ids if source.kinds[i] in ("strategy", "outcome") and i in source.sighted)
    tops = frozenset(starts) & chosen.ids
    ids = upper | tops
    if not limits.fit(source, ids):
        # Tops alone are set in rows, so it does not matter that all are of one kind.
        ids = tops
    if not ids or len(ids) > limits.boxes:
        return None
    left_out = (*chosen.left_out, f"Cut into {count} pictures: {count_kinds(source, chosen.ids)}.")
    index = replace(chosen, ids=ids, notes=hidden_notes(source, chosen.ids, ids), left_out=left_out)
    picture = make_picture(source, index, "index", f"{title}: overview")
    boxes = tuple(replace(box, picture=starts.get(box.id, "")) for box in picture.boxes)
    return replace(picture, boxes=boxes)


def _tops(source: CascadeSource, ids: frozenset[str]) -> list[str]:
    """Items that lead to no other of them, by rank and id; of a ring that nothing leads out of, the smallest id."""
    tops = [i for i in sorted(ids) if not any(upper in ids for upper in source.above.get(i, ()))]
    rest = ids - source.everything_below(tops)
    while rest:
        tops.append(min(rest))
        rest -= source.everything_below({tops[-1]})
    ranks = {i: getattr(source.plan.get(i), "rank", None) for i in tops}
    return sorted(tops, key=lambda i: (ranks[i] is None, ranks[i] or 0, i))


def _components(source: CascadeSource, ids: frozenset[str]) -> list[list[str]]:
    """What hangs together among the ids, each piece sorted, the piece with the smallest id first."""
    pieces = []
    left = set(ids)
    while left:
        piece = {min(left)}
        waiting = list(piece)
        while waiting:
            here = waiting.pop()
            for other in (*source.above.get(here, ()), *source.below.get(here, ())):
                if other in left and other not in piece:
                    piece.add(other)
                    waiting.append(other)
        left -= piece
        pieces.append(sorted(piece))
    return pieces


def _name_parts(parts: Iterable[_Part]) -> list[str]:
    """A file name for each part, from the id of its top; a number sets apart those that would be the same."""
    names: list[str] = []
    for part in parts:
        stem = "cascade-" + ("leads-nowhere" if part.top is None else re.sub(r"[^A-Za-z0-9._-]", "-", part.top))
        name, number = stem, 1
        while name in names:
            number += 1
            name = f"{stem}-{number}"
        names.append(name)
    return names


def _title_of(source: CascadeSource, item_id: str) -> str:
    item = source.plan.get(item_id)
    return item.title if item is not None else item_id
