"""A panel as HTML tables: the same as the picture, for every reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alignctl.draw.glyphs import TEXT
from alignctl.draw.href import address_of
from alignctl.draw.markup import attribute, content
from alignctl.views.panel import Cell, Column, Line, Panel, Row, Span, Table


def draw_panel_tables(panel: Panel) -> str:
    """A table for each group; then how to read them, and what is not shown."""
    parts = [f"<p>{_link(panel.title, panel.href)}</p>"] if panel.href else []
    parts += [_table(panel, table) for table in panel.tables]
    parts += [f"<p>{content(note)}</p>" for note in (*panel.notes, *panel.left_out)]
    return "\n".join(parts)


def _table(panel: Panel, table: Table) -> str:
    caption = content(table.title or panel.title)
    more = f" <small>{content(table.note)}</small>" if table.note else ""
    if not table.rows:
        return f"<p><b>{caption}</b>: {content(table.empty)}{more}</p>" if table.empty else ""
    told = [i for i in range(len(table.columns)) if not _is_bars(row.cells[i] for row in table.rows)]
    heads = "".join(f'<th scope="col">{_head(table.columns[i])}</th>' for i in told)
    rows = "\n".join(_row(row, table.columns, told) for row in table.rows)
    return (
        f'<div class="a-grid-scroll" tabindex="0" role="region" aria-label="{attribute(table.title or panel.title)}">\n'
        f'<table class="a-grid-table"><caption>{caption}{more}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n</div>"
    )


def _is_bars(cells: Iterable[Cell]) -> bool:
    """Whether a column holds nothing but bars, of which the words stand in another."""
    return not any(cell.lines or cell.marks or cell.span for cell in cells)


def _head(column: Column) -> str:
    sign = f"{TEXT.get(column.glyph, '')} " if column.glyph else ""
    more = f"<br><small>{content(column.says)}</small>" if column.glyph and column.says else ""
    return f"{sign}{_link(column.title, column.href)}{more}"


def _row(row: Row, columns: tuple[Column, ...], told: Sequence[int]) -> str:
    cells = []
    for position in told:
        column, cell = columns[position], row.cells[position]
        tone = cell.tone or row.tone or column.tone
        name, scope = ("th", ' scope="row"') if not position else ("td", "")
        cells.append(f"<{name}{scope}{_GROUNDS.get(tone, '')}>{_cell(cell)}</{name}>")
    return f"<tr>{''.join(cells)}</tr>"


_GROUNDS = {"bad": ' class="a-missed"', "good": ' class="a-met"', "watch": ' class="a-watch"'}


def _cell(cell: Cell) -> str:
    parts = [_line(line) for line in cell.lines]
    if cell.span is not None:
        parts.append(_span(cell.span))
    parts += [f"{TEXT.get(mark.glyph, '')} <small>{content(mark.word)}</small>" for mark in cell.marks if mark]
    return "<br>".join(parts)


def _line(line: Line) -> str:
    sign = f"{TEXT.get(line.glyph, '')} " if line.glyph else ""
    text = _link(line.text, line.href)
    if line.style == "soft":
        return f"{sign}<small>{text}</small>"
    return f"{sign}<b>{text}</b>" if line.style == "title" and not line.href else f"{sign}{text}"


def _span(span: Span) -> str:
    return f"<small>{content(span.says) or f'between {span.low * 100:.0f} % and {span.high * 100:.0f} %'}</small>"


def _link(title: str, href: str) -> str:
    address = address_of(href)
    text = f'<bdi dir="auto">{content(title)}</bdi>'
    return f'<a href="{address}">{text}</a>' if address else text
