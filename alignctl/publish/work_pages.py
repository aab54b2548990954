"""What pages of strategies, outcomes, hypotheses and initiatives show besides what all items have."""

from __future__ import annotations

from markupsafe import Markup

from alignctl.plan.graph import descendants
from alignctl.plan.items import Hypothesis, Initiative, Kpi, Outcome, Strategy
from alignctl.plan.parts import Deliverable, Funding, Need
from alignctl.plan.phrases import clause
from alignctl.plan.scoreboard import is_done
from alignctl.plan.sentences import is_deed
from alignctl.publish.cells import time_box
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Section
from alignctl.publish.parts import Cell, Column, bullets, facts, item_link, item_links, mark_badge, table, text_or_link
from alignctl.publish.records import checkin_list
from alignctl.publish.site import Here
from alignctl.publish.tables import (
    bets_on,
    hypothesis_table,
    initiative_table,
    kpi_table,
    measures_of,
    outcome_table,
)
from alignctl.publish.wording import say_day, say_period, say_value, say_word
from alignctl.views.picture import Mark, Tone
from alignctl.views.status import make_mark


def strategy_sections(here: Here, strategy: Strategy) -> tuple[Section, ...]:
    plan = here.site.plan
    below = descendants(plan, strategy.id)
    outcomes = [outcome for outcome in plan.outcomes if outcome.id in below and here.site.is_page(outcome)]
    measures = measures_of(here, strategy)
    return (
        Section("why", "Why", here.prose(strategy.why), strategy.why or ""),
        Section(
            "outcomes", "Outcomes", outcome_table(here, outcomes, "Outcomes that lead here") if outcomes else EMPTY
        ),
        Section("measures", "Measured by", kpi_table(here, measures, "KPIs of this strategy") if measures else EMPTY),
    )


def strategy_frame(here: Here, strategy: Strategy) -> list[tuple[str, Cell]]:
    return [
        ("Supports", item_links(here, [link.id for link in strategy.supports])),
        ("Time", time_box(strategy)),
        ("Perspective", say_word(strategy.perspective or "")),
        ("Rank", str(strategy.rank or "")),
        ("Envelope", _money(here, strategy.funding)),
    ]


def outcome_sections(here: Here, outcome: Outcome) -> tuple[Section, ...]:
    kpis = measures_of(here, outcome)
    bets = {bet.id: bet for kpi in kpis for bet in bets_on(here, kpi)}
    verdict = EMPTY
    if outcome.result is not None:
        said = join([mark_badge(make_mark(outcome.result.verdict)), say_day(outcome.result.date)], " ")
        verdict = join([tag("p", said), here.prose(outcome.result.note)])
    return (
        Section("result", "How it ended", verdict, (outcome.result.note or "") if outcome.result else ""),
        Section("measures", "How we see it", kpi_table(here, kpis, "KPIs of this outcome") if kpis else EMPTY),
        Section(
            "bets",
            "Bets on it",
            hypothesis_table(here, [bets[i] for i in sorted(bets)], "Hypotheses that are to move its KPIs")
            if bets
            else EMPTY,
        ),
        Section(
            "said",
            "What its owner said",
            checkin_list(here, outcome),
            " ".join(each.note or "" for each in outcome.checkins),
        ),
    )


def latest_word(here: Here, outcome: Outcome) -> Markup:
    """What an outcome's owner said last, to stand at the top of its page; nothing where its result says it all."""
    if not outcome.checkins or outcome.result is not None:
        return EMPTY
    last = max(outcome.checkins, key=lambda said: said.date)
    said = f"Its owner on {say_day(last.date)}: "
    return tag("p", said, mark_badge(make_mark(last.says)), ". ", here.line(last.note), class_="a-told")


def outcome_frame(here: Here, outcome: Outcome) -> list[tuple[str, Cell]]:
    return [
        ("Who changes", here.line(outcome.who)),
        ("Focus", say_word(outcome.focus or "")),
        ("Perspective", say_word(outcome.perspective or "")),
        ("Time", time_box(outcome)),
        ("Rank", str(outcome.rank or "")),
    ]


def hypothesis_sections(here: Here, bet: Hypothesis) -> tuple[Section, ...]:
    plan = here.site.plan
    past = bet.status in ("decided", "abandoned")
    deed = bet.problem is not None and is_deed(clause(bet.problem))
    the_bet: list[tuple[str, Cell]] = [
        ("The change" if past else "We change", here.line(bet.change)),
        ("What for" if deed else "The problem", here.line(bet.problem)),
        ("The benefit", here.line(bet.benefit)),
        ("Because", here.line(bet.because)),
        ("Among", here.line(bet.population)),
        ("Compared with", here.line(bet.comparison)),
        ("Time box", time_box(bet)),
        ("Early signs", item_links(here, [link.id for link in bet.signals])),
        ("Teams", item_links(here, [link.id for link in bet.teams])),
        ("Follows", item_links(here, [link.id for link in bet.follows])),
        ("Followed by", item_links(here, sorted({e.source.id for e in plan.links_to(bet.id, "follows")}))),
        ("Rivals", item_links(here, _rivals(here, bet))),
        ("Part of", item_link(here, bet.part_of.id) if bet.part_of else ""),
        ("Funding", _money(here, bet.funding)),
    ]
    words = " ".join(t for t in (bet.change, bet.problem, bet.benefit, bet.because, bet.population) if t)
    work = sorted({e.source.id: e.source for e in plan.links_to(bet.id, "tests")}.items())
    tests = [item for _, item in work if isinstance(item, Initiative)]
    learned = bet.result.learned if bet.result else None
    return (
        Section("result", "What came of it", _result(here, bet), learned or ""),
        Section("expected", f"What we {'expected' if past else 'expect'} to see", _expectations(here, bet)),
        Section("bet", "The bet", facts(the_bet), words),
        Section(
            "work", "The work", initiative_table(here, tests, "Initiatives that test this bet") if tests else EMPTY
        ),
        Section("needs", "What it depends on", needs_list(here, bet.needs)),
    )


