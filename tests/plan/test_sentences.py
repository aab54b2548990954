"""Items and lines of sight as a person would say them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.items import Kpi, Origin, Strategy
from alignctl.plan.parts import Link
from alignctl.plan.phrases import clause, join_some, join_words, lower_verb, one_line, quote
from alignctl.plan.plan import Plan
from alignctl.plan.questionnaires import Questionnaire
from alignctl.plan.sentences import sentence_below_title, sentence_of
from alignctl.plan.sight_sentences import line_of_sight_sentences, sight_gap

PLAN = """
kind: team
id: support
title: Support
part_of: company
function: customer support
purpose: Gets customers going again.
---
kind: team
id: company
title: Company
---
kind: strategy
id: stay
title: Customers stay because we help them succeed
why: New customers cost five times as much.
end: 2028
---
kind: outcome
id: first-time
title: Customers get an answer the first time
who: Everyone who writes to us
supports: stay
end: 2026-12-31
---
kind: kpi
id: solved-first
title: Questions solved at the first contact
measures: first-time
direction: increase
unit: percent
baseline: {date: 2025-12-31, value: 61}
targets:
  - {by: 2026-06-30, value: 68}
  - {by: 2026, value: 75}
---
kind: kpi
id: wait
title: Waiting time
drives: solved-first
direction: keep-below
unit: minutes
targets: {high: 5}
---
kind: hypothesis
id: call-back
title: Call back
change: Offering a call-back instead of a queue.
problem: spare callers the wait
benefit: a calm first minute
moves: {id: solved-first, from: 61, to: 68, by: 2026-06-30}
status: running
end: 2026-06-30
---
kind: hypothesis
id: menu
title: A shorter menu
change: We cut the menu to three entries
problem: the menu has nine entries
moves: {id: solved-first, to: 64}
status: decided
result: {date: 2026-03-01, decision: stop, reason: It made no difference.}
---
kind: initiative
id: pilot
title: Call-back pilot
owner: support
tests: call-back
start: 2026-01-01
end: 2026-03
deliverables: [{title: a, done: 2026-01-31}, {title: b}]
---
kind: initiative
id: menu-work
title: Menu work
tests: menu
status: done
---
kind: commitment
id: numbers
title: Weekly numbers
from_team: support
to_team: company
promise: The numbers are there on Monday.
every: {cadence: weekly}
serves: first-time
kept: [{date: 2026-01-05, kept: true}, {date: 2026-01-12, kept: false}]
---
kind: assessment
id: spring
title: Spring round
date: 2026-04-01
questionnaire: alignment
about: stay
responses:
  - {team: support, respondent: 1, question: goals, score: 4}
  - {team: support, respondent: 2, question: goals, score: 3}
