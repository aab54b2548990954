"""Starting and deciding a bet in its own document, and nothing else in the file changed.

Nothing is written here: the results are the bytes that the file is to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from yaml.nodes import MappingNode, ScalarNode

from alignctl.edit.checkin import Refused
from alignctl.edit.document import Document, Unplaceable, YamlText
from alignctl.edit.entries import insert_field
from alignctl.edit.patches import Patch, apply_patches
from alignctl.edit.placing import fields_before, write_scalar
from alignctl.edit.scalars import as_scalar
from alignctl.edit.series import items_in, plain_number
from alignctl.edit.templates import quote
from alignctl.plan.dates import Period
from alignctl.plan.items import Hypothesis
from alignctl.plan.parts import Result


def start_bet(
    bet: Hypothesis, data: bytes, starts: Mapping[int, float], day: date, fiscal_year_starts: int = 1
) -> bytes | Refused:
    """The file with a bet that runs: its status, the day where none was given, and from where each measure sets out.

    `starts` are values by the place of an expectation in `moves`, for those that name none.
    """
    moves = tuple(replace(m, start=starts.get(i, m.start)) for i, m in enumerate(bet.moves))
    after = replace(bet, status="running", moves=moves)
    if bet.start is None:
        after = replace(after, start=Period(day, day, day.isoformat()))

    def change(document: Document) -> list[Patch]:
        patches = [_set_field(document, "status", "running")] if bet.status != "running" else []
        if bet.start is None:
            patches.append(_set_field(document, "start", day.isoformat()))
        return patches + [_give_start(document, index, value) for index, value in sorted(starts.items())]

    return _changed(bet, after, data, change, fiscal_year_starts, "set status: running, and from: in each of moves")


def decide_bet(bet: Hypothesis, data: bytes, result: Result, fiscal_year_starts: int = 1) -> bytes | Refused:
    """The file with a bet that is decided: its status and its result."""
    after = replace(bet, status="decided", result=result)

    def change(document: Document) -> list[Patch]:
        # Both may go to the same place, so the two fields are written as one where neither is there.
        if _has(document, "status"):
            return [_set_field(document, "status", "decided"), _insert(document, "result", _result_lines(result))]
        return [_insert(document, "result", ["status: decided", *_result_lines(result)])]

    return _changed(bet, after, data, change, fiscal_year_starts, 'write status: decided, and a "result" with its date')


def _changed(
    bet: Hypothesis,
    after: Hypothesis,
    data: bytes,
    change: Callable[[Document], list[Patch]],
    fiscal_year_starts: int,
    by_hand: str,
) -> bytes | Refused:
    path = bet.origin.path
    try:
        new = apply_patches(data, change(YamlText(data).document(bet.origin.document)))
    except Unplaceable:
        new = data
    before = items_in(path, data, fiscal_year_starts)
    wanted = [after if other.id == bet.id and other.origin == bet.origin else other for other in before]
    if list(items_in(path, new, fiscal_year_starts)) != wanted:
        return Refused(f'"{path}" is written in a way that leaves no sure place for it', f"do it by hand: {by_hand}")
    return new


def _has(document: Document, field: str) -> bool:
    root = document.root
    return isinstance(root, MappingNode) and any(
        isinstance(key, ScalarNode) and document.text_of(key) == field for key, _ in root.value
    )


def _set_field(document: Document, field: str, text: str) -> Patch:
    """Let a field of the document say a word, be it there or not. Raises Unplaceable."""
    if not _has(document, field):
        return _insert(document, field, [f"{field}: {text}"])
    node = document.trace((field,)).node
    if not isinstance(node, ScalarNode):
        raise Unplaceable
    return write_scalar(document, node, text)


def _insert(document: Document, field: str, lines: list[str]) -> Patch:
    """Put lines where a field belongs. Raises Unplaceable."""
    root, file = document.root, document.file
    if not isinstance(root, MappingNode):
        raise Unplaceable
    if root.flow_style:
        raise Unplaceable
    indent = " " * file.column(document.start(root.value[0][0]))
    return insert_field(document, root, f"{file.line_break}{indent}".join(lines), fields_before(document, field))


def _give_start(document: Document, index: int, value: float) -> Patch:
    """Write from which value an expectation sets out. Raises Unplaceable."""
    node = document.trace(("moves", index)).node
    if not isinstance(node, MappingNode):
        raise Unplaceable
    return insert_field(document, node, f"from: {plain_number(value)}", ("id",))


def _result_lines(result: Result) -> list[str]:
    lines = ["result:", f"  date: {result.date.isoformat()}", f"  decision: {result.decision}"]
    if result.reason is not None:
        lines.append(f"  reason: {quote(result.reason)}")
    if result.observed:
        lines.append("  observed:")
        for seen in result.observed:
            beside = f", compared_with: {plain_number(seen.compared_with)}" if seen.compared_with is not None else ""
            lines.append(f"    - {{kpi: {as_scalar(seen.kpi)}, value: {plain_number(seen.value)}{beside}}}")
    if result.learned is not None:
        lines.append(f"  learned: {quote(result.learned)}")
    if result.evidence is not None:
        lines.append(f"  evidence: {quote(result.evidence)}")
    return lines
