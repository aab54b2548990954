"""Whether the tests notice when a rule's condition changes: mutants of `lint/rules`, and how many are found.

    python benchmarks/mutants.py [FAMILY or FAMILY/MODULE ...]   run them, and list those that no test found
    python benchmarks/mutants.py --write                         and write their scores into benchmarks/mutants.md

Each change (`mutations.py`) is put into the functions as they are loaded, and the tests that concern it run until one
fails: those whose code it is, by the page's name, by the `rules:` of a scenario, or by the lines that
they ran when nothing was changed. Tests that draw at random (hypothesis) take no part, so that a run can be repeated.

`mutants.yaml` names the mutants that change nothing anybody can see, with the reason. The exit code is 1 where a mutant
is neither found nor named there, or one that is named there is found or gone.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, cast

import pytest
from _pytest.runner import runtestprotocol
from mutant_record import FAMILIES, settle, write
from mutations import Mutant, mutants_of

from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES as EVERY_RULE

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RULES = ROOT / "alignctl" / "lint" / "rules"
TESTS = ("tests/lint", "tests/change/test_rows.py::test_row", "tests/change/test_neighbours.py")
LEFT_OUT = (
    "tests/lint/precision",
    "tests/lint/test_own_rules.py",
    "tests/lint/test_baseline.py",
    "tests/lint/test_gaps.py",
)
SECONDS, BYTES = 10, 4 << 30
"""Processor time of a test, and memory, beyond which it fails: a mutant may run for ever."""
MANY_CALLS = 20

Lines = set[tuple[str, int]]


@dataclass(slots=True)
class Case:
    """A test: beginnings of the codes that it is about, the lines of rules that it ran, and how long it took.

    What has found many mutants is asked early.
    """

    item: pytest.Item
    about: tuple[str, ...]
    lines: Lines = field(default_factory=set)
    seconds: float = 0.0
    finds: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mutant of a module."""

    module: str
    mutant: Mutant
    found: bool


class Run:
    """A pytest plugin: takes the place of the loop that runs the tests."""

    def __init__(self, modules: list[str]) -> None:
        self.sources = {module: (RULES / module).read_text("utf-8") for module in modules}
        self.results: list[Result] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        families = sorted({module.split("/")[0].upper() for module in self.sources})
        cases = [Case(item, _about(item)) for item in session.items if not _draws_at_random(item)]
        cases = [case for case in cases if _looks_at(case, families)]
        for case in cases:
            _watch(case)
        gc.unfreeze()  # what is frozen is not listed
        gc.collect()
        functions = [value for value in gc.get_objects() if isinstance(value, FunctionType)]
        gc.freeze()  # nothing of this goes away
        signal.signal(signal.SIGVTALRM, _give_up)
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        concerned: list[Case] = []
        for module, source in self.sources.items():
            live = sys.modules["alignctl.lint.rules." + module.removesuffix(".py").replace("/", ".")]
            mine = [f for f in functions if f.__code__.co_filename == live.__file__]
            for mutant in mutants_of(source):
                concerned = _concerned(cases, module, mutant)
                found, by = _find(concerned, live, mine, mutant)
                if by is not None:
                    by.finds += 1
                self.results.append(Result(module, mutant, found))
                if not found:
                    _tell(f"{module}:{mutant.line} {mutant.kind} {mutant.name} ({len(concerned)} tests)")
            if _find(concerned, live, mine, None)[0]:
                raise pytest.UsageError(f"{module}: a test fails with nothing changed")
            results = [r.found for r in self.results if r.module == module]
            _tell(f"{module}: {sum(results)} of {len(results)} found")
        return True


def _tell(text: str) -> None:
    print(text, file=sys.__stdout__, flush=True)


