"""Findings as SARIF 2.1.0 (OASIS Standard, 2020), which code forges and editors read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from alignctl.diagnostics import Diagnostic, Location, Severity, Summary
from alignctl.report.fingerprints import fingerprints
from alignctl.report.rules import RuleText

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def report_sarif(summary: Summary, rules: Mapping[str, RuleText], tool_version: str) -> str:
    """The whole report as one SARIF log, with a line feed at its end. Columns count code points, from 1.

    `rules` has a text for every code that occurs; only those are listed.
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
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder of the configuration."}}},
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
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
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
        "message": {"text": text},
        "locations": [_location(diagnostic.location, diagnostic.item)],
        "partialFingerprints": {"alignctl/v1": fingerprint},
    }
    if aside := diagnostic.set_aside:
        kind = "inSource" if aside.how == "suppressed" else "external"
        result["suppressions"] = [{"kind": kind, "justification": aside.reason or "known from the baseline"}]
    if diagnostic.labels:
        result["relatedLocations"] = [
            {**_location(label.location, None), "id": number, "message": {"text": label.text}}
            for number, label in enumerate(diagnostic.labels)
        ]
    return result


def _location(location: Location, item: str | None) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(location.path.encode("utf-8", "surrogateescape")), "uriBaseId": "ROOT"}
    }
    if location.span:
        span = location.span
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    place: dict[str, Any] = {"physicalLocation": physical}
    if item:
        path = "/".join(str(part) for part in location.pointer)
        place["logicalLocations"] = [{"fullyQualifiedName": f"{item}/{path}" if path else item, "kind": "element"}]
    return place
