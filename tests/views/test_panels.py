"""What the views made of tables show: which items, in which order, in which state, how they are cut and narrowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from alignctl.lint.engine import run_rules
from alignctl.lint.rules import RULES
from alignctl.load.load import load_plan
from alignctl.plan.dates import parse_period
from alignctl.plan.due import find_due
from alignctl.plan.items import Commitment, Hypothesis, Team
from alignctl.plan.plan import Plan
from alignctl.views.alignment import Parts
from alignctl.views.alignment_matrix import draw_up_alignment_matrix
from alignctl.views.choice import Choice
from alignctl.views.commitments import draw_up_commitments
from alignctl.views.commitments import state_of as promise_state
from alignctl.views.hypothesis_board import draw_up_hypothesis_board, state_of
from alignctl.views.learning_ledger import draw_up_learning_ledger
from alignctl.views.panel import Panel, PanelSet, PanelSource
from alignctl.views.status import mark_items
from alignctl.views.team_sheet import draw_up_team_sheets
from alignctl.views.team_survey import due_by_team, survey_team

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 3)
DRAW_UPS: tuple[Callable[..., PanelSet], ...] = (
    draw_up_hypothesis_board,
    draw_up_learning_ledger,
    draw_up_alignment_matrix,
    draw_up_commitments,
    draw_up_team_sheets,
)


def source_of(plan: Plan, today: date = TODAY) -> PanelSource:
    return PanelSource(plan, today, mark_items(plan, today), lambda item_id: f"items/{item_id}/")


@pytest.fixture(scope="session")
def panel_source(read_plan: Callable[[str], Plan]) -> PanelSource:
    return source_of(read_plan("panels"))


def ids_of(panel: Panel, key: str) -> list[str]:
    return next(([row.id for row in table.rows] for table in panel.tables if table.key == key), [])


def only(found: PanelSet) -> Panel:
    (panel,) = found.panels
    return panel


def words_of(panel: Panel, item_id: str) -> str:
    rows = [row for table in panel.tables for row in table.rows if row.id == item_id]
    return " | ".join(cell.text for row in rows for cell in row.cells)


# The hypothesis board


def test_bets_stand_in_their_lanes_the_overdue_first(panel_source: PanelSource) -> None:
    panel = only(draw_up_hypothesis_board(panel_source, Choice()))
    assert ids_of(panel, "proposed") == ["proposed", "aimless"]
    assert ids_of(panel, "running") == ["overdue", "running"]
    assert ids_of(panel, "decided") == ["both", "two-way", "given-up", "not-seen", "three-reminders"]
    assert panel.subtitle.startswith("2 proposed · 2 running · 5 decided or given up · 1 decision overdue")
    assert panel.left_out == ("Not shown: 1 draft, 1 retired bet.",)
    assert "1 time box is over without a decision" in panel.alt
    assert "Of 2 nobody wrote down what was learned." in panel.alt


def test_a_card_says_expected_against_observed(panel_source: PanelSource) -> None:
    panel = only(draw_up_hypothesis_board(panel_source, Choice()))
    said = words_of(panel, "two-way")
    for part in (
        "from 9 to 8 percent by 31 October 2025",
        "7.7 percent, compared with 8.8",
        "110 % of the effect expected",
        "adopted · 2025-11-10",
        "Better than expected.",
        "It was never a question of forgetting.",
        "Booking, Customer support · 2025-07-01 to 2025-10-31",
    ):
        assert part in said, part
    assert "the effect went the wrong way" in words_of(panel, "three-reminders")
    assert "nothing written down" in words_of(panel, "three-reminders")
    assert "nothing observed written down" in words_of(panel, "not-seen")
    assert "names no measure" in words_of(panel, "aimless")
    assert "decision overdue" in words_of(panel, "overdue")
    assert "at 30 percent on 2026-01-31" in words_of(panel, "overdue")
    assert "the whole measure at 8.5 percent on 2026-02-28" in words_of(panel, "running")


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(strategy="second"), {"overdue", "both", "given-up"}),
        (Choice(team="billing"), {"both", "not-seen"}),
        (Choice(team="product"), {"both", "not-seen", "two-way", "three-reminders", "running", "proposed"}),
        (Choice(statuses=("overdue", "abandoned")), {"overdue", "given-up", "not-seen"}),
        (Choice(period=parse_period("2026-Q3")), {"proposed", "aimless"}),
        (Choice(period=parse_period("2025-06")), {"three-reminders"}),
    ],
)
def test_a_board_can_be_narrowed(panel_source: PanelSource, choice: Choice, shown: set[str]) -> None:
    panel = only(draw_up_hypothesis_board(panel_source, choice))
    assert {row.id for table in panel.tables for row in table.rows} == shown
    assert {record[0] for record in panel.records} == shown


def test_a_long_board_is_cut_by_strategy_and_into_pieces(panel_source: PanelSource) -> None:
    found = draw_up_hypothesis_board(panel_source, Choice(), limit=2)
    assert [panel.name for panel in found.panels] == [
        "hypothesis-board-first",
        "hypothesis-board-first-2",
        "hypothesis-board-second",
        "hypothesis-board-leads-nowhere",
    ]
    assert found.panels[0].title == "Hypothesis board: Front desks have time (1 of 2)"
    assert found.of == {
        "first": "hypothesis-board-first",
        "second": "hypothesis-board-second",
        "leads-nowhere": "hypothesis-board-leads-nowhere",
    }
    assert all(len(table.rows) <= 2 for panel in found.panels for table in panel.tables)
    shown = {row.id for panel in found.panels for table in panel.tables for row in table.rows}
    assert len(shown) == 9
    assert ids_of(found.panels[2], "running") == ["overdue"]


def test_states_of_bets_are_those_that_count(panel_source: PanelSource) -> None:
    states = {bet.id: state_of(bet, TODAY) for bet in panel_source.plan.hypotheses}
    assert states["overdue"] == "overdue"
    assert state_of(next(b for b in panel_source.plan.hypotheses if b.id == "overdue"), date(2026, 1, 31)) == "running"
    assert states["given-up"] == "abandoned"


# The learning ledger


def test_every_decided_bet_stands_in_the_ledger_even_when_retired(panel_source: PanelSource) -> None:
    panel = only(draw_up_learning_ledger(panel_source, Choice()))
    assert ids_of(panel, "bets") == ["both", "two-way", "not-seen", "three-reminders", "put-away"]
    assert panel.left_out == ("Not shown: 1 bet that was given up or decided, without a result.",)
    assert "2 of 4 judged came out as expected" in panel.subtitle
    assert "(50 %; 95 % interval 15 % to 85 %)" in panel.alt


def test_hit_rates_come_with_their_counts_and_interval(panel_source: PanelSource) -> None:
    panel = only(draw_up_learning_ledger(panel_source, Choice()))
    (whole,) = next(table for table in panel.tables if table.key == "all").rows
    assert [cell.text for cell in whole.cells] == [
        "All bets",
        "5",
        "2 of 4 1 bet without an observed value",
        "50 %; between 15 % and 85 %",
        "median 100 % from \u221210 % to 110 %, 5 measures",
    ]
    span = whole.cells[3].span
    assert span is not None
    assert (span.low, span.share, span.high) == pytest.approx((0.1500390, 0.5, 0.8499610), abs=1e-6)
    assert ids_of(panel, "team") == ["booking", "billing", "support"]
    assert ids_of(panel, "function") == ["development", "support"]
    assert ids_of(panel, "strategy") == ["first", "second"]
    assert "none can be judged" not in words_of(panel, "billing")
    assert any("Wilson" in note for note in panel.notes)


def test_a_rate_that_cannot_be_known_is_not_shown(panel_source: PanelSource) -> None:
    panel = only(draw_up_learning_ledger(panel_source, Choice(statuses=("not-judged",))))
    assert ids_of(panel, "bets") == ["not-seen"]
    (whole,) = next(table for table in panel.tables if table.key == "all").rows
    assert whole.cells[2].text == "none can be judged 1 bet without an observed value"
    assert whole.cells[3].span is None
    assert "None can be judged" in panel.alt


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(strategy="second"), ["both", "put-away"]),
        (Choice(team="booking"), ["two-way", "three-reminders"]),
        (Choice(statuses=("wrong",)), ["three-reminders", "put-away"]),
        (Choice(statuses=("adopt", "pivot")), ["both", "two-way"]),
        (Choice(period=parse_period("2025-Q4")), ["two-way"]),
    ],
)
def test_a_ledger_can_be_narrowed(panel_source: PanelSource, choice: Choice, shown: list[str]) -> None:
    panel = only(draw_up_learning_ledger(panel_source, choice))
    assert ids_of(panel, "bets") == shown
    assert list(dict.fromkeys(record[0] for record in panel.records)) == shown


def test_a_long_ledger_begins_with_the_rates_of_all(panel_source: PanelSource) -> None:
    found = draw_up_learning_ledger(panel_source, Choice(), limit=3)
    assert [panel.name for panel in found.panels] == [
        "learning-ledger",
        "learning-ledger-first",
        "learning-ledger-first-2",
        "learning-ledger-second",
    ]
    assert [len(ids_of(panel, "bets")) for panel in found.panels] == [0, 3, 1, 2]
    assert "5 decided bets" in found.panels[0].subtitle
    rates = [any(table.key == "all" for table in panel.tables) for panel in found.panels]
    assert rates == [True, True, False, True]


# Commitments


def test_broken_and_late_promises_stand_first(panel_source: PanelSource) -> None:
    panel = only(draw_up_commitments(panel_source, Choice()))
    assert ids_of(panel, "late") == ["broken", "late", "not-kept", "not-recorded"]
    assert ids_of(panel, "soon") == ["soon"]
    assert ids_of(panel, "open") == ["later"]
    assert ids_of(panel, "over") == ["taken-back", "kept"]
    assert [record[0] for record in panel.records] == [row.id for table in panel.tables for row in table.rows]


def test_how_promises_stand(panel_source: PanelSource) -> None:
    panel = only(draw_up_commitments(panel_source, Choice()))
    assert "overdue | Patients turn up" in words_of(panel, "late").replace(" 17 days late, still agreed", "")
    assert "kept 1 of 2 times last not kept 2026-01-31: two people ill" in words_of(panel, "not-kept")
    assert "without a specification" in words_of(panel, "broken")
    assert "2026-09-30 2026-Q3" in words_of(panel, "later")
    states = {p.id: promise_state(p, TODAY) for p in panel_source.plan.commitments}
    assert states == {
        "broken": "missed", "late": "overdue", "not-kept": "broken", "not-recorded": "unrecorded", "soon": "due-soon",
        "later": "proposed", "kept": "met", "taken-back": "withdrawn",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(strategy="first"), {"late", "not-kept", "soon"}),
        (Choice(team="billing"), {"broken", "not-recorded", "later"}),
        (Choice(statuses=("missed", "met")), {"broken", "kept"}),
        (Choice(period=parse_period("2025")), {"broken", "kept", "taken-back", "not-kept", "not-recorded"}),
        (Choice(period=parse_period("2026-02")), {"late", "not-kept", "not-recorded"}),
    ],
)
def test_promises_can_be_narrowed(panel_source: PanelSource, choice: Choice, shown: set[str]) -> None:
    panel = only(draw_up_commitments(panel_source, choice))
    assert {row.id for table in panel.tables for row in table.rows} == shown


def test_many_promises_are_cut(panel_source: PanelSource) -> None:
    found = draw_up_commitments(panel_source, Choice(), limit=3)
    assert [len(panel.records) for panel in found.panels] == [3, 1, 3, 1]
    assert found.panels[0].name == "commitments-first"
    assert found.panels[-1].title == "Commitments: Below no strategy (2 of 2)"


# The alignment matrix


def roles_in(source: PanelSource) -> dict[str, dict[str, set[str]]]:
    outcomes = [outcome for outcome in source.plan.outcomes if outcome.result is None]
    return Parts(source.plan, outcomes, source.today).roles


def test_who_has_which_part(panel_source: PanelSource) -> None:
    roles = roles_in(panel_source)
    assert roles["turn-up"] == {
        "booking": {"owns", "works", "commits"},
        "support": {"shares", "works", "commits", "changed"},
    }
    assert roles["paid-in-time"]["product"] >= {"owns"}
    assert roles["lessons-used"]["booking"] == {"shares", "counter"}
    assert roles["lessons-used"]["billing"] == {"shares", "no"}
    assert roles["of-nobody"] == {}


def test_silos_and_lone_outcomes_are_marked(panel_source: PanelSource) -> None:
    panel = only(draw_up_alignment_matrix(panel_source, Choice()))
    (table,) = panel.tables
    assert [row.id for row in table.rows] == ["turn-up", "paid-in-time", "lessons-used", "own-thing", "of-nobody"]
    assert [row.tone for row in table.rows] == ["", "bad", "", "bad", "bad"]
    assert "lone: one team or branch alone has a part in it" in words_of(panel, "paid-in-time")
    assert "nobody has a part in it" in words_of(panel, "of-nobody")
    assert [(column.title, column.tone) for column in table.columns[1:]] == [
        ("Alone", "bad"),
        ("Product", ""),
        ("Billing", ""),
        ("Booking", ""),
        ("Customer support", ""),
    ]
    assert "2 outcomes are of one team or branch alone, 1 outcome is of nobody and 1 team is a silo" in panel.alt
    assert "No part in any of these outcomes: Nobody asked them." in panel.notes
    assert panel.left_out == ("Not shown: 1 outcome that is over.",)


@pytest.mark.parametrize(
    "where", ["tests/views/plans/panels", "tests/views/plans/matrix", ".", "examples/us-federal-goals"]
)
def test_silos_are_those_of_the_rule(where: str) -> None:
    """The rule looks at groups too that own outcomes over their parts alone; of the teams that own some they agree."""
    plan = load_plan(ROOT / where, ("plans",)).plan
    outcomes = [outcome for outcome in plan.outcomes if outcome.result is None]
    parts = Parts(plan, outcomes, TODAY)
    named = {team for roles in parts.roles.values() for team, has in roles.items() if "owns" in has}
    rules = [rule for rule in RULES if rule.code == "ALN001"]
    found = {diagnostic.item for diagnostic in run_rules(plan, rules, TODAY).diagnostics}
    assert parts.silos == found & named


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(strategy="second"), ["lessons-used", "own-thing", "of-nobody"]),
        (Choice(team="booking"), ["turn-up", "lessons-used"]),
        (Choice(statuses=("lone", "nobody")), ["paid-in-time", "own-thing", "of-nobody"]),
        (Choice(statuses=("at-risk",)), ["turn-up"]),
        (Choice(period=parse_period("2027")), ["paid-in-time", "lessons-used", "own-thing", "of-nobody"]),
    ],
)
def test_a_matrix_can_be_narrowed(panel_source: PanelSource, choice: Choice, shown: list[str]) -> None:
    assert ids_of(only(draw_up_alignment_matrix(panel_source, choice)), "matrix") == shown


def shown_in(panel: Panel) -> list[str]:
    return [row.id for table in panel.tables for row in table.rows]


def test_a_large_matrix_is_cut_by_rows_and_by_teams(panel_source: PanelSource) -> None:
    found = draw_up_alignment_matrix(panel_source, Choice(), limit=1)
    assert [shown_in(panel) for panel in found.panels] == [
        ["turn-up"],
        ["paid-in-time"],
        ["lessons-used"],
        ["own-thing"],
        ["of-nobody"],
    ]
    assert found.panels[1].title == "Alignment matrix: Front desks have time (2 of 2)"
    assert found.of["lessons-used"] == "alignment-matrix-second"
    narrow = draw_up_alignment_matrix(panel_source, Choice(), most_teams=2)
    shown = next(panel for panel in narrow.panels if shown_in(panel) == ["lessons-used"])
    assert len(shown.tables[0].columns) == 3
    assert shown.left_out[-1] == "Not shown: 1 more team with a part in this outcome."


def test_strategies_share_a_sheet_while_there_is_room(panel_source: PanelSource) -> None:
    found = draw_up_alignment_matrix(panel_source, Choice(), limit=4)
    assert [shown_in(panel) for panel in found.panels] == [
        ["turn-up", "paid-in-time"],
        ["lessons-used", "own-thing", "of-nobody"],
    ]
    (sheet,) = draw_up_alignment_matrix(panel_source, Choice(), most_teams=4).panels[:1]
    assert [table.title for table in sheet.tables] == ["Front desks have time"]


def test_groups_of_one_sheet_have_the_same_columns() -> None:
    plan = load_plan(ROOT / "examples" / "us-federal-goals").plan
    found = draw_up_alignment_matrix(source_of(plan, date(2022, 12, 31)), Choice())
    assert len(found.panels) < 8
    first = found.panels[0]
    assert len(first.tables) > 3
    assert len({table.columns for table in first.tables}) == 1
    assert sum(len(table.rows) for table in first.tables) <= 24


# Team sheets


def test_a_sheet_says_how_everything_contributes(panel_source: PanelSource) -> None:
    plan = panel_source.plan
    team = plan.find("booking", Team)
    assert team is not None
    survey = survey_team(panel_source, team, Choice(), due_by_team(find_due(plan, TODAY))[team.id])
    shown = {
        section: [entry.id for entry in survey.of(section)] for section in ("work", "bets", "measures", "outcomes")
    }
    assert shown == {
        "work": ["waiting-list", "lost-work"],
        "bets": ["running", "proposed"],
        "measures": ["missed"],
        "outcomes": ["turn-up", "lessons-used"],
    }
    work = survey.of("work")[0]
    assert work.says == (
        'Tests the bet that offering the slot to a waiting list will move "Appointments missed" from 8.5 to 7.5 '
        'percent by 30 April 2026, which measures "Patients turn up", which serves the strategy "Front desks have '
        'time".'
    )
    assert work.details == ("next: Twelve interviews, was due 2026-02-20", "until 2026-05-15")
    assert survey.of("work")[1].gap == "leads to no strategy"
    assert [entry.id for entry in survey.of("promised")] == ["late", "soon"]
    assert [entry.role for entry in survey.of("awaited")] == ["from Customer support", "from Billing"]
    assert [(entry.id, entry.late) for entry in survey.of("due")][:2] == [("late", True), ("waiting-list", True)]
    assert survey.lead == (
        '"Booking" works on 2 initiatives, runs 2 bets, answers for 1 measure, owns or shares 2 outcomes and has given '
        '2 promises that are open. This leads to the strategies "Front desks have time" and "Lessons travel". 2 things '
        "are late."
    )


def test_to_own_a_strategy_is_not_to_lead_to_it(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text(
        "kind: team\nid: t\ntitle: T\n---\nkind: strategy\nid: wide\ntitle: Wide\n---\n"
        "kind: strategy\nid: own\ntitle: Own\nowner: t\nsupports: wide\n---\n"
        "kind: outcome\nid: lost\ntitle: Lost\nowner: t\n",
        "utf-8",
    )
    source = source_of(load_plan(tmp_path).plan)
    (team,) = source.plan.teams
    survey = survey_team(source, team, Choice())
    assert survey.lead == '"T" owns or shares 1 outcome. None of it leads to a strategy.'
    assert [entry.says for entry in survey.of("strategies")] == ['Serves the strategy "Wide".']


def test_a_group_names_its_parts(panel_source: PanelSource) -> None:
    panel = only(draw_up_team_sheets(panel_source, Choice(team="product")))
    assert ids_of(panel, "parts") == ["billing", "booking"]
    assert "Has a part in 2 initiatives, 2 bets, 1 measure and 2 outcomes." in words_of(panel, "booking")
    assert "It has 2 teams in it." in panel.alt


def test_every_team_with_a_part_in_something_has_a_sheet(panel_source: PanelSource) -> None:
    found = draw_up_team_sheets(panel_source, Choice())
    assert found.of == {team: f"team-sheet-{team}" for team in ("alone", "billing", "booking", "product", "support")}
    alone = only(draw_up_team_sheets(panel_source, Choice(team="idle")))
    assert '"Nobody asked them" itself has a part in nothing that is under way.' in alone.lead
    assert not draw_up_team_sheets(panel_source, Choice(team="idle", statuses=("active",))).panels


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(team="booking", strategy="second"), {"lessons-used"}),
        (Choice(team="booking", statuses=("running", "planned")), {"running", "lost-work"}),
        (Choice(team="booking", statuses=("done",)), {"done-work"}),
        (
            Choice(team="booking", period=parse_period("2026-Q3")),
            {"lost-work", "proposed", "missed", "turn-up", "lessons-used", "later"},
        ),
    ],
)
def test_a_sheet_can_be_narrowed(panel_source: PanelSource, choice: Choice, shown: set[str]) -> None:
    panel = only(draw_up_team_sheets(panel_source, choice))
    assert {row.id for table in panel.tables for row in table.rows} == shown


def test_a_long_sheet_is_cut(panel_source: PanelSource) -> None:
    found = draw_up_team_sheets(panel_source, Choice(team="booking"), limit=6)
    assert [panel.name for panel in found.panels] == [f"team-sheet-booking{end}" for end in ("", "-2", "-3")]
    assert found.panels[0].lead
    assert not found.panels[1].lead


# What holds of all


@pytest.mark.parametrize("draw_up", DRAW_UPS)
def test_nothing_gives_no_panel(draw_up: Callable[..., PanelSet]) -> None:
    plan = load_plan(ROOT / "tests" / "load" / "cases", ("no-such-folder",)).plan
    assert draw_up(source_of(plan), Choice()).panels == ()


@pytest.mark.parametrize("draw_up", DRAW_UPS)
def test_every_panel_has_a_title_words_and_records(panel_source: PanelSource, draw_up: Callable[..., PanelSet]) -> None:
    names = set()
    for panel in draw_up(panel_source, Choice()).panels:
        assert panel.title
        assert panel.alt.endswith(".")
        assert "as of 2026-03-03" in panel.subtitle
        assert panel.legend or panel.name == "team-sheet-alone"
        assert panel.name not in names
        names.add(panel.name)
        assert all(len(record) == len(panel.header) for record in panel.records)


def test_items_of_one_id_count_once(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    bet = "kind: hypothesis\nid: same\ntitle: T\nchange: x\nmoves: {id: k, to: 1}\nstart: 2026-01-01\nend: 2026-12-31\n"
    (tmp_path / "plans" / "a.yaml").write_text(f"{bet}---\n{bet}", "utf-8")
    plan = load_plan(tmp_path).plan
    assert len(plan.of_kind(Hypothesis)) == 2
    assert len(only(draw_up_hypothesis_board(source_of(plan), Choice())).records) == 1
    assert plan.of_kind(Commitment) == ()


def test_figures_of_the_ledger_are_there_as_plain_values(panel_source: PanelSource) -> None:
    figures = only(draw_up_learning_ledger(panel_source, Choice())).figures
    assert figures is not None
    rows = [dict(zip(figures.header, row, strict=True)) for row in figures.rows]
    assert [(row["by"], row["id"]) for row in rows] == [
        ("all", ""),
        ("team", "booking"),
        ("team", "billing"),
        ("team", "support"),
        ("function", "development"),
        ("function", "support"),
        ("strategy", "first"),
        ("strategy", "second"),
    ]
    assert rows[0] == {
        "by": "all", "id": "", "title": "All bets", "decided": 5, "judged": 4, "as expected": 2, "rate": 0.5,
        "interval from": 0.15, "interval to": 0.85, "measures with an effect": 5, "median effect": 1.0,
        "least effect": -0.1, "greatest effect": 1.1,
    }  # fmt: skip
