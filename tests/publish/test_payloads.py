"""A plan whose every text is a trap: no page of its site runs, loads or breaks anything."""

from __future__ import annotations

import dataclasses
import typing
from datetime import date
from typing import Any

import pytest

from alignctl.plan.dates import parse_period
from alignctl.plan.items import KINDS, Item, Origin
from alignctl.plan.plan import Plan
from alignctl.publish.assets import make_assets
from alignctl.publish.markdown_files import markdown_file
from alignctl.publish.pages import build_pages
from tests.publish.conftest import read_html
from tests.publish.payloads import PAYLOADS, assert_harmless

CHOICES = {
    "strength": "strong",
    "answer": "yes",
    "says": "on-track",
    "verdict": "reached",
    "decision": "adopt",
    "direction": "increase",
    "path": "linear",
    "cadence": "monthly",
    "counts": "snapshot",
    "level": "outcome",
    "read_as": "outcome",
}
"""Fields whose words the schema limits; everything else may hold any text."""

STATUS = {"hypothesis": "decided", "initiative": "active", "commitment": "agreed"}


def fill(hint: Any, name: str, trap: str, kind: str) -> Any:
    """A value of a type with the trap in every text."""
    origin = typing.get_origin(hint)
    arguments = [a for a in typing.get_args(hint) if a is not type(None)]
    if origin is tuple:
        return (fill(arguments[0], name, trap, kind),)
    if arguments:
        return fill(arguments[0], name, trap, kind)
    if hint is Any:
        return {"was": trap}
    if hint is str:
        if name == "status":
            return STATUS.get(kind, "active")
        if name in ("id", "kpi", "question", "after"):
            return f"a-{TARGETS.get(kind, 'kpi')}"
        return CHOICES.get(name, trap)
    if hint is bool:
        return True
    if hint is int:
        return 1
    if hint is float:
        return 3.0
    if hint is date:
        return date(2026, 1, 5)
    if hint.__name__ == "Period":
        return parse_period("2026-03-31")
    hints = typing.get_type_hints(hint)
    return hint(**{field.name: fill(hints[field.name], field.name, trap, kind) for field in dataclasses.fields(hint)})


TARGETS = {
    "strategy": "strategy",
    "outcome": "strategy",
    "kpi": "outcome",
    "hypothesis": "kpi",
    "initiative": "hypothesis",
}


LEFT_OUT = ("id", "origin", "broken", "extensions", "retired", "replaced_by", "readings_file", "responses_file")


def trapped_plan(trap: str) -> Plan:
    items: list[Item] = []
    for kind, cls in KINDS.items():
        hints = typing.get_type_hints(cls)
        values = {
            field.name: fill(hints[field.name], field.name, trap, kind)
            for field in dataclasses.fields(cls)
            if field.name not in LEFT_OUT
        }
        origin = Origin(f"plans/{trap}.yaml")
        items.append(cls(id=f"a-{kind}", origin=origin, extensions=(("x-note", [trap, {trap: trap}]),), **values))
    return Plan(items)


@pytest.fixture(scope="module", params=PAYLOADS)
def trapped(request, site):
    findings = tuple(
        dataclasses.replace(
            found,
            message=request.param,
            help=request.param,
            item="a-outcome",
            location=dataclasses.replace(found.location, path=f"plans/{request.param}.yaml"),
        )
        for found in site.findings[:2]
    )
    plan = trapped_plan(request.param)
    return dataclasses.replace(
        site,
        plan=plan,
        findings=findings,
        set_aside=findings,
        name=request.param,
        today_said_by=request.param,
        rules=(),
    )


def test_no_page_runs_or_loads_anything(trapped, monkeypatch):
    from alignctl.diagnostics import SetAside

    aside = tuple(
        dataclasses.replace(found, set_aside=SetAside("suppressed", trapped.name)) for found in trapped.set_aside
    )
    built = build_pages(dataclasses.replace(trapped, set_aside=aside))
    assets = make_assets()
    assert len(built.pages) >= 2 * len(KINDS)
    for page in built.pages:
        seen = read_html(page.html)
        assert_harmless(page.html)
        assert_harmless(page.search_html)
        assert [tag for tag, _ in seen.elements].count("h1") == 1
        written = markdown_file(page, assets)
        assert "\n\n\n" not in written.split("---\n", 2)[2].strip()


def test_every_text_that_is_no_markdown_is_shown(site):
    """What is escaped is not lost: a text with signs of HTML stands on the page as typed."""
    trap = "Fewer <calls> & more"
    built = build_pages(dataclasses.replace(site, plan=trapped_plan(trap), findings=(), set_aside=()))
    for page in built.pages:
        if page.path.startswith(("outcomes/a-", "kpis/a-", "teams/a-")):
            assert trap in read_html(page.html).text
