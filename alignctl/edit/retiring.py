"""Marking an item as over, in its own document."""

from __future__ import annotations

from datetime import date

from yaml.nodes import MappingNode, ScalarNode

from alignctl.edit.document import Unplaceable, YamlText
from alignctl.edit.entries import insert_field
from alignctl.edit.patches import apply_patches
from alignctl.edit.placing import fields_before
from alignctl.edit.scalars import as_scalar
from alignctl.edit.templates import quote


def retire_item(data: bytes, document: int, day: date, why: str, replaced_by: str | None = None) -> bytes | None:
    """The file with `retired`, and `replaced_by` where given, in one of its documents; the rest as it was.

    None where there is no place for them that is sure.
    """
    file = YamlText(data)
    try:
        here = file.document(document)
        if not isinstance(here.root, MappingNode):
            return None
        lines = [f"retired: {{date: {day.isoformat()}, why: {quote(why)}}}"]
        if replaced_by is not None:
            lines.append(f"replaced_by: {as_scalar(replaced_by)}")
        between = file.line_break
        if here.root.flow_style:
            between = ", "
        elif here.root.value:
            between += " " * file.column(here.start(here.root.value[0][0]))
        patch = insert_field(here, here.root, between.join(lines), fields_before(here, "retired"))
    except Unplaceable:
        return None
    return apply_patches(data, [patch])


def has_field(data: bytes, document: int, field: str) -> bool:
    """Whether a document has a field, be it broken."""
    try:
        root = YamlText(data).document(document).root
    except Unplaceable:
        return False
    return isinstance(root, MappingNode) and any(
        isinstance(key, ScalarNode) and key.value == field for key, _ in root.value
    )
