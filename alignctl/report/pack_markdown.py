"""A review pack as Markdown that a person can read as it stands, and that forges and wikis show as a document.

Everything from a plan is escaped, so that nothing in it can begin markup, a link or a mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.report.markdown import legible, legible_line
from alignctl.views.pack import Block, Chart, Entry, Grid, Pack, Paragraph, Point, Points, Section

_SIGNS = {"good": "✔ ", "bad": "✖ "}
"""What stands before a figure that is good news, or bad."""


def report_pack_markdown(pack: Pack) -> str:
    """The whole pack, with a line feed at its end. Charts are told as tables, and what is done about them as lists."""
    lines = [f"# {_heading(pack.title)}", "", legible_line(pack.scope), ""]
    lines += [f"- {legible_line(line)}" for line in pack.lead]
    for note in pack.notes:
        lines += ["", f"*{legible(note)}*"]
    for section in sorted(pack.sections, key=lambda section: section.is_annex):
        lines += _section(section)
    return "\n".join(lines) + "\n"


def _heading(text: str) -> str:
    """The text of a heading; at its end a number sign would be taken for the end of the heading."""
    shown = legible(text)
    return f"{shown[:-1]}\\#" if shown.endswith("#") else shown


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {_heading(section.title)}")
    for block in section.blocks:
        yield ""
        yield from _block(block, 3)


def _block(block: Block, level: int) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"*{legible(block.text)}*" if block.soft else _led(block)
    elif isinstance(block, Points):
        yield from _points(block)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Chart):
        yield f"{'#' * level} {_heading(block.chart.title)}"
        yield ""
        yield from _grid(block.grid)
        if block.notes:
            yield ""
            yield from _points(Points(block.notes))
    else:
        yield from _entry(block, level)


def _entry(entry: Entry, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_heading(entry.title)}"
    stands = [f"**{legible(entry.mark.word)}**"] if entry.mark is not None else []
    stands += [legible_line(entry.owner)] if entry.owner else []
    if stands:
        yield ""
        yield ", ".join(stands)
    for block in entry.blocks:
        yield ""
        yield from _block(block, level + 1)


def _points(points: Points) -> Iterable[str]:
    for number, point in enumerate(points.entries, 1):
        yield f"{f'{number}.' if points.numbered else '-'} {_led(point)}"


def _led(said: Paragraph | Point) -> str:
    return f"**{legible(said.lead)}** {legible(said.text)}" if said.lead else legible_line(said.text)


def _grid(grid: Grid) -> Iterator[str]:
    yield f"| {' | '.join(legible(head.title) for head in grid.heads)} |"
    yield f"| {' | '.join('---:' if head.figures else '---' for head in grid.heads)} |"
    for row in grid.rows:
        yield f"| {' | '.join(_SIGNS.get(cell.tone, '') + legible(cell.text) for cell in row)} |"
