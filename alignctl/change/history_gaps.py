"""Times at which a file could not be read: what came after is compared with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from alignctl.change.history_files import FileItems
from alignctl.plan.items import Item


def bridge_gap(held: FileItems, after: Sequence[FileItems], earlier: Iterable[FileItems]) -> FileItems:
    """A file with what could not be read in it put back as it last stood before; the file itself where that fails.

    `after` are the files of the newer side, `earlier` what the file held before, one revision after the other. Only
    what is whole again afterwards is asked for: of what is still broken, nothing more could be said.
    """
    whole = {item.id: item for each in after for item in each.items}
    wanted = _unread_in(held, whole)
    still_unread = any(each.path == held.path and each.unread is not None for each in after)
    if still_unread or (held.unread is None and not wanted):
        return held
    made = held
    for version in earlier:
        if made.unread is not None:
            if version.unread is not None:
                continue
            made = replace(version, tables=held.tables)
        else:
            made = _put_back(made, version, wanted)
        wanted = _unread_in(made, whole)
        if not wanted:
            break
    return held if made == held else made


def _unread_in(held: FileItems, whole: dict[str, Item]) -> frozenset[str]:
    """The ids of items that are flawed here, and are whole afterwards."""
    flawed = {entry.id for entry in held.placeholders} | {item.id for item in held.items if item.broken}
    return frozenset(each for each in flawed if each in whole and not whole[each].broken)


def _put_back(held: FileItems, version: FileItems, wanted: frozenset[str]) -> FileItems:
    then = {item.id: item for item in version.items if item.id in wanted}
    back = tuple(then[entry.id] for entry in held.placeholders if entry.id in then)
    known = {item.id for item in back}
    return replace(
        held,
        items=(*(_mend(item, then.get(item.id)) for item in held.items), *back),
        placeholders=tuple(entry for entry in held.placeholders if entry.id not in known),
    )


def _mend(item: Item, then: Item | None) -> Item:
    """An item whose broken fields have the values they had; `x-…` fields are left as they are."""
    if then is None or type(then) is not type(item):
        return item
    fields: dict[str, Any] = dict(_values(then, item.broken - then.broken))
    return replace(item, broken=item.broken - fields.keys(), **fields) if fields else item


def _values(item: Item, names: Iterable[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        if hasattr(item, name):
            yield name, getattr(item, name)
            if hasattr(item, f"{name}_file"):
                yield f"{name}_file", getattr(item, f"{name}_file")
