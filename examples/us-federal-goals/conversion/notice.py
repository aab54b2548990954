"""What looks wrong in the source and was kept as it stands: one function a kind of observation, rows in, rows out."""

from __future__ import annotations

import re
from collections import defaultdict

from conversion.texts import Numbered, Row

JUMP = 1000  # a value this many times another of the same indicator, or more, may have been written in another unit


def _full(rows: list[Numbered]) -> list[Numbered]:
    return [(at, row) for at, row in rows if "goal_id" in row or "indicator" in row]


def met(row: Row) -> bool | None:
    """Whether the value is at or past the target, by the stated direction; None where that cannot be said."""
    value, target, kind = row["value_current"], row["value_target"], row["indicator_type"]
    if not value or not target or kind == "Target undefined":
        return None
    downward = kind in ("Measurable decrease", "Maintain at or below threshold")
    return float(value) <= float(target) if downward else float(value) >= float(target)


def status_disagrees(targets: list[Numbered]) -> list[Numbered]:
    """Rows published as met or not met where direction, target and value say the opposite."""
    return [
        (at, row)
        for at, row in _full(targets)
        if met(row) is not None and met(row) != (row["progress_pct_target_status"] == "Target met")
    ]


def progress_disagrees(targets: list[Numbered]) -> list[int]:
    """Rows whose progress_pct is not (current - start) / (target - start); thresholds and milestones publish 0."""
    found = []
    for at, row in _full(targets):
        texts = row["value_start"], row["value_target"], row["value_current"]
        if row["indicator_type"].startswith("Measurable") and all(texts):
            start, target, current = map(float, texts)
            if abs(float(row["progress_pct"]) - (current - start) / (target - start)) > 1e-6:
                found.append(at)
        elif float(row["progress_pct"]):
            found.append(at)
    return found


def lost_characters(targets: list[Numbered]) -> list[int]:
    """Rows with a character that was lost before the source was published (U+FFFD)."""
    return [at for at, row in _full(targets) if any("\ufffd" in text for text in row.values())]


def loose_spaces(rows: list[Numbered], columns: tuple[str, ...]) -> list[int]:
    """Rows in whose used texts spaces were trimmed or joined."""
    return [
        at
        for at, row in _full(rows)
        if any(
            "\n".join(" ".join(line.split()) for line in row[column].splitlines()) != row[column].replace("\r\n", "\n")
            for column in columns
        )
    ]


def jumps(targets: list[Numbered]) -> list[int]:
    """Rows whose value differs a thousandfold from another of the same indicator."""
    series: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for at, row in _full(targets):
        if row["value_current"] and float(row["value_current"]):
            series[row["related_goal_id"], row["indicator"]].append((at, row))
    return sorted(
        at
        for rows in series.values()
        for at, row in rows
        if any(abs(float(other["value_current"])) >= JUMP * abs(float(row["value_current"])) for _, other in rows)
    )


def strange_pages(goals: list[Numbered]) -> list[int]:
    """Rows whose page is another agency's, or a priority goal's though the row is none."""
    found = []
    for at, row in _full(goals):
        agency = re.search(r"/agencies/([^/]+)/apg/", row["url_pgov_agency_12"])
        if agency and (agency[1] != row["organization_abbreviation"] or row["goal_type"] != "APG"):
            found.append(at)
    return found


def lone_joints(goals: list[Numbered]) -> list[int]:
    """Joint priority goals whose joint_goal_id no other row has."""
    rows = [(at, row) for at, row in _full(goals) if row["goal_type"] == "APG" and row["is_joint"] == "1"]
    ids = [row["joint_goal_id"] for _, row in rows]
    return [at for at, row in rows if ids.count(row["joint_goal_id"]) == 1]


def other_names(goals: list[Numbered], targets: list[Numbered]) -> list[int]:
    """Rows of targets whose related_goal is not the goal_name of the goal they name (spaces apart)."""
    names = {row["goal_id"]: row["goal_name"].split() for _, row in _full(goals)}
    return [at for at, row in _full(targets) if row["related_goal"].split() != names[row["related_goal_id"]]]


def other_organizations(goals: list[Numbered], codes: list[Numbered]) -> list[int]:
    """Rows of goals whose organization_name is not the name that codes.json gives for the code."""
    names = {row["Code"]: row["Name"] for _, row in reversed(codes) if row["Code"]}
    return [at for at, row in _full(goals) if row["organization_name"] != names[row["agency_code"]]]
