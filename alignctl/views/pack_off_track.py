"""What is off track: each measure that is behind, how far, why, what is done about it, and who owns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from alignctl.plan.dates import Period, format_day, format_deadline
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Countermeasure, Target
from alignctl.plan.phrases import capitalise, clause, join_some, quote, sentence_end
from alignctl.plan.progress import Progress, known_readings, round_due
from alignctl.plan.scoreboard import Judged
from alignctl.plan.sentences import spoken_target
from alignctl.views.bowling import BowlingChart, BowlingSource, Row
from alignctl.views.bowling_cut import draw_up_bowling
from alignctl.views.bowling_periods import months_up_to
from alignctl.views.choice import Choice
from alignctl.views.pack import Block, Chart, Entry, Grid, GridCell, Head, Paragraph, Point, Points, Section
from alignctl.views.pack_scope import Review, agree, counted, figure, in_words, left_out
from alignctl.views.picture import Tone
from alignctl.views.status import make_mark, mark_items

TOLD = 10
"""How many measures that are behind are told one by one."""

LISTED = 60
"""How many more are listed in a table."""

ROWS = 6
"""The most measures on one chart: so it fits on a page, with what is done about them."""

CHARTED = 48
"""The most measures that are charted in the annex; more would make a book of the pack."""

_CHART_TITLES = {"behind": "Off track, month by month", "all": "Month by month"}


def tell_off_track(review: Review) -> Section:
    """The measures that are behind, then their charts."""
    return Section("off-track", "What is off track, and why", tuple(_blocks(review)))


def tell_annex(review: Review) -> Section | None:
    """Every measure month by month; None where those that are behind, which are charted already, are all there are."""
    count = len(review.now)
    if count == len(review.behind):
        return None
    title = "Annex: every measure, month by month"
    if count > CHARTED:
        text = f"{count} measures are too many to be charted here; a pack of one team or one strategy shows its own."
        return Section("annex", title, (Paragraph(text),), is_annex=True)
    return Section("annex", title, tuple(_charts(review, "all", review.choice)), is_annex=True)


def _blocks(review: Review) -> Iterator[Block]:
    behind = review.behind
    if not behind:
        judged = any(entry.progress.target is not None and entry.progress.latest is not None for entry in review.now)
        yield Paragraph("Every measure that can be judged is on pace or at its target." if judged else _NOTHING)
        return
    yield Paragraph(_summary(review))
    for entry in behind[:TOLD]:
        kpi = entry.kpi
        blocks = (Paragraph(_how_far(review, entry)), *_what_is_done(review, kpi))
        yield Entry(kpi.title, blocks, make_mark(entry.progress.state), review.owner(kpi) or "nobody owns it")
    rest = behind[TOLD:]
    if rest:
        heads = (Head("Also behind"), Head("Stands at", True), Head("Was due", True), Head("Owner"))
        rows = tuple(_short_row(review, entry) for entry in rest[:LISTED])
        yield Grid("Other measures that are behind", heads, rows)
        if len(rest) > LISTED:
            yield left_out(len(rest) - LISTED, "measure")
    if len(behind) <= CHARTED:
        statuses = tuple(dict.fromkeys(entry.progress.state for entry in behind))
        yield from _charts(review, "behind", replace(review.choice, statuses=statuses))


_NOTHING = "No measure has both a target and data, so nobody can say what is off track."


def _summary(review: Review) -> str:
    missed = sum(entry.progress.state == "missed" for entry in review.behind)
    if not missed:
        return behind_in_short(review)
    what = "missed its target for good" if missed == 1 else "missed their targets for good"
    return f"{behind_in_short(review)} {capitalise(in_words(missed))} {what}."


def behind_in_short(review: Review) -> str:
    """How many measures are behind, and of how many of these nothing is known to be done."""
    count = len(review.behind)
    bare = sum(is_unanswered(review, entry.kpi) for entry in review.behind)
    text = f"{capitalise(counted(count, 'measure'))} {agree(count, 'is', 'are')} behind what was due"
    if not bare:
        return f"{text}; something is being done about {agree(count, 'it', 'each of them')}."
    if bare == count:
        return f"{text}, and nothing is known to be done about {agree(count, 'it', 'any of them')}."
    return f"{text}; about {in_words(bare)} of them nothing is known to be done."


def is_unanswered(review: Review, kpi: Kpi) -> bool:
    """Whether neither an open countermeasure nor a running bet is to bring a measure back."""
    return not any(_is_open(review, each) for each in kpi.countermeasures) and not review.bets_on(kpi)


def _is_open(review: Review, measure: Countermeasure) -> bool:
    return measure.date <= review.today and (measure.done is None or measure.done > review.today)


def _how_far(review: Review, entry: Judged) -> str:
    """Where it stands, what was due, where it stood before the period, and where it is to go."""
    kpi, progress = entry.kpi, entry.progress
    latest = progress.latest
    assert latest is not None, "a measure without readings is not behind"
    stands = f"It was {figure(latest.value, kpi.unit)} on {format_day(latest.date)}"
    text = f"{stands}{_against(kpi, progress)}."
    earlier = [r for r in known_readings(kpi, review.period.eve) if r.date < latest.date]
    if earlier and latest.date > review.period.eve:
        before = earlier[-1]
        text += f" On {format_day(before.date)} it was {figure(before.value, kpi.unit)}."
    since = _read_since(review, kpi)
    return f"{text} {since}".rstrip()


def _read_since(review: Review, kpi: Kpi) -> str:
    """What was read after the period; empty where nothing was."""
    later = [r for r in known_readings(kpi, review.today) if r.date > review.day]
    if not later:
        return ""
    return f"Since then {figure(later[-1].value, kpi.unit)} was read, on {format_day(later[-1].date)}."


def _against(kpi: Kpi, progress: Progress) -> str:
    target, limit = progress.target, progress.limit
    if limit is not None:
        return f", outside its limit of {short_target(kpi, limit)}"
    goal = short_target(kpi, target) if target is not None else ""
    by = f" by {format_deadline(target.by)}" if target is not None and target.by is not None else ""
    if progress.state == "missed":
        return f"; its target was {goal}{by}"
    if progress.due is None:
        return f"; the target is {goal}{by}, and without a value to start from nobody can say what was due"
    return f"; {figure(round_due(kpi, progress.due), kpi.unit)} was due then, on the way to {goal}{by}"


def short_target(kpi: Kpi, target: Target) -> str:
    """A target or limit as figures are written here."""
    return spoken_target(kpi, target).replace(" percent", " %")


def _what_is_done(review: Review, kpi: Kpi) -> Iterator[Paragraph | Points]:
    """The countermeasures that are open or that the period saw, each with its cause; then bets; or that none are."""
    told = [
        each
        for each in sorted(kpi.countermeasures, key=lambda c: (c.date, c.action))
        if each.date <= review.today
        and (_is_open(review, each) or (each.done is not None and each.done >= review.period.first))
    ]
    if told:
        yield Points(tuple(point for measure in told for point in _countermeasure(review, measure)))
    bets = review.bets_on(kpi)
    if bets:
        names = join_some([f"{quote(bet.title)}{_until(bet.end)}" for bet in bets])
        are = agree(len(bets), "is", "are")
        yield Paragraph(f"{agree(len(bets), 'The bet', 'The bets')} {names} {are} under way to move it.")
    if is_unanswered(review, kpi):
        yield Paragraph(
            "Nothing more is planned." if told else "Nobody has written down why, or what is done about it."
        )


def _until(end: Period | None) -> str:
    return f" (until {format_deadline(end)})" if end is not None else ""


def _countermeasure(review: Review, measure: Countermeasure) -> Iterator[Point]:
    """The cause, where one is written down, and what is or was done, by whom and until when."""
    if measure.cause:
        yield Point(sentence_end(clause(measure.cause)), "Why:")
    done = measure.done is not None and measure.done <= review.today
    details = [review.title_of(measure.owner.id)] if measure.owner is not None else []
    if done and measure.done is not None:
        details.append(f"done on {format_day(measure.done)}")
    elif measure.due is not None and measure.due.last < review.today:
        details.append(f"was due by {format_deadline(measure.due)} and is not done")
    elif measure.due is not None:
        details.append(f"due by {format_deadline(measure.due)}")
    else:
        details.append("no day is set")
    yield Point(f"{clause(measure.action)} ({', '.join(details)}).", "What was done:" if done else "What is done:")


def _short_row(review: Review, entry: Judged) -> tuple[GridCell, ...]:
    kpi, progress = entry.kpi, entry.progress
    assert progress.latest is not None, "a measure without readings is not behind"
    due = ""
    if progress.limit is not None:
        due = short_target(kpi, progress.limit)
    elif progress.due is not None:
        due = figure(round_due(kpi, progress.due), kpi.unit)
    elif progress.target is not None:
        due = short_target(kpi, progress.target)
    return (
        GridCell(" ".join(kpi.title.split()), make_mark(progress.state)),
        GridCell(figure(progress.latest.value, kpi.unit)),
        GridCell(due),
        GridCell(review.owner(kpi) or "nobody"),
    )


def _charts(review: Review, key: str, choice: Choice) -> Iterator[Chart]:
    """Bowling charts of the twelve months up to the end of the period, each short enough for a page."""
    plan, day = review.plan, review.day
    months = months_up_to(review.period.last)
    marks = mark_items(plan, day)
    source = BowlingSource(plan, day, months, marks, lambda _: "")
    found = draw_up_bowling(source, choice, title="Month by month", limit=ROWS)
    for number, chart in enumerate(found.charts, 1):
        heading = chart.title.removeprefix(found.title).removeprefix(": ")
        title = f"{_CHART_TITLES[key]}: {heading}" if heading else _CHART_TITLES[key]
        shown = replace(chart, name=f"chart-{key}-{number}", title=title, left_out=())
        notes = () if key == "behind" else tuple(_notes(review, shown))
        yield Chart(shown, _as_grid(review, shown), notes)


def _as_grid(review: Review, chart: BowlingChart) -> Grid:
    """The months of the period that have begun, three at least, as a table of what was read and what was due."""
    begun = [place for place, month in enumerate(chart.months) if month.first <= review.day]
    inside = [place for place in begun if chart.months[place].last >= review.period.first]
    places = inside if len(inside) >= 3 else begun[-3:]
    heads = (Head("Measure"), *(Head(chart.months[place].name, True) for place in places))
    rows = tuple(
        (GridCell(" ".join(row.title.split())), *(_month(row, place) for place in places)) for row in chart.rows
    )
    return Grid(f"{chart.title}: what was read, and in brackets what was due", heads, rows)


def _month(row: Row, place: int) -> GridCell:
    cell = row.cells[place]
    unit = " %" if row.unit == "percent" else ""
    due = f" ({cell.plan}{unit})" if cell.plan else ""
    tone = {"met": Tone.GOOD, "missed": Tone.BAD}.get(cell.state, Tone.PLAIN)
    if cell.actual:
        return GridCell(f"{cell.actual}{unit}{due}", tone=tone)
    word = {"late": "no reading", "awaited": "to come"}.get(cell.state)
    return GridCell(f"{word}{due}" if word is not None else "–")


def _notes(review: Review, chart: BowlingChart) -> Iterator[Point]:
    """What was done about the months of the period that were missed."""
    inside = [place for place, month in enumerate(chart.months) if month.last >= review.period.first]
    for row in chart.rows:
        asked = {number for place in inside for number in row.cells[place].notes}
        for note in row.notes:
            if note.number in asked:
                yield Point(sentence_end(capitalise(note.text)), f"{' '.join(row.title.split())}:")
