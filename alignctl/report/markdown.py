"""Findings as Markdown for a job summary or a comment: counts, then a table, worst first.

Job summaries end at 1 MiB, comments at 65,536 characters; rows beyond the limit are counted, never silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from alignctl.diagnostics import Diagnostic, Severity, Summary
from alignctl.report.source import printable
from alignctl.report.summary import counted, hints, summary_lines

LIMIT = 60_000
"""The most characters of a report."""

GLYPHS = {Severity.ERROR: "⛔ error", Severity.WARNING: "⚠️ warning", Severity.ADVICE: "💡 advice"}
_ENDS_LINK = re.compile(r"[^!-~]|[<>|\\]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~@:/<>&]")


def report_markdown(summary: Summary, urls: Mapping[str, str] | None = None) -> str:
    """The whole report, with a line feed at its end. `urls` are the addresses of the pages of rules, by code."""
    urls = urls or {}
    first, *rest = summary_lines(summary)
    rest += hints(summary) if not urls else ()
    lines = ["## Plan check", "", escaped(first), ""]
    worst_first = sorted(summary.shown, key=lambda d: -d.severity)
    rows = [_row(d, urls.get(d.code)) for d in worst_first]
    if rows:
        lines += ["| | where | what |", "| --- | --- | --- |"]
    size = sum(map(len, lines)) + sum(map(len, rest)) + 400
    kept = 0
    for row in rows:
        size += len(row) + 1
        if size > LIMIT:
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

    Every character that could begin any of these becomes an entity, which Markdown and forges take for text.
    """
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", printable(text))
