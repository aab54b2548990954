"""How often a rule is right on real text: draw findings to judge, and count the judgements.

    python benchmarks/precision.py draw WRD003 --seed 7    write a sample with empty verdicts
    python benchmarks/precision.py score                   print the tables of all samples
    python benchmarks/precision.py score --write           put the tables into site/precision.md

A sample is `tests/lint/precision/NAME.csv`. Its verdicts are `right`, `wrong` or `arguable`. Those under `verdict` are
of the people who wrote the rules, those under `second` of a reader who wrote none of them and did not see the first. A
sample may lack the first reading, and never the second: precision is by that one. It counts the right ones among all,
so that whoever is in doubt counts against the rule. The interval is Wilson's, at 95 %. Agreement is Cohen's kappa.

Where a rule finds too little to say anything, a second sample tests its judgement of words on every text of the example
that it could be asked about, whatever the other conditions of the rule: `WRD001-words` and so on.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from alignctl.config import read_config
from alignctl.lint.engine import run_rules
from alignctl.lint.rules import RULES
from alignctl.lint.words import read_words
from alignctl.load.load import load_plan
from alignctl.plan.items import Item
from alignctl.plan.language import WordLists, read_text
from alignctl.plan.plan import Plan
from alignctl.plan.wording import counts_things_done, lean, output_verb

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "us-federal-goals"
SAMPLES = ROOT / "tests" / "lint" / "precision"
PAGE = ROOT / "site" / "precision.md"
COLUMNS = ("seed", "population", "item", "text", "says", "verdict", "reason", "second", "second_reason")
VERDICTS = ("right", "wrong", "arguable")
SIZE = 30
ENOUGH = 80
"""Percent that must be right; a rule with less is advice."""
LEAST = 5
"""From how many rows on a sample can tell."""
_BEGIN, _END = "<!-- table: begin -->", "<!-- table: end -->"


@dataclass(frozen=True, slots=True)
class Found:
    """One judgement of a rule: the item, the text it is about, and what the rule says."""

    item: str
    text: str
    says: str


def find(name: str) -> tuple[Found, ...]:
    """Everything that a rule finds in the example, or that a test of words finds in its texts, by item."""
    config = read_config(EXAMPLE / "alignctl.yaml")
    plan = load_plan(EXAMPLE, config.plans, fiscal_year_starts=config.fiscal_year_starts).plan
    if name in WORD_TESTS:
        return tuple(WORD_TESTS[name](plan, read_words()))
    assert config.today is not None
    rules = [rule for rule in RULES if rule.code == name]
    found = run_rules(plan, rules, config.today).diagnostics
    items = {d.item: plan.get(d.item or "") for d in found}
    return tuple(Found(d.item or "", _title(items[d.item]), d.message) for d in sorted(found, key=lambda d: d.sort_key))


def _title(item: Item | None) -> str:
    return item.title if item is not None else ""


def _deeds(plan: Plan, words: WordLists) -> Iterator[Found]:
    for goal in (*plan.outcomes, *plan.strategies):
        if verb := output_verb(read_text(goal.title), words):
            yield Found(goal.id, goal.title, f'worded as something we do: "{verb}"')


def _counts(plan: Plan, words: WordLists) -> Iterator[Found]:
    for kpi in plan.kpis:
        if word := counts_things_done(read_text(kpi.title), words):
            yield Found(kpi.id, kpi.title, f'counts things done or made: "{word}"')


def _vain(plan: Plan, words: WordLists) -> Iterator[Found]:
    for kpi in plan.kpis:
        text = read_text(kpi.title)
        for name in ("vanity-metrics", "contested-metrics"):
            if hits := words.find(text, name):
                yield Found(kpi.id, kpi.title, f'{name}: "{text.phrase(hits[0].start, hits[0].end)}"')
                break


def _inward(plan: Plan, words: WordLists) -> Iterator[Found]:
    for item in (*plan.outcomes, *plan.strategies, *plan.kpis):
        leaning = lean(read_text(item.title), words)
        if leaning.side == "inward":
            yield Found(item.id, item.title, f"speaks of our own work: {', '.join(leaning.inward)}")


WORD_TESTS: dict[str, Callable[[Plan, WordLists], Iterator[Found]]] = {
    "WRD001-words": _deeds,
    "WRD005-words": _inward,
    "MEA003-words": _vain,
    "MEA004-words": _counts,
}
"""Tests of words alone, by the name of their sample."""


def draw(found: tuple[Found, ...], seed: int, size: int = SIZE) -> list[Found]:
    """A sample that depends on the seed and on what was found, and on nothing else; in the order of what was found."""

    def place(entry: Found) -> str:
        return hashlib.sha256(f"{seed} {entry.item} {entry.says}".encode()).hexdigest()

    chosen = set(sorted(found, key=place)[:size])
    return [entry for entry in found if entry in chosen]


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927)."""
    z = 1.959964
    share = right / total
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    whole = 1 + z * z / total
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def read_sample(path: Path) -> list[dict[str, str]]:
    """The rows of a sample, as written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two readers beyond chance (Cohen 1960); none where both gave one and the same verdict throughout."""
    total = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[verdict] * second[verdict] for verdict in first)
    if chance == total * total:
        return None
    agreed = sum(a == b for a, b in pairs)
    return (agreed * total - chance) / (total * total - chance)


