"""Findings as JUnit XML, which nearly every build server shows: one test case a plan file and rule that failed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from alignctl.diagnostics import Diagnostic, Severity, Summary
from alignctl.report.full import place_text
from alignctl.report.source import printable
from alignctl.report.summary import summary_lines

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_junit(summary: Summary, fail_on: Severity, urls: Mapping[str, str] | None = None) -> str:
    """The whole report. Findings at or above `fail_on` are failures; others are told in the output of their case.

    `urls` are the addresses of the pages of rules, by code.
    """
    urls = urls or {}
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in summary.shown:
        groups.setdefault((diagnostic.location.path, diagnostic.code), []).append(diagnostic)
    cases = [_case(path, found, fail_on, urls.get(code)) for (path, code), found in groups.items()]
    failures = sum(any(d.severity >= fail_on for d in found) for found in groups.values())
    if not cases:
        cases = ['    <testcase classname="alignctl" name="plan"/>']
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="alignctl" {counts}>',
        f'  <testsuite name="alignctl" {counts}>',
        *cases,
        f"    <system-out>{_text(chr(10).join(summary_lines(summary)))}</system-out>",
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(path: str, found: list[Diagnostic], fail_on: Severity, url: str | None) -> str:
    first = found[0]
    failing = [d for d in found if d.severity >= fail_on]
    lines = [f"    <testcase classname={_attribute(path)} name={_attribute(f'{first.code} {first.name}')}>"]
    if failing:
        message = _attribute(printable(failing[0].message))
        lines.append(f'      <failure type="{first.code}" message={message}>{_text(_told(failing, url))}</failure>')
    told = [d for d in found if d.severity < fail_on]
    if told:
        lines.append(f"      <system-out>{_text(_told(told, url))}</system-out>")
    lines.append("    </testcase>")
    return "\n".join(lines)


def _told(found: Iterable[Diagnostic], url: str | None) -> str:
    lines = []
    for d in found:
        lines.append(f"{place_text(d.location)}: {d.severity.label}: {printable(d.message)}")
        if d.help:
            lines.append(f"  help: {printable(d.help)}")
    if url:
        lines.append(f"more about this rule: {printable(url)}")
    return "\n".join(lines)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", printable(text)))
