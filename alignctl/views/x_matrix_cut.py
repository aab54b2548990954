"""X-matrices of a plan: one of the whole where it can be read, else one for each strategy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from alignctl.plan.plan import Plan
from alignctl.views.cascade import CascadeSource, Chosen
from alignctl.views.cascade_choice import Selection, choose_items
from alignctl.views.cascade_cut import Limits, cut_up
from alignctl.views.picture import count_of
from alignctl.views.x_matrix import LIMIT, XMatrix, is_part_of_measure, make_x_matrix, order_goals
from alignctl.views.x_matrix_alone import GIVEN_UP, tell_alone, why_alone
from alignctl.views.x_matrix_layout import MatrixLayout


@dataclass(frozen=True, slots=True)
class MatrixLimits(Limits):
    """How much one matrix may hold: so many items on each side; `sides` says by id where items stand."""

    sides: Mapping[str, str] = field(default_factory=dict)
    side: int = LIMIT

    def fit(self, source: CascadeSource, ids: frozenset[str]) -> bool:
        """Whether these items may stand in one matrix."""
        counts = Counter(map(self.sides.get, ids))
        return all(count <= self.side for side, count in counts.items() if side is not None)


@dataclass(frozen=True, slots=True)
class XMatrixSet:
    """The matrices of a plan. `of_strategy` names the matrix that begins with each strategy, where there are several.

    `alone` says of the items that stand in no matrix, by their ids, why not.
    """

    title: str
    matrices: tuple[XMatrix, ...]
    of_strategy: Mapping[str, str] = field(default_factory=dict)
    alone: Mapping[str, str] = field(default_factory=dict)


def draw_up_x_matrices(
    source: CascadeSource,
    selection: Selection,
    layout: MatrixLayout,
    *,
    title: str = "X-matrix",
    limit: int = LIMIT,
) -> XMatrixSet:
    """The X-matrix of a plan as one or, where a side would hold more than `limit` items, one for each strategy."""
    placed = frozenset(item_id for item_id, kind in source.kinds.items() if kind in layout.kinds)
    chosen = choose_items(source, replace(selection, among=placed))
    sides = _sides_of(source.plan, chosen.ids, layout)
    chosen = _without_parts(source.plan, chosen, selection, frozenset(sides))
    if not chosen.ids:
        return XMatrixSet(title, ())
    title = selection.title(source.plan, title)
    limits = MatrixLimits(sides=sides, side=limit)
    order = order_goals(source.plan)
    if limits.fit(source, chosen.ids):
        return XMatrixSet(title, (make_x_matrix(source, chosen, layout, "x-matrix", title, order),))
    matrices: list[XMatrix] = []
    tops: dict[str, str] = {}
    for name, part in cut_up(source, chosen, limits, "x-matrix"):
        matrix = make_x_matrix(source, part.chosen, layout, name, f"{title}: {part.title}", order)
        if not matrix.is_empty:
            matrices.append(matrix)
            if part.top is not None and source.kinds[part.top] == "strategy":
                tops.setdefault(part.top, name)
    shown = {entry.id for matrix in matrices for side in matrix.sides.values() for entry in side.entries}
    alone = why_alone(source, layout, chosen.ids, chosen.ids - shown)
    if len(matrices) == 1:  # there is no index to say so
        matrices = [replace(matrices[0], left_out=(*matrices[0].left_out, *tell_alone(alone)))]
    return XMatrixSet(title, tuple(matrices), tops, alone)


def _sides_of(plan: Plan, ids: frozenset[str], layout: MatrixLayout) -> dict[str, str]:
    """On which side each item stands, of those that stand on any."""
    items = [item for item_id in ids if (item := plan.get(item_id)) is not None]
    return {item.id: side for item in items if (side := layout.side_of(item)) is not None}


def _without_parts(plan: Plan, chosen: Chosen, selection: Selection, shown: frozenset[str]) -> Chosen:
    """Without segments of measures, and without what was given up unless that is asked for; of what is `shown`."""
    segments = frozenset(i for i in shown if is_part_of_measure(plan.get(i)))
    dropped = frozenset(
        i for i in shown if (item := plan.get(i)) is not None and item.status in GIVEN_UP - set(selection.statuses)
    )
    notes = []
    if segments:
        notes.append(f"Not shown: {count_of(len(segments), 'segment of a measure', 'segments of measures')}.")
    if dropped:
        notes.append(
            f"Not shown: {count_of(len(dropped), 'item')} that {'was' if len(dropped) == 1 else 'were'} given up."
        )
    left_out = (*chosen.left_out, *notes)
    return replace(chosen, ids=chosen.ids - segments - dropped, left_out=left_out)
