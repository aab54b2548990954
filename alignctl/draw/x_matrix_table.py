"""An X-matrix as HTML tables, one for each corner and one for the teams: the same as the picture, for every reader."""

from __future__ import annotations

from collections.abc import Callable

from alignctl.draw.href import safe_href
from alignctl.draw.markup import attribute, content
from alignctl.draw.x_matrix_sheet import PART_SIGNS, TIE_SIGNS
from alignctl.views.x_matrix import Entry, Side, XMatrix
from alignctl.views.x_matrix_layout import CORNERS, SIDES


def draw_matrix_tables(matrix: XMatrix) -> str:
    """The tables, one after the other. A corner with an empty side has none."""
    tables = [_corner(matrix, matrix.sides[rows], matrix.sides[columns]) for rows, columns in CORNERS]
    if matrix.teams.entries:
        tables.append(_owners(matrix))
    return "\n".join(table for table in tables if table)


def _corner(matrix: XMatrix, rows: Side, columns: Side) -> str:
    gaps = {(gap.item, gap.side) for gap in matrix.gaps}

    def cell(row: Entry, column: Entry) -> str:
        crossing = matrix.crossings.get((row.id, column.id))
        return f"{TIE_SIGNS[crossing.strength]} {crossing.strength}" if crossing is not None else ""

    caption = f"{rows.spec.title} and {columns.spec.title}"
    empty_rows = frozenset(entry.id for entry in rows.entries if (entry.id, columns.name) in gaps)
    empty_columns = frozenset(entry.id for entry in columns.entries if (entry.id, rows.name) in gaps)
    return _table(caption, rows.entries, columns, cell, (empty_rows, empty_columns), f"no {columns.spec.one}")


def _owners(matrix: XMatrix) -> str:
    gaps = frozenset(gap.item for gap in matrix.gaps if gap.side == "teams")

    def cell(row: Entry, team: Entry) -> str:
        part = matrix.parts.get((row.id, team.id))
        return f"{PART_SIGNS[part]} {part}" if part is not None else ""

    entries = tuple(entry for side in SIDES for entry in matrix.sides[side].entries)
    return _table("Owners and those who take part", entries, matrix.teams, cell, (gaps, frozenset()), "no team")


def _table(
    caption: str,
    rows: tuple[Entry, ...],
    columns: Side,
    cell: Callable[[Entry, Entry], str],
    empty: tuple[frozenset[str], frozenset[str]],
    nothing: str,
) -> str:
    """A table whose last column says which rows are empty; an empty column says so in its heading."""
    if not rows or not columns.entries:
        return ""
    empty_rows, empty_columns = empty
    heads = "".join(
        f'<th scope="col"{_flag(c.id in empty_columns)}>{_name(c)}{"<br>none" if c.id in empty_columns else ""}</th>'
        for c in columns.entries
    )
    body = []
    for row in rows:
        cells = "".join(f"<td>{cell(row, column)}</td>" for column in columns.entries)
        none = f'<br><small class="a-none">{nothing}</small>' if row.id in empty_rows else ""
        body.append(f'<tr><th scope="row"{_flag(row.id in empty_rows)}>{_name(row)}{none}</th>{cells}</tr>')
    return (
        f'<div class="a-grid-scroll" tabindex="0" role="region" aria-label="{attribute(caption)}">\n'
        f'<table class="a-grid-table"><caption>{content(caption)}</caption>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody></table>\n</div>"
    )


def _flag(empty: bool) -> str:
    return ' class="a-none"' if empty else ""


def _name(entry: Entry) -> str:
    rank = f"{entry.rank} · " if entry.rank is not None else ""
    href = safe_href(entry.href)
    title = f'<bdi dir="auto">{content(entry.title)}</bdi>'
    return f'{rank}<a href="{attribute(href)}">{title}</a>' if href else f"{rank}{title}"
