"""The figures of the front page besides attainment, each in a tile that leads to the list behind it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alignctl.diagnostics import Severity, count_by_severity
from alignctl.plan.items import Hypothesis
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.scoreboard import Share
from alignctl.publish.facets import Pair, list_address
from alignctl.publish.finding_pages import SECTIONS
from alignctl.publish.goalposts import RECENT, recorded_goalposts, recorded_lately
from alignctl.publish.history_pages import count_silent, latest_change, recent_goalposts
from alignctl.publish.html import EMPTY, glyph, join, tag
from alignctl.publish.paths import FINDINGS, HISTORY, LEVELS, MILESTONES, SIGHT, item_path, kind_path
from alignctl.publish.site import Here
from alignctl.publish.wording import count_of, say_day
from alignctl.views.picture import Tone

_BETS = kind_path("hypothesis")
_SIGNS = {Tone.WATCH: "warning", Tone.GOOD: "tick"}


def figures_part(here: Here, learned: Sequence[Hypothesis]) -> Markup:
    """The tiles; the bet decided last, of those that taught something, has one too."""
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
        _change(here),
        class_="a-tiles",
    )


def _sight(here: Here) -> Markup:
    share = here.site.scoreboard.sight
    return _tile("Line of sight", _percent(share), f"{_of(share)} items lead to a strategy", here.to(SIGHT))


def _outcome_measures(here: Here) -> Markup:
    share = here.site.scoreboard.outcome_share
    words = f"{_of(share)} KPIs tell what changes for people"
    return _tile("Outcome measures", _percent(share), words, here.to(LEVELS))


def _running(here: Here) -> Markup:
    bets = here.site.scoreboard.bets
    counts = dict(bets.by_status)
    proposed, decided = counts.get("proposed", 0), counts.get("decided", 0)
    words = [
        _some(f"{proposed} proposed", list_address(here, _BETS, ("status", "proposed"), section="proposed"), proposed),
        _some(f"{decided} decided", list_address(here, _BETS, ("counts", "decided"), section="decided"), decided),
    ]
    told = join(words, ", ") if any(counts.values()) else "the plan holds no hypothesis yet"
    address = list_address(here, _BETS, ("counts", "running"), section="running") if bets.running else None
    return _tile("Bets running", str(len(bets.running)), told, address)


def _overdue(here: Here) -> Markup:
    bets = here.site.scoreboard.bets
    tone = Tone.WATCH if bets.overdue else Tone.GOOD if bets.running else None
    address = None
    if bets.overdue:
        address = list_address(here, _BETS, ("status", "decision-overdue"), section="overdue")
    return _tile("Decisions overdue", str(len(bets.overdue)), "bets whose time box is over", address, tone)


def _old_data(here: Here) -> Markup:
    board = here.site.scoreboard
    tone = Tone.WATCH if board.stale else Tone.GOOD if board.judged else None
    pair: Pair = ("counts", "old")
    address = list_address(here, kind_path("kpi"), pair, section="old-data") if board.stale else None
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
    if moved:
        words += f"; {'all recorded' if not silent else f'{silent} not recorded'} in the plan"
    tone = Tone.WATCH if silent else Tone.GOOD
    return _tile("Goalposts moved", str(len(moved)), words, here.to(f"{HISTORY}#goalposts"), tone)


def _milestones(here: Here) -> Markup:
    board = here.site.scoreboard.milestones
    figure = f"{format_number(board.done)} of {format_number(board.total)}"
    late = _some(f"{board.overdue or 'none'} overdue", here.to(f"{MILESTONES}#overdue"), board.overdue)
    words = join(["done; ", late, ". Counted apart"]) if board.total else "no milestone is stated"
    return _tile("Milestones", figure, words, here.to(MILESTONES))


def _findings(here: Here) -> Markup:
    marks = [
        tag("li", _finding(here, severity, count)) for severity, count in count_by_severity(here.site.findings).items()
    ]
    name = tag("span", "Findings", class_="a-tile-name")
    return tag("div", name, tag("ul", *marks, class_="a-list"), class_="a-tile")


def _finding(here: Here, severity: Severity, count: int) -> Markup:
    words = count_of(count, severity.label, "advice" if severity is Severity.ADVICE else None)
    if not count:
        return tag("span", words, class_="a-soft")
    address = list_address(here, FINDINGS, ("severity", severity.label), section=SECTIONS[severity])
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


def _change(here: Here) -> Markup:
    """What changed last in the plan; nothing where git tells nothing."""
    change = latest_change(here)
    if change is None:
        return EMPTY
    day, words = change
    return _headline("Changed last", say_day(day), words, here.to(f"{HISTORY}#lately"))


def _headline(name: str, day: str, words: str, address: str) -> Markup:
    told = tag("span", name, tag("span", f" {day}", class_="a-soft"), class_="a-tile-name")
    return tag("a", told, tag("span", words, class_="a-tile-words"), href=address, class_="a-tile a-tile-wide")


def _some(words: str, address: str, count: int) -> Markup:
    """A figure inside a sentence, as a link to the list behind it where there is one."""
    return tag("a", words, href=address) if count else join(words)


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
