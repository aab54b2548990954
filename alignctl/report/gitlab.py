"""Findings as a GitLab Code Quality report: a JSON list in the form of Code Climate that GitLab reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from alignctl.diagnostics import Severity, Summary
from alignctl.report.fingerprints import fingerprints

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def report_gitlab(summary: Summary, urls: Mapping[str, str] | None = None) -> str:
    """The whole report, with a line feed at its end. A finding without a known line is shown on the first.

    `urls` are the addresses of the pages of rules, by code.
    """
    urls = urls or {}
    entries: list[dict[str, Any]] = []
    for diagnostic, fingerprint in zip(summary.shown, fingerprints(summary.shown), strict=True):
        span = diagnostic.location.span
        text = "; ".join(part for part in (diagnostic.message, diagnostic.help, urls.get(diagnostic.code)) if part)
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
