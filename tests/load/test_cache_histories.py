"""Whatever happens to a plan and to its cache: with and without one, the same comes out, to the byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from alignctl.config import Config
from alignctl.examination import examine
from alignctl.load.cache import DocumentCache
from alignctl.load.load import Loaded, load_plan
from alignctl.load.reader import Document, Reader
from alignctl.load.segments import Series
from alignctl.report.json import report_json

NAMES = st.sampled_from(["a.yaml", "b.yaml", "c.yml", "deep/a.yaml", "readings.csv"])
TEXTS = st.sampled_from(
    [
        b"",
        b"# nothing but a comment\n",
        b"kind: team\nid: support\ntitle: Support\n",
        b"kind: team\nid: support\ntitle: Support\nsummary: another text\n",
        b"kind: team\r\nid: support\r\ntitle: Support\r\n",
        b"kind: team\nid: support\ntitle: &name Support & Care\nsummary: *name\n",
        b"kind: team\nid: support\ntitle: Support\n---\n---\nkind: team\nid: care\ntitle: Care\npart_of: support\n",
        b"kind: team\nid: support\ntitle: Support\n---\nkind: team\nid: care\ntitle: [\n",
        b"kind: outcome\nid: answers\ntitle: People find an answer\nsupports: nowhere\nx-n: [1, 1.0, -0.0, null]\n",
        b"kind: kpi\nid: rate\ntitle: Rate\nmeasures: answers\nreadings: readings.csv\nlevel: outcome\n",
        b"kind: kpi\nid: rate\ntitle: Rate\nstatus: draft\nreadings:\n  - {date: 2026-02-30, value: 4}\n",
        b"kind: kpi\nid: rate\ntitle: Rate\nstatus: draft\ntargets: {by: FY2026, value: 4.25}\n",
        b"kind: hypothesis\nid: bet\ntitle: Bet\nmoves: rate\nstart: 2026-Q1\nend: 2026-Q2\nchange: \xf0\x9f\x98\x80\n",
        b"kind: team\nid: support\ntitle: Support\nidd: 1\n",
        b"kind: tame\nid: support\ntitle: Support\n",
        b"id: support\n\xff\xfe\n",
        b"date,value\n2026-01-31,4\n",
        b"date,value\n2026-01-31,four\n",
        b"title: REPLACE-ME\nkind: team\nid: support\n",
        b"kind: team\nid: support\nid: support\ntitle: Support\n",
    ]
)
TIMES = st.sampled_from([0, 1, 1_000_000_000, 4_000_000_000])
JUNK = st.sampled_from([b"z", b"zz", b"9"]) | st.binary(min_size=1, max_size=70)


class NewerReader(Reader):
    """A reader of a later version, which takes a title otherwise."""

    def read(self, path: str, data: bytes) -> list[Document]:
        documents = super().read(path, data)
        for document in documents:
            if isinstance(document.value, dict) and isinstance(document.value.get("title"), str):
                document.value["title"] += " (as version 2 has it)"
        return documents


READERS = {"alignctl 1": Reader, "alignctl 2": NewerReader}


class Listed:
    """The segments of a cache as a process sees them that listed them a moment ago."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._names = series.names()

    def names(self) -> list[str]:
        return self._names

    def __getattr__(self, name: str) -> Any:
        return getattr(self._series, name)


