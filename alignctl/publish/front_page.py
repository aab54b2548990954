"""The front page: how the plan stands, in figures that each lead to the list behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from alignctl.diagnostics import Severity, count_by_severity
from alignctl.plan.dates import format_day
from alignctl.plan.graph import strategies_above
from alignctl.plan.items import KINDS, PLURALS, Commitment, Hypothesis, Item
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.scoreboard import Share, is_live
from alignctl.publish.finding_pages import SECTIONS
from alignctl.publish.history_pages import RECENT, count_silent, lately_changed, recent_goalposts
from alignctl.publish.html import EMPTY, glyph, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import head, item_link, mark_badge, say_detail
from alignctl.publish.paths import FINDINGS, FRONT, HISTORY, LEVELS, MILESTONES, SIGHT, kind_path
from alignctl.publish.site import Here, Site
from alignctl.publish.tables import commitment_state, is_late, is_over, strategy_table
from alignctl.publish.wording import KIND_NAMES, count_of, say_day
from alignctl.views.picture import Tone
from alignctl.views.status import make_mark

_ORDER = ("attained", "on-pace", "at-risk", "missed", "stale", "no-data", "no-target", "unclassified")
_FEW = 6
_MANY = 12


def front_page(site: Site, path: str = FRONT) -> Page:
    """The scoreboard, to stand at `path`."""
    here = Here(site, path)
    counts = [
        count_of(len(items), KIND_NAMES[kind][0] if kind == "kpi" else kind, _several(kind))
        for kind in KINDS
        if (items := [item for item in site.plan.of_kind(KINDS[kind]) if not is_over(here, item)])
    ]
    told = f"As of {format_day(site.today)}: {', '.join(counts)}." if counts else "The plan holds nothing yet."
    sections = (
        Section("attainment", "Attainment", _attainment(here)),
        Section("figures", "At a glance", _tiles(here)),
        Section("strategies", "Strategies", _strategies(here)),
        Section("attention", "What needs attention", _attention(here)),
        Section("learned", "What we learned lately", _learned(here)),
        Section("changed", "What changed lately", lately_changed(here, _FEW)),
    )
    return Page(
        path,
        "Scoreboard",
        head(site.name, kicker="Where the plan stands", lead=join([tag("p", told), _past(here)])),
        tuple(section for section in sections if section.body),
        told,
        told,
        group="overview",
    )


def _past(here: Here) -> Markup:
    """That this is not the plan of today, where it is not."""
    past = here.site.past
    return tag("p", f"This is the plan as it was: {past}.", class_="a-note") if past is not None else EMPTY


def _several(kind: str) -> str:
    return "KPIs" if kind == "kpi" else PLURALS[kind]


def _attainment(here: Here) -> Markup:
    board = here.site.scoreboard
    if not board.measures:
        return tag("p", "No KPI counts yet, so there is nothing to attain.", class_="a-soft")
    kpis = kind_path("kpi")
    boxes = [
        _ratio_box(here, board.attained_of_all, "of all KPIs are at or past their target", f"{kpis}#attained"),
        _ratio_box(here, board.attained_of_judged, "of the KPIs that have a target and data", kpis),
    ]
    behind = EMPTY
    if board.attained_behind:
        link = tag("a", f"{board.attained_behind} of these", href=here.to(f"{kpis}#attained-behind"))
        behind = tag("p", link, " reached the latest target and are behind on the way to the next.", class_="a-soft")
    return join([tag("div", *boxes, class_="a-ratios"), behind, _state_bar(here), _state_list(here)])


def _ratio_box(here: Here, share: Share, words: str, target: str) -> Markup:
    ratio = tag("span", format_ratio(share.ratio).replace(" ", "\u00a0"), class_="a-big")
    count = tag("span", f"{share.part} of {share.whole}", class_="a-count")
    return tag("a", ratio, tag("span", count, " ", words), href=here.to(target), class_="a-ratio")


def _state_bar(here: Here) -> Markup:
    """All KPIs in one bar, by state; the list below it says the same in words."""
    board = here.site.scoreboard
    parts, left = [], 0.0
    for state in _ORDER:
        count = board.count(state)
        if count:
            width = 100 * count / board.measures
            parts.append(
                tag(
                    "rect",
                    x=f"{left:.3f}",
                    width=f"{width:.3f}",
                    height="10",
                    class_=f"a-state a-state-{state}",
                )
            )
            left += width
    return tag("svg", *parts, class_="a-states", viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def _state_list(here: Here) -> Markup:
    board = here.site.scoreboard
    entries = []
    for state in _ORDER:
        count = board.count(state)
        if not count and state in ("unclassified", "no-target", "no-data"):
            continue
        mark = make_mark(state)
        key = tag("span", class_=f"a-key a-state-{state}")
        label = join(
            [mark_badge(mark) if count else mark.word.capitalize(), tag("span", str(count), class_="a-count")], " "
        )
        linked = tag("a", label, href=here.to(f"{kind_path('kpi')}#{state}")) if count else label
        entries.append(tag("li", key if count else EMPTY, linked, class_=None if count else "a-soft"))
    return tag("ul", *entries, class_="a-state-list")


def _tiles(here: Here) -> Markup:
    board = here.site.scoreboard
    found = count_by_severity(here.site.findings)
    bets = kind_path("hypothesis")
    tiles = [
        _tile(here, "Line of sight", _ratio(board.sight), f"{_of(board.sight)} items lead to a strategy", SIGHT),
        _tile(
            here,
            "Outcome measures",
            _ratio(board.outcome_share),
            f"{_of(board.outcome_share)} KPIs tell what changes for people",
            LEVELS,
        ),
        _tile(
            here,
            "Bets running",
            str(len(board.bets.running)),
            _bets_told(here),
            f"{bets}#running",
            bool(board.bets.running),
        ),
        _tile(
            here,
            "Decisions overdue",
            str(len(board.bets.overdue)),
            "bets whose time box is over",
            f"{bets}#overdue",
            bool(board.bets.overdue),
            Tone.WATCH if board.bets.overdue else Tone.GOOD if board.bets.running else None,
        ),
        _tile(
            here,
            "Old data",
            str(board.stale),
            "KPIs with no reading when one was due",
            f"{kind_path('kpi')}#old-data",
            bool(board.stale),
            Tone.WATCH if board.stale else Tone.GOOD if board.judged else None,
        ),
        _tile(
            here,
            "Milestones",
            f"{board.milestones.done} of {board.milestones.total}",
            f"done; {board.milestones.overdue or 'none'} overdue. Counted apart"
            if board.milestones.total
            else "no milestone is stated",
            MILESTONES,
        ),
    ]
    tiles += _goalpost_tile(here)
    severities = [
        tag(
            "li",
            tag("a", mark, href=here.to(f"{FINDINGS}#{SECTIONS[severity]}")) if count else mark,
        )
        for severity, count in found.items()
        for mark in [_severity_mark(severity, count)]
    ]
    name = tag("span", "Findings", class_="a-tile-name")
    tiles.append(tag("div", name, tag("ul", *severities, class_="a-list"), class_="a-tile"))
    return tag("div", *tiles, class_="a-tiles")


def _goalpost_tile(here: Here) -> list[Markup]:
    """How many goalposts moved lately; nothing where git tells nothing."""
    if here.site.history is None:
        return []
    moved = recent_goalposts(here.site)
    silent = count_silent(moved)
    words = f"in {RECENT.days} days"
    if moved:
        words += f"; {'all recorded' if not silent else f'{silent} not recorded'} in the plan"
    tone = Tone.WATCH if silent else Tone.GOOD
    return [_tile(here, "Goalposts moved", str(len(moved)), words, f"{HISTORY}#goalposts", tone=tone)]


def _severity_mark(severity: Severity, count: int) -> Markup:
    words = count_of(count, severity.label, "advice" if severity is Severity.ADVICE else None)
    if not count:
        return tag("span", words, class_="a-soft")
    return tag("span", glyph(severity.label), words, class_=f"a-mark a-severity-{severity.label}")


def _tile(
    here: Here, name: str, figure: str, words: str, target: str, linked: bool = True, tone: Tone | None = None
) -> Markup:
    sign = {Tone.WATCH: "warning", Tone.GOOD: "tick"}.get(tone) if tone else None
    parts = [
        tag("span", name, class_="a-tile-name"),
        tag(
            "span",
            glyph(sign) if sign else EMPTY,
            figure,
            class_=f"a-tile-figure a-tone-{tone}" if tone else "a-tile-figure",
        ),
        tag("span", words, class_="a-soft"),
    ]
    if linked:
        return tag("a", *parts, href=here.to(target), class_="a-tile")
    return tag("div", *parts, class_="a-tile")


def _ratio(share: Share) -> str:
    return format_ratio(share.ratio).replace(" ", "\u00a0")


def _of(share: Share) -> str:
    return f"{share.part} of {share.whole}"


def _bets_told(here: Here) -> str:
    counts = dict(here.site.scoreboard.bets.by_status)
    if not any(counts.values()):
        return "the plan holds no hypothesis yet"
    return f"{counts.get('proposed', 0)} proposed, {counts.get('decided', 0)} decided"


def _strategies(here: Here) -> Markup:
    plan = here.site.plan
    live = [strategy for strategy in plan.strategies if not is_over(here, strategy) and here.site.is_page(strategy)]
    if not live:
        return EMPTY
    measured = frozenset(strategy for entry in here.site.judged for strategy in strategies_above(plan, entry.kpi.id))
    ordered = sorted(live, key=lambda s: (s.rank is None, s.rank or 0, s.id not in measured, s.title.casefold(), s.id))
    drawn = strategy_table(here, ordered[:_MANY], "Strategies and the attainment below each")
    more = EMPTY
    if len(ordered) > _MANY:
        rest = f"All {format_number(len(ordered))} strategies; {len(measured)} of them have a KPI below them"
        more = tag("p", tag("a", rest, href=here.to(kind_path("strategy"))))
    return join([drawn, more])


def _attention(here: Here) -> Markup:
    """Short lists of what somebody should look at; each ends with a link to the whole list."""
    site = here.site
    board, plan = site.scoreboard, site.plan
    judged = site.judged
    said = [o for o in plan.outcomes if not is_over(here, o) and _says(here, o) == "off track"]
    late = [c for c in plan.commitments if not is_over(here, c) and (is_late(here, c) or c.status == "missed")]
    errors = sorted({d.item for d in site.findings if d.severity is Severity.ERROR and d.item and plan.get(d.item)})
    kpis, bets = kind_path("kpi"), kind_path("hypothesis")
    groups = [
        _short_list(here, "Decide", board.bets.overdue, f"{bets}#overdue"),
        _short_list(here, "Missed", [e.kpi.id for e in judged if e.progress.state == "missed"], f"{kpis}#missed"),
        _short_list(here, "At risk", [e.kpi.id for e in judged if e.progress.state == "at-risk"], f"{kpis}#at-risk"),
        _short_list(here, "Off track, says its owner", [o.id for o in said], kind_path("outcome")),
        _short_list(here, "Promises late or broken", [c.id for c in late], kind_path("commitment")),
        _short_list(here, "Broken links and other errors", errors, f"{FINDINGS}#errors"),
    ]
    shown = [group for group in groups if group]
    if not shown:
        return tag("p", "Nothing: no decision is overdue, no KPI at risk, and the checks found no error.")
    return tag("div", *shown, class_="a-columns")


def _says(here: Here, item: Item) -> str:
    mark = here.site.marks.get(item.id)
    return mark.word if mark else ""


def _short_list(here: Here, title: str, ids: Sequence[str], target: str) -> Markup:
    if not ids:
        return EMPTY
    entries = [tag("li", item_link(here, item_id), " ", _state(here, item_id)) for item_id in ids[:_FEW]]
    more = EMPTY
    if len(ids) > _FEW:
        more = tag("p", tag("a", f"All {len(ids)}", href=here.to(target), aria_label=f"{title}: all {len(ids)}"))
    heading = tag("h3", title, tag("span", f" {len(ids)}", class_="a-count"))
    return tag("div", heading, tag("ul", *entries, class_="a-list"), more)


def _state(here: Here, item_id: str) -> Markup:
    mark = here.site.marks.get(item_id)
    promise = here.site.plan.find(item_id, Commitment)
    if promise is not None:
        return commitment_state(here, promise)
    return tag("span", say_detail(mark), class_="a-soft") if mark and mark.detail else EMPTY


def _learned(here: Here) -> Markup:
    """The bets decided last, with what was learned."""
    bets: Iterable[Hypothesis] = [
        bet
        for bet in here.site.plan.hypotheses
        if is_live(bet, here.site.today) and bet.result is not None and bet.result.learned
    ]
    latest = sorted(bets, key=lambda bet: (bet.result.date if bet.result else here.site.today, bet.id), reverse=True)
    entries = [_lesson(here, bet) for bet in latest[:4]]
    if not entries:
        return EMPTY
    more = tag("p", tag("a", "All decided bets", href=here.to(f"{kind_path('hypothesis')}#decided")))
    return join([tag("ul", *entries, class_="a-lessons"), more])


def _lesson(here: Here, bet: Hypothesis) -> Markup:
    result = bet.result
    assert result is not None  # the caller chose bets with a result
    top = join([mark_badge(make_mark(result.decision)), tag("span", say_day(result.date), class_="a-soft")], " ")
    return tag("li", tag("p", item_link(here, bet.id)), tag("div", here.prose(result.learned)), tag("p", top))
