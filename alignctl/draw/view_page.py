"""An HTML page of its own for a view: pictures, and the same as tables for everyone who cannot use a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alignctl.draw.markup import attribute, content
from alignctl.draw.palette import DARK, FONT, LIGHT, declare

_PRINT = """@page{size:landscape;margin:12mm}
@media print{
body{margin:0;font-size:10pt} svg{max-width:100%!important;max-height:148mm;height:auto} h1,h2,h3{break-after:avoid}
.a-grid-scroll{overflow:visible}
.a-grid-table{font-size:7pt;line-height:1.25;overflow-wrap:anywhere}
.a-grid-table :is(th,td){min-width:2.8em;padding:.25em .3em}
.a-grid-table tbody th[scope=row]{min-width:11em}
.a-grid-table td.a-figure-cell{white-space:normal}
.a-grid-table a{text-decoration:none}
.a-grid-table :is(.a-met,.a-missed,.a-watch,.a-none){print-color-adjust:exact;-webkit-print-color-adjust:exact}
.a-grid-table tr{break-inside:avoid}
}"""
"""On paper a view lies on its side, and its text shrinks until every column is there."""


def draw_page(title: str, rules: str, parts: Iterable[str]) -> str:
    """A page with these parts (HTML as it stands) below its title. `rules` is CSS for the pictures."""
    body = "\n".join(parts)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{content(title)}</title>
<style>
{rules}
:root{{{declare(LIGHT)}}}
@media (prefers-color-scheme:dark){{:root{{{declare(DARK)}}}}}
@media print{{:root{{{declare(LIGHT)}}}}}
body{{font:16px/1.5 {FONT};margin:2rem;color:var(--a-ink);background:var(--a-paper)}}
a{{color:var(--a-kpi-line)}} small{{color:var(--a-soft)}}
{grid_table_rules()}
{_PRINT}
</style>
</head>
<body>
<h1>{content(title)}</h1>
{body}
</body>
</html>
"""


def draw_index(title: str, entries: Sequence[tuple[str, str, str]], notes: Iterable[str]) -> str:
    """A page that leads to files: the address, the title and what it holds, for each."""
    rows = "\n".join(
        f'<li><a href="{attribute(address)}">{content(name)}</a> <small>{content(says)}</small></li>'
        for address, name, says in entries
    )
    said = "\n".join(f"<p>{content(note)}</p>" for note in notes)
    return draw_page(title, "", [f"<ul>\n{rows}\n</ul>", said])


def grid_table_rules() -> str:
    """The CSS of tables that say what a picture shows; colours are custom properties of the page."""
    table = ".a-grid-table"
    return "\n".join(
        [
            ".a-grid-scroll{overflow-x:auto;margin:0 0 1.5rem}",
            f"{table}{{border-collapse:collapse;font-size:.875rem;line-height:1.35;width:auto}}",
            f"{table} caption{{text-align:left;font-weight:700;padding:.5rem 0;color:var(--a-ink)}}",
            f"{table} th,{table} td{{border:1px solid var(--a-rule);padding:.3rem .5rem;min-width:0}}",
            f"{table} th,{table} td{{vertical-align:top;text-align:left;color:var(--a-ink)}}",
            f"{table} th{{font-weight:600;min-width:7rem}}",
            f"{table} th[scope=row]{{min-width:15rem}}",
            f"{table} td.a-figure-cell{{text-align:right;white-space:nowrap}}",
            f"{table} .a-none{{color:var(--a-apart-line);background:var(--a-apart)}}",
            f"{table} .a-met{{background:var(--a-outcome)}}",
            f"{table} .a-missed{{background:var(--a-apart)}}",
            f"{table} .a-watch{{background:var(--a-hypothesis)}}",
            f"{table} small{{color:var(--a-soft);font-weight:400}}",
        ]
    )
