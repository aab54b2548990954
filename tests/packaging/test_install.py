"""The tool installs from a wheel, an sdist and a checkout, and works without the checkout and without Graphviz.

What it depends on is installed once, with the wheel, into an environment that holds nothing else; the other forms get
copies of that environment. The commands run in a new folder, with a search path on which no Graphviz lies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command; its output, or a failed assertion that shows it."""
    result = subprocess.run(
        [str(a) for a in arguments], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, f"{arguments}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git tracks, as a fresh clone would have it."""
    target = tmp_path_factory.mktemp("checkout")
    tracked = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, and the wheel that is built from it."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, checkout, cwd=out)
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


def install(venv: Path, *what: str | Path) -> None:
    """Install into an environment that has no pip of its own."""
    command = [sys.executable, "-m", "pip", "--python", venv, "install", "--quiet", "--disable-pip-version-check"]
    run(*command, "--no-compile", *what, cwd=venv)


@pytest.fixture(scope="module")
def from_wheel(built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds what installing the wheel brings, and nothing else."""
    venv = tmp_path_factory.mktemp("wheel") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv.parent)
    install(venv, built["wheel"])
    return venv


def library(venv: Path) -> Path:
    """Where an environment keeps its packages."""
    (folder,) = venv.glob("lib/python*/site-packages")
    return folder


def copied(venv: Path, place: Path) -> Path:
    """Another environment with the same packages, but for alignctl itself."""
    made = place / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", made, cwd=place)
    without = shutil.ignore_patterns("alignctl*", "__pycache__")
    shutil.copytree(library(venv), library(made), ignore=without, copy_function=os.link, dirs_exist_ok=True)
    return made


def use(venv: Path, place: Path) -> None:
    """Make a plan, check it, draw it and publish it, with what is installed."""
    # The checkout of this project and any installed Graphviz are out of reach.
    env = {"PATH": f"{venv / 'bin'}:{place / 'nothing'}", "HOME": str(place), "LANG": "C.UTF-8"}
    assert shutil.which("dot", path=env["PATH"]) is None
    folder = place / "empty"
    folder.mkdir()
    alignctl = venv / "bin" / "alignctl"
    assert run(alignctl, "--version", cwd=folder, env=env).startswith("alignctl, version ")
    run(alignctl, "init", cwd=folder, env=env)
    assert "no findings" in run(alignctl, "check", cwd=folder, env=env)
    run(alignctl, "trace", "answers-first-time", cwd=folder, env=env)
    run(alignctl, "status", cwd=folder, env=env)
    run(alignctl, "render", "cascade", "-o", "cascade.svg", cwd=folder, env=env)
    assert "first-contact-resolution" in (folder / "cascade.svg").read_text("utf-8")
    run(alignctl, "render", "cascade", "-o", "cascade.png", cwd=folder, env=env)
    assert (folder / "cascade.png").read_bytes().startswith(b"\x89PNG")
    run(alignctl, "site", "build", cwd=folder, env=env)
    assert (folder / "build" / "site" / "index.html").is_file()
    shutil.rmtree(folder / "build")
    run(venv / "bin" / "python", "-m", "mkdocs", "build", "--strict", cwd=folder, env=env)
    assert (folder / "build" / "site" / "plan.json").is_file()


def record(venv: Path, name: str) -> str:
    """A file of what the environment knows of the installed alignctl."""
    (folder,) = library(venv).glob("alignctl-*.dist-info")
    return (folder / name).read_text("utf-8")


def test_the_wheel_holds_the_data_and_no_tests(built: dict[str, Path]) -> None:
    names = zipfile.ZipFile(built["wheel"]).namelist()
    for needed in (
        "alignctl/schemas/kpi.schema.json",
        "alignctl/data/templates/init/alignctl.yaml",
        "alignctl/data/templates/init/gitattributes",
        "alignctl/integrations/github-review.yml",
        "alignctl/integrations/action.yml",
        "alignctl/lint/rules/los/unlinked-outcome.md",
    ):
        assert needed in names
    assert all(name.startswith(("alignctl/", "alignctl-")) for name in names)


def test_a_wheel_works_in_an_empty_environment(from_wheel: Path, tmp_path: Path) -> None:
    use(from_wheel, tmp_path)


def test_an_sdist_installs_what_its_wheel_does(built: dict[str, Path], from_wheel: Path, tmp_path: Path) -> None:
    """Pip builds it with nothing but what it says it needs for that; the same files come out, byte for byte."""
    venv = copied(from_wheel, tmp_path)
    install(venv, "--no-deps", built["sdist"])
    one, other = (
        {line for line in record(e, "RECORD").splitlines() if line[:9] == "alignctl/"} for e in (venv, from_wheel)
    )
    assert one == other
    assert any(line.startswith("alignctl/schemas/kpi.schema.json,sha256=") for line in one)
    assert record(venv, "METADATA") == record(from_wheel, "METADATA")
    assert record(venv, "entry_points.txt") == record(from_wheel, "entry_points.txt")
    assert run(venv / "bin" / "alignctl", "--version", cwd=tmp_path).startswith("alignctl, version ")


def test_an_editable_install_works(from_wheel: Path, checkout: Path, tmp_path: Path) -> None:
    venv = copied(from_wheel, tmp_path)
    install(venv, "--no-deps", "--editable", checkout)
    assert record(venv, "METADATA") == record(from_wheel, "METADATA")
    assert not (library(venv) / "alignctl" / "__init__.py").exists(), "the code is that of the checkout"
    use(venv, tmp_path)


def test_the_version_is_the_same_everywhere(built: dict[str, Path]) -> None:
    from alignctl import __version__

    assert built["wheel"].name.split("-")[1] == __version__
