"""`alignctl render cascade`, as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(copied_plan: Callable[..., Path]) -> Path:
    """A small plan, judged as of a fixed day."""
    return copied_plan("small", "2026-03-01")


def test_one_picture_goes_to_standard_output(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("render", "cascade", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    root = ET.fromstring(done.stdout)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Small cascade"
    hrefs = {element.get("href") for element in root.iter("{http://www.w3.org/2000/svg}a")}
    assert {"outcomes/shared/", "kpis/driver/"} <= hrefs


@pytest.mark.parametrize(("form", "begin"), [("dot", "digraph cascade {"), ("mermaid", "flowchart LR\n")])
def test_text_formats(run_alignctl: Run, folder: Path, form: str, begin: str) -> None:
    done = run_alignctl("render", "cascade", "--format", form, cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith(begin)


@pytest.mark.parametrize(
    ("name", "begin"),
    [("a.svg", b"<svg "), ("b.png", b"\x89PNG"), ("c.dot", b"digraph"), ("d.gv", b"digraph"), ("e.mmd", b"flowchart")],
)
def test_the_ending_of_the_file_says_which_format(run_alignctl: Run, folder: Path, name: str, begin: bytes) -> None:
    done = run_alignctl("render", "cascade", "-o", f"out/{name}", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith(f"wrote {Path('out') / name}: 13 items")
    assert (folder / "out" / name).read_bytes().startswith(begin)
    assert [path.name for path in (folder / "out").iterdir()] == [name]


def test_root_depth_team_kinds_and_status(run_alignctl: Run, folder: Path) -> None:
    def boxes(*arguments: str) -> int:
        done = run_alignctl("render", "cascade", "-f", "mermaid", *arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.count("  click ")

    assert boxes("--root", "result-kpi") == 7
    assert boxes("--root", "shared", "--depth", "0") == 3
    assert boxes("--team", "docs") == 8
    assert boxes("--kinds", "kpi, strategy") == 5
    assert boxes("--status", "decided") == 5


def test_problems_show_on_boxes(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("render", "cascade", cwd=folder)
    assert "errors found" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--root", "resul-kpi"], 'there is no item "resul-kpi" in the plan; did you mean "result-kpi"?'),
        (["--root", "docs"], '"docs" is of kind team, which stands in no cascade; try --team docs'),
        (["--team", "shared"], '"shared" is no team but of kind outcome; try --team with the id of a team'),
        (["--team", "doc"], 'did you mean "docs"?'),
        (["--kinds", "outcomes"], 'there is no kind "outcomes" to choose here; did you mean "outcome"?'),
        (["--status", "runing"], 'did you mean "running"?'),
        (["--depth", "-1"], "--depth"),
        (["--format", "png", "-o", "x.svg"], "disagree"),
        (["--engine", "nothing"], "--engine"),
    ],
)
def test_misuse_says_the_way_out(run_alignctl: Run, folder: Path, arguments: list[str], words: str) -> None:
    done = run_alignctl("render", "cascade", *arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_nothing_to_draw(run_alignctl: Run, folder: Path) -> None:
    shutil.rmtree(folder / "plans")
    (folder / "plans").mkdir()
    (folder / "plans" / "team.yaml").write_text("kind: team\nid: t\ntitle: T\n", "utf-8")
    done = run_alignctl("render", "cascade", cwd=folder)
    assert done.returncode == 3
    assert done.stderr.startswith("nothing to draw")


def test_a_large_plan_asks_for_a_folder(run_alignctl: Run, large_folder: Path) -> None:
    for arguments in ([], ["-o", "one.svg"]):
        done = run_alignctl("render", "cascade", *arguments, cwd=large_folder)
        assert done.returncode == 2
        assert "3 pictures are needed" in done.stderr.replace("\n", " ")
        assert "-o" in done.stderr


@pytest.mark.parametrize(("form", "suffix", "index"), [("svg", ".svg", "index.html"), ("mermaid", ".mmd", "index.md")])
def test_a_large_plan_fills_a_folder(run_alignctl: Run, large_folder: Path, form: str, suffix: str, index: str) -> None:
    done = run_alignctl("render", "cascade", "-f", form, "-o", "pictures", cwd=large_folder)
    assert done.returncode == 0
    names = sorted(path.name for path in (large_folder / "pictures").iterdir())
    assert names == sorted([*(f"cascade-s{s}{suffix}" for s in range(3)), f"index{suffix}", index])
    assert done.stdout.count("wrote ") == len(names)
    for s in range(3):
        assert f"cascade-s{s}{suffix}" in (large_folder / "pictures" / index).read_text("utf-8")


def test_one_picture_in_a_folder_that_is_there(run_alignctl: Run, folder: Path) -> None:
    (folder / "out.svg").mkdir()
    done = run_alignctl("render", "cascade", "-o", "out.svg", cwd=folder)
    assert done.returncode == 0
    assert (folder / "out.svg" / "cascade.svg").is_file()


def test_a_place_that_cannot_be_written(run_alignctl: Run, folder: Path) -> None:
    (folder / "file").write_text("x", "utf-8")
    done = run_alignctl("render", "cascade", "-o", "file/x.svg", cwd=folder)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_an_installed_engine_that_is_not_there(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("render", "cascade", "--engine", "dot", cwd=folder, env={"PATH": str(folder)})
    assert done.returncode == 2
    assert "program `dot`" in done.stderr.replace("\n", " ")


def test_without_any_engine_there_is_mermaid_and_a_notice(run_alignctl: Run, folder: Path) -> None:
    hidden = folder / "hidden"
    hidden.mkdir()
    (hidden / "pygraphviz.py").write_text("raise ImportError('not for this machine')\n", "utf-8")
    environment = {"PYTHONPATH": os.pathsep.join([str(hidden), *sys.path]), "PATH": str(folder)}
    done = run_alignctl("render", "cascade", cwd=folder, env=environment)
    assert done.returncode == 0
    assert done.stdout.startswith("flowchart LR")
    assert "drawn as Mermaid instead" in done.stderr
    done = run_alignctl("render", "cascade", "-o", "x.svg", cwd=folder, env=environment)
    assert done.returncode == 0
    assert (folder / "x.mmd").is_file()
    assert not (folder / "x.svg").exists()


def test_a_png_is_not_for_a_terminal(folder: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a terminal")
    main, other = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "alignctl", "render", "cascade", "-f", "png"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=other,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(main)
    os.close(other)
    assert done.returncode == 2
    assert "no text for a terminal" in done.stderr


@pytest.mark.parametrize("form", ["svg", "dot", "mermaid", "png"])
def test_the_same_plan_gives_the_same_bytes(run_alignctl: Run, folder: Path, tmp_path: Path, form: str) -> None:
    """Whatever the order of files, the hash seed, the locale or the time zone."""
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "alignctl.yaml", other)
    (other / "plans").mkdir()
    documents = (folder / "plans" / "plan.yaml").read_text("utf-8").split("---\n")
    for number, document in enumerate(documents):
        (other / "plans" / f"{99 - number}.yaml").write_text(document, "utf-8")
    first = {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"}
    second = {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Auckland"}
    for where, environment in ((folder, first), (other, second)):
        done = run_alignctl("render", "cascade", "-f", form, "-o", "out", cwd=where, env=environment)
        assert done.returncode == 0, done.stderr
    (one,) = (folder / "out").iterdir()
    (two,) = (other / "out").iterdir()
    assert one.read_bytes() == two.read_bytes()
