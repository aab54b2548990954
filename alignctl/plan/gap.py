"""What people say, what the plan measures and what is rewarded, in words and side by side. The gap is the finding."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.plan.answers import Answers, Reading
from alignctl.plan.classification import AXES, Comparison, Decision
from alignctl.plan.evidence import Evidence
from alignctl.plan.numbers import format_ratio
from alignctl.plan.scoreboard import Share

_SAID = {
    "work": "People: their work",
    "success": "People: success",
    "measured": "People: what is measured",
    "rewarded": "People: what is rewarded",
}
"""What is asked in the operating model interview, as a line of the comparison says it."""


def say_plan(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """What the plan says of itself: a label and a sentence each."""
    judged = f"{_share(evidence.attained_of_judged)} of those with a target and data"
    return (
        ("attainment", f"{_share(evidence.attained_of_all)} measures attained; {judged}"),
        ("line of sight", f"{_share(evidence.teams)} teams have work that leads to a strategy{_ids(evidence.blind)}"),
        ("measured", f"{_share(evidence.measured)} measures are of level outcome or impact"),
        ("rewarded", _rewarded(evidence)),
        ("bets", f"{_share(evidence.reasoned)} bets say what they rest on"),
    )


def _rewarded(evidence: Evidence) -> str:
    if not evidence.rewarded.whole:
        return "nobody's pay, praise or review hangs on a measure, as far as the plan says"
    count = len(evidence.astray)
    nowhere = (
        f"{count} {'leads' if count == 1 else 'lead'} nowhere{_ids(evidence.astray)}" if count else "none leads nowhere"
    )
    return f"{_share(evidence.rewarded)} rewarded measures are of level outcome or impact; {nowhere}"


def _share(share: Share) -> str:
    return f"{share.part} of {share.whole} ({format_ratio(share.ratio)})" if share.whole else "0 of 0"


def _ids(ids: Iterable[str]) -> str:
    names = ", ".join(ids)
    return f" ({names})" if names else ""


def say_gap(answers: Answers, evidence: Evidence) -> tuple[tuple[str, Share], ...]:
    """Shares to be put side by side: of answers that are outcome-minded, of measures of level outcome or impact.

    None where nobody was asked for words.
    """
    said = [
        (_SAID.get(entry.id, f"People: {entry.id}"), Share(entry.counts("mind")["outcome"], len(entry.readings)))
        for entry in answers.worded
    ]
    if not said:
        return ()
    planned = [("Plan: what is measured", evidence.measured), ("Plan: what is rewarded", evidence.rewarded)]
    return (*said, *((label, share) for label, share in planned if share.whole))


def say_finding(answers: Answers, evidence: Evidence) -> str:
    """The gap in a sentence: what people call success, what the plan measures, what is rewarded. Empty where one of the
    two sides is silent.
    """
    said = {entry.id: Share(entry.counts("mind")["outcome"], len(entry.readings)) for entry in answers.worded}
    if not said or not evidence.measured.whole:
        return ""
    first = "success" if "success" in said else next(iter(said))
    what = "what people call success" if first == "success" else f'the answers to "{first}"'
    parts = [f"{format_ratio(said[first].ratio)} of {what}"]
    parts.append(f"{format_ratio(evidence.measured.ratio)} of what the plan measures")
    if evidence.rewarded.whole:
        parts.append(f"{format_ratio(evidence.rewarded.ratio)} of what it rewards")
    if "rewarded" in said:
        parts.append(f"{format_ratio(said['rewarded'].ratio)} of what people say is rewarded")
    return f"About what changes for somebody: {', '.join(parts)}. That gap is the finding."


def say_why(reading: Reading) -> str:
    """What decided about an answer: on each axis the words that were found, and a person's reading."""
    found = [words for decision in reading.decisions.values() if (words := _say_decision(decision))]
    return "; ".join(found) or "no listed word"


def _say_decision(decision: Decision) -> str:
    words = "; ".join(f"{end}: {', '.join(found)}" for end, found in decision.words.items() if found)
    if decision.by_person is None:
        return words
    if decision.by_person == decision.by_words:
        return f"{words or 'no listed word'}, and a person read it so too"
    return f"{words + ', but ' if words else ''}a person read it as {decision.by_person}"


def say_comparison(comparison: Comparison) -> str:
    """How often the word lists and people say the same on an axis, and how far beyond chance."""
    first, second, _ = AXES[comparison.axis]
    share = f"{comparison.alike} of {comparison.total} ({format_ratio(comparison.alike / comparison.total)})"
    kappa = comparison.kappa
    beyond = f"; beyond chance: kappa {kappa:.2f} (Cohen 1960)".replace("-", "\u2212") if kappa is not None else ""
    return f"{first} or {second}: both say the same of {share}{beyond}"
