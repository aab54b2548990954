"""`alignctl assess`: questions go out, answers come in without names, and stand beside what the plan says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

PLAN = """\
kind: team
id: shop
title: The shop
---
kind: team
id: desk
title: Front desk
part_of: shop
---
kind: team
id: makers
title: Makers
---
kind: strategy
id: near
title: Near to people
---
kind: outcome
id: found
title: People find it
supports: near
owner: desk
---
kind: kpi
id: finds
title: Finds
measures: found
level: outcome
owner: desk
---
kind: kpi
id: papers
title: Papers
level: output
owner: makers
rewards: makers
---
kind: assessment
id: first
title: First round
questions: &asked
  - {id: shared, text: Do we share goals?, scale: {low: 1, high: 5, low_label: never, high_label: always}}
  - {id: work, text: What is your work?}
date: 2026-01-10
responses: first.csv
---
kind: assessment
id: second
title: Second round
questions:
  - {id: shared, text: Do we share goals?, scale: {low: 1, high: 5, low_label: never, high_label: always}}
  - {id: work, text: What is your work?}
date: 2026-06-10  # after the move
"""
FIRST = "team,role,respondent,question,score,answer,read_as\n" + "".join(
    f"{'desk' if n <= 5 else 'makers'},clerk,{n},shared,{2 if n <= 5 else 4},,\n" for n in range(1, 11)
)
TABLE = """\
Time;E-mail;Your name;Team;Role;1. Do we share goals?;What is your work?
1;a@b.example;Ann;Front desk;clerk;always;I help customers to find things
2;b@b.example;Bo;makers;baker;2 - rarely;I print brochures
3;c@b.example;Cy;makers;baker;2;I print brochures
4;d@b.example;Di;maker;baker;3;Ovens
5;e@b.example;Ed;makers;baker;7;Ovens
6;f@b.example;Flo;makers;baker;;
7;g@b.example;Gus;makers;baker;4;ask ed@b.example
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("today: 2026-06-30\nname: Ours\n")
    (tmp_path / "plans" / "a.yaml").write_text(PLAN.replace("&asked", ""))
    (tmp_path / "plans" / "first.csv").write_text(FIRST)
    (tmp_path / "table.csv").write_text(TABLE)
    return tmp_path


WRITTEN = """\
team,role,respondent,question,score,answer,read_as
desk,clerk,1,shared,5,,
desk,clerk,1,work,,I help customers to find things,
makers,baker,2,shared,2,,
makers,baker,2,work,,I print brochures,
makers,baker,3,shared,2,,
makers,baker,3,work,,I print brochures,
"""


def test_answers_come_in_without_names_and_every_row_is_accounted_for(plan: Path, run_alignctl) -> None:
    result = run_alignctl("assess", "import", "table.csv", "--to", "second", cwd=plan)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "wrote plans/a.yaml",
        "wrote plans/second.csv",
        "7 rows: 3 written (6 answers), 0 in the plan already, 4 refused",
        'left out, since it says who answered: 7 cells of "E-mail"',
        'left out, since it says who answered: 7 cells of "Your name"',
        'not an answer: "Time"',
        'next: "alignctl assess report second"',
    ]
    assert [line.split(";")[0] for line in result.stderr.splitlines()] == [
        'row 5: there is no team "maker"',
        'row 6: "7" is outside the scale of "shared"',
        "row 7: the row holds no answer",
        'row 8: there is a mail address under "work"',
    ]
    assert (plan / "plans" / "second.csv").read_text() == WRITTEN
    assert (plan / "plans" / "a.yaml").read_text().endswith("2026-06-10  # after the move\nresponses: second.csv\n")


def test_the_same_table_again_adds_nothing_and_a_mended_row_comes_in(plan: Path, run_alignctl) -> None:
    run_alignctl("assess", "import", "table.csv", "--to", "second", cwd=plan)
    again = run_alignctl("assess", "import", "table.csv", "--to", "second", cwd=plan)
    assert "7 rows: 0 written (0 answers), 3 in the plan already, 4 refused" in again.stdout
    assert (plan / "plans" / "second.csv").read_text() == WRITTEN
    mended = run_alignctl("assess", "import", "table.csv", "--to", "second", "--team", "maker=makers", cwd=plan)
    assert "7 rows: 1 written (2 answers), 3 in the plan already, 3 refused" in mended.stdout
    added = "makers,baker,4,shared,3,,\nmakers,baker,4,work,,Ovens,\n"
    assert (plan / "plans" / "second.csv").read_text() == WRITTEN + added


