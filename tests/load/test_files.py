"""Which files are read, and the CSV files that plans name."""

from __future__ import annotations

import csv
import gc
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load import discovery
from alignctl.load.cells import scan_cells
from alignctl.load.discovery import find_files
from alignctl.load.load import load_plan
from alignctl.load.readings import parse_readings

TEAM = "kind: team\nid: {}\ntitle: T\n"


def write(root: Path, *names: str) -> Path:
    for name in names:
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(TEAM.format(Path(name).stem.lower()), encoding="utf-8")
    return root


def test_finds_plan_files_below_the_folders(tmp_path: Path) -> None:
    write(tmp_path, "plans/b.yml", "plans/a.YAML", "plans/sub/deep/c.yaml", "plans/.hidden.yaml", "plans/.git/d.yaml")
    write(tmp_path, "plans/notes.md", "plans/data.csv", "plans/e.yaml.bak", "other/f.yaml", "plans/_g.yaml")
    assert sorted(path for path, refusal in find_files(tmp_path, ("plans",)) if refusal is None) == [
        "plans/_g.yaml",
        "plans/a.YAML",
        "plans/b.yml",
        "plans/sub/deep/c.yaml",
    ]


@pytest.mark.parametrize(
    ("folders", "ids"),
    [
        (("plans",), ("a", "b")),
        (("plans/sub",), ("b",)),
        (("plans/", "./plans/sub", "plans"), ("a", "b")),
        (("plans/a.yaml",), ("a",)),
        ((".",), ("a", "b", "c")),
        (("nowhere",), ()),
        ((), ()),
    ],
)
def test_folders(tmp_path: Path, folders: tuple[str, ...], ids: tuple[str, ...]) -> None:
    write(tmp_path, "plans/a.yaml", "plans/sub/b.yaml", "c.yaml")
    loaded = load_plan(tmp_path, folders)
    assert loaded.diagnostics == ()
    assert loaded.plan.ids == ids
    assert len(loaded.plan.items) == loaded.documents == len(ids)


def test_overlay_stands_in_for_files(tmp_path: Path) -> None:
    write(tmp_path, "plans/a.yaml", "plans/b.yaml")
    overlay = {
        "plans/b.yaml": b"kind: kpi\nid: b\ntitle: T\nreadings: r.csv\n",
        "plans/r.csv": b"date,value\n2026-01-31,5\n",
        "elsewhere/new.yaml": b"kind: team\nid: new\ntitle: T\n",
    }
    loaded = load_plan(tmp_path, overlay=overlay)
    assert loaded.diagnostics == ()
    assert loaded.plan.ids == ("a", "b", "new")
    assert loaded.plan.kpis[0].readings[0].value == 5.0
    assert loaded.sources["plans/b.yaml"] == overlay["plans/b.yaml"]


def test_order_of_the_file_system_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, *(f"plans/{name}/{name}.yaml" for name in "cabed"))
    (tmp_path / "plans/x.yaml").write_text("kind: kpi\nid: x\ntitle: 5\n")
    (tmp_path / "plans/w.yaml").write_text("kind: kpi\nid: w\ntitle: 5\n")
    first = load_plan(tmp_path)
    real = list(find_files(tmp_path, ("plans",)))
    monkeypatch.setattr(discovery, "find_files", lambda root, folders: reversed(real))
    second = load_plan(tmp_path)
    assert first.diagnostics == second.diagnostics
    assert [entry.id for entry in first.plan.items] == [entry.id for entry in second.plan.items]
    assert [entry.id for entry in first.plan.items if entry.broken] == ["w", "x"]


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_collection_is_left_as_it_was(tmp_path: Path, collecting: bool) -> None:
    write(tmp_path, "plans/a.yaml")
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        load_plan(tmp_path)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


CELLS = st.text(st.sampled_from('ab,;"\n\r 1.ü😀'), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_positions_of_cells_agree_with_the_library(rows: list[list[str]], ending: str) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=ending).writerows(rows)
    text = buffer.getvalue()
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    found = [[plain(text[start:end]) for start, end in row] for row in scan_cells(text)]
    assert [row for row in found if row != [""]] == [row for row in read if row not in ([], [""])]


def plain(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def test_quotes_inside_a_cell_are_text() -> None:
    text = 'a"b,c"d'
    assert [[text[start:end] for start, end in row] for row in scan_cells(text)] == [['a"b', 'c"d']]


@given(st.binary(max_size=80) | st.text(st.sampled_from('date,value\n0123-"5.;\t'), max_size=60).map(str.encode))
def test_no_csv_raises(data: bytes) -> None:
    readings, faults = parse_readings(b"date,value\n" + data)
    for fault in faults:
        assert fault.help
        assert fault.pointer or fault.span
    assert readings or faults or not data.decode().replace(",", "").replace('"', "").strip()
