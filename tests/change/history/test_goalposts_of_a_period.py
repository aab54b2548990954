"""What a review pack says of goalposts, from git and from what the plan records; and where git cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.change.history.stories import HERE, Told, tell
from tests.conftest import Run

ALONE = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """A year in which one target is lowered openly, another in silence, and a bet is expected to do less."""
    return tell(HERE / "lowered-target", tmp_path / "repo")


def goalposts(run: Run, folder: Path, *arguments: str, **env: str) -> list[str]:
    """The lines of that section, and the line of the opening that counts them, if it does."""
    done = run("report", "--today", "2027-01-05", *arguments, cwd=folder, env={**ALONE, **env})
    assert done.returncode == 0, done.stderr
    opening = [line for line in done.stdout.splitlines() if line.startswith("- ") and "goalpost" in line][:1]
    section = done.stdout.partition("## Goalposts that moved\n")[2].partition("\n## ")[0]
    return opening + [line for line in section.splitlines() if line]


def test_what_git_saw_and_what_the_plan_records_are_told_once(told: Told, run_alignctl: Run) -> None:
    opening, summary, openly, silently = goalposts(run_alignctl, told.top, "--period", "2026-H2")
    assert opening == "- Two goalposts moved."
    assert summary.startswith("Two goalposts moved, both in the easier direction. ")
    assert summary.endswith("For one of them the plan does not say why.")
    assert openly == (
        "- **Questions solved at the first contact:** On 30 September 2026 the target for 31 December 2026 went from "
        "75 percent to 72 percent. That is easier to reach. Why: Mail is counted from October on. Documentation agreed."
    )
    assert silently == (
        "- **Questions solved at the first contact:** On 17 December 2026 the target for 31 December 2026 went from 72 "
        "percent to 70 percent (Ada Ashby). That is easier to reach. No reason is written down."
    )


def test_only_the_days_of_the_period_count(told: Told, run_alignctl: Run) -> None:
    spring, august = (goalposts(run_alignctl, told.top, "--period", period) for period in ("2026-Q2", "2026-08"))
    assert spring[1] == "One goalpost moved, in the easier direction, and the plan does not say why."
    assert spring[2].startswith(
        '- **Guided articles solve more at once:** On 4 May 2026 what is expected of "Questions solved at the first '
        'contact" went from 70 percent to 66 percent (Ben Brook).'
    )
    assert august == ["None: no target, no expectation and no promised date was changed in August 2026."]


def test_a_plan_of_the_past_knows_nothing_of_what_came_later(told: Told, run_alignctl: Run) -> None:
    moved = goalposts(run_alignctl, told.top, "--period", "2026-H2", "--at", "2026-10-31")
    assert moved[:2] == ["- One goalpost moved.", "One goalpost moved, in the easier direction. The plan says why."]


def test_before_the_plan_came_into_git_nothing_is_known(told: Told, run_alignctl: Run) -> None:
    told_of_2025 = goalposts(run_alignctl, told.top, "--period", "2025")
    assert told_of_2025[0] == "The plan records no change of a target, an expectation or a promised date in 2025."
    assert told_of_2025[1].startswith("*This plan came into git on ")


def test_a_shallow_clone_tells_what_it_holds(told: Told, tmp_path: Path, run_alignctl: Run) -> None:
    told.git("clone", "-q", "--depth=2", told.top.as_uri(), str(tmp_path / "clone"))
    lines = goalposts(run_alignctl, tmp_path / "clone", "--period", "2026-H2")
    assert "On 30 September 2026 the target was changed; it had been 75 percent by 31 December 2026, and" in lines[2]
    assert lines[-1] == (
        "*The copy of the repository at hand begins on 17 December 2026: what moved before that day, and is not "
        "recorded in the plan, is not known here.*"
    )


def test_without_git_the_plan_speaks_for_itself(told: Told, tmp_path: Path, run_alignctl: Run) -> None:
    (tmp_path / "alone").mkdir()
    (told.top / "plans").rename(tmp_path / "alone" / "plans")
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    lines = goalposts(run_alignctl, tmp_path / "alone", "--period", "2026-H2", **ceiling)
    assert lines[1] == "One goalpost moved, in the easier direction. The plan says why."
    assert lines[-1] == (
        "*This is what the plan records of itself; git could not be asked: The folder of the plan is in no git "
        "repository.*"
    )
    nothing = goalposts(run_alignctl, tmp_path / "alone", "--period", "2026-H2", PATH=str(tmp_path))
    assert (
        nothing[-1] == "*This is what the plan records of itself; git could not be asked: Git is not installed here.*"
    )


def test_a_repository_without_a_commit(tmp_path: Path, run_alignctl: Run) -> None:
    empty = Told(tmp_path / "empty")
    (empty.top / "plans").mkdir()
    (empty.top / "plans" / "team.yaml").write_text("kind: team\nid: desk\ntitle: Desk\n", "utf-8")
    lines = goalposts(run_alignctl, empty.top, "--period", "2026-H2")
    assert lines[-1].startswith(
        "*This is what the plan records of itself; git could not be asked: Git knows no revision"
    )
