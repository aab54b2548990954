"""A change for programs. The form is versioned and described by `diff.schema.json`."""

from __future__ import annotations

import json
from typing import Any

from alignctl.change.changes import Change
from alignctl.change.review import Review
from alignctl.diagnostics import Severity, count_by_severity
from alignctl.report.json import finding_data

VERSION = 1


def report_review_json(review: Review, tool_version: str) -> str:
    """The whole report as one JSON object, with a line feed at its end."""
    counts = count_by_severity(review.findings)
    document = {
        "version": VERSION,
        "tool": {"name": "alignctl", "version": tool_version},
        "base": review.base,
        "head": review.head,
        "as_of": review.as_of,
        "verdict": review.verdict,
        "headline": review.headline,
        "summary": {
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "advice": counts[Severity.ADVICE],
            "suppressed": len(review.set_aside),
        },
        "findings": [finding_data(d) for d in review.findings],
        "changes": [change_data(c) for c in review.changes],
        "consequences": list(review.consequences),
        "moved": list(review.moved),
        "not_compared": [{"what": e.what, "why": e.why, "item": e.item} for e in review.not_compared],
        "notes": list(review.notes),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def change_data(change: Change) -> dict[str, Any]:
    """One change, as `diff.schema.json` describes it."""
    return {
        "change": change.kind.value,
        "effect": change.effect.value,
        "item": change.item,
        "kind": change.item_kind,
        "title": change.title,
        "field": change.field or None,
        "path": list(change.at),
        "old": change.old,
        "new": change.new,
        "text": change.text,
        "consequences": list(change.consequences),
    }
