"""The page (or list) that leads to the pictures of a cascade that was cut into several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alignctl.draw.markup import attribute, content, markdown
from alignctl.draw.palette import DARK, FONT, LIGHT
from alignctl.views.picture import Picture

_MANY = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture and the name of its file, beside the index."""

    picture: Picture
    file: str


def draw_index_page(title: str, entries: Sequence[Entry], overview: str) -> str:
    """An HTML page: the overview (SVG or an image element, as it stands), then a list of all pictures."""
    lists = "\n".join(
        (f"<h2>{content(group)}</h2>\n" if group else "") + f"<ul>\n{_rows(title, members)}\n</ul>"
        for group, members in _grouped(entries)
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{content(title)}</title>
<style>
body{{font:16px/1.5 {FONT};margin:2rem;color:{LIGHT["ink"]};background:{LIGHT["paper"]}}}
a{{color:{LIGHT["kpi-line"]}}} small{{color:{LIGHT["soft"]}}} li{{margin:.4rem 0}}
.scroll{{overflow-x:auto}}
@media (prefers-color-scheme:dark){{
body{{color:{DARK["ink"]};background:{DARK["paper"]}}} a{{color:{DARK["kpi-line"]}}} small{{color:{DARK["soft"]}}}
}}
</style>
</head>
<body>
<h1>{content(title)}</h1>
{lists}
<div class="scroll">
{overview}
</div>
</body>
</html>
"""


def _rows(title: str, entries: Sequence[Entry]) -> str:
    return "\n".join(
        f'<li><a href="{attribute(entry.file)}">{content(_short_title(title, entry))}</a> '
        f"<small>{content(entry.picture.subtitle)}</small></li>"
        for entry in entries
    )


def _short_title(title: str, entry: Entry) -> str:
    """The title of a picture without what the index says already."""
    return entry.picture.title.removeprefix(f"{title}: ")


def _grouped(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Many entries by the owner of what stands first in each picture, few as they come."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        owner = entry.picture.boxes[0].owner if len(entries) > _MANY and not entry.picture.boxes[0].region else ""
        groups.setdefault(owner, []).append(entry)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0]))


def draw_index_list(title: str, entries: Sequence[Entry]) -> str:
    """A Markdown list of all pictures, for outputs made of text."""
    rows = "\n".join(
        f"- [{markdown(_short_title(title, entry))}]({entry.file}): {markdown(entry.picture.subtitle)}"
        for entry in entries
    )
    return f"# {markdown(title)}\n\n{rows}\n"
