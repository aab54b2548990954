"""The kinds of item a plan is made of, one frozen class a kind, field by field as the schemas have them.

Every field that may hold one value or a list is a tuple here. A field that links to other items carries the kinds it
may point to in its metadata (`links_to`); `LINK_FIELDS` gathers them.
"""

from __future__ import annotations

from dataclasses import Field, field
from datetime import date
from typing import Any, ClassVar

from alignctl.plan.dates import Period
from alignctl.plan.parts import (
    Agreement,
    Band,
    Baseline,
    Checkin,
    Countermeasure,
    Deliverable,
    Expectation,
    Funding,
    Kept,
    Link,
    Need,
    Question,
    Reading,
    Reference,
    Response,
    Result,
    Retirement,
    Revision,
    ScalePoint,
    Target,
    Verdict,
)
from alignctl.records import Record, defaults_of, record


def _links(*kinds: str) -> Any:
    return field(default=(), metadata={"links_to": kinds})


def _link(*kinds: str) -> Any:
    return field(default=None, metadata={"links_to": kinds})


@record
class Origin(Record):
    """Where an item was written: path relative to the root, number of the document in the file (from 0)."""

    path: str
    document: int = 0


@record(kw_only=True)
class Item(Record):
    """What all kinds have in common.

    `broken` names the top-level fields whose text could not be used (a finding says why); such a field holds its
    default here. `extensions` holds the `x-…` fields as written.
    """

    kind: ClassVar[str] = ""
    default_status: ClassVar[str] = "active"

    id: str
    title: str
    origin: Origin
    broken: frozenset[str] = frozenset()
    summary: str | None = None
    owner: Link | None = _link("team")
    co_owners: tuple[Link, ...] = _links("team")
    lead: str | None = None
    status: str = "active"
    tags: tuple[str, ...] = ()
    see: tuple[Reference, ...] = ()
    in_tension_with: tuple[Link, ...] = _links("strategy", "outcome", "kpi")
    agreed: tuple[Agreement, ...] = ()
    revisions: tuple[Revision, ...] = ()
    retired: Retirement | None = None
    replaced_by: Link | None = None
    extensions: tuple[tuple[str, Any], ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the item is still being written: it gets advice and nothing harder."""
        return self.status == "draft"


@record(kw_only=True)
class Strategy(Item):
    """Where the organisation wants to be, one to five years out."""

    kind: ClassVar[str] = "strategy"

    why: str | None = None
    start: Period | None = None
    end: Period | None = None
    supports: tuple[Link, ...] = _links("strategy")
    perspective: str | None = None
    rank: int | None = None
    funding: Funding | None = None


@record(kw_only=True)
class Outcome(Item):
    """A change in what some people do or get."""

    kind: ClassVar[str] = "outcome"

    supports: tuple[Link, ...] = _links("strategy", "outcome")
    who: str | None = None
    focus: str | None = None
    shared_with: tuple[Link, ...] = _links("team")
    perspective: str | None = None
    start: Period | None = None
    end: Period | None = None
    rank: int | None = None
    checkins: tuple[Checkin, ...] = ()
    result: Verdict | None = None


@record(kw_only=True)
class Kpi(Item):
    """A measure. `lag` is in days; readings are in the order they were written."""

    kind: ClassVar[str] = "kpi"

    measures: tuple[Link, ...] = _links("outcome", "strategy")
    drives: tuple[Link, ...] = _links("kpi")
    guards: tuple[Link, ...] = _links("kpi")
    segment_of: Link | None = _link("kpi")
    level: str | None = None
    direction: str | None = None
    unit: str | None = None
    definition: str | None = None
    source: str | None = None
    cadence: str | None = None
    lag: int = 0
    counts: str = "snapshot"
    range: Band | None = None
    scale: tuple[ScalePoint, ...] = ()
    timing: str | None = None
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    path: str = "linear"
    readings: tuple[Reading, ...] = ()
    readings_file: str | None = None
    countermeasures: tuple[Countermeasure, ...] = ()
    rewards: tuple[Link, ...] = _links("team")


@record(kw_only=True)
class Hypothesis(Item):
    """A bet: what we change, what we expect to see."""

    kind: ClassVar[str] = "hypothesis"
    default_status: ClassVar[str] = "proposed"

    change: str | None = None
    problem: str | None = None
    benefit: str | None = None
    because: str | None = None
    moves: tuple[Expectation, ...] = _links("kpi")
    signals: tuple[Link, ...] = _links("kpi")
    start: Period | None = None
    end: Period | None = None
    teams: tuple[Link, ...] = _links("team")
    population: str | None = None
    comparison: str | None = None
    result: Result | None = None
    follows: tuple[Link, ...] = _links("hypothesis")
    rivals: tuple[Link, ...] = _links("hypothesis")
    part_of: Link | None = _link("hypothesis")
    funding: Funding | None = None
    needs: tuple[Need, ...] = _links("commitment")


@record(kw_only=True)
class Initiative(Item):
    """The work: tactics and their outputs."""

    kind: ClassVar[str] = "initiative"
    default_status: ClassVar[str] = "planned"

    tests: tuple[Link, ...] = _links("hypothesis")
    sustains: tuple[Link, ...] = _links("kpi")
    supports: tuple[Link, ...] = _links("outcome")
    mandated: str | None = None
    deliverables: tuple[Deliverable, ...] = ()
    start: Period | None = None
    end: Period | None = None
    needs: tuple[Need, ...] = _links("commitment")
    funding: Funding | None = None


@record(kw_only=True)
class Team(Item):
    """A group that owns or contributes."""

    kind: ClassVar[str] = "team"

    part_of: tuple[Link, ...] = _links("team")
    function: str | None = None
    purpose: str | None = None
    works_as: str = "both"
    forge: str | None = None


@record(kw_only=True)
class Commitment(Item):
    """A promise from one group to another."""

    kind: ClassVar[str] = "commitment"
    default_status: ClassVar[str] = "proposed"

    from_team: Link | None = _link("team")
    to_team: Link | None = _link("team")
    promise: str | None = None
    subject: str | None = None
    specification: str | None = None
    due: Period | None = None
    every: str | None = None
    kept: tuple[Kept, ...] = ()
    serves: tuple[Link, ...] = _links("outcome")


@record(kw_only=True)
class Assessment(Item):
    """Answers that people gave, as data."""

    kind: ClassVar[str] = "assessment"

    questionnaire: str | None = None
    questions: tuple[Question, ...] = ()
    date: date | None = None
    about: tuple[Link, ...] = _links("strategy", "outcome", "team")
    responses: tuple[Response, ...] = ()
    responses_file: str | None = None


KINDS: dict[str, type[Item]] = {
    cls.kind: cls for cls in (Strategy, Outcome, Kpi, Hypothesis, Initiative, Team, Commitment, Assessment)
}
"""Every kind, in the order in which people meet them: what we want, how we see it, what we bet, who does it."""

PLURALS = {kind: {"strategy": "strategies", "hypothesis": "hypotheses"}.get(kind, kind + "s") for kind in KINDS}

NOT_WRITTEN = frozenset({"origin", "broken", "extensions", "readings_file", "responses_file"})
"""Attributes that do not stand in a document under their own name."""


def field_names(cls: type[Item]) -> tuple[str, ...]:
    """The fields that a document of this kind may hold, besides `kind`."""
    return tuple(name for name in defaults_of(cls) if name not in NOT_WRITTEN)


def link_targets(cls: type[Item]) -> dict[str, tuple[str, ...]]:
    """Map each link field to the kinds it may point to; `replaced_by` points to the item's own kind."""
    entries = ((name, entry) for name, entry in defaults_of(cls).items() if isinstance(entry, Field))
    targets = {name: entry.metadata["links_to"] for name, entry in entries if "links_to" in entry.metadata}
    targets["replaced_by"] = (cls.kind,)
    return targets


LINK_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {kind: link_targets(cls) for kind, cls in KINDS.items()}

UPWARD: dict[str, tuple[str, ...]] = {
    "strategy": ("supports",),
    "outcome": ("supports",),
    "kpi": ("measures", "drives", "guards", "segment_of"),
    "hypothesis": ("moves", "signals", "part_of"),
    "initiative": ("tests", "sustains", "supports"),
    "team": (),
    "commitment": ("serves",),
    "assessment": (),
}
"""The fields of each kind that lead towards a strategy."""
