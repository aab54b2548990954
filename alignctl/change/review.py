"""What people are told about a change: whether it is safe, and what it does, in the order in which it matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from alignctl.change.changes import Change, ChangeKind, Effect, NotCompared
from alignctl.change.comparison import Comparison
from alignctl.diagnostics import Diagnostic, Severity
from alignctl.plan.phrases import join_some, name_item

HEADINGS: dict[Effect, str] = {
    Effect.EASIER: "Gets easier",
    Effect.LATER: "Gets later",
    Effect.UNLINKED: "Comes loose",
    Effect.REMOVED: "Ends",
    Effect.HARDER: "Gets harder",
    Effect.SOONER: "Gets sooner",
    Effect.LINKED: "Is linked",
    Effect.DECIDED: "Is decided",
    Effect.LEARNED: "Is learned",
    Effect.ADDED: "Is new",
    Effect.OTHER: "Also changes",
    Effect.WORDED: "Is worded differently",
}
"""The groups of a review and their headings, in order."""

BLOCKED, LOOK, SAFE, UNCHANGED = "blocked", "look", "safe", "unchanged"
"""Not to be merged as it is; worth a look; safe; nothing changed."""

_GROUPED = 3
"""From how many alike consequences on they are told in one sentence."""

_MANY = {
    "sight": ("lead to no strategy any more", "lead to a strategy now"),
    "measured": ("have lost their last measure", "have a measure now"),
    "bet": ("have nothing that tries to move them any more", "have a bet now that tries to move them"),
    "guarded": ("are not guarded any more", "are guarded now"),
    "worked": ("have no work behind them any more", "have work behind them now"),
    "outcome-measure": ("lead to no measure of an outcome any more", "lead to a measure of an outcome now"),
    "expects": ("have lost the measure they bet on", "bet on a measure again"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Changes with the same effect, by item."""

    effect: Effect
    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A change as it is told. `consequences` are sentences; `failing` is the severity from which findings block."""

    base: str
    head: str
    as_of: str
    verdict: str
    headline: str
    failing: Severity
    findings: tuple[Diagnostic, ...]
    set_aside: tuple[Diagnostic, ...]
    groups: tuple[Group, ...]
    changes: tuple[Change, ...]
    consequences: tuple[str, ...]
    not_compared: tuple[NotCompared, ...]
    moved: tuple[str, ...]
    notes: tuple[str, ...] = ()


def make_review(
    comparison: Comparison,
    findings: tuple[Diagnostic, ...],
    set_aside: tuple[Diagnostic, ...],
    failing: Severity,
    as_of: str,
    notes: tuple[str, ...] = (),
) -> Review:
    """Put a comparison and what was found on it into the form that reports take."""
    verdict = _verdict(comparison, findings, failing)
    groups = tuple(
        Group(effect, heading, tuple(c for c in comparison.changes if c.effect is effect))
        for effect, heading in HEADINGS.items()
        if any(c.effect is effect for c in comparison.changes)
    )
    return Review(
        comparison.base.name,
        comparison.head.name,
        as_of,
        verdict,
        _headline(verdict, findings, comparison),
        failing,
        tuple(sorted(findings, key=lambda d: (-d.severity, d.sort_key))),
        set_aside,
        groups,
        comparison.changes,
        _told_consequences(comparison),
        comparison.not_compared,
        comparison.moved,
        notes,
    )


def _verdict(comparison: Comparison, findings: Iterable[Diagnostic], failing: Severity) -> str:
    worst = max((d.severity for d in findings), default=None)
    if worst is not None and worst >= failing:
        return BLOCKED
    lost = any(c.lost for c in comparison.consequences)
    if (worst is not None and worst >= Severity.WARNING) or comparison.not_compared or lost:
        return LOOK
    return SAFE if comparison.changes or worst is not None else UNCHANGED


def _headline(verdict: str, findings: tuple[Diagnostic, ...], comparison: Comparison) -> str:
    counts = Counter(d.severity for d in findings)
    found = [_counted(counts[s], s.label) for s in sorted(Severity, reverse=True) if counts[s]]
    said = ", ".join(found)
    if verdict == BLOCKED:
        return f"Not safe to merge as it is: {said}."
    if verdict == LOOK:
        reasons = [said] if said else []
        lost = sum(c.lost for c in comparison.consequences)
        if lost:
            reasons.append(f"{lost} {'item loses' if lost == 1 else 'items lose'} something that others rely on")
        if comparison.not_compared:
            left = len(comparison.not_compared)
            reasons.append(f"{left} {'part' if left == 1 else 'parts'} could not be compared")
        return f"Look before you merge: {'; '.join(reasons)}."
    if verdict == SAFE:
        # What has not begun may be set anew, and is told all the same.
        easier = any(change.effect is Effect.EASIER for change in comparison.changes)
        goalposts = "what gets easier had not begun" if easier else "no goalpost moved"
        return f"Safe to merge: {goalposts} and nothing went missing{f' ({said})' if said else ''}."
    return "Nothing in the plan changed."


def _counted(number: int, noun: str) -> str:
    plural = "" if number == 1 or noun == "advice" else "s"
    return f"{number} {noun}{plural}"


def counts_of(changes: Iterable[Change]) -> str:
    """How many items are new, gone and changed, in words; empty for none."""
    new: set[str] = set()
    gone: set[str] = set()
    changed: set[str] = set()
    for change in changes:
        side = new if change.kind is ChangeKind.ADDED else gone if change.kind is ChangeKind.REMOVED else changed
        side.add(change.item)
    parts = ((len(changed - new), "changed"), (len(new), "new"), (len(gone), "gone"))
    return ", ".join(f"{count} {word}" for count, word in parts if count)


def _told_consequences(comparison: Comparison) -> tuple[str, ...]:
    """Sentences, what is lost first; many of one sort in one sentence."""
    told = []
    for lost in (True, False):
        by_fact: dict[str, list[str]] = {}
        texts: dict[str, list[str]] = {}
        for entry in comparison.consequences:
            if entry.lost is lost:
                item = comparison.head.plan.get(entry.item)
                key = f"{entry.fact} {item.kind if item is not None else ''}"
                by_fact.setdefault(key, []).append(entry.item)
                texts.setdefault(key, []).append(entry.text)
        for key in sorted(by_fact):
            fact, kind = key.split(" ")
            ids = by_fact[key]
            if len(ids) < _GROUPED:
                told += texts[key]
            else:
                names = join_some([name_item(comparison.head.plan, i) for i in ids], 3)
                told.append(f"{len(ids)} {_PLURALS.get(kind, 'items')} {_MANY[fact][0 if lost else 1]}: {names}")
    return tuple(told)


_PLURALS = {"outcome": "outcomes", "kpi": "measures", "hypothesis": "bets", "initiative": "initiatives"}
