"""Hypotheses like a text or like another one: what was tried before, and what came of it."""

from __future__ import annotations

from alignctl.plan.items import Hypothesis, Item
from alignctl.plan.plan import Plan
from alignctl.plan.similarity import Corpus
from alignctl.plan.stems import FILLER
from alignctl.records import Record, record

LEAST = 0.08
"""Below this likeness two texts share no more than words that stand everywhere."""

_MOST_WORDS = 5


@record
class Earlier(Record):
    """A hypothesis that is like what was asked for: how much, from 0 to 1, and the words that they have in common.

    `link` says how the two are tied in the plan already: `follows`, `rivals`, `part_of`, or nothing.
    """

    bet: Hypothesis
    likeness: float
    words: tuple[str, ...]
    link: str = ""


def text_of(item: Item) -> str:
    """Everything that an item says of itself in words; of a hypothesis, what was learned too."""
    parts = [item.title, item.summary]
    if isinstance(item, Hypothesis):
        parts += [item.change, item.problem, item.benefit, item.because]
        if item.result is not None:
            parts += [item.result.reason, item.result.learned]
    else:
        parts += [getattr(item, name, None) for name in ("why", "definition", "promise", "specification")]
    return " ".join(part for part in parts if part)


def find_earlier(plan: Plan, text: str, asked: Item | None = None) -> tuple[Earlier, ...]:
    """Hypotheses like a text, the decided ones first, then the likest; `asked` is the item that the text is from.

    All of the plan are searched, retired ones too: what they taught still holds.
    """
    bets = {bet.id: bet for bet in plan.hypotheses if bet is not asked and plan.get(bet.id) is bet}
    corpus = Corpus({bet_id: text_of(bet) for bet_id, bet in bets.items()}, FILLER)
    found = [
        Earlier(bets[name], likeness, corpus.common_words(text, name, _MOST_WORDS), _link(plan, asked, bets[name]))
        for likeness, name in corpus.rank(text)
        if likeness >= LEAST
    ]
    return tuple(sorted(found, key=lambda entry: (entry.bet.result is None, -entry.likeness, entry.bet.id)))


def _link(plan: Plan, asked: Item | None, bet: Hypothesis) -> str:
    if asked is None:
        return ""
    names = ("follows", "rivals", "part_of")
    edges = [edge for edge in plan.links_from(asked.id, *names) if edge.target == bet.id]
    edges += [edge for edge in plan.links_from(bet.id, *names) if edge.target == asked.id]
    return edges[0].field if edges else ""
