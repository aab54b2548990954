"""What is written down about a bet, from what was typed: checked against the plan, with the way out in each refusal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import Opened
from alignctl.cli.terminal import Terminal, clean, wrap
from alignctl.cli.writing import Changes
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.nearest import nearest
from alignctl.plan.numbers import format_quantity
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.plan.parts import Expectation, Result

DECISIONS = ("adopt", "continue", "pivot", "stop", "inconclusive")
_AGAINST = {"adopt": False, "stop": True}
"""Decisions that the figures can speak against: by which answer to "was what was expected reached?"."""


@record
class Given(Record):
    """What somebody said of a decision; None and empty where nothing was said."""

    decision: str | None
    observed: tuple[str, ...]
    learned: str | None
    reason: str | None
    evidence: str | None
    day: date


def start_of(opened: Opened, bet: Hypothesis, starts: tuple[str, ...], day: date) -> Changes:
    """The change that lets a bet run. Raises click.UsageError where it cannot be wrong yet."""
    from alignctl.edit.betting import start_bet

    _refuse_ended(bet)
    if bet.status == "running":
        raise click.UsageError(f'"{bet.id}" runs already; "alignctl hypothesis decide {bet.id}" ends it')
    missing = list(_missing(bet))
    if missing:
        raise click.UsageError(
            f'"{bet.id}" cannot be started, because it cannot turn out wrong yet: {"; ".join(missing)}'
        )
    if bet.end is not None and bet.end.last < day:
        raise click.UsageError(
            f'the time box of "{bet.id}" ended on {bet.end.last.isoformat()}, before it began; set a later "end"'
        )
    values = _values(bet, starts, "--from")
    found: dict[int, float] = {}
    for index, expected in enumerate(bet.moves):
        value = values.get(expected.id)
        # What a KPI reads is of everyone, so of a part of them only somebody who looked can say where it stands.
        if value is None and expected.start is None and bet.population is None:
            value = _stands(opened, expected.id, day)
        if value is not None and expected.start is None:
            found[index] = value
        elif value is not None and value != expected.start:
            known = _said(opened, expected.id, expected.start)
            raise click.UsageError(f'"{bet.id}" says already that "{expected.id}" sets out from {known}')
    return _changes(opened, bet, start_bet(bet, _data(opened, bet), found, day, opened.plan.fiscal_year_starts))


def _missing(bet: Hypothesis) -> Iterator[str]:
    if not any(expected.to is not None for expected in bet.moves):
        yield 'it expects no value: give "moves" a KPI with "to"'
    if bet.end is None:
        yield 'it has no time box: give it an "end"'
    if not (bet.because or "").strip():
        yield 'it gives no reason: say under "because" what it rests on'


def _refuse_ended(bet: Hypothesis) -> None:
    if bet.retired is not None or bet.status == "abandoned":
        raise click.UsageError(f'"{bet.id}" was given up; "alignctl hypothesis new --follows {bet.id}" begins anew')
    if bet.result is not None or bet.status == "decided":
        when = f" on {bet.result.date.isoformat()}: {bet.result.decision}" if bet.result is not None else ""
        raise click.UsageError(
            f'"{bet.id}" was decided already{when}; git keeps what was decided, and so does the plan'
        )
    for name in ("moves", "status", "start", "end", "result"):
        if name in bet.broken:
            raise click.UsageError(f'"{name}" of "{bet.id}" has errors; "alignctl check {bet.origin.path}" says which')


def compare(opened: Opened, terminal: Terminal, bet: Hypothesis, given: Given) -> Iterator[str]:
    """What was expected beside what was seen. Raises click.UsageError where the bet cannot be decided."""
    _refuse_ended(bet)
    seen = _seen(opened, bet, given)
    for expected in bet.moves:
        goal = f"expected {_said(opened, expected.id, expected.to)}" if expected.to is not None else "no value expected"
        origin = f", from {_said(opened, expected.id, expected.start)}" if expected.start is not None else ""
        fact = f"seen {_said(opened, expected.id, seen[expected.id])}" if expected.id in seen else "nothing seen yet"
        met = _is_met(opened, expected, seen)
        verdict = "" if met is None else ", reached" if met else ", not reached"
        yield from wrap(f"{clean(expected.id)}: {goal}{origin}; {fact}{verdict}", terminal.text_width, "", "  ")
    if bet.population is not None and not given.observed and seen:
        told = f"The bet is about {clean(bet.population)}; readings are of all."
        yield from wrap(f"{told} --observed KPI=VALUE says what was seen there.", terminal.text_width)


def ask_for(opened: Opened, bet: Hypothesis, given: Given, *, asking: bool) -> Given:
    """What was said, with what is still missing asked for on a terminal. Raises click.UsageError for what stays so."""
    live = asking and sys.stdin.isatty() and sys.stdout.isatty()
    decision = given.decision
    if decision is None and live:
        decision = click.prompt("Decision", type=click.Choice(DECISIONS))
    if decision is None:
        raise click.UsageError(f"what was decided? --decision takes {', '.join(DECISIONS)}")
    if decision not in DECISIONS:
        close = nearest(decision, DECISIONS)
        hint = f'did you mean "{close}"?' if close else f"there are {', '.join(DECISIONS)}"
        raise click.UsageError(f'there is no decision "{decision}"; {hint}')
    learned = given.learned
    if learned is None and live:
        learned = click.prompt("What do you know now that you did not know before?", prompt_suffix=" ")
    if not (learned or "").strip():
        raise click.UsageError("what was learned? --learned takes a sentence; a bet without learning was for nothing")
    reason = given.reason
    if reason is None and _is_against(opened, bet, replace(given, decision=decision)):
        why = f"the figures speak against {decision}"
        if not live:
            raise click.UsageError(f"{why}; say with --reason what weighed more than they do")
        click.echo(f"{why}.")
        reason = click.prompt("What weighed more than they do?", prompt_suffix=" ")
    return replace(
        given, decision=decision, learned=_line(learned), reason=_line(reason), evidence=_line(given.evidence)
    )


def result_of(opened: Opened, bet: Hypothesis, given: Given) -> Changes:
    """The change that writes the decision down. Raises click.UsageError."""
    from alignctl.edit.betting import decide_bet
    from alignctl.plan.parts import Observation, Result

    _refuse_ended(bet)
    if given.day > opened.today.day:
        raise click.UsageError(f"{given.day} is in the future: today is {opened.today.day}")
    if bet.start is not None and given.day < bet.start.first:
        raise click.UsageError(f'"{bet.id}" began on {bet.start.first.isoformat()}; it cannot be decided before')
    assert given.decision is not None  # asked for before
    seen = _seen(opened, bet, given)
    observed = tuple(Observation(kpi, value) for kpi, value in seen.items())
    result: Result = Result(given.day, given.decision, given.reason, observed, given.learned, given.evidence)
    return _changes(opened, bet, decide_bet(bet, _data(opened, bet), result, opened.plan.fiscal_year_starts))


def facts_of(opened: Opened, bet: Hypothesis) -> Iterator[tuple[str, str]]:
    """What to hold side by side of bets: change, reason, expectation, time box, how it stands, what came of it."""
    if bet.change:
        yield "change", bet.change
    if bet.because:
        yield "because", bet.because
    for expected in bet.moves:
        if expected.to is not None:
            yield "expects", f'{_said(opened, expected.id, expected.to)} of "{expected.id}"'
    if bet.start is not None or bet.end is not None:
        yield "time box", f"{bet.start or 'open'} to {bet.end or 'open'}"
    if bet.result is None:
        yield "stands", bet.status
    else:
        yield "decided", f"{bet.result.decision}, {bet.result.date.isoformat()}"
        for seen in bet.result.observed:
            yield "seen", f'{_said(opened, seen.kpi, seen.value)} of "{seen.kpi}"'
        if bet.result.learned:
            yield "learned", bet.result.learned


def _values(bet: Hypothesis, texts: tuple[str, ...], option: str) -> dict[str, float]:
    """Values by KPI. Raises click.UsageError for one that is no number, or of a KPI that the bet does not move."""
    from alignctl.edit.checkin import Refused, read_value

    known = [*(expected.id for expected in bet.moves), *(link.id for link in bet.signals)]
    found: dict[str, float] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals:
            raise click.UsageError(f'{option} takes KPI=VALUE; "{text}" is not')
        if name not in known:
            close = nearest(name, known)
            hint = f'did you mean "{close}"?' if close else f"it moves {', '.join(known) or 'nothing'}"
            raise click.UsageError(f'"{bet.id}" does not look at "{name}"; {hint}')
        read = read_value(value.strip())
        if isinstance(read, Refused):
            raise click.UsageError(f"{option} {name}: {read.message}; {read.help}")
        found[name] = float(read)
    return found


def _seen(opened: Opened, bet: Hypothesis, given: Given) -> dict[str, float]:
    """What was seen of each KPI that the bet moves: as said, else the latest reading since it began."""
    values = _values(bet, given.observed, "--observed")
    for expected in bet.moves:
        if expected.id not in values:
            value = _stands(opened, expected.id, given.day, bet.start.first if bet.start is not None else None)
            if value is not None:
                values[expected.id] = value
    return values


def _stands(opened: Opened, kpi_id: str, day: date, since: date | None = None) -> float | None:
    """The latest reading of a KPI up to a day, no older than `since`; without `since`, else its baseline."""
    kpi = opened.plan.find(kpi_id, Kpi)
    if kpi is None:
        return None
    known = [r for r in kpi.readings if r.date <= day and (since is None or r.date > since)]
    if known:
        return max(known, key=lambda reading: reading.date).value
    return kpi.baseline.value if since is None and kpi.baseline is not None else None


def _is_met(opened: Opened, expected: Expectation, seen: dict[str, float]) -> bool | None:
    from alignctl.plan.parts import Target
    from alignctl.plan.progress import at_or_past

    kpi = opened.plan.find(expected.id, Kpi)
    if kpi is None or kpi.direction in (None, "keep-between") or expected.to is None or expected.id not in seen:
        return None
    return at_or_past(kpi, seen[expected.id], Target(expected.to))


def _is_against(opened: Opened, bet: Hypothesis, given: Given) -> bool:
    """Whether every figure speaks against the decision, as HYP010 judges it."""
    wrong = _AGAINST.get(given.decision or "")
    seen = _seen(opened, bet, given)
    met = [answer for expected in bet.moves if (answer := _is_met(opened, expected, seen)) is not None]
    return wrong is not None and bool(met) and all(answer is wrong for answer in met)


def _said(opened: Opened, kpi_id: str, value: float | None) -> str:
    kpi = opened.plan.find(kpi_id, Kpi)
    return format_quantity(value, kpi.unit if kpi is not None else None) if value is not None else "no value"


def _data(opened: Opened, bet: Hypothesis) -> bytes:
    return opened.loaded.sources[bet.origin.path]


def _changes(opened: Opened, bet: Hypothesis, after: object) -> Changes:
    from alignctl.edit.checkin import Refused

    if isinstance(after, Refused):
        raise click.UsageError(f"{after.message}; {after.help}")
    assert isinstance(after, bytes)  # the two that there are
    return {bet.origin.path: (_data(opened, bet), after)}


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text is not None else None
