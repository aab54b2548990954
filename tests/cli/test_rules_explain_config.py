"""`alignctl rules`, `explain` and `config`: what is in force, why, and where it came from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alignctl.lint.pages import HEADINGS
from alignctl.lint.rules import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_explained_by_code_and_name(rule, capsys: pytest.CaptureFixture[str]) -> None:
    from alignctl.cli.explain import command

    shown = []
    for name in (rule.code, rule.code.lower(), rule.name):
        assert command.main([name], standalone_mode=False) == 0
        shown.append(capsys.readouterr().out)
    assert len(set(shown)) == 1
    assert shown[0].startswith(
        f"{rule.name} ({rule.code})\n{rule.severity.label}; in force from profile {rule.profile} on"
    )
    assert all(f"\n{heading}\n" in shown[0] for heading in HEADINGS)
    assert "```" not in shown[0]


def test_a_mistyped_rule_is_suggested(tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("explain", "unlinked-outcomes", cwd=tmp_path)
    assert result.returncode == 2
    assert 'did you mean "unlinked-outcome"?' in result.stderr


def test_rules_says_what_is_in_force_here(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "alignctl.yaml").write_text(
        "profile: starter\nignore: [LOS003]\nseverity: {LOS: warning, LOS001: error}\n"
    )
    listed = json.loads(run_alignctl("rules", "--format", "json", cwd=tmp_path).stdout)["rules"]
    by_code = {entry["code"]: entry for entry in listed}
    assert set(by_code) == {rule.code for rule in RULES}
    assert by_code["LOS001"]["in_force"]
    assert by_code["LOS001"]["severity"] == "error"
    assert by_code["LOS002"]["severity"] == "warning"
    assert not by_code["LOS003"]["in_force"]
    assert not by_code["MEA005"]["in_force"]
    text = run_alignctl("rules", cwd=tmp_path).stdout
    assert text.count("\n- ") + text.startswith("- ") == sum(not entry["in_force"] for entry in listed)


def test_rules_and_their_pages_say_how_findings_are_mended(tmp_path: Path, run_alignctl) -> None:
    listed = json.loads(run_alignctl("rules", "-f", "json", cwd=tmp_path).stdout)["rules"]
    fixable = {entry["code"]: entry["fixable"] for entry in listed}
    assert fixable == {rule.code: list(rule.fixes) for rule in RULES}
    lines = {line[2:8]: line for line in run_alignctl("rules", cwd=tmp_path).stdout.splitlines()}
    assert lines["REF001"].endswith("  fix: safe, unsafe")
    assert lines["SCH005"].endswith("  fix: unsafe")
    assert "fix" not in lines["LOS001"]
    told = {
        code: run_alignctl("explain", code, cwd=tmp_path).stdout.split("\nFix\n\n")[1]
        for code in ("MEA010", "REF001", "REF005", "LOS001")
    }
    assert told["MEA010"].startswith("alignctl check --fix mends it")
    assert "--unsafe-fixes" not in told["MEA010"]
    assert told["REF001"].startswith("alignctl check --fix mends it")
    assert "--unsafe-fixes" in told["REF001"]
    assert told["REF005"].startswith("alignctl check --unsafe-fixes mends")
    assert told["LOS001"].startswith("A person has to decide")


def test_a_rule_of_the_configuration_cannot_steer_the_terminal(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "alignctl.yaml").write_text(
        'rules: [{code: OWN001, name: own-rule, kind: team, require: purpose, message: "\\e]0;owned\\a\\e[2J"}]\n'
    )
    shown = run_alignctl("explain", "OWN001", cwd=tmp_path).stdout
    assert shown.startswith("own-rule (OWN001)")
    assert not set(shown) & set("\x1b\x07")
    assert "\\x1b]0;owned" in shown


def test_config_says_where_each_value_came_from(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "alignctl.yaml").write_text("today: 2026-06-30\nfail-on: warning\n")
    settings = json.loads(run_alignctl("config", "--format", "json", cwd=tmp_path).stdout)["settings"]
    assert settings["today"] == {"value": "2026-06-30", "from": "alignctl.yaml"}
    assert settings["fail_on"] == {"value": "warning", "from": "alignctl.yaml"}
    assert settings["profile"] == {"value": "standard", "from": "default"}
    flagged = json.loads(run_alignctl("config", "--format", "json", "--today", "2026-01-01", cwd=tmp_path).stdout)
    assert flagged["settings"]["today"]["from"] == "--today"


def test_config_is_found_upward_and_in_pyproject(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.alignctl]\nname = "From pyproject"\ntoday = 2026-06-30\n')
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    settings = json.loads(run_alignctl("config", "--format", "json", cwd=inside).stdout)["settings"]
    assert settings["name"] == {"value": "From pyproject", "from": "pyproject.toml"}
    assert settings["today"]["value"] == "2026-06-30"
    (inside / ".git").mkdir()
    assert json.loads(run_alignctl("config", "--format", "json", cwd=inside).stdout)["file"] is None
