"""A change for the terminal: whether it is safe, what has to be answered, and what it does."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.change.changes import Change
from alignctl.change.review import BLOCKED, LOOK, Group, Review, counts_of
from alignctl.report.full import COLOURS, Paint, place_text, plain
from alignctl.report.source import printable

_COLOURS = {BLOCKED: "red", LOOK: "yellow"}
_SHOWN_IDS = 5


def report_review_text(review: Review, paint: Paint = plain) -> str:
    """The whole report, with a line feed at its end."""
    lines = [paint(review.headline, _COLOURS.get(review.verdict, "green")), ""]
    counts = counts_of(review.changes)
    scope = f"from {review.base} to {review.head}, {review.as_of}"
    lines.append(printable(f"{counts}; {scope}" if counts else scope))
    lines += [f"note: {printable(note)}" for note in review.notes]
    if review.findings:
        lines += ["", *_findings(review, paint)]
    for group in review.groups:
        lines += ["", paint(group.heading, "bold"), *_group(group, paint)]
    if review.consequences:
        lines += ["", paint("What follows", "bold"), *(f"  {printable(text)}" for text in review.consequences)]
    if review.moved:
        ids = ", ".join(review.moved[:_SHOWN_IDS]) + (" …" if len(review.moved) > _SHOWN_IDS else "")
        what = "1 item lies" if len(review.moved) == 1 else f"{len(review.moved)} items lie"
        lines += ["", printable(f"{what} in another file now: {ids}")]
    if review.not_compared:
        lines += ["", paint("Not compared", "bold")]
        lines += [f"  {printable(entry.what)}: {printable(entry.why)}" for entry in review.not_compared]
    if review.set_aside:
        lines += ["", f"not counted: {len(review.set_aside)} suppressed by a comment that was there before"]
    return "\n".join(lines) + "\n"


def _findings(review: Review, paint: Paint) -> Iterator[str]:
    for finding in review.findings:
        head = paint(f"{finding.severity.label}[{finding.code}]", COLOURS[finding.severity])
        yield f"{head} {paint(finding.name, 'dim')}: {paint(printable(finding.message), 'bold')}"
        if finding.location.path:
            yield f"  {paint('-->', 'blue')} {place_text(finding.location)}"
        if finding.help:
            yield f"  {paint('=', 'blue')} {paint('help:', 'bold')} {printable(finding.help)}"


def _group(group: Group, paint: Paint) -> Iterator[str]:
    before: tuple[str, str] | None = None
    for change in group.changes:
        here = (change.item, change.title)
        if here != before:
            yield f"  {printable(change.title)} {paint(printable(f'({change.item_kind} {change.item})'), 'dim')}"
            before = here
        yield f"    {printable(change.text)}"
        yield from (f"      → {printable(text)}" for text in _follow(change))


def _follow(change: Change) -> tuple[str, ...]:
    left = len(change.consequences) - _SHOWN_IDS
    return (*change.consequences[:_SHOWN_IDS], f"and {left} more") if left > 0 else change.consequences
