"""Which rules are in force: profiles, selectors, severities and options."""

from __future__ import annotations

from typing import Any

import pytest

from alignctl.diagnostics import Severity
from alignctl.lint.policy import UnknownRule, select_rules, settle_options, severities_by_code
from alignctl.lint.rule import STANDARD, STARTER, STRICT, Rule

SCHEMA = Rule("SCH001", "invalid-yaml", Severity.ERROR, STARTER, "")
LINK = Rule("REF001", "unknown-reference", Severity.ERROR, STARTER, "")
OWNER = Rule("REF006", "unowned-item", Severity.WARNING, STANDARD, "", options={"most": 3})
LAGGING = Rule("MEA012", "lagging-only", Severity.ADVICE, STRICT, "", options={"words": ("a", "b")})
ALL = (SCHEMA, LINK, OWNER, LAGGING)


@pytest.mark.parametrize(
    ("profile", "select", "ignore", "expected"),
    [
        ("starter", (), (), (SCHEMA, LINK)),
        ("standard", (), (), (SCHEMA, LINK, OWNER)),
        ("strict", (), (), ALL),
        ("starter", ("MEA012",), (), (SCHEMA, LINK, LAGGING)),
        ("starter", ("lagging-only",), (), (SCHEMA, LINK, LAGGING)),
        ("starter", ("mea",), (), (SCHEMA, LINK, LAGGING)),
        ("starter", ("REF",), (), (SCHEMA, LINK, OWNER)),
        ("starter", ("ALL",), (), ALL),
        ("strict", (), ("REF",), (SCHEMA, LAGGING)),
        ("strict", (), ("unowned-item",), (SCHEMA, LINK, LAGGING)),
        ("strict", ("REF001",), ("REF",), (SCHEMA, LAGGING)),
        ("strict", (), ("ALL",), (SCHEMA,)),
        ("strict", (), ("SCH001",), ALL),
    ],
)
def test_profile_select_and_ignore(
    profile: str, select: tuple[str, ...], ignore: tuple[str, ...], expected: tuple[Rule, ...]
) -> None:
    assert select_rules(ALL, profile, select, ignore) == expected


@pytest.mark.parametrize(
    ("selector", "hint"),
    [("REF01", '"REF001"'), ("unowned-itm", '"unowned-item"'), ("qqq", "by code")],
)
def test_selector_that_means_no_rule_is_refused_with_a_way_out(selector: str, hint: str) -> None:
    for attempt in (
        lambda: select_rules(ALL, "strict", (selector,)),
        lambda: select_rules(ALL, "strict", (), (selector,)),
        lambda: severities_by_code(ALL, {selector: Severity.ADVICE}),
        lambda: settle_options(ALL, {selector: {}}),
    ):
        with pytest.raises(UnknownRule, match=f'no rule "{selector}".*{hint}'):
            attempt()


def test_the_more_exact_selector_decides_the_severity() -> None:
    configured = {"ALL": Severity.ADVICE, "REF": Severity.WARNING, "REF006": Severity.ERROR}
    assert severities_by_code(ALL, configured) == {
        "SCH001": Severity.ADVICE,
        "REF001": Severity.WARNING,
        "REF006": Severity.ERROR,
        "MEA012": Severity.ADVICE,
    }
    assert severities_by_code(ALL, {"unowned-item": Severity.ADVICE}) == {"REF006": Severity.ADVICE}


@pytest.mark.parametrize("name", ["REF006", "unowned-item"])
def test_options_are_settled_by_code(name: str) -> None:
    assert settle_options(ALL, {name: {"most": 5}}) == {"REF006": {"most": 5}}


@pytest.mark.parametrize(
    "configured",
    [{"REF006": {"mots": 5}}, {"REF006": {"most": "many"}}, {"REF": {"most": 5}}, {"REF001": {"most": 5}}],
)
def test_option_that_there_is_none_of_is_refused(configured: dict[str, dict[str, Any]]) -> None:
    with pytest.raises(UnknownRule):
        settle_options(ALL, configured)
