"""Every rule has a page in the agreed form, and its examples do what the page says.

The examples are whole plans: in the pages of other families nothing may be wrong with their schema or their
references, so that a reader can copy them; only a near miss may turn on such a slip. Findings of other rules are not
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from alignctl.lint.pages import HEADINGS, Example, page_path, parse_page, read_page
from alignctl.lint.rule import Rule
from alignctl.lint.rules import FAMILIES, RULES


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """The examples of a rule's page; none where it cannot be read, which a test of its own reports."""
    try:
        return read_page(rule).examples
    except (OSError, ValueError):
        return ()


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.heading.lower().replace(' ', '-')}-{number}")
    for rule in RULES
    for number, example in enumerate(examples_of(rule), start=1)
]

by_code = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@by_code
def test_page_has_the_agreed_form(rule: Rule) -> None:
    page = read_page(rule)
    assert page.title == f"{rule.name} ({rule.code})"
    assert tuple(section.heading for section in page.sections) == HEADINGS
    assert all(section.text for section in page.sections)
    assert page.summary
    assert "\n\n" not in page.summary
    assert page.summary.endswith(".")


@by_code
def test_page_shows_the_defect_the_remedy_and_what_is_none(rule: Rule) -> None:
    examples = read_page(rule).examples
    assert {example.heading for example in examples} == {"Example", "Use instead", "Near miss"}
    for example in examples:
        assert bool(example.findings) == (example.heading == "Example"), example.heading


@by_code
def test_page_names_every_option_with_its_default(rule: Rule) -> None:
    options = next(section.text for section in read_page(rule).sections if section.heading == "Options")
    if not rule.options:
        assert options == "This rule has no options."
    for name, default in rule.options.items():
        assert f"| `{name}` | `{shown(default)}` |" in options


def shown(value: Any) -> str:
    """An option's default as the configuration would have it."""
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_gives_exactly_these_findings(
    rule: Rule, example: Example, check_example: Callable[[Example], Any]
) -> None:
    checked = check_example(example)
    assert checked.lines(rule.code) == list(example.findings)
    if rule.family not in ("SCH", "REF") and example.heading != "Near miss":
        assert checked.lines("SCH", "REF001", "REF002", "REF003") == []


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("family", FAMILIES)
def test_family_lists_its_rules_by_code(family: str) -> None:
    codes = [rule.code for rule in FAMILIES[family]]
    assert codes == sorted(codes)
    assert all(re.fullmatch(family + r"\d{3}", code) for code in codes)


@pytest.mark.parametrize("family", ["SCH", "REF", "LOS"])
def test_table_of_the_family_agrees_with_its_rules(family: str) -> None:
    rules = FAMILIES[family]
    table = [
        f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.label} | {rule.profile} "
        f"| {' '.join(read_page(rule).summary.split())} |"
        for rule in rules
    ]
    text = page_path(rules[0]).with_name("README.md").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith(f"| {family}")] == table


@by_code
def test_name_states_a_defect_in_words(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert not re.match(r"(no|use|require|check|must|should|avoid|prefer|need)-", rule.name)
    assert rule.summary
    assert not rule.summary.endswith(".")


def test_notes_before_a_plan_belong_to_that_plan() -> None:
    page = parse_page(
        "# a-b (X001)\n\nFinds.\n\n## Example\n```yaml\nfirst: 1\n```\n"
        "<!-- today: 2026-03-31 -->\n<!-- file: r.csv -->\n```csv\ndate,value\n```\n```yaml\n# not\n## a heading\n```\n"
        "```text\nX001 error a: b\n```\n"
    )
    first, second = page.examples
    assert (first.plan, first.findings, first.files) == ("first: 1\n", (), ())
    assert first.today.isoformat() == "2026-06-30"
    assert second.plan == "# not\n## a heading\n"
    assert (second.today.isoformat(), second.files) == ("2026-03-31", (("r.csv", "date,value\n"),))
    assert second.findings == ("X001 error a: b",)


@pytest.mark.parametrize("text", ["", "no title", "# a\n```yaml\nopen: 1\n"])
def test_page_without_the_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a page begins|has no end"):
        parse_page(text)
