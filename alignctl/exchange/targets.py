"""Whether what a workbook names is there: links to items that exist, or are added by the same workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.edit.checkin import Refused
from alignctl.exchange.cells import link_ids
from alignctl.exchange.columns import Column, Form, sheets
from alignctl.exchange.layout import Source, dig
from alignctl.exchange.wishes import Addition, Newcomer, Remark, Setting, Sort, Wish
from alignctl.load.wording import choice, shown
from alignctl.plan.nearest import nearest

KindOf = Callable[[str], str | None]
"""The kind of the item with an id; None where there is none."""


def check_links(
    wishes: Sequence[Wish], sources: Mapping[str, Source], kind_of: KindOf, ids: Sequence[str]
) -> tuple[tuple[Wish, ...], tuple[Remark, ...]]:
    """The wishes that name only items that are there and of a kind that fits, and why the others are refused.

    A new item that is refused is none that others may name; what a field named before may stay.
    """
    kept = list(wishes)
    remarks: list[Remark] = []
    while True:
        new = {wish.item: wish.kind for wish in kept if isinstance(wish, Newcomer)}
        bad: list[tuple[Wish, Refused]] = []
        for wish in kept:
            for targets, item_id in _named(wish, sources):
                refused = _judge(item_id, targets, new.get(item_id) or kind_of(item_id), [*ids, *new])
                if refused is not None:
                    bad.append((wish, refused))
                    break
        if not bad:
            return tuple(kept), tuple(remarks)
        remarks += [Remark(Sort.REFUSED, wish.spot, why.message, why.help) for wish, why in bad]
        refused_wishes = [id(wish) for wish, _ in bad]
        kept = [wish for wish in kept if id(wish) not in refused_wishes]


def _judge(item_id: str, targets: tuple[str, ...], kind: str | None, ids: Sequence[str]) -> Refused | None:
    if kind in targets:
        return None
    if kind is not None:
        return Refused(f"{shown(item_id)} is of kind {kind}", f"name one of kind {choice(targets)}")
    close = nearest(item_id, ids)
    way = f'did you mean "{close}"?' if close else f"name one of kind {choice(targets)}, or add a row for it"
    return Refused(f"there is no item {shown(item_id)}", way)


def _named(wish: Wish, sources: Mapping[str, Source]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The ids that a wish names and that were not there before, each with the kinds it may be of."""
    if isinstance(wish, Setting):
        source = sources[wish.item]
        column = _column(source.kind, wish.steps)
        if column is not None and column.links_to and column.form in (Form.ID, Form.IDS):
            before = link_ids(_at(source.value, wish.steps)) or []
            yield from ((column.links_to, item_id) for item_id in link_ids(wish.value) or [] if item_id not in before)
    elif isinstance(wish, Addition):
        yield from _in_mapping(sources[wish.item].kind, wish.entry, (*wish.steps, 0))
    else:
        yield from _in_mapping(wish.kind, wish.value, ())


def _in_mapping(kind: str, value: Any, at: Pointer) -> Iterator[tuple[tuple[str, ...], str]]:
    column = _column(kind, at)
    if column is not None and column.links_to and column.form in (Form.ID, Form.IDS):
        yield from ((column.links_to, item_id) for item_id in link_ids(value) or [])
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _in_mapping(kind, entry, (*at, name))
    elif isinstance(value, list):
        for entry in value:
            yield from _in_mapping(kind, entry, (*at, 0))


def _column(kind: str, steps: Pointer) -> Column | None:
    """The column of a place in an item; None for a place that has none."""
    names = tuple(step for step in steps if isinstance(step, str))
    is_entry = len(names) < len(steps)
    for sheet in sheets():
        if is_entry and sheet.steps and names[: len(sheet.steps)] == sheet.steps:
            return next((column for column in sheet.columns if column.steps == names[len(sheet.steps) :]), None)
        if not is_entry and sheet.kind == kind:
            return next((column for column in sheet.columns if column.steps == names), None)
    return None


def _at(value: Any, steps: Pointer) -> Any:
    """What stands at a pointer; one entry alone stands for a list of one."""
    for step in steps:
        if isinstance(step, str):
            value = dig(value, (step,))
        elif isinstance(value, list):
            value = value[step] if step < len(value) else None
    return value if value is not None else []
