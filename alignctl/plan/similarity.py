"""Which texts are like another one: TF-IDF weights and the cosine of the angle between two texts.

    w(t, d) = (1 + ln n(t, d)) · ln(1 + (N - f(t) + 0.5) / (f(t) + 0.5))
    likeness(d, e) = Σ w(t, d) · w(t, e) / (|d| · |e|)

n(t, d) is how often the stem t stands in the text d, f(t) in how many of the N texts it stands. G. Salton, C. Buckley:
"Term-weighting approaches in automatic text retrieval", Information Processing & Management 24 (1988), 513-523; the
inverse document frequency is the one of BM25 (S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25
and Beyond", Foundations and Trends in Information Retrieval 3 (2009), 333-389), kept above zero. Words that most texts
hold weigh little, so that what is alike is the subject and not the way of speaking. It needs no model and no network.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from alignctl.plan.stems import Stems


class Corpus:
    """Texts by name, each as weights of its stems. Never changed once made."""

    def __init__(self, texts: Mapping[str, str], filler: Iterable[str]) -> None:
        self._stems = Stems(filler)
        counts = {name: Counter(self._stems.each(text)) for name, text in sorted(texts.items())}
        frequency = Counter(stem for count in counts.values() for stem in count)
        self._size = len(counts)
        self._weights = {stem: self._weight(found) for stem, found in frequency.items()}
        self._vectors = {name: self._vector(count) for name, count in counts.items()}

    def rank(self, text: str) -> Sequence[tuple[float, str]]:
        """Every text with a stem in common: its likeness, above 0 and up to 1, and its name; the likest first."""
        asked = self._vector(Counter(self._stems.each(text)))
        found = [(_cosine(asked, vector), name) for name, vector in self._vectors.items()]
        return sorted(((likeness, name) for likeness, name in found if likeness > 0), key=lambda e: (-e[0], e[1]))

    def common_words(self, text: str, name: str, most: int) -> tuple[str, ...]:
        """The words of `text` that make it like another, the weightiest first, as they are written there."""
        vector = self._vectors[name]
        weights: dict[str, tuple[float, str]] = {}
        for word, stem in self._stems.pairs(text):
            if stem in vector and stem not in weights:
                weights[stem] = (-vector[stem] * self._weights[stem], word)
        return tuple(word for _, word in sorted(weights.values())[:most])

    def _weight(self, found: int) -> float:
        return math.log(1 + (self._size - found + 0.5) / (found + 0.5))

    def _vector(self, count: Mapping[str, int]) -> dict[str, float]:
        unseen = self._weight(0)
        weights = {stem: (1 + math.log(often)) * self._weights.get(stem, unseen) for stem, often in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {stem: weight / length for stem, weight in weights.items()} if length else {}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return min(sum(weight * other[stem] for stem, weight in one.items() if stem in other), 1.0)
