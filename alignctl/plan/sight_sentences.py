"""The line of sight of one item as sentences, up to its strategies and down to its work.

Every link is told once: where a sentence comes to an item whose way up was told before, it ends with "as above". The
number of sentences is bounded, and the last one then says how much is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alignctl.plan.graph import ancestors, upward_edges
from alignctl.plan.items import Hypothesis
from alignctl.plan.phrases import capitalise, join_some, name_item, spoken_change, spoken_expectation
from alignctl.plan.plan import Plan
from alignctl.plan.trace import Relation, trace_links_down, trace_links_up

SENTENCES = 8
"""How many sentences are told each way."""

WAY_OUT: dict[str, str] = {
    "outcome": 'add "supports", naming a strategy, or an outcome that leads to one',
    "kpi": 'add "measures", naming an outcome or a strategy',
    "hypothesis": 'add "moves", naming a measure and the value that is expected',
    "initiative": 'add "tests", naming the bet it tries, or "sustains", naming the measure it keeps up',
    "commitment": 'add "serves", naming an outcome',
    "assessment": 'add "about", naming an outcome or a strategy',
}
"""What to add to an item at which the way up ends, by kind."""


@dataclass(frozen=True, slots=True)
class SightSentences:
    """The sentences each way. `gap` says why no strategy is reached, and what to add; None where one is."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    gap: str | None = None


def line_of_sight_sentences(plan: Plan, item_id: str, most: int = SENTENCES) -> SightSentences:
    """Tell what an item leads to and what leads to it, in at most `most` sentences each way."""
    return SightSentences(_tell_up(plan, item_id, most), _tell_down(plan, item_id, most), sight_gap(plan, item_id))


def tell_contribution(plan: Plan, item_id: str) -> str | None:
    """What an item does for the plan, without its name: `Tests the bet …, which measures …`; None where it leads on
    to nothing.

    Of several ways up the first is told, as everywhere.
    """
    links = trace_links_up(plan, item_id)
    if not links:
        return None
    text, _ = _follow(plan, item_id, links[0], set(), also=False)
    return capitalise(text.removeprefix(_subject(plan, item_id)).lstrip())


def sight_gap(plan: Plan, item_id: str, *, remedies: bool = True) -> str | None:
    """Why an item leads to no strategy, and what to add; None where it does, or for teams, which need not.

    Without `remedies` it is for people who read and do not write: no fields of files are named.
    """
    kind = plan.kind_of(item_id)
    above = ancestors(plan, item_id)
    if plan.get(item_id) is None or kind in ("strategy", "team", "assessment"):
        return None
    if any(plan.kind_of(i) == "strategy" for i in above):
        return None
    name = name_item(plan, item_id)
    ends = sorted(i for i in above | {item_id} if not upward_edges(plan, i))
    way_out = WAY_OUT[kind or "outcome"]
    if not ends:
        loop = "its way up goes round in a loop"
        return f"{name} leads to no strategy: {loop}{f'; {way_out}' if remedies else ''}."
    if ends == [item_id]:
        return f"{name} leads to no strategy: {way_out if remedies else 'the plan does not say what it is for'}."
    reasons = [_explain_end(plan, end, remedies) for end in ends[:3]]
    more = f"; and {len(ends) - 3} more such ends" if len(ends) > 3 else ""
    return f"{name} leads to no strategy: {'; '.join(reasons)}{more}."


def _explain_end(plan: Plan, item_id: str, remedies: bool) -> str:
    kind = plan.kind_of(item_id)
    if not remedies:
        return f"the way up ends at {name_item(plan, item_id)}"
    if plan.get(item_id) is None:
        remedy = "mend that document" if plan.knows(item_id) else "write that item, or name one that is there"
        return f"the way up ends at {name_item(plan, item_id)}; {remedy}"
    return f"the way up ends at {name_item(plan, item_id)}; there, {WAY_OUT[kind or 'outcome']}"


