"""Word lists, and the words of a text that stand in them.

The lists are data and are passed in: this module knows no word of any language. An entry is one word or several
("as soon as possible"); `*` at its beginning or end stands for any letters ("*aufrufe"), and ` ... ` between words for
up to four others ("views ... site"). Neither upper and lower case nor a hyphen
at the place of a space makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property

from alignctl.records import Record, record

LISTS: Mapping[str, str] = {
    "output-verbs": "what we do or make, without saying what changes: deliver, launch, publish",
    "change-verbs": "what changes for somebody: reduce, improve, keep",
    "output-nouns": "what we make or hold: trainings, reports, releases",
    "done-words": "how it is said that something was done or made: delivered, held, issued",
    "condition-nouns": "what people have or are, once something changed: trust, jobs, safety",
    "counting-words": "how a count begins: number of, total",
    "quality-words": "what makes a count of things done say how well: on time, without errors",
    "weasel-words": "what everybody reads in another way: effective, appropriate, as soon as possible",
    "vanity-metrics": "what is easy to move and says nothing about value: page views, velocity, lines of code",
    "contested-metrics": "what says something about value only together with something else: adoption, active users",
    "outsiders": "people whom the work is for: customers, patients, families",
    "insiders": "the people who do the work: we, our team, staff",
    "speakers": "who tells of work of their own, so that the verb follows: I, we, my job is to",
    "agents": "what names those who did something: by",
    "determiners": "what stands before a noun, so that the word before it must be a verb: the, our, new",
    "openers": "what may stand before the first verb: to, effectively",
    "joiners": "what joins two goals: and",
    "breaks": "what ends the object of a verb: for, in, of",
    "aims": "what begins an aim or a way inside a goal: to, by, through, that",
    "purposes": "what says that the change follows in the same text: so that, until",
    "moments": "what says when, so that no change follows a purpose's word there: June, the end of",
}
"""The lists of a language: name, and what stands in it."""

LONGEST_GAP = 4
"""How many words ` ... ` may stand for."""

_TOKEN = re.compile(r"\w+(?:[’'.]\w+)*|#|%|\.{3}|[^\w\s]")
_GAP = "..."


class Text:
    """A text as written, where its words and marks lie in it, and each of them folded for comparison."""

    def __init__(self, source: str, folded: tuple[str, ...]) -> None:
        self.source = source
        self.folded = folded

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each word or mark begins and ends; worked out when asked for, which is seldom."""
        return tuple(match.span() for match in _TOKEN.finditer(self.source.replace("-", " ")))

    def __len__(self) -> int:
        return len(self.folded)

    def is_inside_compound(self, place: int) -> bool:
        """Whether a hyphen joins a word to the one before it: `efficient` in "energy-efficient"."""
        if "-" not in self.source:
            return False
        first = self.spans[place][0]
        return first > 1 and self.source[first - 1] == "-" and self.source[first - 2].isalnum()

    def phrase(self, start: int, end: int) -> str:
        """The words from `start` to before `end`, as written."""
        spans = self.spans
        return self.source[spans[start][0] : spans[end - 1][1]] if start < end else ""


def read_text(text: str) -> Text:
    """Take a text apart into words and marks; a hyphen inside a word parts it in two."""
    if text.isascii():
        return Text(text, tuple(_TOKEN.findall(text.replace("-", " ").lower())))
    # Folded word by word: folding may put a mark into a word, which would then part it in two.
    return Text(text, tuple([word.casefold().replace("’", "'") for word in _TOKEN.findall(text.replace("-", " "))]))


@record
class Entry(Record):
    """A word or several, with the mark that its list gives it and the source that it comes from.

    Marks: `noun`, the verb may be a noun as well; `first`, the word stands first in a language with verbs last;
    `share`, what is counted is a share and not a number.
    """

    text: str
    mark: str = ""
    source: str = ""


@record
class Hit(Record):
    """An entry found in a text: the words from `start` to before `end`."""

    entry: Entry
    start: int
    end: int


_Known = tuple[tuple[str, ...], bool, Entry]
"""An entry: its words, whether they stand for nothing but themselves, and the entry as listed."""


