"""The plan's life on the site: from real repositories, absent where git is, bounded, harmless, the same every time."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from alignctl.change.history import Chapter, History
from alignctl.change.history_log import Commit
from alignctl.change.moment import read_past
from alignctl.config import find_config
from alignctl.config_values import SiteSettings
from alignctl.publish.front_page import front_page
from alignctl.publish.history_pages import visible
from alignctl.publish.navigation import leave_out
from alignctl.publish.pages import build_pages
from alignctl.publish.source import read_site
from alignctl.publish.wording import say_day
from tests.change.history.stories import HERE, Told, tell
from tests.conftest import Run
from tests.publish.conftest import Seen, read_html
from tests.publish.payloads import PAYLOADS, assert_harmless

TODAY = date(2027, 1, 12)
FORGE = "repository: https://github.com/example/plan\n"


def pages_of(told: Told, today: date = TODAY, **changes: object) -> dict[str, str]:
    """The HTML of every page of the plan in a repository, by address."""
    config = replace(find_config(told.top), repository="https://github.com/example/plan", **changes)  # type: ignore[arg-type]
    built = build_pages(read_site(config, today, "a test", environment=os.environ))
    return {page.path: str(page.html) for page in built.pages}


@pytest.fixture
def year(tmp_path: Path) -> Told:
    """A year in which a target was lowered twice, once openly."""
    return tell(HERE / "lowered-target", tmp_path / "repo")


def section(html: str, name: str) -> Seen:
    """What is in one section of a page."""
    start = html.index(f'aria-labelledby="{name}"')
    return read_html(html[start : html.index("</section>", start)])


def test_goalposts_stand_on_a_page_of_their_own(year: Told) -> None:
    pages = pages_of(year)
    seen = section(pages["changes/"], "goalposts")
    for words in ("72 percent to 70 percent", "75 percent to 72 percent", "70 percent to 66 percent"):
        assert words in seen.text
    assert seen.text.count("Not recorded") == 2
    assert seen.text.count("Recorded") == 2, "once as a mark, once in the note above"
    assert f"https://github.com/example/plan/commit/{year.commit('8')}" in seen.links
    assert "68 percent to 70 percent" not in seen.text, "a bet is free until it runs"
    assert "68 percent to 70 percent" in section(pages["changes/"], "lately").text


def test_the_front_page_leads_there(year: Told) -> None:
    front = pages_of(year)[""]
    tile = section(front, "figures")
    assert "Goalposts moved1in 90 days; 1 not recorded in the plan" in tile.text
    assert "changes/#goalposts" in tile.links
    lately = section(front, "changed")
    assert "Retired on 10 January 2027: The year is over." in lately.text
    assert "changes/#lately" in lately.links


@pytest.mark.parametrize(
    ("apart", "words"), [(-1, "Goalposts movedNot known"), (0, "less than 90 days ago"), (10, "less than 90 days ago")]
)
def test_of_days_before_the_record_begins_nobody_says_that_no_goalpost_moved(site, apart: int, words: str) -> None:
    """Neither a figure nor a tick for what git cannot know; the day on which its record begins stands instead."""
    begins = site.today - timedelta(days=apart)
    tile = _goalposts_tile(site, begins)
    assert words in read_html(tile).text
    assert f"the record begins on {say_day(begins)}" in read_html(tile).text
    assert "<svg" not in tile


def test_where_the_record_is_long_enough_that_no_goalpost_moved_is_a_good_sign(site) -> None:
    tile = _goalposts_tile(site, site.today - timedelta(days=90))
    assert "Goalposts moved0in 90 days" in read_html(tile).text
    assert "<svg" in tile


def _goalposts_tile(site, begins: date) -> str:
    """The figure where git knows of one commit, that of this day."""
    seconds = int(datetime(begins.year, begins.month, begins.day, 12, tzinfo=UTC).timestamp())
    chapter = Chapter(Commit("1" * 40, (), seconds, "Ada", "The plan"), ("Ada",), (), begins=True)
    tiles = str(front_page(replace(site, history=History((chapter,), looked_at=1))).html).split('<div class="a-tile">')
    return next(tile for tile in tiles if "Goalposts moved" in tile).split("</div>")[0]


def test_an_item_tells_its_life_newest_first(year: Told) -> None:
    text = section(pages_of(year)["kpis/fcr/"], "history").text
    marks = ["Retired on", "72 percent to 70 percent", "75 percent to 72 percent", "The plan begins here"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "1 change only added readings, the last on 2\u00a0Apr\u00a02026." in text
    assert "Guided articles" not in text


def test_an_item_is_followed_through_its_names(tmp_path: Path) -> None:
    told = tell(HERE / "renamed", tmp_path / "repo")
    pages = pages_of(told)
    text = section(pages["hypotheses/videos/"], "history").text
    assert 'Was called "guides-for-the-most-asked"' in text
    assert 'Was called "guided-articles"' in text
    assert "A new hypothesis." in text
    assert 'Was called "fcr"' in section(pages["kpis/solved-at-first-contact/"], "history").text
    assert "A clearer name" in section(pages["kpis/fcr/"], "history").text


def test_the_same_commit_gives_the_same_bytes(year: Told, tmp_path: Path) -> None:
    clone = tmp_path / "elsewhere" / "clone"
    year.git("clone", "-q", year.top.as_uri(), str(clone))
    twin = Told.__new__(Told)
    twin.top, twin.names = clone, year.names
    assert pages_of(twin) == pages_of(year)


def test_without_git_only_what_the_plan_records_is_told(year: Told) -> None:
    shutil.rmtree(year.top / ".git")
    (year.top / ".git").mkdir()  # nothing above is looked at
    pages = pages_of(year)
    assert "changes/" not in pages
    assert all('aria-labelledby="history"' not in html for html in pages.values())
    tile = section(pages[""], "figures")
    assert "Goalposts moved0in 90 days, by what the plan records" in tile.text
    assert "#goalposts" in tile.links
    told = section(pages[""], "goalposts")
    assert "75 percent" in told.text
    assert "kpis/fcr/" in told.links


def test_a_plan_that_records_nothing_says_so(tmp_path: Path) -> None:
    told = tell(HERE / "renamed", tmp_path / "repo")
    shutil.rmtree(told.top / ".git")
    (told.top / ".git").mkdir()
    front = pages_of(told)[""]
    assert "Goalposts moved0in 90 days, by what the plan records" in section(front, "figures").text
    assert 'aria-labelledby="goalposts"' not in front


def test_a_plan_that_git_does_not_know_has_no_history(tmp_path: Path) -> None:
    told = tell(HERE / "late-beginning", tmp_path / "repo")
    other = told.top / "other"
    (other / "plans").mkdir(parents=True)
    (other / "alignctl.yaml").write_text("name: Other\n")
    (other / "plans" / "team.yaml").write_text("kind: team\nid: new\ntitle: New\n")
    told.top = other
    assert "changes/" not in pages_of(told)


def test_it_can_be_switched_off_and_is_bounded(year: Told) -> None:
    assert "changes/" not in pages_of(year, site=SiteSettings(history=0))
    text = read_html(pages_of(year, site=SiteSettings(history=2))["changes/"]).text
    assert "It begins on 17\u00a0Dec\u00a02026: the last 2 commits to the plan were looked at." in text
    assert "75 percent to 72 percent" not in text


def test_a_shallow_clone_says_where_it_begins(year: Told, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    year.git("clone", "-q", "--depth=3", year.top.as_uri(), str(clone))
    year.top = clone
    pages = pages_of(year)
    text = read_html(pages["changes/"]).text
    assert (
        "It begins on 30\u00a0Sep\u00a02026: the copy of the repository that this site was made from ends there."
        in text
    )
    assert "A new" not in text
    assert "ends there" in section(pages["kpis/fcr/"], "history").text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_and_messages_are_harmless(payload: str, tmp_path: Path) -> None:
    told = Told(tmp_path / "repo")
    line = " ".join(payload.split())
    team = "kind: team\nid: support\ntitle: Support\n"
    told.play(
        {
            "day": "2026-01-05",
            "says": line,
            "by": line.replace("<", "(").replace(">", ")"),
            "write": {"plans/t.yaml": team},
        }
    )
    told.play({"day": "2026-01-06", "says": line, "write": {"plans/t.yaml": team + "purpose: Help.\n"}})
    for html in pages_of(told).values():
        assert_harmless(html)


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\u202eb", "a\x07", "line\nbreak"])
def test_what_cannot_be_seen_is_made_visible(text: str) -> None:
    assert visible(text).isprintable()


def test_a_page_that_is_not_there_leaves_no_trace_in_the_navigation() -> None:
    nav = ["index.md", {"What changed": "history/index.md"}, {"More": [{"Life": "history/index.md"}]}, {"A": ["a.md"]}]
    assert leave_out(nav, "history/index.md") == ["index.md", {"A": ["a.md"]}]


def test_the_site_of_another_time_says_so_and_edits_nothing(year: Told) -> None:
    config = replace(find_config(year.top), repository="https://github.com/example/plan")
    past = read_past(config, year.commit("3"), os.environ)
    shown = replace(past.snapshot.config, repository=config.repository)
    site = read_site(shown, past.moment.day, "a test", environment=os.environ, past=past)
    pages = {page.path: page for page in build_pages(site).pages}
    front = str(pages[""].html)
    assert f"This is the plan as it was: revision {year.commit('3')[:7]} of 2026-04-02." in read_html(front).text
    assert pages["kpis/fcr/"].edit_url is None
    assert "Retired" not in read_html(str(pages["changes/"].html)).text


def test_commands_build_the_past(year: Told, tmp_path: Path, run_alignctl: Run) -> None:
    done = run_alignctl("site", "pages", str(tmp_path / "out"), "--at", "2026-04-30", cwd=year.top)
    assert done.returncode == 0, done.stderr
    assert f"as of revision {year.commit('3')[:7]} of 2026-04-02, judged by 2026-04-30 (--at)" in done.stdout
    built = run_alignctl("site", "build", "-o", str(tmp_path / "site"), "--at", "begin", cwd=year.top)
    assert built.returncode == 0, built.stderr
    front = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert f"revision {year.commit('1')[:7]} of 2026-01-05" in front
    refused = run_alignctl("site", "build", "-o", str(tmp_path / "site"), "--at", "v9", cwd=year.top)
    assert (refused.returncode, "git knows no revision" in refused.stderr) == (2, True)
