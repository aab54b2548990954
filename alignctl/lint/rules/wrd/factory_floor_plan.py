from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.wording import listed
from alignctl.plan.items import Item, Team
from alignctl.plan.plan import Plan
from alignctl.plan.wording import lean


@rule("WRD005", "factory-floor-plan", Severity.ADVICE, options={"percent": 60, "least": 10})
def factory_floor_plan(plan: Plan, context: Context) -> Iterator[Finding]:
    """The goals and measures of the plan speak mostly of what is made, and seldom of the people it is for."""
    goals: tuple[Item, ...] = (*plan.strategies, *plan.outcomes, *plan.kpis)
    inward: list[tuple[Item, tuple[str, ...]]] = []
    outward = 0
    for item in context.judged(goals, "title", "owner"):
        if item.is_draft or _is_made_in_production(plan, item):
            continue
        leaning = lean(context.read(item.title), context.words)
        if leaning.side == "inward":
            inward.append((item, leaning.inward))
        outward += leaning.side == "outward"
    told = len(inward) + outward
    if told < context.options["least"] or len(inward) * 100 < context.options["percent"] * told:
        return
    yield Finding(
        _bearer(plan, inward[0][0]),
        f"the plan speaks mostly of what is made: {len(inward)} of {told} titles that lean to one side "
        f"({len(inward) * 100 // told} percent) name our own work, and {outward} the people it is for or what changes",
        ("title",),
        "ask of each goal and measure who would notice, and what they would do then; of teams whose work is production "
        'say "works_as: production", and they are left out',
        tuple(_example(item, words) for item, words in inward[:3]),
    )


def _example(item: Item, words: tuple[str, ...]) -> Related:
    quoted = listed([f'"{word}"' for word in words], "and")
    return Related(item, f"speaks of {quoted}", ("title",))


def _is_made_in_production(plan: Plan, item: Item) -> bool:
    owner = plan.find(item.owner.id, Team) if item.owner is not None else None
    return owner is not None and owner.works_as == "production"


def _bearer(plan: Plan, fallback: Item) -> Item:
    """The item that stands for the plan: its first strategy in use, by rank and then id."""
    strategies = [item for item in plan.strategies if item.retired is None and not item.is_draft]
    return min(strategies, key=lambda s: (s.rank is None, s.rank or 0, s.id), default=fallback)
