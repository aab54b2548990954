"""Values as YAML, as a person would write them: short ones on a line, long prose in a block, lists one by one."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from alignctl.edit.scalars import as_scalar
from alignctl.edit.series import plain_number
from alignctl.edit.templates import quote
from alignctl.load.schema import bundled

WIDTH = 110
"""How long a line of prose may get."""


def scalar_text(value: Any, style: str = "") -> str:
    """A text, number or truth value as a scalar on one line, in the quotes of the one that it replaces."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_number(value) if isinstance(value, int | float) else as_scalar(str(value), style)


def flow_text(value: Any) -> str:
    """A value on one line, mappings in braces and lists in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow_text(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return scalar_text(value)


def block_lines(text: str, style: str, indent: str) -> list[str] | None:
    """A text as the lines of a block scalar, its head (`|-`) first; None where a block cannot hold it.

    `style` is `|` or `>`; folded text is broken at `WIDTH`.
    """
    body = text.rstrip("\n")
    tail = len(text) - len(body)
    lines = body.split("\n")
    if tail > 1 or not body or not all(line.isprintable() for line in lines):
        return None
    if lines[0].strip() == "" or lines[0][0].isspace() or any(line and not line.strip() for line in lines):
        return None
    if style == ">" and any(line != line.strip() for line in lines):
        return None
    head = style + ("" if tail else "-")
    if style == "|":
        return [head, *(indent + line if line else "" for line in lines)]
    if any("  " in line or not line for line in lines):
        return None
    folded: list[str] = []
    for number, line in enumerate(lines):
        folded += [""] if number else []
        folded += textwrap.wrap(line, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return [head, *(indent + line if line else "" for line in folded)]


def field_lines(name: str, value: Any, room: int = WIDTH) -> list[str]:
    """A field of an item on lines without indent."""
    if isinstance(value, str):
        if "\n" in value or len(value) > room:
            block = block_lines(value, "|" if "\n" in value else ">", "  ")
            if block is not None:
                return [f"{name}: {block[0]}", *block[1:]]
        return [f"{name}: {quote(value) if name in ('title', 'summary') else scalar_text(value)}"]
    if isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        return [f"{name}:", *(f"  - {flow_text(entry)}" for entry in value)]
    if isinstance(value, Mapping) and len(flow_text(value)) > room:
        inner = [line for part, entry in value.items() for line in field_lines(part, entry, room - 2)]
        return [f"{name}:", *(f"  {line}" if line else "" for line in inner)]
    return [f"{name}: {flow_text(value)}"]


def document_text(value: Mapping[str, Any]) -> str:
    """An item as a YAML document, its fields in the order of its schema."""
    return "".join(f"{line}\n" for name in _in_order(value) for line in field_lines(name, value[name]))


def _in_order(value: Mapping[str, Any]) -> Iterator[str]:
    known = list(bundled(value["kind"])["properties"])
    yield from sorted(value, key=lambda name: (known.index(name) if name in known else len(known), name))
