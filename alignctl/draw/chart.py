"""The chart of a measure as SVG: readings against what was due, targets, limits, today, and the bets that aim at it.

Written as SVG text here, because no library draws it as it must be: see "Charts" in site/decisions.md. Readings are
dots on a firm line, what was due is a dashed line, targets are diamonds, the baseline is a square, limits are a band,
time boxes are bands with a bar below: no meaning hangs on colour.
"""

from __future__ import annotations

from alignctl.draw.chart_lanes import Key, Lanes
from alignctl.draw.chart_plot import BELOW, SIZE, WIDTH, Plot, label
from alignctl.draw.document import open_document
from alignctl.draw.href import address_of
from alignctl.draw.markup import number
from alignctl.draw.palette import FONT, ROOT
from alignctl.draw.text import shorten
from alignctl.views.trend import Trend

_HEAD = 50.0
_MARGIN = 10.0
_LINE = 18.0


def draw_chart(trend: Trend, *, theme: str = "auto", styled: bool = True, headed: bool = False) -> str:
    """The chart as an SVG document; `theme` and `styled` as in `draw_svg`, `headed` writes the title above it."""
    top = _HEAD if headed else 0.0
    plot = Plot(trend, top)
    lanes = Lanes(plot, plot.lower + BELOW)
    key = Key(trend, plot.lower + BELOW + lanes.height + 4)
    below = plot.lower + BELOW + lanes.height + 4 + key.height
    height = below + _MARGIN + len(trend.left_out) * _LINE
    out = open_document(trend, WIDTH, height, chart_rules() if styled else "", theme, look="chart")
    if headed:
        title = label(10, 24, shorten(trend.title, WIDTH - 20, 16, bold=True), style="title")
        href = address_of(trend.href)
        out.append(f'<a href="{href}">{title}</a>' if href else title)
        out.append(label(10, 43, shorten(trend.subtitle, WIDTH - 20, SIZE)))
    out += [*plot.layers(), *lanes.draw(), *key.draw()]
    out += [label(10, below + 14 + _LINE * row, text) for row, text in enumerate(trend.left_out)]
    out.append("</svg>\n")
    return "\n".join(out)


def chart_rules() -> str:
    """The CSS of charts, with colours as custom properties."""
    root = f".{ROOT}-chart"
    lines = [
        f"{root}{{font-family:{FONT};background:var(--a-paper)}}",
        f"{root} .ground{{fill:var(--a-paper)}}",
        f"{root} text{{fill:var(--a-soft);font-size:{number(SIZE)}px}}",
        f"{root} text.now{{fill:var(--a-ink);font-weight:700}}",
        f"{root} text.title{{fill:var(--a-ink);font-weight:700;font-size:16px}}",
        f"{root} text.lane{{fill:var(--a-ink)}}",
        f"{root} .rule{{stroke:var(--a-rule)}}",
        f"{root} .axis{{stroke:var(--a-line)}}",
        f"{root} .today{{stroke:var(--a-soft);stroke-dasharray:2 3}}",
        f"{root} .band{{fill:var(--a-outcome)}}",
        f"{root} .box{{fill:var(--a-hypothesis);fill-opacity:.6}}",
        f"{root} .bar{{stroke:var(--a-hypothesis-line);stroke-width:6;fill:none}}",
        f"{root} .signal{{stroke-dasharray:6 3}}",
        f"{root} .limit{{stroke:var(--a-outcome-line);stroke-width:1.6;fill:none}}",
        f"{root} .due{{stroke:var(--a-hypothesis-line);stroke-width:1.6;stroke-dasharray:7 4;fill:none}}",
        f"{root} .gap{{stroke:var(--a-ink);stroke-width:1.4;fill:none}}",
        f"{root} .target{{fill:var(--a-paper);stroke:var(--a-hypothesis-line);stroke-width:1.8}}",
        f"{root} .expected{{fill:var(--a-paper);stroke:var(--a-hypothesis-line);stroke-width:1.6}}",
        f"{root} .revised{{stroke:var(--a-watch);stroke-width:1.6;stroke-dasharray:1 3;stroke-linecap:round}}",
        f"{root} .baseline{{fill:var(--a-soft)}}",
        f"{root} .actual{{stroke:var(--a-kpi-line);stroke-width:2.2;fill:none;stroke-linejoin:round}}",
        f"{root} .dot{{fill:var(--a-kpi-line);stroke:var(--a-paper);stroke-width:1}}",
        f"{root} .sign{{stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;fill:none}}",
        f"{root} .sign .solid{{fill:currentColor;stroke:none}}",
        f"{root} .sign .cut{{stroke:var(--a-paper)}}",
        f"{root} .sign .dash{{stroke-dasharray:2.4 2.4}}",
        f"{root} a:focus-visible{{outline:none}}",
        f"{root} a:hover text,{root} a:focus-visible text{{text-decoration:underline}}",
    ]
    for tone in ("good", "watch", "bad", "unknown", "plain"):
        lines.append(f"{root} .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
    return "\n".join(lines)
