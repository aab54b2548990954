from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.hyp.bets import is_over
from alignctl.lint.wording import named, shorten
from alignctl.plan.items import Hypothesis
from alignctl.plan.plan import Plan
from alignctl.plan.stems import FILLER, Stems, likeness

_MOST_COMPARED = 50
"""With how many stopped bets one bet is compared at most, those with the rarest words in common first."""

_LONGEST_LINE = 200
"""How many bets are looked at to find out what one bet follows."""


@rule("HYP011", "repeated-experiment", Severity.ADVICE, options={"likeness": 0.4, "ignored_words": FILLER})
def repeated_experiment(plan: Plan, context: Context) -> Iterator[Finding]:
    """A bet is like one that was stopped, and does not say that it follows it."""
    words = Stems(context.options["ignored_words"])
    stopped = _Stopped(plan, words)
    for bet in context.judged(plan.hypotheses, "change", "moves", "status", "follows", "part_of"):
        if is_over(bet) or bet.change is None:
            continue
        terms = _terms(bet, words)
        alike = [
            (likeness(terms, stopped.terms[i]), i) for i in stopped.sharing(terms) if _could_know(bet, stopped.bets[i])
        ]
        alike = [entry for entry in alike if entry[0] >= context.options["likeness"]]
        if not alike:
            continue
        if not _follows_one_of(plan, bet, {stopped.bets[i].id for _, i in alike}):
            earlier = stopped.bets[max(alike, key=lambda entry: (entry[0], -entry[1]))[1]]
            yield _find(bet, earlier)


def _terms(bet: Hypothesis, words: Stems) -> frozenset[str]:
    """What a bet is about: the stems of its change, and each measure that it moves as one more."""
    return words.of(bet.change or "") | {f"moves {expected.id}" for expected in bet.moves}


def _could_know(bet: Hypothesis, earlier: Hypothesis) -> bool:
    """Whether the other bet was stopped when this one began, or still is to begin."""
    return bet.start is None or earlier.result is None or bet.start.last >= earlier.result.date


def _follows_one_of(plan: Plan, bet: Hypothesis, earlier: set[str]) -> bool:
    """Whether a bet follows one of these, over others too, itself or as a part; believed of a very long line."""
    line = [bet.id]
    seen = set(line)
    for here in line:
        for edge in plan.links_from(here, "follows", "part_of"):
            if edge.target in earlier or len(line) == _LONGEST_LINE:
                return True
            if edge.target not in seen:
                seen.add(edge.target)
                line.append(edge.target)
    return False


def _find(bet: Hypothesis, earlier: Hypothesis) -> Finding:
    result = earlier.result
    assert result is not None  # only bets with a result are stopped
    learned = " ".join((result.learned or "").split())
    return Finding(
        bet,
        f'{named(bet)} is like "{earlier.id}", which was stopped on {result.date}, and does not say that it follows it',
        at=("change",),
        help=f'read what came of "{earlier.id}"; if this bet builds on it, type "follows: {earlier.id}" and say in '
        '"because" what is different now',
        related=(Related(earlier, f"learned: {shorten(learned)}" if learned else "stopped here", ("result",)),),
    )


class _Stopped:
    """The bets that were stopped, the latest first, found by what they are about."""

    def __init__(self, plan: Plan, words: Stems) -> None:
        found = [bet for bet in plan.hypotheses if bet.result is not None and bet.result.decision == "stop"]
        self.bets = sorted(found, key=lambda b: (b.result.date if b.result else None, b.id), reverse=True)
        self.terms = [_terms(bet, words) for bet in self.bets]
        self._holding: dict[str, list[int]] = {}
        for index, terms in enumerate(self.terms):
            for term in terms:
                self._holding.setdefault(term, []).append(index)

    def sharing(self, terms: frozenset[str]) -> list[int]:
        """Places of bets that share a term with these, the rarest terms first; a bounded number of them."""
        lists = sorted((self._holding[term] for term in terms if term in self._holding), key=lambda p: (len(p), p))
        found: dict[int, None] = {}
        for places in lists:
            for place in places[:_MOST_COMPARED]:
                if len(found) == _MOST_COMPARED:
                    return list(found)
                found[place] = None
        return list(found)
