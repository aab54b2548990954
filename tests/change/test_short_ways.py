"""What a comparison leaves out because it cannot matter: with and without it, the same is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alignctl import gate
from alignctl.change import consequences, revision
from alignctl.change.comparison import Side, compare_plans
from alignctl.change.git import find_repository
from alignctl.change.revision import Snapshot, load_by, present, read_commit, read_index
from alignctl.config import find_config
from alignctl.diagnostics import Summary
from alignctl.examination import examine
from alignctl.gate import examine_change, judge_change
from alignctl.load.discovery import Refusal
from tests.change.conftest import TODAY, snapshot
from tests.change.test_rows import ROWS, patched, sides, written
from tests.cli.test_diff import CONFIG, KPI, TEAM
from tests.repository import Repo

ReadOnce = Callable[[Mapping[str, str], str], Snapshot]
COMMENT = "# alignctl: ignore[LOS004] -- on purpose\n"


def plans(read_once: ReadOnce, plan: dict[str, Any], row: dict[str, Any]) -> tuple[Snapshot, Snapshot]:
    before, after = sides(plan, row)
    return read_once(before, "before"), read_once(after, "after")


@pytest.mark.parametrize(("plan", "row"), ROWS)
def test_what_follows_is_the_same_when_all_of_it_is_worked_out(
    plan: dict[str, Any], row: dict[str, Any], read_once: ReadOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, head = (Side(s.loaded.plan, s.name, s.unread) for s in plans(read_once, plan, row))
    short = compare_plans(base, head).consequences
    monkeypatch.setattr(consequences, "_is_same_shape", lambda *_: False)
    assert compare_plans(base, head).consequences == short


@pytest.mark.parametrize(("plan", "row"), ROWS)
def test_new_findings_are_the_same_when_every_rule_looks_at_the_older_plan(
    plan: dict[str, Any], row: dict[str, Any], read_once: ReadOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, head = plans(read_once, plan, row)
    day = date.fromisoformat(row.get("today", "2026-06-30"))

    def judge() -> Summary:
        return examine_change(base, head, day, "a day", only_new=True, profile="strict")

    short = judge()
    monkeypatch.setattr(gate, "_rules_to_ask", lambda _: None)
    assert judge() == short


def test_of_the_older_plan_only_rules_are_asked_that_found_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = snapshot(tmp_path / "a", {"plans/fcr.yaml": KPI}, "before")
    head = snapshot(tmp_path / "b", {"plans/fcr.yaml": KPI + "owner: nobody\n"}, "after")
    asked: list[frozenset[str] | None] = []

    def watched(*arguments: Any, only: frozenset[str] | None = None, **choices: Any) -> Summary:
        asked.append(only)
        return examine(*arguments, only=only, **choices)

    monkeypatch.setattr(gate, "examine", watched)
    summary = examine_change(base, head, TODAY, "a day", only_new=True)
    assert asked == [None, {entry.code for entry in (*summary.all_found, *summary.set_aside)}]
    assert {entry.code for entry in summary.shown} == {"REF001"}


@pytest.mark.parametrize("used", [True, False])
def test_a_comment_that_was_of_use_counts_as_unused_from_now_on(tmp_path: Path, used: bool) -> None:
    """The rule that the comment names finds something in the older plan alone, where the comment sets it aside."""
    before = KPI.replace("id: fcr\n", COMMENT + "id: fcr\n")
    after = before + ("" if used else "measures: happy\n---\nkind: outcome\nid: happy\ntitle: Customers come back\n")
    base = snapshot(tmp_path / "a", {"plans/fcr.yaml": before}, "before")
    head = snapshot(tmp_path / "b", {"plans/fcr.yaml": after}, "after")
    codes = {entry.code for entry in examine_change(base, head, TODAY, "a day", only_new=True).shown}
    assert ("SUP002" in codes) != used


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    table = KPI.replace("id: fcr", "id: table").split("readings")[0] + "readings: table.csv\n"
    made.commit(
        {
            "alignctl.yaml": CONFIG,
            "plans/fcr.yaml": KPI,
            "plans/teams.yaml": TEAM,
            "plans/table.yaml": table,
            "plans/table.csv": "date,value\n2026-03-31,64\n",
        }
    )
    return made


def shared(repo: Repo, *, staged: bool = False) -> set[str]:
    """The ids whose items are the very same objects in the working tree and in the commit, or the index."""
    config = find_config(repo.top)
    repository = find_repository(repo.top, os.environ)
    here = load_by(config)
    if staged:
        there = read_index(repository, config, here)
    else:
        there = read_commit(repository, repository.resolve("HEAD"), "HEAD", config, here)
    olds = {id(item) for item in there.loaded.plan.items}
    alone = read_commit(repository, repository.resolve("HEAD"), "HEAD", config)
    if not staged:
        assert told(there, present(here, config, "here")) == told(alone, present(here, config, "here"))
    return {item.id for item in here.plan.items if id(item) in olds}


def told(base: Snapshot, head: Snapshot) -> tuple[object, ...]:
    found = compare_plans(*(Side(s.loaded.plan, s.name, s.unread) for s in (base, head)))
    return found.changes, found.consequences, found.not_compared, found.moved


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({}, {"fcr", "support", "table"}),
        ({"plans/fcr.yaml": KPI.replace("75", "70")}, {"support", "table"}),
        ({"plans/table.csv": "date,value\n2026-03-31,65\n"}, {"fcr", "support"}),
        ({"plans/table.csv": "date,value\n2026-03-31,many\n"}, {"fcr", "support"}),
        ({"plans/teams.yaml": TEAM.replace("\n", "\r\n")}, {"fcr", "table"}),
        ({"plans/teams.yaml": TEAM + "purpos: Help.\n"}, {"fcr", "table"}),
        ({"alignctl.yaml": CONFIG + "fiscal_year_starts: 4\n"}, set()),
        ({"alignctl.yaml": CONFIG + "plans: [plans, more]\n"}, {"fcr", "support", "table"}),
    ],
    ids=[
        "nothing",
        "an item",
        "its table",
        "its table breaks",
        "line ends",
        "it breaks",
        "other years",
        "a folder more",
    ],
)
def test_items_of_files_that_did_not_change_are_the_same_objects(
    repo: Repo, files: dict[str, str], left: set[str]
) -> None:
    for path, text in files.items():
        (repo.top / path).write_bytes(text.encode())
    assert shared(repo) == left
    if "alignctl.yaml" not in files:
        assert shared(repo, staged=True) == left


def test_a_file_that_is_gone_or_elsewhere_is_not_shared(repo: Repo) -> None:
    shutil.move(repo.top / "plans" / "fcr.yaml", repo.top / "plans" / "other.yaml")
    (repo.top / "plans" / "teams.yaml").unlink()
    assert shared(repo) == {"table"}


@pytest.mark.parametrize(("plan", "row"), ROWS)
def test_what_is_found_does_not_depend_on_what_is_shared(
    plan: dict[str, Any], row: dict[str, Any], tmp_path: Path
) -> None:
    """With a file for each item: those that did not change are loaded once, or for each side."""
    before = patched(plan, row.get("base") or {})
    texts = [apart(side) for side in (before, patched(before, row.get("edit") or {}))]
    day = date.fromisoformat(row.get("today", "2026-06-30"))
    base, head = (snapshot(tmp_path / name, files, name) for name, files in zip("ab", texts, strict=True))
    same = {path: data for path, data in base.loaded.sources.items() if head.loaded.sources.get(path) == data}
    loaded = revision._load(base.loaded.sources, same, head.loaded, lambda _: Refusal("none"), 1, None)
    sharing = replace(base, loaded=loaded)
    assert {id(item) for item in loaded.plan.items} & {id(item) for item in head.loaded.plan.items} or not same
    alone, together = judge_change(base, head, day), judge_change(sharing, head, day)
    assert together.findings == alone.findings
    assert together.comparison.changes == alone.comparison.changes
    assert together.comparison.consequences == alone.comparison.consequences


def apart(plan: dict[str, Any]) -> dict[str, str]:
    return {
        path.replace("plan.yaml", f"{name}.yaml"): text
        for name in plan
        for path, text in written({name: plan[name]}).items()
    }