class Histories(RuleBasedStateMachine):
    """A plan that is edited, and a cache to which everything happens that can happen to files."""

    @initialize()
    def begin(self) -> None:
        self.top = Path(tempfile.mkdtemp())
        self.root = self.top / "plan"
        (self.root / "plans" / "deep").mkdir(parents=True)
        self.folder = self.top / "cache" / "documents"
        self.makers = "alignctl 1"
        self.config = Config(self.root)
        self.set_aside: Path | None = None

    def teardown(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)

    def segments(self) -> list[Path]:
        return sorted(self.folder.glob("*.cache"))

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: bytes) -> None:
        (self.root / "plans" / name).write_bytes(text)

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        if (self.root / "plans" / old).exists():
            (self.root / "plans" / old).replace(self.root / "plans" / new)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.root / "plans" / name).unlink(missing_ok=True)

    @rule(name=NAMES, text=TEXTS, time=TIMES)
    def write_with_the_time_of_before(self, name: str, text: bytes, time: int) -> None:
        place = self.root / "plans" / name
        before = place.stat().st_mtime_ns if place.exists() else time
        place.write_bytes(text)
        os.utime(place, ns=(before, before))

    @rule(time=TIMES)
    def set_the_clock(self, time: int) -> None:
        for place in (*self.root.rglob("*"), *self.segments()):
            os.utime(place, (time, time))

    @rule(makers=st.sampled_from(list(READERS)))
    def upgrade_or_go_back(self, makers: str) -> None:
        self.makers = makers

    @rule(which=st.integers(0, 7), length=st.integers(0, 2_000))
    def tear(self, which: int, length: int) -> None:
        for place in self.segments()[which : which + 1]:
            os.truncate(place, min(length, place.stat().st_size))

    @rule(which=st.integers(0, 7), at=st.integers(0, 400), junk=JUNK)
    def scribble(self, which: int, at: int, junk: bytes) -> None:
        for place in self.segments()[which : which + 1]:
            data = place.read_bytes()
            place.write_bytes(data[:at] + junk + data[at + len(junk) :])

    @rule(which=st.integers(0, 7))
    def delete(self, which: int) -> None:
        for place in self.segments()[which : which + 1]:
            place.unlink()

    @rule()
    def clear(self) -> None:
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    @rule(which=st.integers(0, 7), other=st.integers(0, 7))
    def confuse(self, which: int, other: int) -> None:
        """Give a segment the name of another, of other makers perhaps."""
        there = self.segments()
        if max(which, other) < len(there):
            there[other].write_bytes(there[which].read_bytes())

    @rule()
    def put_a_copy_aside(self) -> None:
        if self.folder.exists():
            self.set_aside = self.top / "aside"
            shutil.rmtree(self.set_aside, ignore_errors=True)
            shutil.copytree(self.folder, self.set_aside)

    @rule()
    def bring_the_copy_back(self) -> None:
        if self.set_aside is not None:
            shutil.copytree(self.set_aside, self.folder, dirs_exist_ok=True)

    @rule(name=NAMES, text=TEXTS)
    def check_what_an_editor_holds(self, name: str, text: bytes) -> None:
        before = {place: place.read_bytes() for place in self.segments()}
        self.compare({f"plans/{name}": text})
        assert {place: place.read_bytes() for place in self.segments()} == before

    @rule(which=st.integers(0, 7))
    def check_while_somebody_deletes(self, which: int) -> None:
        def delete_first(_: int) -> DocumentCache:
            kept: Any = DocumentCache(self.folder, self.root, self.makers)
            kept._series = Listed(kept._series)
            self.delete(which)
            return kept

        self.compare({}, delete_first)

    @invariant()
    def same_with_and_without(self) -> None:
        if hasattr(self, "config"):
            self.compare({})

    def compare(self, overlay: dict[str, bytes], cache: Callable[[int], DocumentCache] | None = None) -> None:
        opened = cache or (lambda _: DocumentCache(self.folder, self.root, self.makers))
        with patch("alignctl.load.load.Reader", READERS[self.makers]):
            with_cache = load_plan(self.root, overlay=overlay, cache=opened)
            without = load_plan(self.root, overlay=overlay)
        assert repr((with_cache.plan.items, with_cache.plan.placeholders)) == repr(
            (without.plan.items, without.plan.placeholders)
        )
        assert with_cache.sources == without.sources
        assert self.report(with_cache) == self.report(without)

    def report(self, loaded: Loaded) -> str:
        return report_json(examine(loaded, self.config, date(2026, 6, 30), "today"), "1")


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
