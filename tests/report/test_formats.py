"""Every format tells the same findings, in its standard's form, and no text of a plan breaks out of any of them."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.diagnostics import (
    Diagnostic,
    Fix,
    Label,
    Location,
    Replacement,
    SetAside,
    Severity,
    Span,
    Summary,
)
from alignctl.report.concise import report_concise
from alignctl.report.fingerprints import fingerprints
from alignctl.report.full import report_full
from alignctl.report.github import report_github
from alignctl.report.gitlab import report_gitlab
from alignctl.report.json import report_json
from alignctl.report.junit import report_junit
from alignctl.report.markdown import JOB_LIMIT, LIMIT, escaped, report_markdown
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


RULES = {
    "LOS001": RuleText("LOS001", "unlinked-outcome", Severity.ERROR, "It leads nowhere", "# page", "page", "starter")
}

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
    "in the middle ##[add-mask]x",
    "##vso[task.setvariable variable=x]y",
    "::error::x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    bad = summary(finding(message=text, help=text, item=text, location=Location(text, span=Span(1, 1, 1, 2))))
    for report in (report_full(bad, SourceText({})), report_concise(bad)):
        assert not set(report) & set("\x1b\x07\u202e\u2066\x00")
        assert not re.search(r"^\s*::(?!: )", report, re.MULTILINE)  # our arrow ":::" names no command
        assert not re.search(r"##[a-z]*\[", report)
    lines = report_github(bad).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 1
    assert not [line for line in lines if line.startswith("::") and not line.startswith("::error file=")]
    assert not re.search(r"##[a-z]*\[", "\n".join(line for line in lines if not line.startswith("::error ")))
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
    import markdown

    shown = markdown.markdown(f"x{escaped(text)}x")
    inside = re.sub(r"</?p>", "", shown)
    assert "<" not in inside
    from alignctl.report.source import printable

    seen, meant = (t.replace("\u200b", "") for t in (html.unescape(inside), f"x{printable(text)}x"))
    assert " ".join(seen.split()) == " ".join(meant.split())


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
    assert LIMIT - 500 < len(report.encode()) <= LIMIT
    shown = report.count("⛔ error")
    assert f"{1000 - shown} more findings" in report
    whole = report_markdown(summary(*(finding(n, message="ü" * 200) for n in range(1000))), limit=JOB_LIMIT)
    assert whole.count("⛔ error") == 1000
    assert "more findings" not in whole
    everything = summary(*(finding(n, Severity(n % 3 + 1)) for n in range(9)))
    rows = [line for line in report_markdown(everything).splitlines() if line.startswith(("| ⛔", "| ⚠", "| 💡"))]
    assert [row[2] for row in rows] == ["⛔"] * 3 + ["⚠"] * 3 + ["💡"] * 3


def test_paths_can_be_told_from_the_top_of_the_repository() -> None:
    fix = Fix("x", True, (Replacement(Location("plans/a b.yaml", span=Span(1, 1, 1, 2)), "y", as_is=True),))
    aside = finding(set_aside=SetAside("suppressed", "why"), fix=fix)
    everything = rebased(replace(summary(finding()), set_aside=(aside,)), "docs/plan")
    moved = everything.shown[0]
    assert everything.set_aside[0].location.path == "docs/plan/plans/a b.yaml"
    assert everything.set_aside[0].fix.edits[0].location.path == "docs/plan/plans/a b.yaml"
    assert moved.location.path == "docs/plan/plans/a b.yaml"
    assert moved.labels[0].location.path == "docs/plan/plans/c.yaml"


def test_full_marks_the_place_under_wide_characters_and_tabs() -> None:
    source = SourceText({"a.yaml": "\t日本 x: bad\r\n".encode()})
    place = Location("a.yaml", span=Span(1, 8, 1, 11))
    lines = report_full(summary(finding(location=place, labels=())), source).splitlines()
    assert lines[3] == "1 |     日本 x: bad"
    assert lines[4] == "  |             ^^^"


def many(number: int, **changes: object) -> list[Diagnostic]:
    """Findings of one rule in one file, a line each."""
    return [
        finding(n, location=Location("plans/a.yaml", n, span=Span(10 * n + 1, 3, 10 * n + 1, 9)), labels=(), **changes)
        for n in range(number)
    ]


def test_full_tells_the_same_thing_again_and_again_in_one_line_each() -> None:
    other = finding(
        99, code="LOS003", name="unmeasured-outcome", location=Location("plans/a.yaml", span=Span(2, 1, 2, 4))
    )
    found = many(5)
    report = report_full(summary(found[0], other, *found[1:]), SourceText({}))
    assert report.count("error[LOS001]") == 1
    assert report.count("= help: name a strategy") == 2
    assert "and 4 more places in this file:" in report
    for n in range(1, 5):
        assert f"\n    plans/a.yaml:{10 * n + 1}:3 (item-{n}): outcome {n} leads to no strategy\n" in report
    assert report.index("error[LOS001]") < report.index("error[LOS003]")


def test_full_leaves_out_what_is_the_same_and_keeps_what_differs() -> None:
    same = report_full(summary(*many(3, message='"why" is missing')), SourceText({}))
    assert "\n    plans/a.yaml:11:3 (item-1)\n" in same
    helps = [replace(d, help=f'write "{d.item}" elsewhere') for d in many(3)]
    assert report_full(summary(*helps), SourceText({})).count("error[LOS001]") == 1
    for apart in (
        [replace(d, help=f"did you mean {n}?") for n, d in enumerate(many(3))],
        [replace(d, location=replace(d.location, path=f"plans/{n}.yaml")) for n, d in enumerate(many(3))],
        [finding(n) for n in range(3)],
        many(2),
        [replace(d, severity=s) for d, s in zip(many(3), Severity, strict=True)],
    ):
        report = report_full(summary(*apart), SourceText({}))
        assert report.count("[LOS001]") == len(apart)
        assert "more place" not in report


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=30))
def test_full_says_every_place_once(drawn: list[tuple[int, int, bool]]) -> None:
    found = [
        finding(
            n,
            code=f"LOS00{code}",
            location=Location(f"plans/{file}.yaml", n, span=Span(n + 1, 1, n + 1, 2)),
            labels=finding().labels if labelled else (),
        )
        for n, (code, file, labelled) in enumerate(drawn)
    ]
    report = report_full(summary(*found), SourceText({}))
    for d in found:
        assert len(re.findall(rf"{re.escape(d.location.path)}:{d.location.span.line}:1\b", report)) == 1


def test_lines_are_counted_as_in_spans() -> None:
    source = SourceText({"a.yaml": "# a\u2028b\x85c\r\nsecond\rthird\n".encode()})
    assert [source.line("a.yaml", n) for n in (1, 2, 3)] == ["# a\u2028b\x85c", "second", "third"]


URLS = {"LOS001": "https://plan.example/rules/unlinked-outcome/"}


def test_every_format_leads_to_the_page_of_the_rule() -> None:
    found = summary(finding())
    assert json.loads(report_json(found, "1.0", URLS))["findings"][0]["url"] == URLS["LOS001"]
    assert "[LOS001 unlinked-outcome](<https://plan.example/rules/unlinked-outcome/>)" in report_markdown(found, URLS)
    assert "name a strategy%0Ahttps://plan.example/rules/unlinked-outcome/" in report_github(found, URLS)
    assert URLS["LOS001"] in json.loads(report_gitlab(found, URLS))[0]["description"]
    assert f"more about this rule: {URLS['LOS001']}" in report_junit(found, Severity.ERROR, URLS)
    sarif = report_sarif(found, {"LOS001": replace(RULES["LOS001"], url=URLS["LOS001"])}, "1.0")
    assert json.loads(sarif)["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] == URLS["LOS001"]


def test_where_no_page_is_published_the_command_is_named() -> None:
    found = summary(finding(code="REF001", severity=Severity.ADVICE), finding())
    for report in (report_full(found, SourceText({})), report_github(found), html.unescape(report_markdown(found))):
        assert '"alignctl explain LOS001" explains the rule' in report
    assert "--statistics" in report_full(summary(*(finding(n) for n in range(50))), SourceText({}))
    assert "explain" not in report_full(summary(), SourceText({}))


def test_json_reports_places_as_numbers_and_unknown_places_as_null() -> None:
    report = json.loads(report_json(summary(finding(location=Location("a.yaml"))), "1.0"))
    assert report["findings"][0]["location"]["line"] is None
