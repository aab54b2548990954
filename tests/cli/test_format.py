"""`alignctl format` as a user and a pipeline meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parent / "format"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    return tmp_path


@pytest.mark.parametrize("case", sorted(path.name for path in SCENARIOS.iterdir()))
def test_files_come_out_as_expected_and_stay_so(case: str, folder: Path, run_alignctl) -> None:
    (folder / "plans" / "a.yaml").write_bytes((SCENARIOS / case / "before.yaml").read_bytes())
    result = run_alignctl("format", cwd=folder)
    assert result.returncode == 0, result.stderr
    after = (folder / "plans" / "a.yaml").read_bytes()
    assert after == (SCENARIOS / case / "after.yaml").read_bytes()
    assert run_alignctl("format", "--check", cwd=folder).returncode == 0


def test_check_writes_nothing_and_names_the_files(folder: Path, run_alignctl) -> None:
    path = folder / "plans" / "a.yaml"
    path.write_text("id: t\nkind: team\ntitle: T\n")
    result = run_alignctl("format", "--check", cwd=folder)
    assert (result.returncode, result.stdout) == (1, "would format plans/a.yaml\n")
    shown = run_alignctl("format", "--diff", cwd=folder)
    assert shown.returncode == 0
    assert "+kind: team\n id: t\n-kind: team\n" in shown.stdout
    assert path.read_text() == "id: t\nkind: team\ntitle: T\n"


@pytest.mark.parametrize(
    "text", ["title: a: b\nkind: team\n", "id: a\nid: b\nkind: team\n", "id: !x a\nkind: team\n", "a: [\n"]
)
def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_formatted(
    text: str, folder: Path, run_alignctl
) -> None:
    (folder / "plans" / "a.yaml").write_text(text)
    (folder / "plans" / "b.yaml").write_text("id: t\nkind: team\ntitle: T\n")
    result = run_alignctl("format", cwd=folder)
    assert result.returncode == 1
    assert 'not formatted: "plans/a.yaml" cannot be read at line' in result.stderr
    assert (folder / "plans" / "a.yaml").read_text() == text
    assert (folder / "plans" / "b.yaml").read_text() == "kind: team\nid: t\ntitle: T\n"


def test_paths_and_where_there_is_nothing(folder: Path, run_alignctl) -> None:
    assert run_alignctl("format", cwd=folder).returncode == 3
    (folder / "plans" / "b.yaml").write_text("id: t\nkind: team\ntitle: T\n")
    (folder / "plans" / "c.yaml").write_text("id: t\nkind: team\ntitle: T\n")
    (folder / "c.csv").write_text("")
    assert run_alignctl("format", "plans/b.yaml", cwd=folder).returncode == 0
    assert (folder / "plans" / "c.yaml").read_text().startswith("id")
    for wrong in ("../x", "plans/d.yaml", "c.csv"):
        assert run_alignctl("format", wrong, cwd=folder).returncode == 2


def test_the_projects_own_plan_is_in_order(root: Path, run_alignctl) -> None:
    assert run_alignctl("format", "--check", "plans", cwd=root).returncode == 0


def test_a_new_repository_and_new_items_are_in_order(tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", "new", cwd=tmp_path)
    folder = tmp_path / "new"
    for kind in ("strategy", "outcome", "kpi", "hypothesis", "initiative", "team", "commitment", "assessment"):
        assert run_alignctl("new", kind, "--no-input", cwd=folder).returncode == 0
    result = run_alignctl("format", "--check", cwd=folder)
    assert (result.returncode, result.stdout) == (0, "")
