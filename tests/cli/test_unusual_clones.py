"""`alignctl diff` and `check --since` where not all that git knows lies here, or not as git keeps it."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_diff import CONFIG, EASIER, KPI, TEAM, Run
from tests.repository import Repo

NOTHING = "Nothing in the plan changed."
TABLE = KPI.replace("id: fcr", "id: table").split("readings")[0] + "readings: table.csv\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A plan in two folders; the measure in one is owned by the team in the other."""
    made = Repo(tmp_path / "repo")
    made.commit(
        {
            "alignctl.yaml": CONFIG,
            "plans/fcr.yaml": KPI + "owner: support\n",
            "plans/teams/teams.yaml": TEAM,
            "plans/teams/table.yaml": TABLE,
            "plans/teams/table.csv": "date,value\n2026-03-31,64\n",
        }
    )
    return made


def clone(repo: Repo, *options: str) -> Repo:
    """A clone that lies beside the repository."""
    place = repo.top.parent / "clone"
    repo.git("clone", "-q", *options, f"file://{repo.top}", str(place))
    made = Repo.__new__(Repo)
    made.top = place
    return made


def told(run: Run, folder: Path, *arguments: str) -> Any:
    done = run("diff", *arguments, "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def new_findings(run: Run, folder: Path, since: str) -> list[tuple[str, str]]:
    done = run("check", "--since", since, "--only-new", "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [(found["code"], found["item"]) for found in json.loads(done.stdout)["findings"]]


def test_sparse_checkout_loses_nothing(repo: Repo, run_alignctl: Run) -> None:
    """What was not checked out is not gone, and links to it are not broken."""
    here = clone(repo)
    here.git("sparse-checkout", "set", "--no-cone", "/*", "!/plans/teams/")
    assert [path.name for path in (here.top / "plans").iterdir()] == ["fcr.yaml"]
    assert run_alignctl("diff", "HEAD", cwd=here.top).stdout.startswith(NOTHING)
    assert new_findings(run_alignctl, here.top, "HEAD") == []
    here.write({"plans/fcr.yaml": EASIER + "owner: support\n"})
    assert [change["item"] for change in told(run_alignctl, here.top, "HEAD")["changes"]] == ["fcr"]
    assert new_findings(run_alignctl, here.top, "HEAD") == [("CHG001", "fcr")]


def test_a_file_that_was_deleted_in_a_sparse_checkout_is_gone(repo: Repo, run_alignctl: Run) -> None:
    here = clone(repo)
    here.git("sparse-checkout", "set", "--no-cone", "/*", "!/plans/teams/")
    (here.top / "plans" / "fcr.yaml").unlink()
    here.git("rm", "-q", "--sparse", "plans/teams/teams.yaml")
    changes = told(run_alignctl, here.top, "HEAD")["changes"]
    assert [(change["change"], change["item"]) for change in changes] == [("removed", "fcr"), ("removed", "support")]


def test_a_file_that_stands_where_the_sparse_checkout_has_none_counts(repo: Repo, run_alignctl: Run) -> None:
    here = clone(repo)
    here.git("sparse-checkout", "set", "--no-cone", "/*", "!/plans/teams/")
    here.write({"plans/teams/teams.yaml": TEAM + "purpose: Help.\n"})
    changes = told(run_alignctl, here.top, "HEAD")["changes"]
    assert [(change["item"], change["field"]) for change in changes] == [("support", "purpose")]


def test_partial_clone_says_how_to_fetch_the_rest(repo: Repo, run_alignctl: Run) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit({"plans/fcr.yaml": EASIER + "owner: support\n"})
    here = clone(repo, "--filter=blob:none")
    for arguments in (("diff", "HEAD~1"), ("check", "--since", "HEAD~1")):
        done = run_alignctl(*arguments, cwd=here.top)
        assert done.returncode == 2
        assert "git fetch --refetch --no-filter" in done.stderr
    here.git("fetch", "-q", "--refetch", "--no-filter")
    assert run_alignctl("diff", "HEAD~1", cwd=here.top).returncode == 1


def test_bare_repository_has_no_plan_on_the_disk(repo: Repo, run_alignctl: Run) -> None:
    here = clone(repo, "--bare")
    done = run_alignctl("diff", "HEAD", "HEAD", cwd=here.top)
    assert done.returncode == 2
    assert "without a working tree; clone it" in done.stderr


def test_line_ends_that_git_turns_round_are_no_change(repo: Repo, run_alignctl: Run) -> None:
    here = clone(repo, "-c", "core.autocrlf=true")
    path = here.top / "plans" / "fcr.yaml"
    assert b"\r\n" in path.read_bytes()
    assert run_alignctl("diff", "HEAD", cwd=here.top).stdout.startswith(NOTHING)
    assert run_alignctl("diff", "--staged", cwd=here.top).stdout.startswith(NOTHING)
    path.write_bytes(path.read_bytes().replace(b"value: 75", b"value: 70"))
    assert [change["change"] for change in told(run_alignctl, here.top, "HEAD")["changes"]] == ["target-moved"]
    assert new_findings(run_alignctl, here.top, "HEAD") == [("CHG001", "fcr")]


def test_content_that_a_filter_hides_from_git_is_not_compared(repo: Repo, run_alignctl: Run) -> None:
    """As with encryption: the working tree can be read, and what git keeps cannot."""
    repo.git("config", "filter.hide.clean", "sed 's/^/[\\x01/'")
    repo.git("config", "filter.hide.smudge", "sed 's/^.\\x01//'")
    repo.commit({".gitattributes": "plans/fcr.yaml filter=hide\n", "plans/fcr.yaml": KPI + "owner: support\n\n"})
    assert repo.git("show", "HEAD:plans/fcr.yaml").startswith("[")
    document = told(run_alignctl, repo.top, "HEAD")
    assert document["changes"] == []
    assert "plans/fcr.yaml" in [entry["what"] for entry in document["not_compared"]]


def test_a_file_in_lfs_that_did_not_change_is_known_by_its_pointer(repo: Repo, run_alignctl: Run) -> None:
    """The pointer names the content; the file itself lies in the working tree, as `git lfs pull` leaves it."""
    texts = {"plans/teams/teams.yaml": TEAM, "plans/teams/table.csv": "date,value\n2026-03-31,64\n"}
    pointers = {path: pointer(text) for path, text in texts.items()}
    repo.commit(pointers)
    repo.write(texts)
    assert run_alignctl("diff", "HEAD", cwd=repo.top).stdout.startswith(NOTHING)
    repo.write({"plans/teams/teams.yaml": TEAM + "purpose: Help.\n"})
    document = told(run_alignctl, repo.top, "HEAD")
    assert document["changes"] == []
    assert {entry["what"] for entry in document["not_compared"]} >= {"plans/teams/teams.yaml"}


def pointer(text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(text)}\n"


def test_what_lies_in_a_submodule_is_neither_new_nor_gone(repo: Repo, run_alignctl: Run) -> None:
    above = Repo(repo.top.parent / "above")
    goal = "kind: outcome\nid: happy\ntitle: Customers come back\nowner: support\n"
    above.commit({"alignctl.yaml": CONFIG, "plans/goal.yaml": goal})
    above.git("submodule", "add", "-q", f"file://{repo.top}", "plans/shared")
    above.commit({})
    document = told(run_alignctl, above.top, "HEAD")
    assert document["changes"] == []
    assert [entry["what"] for entry in document["not_compared"]] == ["plans/shared"]
    assert 'run "alignctl diff" in "plans/shared"' in document["not_compared"][0]["why"]
    assert new_findings(run_alignctl, above.top, "HEAD") == []
    above.write({"plans/shared/plans/fcr.yaml": EASIER + "owner: support\n"})
    assert told(run_alignctl, above.top, "HEAD")["changes"] == []
    inside = told(run_alignctl, above.top / "plans" / "shared", "HEAD")["changes"]
    assert [change["change"] for change in inside] == ["target-moved"]


def test_a_submodule_that_comes_in_brings_what_is_in_it(repo: Repo, run_alignctl: Run) -> None:
    above = Repo(repo.top.parent / "above")
    above.commit({"alignctl.yaml": CONFIG})
    above.git("submodule", "add", "-q", f"file://{repo.top}", "plans/shared")
    changes = told(run_alignctl, above.top, "HEAD")["changes"]
    assert [(c["change"], c["item"]) for c in changes] == [("added", "fcr"), ("added", "support"), ("added", "table")]


def test_a_linked_working_tree_is_a_working_tree(repo: Repo, run_alignctl: Run) -> None:
    other = repo.top.parent / "other"
    repo.git("worktree", "add", "-q", "-b", "work", str(other))
    (other / "plans" / "fcr.yaml").write_text(EASIER, "utf-8")
    assert [change["item"] for change in told(run_alignctl, other)["changes"]] == ["fcr", "fcr"]
    assert run_alignctl("diff", cwd=repo.top).stdout.startswith(NOTHING)


def test_names_of_content_by_sha256(tmp_path: Path, run_alignctl: Run) -> None:
    top = tmp_path / "long"
    top.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha256"], cwd=top, check=True)
    made = Repo(top)
    made.commit({"alignctl.yaml": CONFIG, "plans/fcr.yaml": KPI, "plans/teams.yaml": TEAM})
    assert run_alignctl("diff", "HEAD", cwd=top).stdout.startswith(NOTHING)
    made.write({"plans/fcr.yaml": EASIER})
    assert run_alignctl("diff", "HEAD", cwd=top).returncode == 1
