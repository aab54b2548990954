"""Two plans, compared: never two texts. Moving, reordering and reformatting are no changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from alignctl.change.bets import compare_expectations, compare_results
from alignctl.change.changes import Change, ChangeKind, Consequence, Effect, NotCompared
from alignctl.change.comparing import Comparing
from alignctl.change.consequences import attribute, find_consequences
from alignctl.change.fields import compare_plain_fields
from alignctl.change.figures import compare_figures
from alignctl.change.file_moves import FindMoves, no_moves
from alignctl.change.matching import Pair, match_items
from alignctl.plan.dates import format_day
from alignctl.plan.items import Hypothesis, Item, Kpi, Outcome
from alignctl.plan.phrases import clause, name_item
from alignctl.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans: its name for people, and the files in it that could not be read (path to reason)."""

    plan: Plan
    name: str
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """What the change from `base` to `head` did. `moved` are ids whose document lies in another file now."""

    base: Side
    head: Side
    pairs: tuple[Pair, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changes: tuple[Change, ...]
    consequences: tuple[Consequence, ...]
    not_compared: tuple[NotCompared, ...]
    moved: tuple[str, ...]

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Old ids that became new ones."""
        return {pair.old.id: pair.new.id for pair in self.pairs if pair.how != "id"}

    @cached_property
    def by_item(self) -> dict[str, tuple[Change, ...]]:
        """Changes by the id of their item."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.item, []).append(change)
        return {key: tuple(entries) for key, entries in found.items()}

    def changes_of(self, item_id: str, *fields: str) -> tuple[Change, ...]:
        """The changes of an item, all or only those in the fields named."""
        found = self.by_item.get(item_id, ())
        return tuple(change for change in found if change.field in fields) if fields else found


def compare_plans(base: Side, head: Side, *, consequences: bool = True, find_moves: FindMoves = no_moves) -> Comparison:
    """Compare two plans. What could not be read on either side is not compared, and said to be so.

    Without `consequences` nothing is said of what follows elsewhere, and parts of plans can be compared: what is the
    very same item on both sides needs no comparison, and what it links to is asked for its name alone.
    """
    matching = match_items(base.plan, head.plan, find_moves)
    renamed = matching.renamed
    changes: list[Change] = []
    unsure: list[NotCompared] = []
    for pair in matching.pairs:
        if pair.old is not pair.new:
            changes += _compare_pair(pair, base.plan, head.plan, renamed)
            unsure += _broken_fields(pair)
    added, left_out_head = _sure(matching.added, base)
    removed, left_out_base = _sure(matching.removed, head)
    unsure += left_out_head + left_out_base
    changes += [_added(item) for item in added]
    changes += [_removed(item) for item in removed]
    following = find_consequences(base.plan, head.plan, renamed) if changes and consequences else ()
    told = attribute(changes, following, base.plan, head.plan, renamed)
    unsure += [NotCompared(path, why) for side in (base, head) for path, why in sorted(side.unread.items())]
    return Comparison(
        base,
        head,
        matching.pairs,
        added,
        removed,
        tuple(
            sorted((replace(c, consequences=told.get(i, ())) for i, c in enumerate(changes)), key=lambda c: c.sort_key)
        ),
        following,
        tuple(dict.fromkeys(unsure)),
        tuple(sorted({p.new.id for p in matching.pairs if p.how == "id" and p.old.origin.path != p.new.origin.path})),
    )


def _compare_pair(pair: Pair, base: Plan, head: Plan, renamed: Mapping[str, str]) -> Iterator[Change]:
    both = Comparing(pair.old, pair.new, base, head, renamed)
    yield from _life_cycle(pair, both)
    yield from compare_plain_fields(both)
    if isinstance(pair.new, Kpi):
        yield from compare_figures(both)
    if isinstance(pair.new, Hypothesis):
        yield from compare_expectations(both)
    if isinstance(pair.new, Hypothesis | Outcome):
        yield from compare_results(both)


def _life_cycle(pair: Pair, both: Comparing) -> Iterator[Change]:
    old, new = pair.old, pair.new
    if pair.how != "id":
        found = {
            "replaced_by": 'as "replaced_by" says',
            "git": f'found by git: "{old.origin.path}" was renamed to "{new.origin.path}"',
            "likeness": f"found by likeness, {pair.likeness:.0%} alike",
        }
        text = f'was called "{old.id}" ({found[pair.how]})'
        yield both.change(ChangeKind.RENAMED, "id", ("id",), old.id, new.id, text)
        return
    if not both.comparable("retired", "replaced_by"):
        return
    if old.retired is None and new.retired is not None:
        heir = f"; replaced by {name_item(both.head, new.replaced_by.id)}" if new.replaced_by is not None else ""
        text = f"retired on {format_day(new.retired.date)}: {clause(new.retired.why)}{heir}"
        yield both.change(ChangeKind.RETIRED, "retired", ("retired",), None, new.retired, text, Effect.REMOVED)
    elif old.retired is not None and new.retired is None:
        yield both.change(ChangeKind.REVIVED, "retired", ("id",), old.retired, None, "is in use again", Effect.ADDED)
    elif old.retired != new.retired:
        text = "what stands under its retirement was changed"
        yield both.change(ChangeKind.RECORD_CHANGED, "retired", ("retired",), old.retired, new.retired, text)
    elif old.replaced_by != new.replaced_by:
        was, now = old.replaced_by, new.replaced_by
        text = f"replaced by {name_item(both.head, now.id)}" if now is not None else "not replaced any more"
        yield both.change(ChangeKind.FIELD, "replaced_by", ("replaced_by",), was, now, text)


def _added(item: Item) -> Change:
    return Change(
        ChangeKind.ADDED, item.id, item.kind, item.title, "", (), None, item.id, f"a new {item.kind}", Effect.ADDED
    )


def _removed(item: Item) -> Change:
    text = f"the {item.kind} is gone"
    return Change(ChangeKind.REMOVED, item.id, item.kind, item.title, "", (), item.id, None, text, Effect.REMOVED)


def _sure(items: Iterable[Item], other: Side) -> tuple[tuple[Item, ...], list[NotCompared]]:
    """Items that are surely not in the other plan, and those that may stand in something that could not be read."""
    sure, unsure = [], []
    for item in items:
        why = None
        if other.plan.get(item.id) is None and other.plan.knows(item.id):
            why = f"could not be read in {other.name}"
        elif item.origin.path in other.unread and not other.plan.knows(item.id):
            why = f'may stand in "{item.origin.path}", which could not be read in {other.name}'
        if why is None:
            sure.append(item)
        else:
            unsure.append(NotCompared(f'{item.kind} "{item.id}"', why, item.id))
    return tuple(sure), unsure


def _broken_fields(pair: Pair) -> Iterator[NotCompared]:
    for name in sorted(pair.old.broken | pair.new.broken):
        side = "both" if name in pair.old.broken and name in pair.new.broken else None
        where = "either" if side else "the older plan" if name in pair.old.broken else "the newer plan"
        yield NotCompared(f'"{name}" of {pair.new.kind} "{pair.new.id}"', f"could not be read in {where}", pair.new.id)
