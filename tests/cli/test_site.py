"""`alignctl site`: what users type, what they see, and what is left on the disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml

PLAN = Path(__file__).parents[1] / "publish" / "plan"


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "plan"
    shutil.copytree(PLAN, target)
    return target


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class TestBuild:
    def test_it_builds_where_mkdocs_yml_says_and_names_the_file_to_open(self, run_alignctl, folder):
        result = run_alignctl("site", "build", "--strict", cwd=folder)
        assert (result.returncode, result.stderr) == (0, "")
        assert f"open {folder / 'build' / 'site' / 'index.html'}" in result.stdout
        assert "as of 2026-06-30 (alignctl.yaml)" in result.stdout
        assert "About the library" in (folder / "build" / "site" / "about" / "index.html").read_text()

    def test_without_mkdocs_yml_it_uses_defaults(self, run_alignctl, folder):
        (folder / "mkdocs.yml").unlink()
        result = run_alignctl("site", "build", "--strict", cwd=folder)
        assert (result.returncode, result.stderr) == (0, "")
        assert "Attainment" in (folder / "build" / "site" / "index.html").read_text()
        assert not (folder / "site" / "index.md").exists()

    def test_a_plan_without_any_configuration_has_a_site(self, run_alignctl, tmp_path):
        (tmp_path / "plans").mkdir()
        (tmp_path / "plans" / "a.yaml").write_text("kind: team\nid: desk\ntitle: The desk\n")
        result = run_alignctl("site", "build", "--today", "2026-01-05", cwd=tmp_path)
        assert (result.returncode, result.stderr) == (0, "")
        assert "As of 5 January 2026" in (tmp_path / "build/site/teams/desk/index.html").read_text()

    def test_it_gives_the_same_site_as_mkdocs_itself(self, run_alignctl, run_mkdocs, folder, tmp_path):
        assert run_alignctl("site", "build", "-o", str(tmp_path / "one"), cwd=folder).returncode == 0
        assert run_mkdocs("build", "-q", "-d", str(tmp_path / "two"), cwd=folder).returncode == 0
        assert files_of(tmp_path / "one") == files_of(tmp_path / "two")

    def test_no_text_of_a_plan_is_taken_for_the_place_of_the_content(self, run_alignctl, run_mkdocs, tmp_path):
        (tmp_path / "plans").mkdir()
        (tmp_path / "plans" / "a.yaml").write_text('kind: team\nid: desk\ntitle: "The\\0 desk"\n')
        (tmp_path / "alignctl.yaml").write_text("language: 1\nname: N\ntoday: 2026-01-05\n")
        (tmp_path / "docs").mkdir()
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: N\ntheme: {name: alignctl}\nplugins: [search, alignctl]\n", "utf-8"
        )
        assert run_alignctl("site", "build", "-o", str(tmp_path / "one"), cwd=tmp_path).returncode == 0
        assert run_mkdocs("build", "-q", "-d", str(tmp_path / "two"), cwd=tmp_path).returncode == 0
        page = Path("teams", "desk", "index.html")
        assert (tmp_path / "one" / page).read_bytes() == (tmp_path / "two" / page).read_bytes()

    def test_after_each_edit_the_site_is_what_a_clean_build_gives(self, run_alignctl, folder, tmp_path):
        (folder / "plans" / "all.yaml").write_text("kind: team\nid: desk\ntitle: The desk\n")
        (folder / "site" / "about.md").write_text("# About\n")
        env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        site, clean = tmp_path / "site", tmp_path / "clean"

        def build(*arguments: str) -> str:
            result = run_alignctl("site", "build", *arguments, cwd=folder, env=env)
            assert (result.returncode, result.stderr) == (0, "")
            return result.stdout

        assert "wrote" in build("-o", str(site))
        assert "holds this site already" in build("-o", str(site))
        for name, text in (("plans/all.yaml", "summary: They answer.\n"), ("../site/index.html", "<!-- by hand -->")):
            file = folder / name
            file.write_text(file.read_text() + text)
            assert "wrote" in build("-o", str(site))
        build("--no-cache", "-o", str(clean))
        assert files_of(site) == files_of(clean)
        assert "They answer." in (site / "teams/desk/index.html").read_text()

    def test_one_that_is_killed_leaves_the_old_site_and_what_else_it_left_goes_with_the_next(
        self, run_alignctl, folder, tmp_path
    ):
        site = folder / "build" / "site"
        site.mkdir(parents=True)
        (site / "plan.json").write_text('{"format": "alignctl-plan"}')
        command = [sys.executable, "-m", "alignctl", "site", "build", "--no-cache"]
        with subprocess.Popen(command, cwd=folder, start_new_session=True) as process:
            deadline = time.monotonic() + 30
            while not list(site.parent.glob(".site.*/pages-*/pages-*")) and time.monotonic() < deadline:
                time.sleep(0.01)
            os.killpg(process.pid, signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL, "it was still at work"
        assert files_of(site) == {"plan.json": b'{"format": "alignctl-plan"}'}
        (left,) = (path for path in site.parent.iterdir() if path != site)
        shutil.copytree(left, tmp_path / "left")
        for said in ("wrote", "holds this site already"):
            assert said in run_alignctl("site", "build", cwd=folder).stdout
            assert list(site.parent.iterdir()) == [site]
            shutil.copytree(tmp_path / "left", left)

    def test_the_day_can_be_said_by_the_flag_and_by_the_environment(self, run_alignctl, folder):
        text = (folder / "alignctl.yaml").read_text().replace("today: 2026-06-30\n", "")
        (folder / "alignctl.yaml").write_text(text)
        for arguments, env, said in (
            (("--today", "2026-02-01"), {}, "1 February 2026, as settled by --today"),
            ((), {"SOURCE_DATE_EPOCH": "1770000000"}, "2 February 2026, as settled by SOURCE_DATE_EPOCH"),
        ):
            assert run_alignctl("site", "build", *arguments, cwd=folder, env=env).returncode == 0
            assert said in (folder / "build/site/views/index.html").read_text()

    def test_what_fails_leaves_the_old_site(self, run_alignctl, folder):
        assert run_alignctl("site", "build", cwd=folder).returncode == 0
        before = files_of(folder / "build")
        (folder / "site" / "about.md").write_text("# About\n\n[nowhere](nowhere.md)\n")
        result = run_alignctl("site", "build", "--strict", cwd=folder)
        assert result.returncode == 1
        assert "nowhere.md" in result.stderr
        assert "is as it was" in result.stderr
        assert "Traceback" not in result.stderr
        assert files_of(folder / "build") == before

    def test_a_folder_of_other_files_is_refused_and_left_alone(self, run_alignctl, folder, tmp_path):
        other = tmp_path / "papers"
        other.mkdir()
        (other / "thesis.txt").write_text("years of work")
        result = run_alignctl("site", "build", "-o", str(other), cwd=folder)
        assert result.returncode == 2
        assert "holds files that alignctl did not make" in result.stderr
        assert files_of(other) == {"thesis.txt": b"years of work"}

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            ("site_name: [\n", "mkdocs.yml"),
            ("site_name: A\nplugins: [search]\n", 'add "- alignctl" under "plugins:"'),
            ("site_name: A\ndocs_dir: site\nplugins: [nothing-of-this-name, alignctl]\n", "nothing-of-this-name"),
            ("docs_dir: site\nplugins: [alignctl]\n", "site_name"),
        ],
    )
    def test_a_broken_mkdocs_yml_is_misuse_and_no_fault_of_ours(self, run_alignctl, folder, settings, said):
        (folder / "mkdocs.yml").write_text(settings)
        result = run_alignctl("site", "build", cwd=folder)
        assert result.returncode == 2
        assert said in result.stderr
        assert "Traceback" not in result.stderr

    def test_fail_on_ends_the_build(self, run_alignctl, folder):
        settings = yaml.safe_load((folder / "mkdocs.yml").read_text())
        settings["plugins"] = ["search", {"alignctl": {"fail_on": "error"}}]
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings))
        result = run_alignctl("site", "build", cwd=folder)
        assert result.returncode == 1
        assert '"alignctl check" shows them' in result.stderr
        assert not (folder / "build").exists() or not any((folder / "build").iterdir())


class TestPages:
    def test_plain_mkdocs_serves_what_it_writes(self, run_alignctl, run_mkdocs, folder, tmp_path):
        docs = tmp_path / "plain" / "docs"
        docs.mkdir(parents=True)
        (docs / "index.md").write_text("# Elsewhere\n\n[The plan](plan/index.md)\n")
        result = run_alignctl("site", "pages", str(docs / "plan"), cwd=folder)
        assert (result.returncode, result.stderr) == (0, "")
        (docs.parent / "mkdocs.yml").write_text("site_name: Elsewhere\ntheme: {name: mkdocs, highlightjs: false}\n")
        assert run_mkdocs("build", "--strict", "-q", cwd=docs.parent).returncode == 0
        site = docs.parent / "site"
        html = (site / "plan/outcomes/newcomers-return/index.html").read_text()
        assert "<title>Newcomers come a second time - Elsewhere</title>" in html
        assert "Made a counter-proposal" in html
        assert json.loads((site / "plan/plan.json").read_text())["format"] == "alignctl-plan"
        found = json.loads((site / "search/search_index.json").read_text())["docs"]
        assert any("greeting all along" in doc["text"] for doc in found)

        from tests.publish.test_mkdocs import check_links

        assert check_links(site) > 500

    def test_it_replaces_what_it_wrote_and_nothing_else(self, run_alignctl, folder, tmp_path):
        target = tmp_path / "pages"
        assert run_alignctl("site", "pages", str(target), cwd=folder).returncode == 0
        before = files_of(target)
        (target / "stale.md").write_text("old")
        assert run_alignctl("site", "pages", str(target), cwd=folder).returncode == 0
        assert files_of(target) == before
        result = run_alignctl("site", "pages", str(folder), cwd=folder)
        assert result.returncode == 2
        assert "holds files that alignctl did not make" in result.stderr

    def test_the_same_under_any_seed_zone_and_order_of_files(self, run_alignctl, folder, tmp_path):
        documents = (folder / "plans" / "all.yaml").read_text().split("\n---\n")
        (folder / "plans" / "all.yaml").write_text("\n---\n".join(documents[:9]))
        (folder / "plans" / "z.yaml").write_text("\n---\n".join(documents[9:]))
        ways = ({"PYTHONHASHSEED": "3", "TZ": "Asia/Kolkata"}, {"PYTHONHASHSEED": "5", "LC_ALL": "C"})
        for number, env in enumerate(ways):
            assert run_alignctl("site", "pages", str(tmp_path / f"p{number}"), cwd=folder, env=env).returncode == 0
        assert files_of(tmp_path / "p0") == files_of(tmp_path / "p1")


def test_a_broken_configuration_is_misuse(run_alignctl, folder):
    (folder / "alignctl.yaml").write_text("select: NOPE1\n")
    for command in (("build",), ("pages", "out")):
        result = run_alignctl("site", *command, cwd=folder)
        assert result.returncode != 0
        assert "NOPE1" in result.stderr
        assert "Traceback" not in result.stderr


def test_serve_builds_anew_when_a_plan_file_changes(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/outcomes/lonely/"
    server = subprocess.Popen(
        [sys.executable, "-m", "alignctl", "site", "serve", "--addr", f"127.0.0.1:{port}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where tests run in the background
    )
    try:
        assert "Someone wanted this once" in _wait_for(address, "Someone wanted this once", server)
        file = folder / "plans" / "all.yaml"
        file.write_text(file.read_text().replace("Someone wanted this once", "Someone wants this now"))
        assert "Someone wants this now" in _wait_for(address, "Someone wants this now", server)
    finally:
        server.send_signal(signal.SIGINT)
        output = server.communicate(timeout=30)[0].decode()
    assert server.returncode == 0, output
    assert "Traceback" not in output


def _wait_for(address: str, text: str, server: subprocess.Popen[bytes]) -> str:
    """The page once it holds a text; whatever it holds after a minute."""
    page = ""
    for _ in range(240):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        if text in page:
            return page
        time.sleep(0.25)
    return page


def test_a_port_in_use_is_misuse(run_alignctl, folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = run_alignctl("site", "serve", "--addr", address, cwd=folder)
    assert result.returncode == 2
    assert f"cannot listen on {address}" in result.stderr
    assert "Traceback" not in result.stderr
