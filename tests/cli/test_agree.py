"""`alignctl agree` as a user meets it, and what the rules make of the answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_diff import Run
from tests.repository import Repo

TEAMS = """\
kind: team
id: support
title: Support
part_of: service
---
{kind: team, id: docs, title: Docs, part_of: service}
---
{kind: team, id: service, title: Service}
---
{kind: team, id: web, title: Web}
---
{kind: team, id: sales, title: Sales}
---
{kind: team, id: old, title: Old, retired: {date: 2026-01-01, why: Merged}, replaced_by: web}
"""
OUTCOME = """\
kind: outcome
id: answers  # the one
title: People find answers themselves
owner: support
shared_with: [docs, web]

# when
start: 2026-01-01
"""
LOWERED = "revisions:\n  - {date: 2026-06-20, field: title, was: People find all answers, why: Too much}\n"
KPI = """\
kind: kpi
id: found
title: Answers found
owner: support
co_owners: docs
level: outcome
direction: increase
unit: percent
measures: answers
baseline: {date: 2025-12-31, value: 61}
targets: {by: 2026-08-31, value: 75}
readings:
  - {date: 2026-03-31, value: 64}
"""
TODAY = "2026-06-30"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "alignctl.yaml").write_text(f"language: 1\ntoday: {TODAY}\n")
    (tmp_path / "plans" / "teams.yaml").write_text(TEAMS)
    (tmp_path / "plans" / "answers.yaml").write_text(OUTCOME)
    return tmp_path


def found(folder: Path, run_alignctl: Run, code: str) -> list[str]:
    """What a rule says of the plan."""
    done = run_alignctl("check", "--select", code, "--profile", "strict", "--format", "json", cwd=folder)
    return [d["message"] for d in json.loads(done.stdout)["findings"] if d["code"] == code]


def test_an_answer_is_written_and_who_is_next_is_said(folder: Path, run_alignctl: Run) -> None:
    done = run_alignctl("agree", "answers", "--team", "docs", "--note", "  With\nthe help. ", cwd=folder)
    added = "agreed:\n  - {team: docs, date: 2026-06-30, answer: yes, note: With the help.}\n"
    assert (folder / "plans" / "answers.yaml").read_text() == OUTCOME + added
    assert done.stdout == (
        "People find answers themselves [answers]\n"
        "  Docs: yes on 2026-06-30 (With the help.)\n"
        "wrote plans/answers.yaml\n"
        'next: "Web" was asked and has not answered\n'
    )
    last = run_alignctl("agree", "answers", "--team", "web", cwd=folder)
    assert last.stdout.endswith("wrote plans/answers.yaml\nnobody else is to answer\n")


def test_a_new_answer_takes_the_place_of_the_old_one_and_both_are_shown(folder: Path, run_alignctl: Run) -> None:
    run_alignctl("agree", "answers", "--team", "web", "--counter", "In autumn", "--date", "2026-06-01", cwd=folder)
    done = run_alignctl("agree", "answers", "--team", "web", cwd=folder)
    assert "  Web: yes on 2026-06-30\n  before: counter on 2026-06-01 (In autumn)\n" in done.stdout
    text = (folder / "plans" / "answers.yaml").read_text()
    assert text == OUTCOME + "agreed:\n  - {team: web, date: 2026-06-30, answer: yes}\n"
    again = run_alignctl("agree", "answers", "--team", "web", cwd=folder)
    assert (again.returncode, again.stdout) == (0, 'nothing to do: "answers" says so already\n')


def test_a_counter_proposal_and_a_no_say_who_acts_next(folder: Path, run_alignctl: Run) -> None:
    counter = run_alignctl("agree", "answers", "--team", "web", "--counter", "In autumn", cwd=folder)
    assert 'next: "Web" made a counter-proposal on 30 June 2026; take it up\n' in counter.stdout
    refusal = run_alignctl("agree", "answers", "--team", "web", "--no", "We have no people", cwd=folder)
    assert "before: counter on 2026-06-30 (In autumn)\n" in refusal.stdout
    assert 'next: "web" does not stand by it: change it, and put it to that team again\n' in refusal.stdout


def test_a_dry_run_shows_the_change_and_writes_nothing(folder: Path, run_alignctl: Run) -> None:
    for option in ("--dry-run", "--diff"):
        done = run_alignctl("agree", "answers", "--team", "docs", option, cwd=folder)
        assert "+  - {team: docs, date: 2026-06-30, answer: yes}\n" in done.stdout
    assert (folder / "plans" / "answers.yaml").read_text() == OUTCOME


def test_a_group_answers_for_its_part_and_is_told_where_that_is_not_enough(folder: Path, run_alignctl: Run) -> None:
    text = OUTCOME.replace("owner: support", "owner: sales")
    (folder / "plans" / "answers.yaml").write_text(text)
    done = run_alignctl("agree", "answers", "--team", "service", cwd=folder)
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert 'next: "docs" shares it: a change that is recorded under "revisions" needs its own answer' in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["answer", "--team", "docs"], 'there is no item "answer" in the plan; did you mean "answers"?'),
        (["answers", "--team", "doc"], '--team names no team of the plan: "doc"; did you mean "docs"?'),
        (["answers", "--team", "answers"], '--team names no team of the plan: "answers"'),
        (["answers", "--team", "old"], 'team "old" was retired on 2026-01-01; "web" took its place'),
        (["answers", "--team", "sales"], '"sales" does not share "answers"; "docs" and "web" do'),
        (["answers", "--team", "support"], '"support" owns "answers", so it need not agree with itself'),
        (["sales", "--team", "web"], '"web" does not share "sales", and no other team does; if one is to'),
        (["answers"], 'which team answers? Type "alignctl agree answers --team TEAM"'),
        (["--note", "x"], "which item is --note about?"),
        (["answers", "--team", "web", "--no", "x", "--note", "y"], "--no and --note do not go together"),
        (["answers", "--team", "web", "--counter", " "], "--counter needs a text"),
        (["answers", "--team", "web", "--date", "2026-07-01"], "is in the future: today is 2026-06-30"),
        (["answers", "--team", "web", "--date", "soon"], "--date must be a day"),
        (["--team", "nobody"], '--team names no team of the plan: "nobody"'),
    ],
)
def test_what_is_refused(arguments: list[str], says: str, folder: Path, run_alignctl: Run) -> None:
    done = run_alignctl("agree", *arguments, cwd=folder)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert (folder / "plans" / "answers.yaml").read_text() == OUTCOME


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("retired: {date: 2026-05-01, why: Over}\n", '"answers" was retired on 2026-05-01; nobody is asked any more'),
        ("agreed: {team: web, answer: perhaps}\n", '"agreed" of "answers" has errors; "alignctl check'),
        ("agreed: {team: web, date: 2026-06-30, answer: no}\n", '"web" answered no on 2026-06-30, which is later'),
        ("---\n{kind: team, id: answers, title: Twice}\n", '2 documents have the id "answers"'),
    ],
)
def test_what_stands_in_the_way(more: str, says: str, folder: Path, run_alignctl: Run) -> None:
    (folder / "plans" / "answers.yaml").write_text(OUTCOME + more)
    done = run_alignctl("agree", "answers", "--team", "web", "--date", "2026-06-01", cwd=folder)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert (folder / "plans" / "answers.yaml").read_text() == OUTCOME + more


def test_without_an_id_it_lists_what_waits_for_an_answer(folder: Path, run_alignctl: Run) -> None:
    done = run_alignctl("agree", "--team", "web", cwd=folder)
    assert done.stdout == (
        "People find answers themselves [answers]\n"
        '  "Web" was asked and has not answered; late, due on 1 January 2026\n'
        "  alignctl agree answers --team web\n"
    )
    assert run_alignctl("agree", cwd=folder).stdout.count("alignctl agree answers --team") == 2
    nothing = run_alignctl("agree", "--team", "sales", cwd=folder)
    assert nothing.stdout == 'nothing waits for an answer of "sales", as of 2026-06-30 (alignctl.yaml)\n'


def test_an_empty_plan_has_nothing_to_agree_to(folder: Path, run_alignctl: Run) -> None:
    for path in (folder / "plans").iterdir():
        path.unlink()
    assert run_alignctl("agree", cwd=folder).returncode == 3


def test_between_levels_the_owner_of_the_goal_above_answers(folder: Path, run_alignctl: Run) -> None:
    above = "---\nkind: outcome\nid: sold\ntitle: More is sold\nowner: sales\n"
    below = OUTCOME.replace("shared_with: [docs, web]", "supports: sold")
    (folder / "plans" / "answers.yaml").write_text(below + above)
    assert "carries on a goal of" in found(folder, run_alignctl, "ALN003")[0]
    assert run_alignctl("agree", "answers", "--team", "sales", cwd=folder).returncode == 0
    assert found(folder, run_alignctl, "ALN003") == []
    (folder / "plans" / "answers.yaml").write_text(below + above)
    assert run_alignctl("agree", "sold", "--team", "support", cwd=folder).returncode == 0
    assert found(folder, run_alignctl, "ALN003") == []


def test_aln003_falls_silent_when_all_have_agreed(folder: Path, run_alignctl: Run) -> None:
    assert "which have not answered" in found(folder, run_alignctl, "ALN003")[0]
    run_alignctl("agree", "answers", "--team", "docs", cwd=folder)
    (left,) = found(folder, run_alignctl, "ALN003")
    assert '"web"' in left
    assert '"docs"' not in left
    run_alignctl("agree", "answers", "--team", "web", "--no", "Not us", cwd=folder)
    assert "which said no on 2026-06-30" in found(folder, run_alignctl, "ALN003")[0]
    run_alignctl("agree", "answers", "--team", "web", cwd=folder)
    assert found(folder, run_alignctl, "ALN003") == []


def test_ref007_comes_back_with_a_revision_until_the_team_answers_again(folder: Path, run_alignctl: Run) -> None:
    run_alignctl("agree", "answers", "--team", "docs", "--date", "2026-06-01", cwd=folder)
    assert found(folder, run_alignctl, "REF007") == []
    path = folder / "plans" / "answers.yaml"
    path.write_text(path.read_text() + LOWERED)
    assert "without its answer" in found(folder, run_alignctl, "REF007")[0]
    assert "changed since" in run_alignctl("agree", "--team", "docs", cwd=folder).stdout
    run_alignctl("agree", "answers", "--team", "docs", cwd=folder)
    assert found(folder, run_alignctl, "REF007") == []
    assert path.read_text().endswith("agreed:\n  - {team: docs, date: 2026-06-30, answer: yes}\n" + LOWERED)


def test_a_lowered_target_is_cleared_by_the_answer_of_another_team(tmp_path: Path, run_alignctl: Run) -> None:
    repo = Repo(tmp_path / "repo")
    config = f"language: 1\ntoday: {TODAY}\n"
    repo.commit({"alignctl.yaml": config, "plans/teams.yaml": TEAMS, "plans/kpi.yaml": KPI, "plans/o.yaml": OUTCOME})
    revision = "revisions:\n  - {date: 2026-06-20, field: targets, was: 75, why: The mail is counted now}\n"
    lowered = KPI.replace("value: 75", "value: 70") + revision

    def severities() -> list[tuple[str, str]]:
        done = run_alignctl("diff", "--format", "json", cwd=repo.top)
        return [(d["code"], d["severity"]) for d in json.loads(done.stdout)["findings"]]

    repo.write({"plans/kpi.yaml": KPI.replace("value: 75", "value: 70")})
    assert severities() == [("CHG001", "error")]
    repo.write({"plans/kpi.yaml": lowered})
    assert severities() == [("CHG001", "error")], "recorded, but docs shares it and has not answered"
    assert run_alignctl("agree", "found", "--team", "support", cwd=repo.top).returncode == 2
    assert run_alignctl("agree", "found", "--team", "docs", "--counter", "72", cwd=repo.top).returncode == 0
    assert severities() == [("CHG001", "error")], "a counter-proposal is no agreement"
    assert run_alignctl("agree", "found", "--team", "docs", cwd=repo.top).returncode == 0
    assert severities() == [("CHG001", "warning")]
    repo.write({"plans/kpi.yaml": lowered})
    run_alignctl("agree", "found", "--team", "docs", "--date", "2026-06-19", cwd=repo.top)
    assert severities() == [("CHG001", "error")], "an answer from before the change is none to the change"
