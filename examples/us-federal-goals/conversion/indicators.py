"""Indicators become measures with a reading a quarter; milestones become deliverables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from conversion.run import Run
from conversion.texts import (
    Item,
    Numbered,
    Row,
    fiscal_year_start,
    number,
    numbers_of,
    one_line,
    prose,
    quarter_end,
    slug,
    stated,
)

DIRECTIONS = {
    "Measurable increase": "increase",
    "Measurable decrease": "decrease",
    "Maintain at or above threshold": "keep-above",
    "Maintain at or below threshold": "keep-below",
}
MILESTONE, UNDEFINED = "Complete milestone", "Target undefined"
SERIES = ("related_goal_id", "target", "indicator", "indicator_type", "value_start")  # what the rows of one share


def convert_targets(run: Run) -> None:
    """An indicator under one target of one goal is a measure; the milestones of a goal are one initiative."""
    groups: dict[tuple[str, ...], list[Numbered]] = defaultdict(list)
    for at, row in run.targets:
        if "indicator" in row:
            groups[tuple(row[column] for column in SERIES)].append((at, row))
        else:
            run.account.refuse("targets.json", at, "blank-row")
    taken: set[str] = set()
    work: dict[str, Item] = {}
    for rows in sorted(groups.values(), key=lambda group: group[0][0]):
        outcome = run.outcomes[rows[0][1]["related_goal_id"]]
        kept = list(_without_repeats(run, rows))
        if rows[0][1]["indicator_type"] == MILESTONE:
            _add_deliverable(run, work, outcome, kept)
        else:
            _add_measure(run, taken, outcome, kept)


def _without_repeats(run: Run, rows: list[Numbered]) -> Iterator[Numbered]:
    """The rows of an indicator in the order of their quarters, less those that only repeat another."""
    seen: dict[str, list[Row]] = defaultdict(list)
    for at, row in sorted(rows, key=lambda numbered: (quarter_end(numbered[1]), numbered[0])):
        earlier = seen[quarter_end(row)]
        if row in earlier:
            run.account.refuse("targets.json", at, "duplicate-row")
        elif not row["value_current"] and any(row["value_target"] == other["value_target"] for other in earlier):
            run.account.refuse("targets.json", at, "empty-second-row")
        else:
            earlier.append(row)
            yield at, row


def _add_deliverable(run: Run, work: dict[str, Item], outcome: Item, rows: list[Numbered]) -> None:
    """A milestone becomes a deliverable of the one initiative that holds the milestones of its goal."""
    row = rows[0][1]
    if outcome["id"] not in work:
        work[outcome["id"]] = stated(
            kind="initiative",
            id=f"{outcome['id']}.milestones",
            title=f"Milestones: {outcome['title']}",
            owner=outcome["owner"],
            supports=outcome["id"],
            status="active",
            start=outcome["start"],
            end=outcome["end"],
        ) | {"deliverables": [], "x-source": "targets.json "}
        run.files[f"{outcome['owner']}/{outcome['id']}.yaml"].append(work[outcome["id"]])
    item = work[outcome["id"]]
    done = [quarter_end(each) for _, each in rows if each["value_current"] == each["value_target"]]
    item["deliverables"].append(
        stated(
            title=one_line(row["indicator"]) or one_line(row["target"]),
            due=outcome["end"],
            done=done[0] if done else None,
            note=prose(row["target"]) if row["indicator"].strip() else None,
        )
    )
    item["x-source"] += (", " if len(item["deliverables"]) > 1 else "") + numbers_of(rows)
    for at, each in rows:
        run.account.use("targets.json", at, item["id"])
        if not each["value_current"]:
            run.account.use_in_part("targets.json", at, "no-value")


def _add_measure(run: Run, taken: set[str], outcome: Item, rows: list[Numbered]) -> None:
    """An indicator becomes a measure of its goal, with a reading for each quarter that has a value."""
    row = rows[0][1]
    title = one_line(row["indicator"])
    code = f"{outcome['id']}.{slug(title)}"
    while code in taken:
        code += "-2"
    taken.add(code)
    key = f"{row['related_goal_id']} {title}"
    owners = [team.strip().lower() for team in row["related_owner"].split(",")]
    start = (
        {"date": fiscal_year_start(outcome["start"]), "value": number(row["value_start"])}
        if row["value_start"]
        else None
    )
    item = stated(
        kind="kpi",
        id=code,
        title=title,
        summary=prose(row["target"]),
        owner=owners[0],
        co_owners=owners[1:],
        measures=outcome["id"],
        level=run.reviewed.get(key, "level"),
        direction=DIRECTIONS.get(row["indicator_type"]),
        unit=run.reviewed.get(key, "unit"),
        counts=run.reviewed.get(key, "counts"),
        cadence="quarterly",
        baseline=start,
        targets=_targets(run, key, outcome, rows),
        readings=list(_readings(rows)),
    )
    run.files[f"{outcome['owner']}/{outcome['id']}.yaml"].append(
        item | {"x-source": f"targets.json {numbers_of(rows)}"}
    )
    _account_for(run, code, rows)


def _targets(run: Run, key: str, outcome: Item, rows: list[Numbered]) -> list[Item]:
    """The targets stated, once each, due at the end of the goal; none where the source calls them undefined."""
    texts = {row["value_target"] for _, row in rows if row["value_target"] and row["indicator_type"] != UNDEFINED}
    due = {text: run.reviewed.get(key, f"target {text} by") or outcome["end"] for text in texts}
    return sorted(({"by": due[text], "value": number(text)} for text in texts), key=lambda t: (t["by"], t["value"]))


def _readings(rows: list[Numbered]) -> Iterator[Item]:
    """The values by quarter, once where two rows of a quarter have the same one."""
    seen: set[tuple[str, str]] = set()
    for at, row in rows:
        reading = quarter_end(row), row["value_current"]
        if row["value_current"] and reading not in seen:
            seen.add(reading)
            yield {"date": reading[0], "value": number(reading[1]), "source": f"targets.json {at}"}


def _account_for(run: Run, code: str, rows: list[Numbered]) -> None:
    """Say of each row that it was used, and what it leaves open."""
    seen: set[tuple[str, str]] = set()
    for at, row in rows:
        run.account.use("targets.json", at, code)
        value, target, undefined = row["value_current"], row["value_target"], row["indicator_type"] == UNDEFINED
        gaps = {
            "no-value": not value,
            "no-start": not row["value_start"],
            "no-target": not undefined and not target,
            "no-target-text": not row["target"].strip(),
            "target-undefined": undefined and not target,
            "undefined-yet-stated": undefined and bool(target),
            "same-reading": bool(value) and (quarter_end(row), value) in seen,
        }
        seen.add((quarter_end(row), value))
        for reason in (reason for reason, present in gaps.items() if present):
            run.account.use_in_part("targets.json", at, reason)
