"""`alignctl check` as a user and a pipeline meet it: exit codes, places, formats, standard input, scope."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from alignctl.load.schema import bundle

SCENARIOS = Path(__file__).parent / "check"


def scenarios() -> list[Path]:
    return sorted(path.parent for path in SCENARIOS.glob("*/command.txt"))


@pytest.mark.parametrize("folder", scenarios(), ids=lambda p: p.name)
def test_output_and_exit_code_are_as_expected(folder: Path, tmp_path: Path, run_alignctl) -> None:
    """command.txt holds the arguments; expected.txt the output and, on its last line, the exit code."""
    work = tmp_path / "plan"
    shutil.copytree(folder, work)
    stdin = (folder / "stdin.yaml").read_text("utf-8") if (folder / "stdin.yaml").exists() else None
    result = run_alignctl(*shlex.split((folder / "command.txt").read_text("utf-8")), cwd=work, stdin=stdin)
    output = (result.stdout + result.stderr).replace(str(work), "<root>")
    assert output + f"exit {result.returncode}\n" == (folder / "expected.txt").read_text("utf-8")


CLEAN = "kind: team\nid: support\ntitle: Support\n"
ORPHAN = "kind: outcome\nid: lonely\ntitle: Customers get an answer\nwho: customers\nowner: support\n"


def make_plan(folder: Path, **files: str) -> Path:
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (folder / "plans").mkdir()
    for name, text in files.items():
        (folder / "plans" / f"{name}.yaml").write_text(text)
    return folder


def test_json_fits_its_schema_and_counts_what_it_lists(tmp_path: Path, run_alignctl) -> None:
    from jsonschema import Draft202012Validator

    make_plan(tmp_path, team=CLEAN, outcome=ORPHAN, bad="kind: team\nid: Bad\ntitle: x\nfoo: 1\n")
    result = run_alignctl("check", "--format", "json", cwd=tmp_path)
    report = json.loads(result.stdout)
    Draft202012Validator(bundle("report")).validate(report)
    severities = [f["severity"] for f in report["findings"]]
    assert severities.count("error") == report["summary"]["errors"] > 0
    assert result.returncode == 1


def test_every_format_has_the_same_findings(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN, outcome=ORPHAN)
    report = json.loads(run_alignctl("check", "-f", "json", cwd=tmp_path).stdout)
    concise = run_alignctl("check", "-f", "concise", cwd=tmp_path).stdout
    full = run_alignctl("check", cwd=tmp_path).stdout
    assert report["findings"]
    for finding in report["findings"]:
        place = finding["location"]
        where = f"{place['file']}:{place['line']}:{place['column']}"
        assert f"{where}: {finding['severity']} {finding['code']}" in concise
        assert f"{finding['severity']}[{finding['code']}] {finding['name']}: {finding['message']}" in full
        assert f"--> {where}" in full


def test_path_narrows_what_is_reported_but_not_what_is_loaded(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN, outcome=ORPHAN)
    elsewhere = run_alignctl("check", "plans/team.yaml", cwd=tmp_path)
    assert elsewhere.returncode == 0
    assert "in files that were not asked for" in elsewhere.stdout
    from_inside = run_alignctl("check", "outcome.yaml", cwd=tmp_path / "plans")
    assert from_inside.returncode == 1
    assert "unknown-reference" not in from_inside.stdout


def test_standard_input_stands_for_a_file_of_the_plan(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN, outcome=ORPHAN)
    mended = run_alignctl("check", "-", "--stdin-filename", "plans/team.yaml", cwd=tmp_path, stdin=CLEAN + "foo: 1\n")
    assert mended.returncode == 1
    assert "plans/team.yaml:4:1" in mended.stdout
    new_file = run_alignctl("check", "-", "--stdin-filename", "plans/new.yaml", cwd=tmp_path, stdin="kind: x\n")
    assert "plans/new.yaml" in new_file.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "nowhere.yaml"], 'there is no file or folder "nowhere.yaml"'),
        (["check", "/etc/passwd"], "lies outside the plan"),
        (["check", "-"], "--stdin-filename FILE says which file"),
        (["check", "--stdin-filename", "plans/team.yaml"], "goes with '-'"),
        (["check", "--select", "LSO001"], 'there is no rule "LSO001"; did you mean "LOS001"'),
        (["check", "--today", "tomorrow"], "--today must be a day"),
        (["check", "--config", "none.yaml"], "no configuration file"),
        (["chekc"], 'did you mean "check"?'),
    ],
)
def test_misuse_exits_with_2_and_says_what_to_do(arguments: list[str], says: str, tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl(*arguments, cwd=make_plan(tmp_path, team=CLEAN))
    assert result.returncode == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("plan: x\n", 'unknown setting "plan"; did you mean "plans"?'),
        ("language: 2\n", "install a newer alignctl"),
        ("today: 2026-02-30\n", '"today" must be a day'),
        ("profile: strickt\n", 'did you mean "strict"?'),
        ("plans: ../x\n", "below the configuration file"),
        ("severity: {LOS1: error}\n", 'there is no rule "LOS1"'),
        ("severity: {LOS001: fatal}\n", "must be one of error, warning, advice"),
        ("options: {MEA011: {graze_days: 3}}\n", 'did you mean "grace_days"?'),
        ("- a\n", "must hold settings"),
        ("a: [\n", "is not valid YAML"),
        ("fiscal_year_starts: 13\n", "a month from 1 to 12"),
    ],
)
def test_broken_configuration_exits_with_2(settings: str, says: str, tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN)
    (tmp_path / "alignctl.yaml").write_text(settings)
    result = run_alignctl("check", cwd=tmp_path)
    assert result.returncode == 2, result.stdout
    assert says in result.stderr


def test_nothing_to_check_exits_with_3(tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("check", cwd=tmp_path)
    assert result.returncode == 3
    assert "nothing to check" in result.stderr


def test_fail_on_decides_what_fails(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN, strategy="kind: strategy\nid: s\ntitle: S\nstatus: draft\n")
    report = json.loads(run_alignctl("check", "-f", "json", cwd=tmp_path).stdout)
    assert {f["severity"] for f in report["findings"]} == {"advice"}
    assert run_alignctl("check", cwd=tmp_path).returncode == 0
    assert run_alignctl("check", "--fail-on", "warning", cwd=tmp_path).returncode == 0
    assert run_alignctl("check", "--fail-on", "advice", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "settings", "env", "says"),
    [
        (["--today", "2026-03-01"], "today: 2026-06-30\n", {"SOURCE_DATE_EPOCH": "0"}, "as of 2026-03-01 (--today)"),
        ([], "today: 2026-06-30\n", {"SOURCE_DATE_EPOCH": "0"}, "as of 2026-06-30 (alignctl.yaml)"),
        ([], "language: 1\n", {"SOURCE_DATE_EPOCH": "86400"}, "as of 1970-01-02 (SOURCE_DATE_EPOCH)"),
        ([], "language: 1\n", {}, "(today, UTC)"),
    ],
)
def test_the_day_comes_from_flag_configuration_environment_or_clock(
    arguments: list[str], settings: str, env: dict[str, str], says: str, tmp_path: Path, run_alignctl
) -> None:
    make_plan(tmp_path, team=CLEAN)
    (tmp_path / "alignctl.yaml").write_text(settings)
    assert says in run_alignctl("check", *arguments, cwd=tmp_path, env=env).stdout


def test_a_fault_of_ours_is_one_line_and_a_report(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN)
    (tmp_path / "sitecustomize.py").write_text(
        "import alignctl.lint.engine as e\ndef boom(*a, **k): raise RuntimeError('boom')\ne.run_rules = boom\n"
    )
    env = {"PYTHONPATH": f"{tmp_path}:{Path(__file__).resolve().parents[2]}", "TMPDIR": str(tmp_path)}
    result = run_alignctl("check", cwd=tmp_path, env=env)
    assert result.returncode == 70
    assert len(result.stderr.splitlines()) == 1
    assert "a fault of alignctl itself" in result.stderr
    report = next(tmp_path.glob("alignctl-bug-*.txt"))
    assert str(report) in result.stderr
    assert "boom" in report.read_text()


def test_text_of_a_plan_cannot_steer_the_terminal(tmp_path: Path, run_alignctl) -> None:
    hostile = 'kind: outcome\nid: lonely\ntitle: "\\e[2J\\e]0;owned\\a \\u202e gnp"\nowner: support\n'
    make_plan(tmp_path, team=CLEAN, outcome=hostile)
    for form in ("full", "concise"):
        output = run_alignctl("check", "-f", form, "--color", "never", cwd=tmp_path).stdout
        assert "lonely" in output
        assert not set(output) & set("\x1b\x07\u202e")


def test_colour_follows_the_flag_and_the_environment(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN, outcome=ORPHAN)
    assert "\x1b[" not in run_alignctl("check", cwd=tmp_path).stdout
    assert "\x1b[" in run_alignctl("check", "--color", "always", cwd=tmp_path).stdout
    assert "\x1b[" in run_alignctl("check", cwd=tmp_path, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in run_alignctl("check", cwd=tmp_path, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_output_does_not_depend_on_hash_seed_locale_or_time_zone(tmp_path: Path, run_alignctl) -> None:
    make_plan(tmp_path, team=CLEAN, outcome=ORPHAN, bad="kind: kpi\nid: x\ntitle: ü\nfoo: 1\nbar: 2\nlevel: y\n")
    outputs = {
        run_alignctl(
            "check", "-f", form, cwd=tmp_path, env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        ).stdout
        for form in ("json",)
        for seed, locale, zone in (
            ("0", "C", "UTC"),
            ("1", "C.UTF-8", "Asia/Tokyo"),
            ("2", "POSIX", "America/Los_Angeles"),
        )
    }
    assert len(outputs) == 1


def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    import subprocess
    import sys

    make_plan(tmp_path, **{f"o{n}": ORPHAN.replace("lonely", f"lonely-{n}") for n in range(300)})
    command = f"{shlex.quote(sys.executable)} -m alignctl check | head -n 1"
    result = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.stdout
