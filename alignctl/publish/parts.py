"""The parts that pages share: links to items, marks, tables, lists of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from markupsafe import Markup, escape

from alignctl.plan.items import Item
from alignctl.publish.html import EMPTY, glyph, join, outside_link, tag, web_address
from alignctl.publish.paths import item_path, path_of
from alignctl.publish.site import Here
from alignctl.publish.wording import KIND_NAMES, say_day, say_word
from alignctl.views.picture import Mark, Problems

Cell = Markup | str


@dataclass(frozen=True, slots=True)
class Keyed:
    """A cell that sorts by something else than its text: a number, a day as ISO 8601 writes it."""

    cell: Cell
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be filtered: its cells, and what it can be filtered by, as `alignctl.publish.facets` writes it."""

    cells: Sequence[Cell | Keyed]
    has: str


_DAY = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
SIGNED_KINDS = frozenset({"strategy", "outcome", "kpi", "hypothesis", "initiative"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `number` columns stand right-aligned."""

    title: str
    number: bool = False


def item_link(here: Here, item_id: str) -> Markup:
    """A link to an item by its title, with the sign of its kind; an id without a page stands as code."""
    item = here.site.plan.get(item_id)
    if item is None:
        return tag("code", item_id, class_="a-lost", title="no such item can be read")
    if item_id in here.path and here.path == item_path(item):
        return tag("span", kind_sign(item.kind), item.title, class_="a-item", aria_current="page")
    # Pages of one depth share their links, and a plan is mostly links: each is made once a depth.
    links = here.site.links[here.path.count("/")]
    link = links.get(item_id)
    if link is None:
        href = here.to(item_path(item))
        link = links[item_id] = tag("a", kind_sign(item.kind), tag("span", item.title), href=href, class_="a-item")
    return link


@cache
def kind_sign(kind: str) -> Markup:
    """The sign of a kind, which screen readers hear as the kind's name."""
    if kind not in SIGNED_KINDS:
        return EMPTY
    name = tag("span", f"{KIND_NAMES[kind][0]}: ", class_="a-hidden")
    return tag("span", glyph(kind), name, class_=f"a-kind a-kind-{kind}")


def item_links(here: Here, ids: Iterable[str]) -> Markup:
    """Several links as a list, or one alone."""
    links = [item_link(here, each) for each in ids]
    if len(links) < 2:
        return links[0] if links else EMPTY
    return tag("ul", *[tag("li", link) for link in links], class_="a-list")


def item_links_in_line(here: Here, ids: Iterable[str]) -> Markup:
    """Several links inside a sentence: `A, B and C`."""
    links = [item_link(here, each) for each in ids]
    between = [", "] * (len(links) - 2) + [" and "] * (len(links) > 1) + [""] * bool(links)
    return join([part for pair in zip(links, between, strict=True) for part in pair])


def mark_badge(mark: Mark | None, *, detail: bool = False) -> Markup:
    """How an item is doing: glyph, word, and what more there is to say on request."""
    if mark is None:
        return EMPTY
    badge = _badge(mark.glyph, mark.word, mark.tone)
    return join([badge, tag("span", f" {say_detail(mark)}", class_="a-soft")]) if detail and mark.detail else badge


@cache
def _badge(sign: str, word: str, tone: str) -> Markup:
    """A badge; there are as many as marks have words."""
    return tag("span", glyph(sign), word[:1].upper() + word[1:], class_=f"a-mark a-tone-{tone}")


def say_detail(mark: Mark) -> str:
    """What more a mark says, with days as the site writes them."""
    return say_days(mark.detail)


def say_days(text: str) -> str:
    """A text in which days stand as the site writes them, and no more as files do."""
    return _DAY.sub(_say_day_again, text)


def _say_day_again(match: re.Match[str]) -> str:
    try:
        return say_day(date.fromisoformat(match[0]))
    except ValueError:  # a text that only looks like a day
        return match[0]


def problem_badge(here: Here, item_id: str) -> Markup:
    """How many findings an item has, by severity, with a link to them."""
    problems = here.site.problems.get(item_id, Problems())
    worst = problems.worst
    item = here.site.plan.get(item_id)
    if worst is None or item is None:
        return EMPTY
    parts = [
        tag("span", glyph(severity), str(count), class_=f"a-mark a-severity-{severity}")
        for severity, count in (
            ("error", problems.errors),
            ("warning", problems.warnings),
            ("advice", problems.advice),
        )
        if count
    ]
    link = here.to(f"{path_of(item.kind, item.id)}#findings")
    return tag("a", *parts, tag("span", f"({problems.text})", class_="a-hidden"), href=link, class_="a-problems")


def table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell | Keyed] | Row], *, narrow: bool = False
) -> Markup:
    """A table whose rows become cards on a phone; the first cell of a row is its heading.

    A column without a single value is left out. `narrow` tables are no wider than they must be.
    """
    filled = [row if isinstance(row, Row) else Row(row, "") for row in rows]
    used = [i for i in range(len(columns)) if i == 0 or any(_shown(row.cells[i]) for row in filled)]
    shown = [(index, columns[index]) for index in used]
    return tag(
        "table",
        *_table_head(caption, tuple([(column.title, column.number) for _, column in shown])),
        tag("tbody", *[_row(row, shown) for row in filled], role="rowgroup"),
        class_="a-table a-narrow" if narrow else "a-table",
        role="table",
    )


