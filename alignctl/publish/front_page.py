"""The front page: how the plan stands, in figures that each lead to the list behind them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alignctl.diagnostics import Severity
from alignctl.plan.dates import format_day
from alignctl.plan.graph import strategies_above
from alignctl.plan.items import KINDS, PLURALS, Commitment, Hypothesis, Item
from alignctl.plan.numbers import format_number
from alignctl.plan.scoreboard import is_late, is_live
from alignctl.publish.attainment import attainment_part
from alignctl.publish.facets import list_address
from alignctl.publish.figures import figures_part
from alignctl.publish.finding_pages import SECTIONS
from alignctl.publish.goalposts import goalposts_part
from alignctl.publish.history_pages import lately_changed
from alignctl.publish.html import EMPTY, join, tag
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
    links = [tag("a", _count(*each).replace(" ", "\u00a0"), href=here.to(kind_path(each[0]))) for each in counts]
    counted = tag("p", f"As of {day}: ", join(links, ", "), ".") if counts else tag("p", told)
    learned = _decided_last(here)
    sections = (
        Section("attainment", "Attainment", attainment_part(here)),
        Section("figures", "At a glance", figures_part(here, learned)),
        Section("strategies", "Strategies", _strategies(here)),
        Section("attention", "What needs attention", _attention(here)),
        Section("learned", "What we learned lately", _learned(here, learned)),
        Section("changed", "What changed lately", lately_changed(here, _FEW)),
        Section("goalposts", "Goalposts that moved", goalposts_part(here, _FEW) if site.history is None else EMPTY),
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
    said = [o for o in plan.outcomes if not is_over(here, o) and _says(here, o) == "off track"]
    late = [c for c in plan.commitments if not is_over(here, c) and (is_late(c, site.today) or c.status == "missed")]
    errors = sorted({d.item for d in site.findings if d.severity is Severity.ERROR and d.item and plan.get(d.item)})
    kpis, bets, outcomes = (kind_path(kind) for kind in ("kpi", "hypothesis", "outcome"))
    lists = {
        "Decide": (board.bets.overdue, list_address(here, bets, ("status", "decision-overdue"), section="overdue")),
        "Missed": (_in_state(here, "missed"), list_address(here, kpis, ("status", "missed"), section="missed")),
        "At risk": (_in_state(here, "at-risk"), list_address(here, kpis, ("status", "at-risk"), section="at-risk")),
        "Off track, says its owner": ([o.id for o in said], list_address(here, outcomes, ("status", "off-track"))),
        "Promises late or broken": ([c.id for c in late], here.to(kind_path("commitment"))),
        "Broken links and other errors": (
            errors,
            list_address(here, FINDINGS, ("severity", "error"), section=SECTIONS[Severity.ERROR]),
        ),
    }
    groups = [_short_list(here, title, ids, address) for title, (ids, address) in lists.items()]
    shown = [group for group in groups if group]
    if not shown:
        return tag("p", "Nothing: no decision is overdue, no KPI at risk, and the checks found no error.")
    return tag("div", *shown, class_="a-columns")


def _in_state(here: Here, state: str) -> list[str]:
    return [entry.kpi.id for entry in here.site.judged if entry.progress.state == state]


def _says(here: Here, item: Item) -> str:
    mark = here.site.marks.get(item.id)
    return mark.word if mark else ""


def _short_list(here: Here, title: str, ids: Sequence[str], address: str) -> Markup:
    if not ids:
        return EMPTY
    entries = [tag("li", item_link(here, item_id), " ", _state(here, item_id)) for item_id in ids[:_FEW]]
    more = EMPTY
    if len(ids) > _FEW:
        more = tag("p", tag("a", f"All {len(ids)}", href=address, aria_label=f"{title}: all {len(ids)}"))
    heading = tag("h3", title, tag("span", f" {len(ids)}", class_="a-count"))
    return tag("div", heading, tag("ul", *entries, class_="a-list"), more)


def _state(here: Here, item_id: str) -> Markup:
    mark = here.site.marks.get(item_id)
    promise = here.site.plan.find(item_id, Commitment)
    if promise is not None:
        return commitment_state(here, promise)
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
    more = tag("p", tag("a", "All decided bets", href=here.to(f"{kind_path('hypothesis')}#decided")))
    return join([tag("ul", *[_lesson(here, bet) for bet in bets[:_LESSONS]], class_="a-lessons"), more])


def _lesson(here: Here, bet: Hypothesis) -> Markup:
    result = bet.result
    assert result is not None  # the caller chose bets with a result
    top = join([mark_badge(make_mark(result.decision)), tag("span", say_day(result.date), class_="a-soft")], " ")
    return tag("li", tag("p", item_link(here, bet.id)), tag("div", here.prose(result.learned)), tag("p", top))
