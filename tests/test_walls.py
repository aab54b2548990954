"""The walls between the packages: data flows one way, from files to the command line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "alignctl"

MAY_IMPORT = {
    "records": set(),
    "diagnostics": set(),
    "resources": set(),
    "garbage": set(),
    "config_values": {"diagnostics", "plan"},
    "config": {"config_values", "diagnostics", "plan", "load.compose"},
    "plan": {"diagnostics"},
    "load": {"diagnostics", "garbage", "plan", "resources"},
    "lint": {"change", "config_values", "diagnostics", "plan", "load.problems", "load.comments", "resources"},
    "change": {"config", "diagnostics", "plan", "load"},
    "examination": {"config", "diagnostics", "edit", "garbage", "lint", "load"},
    "gate": {"change", "config", "diagnostics", "examination", "lint", "load"},
    "views": {"change.changes", "change.comparison", "diagnostics", "plan"},
    "draw": {"plan.numbers", "views"},
    "report": {"change.changes", "change.history", "change.review", "diagnostics", "views.pack"},
    "edit": {"diagnostics", "plan", "load", "resources"},
    "exchange": {"diagnostics", "draw.sheet", "edit", "load", "plan"},
    "publish": {
        "change",
        "diagnostics",
        "plan",
        "views",
        "draw",
        "lint",
        "load",
        "config",
        "resources",
        "edit",
        "report",
        "examination",
        "gate",
    },
}
"""What each package may import of the others, besides itself; `cli` may import everything.

A name with a dot allows one module only.
"""


def imports_of(path: Path) -> set[str]:
    """The modules of this project that a file imports anywhere, without the leading package name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "alignctl"
                else [node.module or ""]
            )
        found.update(name.removeprefix("alignctl.") for name in names if name.startswith("alignctl."))
    return found


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_package_imports_only_what_lies_before_it(package: str) -> None:
    files = sorted((PACKAGE / package).rglob("*.py")) or [PACKAGE / f"{package}.py"]
    for path in files:
        for module in imports_of(path):
            first = module.split(".")[0]
            allowed = first in (package, "records") or first in MAY_IMPORT[package] or module in MAY_IMPORT[package]
            assert allowed or module == "__version__", f"{path.relative_to(ROOT)} imports alignctl.{module}"


def test_every_package_has_a_wall() -> None:
    here = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert here - {"__init__", "__main__", "cli", "data"} == set(MAY_IMPORT)


def calls_of(path: Path) -> set[str]:
    calls = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            calls.add(ast.unparse(node.func))
        elif isinstance(node, ast.Attribute):
            calls.add(ast.unparse(node))
    return calls


OUTSIDE = {
    "print",
    "sys.exit",
    "exit",
    "date.today",
    "datetime.now",
    "datetime.utcnow",
    "time.time",
    "os.environ",
    "os.getenv",
}


EDGES = {"publish/plugin.py": {"os.environ"}}
"""What else stands at the edge of the program: MkDocs calls the plugin as a person calls the command line."""


@pytest.mark.parametrize(
    "path", sorted(p for p in PACKAGE.rglob("*.py") if "cli" not in p.relative_to(PACKAGE).parts), ids=str
)
def test_only_the_command_line_prints_exits_reads_the_clock_or_imports_click(path: Path) -> None:
    assert not calls_of(path) & (OUTSIDE - EDGES.get(path.relative_to(PACKAGE).as_posix(), set()))
    text = path.read_text("utf-8")
    assert "import click" not in text


def test_modules_stay_small() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in PACKAGE.rglob("*.py")
        if (n := len(p.read_text("utf-8").splitlines())) > 350
    }
    assert not long
