"""The chart of a measure as SVG: readings against what was due, targets, limits, and today.

A picture of one measure needs two scales and five sorts of marks; writing them as SVG text keeps pages light, gives
the same bytes everywhere and lets the chart follow the light or dark of the page, which a plotting library would not.
Readings are dots on a firm line, what is due is a dashed line, targets are diamonds, the baseline is a square, limits
are a band: no meaning hangs on colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from alignctl.draw.markup import attribute, content, number
from alignctl.draw.palette import DARK, FONT, LIGHT, ROOT, resolve_rules, theme_rules
from alignctl.draw.scale import day_ticks, value_ticks
from alignctl.draw.text import measure, shorten
from alignctl.plan.numbers import format_number
from alignctl.views.trend import Trend, TrendPoint, describe_limit

WIDTH, HEIGHT = 640.0, 264.0

_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 520.0, 34.0, 222.0
_SIZE = 12.0


def draw_chart(trend: Trend, *, theme: str = "auto", styled: bool = True) -> str:
    """The chart as an SVG document; themes and `styled` as in `draw_svg`."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", f"chart-{trend.name}")
    size = f'width="{number(WIDTH)}" height="{number(HEIGHT)}" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}"'
    role = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{ROOT} {ROOT}-chart" {size} {role} style="max-width:none">',
        f'<title id="{name}-title">{content(trend.title)}</title>',
        f'<desc id="{name}-desc">{content(trend.alt)}</desc>',
    ]
    if styled:
        rules = theme_rules(chart_rules())
        if theme != "auto":
            rules = resolve_rules(chart_rules(), DARK if theme == "dark" else LIGHT)
        out.append(f"<style>\n{rules}\n</style>")
    plot = _Plot(trend)
    out += [*plot.axes(), *plot.limits(), *plot.due(), *plot.today(), *plot.readings(), *plot.marks(), *plot.labels()]
    out.append("</svg>\n")
    return "\n".join(out)


def chart_rules() -> str:
    """The CSS of charts, with colours as custom properties."""
    root = f".{ROOT}-chart"
    return "\n".join(
        [
            f"{root}{{font-family:{FONT};background:var(--a-paper)}}",
            f"{root} .ground{{fill:var(--a-paper)}}",
            f"{root} text{{fill:var(--a-soft);font-size:{number(_SIZE)}px}}",
            f"{root} text.now{{fill:var(--a-ink);font-weight:700}}",
            f"{root} .rule{{stroke:var(--a-rule)}}",
            f"{root} .axis{{stroke:var(--a-line)}}",
            f"{root} .today{{stroke:var(--a-soft);stroke-dasharray:2 3}}",
            f"{root} .band{{fill:var(--a-outcome)}}",
            f"{root} .limit{{stroke:var(--a-outcome-line);stroke-width:1.6;fill:none}}",
            f"{root} .due{{stroke:var(--a-hypothesis-line);stroke-width:1.6;stroke-dasharray:7 4;fill:none}}",
            f"{root} .target{{fill:var(--a-paper);stroke:var(--a-hypothesis-line);stroke-width:1.8}}",
            f"{root} .baseline{{fill:var(--a-soft)}}",
            f"{root} .line{{stroke:var(--a-kpi-line);stroke-width:2.2;fill:none;stroke-linejoin:round}}",
            f"{root} .dot{{fill:var(--a-kpi-line);stroke:var(--a-paper);stroke-width:1}}",
        ]
    )


