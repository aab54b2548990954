"""A trend as rows: for spreadsheets, and as an HTML table that says what the chart shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alignctl.draw.href import address_of
from alignctl.draw.markup import attribute, content
from alignctl.draw.sheet import write_csv
from alignctl.plan.numbers import format_number
from alignctl.views.trend import Trend

_HEADER = ("kpi", "title", "unit", "day", "what", "value", "note")


def trends_to_csv(trends: Iterable[Trend]) -> bytes:
    """A line for each value of each measure: readings, baseline, targets, limits, and what bets expect."""
    return write_csv(
        _HEADER,
        (
            (trend.kpi, trend.title, trend.unit, day.isoformat(), what, value, note)
            for trend in trends
            for day, what, value, note in _rows(trend)
        ),
    )


def draw_trend_table(trend: Trend) -> str:
    """The values by day, and the bets below."""
    rows = "".join(
        f'<tr><td>{day}</td><td>{content(what)}</td><td class="a-figure-cell">{format_number(value)}</td>'
        f"<td>{content(note)}</td></tr>"
        for day, what, value, note in _rows(trend)
    )
    bets = "".join(f"<li>{_link(box.says, box.href)}</li>" for box in trend.boxes)
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Day", "What", "Value", "Note"))
    unit = f" in {content(trend.unit)}" if trend.unit else ""
    return (
        f'<div class="a-grid-scroll" tabindex="0" role="region" aria-label="{attribute(trend.title)}">\n'
        f'<table class="a-grid-table"><caption>{_link(trend.title, trend.href)}{unit}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>\n</div>"
        + (f"<p>Bets that aim at it:</p><ul>{bets}</ul>" if bets else "")
    )


def _rows(trend: Trend) -> Iterator[tuple[date, str, float, str]]:
    rows = [(point.date, "reading", point.value, point.note) for point in trend.readings]
    if trend.baseline is not None:
        rows.append((trend.baseline.date, "baseline", trend.baseline.value, trend.baseline.note))
    rows += [(point.date, "target", point.value, point.note) for point in trend.targets]
    for limit in trend.limits:
        edges = (("keep above", limit.low), ("keep below", limit.high))
        rows += [(limit.first, what, edge, f"until {limit.last}") for what, edge in edges if edge is not None]
    for box in trend.boxes:
        if box.expected is not None:
            rows.append((box.expected.date, "expected by a bet", box.expected.value, box.title))
    return iter(sorted(rows))


def _link(text: str, href: str) -> str:
    address = address_of(href)
    return f'<a href="{address}">{content(text)}</a>' if address else content(text)
