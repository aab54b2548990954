"""An X-matrix as SVG. Titles are links; every crossing says in words what it means.

The colours of the lists are those of their kinds in every other picture. Strength is told by shape alone: a disc, a
ring, a triangle; owners are squares. Themes and `styled` are as in `alignctl.draw.svg`.
"""

from __future__ import annotations

from alignctl.draw.document import draw_run, draw_sign, open_document
from alignctl.draw.href import address_of
from alignctl.draw.markup import content, escape, number
from alignctl.draw.palette import ROOT, ground_rules
from alignctl.draw.plates import Run, Sign
from alignctl.draw.x_matrix_places import Centre, Grid, Lane, LegendSign, MatrixScene, PlacedTitle
from alignctl.draw.x_matrix_plates import describe_entry

_SHAPES = {
    "strong": ("solid", "M0-7.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15z"),
    "medium": ("line", "M0-6.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z"),
    "weak": ("line", "M0-7L7 5.5H-7z"),
    "owns": ("solid", "M-6-6H6V6H-6z"),
    "takes-part": ("line", "M-5.5-5.5h11v11h-11z"),
}
"""The sign of each tie, around its middle."""


def draw_x_matrix(scene: MatrixScene, *, theme: str = "auto", styled: bool = True) -> str:
    """The matrix as an SVG document with a line feed at the end."""
    matrix = scene.matrix
    rules = x_matrix_rules() if styled else ""
    out = open_document(matrix, scene.width, scene.height, rules, theme, look="matrix")
    out += [_draw_lane(lane) for lane in scene.lanes]
    out += [_draw_grid(grid) for grid in scene.grids]
    out += [draw_run(lane.word, upright=lane.upright) for lane in scene.lanes if lane.word is not None]
    out.append(_draw_centre(scene.centre))
    words = {side.name: side.spec.one for side in (*matrix.sides.values(), matrix.teams)}
    out += [_draw_title(placed, words[placed.side]) for placed in scene.titles]
    out += [
        f'<g class="tie" transform="translate({number(sign.x)} {number(sign.y)})"><title>{content(sign.says)}</title>'
        f"{_shape(sign.name)}</g>"
        for sign in scene.signs
    ]
    out += [draw_run(run) for run in scene.runs]
    out += [draw_run(run, upright=True) for run in scene.upright_runs]
    out += [_draw_legend(item) for item in scene.legend]
    out.append("</svg>\n")
    return "\n".join(out)


