from __future__ import annotations

import re
from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.items import Outcome
from alignctl.plan.language import WordLists, read_text
from alignctl.plan.plan import Plan

_PARTS = re.compile(r"[,;/&]|\b(?:and|und|sowie)\b")


@rule("WRD002", "actorless-outcome", Severity.WARNING, options={"assume_external": False})
def actorless_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome for people outside does not say whom it is for, or names the owning team itself."""
    for outcome in context.judged(plan.outcomes, "who", "focus", "owner", "result"):
        if outcome.result is not None or outcome.focus == "internal":
            continue
        if outcome.focus is None and not context.options["assume_external"]:
            context.skip(outcome)
        elif not outcome.who:
            yield _finding(outcome, "does not say whose behaviour or condition is to change", ())
        elif _is_own_team(plan, outcome, context.words):
            yield _finding(outcome, f'is to change its own makers: who is "{outcome.who}"', ("who",))


def _finding(outcome: Outcome, defect: str, at: tuple[str, ...]) -> Finding:
    return Finding(
        outcome,
        f"{named(outcome)} {defect}",
        at,
        'write "who:" with the people outside who will do or have something else ("receptionists of small clinics"); '
        'if it is about how we work ourselves, write "focus: internal"',
    )


def _is_own_team(plan: Plan, outcome: Outcome, words: WordLists) -> bool:
    """Whether everybody named belongs to the inside: the owning team by name, or a word that means ourselves."""
    owner = plan.get(outcome.owner.id) if outcome.owner is not None else None
    names = {name.casefold() for name in ((owner.id, owner.title) if owner is not None else ())}
    parts = [part.strip().casefold() for part in _PARTS.split(outcome.who or "") if part.strip()]
    return bool(parts) and all(_is_inside(part, names, words) for part in parts)


def _is_inside(part: str, names: set[str], words: WordLists) -> bool:
    bare = part.removeprefix("the ").removesuffix(" team")
    if {part, bare, part.removeprefix("the ")} & names:
        return True
    text = read_text(part)
    covered = {place for hit in words.find(text, "insiders") for place in range(hit.start, hit.end)}
    small = {
        place
        for name in ("determiners", "joiners")
        for hit in words.find(text, name)
        for place in range(hit.start, hit.end)
    }
    return bool(covered) and covered | small == set(range(len(text)))
