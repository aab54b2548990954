"""A review pack as one HTML page that needs nothing else: no scripts, no fonts, no pictures from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.draw.bowling import bowling_rules, draw_bowling
from alignctl.draw.bowling_scene import arrange_bowling
from alignctl.draw.bowling_table import draw_bowling_table
from alignctl.draw.glyphs import GLYPHS, SIZE
from alignctl.draw.markup import attribute, content
from alignctl.draw.pack_rules import pack_rules
from alignctl.draw.text import clean_text
from alignctl.draw.view_page import grid_table_rules
from alignctl.views.pack import Block, Chart, Entry, Grid, GridCell, Pack, Paragraph, Point, Points, Section
from alignctl.views.picture import Mark

_LONG = 10
"""From how many rows on a table may go on to another page in print; its section begins a new one."""


def draw_pack_page(pack: Pack) -> str:
    """The page, with a line feed at its end."""
    agenda = "".join(f'<li><a href="#{attribute(s.key)}">{_text(s.title)}</a></li>' for s in pack.sections)
    lead = "".join(f"<li>{_text(line)}</li>" for line in pack.lead)
    sections = "\n".join(_section(section) for section in sorted(pack.sections, key=lambda section: section.is_annex))
    notes = "\n".join(f'<p class="made">{_text(note)}</p>' for note in pack.notes)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{content(pack.title)}</title>
<style>
{bowling_rules()}
{grid_table_rules()}
{pack_rules(clean_text(pack.title))}</style>
</head>
<body>
<main>
<h1>{_text(pack.title)}</h1>
<p class="scope">{_text(pack.scope)}</p>
<ul class="lead">{lead}</ul>
<nav aria-label="Agenda"><ol class="agenda">{agenda}</ol></nav>
{notes}
{sections}
</main>
</body>
</html>
"""


def _section(section: Section) -> str:
    body = "\n".join(part for block in section.blocks for part in _block(block))
    size = "annex" if section.is_annex else "long" if any(map(_is_long, section.blocks)) else "short"
    name = attribute(section.key)
    return f'<section class="{size}" id="{name}">\n<h2>{_text(section.title)}</h2>\n{body}\n</section>'


def _is_long(block: Block) -> bool:
    return isinstance(block, Entry) or (isinstance(block, Grid) and len(block.rows) >= _LONG)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        soft = ' class="soft"' if block.soft else ""
        yield f"<p{soft}>{_led(block)}</p>"
    elif isinstance(block, Points):
        name = "ol" if block.numbered else "ul"
        yield f"<{name}>{''.join(f'<li>{_led(point)}</li>' for point in block.entries)}</{name}>"
    elif isinstance(block, Grid):
        yield _grid(block)
    elif isinstance(block, Chart):
        yield _chart(block)
    else:
        yield from _entry(block)


def _entry(entry: Entry) -> Iterator[str]:
    """A part with its own heading; printed on one page unless it holds a table."""
    tall = " tall" if any(isinstance(block, Grid) for block in entry.blocks) else ""
    mark = _mark(entry.mark) if entry.mark is not None else ""
    between = " · " if mark and entry.owner else ""
    owner = f'<p class="owner">{mark}{between}{_text(entry.owner)}</p>' if mark or entry.owner else ""
    yield f'<div class="entry{tall}">\n<h3>{_text(entry.title)}</h3>\n{owner}'
    for block in entry.blocks:
        yield from _block(block)
    yield "</div>"


def _led(said: Paragraph | Point) -> str:
    return f"<b>{_text(said.lead)}</b> {_text(said.text)}" if said.lead else _text(said.text)


def _grid(grid: Grid) -> str:
    heads = "".join(_head_cell(head.title, head.figures) for head in grid.heads)
    rows = "\n".join(
        f"<tr>{''.join(_cell(grid, place, cell) for place, cell in enumerate(row))}</tr>" for row in grid.rows
    )
    tall = " tall" if _is_long(grid) else ""
    return (
        f'<div class="wide{tall}" tabindex="0" role="region" aria-label="{attribute(grid.caption)}">\n'
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n</div>"
    )


def _head_cell(title: str, figures: bool) -> str:
    style = ' class="figure"' if figures else ""
    return f'<th scope="col"{style}>{_text(title)}</th>' if title else "<td></td>"


def _cell(grid: Grid, place: int, cell: GridCell) -> str:
    style = ' class="figure"' if grid.heads[place].figures else ""
    text = f"{_sign(cell.mark)}{_text(cell.text)}" if cell.mark is not None else _text(cell.text)
    return f'<th scope="row"{style}>{text}</th>' if not place else f"<td{style}>{text}</td>"


def _chart(block: Chart) -> str:
    """The picture, in a frame that scrolls where it does not fit, and folded below it the same as a table."""
    chart = block.chart
    label = attribute(f"{chart.title}, drawn")
    picture = draw_bowling(arrange_bowling(chart), styled=False)
    return (
        f'<div class="chart">\n<div class="wide" tabindex="0" role="region" aria-label="{label}">\n'
        f"{picture}</div>\n<details><summary>The same as a table</summary>\n{draw_bowling_table(chart)}\n"
        "</details>\n</div>"
    )


def _mark(mark: Mark) -> str:
    return f'<span class="mark tone-{mark.tone}">{_sign(mark)}{content(mark.word)}</span>'


def _sign(mark: Mark) -> str:
    """The glyph of a mark. The words beside it say the same, so screen readers pass over it."""
    paths = "".join(f'<path class="{form}" d="{path}"/>' for form, path in GLYPHS.get(mark.glyph, ()))
    return f'<svg class="a-sign tone-{mark.tone}" viewBox="0 0 {SIZE} {SIZE}" aria-hidden="true">{paths}</svg>'


def _text(text: str) -> str:
    """Text of the pack; what a figure and its unit are parted by is kept on one line."""
    return content(text.replace(" %", "\u00a0%"))
