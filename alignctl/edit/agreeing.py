"""Writing down what a team answered when an item was put to it, under `agreed` in the item's document.

A team has one answer there, its latest: git keeps the ones before. Nothing is written here: the result is the bytes
that the file is to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yaml.nodes import MappingNode, ScalarNode

from alignctl.edit.adding import add_entries
from alignctl.edit.checkin import Refused
from alignctl.edit.document import Document, Unplaceable, YamlText
from alignctl.edit.entries import insert_field, remove_field
from alignctl.edit.patches import Patch, apply_patches
from alignctl.edit.placing import write_scalar
from alignctl.edit.scalars import as_scalar
from alignctl.edit.series import items_in
from alignctl.edit.templates import quote
from alignctl.plan.items import Item
from alignctl.plan.parts import Agreement


def last_answer(item: Item, team_id: str) -> int | None:
    """Where a team's own latest answer stands in `agreed`; of one day, the one written last. None where it has none."""
    own = [index for index, answer in enumerate(item.agreed) if answer.team.id == team_id]
    return max(own, key=lambda index: (item.agreed[index].date, index), default=None)


def agreed_with(item: Item, answer: Agreement) -> Item:
    """The item with a team's answer, in place of the one that the team gave before."""
    index = last_answer(item, answer.team.id)
    if index is None:
        return replace(item, agreed=(*item.agreed, answer))
    new = replace(answer, team=item.agreed[index].team)
    return replace(item, agreed=(*item.agreed[:index], new, *item.agreed[index + 1 :]))


def record_answer(item: Item, data: bytes, answer: Agreement, fiscal_year_starts: int = 1) -> bytes | Refused | None:
    """The file of an item with a team's answer, and nothing else changed; None where it says so already."""
    after = agreed_with(item, answer)
    if after == item:
        return None
    path = item.origin.path
    try:
        document = YamlText(data).document(item.origin.document)
        index = last_answer(item, answer.team.id)
        if index is None:
            patches = add_entries(document, "agreed", {len(item.agreed): [_fields(answer)]})
        else:
            patches = tuple(_rewrite(document, index, item.agreed[index], answer))
        new = apply_patches(data, patches)
    except Unplaceable:
        new = data
    before = items_in(path, data, fiscal_year_starts)
    wanted = [replace(other, agreed=after.agreed) if _is_same(other, item) else other for other in before]
    if list(items_in(path, new, fiscal_year_starts)) != wanted:
        entry = ", ".join(f"{name}: {text}" for name, text in _fields(answer))
        return Refused(
            f'"{path}" is written in a way that leaves no sure place for it',
            f'write it by hand: "- {{{entry}}}" under "agreed"',
        )
    return new


def _is_same(other: Item, item: Item) -> bool:
    return other.id == item.id and other.origin == item.origin


def _fields(answer: Agreement) -> list[tuple[str, str]]:
    fields = [("team", as_scalar(answer.team.id)), ("date", answer.date.isoformat()), ("answer", answer.answer)]
    return fields + ([("note", quote(answer.note))] if answer.note else [])


def _rewrite(document: Document, index: int, old: Agreement, new: Agreement) -> Iterator[Patch]:
    """Let an entry of `agreed` say another date, answer and note. Raises Unplaceable."""
    place = document.trace(("agreed", index))
    entry = place.node
    if not isinstance(entry, MappingNode) or "&" in document.file.text[document.start(entry) : document.body(entry)]:
        raise Unplaceable
    if old.date != new.date:
        yield _write(document, index, "date", new.date.isoformat())
    if old.answer != new.answer:
        yield _write(document, index, "answer", new.answer)
    if old.note == new.note:
        return
    if new.note is None:
        yield remove_field(document, entry, "note")
    elif old.note is None:
        yield insert_field(document, entry, f"note: {quote(new.note)}")
    else:
        yield _write(document, index, "note", new.note)


def _write(document: Document, index: int, name: str, text: str) -> Patch:
    node = document.trace(("agreed", index, name)).node
    if not isinstance(node, ScalarNode):
        raise Unplaceable
    return write_scalar(document, node, text)
