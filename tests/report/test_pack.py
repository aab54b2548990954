"""Review packs of small plans: a folder a plan, `cases.txt` names the commands, what they write lies in `expected`.

The pack of this project's own example plan is among them. After a change that is meant,
`python -m tests.report.test_pack` writes these files anew; read them before they go in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from cmarkgfm import github_flavored_markdown_to_html

from tests.conftest import ROOT

HERE = Path(__file__).resolve().parent / "packs"
CASES = dict(line.split(": ", 1) for line in (HERE / "cases.txt").read_text("utf-8").splitlines())
OWN = "tarnley"
TAGS = ("html", "head", "body", "h1", "h2", "h3", "p", "em", "strong", "ul", "ol", "li",
        "table", "thead", "tbody", "tr", "th", "td")  # fmt: skip
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def folder_of(case: str, target: Path) -> Path:
    """A copy of the plan of a case, with no repository around it."""
    plan = max((p.name for p in HERE.iterdir() if p.is_dir() and case.startswith(p.name)), key=len)
    return Path(shutil.copytree(HERE / plan, target / plan))


def expected(case: str) -> Path:
    return HERE / "expected" / f"{case}.md"


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_pack_reads_as_expected(case: str, tmp_path: Path, run_alignctl: Run) -> None:
    result = run_alignctl(*CASES[case].split(" "), cwd=folder_of(case, tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == expected(case).read_text("utf-8")


def test_the_pack_of_the_example_plan_reads_as_expected(run_alignctl: Run) -> None:
    result = run_alignctl("report", "--period", "2026-Q3", cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == expected(OWN).read_text("utf-8")


def test_no_expected_pack_is_left_over() -> None:
    assert {path.stem for path in (HERE / "expected").iterdir()} == {*CASES, OWN}


@pytest.mark.parametrize("case", ["hostile", "troubles", "young"])
def test_the_page_is_html_as_the_standard_has_it_and_needs_nothing_else(
    case: str, tmp_path: Path, run_alignctl: Run
) -> None:
    folder = folder_of(case, tmp_path)
    result = run_alignctl("report", "--period", "2026-Q2", "-o", "out/pack.html", cwd=folder)
    assert result.returncode == 0, result.stderr
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse((folder / "out" / "pack.html").read_text("utf-8"))
    assert parser.errors == []
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    named = {name for e in elements for a in ("aria-labelledby", "href") for name in (e.get(a) or "").split()}
    assert {name.removeprefix("#") for name in named} <= set(ids), "it leads nowhere but to itself"
    assert not {element.tag for element in elements} & {"script", "link", "img", "iframe", "object"}
    assert not [name for element in elements for name in element.attrib if name.startswith("on") or name == "src"]
    levels = [int(element.tag[1]) for element in elements if element.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "no level is left out"
    for table in (element for element in elements if element.tag == "table"):
        assert table.find("thead") is not None
        heads = list(table.iter("th"))
        assert all(head.get("scope") in ("col", "row", "rowgroup") for head in heads)


def test_what_a_plan_says_shows_as_text_in_markdown() -> None:
    shown = github_flavored_markdown_to_html(expected("hostile").read_text("utf-8"))
    tree = html5lib.parse(shown, namespaceHTMLElements=False)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert tags <= set(TAGS)
    text = "".join(tree.itertext()).replace("\u200b", "")
    for said in (
        "<script>alert(2)</script> & *stars*",
        "[a](javascript:alert(1))",
        "@someone #12",
        "$a$",
        "| cell | <b>",
    ):
        assert said in text


def write() -> None:
    """Write what is expected anew."""
    import tempfile

    def run(command: list[str], cwd: Path) -> str:
        kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        code = [sys.executable, "-m", "alignctl", *command]
        return subprocess.run(code, cwd=cwd, env=kept, capture_output=True, check=True, encoding="utf-8").stdout

    for case, command in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            expected(case).write_text(run(command.split(" "), folder_of(case, Path(folder))), "utf-8")
    expected(OWN).write_text(run(["report", "--period", "2026-Q3"], ROOT), "utf-8")


if __name__ == "__main__":
    write()
