"""The workflows for GitHub work as delivered and as `alignctl init` writes them, and ask for no more than they need."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from alignctl import __version__

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / "integrations").glob("github-*.yml"))
COMMENT = "marocchino/sticky-pull-request-comment"
UPLOAD = "github/codeql-action/upload-sarif"
FORK = "stranger/plan"
MEASURES = "plans/measures.yaml"
HOSTILE = "</details> @everyone [x](javascript:alert) ${{ github.token }} $(touch owned) `touch owned` ::error::x"

ALLOWED = {
    "github-due.yml": {"contents": "read"},
    "github-review.yml": {"contents": "read", "pull-requests": "write", "security-events": "write"},
    "github-review-comment.yml": {"contents": "read", "pull-requests": "write"},
}


def steps_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from document.get("runs", {}).get("steps", [])
    for job in document.get("jobs", {}).values():
        yield from job["steps"]


@pytest.fixture
def plan(forge, run_alignctl: Callable[..., Any]) -> Any:
    """A forge with what `alignctl init` writes on its main branch, and a branch `work` to change it on."""
    assert run_alignctl("init", cwd=forge.author).returncode == 0
    forge.commit({})
    forge.git("checkout", "-q", "-b", "work")
    return forge


def lower_the_target(plan: Any) -> str:
    text = (plan.author / MEASURES).read_text("utf-8")
    lowered = re.sub(r"(targets:[^\n]*value: )\d+", r"\g<1>62", text, count=1)
    assert lowered != text
    return plan.commit({MEASURES: lowered})


def review(plan: Any, head: str = "us/plan") -> Any:
    event = {
        "event_name": "pull_request",
        "base_ref": "main",
        "ref": "refs/pull/1/merge",
        "event": {"pull_request": {"head": {"repo": {"full_name": head}}}},
    }
    return plan.run_job(plan.author / ".github/workflows/plan.yml", event)


def comment(plan: Any, sha: str, requests: str, head: str = FORK, event: str = "pull_request") -> Any:
    """Run the workflow that comments, after a run at a commit; `requests` is what the forge knows of open ones."""
    plan.script("gh", f"#!/bin/sh\necho \"$@\" >> '{plan.folder}/gh.log'\nprintf '{requests}'\n")
    run = {
        "event": event,
        "head_sha": sha,
        "head_branch": "work",
        "head_repository": {"full_name": head, "owner": {"login": head.partition("/")[0]}},
    }
    github = {
        "event_name": "workflow_run",
        "ref": "refs/heads/main",
        "event": {"workflow_run": run, "repository": {"default_branch": "main"}},
    }
    return plan.run_job(ROOT / "integrations" / "github-review-comment.yml", github)


def test_a_new_plan_reviews_its_pull_requests(plan: Any) -> None:
    lower_the_target(plan)
    plan.open_request()
    run = review(plan)
    assert run.failed
    assert run.summary.startswith("**⛔ Not safe to merge as it is")
    assert [given["only_update"] for given in run.given(COMMENT)] == ["false"]
    assert len(run.given(UPLOAD)) == 1
    assert re.search(r"pip install --quiet --disable-pip-version-check alignctl==\d", plan.pip_log.read_text())


def test_a_new_plan_passes_its_own_review(plan: Any) -> None:
    plan.commit({"notes.md": "hello\n"})
    plan.open_request()
    run = review(plan)
    assert not run.failed, run.log
    assert [given["only_update"] for given in run.given(COMMENT)] == ["true"]


def test_a_pull_request_from_a_fork_gets_its_comment_from_the_second_workflow(plan: Any) -> None:
    sha = lower_the_target(plan)
    plan.open_request(7)
    run = comment(plan, sha, f"6\\t{'0' * 40}\\tmain\\n7\\t{sha}\\tmain\\n")
    assert not run.failed, run.log
    (given,) = run.given(COMMENT)
    assert (given["number_force"], given["only_update"], given["header"]) == ("7", "false", "alignctl .")
    text = Path(given["path"]).read_text("utf-8")
    assert text.startswith("**⛔ Not safe to merge as it is")
    assert "From where pull&#47;7 parted from origin&#47;main to pull&#47;7" in text
    assert "head=stranger:work" in (plan.folder / "gh.log").read_text()


def test_the_second_workflow_runs_and_checks_out_nothing_of_the_fork(plan: Any) -> None:
    """The fork brings another configuration, another workflow and a title that would like to be a command."""
    plan.commit({
        "alignctl.yaml": "ignore: [CHG, LOS]\nprofile: starter\n",
        ".github/workflows/plan-comment.yml": "jobs: {}\n",
        "sitecustomize.py": "raise SystemExit('owned')\n",
        "plans/bad.yaml": f"kind: outcome\nid: bad\ntitle: {HOSTILE!r}\n",
    })  # fmt: skip
    sha = lower_the_target(plan)
    plan.open_request(7)
    run = comment(plan, sha, f"7\\t{sha}\\tmain\\n")
    assert not run.failed, run.log
    assert not (plan.workspace / "sitecustomize.py").exists()
    assert not (plan.workspace / "plans/bad.yaml").exists()
    assert not list(plan.folder.rglob("owned"))
    text = Path(run.given(COMMENT)[0]["path"]).read_text("utf-8")
    assert "CHG001" in text, "the policy of main judges"
    assert "CHG011" in text, "and the try to loosen it is told"
    assert "@everyone" not in text
    assert "](javascript" not in text


@pytest.mark.parametrize("what", ["moved on in the list", "moved on at the fetch", "closed"])
def test_a_pull_request_that_has_moved_on_is_left_to_its_next_run(plan: Any, what: str) -> None:
    sha = lower_the_target(plan)
    newer = plan.commit({"notes.md": "more\n"})
    plan.open_request(7)
    requests = {"moved on in the list": f"7\\t{newer}\\tmain\\n", "moved on at the fetch": f"7\\t{sha}\\tmain\\n"}
    run = comment(plan, sha, requests.get(what, ""))
    assert not run.failed, run.log
    assert run.given(COMMENT) == []


@pytest.mark.parametrize(("head", "event"), [("us/plan", "pull_request"), (FORK, "push")])
def test_the_second_workflow_is_for_pull_requests_from_forks_alone(plan: Any, head: str, event: str) -> None:
    sha = lower_the_target(plan)
    plan.open_request(7)
    run = comment(plan, sha, f"7\\t{sha}\\tmain\\n", head, event)
    assert run.used == []
    assert run.log == ""


def test_the_second_workflow_says_why_it_cannot(plan: Any) -> None:
    sha = lower_the_target(plan)
    plan.open_request(7)
    run = comment(plan, sha, f"7\\t{sha}\\tgone\\n")
    assert run.failed
    assert 'git knows no revision "origin/gone"' in run.log
    assert run.given(COMMENT) == []


def test_init_writes_the_recipes_with_its_own_version(plan: Any) -> None:
    for source, place in (
        ("integrations/github-review.yml", ".github/workflows/plan.yml"),
        ("integrations/github-review-comment.yml", ".github/workflows/plan-comment.yml"),
        ("action.yml", ".github/actions/alignctl/action.yml"),
    ):
        written = (plan.author / place).read_text("utf-8")
        assert re.sub(r"(PACKAGE: alignctl)==[\d.]+\w*", r"\1", written) == (ROOT / source).read_text("utf-8")
        assert (f"  ALIGNCTL_PACKAGE: alignctl=={__version__}\n" in written) == ("workflows" in place)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_job_may_do_what_it_needs_and_no_more(path: Path) -> None:
    document = yaml.safe_load(path.read_text("utf-8"))
    assert document["permissions"] == {}
    (job,) = document["jobs"].values()
    assert job["permissions"] == ALLOWED[path.name]
    assert "pull_request_target" not in document[True], "`on` is true to this YAML reader"


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.stem)
def test_what_posts_is_pinned_and_no_expression_stands_in_a_script(path: Path) -> None:
    text = path.read_text("utf-8")
    for used in re.findall(r"uses: (.*)", text):
        assert used.startswith("./") or re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
    for step in steps_of(yaml.safe_load(text)):
        assert "${{" not in step.get("run", "")


def test_zizmor_finds_nothing(plan: Any) -> None:
    """The security linter for workflows, on the recipes and on what `alignctl init` writes."""
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    targets = [ROOT / "action.yml", *WORKFLOWS, plan.author]
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--no-config", "--quiet", *targets],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