class WordList:
    """Entries, found by their first word. Never changed once made."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(sorted(entries, key=lambda e: e.text))
        self._exact: dict[str, list[_Known]] = {}
        self._loose: list[_Known] = []
        for entry in self.entries:
            words = _words_of(entry.text)
            plain = not any("*" in word or word == _GAP for word in words)
            if "*" in words[0]:
                self._loose.append((words, plain, entry))
            else:
                self._exact.setdefault(words[0], []).append((words, plain, entry))
        for first, known in self._exact.items():
            known.extend(loose for loose in self._loose if _same(loose[0][0], first))

    def at(self, text: Text, start: int) -> Hit | None:
        """The longest entry that begins at a word, or None."""
        folded = text.folded
        if start >= len(folded):
            return None
        candidates = self._exact.get(folded[start], self._loose)
        best: Entry | None = None
        furthest = start
        for words, plain, entry in candidates:
            if plain:
                end = start + len(words)
                if end <= furthest or folded[start:end] != words:
                    continue
            else:
                found = _end_of(words, folded, start)
                if found is None or found <= furthest:
                    continue
                end = found
            best, furthest = entry, end
        return None if best is None or text.is_inside_compound(start) else Hit(best, start, furthest)

    def find(self, text: Text) -> Iterator[Hit]:
        """Every place where an entry stands, from left to right; of entries that overlap the first and longest."""
        if not self._loose and self._exact.keys().isdisjoint(text.folded):
            return
        free = 0
        for here, word in enumerate(text.folded):
            if here < free or not (self._loose or word in self._exact):
                continue
            hit = self.at(text, here)
            if hit is not None:
                yield hit
                free = hit.end

    def holds(self, text: Text) -> bool:
        """Whether any entry stands in the text."""
        return next(self.find(text), None) is not None


def _words_of(text: str) -> tuple[str, ...]:
    """The words of an entry; a `*` belongs to the word that it touches."""
    if text.isascii() and text.isalpha():
        return (text.lower(),)
    return tuple(re.findall(r"\.{3}|\*?\w+(?:'\w+)*\*?|[#%&]", text.casefold().replace("-", " ").replace("’", "'")))


def _end_of(words: tuple[str, ...], folded: tuple[str, ...], start: int) -> int | None:
    """Where an entry ends that begins at `start`; None where it does not stand there."""
    if len(words) == 1:
        return start + 1 if _same(words[0], folded[start]) else None
    here = start
    gap = 0
    for word in words:
        if word == _GAP:
            gap = LONGEST_GAP
            continue
        last = min(here + gap, len(folded) - 1)
        while here <= last and not _same(word, folded[here]):
            here += 1
        if here > last:
            return None
        here, gap = here + 1, 0
    return here


def _same(word: str, other: str) -> bool:
    if "*" not in word:
        return word == other
    stem = word.strip("*")
    if word.startswith("*") and word.endswith("*"):
        return stem in other
    return other.endswith(stem) if word.startswith("*") else other.startswith(stem)


@record
class Vocabulary(Record):
    """The lists of one language. `verbs_last`: the verb of a goal stands at its end, as in German."""

    language: str
    lists: Mapping[str, WordList]
    verbs_last: bool = False

    def __getitem__(self, name: str) -> WordList:
        return self.lists[name]


@record
class WordLists(Record):
    """The lists in force, one vocabulary a language; a text is read in each of them."""

    vocabularies: tuple[Vocabulary, ...]

    def __iter__(self) -> Iterator[Vocabulary]:
        return iter(self.vocabularies)

    def find(self, text: Text, name: str) -> tuple[Hit, ...]:
        """Every place where an entry of a list stands in any language, by place; one finding for one place."""
        hits = {hit.start: hit for vocabulary in reversed(self.vocabularies) for hit in vocabulary[name].find(text)}
        return tuple(hits[start] for start in sorted(hits)) if hits else ()


@record
class ListChange(Record):
    """How a configuration changes a list: what it adds and drops, or the entries that stand in place of all others."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    replace: tuple[str, ...] | None = None


@record
class WordSettings(Record):
    """The languages whose lists are in force, and how the lists are changed, by name."""

    languages: tuple[str, ...] = ("en",)
    changes: Mapping[str, ListChange] = field(default_factory=dict)


CONFIGURED = "configuration"
"""The source of an entry that a configuration adds."""


def change_list(entries: Iterable[Entry], change: ListChange) -> tuple[Entry, ...]:
    """A list as a configuration changes it. An added verb that ends in ` (noun)` may be a noun as well."""
    if change.replace is not None:
        entries = [_configured(text) for text in change.replace]
    dropped = {text.casefold() for text in change.drop}
    kept = {entry.text.casefold(): entry for entry in entries if entry.text.casefold() not in dropped}
    kept |= {entry.text.casefold(): entry for entry in map(_configured, change.add)}
    return tuple(kept.values())


def _configured(text: str) -> Entry:
    word = text.removesuffix("(noun)")
    return Entry(word.strip(), "noun" if word != text else "", CONFIGURED)
