"""A scene as SVG: text that looks the same inline in a page, as a file of its own and on paper.

Boxes are links. The root is a `graphics-document`, so that screen readers reach them (`img` would hide them and is
the second choice for programs that know no graphics roles). Numbers are rounded to a tenth of a pixel.
"""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.draw.arrows import arrow_head, edge_classes
from alignctl.draw.document import draw_run, draw_sign, open_document
from alignctl.draw.href import address_of
from alignctl.draw.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, LegendItem
from alignctl.draw.markup import escape, number
from alignctl.draw.palette import theme_rules
from alignctl.draw.plates import Sign, describe, outline_of, severity_tone
from alignctl.draw.scene import Frame, PlacedEdge, PlacedPlate, Scene, Stripe
from alignctl.draw.stylesheet import picture_rules

_HALO = 10.0
"""How far a halo stands from its box: arrow heads have room between them."""


def draw_svg(scene: Scene, *, theme: str = "auto", styled: bool = True) -> str:
    """The picture as an SVG document with a line feed at the end.

    `auto` follows the reader's choice of light or dark and prints light; `light` and `dark` have fixed colours
    written in, for programs that know no custom properties. Without `styled` the rules of `stylesheet()` must come
    from the page.
    """
    rules = picture_rules(static=theme != "auto") if styled else ""
    out = open_document(scene.picture, scene.width, scene.height, rules, theme, engine=scene.engine)
    out += [
        f'<path class="rule" d="M{number(r.x1)} {number(r.y1)}L{number(r.x2)} {number(r.y2)}"/>' for r in scene.rules
    ]
    out += [_draw_stripe(stripe) for stripe in scene.stripes]
    out += [_draw_frame(frame) for frame in scene.frames]
    out += [_draw_edge(edge) for edge in scene.edges]
    out += [_draw_plate(placed) for placed in scene.plates]
    out += [draw_run(run) for run in scene.runs]
    out += [_draw_legend_item(item) for item in scene.legend]
    out.append("</svg>\n")
    return "\n".join(out)


def stylesheet() -> str:
    """The rules for pages that hold pictures drawn without their own."""
    return theme_rules(picture_rules())


def _draw_stripe(stripe: Stripe) -> str:
    look = "stripe tinted" if stripe.tinted else "stripe"
    return (
        f'<rect class="{look}" x="{number(stripe.x)}" y="{number(stripe.y)}" width="{number(stripe.width)}" '
        f'height="{number(stripe.height)}"/>'
    )


def _draw_frame(frame: Frame) -> str:
    return (
        f'<rect class="apart" x="{number(frame.x)}" y="{number(frame.y)}" width="{number(frame.width)}" '
        f'height="{number(frame.height)}" rx="8"/>'
    )


def _draw_plate(placed: PlacedPlate) -> str:
    plate = placed.plate
    box = plate.box
    kind = box.kind
    classes = f"box {kind}" + (" context" if box.context else "")
    parts = [f"<title>{escape(describe(box))}</title>", f'<path class="shape" d="{plate.outline}"/>']
    if box.focus:
        halo, _ = outline_of(kind, plate.width + 2 * _HALO, plate.height + 2 * _HALO)
        parts.insert(1, f'<path class="halo" transform="translate(-{_HALO:g} -{_HALO:g})" d="{halo}"/>')
    if plate.fold:
        parts.append(f'<path class="shape" d="{plate.fold}"/>')
    parts += [draw_sign(sign, f"sign-{kind}" if sign.style == "kind" else sign.style) for sign in plate.signs]
    parts += [draw_run(run) for run in plate.runs]
    place = f'class="{classes}" transform="translate({number(placed.x)} {number(placed.y)})"'
    href = address_of(box.href)
    body = "".join(parts)
    return f'<a {place} href="{href}">{body}</a>' if href else f"<g {place}>{body}</g>"


def _draw_edge(placed: PlacedEdge) -> str:
    edge = placed.edge
    classes = edge_classes(edge.relation, placed.kind, edge.strength, edge.tested)
    points = " ".join(f"{number(x)},{number(y)}" for x, y in placed.points[1:])
    start = f"{number(placed.points[0][0])},{number(placed.points[0][1])}"
    return (
        f'<path class="edge {classes}" d="M{start}C{points}"/>{_draw_head(edge.relation, placed.kind, placed.points)}'
    )


def _draw_head(relation: str, kind: str, points: Sequence[tuple[float, float]]) -> str:
    corners, form = arrow_head(relation, points)
    path = "L".join(f"{number(x)} {number(y)}" for x, y in corners)
    hollow = " open" if form == "ring" else ""
    return f'<path class="head{hollow} from-{kind}" d="M{path}z"/>'


def _draw_legend_item(item: LegendItem) -> str:
    entry = item.entry
    x, y = number(item.x), number(item.y)
    middle = SAMPLE_HEIGHT / 2
    if entry.sample == "focus":
        inner = f'x="{number(item.x + 5)}" y="{number(item.y + 4.5)}" width="{SAMPLE_WIDTH - 10:g}" height="9"'
        sample = (
            f'<path class="halo" transform="translate({x} {y})" d="{_small(entry.name)}"/><rect class="shape" {inner}/>'
        )
    elif entry.sample in ("kind", "context"):
        look = "context " if entry.sample == "context" else ""
        sample = (
            f'<g class="{look}{entry.name}">'
            f'<path class="shape" transform="translate({x} {y})" d="{_small(entry.name)}"/>'
            + draw_sign(Sign(item.x + 10, item.y + 4, entry.name, "kind", 10), f"sign-{entry.name}")
            + "</g>"
        )
    elif entry.sample == "edge":
        relation, _, kind = entry.name.partition(" ")
        relation, _, extra = relation.partition("/")
        line = ((item.x, item.y + middle), (item.x + SAMPLE_WIDTH, item.y + middle))
        classes = edge_classes(
            relation, kind, extra if extra in ("strong", "weak") else None, False if extra == "untested" else None
        )
        sample = (
            f'<path class="edge {classes}" d="M{number(line[0][0])} {number(line[0][1])}H{number(line[1][0])}"/>'
            + _draw_head(relation, kind, line)
        )
    else:
        style = severity_tone(entry.name) if entry.sample == "problem" else f"tone-{entry.tone}"
        sample = draw_sign(Sign(item.x + 2, item.y + 2.5, entry.name, style, 13), style)
    return sample + draw_run(item.run)


def _small(kind: str) -> str:
    """The outline of a kind at the size of a legend sample."""
    w, h = SAMPLE_WIDTH, SAMPLE_HEIGHT
    if kind == "hypothesis":
        return f"M7 0H{w - 7:g}L{w:g} {h / 2:g}L{w - 7:g} {h:g}H7L0 {h / 2:g}z"
    if kind == "initiative":
        return f"M0 0H{w - 6:g}L{w:g} 6V{h:g}H0z"
    r = {"strategy": h / 2, "outcome": 5.0}.get(kind, 0.0)
    if not r:
        return f"M0 0H{w:g}V{h:g}H0z"
    arc = f"A{r:g} {r:g} 0 0 1 "
    return f"M{r:g} 0H{w - r:g}{arc}{w:g} {r:g}V{h - r:g}{arc}{w - r:g} {h:g}H{r:g}{arc}0 {h - r:g}V{r:g}{arc}{r:g} 0z"
