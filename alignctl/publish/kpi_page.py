"""What the page of a measure shows besides what all items have: its chart, its readings, what moves it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from alignctl.draw.chart import draw_chart
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.progress import Progress, round_due
from alignctl.publish.aims import is_farther, say_due_from, shown_targets
from alignctl.publish.cells import bar
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Section
from alignctl.publish.parts import Cell, Column, facts, figure, item_link, item_links, mark_badge, table, text_or_link
from alignctl.publish.plan_json import PLAN_JSON
from alignctl.publish.records import timeline
from alignctl.publish.site import Here
from alignctl.publish.tables import bets_on, hypothesis_table, kpi_table
from alignctl.publish.target_table import target_table
from alignctl.publish.wording import say_day, say_period, say_target, say_value, say_word
from alignctl.views.picture import Mark, Tone
from alignctl.views.trends import TrendSource, trend_of

LISTED = 400
"""How many readings a table holds, the latest: more than a year of daily ones."""


def kpi_sections(here: Here, kpi: Kpi) -> tuple[Section, ...]:
    plan = here.site.plan
    bets = [bet for bet in bets_on(here, kpi) if not bet.is_draft]
    around = {e.source.id: e.source for e in plan.links_to(kpi.id, "guards", "segment_of", "drives")}
    near = [item for _, item in sorted(around.items()) if isinstance(item, Kpi)]
    words = " ".join(text for text in (kpi.definition, kpi.source) if text)
    return (
        Section("standing", "Where it stands", join([_standing(here, kpi), _chart(here, kpi), _readings(here, kpi)])),
        Section("targets", "Targets", target_table(here, kpi)),
        Section(
            "bets",
            "Bets that are to move it",
            hypothesis_table(here, bets, "Hypotheses that are to move this KPI, or a part of it") if bets else EMPTY,
        ),
        Section("countermeasures", "What was done when it fell behind", _countermeasures(here, kpi)),
        Section(
            "around",
            "KPIs around it",
            kpi_table(here, near, "KPIs that guard it, are a part of it, or are believed to drive it")
            if near
            else EMPTY,
        ),
        Section("definition", "How it is measured", _definition(here, kpi), words),
    )


def _standing(here: Here, kpi: Kpi) -> Markup:
    progress = here.site.progress(kpi)
    latest, baseline = progress.latest, kpi.baseline
    figures: list[tuple[str, Cell, Cell]] = []
    if baseline is not None and baseline.value is not None:
        figures.append(
            ("Baseline", say_value(baseline.value, kpi.unit), say_day(baseline.date) if baseline.date else "")
        )
    if latest is not None:
        figures.append(("Latest", say_value(latest.value, kpi.unit), say_day(latest.date)))
    if progress.due is not None:
        whence = say_due_from(kpi, latest.date, here.site.plan.fiscal_year_starts) if latest is not None else ""
        figures.append(("Due on that day", say_value(round_due(kpi, progress.due), kpi.unit), whence))
    figures += _target_figures(kpi, progress)
    if is_farther(progress):
        figures.append(("Way done", "None", "farther away than at the start"))
    elif progress.clamped_ratio is not None:
        ratio = format_ratio(progress.clamped_ratio).replace(" ", "\u00a0")
        figures.append(("Way done", ratio, bar(progress.clamped_ratio)))
    if progress.margin is not None:
        side = "inside the limit" if progress.margin >= 0 else "outside the limit"
        figures.append(("Margin", say_value(abs(progress.margin), kpi.unit), side))
    if progress.suspect:
        figures.append(("Doubt", "Same value again and again", "copied forward, perhaps"))
    rows = [
        tag(
            "div", tag("dt", name), tag("dd", tag("span", value, class_="a-figure"), tag("span", note, class_="a-soft"))
        )
        for name, value, note in figures
    ]
    return tag("dl", *rows, class_="a-figures") if rows else EMPTY


def _target_figures(kpi: Kpi, progress: Progress) -> Iterable[tuple[str, Cell, Cell]]:
    """The target that came due last, the next, and the final one, as far as they differ."""
    shown = [target for target in shown_targets(kpi, progress) if say_target(kpi, target)]
    for target in shown:
        note = f"by {say_period(target.by)}" if target.by else "always"
        if len(shown) == 1:
            name = "Target"
        elif target == progress.limit:
            name = "Limit now"
        elif target == progress.came:
            name = "Target that was due"
            note += ", reached" if progress.attained else ", not reached" if progress.on_pace is not None else ""
        else:
            name = "Final target" if target == progress.target else "Next target"
        yield name, say_target(kpi, target), note


def _chart(here: Here, kpi: Kpi) -> Markup:
    source = TrendSource(here.site.plan, here.site.today, here.site.marks, lambda item_id: here.locate(item_id) or "")
    trend = trend_of(source, kpi)
    if trend is None:
        return EMPTY
    return figure(Markup(draw_chart(trend, styled=False)), f"Chart of {kpi.title}")  # noqa: S704 - escaped by draw


def _readings(here: Here, kpi: Kpi) -> Markup:
    if not kpi.readings:
        return tag("p", "There are no readings yet.", class_="a-soft")
    columns = [Column("Day"), Column("Value", number=True), Column("Note")]
    corrected = any(reading.was is not None for reading in kpi.readings)
    if corrected:
        columns.append(Column("First reported", number=True))
    rows = []
    for reading in sorted(kpi.readings, key=lambda r: r.date, reverse=True)[:LISTED]:
        notes = [here.line(reading.note), tag("span", reading.source, class_="a-soft") if reading.source else EMPTY]
        row: list[Cell] = [
            say_day(reading.date),
            say_value(reading.value, kpi.unit),
            join([note for note in notes if note], " "),
        ]
        if corrected:
            row.append(say_value(reading.was, kpi.unit) if reading.was is not None else "")
        rows.append(row)
    told = f"All {len(rows)} readings as a table" if len(rows) > 1 else "The reading as a table"
    rest = EMPTY
    if len(rows) < len(kpi.readings):
        told = f"The latest {len(rows)} of {format_number(len(kpi.readings))} readings as a table"
        every = tag("a", PLAN_JSON, href=here.to(PLAN_JSON))
        rest = tag("p", "The chart keeps the extremes of all; every reading is in ", every, ".", class_="a-soft")
    return tag(
        "details",
        tag("summary", told),
        rest,
        table(f"Readings of {kpi.title}, newest first", columns, rows, narrow=True),
    )


def _countermeasures(here: Here, kpi: Kpi) -> Markup:
    entries = []
    for measure in sorted(kpi.countermeasures, key=lambda m: m.date, reverse=True):
        if measure.done is not None:
            state = mark_badge(Mark("tick", f"done on {say_day(measure.done)}", Tone.GOOD))
        elif measure.due is not None and measure.due.last < here.site.today:
            state = mark_badge(Mark("clock", f"was due on {say_period(measure.due)}", Tone.WATCH))
        else:
            due = f"due by {say_period(measure.due)}" if measure.due else "open"
            state = mark_badge(Mark("dots", due, Tone.PLAIN))
        who = item_link(here, measure.owner.id) if measure.owner else EMPTY
        cause = tag("p", tag("span", "Cause: ", class_="a-soft"), here.line(measure.cause)) if measure.cause else EMPTY
        entries.append((say_day(measure.date), here.line(measure.action), join([cause, tag("p", state, " ", who)])))
    return timeline(entries)


def _definition(here: Here, kpi: Kpi) -> Markup:
    scale = [f"{format_number(point.value)}: {point.label}" for point in kpi.scale]
    band = kpi.range
    low = "…" if band is None or band.low is None else format_number(band.low)
    high = "…" if band is None or band.high is None else format_number(band.high)
    entries: list[tuple[str, Cell]] = [
        ("Definition", here.line(kpi.definition)),
        ("Source", text_or_link(here, kpi.source)),
        ("Measures", item_links(here, [link.id for link in kpi.measures])),
        ("Believed to drive", item_links(here, [link.id for link in kpi.drives])),
        ("Guards", item_links(here, [link.id for link in kpi.guards])),
        ("Part of", item_link(here, kpi.segment_of.id) if kpi.segment_of else ""),
        ("Level", say_word(kpi.level or "")),
        ("Better is", _DIRECTIONS.get(kpi.direction or "", "")),
        (
            "Measured",
            f"{say_word(kpi.cadence)}, known after {kpi.lag} days"
            if kpi.cadence and kpi.lag
            else say_word(kpi.cadence or ""),
        ),
        ("Counts", _COUNTS.get(kpi.counts, "")),
        ("Timing", say_word(kpi.timing or "")),
        ("Possible values", f"{low} to {high}" if band is not None else ""),
        ("Scale", "; ".join(scale)),
        ("Rewards", item_links(here, [link.id for link in kpi.rewards])),
        ("Readings from", tag("code", kpi.readings_file) if kpi.readings_file else ""),
    ]
    return facts(entries)


_DIRECTIONS = {
    "increase": "More",
    "decrease": "Less",
    "keep-above": "Staying above a limit",
    "keep-below": "Staying below a limit",
    "keep-between": "Staying between two limits",
}
_COUNTS = {
    "snapshot": "",
    "each-period": "What happened in each period",
    "year-to-date": "What happened since the year began",
    "to-date": "Everything since it began",
}
