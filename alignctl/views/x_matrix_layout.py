"""Which items stand on which side of an X-matrix: the two common layouts, and what a configuration makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.items import Item, Kpi

SIDES = ("south", "west", "north", "east")
"""The sides in the order in which a matrix is read: where to, this year, how, how we see it."""

CORNERS = (("north", "west"), ("north", "east"), ("south", "west"), ("south", "east"))
"""The sides that meet in each corner: the first stands in rows, the second in columns."""

GROUPS = ("strategy", "outcome", "kpi", "process-kpi", "result-kpi", "hypothesis", "initiative")
"""What a side may hold: kinds, and the two sorts of KPI. A result is of level outcome or impact, a process is not."""

_NAMES = {
    "strategy": ("Strategies", "strategy", "strategies"),
    "outcome": ("Outcomes", "outcome", "outcomes"),
    "kpi": ("Measures", "measure", "measures"),
    "process-kpi": ("Process measures", "process measure", "process measures"),
    "result-kpi": ("Results", "result", "results"),
    "hypothesis": ("Hypotheses", "hypothesis", "hypotheses"),
    "initiative": ("Tactics", "tactic", "tactics"),
}


@dataclass(frozen=True, slots=True)
class SideSpec:
    """One side: its heading, one and several of what it holds in words, and the groups it holds in order."""

    title: str
    one: str
    several: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """What stands on each side."""

    south: SideSpec
    west: SideSpec
    north: SideSpec
    east: SideSpec

    def side(self, name: str) -> SideSpec:
        """The side with a name of `SIDES`."""
        spec = getattr(self, name)
        assert isinstance(spec, SideSpec)
        return spec

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of item that stand on any side."""
        groups = (group for name in SIDES for group in self.side(name).groups)
        return frozenset("kpi" if group.endswith("kpi") else group for group in groups)

    def side_of(self, item: Item) -> str | None:
        """The side on which an item stands; None where it stands on none."""
        groups = group_names(item)
        return next((name for name in SIDES if not groups.isdisjoint(self.side(name).groups)), None)


def group_names(item: Item) -> frozenset[str]:
    """The groups that an item belongs to. A KPI whose level is not known is no result."""
    if isinstance(item, Kpi):
        return frozenset({"kpi", "result-kpi" if item.level in OUTCOME_LEVELS else "process-kpi"})
    return frozenset({item.kind})


def make_side(groups: tuple[str, ...]) -> SideSpec:
    """A side that is named by what it holds."""
    title, one, several = _NAMES[groups[0]]
    if len(groups) > 1:
        title = " and ".join([title, *(_NAMES[group][2] for group in groups[1:])])
        one, several = "item", "items"
    return SideSpec(title, one, several, groups)


EMPTY = SideSpec("Nothing", "item", "items", ())
"""A side that a configuration took everything from."""

LAYOUTS: Mapping[str, MatrixLayout] = {
    "classic": MatrixLayout(
        replace(make_side(("strategy",)), title="Long-term strategies"),
        replace(make_side(("outcome",)), title="Annual outcomes"),
        make_side(("initiative",)),
        make_side(("kpi",)),
    ),
    "hoshin-2": MatrixLayout(
        make_side(("result-kpi",)), make_side(("strategy",)), make_side(("initiative",)), make_side(("process-kpi",))
    ),
}
"""The layouts that come ready: that of Jackson 2006, and the one with results in the south."""


def read_layout(settings: Mapping[str, tuple[str, ...]], name: str | None = None) -> MatrixLayout:
    """The layout that a configuration asks for: one of `LAYOUTS`, with the sides replaced that it gives as groups.

    A `name` wins over all of the configuration. What the configuration moves to another side leaves its own.
    """
    if name is not None:
        return LAYOUTS[name]
    layout = LAYOUTS[settings.get("layout", ("classic",))[0]]
    given = {side: settings[side] for side in SIDES if side in settings}
    moved = {group for groups in given.values() for group in groups}
    sides = []
    for side in SIDES:
        rest = tuple(group for group in layout.side(side).groups if group not in moved)
        sides.append(make_side(given[side]) if side in given else layout.side(side) if rest else EMPTY)
    return MatrixLayout(*sides)
