"""`alignctl init`, `new` and `schema`, as a person begins with them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from alignctl.plan.items import KINDS


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_plan_is_clean_and_holds_every_kind(tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("init", "our-plan", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    plan = tmp_path / "our-plan"
    check = run_alignctl("check", "--fail-on", "advice", cwd=plan)
    assert check.returncode == 0, check.stdout
    items = json.loads(run_alignctl("list", "--format", "json", cwd=plan).stdout)["items"]
    assert {item["kind"] for item in items} == set(KINDS)
    for name in (".gitattributes", ".vscode/settings.json", ".github/workflows/plan.yml", "mkdocs.yml", "README.md"):
        assert (plan / name).is_file()
    settings = json.loads((plan / ".vscode/settings.json").read_text())
    ids = {json.loads((plan / schema).read_text())["$id"] for schema in settings["yaml.schemas"]}
    assert ids == {"urn:alignctl:schema:1:plan", "urn:alignctl:schema:1:config"}
    for place in ("workflows/plan.yml", "workflows/plan-comment.yml", "workflows/site.yml"):
        assert yaml.safe_load((plan / ".github" / place).read_text("utf-8"))["jobs"]


def test_init_leaves_files_alone_that_are_there(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "README.md").write_text("mine")
    result = run_alignctl("init", cwd=tmp_path)
    assert result.returncode == 0
    assert "left alone, it is there already: README.md" in result.stdout
    assert (tmp_path / "README.md").read_text() == "mine"
    before = snapshot(tmp_path)
    again = run_alignctl("init", cwd=tmp_path)
    assert "wrote 0 files" in again.stdout
    assert snapshot(tmp_path) == before


def test_init_into_a_file_is_misuse(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "x").write_text("")
    result = run_alignctl("init", "x", cwd=tmp_path)
    assert result.returncode == 2
    assert "not a folder" in result.stderr


@pytest.mark.parametrize("name", ["Größe: *1* #2", "{{name}}", 'a "quoted" \\ name', "no"])
def test_any_name_gives_a_plan_that_loads(name: str, tmp_path: Path, run_alignctl) -> None:
    assert run_alignctl("init", "--name", name, cwd=tmp_path).returncode == 0
    assert yaml.safe_load((tmp_path / "alignctl.yaml").read_text())["name"] == name
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text())["site_name"] == name
    assert run_alignctl("check", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("kind", KINDS)
def test_each_template_is_reported_until_it_is_filled_in(kind: str, tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", cwd=tmp_path)
    result = run_alignctl("new", kind, "--title", f"A new {kind}", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    report = json.loads(run_alignctl("check", "-f", "json", cwd=tmp_path).stdout)
    codes = {f["code"] for f in report["findings"] if f["code"][:3] in ("SCH", "REF")}
    assert codes == {"SCH009"}


FILLED = {
    "strategy": ["why=Because: it matters", "owner=support"],
    "outcome": ["who=customers", "supports=customers-stay", "owner=support"],
    "kpi": ["measures=answers-first-time", "owner=support", "level=outcome", "direction=increase", "unit=%",
            "definition=What is counted", "source=Help desk"],
    "hypothesis": ["change=doing it", "problem=solve it", "benefit=good", "moves=first-contact-resolution", "to=75",
                   "because=it worked once", "owner=support"],
    "initiative": ["tests=articles-from-questions", "owner=support"],
    "team": ["purpose=Customers find us"],
    "commitment": ["from_team=support", "to_team=documentation", "promise=a thing", "specification=as said"],
    "assessment": ["questionnaire=hoshin"],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_template_has_no_syntax_or_reference_errors(kind: str, tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", cwd=tmp_path)
    settings = [part for setting in FILLED[kind] for part in ("--set", setting)]
    result = run_alignctl("new", kind, "--title", f"Something: new {kind}", *settings, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "still to fill in" not in result.stdout
    report = json.loads(run_alignctl("check", "-f", "json", cwd=tmp_path).stdout)
    assert not [f for f in report["findings"] if f["code"][:3] in ("SCH", "REF")]


def test_ids_do_not_collide_even_with_items_in_other_files(tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", cwd=tmp_path)
    for expected in ("customer-support", "customer-support-2", "customer-support-3"):
        result = run_alignctl("new", "team", "--title", "Customer Support", cwd=tmp_path)
        assert f'team "{expected}"' in result.stdout
    clash = run_alignctl("new", "team", "--title", "x", "--id", "support", cwd=tmp_path)
    assert clash.returncode == 2
    assert 'the id "support" is taken: team in plans/teams.yaml' in clash.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["outcom"], 'did you mean "outcome"?'),
        (["kpi", "--set", "levle=output"], 'did you mean "level"?'),
        (["kpi", "--set", "level=outptu"], 'did you mean "output"?'),
        (["kpi", "--set", "measures=answer-first-time"], 'did you mean "answers-first-time"?'),
        (["hypothesis", "--set", "to=many"], "must be a plain number"),
        (["team", "--set", "purpose"], "takes FIELD=VALUE"),
        (["team", "--id", "Not An Id"], "lower-case words"),
        (["team", "--title", "x", "-o", "README.md"], "left alone"),
    ],
)
def test_misuse_of_new_says_what_would_fit(arguments: list[str], says: str, tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", cwd=tmp_path)
    before = snapshot(tmp_path)
    result = run_alignctl("new", *arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert says in result.stderr
    assert snapshot(tmp_path) == before


def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", cwd=tmp_path)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "alignctl", "new", "outcome", "--title", "Customers come back"],
        stdin=follower, stdout=follower, stderr=follower, cwd=tmp_path, close_fds=True,
    )  # fmt: skip
    os.close(follower)
    os.write(leader, b"customers who left\ncustomers-sty\ncustomers-stay\n\n")
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    assert process.wait(timeout=20) == 0
    assert b'did you mean "customers-stay"?' in shown
    written = yaml.safe_load((tmp_path / "plans/outcomes/customers-come-back.yaml").read_text())
    assert written["supports"] == "customers-stay"
    assert written["who"] == "customers who left"
    assert written["owner"] == "REPLACE-ME"


def test_schemas_are_left_for_editors_and_printed(tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("schema", "--write", "schemas", cwd=tmp_path)
    assert result.returncode == 0
    assert {p.name for p in (tmp_path / "schemas").iterdir()} == {
        f"{n}.schema.json" for n in (*KINDS, "plan", "report", "diff", "log", "plan-json", "config")
    }
    assert json.loads(run_alignctl("schema", "kpi", cwd=tmp_path).stdout)["title"] == "KPI"
    unknown = run_alignctl("schema", "kpis", cwd=tmp_path)
    assert unknown.returncode == 2
    assert 'did you mean "kpi"?' in unknown.stderr
