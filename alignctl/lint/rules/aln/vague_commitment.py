from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.aln.sharing import is_open
from alignctl.lint.wording import listed, named
from alignctl.plan.items import Commitment
from alignctl.plan.plan import Plan


@rule("ALN004", "vague-commitment", Severity.WARNING)
def vague_commitment(plan: Plan, context: Context) -> Iterator[Finding]:
    """A promise has no specification, or neither a due date nor a rhythm."""
    for promise in context.judged(plan.commitments, "specification", "due", "every", "status"):
        if is_open(promise) and (lacking := list(_lacking(promise))):
            yield Finding(
                promise,
                f"{named(promise)} has {listed((f'no {word}' for word in lacking), 'and')}: "
                f"the two teams may each expect something else",
                help=" and ".join(_REMEDIES[word] for word in lacking),
            )


_REMEDIES = {
    "specification": 'write under "specification" how both sides will know that it is kept',
    "due date": 'write under "due" by when, or under "every" how often ("every: {cadence: monthly}")',
}


def _lacking(promise: Commitment) -> Iterator[str]:
    if not (promise.specification or "").strip():
        yield "specification"
    if promise.due is None and promise.every is None:
        yield "due date"
