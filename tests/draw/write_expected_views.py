"""Write the expected X-matrices and bowling charts anew. Look at what changed before you commit it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from panel_cases import CASES as PANEL_CASES  # noqa: E402
from panel_cases import panels_of  # noqa: E402
from view_cases import CASES, EXPECTED, bowling_of, matrix_of  # noqa: E402

from alignctl.draw.bowling import draw_bowling  # noqa: E402
from alignctl.draw.bowling_scene import arrange_bowling  # noqa: E402
from alignctl.draw.panel import draw_panel  # noqa: E402
from alignctl.draw.x_matrix import draw_x_matrix  # noqa: E402
from alignctl.draw.x_matrix_scene import arrange_x_matrix  # noqa: E402

EXPECTED.mkdir(exist_ok=True)
for name in CASES:
    (EXPECTED / f"{name}-x-matrix.svg").write_text(draw_x_matrix(arrange_x_matrix(matrix_of(name))), "utf-8")
    (EXPECTED / f"{name}-bowling.svg").write_text(draw_bowling(arrange_bowling(bowling_of(name))), "utf-8")
    print(f"wrote {name}")
for plan, view in PANEL_CASES:
    (EXPECTED / f"{plan}-{view}.svg").write_text(draw_panel(panels_of(plan, view)[0]), "utf-8")
    print(f"wrote {plan} {view}")
