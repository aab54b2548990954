"""Colours and type: one set for light ground and print, one for dark; text has a contrast of 4.5 or more.

Hues keep apart for the common kinds of colour blindness, and nothing is said by colour alone.
"""

from __future__ import annotations

import re

FONT = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
ROOT = "alignctl-picture"
"""The class of every picture; all rules are below it."""

LIGHT: dict[str, str] = {
    "paper": "#ffffff",
    "ink": "#18212d",
    "soft": "#4a5868",
    "line": "#66768a",
    "rule": "#d3dae3",
    "apart": "#fbf3f1",
    "apart-line": "#b3261e",
    "strategy": "#1d3b63",
    "strategy-line": "#1d3b63",
    "strategy-ink": "#ffffff",
    "strategy-soft": "#d5e0ee",
    "outcome": "#e2f2ec",
    "outcome-line": "#00714f",
    "kpi": "#e8f0fb",
    "kpi-line": "#1f5fae",
    "hypothesis": "#fdf2d9",
    "hypothesis-line": "#8f5a00",
    "initiative": "#f6eaf6",
    "initiative-line": "#86398d",
    "good": "#006b4a",
    "watch": "#9a4f00",
    "bad": "#b3261e",
    "unknown": "#56636f",
    "plain": "#4a5868",
}

DARK: dict[str, str] = {
    "paper": "#11161d",
    "ink": "#eaeff5",
    "soft": "#b4c0cd",
    "line": "#8496a9",
    "rule": "#2f3a47",
    "apart": "#241718",
    "apart-line": "#ff8f85",
    "strategy": "#2d5488",
    "strategy-line": "#8db6ec",
    "strategy-ink": "#ffffff",
    "strategy-soft": "#dbe6f4",
    "outcome": "#11312a",
    "outcome-line": "#4fc7a3",
    "kpi": "#15283f",
    "kpi-line": "#75adf0",
    "hypothesis": "#33280f",
    "hypothesis-line": "#e2a93f",
    "initiative": "#2e1d33",
    "initiative-line": "#d394da",
    "good": "#52cf9d",
    "watch": "#f4aa58",
    "bad": "#ff8f85",
    "unknown": "#aab6c2",
    "plain": "#b4c0cd",
}

_VARIABLE = re.compile(r"var\(--a-([a-z-]+)\)")


def theme_rules(rules: str) -> str:
    """CSS for a page or an SVG file: light, dark where the reader asks for it, light again in print.

    A site that lets readers choose sets `data-theme` to `light` or `dark` on an element around the picture.
    """
    light, dark = declare(LIGHT), declare(DARK)
    return (
        f".{ROOT}{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{.{ROOT}{{{dark}}}}}\n"
        f"[data-theme=light] .{ROOT}{{{light}}}\n"
        f"[data-theme=dark] .{ROOT}{{{dark}}}\n"
        f"@media print{{.{ROOT},[data-theme] .{ROOT}{{{light}}}}}\n"
        f"{rules}"
    )


def ground_rules(root: str) -> list[str]:
    """What every picture begins with, below the selector `root`: its font, its ground, and the three sorts of text."""
    return [
        f"{root}{{font-family:{FONT};background:var(--a-paper)}}",
        f"{root} .ground{{fill:var(--a-paper)}}",
        f"{root} text{{fill:var(--a-ink)}}",
        f"{root} text.soft{{fill:var(--a-soft)}}",
        f"{root} text.alarm{{fill:var(--a-apart-line)}}",
    ]


def resolve_rules(rules: str, colours: dict[str, str]) -> str:
    """The same CSS with the colours written in, for programs that know no custom properties."""
    return _VARIABLE.sub(lambda match: colours[match[1]], rules)


def declare(colours: dict[str, str]) -> str:
    """Colours as custom properties, to stand between braces."""
    return ";".join(f"--a-{name}:{value}" for name, value in colours.items())
