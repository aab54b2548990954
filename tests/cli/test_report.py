"""`alignctl report` on the command line: which period, in which format, where to, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Run

PACKS = Path(__file__).parents[1] / "report" / "packs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan as of 15 July 2026."""
    return Path(shutil.copytree(PACKS / "troubles", tmp_path / "plan"))


def test_the_ending_of_the_file_says_the_format(folder: Path, run_alignctl: Run) -> None:
    told = "Harbour library: review of the second quarter of 2026\n"
    for name, begins in (("a.html", "<!doctype html>"), ("b.md", "# Harbour"), ("deep/er/c.HTM", "<!doctype html>")):
        done = run_alignctl("report", "-o", name, cwd=folder)
        assert (done.returncode, done.stdout) == (0, f"wrote {name}: {told}"), done.stderr
        assert (folder / name).read_text("utf-8").startswith(begins)
    done = run_alignctl("report", "-f", "html", "-o", "pack", cwd=folder)
    assert done.returncode == 0
    assert (folder / "pack").read_text("utf-8") == (folder / "a.html").read_text("utf-8"), "the same bytes every time"


def test_standard_output_takes_either(folder: Path, run_alignctl: Run) -> None:
    assert run_alignctl("report", cwd=folder).stdout.startswith("# Harbour")
    assert run_alignctl("report", "-f", "html", cwd=folder).stdout.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "2026-07-01"], '--period: "2026-07-01" is a single day; write it like 2026, 2026-H1, 2026-Q3'),
        (["--period", "autumn"], '--period: "autumn" is neither a day nor a period; write it like 2026'),
        (["--period", "2026-Q4"], "begins on 1 October 2026, which is still to come; the last full quarter is 2026-Q2"),
        (["--team", "hous"], '--team names no team of the plan: "hous"; did you mean "house"?'),
        (["--strategy", "web"], '--strategy names no strategy of the plan: "web"'),
        (["-o", "pack.pdf"], 'a pack is Markdown or HTML; write "pack.html", and print it to PDF in a browser'),
        (["-o", "pack"], '"pack" ends neither in .html nor in .md; name it so, or say which with --format'),
        (["-f", "html", "-o", "pack.md"], '--format html and the ending of "pack.md" disagree'),
        (["-f", "pdf"], "'pdf' is not one of 'markdown', 'html'"),
        (["--at", "HEAD"], "is in no git repository"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(
    arguments: list[str], said: str, folder: Path, run_alignctl: Run
) -> None:
    done = run_alignctl("report", *arguments, cwd=folder, env={"GIT_CEILING_DIRECTORIES": str(folder.parent)})
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_plan_without_items_is_no_fault(tmp_path: Path, run_alignctl: Run) -> None:
    (tmp_path / "alignctl.yaml").write_text("today: 2026-07-15\n")
    done = run_alignctl("report", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")


def test_a_broken_document_is_said_and_the_rest_is_told(folder: Path, run_alignctl: Run) -> None:
    (folder / "plans" / "broken.yaml").write_text("kind: kpi\nid: [\n")
    done = run_alignctl("report", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == '1 document has errors; "alignctl check" says what is wrong\n'
    assert "## Where we stand" in done.stdout


def test_the_shell_completes_ids(folder: Path, run_alignctl: Run) -> None:
    asked = {"_ALIGNCTL_COMPLETE": "bash_complete", "COMP_WORDS": "alignctl report --team d", "COMP_CWORD": "3"}
    assert run_alignctl(cwd=folder, env=asked).stdout.splitlines() == ["plain,desk"]


def test_the_first_days_of_the_calendar_and_the_last(folder: Path, run_alignctl: Run) -> None:
    for day in ("0001-01-01", "0001-04-01", "9999-12-31"):
        done = run_alignctl("report", "--today", day, "-f", "html", cwd=folder)
        assert done.returncode == 0, done.stderr
