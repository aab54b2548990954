"""The tool installs from a wheel, an sdist and a checkout, and works without the checkout and without Graphviz.

Each install happens in an environment of its own that holds nothing else; the commands run in a new folder, with a
search path on which no Graphviz lies.
"""

from __future__ import annotations

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
    """The wheel and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, checkout, cwd=out)
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


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


@pytest.mark.parametrize("form", ["wheel", "sdist", "editable"])
def test_it_works_in_an_empty_environment(form: str, built: dict[str, Path], checkout: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=tmp_path)
    what = ["--editable", checkout] if form == "editable" else [built[form]]
    run(venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what, cwd=tmp_path)
    # The checkout of this project and any installed Graphviz are out of reach.
    env = {"PATH": f"{venv / 'bin'}:{tmp_path / 'nothing'}", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    assert shutil.which("dot", path=env["PATH"]) is None
    folder = tmp_path / "empty"
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
    run(venv / "bin" / "mkdocs", "build", "--strict", cwd=folder, env=env)
    assert (folder / "build" / "site" / "plan.json").is_file()


def test_the_version_is_the_same_everywhere(built: dict[str, Path]) -> None:
    from alignctl import __version__

    assert built["wheel"].name.split("-")[1] == __version__
