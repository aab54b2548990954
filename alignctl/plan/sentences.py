"""One item as the sentence or two that a person would say. Plain text: escape it for where it goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from alignctl.plan.dates import format_day, format_deadline, format_period
from alignctl.plan.items import (
    Assessment,
    Commitment,
    Hypothesis,
    Initiative,
    Item,
    Kpi,
    Outcome,
    Strategy,
    Team,
)
from alignctl.plan.numbers import format_quantity
from alignctl.plan.parts import Target
from alignctl.plan.phrases import (
    begins_with_ing,
    capitalise,
    clause,
    join_words,
    lower_verb,
    name_item,
    names_of,
    owner_of,
    quote,
    sentence_end,
    spoken_expectation,
)
from alignctl.plan.plan import Plan
from alignctl.plan.progress import bounds_of, is_limit, ordered_targets
from alignctl.plan.questionnaires import Questionnaire
from alignctl.plan.sight_sentences import SightSentences, line_of_sight_sentences

__all__ = [
    "SightSentences",
    "is_deed",
    "line_of_sight_sentences",
    "sentence_below_title",
    "sentence_of",
    "spoken_target",
]


def sentence_of(item: Item, plan: Plan) -> str:
    """What an item says, in one or a few sentences; what it does not state is left out, never made up."""
    return _with_its_end(_TELLERS[item.kind](item, plan), item, plan)


def sentence_below_title(item: Item, plan: Plan, questionnaires: Mapping[str, Questionnaire]) -> str:
    """As `sentence_of`, to stand under the item's title, which an outcome's sentence then does not repeat.

    Of `questionnaires`, by the name that stands in files, an assessment's sentence takes the title.
    """
    if isinstance(item, Outcome):
        return _with_its_end(_outcome(item, plan, titled=False), item, plan)
    if isinstance(item, Assessment):
        known = questionnaires.get(item.questionnaire or "")
        return _with_its_end(_assessment(item, plan, known.title if known is not None else None), item, plan)
    return sentence_of(item, plan)


def _with_its_end(text: str, item: Item, plan: Plan) -> str:
    """That it is retired, or replaced by another."""
    if item.retired is not None:
        text += f" Retired on {format_day(item.retired.date)}: {sentence_end(clause(item.retired.why))}"
    if item.replaced_by is not None:
        text += f" Replaced by {name_item(plan, item.replaced_by.id)}."
    return text


def spoken_target(kpi: Kpi, target: Target) -> str:
    """A target in words, without its date: `68 percent`, `at most 5 days`; empty if it has no value."""
    low, high = bounds_of(kpi, target)
    unit = kpi.unit
    if low is not None and high is not None:
        if low == high:
            return format_quantity(low, unit)
        return f"between {format_quantity(low, unit)} and {format_quantity(high, unit)}"
    limit = is_limit(kpi)
    if low is not None:
        return f"{'at least ' if limit else ''}{format_quantity(low, unit)}"
    if high is not None:
        return f"{'at most ' if limit else ''}{format_quantity(high, unit)}"
    return format_quantity(target.value, unit) if target.value is not None else ""


def _strategy(item: Strategy, plan: Plan) -> str:
    when = f" by {format_deadline(item.end)}" if item.end is not None else ""
    text = f"Where we want to be{when}: {quote(item.title)}"
    text += f", in service of {names_of(plan, item.supports)}." if item.supports else "."
    return text if item.why is None else f"{text} Why: {sentence_end(clause(item.why))}"


def _outcome(item: Outcome, plan: Plan, *, titled: bool = True) -> str:
    when = f" by {format_deadline(item.end)}" if item.end is not None else ""
    text = f"The change that we want to see{when}: {quote(item.title)}" if titled else f"We want to see this{when}"
    text += f", in service of {names_of(plan, item.supports)}." if item.supports else "."
    if item.who is not None:
        text += f" {'Whose doing or condition changes' if titled else 'For whom'}: {sentence_end(clause(item.who))}"
    if item.result is not None:
        verdict = {"partly": "partly reached", "learned": "not reached, and learned from"}
        text += f" Result on {format_day(item.result.date)}: {verdict.get(item.result.verdict, item.result.verdict)}."
    return text


def _kpi(item: Kpi, plan: Plan) -> str:
    name = quote(item.title)
    targets = [t for t in ordered_targets(item) if spoken_target(item, t)]
    if item.direction is None:
        text = f"We measure {name}, and the plan does not say which way is better."
    elif not targets:
        wish = {"increase": "rise", "decrease": "fall"}.get(item.direction)
        text = f"We want {name} {'to ' + wish if wish else 'to keep a limit'}, and have set no target."
    elif is_limit(item):
        text = f"We want to keep {name} {join_words([_keep(item, t) for t in targets], 'then')}."
    else:
        start = ""
        if item.baseline is not None and item.baseline.value is not None:
            start = f" from {format_quantity(item.baseline.value, item.unit)}"
            start += f" ({format_day(item.baseline.date)})" if item.baseline.date is not None else ""
        move = "rise" if item.direction == "increase" else "fall"
        goals = join_words([f"to {_with_date(item, t, 'by')}" for t in targets])
        text = f"We want {name} to {move}{start} {goals}."
    if item.baseline is not None and item.baseline.value is None and item.baseline.due is not None:
        text += f" Where it stands today is to be measured by {format_deadline(item.baseline.due)}."
    if item.measures:
        text += f" It measures {names_of(plan, item.measures)}."
    if item.guards:
        text += f" It guards {names_of(plan, item.guards)}: it must not get worse while that gets better."
    return text


def _keep(kpi: Kpi, target: Target) -> str:
    return _with_date(kpi, target, "until").replace("at least", "at or above").replace("at most", "at or below")


def _with_date(kpi: Kpi, target: Target, word: str) -> str:
    words = spoken_target(kpi, target)
    return words if target.by is None else f"{words} {word} {format_deadline(target.by)}"


def _hypothesis(item: Hypothesis, plan: Plan) -> str:
    """The Lean sentence: by this change we solve this problem, which has these benefits, as measured by this metric."""
    past = item.status in ("decided", "abandoned")
    text, will = ("We hypothesized", "would") if past else ("We hypothesize", "will")
    if item.change is None:
        text += f": {quote(item.title)}"
    elif begins_with_ing(item.change):
        text += f" that by {lower_verb(clause(item.change))}"
    else:
        text += f" that by this change ({clause(item.change)})"
    colon = False
    if item.problem is not None:
        problem = clause(item.problem)
        colon = not is_deed(problem)
        text += f", we {will} {'solve this problem: ' if colon else ''}{problem}"
    if item.benefit is not None:
        text += f"{';' if colon else ','} which {will} have this benefit: {clause(item.benefit)}"
        colon = True
    if item.moves:
        moved = join_words([spoken_expectation(plan, expected) for expected in item.moves])
        text += f"{';' if colon else ','} as measured by moving {moved}"
    text += "."
    if item.status == "running" and item.end is not None:
        text += f" It runs until {format_deadline(item.end)}; then a decision is due."
    result = item.result
    if result is not None:
        decision = (
            "the result was inconclusive" if result.decision == "inconclusive" else f"we {_PAST[result.decision]}"
        )
        text += f" On {format_day(result.date)} {decision}{' it' if result.decision in _TRANSITIVE else ''}"
        text += f": {sentence_end(clause(result.reason))}" if result.reason is not None else "."
    return text


def is_deed(problem: str) -> bool:
    """Whether the problem that a bet solves is written as what is to be done: "spare newcomers the doubt"."""
    return problem[:1].islower() and _NO_DEED.match(problem) is None


_NO_DEED = re.compile(
    r"(a|an|the|this|that|these|those|there|it|its|he|his|she|they|their|we|our|you|your|i|one|two|no|not|nobody|none|"
    r"some|somebody|any|each|every|all|both|many|more|most|few|too|only|other|people|who|what|when|where|how|if|in|on|"
    r"of|for|from|by|with|without|as|because)\b"
)
"""Small words with which no deed begins."""

_PAST = {"adopt": "adopted", "continue": "continued", "pivot": "changed course", "stop": "stopped"}
_TRANSITIVE = frozenset({"adopt", "continue", "stop"})


def _initiative(item: Initiative, plan: Plan) -> str:
    owner = owner_of(plan, item)
    past = item.status in ("done", "dropped")
    text = f"{owner} {'did' if past else 'does'} {quote(item.title)}" if owner is not None else quote(item.title)
    purposes = []
    if item.tests:
        purposes.append(f"to test the bet{'s' if len(item.tests) > 1 else ''} {names_of(plan, item.tests)}")
    if item.sustains:
        purposes.append(f"to keep up {names_of(plan, item.sustains)}")
    if item.supports:
        purposes.append(f"for {names_of(plan, item.supports)}")
    text += f" {join_words(purposes)}" if purposes else ""
    if item.start is not None and item.end is not None:
        text += f", from {format_period(item.start)} to {format_period(item.end)}"
    elif item.end is not None:
        text += f", until {format_deadline(item.end)}"
    text += "."
    if item.mandated is not None:
        text += f" It is mandated: {sentence_end(clause(item.mandated))}"
    if item.deliverables:
        done = sum(isinstance(d.done, date) or d.done is True for d in item.deliverables)
        text += (
            f" {done} of {len(item.deliverables)} deliverable{'s are' if len(item.deliverables) > 1 else ' is'} done."
        )
    return text + (" It was dropped." if item.status == "dropped" else "")


def _team(item: Team, plan: Plan) -> str:
    text = quote(item.title)
    text += f" ({item.function})" if item.function is not None else ""
    text += " is a team"
    text += f" in {names_of(plan, item.part_of)}" if item.part_of else ""
    return f"{text}: {sentence_end(clause(item.purpose))}" if item.purpose is not None else f"{text}."


def _commitment(item: Commitment, plan: Plan) -> str:
    giver = name_item(plan, item.from_team.id) if item.from_team is not None else "Somebody"
    taker = f" {name_item(plan, item.to_team.id)}" if item.to_team is not None else ""
    open_yet = item.status in ("draft", "proposed") and not item.kept
    promised = "is to promise" if open_yet else "promised"
    text = f"{giver} {promised}{taker}: {clause(item.promise) if item.promise is not None else clause(item.title)}"
    if item.due is not None:
        text += f", by {format_deadline(item.due)}"
    if item.every is not None:
        text += f", {item.every}"
    text += "."
    if item.serves:
        text += f" It serves {names_of(plan, item.serves)}."
    if item.kept:
        text += f" Kept {sum(entry.kept for entry in item.kept)} of {len(item.kept)} times."
    ends = {"met": " It was met.", "missed": " It was missed.", "withdrawn": " It was withdrawn."}
    return text + ends.get(item.status, "")


def _assessment(item: Assessment, plan: Plan, title: str | None = None) -> str:
    """Who answered what and when; `title` is that of the questionnaire, where it has one."""
    people = len({(r.team, r.respondent) for r in item.responses if r.respondent is not None})
    who = f"{people} {'person' if people == 1 else 'people'} answered" if people else "people were asked"
    what = f"the questionnaire {quote(title or item.questionnaire)}" if item.questionnaire is not None else "questions"
    count = (
        f"{len(item.questions)} {'question' if len(item.questions) == 1 else 'questions'}" if item.questions else what
    )
    about = f" about {names_of(plan, item.about)}" if item.about else ""
    when = f" on {format_day(item.date)}" if item.date is not None else ""
    return capitalise(f"{who} {count}{about}{when}.")


_TELLERS: dict[str, Callable[[Any, Plan], str]] = {
    "strategy": _strategy,
    "outcome": _outcome,
    "kpi": _kpi,
    "hypothesis": _hypothesis,
    "initiative": _initiative,
    "team": _team,
    "commitment": _commitment,
    "assessment": _assessment,
}
