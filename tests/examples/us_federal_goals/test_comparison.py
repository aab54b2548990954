"""The comparison of published and computed statuses: repeatable, complete, and each row under one kind."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "us-federal-goals"
PAGE = (EXAMPLE / "COMPARISON.md").read_text("utf-8")


@pytest.fixture(scope="module")
def compare() -> Iterator[ModuleType]:
    sys.path.insert(0, str(EXAMPLE))
    try:
        yield importlib.import_module("compare")
    finally:
        sys.path.remove(str(EXAMPLE))


def tables_of(chapter: str) -> list[list[str]]:
    """The cells of every row of the tables of a chapter."""
    text = PAGE.partition(f"## {chapter}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| published")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def rows_in(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(", "):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def source(name: str) -> list[dict[str, Any]]:
    return json.loads((EXAMPLE / "source" / name).read_text("utf-8"))


def test_comparing_again_gives_the_committed_page(compare: ModuleType) -> None:
    assert compare.write_comparison(EXAMPLE) == PAGE


@pytest.mark.parametrize("chapter", ["Indicators", "Priority goals"])
def test_every_row_that_has_both_stands_under_one_kind(chapter: str) -> None:
    told = [rows_in(cells[4]) for cells in tables_of(chapter)]
    assert [len(rows) for rows in told] == [int(cells[2]) for cells in tables_of(chapter)]
    whole = set().union(*told)
    assert sum(map(len, told)) == len(whole)
    report = json.loads((EXAMPLE / "conversion.json").read_text("utf-8"))["rows"]
    used = {(entry["file"], entry["row"]) for entry in report if entry["fate"] != "not used"}
    if chapter == "Indicators":
        rows = {n for n, row in enumerate(source("targets.json"), 1) if row.get("progress_pct_target_status")}
        wanted = {n for n in rows if ("targets.json", n) in used}
    else:
        stated = ("On Track", "Ahead", "Delayed", "Blocked")
        rows = {n for n, row in enumerate(source("goals.json"), 1) if row.get("goal_status") in stated}
        wanted = {n for n in rows if ("goals.json", n) in used}
    assert whole == wanted
    assert f"{len(wanted)} rows" in " ".join(PAGE.partition(f"## {chapter}\n")[2].split())


def test_the_reasons_hold_of_their_rows() -> None:
    """What the page says of the columns of a row is so."""
    targets = source("targets.json")
    by_reason = {cells[3]: [targets[n - 1] for n in sorted(rows_in(cells[4]))] for cells in tables_of("Indicators")}

    def rows(words: str) -> list[dict[str, str]]:
        (found,) = (found for reason, found in by_reason.items() if words in reason)
        return found

    assert {row["progress_threshold"] for row in rows("A threshold to stay")} == {"Target met: At or above threshold"}
    assert {row["progress_completions"] for row in rows("A milestone with a value")} == {
        "Target met: Milestone completed"
    }
    assert {row["value_current"] for row in rows("No quarter so far")} == {""}
    assert {row["progress_pct"] for row in rows("No quarter so far")} == {"0"}
    assert {row["value_current"] for row in rows("had reached the target")} == {""}
    assert all(float(r["value_current"]) < float(r["value_target"]) for r in rows("two targets"))


def test_a_row_that_no_kind_describes_is_an_error(compare: ModuleType) -> None:
    row = {"progress_pct_target_status": "Target met", "value_current": "0", "value_target": "1"}
    assert compare._kind_of_milestone(row) not in {kind.key for kind in compare.INDICATORS}


def test_the_readme_and_the_pages_on_progress_tell_the_sums() -> None:
    readme = " ".join((EXAMPLE / "README.md").read_text("utf-8").split())
    index = " ".join((EXAMPLE.parents[1] / "site" / "progress" / "index.md").read_text("utf-8").split())
    indicators = [int(cells[2]) for cells in tables_of("Indicators")]
    assert f"of {sum(indicators)} rows both say the same of" in index
    for chapter in ("Indicators", "Priority goals"):
        told = " ".join(PAGE.partition(f"## {chapter}\n")[2].split())
        total, alike = re.search(r"(\d+) rows .*?say the same of (\d+)", told).groups()  # type: ignore[union-attr]
        assert f"of {total} " in readme.lower()
        assert f"the same of {alike}" in readme
