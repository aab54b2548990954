"""Lists of records of one item, before and after: answers, check-ins, deliverables. What stands there stays there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.comparing import Comparing, compare_dates, label
from alignctl.change.likeness import says_the_same
from alignctl.change.wording import change_words, shown, spoken_day
from alignctl.diagnostics import Pointer
from alignctl.plan.phrases import name_item, one_line

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

_DUE = ("deliverables", "countermeasures")
"""Lists of what is due and done, told apart by their words, in which a typing error may be repaired."""

_BULK = 20
"""From how many changes of one field on only their number is told: of answers, and of records that were only added.

What was altered or removed is told one by one: somebody may have counted on it.
"""


def compare_records(pair: Comparing, name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    """Entries of one list that were added, altered or removed."""
    before, after = _keyed(name, old), _keyed(name, new)
    gone = [key for key in before if key not in after]
    came = [key for key in after if key not in before]
    if name in _DUE:
        for key in tuple(gone):
            twin = next((other for other in came if _is_called_the_same(key[0], other[0])), None)
            if twin is not None:
                gone.remove(key)
                came.remove(twin)
                before[twin] = before.pop(key)
    altered = [key for key in after if key in before and before[key][1] != after[key][1]]
    many = len(gone) + len(came) + len(altered) >= _BULK
    if many and (name == "responses" or not (gone or altered)):
        text = f"{label(name)}: {len(came)} added, {len(altered)} changed, {len(gone)} removed"
        yield pair.change(ChangeKind.FIELD, name, (name,), None, None, text)
        return
    for key in gone:
        entry = before[key][1]
        text = f"{label(name)}: an entry was removed: {_in_words(name, entry, pair)}"
        effect = Effect.REMOVED if name == "deliverables" else Effect.OTHER
        yield pair.change(ChangeKind.RECORD_REMOVED, name, (name,), entry, None, text, effect, _plain_key(key))
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
    if name in _DUE:
        what = f'"{one_line(new.title if name == "deliverables" else new.action)}"'
        yield from compare_dates(pair, name, (*at, "due"), old.due, new.due, f"{what} is due; the date", key)
        if old.done != new.done:
            text = f"{what} is done" if new.done else f"{what} is not done any more"
            yield pair.change(ChangeKind.RECORD_CHANGED, name, (*at, "done"), old.done, new.done, text, key=key)
        return
    if _says_the_same_record(name, old, new):
        return
    words = [_in_words(name, entry, pair) for entry in (old, new)]
    if words[0] == words[1]:
        words = [shown(old), shown(new)]
    text = f"{label(name)}: an entry went {change_words(words[0], words[1])}"
    yield pair.change(ChangeKind.RECORD_CHANGED, name, at, old, new, text, key=key)


def _says_the_same_record(name: str, old: Any, new: Any) -> bool:
    """Whether only the words of a note differ."""
    if name == "revisions":
        return bool(old.was == new.was and says_the_same(old.why, new.why) and set(old.agreed) <= set(new.agreed))
    fact = {"agreed": "answer", "checkins": "says", "kept": "kept"}.get(name)
    return fact is not None and getattr(old, fact) == getattr(new, fact)


def _is_called_the_same(one: object, other: object) -> bool:
    """Whether the words that two entries are told apart by, with which their keys end, differ in writing only."""
    (*first, mine), (*second, theirs) = (key if isinstance(key, tuple) else (key,) for key in (one, other))
    return first == second and says_the_same(str(mine), str(theirs))


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


def _in_words(name: str, entry: Any, pair: Comparing) -> str:
    """An entry as a line, with its day: `"said to be at-risk" on 31 May 2026`."""
    told = _told(name, entry, pair)
    quoted = told if '"' in told else f'"{told}"'
    day = getattr(entry, "date", None)
    return quoted if day is None else f"{quoted} on {spoken_day(day)}"


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
    if name == "responses":
        said = f"{entry.score:g}" if entry.score is not None else shown(entry.answer)
        return f'to "{one_line(entry.question)}": {said}'
    return shown(getattr(entry, "title", None) or getattr(entry, "action", None) or entry)
