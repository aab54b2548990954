"""The action works as delivered: its steps run as a runner would run them, on a pull request in a real clone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMENT = "marocchino/sticky-pull-request-comment"
UPLOAD = "github/codeql-action/upload-sarif"
CONFIG = "today: 2026-06-30\n"
TEAM = "kind: team\nid: support\ntitle: Customer Support\n"
KPI = """\
kind: kpi
id: fcr
title: Questions solved at the first contact
owner: support
measures: answers
level: outcome
direction: increase
unit: percent
baseline: {date: 2025-12-31, value: 61}
targets: {by: 2026-12-31, value: 75}
readings:
  - {date: 2026-05-31, value: 66}
"""
PLAN = {
    "docs/alignctl.yaml": CONFIG,
    "docs/plans/teams.yaml": TEAM,
    "docs/plans/fcr.yaml": KPI,
    "docs/plans/goals.yaml": (
        "kind: strategy\nid: heard\ntitle: Customers are heard\nwhy: They leave when nobody answers.\nowner: support\n"
        "---\nkind: outcome\nid: answers\ntitle: Customers get an answer\nsupports: heard\nowner: support\n"
    ),
}
EASIER = {"docs/plans/fcr.yaml": KPI.replace("value: 75", "value: 70")}
HARDER = {"docs/plans/fcr.yaml": KPI.replace("value: 75", "value: 80")}


def event_of(repository: str = "us/plan", **more: Any) -> dict[str, Any]:
    """A pull request from a branch of a repository: of one's own, or of a fork."""
    head = {"repo": {"full_name": repository}}
    request = {"event_name": "pull_request", "base_ref": "main", "ref": "refs/pull/1/merge"}
    return {**request, "event": {"pull_request": {"head": head}}, "repository": "us/plan", **more}


PUSH = {"event_name": "push", "base_ref": "", "ref": "refs/heads/main", "event": {}, "repository": "us/plan"}


def run_action(forge, event: dict[str, Any], depth: int = 0, **inputs: str) -> Any:
    """Check out, then use the action on the plan in `docs`."""
    forge.workspace = forge.folder / f"workspace-{len(list(forge.folder.iterdir()))}"
    return forge.use_action(ROOT / "action.yml", event, depth, working_directory="docs", **inputs)


@pytest.fixture
def request_of(forge):
    """A function that makes a repository with a plan, and a pull request that changes some files of it."""

    def make(files: dict[str, str | None]) -> Any:
        forge.commit(PLAN)
        forge.git("checkout", "-q", "-b", "work")
        forge.commit(files)
        forge.open_request()
        return forge

    return make


def test_a_lowered_target_is_annotated_told_uploaded_commented_and_fails(request_of) -> None:
    run = run_action(request_of(EASIER), event_of(), upload_sarif="true")
    assert run.failed
    assert run.outputs["exit-code"] == "1"
    assert "::error file=docs/plans/fcr.yaml,line=10" in run.log, (
        "on the line in the repository, not in the plan's folder"
    )
    assert run.summary.startswith("**⛔ Not safe to merge as it is")
    assert "## Plan check" in run.summary
    (upload,) = run.given(UPLOAD)
    results = json.loads(Path(upload["sarif_file"]).read_text("utf-8"))["runs"][0]["results"]
    assert "CHG001" in {result["ruleId"] for result in results}
    assert upload["category"] == "alignctl-docs"
    (comment,) = run.given(COMMENT)
    assert Path(comment["path"]).read_text("utf-8") in run.summary
    assert comment["path"] == run.outputs["review-file"]
    assert (comment["only_update"], comment["header"]) == ("false", "alignctl docs")


def test_what_was_set_aside_is_in_the_report_and_not_uploaded(request_of) -> None:
    lonely = "kind: outcome\n# alignctl: ignore[LOS001] -- on purpose\nid: lonely\ntitle: Customers come back\n"
    forge = request_of(HARDER)
    forge.git("checkout", "-q", "main")
    forge.commit({"docs/plans/old.yaml": lonely})
    forge.git("checkout", "-q", "work")
    forge.git("rebase", "-q", "main")
    forge.open_request()
    run = run_action(forge, event_of(), upload_sarif="true")
    (upload,) = run.given(UPLOAD)
    whole, uploaded = (
        json.loads(Path(path).read_text("utf-8"))["runs"][0]["results"]
        for path in (run.outputs["sarif-file"], upload["sarif_file"])
    )
    assert any(result.get("suppressions") for result in whole)
    assert uploaded == [result for result in whole if not result.get("suppressions")]


def test_a_harder_target_is_safe_and_commented(request_of) -> None:
    run = run_action(request_of(HARDER), event_of())
    assert not run.failed, run.log
    assert run.outputs["exit-code"] == "0"
    assert run.summary.startswith("**✅ Safe to merge")
    assert len(run.given(COMMENT)) == 1
    assert run.given(UPLOAD) == [], "only on request"


