"""Findings as annotations of GitHub Actions: workflow commands on standard output.

GitHub shows ten annotations a level and step, and drops the rest without a word. So the ten worst of each level become
annotations, and a notice says how many more there are and that the job summary has them all.
"""

from __future__ import annotations

from collections.abc import Mapping

from alignctl.diagnostics import Diagnostic, Severity, Summary
from alignctl.report.source import printable
from alignctl.report.summary import counted, hints, summary_lines

LIMIT = 10
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def report_github(summary: Summary, urls: Mapping[str, str] | None = None) -> str:
    """Workflow commands, one a line; then the summary as plain lines. With a line feed at its end.

    `urls` are the addresses of the pages of rules, by code.
    """
    urls = urls or {}
    lines: list[str] = []
    left = 0
    for severity, command in COMMANDS.items():
        found = [d for d in summary.shown if d.severity is severity]
        # A notice of ours takes one place among the notices.
        room = LIMIT - 1 if severity is Severity.ADVICE else LIMIT
        lines.extend(_annotation(command, d, urls.get(d.code)) for d in found[:room])
        left += max(0, len(found) - room)
    if left:
        text = f"{counted(left, 'more finding')}; the job summary lists all of them"
        lines.append(f"::notice title=alignctl::{_data(text)}")
    lines.extend(_harmless(line) for line in (*summary_lines(summary), *hints(summary)))
    return "\n".join(lines) + "\n"


def _annotation(command: str, diagnostic: Diagnostic, url: str | None) -> str:
    properties = {"file": printable(diagnostic.location.path)}
    if span := diagnostic.location.span:
        properties |= {"line": str(span.line), "endLine": str(span.end_line), "col": str(span.column)}
        if span.line == span.end_line:
            properties["endColumn"] = str(max(span.end_column - 1, span.column))
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = "\n".join(printable(part) for part in (diagnostic.message, diagnostic.help, url) if part)
    return f"::{command} {shown}::{_data(text)}"


def _data(text: str) -> str:
    """The escapes that the runner undoes in a message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The escapes that the runner undoes in a property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _harmless(line: str) -> str:
    """A line that the runner cannot take for a command: it looks for `::` and `##[` at the beginning."""
    return printable(line).lstrip(":#")
