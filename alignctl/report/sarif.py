"""Findings as SARIF 2.1.0 (OASIS Standard, 2020), which code forges and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from alignctl.diagnostics import Diagnostic, Fix, Location, Replacement, SetAside, Severity, Span, Summary
from alignctl.report.fingerprints import fingerprints
from alignctl.report.rules import RuleText

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_JUSTIFICATIONS = {"baselined": "known from the baseline", "earlier": "was there before this change"}
_NOTE = re.compile(r"^<!--.*-->\n", re.MULTILINE)
"""What a page says to the tests of its examples."""


def report_sarif(summary: Summary, rules: Mapping[str, RuleText], tool_version: str) -> str:
    """The whole report as one SARIF log, with a line feed at its end. Columns count code points, from 1.

    `rules` has a text for every code that occurs; only those are listed. Fixes must be settled
    (`alignctl.edit.placing`). Findings that are set aside are results with a suppression.
    """
    everything = (*summary.shown, *summary.set_aside)
    codes = sorted({d.code for d in everything})
    index = {code: number for number, code in enumerate(codes)}
    results = [
        _result(d, index[d.code], fingerprint)
        for d, fingerprint in zip(everything, fingerprints(everything), strict=True)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "alignctl",
                "version": tool_version,
                "semanticVersion": tool_version,
                "rules": [_rule(rules[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the git work tree."}}},
        "results": results,
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: RuleText) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.text, "markdown": _NOTE.sub("", rule.page)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.code.rstrip("0123456789"), f"profile/{rule.profile}"]},
    }
    if rule.url:
        entry["helpUri"] = rule.url
    return entry


def _result(diagnostic: Diagnostic, rule_index: int, fingerprint: str) -> dict[str, Any]:
    text = diagnostic.message + (f"\n\n{diagnostic.help}" if diagnostic.help else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": _escaped(text)},
        "locations": [_location(diagnostic.location, diagnostic.item)],
        "partialFingerprints": {"alignctl/v1": fingerprint},
    }
    if diagnostic.set_aside is not None:
        result["suppressions"] = [_suppression(diagnostic.set_aside)]
    if diagnostic.labels:
        result["relatedLocations"] = [
            {**_location(label.location, None), "id": number, "message": {"text": _escaped(label.text)}}
            for number, label in enumerate(diagnostic.labels)
        ]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix)]
    return result


def _escaped(text: str) -> str:
    """Text without links: in a message of SARIF, `[text](1)` is one (section 3.11.6)."""
    if "](" not in text:
        return text
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _suppression(aside: SetAside) -> dict[str, str]:
    kind = "inSource" if aside.how == "suppressed" else "external"
    justification = aside.reason or _JUSTIFICATIONS.get(aside.how)
    return {"kind": kind, **({"justification": justification} if justification else {})}


def _fix(fix: Fix) -> dict[str, Any]:
    """A fix; its replacements speak of the file as it is, in the order of the file."""
    files: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        if isinstance(edit, Replacement) and edit.location.span is not None:  # as all are, once the fix is settled
            replacement = {"deletedRegion": _region(edit.location.span), "insertedContent": {"text": edit.text}}
            files.setdefault(edit.location.path, []).append(replacement)
    return {
        "description": {"text": _escaped(fix.title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
            for path, replacements in sorted(files.items())
        ],
        "properties": {"applicability": "safe" if fix.safe else "unsafe"},
    }


def _location(location: Location, item: str | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(location.path)}
    if location.span:
        physical["region"] = _region(location.span)
    place: dict[str, Any] = {"physicalLocation": physical}
    if item:
        path = "/".join(str(part) for part in location.pointer)
        place["logicalLocations"] = [{"fullyQualifiedName": f"{item}/{path}" if path else item, "kind": "element"}]
    return place


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogateescape")), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
