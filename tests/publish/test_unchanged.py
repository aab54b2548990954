"""What makes a site another one: everything that it follows from has a part in the digest, and nothing else has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from mkdocs.config import load_config

from alignctl.config import find_config
from alignctl.publish.crew import Crew
from alignctl.publish.source import read_site
from alignctl.publish.unchanged import Build, Record, digest_folder, digest_inputs
from tests.publish.conftest import PLAN


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "plan"
    shutil.copytree(PLAN, target)
    return target


def describe(folder: Path, *facts: str) -> Build:
    config = find_config(folder)
    return Build(config, load_config(str(folder / "mkdocs.yml")), os.environ, facts or ("2026-06-30",))


def digest(folder: Path, *facts: str) -> str | None:
    return digest_inputs(describe(folder, *facts))


def add_line(folder: Path, name: str, line: str = "# more\n") -> None:
    path = folder / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + line, "utf-8")


@pytest.mark.parametrize(
    "edited", ["plans/all.yaml", "plans/new.yaml", "site/about.md", "site/new.md", "alignctl.yaml", "mkdocs.yml"]
)
def test_whatever_is_read_counts(folder, edited):
    before = digest(folder)
    assert before == digest(folder)
    was = (folder / edited).read_bytes() if (folder / edited).exists() else None
    add_line(folder, edited)
    assert digest(folder) not in (before, None)
    if was is None:
        (folder / edited).unlink()
    else:
        (folder / edited).write_bytes(was)
    assert digest(folder) == before, "dates of files do not count"


def test_the_day_and_the_commit_count(folder):
    assert digest(folder, "2026-06-30") != digest(folder, "2026-07-01")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    seen = {digest(folder)}
    for name in ("one", "two"):
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@harbour.example"]
        subprocess.run(["git", *who, "commit", "-q", "--allow-empty", "-m", name], cwd=folder, check=True)
        seen.add(digest(folder))
    assert len(seen) == 3


@pytest.mark.parametrize("line", ["extra: {key: !ENV HOME}\n", "markdown_extensions: [pymdownx.snippets]\n"])
def test_where_settings_reach_further_nothing_is_known(folder, line, monkeypatch):
    build = describe(folder)
    add_line(folder, "mkdocs.yml", line)
    if "markdown" in line:
        build.settings.markdown_extensions.append("pymdownx.snippets")
    assert digest_inputs(build) is None


def test_a_record_knows_its_folder_to_the_byte(folder, tmp_path):
    site = tmp_path / "site"
    (site / "deep").mkdir(parents=True)
    (site / "deep" / "page.html").write_text("page")
    record, build = Record(tmp_path / "cache" / "sites", site), describe(folder)
    before = digest_inputs(build)
    assert not record.holds(build, before)
    record.keep(build, {}, before, digest_folder(site))
    assert record.holds(build, before)
    for change in (
        lambda: (site / "deep" / "page.html").write_text("pagE"),
        lambda: (site / "deep" / "page.html").rename(site / "deep" / "other.html"),
        lambda: (site / "extra.html").write_text(""),
    ):
        change()
        assert not record.holds(build, before)
        record.keep(build, {}, before, digest_folder(site))
        assert record.holds(build, before)


def test_what_changed_while_it_was_built_is_built_again(folder, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    record, build = Record(tmp_path / "cache" / "sites", site), describe(folder)
    before = digest_inputs(build)
    add_line(folder, "plans/all.yaml")
    record.keep(build, {}, before, digest_folder(site))
    assert not record.holds(build, before)
    assert not record.holds(build, digest_inputs(build))


def test_files_that_a_plan_names_count_and_one_that_is_missing_forbids_it(folder, tmp_path):
    add_line(folder, "plans/visits.csv", "date,value\n2026-01-31,4\n")
    text = "kind: kpi\nid: visits-told\ntitle: Visits\nreadings: visits.csv\n"
    (folder / "plans" / "told.yaml").write_text(text)
    config = find_config(folder)
    companions = read_site(config, config.today, "a test").companions
    assert companions is not None
    assert list(companions) == ["plans/second-visits.csv", "plans/visits.csv"]
    build, site = describe(folder), tmp_path / "site"
    site.mkdir()
    record, before = Record(tmp_path / "cache" / "sites", site), digest_inputs(describe(folder))
    record.keep(build, companions, before, digest_folder(site))
    assert record.holds(build, before)
    add_line(folder, "plans/visits.csv", "2026-02-28,5\n")
    assert not record.holds(build, before)
    (folder / "plans" / "visits.csv").unlink()
    assert read_site(config, config.today, "a test").companions is None


def test_a_torn_record_counts_as_none(folder, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    record, build = Record(tmp_path / "cache" / "sites", site), describe(folder)
    before = digest_inputs(build)
    record.keep(build, {}, before, digest_folder(site))
    (kept,) = (tmp_path / "cache" / "sites").glob("*.cache")
    kept.write_bytes(kept.read_bytes()[:-9])
    assert not record.holds(build, before)


def test_an_empty_folder_has_a_digest_of_its_own(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "a").write_text("")
    assert digest_folder(tmp_path / "one") != digest_folder(tmp_path / "two")


def test_several_processes_give_the_same_digest(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    for number in range(450):
        (site / f"{number}.html").write_text(f"page {number}")
    assert digest_folder(site, Crew(2, tmp_path)) == digest_folder(site)
