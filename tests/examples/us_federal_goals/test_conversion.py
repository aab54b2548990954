"""The conversion of the published US goals: repeatable, complete in its account, and valid in the plan language."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "us-federal-goals"
FATES = {"used", "used in part", "not used"}


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of what a conversion writes, by path."""
    files = [*folder.joinpath("plans").rglob("*.yaml"), folder / "conversion.json", folder / "CONVERSION.md"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def convert(out: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLE / "convert.py"), "--out", str(out), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment or None)


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return json.loads((EXAMPLE / "conversion.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    loaded = (
        yaml.load_all(path.read_text("utf-8"), Loader=_Core)
        for path in sorted(EXAMPLE.joinpath("plans").rglob("*.yaml"))
    )
    return [item for documents in loaded for item in documents]


class _Core(yaml.CSafeLoader):
    """Reads dates as text, as the plan language does."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_converting_again_gives_the_committed_bytes(tmp_path: Path, seed: str) -> None:
    done = convert(tmp_path, PYTHONHASHSEED=seed, LC_ALL="C", TZ="Pacific/Auckland")
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path) == contents(EXAMPLE)


def test_every_source_row_is_accounted_for_exactly_once(report: dict[str, Any]) -> None:
    for name, sums in report["files"].items():
        source = json.loads((EXAMPLE / "source" / name).read_text("utf-8"))
        rows = [row for row in report["rows"] if row["file"] == name]
        assert [row["row"] for row in rows] == list(range(1, len(source) + 1))
        assert {row["fate"] for row in rows} <= FATES
        assert sums == {"rows": len(source), **Counter(dict.fromkeys(FATES, 0)), **Counter(r["fate"] for r in rows)}


def test_what_is_not_used_says_why_and_what_is_used_says_where(
    report: dict[str, Any], items: list[dict[str, Any]]
) -> None:
    known = {item["id"] for item in items}
    for row in report["rows"]:
        assert bool(row["why"]) == (row["fate"] != "used"), row
        assert (row["item"] in known) == (row["fate"] != "not used"), row
    listed = Counter((r["file"], r["fate"], r["reason"]) for r in report["reasons"] for _ in r["rows"])
    assert listed == Counter((row["file"], row["fate"], why) for row in report["rows"] for why in row["why"])


def test_every_value_of_a_quarter_is_a_reading_that_names_its_row(items: list[dict[str, Any]]) -> None:
    source = json.loads((EXAMPLE / "source" / "targets.json").read_text("utf-8"))
    readings = {reading["source"]: reading["value"] for item in items for reading in item.get("readings", ())}
    stated = {
        f"targets.json {at}": row["value_current"] for at, row in enumerate(source, 1) if row.get("value_current")
    }
    assert all(float(stated[row]) == value for row, value in readings.items())
    missing = {int(row.split()[1]) for row in set(stated) - set(readings)}
    milestones = {at for at, row in enumerate(source, 1) if row.get("indicator_type") == "Complete milestone"}
    assert missing - milestones == {562, 565, 655}  # these state a quarter's value a second time


def test_the_reviewed_values_are_the_only_ones_that_the_source_lacks(
    items: list[dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "none.csv").write_text("key,field,value,reason\n", "utf-8")
    done = convert(tmp_path, "--reviewed", str(tmp_path / "none.csv"))
    assert done.returncode == 0, done.stderr
    unreviewed = [
        item
        for path in sorted(tmp_path.joinpath("plans").rglob("*.yaml"))
        for item in yaml.load_all(path.read_text("utf-8"), Loader=_Core)
    ]
    for with_review, without in zip(items, unreviewed, strict=True):
        absent = set(with_review) - set(without)
        assert absent <= {"level", "unit", "counts", "supports"}
        same = set(without) - {"targets"}
        assert {name: with_review[name] for name in same} == {name: without[name] for name in same}


def test_a_review_of_what_is_not_in_the_source_is_refused(tmp_path: Path) -> None:
    reviewed = tmp_path / "reviewed.csv"
    reviewed.write_text("key,field,value,reason\n005APG2201 No such indicator,unit,count,none\n", "utf-8")
    done = convert(tmp_path, "--reviewed", str(reviewed))
    assert done.returncode == 1
    assert "No such indicator" in done.stderr
    assert not (tmp_path / "plans").exists()


def test_the_items_are_valid_but_for_the_reason_that_no_strategy_gives(items: list[dict[str, Any]]) -> None:
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "schemas").glob("*.schema.json")}
    resources = [(name, Resource.from_contents(schema)) for name, schema in schemas.items()]
    resources += [(schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()]
    wrong = Counter(
        (item["kind"], error.message)
        for item in items
        for error in Draft202012Validator(
            {"$ref": f"{item['kind']}.schema.json"}, registry=Registry().with_resources(resources)
        ).iter_errors(item)
    )
    strategies = sum(item["kind"] == "strategy" for item in items)
    assert wrong == {("strategy", "'why' is a required property"): strategies}


def test_ids_are_unique_and_links_lead_somewhere(items: list[dict[str, Any]]) -> None:
    ids = Counter(item["id"] for item in items)
    assert max(ids.values()) == 1
    for item in items:
        for field in ("owner", "co_owners", "shared_with", "supports", "measures"):
            linked = item.get(field, [])
            assert set([linked] if isinstance(linked, str) else linked) <= set(ids), item["id"]


def test_the_disagreements_with_the_published_status_are_listed(report: dict[str, Any]) -> None:
    disagreements = report["noticed"][0]
    assert len(disagreements["rows"]) == 16
    assert {d["published"] for d in disagreements["detail"].values()} == {"Target not met"}


def test_the_readme_gives_the_sums_of_the_report(report: dict[str, Any]) -> None:
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    for file, sums in report["files"].items():
        assert f"| {file} | {' | '.join(str(number) for number in sums.values())} |" in readme
    total = sum(sums["rows"] for sums in report["files"].values())
    assert f"each of the {total:,} rows" in readme
    assert f"{sum(report['reviewed'].values())} values" in readme


def test_the_readme_gives_what_the_check_finds_now() -> None:
    command = [sys.executable, "-m", "alignctl", "check", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=EXAMPLE)
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)["findings"]
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    table = re.findall(r"^\| ([A-Z]{3}\d{3}) \| (\S+) \| (\w+) \| (\d+) \|$", readme, re.MULTILINE)
    assert {(code, name, severity): int(count) for code, name, severity, count in table} == Counter(
        (finding["code"], finding["name"], finding["severity"]) for finding in found
    )
    quoted = re.findall(r"([A-Z]{3}\d{3}) `([^`]+)`", readme)
    assert len(quoted) >= 5
    assert set(quoted) <= {(finding["code"], finding["item"]) for finding in found}
