"""A bowling chart as SVG. Titles are links; every month says in words what it means.

Met and missed differ by glyph and by ground. Themes and `styled` are as in `alignctl.draw.svg`.
"""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.draw.bowling_scene import BowlingScene, SparkPlace, Tile, values_of
from alignctl.draw.document import draw_run, draw_sign, open_document
from alignctl.draw.href import address_of
from alignctl.draw.markup import content, number
from alignctl.draw.palette import ROOT, ground_rules


def draw_bowling(scene: BowlingScene, *, theme: str = "auto", styled: bool = True) -> str:
    """The chart as an SVG document with a line feed at the end."""
    rules = bowling_rules() if styled else ""
    out = open_document(scene.chart, scene.width, scene.height, rules, theme, look="bowling")
    out += [_draw_tile(tile) for tile in scene.tiles]
    out += [_line("rule", line) for line in scene.lines]
    out += [part for spark in scene.sparks for part in _draw_spark(spark)]
    out += [draw_run(run) for run in scene.runs]
    out += [_draw_legend(tile) for tile in scene.legend]
    out.append("</svg>\n")
    return "\n".join(out)


def bowling_rules() -> str:
    """The CSS of bowling charts, with colours as custom properties."""
    root = f".{ROOT}-bowling"
    lines = [
        *ground_rules(root),
        f"{root} .rule{{stroke:var(--a-rule)}}",
        f"{root} .shape{{fill:none;stroke:none}}",
        f"{root} .group .shape{{fill:var(--a-outcome);stroke:var(--a-outcome-line)}}",
        f"{root} .month .shape{{stroke:var(--a-rule)}}",
        f"{root} .met .shape{{fill:var(--a-outcome)}}",
        f"{root} .missed .shape{{fill:var(--a-apart);stroke:var(--a-apart-line)}}",
        f"{root} .late .shape{{stroke:var(--a-watch);stroke-dasharray:4 3}}",
        f"{root} .sign{{stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;fill:none}}",
        f"{root} .cut{{stroke:var(--a-paper)}}",
        f"{root} .dash{{stroke-dasharray:2.4 2.4}}",
        f"{root} .solid{{fill:currentColor}}",
        f"{root} .band{{fill:var(--a-outcome);stroke:none}}",
        f"{root} .limit{{stroke:var(--a-outcome-line);stroke-width:1.4;fill:none}}",
        f"{root} .due{{stroke:var(--a-hypothesis-line);stroke-width:1.5;stroke-dasharray:5 3;fill:none}}",
        f"{root} .actual{{stroke:var(--a-kpi-line);stroke-width:2;fill:none;stroke-linejoin:round}}",
        f"{root} .dot{{fill:var(--a-kpi-line)}}",
        f"{root} a:focus-visible{{outline:none}}",
        f"{root} a:hover .shape,{root} a:focus-visible .shape{{stroke:var(--a-ink);stroke-width:2}}",
        f"{root} a.measure text.title{{text-decoration:underline;text-decoration-color:var(--a-rule)}}",
    ]
    for tone in ("good", "watch", "bad", "unknown", "plain"):
        lines.append(f"{root} .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
    return "\n".join(lines)


def _draw_tile(tile: Tile) -> str:
    title = f"<title>{content(tile.says)}</title>" if tile.says else ""
    shape = f'<rect class="shape" width="{number(tile.width)}" height="{number(tile.height)}"/>'
    inside = "".join([draw_sign(sign, sign.style) for sign in tile.signs] + [draw_run(run) for run in tile.runs])
    place = f'class="{tile.sort}" transform="translate({number(tile.x)} {number(tile.y)})"'
    href = address_of(tile.href)
    body = f"{title}{shape}{inside}"
    return f'<a {place} href="{href}">{body}</a>' if href else f"<g {place}>{body}</g>"


def _line(style: str, line: tuple[float, float, float, float]) -> str:
    x1, y1, x2, y2 = map(number, line)
    return f'<path class="{style}" d="M{x1} {y1}L{x2} {y2}"/>'


def _draw_spark(spark: SparkPlace) -> Iterable[str]:
    """Readings against the plan, or inside their limits, without axes: the numbers stand in the row."""
    values = list(values_of(spark.row))
    if not values:
        return
    low, high = min(values), max(values)
    if high - low < 1e-9 * max(abs(high), abs(low), 1):
        low, high = low - 1, high + 1
    bottom = spark.y + spark.height

    def x(share: float) -> float:
        return spark.x + spark.width * share

    def y(value: float) -> float:
        return bottom - spark.height * (value - low) / (high - low)

    for start, end, least, most in spark.row.spark.limits:
        top = y(most) if most is not None else spark.y - 4
        base = y(least) if least is not None else bottom + 4
        left, wide = x(start), x(end) - x(start) + 1
        yield (
            f'<rect class="band" x="{number(left)}" y="{number(top)}" width="{number(wide)}" '
            f'height="{number(max(base - top, 0))}"/>'
        )
        for edge in (least, most):
            if edge is not None:
                yield _line("limit", (left, y(edge), left + wide, y(edge)))
    if len(spark.row.spark.due) > 1:
        yield f'<path class="due" d="{_path((x(s), y(v)) for s, v in spark.row.spark.due)}"/>'
    if len(spark.row.spark.readings) > 1:
        yield f'<path class="actual" d="{_path((x(s), y(v)) for s, v in spark.row.spark.readings)}"/>'
    for share, value in spark.row.spark.readings[-1:]:
        yield f'<circle class="dot" cx="{number(x(share))}" cy="{number(y(value))}" r="3"/>'


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _draw_legend(tile: Tile) -> str:
    if not tile.sort.startswith("line "):
        return _draw_tile(tile)
    style = tile.sort.removeprefix("line ")
    middle = tile.y + 8.5
    sample = _line(style, (tile.x, middle, tile.x + 24, middle))
    if style == "limit":
        sample = f'<rect class="band" x="{number(tile.x)}" y="{number(middle)}" width="24" height="8"/>{sample}'
    runs = "".join(draw_run(run) for run in tile.runs)
    return f'{sample}<g transform="translate({number(tile.x)} {number(tile.y)})">{runs}</g>'
