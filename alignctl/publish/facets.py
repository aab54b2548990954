"""What readers filter lists by: of each item its teams, strategies, state, perspective, tags and time.

A row of a list carries its values in one attribute, written as the query of an address is; the form above the list
offers the values that occur. The script `lists.js` brings both together; without it every row is there, and no form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from alignctl.plan.calibration import is_decided
from alignctl.plan.dates import Period, fiscal_year_of, parse_period
from alignctl.plan.graph import OUTCOME_LEVELS, led_to_by
from alignctl.plan.items import Assessment, Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy, Team
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import OWNERSHIP_FIELDS, is_late, is_live
from alignctl.publish.html import EMPTY, tag
from alignctl.publish.site import Here, Site
from alignctl.publish.wording import KIND_NAMES, say_period, say_word

Pair = tuple[str, str]
"""The name of a facet and a value."""

NAMES = {
    "kind": "Kind",
    "severity": "Severity",
    "rule": "Rule",
    "team": "Team",
    "strategy": "Strategy",
    "status": "Status",
    "counts": "Counts as",
    "perspective": "Perspective",
    "tag": "Tag",
}
"""The facets that a form offers, in its order, with their labels; the names stand in addresses and stay."""

COUNTS = {
    "live": "In force: no draft, not retired",
    "whole": "A KPI of its own, in force",
    "attained": "Attained",
    "final": "Attained: at or past the final target",
    "stage": "Attained: the target that was due, a later one is ahead",
    "judged": "Has a target and data",
    "unjudged": "No target or no data",
    "old": "Old data",
    "in-sight": "Leads to a strategy",
    "change": "Tells what changes for people",
    "running": "Running, overdue or not",
    "decided": "Decided: a result is written down",
    "broken": "A promise late or broken",
    "nowhere": "Nowhere: draft, retired or a part",
}
"""What the figures of the front page count an item among, with the words that the form has for it.

