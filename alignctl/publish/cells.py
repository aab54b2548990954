"""Cells that several tables of items share."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from alignctl.plan.dates import Period
from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.parts import Link
from alignctl.plan.scoreboard import Share
from alignctl.publish.aims import is_farther, shown_targets
from alignctl.publish.facets import row_of
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import Cell, Column, Keyed, Row, item_link, item_links, mark_badge, problem_badge
from alignctl.publish.site import Here
from alignctl.publish.wording import say_day, say_period, say_target, say_value

STATUS = Column("Status")
OWNER = Column("Owner")
FINDINGS = Column("Findings")


def latest_cell(here: Here, kpi: Kpi) -> Cell:
    """The latest reading and its day."""
    latest = here.site.progress(kpi).latest
    if latest is None:
        return ""
    return join([say_value(latest.value, kpi.unit), _small(say_day(latest.date))], " ")


def target_cell(here: Here, kpi: Kpi) -> Cell:
    """The targets that tell how a measure is doing, each with its date; the one that it was judged by comes first."""
    targets = shown_targets(kpi, here.site.progress(kpi))
    parts: list[Cell] = []
    for target, before in zip(targets, ("", "then", "in the end"), strict=False):
        comma = "" if target == targets[-1] else ","
        by = _small(f"by {say_period(target.by)}{comma}") if target.by else comma
        parts += [part for part in (before, say_target(kpi, target), by) if part]
    return join(parts, " ")


def way_cell(here: Here, kpi: Kpi) -> Cell | Keyed:
    """How much of the way from the baseline to the final target is done; nothing for limits."""
    progress = here.site.progress(kpi)
    ratio = progress.clamped_ratio
    if is_farther(progress):
        told = tag("span", "farther away than at the start", class_="a-soft")
        return Keyed(told, f"{progress.ratio:.4f}")
    return EMPTY if ratio is None else join([bar(ratio), format_ratio(ratio).replace(" ", "\u00a0")], "\u00a0")


def bar(ratio: float) -> Markup:
    """A share between 0 and 1 as a bar; the figure stands beside it, so screen readers skip the bar."""
    width = max(0.0, min(1.0, ratio)) * 100
    return tag(
        "svg",
        tag("rect", class_="a-bar-whole", width="100", height="8"),
        tag("rect", class_="a-bar-part", width=f"{width:.1f}", height="8"),
        class_="a-bar",
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def share_cell(share: Share, *addresses: str) -> Cell:
    """`3 of 8 (38 %)`, or a dash where there is nothing to have a share of; with `addresses`, see `linked_share`."""
    if share.ratio is None:
        return "–"
    ratio = format_ratio(share.ratio).replace(" ", "\u00a0")
    return join([linked_share(share, *addresses), _small(f"({ratio})")], " ")


def linked_share(share: Share, part: str | None = None, whole: str | None = None) -> Cell:
    """`3 of 8`, each number with the address of the list behind it, where there is one."""
    numbers = [
        tag("a", format_number(number), href=address) if address else format_number(number)
        for number, address in ((share.part, part), (share.whole, whole))
    ]
    return join(numbers, " of ")


def time_box(item: Hypothesis | Initiative | Outcome | Strategy) -> str:
    """From when to when, as far as the plan says."""
    start = say_period(item.start) if item.start else ""
    end = say_period(item.end) if item.end else ""
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


def item_row(here: Here, item: Item, *cells: Cell | Keyed) -> Row:
    """A row that begins with a link to its item; with what it can be filtered by, on a page with a form."""
    return Row((item_link(here, item.id), *cells), row_of(here.site, item) if here.filtered else "")


def day_cell(text: str, period: Period | None) -> Cell | Keyed:
    """A time that sorts by its last day."""
    return Keyed(text, period.last.isoformat()) if text and period else text


def sorted_share(share: Share, *addresses: str) -> Cell | Keyed:
    """A share that sorts by its ratio; with `addresses`, see `linked_share`."""
    cell = share_cell(share, *addresses)
    return cell if share.ratio is None else Keyed(cell, f"{share.ratio:.4f}")


def finding_cell(here: Here, item: Item) -> Cell | Keyed:
    """How many findings an item has, by severity; the heavier ones count first in sorting."""
    badge = problem_badge(here, item.id)
    found = here.site.problems.get(item.id)
    return Keyed(badge, f"{found.errors:05}{found.warnings:05}{found.advice:05}") if found and badge else badge


def mark_cell(here: Here, item: Item) -> Markup:
    """How an item is doing."""
    return mark_badge(here.site.marks.get(item.id))


def link_cell(here: Here, links: Iterable[Link]) -> Markup:
    """Links to what an item names."""
    return item_links(here, [link.id for link in links])


def owner_and_findings(here: Here, item: Item) -> tuple[Cell, Cell | Keyed]:
    """Who answers for an item, and what was found in it: the last two cells of most tables."""
    owners = [*([item.owner] if item.owner else []), *item.co_owners]
    return link_cell(here, owners), finding_cell(here, item)


def _small(text: str) -> Markup:
    return tag("span", text, class_="a-soft a-unbroken")
