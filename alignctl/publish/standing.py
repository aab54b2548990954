"""How an item is doing, in sentences that stand above all tables of its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from alignctl.plan.graph import descendants
from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.progress import Progress, is_limit, round_due
from alignctl.plan.scoreboard import is_done, is_overdue
from alignctl.publish.aims import is_farther, next_target, say_aim
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import item_link, item_links_in_line
from alignctl.publish.site import Here
from alignctl.publish.tables import bets_on, is_over, measures_of
from alignctl.publish.wording import count_of, say_day, say_period, say_target, say_value

_FEW = 3
"""So many bets are named; more are counted."""

Sentence = Markup | str


def standing(here: Here, item: Item) -> Markup:
    """A paragraph; nothing for what counts nowhere, and for kinds whose first sentence says it all."""
    if is_over(here, item):
        return EMPTY
    sentences: Iterable[Sentence] = ()
    if isinstance(item, Kpi):
        sentences = (*_kpi(here, item), _owner(here, item))
    elif isinstance(item, Outcome):
        sentences = (*_outcome(here, item), _owner(here, item))
    elif isinstance(item, Strategy):
        sentences = (*_strategy(here, item), _owner(here, item))
    elif isinstance(item, Initiative):
        sentences = _milestones(here, item)
    told = [sentence for sentence in sentences if sentence]
    return tag("p", join(told, " ")) if told else EMPTY


def _kpi(here: Here, kpi: Kpi) -> Iterable[Sentence]:
    """How is it going, and who moves it?"""
    progress = here.site.progress(kpi)
    yield _value(kpi, progress)
    bets = bets_on(here, kpi)
    if bets or not is_limit(kpi):
        yield _bets(here, bets, "to move it")


def _value(kpi: Kpi, progress: Progress) -> str:
    latest, wanted = progress.latest, next_target(progress)
    if latest is None:
        return "There is no reading yet."
    value, day = say_value(latest.value, kpi.unit), say_day(latest.date)
    was = f"It was {value} on {day}"
    if progress.state == "no-target" or wanted is None or progress.target is None:
        return f"{was}; no target is set."
    if progress.state == "stale":
        return f"Its last reading, {value} on {day}, is too old to say how it is doing now."
    if progress.state == "unclassified":
        return f"{was}; the plan does not say whether more is better."
    if progress.margin is not None:
        return f"{was}: {'outside' if progress.margin < 0 else 'inside'} its limit, {say_target(kpi, wanted)}."
    if progress.final:
        return f"{was}: its target of {say_aim(kpi, progress.target)} is reached."
    if progress.state == "missed":
        return f"{was}: its target of {say_aim(kpi, progress.target)} is missed.{_farther(kpi, progress)}"
    due = f"{say_value(round_due(kpi, progress.due), kpi.unit)} was due then" if progress.due is not None else ""
    if progress.attained and progress.came is not None:
        reached = f"{was}: the target that was due, {say_aim(kpi, progress.came)}, is reached"
        if progress.state == "attained":
            return f"{reached}, and {say_aim(kpi, wanted)} comes next."
        return f"{reached}, but it is behind on the way to {say_aim(kpi, wanted)}{f': {due}' if due else ''}."
    if progress.state == "on-pace":
        return f"{was}, on the way to {say_aim(kpi, wanted)}; {due or 'nothing was due yet'}."
    behind = f"{was}, and is behind on the way to {say_aim(kpi, wanted)}{f': {due}' if due else ''}."
    return f"{behind}{_farther(kpi, progress)}"


def _farther(kpi: Kpi, progress: Progress) -> str:
    """That it went back, and from where; nothing where it did not."""
    start = kpi.baseline.value if kpi.baseline is not None else None
    if not is_farther(progress) or start is None:
        return ""
    return f" That is farther away than at the start, {say_value(start, kpi.unit)}."


def _bets(here: Here, bets: Sequence[Hypothesis], purpose: str) -> Sentence:
    """Which bets run, and which wait for a decision; where none does, how many are proposed, and how many are over."""
    today = here.site.today
    live = [bet for bet in bets if not is_over(here, bet)]
    waiting = [bet for bet in live if is_overdue(bet, today)]
    running = [bet for bet in live if bet.status == "running" and bet not in waiting]
    proposed = sum(bet.status == "proposed" for bet in live)
    over = sum(not bet.is_draft and (bet not in live or bet.status not in ("proposed", "running")) for bet in bets)
    parts: list[Sentence] = []
    if running:
        parts.append(
            join([f"{_several(len(running), 'bet runs', 'bets run')} {purpose}: ", _named(here, running), "."])
        )
    if waiting:
        verb = "waits" if len(waiting) == 1 else "wait"
        parts.append(join([_named(here, waiting), f" {verb} for a decision."]))
    if not parts:
        told = [count_of(proposed, "is", "are") + " proposed"] if proposed else []
        told += [count_of(over, "is", "are") + " over"] if over else []
        parts.append(f"No bet {purpose} runs{'; ' if told else ''}{' and '.join(told)}.")
    return join(parts, " ")


def _named(here: Here, bets: Sequence[Hypothesis]) -> Markup:
    if len(bets) <= _FEW:
        return item_links_in_line(here, [bet.id for bet in bets])
    return join([join([item_link(here, bet.id) for bet in bets[:_FEW]], ", "), f" and {len(bets) - _FEW} more"])


def _several(count: int, one: str, several: str) -> str:
    words = {1: "One", 2: "Two", 3: "Three"}
    return f"{words.get(count, count)} {one if count == 1 else several}"


def _outcome(here: Here, outcome: Outcome) -> Iterable[Sentence]:
    kpis = measures_of(here, outcome)
    attained = sum(here.site.progress(kpi).attained for kpi in kpis)
    if not kpis:
        yield "No KPI measures it, so nobody can see whether it comes about."
    elif len(kpis) == 1:
        yield f"The KPI that measures it {'is' if attained else 'is not'} attained."
    else:
        verb = "is" if attained == 1 else "are"
        yield f"{attained or 'None'} of the {len(kpis)} KPIs that measure it {verb} attained."
    bets = {bet.id: bet for kpi in kpis for bet in bets_on(here, kpi)}
    yield _bets(here, [bet for _, bet in sorted(bets.items())], "on it")


def _strategy(here: Here, strategy: Strategy) -> Iterable[Sentence]:
    below = here.site.attainment_below(strategy.id)
    outcomes = count_of(below.outcomes, "outcome")
    yield f"{outcomes[:1].upper()}{outcomes[1:]} {'leads' if below.outcomes == 1 else 'lead'} to it."
    if below.of_all.whole:
        share, judged = below.of_all, below.of_judged
        verb = "is" if share.part == 1 else "are"
        yield f"{share.part or 'None'} of the {count_of(share.whole, 'KPI')} below it {verb} attained;"
        known = "all" if judged.whole == share.whole else judged.whole or "none"
        yield f"{known} of them {'has' if judged.whole == 1 else 'have'} a target and data."
    plan = here.site.plan
    ids = descendants(plan, strategy.id)
    bets = [bet for bet in plan.hypotheses if bet.id in ids]
    if bets:
        yield _bets(here, bets, "below it")


def _owner(here: Here, item: Item) -> Sentence:
    """Who answers for it, and who shares it."""
    if item.owner is None:
        return "Nobody owns it."
    owners = [item.owner.id, *[link.id for link in item.co_owners]]
    shared = [link.id for link in getattr(item, "shared_with", ())]
    with_whom = join([" and shares it with ", item_links_in_line(here, shared)]) if shared else EMPTY
    if len(owners) == 1:
        return join([item_link(here, owners[0]), " answers for it", with_whom, "."])
    with_whom = join([" and share it with ", item_links_in_line(here, shared)]) if shared else EMPTY
    return join([item_links_in_line(here, owners), " answer for it", with_whom, "."])


def _milestones(here: Here, work: Initiative) -> Iterable[Sentence]:
    """What comes next."""
    ahead = [part for part in work.deliverables if not is_done(part, here.site.today) and part.due is not None]
    if ahead and work.status != "dropped":
        part = min(ahead, key=lambda each: each.due.last if each.due else here.site.today)
        assert part.due is not None  # chosen for it
        late = part.due.last < here.site.today
        yield f"{'Overdue' if late else 'Next'}: {part.title}, due by {say_period(part.due)}."
