"""`alignctl render strategy-map`, `metric-tree` and `line-of-sight`, as a user runs them."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PLAN = Path(__file__).parents[1] / "draw" / "pictures" / "causes" / "plans"
VIEWS = [("strategy-map",), ("metric-tree",), ("line-of-sight", "solved")]
BEGIN = {"a.svg": b"<svg ", "b.png": b"\x89PNG", "c.dot": b"digraph", "d.gv": b"digraph", "e.mmd": b"flowchart"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with every link between goals and between measures, judged as of a fixed day."""
    shutil.copytree(PLAN, tmp_path / "plans")
    (tmp_path / "alignctl.yaml").write_text("language: 1\nname: Plan\ntoday: 2026-03-01\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("view", VIEWS)
def test_one_picture_goes_to_standard_output(run_alignctl: Run, folder: Path, view: tuple[str, ...]) -> None:
    done = run_alignctl("render", *view, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    root = ET.fromstring(done.stdout)
    assert root.findtext("{http://www.w3.org/2000/svg}title")
    assert root.findtext("{http://www.w3.org/2000/svg}desc")
    hrefs = {element.get("href") for element in root.iter("{http://www.w3.org/2000/svg}a")}
    assert ("kpis/solved/" if view[0] != "strategy-map" else "outcomes/answers/") in hrefs
    assert "https://" not in done.stdout


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", BEGIN)
def test_the_ending_of_the_file_says_which_format(
    run_alignctl: Run, folder: Path, view: tuple[str, ...], name: str
) -> None:
    done = run_alignctl("render", *view, "-o", f"out/{name}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"wrote {Path('out') / name}: ")
    assert (folder / "out" / name).read_bytes().startswith(BEGIN[name])


def test_filters(run_alignctl: Run, folder: Path) -> None:
    def boxes(*arguments: str) -> int:
        done = run_alignctl("render", *arguments, "-f", "mermaid", cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.count("  click ")

    assert boxes("strategy-map") == 6
    assert boxes("strategy-map", "--strategy", "loyal") == 5
    assert boxes("strategy-map", "--team", "docs") == 4
    assert boxes("strategy-map", "--status", "retired") == 2
    assert boxes("strategy-map", "--period", "2026") == 5
    assert boxes("metric-tree") == 9
    assert boxes("metric-tree", "--strategy", "loyal") == 8
    assert boxes("metric-tree", "--team", "docs") == 6
    assert boxes("metric-tree", "--status", "at-risk") == 2
    assert boxes("line-of-sight", "loyal", "--depth", "1") == 3
    assert boxes("line-of-sight", "loyal", "--depth", "2", "--team", "docs") == 5
    assert boxes("line-of-sight", "solved", "--status", "running", "--strategy", "loyal") == 6
    assert boxes("line-of-sight", "profit", "--period", "2025") == 9


def test_mermaid_runs_from_cause_to_effect(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("render", "strategy-map", "-f", "mermaid", cwd=folder)
    assert done.stdout.startswith("flowchart BT\n")
    assert 'subgraph band-process["Processes#58; nothing stands here"]' in done.stdout
    done = run_alignctl("render", "metric-tree", "-f", "mermaid", cwd=folder)
    assert done.stdout.startswith("flowchart RL\n")
    assert "-.->|untested|" in done.stdout
    done = run_alignctl("render", "line-of-sight", "profit", "-f", "mermaid", cwd=folder)
    assert "stroke-width:4px" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["strategy-map", "--strategy", "answers"], '"answers" is no strategy but of kind outcome'),
        (["strategy-map", "--period", "26"], '"26" is neither a day nor a period; write it like 2026'),
        (["strategy-map", "--status", "retird"], 'did you mean "retired"?'),
        (["strategy-map", "-f", "png", "-o", "x.svg"], "disagree"),
        (["metric-tree", "--status", "at-rsk"], 'did you mean "at-risk"?'),
        (["metric-tree", "--team", "loyal"], '"loyal" is no team but of kind strategy'),
        (["line-of-sight"], "ID"),
        (["line-of-sight", "solvd"], 'did you mean "solved"?'),
        (["line-of-sight", "docs"], 'try "alignctl render cascade --team docs"'),
        (["line-of-sight", "solved", "--strategy", "profit"], '"profit" is no strategy but of kind kpi'),
        (["line-of-sght"], 'did you mean "line-of-sight"?'),
    ],
)
def test_misuse_says_the_way_out(run_alignctl: Run, folder: Path, arguments: list[str], words: str) -> None:
    done = run_alignctl("render", *arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("form", ["svg", "dot", "mermaid"])
def test_the_same_plan_gives_the_same_bytes(
    run_alignctl: Run, folder: Path, tmp_path: Path, view: tuple[str, ...], form: str
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
    drawn = []
    for where, environment in ((folder, first), (other, second)):
        done = run_alignctl("render", *view, "-f", form, "-o", "out", cwd=where, env=environment)
        assert done.returncode == 0, done.stderr
        (file,) = (where / "out").iterdir()
        drawn.append(file.read_bytes())
    assert drawn[0] == drawn[1]
