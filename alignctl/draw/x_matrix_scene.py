"""Every place in an X-matrix: title cells around the centre, grids in the corners, ties, empty lanes, words.

All measures are pixels from the top left corner. Nothing here is SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alignctl.draw.headings import set_head, set_notes_of
from alignctl.draw.plates import Run
from alignctl.draw.scene import MARGIN
from alignctl.draw.text import SLACK, measure, wrap
from alignctl.draw.x_matrix_places import Centre, Grid, Lane, LegendSign, MatrixScene, PlacedSign, PlacedTitle
from alignctl.draw.x_matrix_plates import TitlePlate, choose_length, make_title_plate
from alignctl.views.picture import Tone
from alignctl.views.x_matrix import TAKES_PART, Gap, XMatrix
from alignctl.views.x_matrix_layout import SIDES

_GAP = 22.0
"""The room before the owners, which holds their heading."""

_LEGEND_ROW = 24.0
_LEGEND_SIZE = 12.0


def arrange_x_matrix(matrix: XMatrix) -> MatrixScene:
    """Work out every place of a matrix. No engine is needed: its size follows from its titles."""
    return _Setter(matrix).set()


class _Setter:
    """Sets one matrix: first the sizes, then the places, then the words around."""

    def __init__(self, matrix: XMatrix) -> None:
        self.matrix = matrix
        sides = matrix.sides
        self.lying = choose_length((sides["north"], sides["south"], matrix.teams), 300, 440)
        self.standing = choose_length((sides["west"], sides["east"], matrix.teams), 240, 320)
        self.plates = {
            name: [
                make_title_plate(entry, self.lying if name in ("north", "south") else self.standing)
                for entry in sides[name].entries
            ]
            for name in SIDES
        }
        self.columns_of_teams = [make_title_plate(entry, self.standing) for entry in matrix.teams.entries]
        self.rows_of_teams = [make_title_plate(entry, self.lying) for entry in matrix.teams.entries]
        self.titles: list[PlacedTitle] = []

    def set(self) -> MatrixScene:
        head, y = self._set_head()
        west, east = self._span("west"), self._span("east")
        x0 = MARGIN + west
        x1 = x0 + self.lying
        y0 = y + self._span("north")
        y1 = y0 + self.standing
        xs = {
            "west": self._steps(x0, self.plates["west"], -1),
            "east": self._steps(x1, self.plates["east"], 1),
            "teams": self._steps(x1 + east + _GAP, self.columns_of_teams, 1),
        }
        south = self._span("south")
        ys = {
            "north": self._steps(y0, self.plates["north"], -1),
            "south": self._steps(y1, self.plates["south"], 1),
            "teams": self._steps(y1 + south + _GAP, self.rows_of_teams, 1),
        }
        for side in ("north", "south", "teams"):
            plates = self.rows_of_teams if side == "teams" else self.plates[side]
            for plate, (top, bottom) in zip(plates, ys[side], strict=True):
                self.titles.append(PlacedTitle(plate, side, x0, top, self.lying, bottom - top, False))
        for side in ("west", "east", "teams"):
            plates = self.columns_of_teams if side == "teams" else self.plates[side]
            for plate, (left, right) in zip(plates, xs[side], strict=True):
                self.titles.append(PlacedTitle(plate, side, left, y0, right - left, self.standing, True))
        grids = [
            Grid(rows, columns, _edges(xs[columns]), _edges(ys[rows]))
            for rows in ("north", "south", "teams")
            for columns in ("west", "east", "teams")
            if (rows, columns) != ("teams", "teams") and xs[columns] and ys[rows]
        ]
        runs, upright = list(head), []
        if self.matrix.teams.entries:
            where = Run(x0 + 9, y1 + south + 15, "Owners and those who take part", 11, "soft", bold=True)
            runs.append(where)
            upright.append(Run(x1 + east + 15, y1 - 9, where.text, 11, "soft", bold=True))
        right = max((edge for steps in xs.values() for _, edge in steps), default=x1)
        right = max(right, x1, MARGIN + 560)
        bottom = max(y1 + south, *(edge for _, edge in ys["teams"]), y1)
        legend, bottom = _set_legend(self.matrix, right - MARGIN, bottom + 22)
        notes, bottom = set_notes_of((*self.matrix.problems, *self.matrix.left_out), right - MARGIN, bottom - 4)
        return MatrixScene(
            matrix=self.matrix,
            width=max(right, *(run.x + run.width * SLACK for run in head)) + MARGIN,
            height=bottom + MARGIN,
            centre=self._set_centre(x0, y0),
            titles=tuple(self.titles),
            grids=tuple(grids),
            signs=tuple(self._find_signs(grids)),
            lanes=tuple(self._find_lanes(grids)),
            runs=(*runs, *notes),
            upright_runs=tuple(upright),
            legend=legend,
        )

    def _span(self, side: str) -> float:
        return sum(plate.depth for plate in self.plates[side])

    def _set_head(self) -> tuple[list[Run], float]:
        width = self._span("west") + self.lying + self._span("east") + sum(p.depth for p in self.columns_of_teams)
        runs, y = set_head(self.matrix.title, self.matrix.subtitle, max(width, 560))
        return runs, y + 20

    @staticmethod
    def _steps(start: float, plates: Sequence[TitlePlate], direction: int) -> list[tuple[float, float]]:
        """The near and far edges of cells beginning at the centre, each as (smaller, larger)."""
        steps = []
        here = start
        for plate in plates:
            there = here + direction * plate.depth
            steps.append((min(here, there), max(here, there)))
            here = there
        return steps

    def _set_centre(self, x: float, y: float) -> Centre:
        runs = []
        middles = {
            "north": (x + self.lying / 2, y + self.standing * 0.15),
            "south": (x + self.lying / 2, y + self.standing * 0.85),
            "west": (x + self.lying * 0.2, y + self.standing / 2),
            "east": (x + self.lying * 0.8, y + self.standing / 2),
        }
        for side, (middle, height) in middles.items():
            spec = self.matrix.sides[side]
            room = self.lying * (0.36 if side in ("west", "east") else 0.6) / SLACK
            lines = [(line, True) for line in wrap(spec.spec.title, room, 14, bold=True, max_lines=2)]
            lines += [(line, False) for line in wrap(spec.count, room, 12, max_lines=2)]
            top = height - (len(lines) - 1) * 8.5 + 4.5
            for number, (line, bold) in enumerate(lines):
                size = 14.0 if bold else 12.0
                left = middle - measure(line, size, bold=bold) / 2
                runs.append((side, Run(left, top + number * 17, line, size, "title" if bold else "soft", bold=bold)))
        first = {side: next(iter(self.matrix.sides[side].spec.groups), "") for side in SIDES}
        kinds = {side: "kpi" if group.endswith("kpi") else group for side, group in first.items()}
        return Centre(x, y, self.lying, self.standing, tuple(runs), kinds)

    def _find_signs(self, grids: Iterable[Grid]) -> Iterable[PlacedSign]:
        titles = {placed.plate.entry.id: placed.plate.entry.title for placed in self.titles}
        ties = {pair: (tie.strength, f"{tie.strength}: {tie.way}") for pair, tie in self.matrix.crossings.items()}
        parts = {
            (item, team): (part.replace(" ", "-"), f"{titles[team]} {part}: {titles[item]}")
            for (item, team), part in self.matrix.parts.items()
            if team in titles
        }
        for grid in grids:
            meanings = parts if "teams" in (grid.rows, grid.columns) else ties
            columns = tuple(self._entries(grid.columns, grid.xs))
            for row, top, bottom in self._entries(grid.rows, grid.ys):
                for column, left, right in columns:
                    pair = (row.entry.id, column.entry.id)
                    found = meanings.get(pair[::-1] if grid.rows == "teams" else pair)
                    if found is not None:
                        name, says = found
                        yield PlacedSign(name, (left + right) / 2, (top + bottom) / 2, *pair, says)

    def _entries(self, side: str, edges: tuple[float, ...]) -> Iterable[tuple[TitlePlate, float, float]]:
        """The entries of a side with their edges, in the order of the edges on the page."""
        plates = self.plates.get(side, self.rows_of_teams)
        plates = list(reversed(plates)) if side in ("north", "west") else plates
        return zip(plates, edges, edges[1:], strict=False)

    def _find_lanes(self, grids: Iterable[Grid]) -> Iterable[Lane]:
        empty = {(gap.item, gap.side): gap for gap in self.matrix.gaps}
        for grid in grids:
            xs, ys = grid.xs, grid.ys
            rows = [
                (empty[key], top, bottom)
                for plate, top, bottom in self._entries(grid.rows, ys)
                if (key := (plate.entry.id, grid.columns)) in empty
            ]
            columns = [
                (empty[key], left, right)
                for plate, left, right in self._entries(grid.columns, xs)
                if (key := (plate.entry.id, grid.rows)) in empty
            ]
            free = _longest_free(xs, [(left, right) for _, left, right in columns])
            for gap, top, bottom in rows:
                box = (xs[0], top, xs[-1] - xs[0], bottom - top)
                yield self._make_lane(gap, box, free or (xs[0], xs[-1]), upright=False)
            free = _longest_free(ys, [(top, bottom) for _, top, bottom in rows])
            for gap, left, right in columns:
                box = (left, ys[0], right - left, ys[-1] - ys[0])
                yield self._make_lane(gap, box, free, upright=True)

    def _make_lane(
        self, gap: Gap, box: tuple[float, float, float, float], free: tuple[float, float] | None, *, upright: bool
    ) -> Lane:
        """A lane with its word in the part of it that no other lane crosses; without such a part it has none."""
        x, y, width, height = box
        one = (self.matrix.teams if gap.side == "teams" else self.matrix.sides[gap.side]).spec.one
        title = next(placed.plate.entry.title for placed in self.titles if placed.plate.entry.id == gap.item)
        word = None
        if free is not None:
            start, end = free
            text = f"no {one}"
            if measure(text, 11) * SLACK + 8 > end - start:
                text = "none" if end - start >= 40 else "0"
            wide = measure(text, 11)
            if upright:
                word = Run(x + width / 2 + 4, (start + end + wide) / 2, text, 11, "alarm")
            else:
                word = Run((start + end - wide) / 2, y + height / 2 + 4, text, 11, "alarm")
        return Lane(upright, gap, x, y, width, height, f"{title}: no {one}", word)


def _longest_free(edges: Sequence[float], lanes: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """The longest stretch between the first and the last edge that no lane covers."""
    stretches = []
    start = edges[0]
    for left, right in [*sorted(lanes), (edges[-1], edges[-1])]:
        stretches.append((left - start, start, left))
        start = right
    length, start, end = max(stretches)
    return (start, end) if length > 0 else None


def _edges(steps: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    return tuple(sorted({edge for step in steps for edge in step}))


def _set_legend(matrix: XMatrix, width: float, top: float) -> tuple[tuple[LegendSign, ...], float]:
    """What the signs mean, in rows no wider than `width`; also returns the bottom."""
    entries = [("tie", name, f"{name} tie", Tone.PLAIN) for name in ("strong", "medium", "weak")]
    if matrix.teams.entries:
        entries.append(("tie", "owns", "owns", Tone.PLAIN))
    if TAKES_PART in matrix.parts.values():
        entries.append(("tie", "takes-part", "takes part", Tone.PLAIN))
    if matrix.gaps:
        entries.append(("gap", "gap", "empty: nothing is tied to it, or nobody owns it", Tone.BAD))
    if any(entry.rank is not None for side in matrix.sides.values() for entry in side.entries):
        entries.append(("rank", "1", "rank; the first stands nearest to the centre", Tone.PLAIN))
    entries += [("mark", entry.name, entry.text, entry.tone) for entry in matrix.legend]
    items: list[LegendSign] = []
    x, y = MARGIN, top
    for position, (sort, name, text, tone) in enumerate(entries):
        wide = 22 + measure(text, _LEGEND_SIZE) * SLACK
        fresh = position > 0 and sort == "mark" and entries[position - 1][0] != "mark"
        if position and (fresh or x + wide > MARGIN + width):
            x, y = MARGIN, y + _LEGEND_ROW
        items.append(LegendSign(sort, name, tone, x, y, Run(x + 22, y + 11.5, text, _LEGEND_SIZE, "line")))
        x += wide + 22
    return tuple(items), y + _LEGEND_ROW
