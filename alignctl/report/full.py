"""Findings for people: the source with the place marked, related places, and what to type instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from alignctl.diagnostics import Diagnostic, Label, Location, Severity, Summary
from alignctl.report.source import SourceText, marked_columns, printable, shown_line
from alignctl.report.summary import summary_lines

Paint = Callable[[str, str], str]
"""Colours a text: takes the text and the name of a colour or style, gives the text to print."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
WIDTH = 160
"""Source lines longer than this many characters are cut around the place marked."""


def plain(text: str, _style: str) -> str:
    """A `Paint` that colours nothing."""
    return text


def report_full(summary: Summary, source: SourceText, paint: Paint = plain) -> str:
    """The whole report, with a line feed at its end."""
    blocks = ["\n".join(_finding(d, source, paint)) for d in summary.shown]
    blocks.append("\n".join(summary_lines(summary)))
    return "\n\n".join(blocks) + "\n"


def _finding(diagnostic: Diagnostic, source: SourceText, paint: Paint) -> Iterator[str]:
    colour = COLOURS[diagnostic.severity]
    head = paint(f"{diagnostic.severity.label}[{diagnostic.code}]", colour)
    yield f"{head} {paint(diagnostic.name, 'dim')}: {paint(printable(diagnostic.message), 'bold')}"
    margin = _margin(diagnostic)
    yield from _frame(diagnostic.location, source, paint, colour, margin, diagnostic.item)
    for label in diagnostic.labels:
        yield from _related(label, source, paint, margin)
    if diagnostic.help:
        yield f"{' ' * margin} {paint('=', 'blue')} {paint('help:', 'bold')} {printable(diagnostic.help)}"


def _margin(diagnostic: Diagnostic) -> int:
    places = [diagnostic.location, *(label.location for label in diagnostic.labels)]
    return max(len(str(place.span.line)) for place in places if place.span) if any(p.span for p in places) else 1


def place_text(location: Location) -> str:
    """`file:line:column`, or the file alone where the place in it is not known."""
    span = location.span
    return f"{printable(location.path)}:{span.line}:{span.column}" if span else printable(location.path)


def _frame(
    location: Location, source: SourceText, paint: Paint, colour: str, margin: int, item: str | None, text: str = ""
) -> Iterator[str]:
    """The lines that show a place; one with a text of its own is a related place, and has another arrow."""
    about = f" ({printable(item)})" if item else ""
    arrow = paint(":::" if text else "-->", "blue")
    yield f"{' ' * margin}{arrow} {place_text(location)}{about}"
    span = location.span
    line = source.line(location.path, span.line) if span else None
    if span is None or line is None:
        if text:
            yield f"{' ' * margin} {paint('=', 'blue')} {text}"
        return
    bar = paint("|", "blue")
    line, span_shift = _cut(line, span.column)
    shifted = type(span)(span.line, span.column - span_shift, span.end_line, span.end_column - span_shift)
    start, length = marked_columns(line, span.line, shifted)
    yield f"{' ' * margin} {bar}"
    yield f"{paint(str(span.line).rjust(margin), 'blue')} {bar} {shown_line(line)}"
    yield f"{' ' * margin} {bar} {' ' * start}{paint('^' * length, colour)}{' ' + text if text else ''}"


def _cut(line: str, column: int) -> tuple[str, int]:
    if len(line) <= WIDTH:
        return line, 0
    first = max(0, min(column - 1 - WIDTH // 3, len(line) - WIDTH))
    return line[first : first + WIDTH], first


def _related(label: Label, source: SourceText, paint: Paint, margin: int) -> Iterator[str]:
    yield from _frame(label.location, source, paint, "blue", margin, None, printable(label.text))
