"""SARIF as a reader of the standard sees it: valid by the official schema; rules, fixes, fingerprints, suppressions."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

HERE = Path(__file__).parent
FIXES = Path(__file__).resolve().parents[1] / "edit" / "fixes"
SLIPS = sorted(path for path in FIXES.iterdir() if path.is_dir())
PLAN = """\
kind: team
id: support
title: Support
part_of: suport
tags: [a, a]
---
kind: outcome
id: lonely  # alignctl: ignore[LOS001] -- until the strategy is written
title: Customers get an answer the first time
who: customers
owner: support
---
kind: outcome
id: other
title: Customers stay [docs](1)
who: customers
owner: support
"""


@pytest.fixture(scope="session")
def validator() -> Draft4Validator:
    schema = json.loads((HERE / "sarif" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in a folder of a repository."""
    folder = tmp_path / "repository" / "our plan"
    (folder / "plans").mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (folder / "plans" / "a.yaml").write_text(PLAN)
    return folder


def run_of(folder: Path, run_alignctl, *options: str) -> dict[str, Any]:
    log = json.loads(run_alignctl("check", "-f", "sarif", *options, cwd=folder).stdout)
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("root", ["examples/us-federal-goals", "."])
def test_reports_of_real_plans_are_valid(root: str, root_folder: Path, run_alignctl, validator) -> None:
    result = run_alignctl("check", "-f", "sarif", "--profile", "strict", cwd=root_folder / root)
    validator.validate(json.loads(result.stdout))


@pytest.fixture
def root_folder() -> Path:
    return HERE.parents[1]


def test_a_report_with_everything_in_it_is_valid(plan: Path, run_alignctl, validator) -> None:
    (plan / "mkdocs.yml").write_text("site_url: https://plan.example/a\nplugins: [search, alignctl]\n")
    run_alignctl("check", "--write-baseline", "--baseline", "known.json", "--ignore", "MEA", cwd=plan)
    result = run_alignctl("check", "-f", "sarif", "--baseline", "known.json", cwd=plan)
    log = json.loads(result.stdout)
    validator.validate(log)
    results = log["runs"][0]["results"]
    assert any(entry.get("fixes") for entry in results)
    kinds = {
        (entry["ruleId"], s["kind"], s["justification"]) for entry in results for s in entry.get("suppressions", ())
    }
    assert ("LOS001", "inSource", "until the strategy is written") in kinds
    assert ("LOS003", "external", "known from the baseline") in kinds
    paths = {
        place["physicalLocation"]["artifactLocation"]["uri"] for entry in results for place in entry["locations"]
    } | {
        change["artifactLocation"]["uri"]
        for entry in results
        for fix in entry.get("fixes", ())
        for change in fix["artifactChanges"]
    }
    assert paths == {"our%20plan/plans/a.yaml"}


def test_rules_bring_their_page_as_text_and_markdown_and_their_address(plan: Path, run_alignctl) -> None:
    rules = run_of(plan, run_alignctl)["tool"]["driver"]["rules"]
    assert all("helpUri" not in rule for rule in rules)
    (plan / "mkdocs.yml").write_text("site_url: https://plan.example/a/\nplugins: [search, alignctl]\n")
    rules = {rule["id"]: rule for rule in run_of(plan, run_alignctl)["tool"]["driver"]["rules"]}
    rule = rules["LOS001"]
    assert rule["helpUri"] == "https://plan.example/a/rules/unlinked-outcome/"
    assert rule["help"]["markdown"].startswith("# unlinked-outcome (LOS001)\n")
    assert "## Fix\n" in rule["help"]["markdown"]
    assert "```yaml" in rule["help"]["markdown"]
    assert rule["help"]["text"].startswith("unlinked-outcome (LOS001)\n")
    for other in rules.values():
        assert "```" not in other["help"]["text"]
        assert "\x1b" not in other["help"]["text"]
        assert "<!--" not in other["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] == "error"


def test_each_result_names_its_rule_by_number(plan: Path, run_alignctl) -> None:
    run = run_of(plan, run_alignctl)
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    assert all(rules[entry["ruleIndex"]]["id"] == entry["ruleId"] for entry in run["results"])


def test_fingerprints_are_the_plans_and_not_the_lines(plan: Path, run_alignctl) -> None:
    def prints() -> dict[tuple[str, str], str]:
        return {
            (entry["ruleId"], entry["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]): entry[
                "partialFingerprints"
            ]["alignctl/v1"]
            for entry in run_of(plan, run_alignctl)["results"]
        }

    before = prints()
    assert len(set(before.values())) == len(before)
    text = PLAN.replace("Customers stay", "Customers stay with us").replace("kind: team", "# more\n\nkind:  team")
    first, *others = text.split("---\n")
    (plan / "plans" / "a.yaml").write_text("---\n".join(others))
    (plan / "plans" / "z.yaml").write_text(first)
    assert prints() == before


@pytest.mark.parametrize("folder", SLIPS, ids=lambda folder: folder.name)
def test_fixes_say_to_the_character_what_fix_does(folder: Path, tmp_path: Path, run_alignctl, validator) -> None:
    """Made by a reader of the report alone, round by round, they give the files that `check` itself writes."""
    option = "--fix" if "-safe-" in folder.name else "--unsafe-fixes"
    mended, read = tmp_path / "mended", tmp_path / "read"
    for place in (mended, read):
        shutil.copytree(folder / "plans", place / "plans")
        (place / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    run_alignctl("check", option, cwd=mended)
    for _ in range(3):  # three fields that are missing at one place take three rounds
        log = json.loads(run_alignctl("check", "-f", "sarif", cwd=read).stdout)
        validator.validate(log)
        make_fixes(read, log["runs"][0]["results"], safe_only=option == "--fix")
    names = sorted(path.name for path in (mended / "plans").iterdir())
    assert [(read / "plans" / name).read_bytes() for name in names] == [
        (mended / "plans" / name).read_bytes() for name in names
    ]
    assert any((read / "plans" / name).read_bytes() != (folder / "plans" / name).read_bytes() for name in names)


def make_fixes(root: Path, results: list[dict[str, Any]], safe_only: bool) -> None:
    """What a reader does: each replacement once, none that touches one already made, from the end of a file on."""
    wanted: dict[str, dict[tuple[int, int], str]] = {}
    texts: dict[str, str] = {}
    for fix in (fix for entry in results for fix in entry.get("fixes", ())):
        if safe_only and fix["properties"]["applicability"] != "safe":
            continue
        for change in fix["artifactChanges"]:
            path = unquote(change["artifactLocation"]["uri"])
            text = texts.setdefault(path, (root / path).read_bytes().decode("utf-8-sig"))
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                start = offset(text, region["startLine"], region["startColumn"])
                end = offset(text, region["endLine"], region["endColumn"])
                made = wanted.setdefault(path, {})
                if not any((at < end and start < until) or at == start for at, until in made):
                    made[start, end] = replacement["insertedContent"]["text"]
    for path, made in wanted.items():
        text = texts[path]
        for (start, end), inserted in sorted(made.items(), reverse=True):
            text = text[:start] + inserted + text[end:]
        data = (root / path).read_bytes()
        bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        (root / path).write_bytes(bom + text.encode())


def offset(text: str, line: int, column: int) -> int:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
    return starts[line - 1] + column - 1


def test_text_of_a_plan_makes_no_link_in_a_message(plan: Path, run_alignctl) -> None:
    messages = [entry["message"]["text"] for entry in run_of(plan, run_alignctl)["results"]]
    assert any("\\[docs\\](1)" in message for message in messages)
    assert all("](" not in message.replace("\\]", "") for message in messages)
