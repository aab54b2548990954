"""REF, references: whether the links between items hold."""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.ref.circular_reference import circular_reference
from alignctl.lint.rules.ref.duplicate_id import duplicate_id
from alignctl.lint.rules.ref.retired_reference import retired_reference
from alignctl.lint.rules.ref.stale_agreement import stale_agreement
from alignctl.lint.rules.ref.unknown_reference import unknown_reference
from alignctl.lint.rules.ref.unowned_item import unowned_item
from alignctl.lint.rules.ref.wrong_kind_reference import wrong_kind_reference

RULES: tuple[Rule, ...] = (
    unknown_reference,
    wrong_kind_reference,
    duplicate_id,
    circular_reference,
    retired_reference,
    unowned_item,
    stale_agreement,
)
