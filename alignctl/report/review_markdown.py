"""A change as a comment on a pull request: first whether it is safe, then what it does, then the details, folded.

Comments end at 65,536 characters. What does not fit is counted, never silently dropped. Everything from a plan is
escaped, so that nothing in it can end a list, begin a mention or hide what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.change.changes import Effect
from alignctl.change.review import BLOCKED, LOOK, SAFE, Group, Review, counts_of
from alignctl.diagnostics import Diagnostic
from alignctl.report.markdown import GLYPHS, escaped
from alignctl.report.source import printable

LIMIT = 60_000
"""The most characters of a report, with room to spare for what a tool adds."""

_MARKS = {BLOCKED: "⛔", LOOK: "⚠️", SAFE: "✅"}
_FOLDED = (Effect.ADDED, Effect.OTHER, Effect.WORDED)
_LONGEST = 300
_MOST_MERMAID = 20_000
_SHARE = 12_000
"""The most characters of one part, so that those after it are seen as well."""


def report_review_markdown(review: Review, mermaid: str = "", not_drawn: int = 0) -> str:
    """The whole report, with a line feed at its end.

    `mermaid` is a picture of what is touched, or empty; `not_drawn` counts what is touched and not in it.
    """
    picture = _picture(mermaid, not_drawn) if mermaid and len(mermaid) <= _MOST_MERMAID else []
    page = _Page(kept_back=picture)
    page.add(f"**{_MARKS.get(review.verdict, '✅')} {_text(review.headline)}**", "")
    counts = counts_of(review.changes)
    scope = f"From {review.base} to {review.head}, {review.as_of}."
    page.add(_text(f"{counts.capitalize()}. {scope}" if counts else scope))
    for note in review.notes:
        page.add("", f"Note: {_text(note)}")
    if review.findings:
        page.section("### What has to be answered", [_finding(d) for d in review.findings])
    for group in review.groups:
        if group.effect not in _FOLDED:
            page.section(f"### {group.heading}", list(_lines(group)))
    if review.consequences:
        page.section("### What follows", [f"- {_text(text)}" for text in review.consequences])
    page.add_kept_back()
    for group in review.groups:
        if group.effect in _FOLDED:
            page.folded(f"{group.heading} ({len(group.changes)})", list(_lines(group)))
    if review.moved:
        page.folded(
            f"In another file now, nothing else changed by that ({len(review.moved)})",
            [f"- {_text(item)}" for item in review.moved],
        )
    if review.not_compared:
        lines = [f"- {_text(entry.what)}: {_text(entry.why)}" for entry in review.not_compared]
        page.folded(f"Not compared ({len(lines)})", lines)
    if review.set_aside:
        page.add("", f"Not counted: {len(review.set_aside)} suppressed by a comment that was there before.")
    return page.text()


def _picture(mermaid: str, not_drawn: int) -> list[str]:
    left = f"; {not_drawn} more that the change touches are not drawn" if not_drawn else ""
    return ["", "```mermaid", mermaid.rstrip("\n"), "```", "", f"<sub>+ new, ± changed, − ends{left}</sub>"]


class _Page:
    """Lines that stay below the limit together. Room is kept back for some that come later, and for the last words."""

    def __init__(self, kept_back: list[str]) -> None:
        self._lines: list[str] = []
        self._kept_back = kept_back
        self._room = LIMIT - 400 - _size(kept_back)
        self._left_out = 0

    def add(self, *lines: str) -> None:
        self._lines += lines
        self._room -= _size(lines)

    def add_kept_back(self) -> None:
        """The lines that room was kept back for."""
        self._lines += self._kept_back

    def section(self, heading: str, lines: list[str]) -> None:
        """A heading and as many lines as fit."""
        self._fill(["", heading, ""], lines, [])

    def folded(self, summary: str, lines: list[str]) -> None:
        """A part that opens on a click."""
        self._fill(["", f"<details><summary>{summary}</summary>", ""], lines, ["", "</details>"])

    def _fill(self, head: list[str], lines: list[str], tail: list[str]) -> None:
        room = min(self._room, _SHARE) - _size((*head, *tail, *_more(len(lines))))
        kept = 0
        for line in lines:
            room -= len(line) + 1
            if room < 0:
                break
            kept += 1
        left = len(lines) - kept
        self._left_out += left
        if kept:
            self.add(*head, *lines[:kept], *(_more(left) if left else ()), *tail)

    def text(self) -> str:
        """Everything, with a word on what was left out."""
        if self._left_out:
            self.add("", f"{self._left_out} more lines do not fit here; `alignctl diff` shows them all.")
        return "\n".join(self._lines) + "\n"


def _more(count: int) -> tuple[str, str]:
    return "", f"… and {count} more."


def _size(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _finding(diagnostic: Diagnostic) -> str:
    span = diagnostic.location.span
    place = f"{diagnostic.location.path}:{span.line}" if span else diagnostic.location.path
    where = f" ({_text(place)})" if place else ""
    help_ = f"<br>→ {_text(diagnostic.help)}" if diagnostic.help else ""
    head = f"{GLYPHS[diagnostic.severity]} {diagnostic.code} {diagnostic.name}"
    return f"- {head}: {_text(diagnostic.message)}{where}{help_}"


def _lines(group: Group) -> Iterator[str]:
    for change in group.changes:
        follow = "".join(f"<br>→ {_text(text)}" for text in change.consequences[:3])
        yield f"- **{_text(change.title)}** ({change.item_kind} {_text(change.item)}): {_text(change.text)}{follow}"


def _text(text: str) -> str:
    line = printable(text).strip()
    return escaped(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")
