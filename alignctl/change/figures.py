"""A measure, before and after: baseline, targets, readings, and how it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.comparing import Comparing
from alignctl.change.units import conversion, in_unit_of
from alignctl.change.wording import amount, change_words, deadline, shown, spoken_day, target_words
from alignctl.diagnostics import Pointer
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Reading, Target
from alignctl.plan.target_shift import TargetShift, accepted_on, accumulates_more, compare_targets, end_of, is_worse

_BULK = 20
"""From how many added readings on only their number and the latest are told."""


def compare_figures(pair: Comparing) -> Iterator[Change]:
    """Differences of two measures. Values are compared in the new unit where the old ones were only converted to it."""
    old, new = pair.old, pair.new
    comparable = pair.comparable("unit", "baseline", "readings")
    factor = conversion(old, new) if comparable else 1.0
    before = old if factor is None else in_unit_of(old, new, factor)
    if pair.comparable("targets", "direction", "counts", "baseline", "path"):
        yield from _compare_counting(pair, before, new)
        yield from _compare_targets(pair, before, new, known=factor is not None)
    if pair.comparable("baseline"):
        yield from _compare_baseline(pair, before, new)
    if pair.comparable("readings"):
        yield from _compare_readings(pair, before, new)


def same_targets(old: Kpi, new: Kpi) -> bool:
    """Whether two lists of targets mean the same, in whatever order and words."""
    return sorted(map(_meaning, old.targets)) == sorted(map(_meaning, new.targets))


def _meaning(target: Target) -> tuple[date, str]:
    return end_of(target), repr(tuple(None if v is None else float(v) for v in (target.value, target.low, target.high)))


def _compare_targets(pair: Comparing, old: Kpi, new: Kpi, *, known: bool) -> Iterator[Change]:
    starts = pair.head.fiscal_year_starts
    judged = new if old.counts == new.counts else replace(new, counts=old.counts)
    shifts = (
        compare_targets(old, judged, starts) if known else compare_targets(replace(old, direction=None), new, starts)
    )
    for shift in sorted(shifts, key=lambda s: (s.new is None, s.new or 0, s.old or 0)):
        was = old.targets[shift.old] if shift.old is not None else None
        now = new.targets[shift.new] if shift.new is not None else None
        if was is not None and now is not None and _meaning(was) == _meaning(now):
            continue
        yield _target_change(pair, old, new, shift, was, now)


def _target_change(
    pair: Comparing, old: Kpi, new: Kpi, shift: TargetShift, was: Target | None, now: Target | None
) -> Change:
    effect = Effect.EASIER if shift.easier else Effect.HARDER if shift.harder else Effect.OTHER
    if was is None:
        assert now is not None
        text = f"a target was set: {target_words(new, now)}"
        kind, key = ChangeKind.TARGET_SET, end_of(now)
    elif now is None:
        text = f"the target of {target_words(old, was)} was dropped"
        kind, key = ChangeKind.TARGET_DROPPED, end_of(was)
    else:
        kind, key = ChangeKind.TARGET_MOVED, end_of(was)
        if shift.by_date:
            # With more time the same aim is easier; a greater aim whose line passes through the old one is only later.
            effect = Effect.LATER if shift.ahead else Effect.EASIER
            same = _meaning(replace(now, by=was.by)) == _meaning(was)
            instead = f"to {deadline(now.by)}" if same else f"in favour of {target_words(new, now)}"
            text = f"the target of {target_words(old, was)} was put off {instead}"
        else:
            text = f"the target went {change_words(target_words(old, was), target_words(new, now))}"
            if was.by is not None and now.by is not None and end_of(was) == end_of(now):
                words = (target_words(kpi, replace(t, by=None)) for kpi, t in ((old, was), (new, now)))
                text = f"the target for {deadline(now.by)} went {change_words(*words)}"
    at: Pointer = ("targets", shift.new) if shift.new is not None else ("targets",)
    return pair.change(kind, "targets", at, was, now, text, effect, key)


def _compare_counting(pair: Comparing, old: Kpi, new: Kpi) -> Iterator[Change]:
    """Direction, counts and path: each can make the same figures easier to meet."""
    if old.direction != new.direction:
        easier = bool(old.targets) and _accepts_more(old, replace(old, direction=new.direction))
        words = change_words(shown(old.direction), shown(new.direction))
        effect = Effect.EASIER if easier and old.direction is not None else Effect.OTHER
        yield pair.change(
            ChangeKind.FIELD,
            "direction",
            ("direction",),
            old.direction,
            new.direction,
            f"the direction went {words}",
            effect,
        )
    if old.counts != new.counts:
        more = accumulates_more(old.counts, new.counts)
        effect = Effect.OTHER
        if more is not None and old.targets and not _any_raised(old, new):
            grows = new.direction in ("increase", "keep-above")
            shrinks = new.direction in ("decrease", "keep-below")
            effect = (
                Effect.EASIER
                if (more and grows) or (not more and shrinks)
                else Effect.HARDER
                if grows or shrinks
                else effect
            )
        words = change_words(shown(old.counts), shown(new.counts))
        yield pair.change(
            ChangeKind.FIELD, "counts", ("counts",), old.counts, new.counts, f"what a value counts went {words}", effect
        )
    if old.path != new.path:
        has_line = bool(old.targets) and (
            (old.baseline is not None and old.baseline.value is not None) or len(old.targets) > 1
        )
        effect = (Effect.EASIER if new.path == "step" else Effect.HARDER) if has_line else Effect.OTHER
        text = (
            "nothing is due any more between one target and the next (step)"
            if new.path == "step"
            else "what is due grows from day to day (linear)"
        )
        yield pair.change(ChangeKind.FIELD, "path", ("path",), old.path, new.path, text, effect)


def _accepts_more(old: Kpi, new: Kpi) -> bool:
    """Whether another reading of the same targets accepts a value on some day that was refused."""
    return any(shift.easier for shift in compare_targets(old, new))


def _any_raised(old: Kpi, new: Kpi) -> bool:
    last = accepted_on(old, date.max), accepted_on(new, date.max)
    return last[0][0] != last[1][0] and not same_targets(old, new)


def _compare_baseline(pair: Comparing, old: Kpi, new: Kpi) -> Iterator[Change]:
    was, now = old.baseline, new.baseline
    if was == now or (was is not None and now is not None and replace(was, note=now.note) == now):
        return
    effect = Effect.OTHER
    if was is None or was.value is None:
        if now is not None and now.value is not None:
            text, effect = (
                f"the baseline is known: {amount(now.value, new.unit)} on {spoken_day(now.date)}",
                Effect.LEARNED,
            )
        else:
            before, after = (b.due if b is not None else None for b in (was, now))
            if before is not None and after is not None and before.last == after.last:
                return
            text = f"the day by which the baseline will be known is {deadline(after)} instead of {deadline(before)}"
            if before is not None and (after is None or after.last > before.last):
                effect = Effect.LATER
    elif now is None or now.value is None:
        text = f"the baseline of {amount(was.value, old.unit)} on {spoken_day(was.date)} was taken away"
    else:
        text = (
            f"the baseline went from {amount(was.value, old.unit)} on {spoken_day(was.date)} "
            f"to {amount(now.value, new.unit)} on {spoken_day(now.date)}"
        )
        if is_worse(new.direction, now.value, was.value):
            effect = Effect.EASIER
        elif is_worse(new.direction, was.value, now.value):
            effect = Effect.HARDER
        elif was.date is not None and now.date is not None and new.targets and was.date != now.date:
            effect = Effect.EASIER if now.date > was.date else Effect.HARDER
        elif was.date == now.date:
            return  # the same value, converted
    yield pair.change(ChangeKind.FIELD, "baseline", ("baseline",), was, now, text, effect)


def _compare_readings(pair: Comparing, old: Kpi, new: Kpi) -> Iterator[Change]:
    before, after = _in_force(old), _in_force(new)
    unit = new.unit
    gone = sorted(day for day in before if day not in after)
    came = sorted(day for day in after if day not in before)
    for day in gone:
        text = f"the reading of {amount(before[day][1].value, unit)} on {spoken_day(day)} was removed"
        yield pair.change(ChangeKind.READING_REMOVED, "readings", ("readings",), before[day][1], None, text, key=day)
    for day in sorted(before.keys() & after.keys()):
        was, (index, now) = before[day][1], after[day]
        if not _same(was.value, now.value):
            words = change_words(amount(was.value, unit), amount(now.value, unit))
            text = f"the reading on {spoken_day(day)} went {words}"
            at = _place(new, index)
            yield pair.change(ChangeKind.READING_CORRECTED, "readings", at, was, now, text, key=day)
        elif was.was is not None and was.was != now.was:
            text = f"what was first reported for {spoken_day(day)} ({amount(was.was, unit)}) is not told any more"
            yield pair.change(ChangeKind.RECORD_CHANGED, "readings", _place(new, index), was, now, text, key=day)
    if not came:
        return
    latest = max(came)
    index, reading = after[latest]
    if len(came) >= _BULK:
        text = f"{len(came)} new readings, the latest {amount(reading.value, unit)} on {spoken_day(latest)}"
        yield pair.change(
            ChangeKind.READING_ADDED, "readings", _place(new, index), None, reading, text, Effect.LEARNED, latest
        )
        return
    for day in came:
        index, reading = after[day]
        text = f"a new reading: {amount(reading.value, unit)} on {spoken_day(day)}"
        yield pair.change(
            ChangeKind.READING_ADDED, "readings", _place(new, index), None, reading, text, Effect.LEARNED, day
        )


def _in_force(kpi: Kpi) -> dict[date, tuple[int, Reading]]:
    """Readings by day. Of two on one day the one written later holds, so adding a second one is a correction."""
    return {reading.date: (index, reading) for index, reading in enumerate(kpi.readings)}


def _place(kpi: Kpi, index: int) -> Pointer:
    return ("readings",) if kpi.readings_file is not None else ("readings", index)


def _same(value: float, other: float) -> bool:
    return abs(value - other) <= 1e-9 * max(abs(value), abs(other), 1.0)