def _rivals(here: Here, bet: Hypothesis) -> list[str]:
    named = [link.id for link in bet.rivals]
    return list(dict.fromkeys([*named, *sorted(e.source.id for e in here.site.plan.links_to(bet.id, "rivals"))]))


def _result(here: Here, bet: Hypothesis) -> Markup:
    result = bet.result
    if result is None:
        return EMPTY
    entries: list[tuple[str, Cell]] = [
        ("Decision", join([mark_badge(make_mark(result.decision)), f"on {say_day(result.date)}"], " ")),
        ("Reason", here.line(result.reason)),
        ("What we learned", here.line(result.learned)),
        ("Evidence", text_or_link(here, result.evidence)),
    ]
    return facts(entries)


def _expectations(here: Here, bet: Hypothesis) -> Markup:
    """Expected against observed, one row for each measure."""
    plan = here.site.plan
    observed = {seen.kpi: seen for seen in bet.result.observed} if bet.result else {}
    expected = {move.id: move for move in bet.moves}
    columns = [Column("KPI"), Column("From", number=True), Column("To", number=True), Column("By")]
    if observed:
        columns += [Column("Observed", number=True), Column("In the comparison", number=True)]
    rows = []
    for kpi_id in dict.fromkeys([*expected, *observed]):
        kpi = plan.find(kpi_id, Kpi)
        unit = kpi.unit if kpi else None
        move, seen = expected.get(kpi_id), observed.get(kpi_id)
        start = move.start if move else None
        if start is None and move and kpi and kpi.baseline:
            start = kpi.baseline.value
        row: list[Cell] = [
            item_link(here, kpi_id),
            say_value(start, unit) if start is not None else "",
            say_value(move.to, unit) if move and move.to is not None else "",
            say_period(move.by) if move and move.by else "",
        ]
        if observed:
            row.append(say_value(seen.value, unit) if seen else "")
            row.append(say_value(seen.compared_with, unit) if seen and seen.compared_with is not None else "")
        rows.append(row)
    return table("What the bet expects of each KPI, and what was observed", columns, rows) if rows else EMPTY


def initiative_sections(here: Here, work: Initiative) -> tuple[Section, ...]:
    columns = (Column("Milestone"), Column("Status"), Column("Due"), Column("Done"), Column("Note"))
    rows = [
        (
            part.title,
            mark_badge(_milestone_mark(here, part)),
            say_period(part.due) if part.due else "",
            say_day(part.done) if part.done and not isinstance(part.done, bool) else "yes" if part.done else "",
            here.line(part.note),
        )
        for part in work.deliverables
    ]
    milestones = table("Milestones", columns, rows) if rows else EMPTY
    return (
        Section("milestones", "Milestones", milestones, " ".join(part.title for part in work.deliverables)),
        Section("needs", "What it depends on", needs_list(here, work.needs)),
    )


def initiative_frame(here: Here, work: Initiative) -> list[tuple[str, Cell]]:
    return [
        ("Mandated by", here.line(work.mandated)),
        ("Time", time_box(work)),
        ("Funding", _money(here, work.funding)),
    ]


def _milestone_mark(here: Here, part: Deliverable) -> Mark:
    if is_done(part, here.site.today):
        return make_mark("done")
    if part.due is not None and part.due.last < here.site.today:
        return make_mark("late")
    return Mark("dots", "to come", Tone.PLAIN)


def needs_list(here: Here, needs: tuple[Need, ...]) -> Markup:
    """Commitments that something waits for."""
    return bullets(
        join(
            [
                item_link(here, need.id),
                f" needed by {say_period(need.needed_by)}" if need.needed_by else "",
                join([". ", here.line(need.note)]) if need.note else EMPTY,
            ]
        )
        for need in needs
    )


def _money(here: Here, funding: Funding | None) -> Cell:
    if funding is None:
        return ""
    total = say_value(funding.amount, funding.currency)
    parts = []
    for tranche in funding.tranches:
        after: Cell = ""
        if tranche.after is not None:
            known = here.site.plan.knows(tranche.after)
            after = item_link(here, tranche.after) if known else tranche.after
        parts.append(join([say_value(tranche.amount, funding.currency), " after " if after else "", after]))
    return join([total, bullets(parts, "a-list")])
