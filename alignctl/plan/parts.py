"""The parts that items are made of: links, readings, targets, results. Frozen values without behaviour."""

from __future__ import annotations

import datetime
from typing import Any

from alignctl.plan.dates import Period
from alignctl.records import Record, record


@record
class Link(Record):
    """A link to another item. `strength` is strong, medium, weak, or None where the plan does not say."""

    id: str
    strength: str | None = None
    note: str | None = None


@record
class Expectation(Record):
    """What a hypothesis expects of a measure: from which value (None: the measure's own), to which, by when."""

    id: str
    start: float | None = None
    to: float | None = None
    by: Period | None = None
    note: str | None = None


@record
class Need(Record):
    """A commitment that something depends on, and when it is needed."""

    id: str
    needed_by: Period | None = None
    note: str | None = None


@record
class Reference(Record):
    """Where to read more."""

    url: str
    title: str | None = None


@record
class Agreement(Record):
    """A team's answer when this was put to it: yes, no or counter (catchball)."""

    team: Link
    date: datetime.date
    answer: str
    note: str | None = None


@record
class Revision(Record):
    """An honest change of a field: what it was, why it changed, who agreed."""

    date: datetime.date
    field: str
    was: Any
    why: str
    agreed: tuple[Link, ...] = ()


@record
class Retirement(Record):
    """When and why an item ended."""

    date: datetime.date
    why: str


@record
class Checkin(Record):
    """What an owner said: on-track, at-risk or off-track."""

    date: datetime.date
    says: str
    note: str | None = None


@record
class Verdict(Record):
    """How an outcome ended: reached, partly, missed or learned."""

    date: datetime.date
    verdict: str
    note: str | None = None


@record
class Band(Record):
    """A range of values; an open end is None."""

    low: float | None = None
    high: float | None = None


@record
class ScalePoint(Record):
    """What one value of a judged measure means."""

    value: float
    label: str


@record
class Baseline(Record):
    """Where a measure stood before: a dated value, or the day by which it will be known (`due`)."""

    date: datetime.date | None = None
    value: float | None = None
    due: Period | None = None
    note: str | None = None


@record
class Target(Record):
    """A value to reach, or a limit or band to keep, and by when."""

    value: float | None = None
    by: Period | None = None
    low: float | None = None
    high: float | None = None
    note: str | None = None


@record
class Reading(Record):
    """A measured value. `was` is the value first reported, where it was corrected."""

    date: datetime.date
    value: float
    note: str | None = None
    source: str | None = None
    was: float | None = None


@record
class Countermeasure(Record):
    """What is done about a measure that is behind."""

    date: datetime.date
    action: str
    cause: str | None = None
    owner: Link | None = None
    due: Period | None = None
    done: datetime.date | None = None


@record
class Observation(Record):
    """What was seen of a measure at the end of a bet."""

    kpi: str
    value: float
    compared_with: float | None = None


@record
class Result(Record):
    """How a hypothesis was decided: adopt, continue, pivot, stop or inconclusive."""

    date: datetime.date
    decision: str
    reason: str | None = None
    observed: tuple[Observation, ...] = ()
    learned: str | None = None
    evidence: str | None = None


@record
class Tranche(Record):
    """A part of the money, released after a date or after a hypothesis is decided."""

    amount: float
    after: str | None = None


@record
class Funding(Record):
    """Money, with an ISO 4217 currency code."""

    amount: float
    currency: str
    tranches: tuple[Tranche, ...] = ()


@record
class Deliverable(Record):
    """What work hands over. `done` is the day, or True where the day is not known."""

    title: str
    due: Period | None = None
    done: datetime.date | bool | None = None
    note: str | None = None


@record
class Kept(Record):
    """Whether a recurring promise was kept this time."""

    date: datetime.date
    kept: bool
    note: str | None = None


@record
class Question(Record):
    """A question of an assessment, with the ends of its scale where it has one."""

    id: str
    text: str
    low: float | None = None
    high: float | None = None
    low_label: str | None = None
    high_label: str | None = None


@record
class Response(Record):
    """One person's answer to one question. `respondent` is a number, never a name."""

    question: str
    team: str | None = None
    role: str | None = None
    respondent: int | None = None
    score: float | None = None
    answer: str | None = None
    read_as: tuple[str, ...] = ()
