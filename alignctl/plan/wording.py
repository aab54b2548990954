"""What the words of a text say: whether it opens with a deed, holds two goals, counts things done, looks in or out.

Every judgement is made from the word lists alone, in each language that is in force. Where a word may be read in two
ways, the reading that says less is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.plan.language import Hit, Text, Vocabulary, WordLists

VERBS = ("output-verbs", "change-verbs")
_STOPS = frozenset({",", ";", ":", ".", "(", ")", "/", "–", "—"})


def output_verb(title: Text, words: WordLists) -> str | None:
    """The deed that a goal is worded as ("Publish the new guide": `publish`), or None.

    A title that goes on to say what changes ("Build trust", "… so that customers find the answer") is no deed.
    """
    for vocabulary in words:
        hit = goal_verb(title, vocabulary, 0, len(title), VERBS[:1])
        if hit is None or next(purposes_in(title, vocabulary), None) is not None:
            continue
        if not _says_change(title, hit, vocabulary):
            return hit.entry.text
    return None


def purposes_in(text: Text, vocabulary: Vocabulary) -> Iterator[Hit]:
    """What says that a change follows: "until they are sure", and not "until June" or "until 2027", which say when."""
    for hit in vocabulary["purposes"].find(text):
        follows = text.folded[hit.end] if hit.end < len(text) else ""
        if not follows[:1].isdigit() and vocabulary["moments"].at(text, hit.end) is None:
            yield hit


def goals_in(title: Text, words: WordLists) -> tuple[str, ...]:
    """The goals that a title names, where it names two or more in words of their own; else none.

    Two verbs with one object ("protect and restore rivers") are one goal, and so is an aim inside a goal ("… to reduce
    costs and improve quality").
    """
    for vocabulary in words:
        for start, end in _clauses(title):
            seams = _seams(title, vocabulary, start, end)
            if seams:
                starts = [start, *(after for _, after in seams)]
                ends = [*(before for before, _ in seams), end]
                return tuple(title.phrase(*bounds) for bounds in zip(starts, ends, strict=True))
    return ()


def counts_things_done(title: Text, words: WordLists) -> str | None:
    """The word by which a measure counts things done or made ("locks distributed": `distributed`), or None.

    What says how well it was done (`on time`), or that others did it (`by customers`), makes it more than a count.
    """
    for vocabulary in words:
        if vocabulary["quality-words"].holds(title):
            continue
        verb = goal_verb(title, vocabulary, 0, len(title), VERBS[:1])
        if verb is not None:
            return verb.entry.text
        for done in deeds_in(title, vocabulary):
            if not _done_by_others(title, done, vocabulary):
                return title.phrase(done.start, done.end).lower()
        counting = vocabulary["counting-words"].at(title, 0)
        if counting is None or counting.entry.mark == "share":
            continue
        end = _end_of_object(title, counting.end, len(title), vocabulary)
        made = next((hit for hit in vocabulary["output-nouns"].find(title) if hit.end == end), None)
        if made is not None:
            return title.phrase(made.start, made.end)
    return None


class Leaning:
    """What speaks in a text for work that is done (`inward`), and what for people and a change for them (`outward`)."""

    def __init__(self, text: Text, inward: Iterable[tuple[int, int]], outward: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._inward = _each_once(text, inward)
        self._outward = _each_once(text, outward)

    @property
    def inward(self) -> tuple[str, ...]:
        """The words that speak for work, each once, in the order of the text."""
        return tuple([self._text.phrase(*place).lower() for place in self._inward])

    @property
    def outward(self) -> tuple[str, ...]:
        """The words that speak for people and change, each once, in the order of the text."""
        return tuple([self._text.phrase(*place).lower() for place in self._outward])

    @property
    def side(self) -> str:
        """`inward`, `outward`, or `open` where nothing, or as much on both sides, was found."""
        if len(self._inward) == len(self._outward):
            return "open"
        return "inward" if len(self._inward) > len(self._outward) else "outward"


def _each_once(text: Text, places: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: dict[tuple[str, ...], tuple[int, int]] = {}
    for start, end in sorted(places):
        kept.setdefault(text.folded[start:end], (start, end))
    return tuple(kept.values())


def lean(text: Text, words: WordLists) -> Leaning:
    """Classify what somebody says about work or success: is it about the production line, or about what changes?"""
    found: dict[int, tuple[bool, int]] = {}
    for vocabulary in words:
        verb = goal_verb(text, vocabulary, 0, len(text), VERBS[:1])
        if verb is not None:
            found.setdefault(verb.start, (True, verb.end))
        for name in ("outsiders", "condition-nouns"):
            for hit in vocabulary[name].find(text):
                found.setdefault(hit.start, (False, hit.end))
        for name in ("output-nouns", "insiders"):
            for hit in vocabulary[name].find(text):
                found.setdefault(hit.start, (True, hit.end))
        for hit in deeds_in(text, vocabulary):
            found.setdefault(hit.start, (True, hit.end))
    return Leaning(
        text,
        [(start, end) for start, (is_inward, end) in found.items() if is_inward],
        [(start, end) for start, (is_inward, end) in found.items() if not is_inward],
    )


def goal_verb(text: Text, vocabulary: Vocabulary, start: int, end: int, names: Iterable[str]) -> Hit | None:
    """The verb that words from `start` to `end` begin with as a goal; in a language with verbs last, end with."""
    while start < end and (opener := vocabulary["openers"].at(text, start)):
        start = opener.end
    for name in names:
        first = vocabulary[name].at(text, start)
        if first is not None and first.end < end:
            if vocabulary.verbs_last and first.entry.mark == "first":
                return first
            if not vocabulary.verbs_last and _is_verb(text, first, vocabulary, end):
                return first
    if not vocabulary.verbs_last or end - start < 2:
        return None
    # A noun would be written with a capital letter, and a base form stands at the very end.
    last = end - 1
    hits = [hit for name in names if (hit := vocabulary[name].at(text, last)) is not None]
    return next((hit for hit in hits if hit.entry.mark != "first" and text.phrase(last, end).islower()), None)


def _is_verb(text: Text, hit: Hit, vocabulary: Vocabulary, end: int) -> bool:
    """Whether the word at a hit is a verb here. One that may be a noun needs a determiner, or a verb beside it."""
    following = _joiner_end(text, vocabulary, hit.end, end)
    if following is not None:
        other = next((v for name in VERBS if (v := vocabulary[name].at(text, following))), None)
        return (other is not None and other.end < end) or hit.entry.mark != "noun"
    if hit.entry.mark != "noun":
        return text.folded[hit.end] not in _STOPS
    return text.folded[hit.end].isdigit() or vocabulary["determiners"].at(text, hit.end) is not None


def _says_change(text: Text, verb: Hit, vocabulary: Vocabulary) -> bool:
    """Whether what is done is itself a change: a verb of change shares the object, or the object is a condition.

    "Identify and remove barriers", "build a safe and friendly culture"; but not "build culture dashboards".
    """
    if vocabulary.verbs_last:
        return any(hit.end == verb.start for hit in vocabulary["condition-nouns"].find(text))
    here = verb.end
    while (joined := _joiner_end(text, vocabulary, here, len(text))) is not None:
        if vocabulary["change-verbs"].at(text, joined) is not None:
            return True
        step = next((v for name in VERBS if (v := vocabulary[name].at(text, joined))), None)
        here = step.end if step else joined + 1
    end = here
    while end < len(text) and (end == here or not _ends_object(text, end, vocabulary) or _joins(text, end, vocabulary)):
        end += 1
    heads = [hit.end for hit in vocabulary["condition-nouns"].find(text) if here <= hit.start < end]
    return any(head == end or _joins(text, head, vocabulary) for head in heads)


def _joins(text: Text, here: int, vocabulary: Vocabulary) -> bool:
    return text.folded[here] == "," or vocabulary["joiners"].at(text, here) is not None


def _end_of_object(text: Text, start: int, end: int, vocabulary: Vocabulary) -> int:
    return next((here for here in range(start + 1, end) if _ends_object(text, here, vocabulary)), end)


def _ends_object(text: Text, here: int, vocabulary: Vocabulary) -> bool:
    if text.folded[here] in _STOPS:
        return True
    return any(vocabulary[name].at(text, here) is not None for name in ("breaks", "aims", "joiners"))


def _clauses(text: Text) -> Iterator[tuple[int, int]]:
    """The parts of a title before and after a colon; a full stop ends what is looked at."""
    start = 0
    for here, mark in enumerate(text.folded):
        if mark in (":", "."):
            yield start, here
            start = here + 1
        if mark == ".":
            return
    yield start, len(text)


def _seams(text: Text, vocabulary: Vocabulary, start: int, end: int) -> list[tuple[int, int]]:
    """Where one goal of a clause ends and the next begins: each has its own verb and its own object."""
    if vocabulary.verbs_last:
        return _seams_behind_verbs(text, vocabulary, start, end)
    first = goal_verb(text, vocabulary, start, end, VERBS)
    if first is None:
        return []
    seams: list[tuple[int, int]] = []
    here, has_object = first.end, False
    while here < end:
        joined = _joiner_end(text, vocabulary, here, end)
        if joined is None:
            if vocabulary["aims"].at(text, here):
                break
            has_object, here = True, here + 1
            continue
        verb = goal_verb(text, vocabulary, joined, end, VERBS)
        if verb is None:
            in_list = not has_object and _joiner_end(text, vocabulary, joined + 1, end) is not None
            here = joined + 1 if in_list else joined
            continue
        if has_object:
            seams.append((here, joined))
        here, has_object = verb.end, False
    return seams if has_object else seams[:-1]


def _seams_behind_verbs(text: Text, vocabulary: Vocabulary, start: int, end: int) -> list[tuple[int, int]]:
    seams: list[tuple[int, int]] = []
    begin = start
    for here in range(start + 2, end - 2):
        joined = vocabulary["joiners"].at(text, here)
        if joined and goal_verb(text, vocabulary, begin, here, VERBS):
            seams.append((here, joined.end))
            begin = joined.end
    return seams if goal_verb(text, vocabulary, begin, end, VERBS) else []


def _joiner_end(text: Text, vocabulary: Vocabulary, here: int, end: int) -> int | None:
    """Where the words that join two goals end ("and", ", and", ";"); None where none stands here."""
    after = here
    while after < end:
        joiner = vocabulary["joiners"].at(text, after)
        if joiner is None and text.folded[after] not in (",", ";"):
            break
        after = joiner.end if joiner is not None else after + 1
    return after if here < after < end else None


def deeds_in(text: Text, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Words that say that something was done. Before a noun such a word only describes it: "integrated services"."""
    for hit in vocabulary["done-words"].find(text):
        ends = hit.end == len(text) or _ends_object(text, hit.end, vocabulary)
        if vocabulary.verbs_last or (hit.start > 0 and ends):
            yield hit


def _done_by_others(text: Text, done: Hit, vocabulary: Vocabulary) -> bool:
    """Whether people from outside did it: "surveys completed by customers"."""
    agent = vocabulary["agents"].at(text, done.end)
    if agent is None:
        return False
    end = min(agent.end + 3, len(text))
    return any(vocabulary["outsiders"].at(text, here) for here in range(agent.end, end))
