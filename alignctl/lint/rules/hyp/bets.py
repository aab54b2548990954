"""What rules on bets ask of a bet: whether it is over, decided, or past the day by which its evidence was due."""

from __future__ import annotations

from datetime import date

from alignctl.plan.items import Hypothesis

OVER = frozenset({"decided", "abandoned"})


def is_over(bet: Hypothesis) -> bool:
    """Whether nobody waits for anything from a bet any more: it was decided or abandoned."""
    return bet.status in OVER


def evidence_due(bet: Hypothesis) -> date | None:
    """The day on which all is in that a decision waits for: the end of the time box, and of every expectation.

    None for a bet whose time box has no end.
    """
    if bet.end is None:
        return None
    return max([bet.end.last, *(expected.by.last for expected in bet.moves if expected.by is not None)])


def is_settled(bet: Hypothesis) -> bool:
    """Whether a decision on a bet is written down.

    To continue before the time box has ended is a remark on the way, not the decision at its end.
    """
    result = bet.result
    if result is None:
        return False
    return result.decision != "continue" or bet.end is None or result.date >= bet.end.last


def is_filled(text: str | None) -> bool:
    """Whether a prose field says anything."""
    return text is not None and not text.isspace() and text != ""
