"""The gallery: a picture of every view that `alignctl render` draws, of this very plan, and the command that makes it.

The pictures are those of the pages before it, made in the same build by the same functions: none is stored, so none can
be out of date, and the gallery of every plan shows that plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alignctl.draw.chart import draw_chart
from alignctl.draw.panel import draw_panel
from alignctl.plan.dates import format_day
from alignctl.plan.graph import strategies_above
from alignctl.plan.questionnaires import latest_rounds
from alignctl.plan.scoreboard import is_live
from alignctl.publish.assessment_page import assessment_sheet
from alignctl.publish.drawn import arrange_all, make_source, show_picture
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.panel_pages import panel_source
from alignctl.publish.parts import Cell, facts, figure, head
from alignctl.publish.paths import (
    ALIGNMENT,
    BOARD,
    BOWLING,
    CASCADES,
    FRONT,
    GALLERY,
    LEDGER,
    METRIC_TREES,
    PROMISES,
    STRATEGY_MAPS,
    TEAM_SHEETS,
    X_MATRICES,
    item_path,
    path_of,
)
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import as_figure
from alignctl.views.cascade_choice import Selection
from alignctl.views.choice import Choice
from alignctl.views.line_of_sight import view_line_of_sight
from alignctl.views.panel import Panel
from alignctl.views.scoreboard import draw_up_scoreboard
from alignctl.views.trends import TrendSource, draw_up_trends

_LEAD = (
    "Every view of the plan, and the question that it answers. Below each stands the command that draws it for a "
    "report or a wall: most as SVG, PNG and HTML, those made of tables as CSV and XLSX too, as the file's name says."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, what to type for it, and where all of that view are. `file` is the one that shows it, of several."""

    picture: Markup
    alt: str
    command: str
    file: str
    address: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One view of `alignctl render`, what it answers, and how its picture is found."""

    view: str
    title: str
    answers: str
    find: Callable[[Site, Exhibit, Sequence[Page]], Shown | None]
    path: str = ""
    place: int = 0
    """Which of several pictures is shown: the first, unless that one only leads to the others."""


def _from_pages(site: Site, exhibit: Exhibit, pages: Sequence[Page]) -> Shown | None:
    """The picture of the first page of a view that has one."""
    del site
    found = [
        (page, section)
        for page in pages
        if page.path.startswith(exhibit.path)
        for section in page.sections
        if section.id == "picture"
    ]
    if not found:
        return None
    page, section = found[min(exhibit.place, len(found) - 1)]
    alone = page.path == exhibit.path
    name = exhibit.view if alone else page.path.removeprefix(exhibit.path).rstrip("/").removesuffix("_")
    command = f"alignctl render {exhibit.view} -o {exhibit.view}{'.svg' if alone else ''}"
    file = f"{exhibit.view}.svg" if alone else f"{exhibit.view}/{name}.svg"
    return Shown(relocate(section.body, page.path, GALLERY), section.text, command, file, exhibit.path)


def _line_of_sight(site: Site, exhibit: Exhibit, pages: Sequence[Page]) -> Shown | None:
    """The line of sight of the first bet that runs, else of the first outcome, that leads to a strategy."""
    del pages
    plan, here = site.plan, Here(site, GALLERY)
    bets = [bet for bet in plan.hypotheses if bet.status == "running"]
    items = [i for i in (*bets, *plan.outcomes) if is_live(i, site.today) and strategies_above(plan, i.id)]
    if not items:
        return None
    item = items[0]
    picture = view_line_of_sight(make_source(site, here), item.id, Selection())
    scenes, notice = arrange_all([picture], site.engine)
    command = f"alignctl render {exhibit.view} {item.id} -o {exhibit.view}.svg"
    body = show_picture(here, picture, scenes[0], notice)
    return Shown(body, picture.alt, command, f"{exhibit.view}.svg", item_path(item))


def _trend(site: Site, exhibit: Exhibit, pages: Sequence[Page]) -> Shown | None:
    """The chart of the measure that most bets aim at."""
    del pages
    here = Here(site, GALLERY)
    source = TrendSource(site.plan, site.today, site.marks, lambda item_id: here.locate(item_id) or "")
    trends = draw_up_trends(source, Choice()).trends
    if not trends:
        return None
    trend = max(trends, key=lambda found: len(found.boxes))
    picture = figure(Markup(draw_chart(trend, styled=False, headed=True)), f"Chart of {trend.title}")  # noqa: S704 - escaped by draw
    command = f"alignctl render {exhibit.view} {trend.kpi} -o {exhibit.view}.svg"
    return Shown(picture, trend.alt, command, f"{exhibit.view}.svg", path_of("kpi", trend.kpi))


def _scoreboard(site: Site, exhibit: Exhibit, pages: Sequence[Page]) -> Shown | None:
    """The figures of the front page as one picture."""
    del pages
    found = draw_up_scoreboard(panel_source(site, Here(site, GALLERY)), Choice())
    if not found.panels:
        return None
    return _panel(exhibit, found.panels[0], f"alignctl render {exhibit.view} -o {exhibit.view}.svg", FRONT)


def _assessment(site: Site, exhibit: Exhibit, pages: Sequence[Page]) -> Shown | None:
    """The assessment that was held last."""
    del pages
    held = [found for found in latest_rounds(a for a in site.plan.assessments if a.responses) if found.date is not None]
    if not held:
        return None
    last = max(held, key=lambda found: (found.date or site.today, found.id))
    command = f"alignctl render {exhibit.view} {last.id} -o {exhibit.view}.svg"
    sheet = assessment_sheet(Here(site, GALLERY), last)
    return _panel(exhibit, sheet, command, path_of("assessment", last.id))


def _panel(exhibit: Exhibit, panel: Panel, command: str, address: str) -> Shown:
    picture = as_figure(draw_panel(panel, styled=False), panel)
    return Shown(picture, panel.alt, command, f"{exhibit.view}.svg", address)


EXHIBITS = (
    Exhibit(
        "cascade",
        "Cascade",
        "What do we want, how would we see it, what do we try, and who works on it?",
        _from_pages,
        CASCADES,
    ),
    Exhibit(
        "strategy-map",
        "Strategy map",
        "What is to bring about what, over four perspectives?",
        _from_pages,
        STRATEGY_MAPS,
    ),
    Exhibit("metric-tree", "Metric tree", "What is believed to drive our measures?", _from_pages, METRIC_TREES),
    Exhibit("line-of-sight", "Line of sight", "What does this one lead to, and what leads to it?", _line_of_sight),
    Exhibit(
        "x-matrix",
        "X-matrix",
        "How do strategies, outcomes, work and measures hang together, on one page?",
        _from_pages,
        X_MATRICES,
    ),
    Exhibit("bowling", "Bowling chart", "Did each measure keep to its plan, month by month?", _from_pages, BOWLING),
    Exhibit("trend", "Trend", "How did a measure move, against what was due, and who tried to move it when?", _trend),
    Exhibit(
        "hypothesis-board",
        "Hypothesis board",
        "What do we bet on, what waits for a decision, and what did we learn?",
        _from_pages,
        BOARD,
    ),
    Exhibit(
        "learning-ledger",
        "Learning ledger",
        "How often were we right, by how much, and what did it teach us?",
        _from_pages,
        LEDGER,
        1,
    ),
    Exhibit(
        "team-sheet", "Team sheet", "What is a team working on, and how does it contribute?", _from_pages, TEAM_SHEETS
    ),
    Exhibit(
        "alignment-matrix",
        "Alignment matrix",
        "Which teams work on which outcomes together, and which alone?",
        _from_pages,
        ALIGNMENT,
    ),
    Exhibit(
        "commitments", "Commitments", "Which promises between teams are broken, late or due?", _from_pages, PROMISES
    ),
    Exhibit(
        "assessment", "Assessment", "What do people say, what does the plan measure, and what is rewarded?", _assessment
    ),
    Exhibit("scoreboard", "Scoreboard", "Where does the plan stand, and what asks for attention?", _scoreboard),
)
"""Every view, in the order of `alignctl render --help`; a test holds the two together."""


def gallery_page(site: Site, pages: Sequence[Page], engine: str = "") -> Page:
    """The page, from the pages that the views have; at its end it says how the site was made."""
    here = Here(site, GALLERY)
    sections = [_section(here, exhibit, exhibit.find(site, exhibit, pages)) for exhibit in EXHIBITS]
    return Page(
        here.path,
        "All views",
        head("All views", lead=tag("p", _LEAD)),
        (*sections, _made(site, engine)),
        _LEAD,
        "Every view of the plan, and the question that it answers.",
        group="views",
    )


def _made(site: Site, engine: str) -> Section:
    """What whoever checks the site wants to know, and nobody else: it stands here once, and at the foot of no page."""
    entries: list[tuple[str, Cell]] = [
        ("Judged as of", f"{format_day(site.today)}, as settled by {site.today_said_by}"),
        ("Made by", f"alignctl {site.version}"),
        ("Pictures laid out by", engine),
    ]
    return Section("made", "How this site was made", facts(entries))


def _section(here: Here, exhibit: Exhibit, shown: Shown | None) -> Section:
    answers = tag("p", exhibit.answers)
    if shown is None:
        nothing = tag("p", "This plan holds nothing that it would show.", class_="a-note")
        command = _to_draw(f"alignctl render {exhibit.view}")
        return Section(exhibit.view, exhibit.title, join([answers, nothing, command]), exhibit.answers)
    writes = EMPTY
    if not shown.command.endswith(shown.file):
        writes = tag("p", "This picture is ", tag("code", shown.file), ".", class_="a-soft")
    links = tag("p", tag("a", f"{exhibit.title}, whole", href=here.to(shown.address), class_="a-edit"))
    picture = tag("div", shown.picture, class_="a-exhibit")
    body = join([answers, picture, links, _to_draw(shown.command, writes)])
    return Section(exhibit.view, exhibit.title, body, f"{exhibit.answers} {shown.alt}")


def _to_draw(command: str, writes: Markup = EMPTY) -> Markup:
    """What to type for a picture, folded: whoever looks at pictures need not see it."""
    shown = tag("p", "Takes --strategy, --team, --status and --period.", class_="a-soft")
    return tag("details", tag("summary", "The command that draws it"), tag("pre", tag("code", command)), writes, shown)


def relocate(body: Markup, source: str, target: str) -> Markup:
    """Content of a page for a page at another depth: links go up to the root and down again (see `paths.relative`), so
    only the way up differs.
    """
    up, new = 'href="' + "../" * source.count("/"), 'href="' + "../" * target.count("/")
    return Markup(str(body).replace(up, new))  # noqa: S704 - it was Markup before