def test_one_comment_is_brought_up_to_date_and_a_change_beside_the_plan_begins_none(request_of) -> None:
    forge = request_of(EASIER)
    first = run_action(forge, event_of())
    forge.commit({**PLAN, "src/code.py": "print()\n"})
    forge.open_request()
    second = run_action(forge, event_of())
    ((before,), (after,)) = (first.given(COMMENT), second.given(COMMENT))
    assert before["header"] == after["header"], "the same header is the same comment"
    assert after["only_update"] == "true"
    assert Path(after["path"]).read_text("utf-8").startswith("**✅ Nothing in the plan changed.**")
    assert not second.failed


def test_a_pull_request_from_a_fork_gets_all_but_the_comment(request_of) -> None:
    run = run_action(request_of(EASIER), event_of("stranger/plan"), upload_sarif="true")
    assert run.failed
    assert run.given(COMMENT) == []
    assert len(run.given(UPLOAD)) == 1
    assert run.summary.startswith("**⛔ Not safe to merge as it is")


@pytest.mark.parametrize(("event", "comment"), [(PUSH, "true"), (event_of(), "false")], ids=["push", "not wanted"])
def test_no_comment(request_of, event: dict[str, Any], comment: str) -> None:
    run = run_action(request_of(HARDER), event, comment=comment)
    assert not run.failed, run.log
    assert run.given(COMMENT) == []
    assert (run.outputs["review-file"] == "") == (event is PUSH)
    assert "## Plan check" in run.summary


def test_a_shallow_clone_fails_with_the_remedy(request_of) -> None:
    run = run_action(request_of(EASIER), event_of(), depth=1, upload_sarif="true")
    assert run.failed
    assert run.outputs == {"exit-code": "2", "review-file": "", "sarif-file": ""}
    assert "fetch-depth: 0" in run.log
    assert run.used == [], "nothing to upload, and nothing to say"


def test_a_branch_that_is_behind_is_not_blamed_for_what_others_did(request_of) -> None:
    forge = request_of({"docs/plans/more.yaml": TEAM.replace("support", "web")})
    forge.git("checkout", "-q", "main")
    forge.commit(HARDER)
    forge.open_request()
    run = run_action(forge, event_of(ref="refs/pull/1/head"))
    assert not run.failed, run.log


@pytest.mark.parametrize(
    ("fail_on", "files", "failed", "code"),
    [
        ("", EASIER, True, "1"),
        ("never", EASIER, False, "1"),
        ("never", {"docs/alignctl.yaml": "today: never\n"}, True, "2"),
        ("advice", HARDER, True, "1"),
        ("error", HARDER, False, "0"),
        ("sometimes", HARDER, True, "2"),
    ],
)
def test_it_fails_as_configured(request_of, fail_on: str, files: dict[str, str], failed: bool, code: str) -> None:
    run = run_action(request_of(files), event_of(), fail_on=fail_on)
    assert (run.failed, run.outputs["exit-code"]) == (failed, code), run.log


def test_only_new_findings_count_on_request(request_of) -> None:
    old = "kind: outcome\nid: lonely\ntitle: Customers come back\n"
    forge = request_of(HARDER)
    forge.git("checkout", "-q", "main")
    forge.commit({"docs/plans/old.yaml": old})
    forge.open_request()
    assert run_action(forge, event_of()).failed
    assert not run_action(forge, event_of(), only_new="true").failed


@pytest.mark.parametrize(("action", "says"), [(COMMENT, "pull-requests: write"), (UPLOAD, "security-events: write")])
def test_what_cannot_be_posted_is_said_and_fails_nothing(request_of, action: str, says: str) -> None:
    forge = request_of(HARDER)
    forge.failing = {action}
    run = run_action(forge, event_of(), upload_sarif="true")
    assert not run.failed
    assert "::warning title=alignctl::" in run.log
    assert says in run.log


def test_inputs_cannot_become_commands(request_of) -> None:
    forge = request_of(HARDER)
    run = run_action(
        forge, event_of(), profile="$(touch owned); touch owned", fail_on="`touch owned`", only_new="$(id)"
    )
    assert run.failed
    assert run.outputs["exit-code"] == "2"
    assert not list(forge.folder.rglob("owned"))


@pytest.mark.parametrize(("package", "installs"), [("", str(ROOT)), ("alignctl==1.2.3", "alignctl==1.2.3")])
def test_it_installs_itself_or_what_is_named(request_of, package: str, installs: str) -> None:
    forge = request_of(HARDER)
    run_action(forge, event_of(), package=package)
    assert forge.pip_log.read_text().strip().endswith(f"pip install --quiet --disable-pip-version-check {installs}")
