"""What every comparison of one item with itself begins with: both sides, names for fields, and dates that move."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.wording import deadline, spoken_start
from alignctl.diagnostics import Pointer
from alignctl.plan.dates import Period
from alignctl.plan.describe import as_data
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Comparing:
    """One item in both plans, and what is needed to compare it. `ids` maps old ids to new ones."""

    old: Any
    new: Any
    base: Plan
    head: Plan
    ids: Mapping[str, str]

    def change(
        self, kind: ChangeKind, field: str, at: Pointer, old: Any, new: Any, text: str, effect: Effect = Effect.OTHER,
        key: Any = None,
    ) -> Change:  # fmt: skip
        """A change of this item; `old` and `new` are made plain data."""
        item: Item = self.new
        return Change(kind, item.id, item.kind, item.title, field, at, as_data(old), as_data(new), text, effect, key)

    def comparable(self, *names: str) -> bool:
        """Whether these fields could be read on both sides."""
        return not (self.old.broken | self.new.broken) & set(names)

    def heir(self, item_id: str, named: Collection[str] = ()) -> str:
        """What an id of the older plan is called in the newer one, where it is not `named` there as before.

        An item that has an heir keeps its id, so a link to it that nobody touched is the same link.
        """
        return item_id if item_id in named else self.ids.get(item_id, item_id)


def compare_dates(
    pair: Comparing, field: str, at: Pointer, old: Period | None, new: Period | None, what: str | None = None,
    key: Any = None,
) -> Iterator[Change]:  # fmt: skip
    """A date that moved; the same day written in another way is none."""
    starts = field == "start"
    before, after = ((p.first if starts else p.last) if p is not None else None for p in (old, new))
    if before == after:
        return
    say = spoken_start if starts else deadline
    what = what or label(field)
    if before is None:
        text, effect = f"{what} is stated now: {say(new)}", Effect.OTHER
    elif after is None:
        text, effect = f"{what} is not stated any more; it was {say(old)}", Effect.LATER
    else:
        moved, effect = ("later", Effect.LATER) if after > before else ("earlier", Effect.SOONER)
        text = f"{what} is {moved}: {say(new)} instead of {say(old)}"
    yield pair.change(ChangeKind.FIELD, field, at, old, new, text, effect, key)


_LABELS = {
    "end": "the end",
    "start": "the start",
    "due": "the due date",
    "who": "whom it is about",
    "why": "the reason",
    "every": "how often it is kept",
    "because": "what the bet rests on",
    "status": "the status",
    "agreed": "agreement",
    "revisions": "recorded changes",
    "checkins": "check-ins",
    "responses": "answers",
    "works_as": "how the team works",
}


def label(name: str) -> str:
    """What a field is called in a sentence."""
    if name in LINK_WORDS:
        return LINK_WORDS[name]
    if name in _LABELS:
        return _LABELS[name]
    return name if name.startswith("x-") or name in _PLURAL else f"the {name.replace('_', ' ')}"


LINK_WORDS = {
    "supports": "supports",
    "measures": "measures",
    "drives": "drives",
    "guards": "guards",
    "tests": "tests",
    "sustains": "sustains",
    "serves": "serves",
    "needs": "needs",
    "follows": "follows",
    "moves": "expects to move",
    "signals": "early sign",
    "rewards": "rewards",
    "owner": "owner",
    "co_owners": "co-owner",
    "shared_with": "shared with",
    "teams": "team",
    "part_of": "part of",
    "segment_of": "segment of",
    "rivals": "rival of",
    "about": "about",
    "in_tension_with": "in tension with",
    "from_team": "promised by",
    "to_team": "promised to",
    "replaced_by": "replaced by",
}

_PLURAL = frozenset({"countermeasures", "deliverables", "kept"})
