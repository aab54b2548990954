"""Findings for programs. The form is versioned and described by `report.schema.json`."""

from __future__ import annotations

import json
from typing import Any

from alignctl.diagnostics import Diagnostic, Location, Severity, Summary, count_by_severity

VERSION = 1


def report_json(summary: Summary, tool_version: str) -> str:
    """The whole report as one JSON object, with a line feed at its end. Lines and columns count from 1."""
    counts = count_by_severity(summary.shown)
    document = {
        "version": VERSION,
        "tool": {"name": "alignctl", "version": tool_version},
        "summary": {
            "documents": summary.documents,
            "files": summary.files,
            "profile": summary.profile,
            "as_of": summary.as_of,
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "advice": counts[Severity.ADVICE],
            "elsewhere": summary.elsewhere,
            "suppressed": summary.aside("suppressed"),
            "baselined": summary.aside("baselined"),
            "earlier": summary.aside("earlier"),
        },
        "not_judged": {code: list(ids) for code, ids in sorted(summary.not_judged.items())},
        "findings": [finding_data(d) for d in summary.shown],
        "set_aside": [
            {**finding_data(d), "how": d.set_aside.how, "reason": d.set_aside.reason}
            for d in summary.set_aside
            if d.set_aside
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def finding_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """One finding, as `report.schema.json` describes it."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "fixable": diagnostic.fixable,
        "item": diagnostic.item,
        "location": _location(diagnostic.location),
        "related": [{"text": label.text, "location": _location(label.location)} for label in diagnostic.labels],
    }


def _location(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "file": location.path,
        "document": location.document,
        "path": list(location.pointer),
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