def _tell_up(plan: Plan, item_id: str, most: int) -> tuple[str, ...]:
    sentences: list[str] = []
    told: set[str] = set()
    pending = [(item_id, link) for link in trace_links_up(plan, item_id)]
    first_of = dict(pending[:1])
    while pending:
        if len(sentences) == most:
            sentences.append(f"And {_count(len(pending), 'more link')} upward.")
            break
        here, link = pending.pop(0)
        text, branches = _follow(plan, here, link, told, also=first_of[here] != link)
        sentences.append(text)
        for branch, links in branches:
            first_of[branch] = links[0]
            pending.extend((branch, other) for other in links[1:])
    return tuple(sentences)


def _follow(
    plan: Plan, start: str, link: Relation, told: set[str], *, also: bool
) -> tuple[str, list[tuple[str, Sequence[Relation]]]]:
    """One sentence from an item along one link, then the first link of each item; and where other links branch off."""
    told.add(start)
    walked = [start]
    branches: list[tuple[str, Sequence[Relation]]] = []
    text, here = _subject(plan, start) + " ", start
    while True:
        target = link[1]
        phrase, moved = _step(plan, here, link)
        text += _with_also(phrase) if also and here == start else phrase
        if moved is not None:  # a bet and what it moves were told in one breath
            told.add(target)
            walked.append(target)
            links = trace_links_up(plan, target)
            branches.append((target, links))
            here, target = target, moved[1]
        if target in walked:
            return text + " again, which closes a loop.", branches
        if target in told and trace_links_up(plan, target):
            return text + ", as above.", branches
        told.add(target)
        walked.append(target)
        links = trace_links_up(plan, target)
        if not links:
            return text + ".", branches
        branches.append((target, links))
        here, link, text = target, links[0], text + ", which "


def _with_also(phrase: str) -> str:
    return f"is also {phrase[3:]}" if phrase.startswith("is ") else f"also {phrase}"


def _step(plan: Plan, here: str, link: Relation) -> tuple[str, Relation | None]:
    """A verb with its object. A bet under test is told with the first thing it moves, which is then returned."""
    name, target, _ = link
    tested = plan.find(target, Hypothesis)
    links = trace_links_up(plan, target)
    if name in _BET_VERBS and tested is not None and links and links[0][0] == "moves":
        verb, will, be = _BET_VERBS[name][_is_past(tested)], *(("would", "was") if _is_past(tested) else ("will", "is"))
        change = _as_subject(spoken_change(tested))
        bet = f"that {change} {will} move" if change is not None else f"{name_item(plan, target)}, which {be} to move"
        return f"{verb} the bet {bet} {spoken_expectation(plan, tested.moves[0])}", links[0]
    mover = plan.find(here, Hypothesis)
    expected = next((e for e in mover.moves if e.id == target), None) if mover is not None and name == "moves" else None
    if mover is not None and expected is not None:
        past = _is_past(mover)
        change = _as_subject(spoken_change(mover)) if expected is mover.moves[0] else None
        if change is not None:
            verb = f"expect{'ed' if past else 's'} that {change} {'would' if past else 'will'} move"
        else:
            verb = f"{'was' if past else 'is'} to move"
        return f"{verb} {spoken_expectation(plan, expected)}", None
    verb = _VERBS.get((plan.kind_of(here) or "", name)) or _VERBS.get(("", name), "leads to")
    return f"{verb} {_ROLES.get(plan.kind_of(target) or '', '')}{name_item(plan, target)}", None


def _as_subject(change: str | None) -> str | None:
    """What a bet changes as the subject of a verb: what was put in with a comma at its end is closed with one too."""
    return f"{change}," if change is not None and _INSERTED.search(change) else change


_INSERTED = re.compile(
    r", (?:also|and not|as|at|before|after|but|even|except|for|from|if|in|instead|not|on|rather|so|unless|where|which|"
    r"while|who|whose|when|with|without)\b[^,]*$"
)


def _is_past(bet: Hypothesis) -> bool:
    return bet.status in ("decided", "abandoned")


