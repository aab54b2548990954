"""`alignctl rename` as a user meets it: everywhere or nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEAMS = (
    "kind: team\nid: old  # c\ntitle: Old, once called old\n---\n"
    "kind: team\nid: other\ntitle: Other\npart_of: ['old', {id: \"old\"}]\n"
)


def plan(folder: Path, **files: str) -> Path:
    (folder / "plans").mkdir()
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\nbaseline: known.json\n")
    for name, text in files.items():
        (folder / "plans" / f"{name}.yaml").write_bytes(text.encode())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_file_changes_and_what_is_prose_is_listed(tmp_path: Path, run_alignctl) -> None:
    folder = plan(
        tmp_path,
        a=TEAMS,
        b="kind: assessment\r\nid: s\r\ntitle: S\r\ndate: 2026-01-01\r\nquestionnaire: hoshin\r\nabout: old\r\n"
        "responses: old.csv",
    )
    (folder / "plans" / "old.csv").write_bytes(b'team,question,answer\r\n"old",q,"old, or older"\r\nolder-old,q,\r\n')
    (folder / "known.json").write_text(
        '{"version": 1, "entries": [{"code": "LOS009", "item": "old", "field": "", "count": 2}]}'
    )
    result = run_alignctl("rename", "old", "new-one", cwd=folder)
    assert result.returncode == 0, result.stderr
    assert result.stdout == (
        'renamed "old" to "new-one": 5 places in 4 files\n'
        'not changed, since "old" is prose there, a file name or a field of your own:\n'
        "  plans/a.yaml:3:25: title: Old, once called old\n"
        "  plans/b.yaml:7:12: responses: old.csv\n"
        '  plans/old.csv:2:10: "old",q,"old, or older"\n'
    )
    after = contents(folder)
    assert after["a.yaml"].decode() == TEAMS.replace("id: old  #", "id: new-one  #").replace(
        "'old'", "'new-one'"
    ).replace('"old"', '"new-one"')
    assert after["b.yaml"].endswith(b"about: new-one\r\nresponses: old.csv")
    assert after["old.csv"] == b'team,question,answer\r\n"new-one",q,"old, or older"\r\nolder-old,q,\r\n'
    assert json.loads(after["known.json"])["entries"][0]["item"] == "new-one"


def test_a_dry_run_shows_the_change_and_writes_nothing(tmp_path: Path, run_alignctl) -> None:
    folder = plan(tmp_path, a=TEAMS)
    before = contents(folder)
    result = run_alignctl("rename", "old", "2026", "--dry-run", cwd=folder)
    assert contents(folder) == before
    assert '-id: old  # c\n+id: "2026"  # c\n' in result.stdout
    assert "would rename" in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("old", "other", 'the id "other" is taken: team in plans/a.yaml'),
        ("oldd", "x", 'did you mean "old"?'),
        ("old", "New One", 'did you mean "new-one"?'),
        ("old", "", "an id is lower-case words"),
        ("old", "x" * 121, "at most 120 characters"),
        ("old", "old", "is its id already"),
        ("twice", "x", "2 documents have the id"),
        ("broken", "x", "mend it first"),
    ],
)
def test_what_is_refused(old: str, new: str, says: str, tmp_path: Path, run_alignctl) -> None:
    twice = "kind: team\nid: twice\ntitle: T\n"
    folder = plan(tmp_path, a=TEAMS, b=twice, c=twice, d="kind: team\nid: broken\ntitle: a: b\n")
    before = contents(folder)
    result = run_alignctl("rename", old, new, cwd=folder)
    assert result.returncode == 2
    assert says in " ".join(result.stderr.split())
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind: team\nid: b\ntitle: a: b\npart_of: old\n", '"plans/b.yaml" cannot be read and may name "old"'),
        ("kind: nothing\nid: b\npart_of: old\n", "has no known kind"),
        ("kind: team\nid: b\ntitle: B\npart_of: &a old\nx-a: *a\n", "has an anchor"),
        (
            "kind: hypothesis\nid: h\ntitle: H\nchange: c\nfunding:\n  tranches: [{amount: 1, after: old}]\n",
            "is read as a date there",
        ),
    ],
)
def test_nothing_is_renamed_where_a_place_could_be_missed(text: str, says: str, tmp_path: Path, run_alignctl) -> None:
    folder = plan(tmp_path, a=TEAMS, b=text)
    before = contents(folder)
    result = run_alignctl("rename", "old", "2027", cwd=folder)
    assert result.returncode == 2
    assert says in " ".join(result.stderr.split())
    assert contents(folder) == before
