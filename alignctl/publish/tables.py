"""Tables of items, a function for each kind; item pages and lists share them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from alignctl.plan.answers import count_people
from alignctl.plan.dates import Period
from alignctl.plan.items import Assessment, Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy, Team
from alignctl.plan.numbers import format_ratio
from alignctl.plan.parts import Link
from alignctl.plan.scoreboard import Share, is_done
from alignctl.publish.facets import row_of
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import Cell, Column, Keyed, Row, item_link, item_links, mark_badge, problem_badge, table
from alignctl.publish.site import Here
from alignctl.publish.wording import say_day, say_period, say_target, say_value

_STATUS = Column("Status")
_OWNER = Column("Owner")
_FINDINGS = Column("Findings")


def kpi_table(here: Here, kpis: Iterable[Kpi], caption: str) -> Markup:
    """Measures: where each stands, where it is to be, how far it has come."""
    columns = (
        Column("KPI"),
        _STATUS,
        Column("Latest", number=True),
        Column("Target", number=True),
        Column("Way done", number=True),
        _OWNER,
        _FINDINGS,
    )
    rows = [
        _row(
            here,
            kpi,
            _mark(here, kpi),
            latest_cell(here, kpi),
            target_cell(here, kpi),
            way_cell(here, kpi),
            *_owner_and_findings(here, kpi),
        )
        for kpi in kpis
    ]
    return table(caption, columns, rows)


def latest_cell(here: Here, kpi: Kpi) -> Cell:
    """The latest reading and its day."""
    latest = here.site.progress(kpi).latest
    if latest is None:
        return ""
    return join([say_value(latest.value, kpi.unit), _small(say_day(latest.date))], " ")


def target_cell(here: Here, kpi: Kpi) -> Cell:
    """The final target and when it is due."""
    target = here.site.progress(kpi).target
    if target is None:
        return ""
    by = _small(f"by {say_period(target.by)}") if target.by else EMPTY
    return join([say_target(kpi, target), by], " ")


def way_cell(here: Here, kpi: Kpi) -> Cell:
    """How much of the way from the baseline to the final target is done; nothing for limits."""
    ratio = here.site.progress(kpi).clamped_ratio
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


def strategy_table(here: Here, strategies: Iterable[Strategy], caption: str) -> Markup:
    """Strategies with the attainment below each, in both denominators."""
    columns = (
        Column("Strategy"),
        Column("Until"),
        Column("Outcomes", number=True),
        Column("KPIs at target", number=True),
        Column("of those with target and data", number=True),
        _OWNER,
        _FINDINGS,
    )
    rows = []
    for strategy in strategies:
        below = here.site.attainment_below(strategy.id)
        rows.append(
            _row(
                here,
                strategy,
                _by_day(say_period(strategy.end), strategy.end) if strategy.end else "",
                str(below.outcomes),
                _share(below.of_all),
                _share(below.of_judged),
                *_owner_and_findings(here, strategy),
            )
        )
    return table(caption, columns, rows)


def share_cell(share: Share) -> Cell:
    """`3 of 8 (38 %)`, or a dash where there is nothing to have a share of."""
    if share.ratio is None:
        return "–"
    ratio = format_ratio(share.ratio).replace(" ", "\u00a0")
    return join([f"{share.part} of {share.whole}", _small(f"({ratio})")], " ")


def outcome_table(here: Here, outcomes: Iterable[Outcome], caption: str) -> Markup:
    """Outcomes: what their owners say, what their measures say, who shares them."""
    columns = (
        Column("Outcome"),
        Column("Owner says"),
        Column("KPIs at target", number=True),
        Column("Bets running", number=True),
        _OWNER,
        Column("Shared with"),
        _FINDINGS,
    )
    rows = []
    for outcome in outcomes:
        kpis = measures_of(here, outcome)
        attained = sum(here.site.progress(kpi).attained for kpi in kpis)
        bets = {bet.id for kpi in kpis for bet in bets_on(here, kpi) if bet.status == "running"}
        rows.append(
            _row(
                here,
                outcome,
                _mark(here, outcome),
                _share(Share(attained, len(kpis))),
                str(len(bets)),
                _links(here, [outcome.owner] if outcome.owner else []),
                _links(here, outcome.shared_with),
                _findings(here, outcome),
            )
        )
    return table(caption, columns, rows)


def hypothesis_table(here: Here, bets: Iterable[Hypothesis], caption: str) -> Markup:
    """Bets: what each is to move, its time box, how it stands."""
    columns = (Column("Hypothesis"), _STATUS, Column("Is to move"), Column("Time box"), _OWNER, _FINDINGS)
    rows = [
        _row(
            here,
            bet,
            _mark(here, bet),
            item_links(here, dict.fromkeys(move.id for move in bet.moves)),
            _by_day(time_box(bet), bet.end or bet.start),
            *_owner_and_findings(here, bet),
        )
        for bet in bets
    ]
    return table(caption, columns, rows)


def time_box(item: Hypothesis | Initiative | Outcome | Strategy) -> str:
    """From when to when, as far as the plan says."""
    start = say_period(item.start) if item.start else ""
    end = say_period(item.end) if item.end else ""
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


def initiative_table(here: Here, work: Iterable[Initiative], caption: str) -> Markup:
    """Work: what it serves, and how many milestones are behind it."""
    columns = (
        Column("Initiative"),
        _STATUS,
        Column("Serves"),
        Column("Milestones", number=True),
        Column("Time"),
        _OWNER,
        _FINDINGS,
    )
    rows = []
    for item in work:
        done = sum(is_done(part, here.site.today) for part in item.deliverables)
        serves = [link.id for link in (*item.tests, *item.sustains, *item.supports)]
        rows.append(
            _row(
                here,
                item,
                _mark(here, item),
                item_links(here, dict.fromkeys(serves)),
                f"{done} of {len(item.deliverables)}" if item.deliverables else "",
                _by_day(time_box(item), item.end or item.start),
                *_owner_and_findings(here, item),
            )
        )
    return table(caption, columns, rows)


def commitment_table(here: Here, commitments: Iterable[Commitment], caption: str) -> Markup:
    """Promises: who gave them to whom, until when."""
    columns = (Column("Commitment"), _STATUS, Column("From"), Column("To"), Column("Due"), _FINDINGS)
    rows = [
        _row(
            here,
            promise,
            commitment_state(here, promise),
            _links(here, [promise.from_team] if promise.from_team else []),
            _links(here, [promise.to_team] if promise.to_team else []),
            _by_day(say_period(promise.due), promise.due)
            if promise.due
            else f"every time ({promise.every})"
            if promise.every
            else "",
            _findings(here, promise),
        )
        for promise in commitments
    ]
    return table(caption, columns, rows)


def is_late(here: Here, promise: Commitment) -> bool:
    """Whether a promise is open though its day is past."""
    return promise.status in ("proposed", "agreed") and promise.due is not None and promise.due.last < here.site.today


def commitment_state(here: Here, promise: Commitment) -> Markup:
    """The state of a promise as a mark."""
    from alignctl.views.picture import Mark, Tone

    signs = {"met": ("tick", Tone.GOOD), "missed": ("cross", Tone.BAD), "agreed": ("up", Tone.PLAIN)}
    if is_late(here, promise):
        return mark_badge(Mark("clock", "overdue", Tone.WATCH))
    if promise.every and promise.kept:
        broken = [entry for entry in promise.kept if not entry.kept]
        kept = len(promise.kept) - len(broken)
        last = max(promise.kept, key=lambda entry: entry.date)
        tone = Tone.GOOD if last.kept else Tone.WATCH
        return mark_badge(Mark("tick" if last.kept else "slope", f"kept {kept} of {len(promise.kept)} times", tone))
    glyph, tone = signs.get(promise.status, ("dots", Tone.PLAIN))
    return mark_badge(Mark(glyph, promise.status, tone))


def team_table(here: Here, teams: Iterable[Team], caption: str) -> Markup:
    """Teams: what each does, and how much of the plan it owns."""
    columns = (
        Column("Team"),
        Column("Function"),
        Column("Part of"),
        Column("Outcomes", number=True),
        Column("KPIs", number=True),
        Column("Hypotheses", number=True),
        Column("Initiatives", number=True),
    )
    rows = []
    for team in teams:
        owned = [edge.source for edge in here.site.plan.links_to(team.id, "owner", "co_owners", "shared_with", "teams")]
        counts = [len({item.id for item in owned if item.kind == kind}) for kind in _COUNTED]
        parents = _links(here, team.part_of)
        rows.append(_row(here, team, team.function or "", parents, *[str(count or "–") for count in counts]))
    return table(caption, columns, rows)


_COUNTED = ("outcome", "kpi", "hypothesis", "initiative")


def assessment_table(here: Here, assessments: Iterable[Assessment], caption: str) -> Markup:
    """Assessments: when, what about, how many answered."""
    columns = (Column("Assessment"), Column("Day"), Column("About"), Column("People", number=True), _FINDINGS)
    rows = [
        _row(
            here,
            each,
            Keyed(say_day(each.date), each.date.isoformat()) if each.date else "",
            item_links(here, [link.id for link in each.about]),
            str(count_people(each)),
            _findings(here, each),
        )
        for each in assessments
    ]
    return table(caption, columns, rows)


def measures_of(here: Here, outcome: Item) -> list[Kpi]:
    """Whole measures of an outcome or strategy that are in force, by id."""
    found = {e.source.id: e.source for e in here.site.plan.links_to(outcome.id, "measures")}
    return [k for _, k in sorted(found.items()) if isinstance(k, Kpi) and k.segment_of is None and not is_over(here, k)]


def bets_on(here: Here, kpi: Kpi) -> list[Hypothesis]:
    """The hypotheses that are to move a measure, by id."""
    found = {e.source.id: e.source for e in here.site.plan.links_to(kpi.id, "moves")}
    return [bet for _, bet in sorted(found.items()) if isinstance(bet, Hypothesis)]


def is_over(here: Here, item: Item) -> bool:
    """Whether an item does not count: a draft, or retired."""
    return item.is_draft or (item.retired is not None and item.retired.date <= here.site.today)


def _row(here: Here, item: Item, *cells: Cell | Keyed) -> Row:
    return Row((item_link(here, item.id), *cells), row_of(here.site, item) if here.filtered else "")


def _by_day(text: str, period: Period | None) -> Cell | Keyed:
    return Keyed(text, period.last.isoformat()) if text and period else text


def _share(share: Share) -> Cell | Keyed:
    return share_cell(share) if share.ratio is None else Keyed(share_cell(share), f"{share.ratio:.4f}")


def _findings(here: Here, item: Item) -> Cell | Keyed:
    """The heavier ones count first."""
    badge = problem_badge(here, item.id)
    found = here.site.problems.get(item.id)
    return Keyed(badge, f"{found.errors:05}{found.warnings:05}{found.advice:05}") if found and badge else badge


def _mark(here: Here, item: Item) -> Markup:
    return mark_badge(here.site.marks.get(item.id))


def _links(here: Here, links: Iterable[Link]) -> Markup:
    return item_links(here, [link.id for link in links])


def _owner_and_findings(here: Here, item: Item) -> tuple[Cell, Cell | Keyed]:
    owners = [*([item.owner] if item.owner else []), *item.co_owners]
    return _links(here, owners), _findings(here, item)


def _small(text: str) -> Markup:
    return tag("span", text, class_="a-soft a-unbroken")