"""


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (
            "stay",
            (
                'Where we want to be by the end of 2028: "Customers stay because we help them succeed". '
                "Why: New customers cost five times as much."
            ),
        ),
        (
            "first-time",
            (
                'The change that we want to see by 31 December 2026: "Customers get an answer the first time", '
                'in service of "Customers stay because we help them succeed". '
                "Whose doing or condition changes: Everyone who writes to us."
            ),
        ),
        (
            "solved-first",
            (
                'We want "Questions solved at the first contact" to rise from 61 percent (31 December 2025) '
                "to 68 percent by 30 June 2026 and to 75 percent by the end of 2026. "
                'It measures "Customers get an answer the first time".'
            ),
        ),
        ("wait", 'We want to keep "Waiting time" at or below 5 minutes.'),
        (
            "call-back",
            (
                "We hypothesize that by offering a call-back instead of a queue, we will spare callers the wait, "
                "which will have this benefit: a calm first minute; as measured by moving "
                '"Questions solved at the first contact" from 61 to 68 percent by 30 June 2026. '
                "It runs until 30 June 2026; then a decision is due."
            ),
        ),
        (
            "menu",
            (
                "We hypothesized that by this change (We cut the menu to three entries), we would solve this problem: "
                "the menu has nine entries; as measured by moving "
                '"Questions solved at the first contact" to 64 percent. '
                "On 1 March 2026 we stopped it: It made no difference."
            ),
        ),
        (
            "pilot",
            (
                'Support does "Call-back pilot" to test the bet "Call back", from 1 January 2026 to March 2026. '
                "1 of 2 deliverables are done."
            ),
        ),
        ("support", '"Support" (customer support) is a team in "Company": Gets customers going again.'),
        (
            "numbers",
            (
                '"Support" promised "Company": The numbers are there on Monday, weekly. '
                'It serves "Customers get an answer the first time". Kept 1 of 2 times.'
            ),
        ),
        (
            "spring",
            (
                '2 people answered the questionnaire "alignment" about '
                '"Customers stay because we help them succeed" on 1 April 2026.'
            ),
        ),
    ],
)
def test_an_item_says_what_it_is(item: str, sentence: str, make_plan: Any) -> None:
    plan = make_plan(PLAN)
    assert sentence_of(plan.get(item), plan) == sentence


def test_what_is_only_proposed_is_not_promised_yet(make_plan: Any) -> None:
    for status, said in (("proposed", "is to promise"), ("agreed", "promised"), ("missed", "promised")):
        text = PLAN.replace("kept: [{date: 2026-01-05, kept: true}, {date: 2026-01-12, kept: false}]\n", "")
        plan = make_plan(text.replace("title: Weekly numbers", f"title: Weekly numbers\nstatus: {status}"))
        assert sentence_of(plan.get("numbers"), plan).startswith(f'"Support" {said} "Company": ')


def test_below_its_title_an_outcome_does_not_repeat_it(make_plan: Any) -> None:
    plan = make_plan(PLAN)
    outcome, goal = plan.get("first-time"), "Customers stay because we help them succeed"
    assert sentence_below_title(outcome, plan, {}) == (
        f'We want to see this by 31 December 2026, in service of "{goal}". For whom: Everyone who writes to us.'
    )


def test_below_its_title_an_assessment_names_its_questionnaire_by_its_title(make_plan: Any) -> None:
    plan = make_plan(PLAN)
    known = {"alignment": Questionnaire("alignment", "Alignment of groups", "", ())}
    told = sentence_below_title(plan.get("spring"), plan, known)
    assert told.startswith('2 people answered the questionnaire "Alignment of groups" about ')
    assert sentence_below_title(plan.get("stay"), plan, known) == sentence_of(plan.get("stay"), plan)


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ("showing three tasks in a panel beside it, without a search", "beside it, without a search, would move"),
        ("asking owners, nurses and clerks", "asking owners, nurses and clerks would move"),
        ("asking each owner by name", "by name would move"),
    ],
)
def test_what_a_comma_opened_before_the_verb_a_comma_closes(change: str, subject: str, make_plan: Any) -> None:
    told = line_of_sight_sentences(make_plan(PLAN.replace("We cut the menu to three entries", change)), "menu").up
    assert subject in told[0]


def test_work_is_told_up_to_the_strategy_in_one_sentence(make_plan: Any) -> None:
    told = line_of_sight_sentences(make_plan(PLAN), "pilot")
    assert told.up == (
        (
            '"Call-back pilot" tests the bet that offering a call-back instead of a queue will move '
            '"Questions solved at the first contact" from 61 to 68 percent by 30 June 2026, which measures '
            '"Customers get an answer the first time", which serves the strategy '
            '"Customers stay because we help them succeed".'
        ),
    )
    assert told.down == ()
    assert told.gap is None


def test_a_change_that_is_no_deed_in_ing_is_told_by_the_title_and_a_decided_bet_in_the_past(make_plan: Any) -> None:
    told = line_of_sight_sentences(make_plan(PLAN), "menu-work")
    assert told.up[0].startswith(
        '"Menu work" tested the bet "A shorter menu", which was to move "Questions solved at the first contact" '
        'to 64 percent, which measures "Customers get an answer the first time"'
    )


def test_a_strategy_is_told_down_to_the_work(make_plan: Any) -> None:
    assert line_of_sight_sentences(make_plan(PLAN), "stay").down == (
        (
            'The strategy "Customers stay because we help them succeed" is served by the outcome '
            '"Customers get an answer the first time".'
        ),
        (
            '"Customers get an answer the first time" is measured by "Questions solved at the first contact"; '
            'it is served by the promise "Weekly numbers".'
        ),
        (
            '"Questions solved at the first contact" is believed to be driven by "Waiting time"; it is to be moved by '
            'the bets "Call back" (running) and "A shorter menu" (decided: stop).'
        ),
        'The bet "Call back" is tested by "Call-back pilot".',
        'The bet "A shorter menu" is tested by "Menu work".',
    )


def test_a_second_way_up_is_told_once_and_ends_with_as_above(make_plan: Any) -> None:
    plan = make_plan(PLAN + "---\nkind: initiative\nid: both\ntitle: Both\ntests: call-back\nsustains: wait\n")
    first, second = line_of_sight_sentences(plan, "both").up
    assert first.endswith('which serves the strategy "Customers stay because we help them succeed".')
    assert second == (
        '"Both" also keeps up "Waiting time", which is believed to drive '
        '"Questions solved at the first contact", as above.'
    )


def test_a_ring_is_said_to_be_one(make_plan: Any) -> None:
    plan = make_plan(
        "kind: kpi\nid: a\ntitle: A\ndrives: b\n---\nkind: kpi\nid: b\ntitle: B\ndrives: a\n---\n"
        "kind: kpi\nid: c\ntitle: C\ndrives: c\n"
    )
    told = line_of_sight_sentences(plan, "a")
    assert told.up == ('"A" is believed to drive "B", which is believed to drive "A" again, which closes a loop.',)
    assert told.gap is not None
    assert told.gap.startswith('"A" leads to no strategy: its way up goes round in a loop; add "measures"')
    assert line_of_sight_sentences(plan, "c").up == ('"C" is believed to drive "C" again, which closes a loop.',)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        (
            "kind: outcome\nid: x\ntitle: X\n",
            '"X" leads to no strategy: add "supports", naming a strategy, or an outcome',
        ),
        ("kind: kpi\nid: x\ntitle: X\n", '"X" leads to no strategy: add "measures", naming an outcome or a strategy.'),
        ("kind: hypothesis\nid: x\ntitle: X\nstatus: draft\n", '"X" (draft) leads to no strategy: add "moves", naming'),
        ("kind: initiative\nid: x\ntitle: X\n", '"X" leads to no strategy: add "tests", naming the bet it tries, or'),
        (
            "kind: kpi\nid: x\ntitle: X\nmeasures: gone\n",
            '"X" leads to no strategy: the way up ends at "gone" (not in the plan); write that item, or name one',
        ),
        (
            "kind: kpi\nid: x\ntitle: X\nmeasures: o\n---\nkind: outcome\nid: o\ntitle: O\n",
            '"X" leads to no strategy: the way up ends at "O"; there, add "supports", naming a strategy',
        ),
    ],
)
def test_an_item_that_leads_nowhere_says_what_to_add(text: str, gap: str, make_plan: Any) -> None:
    found = sight_gap(make_plan(text, broken=True), "x")
    assert found is not None
    assert found.startswith(gap)


def test_strategies_and_teams_need_no_way_up(make_plan: Any) -> None:
    plan = make_plan("kind: strategy\nid: s\ntitle: S\n---\nkind: team\nid: t\ntitle: T\n")
    assert sight_gap(plan, "s") is None
    assert sight_gap(plan, "t") is None


def test_what_is_over_is_said_to_be(make_plan: Any) -> None:
    plan = make_plan(
        "kind: kpi\nid: x\ntitle: X\ndirection: increase\nretired: {date: 2026-01-31, why: Nobody used it}\n"
        "replaced_by: y\n---\nkind: kpi\nid: y\ntitle: Y\ndrives: x\n"
    )
    assert sentence_of(plan.get("x"), plan) == (
        'We want "X" to rise, and have set no target. Retired on 31 January 2026: Nobody used it. Replaced by "Y".'
    )
    assert line_of_sight_sentences(plan, "y").up == ('"Y" is believed to drive "X" (retired 31 January 2026).',)


def test_many_sentences_are_cut_and_the_rest_counted() -> None:
    kpis = [Kpi(id=f"k{n:02}", title=f"K{n:02}", origin=Origin("a.yaml"), measures=(Link("s"),)) for n in range(20)]
    below = [Kpi(id=f"l{n:02}", title="L", origin=Origin("a.yaml"), drives=(Link(f"k{n:02}"),)) for n in range(20)]
    plan = Plan([Strategy(id="s", title="S", origin=Origin("a.yaml")), *kpis, *below])
    told = line_of_sight_sentences(plan, "s", 4)
    assert told.down[0] == 'The strategy "S" is measured by "K00", "K01", "K02", "K03", "K04" and 15 more.'
    assert len(told.down) == 5
    assert told.down[-1] == "And 17 more items below have something leading up."
    wide = Kpi(id="w", title="W", origin=Origin("a.yaml"), drives=tuple(Link(k.id) for k in kpis))
    up = line_of_sight_sentences(Plan([*plan.items, wide]), "w", 4).up
    assert len(up) == 5
    assert up[-1] == "And 16 more links upward."


NAMES = ("a", "b", "c", "d", "e")
ARROWS = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12)


@given(ARROWS, st.sampled_from(NAMES))
def test_every_link_above_is_told_exactly_once(arrows: set[tuple[str, str]], name: str) -> None:
    plan = Plan(
        Kpi(
            id=n,
            title=n,
            origin=Origin("a.yaml"),
            drives=tuple(Link(t) for s, t in sorted(arrows) if s == n),
        )
        for n in NAMES
    )
    told = " ".join(line_of_sight_sentences(plan, name, 1000).up)
    reached = {name}
    for _ in NAMES:
        reached |= {t for s, t in arrows if s in reached}
    assert told.count("believed to drive") == sum(s in reached for s, _ in arrows)


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined(words: list[str], text: str) -> None:
    assert join_words(words) == text


def test_a_long_list_ends_with_a_count_but_never_with_one_more() -> None:
    assert join_some(list("abcdef")) == "a, b, c, d, e and f"
    assert join_some(list("abcdefg")) == "a, b, c, d, e and 2 more"


def test_texts_are_made_to_fit_into_a_sentence() -> None:
    assert one_line(" a\n b\tc ") == "a b c"
    assert clause("Do it.\n") == "Do it"
    assert clause("and so on...") == "and so on..."
    assert quote('say "no"') == "\"say 'no'\""
    assert lower_verb("Offering help") == "offering help"
    assert lower_verb("Kim helps") == "Kim helps"
