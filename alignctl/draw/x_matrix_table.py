"""An X-matrix as HTML tables, one for each corner and one for the teams: the same as the picture, for every reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alignctl.draw.href import address_of
from alignctl.draw.markup import attribute, content
from alignctl.draw.x_matrix_sheet import PART_SIGNS, TIE_SIGNS
from alignctl.views.x_matrix import Entry, Side, XMatrix
from alignctl.views.x_matrix_layout import CORNERS, SIDES


def draw_matrix_tables(matrix: XMatrix) -> str:
    """The tables, one after the other. A corner with an empty side has none."""
    names = {side.name: _names(side) for side in (*matrix.sides.values(), matrix.teams)}
    ties = {pair: f"{TIE_SIGNS[tie.strength]} {tie.strength}" for pair, tie in matrix.crossings.items()}
    tables = [_corner(matrix, matrix.sides[rows], matrix.sides[columns], names, ties) for rows, columns in CORNERS]
    if matrix.teams.entries:
        tables.append(_owners(matrix, names))
    return "\n".join(table for table in tables if table)


_Names = Sequence[tuple[str, str]]
"""The entries of a side, each as its id and its title with a link."""

_Cells = Mapping[tuple[str, str], str]
"""What cells say, by the ids of row and column; others are empty."""


def _corner(matrix: XMatrix, rows: Side, columns: Side, names: Mapping[str, _Names], ties: _Cells) -> str:
    gaps = {(gap.item, gap.side) for gap in matrix.gaps}
    caption = f"{rows.spec.title} and {columns.spec.title}"
    empty_rows = frozenset(entry.id for entry in rows.entries if (entry.id, columns.name) in gaps)
    empty_columns = frozenset(entry.id for entry in columns.entries if (entry.id, rows.name) in gaps)
    nothing = f"no {columns.spec.one}"
    return _table(caption, names[rows.name], names[columns.name], ties, (empty_rows, empty_columns), nothing)


def _owners(matrix: XMatrix, names: Mapping[str, _Names]) -> str:
    gaps = frozenset(gap.item for gap in matrix.gaps if gap.side == "teams")
    parts = {pair: f"{PART_SIGNS[part]} {part}" for pair, part in matrix.parts.items()}
    items = [entry for side in SIDES for entry in names[side]]
    return _table("Owners and those who take part", items, names["teams"], parts, (gaps, frozenset()), "no team")


def _table(
    caption: str,
    rows: _Names,
    columns: _Names,
    said: _Cells,
    empty: tuple[frozenset[str], frozenset[str]],
    nothing: str,
) -> str:
    """A table whose last column says which rows are empty; an empty column says so in its heading."""
    if not rows or not columns:
        return ""
    empty_rows, empty_columns = empty
    heads = "".join(
        f'<th scope="col"{_flag(column in empty_columns)}>{name}{"<br>none" if column in empty_columns else ""}</th>'
        for column, name in columns
    )
    body = []
    for row, name in rows:
        cells = "".join([f"<td>{said.get((row, column), '')}</td>" for column, _ in columns])
        none = f'<br><small class="a-none">{nothing}</small>' if row in empty_rows else ""
        body.append(f'<tr><th scope="row"{_flag(row in empty_rows)}>{name}{none}</th>{cells}</tr>')
    return (
        f'<div class="a-grid-scroll" tabindex="0" role="region" aria-label="{attribute(caption)}">\n'
        f'<table class="a-grid-table"><caption>{content(caption)}</caption>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody></table>\n</div>"
    )


def _flag(empty: bool) -> str:
    return ' class="a-none"' if empty else ""


def _names(side: Side) -> _Names:
    return [(entry.id, _name(entry)) for entry in side.entries]


def _name(entry: Entry) -> str:
    rank = f"{entry.rank} · " if entry.rank is not None else ""
    href = address_of(entry.href)
    title = f'<bdi dir="auto">{content(entry.title)}</bdi>'
    return f'{rank}<a href="{href}">{title}</a>' if href else f"{rank}{title}"
