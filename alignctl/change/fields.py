"""One item, before and after: its plain fields, dates, links and records, each difference as a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.comparing import Comparing, compare_dates, label
from alignctl.change.likeness import says_the_same
from alignctl.change.records import RECORDS, compare_records
from alignctl.change.wording import change_words, contrast, shown
from alignctl.diagnostics import Pointer
from alignctl.plan.items import LINK_FIELDS, field_names
from alignctl.plan.parts import Link
from alignctl.plan.phrases import name_item, one_line

DATED = ("start", "end", "due")
_ONE_TEAM = ("owner", "from_team", "to_team")
SETS = ("tags", "see", "questions", "scale")
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


def compare_plain_fields(pair: Comparing) -> Iterator[Change]:
    """Differences in all fields but those that have a module of their own."""
    for name in field_names(type(pair.new)):
        if name in _SPECIAL or not pair.comparable(name):
            continue
        old, new = getattr(pair.old, name), getattr(pair.new, name)
        if old == new:
            continue
        if name in RECORDS:
            yield from compare_records(pair, name, old, new)
        elif name in _ONE_TEAM and old is not None and new is not None:
            yield from _compare_teams(pair, name, old, new)
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


def _compare_teams(pair: Comparing, name: str, old: Link, new: Link) -> Iterator[Change]:
    if pair.heir(old.id, (new.id,)) != new.id:
        words = change_words(name_item(pair.base, old.id), name_item(pair.head, new.id))
        yield pair.change(ChangeKind.FIELD, name, (name,), old.id, new.id, f"{label(name)} went {words}", key=new.id)


def _compare_links(pair: Comparing, name: str, old: Any, new: Any) -> Iterator[Change]:
    olds, news = _as_tuple(old), _as_tuple(new)
    after = {link.id: (index, link) for index, link in enumerate(news)}
    before = {pair.heir(link.id, after): link for link in olds}
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


def _compare_extensions(pair: Comparing) -> Iterator[Change]:
    before, after = dict(pair.old.extensions), dict(pair.new.extensions)
    for name in sorted({*before, *after}):
        if pair.comparable(name) and before.get(name) != after.get(name):
            yield _plain(pair, name, before.get(name), after.get(name))
