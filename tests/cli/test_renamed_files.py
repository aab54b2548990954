"""Items that got another id together with their file: found by what git says of the files, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_diff import CONFIG, KPI, TEAM, Run
from tests.repository import Repo

NOTES = "".join(
    f"# {number}. What everybody who edits this file should know, and nobody reads\n" for number in range(8)
)
OLD = NOTES + KPI
OTHER = """\
kind: kpi
id: contacts
title: Contacts for each clinic
level: output
direction: decrease
unit: count
definition: How many times a clinic calls or writes in a month, on the average of all clinics.
"""
REWRITTEN = (
    OLD.replace("id: fcr", "id: solved-at-once")
    .replace("title: Questions solved at the first contact", "title: Clinics that need one call and no second")
    .replace("level: outcome\n", "level: impact\n")
    .replace(
        "  - {date: 2026-03-31, value: 64}\n", "  - {date: 2026-03-31, value: 64}\n  - {date: 2026-06-30, value: 66}\n"
    )
    .replace(
        "baseline: {date: 2025-12-31, value: 61}\n",
        "baseline: {date: 2025-12-31, value: 61}\nlag: 5\ncadence: monthly\n",
    )
)
"""So different that likeness alone does not find it, while git takes the file for the old one."""


def told(run_alignctl: Run, folder: Path, *arguments: str) -> list[str]:
    """What the diff says of ids: new, gone, renamed."""
    done = run_alignctl("diff", *arguments, "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    changes = json.loads(done.stdout)["changes"]
    return [
        f"{c['change']} {c['item']}: {c['text']}" for c in changes if c["change"] in ("renamed", "added", "removed")
    ]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.commit({"alignctl.yaml": CONFIG, "plans/fcr.yaml": OLD, "plans/teams.yaml": TEAM})
    return made


def rename(repo: Repo, text: str, old: str = "plans/fcr.yaml", new: str = "plans/solved.yaml") -> None:
    repo.git("mv", old, new)
    repo.write({new: text})
    repo.git("add", "-A")


BY_GIT = 'renamed solved-at-once: was called "fcr" (found by git: "plans/fcr.yaml" was renamed to "plans/solved.yaml")'


def test_without_git_the_rewritten_item_is_another_one(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, REWRITTEN)
    repo.git("worktree", "add", "-q", "../before", "HEAD")
    found = told(run_alignctl, repo.top, "../before", ".")
    assert found == ["removed fcr: the kpi is gone", "added solved-at-once: a new kpi"]


def test_between_two_revisions(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, REWRITTEN)
    repo.git("commit", "-q", "-m", "another name")
    assert told(run_alignctl, repo.top, "HEAD~1", "HEAD") == [BY_GIT]
    assert told(run_alignctl, repo.top, "HEAD~1..HEAD") == [BY_GIT]
    assert told(run_alignctl, repo.top, "HEAD", "HEAD~1") == [
        'renamed fcr: was called "solved-at-once" (found by git: "plans/solved.yaml" was renamed to "plans/fcr.yaml")'
    ]


def test_in_the_index_and_in_the_working_tree(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, REWRITTEN)
    assert told(run_alignctl, repo.top, "--staged") == [BY_GIT]
    assert told(run_alignctl, repo.top) == [BY_GIT]
    repo.write({"plans/solved.yaml": REWRITTEN + "summary: Typed after the file was added.\n"})
    assert told(run_alignctl, repo.top, "HEAD") == [BY_GIT]


def test_a_lower_target_in_a_renamed_file_is_a_lower_target(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, REWRITTEN.replace("value: 75", "value: 70"))
    done = run_alignctl("diff", cwd=repo.top)
    assert done.returncode == 1
    assert "error[CHG001]" in done.stdout
    assert "found by git" in done.stdout
    since = run_alignctl("check", "--since", "main", "--select", "CHG", "--format", "concise", cwd=repo.top)
    assert "CHG001" in since.stdout
    assert "CHG007" not in since.stdout, "the measure did not vanish"
    markdown = run_alignctl("diff", "--format", "markdown", cwd=repo.top).stdout
    assert "found by git" in markdown


def test_an_item_that_is_alike_too_is_said_to_be_found_by_git(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, OLD.replace("id: fcr", "id: solved-at-once"))
    assert told(run_alignctl, repo.top) == [BY_GIT]


def test_a_file_that_git_does_not_know_yet_leaves_likeness(repo: Repo, run_alignctl: Run) -> None:
    (repo.top / "plans" / "fcr.yaml").rename(repo.top / "plans" / "solved.yaml")
    repo.write({"plans/solved.yaml": OLD.replace("id: fcr", "id: solved-at-once")})
    assert told(run_alignctl, repo.top) == ['renamed solved-at-once: was called "fcr" (found by likeness, 100% alike)']


def test_replaced_by_goes_before_git(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, REWRITTEN)
    stub = "{kind: kpi, id: fcr, title: Gone, retired: {date: 2026-06-30, why: Renamed}, replaced_by: solved-at-once}\n"
    repo.write({"plans/old.yaml": stub})
    repo.git("add", "-A")
    assert told(run_alignctl, repo.top) == ['renamed solved-at-once: was called "fcr" (as "replaced_by" says)']


def test_in_a_file_of_several_items_the_one_at_the_same_place(repo: Repo, run_alignctl: Run) -> None:
    repo.commit({"plans/fcr.yaml": f"{OTHER}---\n{OLD}"})
    rename(repo, f"{OTHER}---\n{REWRITTEN}")
    assert told(run_alignctl, repo.top) == [BY_GIT]
    repo.git("commit", "-q", "-m", "another name")
    rename(repo, f"{OTHER}---\n{TEAM.replace('support', 'help')}---\n{OLD}", "plans/solved.yaml", "plans/last.yaml")
    assert told(run_alignctl, repo.top, "HEAD") == [
        "added fcr: a new kpi",
        "added help: a new team",
        "removed solved-at-once: the kpi is gone",
    ], "with another document in between, a place says nothing"


def test_another_kind_is_another_item(repo: Repo, run_alignctl: Run) -> None:
    rename(repo, NOTES * 2 + "kind: outcome\nid: solved\ntitle: Questions solved at the first contact\n")
    assert "R" in repo.git("diff", "--cached", "--name-status", "-M")
    found = told(run_alignctl, repo.top, "HEAD")
    assert [entry.split(":")[0] for entry in found] == ["removed fcr", "added solved"]


def test_files_alike_by_their_keys_alone_hold_two_items(repo: Repo, run_alignctl: Run) -> None:
    repo.commit({"plans/a.yaml": NOTES + "kind: team\nid: sales\ntitle: Sales\nfunction: selling\n"})
    rename(repo, NOTES + "kind: team\nid: legal\ntitle: Law\nfunction: advice\n", "plans/a.yaml", "plans/b.yaml")
    assert "R" in repo.git("diff", "--cached", "--name-status", "-M")
    found = told(run_alignctl, repo.top, "HEAD")
    assert [entry.split(":")[0] for entry in found] == ["added legal", "removed sales"]


def test_a_plan_in_a_subfolder_with_odd_names(tmp_path: Path, run_alignctl: Run) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"work/our plan/alignctl.yaml": CONFIG, "work/our plan/plans/a\té.yaml": OLD, "fcr.yaml": OLD})
    rename(repo, REWRITTEN, "work/our plan/plans/a\té.yaml", 'work/our plan/plans/b "q".yaml')
    found = told(run_alignctl, repo.top / "work" / "our plan")
    assert len(found) == 1
    assert found[0].startswith('renamed solved-at-once: was called "fcr" (found by git: "plans/a')


def test_no_program_that_the_repository_names_is_started(repo: Repo, run_alignctl: Run, tmp_path: Path) -> None:
    trap = tmp_path / "started"
    for name in (
        "filter.trap.clean",
        "filter.trap.process",
        "diff.trap.command",
        "diff.trap.textconv",
        "diff.external",
    ):
        repo.git("config", name, f"touch {trap}; cat")
    repo.write({".gitattributes": "*.yaml filter=trap diff=trap\n"})
    repo.git("-c", "filter.trap.clean=cat", "-c", "filter.trap.process=", "mv", "plans/fcr.yaml", "plans/solved.yaml")
    repo.write({"plans/solved.yaml": OLD.replace("id: fcr", "id: solved-at-once")})
    trap.unlink(missing_ok=True)
    assert told(run_alignctl, repo.top) == [BY_GIT]
    assert told(run_alignctl, repo.top, "--staged") == []
    assert not trap.exists()
