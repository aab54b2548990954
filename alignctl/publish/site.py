"""Everything that pages are made from, and what several pages need, worked out at most once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from alignctl.diagnostics import Diagnostic
from alignctl.lint.questionnaires import read_questionnaires
from alignctl.lint.rule import Rule
from alignctl.lint.words import read_words
from alignctl.plan.due import Due, find_due
from alignctl.plan.evidence import Evidence, find_evidence
from alignctl.plan.graph import Sight, survey_sight
from alignctl.plan.items import Assessment, Commitment, Item, Kpi
from alignctl.plan.language import WordLists, WordSettings
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress, progress_of
from alignctl.plan.questionnaires import Questionnaire
from alignctl.plan.scoreboard import (
    Judged,
    Scoreboard,
    Share,
    count_scoreboard,
    ids_of_strategy,
    is_live,
    judge_measures,
)
from alignctl.publish.address import Published
from alignctl.publish.forge import edit_address
from alignctl.publish.paths import path_of, relative
from alignctl.publish.prose import Prose
from alignctl.views.picture import Mark, Problems
from alignctl.views.problems import count_problems
from alignctl.views.status import make_mark, mark_items
from alignctl.views.team_survey import Contributions, due_by_team

if TYPE_CHECKING:
    from alignctl.change.history import History
    from alignctl.change.moment import Moment


@dataclass(frozen=True, slots=True)
class Attainment:
    """What stands below a strategy: outcomes in force, and the attainment ratio with both denominators."""

    outcomes: int
    of_all: Share
    of_judged: Share


@dataclass(frozen=True)
class Site:
    """The input of all pages.

    `findings` come with their places; `set_aside` are those that do not count, because a comment or the baseline says
    so. `today_said_by` tells who settled the day. `folder` is where the plan's root lies inside its repository. `end`
    is put after the address of a page: `index.html` for sites that are read without a server. `rules` are all that
    have a page, `in_force` the codes of those that judged. `engine` is what lays out pictures, as `arrange` of
    `alignctl.draw.arrange` takes it; `pictures` says at which address the cascade of each strategy is,
    `matrices` and `bowling` the same for its X-matrix and its bowling chart (that of each KPI too), `maps` and `trees`
    at which address each item stands on a strategy map and in a metric tree, `panels` and `panels_of_kind` where views
    made of tables show an item or a kind, each with its title. `x_matrix` is the setting of that name. `history` is
    the plan's life, where git knows of it, and `past` the moment whose plan this is, where it is not the present one.
    `plans` is the folder in which new items are put, below the root. `published` is where the site will stand, as far
    as that is known: without it no address on the site is absolute. `words` are the settings of the word lists.
    `companions` are files that were read besides plan files, each with the SHA-256 of what was read; None where not all
    that were asked for could be.
    """

    plan: Plan
    findings: tuple[Diagnostic, ...]
    today: date
    today_said_by: str
    name: str
    version: str
    repository: str | None = None
    branch: str = "main"
    forge: str | None = None
    folder: str = ""
    end: str = ""
    rules: tuple[Rule, ...] = ()
    in_force: frozenset[str] = frozenset()
    set_aside: tuple[Diagnostic, ...] = ()
    engine: str = "auto"
    pictures: Mapping[str, str] = field(default_factory=dict)
    maps: Mapping[str, str] = field(default_factory=dict)
    trees: Mapping[str, str] = field(default_factory=dict)
    matrices: Mapping[str, str] = field(default_factory=dict)
    bowling: Mapping[str, str] = field(default_factory=dict)
    panels: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    panels_of_kind: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    x_matrix: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_judged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: History | None = None
    past: Moment | None = None
    plans: str = "plans"
    published: Published | None = None
    words: WordSettings | None = None
    companions: Mapping[str, str] | None = None

    def prepare(self) -> None:
        """Work out what nearly all pages need, before processes begin to work each for itself."""
        _ = self.marks, self.strategies_of, self.sight, self.findings_of, self.problems, self.findings_by_team
        _ = self.due_by_team

    def with_views(self, **places: Any) -> Site:
        """The site that knows at which addresses its views show items, as the fields of these names say.

        What was worked out of the plan so far is the same with and without.
        """
        linked = replace(self, **places)
        linked.__dict__.update({name: value for name, value in vars(self).items() if name not in vars(linked)})
        return linked

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """How each item is doing, by id. Strategies are told by the measures that the scoreboard counts."""
        marks = mark_items(self.plan, self.today)
        for strategy in self.plan.strategies:
            attained = self.attainment_below(strategy.id)
            if strategy.id in marks and not is_live(strategy, self.today):
                continue
            marks.pop(strategy.id, None)
            if attained.of_all.whole:
                few = attained.of_judged.whole < attained.of_all.whole
                detail = f"{attained.of_all.part} of {attained.of_all.whole}"
                marks[strategy.id] = make_mark(
                    "tally", f"{detail}, {attained.of_judged.whole} with data" if few else detail
                )
        return marks

    @cached_property
    def _attainment(self) -> dict[str, Attainment]:
        return {strategy.id: self._count_below(strategy.id) for strategy in self.plan.strategies}

    def attainment_below(self, strategy_id: str) -> Attainment:
        """The attainment of the measures that lead to a strategy."""
        return self._attainment[strategy_id]

    def _count_below(self, strategy_id: str) -> Attainment:
        below = ids_of_strategy(self.plan, strategy_id)
        measures = [progress for item_id in below for progress in self._judged_by_id.get(item_id, ())]
        attained = sum(progress.attained for progress in measures)
        known = sum(progress.target is not None and progress.latest is not None for progress in measures)
        outcomes = sum(self._live_outcomes[item_id] for item_id in below)
        return Attainment(outcomes, Share(attained, len(measures)), Share(attained, known))

    @cached_property
    def _judged_by_id(self) -> dict[str, list[Progress]]:
        found: dict[str, list[Progress]] = {}
        for entry in self.judged:
            found.setdefault(entry.kpi.id, []).append(entry.progress)
        return found

    @cached_property
    def _live_outcomes(self) -> Counter[str]:
        return Counter(item.id for item in self.plan.outcomes if is_live(item, self.today))

    @cached_property
    def sight(self) -> Sight:
        return survey_sight(self.plan)

    @cached_property
    def scoreboard(self) -> Scoreboard:
        return count_scoreboard(self.plan, self.today)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The measures that the scoreboard counts, each with its progress."""
        return judge_measures(self.plan, self.today)

    @cached_property
    def findings_of(self) -> dict[str, tuple[Diagnostic, ...]]:
        """Findings by the id of the item they are about, the heaviest first."""
        found: dict[str, list[Diagnostic]] = {}
        for diagnostic in self.findings:
            if diagnostic.item is not None:
                found.setdefault(diagnostic.item, []).append(diagnostic)
        return {item: tuple(sorted(each, key=_heaviest_first)) for item, each in sorted(found.items())}

    @cached_property
    def problems(self) -> dict[str, Problems]:
        """How many findings each item has."""
        return count_problems(self.findings)

    @cached_property
    def links(self) -> defaultdict[int, dict[str, Markup]]:
        """Links to items that were made already, by the depth of the page they stand on, and the item's id."""
        return defaultdict(dict)

    @cached_property
    def facets(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """What items can be filtered by, as far as it was worked out already, by id."""
        return {}

    def evidence(self, assessment: Assessment) -> Evidence:
        """What the plan itself says of what an assessment is about; worked out once for all about the same."""
        about = tuple(sorted(link.id for link in assessment.about))
        if about not in self._evidence:
            self._evidence[about] = find_evidence(self.plan, self.today, assessment)
        return self._evidence[about]

    @cached_property
    def _evidence(self) -> dict[tuple[str, ...], Evidence]:
        return {}

    @cached_property
    def explanations(self) -> dict[str, Markup]:
        """What rules say in plain words, as far as it was rendered already, by code."""
        return {}

    @cached_property
    def strategies_of(self) -> dict[str, tuple[str, ...]]:
        """The strategies that each item leads to; a strategy counts as its own."""
        found: dict[str, list[str]] = {}
        for strategy in sorted(self.plan.strategies, key=lambda item: item.id):
            for item_id in ids_of_strategy(self.plan, strategy.id):
                found.setdefault(item_id, []).append(strategy.id)
        return {item_id: tuple(dict.fromkeys(strategies)) for item_id, strategies in found.items()}

    @cached_property
    def findings_by_team(self) -> dict[str, tuple[Diagnostic, ...]]:
        """Findings by the team that answers for the item, the heaviest first; a team answers for itself.

        Under "" stands what no team of the plan answers for.
        """
        found: dict[str, list[Diagnostic]] = {}
        for diagnostic in self.findings:
            found.setdefault(self.team_of(diagnostic), []).append(diagnostic)
        return {team: tuple(sorted(each, key=_heaviest_first)) for team, each in sorted(found.items())}

    def team_of(self, diagnostic: Diagnostic) -> str:
        """The team that is to clear a finding; "" where the plan has none. A promise is cleared by who gave it."""
        item = self.plan.get(diagnostic.item) if diagnostic.item else None
        if item is None or item.kind == "team":
            return item.id if item is not None else ""
        answers = item.from_team or item.owner if isinstance(item, Commitment) else item.owner
        return answers.id if answers is not None and self.plan.kind_of(answers.id) == "team" else ""

    @cached_property
    def due_by_team(self) -> dict[str, list[Due]]:
        """What waits for each team, the late things first."""
        return due_by_team(find_due(self.plan, self.today))

    @cached_property
    def contributions(self) -> Contributions:
        """What items do for the plan, as far as it was told already."""
        return Contributions(self.plan)

    @cached_property
    def rules_by_code(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """The built-in questionnaires by name."""
        return read_questionnaires()

    @cached_property
    def word_lists(self) -> WordLists:
        """The word lists in force."""
        return read_words(self.words)

    @cached_property
    def prose(self) -> Prose:
        return Prose()

    def progress(self, kpi: Kpi) -> Progress:
        """How a measure is doing, whether or not the scoreboard counts it."""
        return progress_of(self.plan, kpi, self.today)

    def is_page(self, item: Item) -> bool:
        """Whether an item has a page: of two with the same id only the first has."""
        return self.plan.get(item.id) is item

    def edit_url(self, item: Item) -> str | None:
        """The file that holds an item, in the forge's editor."""
        return self.edit_file(item.origin.path)

    def edit_file(self, path: str) -> str | None:
        """A file of the plan, by its path below the root, in the forge's editor; nobody edits the past."""
        if self.repository is None or self.past is not None:
            return None
        return edit_address(self.repository, self.branch, f"{self.folder}/{path}".lstrip("/"), self.forge)


@dataclass(frozen=True, slots=True)
class Here:
    """The page being made: knows how to link from itself. Rows of its lists say what they can be `filtered` by."""

    site: Site
    path: str
    filtered: bool = False

    def to(self, target: str) -> str:
        """The link to a page or file of the site."""
        return relative(self.path, target, self.site.end)

    def locate(self, item_id: str) -> str | None:
        """The link to the page of an item; None where there is none, or it is this page."""
        item = self.site.plan.get(item_id)
        if item is None:
            return None
        path = path_of(item.kind, item.id)
        return None if path == self.path else self.to(path)

    def prose(self, text: str | None) -> Markup:
        """Blocks of prose."""
        return self.site.prose.render(text, self.locate)

    def line(self, text: str | None) -> Markup:
        """Prose for a cell or a list, without a paragraph around a single one."""
        return self.site.prose.line(text, self.locate)


def _heaviest_first(diagnostic: Diagnostic) -> tuple[object, ...]:
    return (-diagnostic.severity, diagnostic.code, diagnostic.sort_key)