_BET_VERBS = {"tests": ("tests", "tested"), "teams": ("runs", "ran"), "owner": ("owns", "owned")}
"""Present and past of what a bet's work and teams do with it."""

_ROLES = {"strategy": "the strategy ", "hypothesis": "the bet ", "commitment": "the promise "}

_VERBS: dict[tuple[str, str], str] = {
    ("initiative", "supports"): "works towards",
    ("", "supports"): "serves",
    ("", "measures"): "measures",
    ("", "drives"): "is believed to drive",
    ("", "guards"): "guards",
    ("", "segment_of"): "is a part of",
    ("", "signals"): "shows early signs in",
    ("", "part_of"): "is part of",
    ("", "tests"): "tests",
    ("", "sustains"): "keeps up",
    ("", "serves"): "serves",
    ("", "about"): "asks about",
    ("", "owner"): "owns",
    ("", "co_owners"): "co-owns",
    ("", "shared_with"): "has a share in",
    ("", "teams"): "runs",
    ("", "from_team"): "made",
}


def _subject(plan: Plan, item_id: str) -> str:
    role = {
        "strategy": "The strategy ",
        "hypothesis": "The bet ",
        "commitment": "The promise ",
        "assessment": "The assessment ",
        "team": "The team ",
    }.get(plan.kind_of(item_id) or "", "")
    return f"{role}{name_item(plan, item_id)}"


_GROUPS: dict[tuple[str, str], tuple[str, str]] = {
    ("strategy", "supports"): ("is served by the strategy", "is served by the strategies"),
    ("outcome", "supports"): ("is served by the outcome", "is served by the outcomes"),
    ("initiative", "supports"): ("is worked towards in", "is worked towards in"),
    ("kpi", "measures"): ("is measured by", "is measured by"),
    ("kpi", "drives"): ("is believed to be driven by", "is believed to be driven by"),
    ("kpi", "guards"): ("is guarded by", "is guarded by"),
    ("kpi", "segment_of"): ("has as a part", "has the parts"),
    ("hypothesis", "moves"): ("is to be moved by the bet", "is to be moved by the bets"),
    ("hypothesis", "signals"): ("gives early signs for the bet", "gives early signs for the bets"),
    ("hypothesis", "part_of"): ("has as a part the bet", "has as parts the bets"),
    ("initiative", "tests"): ("is tested by", "is tested by"),
    ("initiative", "sustains"): ("is kept up by", "is kept up by"),
    ("commitment", "serves"): ("is served by the promise", "is served by the promises"),
    ("team", "part_of"): ("has in it the team", "has in it the teams"),
}


def _tell_down(plan: Plan, item_id: str, most: int) -> tuple[str, ...]:
    sentences: list[str] = []
    queue, seen = [item_id], {item_id}
    for position, here in enumerate(queue):
        groups: dict[tuple[str, str], list[str]] = {}
        for name, source, _ in trace_links_down(plan, here):
            groups.setdefault((plan.kind_of(source) or "", name), []).append(source)
        if not groups:
            continue
        if len(sentences) == most:
            rest = sum(bool(trace_links_down(plan, other)) for other in queue[position:])
            sentences.append(
                f"And {_count(rest, 'more item')} below {'has' if rest == 1 else 'have'} something leading up."
            )
            break
        parts = []
        for group, sources in groups.items():
            verb = _GROUPS.get(group, ("is led to by", "is led to by"))[len(sources) > 1]
            parts.append(f"{verb} {join_some([_with_status(plan, source) for source in sources])}")
            fresh = [source for source in sources if source not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        sentences.append(f"{_subject(plan, here)} {'; it '.join(parts)}.")
    return tuple(sentences)


def _with_status(plan: Plan, item_id: str) -> str:
    """A title; for a bet, where it stands."""
    name = name_item(plan, item_id)
    bet = plan.find(item_id, Hypothesis)
    if bet is None or bet.retired is not None or bet.is_draft:
        return name
    outcome = f": {bet.result.decision}" if bet.result is not None and bet.status == "decided" else ""
    return f"{name} ({bet.status}{outcome})"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
