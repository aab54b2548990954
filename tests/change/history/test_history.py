"""What stories cannot tell: comparing by files and comparing whole plans, shallow clones, many commits, the schema."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest

from alignctl.change.comparison import Side, compare_plans
from alignctl.change.file_moves import find_moves
from alignctl.change.git import find_repository
from alignctl.change.history import Trail, read_history
from alignctl.change.history import tell as tell_step
from alignctl.change.history_walk import Walk
from alignctl.change.revision import Snapshot, load_by, read_commit
from alignctl.config import Config, find_config
from alignctl.load.schema import bundle
from tests.change.history.stories import STORIES, Told, tell
from tests.conftest import Run

TEAM = "kind: team\nid: support\ntitle: Customer Support\n"
BY_NAME = {story.name: story for story in STORIES}


def opened(told: Told) -> tuple[Config, str]:
    config = find_config(told.top)
    return config, told.git("rev-parse", "HEAD")


@pytest.mark.parametrize("name", ["lowered-target", "renamed", "merged", "harmless", "late-beginning", "past"])
def test_comparing_by_files_tells_what_comparing_whole_plans_tells(name: str, tmp_path: Path) -> None:
    told = tell(BY_NAME[name], tmp_path / "repo")
    config, head = opened(told)
    repository = find_repository(told.top, os.environ)

    def side(snapshot: Snapshot) -> Side:
        return Side(snapshot.loaded.plan, snapshot.name, snapshot.unread)

    with Walk(repository, config, head) as walk:
        steps = list(walk.steps())
    assert steps
    for step in steps:
        newer = side(read_commit(repository, step.commit.id, "newer", config))
        if step.commit.parents:
            parent = step.commit.parents[0]
            older = side(read_commit(repository, parent, "older", config))
            moves = find_moves(repository, parent, step.commit.id, "")
            whole = compare_plans(older, newer, consequences=False, find_moves=lambda moves=moves: moves)
            assert step.comparison.changes == whole.changes
        else:
            assert {change.item for change in step.comparison.changes} == {item.id for item in newer.plan.items}


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_what_was_loaded_before_changes_nothing(name: str, tmp_path: Path) -> None:
    told = tell(BY_NAME[name], tmp_path / "repo")
    config, head = opened(told)
    repository = find_repository(told.top, os.environ)
    fresh = read_history(repository, config, head, 100)
    assert read_history(repository, config, head, 100, load_by(config)) == fresh


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_json_fits_its_schema(name: str, tmp_path: Path, run_alignctl: Run) -> None:
    told = tell(BY_NAME[name], tmp_path / "repo")
    config = ("--config", "strategy/alignctl.yaml") if name == "moved-folder" else ()
    done = run_alignctl("log", "--format", "json", *config, cwd=told.top)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    jsonschema.validate(json.loads(done.stdout), bundle("log"))


def test_the_schemas_of_log_and_diff_say_the_same_of_a_change() -> None:
    log, diff = (bundle(name)["$defs"]["change"] for name in ("log", "diff"))
    own = {"goalpost", "recorded"}
    assert {key: value for key, value in log["properties"].items() if key not in own} == diff["properties"]
    assert set(log["required"]) == {*diff["required"], *own}


def shallow(told: Told, folder: Path, depth: int) -> Path:
    told.git("clone", "-q", f"--depth={depth}", told.top.as_uri(), str(folder))
    return folder


def test_shallow_clone_tells_what_it_holds_and_where_it_ends(tmp_path: Path, run_alignctl: Run) -> None:
    told = tell(BY_NAME["lowered-target"], tmp_path / "repo")
    clone = shallow(told, tmp_path / "clone", 2)
    done = run_alignctl("log", cwd=clone)
    assert done.returncode == 0
    assert "retired on 10 January 2027" in done.stdout
    assert "a new kpi" not in done.stdout, "what was there at the end of the clone is not new"
    assert f"this clone ends at {told.commit('8')[:7]}" in done.stdout
    assert "fetch-depth: 0" in done.stdout.replace("\n", " ")
    data = json.loads(run_alignctl("log", "--format", "json", cwd=clone).stdout)
    assert (data["complete"], data["cut_off"], len(data["commits"])) == (False, told.commit("8"), 1)


def test_shallow_clone_of_one_commit_knows_nothing(tmp_path: Path, run_alignctl: Run) -> None:
    told = tell(BY_NAME["lowered-target"], tmp_path / "repo")
    clone = shallow(told, tmp_path / "clone", 1)
    done = run_alignctl("log", cwd=clone)
    assert (done.returncode, done.stdout) == (3, "")
    assert "fetch-depth: 0" in done.stderr


@pytest.mark.parametrize("moment", ["2026-02-01", "HEAD~5"])
def test_a_moment_before_the_end_of_a_shallow_clone_has_a_remedy(
    moment: str, tmp_path: Path, run_alignctl: Run
) -> None:
    told = tell(BY_NAME["lowered-target"], tmp_path / "repo")
    done = run_alignctl("status", "--at", moment, cwd=shallow(told, tmp_path / "clone", 2))
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


@pytest.mark.parametrize("arguments", [("log",), ("status", "--at", "HEAD"), ("check", "--at", "2026-01-01")])
def test_without_a_repository_there_is_no_past(arguments: tuple[str, ...], tmp_path: Path, run_alignctl: Run) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "team.yaml").write_text(TEAM)
    done = run_alignctl(*arguments, cwd=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.returncode == 2
    assert "is in no git repository; run this inside one" in done.stderr


def test_without_git_it_is_said(tmp_path: Path, run_alignctl: Run) -> None:
    done = run_alignctl("log", cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert "git is not installed here" in done.stderr


def test_a_repository_without_a_commit(tmp_path: Path, run_alignctl: Run) -> None:
    told = Told(tmp_path / "repo")
    done = run_alignctl("log", cwd=told.top)
    assert done.returncode == 2
    assert 'git knows no revision "HEAD"' in done.stderr


def test_more_commits_than_one_page_of_git_log(tmp_path: Path) -> None:
    told = Told(tmp_path / "repo")
    lines = []
    for number in range(1, 431):
        text = TEAM + f"purpose: The {number}th.\n"
        lines += [
            f"commit refs/heads/main\ncommitter A <a@example.org> {1767600000 + number * 3600} +0000",
            f"data 1\nx\nM 100644 inline plans/team.yaml\ndata {len(text)}\n{text}",
        ]
    subprocess.run(["git", "fast-import", "--quiet"], input="\n".join(lines).encode(), cwd=told.top, check=True)
    config, head = opened(told)
    repository = find_repository(told.top, os.environ)
    whole = read_history(repository, config, head, 1000)
    assert (whole.looked_at, whole.older, len(whole.chapters)) == (430, False, 430)
    assert [c.begins for c in whole.chapters] == [False] * 429 + [True]
    part = read_history(repository, config, head, 30)
    assert (part.looked_at, part.older, part.chapters) == (30, True, whole.chapters[:30])


def test_a_file_that_is_too_large_is_said_and_not_read(tmp_path: Path, run_alignctl: Run) -> None:
    told = Told(tmp_path / "repo")
    told.play({"day": "2026-01-05", "says": "small", "write": {"plans/team.yaml": TEAM}})
    large = TEAM + "# " + "x" * 10_000_001 + "\n"
    told.play({"day": "2026-01-06", "says": "large", "write": {"plans/team.yaml": large}})
    told.play({"day": "2026-01-07", "says": "small again", "write": {"plans/team.yaml": TEAM + "purpose: Help.\n"}})
    done = run_alignctl("log", "support", cwd=told.top)
    assert 'may stand in "plans/team.yaml"' in done.stdout
    assert 'the purpose is stated now: "Help."' in done.stdout


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_looking_for_one_item_alone_finds_what_the_whole_life_says_of_it(name: str, tmp_path: Path) -> None:
    told = tell(BY_NAME[name], tmp_path / "repo")
    config, head = opened(told)
    repository = find_repository(told.top, os.environ)
    whole = read_history(repository, config, head, 1000)
    for item_id in {each.change.item for chapter in whole.chapters for each in chapter.told}:
        trail, alone = Trail(item_id), Trail(item_id)
        expected = [part for chapter in whole.chapters if (part := trail.take(chapter)) is not None]
        found = []
        with Walk(repository, config, head) as walk:
            walk.following = alone.ids
            for step in walk.steps():
                chapter = tell_step(walk, step)
                part = alone.take(chapter) if chapter is not None else None
                if part is not None:
                    found.append(part)
        assert [(c.commit, c.told) for c in found] == [(c.commit, c.told) for c in expected], item_id
