"""`alignctl render x-matrix` and `alignctl render bowling`, as a user runs them."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from alignctl.cli.render_output import hand_over
from alignctl.draw.files import DrawnFile

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CAUSES = [("strategy-map", "pictures"), ("metric-tree", "pictures")]
BEGIN = {"svg": b"<svg ", "png": b"\x89PNG", "html": b"<!doctype html>", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}


@pytest.fixture
def folder(copied_plan: Callable[..., Path]) -> Path:
    """A plan with every tie, judged as of a fixed day."""
    return copied_plan("matrix", "2026-03-03")


@pytest.mark.parametrize("view", ["x-matrix", "bowling"])
def test_one_picture_goes_to_standard_output(run_alignctl: Run, folder: Path, view: str) -> None:
    done = run_alignctl("render", view, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    root = ET.fromstring(done.stdout)
    assert (root.findtext("{http://www.w3.org/2000/svg}title") or "").startswith("Matrix ")
    hrefs = {element.get("href") for element in root.iter("{http://www.w3.org/2000/svg}a")}
    assert {"outcomes/answers/", "kpis/solved/"} <= hrefs


@pytest.mark.parametrize("view", ["x-matrix", "bowling"])
@pytest.mark.parametrize("form", BEGIN)
def test_the_ending_of_the_file_says_which_format(run_alignctl: Run, folder: Path, view: str, form: str) -> None:
    done = run_alignctl("render", view, "-o", f"out/picture.{form}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"wrote {Path('out') / 'picture'}.{form}: ")
    assert (folder / "out" / f"picture.{form}").read_bytes().startswith(BEGIN[form])


def test_filters_and_layouts_of_the_matrix(run_alignctl: Run, folder: Path) -> None:
    def titles(*arguments: str) -> str:
        done = run_alignctl("render", "x-matrix", *arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "4 measures" in titles()
    assert "1 strategy, 1 outcome, 1 tactic, 2 measures" in titles("--strategy", "second")
    assert "1 tactic, 2 measures" in titles("--team", "docs")
    assert "2 results, 2 strategies, 3 tactics, 2 process measures" in titles("--layout", "hoshin-2")
    assert "Given up" in titles("--status", "dropped")
    (folder / "alignctl.yaml").write_text(
        "language: 1\ntoday: 2026-03-03\nx_matrix:\n  north: [initiative, hypothesis]\n", "utf-8"
    )
    assert "<title>Hypothesis: Rewritten articles help" in titles()
    assert "<title>Hypothesis: Rewritten articles help" not in titles("--layout", "classic")


def test_filters_and_years_of_the_chart(run_alignctl: Run, folder: Path) -> None:
    def words(*arguments: str) -> str:
        done = run_alignctl("render", "bowling", *arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "4 measures · Apr 2025 to Mar 2026" in words()
    assert "4 measures · Jan 2026 to Dec 2026" in words("--period", "2026")
    assert "2 measures" in words("--strategy", "second")
    assert "1 measure ·" in words("--team", "docs")
    assert "3 measures" in words("--status", "at-risk,missed")
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-03-03\nfiscal_year_starts: 10\n", "utf-8")
    assert "Oct 2025 to Sep 2026" in words("--period", "FY2026")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["matrix"], 'there is no view "matrix"'),
        (["x-matrx"], 'did you mean "x-matrix"?'),
        (["x-matrix", "--strategy", "answers"], '"answers" is no strategy but of kind outcome'),
        (["x-matrix", "--strategy", "frst"], 'did you mean "first"?'),
        (["x-matrix", "--team", "first"], '"first" is no team but of kind strategy'),
        (["x-matrix", "--status", "activ"], 'did you mean "active"?'),
        (["x-matrix", "--layout", "modern"], "--layout"),
        (["x-matrix", "-f", "png", "-o", "x.svg"], "disagree"),
        (["bowling", "--period", "26"], '"26" is neither a day nor a period; write it like 2026'),
        (["bowling", "--period", "0000"], "--period"),
        (["bowling", "--status", "at-rsk"], 'did you mean "at-risk"?'),
        (["bowling", "--team", "dcs"], 'did you mean "docs"?'),
        (["bowling", "--per", "month"], "--per"),
    ],
)
def test_misuse_says_the_way_out(run_alignctl: Run, folder: Path, arguments: list[str], words: str) -> None:
    done = run_alignctl("render", *arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("view", ["x-matrix", "bowling", *dict(CAUSES)])
def test_nothing_to_draw(run_alignctl: Run, folder: Path, view: str) -> None:
    shutil.rmtree(folder / "plans")
    (folder / "plans").mkdir()
    (folder / "plans" / "team.yaml").write_text("kind: team\nid: t\ntitle: T\n", "utf-8")
    done = run_alignctl("render", view, cwd=folder)
    assert done.returncode == 3
    assert done.stderr.startswith("nothing to draw")


def test_a_plan_whose_kpis_are_tied_to_nothing_says_what_to_write(run_alignctl: Run, folder: Path) -> None:
    shutil.rmtree(folder / "plans")
    (folder / "plans").mkdir()
    (folder / "plans" / "k.yaml").write_text("kind: kpi\nid: a\ntitle: A\n---\nkind: kpi\nid: b\ntitle: B\n", "utf-8")
    done = run_alignctl("render", "metric-tree", cwd=folder)
    assert done.returncode == 3
    assert '"drives: id-of-a-kpi"' in done.stderr
    done = run_alignctl("render", "metric-tree", "--status", "no-data", cwd=folder)
    assert done.returncode == 3
    assert "of the KPIs that fit no two are tied to each other; ask for more" in done.stderr


@pytest.mark.parametrize(("view", "what"), [("x-matrix", "matrices"), ("bowling", "charts"), *CAUSES])
def test_a_large_plan_asks_for_a_folder_and_fills_it(
    run_alignctl: Run, large_folder: Path, view: str, what: str
) -> None:
    for arguments in ([], ["-o", "one.svg"]):
        done = run_alignctl("render", view, *arguments, cwd=large_folder)
        assert done.returncode == 2
        assert f"3 {what} are needed" in done.stderr.replace("\n", " ")
    done = run_alignctl("render", view, "-o", "pictures", cwd=large_folder)
    assert done.returncode == 0
    names = sorted(path.name for path in (large_folder / "pictures").iterdir())
    assert names == sorted([*(f"{view}-s{s}.svg" for s in range(3)), "index.html"])
    index = (large_folder / "pictures" / "index.html").read_text("utf-8")
    assert all(f'href="{view}-s{s}.svg"' in index for s in range(3))


@pytest.mark.parametrize("view", ["x-matrix", "bowling"])
@pytest.mark.parametrize("form", ["html", "csv", "xlsx"])
def test_some_formats_hold_a_large_plan_in_one_file(
    run_alignctl: Run, large_folder: Path, view: str, form: str
) -> None:
    done = run_alignctl("render", view, "-o", f"all.{form}", cwd=large_folder)
    assert done.returncode == 0, done.stderr
    assert "3 " in done.stdout
    if form != "xlsx":
        text = (large_folder / f"all.{form}").read_text("utf-8")
        assert all(f"{view}-s{s}" in text for s in range(3))


def test_a_chart_for_each_team(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("render", "bowling", "--per", "team", "-o", "teams", cwd=folder)
    assert done.returncode == 0
    names = sorted(path.name for path in (folder / "teams").iterdir())
    assert names == ["bowling-docs.svg", "bowling-support.svg", "index.html"]


@pytest.mark.parametrize("view", ["x-matrix", "bowling"])
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
        done = run_alignctl("render", view, "-o", f"out.{form}", cwd=where, env=environment)
        assert done.returncode == 0, done.stderr
    assert (folder / f"out.{form}").read_bytes() == (other / f"out.{form}").read_bytes()


@pytest.mark.parametrize("view", ["x-matrix", "bowling"])
def test_without_the_library_for_xlsx_it_says_what_to_do(run_alignctl: Run, folder: Path, view: str) -> None:
    hidden = folder / "hidden"
    hidden.mkdir()
    (hidden / "xlsxwriter.py").write_text("raise ImportError('not for this machine')\n", "utf-8")
    done = run_alignctl("render", view, "-o", "x.xlsx", cwd=folder, env={"PYTHONPATH": str(hidden)})
    assert done.returncode == 2
    assert "or take CSV" in done.stderr.replace("\n", " ")


def test_trends_of_one_kpi_of_several_and_of_none(run_alignctl: Run, folder: Path) -> None:
    one = run_alignctl("render", "trend", "solved", cwd=folder)
    assert (one.returncode, one.stderr) == (0, "")
    assert (ET.fromstring(one.stdout).findtext("{http://www.w3.org/2000/svg}title") or "") != ""
    several = run_alignctl("render", "trend", cwd=folder)
    assert several.returncode == 2
    assert "4 charts are needed, one for each KPI; name a folder with -o" in several.stderr.replace("\n", " ")
    written = run_alignctl("render", "trend", "-o", "charts", cwd=folder)
    assert written.returncode == 0, written.stderr
    index = (folder / "charts" / "index.html").read_text("utf-8")
    names = {path.name for path in (folder / "charts").glob("*.svg")}
    assert "trend-solved.svg" in names
    assert all(f'href="{name}"' in index for name in names)
    for form in ("html", "csv", "png"):
        done = run_alignctl("render", "trend", "solved", "-o", f"out/t.{form}", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert (folder / "out" / f"t.{form}").read_bytes().startswith(BEGIN[form])
    wrong = run_alignctl("render", "trend", "answers", cwd=folder)
    assert wrong.returncode == 2
    assert '"answers" is no kpi but of kind outcome' in wrong.stderr
    none = run_alignctl("render", "trend", "--status", "no-data", "--team", "docs", cwd=folder)
    assert none.returncode == 3
    assert none.stderr.startswith("nothing to draw")


def test_characters_that_no_font_has_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("alignctl.draw.coverage.find_missing", lambda chars: tuple(sorted(chars)))
    files = [DrawnFile(f"{name}.png", b"", "one", others=frozenset(name)) for name in ("漢字", "漢😀")]
    assert hand_over(files, tmp_path, to_folder=True) == 0
    assert capsys.readouterr().err == (
        "no font of this machine has U+5B57 字, U+6F22 漢, U+1F600 😀; in a PNG boxes stand in their place: install "
        "Noto Emoji, Noto Sans CJK, or draw SVG, which takes the fonts of its reader\n"
    )
    assert hand_over([DrawnFile("a.png", b"", "one")], tmp_path, to_folder=True) == 0
    assert capsys.readouterr().err == ""
