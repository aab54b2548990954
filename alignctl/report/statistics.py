"""How many findings each rule has, most first."""

from __future__ import annotations

from collections import Counter

from alignctl.diagnostics import Summary
from alignctl.report.full import COLOURS, Link, Paint, plain, unlinked
from alignctl.report.summary import summary_lines


def report_statistics(summary: Summary, paint: Paint = plain, link: Link = unlinked) -> str:
    """A line a rule and severity with its count, then the summary; with a line feed at its end."""
    counts = Counter((d.code, d.name, d.severity) for d in summary.shown)
    width = len(str(max(counts.values(), default=0)))
    lines = [
        f"{number:>{width}}  {paint(link(f'{severity.label:<7} {code}', code), COLOURS[severity])}  {name}"
        for (code, name, severity), number in sorted(
            counts.items(), key=lambda entry: (-entry[1], entry[0][0], -entry[0][2])
        )
    ]
    return "\n".join([*lines, *([""] if lines else []), *summary_lines(summary)]) + "\n"
