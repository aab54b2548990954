"""Make plans of any size to measure with: the same count and seed give the same bytes.

    python benchmarks/generate.py DIR [COUNT [SEED]]

Every item has its own file under DIR/plans, of about 25 lines, in the mix of kinds that real plans have. Links lead
to items that exist; one goal or measure in fifty is not linked as it should be, so that rules have something to find.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SHARES = {
    "strategy": 0.03,
    "team": 0.04,
    "outcome": 0.14,
    "kpi": 0.38,
    "hypothesis": 0.16,
    "initiative": 0.17,
    "commitment": 0.07,
    "assessment": 0.01,
}
WHO = ("new customers", "partners", "customers in their first 90 days", "readers of the manual", "support agents")
WHAT = ("find an answer", "finish the set-up", "renew their contract", "report a fault", "recommend us", "order again")
WHERE = ("without help", "the first time they ask", "within a day", "on a phone", "in their own language")
PROSE = (
    "We saw in last year's interviews that people give up before they reach us.",
    "The number comes from the help desk and leaves out spam and internal requests.",
    "Two of three requests are about the same five subjects, and none of them has a page.",
    "What we do not know is whether people who are told where to look ever come back.",
    "This was agreed with the teams concerned, after two rounds of discussion.",
)


class Generator:
    """Writes one plan; ids of each kind are numbered from 0."""

    def __init__(self, count: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._counts = {kind: max(1, round(count * share)) for kind, share in SHARES.items()}
        self._counts["kpi"] = max(1, count - sum(n for kind, n in self._counts.items() if kind != "kpi"))

    def files(self) -> Iterator[tuple[str, str]]:
        """The path of every file below `plans`, and its text."""
        for kind, count in self._counts.items():
            write = getattr(self, "_" + kind)
            for number in range(count):
                item_id = f"{kind}-{number:05}"
                lines = [f"kind: {kind}", f"id: {item_id}", f"title: {self._title()} ({number})", *write(number)]
                yield f"{kind}/{number // 500:02}/{item_id}.yaml", "\n".join(lines) + "\n"

    def _title(self) -> str:
        pick = self._random.choice
        return f"{pick(WHO).capitalize()} {pick(WHAT)} {pick(WHERE)}"

    def _prose(self, name: str, sentences: int) -> list[str]:
        return [f"{name}: |", *("  " + self._random.choice(PROSE) for _ in range(sentences))]

    def _ref(self, kind: str) -> str:
        return f"{kind}-{self._random.randrange(self._counts[kind]):05}"

    def _common(self) -> list[str]:
        return [f"owner: {self._ref('team')}", "lead: Head of the team", "tags: [customer, plan-2026]"]

    def _day(self, year: int = 2026) -> date:
        return date(year, 1, 1) + timedelta(days=self._random.randrange(360))

    def _strategy(self, number: int) -> Iterator[str]:
        yield from (*self._common(), *self._prose("summary", 4), *self._prose("why", 5))
        yield from ("start: 2025", "end: 2028", f"rank: {number + 1}", "perspective: customer")
        yield from ("funding:", f"  amount: {self._random.randrange(1, 90) * 10_000}", "  currency: EUR")

    def _team(self, number: int) -> Iterator[str]:
        yield from (*self._prose("summary", 6), *self._prose("purpose", 6))
        if number % 8:
            yield f"part_of: team-{number - number % 8:05}"
        yield from ("function: customer support", "works_as: both", f'forge: "@example/team-{number}"', "see:")
        yield from ("  title: Handbook", f"  url: https://handbook.example.org/teams/{number}")

    def _outcome(self, number: int) -> Iterator[str]:
        yield from (*self._common(), *self._prose("summary", 5))
        if self._random.randrange(50):
            wider = number % 3 == 2
            yield f"supports: {f'outcome-{number // 3:05}' if wider else self._ref('strategy')}"
        yield from (f"who: {self._random.choice(WHO)}", "focus: external", "shared_with:")
        yield from (f"  - team-{team:05}" for team in self._several("team", 3))
        yield from ("start: 2026-Q1", "end: 2026-Q4", "checkins:")
        for quarter in (3, 6):
            yield from (f"  - date: 2026-{quarter:02}-08", "    says: on-track", "    note: Interviews confirm it.")

    def _kpi(self, number: int) -> Iterator[str]:
        level = ("outcome", "output", "outcome", "activity")[number % 4]
        yield from self._common()
        if self._random.randrange(50):
            shown = f"measures: outcome-{number // 2 % self._counts['outcome']:05}"
            yield shown if level == "outcome" else f"drives: kpi-{number - number % 4:05}"
        yield from (f"level: {level}", "direction: increase", "unit: percent", "cadence: monthly", "lag: 10")
        yield from (*self._prose("definition", 4), "source: help desk", "baseline: {date: 2025-12-31, value: 41}")
        yield from ("targets:", "  - {by: 2026-06-30, value: 50}", "  - {by: 2026-12-31, value: 58.5}", "readings:")
        for month in range(1, 6):
            value = 41 + month * 1.6 + self._random.randrange(9) / 4
            yield f"  - {{date: 2026-{month:02}-28, value: {value:g}}}"

    def _hypothesis(self, number: int) -> Iterator[str]:
        yield from (*self._common(), "change: offering a call-back instead of a queue")
        yield from (*self._prose("problem", 2), *self._prose("benefit", 2), *self._prose("because", 3), "moves:")
        moved = number * 2 % max(self._counts["kpi"] - 1, 1)
        yield from (f"  - id: kpi-{moved:05}", "    from: 41", "    to: 47.5", "    by: 2026-06-30")
        yield from (
            f"signals: kpi-{min(moved + 1, self._counts['kpi'] - 1):05}",
            "start: 2026-04-01",
            "end: 2026-06-30",
            "status: running",
        )
        yield from (f"teams: [{self._ref('team')}]", "population: customers of the northern region")
        if number:
            yield f"follows: hypothesis-{self._random.randrange(number):05}"

    def _initiative(self, number: int) -> Iterator[str]:
        yield from (
            *self._common(),
            *self._prose("summary", 5),
            f"tests: hypothesis-{number % self._counts['hypothesis']:05}",
        )
        yield from ("status: active", "start: 2026-03-15", "end: 2026-06-30", "deliverables:")
        for step in range(3):
            yield from (f"  - title: Step {step + 1} is live", f"    due: {self._day()}")
        yield from ("needs:", f"  - id: {self._ref('commitment')}", "    needed_by: 2026-05-01")

    def _commitment(self, number: int) -> Iterator[str]:
        sender, receiver = (list(self._several("team", 2)) * 2)[:2]
        yield from (*self._common(), f"from_team: team-{sender:05}", f"to_team: team-{receiver:05}")
        yield from (*self._prose("promise", 2), *self._prose("specification", 4), "subject: release notes")
        yield from (f"serves: {self._ref('outcome')}", "status: agreed", "every:", "  cadence: monthly", "kept:")
        yield from (f"  - {{date: 2026-{month:02}-28, kept: {str(month != 4).lower()}}}" for month in range(1, 6))

    def _assessment(self, number: int) -> Iterator[str]:
        yield from (*self._common(), "questionnaire: alignment", f"date: {self._day()}", "responses:")
        for person in range(1, 17):
            team, score = self._ref("team"), self._random.randrange(1, 6)
            yield f"  - {{team: {team}, respondent: {person}, question: shared-goals, score: {score}}}"

    def _several(self, kind: str, count: int) -> list[int]:
        return sorted(self._random.sample(range(self._counts[kind]), min(count, self._counts[kind])))


def write_plan(root: Path, count: int, seed: int = 7) -> None:
    """Write a plan of `count` items below `root`/plans, and a configuration that says which day it is."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "alignctl.yaml").write_text("language: 1\nname: Generated\ntoday: 2026-06-10\n", encoding="utf-8")
    for path, text in Generator(count, seed).files():
        place = root / "plans" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:4]))
