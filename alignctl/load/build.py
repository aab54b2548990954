"""From the value of a document to an item.

The value has passed its schema, apart from the fields named as broken. So the converters below check nothing but the
calendar: they raise ValueError for a day that does not exist.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from alignctl.plan.dates import Period, parse_day, parse_period
from alignctl.plan.items import KINDS, LINK_FIELDS, Item, Origin, field_names
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
    Observation,
    Question,
    Reading,
    Reference,
    Response,
    Result,
    Retirement,
    Revision,
    ScalePoint,
    Target,
    Tranche,
    Verdict,
)

Converter = Callable[[Any], Any]
_ONE_LINK = frozenset({"owner", "replaced_by", "segment_of", "from_team", "to_team"})


def as_list(value: Any) -> list[Any]:
    """A field that may hold one value or a list, as a list."""
    return value if isinstance(value, list) else [value]


class Builder:
    """Makes items, one after the other. Equal dates and links share one value."""

    def __init__(self, fiscal_year_starts: int = 1) -> None:
        self._fiscal_year_starts = fiscal_year_starts
        self._periods: dict[str, Period] = {}
        self._days: dict[str, date] = {}
        self._links: dict[str, Link] = {}
        # With each converter goes the name as the class has it: Python finds a parameter by the identity of its name,
        # and takes several times as long where the name is another text of the same letters, read from a file.
        self._converters = {
            kind: {sys.intern(name): (sys.intern(name), convert) for name, convert in self._converters_of(kind).items()}
            for kind in KINDS
        }

    def build(
        self, kind: str, fields: Mapping[str, Any], origin: Origin, broken: frozenset[str], extra: Mapping[str, Any]
    ) -> Item:
        """Make an item. `fields` holds `id` and `title`; `extra` holds attributes that were made elsewhere.

        Raises ValueError where a date is not in the calendar.
        """
        cls = KINDS[kind]
        converters = self._converters[kind]
        values: dict[str, Any] = {}
        extensions = []
        for name, value in fields.items():
            known = converters.get(name)
            if known is not None:
                own_name, convert = known
                values[own_name] = value if convert is None else convert(value)
            elif name.startswith("x-"):
                extensions.append((name, value))
        if "status" not in values:
            values["status"] = cls.default_status
        if extensions:
            values["extensions"] = tuple(sorted(extensions))
        if broken:
            values["broken"] = broken
        return cls(origin=origin, **values, **extra)

    def _converters_of(self, kind: str) -> dict[str, Converter | None]:
        """What to do with each field; None for one that is taken as written."""
        table: dict[str, Converter | None] = dict.fromkeys(field_names(KINDS[kind]))
        for name in LINK_FIELDS[kind]:
            table[name] = self.link if name in _ONE_LINK else self.links
        if kind == "strategy":
            table["rank"] = int
        elif kind == "hypothesis":
            table |= {"part_of": self.link, "moves": self._expectations, "result": self._result}
        elif kind == "outcome":
            table |= {"rank": int, "checkins": self._checkins, "result": self._verdict}
        elif kind == "kpi":
            table |= {
                "lag": int,
                "range": _band,
                "scale": _scale,
                "baseline": self._baseline,
                "targets": self._targets,
                "readings": self._readings,
                "countermeasures": self._countermeasures,
            }
        elif kind == "initiative":
            table["deliverables"] = self._deliverables
        elif kind == "commitment":
            table |= {"due": self.period, "every": _cadence, "kept": self._kept}
        elif kind == "assessment":
            table |= {"date": self.day, "questions": _questions, "responses": _responses}
        for name, convert in (
            ("tags", _tags),
            ("see", _references),
            ("agreed", self._agreements),
            ("revisions", self._revisions),
            ("retired", self._retirement),
            ("start", self.period),
            ("end", self.period),
            ("funding", _funding),
            ("needs", self._needs),
        ):
            if name in table:
                table[name] = convert
        return table

    def day(self, text: str) -> date:
        """A day; raises ValueError where the calendar has no such day."""
        found = self._days.get(text)
        if found is None:
            found = self._days[text] = parse_day(text)
        return found

    def period(self, value: str | float) -> Period:
        """A day or period; a bare year may be a number. Raises ValueError where the calendar has no such day."""
        text = value if isinstance(value, str) else str(int(value))
        found = self._periods.get(text)
        if found is None:
            found = self._periods[text] = parse_period(text, self._fiscal_year_starts)
        return found

    def _maybe_day(self, value: str | None) -> date | None:
        return None if value is None else self.day(value)

    def _maybe_period(self, value: str | float | None) -> Period | None:
        return None if value is None else self.period(value)

    def link(self, value: Any) -> Link:
        """A link: an id, or a mapping."""
        if isinstance(value, dict):
            return Link(value["id"], value.get("strength"), value.get("note"))
        found = self._links.get(value)
        if found is None:
            found = self._links[value] = Link(value)
        return found

    def links(self, value: Any) -> tuple[Link, ...]:
        """One link or a list."""
        return tuple(map(self.link, value)) if isinstance(value, list) else (self.link(value),)

    def _expectations(self, value: Any) -> tuple[Expectation, ...]:
        return tuple(
            Expectation(entry)
            if isinstance(entry, str)
            else Expectation(
                entry["id"],
                _number(entry.get("from")),
                _number(entry.get("to")),
                self._maybe_period(entry.get("by")),
                entry.get("note"),
            )
            for entry in as_list(value)
        )

    def _needs(self, value: Any) -> tuple[Need, ...]:
        return tuple(
            Need(entry)
            if isinstance(entry, str)
            else Need(entry["id"], self._maybe_period(entry.get("needed_by")), entry.get("note"))
            for entry in as_list(value)
        )

    def _agreements(self, value: Any) -> tuple[Agreement, ...]:
        return tuple(
            Agreement(self.link(entry["team"]), self.day(entry["date"]), entry["answer"], entry.get("note"))
            for entry in as_list(value)
        )

    def _revisions(self, value: Any) -> tuple[Revision, ...]:
        return tuple(
            Revision(
                self.day(entry["date"]),
                entry["field"],
                entry.get("was"),
                entry["why"],
                self.links(entry["agreed"]) if "agreed" in entry else (),
            )
            for entry in as_list(value)
        )

    def _retirement(self, value: Any) -> Retirement:
        return Retirement(self.day(value["date"]), value["why"])

    def _checkins(self, value: Any) -> tuple[Checkin, ...]:
        return tuple(Checkin(self.day(entry["date"]), entry["says"], entry.get("note")) for entry in as_list(value))

    def _verdict(self, value: Any) -> Verdict:
        return Verdict(self.day(value["date"]), value["verdict"], value.get("note"))

    def _baseline(self, value: Any) -> Baseline:
        return Baseline(
            self._maybe_day(value.get("date")),
            _number(value.get("value")),
            self._maybe_period(value.get("due")),
            value.get("note"),
        )

    def _targets(self, value: Any) -> tuple[Target, ...]:
        return tuple(
            Target(
                _number(entry.get("value")),
                self._maybe_period(entry.get("by")),
                _number(entry.get("low")),
                _number(entry.get("high")),
                entry.get("note"),
            )
            for entry in as_list(value)
        )

    def _readings(self, value: Any) -> tuple[Reading, ...]:
        day = self.day
        return tuple(
            Reading(
                day(entry["date"]),
                float(entry["value"]),
                entry.get("note"),
                entry.get("source"),
                _number(entry.get("was")),
            )
            if len(entry) > 2
            else Reading(day(entry["date"]), float(entry["value"]))
            for entry in value
        )

    def _countermeasures(self, value: Any) -> tuple[Countermeasure, ...]:
        return tuple(
            Countermeasure(
                self.day(entry["date"]),
                entry["action"],
                entry.get("cause"),
                self.link(entry["owner"]) if "owner" in entry else None,
                self._maybe_period(entry.get("due")),
                self._maybe_day(entry.get("done")),
            )
            for entry in as_list(value)
        )

    def _result(self, value: Any) -> Result:
        observed = tuple(
            Observation(entry["kpi"], float(entry["value"]), _number(entry.get("compared_with")))
            for entry in as_list(value.get("observed", []))
        )
        return Result(
            self.day(value["date"]),
            value["decision"],
            value.get("reason"),
            observed,
            value.get("learned"),
            value.get("evidence"),
        )

    def _deliverables(self, value: Any) -> tuple[Deliverable, ...]:
        return tuple(
            Deliverable(
                entry["title"], self._maybe_period(entry.get("due")), self._done(entry.get("done")), entry.get("note")
            )
            for entry in as_list(value)
        )

    def _done(self, value: str | bool | None) -> date | bool | None:
        return self.day(value) if isinstance(value, str) else value

    def _kept(self, value: Any) -> tuple[Kept, ...]:
        return tuple(Kept(self.day(entry["date"]), entry["kept"], entry.get("note")) for entry in as_list(value))


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _tags(value: Any) -> tuple[str, ...]:
    return tuple(as_list(value))


def _references(value: Any) -> tuple[Reference, ...]:
    return tuple(Reference(entry["url"], entry.get("title")) for entry in as_list(value))


def _band(value: Any) -> Band:
    return Band(_number(value.get("low")), _number(value.get("high")))


def _scale(value: Any) -> tuple[ScalePoint, ...]:
    return tuple(ScalePoint(float(entry["value"]), entry["label"]) for entry in value)


def _funding(value: Any) -> Funding:
    tranches = tuple(Tranche(float(entry["amount"]), entry.get("after")) for entry in value.get("tranches", ()))
    return Funding(float(value["amount"]), value["currency"], tranches)


def _cadence(value: Any) -> str:
    return str(value["cadence"])


def _questions(value: Any) -> tuple[Question, ...]:
    return tuple(
        Question(
            entry["id"],
            entry["text"],
            _number(entry.get("scale", {}).get("low")),
            _number(entry.get("scale", {}).get("high")),
            entry.get("scale", {}).get("low_label"),
            entry.get("scale", {}).get("high_label"),
        )
        for entry in value
    )


def _responses(value: Any) -> tuple[Response, ...]:
    return tuple(
        Response(
            entry["question"],
            entry.get("team"),
            entry.get("role"),
            int(entry["respondent"]) if "respondent" in entry else None,
            _number(entry.get("score")),
            entry.get("answer"),
            tuple(as_list(entry.get("read_as", []))),
        )
        for entry in value
    )
