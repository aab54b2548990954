"""One line a finding, in the form that editors and `grep` understand: file:line:column: severity CODE message."""

from __future__ import annotations

from alignctl.diagnostics import Summary
from alignctl.report.full import COLOURS, Link, Paint, place_text, plain, unlinked
from alignctl.report.source import printable
from alignctl.report.summary import summary_lines


def report_concise(summary: Summary, paint: Paint = plain, link: Link = unlinked) -> str:
    """The whole report, with a line feed at its end."""
    lines = []
    for d in summary.shown:
        about = f"{printable(d.item)}: " if d.item else ""
        head = paint(link(f"{d.severity.label} {d.code}", d.code), COLOURS[d.severity])
        hint = f" ({printable(d.help)})" if d.help else ""
        lines.append(f"{place_text(d.location)}: {head} {about}{printable(d.message)}{hint}")
    lines.extend(summary_lines(summary))
    return "\n".join(lines) + "\n"
