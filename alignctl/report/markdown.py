"""Findings as Markdown for a job summary or a comment: counts, then a table, worst first.

Rows beyond a limit are counted, never silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from alignctl.diagnostics import Diagnostic, Severity, Summary
from alignctl.report.source import printable
from alignctl.report.summary import counted, hints, summary_lines

LIMIT = 60_000
"""The most bytes of a report: a comment on GitHub may have 65,536 characters."""

JOB_LIMIT = 1_000_000
"""The most bytes of the summary of a job on GitHub, which may have 1 MiB a step and is lost when it has more."""

GLYPHS = {Severity.ERROR: "⛔ error", Severity.WARNING: "⚠️ warning", Severity.ADVICE: "💡 advice"}
_ENDS_LINK = re.compile(r"[^!-~]|[<>|\\]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~@:/<>&$\u200b]")
_AT_START = re.compile(r"(?=[-+#=])|\d+(?=[.)](?:\s|\Z))")
_ADDRESS = re.compile(r"(?<=@)(?=[^\s\u200b])")
_LEGIBLE = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "\\`*_[]|~"},
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "$": "&#36;",
    }
)
_PARTED = re.compile(
    r"(?<=[@#!~%$&^])(?=[\w\"])"  # mentions, issues, requests, labels, milestones, snippets, epics
    r"|(?<=:)(?=//|[A-Za-z+-])"  # addresses, emoji
    r"|(?<=www)(?=\.)|(?<=GH-)(?=\d)|(?<=[\[{])(?=[+-])",  # addresses, issues, marks of a change
    re.IGNORECASE,
)


def report_markdown(summary: Summary, urls: Mapping[str, str] | None = None, limit: int = LIMIT) -> str:
    """The whole report in at most `limit` bytes of UTF-8, if the summary of it has room there; ends in a line feed.

    `urls` are the addresses of the pages of rules, by code.
    """
    urls = urls or {}
    first, *rest = summary_lines(summary)
    rest += hints(summary) if not urls else ()
    lines = ["## Plan check", "", escaped(first), ""]
    worst_first = sorted(summary.shown, key=lambda d: -d.severity)
    rows = [_row(d, urls.get(d.code)) for d in worst_first]
    if rows:
        lines += ["| | where | what |", "| --- | --- | --- |"]
    size = sum(len(line.encode()) + 2 for line in (*lines, *map(escaped, rest))) + 200
    kept = 0
    for row in rows:
        size += len(row.encode(errors="backslashreplace")) + 1
        if size > limit:
            break
        lines.append(row)
        kept += 1
    if kept < len(rows):
        lines += ["", escaped(f"{counted(len(rows) - kept, 'more finding')}; run `alignctl check` to see them")]
    for line in rest:
        lines += ["", escaped(line)]
    return "\n".join(lines) + "\n"


def _row(diagnostic: Diagnostic, url: str | None) -> str:
    span = diagnostic.location.span
    place = f"{diagnostic.location.path}:{span.line}" if span else diagnostic.location.path
    about = f"<br>{escaped(diagnostic.item)}" if diagnostic.item else ""
    text = escaped(diagnostic.message)
    if diagnostic.help:
        text += f"<br>→ {escaped(diagnostic.help)}"
    rule = f"{diagnostic.code} {diagnostic.name}"
    rule = f"[{rule}](<{_ENDS_LINK.sub(lambda match: quote(match[0]), url)}>)" if url else rule
    return f"| {GLYPHS[diagnostic.severity]}<br>{rule} | {escaped(place)}{about} | {text} |"


def escaped(text: str) -> str:
    """Text that shows as itself inside a line of Markdown: no markup, no HTML, no mention, no link, no end of a cell.

    Every character that could begin markup becomes an entity, which Markdown takes for text. Forges look for mentions
    and the like in what Markdown has made of that, where an entity is the character again (github/cmark-gfm#181): there
    a space without width parts the sign from the name.
    """
    parted = _PARTED.sub("\u200b", printable(text))
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", parted)


def legible(text: str) -> str:
    """Text that shows as itself like that of `escaped`, and that a person can read in the source as well.

    Only what could begin something inside a line is escaped, by a backslash where Markdown knows one: a link needs its
    brackets. For the beginning of a line there is `legible_line`.
    """
    parted = _PARTED.sub("\u200b", " ".join(printable(text).split()))
    return _ADDRESS.sub("\u200b", parted).translate(_LEGIBLE)


def legible_line(text: str) -> str:
    """The same to stand at the beginning of a line, where a heading or the entry of a list could begin."""
    line = legible(text)
    start = _AT_START.match(line)
    return f"{start[0]}\\{line[start.end() :]}" if start is not None else line
