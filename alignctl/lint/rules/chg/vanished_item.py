from __future__ import annotations

from collections.abc import Iterator

from alignctl.change.changes import ChangeKind
from alignctl.diagnostics import Severity
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.lint.wording import named, one_of


def vanished_item(context: ChangeContext) -> Iterator[ChangeFinding]:
    """An item was removed without being retired or replaced."""
    comparison = context.comparison
    for item in comparison.removed:
        if item.is_draft:
            continue
        told = next((c.consequences for c in comparison.changes_of(item.id) if c.kind is ChangeKind.REMOVED), ())
        follows = f"; {told[0]}" if told else ""
        now = comparison.head.plan.get(item.id)
        if now is not None:
            message = f"{named(item)} became {one_of((now.kind,))} of the same id{follows}"
            help_ = f'keep the {item.kind} with "retired" (date, why), and give the {now.kind} an id of its own'
            yield ChangeFinding(message, now, ("kind",), help_)
            continue
        help_ = 'put it back with "retired: {date: …, why: …}", and "replaced_by" where something took its place'
        if item.retired is not None:
            message = f"{named(item)} was retired, and is gone now with its history{follows}"
            yield ChangeFinding(
                message, item, (), "put it back: what is over keeps its file", gone=True, at_most=Severity.WARNING
            )
        else:
            yield ChangeFinding(f"{named(item)} is gone, and nothing says why{follows}", item, (), help_, gone=True)
