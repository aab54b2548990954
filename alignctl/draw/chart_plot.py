"""What lies inside a chart: axes, limits, what was due, readings, targets, revisions and the time boxes of bets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alignctl.draw.markup import attribute, content, escape, number
from alignctl.draw.scale import day_ticks, value_ticks
from alignctl.draw.text import measure, shorten
from alignctl.plan.numbers import format_number
from alignctl.views.trend import TimeBox, Trend, TrendPoint, describe_limit

WIDTH = 640.0
LEFT, RIGHT = 62.0, 520.0
SIZE = 12.0
PLOT_HEIGHT = 188.0
ABOVE = 34.0
"""Room above the plot for the unit and the word "today"."""
BELOW = 28.0
"""Room below the plot for the days."""


class Plot:
    """One chart below `top`: its scales, and each layer as lines of SVG."""

    def __init__(self, trend: Trend, top: float) -> None:
        self.trend = trend
        self.upper = top + ABOVE
        self.lower = self.upper + PLOT_HEIGHT
        values = [point.value for point in (*trend.readings, *trend.targets)]
        values += [point.value for line in trend.due for point in line]
        values += [edge for limit in trend.limits for edge in (limit.low, limit.high) if edge is not None]
        values += [box.expected.value for box in trend.boxes if box.expected is not None]
        if trend.baseline is not None:
            values.append(trend.baseline.value)
        self.ticks = value_ticks(min(values), max(values))

    def x(self, day: date) -> float:
        whole = (self.trend.last - self.trend.first).days
        return LEFT + 6 + (RIGHT - LEFT - 12) * (day - self.trend.first).days / whole

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.lower - PLOT_HEIGHT * (value - low) / (high - low)

    def stretch(self, box: TimeBox) -> tuple[float, float]:
        """Where a time box begins and ends, from left to right; an open one ends with the chart."""
        first, end = max(box.first, self.trend.first), self.trend.last
        left = min(self.x(first), self.x(end) - 3)
        return left, max(self.x(min(box.last, end) if box.last is not None else end), left + 3)

    def layers(self) -> Iterable[str]:
        """Everything, what lies below first."""
        for layer in (self._boxes, self._axes, self._limits, self._due, self._today, self._readings, self._marks):
            yield from layer()
        yield from self._labels()

    def _boxes(self) -> Iterable[str]:
        for box in self.trend.boxes:
            left, right = self.stretch(box)
            place = f'x="{number(left)}" y="{number(self.upper)}" width="{number(right - left)}"'
            yield f'<rect class="box" {place} height="{number(PLOT_HEIGHT)}"/>'

    def _axes(self) -> Iterable[str]:
        if self.trend.unit:
            yield label(10, self.upper - 16, shorten(self.trend.unit, 300, SIZE))
        for value in self.ticks:
            y = self.y(value)
            style = "axis" if value == self.ticks[0] else "rule"
            yield f'<path class="{style}" d="M{number(LEFT)} {number(y)}H{number(RIGHT)}"/>'
            yield label(LEFT - 8, y + 4, format_number(value), end=True)
        for day, name in day_ticks(self.trend.first, self.trend.last):
            x = self.x(day)
            yield f'<path class="axis" d="M{number(x)} {number(self.lower)}v5"/>'
            yield label(x, self.lower + 20, name, middle=True)

    def _limits(self) -> Iterable[str]:
        for limit in self.trend.limits:
            left, right = self.x(limit.first), self.x(limit.last)
            top = self.y(limit.high) if limit.high is not None else self.upper
            bottom = self.y(limit.low) if limit.low is not None else self.lower
            yield (
                f'<rect class="band" x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
                f'height="{number(max(bottom - top, 0))}"/>'
            )
            for edge in (limit.low, limit.high):
                if edge is not None:
                    yield f'<path class="limit" d="M{number(left)} {number(self.y(edge))}H{number(right)}"/>'

    def _due(self) -> Iterable[str]:
        for line in self.trend.due:
            yield f'<path class="due" d="{self._path(line)}"/>'

    def _today(self) -> Iterable[str]:
        if not self.trend.first <= self.trend.today <= self.trend.last:
            return
        x = self.x(self.trend.today)
        yield f'<path class="today" d="M{number(x)} {number(self.upper - 6)}V{number(self.lower)}"/>'
        yield label(x, self.upper - 10, "today", middle=True)

    def _readings(self) -> Iterable[str]:
        if len(self.trend.readings) > 1:
            yield f'<path class="actual" d="{self._path(self.trend.readings)}"/>'
        thinned = self.trend.known > len(self.trend.readings)
        for point in self.trend.readings[-1:] if thinned else self.trend.readings:
            note = f": {point.note}" if point.note else ""
            text = f"{point.date}: {format_number(point.value)} {self.trend.unit}".rstrip() + note
            yield (
                f'<circle class="dot" cx="{number(self.x(point.date))}" cy="{number(self.y(point.value))}" r="3.4">'
                f"<title>{content(text)}</title></circle>"
            )

    def _marks(self) -> Iterable[str]:
        trend = self.trend
        if trend.pace is not None and trend.readings:
            latest = trend.readings[-1]
            x, fact, pace = self.x(latest.date), self.y(latest.value), self.y(trend.pace)
            if abs(fact - pace) > 5:
                text = f"due on {latest.date}: {trend.pace_text}, read: {format_number(latest.value)}"
                line = f"M{number(x)} {number(fact)}V{number(pace)}M{number(x - 4)} {number(pace)}h8"
                yield f'<path class="gap" d="{line}"><title>{content(text)}</title></path>'
        if trend.baseline is not None:
            x, y = self.x(trend.baseline.date), self.y(trend.baseline.value)
            yield (
                f'<rect class="baseline" x="{number(x - 4)}" y="{number(y - 4)}" width="8" height="8">'
                f"<title>{content(f'baseline {format_number(trend.baseline.value)}')}</title></rect>"
            )
        for target in trend.targets:
            x, y = self.x(target.date), self.y(target.value)
            text = f"target {format_number(target.value)} by {target.date}"
            yield (
                f'<path class="target" d="M{number(x)} {number(y - 6)}l6 6-6 6-6-6z">'
                f"<title>{content(text)}</title></path>"
            )
        for box in trend.boxes:
            if box.expected is not None:
                x, y = self.x(box.expected.date), self.y(box.expected.value)
                text = f"{box.title}: expects {format_number(box.expected.value)} by {box.expected.date}"
                yield (
                    f'<path class="expected" d="M{number(x - 5)} {number(y + 4)}h10l-5-9z">'
                    f"<title>{content(text)}</title></path>"
                )
        for day, what in trend.revised:
            x = self.x(day)
            yield (
                f'<path class="revised" d="M{number(x)} {number(self.upper)}V{number(self.lower)}">'
                f"<title>{content(f'{day}: {what} was changed in the plan')}</title></path>"
            )

    def _labels(self) -> Iterable[str]:
        """What the last of each sort is called, at the right, moved apart where they would touch."""
        wanted: list[tuple[float, str, str]] = []
        if self.trend.readings:
            latest = self.trend.readings[-1].value
            word = "last here" if self.trend.goes_on else "latest"
            wanted.append((self.y(latest), f"{word} {format_number(latest)}", "now"))
        if self.trend.targets:
            final = self.trend.targets[-1].value
            wanted.append((self.y(final), f"target {format_number(final)}", ""))
        if self.trend.pace is not None and self.trend.readings:
            wanted.append((self.y(self.trend.pace), f"was due {self.trend.pace_text}", ""))
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
            rows.append(max(position, rows[-1] + 16) if rows else max(position, self.upper))
        too_low = max(rows[-1] - self.lower, 0.0) if rows else 0.0
        for y, (_, text, style) in zip(rows, sorted(wanted), strict=True):
            yield label(RIGHT + 8, y + 4 - too_low, shorten(text, WIDTH - RIGHT - 12, SIZE), style=style)

    def _path(self, line: Iterable[TrendPoint]) -> str:
        return "M" + "L".join(f"{number(self.x(p.date))} {number(self.y(p.value))}" for p in line)


def label(x: float, y: float, text: str, *, end: bool = False, middle: bool = False, style: str = "") -> str:
    """A line of text that begins at `x`, ends there, or has its middle there."""
    if middle:
        width = measure(text, SIZE)
        x = min(max(x, width / 2 + 2), WIDTH - width / 2 - 2)
    anchor = ' text-anchor="end"' if end else ' text-anchor="middle"' if middle else ""
    kind = f' class="{attribute(style)}"' if style else ""
    return f'<text{kind} x="{number(x)}" y="{number(y)}"{anchor}>{escape(text)}</text>'
