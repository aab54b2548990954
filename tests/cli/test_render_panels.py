"""`alignctl render` of the views made of tables, as a user runs them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from alignctl.cli.render import VIEWS as ALL_VIEWS
from alignctl.draw.sheet import is_dangerous

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PLANS = Path(__file__).parents[1] / "views" / "plans"
BEGIN = {"svg": b"<svg ", "png": b"\x89PNG", "html": b"<!doctype html>", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}
VIEWS = ("hypothesis-board", "learning-ledger", "alignment-matrix", "commitments", "team-sheet")
SVG = "{http://www.w3.org/2000/svg}"


def make_folder(tmp_path: Path, plan: str) -> Path:
    shutil.copytree(PLANS / plan / "plans", tmp_path / "plans")
    (tmp_path / "alignctl.yaml").write_text("language: 1\nname: Plan\ntoday: 2026-03-03\n", "utf-8")
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with bets, promises and teams in every state, judged as of a fixed day."""
    return make_folder(tmp_path, "panels")


def arguments_of(view: str) -> list[str]:
    return [view, "--team", "booking"] if view == "team-sheet" else [view]


@pytest.mark.parametrize("view", VIEWS)
def test_one_picture_goes_to_standard_output(run_alignctl: Run, folder: Path, view: str) -> None:
    done = run_alignctl("render", *arguments_of(view), cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    root = ET.fromstring(done.stdout)
    assert (root.findtext(f"{SVG}title") or "").startswith(f"Plan {view.replace('-', ' ')}")
    hrefs = {element.get("href") or "" for element in root.iter(f"{SVG}a")}
    assert hrefs
    assert all(
        href.split("/")[0] in ("hypotheses", "kpis", "teams", "strategies", "outcomes", "commitments", "initiatives")
        for href in hrefs
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("form", BEGIN)
def test_the_ending_of_the_file_says_which_format(run_alignctl: Run, folder: Path, view: str, form: str) -> None:
    done = run_alignctl("render", *arguments_of(view), "-o", f"out/picture.{form}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"wrote {Path('out') / 'picture'}.{form}: ")
    assert (folder / "out" / f"picture.{form}").read_bytes().startswith(BEGIN[form])


@pytest.mark.parametrize(
    ("arguments", "shown", "hidden"),
    [
        (["hypothesis-board", "--status", "overdue"], "A bet that waits", "A bet that runs"),
        (["hypothesis-board", "--strategy", "second"], "A bet on two", "A bet that runs"),
        (["hypothesis-board", "--period", "2026-Q3"], "A bet that is proposed", "A bet that runs"),
        (["hypothesis-board", "--period", "2025"], "More reminders", "A bet that is proposed"),
        (["learning-ledger", "--status", "right"], "A bet on two", "More reminders"),
        (["learning-ledger", "--team", "booking"], "More reminders", "A bet on two"),
        (["alignment-matrix", "--status", "lone"], "Clinics get their money", "Patients turn up"),
        (["commitments", "--status", "missed,overdue"], "that was broken", "due soon"),
        (["commitments", "--period", "2026-03"], "due soon", "that was broken"),
        (["team-sheet", "--team", "booking", "--status", "planned"], "Work that leads nowhere", "Waiting list"),
    ],
)
def test_views_can_be_narrowed(run_alignctl: Run, folder: Path, arguments: list[str], shown: str, hidden: str) -> None:
    done = run_alignctl("render", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert shown in done.stdout
    assert hidden not in done.stdout


def test_a_period_is_read_by_the_fiscal_year(run_alignctl: Run, folder: Path) -> None:
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-03-03\nfiscal_year_starts: 10\n", "utf-8")
    done = run_alignctl("render", "learning-ledger", "--period", "FY2026", cwd=folder)
    assert "2 decided bets" in done.stdout
    assert "decided in fiscal year 2026" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hypothesis-bord"], 'did you mean "hypothesis-board"?'),
        (["hypothesis-board", "--status", "runing"], 'did you mean "running"?'),
        (["learning-ledger", "--status", "x"], "there are right, wrong, not-judged"),
        (["commitments", "--period", "soon"], "write it like 2026, FY2026, 2026-Q3, FY2026-Q1 or 2026-11"),
        (["commitments", "--period", "2026-13"], "--period"),
        (["alignment-matrix", "--team", "first"], '"first" is no team but of kind strategy'),
        (["team-sheet", "--team", "boking"], 'did you mean "booking"?'),
        (["team-sheet"], "5 sheets are needed to be read; name a folder with -o"),
        (["team-sheet", "-o", "one.svg"], "5 sheets are needed"),
        (["hypothesis-board", "-f", "png", "-o", "x.svg"], "disagree"),
    ],
)
def test_misuse_says_the_way_out(run_alignctl: Run, folder: Path, arguments: list[str], words: str) -> None:
    done = run_alignctl("render", *arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_to_draw(run_alignctl: Run, folder: Path, view: str) -> None:
    shutil.rmtree(folder / "plans")
    (folder / "plans").mkdir()
    (folder / "plans" / "s.yaml").write_text("kind: strategy\nid: s\ntitle: S\n", "utf-8")
    done = run_alignctl("render", view, cwd=folder)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("nothing to draw: no ")


def test_several_sheets_fill_a_folder_with_an_index(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("render", "team-sheet", "-o", "sheets", cwd=folder)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (folder / "sheets").iterdir())
    teams = ("alone", "billing", "booking", "product", "support")
    assert names == ["index.html", *(f"team-sheet-{team}.svg" for team in teams)]
    index = (folder / "sheets" / "index.html").read_text("utf-8")
    assert all(f'href="team-sheet-{team}.svg"' in index for team in teams)


@pytest.mark.parametrize("form", ["html", "csv", "xlsx"])
def test_some_formats_hold_all_sheets_in_one_file(run_alignctl: Run, folder: Path, form: str) -> None:
    done = run_alignctl("render", "team-sheet", "-o", f"all.{form}", cwd=folder)
    assert done.stdout == f"wrote all.{form}: 5 sheets\n"
    if form == "xlsx":
        with zipfile.ZipFile(folder / "all.xlsx") as archive:
            assert sum(name.startswith("xl/worksheets/sheet") for name in archive.namelist()) == 5
    else:
        text = (folder / f"all.{form}").read_text("utf-8")
        assert all(f"team-sheet-{team}" in text for team in ("billing", "booking", "product"))


@pytest.mark.parametrize("view", VIEWS)
def test_no_cell_of_a_spreadsheet_is_a_formula(run_alignctl: Run, tmp_path: Path, view: str) -> None:
    folder = make_folder(tmp_path, "panel-traps")
    done = run_alignctl("render", view, "-o", "all.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO((folder / "all.csv").read_text("utf-8-sig"), newline="")))
    figures = {"from", "to", "observed", "compared with", "share of the effect", "kept", "recorded"}
    assert len(rows) > 1
    for row in rows[1:]:
        for head, cell in zip(rows[0], row, strict=True):
            assert head in figures or not is_dangerous(cell), cell
    run_alignctl("render", view, "-o", "all.xlsx", cwd=folder)
    with zipfile.ZipFile(folder / "all.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in sheet for sheet in sheets)
        assert not any("hyperlink" in name or "external" in name.lower() for name in archive.namelist())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("form", BEGIN)
def test_the_same_plan_gives_the_same_bytes(
    run_alignctl: Run, folder: Path, tmp_path: Path, view: str, form: str
) -> None:
    """Whatever the order of files, the hash seed, the locale or the time zone."""
    other = tmp_path / "other"
    (other / "plans").mkdir(parents=True)
    shutil.copy(folder / "alignctl.yaml", other)
    documents = (folder / "plans" / "plan.yaml").read_text("utf-8").split("---\n")
    for number, document in enumerate(documents):
        (other / "plans" / f"{99 - number}.yaml").write_text(document, "utf-8")
    first = {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"}
    second = {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Auckland"}
    for where, environment in ((folder, first), (other, second)):
        done = run_alignctl("render", *arguments_of(view), "-o", f"out.{form}", cwd=where, env=environment)
        assert done.returncode == 0, done.stderr
    assert (folder / f"out.{form}").read_bytes() == (other / f"out.{form}").read_bytes()


def test_every_view_of_this_file_is_one_of_render() -> None:
    assert set(VIEWS) <= ALL_VIEWS.keys()


def test_a_workbook_of_the_ledger_has_the_hit_rates_too(run_alignctl: Run, folder: Path) -> None:
    import openpyxl

    done = run_alignctl("render", "learning-ledger", "-o", "ledger.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(folder / "ledger.xlsx")
    assert book.sheetnames == ["Hit rate Plan learning ledger", "Plan learning ledger"]
    rates, bets = book.worksheets
    assert [cell.value for cell in rates[5]][:7] == ["all", "", "All bets", 5, 4, 2, 0.5]
    assert [cell.value for cell in bets[4]][:3] == ["id", "hypothesis", "state"]
    assert bets.auto_filter.ref is not None
