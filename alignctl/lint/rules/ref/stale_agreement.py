from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.wording import named, named_id
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import unanswered_revision


@rule("REF007", "stale-agreement", Severity.WARNING)
def stale_agreement(plan: Plan, context: Context) -> Iterator[Finding]:
    """A team agreed to something that was changed afterwards without its answer."""
    with_both = (item for item in plan.items if (item.agreed or "agreed" in item.broken) and _revised(item))
    for item in context.judged(with_both, "agreed", "revisions"):
        yield from _find(plan, item)


def _revised(item: Item) -> bool:
    return bool(item.revisions) or "revisions" in item.broken


def _find(plan: Plan, item: Item) -> Iterator[Finding]:
    latest: dict[str, int] = {}
    for index, answer in enumerate(item.agreed):
        known = latest.get(answer.team.id)
        if known is None or answer.date >= item.agreed[known].date:
            latest[answer.team.id] = index
    for team_id, index in sorted(latest.items()):
        answer = item.agreed[index]
        if answer.answer != "yes":
            continue  # a team that refused or countered has no agreement that could grow old
        change = unanswered_revision(item, answer)
        if change is None:
            continue
        yield Finding(
            item,
            f'{named_id(plan, team_id)} agreed to {named(item)} on {answer.date.isoformat()}, and "{change.field}" was '
            f"changed on {change.date.isoformat()} without its answer",
            at=("agreed", index),
            help=f'ask again, and write the answer under "agreed" with its date; or add "{team_id}" to "agreed" of '
            "that revision",
            related=(Related(item, "changed here", ("revisions", item.revisions.index(change))),),
        )
