"""`alignctl codeowners` in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_diff import Run
from tests.repository import Repo

FILES = {
    "alignctl.yaml": "language: 1\ntoday: 2026-06-30\n",
    "plans/teams.yaml": (
        "{kind: team, id: support, title: Support, forge: '@o/support'}\n---\n"
        "{kind: team, id: docs, title: Docs, forge: '@o/docs'}\n"
    ),
    "plans/goal.yaml": "{kind: outcome, id: goal, title: Goal, owner: support, shared_with: docs}\n",
    "plans/kpi.yaml": "{kind: kpi, id: kpi, title: Kpi, owner: docs, measures: goal, readings: kpi.csv}\n",
    "plans/kpi.csv": "date,value\n",
}
ABOUT = '# Who is asked, as the plan says. "alignctl codeowners --write" makes these lines; change the plan instead.\n'
BLOCK = (
    f'# BEGIN alignctl codeowners, plan in "."\n{ABOUT}'
    "/plans/goal.yaml @o/docs @o/support\n"
    "/plans/kpi.csv @o/docs\n"
    "/plans/kpi.yaml @o/docs @o/support\n"
    "/plans/teams.yaml @o/docs @o/support\n"
    '# END alignctl codeowners, plan in "."\n'
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.commit(FILES)
    return made


def test_it_is_printed_written_and_checked(repo: Repo, run_alignctl: Run) -> None:
    printed = run_alignctl("codeowners", cwd=repo.top)
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, BLOCK, "")
    missing = run_alignctl("codeowners", "--check", cwd=repo.top)
    assert missing.returncode == 1
    assert "+/plans/kpi.csv @o/docs\n" in missing.stdout
    assert missing.stderr == (
        '.github/CODEOWNERS is not there; type "alignctl codeowners --write" and commit the file\n'
    )
    written = run_alignctl("codeowners", "--write", cwd=repo.top / "plans")
    assert (written.returncode, written.stdout) == (0, "wrote .github/CODEOWNERS\n")
    assert (repo.top / ".github" / "CODEOWNERS").read_text() == BLOCK
    assert run_alignctl("codeowners", "--check", cwd=repo.top).returncode == 0
    again = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert again.stdout == ".github/CODEOWNERS is as the plan says already\n"


def test_a_change_of_who_shares_makes_it_out_of_date(repo: Repo, run_alignctl: Run) -> None:
    run_alignctl("codeowners", "--write", "--forge", "gitlab", cwd=repo.top)
    goal = FILES["plans/goal.yaml"].replace(", shared_with: docs", "")
    repo.write({"plans/goal.yaml": goal})
    done = run_alignctl("codeowners", "--check", "--forge", "gitlab", cwd=repo.top)
    assert done.returncode == 1
    assert "-/plans/goal.yaml @o/docs\n" in done.stdout
    assert done.stderr.endswith(
        '.gitlab/CODEOWNERS is out of date; type "alignctl codeowners --write --forge gitlab" and commit the file\n'
    )


@pytest.mark.parametrize("place", ["CODEOWNERS", "docs/CODEOWNERS", ".github/CODEOWNERS"])
def test_what_others_wrote_stays_byte_for_byte(repo: Repo, run_alignctl: Run, place: str) -> None:
    own = b"# ours \xff\r\n*.js  @js @o/x # why\r\n\r\n/docs/ @docs"
    target = repo.top / place
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(own)
    assert run_alignctl("codeowners", "--write", cwd=repo.top).stdout == f"wrote {place}\n"
    first = target.read_bytes()
    assert first == own + b"\r\n\r\n" + BLOCK.replace("\n", "\r\n").encode()
    more = b"\r\n# below\r\n"
    target.write_bytes(first + more)
    repo.write({"plans/kpi.yaml": FILES["plans/kpi.yaml"].replace("owner: docs", "owner: support")})
    done = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert done.returncode == 0
    assert target.read_bytes() == (first + more).replace(b"kpi.csv @o/docs", b"kpi.csv @o/support")


def test_the_first_file_that_the_forge_reads_is_the_one(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"CODEOWNERS": "* @x\n", "docs/CODEOWNERS": "* @y\n"})
    assert run_alignctl("codeowners", "--write", cwd=repo.top).stdout == "wrote CODEOWNERS\n"
    named = run_alignctl("codeowners", "-o", "docs/CODEOWNERS", cwd=repo.top)
    assert named.stdout == "wrote docs/CODEOWNERS\n"
    assert 'note: GitHub reads "CODEOWNERS" and so not "docs/CODEOWNERS"' in named.stderr
    elsewhere = run_alignctl("codeowners", "-o", "plans/OWNERS", cwd=repo.top)
    assert "note: GitHub reads only .github/CODEOWNERS, CODEOWNERS, docs/CODEOWNERS" in elsewhere.stderr
    assert run_alignctl("codeowners", "--check", "-o", "plans/OWNERS", cwd=repo.top).returncode == 0
    assert run_alignctl("codeowners", "-o", "-", cwd=repo.top).stdout == (repo.top / "CODEOWNERS").read_text()


def test_plans_in_subfolders_have_a_block_each(tmp_path: Path, run_alignctl: Run) -> None:
    repo = Repo(tmp_path / "repo")
    for folder in ("one", "docs/two b"):
        repo.write({f"{folder}/{path}": text for path, text in FILES.items()})
    for folder in ("one", "docs/two b", "one"):
        assert run_alignctl("codeowners", "--write", cwd=repo.top / folder).returncode == 0
    text = (repo.top / ".github" / "CODEOWNERS").read_text()
    assert text == (
        BLOCK.replace('in "."', 'in "one"').replace("/plans", "/one/plans")
        + "\n"
        + BLOCK.replace('in "."', 'in "docs/two b"').replace("/plans", "/docs/two?b/plans")
    )
    assert run_alignctl("codeowners", "--check", cwd=repo.top / "docs" / "two b").returncode == 0


@pytest.mark.parametrize(
    ("setting", "sign", "place"),
    [
        ("repository: https://gitlab.example.org/o/plan\n", None, ".gitlab/CODEOWNERS"),
        ("repository: https://codeberg.org/o/plan\n", ".gitlab-ci.yml", ".forgejo/CODEOWNERS"),
        ("repository: https://github.com/o/plan\n", ".gitea/x", ".github/CODEOWNERS"),
        ("", ".gitlab-ci.yml", ".gitlab/CODEOWNERS"),
        ("", ".gitea/issue_template.md", ".gitea/CODEOWNERS"),
        ("", ".forgejo/workflows/x.yml", ".forgejo/CODEOWNERS"),
        ("", None, ".github/CODEOWNERS"),
    ],
)
def test_the_forge_is_seen_from_the_repository(
    repo: Repo, run_alignctl: Run, setting: str, sign: str | None, place: str
) -> None:
    repo.write({"alignctl.yaml": FILES["alignctl.yaml"] + setting, **({sign: ""} if sign else {})})
    assert run_alignctl("codeowners", "--write", cwd=repo.top).stdout == f"wrote {place}\n"


def test_policy_belongs_to_those_who_answer_for_it(repo: Repo, run_alignctl: Run) -> None:
    settings = "policy_owners: support\nbaseline: known.yaml\n"
    repo.write({"alignctl.yaml": FILES["alignctl.yaml"] + settings})
    lines = run_alignctl("codeowners", cwd=repo.top).stdout.splitlines()
    for path in ("/.github/CODEOWNERS", "/alignctl.yaml", "/known.yaml", "/plans/teams.yaml"):
        assert f"{path} @o/support" in lines
    repo.write({"alignctl.yaml": FILES["alignctl.yaml"] + "policy_owners: [suport]\n"})
    done = run_alignctl("codeowners", cwd=repo.top)
    assert done.returncode == 2
    assert 'names no team of the plan: "suport"; did you mean "support"?' in " ".join(done.stderr.split())


def test_teams_that_cannot_be_asked_are_told(repo: Repo, run_alignctl: Run) -> None:
    teams = FILES["plans/teams.yaml"].replace(", forge: '@o/docs'", "")
    repo.write({"plans/teams.yaml": teams, "plans/x.yaml": "{kind: strategy, id: x, title: X, why: y, owner: sales}\n"})
    done = run_alignctl("codeowners", cwd=repo.top)
    assert done.returncode == 0
    assert "@o/docs" not in done.stdout
    assert done.stderr.splitlines() == [
        'team "docs", to be asked about 4 files, has no handle; write forge: "@organisation/team" in plans/teams.yaml',
        'team "sales", to be asked about 1 file, is no team of the plan',
        "nobody is asked about 2 files: plans/kpi.csv, plans/x.yaml",
    ]


@pytest.mark.parametrize("handle", ["@o/docs @evil", "@o/docs\\t@evil", "@o/docs#", "o/docs", "@o/a/b", "\\e[2J@o"])
def test_a_text_that_is_no_handle_is_left_out_and_fails(repo: Repo, run_alignctl: Run, handle: str) -> None:
    repo.write({"plans/teams.yaml": FILES["plans/teams.yaml"].replace("'@o/docs'", f'"{handle}"')})
    done = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert done.returncode == 1
    assert 'team "docs", to be asked about 4 files, has' in done.stderr
    assert "\x1b" not in done.stderr
    written = (repo.top / ".github" / "CODEOWNERS").read_text() if (repo.top / ".github").exists() else ""
    assert "evil" not in written
    assert "docs" not in written


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("plans/goal.yaml", "kind: outcome\nid: goal\n  title: [", '"alignctl check plans/goal.yaml" says'),
        ("plans/goal.yaml", FILES["plans/goal.yaml"].replace("docs}", "{no: 1}}"), '"shared_with" of outcome "goal"'),
        ("plans/teams.yaml", FILES["plans/teams.yaml"].replace("'@o/docs'", "[1]"), '"forge" of team "docs" has'),
        ("plans/teams.yaml", FILES["plans/teams.yaml"].replace("'@o/docs'", '"@o/d\\n* @x"'), '"forge" of team "docs"'),
    ],
)
def test_from_a_plan_that_cannot_be_read_nothing_is_made(
    repo: Repo, run_alignctl: Run, path: str, text: str, says: str
) -> None:
    repo.write({path: text})
    for option in ("--write", "--check"):
        done = run_alignctl("codeowners", option, cwd=repo.top)
        assert done.returncode == 1
        assert "who is to be asked is not sure: " in done.stderr
        assert says in done.stderr
    assert not (repo.top / ".github").exists()


def test_lines_that_gitlab_would_take_for_part_of_the_block_are_refused(repo: Repo, run_alignctl: Run) -> None:
    repo.write({".gitlab-ci.yml": "", "CODEOWNERS": "* @x\n"})
    assert run_alignctl("codeowners", "--write", cwd=repo.top).returncode == 0
    target = repo.top / "CODEOWNERS"
    text = target.read_text()
    target.write_text(text + "# fine\n\n[Docs]\n/docs/ @y\n")
    assert run_alignctl("codeowners", "--check", cwd=repo.top).returncode == 0
    target.write_text(text + "/docs/ @y\n")
    done = run_alignctl("codeowners", "--check", cwd=repo.top)
    assert done.returncode == 2
    assert "would belong to the last section of the block above it" in " ".join(done.stderr.split())


def test_lines_below_the_block_that_go_before_it_are_noted(repo: Repo, run_alignctl: Run) -> None:
    run_alignctl("codeowners", "--write", cwd=repo.top)
    target = repo.top / ".github" / "CODEOWNERS"
    target.write_text(target.read_text() + "* @x\n")
    done = run_alignctl("codeowners", "--check", cwd=repo.top)
    assert done.returncode == 0
    assert 'note: lines below the block count before it (line 8 of ".github/CODEOWNERS")' in done.stderr


def test_a_file_that_github_would_not_load_is_refused(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"CODEOWNERS": "# " + "x" * 3_000_000 + "\n"})
    done = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert done.returncode == 2
    assert "would have 3.0 MB, and GitHub reads none of 3 MB or more" in " ".join(done.stderr.split())


def test_what_stands_in_the_way(repo: Repo, run_alignctl: Run, tmp_path: Path) -> None:
    assert run_alignctl("codeowners", "--write", "--check", cwd=repo.top).returncode == 2
    outside = run_alignctl("codeowners", "-o", "../CODEOWNERS", cwd=repo.top)
    assert "lies outside the repository" in outside.stderr
    (tmp_path / "secret").write_text("x")
    (repo.top / "CODEOWNERS").symlink_to(tmp_path / "secret")
    linked = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert (linked.returncode, (tmp_path / "secret").read_text()) == (2, "x")
    (repo.top / "CODEOWNERS").unlink()
    repo.write({"CODEOWNERS": BLOCK.splitlines()[0]})
    assert "the marks of the block do not pair up" in run_alignctl("codeowners", cwd=repo.top).stderr


def test_a_repository_that_git_does_not_open_is_no_plan_at_the_top(repo: Repo, run_alignctl: Run) -> None:
    repo.write({".git/config": "[core\n"})
    done = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert done.returncode == 2
    assert not (repo.top / ".github").exists()


def test_nobody_to_ask(repo: Repo, run_alignctl: Run) -> None:
    repo.write({"plans/teams.yaml": "{kind: team, id: docs, title: D}\n---\n{kind: team, id: support, title: S}\n"})
    done = run_alignctl("codeowners", "--write", cwd=repo.top)
    assert done.returncode == 3
    assert "there is nobody to ask" in done.stderr
    for path in (repo.top / "plans").iterdir():
        path.unlink()
    assert run_alignctl("codeowners", cwd=repo.top).returncode == 3


def test_without_a_repository_the_root_of_the_plan_is_the_top(tmp_path: Path, run_alignctl: Run) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    done = run_alignctl("codeowners", cwd=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.stdout == BLOCK
