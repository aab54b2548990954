"""Every format tells the same findings, in its standard's form, and no text of a plan breaks out of any of them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.diagnostics import Diagnostic, Label, Location, Severity, Span, Summary
from alignctl.report.concise import report_concise
from alignctl.report.fingerprints import fingerprints
from alignctl.report.full import report_full
from alignctl.report.github import report_github
from alignctl.report.gitlab import report_gitlab
from alignctl.report.json import report_json
from alignctl.report.junit import report_junit
from alignctl.report.markdown import LIMIT, escaped, report_markdown
from alignctl.report.rules import RuleText
from alignctl.report.sarif import report_sarif
from alignctl.report.source import SourceText
from alignctl.report.summary import rebased


def finding(number: int = 0, severity: Severity = Severity.ERROR, **changes: object) -> Diagnostic:
    base = Diagnostic(
        code="LOS001",
        name="unlinked-outcome",
        severity=severity,
        message=f"outcome {number} leads to no strategy",
        location=Location("plans/a b.yaml", 0, ("supports", 0), span=Span(2, 3, 2, 9)),
        item=f"item-{number}",
        help="name a strategy",
        labels=(Label(Location("plans/c.yaml", span=Span(1, 1, 1, 4)), "over here"),),
    )
    return replace(base, **changes)


def summary(*found: Diagnostic) -> Summary:
    return Summary(3, 2, "standard", "as of 2026-06-30 (alignctl.yaml)", found, found, {})


RULES = {"LOS001": RuleText("LOS001", "unlinked-outcome", Severity.ERROR, "An outcome leads nowhere", "# page")}

HOSTILE = [
    "<script>alert(1)</script>",
    "x\n::error::owned",
    "::set-output name=x::y",
    "| cell | end |",
    "]]></failure>",
    '" onload="x',
    "@everyone #1 https://evil.example",
    "`code` **bold** [a](javascript:x) ![i](x)",
    "\x1b[31mred\x07",
    "\u202egnp\u2066",
    "%0A::error::x",
    "\x00\ud800",
    "##[error]x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    bad = summary(finding(message=text, help=text, item=text, location=Location(text, span=Span(1, 1, 1, 2))))
    for report in (report_full(bad, SourceText({})), report_concise(bad)):
        assert not set(report) & set("\x1b\x07\u202e\u2066\x00")
        assert "\n::" not in report
    lines = report_github(bad).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 1
    assert not [line for line in lines if line.startswith(("::", "##[")) and not line.startswith("::error file=")]
    assert (
        ElementTree.fromstring(report_junit(bad, Severity.ERROR).encode("utf-8")).find("testsuite/testcase") is not None
    )
    assert len(json.loads(report_gitlab(bad))) == 1
    table = [line for line in report_markdown(bad).splitlines() if line.startswith("| ")][2:]
    assert len(table) == 1
    assert len(re.findall(r"(?<!\\)\|", table[0])) == 4
    assert "<script" not in table[0]
    assert "javascript:" not in table[0]


@given(st.text())
def test_escaped_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    import html

    import markdown

    shown = markdown.markdown(f"x{escaped(text)}x")
    inside = re.sub(r"</?p>", "", shown)
    assert "<" not in inside
    from alignctl.report.source import printable

    assert " ".join(html.unescape(inside).split()) == " ".join(f"x{printable(text)}x".split())


def test_sarif_says_each_finding_with_its_rule_place_and_fingerprint() -> None:
    log = json.loads(report_sarif(summary(finding(1), finding(2, Severity.ADVICE)), RULES, "1.0"))
    run = log["runs"][0]
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == ["LOS001"]
    first, second = run["results"]
    assert first["level"] == "error"
    assert second["level"] == "note"
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "plans/a%20b.yaml"
    assert physical["region"] == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 9}
    assert first["relatedLocations"][0]["message"]["text"] == "over here"
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_fingerprints_survive_moved_lines_reworded_messages_and_new_findings() -> None:
    before = fingerprints([finding(1), finding(2)])
    moved = replace(finding(2), message="other words", location=Location("plans/elsewhere.yaml", 4, ("supports", 3)))
    assert fingerprints([finding(7), moved])[1] == before[1]
    twice = fingerprints([finding(1), finding(1)])
    assert len(set(twice)) == 2


def test_github_keeps_to_ten_a_level_and_counts_the_rest() -> None:
    found = [finding(n, s) for s in Severity for n in range(25)]
    lines = report_github(summary(*found)).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    notices = [line for line in lines if line.startswith("::notice ")]
    assert len(notices) == 10
    assert "46 more findings" in notices[-1]


def test_junit_fails_what_fails_the_build_and_tells_the_rest() -> None:
    other = finding(2, Severity.WARNING, code="MEA005", name="missing-baseline")
    tree = ElementTree.fromstring(report_junit(summary(finding(1), other), Severity.ERROR).encode())
    assert (tree.get("tests"), tree.get("failures")) == ("2", "1")
    both = ElementTree.fromstring(report_junit(summary(finding(1), other), Severity.WARNING).encode())
    assert both.get("failures") == "2"
    clean = ElementTree.fromstring(report_junit(summary(), Severity.ERROR).encode())
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


def test_markdown_is_bounded_and_says_what_it_left_out() -> None:
    report = report_markdown(summary(*(finding(n, message="m" * 200) for n in range(1000))))
    assert len(report) <= LIMIT + 500
    shown = report.count("⛔ error")
    assert f"{1000 - shown} more findings" in report


def test_paths_can_be_told_from_the_top_of_the_repository() -> None:
    moved = rebased(summary(finding()), "docs/plan").shown[0]
    assert moved.location.path == "docs/plan/plans/a b.yaml"
    assert moved.labels[0].location.path == "docs/plan/plans/c.yaml"


def test_full_marks_the_place_under_wide_characters_and_tabs() -> None:
    source = SourceText({"a.yaml": "\t日本 x: bad\r\n".encode()})
    place = Location("a.yaml", span=Span(1, 8, 1, 11))
    lines = report_full(summary(finding(location=place, labels=())), source).splitlines()
    assert lines[3] == "1 |     日本 x: bad"
    assert lines[4] == "  |             ^^^"


def test_json_reports_places_as_numbers_and_unknown_places_as_null() -> None:
    report = json.loads(report_json(summary(finding(location=Location("a.yaml"))), "1.0"))
    assert report["findings"][0]["location"]["line"] is None
