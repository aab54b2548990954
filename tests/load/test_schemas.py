"""The bundled schemas, and the two validators that share the work."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from alignctl.load import schema
from alignctl.load.explain import explain
from alignctl.load.schema import bundle, bundled, explainer, read_schema, screen
from alignctl.plan.items import KINDS


def references(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(references, node))
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
    return own.union(*map(references, node.values()))


@pytest.mark.parametrize("name", [*KINDS, "plan"])
def test_a_bundle_needs_no_other_file(name: str) -> None:
    whole = bundle(name)
    Draft202012Validator.check_schema(whole)
    found = references(whole)
    assert found == {f"#/$defs/{definition}" for definition in whole["$defs"]}
    assert json.loads(json.dumps(whole)) == whole


@pytest.mark.parametrize("kind", KINDS)
def test_the_bundle_for_any_kind_judges_as_the_bundle_of_that_kind(kind: str) -> None:
    example = bundled(kind)["examples"][0]
    plan = Draft202012Validator(bundle("plan"))
    assert plan.is_valid(example)
    assert not plan.is_valid({**example, "no-such-field": 1})
    assert not plan.is_valid({**example, "kind": "zebra"})


def test_bundling_leaves_the_written_schema_alone() -> None:
    before = read_schema("kpi")
    bundle("kpi")
    assert read_schema("kpi") == before


def rich_examples() -> list[dict[str, Any]]:
    """One document of each kind with nearly every field, made from the examples in the schemas."""
    documents = []
    for kind in KINDS:
        whole = bundled(kind)
        document = dict(whole["examples"][0])
        for name, part in whole["properties"].items():
            target = whole["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
            examples = [*part.get("examples", ()), *target.get("examples", ())]
            if name not in document and examples:
                document[name] = examples[0]
        documents.append(document)
    return documents


DOCUMENTS = rich_examples()
ODD = [
    None,
    True,
    False,
    0,
    -1,
    1,
    1.0,
    2.5,
    1e300,
    10**30,
    2026,
    "",
    " ",
    "a",
    "A b",
    "draft",
    "decided",
    "2026-13",
    "FY2026",
]
ODD += [
    "2026-03-31",
    "2026-02-30",
    "x\ny",
    "a" * 600,
    "ä",
    [],
    {},
    [[]],
    ["a", "a"],
    [1, 1.0],
    {"id": "a"},
    [{"id": "a"}],
]
ODD += [{"value": 1}, {"low": 1, "high": 2}, {"due": "2026"}, "https://example.org", "EUR", "eur", "a.b-c", "-a"]


def places(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [at, *(found for key, value in children for found in places(value, (*at, key)))]


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, Any]:
    document = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from(places(document)[1:]))
        if at[0] == "kind":
            continue
        holder = document
        for step in at[:-1]:
            holder = holder[step]
        action = draw(st.sampled_from(["replace", "remove", "add", "wrap"]))
        if action == "remove":
            del holder[at[-1]]
        elif action == "wrap":
            holder[at[-1]] = [holder[at[-1]]]
        elif action == "replace":
            holder[at[-1]] = copy.deepcopy(draw(st.sampled_from(ODD)))
        elif isinstance(holder, dict):
            name = draw(st.sampled_from(["titel", "x-own", "value", "by", "owner", "id", "note", "status", ""]))
            holder[name] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return document


@settings(max_examples=600, deadline=None)
@given(mutants())
def test_the_validators_agree_and_what_fails_is_explained(document: dict[str, Any]) -> None:
    kind = document["kind"]
    passes = screen(kind).is_valid(document)
    assert passes == explainer(kind).is_valid(document)
    problems = explain(kind, document, lambda pointer: None)
    assert bool(problems) != passes
    for problem in problems:
        assert problem.message
        assert problem.help
        assert "\n" not in problem.message + problem.help
        assert len(problem.message) < 300
    assert len({(problem.pointer, problem.part) for problem in problems}) == len(problems)


def test_what_only_the_screen_finds_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blind:
        def iter_errors(self, value: object) -> list[object]:
            return []

    monkeypatch.setattr(schema, "explainer", lambda kind: Blind())
    (problem,) = explain("team", {"kind": "team", "id": "a", "title": 5}, lambda pointer: None)
    assert (problem.code, problem.pointer) == ("SCH006", ("title",))
    assert "string" in problem.message