class _Plot:
    """One chart: its scales, and each layer as lines of SVG."""

    def __init__(self, trend: Trend) -> None:
        self.trend = trend
        values = [point.value for point in (*trend.readings, *trend.targets)]
        values += [point.value for line in trend.due for point in line]
        values += [edge for limit in trend.limits for edge in (limit.low, limit.high) if edge is not None]
        if trend.baseline is not None:
            values.append(trend.baseline.value)
        self.ticks = value_ticks(min(values), max(values))

    def x(self, day: date) -> float:
        whole = (self.trend.last - self.trend.first).days
        return _LEFT + 6 + (_RIGHT - _LEFT - 12) * (day - self.trend.first).days / whole

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return _BOTTOM - (_BOTTOM - _TOP) * (value - low) / (high - low)

    def axes(self) -> Iterable[str]:
        yield f'<rect class="ground" width="{number(WIDTH)}" height="{number(HEIGHT)}"/>'
        if self.trend.unit:
            yield _label(10, 18, shorten(self.trend.unit, 300, _SIZE))
        for value in self.ticks:
            y = self.y(value)
            style = "axis" if value == self.ticks[0] else "rule"
            yield f'<path class="{style}" d="M{number(_LEFT)} {number(y)}H{number(_RIGHT)}"/>'
            yield _label(_LEFT - 8, y + 4, format_number(value), end=True)
        for day, label in day_ticks(self.trend.first, self.trend.last):
            x = self.x(day)
            yield f'<path class="axis" d="M{number(x)} {number(_BOTTOM)}v5"/>'
            yield _label(x, _BOTTOM + 20, label, middle=True)

    def limits(self) -> Iterable[str]:
        for limit in self.trend.limits:
            left, right = self.x(limit.first), self.x(limit.last)
            top = self.y(limit.high) if limit.high is not None else _TOP
            bottom = self.y(limit.low) if limit.low is not None else _BOTTOM
            yield (
                f'<rect class="band" x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
                f'height="{number(max(bottom - top, 0))}"/>'
            )
            for edge in (limit.low, limit.high):
                if edge is not None:
                    yield f'<path class="limit" d="M{number(left)} {number(self.y(edge))}H{number(right)}"/>'

    def due(self) -> Iterable[str]:
        for line in self.trend.due:
            yield f'<path class="due" d="{self._path(line)}"/>'

    def today(self) -> Iterable[str]:
        x = self.x(self.trend.today)
        yield f'<path class="today" d="M{number(x)} {number(_TOP - 6)}V{number(_BOTTOM)}"/>'
        yield _label(x, _TOP - 10, "today", middle=True)

    def readings(self) -> Iterable[str]:
        if len(self.trend.readings) > 1:
            yield f'<path class="line" d="{self._path(self.trend.readings)}"/>'
        for point in self.trend.readings:
            note = f": {point.note}" if point.note else ""
            text = f"{point.date}: {format_number(point.value)} {self.trend.unit}".rstrip() + note
            yield (
                f'<circle class="dot" cx="{number(self.x(point.date))}" cy="{number(self.y(point.value))}" r="3.4">'
                f"<title>{content(text)}</title></circle>"
            )

    def marks(self) -> Iterable[str]:
        if self.trend.baseline is not None:
            x, y = self.x(self.trend.baseline.date), self.y(self.trend.baseline.value)
            yield (
                f'<rect class="baseline" x="{number(x - 4)}" y="{number(y - 4)}" width="8" height="8">'
                f"<title>{content(f'baseline {format_number(self.trend.baseline.value)}')}</title></rect>"
            )
        for target in self.trend.targets:
            x, y = self.x(target.date), self.y(target.value)
            text = f"target {format_number(target.value)} by {target.date}"
            yield (
                f'<path class="target" d="M{number(x)} {number(y - 6)}l6 6-6 6-6-6z">'
                f"<title>{content(text)}</title></path>"
            )

    def labels(self) -> Iterable[str]:
        """What the last of each sort is called, at the right, moved apart where they would touch."""
        wanted: list[tuple[float, str, str]] = []
        if self.trend.readings:
            latest = self.trend.readings[-1].value
            wanted.append((self.y(latest), f"latest {format_number(latest)}", "now"))
        if self.trend.targets:
            final = self.trend.targets[-1].value
            wanted.append((self.y(final), f"target {format_number(final)}", ""))
        if self.trend.limits:
            limit = self.trend.limits[-1]
            edge = limit.high if limit.high is not None else limit.low
            if edge is not None:
                wanted.append((self.y(edge), describe_limit(limit), ""))
        if self.trend.baseline is not None:
            start = self.trend.baseline.value
            wanted.append((self.y(start), f"baseline {format_number(start)}", ""))
        rows: list[float] = []
        for position, _, _ in sorted(wanted):
            rows.append(max(position, rows[-1] + 16) if rows else max(position, _TOP))
        too_low = max(rows[-1] - _BOTTOM, 0.0) if rows else 0.0
        for y, (_, text, style) in zip(rows, sorted(wanted), strict=True):
            yield _label(_RIGHT + 8, y + 4 - too_low, shorten(text, WIDTH - _RIGHT - 12, _SIZE), style=style)

    def _path(self, line: Iterable[TrendPoint]) -> str:
        return "M" + "L".join(f"{number(self.x(p.date))} {number(self.y(p.value))}" for p in line)


def _label(x: float, y: float, text: str, *, end: bool = False, middle: bool = False, style: str = "") -> str:
    width = measure(text, _SIZE)
    if middle:
        x = min(max(x, width / 2 + 2), WIDTH - width / 2 - 2)
    anchor = ' text-anchor="end"' if end else ' text-anchor="middle"' if middle else ""
    kind = f' class="{attribute(style)}"' if style else ""
    return f'<text{kind} x="{number(x)}" y="{number(y)}"{anchor}>{escape(text)}</text>'
