"""Whatever happens to a plan, its pages, its site and what is kept of it: a build gives what a clean one would.

What happens is drawn at random: files written, renamed and removed, with new content of the same size and time too,
settings that no site can be built with, files of the site changed by hand, records torn.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

import alignctl.publish.unchanged as unchanged
from alignctl.config import ConfigError, find_config
from alignctl.publish.source import read_site
from alignctl.publish.unchanged import Build, Record, digest_folder, digest_inputs

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a failure small, which takes minutes; notes say what happened."""

TODAY = date(2026, 6, 30)
_THEME = "plugins: [search, alignctl]\ntheme:\n  name: alignctl\n"
_MKDOCS = "site_name: Harbour\ndocs_dir: site\nsite_dir: build\n" + _THEME
_TEAM = "kind: team\nid: desk\ntitle: Desk\n"
_KPI = "kind: kpi\nid: visits\ntitle: Visits\nlevel: output\nunit: count\ndirection: increase\n"

CONTENTS: dict[str, tuple[str, ...]] = {
    "plans/a.yaml": (_TEAM, _TEAM.replace("Desk", "Dusk"), "kind: outcome\nid: calm\ntitle: Calm\nowner: desk\n"),
    "plans/deep/b.yml": (
        _KPI + "readings: ../visits.csv\n",
        _KPI + "readings:\n- {date: 2026-01-31, value: 4}\n",
        "kind: [",
    ),
    "plans/visits.csv": ("date,value\n2026-01-31,4\n", "date,value\n2026-01-31,5\n", "date,value\n2026-01-31,four\n"),
    "alignctl.yaml": ("today: 2026-06-30\n", "today: 2026-06-29\n", "name: Harbour\n", "name: [\n"),
    "mkdocs.yml": (
        _MKDOCS + "  custom_dir: overrides\n",
        _MKDOCS,
        _MKDOCS.replace("Harbour", "Library"),
        _MKDOCS.replace("alignctl]", "{alignctl: {fail_on: advice}}]"),
        "site_name: [\n",
    ),
    "site/about.md": ("# About\n", "# Abuot\n", "# About\n\n[nowhere](nowhere.md)\n"),
    "site/deep/style.css": ("b {}\n", "p {}\n"),
    "overrides/404.html": ("<p>not here</p>", "<p>not hero</p>"),
}
"""What is read, and what may stand there; several texts of each are of one size."""

FIRST = {path: CONTENTS[path][0] for path in ("plans/a.yaml", "alignctl.yaml", "mkdocs.yml", "site/about.md")}
FIRST["overrides/404.html"] = CONTENTS["overrides/404.html"][0]

Edit = Callable[["Place"], None]


class Place:
    """A plan with its pages, the folder of its site, and what is kept of it."""

    def __init__(self, top: Path) -> None:
        self.root, self.site, self.cache = top / "plan", top / "out" / "site", top / "cache"
        self.program = top / "program"
        self.program.mkdir()
        for path, text in FIRST.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    @property
    def records(self) -> list[Path]:
        return sorted(self.cache.rglob("sites/*.cache"))


@contextmanager
def some_place() -> Iterator[Place]:
    top = Path(tempfile.mkdtemp()).resolve()
    try:
        yield Place(top)
    finally:
        shutil.rmtree(top)


