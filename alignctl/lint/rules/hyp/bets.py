"""What rules on bets ask of a bet: whether it is over, decided, or past the day by which its evidence was due."""

from __future__ import annotations

from alignctl.plan.items import Hypothesis

OVER = frozenset({"decided", "abandoned"})


def is_over(bet: Hypothesis) -> bool:
    """Whether nobody waits for anything from a bet any more: it was decided or abandoned."""
    return bet.status in OVER


def is_filled(text: str | None) -> bool:
    """Whether a prose field says anything."""
    return text is not None and not text.isspace() and text != ""
