"""Whole plans as files, with everything that loading finds in them beside them in `expected.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.diagnostics import Diagnostic, Span
from alignctl.load.load import Loaded, load_plan
from alignctl.load.spans import locate

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_finds_what_is_expected(case: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert describe(load_plan(case)) == expected


def describe(loaded: Loaded) -> str:
    """What was found, as a person can read and compare it: findings, then items."""
    lines = [f"{loaded.documents} documents"]
    for finding in locate(loaded.diagnostics, loaded.sources):
        lines += ["", _headline(finding, loaded), f"    help: {finding.help}"]
        lines += [f"    {label.text}: {label.location.path}{_place(label.location.span)}" for label in finding.labels]
    lines.append("")
    for item in loaded.plan.items:
        broken = f" broken: {', '.join(sorted(item.broken))}" if item.broken else ""
        lines.append(f"{item.kind} {item.id} ({item.origin.path} {item.origin.document}){broken}")
    for entry in loaded.plan.placeholders:
        lines.append(f"placeholder {entry.kind} {entry.id} ({entry.origin.path} {entry.origin.document})")
    return "\n".join(lines) + "\n"


def _headline(finding: Diagnostic, loaded: Loaded) -> str:
    location = finding.location
    marked = ""
    if location.span is not None:
        text = loaded.sources[location.path].decode("utf-8-sig", "replace")
        line = text.replace("\r\n", "\n").split("\n")[location.span.line - 1]
        end = location.span.end_column - 1 if location.span.end_line == location.span.line else len(line)
        marked = f" «{line[location.span.column - 1 : end]}»".translate({0: "␀", 1: "␁"})
    return f"{location.path}{_place(location.span)}{marked} {finding.code} ({finding.item}) {finding.message}"


def _place(span: Span | None) -> str:
    return f":{span.line}:{span.column}" if span is not None else ""
