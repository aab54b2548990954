"""What a change means elsewhere in the plan: who lost or found a line of sight, a measure, a bet, a guard, work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alignctl.change.changes import Change, ChangeKind, Consequence
from alignctl.plan.graph import OUTCOME_LEVELS, OUTPUT_LEVELS, ancestors, survey_sight
from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi
from alignctl.plan.phrases import name_item
from alignctl.plan.plan import Plan, links_of

Fact = tuple[str, str]
"""The id of an item, and the name of what is true of it."""

_LOST = {
    "sight": "{name} now leads to no strategy",
    "measured": "{name} has lost its last measure",
    "bet": "nothing tries to move {name} any more",
    "guarded": "{name} is not guarded any more",
    "worked": "{name} has no work behind it any more",
    "outcome-measure": "{name} counts an output, and now leads to no measure of an outcome",
    "expects": "{name} has lost the measure it bets on",
}
_FOUND = {
    "sight": "{name} now leads to a strategy",
    "measured": "{name} now has a measure",
    "bet": "a bet now tries to move {name}",
    "guarded": "{name} is guarded now",
    "worked": "{name} now has work behind it",
    "outcome-measure": "{name} now leads to a measure of an outcome",
    "expects": "{name} bets on a measure again",
}
_GIVING = (ChangeKind.ADDED, ChangeKind.LINK_ADDED, ChangeKind.REVIVED)
_SHAPING = (*_GIVING, ChangeKind.REMOVED, ChangeKind.RETIRED, ChangeKind.LINK_DROPPED)


def find_consequences(base: Plan, head: Plan, renamed: Mapping[str, str]) -> tuple[Consequence, ...]:
    """What was true of an item that is in both plans and is no more, or the other way round. Sorted by item."""
    if _is_same_shape(base, head):
        return ()
    before = {(renamed.get(item, item), fact) for item, fact in facts_of(base)}
    after = facts_of(head)
    both = {renamed.get(item.id, item.id) for item in base.items if _counts(item)}
    both &= {item.id for item in head.items if _counts(item)}
    found = []
    for item_id, fact in sorted(before ^ after):
        if item_id in both:
            lost = (item_id, fact) in before
            text = (_LOST if lost else _FOUND)[fact].format(name=name_item(head, item_id))
            found.append(Consequence(item_id, fact, lost, text))
    return tuple(found)


def _counts(item: Item) -> bool:
    return item.retired is None and not item.broken


def _is_same_shape(base: Plan, head: Plan) -> bool:
    """Whether the plans differ in nothing that makes a fact, which is so of most changes and quick to see.

    Both plans are sorted by id, so items of the same shape stand at the same places.
    """
    if len(base.items) != len(head.items) or _known(base) != _known(head):
        return False
    return all(old is new or _shape(old) == _shape(new) for old, new in zip(base.items, head.items, strict=True))


def _known(plan: Plan) -> list[tuple[str, str | None]]:
    return [(entry.id, entry.kind) for entry in plan.placeholders]


def _shape(item: Item) -> tuple[object, ...]:
    """All of an item that makes a fact of it, or of another: what it is, whether it is in use, and what it links to."""
    stated = (getattr(item, "status", None), getattr(item, "level", None))
    links = tuple([(edge.field, edge.target) for edge in links_of(item)])
    return item.kind, item.id, item.retired is None, stated, links


def facts_of(plan: Plan) -> set[Fact]:
    """What holds for the items in use."""
    sight = survey_sight(plan)
    facts: set[Fact] = set()
    live = {item.id for item in plan.items if item.retired is None}
    live |= {entry.id for entry in plan.placeholders}
    for item in plan.items:
        if item.retired is not None:
            continue
        if item.id in sight.sees_strategy and item.kind in ("outcome", "kpi", "hypothesis", "initiative"):
            facts.add((item.id, "sight"))
        if isinstance(item, Kpi):
            _measure_facts(item, sight.leads_to_outcome, facts)
        elif isinstance(item, Hypothesis) and item.status not in ("draft", "abandoned"):
            targets = [e.id for e in item.moves if e.id in live]
            facts.update((target, "bet") for target in targets)
            if targets:
                facts.add((item.id, "expects"))
        elif isinstance(item, Initiative) and item.status != "dropped":
            facts.update((link.id, "worked") for link in item.tests)
    return facts


def _measure_facts(kpi: Kpi, leading: frozenset[str], facts: set[Fact]) -> None:
    facts.update((link.id, "measured") for link in kpi.measures)
    facts.update((link.id, "guarded") for link in kpi.guards)
    if kpi.id in leading and kpi.level in OUTPUT_LEVELS and kpi.level not in OUTCOME_LEVELS:
        facts.add((kpi.id, "outcome-measure"))


def attribute(
    changes: Sequence[Change], consequences: Iterable[Consequence], base: Plan, head: Plan, renamed: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """Which change has which consequences, as texts, by the change's place in the list.

    A change explains a consequence for an item that it touches, or that lay below it (lost) or lies below it now.
    """
    older = {new: old for old, new in renamed.items()}
    touched: dict[str, list[int]] = {}
    for index, change in enumerate(changes):
        if change.kind in _SHAPING or change.field in ("status", "level"):
            for item_id in {change.item, *([change.key] if isinstance(change.key, str) else [])}:
                touched.setdefault(item_id, []).append(index)
    told: dict[int, list[str]] = {}
    for consequence in consequences:
        item_id = consequence.item
        plan = base if consequence.lost else head
        known = older.get(item_id, item_id) if consequence.lost else item_id
        near = {item_id, known}
        if consequence.fact in ("sight", "outcome-measure"):
            near |= {renamed.get(i, i) for i in ancestors(plan, known)} | ancestors(plan, known)
            near |= {e.source.id for e in plan.links_to(known, "moves", "drives")}
        else:
            near |= {e.source.id for e in plan.links_to(known)} | {e.target for e in plan.links_from(known)}
        indexes = sorted({index for near_id in near for index in touched.get(near_id, ())})
        for index in _best(indexes, changes, consequence):
            told.setdefault(index, []).append(consequence.text)
    return {index: tuple(texts) for index, texts in told.items()}


def _best(indexes: list[int], changes: Sequence[Change], consequence: Consequence) -> list[int]:
    """Of the changes that may explain a consequence, those that point the same way: what is lost, by taking away."""
    return [
        i for i in indexes if (changes[i].kind in _GIVING) != consequence.lost or changes[i].kind is ChangeKind.FIELD
    ]
