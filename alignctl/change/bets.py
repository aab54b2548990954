"""A hypothesis or an outcome, before and after: what is expected, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.comparing import Comparing
from alignctl.change.wording import amount, change_words, deadline, shown
from alignctl.diagnostics import Pointer
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Expectation, Result
from alignctl.plan.phrases import name_item, one_line
from alignctl.plan.target_shift import is_worse


def compare_expectations(pair: Comparing) -> Iterator[Change]:
    """What a hypothesis expects of which measure."""
    if not pair.comparable("moves"):
        return
    after = {e.id: (index, e) for index, e in enumerate(pair.new.moves)}
    before = {pair.heir(e.id, after): e for e in pair.old.moves}
    for kpi_id, was in before.items():
        if kpi_id not in after:
            text = f"nothing is expected of {name_item(pair.base, was.id)} any more{_expected(pair, was)}"
            yield pair.change(ChangeKind.LINK_DROPPED, "moves", ("moves",), was, None, text, Effect.UNLINKED, kpi_id)
    for kpi_id, (index, now) in after.items():
        at: Pointer = ("moves", index)
        if kpi_id not in before:
            text = f"expects to move {name_item(pair.head, kpi_id)}{_expected(pair, now)}: new"
            yield pair.change(ChangeKind.LINK_ADDED, "moves", at, None, now, text, Effect.LINKED, kpi_id)
        else:
            yield from _compare_expectation(pair, at, before[kpi_id], now)


def _expected(pair: Comparing, expected: Expectation) -> str:
    if expected.to is None:
        return ""
    kpi = pair.head.find(expected.id, Kpi) or pair.base.find(expected.id, Kpi)
    by = f" by {deadline(expected.by)}" if expected.by is not None else ""
    return f" ({amount(expected.to, kpi.unit if kpi else None)}{by})"


def _compare_expectation(pair: Comparing, at: Pointer, was: Expectation, now: Expectation) -> Iterator[Change]:
    kpi = pair.base.find(was.id, Kpi)
    unit = kpi.unit if kpi is not None else None
    direction = kpi.direction if kpi is not None else None
    name = name_item(pair.head, now.id)
    for field, old, new in (("to", was.to, now.to), ("from", was.start, now.start)):
        if old == new:
            continue
        effect = Effect.OTHER
        if old is not None and new is None and field == "to":
            effect = Effect.EASIER
        elif old is not None and new is not None:
            worse, better = is_worse(direction, new, old), is_worse(direction, old, new)
            effect = Effect.EASIER if worse else Effect.HARDER if better else Effect.OTHER
        what = "what is expected of" if field == "to" else "where the bet starts from at"
        text = f"{what} {name} went {change_words(amount(old, unit), amount(new, unit))}"
        yield pair.change(ChangeKind.EXPECTATION_MOVED, "moves", (*at, field), old, new, text, effect, now.id)
    old_by, new_by = (e.by.last if e.by is not None else None for e in (was, now))
    if old_by != new_by:
        effect = Effect.OTHER
        if old_by is not None:
            effect = Effect.LATER if new_by is None or new_by > old_by else Effect.SOONER
        text = f"the day for {name} went {change_words(deadline(was.by), deadline(now.by))}"
        yield pair.change(ChangeKind.EXPECTATION_MOVED, "moves", (*at, "by"), was.by, now.by, text, effect, now.id)


def compare_results(pair: Comparing) -> Iterator[Change]:
    """A decision that was made, changed or taken back, and what was learned."""
    if not pair.comparable("result"):
        return
    was, now = pair.old.result, pair.new.result
    if was is None and now is not None:
        yield pair.change(
            ChangeKind.DECIDED, "result", ("result",), None, now, f"decided: {_decision(now)}", Effect.DECIDED
        )
    elif was is not None and now is None:
        text = f'the decision "{_decision(was)}" was taken back'
        yield pair.change(ChangeKind.DECISION_WITHDRAWN, "result", ("result",), was, None, text)
    elif was is not None and now is not None and _essence(was) != _essence(now):
        if _decision(was) != _decision(now):
            text = f"the decision went {change_words(_decision(was), _decision(now))}"
            later = now.date > was.date and _decision(was) in ("continue", "inconclusive")
            kind = ChangeKind.DECIDED if later else ChangeKind.DECISION_CHANGED
            yield pair.change(kind, "result", ("result",), was, now, text, Effect.DECIDED)
        else:
            text = f"what stands under the result went {change_words(shown(was), shown(now))}"
            yield pair.change(ChangeKind.RECORD_CHANGED, "result", ("result",), was, now, text)
    learned = getattr(now, "learned", None)
    if learned and one_line(learned) != one_line(getattr(was, "learned", None) or ""):
        yield pair.change(
            ChangeKind.LESSON, "result", ("result", "learned"), getattr(was, "learned", None), learned,
            f"learned: {one_line(learned)}", Effect.LEARNED,
        )  # fmt: skip


def _decision(result: Any) -> str:
    return str(result.decision if isinstance(result, Result) else result.verdict)


def _essence(result: Any) -> tuple[object, ...]:
    """What of a result is a fact: day, decision, what was observed. Reasons and lessons may be written later."""
    if isinstance(result, Result):
        observed = sorted((o.kpi, o.value, o.compared_with or 0.0) for o in result.observed)
        return result.date, result.decision, tuple(observed)
    return result.date, result.verdict