def _draws_at_random(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def _about(item: pytest.Item) -> tuple[str, ...]:
    """The codes of rules, or beginnings of codes, that a test looks at: by its parameters, else by its folder."""
    parameters: Mapping[str, Any] = item.callspec.params if hasattr(item, "callspec") else {}
    if "rule" in parameters:
        return (parameters["rule"].code,)
    if isinstance(folder := parameters.get("folder"), Path) and (expected := folder / "expected.txt").exists():
        (line,) = (line for line in expected.read_text("utf-8").splitlines() if line.startswith("rules: "))
        return tuple(line.split()[1:])
    if item.path.is_relative_to(ROOT / "tests" / "change"):
        return ("CHG",)
    family = item.path.parent.name.upper()
    return (family,) if family in FAMILIES else ("",)


def _looks_at(case: Case, codes: list[str]) -> bool:
    return any(code.startswith(about) or about.startswith(code) for code in codes for about in case.about)


def _watch(case: Case) -> None:
    """Run a test as things are, and note which lines of rules it runs. A test that fails now ends everything."""
    below = str(RULES) + os.sep
    calls: Counter[CodeType] = Counter()

    def enter(frame: FrameType, _event: str, _argument: object) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(below):
            return None
        calls[code] += 1
        if calls[code] == MANY_CALLS:  # to follow each line takes long, and by now it has run most of them
            case.lines |= {(code.co_filename, line) for _, _, line in code.co_lines() if line}
        return note if calls[code] < MANY_CALLS else None

    def note(frame: FrameType, _event: str, _argument: object) -> Any:
        case.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return note

    sys.settrace(enter)
    started = time.process_time()
    failed = _fails(case.item)
    sys.settrace(None)
    case.seconds = time.process_time() - started
    if failed:
        raise pytest.UsageError(f"{case.item.nodeid} fails before anything is changed")


def _fails(item: pytest.Item) -> bool:
    """Run one test. One that does not end, or ends pytest's own doing, fails."""
    if hasattr(item, "_initrequest"):
        item._initrequest()  # fixtures are set up anew, as for a first run
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
    except Exception:
        item.session._setupstate.teardown_exact(None)
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError("the test does not end")


def _concerned(cases: list[Case], module: str, mutant: Mutant) -> list[Case]:
    """The tests to ask, in the order in which to ask them.

    Asked is who ran a changed line; at the top of a module, who ran any rule of its family.
    """
    family, _, name = module.removesuffix(".py").replace("_", "-").partition("/")
    codes = [rule.code for rule in EVERY_RULE if rule.name == name] or [family.upper()]
    path = str(RULES / module)
    span = {(path, line) for line in range(mutant.line, mutant.last + 1)}
    asked: list[tuple[int, bool, float, int]] = []
    for i, case in enumerate(cases):
        if not _looks_at(case, codes):
            continue
        ran = not span.isdisjoint(case.lines)
        if ran or (not mutant.where and any(p.startswith(str(RULES / family)) for p, _ in case.lines)):
            asked.append((-case.finds, case.about == ("",), case.seconds, i))
    return [cases[i] for *_, i in sorted(asked)]


def _find(
    cases: list[Case], live: ModuleType, functions: list[FunctionType], mutant: Mutant | None
) -> tuple[bool, Case | None]:
    """Whether one of the tests fails, and which. Constants change in a child process, functions here and back again."""
    if mutant is not None and not mutant.where:
        return _finds_in_child(cases, live, mutant), None
    were = [(function, function.__code__) for function in functions]
    if mutant is not None:
        _put_in(live, functions, mutant)
    try:
        for case in cases:
            if _fails(case.item):
                return True, case
        return False, None
    finally:
        for function, code in were:
            function.__code__ = code


def _finds_in_child(cases: list[Case], live: ModuleType, mutant: Mutant) -> bool:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _put_in_constants(live, mutant)
            code = int(any(_fails(case.item) for case in cases))
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] != 0


def _put_in(live: ModuleType, functions: list[FunctionType], mutant: Mutant) -> None:
    """Let the functions of a module run the changed code."""
    if not functions:
        raise pytest.UsageError(f"the functions of {live.__file__} were not found")
    code = compile(mutant.tree(), live.__file__ or "", "exec")
    changed = {(c.co_qualname, c.co_firstlineno): c for c in _codes_in(code)}
    for function in functions:
        new = changed.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if new is None:
            raise pytest.UsageError(f"{live.__file__} changed while it was looked at")
        function.__code__ = new


def _put_in_constants(live: ModuleType, mutant: Mutant) -> None:
    """Let the module and all who imported from it have the changed constants, and its rule the changed options."""
    fresh: dict[str, Any] = {"__name__": live.__name__, "__file__": live.__file__}
    exec(compile(mutant.tree(), live.__file__ or "", "exec"), fresh)
    for name, now in fresh.items():
        was = vars(live).get(name)
        if isinstance(rule := getattr(was, "rule", was), Rule):
            cast(dict[str, Any], rule.options).update(getattr(now, "rule", now).options)
        elif isinstance(was, FunctionType):
            was.__defaults__, was.__kwdefaults__ = now.__defaults__, now.__kwdefaults__
        elif isinstance(was, str | int | float | tuple | frozenset | dict | date) and was != now:
            for module in [m for n, m in sys.modules.items() if n.startswith("alignctl.")]:
                if vars(module).get(name) is was:
                    setattr(module, name, now)


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes_in(constant)


def run(modules: list[str]) -> list[Result]:
    """Run the mutants of some modules, by their paths below `lint/rules`."""
    plugin = Run(modules)
    usual = ["-q", "-n0", "--capture=sys", "-p", "no:cacheprovider", "-o", "tmp_path_retention_policy=none"]
    left_out = [f"--ignore={ROOT / path}" for path in LEFT_OUT]
    tests = [str(ROOT / path) for path in TESTS]
    with tempfile.TemporaryDirectory() as folder:  # of our own: others clear the usual one
        code = pytest.main([*usual, f"--basetemp={folder}/tests", *left_out, *tests], plugins=[plugin])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        sys.exit("the tests did not run")
    return plugin.results


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("which", nargs="*", help="families or modules; all where none is named")
    parser.add_argument("--write", action="store_true", help="write mutants.md")
    arguments = parser.parse_args()
    every = sorted(str(p.relative_to(RULES)) for p in RULES.glob("*/*.py") if p.name != "__init__.py")
    wanted = [m for w in arguments.which or [""] for m in every if m.startswith(w.lower())]
    results = run(wanted)
    alive: dict[str, list[str]] = {}
    for result in results:
        if not result.found:
            alive.setdefault(result.module, []).append(result.mutant.name)
    scores, faults = settle(alive, Counter(result.module for result in results), date.today())
    same = sum(score.same for score in scores.values())
    found = sum(result.found for result in results)
    print(f"{found} of {len(results) - same} found ({found / (len(results) - same):.1%}), {same} make no difference")
    print("\n".join(faults))
    if arguments.write and not faults:
        write(scores)
    sys.exit(bool(faults))


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    main()
