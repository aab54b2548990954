"""Whether a change was owned up to: recorded in `revisions` with its reason, and agreed by another team that shares it.

Only the forge can enforce who wrote a line. What is judged here is what the plan says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from alignctl.change.likeness import says_the_same, words_of
from alignctl.plan.describe import as_data
from alignctl.plan.parts import Revision
from alignctl.plan.sharing import sharing_teams
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.change.comparison import Comparison
    from alignctl.change.matching import Pair


@record
class Declaration(Record):
    """How a change was recorded.

    `agreed` are teams that share the item and agreed, `asked` all that share it besides its owner. `false_was` is what
    the record gives as the former value where that is not what stood there; such a record counts for nothing.
    """

    recorded: bool = False
    agreed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    false_was: Any = None

    @property
    def settled(self) -> bool:
        """Whether nobody else is left to be asked."""
        return self.recorded and (bool(self.agreed) or not self.asked)


def find_declaration(comparison: Comparison, pair: Pair, field: str) -> Declaration:
    """What the newer item, in this change, says about its change of a field."""
    asked = tuple(sorted(sharing_teams(comparison.base.plan, pair.old)))
    known = {(r.date, r.field, r.why) for r in pair.old.revisions}
    added = [r for r in pair.new.revisions if (r.date, r.field, r.why) not in known and _speaks_of(r, field)]
    added = [r for r in added if r.why.strip()]
    false_was = None
    for revision in added:
        if not _was_so(revision.was, getattr(pair.old, field, None)):
            false_was = revision.was
            continue
        return Declaration(True, _agreeing(comparison, pair, revision, asked), asked)
    if pair.how == "replaced_by":
        stub = comparison.head.plan.get(pair.old.id)
        if stub is not None and stub.retired is not None and stub.retired.why.strip():
            return Declaration(True, _yes_said(pair, asked), asked)
    return Declaration(False, (), asked, false_was)


def _agreeing(comparison: Comparison, pair: Pair, revision: Revision, asked: tuple[str, ...]) -> tuple[str, ...]:
    heirs = {comparison.renamed.get(team, team): team for team in asked}
    named = {link.id for link in revision.agreed}
    said = {a.team.id for a in pair.new.agreed if a.answer == "yes" and a.date >= revision.date}
    return tuple(sorted(team for team in named | said if team in heirs))


def _yes_said(pair: Pair, asked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({a.team.id for a in pair.new.agreed if a.answer == "yes" and a.team.id in asked}))


def _speaks_of(revision: Revision, field: str) -> bool:
    """`targets`, `target`, `targets[0].value` and `targets.0.value` all speak of `targets`."""
    name = re.split(r"[.\[\s/]", revision.field.strip(), maxsplit=1)[0]
    return name in (field, field.removesuffix("s"))


def _was_so(was: Any, old: object) -> bool:
    """Whether what a record gives as the former value stood in the field, whole or as a part of it."""
    if was is None or old is None or old == ():
        return True
    there = list(_leaves(as_data(old)))
    return all(any(_equal(leaf, other) for other in there) for leaf in _leaves(as_data(was)))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from _leaves(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _leaves(entry)
    else:
        yield value


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        part = words_of(one)
        return says_the_same(one, other) or (len(part) > 2 and " ".join(part) in " ".join(words_of(other)))
    return bool(one == other) or str(one) == str(other)
