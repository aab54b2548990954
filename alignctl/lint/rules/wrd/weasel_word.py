from __future__ import annotations

import re
from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import listed, named
from alignctl.plan.graph import spread
from alignctl.plan.items import Commitment
from alignctl.plan.plan import Plan

_NUMBER = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)?(?![\w-])|%")


@rule("WRD003", "weasel-word", Severity.ADVICE)
def weasel_word(plan: Plan, context: Context) -> Iterator[Finding]:
    """A goal or promise hangs on a word that everybody reads in another way, and nothing says how it is meant."""
    measured = _measured(plan)
    goals = (*plan.strategies, *(outcome for outcome in plan.outcomes if outcome.result is None))
    for goal in context.judged(goals, "title"):
        if goal.id not in measured and (found := _weasels(goal.title, context)):
            yield Finding(
                goal,
                f"{named(goal)} hangs on {found}, and no measure says what that means",
                ("title",),
                "say what people would see if it were so, or add a kpi that measures it",
            )
    for promise in context.judged(plan.commitments, "promise", "specification", "status"):
        name = "specification" if promise.specification else "promise"
        if promise.status in _OVER or not (found := _weasels(getattr(promise, name) or "", context)):
            continue
        yield Finding(
            promise,
            f"{named(promise)} hangs on {found}, so the two teams may each read it in their own way",
            (name,),
            _way_out(promise),
        )


_OVER = ("met", "missed", "withdrawn")


def _way_out(promise: Commitment) -> str:
    what = "a number, a day or an example that both can check"
    return f"put in its place {what}" if promise.specification else f'add "specification:" with {what}'


def _weasels(text: str, context: Context) -> str | None:
    """The words, quoted; None where there are none, or where the text states a number that says what they mean."""
    if _NUMBER.search(text):
        return None
    read = context.read(text)
    hits = context.words.find(read, "weasel-words")
    words = dict.fromkeys(read.phrase(hit.start, hit.end).lower() for hit in hits)
    return listed([f'"{word}"' for word in words], "and") if words else None


def _measured(plan: Plan) -> frozenset[str]:
    """Every goal that a measure in use measures, and every goal above such a one."""
    starts = [edge.target for kpi in plan.kpis if kpi.retired is None for edge in plan.links_from(kpi.id, "measures")]
    return spread(starts, lambda i: (edge.target for edge in plan.links_from(i, "supports")))
