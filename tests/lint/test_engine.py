"""Running rules: what becomes of findings, severities, options, and what could not be judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.engine import run_rules
from alignctl.lint.rule import STARTER, Context, Finding, Related, Rule, rule
from alignctl.plan.items import Kpi, Origin, Outcome
from alignctl.plan.parts import Retirement
from alignctl.plan.plan import Plan

TODAY = date(2026, 6, 30)


def outcome(item_id: str, document: int = 0, **values: object) -> Outcome:
    return Outcome(id=item_id, title=item_id, origin=Origin("plans/a.yaml", document), **values)  # type: ignore[arg-type]


@rule("TST001", "any-outcome", Severity.ERROR, STARTER, options={"word": "found"})
def any_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """Finds every outcome that can be judged.

    Only the first line is the summary.
    """
    for item in context.judged(plan.outcomes, "who"):
        yield Finding(item, str(context.options["word"]), at=("supports", 0), help="mend it", key=True)


@rule("TST002", "outcome-on-a-day", Severity.WARNING)
def outcome_on_a_day(plan: Plan, context: Context) -> Iterator[Finding]:
    """Tells the day, and points at a second place."""
    for item in plan.outcomes:
        yield Finding(item, context.today.isoformat(), related=(Related(plan.outcomes[0], "the first", ("id",)),))


def test_decorator_makes_a_rule_of_a_generator() -> None:
    assert isinstance(any_outcome, Rule)
    assert any_outcome.summary == "Finds every outcome that can be judged"
    assert (any_outcome.family, any_outcome.profile) == ("TST", "starter")
    assert outcome_on_a_day.profile == "standard"


def test_finding_becomes_a_diagnostic_with_its_places() -> None:
    result = run_rules(Plan([outcome("b", 1), outcome("a", 3)]), [outcome_on_a_day], TODAY)
    first, second = result.diagnostics
    assert (first.item, first.location.path, first.location.document) == ("b", "plans/a.yaml", 1)
    assert (first.code, first.name, first.message) == ("TST002", "outcome-on-a-day", "2026-06-30")
    assert [(label.location.document, label.location.pointer, label.text) for label in first.labels] == [
        (3, ("id",), "the first")
    ]
    assert (second.item, second.location.pointer) == ("a", ())


def test_key_and_help_travel_along() -> None:
    (found,) = run_rules(Plan([outcome("a")]), [any_outcome], TODAY).diagnostics
    assert (found.location.pointer, found.location.part, found.help) == (("supports", 0), "key", "mend it")


def test_order_depends_on_places_and_not_on_the_order_of_rules_or_items() -> None:
    items = [outcome("c", 2), outcome("a", 10), outcome("b", 1)]
    one = run_rules(Plan(items), [any_outcome, outcome_on_a_day], TODAY)
    other = run_rules(Plan(reversed(items)), [outcome_on_a_day, any_outcome], TODAY)
    assert one == other
    assert [d.item for d in one.diagnostics if d.code == "TST001"] == ["b", "c", "a"]


def test_a_draft_gets_advice_whatever_the_severity() -> None:
    plan = Plan([outcome("a", status="draft"), outcome("b", 1)])
    found = run_rules(plan, [any_outcome], TODAY, severities={"TST001": Severity.WARNING}).diagnostics
    assert [(d.item, d.severity) for d in found] == [("a", Severity.ADVICE), ("b", Severity.WARNING)]


def test_broken_items_count_as_not_judged_and_retired_ones_do_not() -> None:
    gone = Retirement(TODAY, "over")
    plan = Plan(
        [
            outcome("b", broken=frozenset({"who"})),
            outcome("a", 1, broken=frozenset({"who", "focus"})),
            outcome("retired", 2, retired=gone, broken=frozenset({"who"})),
            outcome("other-field", 3, broken=frozenset({"focus"})),
        ]
    )
    result = run_rules(plan, [any_outcome], TODAY)
    assert [d.item for d in result.diagnostics] == ["other-field"]
    assert result.not_judged == {"TST001": ("a", "b")}


def test_options_replace_defaults_for_one_rule_only() -> None:
    plan = Plan([outcome("a")])
    (found,) = run_rules(plan, [any_outcome], TODAY, options={"TST001": {"word": "other"}}).diagnostics
    assert found.message == "other"
    (found,) = run_rules(plan, [any_outcome], TODAY, options={"TST002": {"word": "other"}}).diagnostics
    assert found.message == "found"


def test_rules_of_loading_are_listed_and_not_run() -> None:
    listed = Rule("SCH001", "invalid-yaml", Severity.ERROR, STARTER, "listed")
    assert run_rules(Plan([outcome("a")]), [listed], TODAY).diagnostics == ()


def test_progress_is_worked_out_once_for_all_rules() -> None:
    seen = []

    @rule("TST003", "asks-progress", Severity.ADVICE)
    def asks(plan: Plan, context: Context) -> Iterator[Finding]:
        """Asks for the progress of every measure."""
        seen.extend(context.progress(kpi) for kpi in plan.kpis)
        yield from ()

    kpi = Kpi(id="k", title="k", origin=Origin("plans/a.yaml"))
    run_rules(Plan([kpi]), [asks, asks], TODAY)
    assert seen[0] is seen[1]
    assert seen[0].state == "no-target"
