"""`check --fix`, `--unsafe-fixes` and `--diff` as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = "language: 1\ntoday: 2026-06-30\n"


def plan(folder: Path, **files: str | bytes) -> Path:
    (folder / "plans").mkdir()
    (folder / "alignctl.yaml").write_text(SETTINGS)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "plans" / f"{name.replace('__', '.')}{'' if '__' in name else '.yaml'}").write_bytes(data)
    return folder


def read(folder: Path, name: str) -> str:
    return (folder / "plans" / name).read_bytes().decode()


# Each: what is written, what --fix makes of it, what --unsafe-fixes makes of it (the same where None).
MENDED = {
    "nearest id": ("part_of: suport\n", "part_of: support\n", None),
    "an id that could be another": ("part_of: sup\n", "part_of: sup\n", "part_of: support\n"),
    "id in a mapping, quoted": ("part_of: [{id: 'Support', note: x}]\n", "part_of: [{id: 'support', note: x}]\n", None),
    "field name": ("purpos: help  # c\n", "purpose: help  # c\n", None),
    "field name that is a guess": ("purp: help\n", "purp: help\n", "purpose: help\n"),
    "double entries": ("tags: [a, b, a]\n", "tags: [a, b]\n", None),
    "double entry with a comment": ("tags:\n  - a\n  - b\n  - a  # no\n", "tags:\n  - a\n  - b\n  # no\n", None),
    "percent sign": ("function: %\n", 'function: "%"\n', None),
    "colon": ("purpose: first: help # c\n", 'purpose: "first: help" # c\n', None),
    "star": ("purpose: *must* help\r\n", 'purpose: "*must* help"\r\n', None),
    "number as text": ("lead: 007\n", 'lead: "007"\n', None),
    "word among those allowed": ("works_as: Both\n", "works_as: both\n", None),
}


@pytest.mark.parametrize("case", MENDED)
def test_what_is_mended_and_how(case: str, tmp_path: Path, run_alignctl) -> None:
    before, safe, unsafe = MENDED[case]
    head = "# ü\nkind: team\nid: t\ntitle: T\n"
    folder = plan(tmp_path, a="kind: team\nid: support\ntitle: Support\n", b=head + before)
    run_alignctl("check", "--fix", cwd=folder)
    assert read(folder, "b.yaml") == head + safe
    run_alignctl("check", "--unsafe-fixes", cwd=folder)
    assert read(folder, "b.yaml") == head + (safe if unsafe is None else unsafe)


def test_missing_fields_become_placeholders_that_are_reported(tmp_path: Path, run_alignctl) -> None:
    folder = plan(
        tmp_path,
        a="kind: commitment\nid: c\ntitle: C  # c\nstatus: agreed\nowner: t",
        t="kind: team\nid: t\ntitle: T\n",
    )
    run_alignctl("check", "--fix", cwd=folder)
    assert "REPLACE-ME" not in read(folder, "a.yaml")
    result = run_alignctl("check", "--unsafe-fixes", "-f", "concise", cwd=folder)
    text = read(folder, "a.yaml")
    assert text.count("REPLACE-ME") == 3
    assert text.startswith("kind: commitment\nid: c\ntitle: C  # c\nstatus: agreed\n")
    assert result.stdout.count("SCH009") == 3
    assert "SCH005" not in result.stdout


def test_an_id_takes_its_references_along_in_all_files(tmp_path: Path, run_alignctl) -> None:
    folder = plan(
        tmp_path,
        a="kind: team\nid: Web_Team\ntitle: W\n",
        b="kind: team\nid: b\ntitle: B\npart_of: Web_Team\n---\nkind: assessment\nid: s\ntitle: S\ndate: 2026-01-01\n"
        "questionnaire: hoshin\nresponses: r.csv\n",
        r__csv="team,question\r\nWeb_Team,q\r\n",
    )
    result = run_alignctl("check", "--fix", "plans/a.yaml", cwd=folder)
    assert read(folder, "a.yaml") == "kind: team\nid: web-team\ntitle: W\n"
    assert "part_of: web-team\n" in read(folder, "b.yaml")
    assert read(folder, "r.csv") == "team,question\r\nweb-team,q\r\n"
    assert result.stderr.startswith("fixed 1 finding in 3 files: plans/a.yaml, plans/b.yaml, plans/r.csv")


def test_an_id_is_not_given_to_two(tmp_path: Path, run_alignctl) -> None:
    folder = plan(tmp_path, a="kind: team\nid: T\ntitle: W\n---\nkind: team\nid: t\ntitle: W\n")
    before = read(folder, "a.yaml")
    assert "nothing to fix" in run_alignctl("check", "--unsafe-fixes", cwd=folder).stderr
    assert read(folder, "a.yaml") == before


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_readings_are_put_in_order_in_a_csv_file(end: str, tmp_path: Path, run_alignctl) -> None:
    rows = ['2026-03-31,3,"new,\nline"', "", "2026-01-31,1,", "2026-02-28, 2 ,x"]
    folder = plan(
        tmp_path,
        k="kind: kpi\nid: k\ntitle: K\nlevel: outcome\nreadings: r.csv\n",
        r__csv="\ufeffdate,value,note\n" + "\n".join(rows) + end,
    )
    run_alignctl("check", "--fix", cwd=folder)
    assert read(folder, "r.csv") == "\ufeffdate,value,note\n" + "\n".join([rows[2], "", rows[3], rows[0]]) + end


def test_diff_writes_nothing_and_git_can_apply_it(tmp_path: Path, run_alignctl) -> None:
    text = "\ufeffkind: team\r\nid: t\r\ntitel: Ü\r\npart_of: T"
    folder = plan(tmp_path, a=text)
    result = run_alignctl("check", "--diff", cwd=folder)
    assert read(folder, "a.yaml") == text
    assert result.returncode == 1
    assert "would fix" in result.stderr
    with (folder / "p.diff").open("wb") as file:  # as bytes: the patch holds the line ends of the file
        subprocess.run([sys.executable, "-m", "alignctl", "check", "--diff"], cwd=folder, stdout=file, check=False)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "p.diff"], cwd=folder, check=True)
    applied = read(folder, "a.yaml")
    (folder / "plans" / "a.yaml").write_bytes(text.encode())
    run_alignctl("check", "--fix", cwd=folder)
    assert read(folder, "a.yaml") == applied != text


def test_names_of_files_steer_neither_terminal_nor_build_server_nor_patch(tmp_path: Path, run_alignctl) -> None:
    name = 'a "b\\c\x1b]0;x\x07\n::error::d ##[error]e.yaml'
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text(SETTINGS)
    file = tmp_path / "plans" / name
    file.write_text("kind: team\ntitel: T\nid: t\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    patch = run_alignctl("check", "--diff", cwd=tmp_path)
    subprocess.run(["git", "apply"], cwd=tmp_path, input=patch.stdout, text=True, check=True)
    assert file.read_text() == "kind: team\ntitle: T\nid: t\n"
    file.write_text("kind: team\ntitel: T\nid: t\n")
    told = [patch.stdout]
    for command in (
        ["check"],
        ["check", "-f", "concise"],
        ["check", "--fix"],
        ["format", "--check"],
        ["format"],
        ["rename", "t", "u"],
        ["retire", "u", "--why", "x"],
    ):
        result = run_alignctl(*command, cwd=tmp_path)
        told += [result.stdout, result.stderr]
    for text in told:
        assert not set(text) & set("\x1b\x07")
        assert "\n::" not in text
    assert not [text for text in told[1:] if "##[" in text]


def test_the_report_says_what_can_be_fixed(tmp_path: Path, run_alignctl) -> None:
    folder = plan(tmp_path, a="kind: team\nid: t\ntitel: T\n---\nkind: commitment\nid: c\ntitle: C\n")
    assert '1 can be fixed with "--fix", 3 more with "--unsafe-fixes"' in run_alignctl("check", cwd=folder).stdout
    findings = json.loads(run_alignctl("check", "-f", "json", cwd=folder).stdout)["findings"]
    assert [f["fixable"] for f in findings if f["code"] == "SCH004"] == ["safe"]
    assert {f["fixable"] for f in findings if f["code"] == "SCH005"} == {"unsafe"}


@pytest.mark.parametrize(
    "before",
    [
        "x-a: &a suport\npart_of: *a\n",  # an alias: what it stands for may be meant elsewhere
        "part_of: &a suport\nx-a: *a\n",
        "tags:\n# of the list\n- a\n-\n- a\n",
        "lead:\n",
        "&a tags: [*a, *a]\n",
        "part_of: {id: [suport]}\n",
        'title: "open\n',
        "\t- x: %\n",
        "purpose: a: b\n  goes on\n",
        "purpose: | text\n",
        "? [a]\n: b\n",
        "purpose: a\x85: b\u2028c\n",
    ],
)
def test_what_cannot_be_mended_surely_is_left_alone_without_a_fault(before: str, tmp_path: Path, run_alignctl) -> None:
    text = "kind: team\nid: t\ntitle: T\n" + before + "---\nkind: team\nid: support\ntitle: S\n"
    folder = plan(tmp_path, a=text)
    result = run_alignctl("check", "--unsafe-fixes", cwd=folder)
    assert result.returncode in (0, 1), result.stderr
    again = read(folder, "a.yaml")
    run_alignctl("check", "--unsafe-fixes", cwd=folder)
    assert read(folder, "a.yaml") == again
    if "*a" in before:
        assert again == text


def test_fixing_does_not_go_with_standard_input_or_a_new_baseline(tmp_path: Path, run_alignctl) -> None:
    folder = plan(tmp_path, a="kind: team\nid: t\ntitel: T\n")
    result = run_alignctl("check", "--fix", "-", "--stdin-filename", "plans/a.yaml", cwd=folder, stdin="kind: team\n")
    assert result.returncode == 2
    assert "--diff" in result.stderr
    assert run_alignctl("check", "--fix", "--write-baseline", cwd=folder).returncode == 2
    shown = run_alignctl(
        "check", "--diff", "-", "--stdin-filename", "plans/a.yaml", cwd=folder, stdin="kind: team\nid: t\ntilte: T\n"
    )
    assert "-tilte: T\n+title: T\n" in shown.stdout
