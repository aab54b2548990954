"""Reports of a change: nothing breaks out of them, and they stay within the limits of a forge."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignctl.change.changes import Change, ChangeKind, Effect, NotCompared
from alignctl.change.review import HEADINGS, Group, Review, make_review
from alignctl.diagnostics import Diagnostic, Location, Severity
from alignctl.draw.change import draw_change
from alignctl.report.review_markdown import report_review_markdown
from alignctl.report.review_text import report_review_text
from alignctl.views.touched import view_touched

FORGE_LIMIT = 65_536
HOSTILE = (
    "</details></summary><script>alert(1)</script>\n```\n# Approved ✅\n| a | b |\n@everyone #1 [x](javascript:x) "
    "![y](http://z) \x1b[31m \u202e ~~~ <!-- $$x$$ **b** _i_ `c` https://evil.example www.evil.example"
)


def review_of(changes: list[Change], findings: tuple[Diagnostic, ...] = (), **more: Any) -> Review:
    groups = tuple(Group(e, h, tuple(c for c in changes if c.effect is e)) for e, h in HEADINGS.items())
    values: dict[str, Any] = {
        "base": "main",
        "head": "the working tree",
        "as_of": "as of 2026-06-30 (--today)",
        "verdict": "look",
        "headline": "Look before you merge.",
        "failing": Severity.ERROR,
        "findings": findings,
        "set_aside": (),
        "groups": tuple(g for g in groups if g.changes),
        "changes": tuple(changes),
        "consequences": (),
        "not_compared": (),
        "moved": (),
    }
    return Review(**{**values, **more})


def change(text: str, effect: Effect = Effect.EASIER, number: int = 0) -> Change:
    return Change(ChangeKind.FIELD, f"item-{number}", "kpi", text, "title", (), text, text, text, effect, None, (text,))


def finding(text: str) -> Diagnostic:
    return Diagnostic("CHG001", "moved-goalpost", Severity.ERROR, text, Location(text), "item-0", text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.text(min_size=1, max_size=300), st.just(HOSTILE)))
def test_nothing_from_a_plan_breaks_out_of_the_markdown(text: str) -> None:
    changes = [change(text, effect) for effect in Effect]
    page = report_review_markdown(
        review_of(
            changes,
            (finding(text),),
            consequences=(text,),
            moved=(text,),
            notes=(text,),
            base=text,
            head=text,
            not_compared=(NotCompared(text, text),),
        )
    )
    harmless = report_review_markdown(
        review_of(
            [change("x", effect) for effect in Effect],
            (finding("x"),),
            consequences=("x",),
            moved=("x",),
            notes=("x",),
            base="x",
            head="x",
            not_compared=(NotCompared("x", "x"),),
        )
    )
    for mark in (
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<br>",
        "```",
        "|",
        "[",
        "](",
        "@",
        "\n#",
        "\n- ",
        "\n",
    ):
        assert page.count(mark) == harmless.count(mark), mark
    assert set(re.findall(r"</?\w+", page)) == set(re.findall(r"</?\w+", harmless))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", page)


class Rendered(HTMLParser):
    """What a forge makes of Markdown: the elements, and the texts between them outside of code."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self._code = 0
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", ()))
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(data)


REFERENCE = re.compile(
    r"(?<![\w`])@[\w-]|[#!~$%&]\w|~\"|:[\w+-]+:|\b\w+://|\bwww\.|\bGH-\d|[\w.+-]+@[\w-]+\.\w|\[[+-]|\{[+-]",
    re.IGNORECASE,
)
"""What GitHub and GitLab look for in the text of rendered Markdown: mentions, references, emoji, addresses."""
REFERENCES = [
    "@everyone", "@org/team", "#1", "us/plan#1", "GH-1", "!1", "$1", "%1.0", "&1", '~"late"', ":+1:", "me@example.org",
    "https://example.org", "www.example.org", "ftp://example.org", "mailto:me@example.org", "[+ a +]", "{- b -}",
]  # fmt: skip


