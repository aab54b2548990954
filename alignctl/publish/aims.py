"""What a measure is to reach, as pages say it: the target that it was judged by first, then what is still to come."""

from __future__ import annotations

from datetime import date

from alignctl.plan.dates import fiscal_year_of
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Target
from alignctl.plan.progress import Progress, is_limit, ordered_targets
from alignctl.publish.wording import say_period, say_target, say_value

_WAYS = {"increase": "is to rise to", "decrease": "is to fall to"}


def say_aim(kpi: Kpi, target: Target) -> str:
    """A target with its date: `64 % by Q2 2026`; without one where it binds always."""
    by = f" by {say_period(target.by)}" if target.by is not None else ""
    return f"{say_target(kpi, target)}{by}"


def shown_targets(kpi: Kpi, progress: Progress) -> tuple[Target, ...]:
    """The targets that tell how a measure is doing, in the order of their dates.

    The final one alone where it is reached; else the latest that came due, the next, and the final one. Of limits the
    one that binds, and the final one.
    """
    if progress.target is None or progress.final:
        return () if progress.target is None else (progress.limit or progress.target,)
    first = (progress.limit,) if is_limit(kpi) else (progress.came, progress.ahead)
    return tuple(dict.fromkeys(target for target in (*first, progress.target) if target is not None))


def next_target(progress: Progress) -> Target | None:
    """What a measure is on the way to: the limit that binds, the first target after today, or else the final one."""
    return progress.limit or progress.ahead or progress.target


def say_due_from(kpi: Kpi, day: date, fiscal_year_starts: int = 1) -> str:
    """Where the value that was due on a day comes from: `on the line to the target of Q2 2027`."""
    dated = [target for target in ordered_targets(kpi) if target.by is not None and target.value is not None]
    begun = kpi.baseline.date if kpi.baseline is not None else None
    if kpi.counts == "year-to-date":
        first, last = fiscal_year_of(day, fiscal_year_starts)
        dated, begun = [target for target in dated if target.by and first <= target.by.last <= last], first
    passed = [target.by for target in dated if target.by is not None and target.by.last <= day]
    ahead = [target.by for target in dated if target.by is not None and target.by.last > day]
    if ahead and kpi.path != "step" and (passed or begun is None or day >= begun):
        return f"on the line to the target of {say_period(ahead[0])}"
    if passed and (not ahead or begun is None or begun <= passed[-1].last or day < begun):
        return f"the target of {say_period(passed[-1])}"
    return "the start of the year" if kpi.counts == "year-to-date" else "the baseline: no target was due yet"


def say_standing(kpi: Kpi, progress: Progress) -> str:
    """Where a measure is and where it is to be, for a list: `8.7 %, is to fall to 7 % by Q4 2026`; may be empty."""
    latest, wanted = progress.latest, next_target(progress)
    said = say_value(latest.value, kpi.unit) if latest is not None else "no reading"
    if wanted is None or not say_target(kpi, wanted):
        return said if latest is not None else ""
    way = "limit" if is_limit(kpi) else _WAYS.get(kpi.direction or "", "target")
    return f"{said}, {way} {say_aim(kpi, wanted)}"


def is_farther(progress: Progress) -> bool:
    """Whether a measure that is to move has gone back behind its baseline."""
    return progress.ratio is not None and progress.ratio < 0
