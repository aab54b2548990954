"""A bowling chart as an HTML table: the same as the picture, for every reader."""

from __future__ import annotations

from alignctl.draw.href import address_of
from alignctl.draw.markup import attribute, content
from alignctl.views.bowling import STATES, BowlingChart, Cell, Row

_SIGNS = {"met": "✔", "missed": "✖", "unjudged": "⊘", "late": "◌", "awaited": "…", "not-due": "·", "to-come": ""}
_WORDS = {state: meaning.partition(":")[0] for state, meaning in STATES.items()}


def draw_bowling_table(chart: BowlingChart) -> str:
    """The table: a row for each measure with plan and actual in each month, and a row for what is done about it.

    What lies across several columns stands in a `span` of its own, which pages may keep in sight.
    """
    heads = "".join(f'<th scope="col">{month.name}</th>' for month in chart.months)
    span = len(chart.months) + 2
    body = []
    for group in chart.groups:
        title = _link(group.title, group.href)
        body.append(f'<tr><th scope="rowgroup" colspan="{span}"><span>{title}</span></th></tr>')
        for row in group.rows:
            body.append(_row(row))
            body += [
                f'<tr><td></td><td colspan="{span - 1}"{_flag(note.state == "lacking")}><span>'
                f"{f'{note.number} · ' if note.number is not None else ''}{content(note.text)}</span></td></tr>"
                for note in row.notes
            ]
    tally = "".join(
        f'<td class="a-figure-cell">{f"{met} of {judged}" if judged else "–"}</td>'
        for met, judged in (chart.tally(place) for place in range(len(chart.months)))
    )
    body.append(f'<tr><th scope="row">Met, of those that could be judged</th><td></td>{tally}</tr>')
    return (
        f'<div class="a-grid-scroll" tabindex="0" role="region" aria-label="{attribute(chart.title)}">\n'
        f'<table class="a-grid-table"><caption><span>{content(chart.title)}: plan over actual</span></caption>\n'
        f'<thead><tr><th scope="col">Measure</th><th scope="col">Start</th>{heads}</tr></thead>\n<tbody>\n'
        + "\n".join(body)
        + "\n</tbody></table>\n</div>"
    )


def _row(row: Row) -> str:
    more = " · ".join(content(part) for part in (row.unit, row.owner, row.mark.word if row.mark else "") if part)
    start = content(row.start_text)
    cells = "".join(_cell(cell) for cell in row.cells)
    return (
        f'<tr><th scope="row">{_link(row.title, row.href)}<br><small>{more}</small></th>'
        f'<td class="a-figure-cell">{start}</td>{cells}</tr>'
    )


def _cell(cell: Cell) -> str:
    word = _WORDS[cell.state]
    numbers = "".join(f" <small>({number})</small>" for number in cell.notes)
    plan = f"<small>plan</small> {content(cell.plan)}<br>" if cell.plan else ""
    said = f"<b>{content(cell.actual)}</b>" if cell.actual else f"<small>{content(word)}</small>"
    sign = f'<span title="{attribute(word)}">{_SIGNS[cell.state]}</span>'
    hidden = f" <small>{word}</small>" if cell.actual else ""
    style = f"a-figure-cell a-{cell.state}"
    return f'<td class="{style}">{plan}{sign} {said}{hidden}{numbers}</td>'


def _link(title: str, href: str) -> str:
    address = address_of(href)
    text = f'<bdi dir="auto">{content(title)}</bdi>'
    return f'<a href="{address}">{text}</a>' if address else text


def _flag(empty: bool) -> str:
    return ' class="a-none"' if empty else ""
