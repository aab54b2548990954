from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.hyp.bets import is_over
from alignctl.lint.wording import named, shorten
from alignctl.plan.graph import OUTPUT_LEVELS
from alignctl.plan.items import Hypothesis, Initiative, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.stems import FILLER, Stems

_FEWEST_WORDS = 2


@rule("HYP008", "self-fulfilling-signal", Severity.WARNING, options={"shared_words": 0.4, "ignored_words": FILLER})
def self_fulfilling_signal(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure that a hypothesis moves counts what its own work hands over, so that doing the work proves it right."""
    words = Stems(context.options["ignored_words"])
    for bet in context.judged(plan.hypotheses, "moves", "change", "status"):
        if is_over(bet):
            continue
        work = _work_behind(plan, bet)
        for index, expected in enumerate(bet.moves):
            kpi = plan.find(expected.id, Kpi)
            if kpi is None or kpi.retired is not None:
                continue
            proof = _proof(bet, kpi, work, words, context.options["shared_words"])
            if proof is not None and kpi.level is None:
                context.skip(bet)
            elif proof is not None:
                yield Finding(
                    bet,
                    f'{named(bet)} is to move "{kpi.id}" ({shorten(kpi.title)}), which counts what the bet does: '
                    "it comes true when the work is done, whether or not it helps anyone",
                    at=("moves", index),
                    help=f'name "{kpi.id}" under "signals", and in "moves" what people do or get when it works',
                    related=(proof,),
                )


def _work_behind(plan: Plan, bet: Hypothesis) -> list[Initiative]:
    """The work in use that tests a bet or one of its parts, each once, by id."""
    bets = [bet.id, *(edge.source.id for edge in plan.links_to(bet.id, "part_of") if edge.source.retired is None)]
    edges = [edge for bet_id in bets for edge in plan.links_to(bet_id, "tests")]
    found = {edge.source.id: edge.source for edge in edges if isinstance(edge.source, Initiative)}
    return [work for _, work in sorted(found.items()) if work.retired is None and work.status != "dropped"]


def _proof(bet: Hypothesis, kpi: Kpi, work: Sequence[Initiative], words: Stems, share: float) -> Related | None:
    """Where the plan says that a measure counts the deed: the link or the words. None where it does not.

    A measure of level outcome or impact must be worded as a deliverable is, but for its number; from others a part of
    the words is enough, or that the same work keeps it up.
    """
    counted = words.of(kpi.title)
    is_own_output = kpi.level is None or kpi.level in OUTPUT_LEVELS
    for initiative in work:
        if is_own_output and any(link.id == kpi.id for link in initiative.sustains):
            return Related(initiative, "this work tests the bet and keeps up what is counted", ("sustains",))
    if len(counted) < _FEWEST_WORDS:
        return None
    for initiative in work:
        for index, deliverable in enumerate(initiative.deliverables):
            said = words.of(deliverable.title)
            if said == counted or (is_own_output and _covers(said, counted, share)):
                return Related(initiative, "the same is handed over here", ("deliverables", index))
    if is_own_output and bet.change is not None and _covers(words.of(bet.change), counted, share):
        return Related(bet, "the change is worded as the measure is", ("change",))
    return None


def _covers(said: frozenset[str], counted: frozenset[str], share: float) -> bool:
    shared = len(said & counted)
    return shared >= _FEWEST_WORDS and shared >= share * len(counted)
