"""Baselines: an existing plan adopts the tool, and can only tighten."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.diagnostics import Diagnostic, Location, Severity
from alignctl.lint.baseline import Baseline, BaselineError, make_baseline, read_baseline, write_baseline
from alignctl.lint.rules import RULES
from alignctl.lint.setting_aside import apply_baseline

IN_FORCE = {rule.code: rule for rule in RULES}
CODES = st.sampled_from(["LOS001", "MEA005", "REF006"])
ITEMS = st.sampled_from(["a", "b", None])


@st.composite
def findings(draw: st.DrawFn) -> list[Diagnostic]:
    parts = draw(st.lists(st.tuples(CODES, ITEMS, st.sampled_from([(), ("targets", 0), ("targets", 1)]))))
    return [
        Diagnostic(code, IN_FORCE[code].name, Severity.ERROR, f"finding {n}", Location("plans/a.yaml", 0, at), item)
        for n, (code, item, at) in enumerate(parts)
    ]


@given(findings(), st.integers())
def test_what_was_found_is_known_whatever_the_order(found: list[Diagnostic], seed: int) -> None:
    baseline = make_baseline(found)
    assert read_baseline(write_baseline(baseline)) == baseline
    shuffled = random.Random(seed).sample(found, len(found))
    after = apply_baseline(shuffled, baseline, "b.json", IN_FORCE, {})
    assert len(after) == len(found)
    assert all(d.set_aside and d.set_aside.how == "baselined" for d in after)


@given(findings(), findings())
def test_only_new_findings_count_and_mended_ones_are_told(old: list[Diagnostic], new: list[Diagnostic]) -> None:
    after = apply_baseline(new, make_baseline(old), "b.json", IN_FORCE, {})
    counted = [d for d in after if d.set_aside is None and d.code != "SUP003"]
    stale = [d for d in after if d.code == "SUP003"]
    have, known = make_baseline(new).counts, make_baseline(old).counts
    assert len(counted) == sum(max(0, n - known.get(key, 0)) for key, n in have.items())
    assert len(stale) == sum(1 for key, n in known.items() if n > have.get(key, 0))
    assert len(after) == len(new) + len(stale)


def test_syntax_is_never_part_of_a_baseline() -> None:
    broken = Diagnostic("SCH004", "unknown-field", Severity.ERROR, "x", Location("plans/a.yaml"), "a")
    assert make_baseline([broken]) == Baseline()
    smuggled = Baseline(((("SCH004", "a", ""), 1),))
    assert apply_baseline([broken], smuggled, "b.json", IN_FORCE, {})[0].set_aside is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "no baseline of version 1"),
        ('{"version": 2, "entries": []}', "no baseline of version 1"),
        ('{"version": 1}', "entry 1 needs"),
        ('{"version": 1, "entries": [{"code": "LOS001", "item": "a", "field": "", "count": 0}]}', "entry 1 needs"),
        ('{"version": 1, "entries": [{"code": 1, "item": "a", "field": ""}]}', "entry 1 needs"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, says: str) -> None:
    with pytest.raises(BaselineError, match=says):
        read_baseline(text)


PLAN = "kind: outcome\nid: lonely\ntitle: Customers get an answer\n"


def test_a_plan_adopts_the_tool_and_tightens(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\nbaseline: known.json\n")
    (tmp_path / "plans").mkdir()
    plan = tmp_path / "plans" / "a.yaml"
    plan.write_text(PLAN)
    missing = run_alignctl("check", cwd=tmp_path)
    assert missing.returncode == 2
    assert "--write-baseline" in missing.stderr
    assert run_alignctl("check", "--write-baseline", cwd=tmp_path).returncode == 0
    adopted = run_alignctl("check", "--fail-on", "advice", cwd=tmp_path)
    assert adopted.returncode == 0, adopted.stdout
    assert "known from the baseline" in adopted.stdout
    plan.write_text("# moved down\n\n" + PLAN + "---\n" + PLAN.replace("lonely", "second"))
    worse = json.loads(run_alignctl("check", "-f", "json", cwd=tmp_path).stdout)
    assert {f["item"] for f in worse["findings"]} == {"second"}
    assert worse["summary"]["baselined"] == len(worse["set_aside"]) > 0


def test_a_comment_with_a_reason_sets_one_finding_aside(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\nselect: [SUP]\n")
    (tmp_path / "plans").mkdir()
    text = PLAN.replace("id: lonely", "id: lonely  # alignctl: ignore[LOS001, LOS003] -- being moved")
    (tmp_path / "plans" / "a.yaml").write_text(text)
    report = json.loads(run_alignctl("check", "-f", "json", cwd=tmp_path).stdout)
    assert {(f["code"], f["how"], f["reason"]) for f in report["set_aside"]} == {
        ("LOS001", "suppressed", "being moved"),
        ("LOS003", "suppressed", "being moved"),
    }
    assert not {"LOS001", "LOS003", "SUP001", "SUP002"} & {f["code"] for f in report["findings"]}
