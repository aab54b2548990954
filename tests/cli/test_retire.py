"""`alignctl retire` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

KPIS = (
    "kind: kpi\nid: a\ntitle: A\nlevel: outcome\nreadings:\n  - {date: 2026-01-31, value: 1}  # c\n  # end of a\n"
    "\n# foot\n---\n"
    "{kind: kpi, id: b, title: B, drives: a, replaced_by: c}\n---\nkind: kpi\r\nid: c\r\ntitle: C\r\ndrives: [a]\r\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (tmp_path / "plans" / "k.yaml").write_bytes(KPIS.encode())
    (tmp_path / "plans" / "t.yaml").write_text("kind: team\nid: t\ntitle: T")
    return tmp_path


def test_the_document_says_so_and_the_rest_stays(folder: Path, run_alignctl) -> None:
    result = run_alignctl("retire", "a", "--why", "we: asked", "--replaced-by", "b", cwd=folder)
    added = '  # end of a\nretired: {date: 2026-06-30, why: "we: asked"}\nreplaced_by: b\n'
    assert (folder / "plans" / "k.yaml").read_bytes().decode() == KPIS.replace("  # end of a\n", added)
    assert result.stdout == (
        'retired kpi "a" as of 2026-06-30, in plans/k.yaml\n'
        "2 places in items that are in use now point to it:\n"
        '  plans/k.yaml:11: drives of kpi "b" (B)\n'
        '  plans/k.yaml:16: drives of kpi "c" (C)\n'
        'let links that look ahead name "b", which took its place; those that tell history may stay\n'
    )


def test_without_a_reason_the_file_asks_for_one(folder: Path, run_alignctl) -> None:
    result = run_alignctl("retire", "t", "--date", "2026-05-01", cwd=folder)
    assert (folder / "plans" / "t.yaml").read_text() == (
        "kind: team\nid: t\ntitle: T\nretired: {date: 2026-05-01, why: REPLACE-ME}"
    )
    assert "still to fill in" in result.stdout
    assert "nothing points to it" in result.stdout
    assert "SCH009" in run_alignctl("check", cwd=folder).stdout


def test_a_flow_document_keeps_its_form(folder: Path, run_alignctl) -> None:
    run_alignctl("retire", "b", "--why", "over", cwd=folder)
    line = "{kind: kpi, id: b, title: B, drives: a, replaced_by: c, retired: {date: 2026-06-30, why: over}}\n"
    assert line in (folder / "plans" / "k.yaml").read_bytes().decode()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["aa"], 'there is no item "aa"'),
        (["a", "--date", "yesterday"], "--date must be a day"),
        (["a", "--replaced-by", "t"], "of kind team; a kpi is replaced by a kpi"),
        (["a", "--replaced-by", "a"], "cannot take its own place"),
        (["c", "--replaced-by", "b"], "that would be a circle"),
        (["b", "--replaced-by", "a"], 'has a field "replaced_by" already'),
    ],
)
def test_what_is_refused(arguments: list[str], says: str, folder: Path, run_alignctl) -> None:
    result = run_alignctl("retire", *arguments, cwd=folder)
    assert result.returncode == 2
    assert says in " ".join(result.stderr.split())
    assert (folder / "plans" / "k.yaml").read_bytes().decode() == KPIS


def test_it_is_retired_once_and_a_dry_run_retires_nothing(folder: Path, run_alignctl) -> None:
    shown = run_alignctl("retire", "t", "--why", "Over", "--dry-run", cwd=folder)
    assert "+retired: {date: 2026-06-30, why: Over}\n" in shown.stdout
    assert (folder / "plans" / "t.yaml").read_text() == "kind: team\nid: t\ntitle: T"
    assert run_alignctl("retire", "t", "--why", "x", cwd=folder).returncode == 0
    assert "was retired on 2026-06-30" in run_alignctl("retire", "t", "--why", "x", cwd=folder).stderr