def x_matrix_rules() -> str:
    """The CSS of X-matrices, with colours as custom properties."""
    root = f".{ROOT}-matrix"
    lines = [
        *ground_rules(root),
        f"{root} text.rank{{fill:var(--a-soft)}}",
        f"{root} .grid{{stroke:var(--a-rule);fill:none}}",
        f"{root} .frame{{stroke:var(--a-line);fill:none;stroke-width:1.6}}",
        f"{root} .lane{{fill:var(--a-apart);stroke:var(--a-apart-line);stroke-dasharray:4 3}}",
        f"{root} .shape{{fill:var(--a-paper);stroke:var(--a-line)}}",
        f"{root} .sign{{stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;fill:none}}",
        f"{root} .cut{{stroke:var(--a-paper)}}",
        f"{root} .tie{{stroke:var(--a-ink);stroke-width:1.9;stroke-linejoin:round;color:var(--a-ink)}}",
        f"{root} .tie .line{{fill:var(--a-paper)}}",
        f"{root} .dash{{stroke-dasharray:2.4 2.4}}",
    ]
    for kind in ("outcome", "kpi", "hypothesis", "initiative"):
        lines.append(f"{root} .{kind} .shape,{root} .shape.{kind}{{fill:var(--a-{kind});stroke:var(--a-{kind}-line)}}")
    for tone in ("good", "watch", "bad", "unknown", "plain"):
        lines.append(f"{root} .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
        lines.append(f"{root} .strategy .tone-{tone}{{stroke:var(--a-strategy-ink);color:var(--a-strategy-ink)}}")
        lines.append(f"{root} .context.strategy .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
    lines += [
        f"{root} .strategy .shape,{root} .shape.strategy{{fill:var(--a-strategy);stroke:var(--a-line)}}",
        f"{root} .strategy text{{fill:var(--a-strategy-ink)}}",
        f"{root} .strategy text.soft,{root} .strategy text.rank{{fill:var(--a-strategy-soft)}}",
        f"{root} .strategy .cut{{stroke:var(--a-strategy)}}",
        f"{root} .solid{{fill:currentColor}}",
        f"{root} .context .shape{{fill:var(--a-paper);stroke-dasharray:5 4}}",
        f"{root} .context text,{root} .context text.rank{{fill:var(--a-soft)}}",
        f"{root} .context .cut{{stroke:var(--a-paper)}}",
        f"{root} a:focus-visible{{outline:none}}",
        f"{root} a:hover .shape,{root} a:focus-visible .shape{{stroke-width:3}}",
    ]
    return "\n".join(lines)


def _shape(name: str) -> str:
    form, path = _SHAPES[name]
    return f'<path class="{form} {name}" d="{path}"/>'


def _draw_grid(grid: Grid) -> str:
    left, right, top, bottom = grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1]
    lines = [f"M{number(x)} {number(top)}V{number(bottom)}" for x in grid.xs[1:-1]]
    lines += [f"M{number(left)} {number(y)}H{number(right)}" for y in grid.ys[1:-1]]
    inner = f'<path class="grid" d="{"".join(lines)}"/>' if lines else ""
    size = f'width="{number(right - left)}" height="{number(bottom - top)}"'
    return f'{inner}<rect class="frame" x="{number(left)}" y="{number(top)}" {size}/>'


def _draw_lane(lane: Lane) -> str:
    size = f'width="{number(lane.width)}" height="{number(lane.height)}"'
    place = f'x="{number(lane.x)}" y="{number(lane.y)}"'
    return f'<g><title>{content(lane.says)}</title><rect class="lane" {place} {size}/></g>'


def _draw_centre(centre: Centre) -> str:
    x, y, w, h = centre.x, centre.y, centre.width, centre.height
    middle = f"{number(x + w / 2)} {number(y + h / 2)}"
    corners = {
        "north": f"M{number(x)} {number(y)}H{number(x + w)}L{middle}z",
        "east": f"M{number(x + w)} {number(y)}V{number(y + h)}L{middle}z",
        "south": f"M{number(x + w)} {number(y + h)}H{number(x)}L{middle}z",
        "west": f"M{number(x)} {number(y + h)}V{number(y)}L{middle}z",
    }
    parts = []
    for side, path in corners.items():
        runs = "".join(draw_run(run) for name, run in centre.runs if name == side)
        parts.append(f'<g class="quadrant {centre.kinds[side]}"><path class="shape" d="{path}"/>{runs}</g>')
    return "\n".join(parts)


def _draw_title(placed: PlacedTitle, word: str) -> str:
    entry, plate = placed.plate.entry, placed.plate
    turn = f"translate({number(placed.x)} {number(placed.y)})"
    if placed.upright:
        turn = f"translate({number(placed.x)} {number(placed.y + placed.height)}) rotate(-90)"
    parts = [
        f"<title>{escape(describe_entry(entry, word))}</title>",
        f'<rect class="shape" width="{number(plate.length)}" height="{number(plate.depth)}"/>',
        *(draw_sign(sign, sign.style, upright=placed.upright) for sign in plate.signs),
        *(draw_run(run) for run in plate.runs),
    ]
    place = f'class="box {entry.kind}{" context" if entry.context else ""}" transform="{turn}"'
    href = address_of(entry.href)
    body = "".join(parts)
    return f'<a {place} href="{href}">{body}</a>' if href else f"<g {place}>{body}</g>"


def _draw_legend(item: LegendSign) -> str:
    x, y = item.x, item.y
    if item.sort == "tie":
        sample = f'<g class="tie" transform="translate({number(x + 8)} {number(y + 7)})">{_shape(item.name)}</g>'
    elif item.sort == "gap":
        sample = f'<rect class="lane" x="{number(x)}" y="{number(y + 1)}" width="16" height="13"/>'
    elif item.sort == "rank":
        sample = draw_run(Run(x + 5, y + 11.5, item.name, 11, "rank", bold=True))
    else:
        sample = draw_sign(Sign(x + 1, y, item.name, "", 13), f"tone-{item.tone}")
    return sample + draw_run(item.run)
