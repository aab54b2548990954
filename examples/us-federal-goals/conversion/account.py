"""The account of a conversion: what became of every row, and what was noticed on the way."""

from __future__ import annotations

from collections import defaultdict

from conversion.texts import Numbered

REFUSED = {
    "blank-row": "the row is blank",
    "repeated-code": "an earlier row has the same code (this one differs in the short name only)",
    "duplicate-row": "the row repeats an earlier one in every column",
    "empty-second-row": "a second row for the same indicator and quarter, without a value",
}
IN_PART = {
    "other-goal-name": "goal_name is not the one other rows give for the same (agency, sg_id); kept as x-goal-name",
    "page-error": 'url_pgov_agency_12 and url_pgov_agency_23 are "#VALUE!": no link to a page',
    "no-dates": 'date_start_fy and date_end_fy are "#N/A": no start and no end',
    "no-status": 'goal_status is "Unavailable": no check-in',
    "told-twice": "a joint goal that another row tells too: gives the agency that shares it; wording, dates, tags, "
    "page and status are the other row's",
    "unknown-agency": 'joint_agency "201" is no code in codes.json: not shared with anyone',
    "no-value": "value_current is blank: no reading (for a milestone: not said whether it is done)",
    "no-start": "value_start is blank: no baseline",
    "no-target": "value_target is blank though the type asks for one: no target",
    "no-target-text": "target is blank: no summary",
    "target-undefined": 'type "Target undefined" and no value_target: no direction and no target',
    "undefined-yet-stated": 'type "Target undefined", yet value_target is stated: no direction, and no target',
    "same-reading": "repeats the reading of another row, under another value_target: gives its target only",
}
COLUMNS = {
    "goals.json": {
        "goal_type": "SG and PMA: strategy; APG: outcome",
        "goal_id": "ids of items; x-source",
        "joint_goal_id": "rows with the same one are one outcome (APG); not used for SG, where (agency, sg_id) decides",
        "is_joint, joint_agency": "co_owners of a strategy, shared_with of an outcome",
        "goal_name": "title of the strategy that objectives support, or of the outcome",
        "goal_description": "title of an objective; summary of an outcome",
        "goal_status": "check-in of an outcome: Ahead and On Track on-track, Delayed and Blocked off-track",
        "applied_tags": "tags",
        "agency_code": "owner, through codes.json",
        "sg_id, so_id": "the strategy a row's strategy supports, and its id",
        "date_start_fy, date_end_fy": 'start and end of an outcome; "#N/A" on every SG and PMA row, so absent there',
        "url_pgov_agency_12": "see",
        "Update": "says that what is published is about FY22Q4: the day of the check-ins",
        "organization_abbreviation, organization_name": "not used: codes.json names the agencies",
        "joint_seq, apg_id, fiscal_year": "not used: they repeat the digits of the ids",
        "url_pgov_agency_23": 'not used: blank but for three "#VALUE!"',
        "Quarter_and_FY": 'not used: "#REF!" on every row',
    },
    "targets.json": {
        "related_goal_id": "the outcome that is measured",
        "indicator": "title and id of a measure, or of a deliverable",
        "target": "summary of a measure; title of a deliverable that has no indicator, else its note",
        "indicator_type": 'direction; "Complete milestone" makes a deliverable',
        "related_owner": "owner and co_owners of a measure",
        "value_start": "baseline, dated to the first day of the goal, as the source gives no date",
        "value_target": "target, due at the end of the goal (FY2023) unless reviewed.csv says otherwise",
        "value_current": "reading",
        "fiscal_yr, fiscal_qtr": "date of the reading: the last day of the quarter; cadence: a row a quarter",
        "progress_pct, progress_pct_range": "not used: computed from the three values",
        "progress_pct_target_status": "not used: computed, and compared below",
        "progress_threshold, progress_completions": "not used: computed, and compared below",
        "related_goal": "not used: repeats goal_name",
        "Column1": "not used: blank on every row",
    },
    "codes.json": {
        "Code": "what agency_code and joint_agency refer to",
        "Agency_Abbreviation": "id of a team",
        "Name": "title of a team",
        "LA Name, code2": "not used: a short name, and the code without leading zeros",
    },
}


class Account:
    """What became of each row: refused with a reason, or used in items, perhaps in part for one or more reasons."""

    def __init__(self, sources: dict[str, list[Numbered]]) -> None:
        self.sources = sources
        self.items: dict[tuple[str, int], str] = {}
        self.refused: dict[tuple[str, int], str] = {}
        self.gaps: dict[tuple[str, int], list[str]] = defaultdict(list)

    def use(self, file: str, row: int, item: str) -> None:
        """The row went into this item."""
        self.items[file, row] = item

    def use_in_part(self, file: str, row: int, reason: str) -> None:
        """Something in the row was not used; the reason is a key of IN_PART."""
        assert reason in IN_PART
        self.gaps[file, row].append(reason)

    def refuse(self, file: str, row: int, reason: str) -> None:
        """Nothing in the row was used; the reason is a key of REFUSED."""
        assert reason in REFUSED
        self.refused[file, row] = reason

    def fate(self, file: str, row: int) -> tuple[str, list[str]]:
        """What became of the row and why: exactly one of used, used in part, not used."""
        place = file, row
        if (place in self.items) == (place in self.refused):
            raise ValueError(f"row {row} of {file} is accounted for {'twice' if place in self.items else 'nowhere'}")
        if place in self.refused:
            return "not used", [self.refused[place]]
        return ("used in part", sorted(self.gaps[place])) if self.gaps.get(place) else ("used", [])


def rows_text(rows: list[int]) -> str:
    """Row numbers, runs of three and more shortened: 1, 3, 607-616."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
