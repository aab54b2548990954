"""The X-matrix in pages: the whole plan where it can be read, else one for each strategy."""

from __future__ import annotations

from alignctl.draw.x_matrix import draw_x_matrix
from alignctl.draw.x_matrix_scene import arrange_x_matrix
from alignctl.draw.x_matrix_table import draw_matrix_tables
from alignctl.publish.drawn import make_source
from alignctl.publish.html import join, tag
from alignctl.publish.overviews import sum_up_matrices
from alignctl.publish.parts import item_link
from alignctl.publish.paths import X_MATRICES, view_path
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import View, ViewPages, as_figure, as_tables, make_view_pages
from alignctl.views.cascade_choice import Selection
from alignctl.views.x_matrix import XMatrix
from alignctl.views.x_matrix_cut import XMatrixSet, draw_up_x_matrices
from alignctl.views.x_matrix_layout import read_layout

_LEAD = (
    "Four lists around a centre, the most important item nearest to it, and in the corners how strongly they are tied. "
    "Teams cross them at the right and below. An empty row or column is marked: something there leads nowhere, or "
    "nothing works on it."
)


def draw_matrix_pages(site: Site) -> ViewPages:
    """Draw all matrices. Every title leads to its page."""
    found = _draw_up(site, Here(site, view_path(X_MATRICES, "any")))
    if len(found.matrices) == 1:
        # The page of an only one stands one folder higher than the pages of several.
        found = _draw_up(site, Here(site, X_MATRICES))
    here = Here(site, X_MATRICES)
    view: View[XMatrix] = View(
        X_MATRICES,
        "X-matrix",
        "Matrices",
        _LEAD,
        lambda matrix: as_figure(draw_x_matrix(arrange_x_matrix(matrix), styled=False), matrix),
        lambda matrix: as_tables(draw_matrix_tables(matrix)),
        overview=sum_up_matrices(found.matrices),
    )
    notes = [
        join([item_link(here, item_id), tag("span", f" {why}", class_="a-soft")])
        for item_id, why in found.alone.items()
    ]
    return make_view_pages(site, view, found.matrices, found.of_strategy, notes)


def _draw_up(site: Site, here: Here) -> XMatrixSet:
    return draw_up_x_matrices(make_source(site, here), Selection(), read_layout(site.x_matrix), title="X-matrix")