def test_a_dry_run_writes_nothing(plan: Path, run_alignctl) -> None:
    result = run_alignctl("assess", "import", "table.csv", "--to", "second", "--dry-run", cwd=plan)
    assert "+makers,baker,2,shared,2,," in result.stdout
    assert "3 would be written" in result.stdout
    assert not (plan / "plans" / "second.csv").exists()
    assert "second.csv" not in (plan / "plans" / "a.yaml").read_text()


def test_a_row_an_answer_with_numbers_is_known_by_them(plan: Path, run_alignctl) -> None:
    table = (
        "team,role,respondent,question,score\ndesk,clerk,1,shared,2\ndesk,clerk,2,shared,5\ndesk,clerk,11,shared,5\n"
    )
    result = run_alignctl("assess", "import", "-", "--to", "first", cwd=plan, stdin=table)
    assert "3 rows: 1 written (1 answer), 1 in the plan already, 1 refused" in result.stdout
    assert 'row 3: respondent 2 has given another answer to "shared" already' in result.stderr
    assert (plan / "plans" / "first.csv").read_text() == FIRST + "desk,clerk,11,shared,5,,\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("table.csv", "--to", "secnd"), 'did you mean "second"'),
        (("table.csv", "--to", "found"), 'is of kind outcome; "alignctl list assessment"'),
        (("table.csv", "--to", "second", "--column", "shard=Time"), 'names no field and no question: "shard"'),
        (("table.csv", "--to", "second", "--column", "role=Job"), 'no column is called "Job"'),
        (("table.csv", "--to", "second", "--column", "role=Your name"), "says who answered"),
        (("nothing.csv", "--to", "second"), '"nothing.csv" cannot be read'),
        (("plans/a.yaml", "--to", "second"), "no column is called as a question of the assessment"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(
    plan: Path, run_alignctl, arguments: tuple[str, ...], said: str
) -> None:
    result = run_alignctl("assess", "import", *arguments, cwd=plan)
    assert result.returncode == 2
    assert said in " ".join(result.stderr.split())


def test_the_questions_go_out_and_the_filled_table_comes_back(plan: Path, run_alignctl) -> None:
    assert run_alignctl("assess", "new", "second", "-o", "form.csv", cwd=plan).returncode == 0
    form = (plan / "form.csv").read_text()
    assert form == "team,role,Do we share goals?,What is your work?\n"
    (plan / "form.csv").write_text(form + "desk,clerk,4,Greeting\n")
    assert run_alignctl("assess", "import", "form.csv", "--to", "second", cwd=plan).returncode == 0
    again = run_alignctl("assess", "new", "second", "-o", "form.csv", cwd=plan)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert run_alignctl("assess", "new", "second", "--print", cwd=plan).returncode == 0
    assert "☐ 1 (never)   ☐ 2   ☐ 3   ☐ 4   ☐ 5 (always)" in (plan / "second.md").read_text("utf-8")
    assert 'did you mean "hoshin"' in run_alignctl("assess", "new", "hoshn", cwd=plan).stderr


def test_the_report_tells_the_change_the_words_and_what_the_plan_says(plan: Path, run_alignctl) -> None:
    run_alignctl("assess", "import", "table.csv", "--to", "second", cwd=plan)
    result = run_alignctl("assess", "report", cwd=plan, env={"COLUMNS": "160"})
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[1] == "10 June 2026; 3 people answered; compared with first of 10 January 2026"
    assert "shared                       3.0     0.0     1.7  2 to 5  −0.50  lacking (was 0.44)" in lines
    helped = "  outcome  outward  I help customers to find things [outcome: customers; outward: customers]"
    assert helped in lines
    assert "  output   open     I print brochures [output: brochures]" in lines
    assert " ".join(result.stdout.split()).endswith("0 % of what it rewards. That gap is the finding.")
    assert "  line of sight     2 of 3 (67 %) teams have work that leads to a strategy (makers)" in lines
    assert any("0 of 1 (0 %) rewarded measures" in line and "1 leads nowhere (papers)" in line for line in lines)


def test_a_persons_reading_wins_and_is_compared(plan: Path, run_alignctl) -> None:
    table = "question,answer,read_as\nwork,I print brochures,outcome\nwork,I help customers,external\nwork,Ovens,\n"
    run_alignctl("assess", "import", "-", "--to", "second", cwd=plan, stdin=table)
    result = run_alignctl("assess", "report", "second", "--format", "json", cwd=plan)
    (entry,) = json.loads(result.stdout)["assessments"][0]["words"]
    assert entry["counts"] == {
        "mind": {"outcome": 2, "output": 0, "open": 1},
        "look": {"outward": 1, "inward": 0, "open": 2},
    }
    compared = {axis: (c["read_by_a_person"], c["words_say_the_same"]) for axis, c in entry["compared"].items()}
    assert compared == {"mind": (1, 0), "look": (1, 1)}
    decided = [
        [a[axis][key] for axis in ("mind", "look") for key in ("by_words", "by_person")] for a in entry["answers"]
    ]
    assert decided == [
        ["outcome", None, "outward", "outward"],
        ["output", "outcome", "open", None],
        ["open", None, "open", None],
    ]
    text = run_alignctl("assess", "report", "second", cwd=plan, env={"COLUMNS": "120"}).stdout.splitlines()
    at = text.index("  outcome or output: both say the same of 0 of 1 (0 %); beyond chance: kappa 0.00 (Cohen 1960)")
    assert text[at + 2] == "    outcome                     0        1        0"


def test_what_columns_and_teams_are_called_is_kept_in_the_configuration(plan: Path, run_alignctl) -> None:
    (plan / "alignctl.yaml").write_text(
        "today: 2026-06-30\nanswers:\n  teams: {Reception: desk}\n"
        "  columns: {work: [Tell us, What do you do], team: Unit, other-question: Nowhere}\n"
    )
    table = "Unit,What do you do,Do we share goals?\nReception,Greeting,4\n"
    result = run_alignctl("assess", "import", "-", "--to", "second", cwd=plan, stdin=table)
    assert result.returncode == 0, result.stderr
    assert (plan / "plans" / "second.csv").read_text().splitlines()[1:] == [
        "desk,,1,shared,4,,",
        "desk,,1,work,,Greeting,",
    ]
    shown = run_alignctl("config", cwd=plan).stdout
    assert '"teams": {"Reception": "desk"}' in shown
    (plan / "alignctl.yaml").write_text("answers: {columns: {work: Your name}}\n")
    refused = run_alignctl("assess", "import", "-", "--to", "second", cwd=plan, stdin="Your name\nAnn\n")
    assert "says who answered" in refused.stderr


def test_small_groups_are_not_shown_apart(plan: Path, run_alignctl) -> None:
    def groups(*arguments: str) -> list[tuple[str | None, int, float]]:
        result = run_alignctl("assess", "report", "first", "--format", "json", *arguments, cwd=plan)
        (entry,) = json.loads(result.stdout)["assessments"][0]["scores"]
        return [(group["name"], group["people"], group["value"]) for group in entry["groups"]]

    assert groups() == [("makers", 5, 4.0), ("desk", 5, 2.0), ("shop", 5, 2.0)]
    (plan / "plans" / "first.csv").write_text(FIRST.replace("makers,clerk,10", "desk,clerk,10"))
    assert groups() == [], "with four makers, the six at the desk would tell what they said"
    assert len(groups("--smallest", "4")) == 3


def test_nothing_to_report(plan: Path, run_alignctl) -> None:
    empty = run_alignctl("assess", "report", "second", cwd=plan)
    assert (empty.returncode, empty.stdout) == (3, "")
    assert empty.stderr.endswith(
        '"second" holds no answers; "alignctl assess import FILE --to second" takes them over\n'
    )
    assert run_alignctl("assess", "report", "found", cwd=plan).returncode == 2
    draft = PLAN.replace("&asked", "").replace("date: 2026-01-10", "date: 2026-01-10\nstatus: draft")
    (plan / "plans" / "a.yaml").write_text(draft)
    drafts = run_alignctl("assess", "report", cwd=plan)
    assert drafts.returncode == 3
    assert 'only drafts hold answers (first); name one, or write "status: active" in it' in drafts.stderr
    assert run_alignctl("assess", "report", "first", cwd=plan).returncode == 0
    told = run_alignctl("assess", "import", "-", "--to", "first", cwd=plan, stdin="question,score\nshared,5\n").stdout
    assert told.splitlines()[-1] == 'next: write "status: active" in plans/a.yaml, then "alignctl assess report first"'
    run_alignctl("assess", "import", "table.csv", "--to", "second", cwd=plan)
    both = run_alignctl("assess", "report", cwd=plan)
    assert both.returncode == 0
    assert "left out: drafts with answers (first); name one to see it" in both.stderr


def test_answers_are_committed_with_the_file_that_is_new(plan: Path, run_alignctl) -> None:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=plan, capture_output=True, text=True, check=True).stdout

    git("init", "-q")
    git("config", "user.name", "t")
    git("config", "user.email", "t@example.org")
    git("add", "plans")
    git("commit", "-qm", "start")
    result = run_alignctl("assess", "import", "table.csv", "--to", "second", "--commit", cwd=plan)
    assert "committed plans/a.yaml, plans/second.csv" in result.stdout
    assert git("log", "-1", "--format=%B").strip() == "Take over 6 answers to second"
    again = run_alignctl("assess", "import", "table.csv", "--to", "second", "--commit", cwd=plan)
    assert "committed" not in again.stdout
