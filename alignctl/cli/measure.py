"""How a measure is doing, as phrases for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from alignctl.cli.terminal import clean

if TYPE_CHECKING:
    from alignctl.plan.items import Kpi
    from alignctl.plan.progress import Progress

_LEVELS = "▁▂▃▄▅▆▇█"


def latest_text(kpi: Kpi, progress: Progress) -> str:
    """`7.6 % on 30 September 2026`; empty without a reading."""
    from alignctl.plan.dates import format_day
    from alignctl.plan.numbers import format_quantity

    if progress.latest is None:
        return ""
    return f"{format_quantity(progress.latest.value, _unit(kpi), short=True)} on {format_day(progress.latest.date)}"


def due_text(kpi: Kpi, progress: Progress) -> str:
    """What was due, or the limit, on the day of the latest reading; empty where nothing can be said."""
    from alignctl.plan.numbers import format_quantity
    from alignctl.plan.progress import round_due
    from alignctl.plan.sentences import spoken_target

    if progress.limit is not None and progress.limit != progress.target:
        return f"limit then {_short(spoken_target(kpi, progress.limit))}"
    if progress.due is not None:
        return f"{format_quantity(round_due(kpi, progress.due), _unit(kpi), short=True)} was due then"
    return ""


def target_text(kpi: Kpi, progress: Progress) -> str:
    """`target 7 % by 31 December 2026`, or the limit to keep; empty without a target."""
    from alignctl.plan.dates import format_deadline
    from alignctl.plan.progress import is_limit
    from alignctl.plan.sentences import spoken_target

    target = progress.target
    words = _short(spoken_target(kpi, target)) if target is not None else ""
    if target is None or not words:
        return ""
    by = f" by {format_deadline(target.by)}" if target.by is not None else ""
    return f"{'limit' if is_limit(kpi) else 'target'} {clean(words)}{by}"


def progress_data(progress: Progress) -> dict[str, Any]:
    """Progress as JSON has it; the ratio is not clamped."""
    from alignctl.plan.describe import as_data

    return {
        "state": progress.state,
        "attained": progress.attained,
        "on_pace": progress.on_pace,
        "stale": progress.stale,
        "suspect": progress.suspect,
        "latest": as_data(progress.latest),
        "due": progress.due,
        "limit": as_data(progress.limit),
        "target": as_data(progress.target),
        "ratio": progress.ratio,
        "margin": progress.margin,
    }


def sparkline(values: Sequence[float], width: int = 40) -> str:
    """The course of some values in blocks from lowest to highest; the latest ones where there are more than `width`."""
    shown = values[-width:]
    low, high = min(shown), max(shown)
    if low == high:
        return _LEVELS[3] * len(shown)
    return "".join(_LEVELS[min(7, int((value - low) / (high - low) * 8))] for value in shown)


def _unit(kpi: Kpi) -> str | None:
    return clean(kpi.unit) if kpi.unit is not None else None


def _short(words: str) -> str:
    return clean(words).replace(" percent", " %")
