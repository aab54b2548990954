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


@pytest.mark.parametrize("edited", ["plans/all.yaml", "site/about.md", "alignctl.yaml", "mkdocs.yml", "own/404.html"])
def test_other_content_of_the_same_size_and_time_counts(folder, edited):
    add_line(folder, "mkdocs.yml", "# more\n")
    (folder / "own").mkdir()
    (folder / "own" / "404.html").write_text("# more\n")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("theme:\n", "theme:\n  custom_dir: own\n"))
    before, path = digest(folder), folder / edited
    times, text = path.stat(), path.read_bytes()
    path.write_bytes(text[:-2] + b"\t\n")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (times.st_size, times.st_mtime_ns)
    assert digest(folder) not in (before, None)


@pytest.mark.parametrize("moved", ["plans/all.yaml", "site/about.md"])
def test_another_name_for_a_file_counts(folder, moved):
    before = digest(folder)
    (folder / moved).rename((folder / moved).with_stem("other"))
    assert digest(folder) not in (before, None)


def test_the_day_and_the_commit_count(folder):
    assert digest(folder, "2026-06-30") != digest(folder, "2026-07-01")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    seen = {digest(folder)}
    for name in ("one", "two"):
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@harbour.example"]
        subprocess.run(["git", *who, "commit", "-q", "--allow-empty", "-m", name], cwd=folder, check=True)
        seen.add(digest(folder))
    assert len(seen) == 3


@pytest.mark.parametrize(
    "line",
    [
        "extra: {key: !ENV HOME}\n",
        "extra: {key: !!python/object/apply:os.getcwd []}\n",
        "markdown_extensions: [pymdownx.snippets]\n",
    ],
)
def test_where_settings_reach_further_nothing_is_known(folder, line, monkeypatch):
    build = describe(folder)
    add_line(folder, "mkdocs.yml", line)
    if "markdown" in line:
        build.settings.markdown_extensions.append("pymdownx.snippets")
    assert digest_inputs(build) is None


def test_where_rules_of_others_judge_nothing_is_known(folder):
    add_line(folder, "alignctl.yaml", "plugins: [house-rules]\n")
    assert digest(folder) is None


@pytest.mark.parametrize("of_what", ["site", "plans"])
def test_a_link_to_a_file_counts_and_what_lies_behind_one_to_a_folder_is_not_guessed(folder, of_what, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    add_line(tmp_path / "elsewhere", "page.md", "# One\n")
    (folder / of_what / "linked.md").symlink_to(tmp_path / "elsewhere" / "page.md")
    before = digest(folder)
    add_line(tmp_path / "elsewhere", "page.md")
    assert (digest(folder) == before) == (of_what == "plans"), "only pages are read through it"
    (folder / of_what / "deep").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert (digest(folder) is None) == (of_what == "site"), "plan files are not looked for behind links"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_cannot_be_read_is_left_to_the_build_to_tell(folder):
    os.mkfifo(folder / "site" / "pipe.md")
    assert digest(folder) is None
    (folder / "site" / "pipe.md").unlink()
    (folder / "site" / "gone.md").symlink_to("nowhere")
    assert digest(folder) is None


def test_a_page_may_have_any_name(folder):
    before = digest(folder)
    (folder / "site" / "__pycache__").mkdir()
    add_line(folder, "site/__pycache__/notes.pyc")
    assert digest(folder) != before, "below the pages of people it is a file like any other"


def test_where_the_repository_begins_counts_without_a_commit(folder):
    before = digest(folder)
    subprocess.run(["git", "init", "-q"], cwd=folder.parent, check=True)
    assert digest(folder) != before


def test_names_that_git_takes_from_elsewhere_are_not_guessed(folder):
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@harbour.example"]
    subprocess.run(["git", *who, "commit", "-q", "--allow-empty", "-m", "one"], cwd=folder, check=True)
    assert digest(folder) is not None
    subprocess.run(["git", "config", "mailmap.file", "/elsewhere"], cwd=folder, check=True)
    assert digest(folder) is None


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
        lambda: (site / "empty").mkdir(),
    ):
        change()
        assert not record.holds(build, before)
        record.keep(build, {}, before, digest_folder(site))
        assert record.holds(build, before)
    for change in (
        lambda: (site / "more").symlink_to(tmp_path),
        lambda: (site / "more").unlink() or (site / "more").symlink_to("nowhere"),
        lambda: (site / "more").unlink() or (site / "extra.html").rename(tmp_path / "moved.html"),
        lambda: (site / "extra.html").symlink_to(tmp_path / "moved.html"),
        lambda: (site / "extra.html").unlink() or os.mkfifo(site / "extra.html"),
    ):
        change()
        assert not record.holds(build, before)


def test_what_changed_while_it_was_built_is_built_again(folder, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    record, build = Record(tmp_path / "cache" / "sites", site), describe(folder)
    before = digest_inputs(build)
    add_line(folder, "plans/all.yaml")
    record.keep(build, {}, before, digest_folder(site))
    assert not record.holds(build, before)
    assert not record.holds(build, digest_inputs(build))


def test_readings_that_changed_after_they_were_read_are_read_again(folder, tmp_path):
    config, site = find_config(folder), tmp_path / "site"
    site.mkdir()
    record, build = Record(tmp_path / "cache" / "sites", site), describe(folder)
    before, companions = digest_inputs(build), read_site(config, config.today, "a test").companions
    add_line(folder, "plans/second-visits.csv", "2026-06-30,77\n")
    record.keep(build, companions, before, digest_folder(site))
    assert not record.holds(build, before)


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
    record.keep(build, None, before, digest_folder(site))
    assert not list((tmp_path / "cache" / "sites").glob("*.cache"))


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
