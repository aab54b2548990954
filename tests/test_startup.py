"""What starting up imports: everything heavy is loaded only where it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "jsonschema",
    "jsonschema_rs",
    "mkdocs",
    "jinja2",
    "graphviz",
    "pygraphviz",
    "yaml",
    "rich",
    "networkx",
    "importlib.metadata",
    "markdown",
)


def modules_after(arguments: list[str], folder: Path) -> set[str]:
    """The modules that are loaded when the command has run."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('\\nMODULES ' + ' '.join(sorted(sys.modules))))\n"
        f"sys.argv = ['alignctl', *{arguments!r}]\n"
        "from alignctl.cli.main import run\n"
        "run()\n"
    )
    env = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache")}
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, env=env, check=False
    )
    line = next(line for line in result.stdout.splitlines() if line.startswith("MODULES "))
    return set(line.split()[1:])


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_version_and_help_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    loaded = modules_after(arguments, tmp_path)
    assert not [m for m in HEAVY if m in loaded]
    ours = sorted(m for m in loaded if m.startswith("alignctl"))
    assert ours == ["alignctl", "alignctl.cli", "alignctl.cli.main", "alignctl.garbage"]


def test_a_second_check_of_a_clean_plan_needs_no_validator(tmp_path: Path) -> None:
    (tmp_path / "plan" / "plans").mkdir(parents=True)
    (tmp_path / "plan" / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (tmp_path / "plan" / "plans" / "team.yaml").write_text("kind: team\nid: support\ntitle: Support\n")
    first, second = (modules_after(["check"], tmp_path / "plan") for _ in range(2))
    assert "jsonschema_rs" in first
    assert "jsonschema_rs" not in second, "the documents are known to be whole"


def test_check_of_a_clean_plan_needs_no_explainer_and_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "team.yaml").write_text("kind: team\nid: support\ntitle: Support\n")
    loaded = modules_after(["check"], tmp_path)
    assert "alignctl.lint.engine" in loaded
    unwanted = [m for m in HEAVY if m in loaded and m not in ("yaml", "jsonschema_rs")]
    assert not unwanted
    assert not [m for m in loaded if m.startswith(("alignctl.draw", "alignctl.publish", "alignctl.views"))]
