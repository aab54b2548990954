"""Where a rule draws its line: rows of (a plan, what the rule says), each with its reason in a sentence.

`rows/CODE.yaml` holds a plan that all of its rows begin with (`plan`, documents by a short name), `options`,
`today` and `files` for all of them where they are not the usual ones, and the rows:

    why       the reason, in a sentence; no two rows of a rule have the same
    with      what the row's plan has otherwise: document → fields to set; null takes a field or a document away
    today     the day, where it is not 30 June 2026
    options   options of the rule
    files     files beside the plan: name → text
    finds     what the rule finds, as `item field`, and `item not judged`, in order; nothing where it is left out
    says      pieces of text that must stand in its messages, one each, in the order of the findings
    helps     pieces of text that must stand in its help, in the same way
    shows     what it says of the other places that it shows, in the same order
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alignctl.lint.pages import EXAMPLE_TODAY
from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES

FOLDER = Path(__file__).parent / "rows"
KEYS = {"why", "with", "today", "options", "files", "finds", "says", "helps", "shows"}


def rows() -> Iterator[Any]:
    by_code = {rule.code: rule for rule in RULES}
    for path in sorted(FOLDER.glob("*.yaml")):
        theme = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for number, row in enumerate(theme["rows"], 1):
            usual = {key: theme[key] for key in ("options", "today", "files") if key in theme}
            yield pytest.param(by_code[path.stem], theme["plan"], {**usual, **row}, id=f"{path.stem}-{number:02}")


ROWS = list(rows())


def patched(plan: dict[str, Any], patch: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents of a plan with some fields set; None takes a field or a document away."""
    result = {name: dict(fields) for name, fields in plan.items()}
    for name, fields in patch.items():
        result[name] = {} if fields is None else {**result.get(name, {}), **fields}
    return [{key: value for key, value in fields.items() if value is not None} for fields in result.values() if fields]


@pytest.mark.parametrize(("rule", "plan", "row"), ROWS)
def test_row(rule: Rule, plan: dict[str, Any], row: dict[str, Any], check_plan: Callable[..., Any]) -> None:
    assert set(row) <= KEYS
    text = yaml.safe_dump_all(patched(plan, row.get("with") or {}), sort_keys=False, allow_unicode=True)
    options = row.get("options") or {}
    assert set(options) <= set(rule.options)
    asked = replace(rule, options={**rule.options, **options})
    result = check_plan(text, row.get("today", EXAMPLE_TODAY), (row.get("files") or {}).items(), [asked]).result
    places = [" ".join([d.item or "-", ".".join(map(str, d.location.pointer))]).strip() for d in result.diagnostics]
    places += [f"{item} not judged" for item in result.not_judged.get(rule.code, ())]
    assert places == (row.get("finds") or []), row["why"]
    if "shows" in row:
        assert [label.text for d in result.diagnostics for label in d.labels] == row["shows"]
    for key, texts in (
        ("says", [d.message for d in result.diagnostics]),
        ("helps", [d.help for d in result.diagnostics]),
    ):
        pieces = row.get(key) or []
        assert all(piece in text for piece, text in zip(pieces, texts[: len(pieces)], strict=True)), texts


def test_every_row_has_a_reason_of_its_own() -> None:
    reasons = [(param.values[0].code, param.values[2]["why"]) for param in ROWS]
    assert len(set(reasons)) == len(reasons)
    assert all(len(why.split()) >= 4 and why.endswith(".") for _, why in reasons)


def test_days_are_days() -> None:
    assert all(isinstance(param.values[2].get("today", EXAMPLE_TODAY), date) for param in ROWS)
