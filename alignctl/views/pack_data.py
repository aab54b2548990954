"""How far the figures can be trusted: measures without a fresh reading, without any, and with one carried forward."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.plan.dates import format_day
from alignctl.plan.phrases import capitalise, join_some, one_line
from alignctl.plan.progress import known_readings
from alignctl.plan.scoreboard import Judged
from alignctl.views.pack import Block, Grid, GridCell, Head, Paragraph, Section
from alignctl.views.pack_scope import Review, agree, brief, counted, figure, left_out

ROWS = 20
"""How many measures with old data are listed."""


def tell_data(review: Review) -> Section:
    """The measures whose figures are old or missing on the day that the figures are of."""
    return Section("data", "Old and missing data", tuple(_blocks(review)))


def _blocks(review: Review) -> Iterator[Block]:
    stale = [entry for entry in review.now if entry.progress.stale]
    empty = [entry for entry in review.now if entry.progress.latest is None]
    suspect = [entry for entry in review.now if entry.progress.suspect]
    aimless = [entry for entry in review.now if entry.progress.state == "no-target"]
    if not review.now:
        yield Paragraph("There is no measure here that could have data.")
        return
    if not (stale or empty or suspect or aimless):
        yield Paragraph("Every measure had a reading when one was due.")
        return
    if stale:
        count = len(stale)
        text = f"{capitalise(counted(count, 'measure'))} had no fresh reading on {format_day(review.day)}"
        yield Paragraph(f"{text}, so what is said of {agree(count, 'it', 'them')} here may be out of date.")
        heads = (Head("Measure"), Head("Owner"), Head("Last read", True), Head("Value", True), Head("Should be read"))
        yield Grid("Measures with old data", heads, tuple(_row(review, entry) for entry in stale[:ROWS]))
        if count > ROWS:
            more = count - ROWS
            yield left_out(more, "measure")
    for found, one, several in (
        (empty, "has no reading yet", "have no reading yet"),
        (suspect, "has shown the same value for many periods, as where it is copied",
         "have shown the same value for many periods, as where it is copied"),
        (aimless, "has no target", "have no target"),
    ):  # fmt: skip
        if found:
            what = f"{counted(len(found), 'measure')} {agree(len(found), one, several)}"
            yield Paragraph(f"{capitalise(what)}: {_names(found)}.")


def _names(found: list[Judged]) -> str:
    return join_some([brief(entry.kpi.title) for entry in found])


def _row(review: Review, entry: Judged) -> tuple[GridCell, ...]:
    kpi, latest = entry.kpi, entry.progress.latest
    assert latest is not None, "what was never read is not old"
    later = [r for r in known_readings(kpi, review.today) if r.date > review.day]
    since = f"; since then {figure(later[-1].value, kpi.unit)} on {format_day(later[-1].date)}" if later else ""
    return (
        GridCell(one_line(kpi.title)),
        GridCell(review.owner(kpi) or "nobody"),
        GridCell(format_day(latest.date)),
        GridCell(figure(latest.value, kpi.unit)),
        GridCell(f"{kpi.cadence or ''}{since}"),
    )
