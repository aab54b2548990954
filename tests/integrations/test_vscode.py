"""What `alignctl init` leaves for VS Code works on what the tool prints, read as VS Code reads it."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ORPHAN = "kind: outcome\nid: lonely\ntitle: Customers answer\nowner: nobody\n---\nkind: kpi\nid: loose\ntitle: Loose\n"


@dataclass(frozen=True)
class Marker:
    """A line in the list of problems."""

    file: str
    line: int
    severity: str
    code: str
    message: str


def markers(matchers: list[dict[str, Any]], output: str) -> list[Marker]:
    """As VS Code: the first matcher that fits a line; an unknown word for a severity gives that of the matcher."""
    found = []
    for line in output.splitlines():
        for matcher in matchers:
            pattern = matcher["pattern"]
            match = re.search(pattern["regexp"], line)
            if match is None or (pattern.get("kind") != "file" and "line" not in pattern):
                continue
            said = match[pattern["severity"]]
            severity = said if said in ("error", "warning", "info") else matcher.get("severity", "error")
            number = int(match[pattern["line"]]) if "line" in pattern else 0
            found.append(
                Marker(match[pattern["file"]], number, severity, match[pattern["code"]], match[pattern["message"]])
            )
            break
    return found


@pytest.fixture
def folder(tmp_path: Path, run_alignctl) -> Path:
    run_alignctl("init", cwd=tmp_path)
    return tmp_path


def test_the_problem_matchers_read_every_finding_that_concise_prints(folder: Path, run_alignctl) -> None:
    (task,) = json.loads((folder / ".vscode" / "tasks.json").read_text())["tasks"]
    (folder / "plans" / "a.yaml").write_text(ORPHAN)
    (folder / "plans" / "folder.yaml").mkdir()
    (folder / "plans" / "b: c.yaml").write_text("kind: team\nid: x\ntitle: X\nfoo: 1\n")
    tool, *arguments = shlex.split(task["command"])
    assert tool == "alignctl"
    output = run_alignctl(*arguments, cwd=folder, env={"FORCE_COLOR": "1"}).stdout
    findings = json.loads(run_alignctl("check", "--format", "json", cwd=folder).stdout)["findings"]
    shown = {"error": "error", "warning": "warning", "advice": "info"}
    expected = [(f["location"]["file"], f["location"]["line"] or 0, shown[f["severity"]], f["code"]) for f in findings]
    read = markers(task["problemMatcher"], output)
    assert [(m.file, m.line, m.severity, m.code) for m in read] == expected
    assert {m.severity for m in read} == {"error", "warning", "info"}
    assert any(m.line == 0 for m in read)
    assert all(f["message"] in m.message for f, m in zip(findings, read, strict=True))


def test_the_editor_finds_the_schemas_that_its_settings_name(folder: Path) -> None:
    settings = json.loads((folder / ".vscode" / "settings.json").read_text())
    for name, globs in settings["yaml.schemas"].items():
        schema = json.loads((folder / name).read_text())
        assert schema["$schema"]
        for pattern in globs:
            start = pattern.split("*")[0]
            assert (folder / start).exists(), pattern
