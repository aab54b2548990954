"""What a legend has to explain: only what occurs in the picture, each thing once, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.views.picture import Box, Edge, LegendEntry, Tone

_KINDS = {
    "strategy": "Strategy: where we want to be",
    "outcome": "Outcome: a change in what people do or get",
    "kpi": "KPI: how we would see it",
    "hypothesis": "Hypothesis: the bet",
    "initiative": "Initiative: the work",
}
_PROBLEMS = {"error": "errors found", "warning": "warnings", "advice": "advice"}
_EDGES = {
    "refines": ("outcome", "is pursued through"),
    "measures": ("kpi", "is measured by"),
    "moves": ("hypothesis", "is to move"),
    "signals": ("hypothesis", "watches as an early sign"),
    "tests": ("initiative", "does the work of"),
    "supports": ("initiative", "works for"),
    "sustains": ("initiative", "keeps the level of"),
    "drives": ("kpi", "drives; a bet tests it"),
    "drives/untested": ("kpi", "is believed to drive; no bet tests it"),
    "guards": ("kpi", "is watched so that it gets no worse"),
    "segment_of": ("kpi", "is a part of"),
    "part_of": ("hypothesis", "is a part of"),
    "causes": ("outcome", "helps to bring about"),
    "by-measures": ("outcome", "a KPI of it drives one of the other; a bet tests it"),
    "by-measures/untested": ("outcome", "a KPI of it is believed to drive one of the other; no bet tests it"),
    "early-sign": ("kpi", "a bet watches it as an early sign of the other"),
    "leads-to": ("kpi", "leads to, over what is not shown"),
}
_TRAITS = {"leading": "leading: moves first", "lagging": "lagging: shows the result"}
_TONES = (Tone.GOOD, Tone.WATCH, Tone.BAD, Tone.UNKNOWN, Tone.PLAIN)


def make_entries(boxes: Iterable[Box], edges: Iterable[Edge]) -> tuple[LegendEntry, ...]:
    """The legend of a picture: kinds, marks, problems and links, as far as they occur in it."""
    boxes = tuple(boxes)
    kinds = {box.kind for box in boxes}
    entries = [LegendEntry("kind", kind, text) for kind, text in _KINDS.items() if kind in kinds]
    words: dict[tuple[Tone, str], set[str]] = {}
    for box in boxes:
        if box.mark is not None:
            words.setdefault((box.mark.tone, box.mark.glyph), set()).add(box.mark.word)
    for tone, glyph in sorted(words, key=lambda key: (_TONES.index(key[0]), key[1])):
        entries.append(LegendEntry("mark", glyph, ", ".join(sorted(words[tone, glyph])), tone))
    traits = {box.traits.glyph for box in boxes if box.traits is not None}
    entries += [LegendEntry("mark", glyph, text) for glyph, text in _TRAITS.items() if glyph in traits]
    counts = {
        "error": sum(box.problems.errors for box in boxes),
        "warning": sum(box.problems.warnings for box in boxes),
        "advice": sum(box.problems.advice for box in boxes),
    }
    entries += [LegendEntry("problem", severity, text) for severity, text in _PROBLEMS.items() if counts[severity]]
    edges = tuple(edges)
    present = {edge.key for edge in edges}
    for relation, (kind, text) in _EDGES.items():
        if relation in present:
            entries.append(LegendEntry("edge", f"{relation} {kind}", text))
    strengths = {edge.strength for edge in edges}
    if strengths & {"strong", "weak"}:
        line = "causes" if "causes" in present else "refines"
        entries += [
            LegendEntry("edge", f"{line}/{strength} outcome", f"{strength} link")
            for strength in ("strong", "weak")
            if strength in strengths
        ]
    if any(box.focus for box in boxes):
        entries.append(LegendEntry("focus", "outcome", "what this picture is about"))
    if any(box.context for box in boxes):
        entries.append(LegendEntry("context", "outcome", "shown to say where others belong"))
    return tuple(entries)
