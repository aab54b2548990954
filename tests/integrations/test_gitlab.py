"""The template for GitLab works as delivered: its scripts run as a runner would run them, against a small GitLab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = yaml.safe_load((ROOT / "integrations" / "gitlab-ci.yml").read_text("utf-8"))
REVIEW, COMMENT = TEMPLATE["alignctl"], TEMPLATE["alignctl-comment"]
NOTES = "/api/v4/projects/3/merge_requests/5/notes"
BOT, SOMEBODY = {"id": 42}, {"id": 1}
KPI = """\
kind: kpi
id: fcr
title: Questions solved at the first contact
level: outcome
direction: increase
unit: percent
baseline: {date: 2025-12-31, value: 61}
targets: {by: 2026-12-31, value: 75}
readings:
  - {date: 2026-05-31, value: 66}
"""
EASIER, HARDER = KPI.replace("value: 75", "value: 70"), KPI.replace("value: 75", "value: 80")


@pytest.fixture
def request_of(forge):
    """A function that checks a merge request out as GitLab does: at the commit of its branch, with all branches."""

    def make(text: str | None, depth: int = 0) -> Any:
        forge.commit({"alignctl.yaml": "today: 2026-06-30\nignore: [LOS, REF, MEA015]\n", "plans/fcr.yaml": KPI})
        forge.base = forge.git("rev-parse", "HEAD")
        forge.git("checkout", "-q", "-b", "work")
        forge.commit({"plans/fcr.yaml": text, "notes.md": "hello\n"})
        forge.git("checkout", "-q", "main")
        forge.commit({"plans/more.yaml": "kind: team\nid: web\ntitle: Web\n"})
        forge.open_request()
        forge.check_out("refs/pull/1/head", depth)
        return forge

    return make


def run_script(forge, job: dict[str, Any], **variables: str) -> subprocess.CompletedProcess[str]:
    """Bash as the runner calls it; `before_script` and `script` are one."""
    script = "\n".join([*job["before_script"], *job["script"]])
    path = f"{forge.bin}{os.pathsep}{os.environ['PATH']}"
    given = {"PATH": path, "HOME": str(forge.folder), **TEMPLATE["alignctl"]["variables"], **variables}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=forge.workspace, env=given, capture_output=True, text=True, check=False,
    )  # fmt: skip


def merge_request(forge, **more: str) -> dict[str, str]:
    return {
        "CI_MERGE_REQUEST_IID": "5",
        "CI_MERGE_REQUEST_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": forge.base,
        **more,
    }


def test_a_lowered_target_stands_in_every_report_and_fails(request_of) -> None:
    forge = request_of(EASIER)
    done = run_script(forge, REVIEW, **merge_request(forge))
    assert done.returncode == 1, done.stderr
    assert "Not safe to merge as it is: 1 error." in done.stdout
    assert "from where this work parted from main to the working tree" in done.stdout
    for path in REVIEW["artifacts"]["paths"]:
        assert (forge.workspace / path).is_file()
    reports = REVIEW["artifacts"]["reports"]
    entries = json.loads((forge.workspace / reports["codequality"]).read_text("utf-8"))
    places = {(e["check_name"], e["location"]["path"], e["location"]["lines"]["begin"]) for e in entries}
    assert [place for place in places if place[0].startswith("CHG")] == [("CHG001 moved-goalpost", "plans/fcr.yaml", 8)]
    assert len({e["fingerprint"] for e in entries}) == len(entries)
    assert "CHG001" in (forge.workspace / reports["junit"]).read_text("utf-8")
    assert json.loads((forge.workspace / "alignctl.sarif").read_text("utf-8"))["version"] == "2.1.0"
    review = (forge.workspace / "alignctl-review.md").read_text("utf-8")
    assert review.startswith("**⛔ Not safe to merge as it is")


@pytest.mark.parametrize(
    ("text", "variables", "code"),
    [
        (HARDER, {}, 0),
        (EASIER, {"ALIGNCTL_FAIL_ON": "never"}, 0),
        (HARDER, {"ALIGNCTL_FAIL_ON": "never", "ALIGNCTL_OPTIONS": "--profile none"}, 2),
        (HARDER, {"ALIGNCTL_FAIL_ON": "advice"}, 1),
        (HARDER, {"ALIGNCTL_FAIL_ON": "advice", "ALIGNCTL_ONLY_NEW": "true"}, 0),
        (EASIER, {"ALIGNCTL_ONLY_NEW": "true"}, 1),
    ],
)
def test_it_fails_as_configured(request_of, text: str, variables: dict[str, str], code: int) -> None:
    forge = request_of(text)
    done = run_script(forge, REVIEW, **merge_request(forge), **variables)
    assert done.returncode == code, done.stdout + done.stderr


def test_outside_a_merge_request_the_plan_alone_is_checked(request_of) -> None:
    forge = request_of(EASIER)
    done = run_script(forge, REVIEW, ALIGNCTL_ONLY_NEW="true")
    assert done.returncode == 0, done.stderr
    assert not (forge.workspace / "alignctl-review.md").exists()


def test_a_shallow_clone_fails_with_the_remedy(request_of) -> None:
    forge = request_of(EASIER, depth=1)
    done = run_script(forge, REVIEW, **merge_request(forge))
    assert done.returncode == 2
    assert "this clone is shallow" in done.stderr
    assert REVIEW["variables"]["GIT_DEPTH"] == "0", "the template asks for the whole history"


def test_text_of_a_merge_request_is_no_command(request_of) -> None:
    forge = request_of(EASIER)
    names = merge_request(forge, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="$(touch owned)`touch owned`")
    run_script(forge, REVIEW, **names)
    assert not list(forge.folder.rglob("owned"))


class GitLab(ThreadingHTTPServer):
    """As much of GitLab as comments need: who asks, and the notes of one merge request, two a page."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.notes: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.tokens: set[str | None] = set()


