"""Compare the status that was published with the one that alignctl computes, row by row, and write COMPARISON.md.

Run `python compare.py` in this folder, after convert.py; it needs alignctl. Every row of source/targets.json and every
priority goal of source/goals.json that became part of the plan is put under one kind, by what the two say. A measure is
judged as of the end of the row's quarter, by the readings up to then; a goal by its measures at the end of quarter 4.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from conversion.goals import STATUS_DAY
from conversion.indicators import UNDEFINED
from conversion.report import rows_text
from conversion.texts import Row, quarter_end

from alignctl.config import read_config
from alignctl.load.load import load_plan
from alignctl.plan.items import Initiative, Kpi, Outcome
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress, judge_progress

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Kind:
    """What the two can say together: whether they agree, and why it comes about."""

    key: str
    agree: bool
    published: str
    computed: str
    why: str


def _read_kinds(name: str) -> tuple[Kind, ...]:
    kinds = yaml.safe_load((HERE / "kinds.yaml").read_text("utf-8"))
    return tuple(Kind(**entry) for entry in kinds[name])


INDICATORS, GOALS = _read_kinds("indicators"), _read_kinds("goals")

FOLLOWS = """\
## What follows

- **No status was overruled.** The plan holds values, targets and directions as published, and the published word as
  a check-in. What differs comes from what each of the two calls a status, not from other numbers.
- **Blank is not zero.** Most of what differs among indicators is a cell that nobody filled in. `no data` and `stale`
  are states of their own for that reason, and neither counts as healthy.
- **Not met says too little before the target's day.** *On pace* and *at risk* divide it; neither is attainment.
- **A limit is kept or not.** Progress from a start to a target means nothing for it; its margin does.
"""

GOOD = ("On Track", "Ahead")
BAD = ("Delayed", "Blocked")


def sort_indicators(plan: Plan, targets: list[Row], told: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The numbers of the rows under each kind of `INDICATORS`. Raises KeyError for what no kind describes."""
    found: dict[str, list[int]] = {kind.key: [] for kind in INDICATORS}
    for entry in told:
        row = targets[entry["row"] - 1]
        item = plan.get(entry["item"])
        day = date.fromisoformat(quarter_end(row))
        if isinstance(item, Initiative):
            key = _kind_of_milestone(row)
        else:
            assert isinstance(item, Kpi)
            key = _kind_of_value(row, item, judge_progress(item, day, plan.fiscal_year_starts))
        found[key].append(entry["row"])
    return found


def _kind_of_milestone(row: Row) -> str:
    done = row["value_current"] == row["value_target"]
    if (row["progress_pct_target_status"] == "Target met") != done:
        return "done-milestone" if done else "undescribed milestone"
    return "reached" if done else "open-milestone"


def _kind_of_value(row: Row, kpi: Kpi, progress: Progress) -> str:
    published, blank = row["progress_pct_target_status"], not row["value_current"]
    if published == UNDEFINED:
        return "no-target" if progress.state == "no-target" else "undescribed target"
    if published == "Target met":
        return "reached" if progress.attained and not blank else "undescribed success"
    if progress.state == "no-data":
        return "no-data"
    if not progress.attained:
        if blank:
            return "blank-not-reached"
        return {"at-risk": "behind", "on-pace": "on-pace"}[progress.state]
    if blank:
        return "blank-reached"
    if kpi.direction in ("keep-above", "keep-below"):
        return "kept-limit"
    return "later-target" if len(kpi.targets) > 1 else "undescribed failure"


