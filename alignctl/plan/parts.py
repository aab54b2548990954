"""The parts that items are made of: links, readings, targets, results. Frozen values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from alignctl.plan.dates import Period


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another item. `strength` is strong, medium, weak, or None where the plan does not say."""

    id: str
    strength: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a hypothesis expects of a measure: from which value (None: the measure's own), to which, by when."""

    id: str
    start: float | None = None
    to: float | None = None
    by: Period | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A commitment that something depends on, and when it is needed."""

    id: str
    needed_by: Period | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to read more."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A team's answer when this was put to it: yes, no or counter (catchball)."""

    team: Link
    date: date
    answer: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """An honest change of a field: what it was, why it changed, who agreed."""

    date: date
    field: str
    was: Any
    why: str
    agreed: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Retirement:
    """When and why an item ended."""

    date: date
    why: str


@dataclass(frozen=True, slots=True)
class Checkin:
    """What an owner said: on-track, at-risk or off-track."""

    date: date
    says: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an outcome ended: reached, partly, missed or learned."""

    date: date
    verdict: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values; an open end is None."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """What one value of a judged measure means."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a measure stood before: a dated value, or the day by which it will be known (`due`)."""

    date: date | None = None
    value: float | None = None
    due: Period | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach, or a limit or band to keep, and by when."""

    value: float | None = None
    by: Period | None = None
    low: float | None = None
    high: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value. `was` is the value first reported, where it was corrected."""

    date: date
    value: float
    note: str | None = None
    source: str | None = None
    was: float | None = None


@dataclass(frozen=True, slots=True)
class Countermeasure:
    """What is done about a measure that is behind."""

    date: date
    action: str
    cause: str | None = None
    owner: Link | None = None
    due: Period | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a measure at the end of a bet."""

    kpi: str
    value: float
    compared_with: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How a hypothesis was decided: adopt, continue, pivot, stop or inconclusive."""

    date: date
    decision: str
    reason: str | None = None
    observed: tuple[Observation, ...] = ()
    learned: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Tranche:
    """A part of the money, released after a date or after a hypothesis is decided."""

    amount: float
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    """Money, with an ISO 4217 currency code."""

    amount: float
    currency: str
    tranches: tuple[Tranche, ...] = ()


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What work hands over. `done` is the day, or True where the day is not known."""

    title: str
    due: Period | None = None
    done: date | bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a recurring promise was kept this time."""

    date: date
    kept: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of an assessment, with the ends of its scale where it has one."""

    id: str
    text: str
    low: float | None = None
    high: float | None = None
    low_label: str | None = None
    high_label: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answer to one question. `respondent` is a number, never a name."""

    question: str
    team: str | None = None
    role: str | None = None
    respondent: int | None = None
    score: float | None = None
    answer: str | None = None
    read_as: tuple[str, ...] = ()