class Handler(BaseHTTPRequestHandler):
    server: GitLab

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def answer(self, value: Any, **headers: str) -> None:
        self.server.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        self.server.tokens.add(self.headers["PRIVATE-TOKEN"])
        body = json.dumps(value).encode()
        self.send_response(200)
        for name, content in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, content)
        self.end_headers()
        self.wfile.write(body)

    def body(self) -> str:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]

    def do_GET(self) -> None:
        if self.path.startswith("/api/v4/user"):
            self.answer(BOT)
            return
        page = 2 if "page=2" in self.path else 1
        link = f'<http://127.0.0.1:{self.server.server_port}{NOTES}?page=2>; rel="next"'
        more = len(self.server.notes) > 2 * page
        self.answer(self.server.notes[2 * page - 2 : 2 * page], **({"Link": link} if more else {}))

    def do_POST(self) -> None:
        note = {"id": len(self.server.notes) + 1, "author": BOT, "body": self.body()}
        self.server.notes.append(note)
        self.answer(note)

    def do_PUT(self) -> None:
        note = next(n for n in self.server.notes if self.path == f"{NOTES}/{n['id']}")
        note["body"] = self.body()
        self.answer(note)


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    server = GitLab()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def post(forge, gitlab: GitLab, review: str) -> None:
    forge.workspace.mkdir(exist_ok=True)
    (forge.workspace / "alignctl-review.md").write_text(review, "utf-8")
    # The one Python here that has the client that the job installs.
    forge.script("python", f'#!/bin/sh\n[ "$2" = pip ] || exec {sys.executable} "$@"\n')
    variables = {"CI_MERGE_REQUEST_IID": "5", "CI_MERGE_REQUEST_PROJECT_ID": "3", "ALIGNCTL_GITLAB_TOKEN": "secret"}
    url = f"http://127.0.0.1:{gitlab.server_port}"
    done = run_script(forge, COMMENT, CI_SERVER_URL=url, **variables)
    assert done.returncode == 0, done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_one_comment_is_written_and_then_brought_up_to_date(forge, gitlab: GitLab) -> None:
    mark = "<!-- alignctl review -->"
    gitlab.notes = [{"id": n, "author": SOMEBODY, "body": f"what about {mark}?"} for n in (1, 2, 3)]
    post(forge, gitlab, "**✅ Safe to merge**\n")
    post(forge, gitlab, "**⛔ Not safe to merge as it is**\n")
    post(forge, gitlab, "**✅ Nothing in the plan changed.**\n")
    assert [note["author"] for note in gitlab.notes] == [SOMEBODY, SOMEBODY, SOMEBODY, BOT]
    assert gitlab.notes[3]["body"] == f"**✅ Nothing in the plan changed.**\n\n{mark}\n"
    assert [line for line in gitlab.asked if "GET" not in line] == [f"POST {NOTES}", *[f"PUT {NOTES}/4"] * 2]
    assert gitlab.tokens == {"secret"}


def test_a_change_beside_the_plan_begins_no_comment(forge, gitlab: GitLab) -> None:
    post(forge, gitlab, "**✅ Nothing in the plan changed.**\n")
    assert gitlab.notes == []


def test_the_comment_is_for_merge_requests_with_a_token_alone_and_its_client_is_pinned() -> None:
    (rule,) = COMMENT["rules"]
    assert rule == {
        "if": '$CI_PIPELINE_SOURCE == "merge_request_event" && $ALIGNCTL_GITLAB_TOKEN',
        "when": "always",
    }
    assert COMMENT["needs"] == [{"job": "alignctl", "artifacts": True}]
    assert COMMENT["variables"] == {"GIT_STRATEGY": "none"}, "it needs no file of the merge request but the review"
    assert COMMENT["before_script"] == [
        "python -m pip install --quiet --disable-pip-version-check python-gitlab==8.6.0"
    ]
