"""`alignctl diff` and `alignctl check --since` in real git repositories."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.repository import Repo

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
  - {date: 2026-03-31, value: 64}
"""
TEAM = "kind: team\nid: support\ntitle: Customer Support\n"
EASIER = KPI.replace("value: 75", "value: 70")
CONFIG = "today: 2026-06-30\n"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with a small plan on main."""
    made = Repo(tmp_path / "repo")
    made.commit({"alignctl.yaml": CONFIG, "plans/fcr.yaml": KPI, "plans/teams.yaml": TEAM})
    return made


def test_working_tree_against_main(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"plans/fcr.yaml": EASIER})
    done = run_alignctl("diff", cwd=repo.top)
    assert done.returncode == 1
    assert done.stdout.startswith("Not safe to merge as it is: 1 error.\n")
    assert "the target for 31 December 2026 went from 75 percent to 70 percent" in done.stdout
    assert "--> plans/fcr.yaml:8:10" in done.stdout


def test_no_change_is_said_and_safe(repo: Repo, run_alignctl: Run) -> None:
    done = run_alignctl("diff", cwd=repo.top)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Nothing in the plan changed.")


def test_staged_compares_the_index_and_not_the_working_tree(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"plans/fcr.yaml": EASIER})
    assert run_alignctl("diff", "--staged", cwd=repo.top).returncode == 0
    repo.git("add", "-A")
    repo.write({"plans/fcr.yaml": KPI})
    assert run_alignctl("diff", "--staged", cwd=repo.top).returncode == 1
    assert run_alignctl("diff", cwd=repo.top).returncode == 0
    assert run_alignctl("diff", "--staged", "HEAD", cwd=repo.top).returncode == 1


def test_staged_takes_no_head(repo: Repo, run_alignctl: Run) -> None:
    done = run_alignctl("diff", "--staged", "HEAD", "HEAD", cwd=repo.top)
    assert done.returncode == 2
    assert "do not name a HEAD as well" in done.stderr


@pytest.mark.parametrize("names", [("HEAD~1", "HEAD"), ("HEAD~1..HEAD",), ("HEAD~1...HEAD",), ("HEAD~1..",)])
def test_two_revisions(repo: Repo, run_alignctl: Run, names: tuple[str, ...]) -> None:
    repo.commit({"plans/fcr.yaml": EASIER})
    repo.write({"plans/fcr.yaml": KPI})
    done = run_alignctl("diff", *names, cwd=repo.top)
    assert done.returncode == 1
    assert "from HEAD~1" in done.stdout or "to HEAD" in done.stdout
    assert run_alignctl("diff", "HEAD", "HEAD~1", cwd=repo.top).returncode == 0, "raised again, it is harder"


def test_folders_are_compared_without_git(tmp_path: Path, run_alignctl: Run) -> None:
    for name, text in (("a", KPI), ("b", EASIER)):
        (tmp_path / name / "plans").mkdir(parents=True)
        (tmp_path / name / "plans" / "fcr.yaml").write_text(text)
        (tmp_path / name / "alignctl.yaml").write_text(CONFIG)
    assert run_alignctl("diff", "a", "b", cwd=tmp_path).returncode == 1
    assert run_alignctl("diff", "../b", "../a", cwd=tmp_path / "a").returncode == 0


def test_default_base_is_where_the_work_parted_from_main(repo: Repo, run_alignctl: Run) -> None:
    repo.git("switch", "-q", "-c", "work")
    repo.commit({"plans/fcr.yaml": KPI + "summary: What customers feel.\n"})
    repo.git("switch", "-q", "main")
    repo.commit({"plans/fcr.yaml": EASIER}, "main went on")
    repo.git("switch", "-q", "work")
    done = run_alignctl("diff", cwd=repo.top)
    assert done.returncode == 0, "what main did meanwhile is not our change"
    assert "from where this work parted from main" in done.stdout


def test_merge_commit_shows_what_the_branch_did(repo: Repo, run_alignctl: Run) -> None:
    before = repo.git("rev-parse", "HEAD")
    repo.git("switch", "-q", "-c", "work")
    repo.commit({"plans/fcr.yaml": EASIER})
    repo.git("switch", "-q", "main")
    repo.commit({"plans/teams.yaml": TEAM + "purpose: Help.\n"})
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "work")
    first = run_alignctl("diff", "HEAD^1", "HEAD", "--format", "json", cwd=repo.top)
    assert [c["item"] for c in json.loads(first.stdout)["changes"]] == ["fcr"]
    second = run_alignctl("diff", "HEAD^2", "HEAD", "--format", "json", cwd=repo.top)
    assert [c["item"] for c in json.loads(second.stdout)["changes"]] == ["support"]
    whole = run_alignctl("diff", before, "HEAD", "--format", "json", cwd=repo.top)
    assert [c["item"] for c in json.loads(whole.stdout)["changes"]] == ["fcr", "support"]


def test_file_renamed_and_edited_at_once(repo: Repo, run_alignctl: Run) -> None:
    repo.git("mv", "plans/fcr.yaml", "plans/measures.yaml")
    repo.write({"plans/measures.yaml": "# moved\n" + EASIER})
    document = json.loads(run_alignctl("diff", "--format", "json", cwd=repo.top).stdout)
    assert [(c["change"], c["item"]) for c in document["changes"]] == [("target-moved", "fcr")]
    assert document["moved"] == ["fcr"]
    assert document["findings"][0]["location"]["file"] == "plans/measures.yaml"
    assert document["findings"][0]["location"]["line"] == 9


def test_unparsable_base_is_said_and_the_rest_compared(repo: Repo, run_alignctl: Run) -> None:
    repo.commit({"plans/fcr.yaml": KPI, "plans/broken.yaml": "kind: team\nid: sales\ntitle: [Sales\n"})
    repo.write({"plans/broken.yaml": "kind: team\nid: sales\ntitle: Sales\n", "plans/fcr.yaml": EASIER})
    done = run_alignctl("diff", "HEAD", "--format", "json", cwd=repo.top)
    document = json.loads(done.stdout)
    assert [c["item"] for c in document["changes"]] == ["fcr"], "sales may have been there"
    assert any("plans/broken.yaml" in entry["what"] + entry["why"] for entry in document["not_compared"])


def test_wholly_unparsable_base_is_no_plan_that_vanished(repo: Repo, run_alignctl: Run) -> None:
    repo.commit({"plans/fcr.yaml": "kind: [\n", "plans/teams.yaml": "\x00"})
    repo.write({"plans/fcr.yaml": KPI, "plans/teams.yaml": TEAM})
    done = run_alignctl("diff", "HEAD", cwd=repo.top)
    assert done.returncode == 0
    assert done.stdout.startswith("Look before you merge")
    assert "Not compared" in done.stdout


def test_empty_base_makes_everything_new(tmp_path: Path, run_alignctl: Run) -> None:
    made = Repo(tmp_path / "new")
    made.commit({"README.md": "hello\n"})
    made.write({"alignctl.yaml": CONFIG + "profile: starter\n", "plans/fcr.yaml": KPI})
    done = run_alignctl("diff", "HEAD", cwd=made.top)
    assert done.returncode == 0
    assert "there is no plan in HEAD, so everything is new" in done.stdout
    assert "1 new" in done.stdout


def test_plan_that_is_gone_is_told_item_by_item(repo: Repo, run_alignctl: Run) -> None:
    repo.git("rm", "-q", "-r", "plans")
    done = run_alignctl("diff", "HEAD", cwd=repo.top)
    assert done.returncode == 1
    assert done.stdout.count("error[CHG007]") == 2
    assert "there is no plan in the working tree any more" in done.stdout


def test_no_plan_on_either_side(tmp_path: Path, run_alignctl: Run) -> None:
    made = Repo(tmp_path / "none")
    made.commit({"README.md": "hello\n"})
    done = run_alignctl("diff", "HEAD", cwd=made.top)
    assert (done.returncode, done.stdout) == (3, "")
    assert "nothing to compare" in done.stderr


def test_plan_in_a_folder_of_a_larger_repository(tmp_path: Path, run_alignctl: Run) -> None:
    made = Repo(tmp_path / "mono")
    made.commit(
        {
            "src/main.py": "x = 1\n",
            "plans/other.yaml": KPI.replace("id: fcr", "id: not-ours"),
            "teams/help desk/alignctl.yaml": CONFIG,
            "teams/help desk/plans/fcr.yaml": KPI,
            "teams/help desk/plans/größe.yaml": TEAM,
        }
    )
    inside = made.top / "teams" / "help desk"
    made.write({"teams/help desk/plans/fcr.yaml": EASIER, "plans/other.yaml": "gone: true\n"})
    done = run_alignctl("diff", "HEAD", cwd=inside)
    assert done.returncode == 1
    assert done.stdout.count("error[") == 1
    assert "--> plans/fcr.yaml:8" in done.stdout
    below = run_alignctl("diff", "HEAD", cwd=inside / "plans")
    assert below.stdout == done.stdout


def test_lfs_pointers_are_not_taken_for_a_plan(repo: Repo, run_alignctl: Run) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    repo.commit(
        {
            "plans/teams.yaml": pointer,
            "plans/table.yaml": KPI.replace("id: fcr", "id: table").split("readings")[0] + "readings: table.csv\n",
            "plans/table.csv": pointer,
        }
    )
    repo.write({"plans/teams.yaml": TEAM, "plans/table.csv": "date,value\n2026-03-31,64\n"})
    document = json.loads(run_alignctl("diff", "HEAD", "--format", "json", cwd=repo.top).stdout)
    assert document["changes"] == []
    told = {entry["what"]: entry["why"] for entry in document["not_compared"]}
    assert "git lfs pull" in told["plans/teams.yaml"]
    assert told['"readings" of kpi "table"'] == "could not be read in the older plan"


def test_shallow_clone_says_how_to_fetch_more(repo: Repo, tmp_path: Path, run_alignctl: Run) -> None:
    repo.commit({"plans/fcr.yaml": EASIER})
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(clone))
    for arguments in (("HEAD~1",), ("HEAD~1...HEAD",)):
        done = run_alignctl("diff", *arguments, cwd=clone)
        assert done.returncode == 2
        assert "fetch-depth: 0" in done.stderr
    assert "fetch-depth: 0" in run_alignctl("check", "--since", "HEAD~1", cwd=clone).stderr


def test_detached_pull_request_is_compared_with_its_target_branch(
    repo: Repo, tmp_path: Path, run_alignctl: Run
) -> None:
    repo.git("switch", "-q", "-c", "next")
    repo.commit({"plans/fcr.yaml": EASIER})
    clone = tmp_path / "clone"
    repo.git("clone", "-q", f"file://{repo.top}", str(clone))
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=clone, check=True)
    onto_main = run_alignctl("diff", cwd=clone, env={"GITHUB_BASE_REF": "main"})
    assert onto_main.returncode == 1
    assert "parted from origin/main" in onto_main.stdout
    assert run_alignctl("diff", cwd=clone, env={"GITHUB_BASE_REF": "next"}).returncode == 0
    assert run_alignctl("diff", cwd=clone, env={"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "gone"}).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere",), 'git knows no revision "nowhere"'),
        (("--", "-p"), '"-p" is no revision'),
        (("HEAD", "nowhere"), 'git knows no revision "nowhere"'),
        ((" ",), "is no revision"),
    ],
)
def test_revision_that_is_not_there(repo: Repo, run_alignctl: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run_alignctl("diff", *arguments, cwd=repo.top)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_repository(tmp_path: Path, run_alignctl: Run) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "fcr.yaml").write_text(KPI)
    done = run_alignctl("diff", cwd=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.returncode == 2
    assert "no git repository" in done.stderr


def test_repository_without_a_commit(tmp_path: Path, run_alignctl: Run) -> None:
    made = Repo(tmp_path / "unborn")
    made.write({"plans/fcr.yaml": KPI})
    done = run_alignctl("diff", cwd=made.top)
    assert done.returncode == 2
    assert "name a base" in done.stderr


def test_no_git_program(repo: Repo, run_alignctl: Run) -> None:
    done = run_alignctl("diff", cwd=repo.top, env={"PATH": str(repo.top)})
    assert done.returncode == 2
    assert "git is not installed here" in done.stderr


def test_unfinished_merge_cannot_be_compared_as_staged(repo: Repo, run_alignctl: Run) -> None:
    repo.git("switch", "-q", "-c", "work")
    repo.commit({"plans/fcr.yaml": EASIER})
    repo.git("switch", "-q", "main")
    repo.commit({"plans/fcr.yaml": KPI.replace("value: 75", "value: 80")})
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "work")
    done = run_alignctl("diff", "--staged", cwd=repo.top)
    assert done.returncode == 2
    assert "in the middle of a merge" in done.stderr


def test_other_line_ends_in_the_working_tree_are_no_change(repo: Repo, run_alignctl: Run) -> None:
    (repo.top / "plans" / "fcr.yaml").write_bytes(KPI.replace("\n", "\r\n").encode())
    assert run_alignctl("diff", "HEAD", cwd=repo.top).stdout.startswith("Nothing in the plan changed.")


def test_links_and_files_that_are_no_plan_are_left_out(repo: Repo, run_alignctl: Run) -> None:
    (repo.top / "plans" / "link.yaml").symlink_to("fcr.yaml")
    repo.commit({"plans/.hidden/x.yaml": "kind: [\n", "plans/notes.txt": "hello\n"})
    (repo.top / "plans" / "link.yaml").unlink()
    assert run_alignctl("diff", "HEAD", cwd=repo.top).stdout.startswith("Nothing in the plan changed.")


def test_revisions_are_read_by_few_processes_and_nothing_is_checked_out(
    repo: Repo, tmp_path: Path, run_alignctl: Run
) -> None:
    repo.commit({f"plans/team-{n}.yaml": f"kind: team\nid: team-{n}\ntitle: Team {n}\n" for n in range(40)})
    repo.commit({"plans/fcr.yaml": EASIER})
    log, bin_ = tmp_path / "log", tmp_path / "bin"
    bin_.mkdir()
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    (bin_ / "git").write_text(f'#!/bin/sh\necho "$*" >> "{log}"\nexec "{real}" "$@"\n')
    (bin_ / "git").chmod(0o755)
    done = run_alignctl("diff", "HEAD~1", "HEAD", cwd=repo.top, env={"PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"})
    assert done.returncode == 1
    calls = log.read_text().splitlines()
    assert len(calls) <= 10
    assert len([call for call in calls if call.endswith("cat-file --batch")]) == 2, "one for each revision"
    assert not [call for call in calls if re.search(r" (checkout|worktree|clone|fetch|stash|archive)\b", call)]
    assert repo.git("status", "--porcelain") == ""


def test_a_repository_of_somebody_else_starts_no_program(repo: Repo, tmp_path: Path, run_alignctl: Run) -> None:
    mark = tmp_path / "started"
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\ntouch {mark}\n")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.sshCommand",
        "diff.external",
        "core.pager",
        "filter.x.smudge",
        "filter.x.clean",
    ):
        repo.git("config", key, str(script))
    repo.write({".gitattributes": "*.yaml filter=x diff=x\n", "plans/fcr.yaml": EASIER})
    assert run_alignctl("diff", "HEAD", cwd=repo.top).returncode == 1
    assert run_alignctl("diff", "--staged", cwd=repo.top).returncode == 0
    assert not mark.exists()


def test_files_that_are_the_same_need_not_be_read_again(repo: Repo, run_alignctl: Run) -> None:
    """A table that changed makes the file that names it another one, although its own bytes are the same."""
    repo.commit(
        {
            "plans/table.yaml": KPI.replace("id: fcr", "id: table").split("readings")[0] + "readings: table.csv\n",
            "plans/table.csv": "date,value\n2026-03-31,64\n",
        }
    )
    repo.write({"plans/table.csv": "date,value\n2026-03-31,69\n"})
    document = json.loads(run_alignctl("diff", "HEAD", "--format", "json", cwd=repo.top).stdout)
    assert [(c["change"], c["old"]["value"], c["new"]["value"]) for c in document["changes"]] == [
        ("reading-corrected", 64.0, 69.0)
    ]


def test_a_table_outside_the_folders_of_the_plan_is_read_where_it_is_named(repo: Repo, run_alignctl: Run) -> None:
    table = KPI.replace("id: fcr", "id: table").split("readings")[0] + "readings: ../data/table.csv\n"
    rows = "date,value\n2026-03-31,64\n"
    repo.commit({"plans/table.yaml": table, "data/table.csv": rows, "data/other.csv": "nobody,names,me\n"})
    repo.commit({"data/table.csv": rows.replace("64", "69"), "data/other.csv": "still\n"})
    for arguments in (("HEAD~1",), ("HEAD~1", "HEAD"), ("HEAD~1", "--staged")):
        document = json.loads(run_alignctl("diff", *arguments, "--format", "json", cwd=repo.top).stdout)
        assert [(c["change"], c["old"]["value"], c["new"]["value"]) for c in document["changes"]] == [
            ("reading-corrected", 64.0, 69.0)
        ]
        assert document["not_compared"] == []


def test_another_folder_of_plans_before_the_change(repo: Repo, run_alignctl: Run) -> None:
    """The older configuration says where the older plan lies, and both are the same plan."""
    repo.commit({"alignctl.yaml": CONFIG + "plans: goals\n", "goals/fcr.yaml": KPI})
    repo.git("rm", "-q", "-r", "goals")
    repo.write({"alignctl.yaml": CONFIG + "plans: aims\n", "aims/fcr.yaml": EASIER})
    document = json.loads(run_alignctl("diff", "HEAD", "--format", "json", cwd=repo.top).stdout)
    assert [(c["change"], c["item"]) for c in document["changes"]] == [("target-moved", "fcr")]
    assert document["moved"] == ["fcr"]


def test_json_is_as_its_schema_says(repo: Repo, root: Path, run_alignctl: Run) -> None:
    schema = json.loads((root / "schemas" / "diff.schema.json").read_text("utf-8"))
    repo.commit({"plans/fcr.yaml": KPI, "plans/more.yaml": "kind: outcome\nid: x\ntitle: X\n---\nkind: [\n"})
    repo.git("rm", "-q", "plans/teams.yaml")
    repo.write(
        {
            "plans/fcr.yaml": EASIER + "owner: support\n",
            "plans/more.yaml": "kind: outcome\nid: y\ntitle: Quite another\n",
        }
    )
    for arguments in (("HEAD",), ("HEAD", "HEAD")):
        done = run_alignctl("diff", *arguments, "--format", "json", cwd=repo.top)
        jsonschema.validate(json.loads(done.stdout), schema)


def test_report_goes_to_a_file(repo: Repo, run_alignctl: Run) -> None:
    done = run_alignctl("diff", "HEAD", "--format", "markdown", "--output", "comment.md", cwd=repo.top)
    assert (done.returncode, done.stdout) == (0, "")
    assert (repo.top / "comment.md").read_text().startswith("**✅ Nothing in the plan changed.**")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("advice", 1)])
def test_fail_on(repo: Repo, run_alignctl: Run, fail_on: str, code: int) -> None:
    repo.commit({"plans/fcr.yaml": KPI + "source: help desk\n"})
    repo.write({"plans/fcr.yaml": KPI + "source: survey\n"})
    assert run_alignctl("diff", "HEAD", "--fail-on", fail_on, cwd=repo.top).returncode == code


def test_the_older_policy_judges(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"alignctl.yaml": CONFIG + "ignore: CHG001\nfail_on: error\n", "plans/fcr.yaml": EASIER})
    for arguments in (("diff", "HEAD"), ("check", "--since", "HEAD", "-f", "concise")):
        done = run_alignctl(*arguments, cwd=repo.top)
        assert done.returncode == 1
        assert "CHG001" in done.stdout
        assert "alignctl.yaml:2:1" in done.stdout, "the line that loosens it"
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "policy")
    repo.write({"plans/fcr.yaml": KPI.replace("value: 75", "value: 66")})
    assert run_alignctl("diff", "HEAD", cwd=repo.top).returncode == 0, "from then on it is the policy"


def test_a_configuration_that_cannot_be_read_before_the_change(repo: Repo, run_alignctl: Run) -> None:
    repo.commit({"alignctl.yaml": "profile: [\n"})
    repo.write({"alignctl.yaml": CONFIG})
    done = run_alignctl("diff", "HEAD", cwd=repo.top)
    assert done.returncode == 0
    assert "the configuration of HEAD cannot be read" in done.stdout


def check_json(run: Run, repo: Repo, *arguments: str) -> Any:
    return json.loads(run("check", "--format", "json", *arguments, cwd=repo.top).stdout)


def test_since_tells_what_the_change_brought_in(repo: Repo, run_alignctl: Run) -> None:
    repo.write(
        {
            "plans/fcr.yaml": "# a line more\n" + EASIER,
            "plans/new.yaml": "kind: outcome\nid: new\ntitle: Customers come back\n",
        }
    )
    everything = check_json(run_alignctl, repo)
    since = check_json(run_alignctl, repo, "--since", "HEAD")
    only = check_json(run_alignctl, repo, "--since", "HEAD", "--only-new")
    assert {f["code"] for f in since["findings"]} == {f["code"] for f in everything["findings"]} | {"CHG001"}
    assert {f["item"] for f in only["findings"]} == {"new", "fcr"}
    assert [f["code"] for f in only["findings"] if f["item"] == "fcr"] == ["CHG001"]
    assert only["summary"]["earlier"] == len(since["findings"]) - len(only["findings"]) > 0
    assert {f["how"] for f in only["set_aside"]} == {"earlier"}


def test_since_is_since_this_work_parted_from_a_branch(repo: Repo, run_alignctl: Run) -> None:
    """What others have merged there meanwhile (here: a harder target) was not undone by this work."""
    repo.git("switch", "-q", "-c", "work")
    repo.commit({"plans/new.yaml": "kind: outcome\nid: new\ntitle: Customers come back\n"})
    repo.git("switch", "-q", "main")
    repo.commit({"plans/fcr.yaml": KPI.replace("value: 75", "value: 80")})
    repo.git("switch", "-q", "work")
    assert {f["item"] for f in check_json(run_alignctl, repo, "--since", "main", "--only-new")["findings"]} == {"new"}
    other = run_alignctl("diff", "main...work", cwd=repo.top).stdout
    assert "from where work parted from main to work" in other


@pytest.mark.parametrize("known", ["CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"])
def test_gitlab_names_the_commit_to_compare_with(repo: Repo, run_alignctl: Run, known: str) -> None:
    base = repo.git("rev-parse", "HEAD")
    repo.commit({"plans/fcr.yaml": EASIER})
    env = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", known: base}
    done = run_alignctl("diff", cwd=repo.top, env=env)
    assert done.returncode == 1
    assert "from where this work parted from main to the working tree" in done.stdout


def test_since_knows_an_old_finding_under_a_new_id(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"plans/fcr.yaml": KPI.replace("id: fcr", "id: first-contact")})
    assert check_json(run_alignctl, repo, "--since", "HEAD", "--only-new")["findings"] == []


@pytest.mark.parametrize("form", ["full", "concise", "sarif", "github", "gitlab", "junit", "markdown", "json"])
def test_since_in_every_format_on_the_right_line(repo: Repo, run_alignctl: Run, form: str) -> None:
    repo.write({"plans/fcr.yaml": EASIER})
    done = run_alignctl("check", "--since", "HEAD", "--only-new", "--format", form, cwd=repo.top)
    assert done.returncode == 1
    assert "CHG001" in done.stdout
    line = {
        "full": "plans/fcr.yaml:8:10",
        "concise": "plans/fcr.yaml:8:10",
        "sarif": '"startLine": 8',
        "github": "file=plans/fcr.yaml,line=8",
        "gitlab": '"begin": 8',
        "junit": "plans/fcr.yaml:8:10",
        "markdown": "plans&#47;fcr.yaml&#58;8",
        "json": '"line": 8',
    }
    assert line[form] in done.stdout


@pytest.mark.parametrize(
    ("after", "place"),
    [
        ({"plans/a.yaml": "kind: outcome\nid: o\ntitle: O\nsupports: gone\n---\n" + TEAM}, ("plans/a.yaml", 4)),
        ({"plans/a.yaml": "kind: outcome\nid: o\ntitle: O\n---\n" + TEAM}, ("plans/a.yaml", 6)),
        ({"plans/a.yaml": "kind: outcome\nid: o\ntitle: O\n"}, ("plans/a.yaml", 2)),
        ({"plans/b.yaml": "kind: outcome\nid: o\ntitle: O\n"}, ("plans/a.yaml", None)),
    ],
    ids=["at a link to it", "at the item before it", "at the item after it", "at the file it stood in"],
)
def test_an_item_that_is_gone_is_told_where_something_is_left(
    tmp_path: Path, run_alignctl: Run, after: dict[str, str], place: tuple[str, int | None]
) -> None:
    made = Repo(tmp_path / "gone")
    gone = "kind: strategy\nid: gone\ntitle: A strategy\nwhy: Because.\n"
    made.commit({"alignctl.yaml": CONFIG, "plans/a.yaml": f"{TEAM}---\n{gone}---\nkind: outcome\nid: o\ntitle: O\n"})
    made.git("rm", "-q", "plans/a.yaml")
    made.write(after)
    document = json.loads(run_alignctl("diff", "HEAD", "--format", "json", cwd=made.top).stdout)
    found = next(f for f in document["findings"] if f["item"] == "gone")
    assert (found["location"]["file"], found["location"]["line"]) == place


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--only-new",), "--only-new goes with --since"),
        (("--since", "HEAD", "--fix"), "does not go with fixing"),
        (("--since", "nowhere"), 'git knows no revision "nowhere"'),
    ],
)
def test_since_misused(repo: Repo, run_alignctl: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run_alignctl("check", *arguments, cwd=repo.top)
    assert done.returncode == 2
    assert says in done.stderr


def test_same_bytes_whatever_the_hash_seed(repo: Repo) -> None:
    repo.write(
        {
            "plans/fcr.yaml": EASIER.replace("id: fcr", "id: renamed"),
            "plans/teams.yaml": TEAM.replace("id: support", "id: helpers"),
        }
    )
    outputs = set()
    for seed in ("0", "1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "alignctl", "diff", "HEAD", "--format", "json"],
            cwd=repo.top,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=False,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert b'"renamed"' in outputs.pop()