WORDS = st.lists(st.sampled_from([*REFERENCES, HOSTILE]), min_size=1).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120).filter(str.strip), WORDS))
def test_rendered_by_a_forge_it_is_text_and_nothing_refers_to_anything(text: str) -> None:
    def rendered(word: str) -> Rendered:
        changes = [change(word, effect) for effect in Effect]
        return Rendered(report_review_markdown(review_of(changes, (finding(word),), notes=(word,), base=word)))

    page, harmless = rendered(text), rendered("x")
    assert page.elements == harmless.elements
    assert not [found[0] for part in page.texts if (found := REFERENCE.search(part))]


def test_what_a_plan_says_is_read_as_it_stands() -> None:
    for text in (*REFERENCES, "a < b & c", "R&D", "50 % of *all*", "x_y_z", "1. first"):
        shown = "".join(Rendered(report_review_markdown(review_of([change(text)]))).texts)
        assert text in shown.replace("\u200b", "")


def test_text_report_cannot_steer_a_terminal() -> None:
    text = report_review_text(review_of([change(HOSTILE)], (finding(HOSTILE),), consequences=(HOSTILE,)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text.splitlines()) == len(
        report_review_text(review_of([change("x")], (finding("x"),), consequences=("x",))).splitlines()
    )


@pytest.mark.parametrize("count", [0, 1, 50, 5_000])
def test_markdown_stays_within_the_limit_and_counts_what_is_left_out(count: int) -> None:
    effects = list(Effect)
    changes = [change("A rather long title of some item " * 4, effects[n % len(effects)], n) for n in range(count)]
    findings = tuple(finding(f"finding {n} " * 20) for n in range(count))
    page = report_review_markdown(review_of(changes, findings), "flowchart LR\n", not_drawn=count)
    assert len(page) <= FORGE_LIMIT
    assert page.startswith("**⚠️ Look before you merge.**\n")
    assert page.count("<details>") == page.count("</details>")
    left = re.search(r"(\d+) more lines do not fit here", page)
    assert (left is not None) == (count >= 50)
    if left is not None:
        assert int(left[1]) + len(re.findall(r"^- ", page, re.M)) == 2 * count
        assert int(left[1]) >= sum(map(int, re.findall(r"^… and (\d+) more\.$", page, re.M))) > 0


def test_no_part_of_a_large_change_hides_the_others() -> None:
    changes = [change("A rather long title of some item " * 4, e, n) for n in range(500) for e in list(HEADINGS)[:3]]
    page = report_review_markdown(
        review_of(changes, tuple(finding(f"finding {n} " * 20) for n in range(500))), "flowchart LR\n", not_drawn=476
    )
    for heading in ("What has to be answered", *list(HEADINGS.values())[:3]):
        assert f"\n### {heading}\n" in page
    assert "\n```mermaid\nflowchart LR\n```\n" in page
    assert "476 more that the change touches are not drawn" in page
    assert len(page) <= FORGE_LIMIT


def test_a_picture_that_is_too_large_is_left_out() -> None:
    page = report_review_markdown(review_of([change("x")]), "flowchart LR\n" + "  n1 --> n2\n" * 5_000)
    assert "mermaid" not in page


PLAN = (
    "kind: strategy\nid: keep\ntitle: Keep\nwhy: Because.\n---\nkind: outcome\nid: o\ntitle: O\nsupports: keep\n---\n"
)
KPI = (
    "kind: kpi\nid: k\ntitle: K\nmeasures: o\nlevel: outcome\ndirection: increase\nunit: percent\n"
    "baseline: {date: 2025-12-31, value: 1}\ntargets: {by: 2026-12-31, value: 9}\n"
    "readings: [{date: 2026-03-31, value: 2}]\n"
)


def reviewed(judge: Callable[..., Any], before: str, after: str) -> tuple[Review, str]:
    verdict = judge({"plans/p.yaml": before}, {"plans/p.yaml": after})
    review = make_review(verdict.comparison, verdict.findings, verdict.set_aside, Severity.ERROR, "as of 2026-06-30")
    return review, draw_change(view_touched(verdict.comparison))


@pytest.mark.parametrize(
    ("before", "after", "first"),
    [
        (PLAN + KPI, PLAN + KPI, "**✅ Nothing in the plan changed.**"),
        (
            PLAN + KPI,
            PLAN + KPI.replace("value: 9", "value: 11"),
            "**✅ Safe to merge&#58; no goalpost moved and nothing went missing.**",
        ),
        (
            PLAN + KPI.split("readings")[0],
            PLAN + KPI.split("readings")[0].replace("value: 9", "value: 8"),
            "**✅ Safe to merge&#58; what gets easier had not begun and nothing went missing.**",
        ),
        (PLAN + KPI, PLAN + KPI.replace("value: 9", "value: 8"), "**⛔ Not safe to merge as it is&#58; 1 error.**"),
        (
            PLAN + KPI,
            PLAN + KPI + "source: x\n---\n",
            "**✅ Safe to merge&#58; no goalpost moved and nothing went missing.**",
        ),
        (PLAN + KPI + "source: y\n", PLAN + KPI + "source: x\n", "**⚠️ Look before you merge&#58; 1 warning.**"),
        (
            PLAN + KPI,
            PLAN.replace("supports: keep\n", "") + KPI,
            "**⚠️ Look before you merge&#58; 2 items lose something that others rely on.**",
        ),
        (PLAN + KPI, PLAN + KPI + "---\nkind: [\n", "**⚠️ Look before you merge&#58; 1 part could not be compared.**"),
    ],
    ids=["nothing", "harder", "easier before it begins", "easier", "documented", "redefined", "unlinked", "unreadable"],
)
def test_first_line_says_whether_it_is_safe(judge: Callable[..., Any], before: str, after: str, first: str) -> None:
    review, picture = reviewed(judge, before, after)
    assert report_review_markdown(review, picture).splitlines()[0] == first


def test_picture_marks_what_was_added_removed_and_changed(judge: Callable[..., Any]) -> None:
    after = PLAN.replace("title: O", "title: O, better") + "kind: outcome\nid: p\ntitle: New\nsupports: keep\n"
    _, picture = reviewed(judge, PLAN + KPI, after)
    assert '<b>K</b><br>#8722; ends"' in picture
    assert '<b>New</b><br>+ new"' in picture
    assert '<b>O, better</b><br>#177; changed"' in picture
    names = dict(re.findall(r'(n\d+)\["[^"]*<b>([^<]*)</b>', picture))
    names = {title: name for name, title in names.items()}
    assert f"{names['Keep']} ==>|new| {names['New']}" in picture
    assert f"{names['O, better']} -.->|dropped| {names['K']}" in picture
    assert f"{names['Keep']} --> {names['O, better']}" in picture


def test_picture_of_a_large_change_shows_what_matters_most(judge: Callable[..., Any]) -> None:
    many = "".join(f"---\nkind: outcome\nid: o{n}\ntitle: Outcome {n}\nsupports: keep\n" for n in range(60))
    verdict = judge(
        {"plans/p.yaml": PLAN + KPI + many},
        {"plans/p.yaml": PLAN + KPI.replace("value: 9", "value: 8") + many.replace("Outcome", "Result")},
    )
    touched = view_touched(verdict.comparison)
    assert len(touched.boxes) == 24
    assert touched.left_out == 61 - 24
    assert "k" in {box.id for box in touched.boxes}


def test_many_alike_consequences_are_one_sentence(judge: Callable[..., Any]) -> None:
    bets = "".join(
        f"---\nkind: hypothesis\nid: b{n}\ntitle: Bet {n}\nchange: x\nmoves: k\nstatus: running\n" for n in range(3)
    )
    review, _ = reviewed(judge, PLAN + KPI + bets, PLAN[:-4] + bets)
    assert any(text.startswith("3 bets have lost the measure they bet on: ") for text in review.consequences)
    assert '"O" has lost its last measure' in review.consequences
