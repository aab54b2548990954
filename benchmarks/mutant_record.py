"""The record of mutation runs: `mutants.md`, from what a run found and what `mutants.yaml` says of the rest.

`mutants.yaml` is a list of entries: `module`, `mutants` (their names), `why`, and `missed: true` where the tests ought
to find them and do not. Without it the change makes no difference that anybody could see, and it does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
PAGE, REASONS = HERE / "mutants.md", HERE / "mutants.yaml"
_BEGIN, _END = "<!-- tables: begin -->", "<!-- tables: end -->"
_ROW = re.compile(r"\| `([a-z]+/[a-z_]+\.py)` \| (\S+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|")
FAMILIES = ("SCH", "REF", "LOS", "MEA", "HYP", "WRD", "ALN", "FND", "CHG", "SUP")


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the mutants of a module: how many were found, make no difference, and were missed."""

    day: str
    all: int
    found: int
    same: int
    missed: int


def read_reasons() -> list[dict[str, Any]]:
    """The entries of `mutants.yaml`."""
    return yaml.safe_load(REASONS.read_text("utf-8")) or []


def settle(
    alive: Mapping[str, Iterable[str]], counts: Mapping[str, int], day: date
) -> tuple[dict[str, Score], list[str]]:
    """Scores by module, and what is wrong with the reasons. `alive` are names of mutants that no test found."""
    told: dict[tuple[str, str], bool] = {}
    for entry in read_reasons():
        told |= {(entry["module"], name): bool(entry.get("missed")) for name in entry["mutants"]}
    faults = [
        f"{module}: {name} has no reason" for module in alive for name in alive[module] if (module, name) not in told
    ]
    faults += [f"{m}: {name} is found, or gone" for m, name in told if m in counts and name not in alive.get(m, ())]
    scores = {}
    for module, number in counts.items():
        names = list(alive.get(module, ()))
        missed = sum(told.get((module, name), True) for name in names)
        scores[module] = Score(day.isoformat(), number, number - len(names), len(names) - missed, missed)
    return scores, faults


def write(scores: Mapping[str, Score]) -> None:
    """Put scores into the page; modules that are not among them keep the row they had, if they are still there."""
    text = PAGE.read_text("utf-8")
    rules = HERE.parent / "alignctl" / "lint" / "rules"
    known = {m[1]: Score(m[2], *map(int, m.groups()[2:])) for m in _ROW.finditer(text) if (rules / m[1]).exists()}
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    tables = "\n".join(_tables({**known, **scores}))
    PAGE.write_text(f"{head}{_BEGIN}\n{tables}\n{_END}{tail}", "utf-8")


def _tables(scores: Mapping[str, Score]) -> Iterator[str]:
    yield "| family | mutants | found | no difference | missed | score |"
    yield "|---|---:|---:|---:|---:|---:|"
    for family in FAMILIES:
        mine = [score for module, score in scores.items() if module.startswith(family.lower() + "/")]
        if mine:
            yield _line(family, mine)
    yield _line("**all**", list(scores.values()))
    yield from ("", "| module | run on | mutants | found | no difference | missed |", "|---|---|---:|---:|---:|---:|")
    for module, s in sorted(scores.items()):
        yield f"| `{module}` | {s.day} | {s.all} | {s.found} | {s.same} | {s.missed} |"
    entries = sorted(read_reasons(), key=lambda entry: (bool(entry.get("missed")), entry["module"]))
    for missed, heading in ((False, "No difference"), (True, "Missed")):
        if any(bool(entry.get("missed")) == missed for entry in entries):
            yield from ("", f"## {heading}")
        for entry in entries:
            if bool(entry.get("missed")) == missed:
                yield from ("", f"`{entry['module']}`: {entry['why']}", "")
                yield from (f"- `{name}`" for name in entry["mutants"])


def _line(name: str, scores: list[Score]) -> str:
    number, found, same = (sum(getattr(s, key) for s in scores) for key in ("all", "found", "same"))
    return f"| {name} | {number} | {found} | {same} | {number - found - same} | {found / (number - same):.1%} |"
