"""Style sheets and scripts under names that change when they do: what pages need in any theme, and those of our own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alignctl.draw.bowling import bowling_rules
from alignctl.draw.chart import chart_rules
from alignctl.draw.palette import DARK, LIGHT
from alignctl.draw.panel import panel_rules
from alignctl.draw.stylesheet import picture_rules
from alignctl.draw.view_page import grid_table_rules
from alignctl.draw.x_matrix import x_matrix_rules

_STYLES = ("alignctl.css", "front.css", "lists.css", "pictures.css")
_SCRIPTS = ("alignctl.js", "lists.js", "pictures.js")

_FOLDER = Path(__file__).parent / "assets"

_MORE_LIGHT = {
    "tint": "#f4f6f9",
    "card": "#ffffff",
    "underline": "#b9c4d0",
    "link": "#1f5fae",
    "pace": "#58b394",
    "risk": "#e0a04a",
    "old": "#c3b28c",
}
_MORE_DARK = {
    "tint": "#1a212b",
    "card": "#161c25",
    "underline": "#45566a",
    "link": "#8fbdf4",
    "pace": "#2f8a69",
    "risk": "#b87a2b",
    "old": "#7d7050",
}
_CHOSEN_DARK = ("[data-theme=dark]", "[data-bs-theme=dark]", "[data-md-color-scheme=slate]")
"""How themes mark a dark page: ours, those on Bootstrap, Material."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Paths on the site, and what stands in these files."""

    css: str
    js: str
    files: Mapping[str, str]


def make_assets() -> Assets:
    """The files, each named by its content so that no browser shows new pages in old clothes."""
    drawn = (picture_rules(), chart_rules(), x_matrix_rules(), bowling_rules(), panel_rules(), grid_table_rules())
    css = "\n".join((colour_rules(), *drawn, *[_read(name) for name in _STYLES]))
    js = "\n".join(_read(name) for name in _SCRIPTS)
    css_name, js_name = f"assets/alignctl-{_digest(css)}.css", f"assets/alignctl-{_digest(js)}.js"
    return Assets(css_name, js_name, {css_name: css, js_name: js})


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    """Paths on the site of what the theme of our own needs besides, and what stands in these files.

    `scheme` sets light or dark before anything is drawn; `js` can wait.
    """

    css: str
    scheme: str
    js: str
    icon: str
    files: Mapping[str, str]


def make_theme_assets() -> ThemeAssets:
    """The files of the theme `alignctl`."""
    css, scheme, icon = (_read(name) for name in ("theme.css", "scheme.js", "icon.svg"))
    js = "\n".join(_read(name) for name in ("tables.js", "search.js"))
    texts = {"theme": (css, "css"), "scheme": (scheme, "js"), "search": (js, "js"), "icon": (icon, "svg")}
    names = {name: f"assets/{name}-{_digest(text)}.{end}" for name, (text, end) in texts.items()}
    files = {names[name]: text for name, (text, _) in texts.items()}
    return ThemeAssets(names["theme"], names["scheme"], names["search"], names["icon"], files)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def colour_rules() -> str:
    """The colours of pages and pictures: light; dark where the page is dark; light again on paper.

    A theme that follows the reader's system says so by `data-theme="auto"`; without it, a theme that is always light
    keeps light pictures.
    """
    light = _declare(LIGHT | _MORE_LIGHT)
    dark = _declare(DARK | _MORE_DARK)
    return (
        f":root{{{light}}}\n"
        f"{','.join(_CHOSEN_DARK)}{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{[data-theme=auto]{{{dark}}}}}\n"
        f"@media print{{:root,[data-theme],[data-bs-theme],[data-md-color-scheme]{{{light}}}}}"
    )


def _declare(colours: Mapping[str, str]) -> str:
    return ";".join(f"--a-{name}:{value}" for name, value in colours.items())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