@lru_cache(maxsize=256)
def _table_head(caption: str, columns: tuple[tuple[str, bool], ...]) -> tuple[Markup, Markup]:
    head = [
        tag("th", title, scope="col", role="columnheader", class_="a-number" if number else None)
        for title, number in columns
    ]
    return tag("caption", caption, class_="a-hidden"), tag("thead", tag("tr", *head, role="row"), role="rowgroup")


def _row(row: Row, columns: Sequence[tuple[int, Column]]) -> Markup:
    """A row of a table, put together from text: most of a large site is cells."""
    parts = ['<tr role="row"', f' data-has="{escape(row.has)}">' if row.has else ">"]
    for index, column in columns:
        cell = row.cells[index]
        shown = _shown(cell)
        start, rest = _cell_start(column.title if index else None, column.number, not shown)
        key = f' data-key="{escape(cell.key)}"' if isinstance(cell, Keyed) else ""
        parts += [start, key, rest, join(shown), "</div></td>" if index else "</th>"]
    parts.append("</tr>")
    return Markup("".join(parts))  # noqa: S704 - every part is escaped


@lru_cache(maxsize=1024)
def _cell_start(label: str | None, number: bool, empty: bool) -> tuple[str, str]:
    """The tags that open a cell, before and after the place for its key; the cell without a label heads its row."""
    style = " ".join(word for word, given in (("a-number", number), ("a-empty", empty)) if given)
    rest = f' class="{style}">' if style else ">"
    if label is None:
        return '<th scope="row" role="rowheader"', rest
    return f'<td role="cell" data-label="{escape(label)}"', f"{rest}<div>"


def _shown(cell: Cell | Keyed) -> Cell:
    return cell.cell if isinstance(cell, Keyed) else cell


def facts(entries: Iterable[tuple[str, Cell]]) -> Markup:
    """Names and values; empty values are left out, and so is an empty list."""
    rows = [
        Markup(f"<div><dt>{join(name)}</dt><dd>{join(value)}</dd></div>")  # noqa: S704 - both are escaped
        for name, value in entries
        if value
    ]
    return tag("dl", *rows, class_="a-facts") if rows else EMPTY


def bullets(entries: Iterable[Cell], style: str = "") -> Markup:
    """A list; nothing for nothing."""
    rows = [tag("li", entry) for entry in entries]
    return tag("ul", *rows, class_=style or None) if rows else EMPTY


def severity_badge(severity: str) -> Markup:
    """The severity of a finding: glyph and word."""
    return tag("span", glyph(severity), say_word(severity), class_=f"a-mark a-severity-{severity}")


def sentence(text: str) -> str:
    """A message as a sentence: with a capital, and a full stop unless it ends in a sign of its own."""
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "?", "!")) else f"{start}."


def head(
    title: str,
    *,
    kicker: Cell = "",
    crumbs: Markup = EMPTY,
    marks: Iterable[Markup] = (),
    lead: Cell = "",
    actions: Iterable[Markup] = (),
) -> Markup:
    """The top of a page: where one is, the title, how it is doing, the most important sentence, what one can do."""
    badges = [mark for mark in marks if mark]
    doings = [action for action in actions if action]
    return tag(
        "header",
        tag("p", kicker, class_="a-kicker") if kicker else EMPTY,
        crumbs,
        tag("h1", title),
        tag("p", join(badges, " "), class_="a-marks") if badges else EMPTY,
        tag("div", lead, class_="a-lead") if lead else EMPTY,
        tag("p", join(doings, " "), class_="a-actions") if doings else EMPTY,
        class_="a-head",
    )


def edit_link(here: Here, item: Item) -> Markup:
    """A link to the file that holds an item, in the forge's editor; nothing where no repository is known."""
    url = here.site.edit_url(item)
    if url is None:
        return tag("span", "Written in ", tag("code", item.origin.path), class_="a-soft")
    return tag(
        "a",
        glyph("pencil"),
        f"Edit this {KIND_NAMES[item.kind][0].lower() if item.kind != 'kpi' else 'KPI'}",
        href=url,
        class_="a-edit",
        title=item.origin.path,
    )


def text_or_link(here: Here, text: str | None) -> Markup:
    """A line of prose, or a link where the whole of it is a web address."""
    if text and web_address(text):
        return outside_link(text, text)
    return here.line(text)


def figure(picture: Markup, name: str, caption: Cell = "") -> Markup:
    """A picture in its natural size, which scrolls by itself where the page is narrower, by keyboard too."""
    box = tag("div", picture, class_="a-scroll", tabindex="0", role="region", aria_label=name)
    style = "a-figure-box a-wide" if _wants_wide_paper(picture) else "a-figure-box"
    return tag("figure", box, tag("figcaption", caption) if caption else EMPTY, class_=style)


_SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
_UPRIGHT, _LYING = (688, 800), (1047, 586)
"""The room for a picture on A4, in pixels of 1/96 inch, as `assets/alignctl.css` has its margins."""


def _wants_wide_paper(picture: str) -> bool:
    """Whether a picture has to shrink on an upright sheet, and clearly less on a lying one."""
    found = _SIZE.match(picture)
    if found is None:
        return False
    width, height = float(found[1]), float(found[2])
    upright, lying = (min(wide / width, high / height) for wide, high in (_UPRIGHT, _LYING))
    return upright < 0.8 and lying > 1.1 * upright
