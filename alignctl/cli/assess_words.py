"""Answers in words as lines of the report on an assessment and as JSON data: what they were read as, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alignctl.cli.terminal import Terminal, clean, flow, pad, wrap
from alignctl.plan.answers import Answers, Reading, Worded
from alignctl.plan.classification import AXES, Comparison, Decision
from alignctl.plan.gap import say_comparison, say_why

_TONES = {"outcome": "good", "output": "watch", "outward": "good", "inward": "watch", "open": "unknown"}
_MARGIN = "  "
_ENDS = 9
"""The width of the longest end of an axis, with a space."""


def word_lines(terminal: Terminal, worded: Worded) -> Iterator[str]:
    """One question: how many answers are at which end, and each answer with the words that decided."""
    yield ""
    text = f'"{clean(worded.question.text)}"' if worded.question is not None else clean(worded.id)
    yield from flow([(text, "bold")], terminal.text_width, "", None, terminal.paint)
    for axis in AXES:
        said = _counts(worded.counts(axis))
        if worded.before is not None:
            said += f" (the time before: {_counts(worded.before[axis])})"
        yield from wrap(said, terminal.text_width, _MARGIN)
    for reading in worded.readings:
        yield from _reading_lines(terminal, reading)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {end}" for end, count in counts.items())


def _reading_lines(terminal: Terminal, reading: Reading) -> Iterator[str]:
    ends = [decision.end for decision in reading.decisions.values()]
    label = "".join(terminal.paint(end, _TONES[end]) + " " * (_ENDS - len(end)) for end in ends)
    room = _ENDS * len(ends)
    lines = wrap(f"{clean(reading.answer)} [{clean(say_why(reading))}]", terminal.text_width - room - len(_MARGIN), "")
    for number, line in enumerate(lines):
        yield f"{_MARGIN}{label if number == 0 else ' ' * room}{line}"


def comparison_lines(terminal: Terminal, answers: Answers) -> Iterator[str]:
    """The word lists beside the people who read answers, as a table for each axis; nothing where nobody read any."""
    compared = [found for axis in AXES if (found := answers.compared(axis)).total]
    if not compared:
        return
    yield ""
    yield terminal.paint("What people read, beside what the word lists say (a person's reading counts)", "bold")
    for comparison in compared:
        ends = AXES[comparison.axis]
        yield from wrap(say_comparison(comparison), terminal.text_width, _MARGIN)
        heads = "".join(f"{end:>9}" for end in ends)
        yield f"{_MARGIN}{pad('a person / the words', 22)}{heads}"
        for person in ends:
            row = "".join(f"{comparison.counts[person, words]:>9}" for words in ends)
            if any(comparison.counts[person, words] for words in ends):
                yield f"{_MARGIN}{pad(f'  {person}', 22)}{row}"


def worded_data(entry: Worded) -> dict[str, Any]:
    """One question for programs."""
    return {
        "counts": {axis: entry.counts(axis) for axis in AXES},
        "before": {axis: dict(counts) for axis, counts in entry.before.items()} if entry.before is not None else None,
        "compared": {axis: comparison_data(entry.compared(axis)) for axis in AXES},
        "answers": [
            {
                "answer": reading.answer,
                **{axis: _decision_data(decision) for axis, decision in reading.decisions.items()},
            }
            for reading in entry.readings
        ],
    }


def _decision_data(decision: Decision) -> dict[str, Any]:
    words = {end: list(found) for end, found in decision.words.items()}
    return {"end": decision.end, "by_words": decision.by_words, "by_person": decision.by_person, "words": words}


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """How far people and word lists agree, for programs."""
    table = [
        {"by_person": person, "by_words": words, "answers": count}
        for (person, words), count in comparison.counts.items()
    ]
    return {
        "read_by_a_person": comparison.total,
        "words_say_the_same": comparison.alike,
        "cohens_kappa": comparison.kappa,
        "table": table,
    }
