"""The plan: all items, found by id, with their links in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from alignctl.diagnostics import Pointer
from alignctl.plan.items import (
    KINDS,
    LINK_FIELDS,
    UPWARD,
    Assessment,
    Commitment,
    Hypothesis,
    Initiative,
    Item,
    Kpi,
    Origin,
    Outcome,
    Strategy,
    Team,
)
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.plan.progress import Progress

T = TypeVar("T", bound=Item)


@record
class Edge(Record):
    """One link as written: `source` holds it in `field`, at `pointer` inside the document, and it names `target`.

    `strength` is what the link states, or None. Items may be missing: `target` is an id, not an item.
    """

    source: Item
    field: str
    pointer: Pointer
    target: str
    strength: str | None = None


@record
class Placeholder(Record):
    """What is known of a document that could not be read: enough for links to it to resolve."""

    id: str
    kind: str | None
    origin: Origin


_LINKS_OF = {kind: (tuple(fields), attrgetter(*fields)) for kind, fields in LINK_FIELDS.items()}


def links_of(item: Item) -> Iterator[Edge]:
    """Every link of an item in a field of its own, in schema order."""
    names, values_of = _LINKS_OF[item.kind]
    for name, value in zip(names, values_of(item), strict=True):
        if not value:
            continue
        if isinstance(value, tuple):
            for index, link in enumerate(value):
                yield Edge(item, name, (name, index), link.id, getattr(link, "strength", None))
        else:
            yield Edge(item, name, (name,), value.id, value.strength)


def mentions_of(item: Item) -> Iterator[tuple[Edge, tuple[str, ...]]]:
    """Every other place in an item that names an item (who agreed, what was observed), with the kinds allowed there."""
    team = ("team",)
    for i, agreement in enumerate(item.agreed):
        yield Edge(item, "agreed", ("agreed", i, "team"), agreement.team.id), team
    for i, revision in enumerate(item.revisions):
        for j, link in enumerate(revision.agreed):
            yield Edge(item, "revisions", ("revisions", i, "agreed", j), link.id), team
    if isinstance(item, Kpi):
        for i, measure in enumerate(item.countermeasures):
            if measure.owner is not None:
                yield Edge(item, "countermeasures", ("countermeasures", i, "owner"), measure.owner.id), team
    elif isinstance(item, Hypothesis):
        if item.result is not None:
            for i, seen in enumerate(item.result.observed):
                yield Edge(item, "result", ("result", "observed", i, "kpi"), seen.kpi), ("kpi",)
        if item.funding is not None:
            for i, tranche in enumerate(item.funding.tranches):
                if tranche.after is not None and not tranche.after[:1].isdigit():
                    yield Edge(item, "funding", ("funding", "tranches", i, "after"), tranche.after), ("hypothesis",)
    elif isinstance(item, Assessment) and item.responses_file is None:
        for i, response in enumerate(item.responses):
            if response.team is not None:
                yield Edge(item, "responses", ("responses", i, "team"), response.team), team


class Plan:
    """All items of a plan, sorted by id; where two share an id, both are here and the first by file wins a look-up.

    `placeholders` are documents that could not be read but whose id is known. Never changed once made.
    """

    def __init__(
        self, items: Iterable[Item], placeholders: Iterable[Placeholder] = (), fiscal_year_starts: int = 1
    ) -> None:
        self.items = tuple(sorted(items, key=lambda i: (i.id, i.origin.path, i.origin.document)))
        self.placeholders = tuple(sorted(placeholders, key=lambda p: (p.id, p.origin.path, p.origin.document)))
        self.fiscal_year_starts = fiscal_year_starts
        self._by_id: dict[str, Item] = {}
        self._by_kind: dict[str, list[Item]] = {kind: [] for kind in KINDS}
        for item in self.items:
            self._by_id.setdefault(item.id, item)
            self._by_kind[item.kind].append(item)
        self._placeholder_kinds = {entry.id: entry.kind for entry in self.placeholders}

    def get(self, item_id: str) -> Item | None:
        """The item with this id, or None."""
        return self._by_id.get(item_id)

    def find(self, item_id: str, cls: type[T]) -> T | None:
        """The item with this id if it is of this kind, or None."""
        item = self._by_id.get(item_id)
        return item if isinstance(item, cls) else None

    def knows(self, item_id: str) -> bool:
        """Whether the id is taken, be it by a document that could not be read."""
        return item_id in self._by_id or item_id in self._placeholder_kinds

    def kind_of(self, item_id: str) -> str | None:
        """The kind of the item with this id; None where there is none, or its kind could not be read."""
        item = self._by_id.get(item_id)
        return item.kind if item is not None else self._placeholder_kinds.get(item_id)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that is taken, sorted."""
        return tuple(sorted({*self._by_id, *self._placeholder_kinds}))

    def of_kind(self, cls: type[T]) -> tuple[T, ...]:
        """All items of one kind, sorted by id."""
        return tuple(self._by_kind[cls.kind])  # type: ignore[arg-type]

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        return self.of_kind(Strategy)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.of_kind(Outcome)

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        return self.of_kind(Kpi)

    @cached_property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        return self.of_kind(Hypothesis)

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        return self.of_kind(Initiative)

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        return self.of_kind(Team)

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        return self.of_kind(Commitment)

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        return self.of_kind(Assessment)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every link in a field of its own, by the id of the item that holds it, then by field and position."""
        return tuple(edge for item in self.items for edge in links_of(item))

    @cached_property
    def _outgoing(self) -> Mapping[str, Sequence[Edge]]:
        return _grouped(self.edges, lambda edge: edge.source.id)

    @cached_property
    def _incoming(self) -> Mapping[str, Sequence[Edge]]:
        return _grouped(self.edges, lambda edge: edge.target)

    @cached_property
    def lines_above(self) -> dict[str, frozenset[str]]:
        """The ids above items on their lines of sight, as far as they were asked for already, by id."""
        return {}

    @cached_property
    def traced_up(self) -> dict[str, tuple[tuple[str, str, str | None], ...]]:
        """The links by which items lead on, as `alignctl.plan.trace` orders them and as far as it was asked, by id."""
        return {}

    @cached_property
    def traced_down(self) -> dict[str, tuple[tuple[str, str, str | None], ...]]:
        """The links by which others lead to items, in the same way."""
        return {}

    @cached_property
    def judged(self) -> dict[tuple[int, date, int], tuple[Kpi, Progress]]:
        """How measures are doing, as far as `alignctl.plan.progress` was asked, by object, day and days of grace."""
        return {}

    @cached_property
    def upward(self) -> Mapping[str, Sequence[Edge]]:
        """The links that lead towards a strategy, by the id of the item that holds them."""
        return _grouped(self._rising, lambda edge: edge.source.id)

    @cached_property
    def downward(self) -> Mapping[str, Sequence[Edge]]:
        """The links that lead towards a strategy, by the id that they name."""
        return _grouped(self._rising, lambda edge: edge.target)

    @cached_property
    def _rising(self) -> tuple[Edge, ...]:
        return tuple([edge for edge in self.edges if edge.field in UPWARD[edge.source.kind]])

    @cached_property
    def loose_ends(self) -> tuple[Edge, ...]:
        """The links that name an id which is not in the plan."""
        return tuple([edge for edge in self.edges if not self.knows(edge.target)])

    @cached_property
    def misled(self) -> tuple[Edge, ...]:
        """The links that name an item of a kind which cannot stand there."""
        kinds = {**self._placeholder_kinds, **{item_id: item.kind for item_id, item in self._by_id.items()}}
        allowed = {(kind, name): targets for kind, fields in LINK_FIELDS.items() for name, targets in fields.items()}
        return tuple(
            [
                edge
                for edge in self.edges
                if (kind := kinds.get(edge.target)) is not None and kind not in allowed[edge.source.kind, edge.field]
            ]
        )

    @cached_property
    def mentions(self) -> tuple[tuple[Edge, tuple[str, ...]], ...]:
        """Every place that names an item in another way than by a link of its own, with the kinds allowed there."""
        return tuple([mention for item in self.items for mention in mentions_of(item)])

    @cached_property
    def broken_items(self) -> tuple[Item, ...]:
        """The items of which a field could not be used."""
        return tuple([item for item in self.items if item.broken])

    def links_from(self, item_id: str, *names: str) -> tuple[Edge, ...]:
        """The links that this item holds, all or only those in the fields named."""
        found = self._outgoing.get(item_id, ())
        return tuple([edge for edge in found if edge.field in names]) if names else tuple(found)

    def links_to(self, item_id: str, *names: str) -> tuple[Edge, ...]:
        """The links that name this item, all or only those in the fields named."""
        found = self._incoming.get(item_id, ())
        return tuple([edge for edge in found if edge.field in names]) if names else tuple(found)


def _grouped(edges: Iterable[Edge], by: Callable[[Edge], str]) -> dict[str, list[Edge]]:
    index: dict[str, list[Edge]] = {}
    for edge in edges:
        index.setdefault(by(edge), []).append(edge)
    return index
