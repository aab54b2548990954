"""What an answer in words speaks of, decided by the word lists on two axes, apart from each other.

`mind`: of what changes for somebody (`outcome`), or of what is made and done (`output`). `look`: of people whom the
work is for (`outward`), or of those who do it (`inward`). On each axis the end with more words wins; as many on both,
or none, is `open`. Where a person read the answer (`read_as`), that counts instead, and the two can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from alignctl.plan.language import Hit, Text, Vocabulary, WordLists
from alignctl.plan.wording import deeds_in, goal_verb, purposes_in
from alignctl.records import Record, record

OPEN = "open"

AXES: Mapping[str, tuple[str, str, str]] = {"mind": ("outcome", "output", OPEN), "look": ("outward", "inward", OPEN)}
"""Each axis with its two ends, and what is neither."""

_READ_AS = {
    "mind": {"outcome": "outcome", "output": "output"},
    "look": {"external": "outward", "internal": "inward"},
}
_CLAUSE_ENDS = frozenset({".", "!", "?", ";", ":"})


@record
class Decision(Record):
    """What was decided on one axis: the words that speak for each end, and what a person decided (None: nobody did)."""

    axis: str
    words: Mapping[str, tuple[str, ...]]
    by_person: str | None = None

    @property
    def by_words(self) -> str:
        """What the words alone decide."""
        first, second, neither = AXES[self.axis]
        more = len(self.words[first]) - len(self.words[second])
        return first if more > 0 else second if more < 0 else neither

    @property
    def end(self) -> str:
        """What counts: a person's reading where there is one."""
        return self.by_person or self.by_words


def classify(text: Text, lists: WordLists, read_as: Iterable[str] = ()) -> dict[str, Decision]:
    """The decision on each of `AXES`."""
    read = tuple(read_as)
    found: dict[str, dict[str, tuple[str, ...]]] = {
        axis: {end: _words_for(text, lists, _EVIDENCE[end]) for end in ends[:2]} for axis, ends in AXES.items()
    }
    return {axis: Decision(axis, words, side_of(axis, read)) for axis, words in found.items()}


def side_of(axis: str, read_as: Iterable[str]) -> str | None:
    """What a person's reading says on an axis: one end, `open` where it names both, None where it names none."""
    ends = {_READ_AS[axis][word] for word in read_as if word in _READ_AS[axis]}
    if not ends:
        return None
    return ends.pop() if len(ends) == 1 else OPEN


def _words_for(text: Text, lists: WordLists, find: Callable[[Text, Vocabulary], Iterator[Hit]]) -> tuple[str, ...]:
    """The words that were found, each once, in the order of the text."""
    places = sorted((hit.start, hit.end) for vocabulary in lists for hit in find(text, vocabulary))
    kept: dict[tuple[str, ...], str] = {}
    free = 0
    for start, end in places:
        if start >= free:
            kept.setdefault(text.folded[start:end], text.phrase(start, end).lower())
            free = end
    return tuple(kept.values())


def _outcome_words(text: Text, vocabulary: Vocabulary) -> Iterator[Hit]:
    for name in ("outsiders", "condition-nouns"):
        yield from vocabulary[name].find(text)
    yield from purposes_in(text, vocabulary)
    yield from _verbs(text, vocabulary, "change-verbs")


def _output_words(text: Text, vocabulary: Vocabulary) -> Iterator[Hit]:
    yield from vocabulary["output-nouns"].find(text)
    yield from deeds_in(text, vocabulary)
    yield from _verbs(text, vocabulary, "output-verbs")


def _verbs(text: Text, vocabulary: Vocabulary, name: str) -> Iterator[Hit]:
    """Verbs of a list where a sentence begins, or behind whoever speaks: "Build …", "I build …"."""
    starts = [0, *(place + 1 for place, mark in enumerate(text.folded) if mark in _CLAUSE_ENDS)]
    starts += [hit.end for hit in vocabulary["speakers"].find(text)]
    for start in starts:
        hit = goal_verb(text, vocabulary, start, len(text), (name,))
        if hit is not None:
            yield hit


_EVIDENCE: Mapping[str, Callable[[Text, Vocabulary], Iterator[Hit]]] = {
    "outcome": _outcome_words,
    "output": _output_words,
    "outward": lambda text, vocabulary: vocabulary["outsiders"].find(text),
    "inward": lambda text, vocabulary: vocabulary["insiders"].find(text),
}


@record
class Comparison(Record):
    """How often the word lists and people decide alike on an axis: `counts` by (what a person said, what words say)."""

    axis: str
    counts: Mapping[tuple[str, str], int]

    @property
    def total(self) -> int:
        """How many answers both have read."""
        return sum(self.counts.values())

    @property
    def alike(self) -> int:
        """How many of them they put at the same end."""
        return sum(count for (person, words), count in self.counts.items() if person == words)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: how far they agree beyond what chance would give. None where chance would do it all.

        (p_o - p_e) / (1 - p_e): p_o is the share alike, p_e what it would be if each kept to how often it says what,
        and the two knew nothing of each other. J. Cohen: "A coefficient of agreement for nominal scales", Educational
        and Psychological Measurement 20 (1960), 37-46.
        """
        total = self.total
        if not total:
            return None
        by_chance = sum(
            sum(count for (person, _), count in self.counts.items() if person == end)
            * sum(count for (_, words), count in self.counts.items() if words == end)
            for end in AXES[self.axis]
        )
        if by_chance == total**2:
            return None
        return (self.alike / total - by_chance / total**2) / (1 - by_chance / total**2)


def compare_readings(axis: str, decisions: Iterable[Decision]) -> Comparison:
    """Compare what people and the word lists decided on an axis, of those that a person decided."""
    counts = {(person, words): 0 for person in AXES[axis] for words in AXES[axis]}
    for decision in decisions:
        if decision.by_person is not None:
            counts[decision.by_person, decision.by_words] += 1
    return Comparison(axis, counts)