Of KPIs the attainment ratio counts those of their own: a part of another (`segment_of`) is in force, and not counted
again. Decided is what the learning ledger calls so, in force or not.
"""

NONE = "-"
"""The value that stands for rows without any; no id is written so."""

_SEVERITIES = ("error", "warning", "advice")
_SIGHTED = (Outcome, Kpi, Initiative)
"""The kinds whose line of sight the scoreboard counts."""
_FEW = 3
"""A list of so many rows or fewer is read faster than a form."""
_YEARS = 12
"""The most years that a form offers."""
_TEAM_FIELDS = (*OWNERSHIP_FIELDS, "from_team", "to_team", "part_of")


def facets_of(site: Site, item: Item) -> tuple[Pair, ...]:
    """What an item can be filtered by; worked out once an item."""
    found = site.facets.get(item.id)
    if found is None:
        found = site.facets[item.id] = tuple(_find(site, item))
    return found


def _find(site: Site, item: Item) -> Iterable[Pair]:
    yield "kind", item.kind
    for team in _teams(site, item):
        yield "team", team
    for strategy in site.strategies_of.get(item.id, ()):
        if strategy != item.id:
            yield "strategy", strategy
    yield "status", _status(site, item)
    for figure in _figures(site, item):
        yield "counts", figure
    for perspective in perspectives_of(site.plan, item.id):
        yield "perspective", perspective
    for each in dict.fromkeys(item.tags):
        yield "tag", each
    first, last = _time(item)
    if first is not None:
        yield "from", first.isoformat()
    if last is not None:
        yield "to", last.isoformat()


def _status(site: Site, item: Item) -> str:
    """The state that the lists show, as a word of an address."""
    if isinstance(item, Commitment) and is_live(item, site.today) and is_late(item, site.today):
        return "overdue"
    mark = site.marks.get(item.id)
    return item.status if mark is None or mark.glyph == "kpi" else mark.word.replace(" ", "-")


def _figures(site: Site, item: Item) -> Iterable[str]:
    """The keys of `COUNTS` that an item is counted among, as `alignctl.plan.scoreboard` does."""
    live = is_live(item, site.today)
    if live:
        yield "live"
    if live and isinstance(item, _SIGHTED) and item.status != "dropped" and item.id in site.sight.sees_strategy:
        yield "in-sight"
    if isinstance(item, Hypothesis):
        if live and item.status == "running":
            yield "running"
        if is_decided(item, site.today):
            yield "decided"
    if isinstance(item, Commitment) and live and (is_late(item, site.today) or item.status == "missed"):
        yield "broken"
    if not isinstance(item, Kpi):
        return
    if not live or item.segment_of is not None:
        yield "nowhere"
        return
    yield "whole"
    if item.level in OUTCOME_LEVELS:
        yield "change"
    progress = site.progress(item)
    if progress.attained:
        yield "attained"
        yield "final" if progress.final else "stage"
    yield "judged" if progress.target is not None and progress.latest is not None else "unjudged"
    if progress.stale:
        yield "old"


def _teams(site: Site, item: Item) -> list[str]:
    """The teams that have to do with an item; what else it is a part of is no team."""
    links = [getattr(item, name, None) for name in _TEAM_FIELDS]
    several = [each if isinstance(each, tuple) else (each,) for each in links if each]
    own = [item.id] if isinstance(item, Team) else []
    named = [link.id for each in several for link in each]
    return list(dict.fromkeys([*own, *[each for each in named if site.plan.kind_of(each) == "team"]]))


def perspectives_of(plan: Plan, item_id: str) -> tuple[str, ...]:
    """The perspective that an item names, else those of the nearest that it leads to."""
    above = led_to_by(plan)
    level, seen = [item_id], {item_id}
    while level:
        named = {getattr(plan.get(each), "perspective", None) for each in level} - {None}
        if named:
            return tuple(sorted(str(each) for each in named))
        level = list(dict.fromkeys(target for each in level for target in above(each) if target not in seen))
        seen.update(level)
    return ()


def _time(item: Item) -> tuple[date | None, date | None]:
    """The first and the last day that an item is about; None where it does not say."""
    if isinstance(item, Strategy | Outcome | Hypothesis | Initiative):
        return item.start.first if item.start else None, item.end.last if item.end else None
    if isinstance(item, Kpi):
        due = [target.by.last for target in item.targets if target.by is not None]
        begun = item.baseline.date if item.baseline is not None else None
        return begun, max(due, default=None)
    if isinstance(item, Commitment):
        return (item.due.first, item.due.last) if item.due else (None, None)
    day = item.date if isinstance(item, Assessment) else None
    return day, day


def row_of(site: Site, item: Item) -> str:
    """The attribute of an item's row."""
    return written(facets_of(site, item))


def written(pairs: Iterable[Pair]) -> str:
    """Facets as the query of an address."""
    return "&".join([_written(*pair) for pair in pairs])


@lru_cache(maxsize=16_384)
def _written(name: str, value: str) -> str:
    return urlencode([(name, value)])


def list_address(here: Here, path: str, *pairs: Pair, section: str = "") -> str:
    """A link to a list that shows only the rows with these facets; without JavaScript it leads to the section."""
    query = f"?{written(pairs)}" if pairs else ""
    return f"{here.to(path)}{query}{f'#{section}' if section else ''}"


