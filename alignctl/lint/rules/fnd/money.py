"""What rules on funding ask of money: how it is said, and what releases each part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from alignctl.lint.rule import Context
from alignctl.plan.dates import parse_period
from alignctl.plan.items import Hypothesis, Initiative, Strategy
from alignctl.plan.numbers import format_quantity
from alignctl.plan.parts import Funding, Tranche
from alignctl.plan.plan import Plan

F = TypeVar("F", Strategy, Hypothesis, Initiative)


def funded(context: Context, items: Iterable[F], *reads: str) -> Iterator[tuple[F, Funding]]:
    """Items in use that are given money, each with the money; `reads` as in `Context.judged`, besides the money."""
    may_be = (item for item in items if item.funding is not None or "funding" in item.broken)
    for item in context.judged(may_be, "funding", *reads):
        if item.funding is not None:
            yield item, item.funding


def spoken(money: Funding) -> str:
    """A sum as findings say it: `EUR 24,000`."""
    return format_quantity(money.amount, money.currency)


def release_day(plan: Plan, tranche: Tranche) -> date | None:
    """The day from which a part of the money is free; None where it is free at once, or after a decision."""
    if tranche.after is None:
        return None
    try:
        return parse_period(tranche.after, plan.fiscal_year_starts).last
    except ValueError:
        return None


def awaited_bet(plan: Plan, tranche: Tranche) -> str | None:
    """The id of the bet whose decision frees a part of the money; None where no bet does."""
    return tranche.after if release_day(plan, tranche) is None else None
