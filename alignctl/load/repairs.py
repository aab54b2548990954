"""What mends a finding that loading makes: values beside the problem, turned into a `Fix` once its place is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from alignctl.diagnostics import Diagnostic, Edit, Fix, Insertion, Location, Removal, Replacement
from alignctl.load.wording import shown
from alignctl.records import Record, record


@record
class Repair(Record):
    """One change at the place of a problem.

    `action` is `write` (a value), `rename` (a key), `remove` (an entry of a list) or `add` (a field: `text` is its
    value). `as_is` writes the text just as it stands. `id_was` is the text that was no id, where the change makes one
    of it.
    """

    action: str
    text: str = ""
    safe: bool = False
    as_is: bool = False
    id_was: str | None = None

    def at(self, location: Location) -> Fix:
        """The fix at the place of a problem."""
        if self.action == "add":
            name = str(location.pointer[-1])
            inside = replace(location, pointer=location.pointer[:-1], part="value")
            return Fix(f'add "{name}", to be filled in', self.safe, (Insertion(inside, name, self.text),))
        if self.action == "remove":
            return Fix("remove the second of the two", self.safe, (Removal(location),))
        if self.action == "rename":
            return Fix(f"write {shown(self.text)}", self.safe, (Replacement(location, self.text),))
        return Fix(f"write {shown(self.text)}", self.safe, (Replacement(location, self.text, self.as_is),))


class Renamings:
    """Texts that are no ids and could be made ones, gathered over a whole plan.

    Such a fix is kept only where it leads somewhere: an id of an item must be free, and a link must name an item that
    is there, or that gets its id this way. The fix of an item's id takes all links to it along.
    """

    def __init__(self) -> None:
        self._own: list[tuple[int, str, str]] = []
        self._links: list[tuple[int, str, str]] = []

    def note(self, number: int, is_own: bool, was: str, becomes: str) -> None:
        """Remember that finding `number` could be mended by such a change; `is_own` where it is an item's own id."""
        (self._own if is_own else self._links).append((number, was, becomes))

    def settle(self, findings: list[Diagnostic], ids: Iterable[str]) -> None:
        """Drop the fixes that lead nowhere, and complete those of items."""
        if not self._own and not self._links:
            return
        taken = set(ids)
        wanted: dict[str, int] = {}
        for _, _, becomes in self._own:
            wanted[becomes] = wanted.get(becomes, 0) + 1
        free = {becomes for becomes, times in wanted.items() if times == 1 and becomes not in taken}
        edits: dict[tuple[str, str], list[Edit]] = {}
        for number, was, becomes in self._links:
            fix = findings[number].fix
            if fix is None or (becomes not in taken and becomes not in free):
                findings[number] = replace(findings[number], fix=None)
            else:
                edits.setdefault((was, becomes), []).extend(fix.edits)
        for number, was, becomes in self._own:
            fix = findings[number].fix
            if fix is not None and becomes in free:
                fix = replace(fix, edits=(*fix.edits, *edits.get((was, becomes), ())))
                findings[number] = replace(findings[number], fix=fix)
            else:
                findings[number] = replace(findings[number], fix=None)


def known_words(properties: Mapping[str, object], there: Iterable[str]) -> list[str]:
    """The fields that could still be meant: known ones that are not there."""
    present = set(there)
    return [name for name in properties if name not in present]
