"""One item, before and after: its plain fields, dates, links and records, each difference as a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.likeness import says_the_same
from alignctl.change.wording import change_words, contrast, deadline, shown, spoken_start
from alignctl.diagnostics import Pointer
from alignctl.plan.dates import Period
from alignctl.plan.describe import as_data
from alignctl.plan.items import LINK_FIELDS, Item, field_names
from alignctl.plan.parts import Link
from alignctl.plan.phrases import name_item, one_line
from alignctl.plan.plan import Plan

DATED = ("start", "end", "due")
SETS = ("tags", "see", "questions", "scale")
RECORDS: dict[str, Callable[[Any], object]] = {
    "agreed": lambda entry: (entry.team.id, entry.date),
    "revisions": lambda entry: (entry.date, entry.field),
    "checkins": lambda entry: entry.date,
    "countermeasures": lambda entry: (entry.date, one_line(entry.action)),
    "deliverables": lambda entry: one_line(entry.title),
    "kept": lambda entry: entry.date,
    "responses": lambda entry: (entry.team, entry.respondent, entry.question),
}
"""Lists of records: what tells one entry from another."""

_SPECIAL = frozenset(
    {
        "id",
        "retired",
        "replaced_by",
        "targets",
        "readings",
        "baseline",
        "moves",
        "result",
        "direction",
        "counts",
        "path",
    }
)
"""Fields that are compared by modules of their own."""

_BULK = 20
"""From how many changed records in one field on only their number is told."""


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

    def heir(self, item_id: str) -> str:
        """What an id of the older plan is called in the newer one."""
        return self.ids.get(item_id, item_id)


def compare_plain_fields(pair: Comparing) -> Iterator[Change]:
    """Differences in all fields but those that have a module of their own."""
    for name in field_names(type(pair.new)):
        if name in _SPECIAL or not pair.comparable(name):
            continue
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if old == new:
            continue
        if name in RECORDS:
            yield from _compare_records(pair, name, old, new)
        elif name in LINK_FIELDS[pair.new.kind]:
            yield from _compare_links(pair, name, old, new)
        elif name in DATED:
            yield from compare_dates(pair, name, (name,), old, new)
        elif not _is_the_same(name, old, new):
            yield _plain(pair, name, old, new)
    yield from _compare_extensions(pair)


def _is_the_same(name: str, old: Any, new: Any) -> bool:
    """Whether two values differ in order or white space only, where that says nothing."""
    if name in SETS:
        return Counter(map(repr, old)) == Counter(map(repr, new))
    return isinstance(old, str) and isinstance(new, str) and one_line(old) == one_line(new)


def _plain(pair: Comparing, name: str, old: Any, new: Any) -> Change:
    effect = Effect.OTHER
    if name in ("title", "summary") or (isinstance(old, str) and isinstance(new, str) and says_the_same(old, new)):
        effect = Effect.WORDED
    if old is None or old == ():
        text = f"{label(name)} is stated now: {shown(new)}"
    elif new is None or new == ():
        text = f"{label(name)} is not stated any more; it was {shown(old)}"
    else:
        both_texts = isinstance(old, str) and isinstance(new, str)
        text = f"{label(name)} went {contrast(old, new) if both_texts else change_words(shown(old), shown(new))}"
    return pair.change(ChangeKind.FIELD, name, (name,), old, new, text, effect)


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


def _compare_links(pair: Comparing, name: str, old: Any, new: Any) -> Iterator[Change]:
    olds, news = _as_tuple(old), _as_tuple(new)
    before = {pair.heir(link.id): link for link in olds}
    after = {link.id: (index, link) for index, link in enumerate(news)}
    for target, link in before.items():
        if target not in after:
            text = f"{label(name)} {name_item(pair.base, link.id)}: not any more"
            yield pair.change(
                ChangeKind.LINK_DROPPED, name, (name,), link.id, None, text, _link_effect(name, dropped=True), target
            )
    for target, (index, link) in after.items():
        at: Pointer = (name, index) if isinstance(new, tuple) else (name,)
        if target not in before:
            text = f"{label(name)} {name_item(pair.head, target)}: new"
            yield pair.change(
                ChangeKind.LINK_ADDED, name, at, None, target, text, _link_effect(name, dropped=False), target
            )
        elif name == "needs":
            what = f"the day {name_item(pair.head, target)} is needed by"
            yield from compare_dates(
                pair, name, (*at, "needed_by"), before[target].needed_by, link.needed_by, what, target
            )
        elif isinstance(link, Link) and before[target].strength != link.strength:
            text = f"{label(name)} {name_item(pair.head, target)}: " + change_words(
                before[target].strength or "no strength stated", link.strength or "no strength stated"
            )
            yield pair.change(
                ChangeKind.FIELD, name, (*at, "strength"), before[target].strength, link.strength, text, key=target
            )


_UPWARD_LINKS = frozenset(
    {"supports", "measures", "drives", "segment_of", "tests", "sustains", "signals", "part_of", "serves"}
)


def _link_effect(name: str, *, dropped: bool) -> Effect:
    if name == "guards":
        return Effect.EASIER if dropped else Effect.HARDER
    if name in _UPWARD_LINKS:
        return Effect.UNLINKED if dropped else Effect.LINKED
    return Effect.OTHER


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _compare_records(pair: Comparing, name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    before, after = _keyed(name, old), _keyed(name, new)
    gone = [key for key in before if key not in after]
    came = [key for key in after if key not in before]
    if name == "deliverables":
        for key in tuple(gone):
            twin = next((other for other in came if says_the_same(str(key[0]), str(other[0]))), None)
            if twin is not None:
                gone.remove(key)
                came.remove(twin)
                before[twin] = before.pop(key)
    altered = [key for key in after if key in before and before[key][1] != after[key][1]]
    if len(gone) + len(came) + len(altered) >= _BULK:
        text = f"{label(name)}: {len(came)} added, {len(altered)} changed, {len(gone)} removed"
        yield pair.change(ChangeKind.FIELD, name, (name,), None, None, text)
        return
    for key in gone:
        entry = before[key][1]
        text = f"{label(name)}: an entry was removed: {shown(entry)}"
        yield pair.change(ChangeKind.RECORD_REMOVED, name, (name,), entry, None, text, key=_plain_key(key))
    for key in came:
        index, entry = after[key]
        text = f"{label(name)}: {_told(name, entry, pair)}"
        yield pair.change(
            ChangeKind.RECORD_ADDED, name, (name, index), None, entry, text, _record_effect(name), _plain_key(key)
        )
    for key in altered:
        yield from _compare_record(pair, name, after[key][0], before[key][1], after[key][1], _plain_key(key))


def _compare_record(pair: Comparing, name: str, index: int, old: Any, new: Any, key: str) -> Iterator[Change]:
    at: Pointer = (name, index)
    if name in ("deliverables", "countermeasures"):
        what = f'"{one_line(new.title if name == "deliverables" else new.action)}"'
        yield from compare_dates(pair, name, (*at, "due"), old.due, new.due, f"{what} is due; the date", key)
        if old.done != new.done:
            text = f"{what} is done" if new.done else f"{what} is not done any more"
            yield pair.change(ChangeKind.RECORD_CHANGED, name, (*at, "done"), old.done, new.done, text, key=key)
        return
    if _says_the_same_record(name, old, new):
        return
    text = f"{label(name)}: an entry went {change_words(shown(old), shown(new))}"
    yield pair.change(ChangeKind.RECORD_CHANGED, name, at, old, new, text, key=key)


def _says_the_same_record(name: str, old: Any, new: Any) -> bool:
    """Whether only the words of a note differ."""
    if name == "revisions":
        return bool(old.was == new.was and says_the_same(old.why, new.why) and set(old.agreed) <= set(new.agreed))
    fact = {"agreed": "answer", "checkins": "says", "kept": "kept"}.get(name)
    return fact is not None and getattr(old, fact) == getattr(new, fact)


def _keyed(name: str, entries: tuple[Any, ...]) -> dict[tuple[object, int], tuple[int, Any]]:
    """Entries by key; those with equal keys are numbered."""
    seen: Counter[object] = Counter()
    result = {}
    for index, entry in enumerate(entries):
        key = RECORDS[name](entry)
        result[key, seen[key]] = (index, entry)
        seen[key] += 1
    return result


def _plain_key(key: tuple[object, int]) -> str:
    inner = key[0] if isinstance(key[0], tuple) else (key[0],)
    return " ".join(str(part) for part in inner)


def _record_effect(name: str) -> Effect:
    return Effect.DECIDED if name == "agreed" else Effect.LEARNED if name == "checkins" else Effect.OTHER


def _told(name: str, entry: Any, pair: Comparing) -> str:
    if name == "agreed":
        answers = {"yes": "agrees", "no": "does not agree", "counter": "answers with a counter-proposal"}
        return f"{name_item(pair.head, entry.team.id)} {answers.get(entry.answer, entry.answer)}"
    if name == "revisions":
        return f'a change of "{one_line(entry.field)}" is recorded: {shown(entry.why)}'
    if name == "checkins":
        return f"said to be {entry.says}"
    if name == "kept":
        return "kept" if entry.kept else "not kept"
    return shown(getattr(entry, "title", None) or getattr(entry, "action", None) or entry)


def _compare_extensions(pair: Comparing) -> Iterator[Change]:
    before, after = dict(pair.old.extensions), dict(pair.new.extensions)
    for name in sorted({*before, *after}):
        if pair.comparable(name) and before.get(name) != after.get(name):
            yield _plain(pair, name, before.get(name), after.get(name))


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
    return name if name.startswith("x-") or name in RECORDS else f"the {name.replace('_', ' ')}"


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
