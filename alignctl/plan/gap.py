"""What people say, what the plan measures and what is rewarded, in words and side by side. The gap is the finding."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.plan.answers import Answers
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
    """Shares to be put side by side: of answers that look outward, of measures of level outcome or impact.

    None where nobody was asked for words.
    """
    said = [
        (_SAID.get(entry.id, f"People: {entry.id}"), Share(entry.counts["outward"], len(entry.readings)))
        for entry in answers.worded
    ]
    if not said:
        return ()
    planned = [("Plan: what is measured", evidence.measured), ("Plan: what is rewarded", evidence.rewarded)]
    return (*said, *((label, share) for label, share in planned if share.whole))
