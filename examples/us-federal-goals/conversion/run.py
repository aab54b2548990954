"""One run of the conversion: what was read, what was made of it so far, and the account of the rows."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from conversion.account import Account
from conversion.texts import Item, Numbered, Row


class Reviewed:
    """The values of reviewed.csv: what a person read in the source's words, by key and field, each with a reason."""

    def __init__(self, lines: list[Row]) -> None:
        self.lines = lines
        self._values = {(line["key"], line["field"]): line["value"] for line in lines}
        self._asked: set[tuple[str, str]] = set()
        if len(self._values) < len(lines) or not all(line["reason"].strip() for line in lines):
            raise ValueError("reviewed.csv has a line twice, or one without a reason")

    def get(self, key: str, name: str) -> str | None:
        """The value for a field of what the key names: a goal_id, or a goal_id and an indicator."""
        self._asked.add((key, name))
        return self._values.get((key, name))

    def unused(self) -> list[tuple[str, str]]:
        """Lines that nothing asked for: their key or field does not occur in the source."""
        return sorted(set(self._values) - self._asked)


@dataclass
class Run:
    """The rows of the three files, the reviewed values, the items made (by file of the plan), and the account."""

    goals: list[Numbered]
    targets: list[Numbered]
    codes: list[Numbered]
    reviewed: Reviewed
    account: Account = field(init=False)
    files: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    teams: dict[str, str] = field(default_factory=dict)
    """Ids of teams by agency code."""
    outcomes: dict[str, Item] = field(default_factory=dict)
    """Outcomes by goal_id; a joint outcome under each of its ids."""

    def __post_init__(self) -> None:
        self.account = Account({"goals.json": self.goals, "targets.json": self.targets, "codes.json": self.codes})


def read_run(source: Path, reviewed: Path) -> Run:
    """Read the source files in a folder, and the reviewed values."""

    def rows(name: str) -> list[Numbered]:
        return list(enumerate(json.loads((source / name).read_text(encoding="utf-8")), 1))

    with reviewed.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return Run(rows("goals.json"), rows("targets.json"), rows("codes.json"), Reviewed(lines))
