"""What a workbook asks of a plan: changes, each with the cell that it stands in, and what cannot be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.exchange.columns import Form


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a workbook: a cell, a row or a column of a sheet. Rows count from 1, as people see them."""

    sheet: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f', column "{self.column}"' if self.column else ""
        return f'sheet "{self.sheet}"{row}{column}'


class Sort(StrEnum):
    """What kind of remark it is."""

    REFUSED = "refused"
    CONFLICT = "conflict"
    REMOVED = "taken out"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """Why something in a workbook did not come into the plan, and what to do."""

    sort: Sort
    spot: Spot
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Let a field of an item say something else; None takes it away."""

    spot: Spot
    item: str
    steps: Pointer
    form: Form
    value: Any


@dataclass(frozen=True, slots=True)
class Addition:
    """Add an entry to a list of an item."""

    spot: Spot
    item: str
    steps: tuple[str, ...]
    entry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Add an item. `spots` are the rows of its entries, besides its own."""

    spot: Spot
    item: str
    kind: str
    value: Mapping[str, Any]


Wish = Setting | Addition | Newcomer


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that a workbook asks of a plan."""

    wishes: tuple[Wish, ...]
    remarks: tuple[Remark, ...]
