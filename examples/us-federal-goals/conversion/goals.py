"""Agencies become teams, strategic goals and objectives strategies, priority goals outcomes."""

from __future__ import annotations

from collections import defaultdict

from conversion.run import Run
from conversion.texts import (
    ERRORS,
    Item,
    Numbered,
    Row,
    agency_code,
    fiscal_year,
    numbers_of,
    one_line,
    prose,
    stated,
    tags,
)

SAYS = {"Ahead": "on-track", "On Track": "on-track", "Delayed": "off-track", "Blocked": "off-track"}
STATUS_DAY = "2022-09-30"  # "Update" is FY22Q4 on every priority goal: what was published says how that quarter ended


def convert_codes(run: Run) -> None:
    """An agency is a team."""
    for at, row in run.codes:
        code = row["Code"]
        if not code:
            run.account.refuse("codes.json", at, "blank-row")
        elif code in run.teams:
            run.account.refuse("codes.json", at, "repeated-code")
        else:
            run.teams[code] = team = row["Agency_Abbreviation"].lower()
            item = stated(kind="team", id=team, title=row["Name"]) | {"x-source": f"codes.json {at}"}
            run.files[f"{team}/team.yaml"].append(item)
            run.account.use("codes.json", at, team)


def convert_strategic_goals(run: Run) -> None:
    """(agency, sg_id) is a strategy; each of its rows, an objective, is a strategy that supports it."""
    groups: dict[str, list[Numbered]] = defaultdict(list)
    for at, row in run.goals:
        if row.get("goal_type") == "SG":
            groups[f"sg-{row['agency_code']}-{row['sg_id']}"].append((at, row))
        elif row.get("goal_type") == "PMA":  # has no sg_id; its goal_id less the last digit stands for one goal_name
            groups[f"sg-pma-{row['goal_id'].removeprefix('PMAGL')[:-1]}"].append((at, row))
        elif "goal_type" not in row:
            run.account.refuse("goals.json", at, "blank-row")
    for goal, rows in sorted(groups.items()):
        first = rows[0][1]
        name = one_line(first["goal_name"])
        owner = run.teams[first["agency_code"]]
        partners = [run.teams[agency_code(first["joint_agency"])]] if first["is_joint"] == "1" else []
        parent = stated(kind="strategy", id=goal, title=name, owner=owner, co_owners=partners)
        items = [parent | {"x-source": f"goals.json {numbers_of(rows)}"}]
        for at, row in rows:
            items.append(_objective(run, at, row, parent))
            if one_line(row["goal_name"]) != name:
                items[-1]["x-goal-name"] = one_line(row["goal_name"])
                run.account.use_in_part("goals.json", at, "other-goal-name")
        run.files[f"{owner}/strategy.yaml"].extend(items)


def _objective(run: Run, at: int, row: Row, parent: Item) -> Item:
    """One row of a strategic goal. Its text is one line, or (management agenda) a line and an explanation."""
    code, title, summary = row["goal_id"].replace("SG", "-"), one_line(row["goal_description"]), ""
    if row["goal_type"] == "PMA":
        code = row["goal_id"].replace("PMAGL", "pma-")
        title, _, summary = prose(row["goal_description"]).partition("\n")
    item = stated(
        kind="strategy",
        id=f"so-{code}",
        title=title,
        summary=prose(summary),
        owner=parent["owner"],
        co_owners=parent.get("co_owners"),
        supports=parent["id"],
        tags=tags(row),
        see=_page(run, at, row),
    )
    run.account.use("goals.json", at, item["id"])
    return item | {"x-source": f"goals.json {at} ({row['goal_id']})"}


def _page(run: Run, at: int, row: Row) -> Item | None:
    """The page of the goal, where its address is one."""
    address = row["url_pgov_agency_12"]
    if address in ERRORS:
        run.account.use_in_part("goals.json", at, "page-error")
        return None
    return {"title": "performance.gov", "url": address} if address else None


def convert_priority_goals(run: Run) -> None:
    """A priority goal is an outcome; rows with one joint_goal_id are one outcome that agencies share."""
    measured = {row.get("related_goal_id") for _, row in run.targets}
    groups: dict[str, list[Numbered]] = defaultdict(list)
    for at, row in run.goals:
        if row.get("goal_type") == "APG":
            groups[row["joint_goal_id"]].append((at, row))
    for joint, rows in sorted(groups.items()):
        # Who leads is not stated. The indicators name the goal of one agency, and only that row has dates.
        rows.sort(key=lambda numbered: numbered[1]["goal_id"] not in measured)
        (at, row), others = rows[0], rows[1:]
        item = _outcome(run, joint, rows)
        run.account.use("goals.json", at, item["id"])
        for other, _ in others:
            run.account.use("goals.json", other, item["id"])
            run.account.use_in_part("goals.json", other, "told-twice")
        for _, each in rows:
            run.outcomes[each["goal_id"]] = item
        run.files[f"{item['owner']}/{item['id']}.yaml"].append(item)


def _outcome(run: Run, joint: str, rows: list[Numbered]) -> Item:
    """The outcome of the rows of one joint_goal_id; the first of them gives all but the sharing agencies."""
    at, row = rows[0]
    owner = run.teams[row["agency_code"]]
    start, end = fiscal_year(row["date_start_fy"]), fiscal_year(row["date_end_fy"])
    if not (start and end):
        run.account.use_in_part("goals.json", at, "no-dates")
    code = "apg-" + joint.replace("APG", "-") if joint == row["goal_id"] else "jpg-" + joint.replace("JPG", "-")
    item = stated(
        kind="outcome",
        id=code,
        title=one_line(row["goal_name"]),
        summary=prose(row["goal_description"]),
        owner=owner,
        shared_with=[team for team in _partners(run, rows) if team != owner],
        supports=run.reviewed.get(row["goal_id"], "supports"),
        start=start,
        end=end,
        checkins=_checkins(run, at, row),
        tags=tags(row),
        see=_page(run, at, row),
    )
    return item | {"x-source": "goals.json " + ", ".join(f"{n} ({each['goal_id']})" for n, each in rows)}


def _partners(run: Run, rows: list[Numbered]) -> list[str]:
    """The agencies of the rows of a joint goal, and those the rows name."""
    found = {run.teams[row["agency_code"]] for _, row in rows}
    for at, row in rows:
        if row["is_joint"] == "1" and agency_code(row["joint_agency"]) in run.teams:
            found.add(run.teams[agency_code(row["joint_agency"])])
        elif row["is_joint"] == "1":
            run.account.use_in_part("goals.json", at, "unknown-agency")
    return sorted(found)


def _checkins(run: Run, at: int, row: Row) -> list[Item]:
    """The published status of the goal, as its owner's word at the end of the quarter."""
    if row["goal_status"] not in SAYS:
        run.account.use_in_part("goals.json", at, "no-status")
        return []
    note = f'Published as "{row["goal_status"]}".'
    return [{"date": STATUS_DAY, "says": SAYS[row["goal_status"]], "note": note}]
