"""Findings for people: the source with the place marked, related places, and what to type instead.

A rule that finds the same thing again and again in one file, and has the same help for all of them, is shown once in
full; its other places follow, a line each. So a file of a hundred items without an owner is a hundred lines, not seven
hundred, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from alignctl.diagnostics import Diagnostic, Label, Location, Severity, Summary
from alignctl.report.source import SourceText, marked_columns, printable, shown_line
from alignctl.report.summary import counted, hints, summary_lines

Paint = Callable[[str, str], str]
"""Colours a text: takes the text and the name of a colour or style, gives the text to print."""

Link = Callable[[str, str], str]
"""Makes a text a link to the page of a rule: takes the text and the rule's code, gives the text to print."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
FEWEST = 3
"""So many findings of one rule in one file, at least, are told together."""

WIDTH = 160
"""Source lines longer than this many characters are cut around the place marked."""


def plain(text: str, _style: str) -> str:
    """A `Paint` that colours nothing."""
    return text


def unlinked(text: str, _code: str) -> str:
    """A `Link` that leads nowhere."""
    return text


def report_full(summary: Summary, source: SourceText, paint: Paint = plain, link: Link = unlinked) -> str:
    """The whole report, with a line feed at its end."""
    blocks = ["\n".join(_block(alike, source, paint, link)) for alike in _alike(summary.shown)]
    blocks.append("\n".join((*summary_lines(summary), *hints(summary))))
    return "\n\n".join(blocks) + "\n"


def _alike(diagnostics: Sequence[Diagnostic]) -> Iterator[list[Diagnostic]]:
    """Findings that can be told together; each group stands where its first finding stood, a few remain alone."""
    groups: dict[object, list[Diagnostic]] = {}
    for d in diagnostics:
        groups.setdefault(_told_by(d), []).append(d)
    for d in diagnostics:
        group = groups[_told_by(d)]
        if len(group) < FEWEST:
            yield [d]
        elif group[0] is d:
            yield group


def _told_by(diagnostic: Diagnostic) -> object:
    """What findings have in common that can be told together. Related places are looked at one by one."""
    if diagnostic.labels:
        return id(diagnostic)
    help = diagnostic.help or ""
    # Help that names the item itself is the same help for each.
    told = help.replace(diagnostic.item, "\0") if diagnostic.item else help
    return diagnostic.location.path, diagnostic.code, diagnostic.severity, told


def _block(alike: list[Diagnostic], source: SourceText, paint: Paint, link: Link) -> Iterator[str]:
    first, *others = alike
    yield from _finding(first, source, paint, link)
    if not others:
        return
    gap = " " * _margin(first)
    more = paint(f"and {counted(len(others), 'more place')} in this file:", "bold")
    yield f"{gap} {paint('=', 'blue')} {more}"
    for d in others:
        same = d.message == first.message
        about = f" ({printable(d.item)})" if d.item and (same or d.item not in d.message) else ""
        yield f"{gap}   {place_text(d.location)}{about}{'' if same else ': ' + printable(d.message)}"


def _finding(diagnostic: Diagnostic, source: SourceText, paint: Paint, link: Link) -> Iterator[str]:
    colour = COLOURS[diagnostic.severity]
    head = paint(link(f"{diagnostic.severity.label}[{diagnostic.code}]", diagnostic.code), colour)
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
    """`file:line:column`, or the file alone where the place in it is not known.

    GitHub takes a line for a command that begins with `::`, as a file's name may.
    """
    span = location.span
    path = f"./{printable(location.path)}" if location.path.startswith(":") else printable(location.path)
    return f"{path}:{span.line}:{span.column}" if span else path


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
