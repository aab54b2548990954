"""The front page: how the plan stands, in figures that each lead to the list behind them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alignctl.diagnostics import Severity
from alignctl.plan.dates import format_day
from alignctl.plan.graph import strategies_above
from alignctl.plan.items import KINDS, PLURALS, Commitment, Hypothesis, Item, Kpi
from alignctl.plan.numbers import format_number
from alignctl.plan.scoreboard import is_late, is_live
from alignctl.publish.aims import say_standing
from alignctl.publish.attainment import attainment_part
from alignctl.publish.facets import list_address
from alignctl.publish.figures import figures_part
from alignctl.publish.finding_pages import SECTIONS
from alignctl.publish.goalposts import RECENT, goalposts_part, recorded_goalposts, recorded_lately
from alignctl.publish.history_pages import lately_changed
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.lately import recorded_events, recorded_part
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import head, item_link, mark_badge, say_detail
from alignctl.publish.paths import FINDINGS, FRONT, kind_path
from alignctl.publish.people_tables import commitment_state
from alignctl.publish.site import Here, Site
from alignctl.publish.tables import is_over, strategy_table
from alignctl.publish.wording import KIND_NAMES, count_of, say_day
from alignctl.views.status import make_mark

_FEW = 6
_MANY = 12
_LESSONS = 4
_WHOLE, _BROKEN = ("counts", "whole"), ("counts", "broken")


def front_page(site: Site, path: str = FRONT) -> Page:
    """The scoreboard, to stand at `path`."""
    here = Here(site, path)
    counts = [
        (kind, len(items))
        for kind in KINDS
        if (items := [item for item in site.plan.of_kind(KINDS[kind]) if not is_over(here, item)])
    ]
    day = format_day(site.today)
    told = f"As of {day}: {', '.join(_count(*each) for each in counts)}." if counts else "The plan holds nothing yet."
    links = [
        tag("a", _count(*each).replace(" ", "\u00a0"), href=list_address(here, kind_path(each[0]), ("counts", "live")))
        for each in counts
    ]
    counted = tag("p", f"As of {day}: ", join(links, ", "), ".") if counts else tag("p", told)
    learned = _decided_last(here)
    changed = lately_changed(here, _FEW)
    events = recorded_events(site) if not changed else ()
    sections = (
        Section("attainment", "Attainment", attainment_part(here)),
        Section("figures", "At a glance", figures_part(here, learned, events)),
        Section("strategies", "Strategies", _strategies(here)),
        Section("attention", "What needs attention", _attention(here)),
        Section("learned", "What we learned lately", _learned(here, learned)),
        Section("changed", "What changed lately", changed)
        if changed
        else Section("changed", "What changed lately, by the plan's own records", recorded_part(here, events, _FEW)),
        Section("goalposts", "Goalposts that moved", _goalposts(here)),
    )
    return Page(
        path,
        "Scoreboard",
        head(site.name, lead=join([counted, _past(here)])),
        tuple(section for section in sections if section.body),
        told,
        told,
        group="overview",
    )


def _goalposts(here: Here) -> Markup:
    """The goalposts that the plan says moved; where git is asked, its page tells of them."""
    if here.site.history is not None:
        return EMPTY
    moved, lately = recorded_goalposts(here.site), recorded_lately(here.site)
    if not moved:
        return EMPTY
    told = f"{count_of(len(lately), 'goalpost')} moved in the last {RECENT.days} days"
    earlier = len(moved) - len(lately)
    rest = f", {format_number(earlier)} before that" if earlier else ""
    return join([tag("p", f"{told[:1].upper()}{told[1:]}{rest}."), goalposts_part(here, _FEW)])


def _past(here: Here) -> Markup:
    """That this is not the plan of today, where it is not."""
    past = here.site.past
    return tag("p", f"This is the plan as it was: {past}.", class_="a-note") if past is not None else EMPTY


def _count(kind: str, count: int) -> str:
    """`3 outcomes`, `1 KPI`."""
    return count_of(count, *(KIND_NAMES[kind] if kind == "kpi" else (kind, PLURALS[kind])))


def _strategies(here: Here) -> Markup:
    plan = here.site.plan
    live = [strategy for strategy in plan.strategies if not is_over(here, strategy) and here.site.is_page(strategy)]
    if not live:
        return EMPTY
    above = {entry.kpi.id: strategies_above(plan, entry.kpi.id) for entry in here.site.judged}
    measured = frozenset(strategy for strategies in above.values() for strategy in strategies)
    ordered = sorted(live, key=lambda s: (s.rank is None, s.rank or 0, s.id not in measured, s.title.casefold(), s.id))
    drawn = strategy_table(here, ordered[:_MANY], "Strategies and the attainment below each")
    more = EMPTY
    if len(ordered) > _MANY:
        rest = f"All {format_number(len(ordered))} strategies; {len(measured)} of them have a KPI below them"
        more = tag("p", tag("a", rest, href=list_address(here, kind_path("strategy"), ("counts", "live"))))
    told = _counted_twice_or_never([len(strategies) for strategies in above.values()])
    return join([drawn, tag("p", told, class_="a-soft") if told else EMPTY, more])


def _counted_twice_or_never(strategies: Sequence[int]) -> str:
    """Why the KPIs of the strategies are not as many as all: to how many strategies each KPI leads; may be empty."""
    twice, never = sum(count > 1 for count in strategies), strategies.count(0)
    told = []
    if twice:
        verbs = ("KPI leads to more than one strategy and counts", "KPIs lead to more than one strategy and count")
        told.append(f"{count_of(twice, *verbs)} below each")
    if never:
        told.append(count_of(never, "KPI leads to no strategy", "KPIs lead to no strategy"))
    return f"{'; '.join(told)}." if told else ""


def _attention(here: Here) -> Markup:
    """Short lists of what somebody should look at; each ends with a link to the whole list."""
    site = here.site
    board, plan = site.scoreboard, site.plan
    said = [o for o in plan.outcomes if not is_over(here, o) and _says(here, o) == "off track"]
    late = [c for c in plan.commitments if not is_over(here, c) and (is_late(c, site.today) or c.status == "missed")]
    wrong = [d.item for d in site.findings if d.severity is Severity.ERROR]
    errors = sorted({item for item in wrong if item and plan.get(item)})
    kpis, bets, outcomes = (kind_path(kind) for kind in ("kpi", "hypothesis", "outcome"))
    lists = {
        "Decide": (board.bets.overdue, list_address(here, bets, ("status", "decision-overdue"), section="overdue")),
        "Missed": (_in_state(here, "missed"), list_address(here, kpis, _WHOLE, ("status", "missed"), section="missed")),
        "At risk": (
            _in_state(here, "at-risk"),
            list_address(here, kpis, _WHOLE, ("status", "at-risk"), section="at-risk"),
        ),
        "Off track, says its owner": ([o.id for o in said], list_address(here, outcomes, ("status", "off-track"))),
        "Promises late or broken": ([c.id for c in late], list_address(here, kind_path("commitment"), _BROKEN)),
        "Broken links and other errors": (
            errors,
            list_address(here, FINDINGS, ("severity", "error"), section=SECTIONS[Severity.ERROR]),
        ),
    }
    told = {"Broken links and other errors": f"{count_of(len(wrong), 'error')}"}
    groups = [_short_list(here, title, ids, address, told.get(title)) for title, (ids, address) in lists.items()]
    shown = [group for group in groups if group]
    if not shown:
        return tag("p", "Nothing: no decision is overdue, no KPI at risk, and the checks found no error.")
    return tag("div", *shown, class_="a-columns")


def _in_state(here: Here, state: str) -> list[str]:
    return [entry.kpi.id for entry in here.site.judged if entry.progress.state == state]


def _says(here: Here, item: Item) -> str:
    mark = here.site.marks.get(item.id)
    return mark.word if mark else ""


def _short_list(here: Here, title: str, ids: Sequence[str], address: str, told: str | None = None) -> Markup:
    """The first few items; `told` says how many the whole list holds, where that is a list of something else."""
    if not ids:
        return EMPTY
    entries = [tag("li", item_link(here, item_id), " ", _state(here, item_id)) for item_id in ids[:_FEW]]
    more = EMPTY
    if len(ids) > _FEW:
        every = f"All {told or format_number(len(ids))}"
        more = tag("p", tag("a", every, href=address, aria_label=f"{title}: {every[:1].lower()}{every[1:]}"))
    number = tag("a", told or format_number(len(ids)), href=address, class_="a-count")
    among = tag("span", f" in {count_of(len(ids), 'item')}", class_="a-soft") if told else EMPTY
    heading = tag("h3", title, " ", number, among)
    return tag("div", heading, tag("ul", *entries, class_="a-list"), more)


def _state(here: Here, item_id: str) -> Markup:
    mark = here.site.marks.get(item_id)
    item = here.site.plan.get(item_id)
    if isinstance(item, Commitment):
        return commitment_state(here, item)
    if isinstance(item, Kpi):
        return tag("span", say_standing(item, here.site.progress(item)), class_="a-soft")
    return tag("span", say_detail(mark), class_="a-soft") if mark and mark.detail else EMPTY


def _decided_last(here: Here) -> list[Hypothesis]:
    """The bets that taught something, the one decided last first."""
    bets = [
        bet
        for bet in here.site.plan.hypotheses
        if is_live(bet, here.site.today) and bet.result is not None and bet.result.learned
    ]
    return sorted(bets, key=lambda bet: (bet.result.date if bet.result else here.site.today, bet.id), reverse=True)


def _learned(here: Here, bets: Sequence[Hypothesis]) -> Markup:
    """What the bets decided last taught."""
    if not bets:
        return EMPTY
    more = tag(
        "p", tag("a", "All decided bets", href=list_address(here, kind_path("hypothesis"), ("counts", "decided")))
    )
    return join([tag("ul", *[_lesson(here, bet) for bet in bets[:_LESSONS]], class_="a-lessons"), more])


def _lesson(here: Here, bet: Hypothesis) -> Markup:
    result = bet.result
    assert result is not None  # the caller chose bets with a result
    top = join([mark_badge(make_mark(result.decision)), tag("span", say_day(result.date), class_="a-soft")], " ")
    return tag("li", tag("p", item_link(here, bet.id)), tag("div", here.prose(result.learned)), tag("p", top))
