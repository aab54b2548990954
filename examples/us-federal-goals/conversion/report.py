"""Write the account of a conversion: conversion.json for programs, CONVERSION.md for people."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from conversion import notice
from conversion.account import COLUMNS, IN_PART, REFUSED, rows_text
from conversion.run import Run
from conversion.texts import Numbered, one_line

PREAMBLE = """Written by `convert.py`; do not edit. Row 1 is the first of a file. `conversion.json` holds the same
facts, and row by row the item that each went into."""
FIELDS = """What the plan language asks for, and how many items have it: from the source, or from `reviewed.csv`, which
gives a reason for each value. What is absent is what the tool finds."""
FATES = ("used", "used in part", "not used")
NOT_IN_SOURCE = {  # what the plan language asks for; whether the source has a column for it
    ("strategy", "why"): "no column",
    ("outcome", "supports"): "no column",
    ("outcome", "checkins"): "goal_status",
    ("kpi", "level"): "no column",
    ("kpi", "unit"): "no column",
    ("kpi", "counts"): "no column",
    ("kpi", "definition"): "no column",
    ("kpi", "source"): "no column",
    ("kpi", "direction"): "indicator_type",
    ("kpi", "baseline"): "value_start",
    ("kpi", "targets"): "value_target",
    ("kpi", "readings"): "value_current",
}


def write_report(folder: Path, run: Run) -> None:
    """Write both reports into the folder."""
    facts = gather(run)
    (folder / "conversion.json").write_text(as_json(facts), encoding="utf-8", newline="\n")
    (folder / "CONVERSION.md").write_text(as_markdown(facts), encoding="utf-8", newline="\n")


def gather(run: Run) -> dict[str, Any]:
    """All that the reports say, as data."""
    account, items = run.account, [item for _, made in sorted(run.files.items()) for item in made]
    rows, reasons = [], defaultdict(list)
    for file, numbered in account.sources.items():
        for at, _ in numbered:
            fate, why = account.fate(file, at)
            rows.append({"file": file, "row": at, "fate": fate, "why": why, "item": account.items.get((file, at))})
            for reason in why:
                reasons[file, fate, reason].append(at)
    fates = Counter((row["file"], row["fate"]) for row in rows)
    by_hand = Counter((line["field"].split()[0]) for line in run.reviewed.lines)
    kinds = Counter(item["kind"] for item in items)
    return {
        "files": {
            file: {"rows": len(numbered), **{fate: fates[file, fate] for fate in FATES}}
            for file, numbered in account.sources.items()
        },
        "items": dict(sorted(kinds.items())),
        "readings": sum(len(item.get("readings", ())) for item in items),
        "deliverables": sum(len(item.get("deliverables", ())) for item in items),
        "fields": [
            {
                "kind": kind,
                "field": field,
                "column": column,
                "items": kinds[kind],
                "reviewed": by_hand[field] if column == "no column" else 0,
                "present": sum(item["kind"] == kind and bool(item.get(field)) for item in items),
            }
            for (kind, field), column in NOT_IN_SOURCE.items()
        ],
        "reviewed": dict(sorted(by_hand.items())),
        "reasons": [
            {"file": file, "fate": fate, "reason": reason, "says": (REFUSED | IN_PART)[reason], "rows": found}
            for (file, fate, reason), found in sorted(reasons.items())
        ],
        "columns": COLUMNS,
        "noticed": notices(run.goals, run.targets, run.codes),
        "rows": rows,
    }


def notices(goals: list[Numbered], targets: list[Numbered], codes: list[Numbered]) -> list[dict[str, Any]]:
    """What was kept as it stands though it looks wrong; the first holds the published statuses in detail."""
    disagree = notice.status_disagrees(targets)
    detail = {
        at: {
            "indicator": one_line(row["indicator"]),
            "type": row["indicator_type"],
            "target": row["value_target"],
            "value": row["value_current"],
            "published": row["progress_pct_target_status"],
        }
        for at, row in disagree
    }
    of_targets = {
        "progress_pct is not (current - start) / (target - start)": notice.progress_disagrees(targets),
        "a thousandfold away from another value of the same indicator": notice.jumps(targets),
        "a character was lost before publication (U+FFFD)": notice.lost_characters(targets),
        "related_goal is not the goal_name of related_goal_id": notice.other_names(goals, targets),
        "spaces trimmed or joined": notice.loose_spaces(targets, ("target", "indicator")),
    }
    of_goals = {
        "the page is another agency's, or a priority goal's though the row is none": notice.strange_pages(goals),
        "a joint priority goal whose joint_goal_id no other row has": notice.lone_joints(goals),
        "organization_name is not the name in codes.json": notice.other_organizations(goals, codes),
        "spaces trimmed or joined": notice.loose_spaces(goals, ("goal_name", "goal_description")),
    }
    says = "the published status is the opposite of what direction, target and value say"
    return [
        {"file": "targets.json", "says": says, "rows": list(detail), "detail": detail},
        *({"file": "targets.json", "says": says, "rows": rows} for says, rows in of_targets.items()),
        *({"file": "goals.json", "says": says, "rows": rows} for says, rows in of_goals.items()),
    ]


def as_json(facts: dict[str, Any]) -> str:
    """The facts as JSON, one source row a line."""
    head = {name: value for name, value in facts.items() if name != "rows"}
    rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in facts["rows"])
    text = json.dumps(head, indent=2, ensure_ascii=False)
    return text.removesuffix("\n}") + f',\n  "rows": [\n{rows}\n  ]\n}}\n'


def as_markdown(facts: dict[str, Any]) -> str:
    """The facts as a page: sums, reasons with row numbers, fields, columns, and what was noticed."""
    made = ", ".join(f"{count} of kind {kind}" for kind, count in facts["items"].items())
    by_hand = ", ".join(f"{count} of {field}" for field, count in facts["reviewed"].items())
    contradicted = facts["noticed"][0]["detail"]
    parts = [
        "# What became of every row",
        PREAMBLE,
        _table(
            ("file", "rows:", *(f"{fate}:" for fate in FATES)),
            [(file, sums["rows"], *(sums[fate] for fate in FATES)) for file, sums in facts["files"].items()],
        ),
        f"Items made: {made}; with {facts['readings']} readings and {facts['deliverables']} deliverables.",
        "## Rows not used",
        _reasons(facts, "not used"),
        "## Rows used in part",
        "A row may have several reasons, so these counts add up to more than the rows.",
        _reasons(facts, "used in part"),
        "## What the source does not state",
        FIELDS,
        _table(
            ("kind", "field", "column in the source", "items:", "present:", "of these reviewed:", "absent:"),
            [
                (f["kind"], f["field"], f["column"], f["items"], f["present"], f["reviewed"], f["items"] - f["present"])
                for f in facts["fields"]
            ],
        ),
        f"`reviewed.csv` has {sum(facts['reviewed'].values())} values: {by_hand}.",
        "## Noticed, and kept as it stands",
        _table(
            ("file", "rows:", "what", "row numbers"),
            [(n["file"], len(n["rows"]), n["says"], rows_text(n["rows"]) or "none") for n in facts["noticed"]],
        ),
        f"### The {len(contradicted)} published statuses that the data contradict",
        _table(
            ("row:", "indicator", "type", "target:", "value:", "published"),
            [
                (at, d["indicator"], d["type"], d["target"], d["value"], d["published"])
                for at, d in contradicted.items()
            ],
        ),
        "## Columns",
    ]
    for file, columns in facts["columns"].items():
        parts += [f"### {file}", _table(("column", "what becomes of it"), list(columns.items()))]
    return "\n\n".join(parts) + "\n"


def _reasons(facts: dict[str, Any], fate: str) -> str:
    found = [reason for reason in facts["reasons"] if reason["fate"] == fate]
    rows = [(r["file"], len(r["rows"]), r["says"], rows_text(r["rows"])) for r in found]
    return _table(("file", "rows:", "why", "row numbers"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> str:
    """A Markdown table; a column whose name ends in a colon holds numbers, set to the right."""

    def line(cells: Iterable[Any]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"

    rule = "|" + "|".join("--:" if name.endswith(":") else "---" for name in head) + "|"
    return "\n".join([line(name.rstrip(":") for name in head), rule, *(line(row) for row in rows)])