def filter_form(
    site: Site, rows: Sequence[tuple[Pair, ...]], one: str, several: str, *, closed: bool = False, sort: bool = True
) -> Markup:
    """The form above a list: a field for each facet by which these rows differ, words, and the order.

    `one` and `several` name what the rows are; a `closed` form opens on request, or when the address asks for it.
    Nothing for a list that is short.
    """
    if len(rows) <= _FEW:
        return EMPTY
    fields = [_field("words", "Words", "input", type="search", autocomplete="off", spellcheck="false")]
    values: dict[str, set[str]] = {}
    having: Counter[str] = Counter()
    for row in rows:
        having.update({name for name, _ in row})
        for name, value in row:
            values.setdefault(name, set()).add(value)
    for name, label in NAMES.items():
        options = _options(site, name, values.get(name, set()), all_have=having[name] == len(rows))
        if options:
            fields.append(_field(name, label, "select", tag("option", "All", value=""), *options))
    periods = _periods(site, rows)
    if periods:
        fields.append(_field("period", "Period", "select", tag("option", "All", value=""), *periods))
    if sort:
        fields.append(_field("sort", "Sort by", "select", tag("option", "As listed", value="")))
        reverse = tag("input", type="checkbox", id="filter-reverse", name="reverse")
        label = tag("label", "Reverse order", for_="filter-reverse")
        fields.append(tag("div", reverse, label, class_="a-field a-field-check"))
    title = "Filter and sort" if sort else "Filter"
    return tag(
        "div",
        tag("details", tag("summary", title), tag("fieldset", tag("legend", title, class_="a-hidden"), *fields)),
        tag("p", tag("output"), tag("button", "Show all", type="button", hidden=True), class_="a-filter-told"),
        class_="a-filter",
        hidden=True,
        data_one=one,
        data_several=several,
        data_closed=closed,
    )


def _field(name: str, label: str, element: str, *children: Markup, **attributes: str) -> Markup:
    """A labelled control; its name is that of the value in the address."""
    place = f"filter-{name}"
    control = tag(element, *children, id=place, name=name, **attributes)
    return tag("div", tag("label", label, for_=place), control, class_="a-field")


def _options(site: Site, name: str, values: Collection[str], *, all_have: bool) -> list[Markup]:
    """The values of a facet by their names; none where all rows have the same."""
    if not values or (len(values) == 1 and all_have):
        return []
    named = sorted(((_say(site, name, value), value) for value in values), key=lambda e: _order(name, e))
    options = [tag("option", title, value=value) for title, value in named]
    return options if all_have else [*options, tag("option", "None", value=NONE)]


def _order(name: str, named: Pair) -> tuple[object, ...]:
    title, value = named
    known = {"severity": _SEVERITIES, "counts": tuple(COUNTS)}.get(name, ())
    if value in known:
        return (known.index(value),)
    return (title.casefold(), value)


def _say(site: Site, name: str, value: str) -> str:
    if name == "counts":
        return COUNTS.get(value, value)
    if name in ("team", "strategy"):
        item = site.plan.get(value)
        return item.title if item is not None else value
    if name == "kind":
        return KIND_NAMES[value][0] if value in KIND_NAMES else value
    return value if name in ("tag", "rule") else say_word(value)


def _periods(site: Site, rows: Sequence[tuple[Pair, ...]]) -> list[Markup]:
    """The years that the rows are about, and quarters around today; in fiscal years where the plan counts by these."""
    days = [date.fromisoformat(value) for row in rows for key, value in row if key in ("from", "to")]
    if not days:
        return []
    starts = site.plan.fiscal_year_starts
    today = fiscal_year_of(site.today, starts)[1].year
    first, last = (fiscal_year_of(day, starts)[1].year for day in (min(days), max(days)))
    first, last = max(first, today - _YEARS // 2), min(last, today + _YEARS // 2)
    mark = "FY" if starts > 1 else ""
    years = [f"{mark}{year}" for year in range(first, last + 1)]
    near = range(max(first, today - 1), min(last, today + 1) + 1)
    quarters = [f"{mark}{year}-Q{quarter}" for year in near for quarter in range(1, 5)]
    groups = (("Years", years), ("Quarters", quarters))
    return [
        tag("optgroup", *[_period_option(parse_period(text, starts)) for text in texts], label=title)
        for title, texts in groups
        if texts
    ]


def _period_option(period: Period) -> Markup:
    span = {"data_from": period.first.isoformat(), "data_to": period.last.isoformat()}
    return tag("option", say_period(period), value=period.text, **span)