def samples() -> list[tuple[str, list[dict[str, str]]]]:
    """All samples with their rows, by name."""
    return sorted((path.stem, read_sample(path)) for path in SAMPLES.glob("*.csv"))


def tables() -> str:
    """Precision by the second reader and agreement of the two, as Markdown tables."""
    return f"{_precision_table()}\n\n{_agreement_table()}"


def _precision_table() -> str:
    lines = [
        "| sample | found | judged | right | arguable | wrong | precision | 95 % interval |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for name, rows in samples():
        count = Counter(row["second"] for row in rows)
        low, high = wilson(count["right"], len(rows))
        lines.append(
            f"| {name} | {rows[0]['population']} | {len(rows)} | {count['right']} | {count['arguable']} | "
            f"{count['wrong']} | {_percent(count['right'], len(rows))} | {100 * low:.0f} to {100 * high:.0f} % |"
        )
    return "\n".join(lines)


def _agreement_table() -> str:
    lines = [
        "| sample | judged | both right | both arguable | both wrong | differ | right, first | right, second | kappa |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    read_twice = [(name, pairs) for name, rows in samples() if (pairs := _pairs(rows))]
    read_twice.append(("all of these", [pair for _, pairs in read_twice for pair in pairs]))
    for name, pairs in read_twice:
        same = Counter(a for a, b in pairs if a == b)
        beyond_chance = kappa(pairs)
        lines.append(
            f"| {name} | {len(pairs)} | {same['right']} | {same['arguable']} | {same['wrong']} | "
            f"{len(pairs) - same.total()} | {_percent(sum(a == 'right' for a, _ in pairs), len(pairs))} | "
            f"{_percent(sum(b == 'right' for _, b in pairs), len(pairs))} | "
            f"{'–' if beyond_chance is None else f'{beyond_chance:.2f}'} |"
        )
    return "\n".join(lines)


def _pairs(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(row["verdict"], row["second"]) for row in rows if row["verdict"]]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def page_with(text: str, content: str) -> str:
    """The page with the tables put between their marks."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{content}\n{_END}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Draw and count judgements of rules on real text.")
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("name", help="a rule's code, or a test of words such as WRD001-words")
    drawing.add_argument("--seed", type=int, required=True)
    commands.add_parser("score").add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    if chosen.command == "score":
        if chosen.write:
            PAGE.write_text(page_with(PAGE.read_text("utf-8"), tables()), "utf-8")
        print(tables())
        return 0
    path = SAMPLES / f"{chosen.name}.csv"
    if path.exists() and any(row["verdict"] or row["second"] for row in read_sample(path)):
        print(f"{path} holds verdicts; move it away first", file=sys.stderr)
        return 2
    found = find(chosen.name)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for entry in draw(found, chosen.seed):
            writer.writerow((chosen.seed, len(found), entry.item, entry.text, entry.says, "", "", "", ""))
    print(f"{path}: {len(found)} found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
