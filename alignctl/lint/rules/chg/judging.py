"""What rules on changes share: they read two plans, and what was owned up to weighs less."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from alignctl.change.declared import Declaration, find_declaration
from alignctl.diagnostics import Diagnostic, Label, Location, Pointer, Severity
from alignctl.lint.engine import LintResult
from alignctl.lint.loosening import Loosening
from alignctl.lint.rule import Rule
from alignctl.lint.rules.chg.places import place_of_removed
from alignctl.lint.wording import quoted
from alignctl.plan.items import Item
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.change.changes import Change
    from alignctl.change.comparison import Comparison
    from alignctl.change.matching import Pair

SILENT = Declaration()
"""Nothing was owned up to."""


@record
class ChangeFinding(Record):
    """What a rule says about a change.

    `item` is in the newer plan, or only in the older one, where it is gone. `declaration` says how the change was owned
    up to. `place` is set where no item is concerned. `at_most` bounds the severity.
    """

    message: str
    item: Item | None = None
    at: Pointer = ()
    help: str | None = None
    declaration: Declaration = SILENT
    field: str = ""
    place: Location | None = None
    gone: bool = False
    at_most: Severity | None = None
    labels: tuple[Label, ...] = ()


class ChangeContext:
    """What a rule on changes may know besides the two plans."""

    def __init__(
        self, comparison: Comparison, today: date, options: Mapping[str, Any], loosened: tuple[Loosening, ...]
    ) -> None:
        self.comparison = comparison
        self.today = today
        self.options = options
        self.loosened = loosened

    def pairs(self, kind: type[Item]) -> Iterator[Pair]:
        """Items of a kind that are in both plans, were no drafts and were in use, and of which something changed."""
        for pair in self.comparison.pairs:
            if pair.old is pair.new or not isinstance(pair.old, kind):
                continue
            if not pair.old.is_draft and pair.old.retired is None:
                yield pair

    def changes(self, pair: Pair, *fields: str) -> tuple[Change, ...]:
        """The changes of an item; of one that has an heir, those of the heir are told with the heir."""
        return self.comparison.changes_of(pair.new.id, *fields)

    def finding(self, pair: Pair, change: Change, message: str, help_: str = "") -> ChangeFinding:
        """A finding about one change of one field, with how it was owned up to."""
        declaration = find_declaration(self.comparison, pair, change.field)
        return ChangeFinding(
            message, pair.new, change.at, help_ or how_to_record(change.field, declaration), declaration, change.field
        )


def how_to_record(field_name: str, declaration: Declaration) -> str:
    """What to type where a change is honest."""
    who = f", with the agreement of {quoted(declaration.asked, 'or')}" if declaration.asked else ""
    if declaration.false_was is not None:
        return (
            f'the record under "revisions" gives another former value ({declaration.false_was}); write what stood there'
        )
    if declaration.settled:
        return "it is recorded; see that the reason given there holds"
    if declaration.recorded:
        return f'let {quoted(declaration.asked, "or")} agree: add the team to "agreed" of the record under "revisions"'
    return f'leave it as it was, or record it under "revisions" (date, field: {field_name}, was, why){who}'


Check = Callable[[ChangeContext], Iterator[ChangeFinding]]
"""What a rule on changes does: it yields what it finds in a change."""


@record
class Judged(Record):
    """How heavy a finding is, and what its declaration adds to the message."""

    severity: Severity
    note: str = ""


def weigh(finding: ChangeFinding, severity: Severity) -> Judged:
    """The severity after what was owned up to.

    Recorded and settled, an error becomes a warning and a warning advice. Recorded without the agreement of those who
    share the item, an error stays one; a warning becomes advice all the same.
    """
    said = finding.declaration
    note = ""
    if said.recorded:
        if said.agreed:
            note = f"; recorded, and agreed by {quoted(said.agreed)}"
        elif said.asked:
            note = f"; recorded, and not agreed by {quoted(said.asked, 'or')}, with whom it is shared"
        else:
            note = "; recorded"
        if said.settled or severity < Severity.ERROR:
            severity = max(Severity.ADVICE, Severity(severity - 1))
    elif said.false_was is not None:
        note = f"; the record of it says that it was {said.false_was}, which is not what stood there"
    if finding.at_most is not None:
        severity = min(severity, finding.at_most)
    return Judged(severity, note)


def run_change_rules(
    comparison: Comparison,
    rules: Iterable[Rule],
    checks: Mapping[str, Check],
    today: date,
    *,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    severities: Mapping[str, Severity] | None = None,
    loosened: tuple[Loosening, ...] = (),
) -> LintResult:
    """Judge a change as of `today`. By code: `checks`, `options` and `severities`; the last two change defaults."""
    options, severities = options or {}, severities or {}
    found: list[Diagnostic] = []
    for rule in sorted(rules, key=lambda r: r.code):
        context = ChangeContext(comparison, today, {**rule.options, **options.get(rule.code, {})}, loosened)
        for finding in checks[rule.code](context):
            found.append(_diagnose(comparison, rule, severities.get(rule.code, rule.severity), finding))
    return LintResult(tuple(sorted(found, key=lambda d: d.sort_key)))


def _diagnose(comparison: Comparison, rule: Rule, severity: Severity, finding: ChangeFinding) -> Diagnostic:
    judged = weigh(finding, severity)
    item = finding.item
    if finding.place is not None:
        place = finding.place
    elif item is None:
        place = Location("")
    elif finding.gone:
        place = place_of_removed(comparison, item)
    else:
        place = Location(item.origin.path, item.origin.document, finding.at)
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=judged.severity,
        message=finding.message + judged.note,
        location=place,
        item=item.id if item is not None else None,
        help=finding.help,
        labels=finding.labels,
    )
