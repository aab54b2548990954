"""A runner for recipes: steps run with the real bash, in real clones, with the files and variables a forge gives them.

What a recipe takes from elsewhere (`uses:` another's action) is written down with what it was given, and not run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repository import ALONE, IDENTITY, git

TOKEN = re.compile(r"'(?:[^']|'')*'|==|!=|&&|\|\||!|\(|\)|[\w.-]+|\s+")
FAKE_PYTHON = """#!/bin/sh
# Stands in for Python and pip: makes the folder of an environment, writes down what would be installed, and hands
# scripts on.
if [ "$2" = venv ]; then
  mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
  printf '#!/bin/sh\\n%s' '{call}' > "$3/bin/alignctl"; chmod +x "$3/bin/alignctl"
elif [ "$2" = pip ]; then
  echo "$*" >> '{log}'
elif [ "$1" = - ]; then
  exec '{python}' -
else
  exit 64
fi
"""


def evaluate(expression: str, contexts: Mapping[str, Any]) -> Any:
    """The value of a workflow expression, as far as the recipes use the language: names, texts, ==, !=, &&, ||, !."""
    words = []
    at = 0
    while at < len(expression):
        match = TOKEN.match(expression, at)
        assert match, f"this runner does not know {expression[at:]!r}"
        word, at = match[0], match.end()
        known = {"&&": " and ", "||": " or ", "!": " not ", "==": "==", "!=": "!=", "(": "(", ")": ")"}
        if word in known:
            words.append(known[word])
        elif word.startswith("'"):
            words.append(repr(word[1:-1].replace("''", "'")))
        elif word.strip():
            words.append(repr(lookup(word, contexts)))
    return eval("".join(words), {"__builtins__": {}})


def lookup(name: str, contexts: Mapping[str, Any]) -> Any:
    """A value by its dotted name; what is missing is empty, as in a forge."""
    value: Any = contexts
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, Mapping) else ""
    return value


def filled(text: Any, contexts: Mapping[str, Any]) -> str:
    shown = str(text).lower() if isinstance(text, bool) else str(text)
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(evaluate(m[1].strip(), contexts)), shown)


@dataclass
class Run:
    """How a job went: `used` are the actions of others with what they were given, in order."""

    failed: bool = False
    log: str = ""
    summary: str = ""
    used: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    def given(self, action: str) -> list[dict[str, str]]:
        """What an action was given, each time it was used."""
        return [values for name, values in self.used if name.partition("@")[0] == action]


class Forge:
    """A repository with a pull request, and the machine on which its jobs run."""

    def __init__(self, folder: Path, alignctl: str) -> None:
        """`alignctl` is what a shell runs in place of the command."""
        self.folder = folder
        self.server = folder / "server.git"
        self.author = folder / "author"
        self.temp = folder / "temp"
        self.workspace = folder / "workspace"
        self.bin = folder / "bin"
        self.pip_log = folder / "pip.log"
        self.failing: set[str] = set()
        for made in (self.author, self.temp, self.bin):
            made.mkdir(parents=True)
        git(folder, "init", "-q", "--bare", str(self.server))
        self.git("init", "-q")
        call = f'exec {alignctl} "$@"\n'
        self.script("alignctl", "#!/bin/sh\n" + call)
        for name in ("python", "python3"):
            self.script(name, FAKE_PYTHON.format(call=call, log=self.pip_log, python=sys.executable))

    def git(self, *arguments: str) -> str:
        """Git in the folder of the author."""
        return git(self.author, *arguments)

    def script(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def commit(self, files: Mapping[str, str | None]) -> str:
        """Write (or with None remove) files, commit them, and give the commit."""
        for path, text in files.items():
            target = self.author / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink() if text is None else target.write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")
        return self.git("rev-parse", "HEAD")

    def open_request(self, number: int = 1) -> None:
        """Put the branch `work` beside main on the server, as a pull request with its merge."""
        self.git("push", "-q", str(self.server), "main", f"+work:refs/pull/{number}/head")
        self.git("checkout", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "-m", "merge", "work")
        self.git("push", "-q", str(self.server), f"+HEAD:refs/pull/{number}/merge")
        self.git("checkout", "-q", "work")

    def check_out(self, ref: str, depth: int) -> None:
        """What actions/checkout does: one commit, or with depth 0 everything."""
        self.workspace.mkdir(exist_ok=True)
        git(self.workspace, "init", "-q")
        git(self.workspace, "remote", "add", "origin", f"file://{self.server}")
        if depth:
            git(self.workspace, "fetch", "-q", f"--depth={depth}", "--no-tags", "origin", ref)
        else:
            git(self.workspace, "fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*", f"+{ref}")
        git(self.workspace, "checkout", "-q", "--detach", "FETCH_HEAD" if depth else self.at(ref))

    def at(self, ref: str) -> str:
        return git(self.server, "rev-parse", ref)

    def use_action(self, file: Path, event: Mapping[str, Any], depth: int = 0, **inputs: str) -> Run:
        """Check out as an event says, and use an action with these inputs."""
        run = Run()
        self.check_out(event["ref"], depth)
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        self.run_action(file, event, given, self.variables(event), run)
        run.summary = self.summary()
        return run

    def summary(self) -> str:
        """What stands in the summary of the job."""
        file = self.folder / "summary.md"
        return file.read_text("utf-8") if file.exists() else ""

    def run_job(self, workflow: Path, event: Mapping[str, Any], **variables: str) -> Run:
        """Run the one job of a workflow, with `github` as an event gives it."""
        document = yaml.safe_load(workflow.read_text("utf-8"))
        (job,) = document["jobs"].values()
        github = {"repository": "us/plan", "token": "t", "action_path": "", **event}
        contexts: dict[str, Any] = {"github": github, "env": document.get("env", {}), "steps": {}, "inputs": {}}
        run = Run()
        if "if" not in job or evaluate(job["if"], contexts):
            env = {**document.get("env", {}), **self.variables(github), **variables}
            self.run_steps(job["steps"], contexts, env, run)
        run.summary = self.summary()
        return run

    def variables(self, github: Mapping[str, Any]) -> dict[str, str]:
        return {
            **ALONE,
            **IDENTITY,
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_BASE_REF": github.get("base_ref", ""),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }

    def run_steps(self, steps: list[dict[str, Any]], contexts: dict[str, Any], env: dict[str, str], run: Run) -> None:
        for step in steps:
            if run.failed or ("if" in step and not evaluate(step["if"], contexts)):
                outcome, outputs = "skipped", {}
            else:
                done, outputs = self.run_step(step, contexts, env, run)
                outcome = "success" if done else "failure"
                run.failed = not done and not step.get("continue-on-error")
            if "id" in step:
                contexts["steps"][step["id"]] = {"outputs": outputs, "outcome": outcome}

    def run_step(
        self, step: dict[str, Any], contexts: dict[str, Any], env: dict[str, str], run: Run
    ) -> tuple[bool, dict[str, str]]:
        if "run" in step:
            return self.run_script(step, contexts, env, run)
        given = {name: filled(value, contexts) for name, value in step.get("with", {}).items()}
        action = step["uses"]
        if action.startswith("./"):
            return self.run_action(self.workspace / action / "action.yml", contexts["github"], given, env, run), {}
        run.used.append((action, given))
        if action.startswith("actions/checkout@"):
            event = contexts["github"]
            ref = f"refs/heads/{given['ref']}" if "ref" in given else event["ref"]
            self.check_out(ref, int(given.get("fetch-depth", 1)))
        return action.partition("@")[0] not in self.failing, {}

    def run_action(
        self, file: Path, github: Mapping[str, Any], given: Mapping[str, str], env: dict[str, str], run: Run
    ) -> bool:
        """Run a composite action; its outputs are put into the run."""
        action = yaml.safe_load(file.read_text("utf-8"))
        assert action["runs"]["using"] == "composite"
        unknown = set(given) - set(action["inputs"])
        assert not unknown, f"the action takes no {unknown}"
        inputs = {name: given.get(name, entry["default"]) for name, entry in action["inputs"].items()}
        contexts = {"github": {**github, "action_path": str(file.parent)}, "inputs": inputs, "steps": {}}
        self.run_steps(action["runs"]["steps"], contexts, env, run)
        run.outputs = {name: filled(entry["value"], contexts) for name, entry in action["outputs"].items()}
        return not run.failed

    def run_script(
        self, step: dict[str, Any], contexts: dict[str, Any], env: dict[str, str], run: Run
    ) -> tuple[bool, dict[str, str]]:
        """Bash as the runner calls it: with `shell: bash` a failing pipe fails, without it only a command does."""
        output, script = self.folder / "output", self.folder / "step.sh"
        output.write_text("")
        script.write_text(step["run"], "utf-8")
        own = {name: filled(value, contexts) for name, value in step.get("env", {}).items()}
        strict = ["--noprofile", "--norc", "-e", "-o", "pipefail"] if step.get("shell") == "bash" else ["-e"]
        self.workspace.mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", *strict, str(script)],
            cwd=self.workspace / filled(step.get("working-directory", "."), contexts),
            env={**env, **own, "GITHUB_OUTPUT": str(output)},
            capture_output=True,
            text=True,
            check=False,
        )
        run.log += done.stdout + done.stderr
        written = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return done.returncode == 0, written


@pytest.fixture
def forge(tmp_path: Path, command_in_scripts: str) -> Forge:
    """A forge with an empty repository."""
    return Forge(tmp_path / "forge", command_in_scripts)
