"""Findings for programs. The form is versioned and described by `report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from alignctl.diagnostics import Diagnostic, Fix, Location, Replacement, Severity, Summary, count_by_severity

VERSION = 1


def report_json(summary: Summary, tool_version: str, urls: Mapping[str, str] | None = None) -> str:
    """The whole report as one JSON object, with a line feed at its end. Lines and columns count from 1.

    `urls` are the addresses of the pages of rules, by code. Fixes must be settled (`alignctl.edit.placing`).
    """
    urls = urls or {}
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
        "findings": [_whole(d, urls) for d in summary.shown],
        "set_aside": [
            {**_whole(d, urls), "how": d.set_aside.how, "reason": d.set_aside.reason}
            for d in summary.set_aside
            if d.set_aside
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _whole(diagnostic: Diagnostic, urls: Mapping[str, str]) -> dict[str, Any]:
    """One finding, as `report.schema.json` describes it."""
    fix = _fix(diagnostic.fix) if diagnostic.fix is not None else None
    return {**finding_data(diagnostic), "url": urls.get(diagnostic.code), "fix": fix}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [
        {**_stretch(edit.location), "text": edit.text}
        for edit in fix.edits
        if isinstance(edit, Replacement)  # all are, once the fix is settled
    ]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def finding_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """What every report says of a finding."""
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
    return {
        "file": location.path,
        "document": location.document,
        "path": list(location.pointer),
        **_stretch(location),
    }


def _stretch(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "file": location.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
