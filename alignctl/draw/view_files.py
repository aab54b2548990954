"""The views without an engine as files: SVG, PNG, HTML, CSV, XLSX; with an index where there are several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from alignctl.draw.files import DrawnFile, draw_png_file
from alignctl.draw.view_page import draw_index, draw_page
from alignctl.views.bowling import BowlingChart
from alignctl.views.bowling_cut import BowlingSet
from alignctl.views.panel import Panel, PanelSet
from alignctl.views.trend import Trend
from alignctl.views.trends import TrendSet
from alignctl.views.x_matrix import XMatrix
from alignctl.views.x_matrix_alone import tell_alone
from alignctl.views.x_matrix_cut import XMatrixSet

SUFFIX = {"svg": ".svg", "png": ".png", "html": ".html", "csv": ".csv", "xlsx": ".xlsx"}


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def subtitle(self) -> str: ...


V = TypeVar("V", bound=_Named)


def draw_matrix_files(found: XMatrixSet, form: str, day: date) -> tuple[DrawnFile, ...]:
    """The matrices in a format of `SUFFIX`. Raises PngMissingError, XlsxMissingError."""
    if form == "csv":
        from alignctl.draw.x_matrix_sheet import matrices_to_csv

        return (_whole("x-matrix", form, matrices_to_csv(found.matrices), len(found.matrices), "matrix", "matrices"),)
    if form == "xlsx":
        from alignctl.draw.x_matrix_sheet import matrices_to_xlsx

        content = matrices_to_xlsx(found.matrices, found.title, day)
        return (_whole("x-matrix", form, content, len(found.matrices), "matrix", "matrices"),)
    from alignctl.draw.x_matrix import draw_x_matrix, x_matrix_rules
    from alignctl.draw.x_matrix_scene import arrange_x_matrix

    def draw(matrix: XMatrix, theme: str, styled: bool) -> str:
        return draw_x_matrix(arrange_x_matrix(matrix), theme=theme, styled=styled)

    if form == "html":
        from alignctl.draw.x_matrix_table import draw_matrix_tables

        page = _page(found.title, found.matrices, draw, draw_matrix_tables, x_matrix_rules())
        return (_whole("x-matrix", form, page.encode(), len(found.matrices), "matrix", "matrices"),)
    return _pictures(found.title, found.matrices, draw, form, tell_alone(found.alone))


def draw_bowling_files(found: BowlingSet, form: str, day: date) -> tuple[DrawnFile, ...]:
    """The charts in a format of `SUFFIX`. Raises PngMissingError, XlsxMissingError."""
    if form == "csv":
        from alignctl.draw.bowling_sheet import charts_to_csv

        return (_whole("bowling", form, charts_to_csv(found.charts), len(found.charts), "chart", "charts"),)
    if form == "xlsx":
        from alignctl.draw.bowling_sheet import charts_to_xlsx

        content = charts_to_xlsx(found.charts, found.title, day)
        return (_whole("bowling", form, content, len(found.charts), "chart", "charts"),)
    from alignctl.draw.bowling import bowling_rules, draw_bowling
    from alignctl.draw.bowling_scene import arrange_bowling

    def draw(chart: BowlingChart, theme: str, styled: bool) -> str:
        return draw_bowling(arrange_bowling(chart), theme=theme, styled=styled)

    if form == "html":
        from alignctl.draw.bowling_table import draw_bowling_table

        page = _page(found.title, found.charts, draw, draw_bowling_table, bowling_rules())
        return (_whole("bowling", form, page.encode(), len(found.charts), "chart", "charts"),)
    return _pictures(found.title, found.charts, draw, form, [])


def draw_trend_files(found: TrendSet, form: str) -> tuple[DrawnFile, ...]:
    """The charts of measures in a format of `SUFFIX` but xlsx. Raises PngMissingError."""
    trends, title = found.trends, found.title
    from alignctl.draw.chart import chart_rules, draw_chart
    from alignctl.draw.trend_table import draw_trend_table, trends_to_csv

    def draw(trend: Trend, theme: str, styled: bool) -> str:
        return draw_chart(trend, theme=theme, styled=styled, headed=True)

    if form == "csv":
        return (_whole("trends", form, trends_to_csv(trends), len(trends), "chart", "charts"),)
    if form == "html":
        page = _page(title, trends, draw, draw_trend_table, chart_rules())
        return (_whole("trends", form, page.encode(), len(trends), "chart", "charts"),)
    return _pictures(title, trends, draw, form, found.left_out)


def draw_panel_files(found: PanelSet, form: str, day: date) -> tuple[DrawnFile, ...]:
    """The panels of a view in a format of `SUFFIX`. Raises PngMissingError, XlsxMissingError."""
    if form == "csv":
        from alignctl.draw.panel_sheet import panels_to_csv

        return (_whole(found.view, form, panels_to_csv(found.panels), len(found.panels), "sheet", "sheets"),)
    if form == "xlsx":
        from alignctl.draw.panel_sheet import panels_to_xlsx

        content = panels_to_xlsx(found.panels, found.title, day)
        return (_whole(found.view, form, content, len(found.panels), "sheet", "sheets"),)
    from alignctl.draw.panel import draw_panel, panel_rules

    def draw(panel: Panel, theme: str, styled: bool) -> str:
        return draw_panel(panel, theme=theme, styled=styled)

    if form == "html":
        from alignctl.draw.panel_table import draw_panel_tables

        page = _page(found.title, found.panels, draw, draw_panel_tables, panel_rules())
        return (_whole(found.view, form, page.encode(), len(found.panels), "sheet", "sheets"),)
    return _pictures(found.title, found.panels, draw, form, [])


def _whole(name: str, form: str, content: bytes, count: int, one: str, several: str) -> DrawnFile:
    return DrawnFile(f"{name}{SUFFIX[form]}", content, f"{count} {one if count == 1 else several}")


def _page(
    title: str, views: Sequence[V], draw: Callable[[V, str, bool], str], tables: Callable[[V], str], rules: str
) -> str:
    """All pictures with their tables on one page, below a list of links to them."""
    from alignctl.draw.markup import attribute, content

    parts = []
    if len(views) > 1:
        links = "".join(f'<li><a href="#{attribute(v.name)}">{content(v.title)}</a></li>' for v in views)
        parts.append(f"<ul>{links}</ul>")
    for view in views:
        head = f'<h2 id="{attribute(view.name)}">{content(view.title)}</h2>' if len(views) > 1 else ""
        region = f'class="a-grid-scroll" tabindex="0" role="region" aria-label="{attribute(view.title)}"'
        picture = f"<div {region}>{draw(view, 'auto', False)}</div>"
        parts.append(f"<section>{head}\n{picture}\n<h3>The same as tables</h3>\n{tables(view)}\n</section>")
    return draw_page(title, rules, parts)


def _pictures(
    title: str, views: Sequence[V], draw: Callable[[V, str, bool], str], form: str, notes: Sequence[str]
) -> tuple[DrawnFile, ...]:
    files = []
    for view in views:
        if form == "png":
            files.append(draw_png_file(view.name, draw(view, "light", True), view.subtitle))
        else:
            files.append(DrawnFile(f"{view.name}.svg", draw(view, "auto", True).encode(), view.subtitle))
    if len(views) > 1:
        entries = [
            (file.name, view.title.removeprefix(f"{title}: "), view.subtitle)
            for file, view in zip(files, views, strict=True)
        ]
        index = draw_index(title, entries, notes)
        files.append(DrawnFile("index.html", index.encode(), f"leads to {len(views)} pictures"))
    return tuple(files)