def sort_goals(plan: Plan, goals: list[Row], told: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The numbers of the rows of priority goals with a status, under each kind of `GOALS`."""
    found: dict[str, list[int]] = {kind.key: [] for kind in GOALS}
    for entry in told:
        row = goals[entry["row"] - 1]
        if row.get("goal_type") != "APG" or row["goal_status"] not in (*GOOD, *BAD):
            continue
        outcome = plan.find(entry["item"], Outcome)
        assert outcome is not None
        said = "good" if row["goal_status"] in GOOD else "bad"
        found[f"{said}-{_computed(plan, outcome, said)}"].append(entry["row"])
    return found


def _computed(plan: Plan, outcome: Outcome, said: str) -> str:
    day = date.fromisoformat(STATUS_DAY)
    kpis = [edge.source for edge in plan.links_to(outcome.id, "measures")]
    judged = [judge_progress(kpi, day, plan.fiscal_year_starts) for kpi in kpis if isinstance(kpi, Kpi)]
    fresh = [progress for progress in judged if progress.state != "stale"]
    keeps_up = [p.attained or p.on_pace for p in fresh if p.attained or p.on_pace is not None]
    if not keeps_up:
        return "silent"
    if all(keeps_up):
        return "on-pace"
    return "mixed" if said == "good" and any(keeps_up) else "behind"


def _table(kinds: Iterable[Kind], found: Mapping[str, list[int]]) -> list[str]:
    lines = ["| published | computed | rows | why | row numbers |", "|---|---|--:|---|---|"]
    for kind in kinds:
        rows = found[kind.key]
        lines.append(f"| {kind.published} | {kind.computed} | {len(rows)} | {kind.why} | {rows_text(rows)} |")
    return lines


def _part(title: str, intro: str, kinds: Iterable[Kind], found: Mapping[str, list[int]]) -> list[str]:
    """A chapter: how many rows have both, and two tables, of those that agree and those that do not."""
    kinds = [kind for kind in kinds if found[kind.key]]
    total = sum(map(len, found.values()))
    alike = sum(len(found[kind.key]) for kind in kinds if kind.agree)
    return [
        f"## {title}",
        "",
        intro.format(total=total, alike=alike, percent=f"{alike / total:.0%}".replace("%", " %")),
        "",
        f"### The {alike} rows where both say the same",
        "",
        *_table((kind for kind in kinds if kind.agree), found),
        "",
        f"### The {total - alike} rows where they differ",
        "",
        *_table((kind for kind in kinds if not kind.agree), found),
        "",
    ]


def write_comparison(folder: Path) -> str:
    """The page, of the plan and the source in a folder."""
    config = read_config(folder / "alignctl.yaml")
    plan = load_plan(folder, config.plans, fiscal_year_starts=config.fiscal_year_starts).plan
    report = json.loads((folder / "conversion.json").read_text("utf-8"))
    source: Callable[[str], list[Row]] = lambda name: json.loads((folder / "source" / name).read_text("utf-8"))  # noqa: E731
    used = [entry for entry in report["rows"] if entry["fate"] != "not used"]
    targets = sort_indicators(plan, source("targets.json"), [e for e in used if e["file"] == "targets.json"])
    goals = sort_goals(plan, source("goals.json"), [e for e in used if e["file"] == "goals.json"])
    unused = sum(e["fate"] == "not used" for e in report["rows"] if e["file"] == "targets.json")
    unstated = sum(row.get("goal_status") == "Unavailable" for row in source("goals.json"))
    lines = [
        "# What was published, and what alignctl computes",
        "",
        "Written by `compare.py`; a test writes it again and compares. Rows are numbered from 1 in their file.",
        "",
        *_part(
            "Indicators",
            "Each row of `targets.json` tells one quarter of one indicator. {total} rows have both a published status "
            f"and a computed one ({unused} more are blank or repeat another row, and are not in the plan). The two say "
            "the same of {alike} ({percent}): a published *not met* agrees with every computed state that is not "
            "attained. Each row stands under one kind.",
            INDICATORS,
            targets,
        ),
        *_part(
            "Priority goals",
            "Each priority goal has one published status for quarter 4, a judgement; alignctl computes none for an "
            "outcome, so its measures are put beside it. {total} rows of `goals.json` have a status "
            f"({unstated} more say *Unavailable*). Stale measures are left out. Word and measures say the same of "
            "{alike} ({percent}).",
            GOALS,
            goals,
        ),
        FOLLOWS,
    ]
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE / "COMPARISON.md", help="where the page goes")
    arguments = parser.parse_args()
    arguments.out.write_text(write_comparison(HERE), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
