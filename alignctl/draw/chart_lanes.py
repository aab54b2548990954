"""What stands below the plot of a chart: the bets that aim at the measure, a line each, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.draw.chart_plot import LEFT, SIZE, WIDTH, Plot, label
from alignctl.draw.document import draw_sign
from alignctl.draw.href import address_of
from alignctl.draw.markup import content, number
from alignctl.draw.plates import Sign
from alignctl.draw.text import SLACK, measure, shorten
from alignctl.views.trend import TimeBox, Trend

MOST_LANES = 6
"""How many bets have a line of their own; how many more there are is said."""

_LANE = 22.0
_ROW = 20.0
_SAMPLE = 22.0
_NEAR = 8.0


class Lanes:
    """The bets below the plot: a bar over the days of the time box, the title beside it, and how it stands."""

    def __init__(self, plot: Plot, top: float) -> None:
        self._plot = plot
        self._top = top
        boxes = plot.trend.boxes
        shown = boxes if len(boxes) <= MOST_LANES else boxes[-(MOST_LANES - 1) :]
        self._shown, self._left_out = shown, len(boxes) - len(shown)

    @property
    def height(self) -> float:
        """How much room the lines take, in pixels; nothing where there is no bet."""
        count = len(self._shown) + (1 if self._left_out else 0)
        return count * _LANE + 6 if count else 0.0

    def draw(self) -> Iterable[str]:
        """The lines, the earliest bet first; where there are too many, the latest."""
        y = self._top
        if self._left_out:
            yield label(LEFT, y + 15, f"{self._left_out} earlier bets are not shown here", style="lane")
            y += _LANE
        for box in self._shown:
            yield from self._lane(box, y)
            y += _LANE

    def _lane(self, box: TimeBox, y: float) -> Iterable[str]:
        left, right = self._plot.stretch(box)
        look = "bar signal" if box.is_signal else "bar"
        bar = f'<path class="{look}" d="M{number(left)} {number(y + 11)}H{number(right)}"/>'
        words = f"{box.mark.word}: {box.title}" if box.mark is not None else box.title
        after, before = WIDTH - 8 - right - _NEAR - 16, left - _NEAR - 16
        on_right = after >= min(measure(words, SIZE) * SLACK, 160) or after >= before
        text = shorten(words, max(after if on_right else before, 40), SIZE)
        sign_x = right + _NEAR if on_right else left - _NEAR - 14
        text_x = sign_x + 17 if on_right else sign_x - 3
        sign = Sign(sign_x, y + 4, box.mark.glyph if box.mark is not None else "hypothesis", "", 14)
        tone = f"tone-{box.mark.tone}" if box.mark is not None else "tone-plain"
        drawn = f"<title>{content(box.says)}</title>{bar}{draw_sign(sign, tone)}"
        drawn += label(text_x, y + 15, text, end=not on_right, style="lane")
        href = address_of(box.href)
        yield f'<a href="{href}">{drawn}</a>' if href else f"<g>{drawn}</g>"


class Key:
    """What the signs in a chart mean: a sample and a word for everything that occurs, in rows."""

    def __init__(self, trend: Trend, top: float) -> None:
        self._top = top
        self._places: list[tuple[float, float, str, str]] = []
        x, row = 10.0, 0
        for sample, words in _entries(trend):
            width = _SAMPLE + 6 + measure(words, SIZE) * SLACK + 18
            if x + width > WIDTH and x > 10:
                x, row = 10.0, row + 1
            self._places.append((x, top + row * _ROW, sample, words))
            x += width
        self._rows = row + 1 if self._places else 0

    @property
    def height(self) -> float:
        """How much room the rows take, in pixels."""
        return self._rows * _ROW

    def draw(self) -> Iterable[str]:
        """The rows."""
        for x, y, sample, words in self._places:
            yield f'<g transform="translate({number(x)} {number(y)})">{_SAMPLES[sample]}</g>'
            yield label(x + _SAMPLE + 6, y + 14, words)


_SAMPLES = {
    "reading": '<path class="actual" d="M0 10H22"/><circle class="dot" cx="11" cy="10" r="3.4"/>',
    "line": '<path class="actual" d="M0 10H22"/>',
    "due": '<path class="due" d="M0 10H22"/>',
    "gap": '<path class="gap" d="M11 3V17M7 17h8"/>',
    "target": '<path class="target" d="M11 4l6 6-6 6-6-6z"/>',
    "baseline": '<rect class="baseline" x="7" y="6" width="8" height="8"/>',
    "limit": '<rect class="band" y="3" width="22" height="14"/><path class="limit" d="M0 3H22"/>',
    "box": '<rect class="box" y="3" width="22" height="14"/><path class="bar" d="M0 10H22"/>',
    "signal": '<path class="bar signal" d="M0 10H22"/>',
    "expected": '<path class="expected" d="M6 15h10l-5-9z"/>',
    "revised": '<path class="revised" d="M11 2V18"/>',
}


def _entries(trend: Trend) -> Iterable[tuple[str, str]]:
    if trend.known > len(trend.readings):
        yield "line", f"{trend.known:,} readings, drawn thinned: every extreme is kept"
    elif trend.readings:
        yield "reading", "reading"
    if trend.due:
        yield "due", "what was due"
    if trend.pace is not None and trend.readings:
        yield "gap", "from what was read to what was due"
    if trend.targets:
        yield "target", "target"
    if trend.baseline is not None:
        yield "baseline", "baseline"
    if trend.limits:
        yield "limit", "limit to keep"
    if any(not box.is_signal for box in trend.boxes):
        yield "box", "time box of a bet"
    if any(box.is_signal for box in trend.boxes):
        yield "signal", "time box of a bet that looks here for first signs"
    if any(box.expected is not None for box in trend.boxes):
        yield "expected", "what a bet expects"
    if trend.revised:
        yield "revised", "the plan was changed"
