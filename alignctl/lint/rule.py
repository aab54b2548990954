"""What a rule is: a code, a name, a severity and a pure generator over the plan.

A rule reads the plan and yields findings. It reads no files, knows no line numbers and sees no other rule. It asks its
`Context` for the items to judge, so that what could not be judged is counted and never silently passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from alignctl.diagnostics import Fix, Pointer, Severity
from alignctl.plan.graph import Sight, survey_sight
from alignctl.plan.items import Item, Kpi
from alignctl.plan.language import Text, WordLists, read_text
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress, progress_of
from alignctl.plan.questionnaires import Questionnaire
from alignctl.plan.teams import TeamTree
from alignctl.records import Record, record

T = TypeVar("T", bound=Item)

STARTER = "starter"
STANDARD = "standard"
STRICT = "strict"
PROFILES = (STARTER, STANDARD, STRICT)
"""A ladder for adoption: each profile holds the rules of those before it."""

SAFE = "safe"
UNSAFE = "unsafe"
"""How a finding may be mended: by `check --fix`, or by a guess or placeholder of `check --unsafe-fixes`."""


@record
class Related(Record):
    """A second place that helps to understand a finding: an item, a path of fields in it, and what is there."""

    item: Item
    text: str
    at: Pointer = ()


@record
class Finding(Record):
    """What a rule says about one place: the item and the path of fields in it.

    An empty path is the item as a whole; a path to a field that is missing falls back to the item. `key` marks the
    field's name instead of its value. `fix` is there where the plan can be mended without a person.
    """

    item: Item
    message: str
    at: Pointer = ()
    help: str | None = None
    related: tuple[Related, ...] = ()
    key: bool = False
    fix: Fix | None = None


class Context:
    """What a rule may know besides the plan: the day, its options, and measures worked out once for all rules."""

    def __init__(self, plan: Plan, today: date, shared: Shared, options: Mapping[str, Any]) -> None:
        self.plan = plan
        self.today = today
        self.options = options
        self.not_judged: set[str] = set()
        self._shared = shared

    def judged(self, items: Iterable[T], *reads: str) -> Iterator[T]:
        """Items that are in use, leaving out (and counting) those in which a field that the rule reads is broken."""
        in_use = self._shared.in_use(items) if isinstance(items, tuple) else [i for i in items if i.retired is None]
        if not self.plan.broken_items:
            return iter(in_use)
        return self._whole(in_use, reads)

    def _whole(self, items: Iterable[T], reads: tuple[str, ...]) -> Iterator[T]:
        for item in items:
            if item.broken and not item.broken.isdisjoint(reads):
                self.not_judged.add(item.id)
            else:
                yield item

    def skip(self, item: Item) -> None:
        """Count an item that this rule could not judge, because something that it needs is missing."""
        self.not_judged.add(item.id)

    @property
    def sight(self) -> Sight:
        """Lines of sight of the whole plan."""
        return self._shared.sight

    def progress(self, kpi: Kpi) -> Progress:
        """How a measure is doing today."""
        return self._shared.progress(kpi)

    @property
    def words(self) -> WordLists:
        """The word lists in force; read when the first rule asks for them."""
        return self._shared.words

    def read(self, text: str) -> Text:
        """The words of a text; several rules read the same titles, so each is taken apart once."""
        return self._shared.read(text)

    @property
    def teams(self) -> TeamTree:
        """The hierarchy of the teams that are in use."""
        return self._shared.teams

    @property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """The built-in questionnaires, by name; read when the first rule asks for them."""
        return self._shared.questionnaires


class Shared:
    """Derived facts that several rules need, each worked out at most once for a plan and a day."""

    def __init__(self, plan: Plan, today: date, words: WordLists | None = None) -> None:
        self._plan = plan
        self._today = today
        self._words = words
        self._texts: dict[str, Text] = {}
        self._in_use: dict[int, tuple[tuple[Item, ...], tuple[Item, ...]]] = {}

    @cached_property
    def sight(self) -> Sight:
        return survey_sight(self._plan)

    @cached_property
    def words(self) -> WordLists:
        if self._words is not None:
            return self._words
        from alignctl.lint.words import read_words

        return read_words()

    @cached_property
    def teams(self) -> TeamTree:
        return TeamTree(self._plan)

    @cached_property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        from alignctl.lint.questionnaires import read_questionnaires

        return read_questionnaires()

    def in_use(self, items: tuple[T, ...]) -> tuple[T, ...]:
        """The items that are not retired; for the same tuple the answer is remembered, and so is the tuple."""
        known = self._in_use.get(id(items))
        if known is None:
            known = self._in_use[id(items)] = items, tuple([item for item in items if item.retired is None])
        return known[1]  # type: ignore[return-value]

    def read(self, text: str) -> Text:
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = read_text(text)
        return found

    def progress(self, kpi: Kpi) -> Progress:
        return progress_of(self._plan, kpi, self._today)


Check = Callable[[Plan, Context], Iterator[Finding]]


@record
class Rule(Record):
    """A rule as it is registered; `options` are its thresholds with their defaults.

    `check` is None where the defect is found elsewhere: while loading, or while findings are set aside. `page` is the
    rule's page in Markdown where it does not lie beside its module. `fixes` says how its findings may be mended: some
    of `SAFE` and `UNSAFE`, or nothing.
    """

    code: str
    name: str
    severity: Severity
    profile: str
    summary: str
    check: Check | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    page: str | None = None
    fixes: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The letters of the code, such as `MEA`."""
        return self.code.rstrip("0123456789")


def rule(
    code: str,
    name: str,
    severity: Severity,
    profile: str = STANDARD,
    options: Mapping[str, Any] | None = None,
    fixes: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function; the first line of its docstring is the rule's summary."""

    def register(check: Check) -> Rule:
        summary = (check.__doc__ or "").strip().splitlines()[0].rstrip(".")
        return Rule(code, name, severity, profile, summary, check, dict(options or {}), fixes=fixes)

    return register
