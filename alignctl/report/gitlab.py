"""Findings as a GitLab Code Quality report: a JSON list in the form of Code Climate that GitLab reads."""

from __future__ import annotations

import json
from typing import Any

from alignctl.diagnostics import Severity, Summary
from alignctl.report.fingerprints import fingerprints

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def report_gitlab(summary: Summary) -> str:
    """The whole report, with a line feed at its end. A finding without a known line is shown on the first."""
    entries: list[dict[str, Any]] = []
    for diagnostic, fingerprint in zip(summary.shown, fingerprints(summary.shown), strict=True):
        span = diagnostic.location.span
        text = f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message
        entries.append(
            {
                "type": "issue",
                "check_name": f"{diagnostic.code} {diagnostic.name}",
                "description": text,
                "severity": SEVERITIES[diagnostic.severity],
                "fingerprint": fingerprint,
                "location": {
                    "path": diagnostic.location.path,
                    "lines": {"begin": span.line if span else 1, "end": span.end_line if span else 1},
                },
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
