"""The CSS of a review pack: to be read on a screen or a phone, in light and dark, and to be printed on A4 or Letter."""

from __future__ import annotations

from alignctl.draw.palette import DARK, FONT, LIGHT, declare

_SCREEN = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{font:16px/1.55 FONT;margin:0;color:var(--a-ink);background:var(--a-paper)}
main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.35rem;line-height:1.25;margin:2.8rem 0 .8rem;padding-top:.9rem}
h2{border-top:2px solid var(--a-strategy-line)}
h3{font-size:1.06rem;line-height:1.35;margin:1.7rem 0 .2rem}
h1,h2,h3,p,li{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word;min-width:4.5rem}
p{margin:.55rem 0}
.scope,p.soft,.owner,.made{color:var(--a-soft)}
p.soft,.made{font-size:.9em}
.owner{margin:0 0 .4rem;font-size:.95em}
.lead{font-size:1.06em;border-left:4px solid var(--a-strategy-line);padding:.1rem 0 .1rem 1.9rem;margin:1.2rem 0}
.agenda{columns:2;column-gap:2rem;margin:1.2rem 0;padding-left:1.6rem}
.agenda li{margin:0 0 .35rem}
.agenda li{break-inside:avoid}
a{color:var(--a-kpi-line)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--a-kpi-line);outline-offset:2px}
ul,ol{margin:.6rem 0;padding-left:1.4rem}
li{margin:.35rem 0}
.wide{overflow-x:auto;margin:.9rem 0}
table{border-collapse:collapse;font-size:.92rem;line-height:1.4;width:100%}
caption{text-align:left;font-weight:700;padding:.2rem 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--a-rule)}
thead th{border-bottom:2px solid var(--a-line)}
tbody th{font-weight:600}
.figure{text-align:right;font-variant-numeric:tabular-nums}
.mark{white-space:nowrap;font-weight:700}
.a-sign{width:.85em;height:.85em;vertical-align:-.06em;margin-right:.35em;overflow:visible}
.a-sign .line,.a-sign .dash{fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.a-sign .dash{stroke-dasharray:2.4 2.4}
.a-sign .solid{fill:currentColor}
.a-sign .cut{fill:none;stroke:var(--a-paper);stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.tone-good{color:var(--a-good)}
.tone-watch{color:var(--a-watch)}
.tone-bad{color:var(--a-bad)}
.tone-unknown{color:var(--a-unknown)}
.tone-plain{color:var(--a-plain)}
.chart{margin:1.4rem 0}
.chart .wide svg{display:block}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--a-kpi-line)}
@media (max-width:34rem){
main{padding:1.2rem .9rem 3rem}
h1{font-size:1.5rem}
th,td{padding:.3rem .35rem;min-width:0}
table{font-size:.84rem}
.agenda{columns:1}
}
@media (min-width:72rem){
.chart{width:70rem;max-width:calc(100vw - 3rem);margin-left:calc((100% - min(70rem,100vw - 3rem))/2)}
.chart .wide svg{width:100%;height:auto}
}
"""

_PRINT = """\
@page{size:auto;margin:17mm 16mm 18mm;@top-left{content:"TITLE";font:8.5pt FONT;color:#4a5868}
@bottom-right{content:counter(page) " of " counter(pages);font:8.5pt FONT;color:#4a5868}}
@page :first{@top-left{content:""}}
@page sideways{size:landscape;margin:14mm 14mm 15mm}
@media print{
body{font-size:10.5pt;line-height:1.45}
main{max-width:none;padding:0}
h1{font-size:21pt}
h2{font-size:15pt;margin-top:9mm}
h3{font-size:11.5pt}
h2,h3,.owner,caption{break-after:avoid}
p,li{orphans:3;widows:3}
section.short{break-inside:avoid}
section.long{break-before:page}
section.long>h2{margin-top:0}
.made+section.long{break-before:auto}
.made+section.long>h2{margin-top:9mm}
.entry,.wide,li,tr{break-inside:avoid}
.entry.tall,.wide.tall{break-inside:auto}
thead{display:table-header-group}
.wide{overflow:visible}
table{font-size:9.5pt}
details{display:none}
.chart,.annex{page:sideways;break-before:page}
.chart{break-after:page;break-inside:avoid;width:auto;max-width:none;margin:0}
.chart:last-child{break-after:auto}
.chart .wide svg{width:auto!important;height:auto;max-width:100%!important;max-height:168mm;margin:0 auto}
.annex>h2{margin:0 0 3mm}
.annex>h2+.chart{break-before:auto}
.annex>h2+.chart .wide svg{max-height:154mm}
.chart .wide{margin:0}
a{color:inherit;text-decoration:none}
}
"""


def pack_rules(title: str) -> str:
    """The rules, with a running title for the head of each printed page."""
    light, dark = declare(LIGHT), declare(DARK)
    colours = (
        f":root{{{light};color-scheme:light dark}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n@media print{{:root{{{light}}}}}\n"
    )
    return f"{colours}{_SCREEN.replace('FONT', FONT)}{_PRINT.replace('FONT', FONT).replace('TITLE', _css_text(title))}"


def _css_text(text: str) -> str:
    """Text inside double quotes in CSS that stands in a page: whatever could end it is written as its code."""
    return "".join(char if char.isalnum() or char in " .,:;-–()" else f"\\{ord(char):x} " for char in text)