def look_at(folder: Path) -> dict[str, object]:
    """All that stands below a folder."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = f"-> {path.readlink()}" if path.is_symlink() else path.is_dir() or path.read_bytes()
    return found


@composite
def writing(draw: DrawFn) -> Edit:
    """A file with other content; its time may be that of before, or of long ago."""
    path = draw(st.sampled_from(sorted(CONTENTS)))
    text, time = draw(st.sampled_from(CONTENTS[path])), draw(st.sampled_from(["before", "now", "long ago"]))

    def edit(place: Place) -> None:
        note(f"{path}, {time}: {text!r}")
        file = place.root / path
        before = file.stat().st_mtime_ns if file.exists() else 0
        place.write(path, text)
        if time != "now":
            os.utime(file, ns=(before, before) if time == "before" else (0, 0))

    return edit


@composite
def moving(draw: DrawFn) -> Edit:
    """A file that gets another name, or goes."""
    old = draw(st.sampled_from(["plans/a.yaml", "plans/deep/b.yml", "plans/visits.csv", "site/about.md"]))
    new = draw(st.sampled_from([None, "plans/z.yaml", "plans/a.yaml", "site/new.md"]))

    def edit(place: Place) -> None:
        if not (place.root / old).exists():
            return
        note(f"{old} becomes {new}")
        if new is None:
            (place.root / old).unlink()
        else:
            (place.root / old).replace(place.root / new)

    return edit


@composite
def touching(draw: DrawFn) -> Edit:
    """Other times for all files of the plan, which change nothing."""
    time = draw(st.sampled_from([0, 1_000_000_000, 4_000_000_000]))

    def edit(place: Place) -> None:
        for path in place.root.rglob("*"):
            os.utime(path, (time, time))

    return edit


@composite
def spoiling(draw: DrawFn) -> Edit:
    """Something done by hand to the site that came out."""
    what = draw(st.sampled_from(["write", "swap", "remove", "add", "folder", "link", "all"]))

    def edit(place: Place) -> None:
        page = place.site / "about" / "index.html"
        front = place.site / "index.html"
        if not page.is_file() or not front.is_file():
            return
        note(f"the site: {what}")
        if what == "write":
            page.write_bytes(page.read_bytes().replace(b"<", b">", 1))
        elif what == "swap":
            front.replace(page)
        elif what == "remove":
            page.unlink()
        elif what == "add":
            (page.parent / "more.html").write_text("more")
        elif what == "folder":
            (page.parent / "more").mkdir(exist_ok=True)
        elif what == "link":
            page.rename(place.site / "moved.html")
            page.symlink_to("../moved.html")
        else:
            shutil.rmtree(place.site)

    return edit


@composite
def tearing(draw: DrawFn) -> Edit:
    """What is kept, cut off, written over or gone."""
    how, at = draw(st.sampled_from(["cut", "scribble", "gone"])), draw(st.integers(0, 250))

    def edit(place: Place) -> None:
        for file in place.records:
            note(f"the record: {how} at {at}")
            data = file.read_bytes()
            if how == "gone":
                file.unlink()
            else:
                file.write_bytes(data[:at] if how == "cut" else data[:at] + b"~" + data[at + 1 :])

    return edit


EDITS = st.one_of(writing(), writing(), writing(), moving(), touching(), spoiling(), tearing())


class Kept:
    """A record of a site, and what should be kept in it, known by looking at everything that there is."""

    def __init__(self, place: Place) -> None:
        self.place, self.day = place, "one day"
        self.record = Record(place.cache / "sites", place.site)
        self.known: tuple[object, ...] = ()
        for name in ("index.html", "about/index.html"):
            (place.site / name).parent.mkdir(parents=True, exist_ok=True)
            (place.site / name).write_text(f"<p>{name}")

    def describe(self) -> Build | None:
        """What would be built; None where nothing can be, so that nobody asks."""
        try:
            config = find_config(self.place.root)
            return Build(config, load_config(str(self.place.root / "mkdocs.yml")), {}, (self.day,))
        except (Abort, ConfigError, ConfigurationError):
            return None

    def keep(self) -> None:
        build = self.describe()
        if build is not None and self.place.site.is_dir():
            companions = read_site(build.config, TODAY, "a test").companions
            self.record.keep(build, companions, digest_inputs(build), digest_folder(self.place.site))
            self.known = self.state() if companions is not None else ()

    def check(self) -> None:
        build = self.describe()
        if build is not None:
            assert self.record.holds(build, digest_inputs(build)) == (self.state() == self.known)

    def state(self) -> tuple[object, ...]:
        """All that counts: of the plan its files, without those that nobody names."""
        found = {name: data for name, data in look_at(self.place.root).items() if isinstance(data, bytes)}
        plans = [data for name, data in found.items() if name.startswith("plans/") and name.endswith(("yaml", "yml"))]
        unnamed = ["plans/visits.csv"] if not any(b"visits.csv" in data for data in plans) else []
        unnamed += ["overrides/404.html"] if b"custom_dir" not in found["mkdocs.yml"] else []
        read = {name: data for name, data in found.items() if name not in unnamed}
        return self.day, read, look_at(self.place.site), [file.read_bytes() for file in self.place.records]


@settings(max_examples=8, phases=QUICK)
@given(st.lists(st.tuples(EDITS | st.just("another day"), st.booleans()), min_size=5, max_size=12))
def test_a_site_is_held_while_all_is_as_it_was_kept_and_no_longer(steps):
    with some_place() as place, patch.object(unchanged, "alignctl", SimpleNamespace(__file__=f"{place.program}/x")):
        kept = Kept(place)
        kept.keep()
        assert kept.known
        kept.check()
        for step, kept_again in steps:
            if step == "another day":
                note("another day")
                kept.day = "another day" if kept.day == "one day" else "one day"
            else:
                step(place)
            kept.check()
            if kept_again:
                note("keep")
                kept.keep()


OPTIONS = st.tuples(
    st.sampled_from([(), ("--strict",)]),
    st.sampled_from([(), (), ("--today", "2026-06-30"), ("--today", "2026-05-31")]),
)


@settings(max_examples=2, phases=QUICK)
@given(st.lists(st.tuples(st.lists(EDITS, max_size=4), OPTIONS), min_size=1, max_size=2))
def test_after_whatever_happened_a_build_gives_what_a_clean_one_gives(run_alignctl, rounds):
    with some_place() as place:
        env = {"XDG_CACHE_HOME": str(place.cache), "SOURCE_DATE_EPOCH": "1780000000"}

        def build(*arguments: str) -> Any:
            return run_alignctl("site", "build", *arguments, cwd=place.root, env=env)

        clean = place.root.parent / "clean"
        first = build("-o", str(place.site))
        assert first.returncode == 0, first.stderr
        assert place.records
        for edits, (strict, today) in rounds:
            for edit in edits:
                edit(place)
            before = look_at(place.site)
            note(f"build {strict} {today}")
            built = build("-o", str(place.site), *strict, *today)
            shutil.rmtree(clean, ignore_errors=True)
            expected = build("-o", str(clean), "--no-cache", *strict, *today)
            assert built.returncode == expected.returncode, built.stderr
            assert look_at(place.site) == (before if built.returncode else look_at(clean))
            if not built.returncode and place.records:
                written = place.site.stat()
                assert "holds this site already" in build("-o", str(place.site), *strict, *today).stdout
                assert place.site.stat() == written
