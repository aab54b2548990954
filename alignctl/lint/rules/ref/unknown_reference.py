from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from alignctl.diagnostics import Edit, Fix, Location, Replacement, Severity
from alignctl.lint.rule import SAFE, STARTER, UNSAFE, Context, Finding, rule
from alignctl.lint.suggestions import Suggestions
from alignctl.lint.wording import listed, named_id
from alignctl.plan.items import LINK_FIELDS
from alignctl.plan.plan import Edge, Plan

_ASK_LIST = 'add the item, or take the name out; "alignctl list" shows all ids'


@rule("REF001", "unknown-reference", Severity.ERROR, STARTER, fixes=(SAFE, UNSAFE))
def unknown_reference(plan: Plan, _context: Context) -> Iterator[Finding]:
    """A link or a mention names an id that is not in the plan."""
    suggestions = Suggestions(plan)
    for edge in plan.loose_ends:
        yield _find(plan, suggestions, edge, LINK_FIELDS[edge.source.kind][edge.field])
    for edge, kinds in plan.mentions:
        if not plan.knows(edge.target):
            yield _find(plan, suggestions, edge, kinds)
    yield from _find_in_files(plan, suggestions)


def _find(plan: Plan, suggestions: Suggestions, edge: Edge, kinds: tuple[str, ...]) -> Finding:
    origin = edge.source.origin
    # In a link that is a mapping the id stands one level deeper; for a bare one the place is the same.
    place = Location(origin.path, origin.document, (*edge.pointer, "id"))
    return Finding(
        edge.source,
        f'"{edge.field}" of {edge.source.kind} "{edge.source.id}" names "{edge.target}", and the plan has no '
        f"{listed(kinds)} with that id",
        at=edge.pointer,
        help=_remedy(plan, suggestions, edge.source.id, edge.target, kinds),
        fix=_fix(plan, suggestions, edge.source.id, edge.target, kinds, (place,)),
    )


def _fix(
    plan: Plan, suggestions: Suggestions, own: str, wrong: str, kinds: tuple[str, ...], places: tuple[Location, ...]
) -> Fix | None:
    """Write the nearest id; safe where nothing else can have been meant."""
    close = suggestions.suggest(wrong, kinds)
    if close is None or close == own or plan.get(close) is None or not places:
        return None
    edits: tuple[Edit, ...] = tuple(Replacement(place, close) for place in places)
    return Fix(f'write "{close}" instead of "{wrong}"', suggestions.is_slip(wrong, close, kinds), edits)


def _remedy(plan: Plan, suggestions: Suggestions, own: str, wrong: str, kinds: tuple[str, ...]) -> str:
    close = suggestions.suggest(wrong, kinds)
    return f"did you mean {named_id(plan, close)}?" if close and close != own else _ASK_LIST


def _find_in_files(plan: Plan, suggestions: Suggestions) -> Iterator[Finding]:
    """Teams named in the CSV files of assessments: one finding for each name, since a file repeats it often."""
    kinds = ("team",)
    for assessment in plan.assessments:
        if assessment.responses_file is None:
            continue
        teams = Counter(answer.team for answer in assessment.responses if answer.team is not None)
        for team, rows in sorted(teams.items()):
            if not plan.knows(team):
                path = posixpath.join(posixpath.dirname(assessment.origin.path), assessment.responses_file)
                places = tuple(
                    Location(posixpath.normpath(path), 0, (row, "team"))
                    for row, answer in enumerate(assessment.responses)
                    if answer.team == team
                )
                often = "1 row" if rows == 1 else f"{rows} rows"
                yield Finding(
                    assessment,
                    f'"{assessment.responses_file}" names the team "{team}" in {often}, and the plan has no team with '
                    "that id",
                    at=("responses",),
                    help=_remedy(plan, suggestions, assessment.id, team, kinds),
                    fix=_fix(plan, suggestions, assessment.id, team, kinds, places),
                )
