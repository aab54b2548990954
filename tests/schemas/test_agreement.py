"""Schemas, item classes and the language page agree, field by field."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from alignctl.load.schema import bundle
from alignctl.plan.items import KINDS, LINK_FIELDS, field_names

ROOT = Path(__file__).resolve().parent.parent.parent
COMMON = json.loads((ROOT / "schemas" / "common.schema.json").read_text("utf-8"))["$defs"]


class NoDates(yaml.SafeLoader):
    """YAML with dates as texts, as alignctl reads it."""


NoDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in entries if not tag.endswith(":timestamp")]
    for first, entries in NoDates.yaml_implicit_resolvers.items()
}


def properties(kind: str) -> dict[str, dict[str, Any]]:
    """The fields of a kind as its schema has them, references to common definitions followed."""
    schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text("utf-8"))
    return {name: follow(value) for name, value in schema["properties"].items()}


def follow(value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    base = follow(COMMON[value["$ref"].rsplit("/", 1)[1]])
    return {**base, **{key: entry for key, entry in value.items() if key != "$ref"}}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_class_have_the_same_fields(kind: str) -> None:
    assert set(properties(kind)) - {"kind"} == set(field_names(KINDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_link_fields_point_to_the_same_kinds(kind: str) -> None:
    in_schema = {name: tuple(value["x-links-to"]) for name, value in properties(kind).items() if "x-links-to" in value}
    assert in_schema == LINK_FIELDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_statuses_and_default_agree(kind: str) -> None:
    status = properties(kind)["status"]
    assert status["default"] == KINDS[kind].default_status
    assert status["default"] in status["enum"]
    assert status["enum"][0] == "draft"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_teaches(kind: str) -> None:
    for name, value in properties(kind).items():
        assert value.get("description"), f"{kind}.{name} has no description"
    schema = bundle(kind)
    assert schema["title"]
    assert schema["description"]
    assert schema["examples"]


@pytest.mark.parametrize("kind", [*KINDS, "plan", "report", "diff", "log", "plan-json", "config"])
def test_schemas_are_valid_and_stand_alone(kind: str) -> None:
    from jsonschema import Draft202012Validator

    schema = bundle(kind)
    Draft202012Validator.check_schema(schema)
    assert re.fullmatch(rf"urn:alignctl:schema:\d+:{kind}", schema["$id"])
    outside = [ref for ref in re.findall(r'"\$ref": "([^"]+)"', json.dumps(schema)) if not ref.startswith("#")]
    assert not outside


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_fits_its_schema_and_the_schema_of_any_document(kind: str) -> None:
    from jsonschema import Draft202012Validator

    for example in bundle(kind)["examples"]:
        assert not list(Draft202012Validator(bundle(kind)).iter_errors(example))
        assert not list(Draft202012Validator(bundle("plan")).iter_errors(example))
        assert list(Draft202012Validator(bundle("plan")).iter_errors({**example, "unknown": 1}))


def documented(kind: str) -> dict[str, bool]:
    """The fields in the page's table of a kind (or of all kinds), and whether each is bold."""
    page = (ROOT / "site" / "language.md").read_text("utf-8")
    section = re.split(rf"^## {kind}$", page, flags=re.M)[1].split("\n## ")[0]
    return {name: bool(bold) for bold, name in re.findall(r"^\| (\*\*)?`([a-z_]+)`", section, flags=re.M)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_language_page_has_the_same_fields_and_the_same_ones_required(kind: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text("utf-8"))
    required = {*schema["required"], *schema.get("else", {}).get("required", [])}
    on_page = {**documented("All kinds"), **documented(kind)}
    assert set(on_page) == set(schema["properties"])
    assert {name for name, bold in on_page.items() if bold} == required


def test_the_schema_of_the_configuration_and_its_readers_have_the_same_settings() -> None:
    from alignctl.config import Config
    from alignctl.config_values import Override

    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    fields = set(Config.__dataclass_fields__) - {"root", "file", "given"}
    assert set(schema["properties"]) == fields
    assert set(schema["$defs"]["override"]["properties"]) == set(Override.__dataclass_fields__)
    for name, setting in schema["properties"].items():
        assert setting.get("description"), name


def test_the_configurations_of_this_project_fit_the_schema() -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(bundle("config"))
    for path in (ROOT / "alignctl.yaml", ROOT / "examples" / "us-federal-goals" / "alignctl.yaml"):
        validator.validate(yaml.load(path.read_text("utf-8"), Loader=NoDates))
