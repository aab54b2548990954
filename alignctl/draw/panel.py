"""A panel as SVG: tables or lanes of cards. Titles are links; every mark says in words what it means.

Themes and `styled` are as in `alignctl.draw.document`.
"""

from __future__ import annotations

from alignctl.draw.document import draw_run, draw_sign, open_document
from alignctl.draw.href import address_of
from alignctl.draw.legend import LegendItem
from alignctl.draw.markup import content, number
from alignctl.draw.palette import ROOT, ground_rules
from alignctl.draw.panel_cell import Bar, Piece
from alignctl.draw.panel_scene import PanelScene, Tile, UprightHead, arrange_panel
from alignctl.draw.plates import Sign
from alignctl.views.panel import Panel


def draw_panel(panel: Panel, *, theme: str = "auto", styled: bool = True) -> str:
    """The panel as an SVG document with a line feed at the end."""
    return draw_panel_scene(arrange_panel(panel), theme=theme, styled=styled)


def draw_panel_scene(scene: PanelScene, *, theme: str = "auto", styled: bool = True) -> str:
    """The same, of a panel whose places are known."""
    rules = panel_rules() if styled else ""
    out = open_document(scene.panel, scene.width, scene.height, rules, theme, look="panel")
    out += [_draw_tile(tile) for tile in scene.tiles]
    out += [_draw_head(head) for head in scene.heads]
    for x1, y1, x2, y2 in scene.lines:
        out.append(f'<path class="rule" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>')
    out += [draw_sign(sign, sign.style) for sign in scene.signs]
    out += [draw_run(run) for run in scene.runs]
    out += [_draw_legend(item) for item in scene.legend]
    out.append("</svg>\n")
    return "\n".join(out)


def panel_rules() -> str:
    """The CSS of panels, with colours as custom properties."""
    root = f".{ROOT}-panel"
    lines = [
        *ground_rules(root),
        f"{root} .rule{{stroke:var(--a-rule)}}",
        f"{root} .shape{{fill:none;stroke:none}}",
        f"{root} .group .shape{{fill:var(--a-kpi);stroke:var(--a-kpi-line)}}",
        f"{root} .card .shape{{fill:var(--a-paper);stroke:var(--a-line)}}",
        f"{root} .cross .shape{{stroke:var(--a-rule)}}",
        f"{root} .watch .shape{{fill:var(--a-hypothesis);stroke:var(--a-hypothesis-line)}}",
        f"{root} .bad .shape{{fill:var(--a-apart);stroke:var(--a-apart-line)}}",
        f"{root} .good .shape{{fill:var(--a-outcome);stroke:var(--a-outcome-line)}}",
        f"{root} .cell.watch .shape,{root} .cell.bad .shape,{root} .cell.good .shape{{stroke:none}}",
        f"{root} .cross.bad .shape{{stroke:var(--a-rule)}}",
        f"{root} .sign{{stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;fill:none}}",
        f"{root} .cut{{stroke:var(--a-paper)}}",
        f"{root} .dash{{stroke-dasharray:2.4 2.4}}",
        f"{root} .solid{{fill:currentColor}}",
        f"{root} .scale{{stroke:var(--a-line);stroke-width:1;fill:none}}",
        f"{root} .span{{fill:var(--a-kpi);stroke:var(--a-kpi-line)}}",
        f"{root} .share{{fill:var(--a-ink)}}",
        f"{root} .track{{fill:var(--a-kpi);stroke:var(--a-rule);stroke-width:1}}",
        f"{root} .part{{fill:currentColor;stroke:var(--a-paper);stroke-width:1}}",
        f"{root} a:focus-visible{{outline:none}}",
        f"{root} a text.title{{text-decoration:underline;text-decoration-color:var(--a-rule)}}",
        f"{root} a:hover text,{root} a:focus-visible text{{text-decoration:underline}}",
    ]
    for tone in ("good", "watch", "bad", "unknown", "plain"):
        lines.append(f"{root} .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
    return "\n".join(lines)


def _draw_tile(tile: Tile) -> str:
    title = f"<title>{content(tile.says)}</title>" if tile.says else ""
    round_ = ' rx="5"' if tile.sort.startswith("card") else ""
    shape = f'<rect class="shape" width="{number(tile.width)}" height="{number(tile.height)}"{round_}/>'
    inside = "".join([_draw_piece(piece) for piece in tile.pieces] + [_draw_bar(bar) for bar in tile.bars])
    place = f'class="{tile.sort}" transform="translate({number(tile.x)} {number(tile.y)})"'
    return f"<g {place}>{title}{shape}{inside}</g>"


def _draw_piece(piece: Piece) -> str:
    body = "".join([draw_sign(sign, sign.style) for sign in piece.signs] + [draw_run(run) for run in piece.runs])
    href = address_of(piece.href)
    return f'<a href="{href}"><title>{content(piece.says)}</title>{body}</a>' if href else body


def _draw_bar(bar: Bar) -> str:
    """A scale from 0 to 100 % with ends, the interval as a box on it, the share as a stroke; or parts in a row."""
    if bar.span is None:
        return _draw_parts(bar)
    low, high = bar.x + bar.width * bar.span.low, bar.x + bar.width * bar.span.high
    ends = "".join(f"M{number(x)} {number(bar.y)}V{number(bar.y + 10)}" for x in (bar.x, bar.x + bar.width))
    middle, wide = number(bar.y + 5), number(max(1.0, high - low))
    parts = [
        f'<path class="scale" d="M{number(bar.x)} {middle}H{number(bar.x + bar.width)}{ends}"/>',
        f'<rect class="span" x="{number(low)}" y="{number(bar.y + 1.5)}" width="{wide}" height="7"/>',
    ]
    if bar.span.share is not None:
        at = number(bar.x + bar.width * bar.span.share - 1.5)
        parts.append(f'<rect class="share" x="{at}" y="{number(bar.y - 1)}" width="3" height="12"/>')
    return "".join(parts)


def _draw_parts(bar: Bar) -> str:
    """A bar as long as all there is, and its parts from the left."""
    size = f'y="{number(bar.y)}" height="10"'
    drawn = [f'<rect class="track" x="{number(bar.x)}" width="{number(bar.width)}" {size}/>']
    x = bar.x
    for part in bar.parts:
        wide = bar.width * part.share
        if wide > 0:
            drawn.append(f'<rect class="part tone-{part.tone}" x="{number(x)}" width="{number(wide)}" {size}/>')
        x += wide
    return "".join(drawn)


def _draw_head(head: UprightHead) -> str:
    """A lying cell, turned so that it is read from the bottom up."""
    column = head.column
    turn = f"translate({number(head.x)} {number(head.y + head.height)}) rotate(-90)"
    parts = [
        f"<title>{content(column.says or column.title)}</title>",
        f'<rect class="shape" width="{number(head.height)}" height="{number(head.width)}"/>',
        *(draw_sign(sign, sign.style, upright=True) for sign in head.signs),
        *(draw_run(run) for run in head.runs),
    ]
    place = f'class="cross column {column.tone}" transform="{turn}"'.replace(' "', '"', 1)
    href = address_of(column.href)
    body = "".join(parts)
    return f'<a {place} href="{href}">{body}</a>' if href else f"<g {place}>{body}</g>"


def _draw_legend(item: LegendItem) -> str:
    sign = Sign(item.x + 2, item.y + 2.5, item.entry.name, f"tone-{item.entry.tone}", 13)
    return draw_sign(sign, sign.style) + draw_run(item.run)
