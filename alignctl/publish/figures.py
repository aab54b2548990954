"""The figures of the front page besides attainment, each in a tile that leads to the list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from alignctl.diagnostics import Severity, count_by_severity
from alignctl.plan.calibration import is_decided
from alignctl.plan.items import Hypothesis
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.scoreboard import Share
from alignctl.publish.coverage_pages import WORK_APART, milestones_apart
from alignctl.publish.facets import NONE, Pair, list_address
from alignctl.publish.finding_pages import SECTIONS
from alignctl.publish.goalposts import RECENT, recorded_goalposts, recorded_lately
from alignctl.publish.history_pages import count_silent, latest_change, recent_goalposts
from alignctl.publish.html import EMPTY, glyph, join, tag
from alignctl.publish.lately import Event, event_in_short
from alignctl.publish.paths import FINDINGS, HISTORY, LEVELS, MILESTONES, SIGHT, item_path, kind_path
from alignctl.publish.site import Here
from alignctl.publish.wording import count_of, say_day
from alignctl.views.picture import Tone

if TYPE_CHECKING:
    from alignctl.change.history import History

_BETS = kind_path("hypothesis")
_SIGNS = {Tone.WATCH: "warning", Tone.GOOD: "tick"}


def figures_part(here: Here, learned: Sequence[Hypothesis], events: Sequence[Event] = ()) -> Markup:
    """The tiles; the bet decided last, of those that taught something, has one too, and so has what changed last.

    `events` are what the plan itself records, for where git tells nothing.
    """
    return tag(
        "div",
        _sight(here),
        _outcome_measures(here),
        _running(here),
        _overdue(here),
        _old_data(here),
        _goalposts(here),
        _milestones(here),
        _findings(here),
        _lesson(here, learned),
        _change(here, events),
        class_="a-tiles",
    )


def _sight(here: Here) -> Markup:
    share = here.site.scoreboard.sight
    address = list_address(here, SIGHT, ("counts", "in-sight"))
    return _tile("Line of sight", _percent(share), f"{_of(share)} items lead to a strategy", address)


def _outcome_measures(here: Here) -> Markup:
    share = here.site.scoreboard.outcome_share
    words = f"{_of(share)} KPIs tell what changes for people"
    return _tile("Outcome measures", _percent(share), words, list_address(here, LEVELS, ("counts", "change")))


def _running(here: Here) -> Markup:
    bets = here.site.scoreboard.bets
    known = here.site.plan.hypotheses
    proposed = dict(bets.by_status).get("proposed", 0)
    decided = sum(is_decided(bet, here.site.today) for bet in known if here.site.is_page(bet))
    words = [
        tag("a", f"{proposed} proposed", href=_bets(here, ("status", "proposed"), "proposed", proposed)),
        tag("a", f"{decided} decided", href=list_address(here, _BETS, ("counts", "decided"))),
    ]
    told = join(words, ", ") if known else "the plan holds no hypothesis yet"
    address = _bets(here, ("counts", "running"), "running", len(bets.running)) if known else None
    return _tile("Bets running", str(len(bets.running)), told, address)


def _bets(here: Here, pair: Pair, section: str, count: int) -> str:
    """The address of the list of bets that are so; the section of these is there where there are any."""
    return list_address(here, _BETS, pair, section=section if count else "")


def _overdue(here: Here) -> Markup:
    bets = here.site.scoreboard.bets
    tone = Tone.WATCH if bets.overdue else Tone.GOOD if bets.running else None
    address = None
    if here.site.plan.hypotheses:
        address = _bets(here, ("status", "decision-overdue"), "overdue", len(bets.overdue))
    return _tile("Decisions overdue", str(len(bets.overdue)), "bets whose time box is over", address, tone)


def _old_data(here: Here) -> Markup:
    board = here.site.scoreboard
    tone = Tone.WATCH if board.stale else Tone.GOOD if board.judged else None
    pair: Pair = ("counts", "old")
    address = None
    if here.site.plan.kpis:
        address = list_address(here, kind_path("kpi"), pair, section="old-data" if board.stale else "")
    return _tile("Old data", format_number(board.stale), "KPIs with no reading when one was due", address, tone)


def _goalposts(here: Here) -> Markup:
    """How many goalposts moved lately: as git tells, or where the site asks no git, as the plan records itself."""
    words = f"in {RECENT.days} days"
    if here.site.history is None:
        recorded = recorded_lately(here.site)
        address = here.to(f"{here.path}#goalposts") if recorded_goalposts(here.site) else None
        return _tile("Goalposts moved", str(len(recorded)), f"{words}, by what the plan records", address)
    moved = recent_goalposts(here.site)
    silent = count_silent(moved)
    address = here.to(f"{HISTORY}#goalposts")
    begins = _record_begins(here.site.history)
    if not moved and begins > here.site.today - RECENT:
        told = f"the record begins on {say_day(begins)}"
        if begins > here.site.today:
            return _tile("Goalposts moved", "Not known", told, address)
        return _tile("Goalposts moved", "0", f"{told}, less than {RECENT.days} days ago", address)
    if moved:
        words += f"; {'all recorded' if not silent else f'{silent} not recorded'} in the plan"
    tone = Tone.WATCH if silent else Tone.GOOD
    return _tile("Goalposts moved", str(len(moved)), words, address, tone)


def _record_begins(history: History) -> date:
    """The first day that git tells of the plan; of what was before nobody can say whether it moved."""
    return history.cut_off.day if history.cut_off is not None else history.chapters[-1].commit.day


def _milestones(here: Here) -> Markup:
    board = here.site.scoreboard.milestones
    figure = f"{format_number(board.done)} of {format_number(board.total)}"
    late = f"{board.overdue or 'none'} overdue"
    told: list[Markup | str] = [
        "done; ",
        tag("a", late, href=here.to(f"{MILESTONES}#overdue")) if board.overdue else late,
    ]
    left_out = len(milestones_apart(here.site))
    address = list_address(here, MILESTONES, ("counts", "live"))
    if left_out:
        apart = tag(
            "a", format_number(left_out), href=list_address(here, MILESTONES, ("counts", NONE), section="apart")
        )
        told += ["; ", apart, f" more not counted: their work is {WORK_APART}"]
    return _tile("Milestones", figure, join(told) if board.total else "no milestone is stated", address)


def _findings(here: Here) -> Markup:
    marks = [
        tag("li", _finding(here, severity, count)) for severity, count in count_by_severity(here.site.findings).items()
    ]
    name = tag("span", "Findings", class_="a-tile-name")
    return tag("div", name, tag("ul", *marks, class_="a-list"), class_="a-tile")


def _finding(here: Here, severity: Severity, count: int) -> Markup:
    words = count_of(count, severity.label, "advice" if severity is Severity.ADVICE else None)
    address = list_address(here, FINDINGS, ("severity", severity.label), section=SECTIONS[severity] if count else "")
    if not count:
        return tag("a", words, href=address, class_="a-soft")
    mark = tag("span", glyph(severity.label), words, class_=f"a-mark a-severity-{severity.label}")
    return tag("a", mark, href=address)


def _lesson(here: Here, learned: Sequence[Hypothesis]) -> Markup:
    """The latest learning in short; its whole text stands below the figures."""
    if not learned:
        return EMPTY
    latest = learned[0]
    assert latest.result is not None  # the caller chose bets with a result
    words = " ".join(here.line(latest.result.learned).striptags().split())
    return _headline("Latest learning", say_day(latest.result.date), words, here.to(item_path(latest)))


def _change(here: Here, events: Sequence[Event]) -> Markup:
    """What changed last in the plan, as git tells, or else as the plan itself records."""
    change = latest_change(here)
    if change is not None:
        day, words = change
        return _headline("Changed last", say_day(day), words, here.to(f"{HISTORY}#lately"))
    if not events:
        return EMPTY
    words = event_in_short(here, events[0])
    return _headline("Changed last, says the plan", say_day(events[0].day), words, here.to(f"{here.path}#changed"))


def _headline(name: str, day: str, words: str, address: str) -> Markup:
    told = tag("span", name, tag("span", f" {day}", class_="a-soft"), class_="a-tile-name")
    return tag("a", told, tag("span", words, class_="a-tile-words"), href=address, class_="a-tile a-tile-wide")


def _tile(name: str, figure: str, words: str | Markup, address: str | None, tone: Tone | None = None) -> Markup:
    """A figure with its name; a link where there is a list behind it."""
    sign = glyph(_SIGNS[tone]) if tone in _SIGNS else EMPTY
    look = f"a-tile-figure a-tone-{tone}" if tone else "a-tile-figure"
    parts = [tag("span", name, class_="a-tile-name"), tag("span", sign, figure, class_=look)]
    top = tag("a", *parts, href=address, class_="a-tile-link") if address else tag("span", *parts, class_="a-tile-link")
    return tag("div", top, tag("span", words, class_="a-soft"), class_="a-tile")


def _percent(share: Share) -> str:
    return format_ratio(share.ratio).replace(" ", "\u00a0")


def _of(share: Share) -> str:
    return f"{format_number(share.part)} of {format_number(share.whole)}"
