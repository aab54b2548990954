"""Scoreboard and assessments as panels: every figure of the scoreboard, what people said, and what is not told."""

from __future__ import annotations

from typing import Any

import pytest

from alignctl.plan.dates import parse_period
from alignctl.views.assessment import draw_up_assessments
from alignctl.views.choice import Choice
from alignctl.views.panel import Panel, Table
from alignctl.views.scoreboard import ROWS, draw_up_scoreboard
from tests.draw.panel_cases import panels_of, source_of


def scoreboard(**wanted: Any) -> Panel:
    (panel,) = draw_up_scoreboard(source_of("assessed"), Choice(**wanted)).panels
    return panel


def table_of(panel: Panel, key: str) -> Table:
    return next(table for table in panel.tables if table.key == key)


def texts_of(panel: Panel, key: str) -> dict[str, list[str]]:
    """The words of each row, by its id."""
    return {row.id: [cell.text for cell in row.cells if cell.text] for row in table_of(panel, key).rows}


def records_of(panel: Panel) -> dict[object, tuple[object, ...]]:
    return {record[0]: record[3:] for record in panel.records if not record[1]}


def test_attainment_stands_with_both_denominators() -> None:
    panel = scoreboard()
    assert texts_of(panel, "attainment") == {
        "attained-of-all": ["Of all measures", "1 of 3", "33 %"],
        "attained-of-judged": ["Of those with a target and data", "1 of 2", "50 %"],
    }
    assert panel.lead[0] == "1 of 3 measures have reached their target (33 %); of the 2 with a target and data, 50 %."


def test_every_measure_is_in_one_state_and_stale_sight_outcomes_and_decisions_are_told() -> None:
    panel = scoreboard()
    bars = [sum(stretch.share for cell in row.cells for stretch in cell.bar) for row in table_of(panel, "states").rows]
    assert sum(bars) == pytest.approx(1)
    told = texts_of(panel, "glance")
    assert told["sight"][1:] == ["3 of 4 1 of 1 outcomes, 2 of 3 KPIs", "75 %"]
    assert told["outcome-share"][1:] == ["2 of 3", "67 %"]
    assert told["overdue"][1:] == ["1 of 1", "100 %"]
    assert told["stale"][1:] == ["0 of 3", "0 %"]
    assert texts_of(panel, "decide") == {"waiting": ["A bet that waits", "2025-12-31", "Front <b>desk</b> & co"]}
    assert records_of(panel)["line of sight"] == (3, 4, 0.75)


def test_the_scoreboard_can_be_narrowed() -> None:
    assert set(texts_of(scoreboard(), "attention")) == {"papers"}
    assert set(texts_of(scoreboard(statuses=("no-data", "attained")), "attention")) == {"finds", "silent"}
    assert scoreboard(statuses=("no-data",)).lead == scoreboard().lead, "the figures are about all"
    assert records_of(scoreboard(strategy="near"))["attained of all measures"] == (1, 2, 0.5)
    assert records_of(scoreboard(team="makers"))["attained of all measures"] == (0, 1, 0.0)
    assert records_of(scoreboard(period=parse_period("2026-Q4")))["attained of all measures"] == (1, 2, 0.5)


def test_a_scoreboard_of_nothing_is_none() -> None:
    assert draw_up_scoreboard(source_of("assessed"), Choice(strategy="far")).panels == ()


def test_what_is_not_listed_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alignctl.views.scoreboard.ROWS", 1)
    assert ROWS > 1
    table = table_of(scoreboard(statuses=("no-data", "attained")), "attention")
    assert (len(table.rows), table.note) == (1, "1 more are not shown")


def assessment(**wanted: Any) -> list[str]:
    return [panel.name for panel in panels_of("assessed", "assessment", Choice(**wanted))]


def test_the_latest_round_of_each_is_shown() -> None:
    assert assessment() == ["assessment-second", "assessment-others"]
    assert assessment(statuses=("active",)) == ["assessment-second", "assessment-others", "assessment-first"]
    assert assessment(statuses=("draft",)) == ["assessment-unsent"]
    assert assessment(period=parse_period("2025")) == ["assessment-first"]
    assert assessment(team="makers") == ["assessment-others"], "the second is about the shop"
    assert assessment(team="desk") == ["assessment-second", "assessment-others"]


def test_scores_spread_agreement_and_change() -> None:
    panel = panels_of("assessed", "assessment")[0]
    (row,) = table_of(panel, "scores").rows
    assert [cell.text for cell in row.cells][1:4] == [
        "3.2 +0.7 since last time",
        "1 to 5; spread 1.9",
        "−0.87 lacking was 0.86",
    ]
    assert row.cells[4].text.startswith("Front <b>desk</b> & co 5.0 (5 people)")
    assert row.cells[4].lines[0].glyph == "warning"
    assert [entry.text for entry in panel.legend] == ["groups see it differently"]
    span = row.cells[2].span
    assert span is not None
    assert (span.low, span.share, span.high) == (0, pytest.approx(0.55), 1)


def test_the_language_mix_on_both_axes_and_the_time_before() -> None:
    panel = panels_of("assessed", "assessment")[0]
    (row,) = table_of(panel, "words").rows
    assert row.cells[1].text == "6 outcome, 2 output, 2 open the time before: 1 outcome, 0 output, 0 open"
    assert [stretch.share for stretch in row.cells[1].bar] == [0.6, 0.2, 0.2]
    assert row.cells[2].text.startswith("3 outward, 2 inward, 5 open")
    assert any("both say the same of 1 of 2 (50 %)" in note for note in panel.notes)
    assert texts_of(panel, "gap")["People: success"] == ["People: success", "6 of 10", "60 %"]


def test_small_groups_are_not_told_and_answers_stay_on_their_page() -> None:
    known: dict[str, Any] = {"questionnaires": {}, "words": panels_words(), "smallest": 6}
    (panel,) = draw_up_assessments(source_of("assessed"), Choice(), ids=("second",), **known).panels
    assert all(row.cells[-1].text == "" for key in ("scores", "words") for row in table_of(panel, key).rows)
    assert "Not shown apart: 4 teams and roles, with fewer than 6 people" in panel.left_out[1]
    assert panel.left_out[0].startswith("Not shown: 10 answers in words")
    told = " ".join(cell.text for table in panel.tables for row in table.rows for cell in row.cells)
    assert "leaflets" not in told


def panels_words() -> Any:
    from alignctl.lint.words import read_words

    return read_words()
