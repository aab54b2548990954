"""A cascade too large for one picture, cut into one for each strategy, with an index.

Above `READABLE` boxes in all, or `CROWDED` of one kind, a picture in this type size is taller than three screens, and
its links can no longer be followed by eye; so no picture holds more, and nothing is ever shrunk to make it fit.
Where a strategy alone holds more, its branches are shared out over several pictures, and a branch too large even for
one gets pictures of its own. Every item is in at least one picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from alignctl.views.cascade import CascadeSource, Chosen, contract_edges, count_kinds, make_picture
from alignctl.views.cascade_choice import Selection, choose_items, hidden_notes
from alignctl.views.cutting import free_name
from alignctl.views.picture import Edge, Picture, PictureSet
from alignctl.views.web import make_web

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
class Part:
    """A picture to be: the stem of its name, its title, what it shows, and the item it begins with, if it is one."""

    stem: str
    title: str
    chosen: Chosen
    top: str | None = None


def draw_up_cascade(
    source: CascadeSource, selection: Selection, *, title: str = "Cascade", limits: Limits = LIMITS
) -> PictureSet:
    """The cascade of a plan as one picture or, where that would hold more than it may, as several."""
    chosen = choose_items(source, selection)
    if not chosen.ids:
        return PictureSet(title, ())
    title = selection.title(source.plan, title)
    if selection.root is not None:
        title = f"{title}: {_title_of(source, selection.root)}"
    if limits.fit(source, chosen.ids):
        return PictureSet(title, (make_picture(source, chosen, "cascade", title),))
    cutter = _Cutter(source, chosen, limits)
    parts = cutter.cut()
    names = _name_parts("cascade", parts)
    pictures = tuple(
        make_picture(source, part.chosen, name, f"{title}: {part.title}")
        for part, name in zip(parts, names, strict=True)
    )
    starts: dict[str, str] = {}
    for part, name in zip(parts, names, strict=True):
        if part.top is not None:
            starts.setdefault(part.top, name)
    return PictureSet(title, pictures, _make_index(cutter, title, starts, len(pictures)), starts)


def cut_up(
    source: CascadeSource, chosen: Chosen, limits: Limits, name: str, extra: Iterable[Edge] = ()
) -> tuple[tuple[str, Part], ...]:
    """The items chosen shared out over parts that fit, one for each strategy first; each part with its file name.

    File names begin with `name`. What `extra` links tie together stands together too, where it can.
    """
    parts = _Cutter(source, chosen, limits, extra).cut()
    return tuple(zip(_name_parts(name, parts), parts, strict=True))


class _Cutter:
    """Shares the items chosen out over pictures.

    What is tied to so much that its branches overlap without end is not followed for ever: after so many pictures below
    those of the tops (`_room`), items that no picture holds yet are put together as they come.
    """

    def __init__(self, source: CascadeSource, chosen: Chosen, limits: Limits, extra: Iterable[Edge] = ()) -> None:
        self.source = source
        self.chosen = chosen
        self.limits = limits
        self.web = make_web([*contract_edges(source, chosen.ids), *extra])
        self._begun: set[str] = set()
        self._room = 100 + len(chosen.ids) // 10

    def cut(self) -> list[Part]:
        """The parts: one for each strategy at the top, then what hangs below none, then what leads nowhere."""
        sighted = self.chosen.ids & self.source.sighted
        strategies = [i for i in self.web.tops(sighted) if self.source.kinds[i] == "strategy"]
        ranks = {i: getattr(self.source.plan.get(i), "rank", None) for i in strategies}
        parts: list[Part] = []
        for top in sorted(strategies, key=lambda i: (ranks[i] is None, ranks[i] or 0, i)):
            parts += self._cut_branch(top, sighted)
        rest = sighted - self.web.down(strategies)
        parts += self._cut_rest(rest, "other", "Not below a strategy shown")
        parts += self._cut_rest(self.chosen.ids - sighted, "leads-nowhere", "Leads nowhere")
        held = frozenset[str]().union(*(part.chosen.ids for part in parts))
        parts += self._put_together(self.chosen.ids - held)
        return parts

    def _cut_branch(self, first: str, whole: frozenset[str]) -> list[Part]:
        """One picture of an item and all below it or, where that is too much, several, each with the item on top."""
        parts: list[Part] = []
        waiting = [first]
        while waiting:
            top = waiting.pop()
            if top in self._begun or (top != first and self._room <= 0):
                continue
            self._begun.add(top)
            title = _title_of(self.source, top)
            branch = self._branch(top, whole)
            if branch is not None:
                above = self.web.up_to({top}, _FEW + len(branch)) - branch
                context = above if len(above) <= _FEW and self._fits(branch | above) else frozenset()
                parts.append(Part(top, title, self._narrow(branch, context), top))
            else:
                children = [child for child in self.web.below.get(top, ()) if child in whole and child != top]
                groups, large = self._group(children, whole, frozenset({top}))
                parts += [Part(top, title + n, self._narrow(group), top) for group, n in _numbered(groups)]
                waiting += reversed(large)
            self._room -= top != first
        return parts

    def _cut_rest(self, ids: frozenset[str], stem: str, title: str) -> list[Part]:
        """Items below no strategy, in as few pictures as fit; what hangs together is kept together where it can be."""
        tops = [top for piece in self.web.pieces(ids) for top in self.web.tops(piece)]
        groups, large = self._group(tops, ids, frozenset())
        parts = [Part(stem, title + n, self._narrow(group)) for group, n in _numbered(groups)]
        for top in large:
            parts += self._cut_branch(top, ids)
        return parts

    def _put_together(self, ids: frozenset[str]) -> list[Part]:
        """What no picture holds, by id, in as few as it fits into."""
        groups: list[frozenset[str]] = []
        for item_id in sorted(ids):
            if not groups or not self._fits(groups[-1] | {item_id}):
                groups.append(frozenset())
            groups[-1] |= {item_id}
        title = "Tied to more than a picture holds"
        return [Part("tied-to-many", title + n, self._narrow(group)) for group, n in _numbered(groups)]

    def _branch(self, top: str, whole: frozenset[str]) -> frozenset[str] | None:
        """An item and all below it; None where that is more than one picture holds, without looking at the rest."""
        reached = {top}
        level = [top]
        while level:
            level = list({i for upper in level for i in self.web.below.get(upper, ()) if i in whole} - reached)
            reached.update(level)
            if not self._fits(frozenset(reached)):
                return None
        return frozenset(reached)

    def _group(
        self, tops: Iterable[str], whole: frozenset[str], base: frozenset[str]
    ) -> tuple[list[frozenset[str]], list[str]]:
        """Put branches together as long as they fit, each group with `base`; a branch too large is just its top."""
        groups: list[frozenset[str]] = []
        large: list[str] = []
        for top in tops:
            branch = self._branch(top, whole)
            if branch is None or not self._fits(branch | base):
                large.append(top)
                branch = frozenset({top})
            if not groups or not self._fits(groups[-1] | branch):
                groups.append(base)
            groups[-1] |= branch
        return groups, large

    def _fits(self, ids: frozenset[str]) -> bool:
        return self.limits.fit(self.source, ids)

    def _narrow(self, ids: frozenset[str], context: frozenset[str] = frozenset()) -> Chosen:
        """What was chosen, cut down to these ids; notes say what hides below them."""
        kept = {i: note for i, note in self.chosen.notes.items() if i in ids}
        notes = {**hidden_notes(self.source, self.web, ids), **kept}
        return replace(self.chosen, ids=ids | context, context=(self.chosen.context & ids) | context, notes=notes)


def _numbered(groups: list[frozenset[str]]) -> list[tuple[frozenset[str], str]]:
    """Each group with its place among them, where there is more than one."""
    if len(groups) == 1:
        return [(groups[0], "")]
    return [(group, f" ({number} of {len(groups)})") for number, group in enumerate(groups, 1)]


def _make_index(cutter: _Cutter, title: str, starts: Mapping[str, str], count: int) -> Picture | None:
    """The tops and, if there is room, the outcomes: what each hides is said on it, and leads to its picture."""
    source, chosen, limits = cutter.source, cutter.chosen, cutter.limits
    upper = frozenset(i for i in chosen.ids if source.kinds[i] in ("strategy", "outcome") and i in source.sighted)
    tops = frozenset(starts)
    ids = upper | tops
    if not limits.fit(source, ids):
        # Tops alone are set in rows, so it does not matter that all are of one kind.
        ids = tops
    if not ids or len(ids) > limits.boxes:
        return None
    left_out = (*chosen.left_out, f"Cut into {count} pictures: {count_kinds(source, chosen.ids)}.")
    index = replace(chosen, ids=ids, notes=hidden_notes(source, cutter.web, ids), left_out=left_out)
    picture = make_picture(source, index, "index", f"{title}: overview")
    boxes = tuple(replace(box, picture=starts.get(box.id, "")) for box in picture.boxes)
    return replace(picture, boxes=boxes)


def _name_parts(prefix: str, parts: Iterable[Part]) -> list[str]:
    """A file name for each part, from the id of its top; a number sets apart those that would be the same."""
    taken: set[str] = set()
    return [free_name(f"{prefix}-{part.stem}", taken) for part in parts]


def _title_of(source: CascadeSource, item_id: str) -> str:
    item = source.plan.get(item_id)
    return item.title if item is not None else item_id
