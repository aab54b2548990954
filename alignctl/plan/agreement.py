"""How much people agree who answered one question: the index r_WG.

    r_WG = 1 - s² / σ²_EU

s² is the variance of the scores (divided by n - 1), σ²_EU what it would be if people answered at random, every point of
the scale alike: (A² - 1) / 12 for a scale of A points, (high - low)² / 12 where values between the points are given.
1 is one answer from everybody, about 0 is chance, and below 0 the answers form camps.

L. R. James, R. G. Demaree, G. Wolf: "Estimating within-group interrater reliability with and without response bias",
Journal of Applied Psychology 69 (1984), 85-98. Values are not cut off at 0, as the authors of the index did: how far it
lies below says that there are camps. J. M. LeBreton and J. L. Senter ("Answers to 20 questions about interrater
reliability and interrater agreement", Organizational Research Methods 11 (2008), 815-852) read values up to 0.30 as
lack of agreement, to 0.50 as weak, to 0.70 as moderate, to 0.90 as strong, and above as very strong.
"""

from __future__ import annotations

from collections.abc import Sequence

NAME = "r_WG"

_STRENGTHS = ((0.3, "lacking"), (0.5, "weak"), (0.7, "moderate"), (0.9, "strong"))


def agreement(scores: Sequence[float], low: float, high: float) -> float | None:
    """r_WG of the scores given on a scale from `low` to `high`.

    None where there is nothing to compare: fewer than two scores, a scale without room, or a score outside it.
    """
    if len(scores) < 2 or high <= low or not all(low <= score <= high for score in scores):
        return None
    return 1 - _variance(scores) / _variance_by_chance(scores, low, high)


def say_strength(value: float) -> str:
    """A value of r_WG in the words of LeBreton and Senter (2008)."""
    return next((word for most, word in _STRENGTHS if value <= most), "very strong")


def _variance(scores: Sequence[float]) -> float:
    mean = sum(scores) / len(scores)
    return sum((score - mean) ** 2 for score in scores) / (len(scores) - 1)


def _variance_by_chance(scores: Sequence[float], low: float, high: float) -> float:
    whole = all(float(value).is_integer() for value in (low, high, *scores))
    points = high - low + 1
    return (points**2 - 1) / 12 if whole else (high - low) ** 2 / 12
