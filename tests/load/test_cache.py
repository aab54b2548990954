"""Documents kept between runs: used where nothing changed, and never seen in what comes out."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from alignctl.load import cache as cache_module
from alignctl.load import makers, segments
from alignctl.load.cache import DocumentCache
from alignctl.load.load import Loaded, load_plan
from alignctl.load.reader import Reader

TEAM = "kind: team\nid: {}\ntitle: {}\n"
MEASURE = """\
kind: kpi
id: first-contact
title: Contacts solved at first contact
status: draft
targets:
  - {by: 2026-Q4, value: 80}
  - {by: "2027", value: 8.5e1}
revisions:
  - {date: 2026-03-01, field: targets, was: {value: 1.0, by: 2026}, why: "née ✓ 😀"}
x-note: {deep: [1, 1.0, true, null, "1", -0.0, 123456789012345678901234567890]}
"""
ANCHORS = "kind: team\nid: anchored\ntitle: &t Support & care\nsummary: *t\n"
TWO = "# first\n---\n---\nkind: team\nid: one\ntitle: One\n---\nkind: team\nid: two\ntitle: Two\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    root = tmp_path / "plan"
    (root / "plans").mkdir(parents=True)
    for name, text in (("a", TEAM.format("a", "A")), ("m", MEASURE), ("n", ANCHORS), ("two", TWO), ("z", "# none\n")):
        (root / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "documents"


def load(plan: Path, folder: Path, by: str = "makers") -> Loaded:
    return load_plan(plan, cache=lambda count: DocumentCache(folder, plan, by))


def said(loaded: Loaded) -> str:
    """Everything that a load gives, to the type of each number."""
    return repr((loaded.plan.items, loaded.plan.placeholders, loaded.diagnostics, loaded.documents, loaded.sources))


def segments_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.cache"))


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, composing a file is a failure."""

    def read(self: Reader, path: str, data: bytes) -> None:
        pytest.fail(f"{path} was composed again")

    return lambda: monkeypatch.setattr(Reader, "read", read)


def test_what_is_kept_is_not_composed_again_and_makes_the_same_plan(
    plan: Path, folder: Path, no_reading: Callable[[], None]
) -> None:
    without = load_plan(plan)
    assert without.diagnostics == ()
    assert said(load(plan, folder)) == said(without)
    no_reading()
    assert said(load(plan, folder)) == said(without)


def test_renamed_and_touched_files_are_the_same(plan: Path, folder: Path, no_reading: Callable[[], None]) -> None:
    load(plan, folder)
    (plan / "plans" / "a.yaml").rename(plan / "plans" / "b.yaml")
    os.utime(plan / "plans" / "m.yaml", (0, 0))
    without = load_plan(plan)
    no_reading()
    assert said(load(plan, folder)) == said(without)


def test_a_file_with_findings_is_not_kept(plan: Path, folder: Path) -> None:
    for number, text in enumerate(
        ("kind: team\nid: x\n", "kind: team\nid: [", "kind: team\nid: y\ntitle: Y\nnme: Y\n")
    ):
        (plan / "plans" / f"wrong-{number}.yaml").write_text(text)
    load(plan, folder)
    kept = b"".join(path.read_bytes() for path in segments_in(folder))
    assert kept.count(b"\n") == 5
    for path in (plan / "plans").iterdir():
        name = hashlib.sha256(path.read_bytes()).hexdigest().encode()
        assert (name in kept) == (not path.name.startswith("wrong"))


def test_tables_are_read_each_time(plan: Path, folder: Path) -> None:
    (plan / "plans" / "r.yaml").write_text("kind: kpi\nid: r\ntitle: R\nstatus: draft\nreadings: r.csv\n")
    (plan / "plans" / "r.csv").write_text("date,value\n2026-01-31,4\n")
    first = load(plan, folder)
    assert first.diagnostics == ()
    (plan / "plans" / "r.csv").write_text("date,value\n2026-01-31,many\n")
    assert [entry.code for entry in load(plan, folder).diagnostics] == ["SCH008"]
    (plan / "plans" / "r.csv").write_text("date,value\n2026-01-31,5\n")
    changed = load(plan, folder)
    assert said(changed) == said(load_plan(plan)) != said(first)


def test_other_makers_see_nothing(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(plan, folder, "old")
    read: list[str] = []
    original = Reader.read
    monkeypatch.setattr(Reader, "read", lambda self, path, data: read.append(path) or original(self, path, data))
    load(plan, folder, "new")
    assert len(read) == 5
    load(plan, folder, "old")
    load(plan, folder, "new")
    assert len(read) == 5


def test_the_name_of_other_makers_does_not_help(plan: Path, folder: Path) -> None:
    load(plan, folder, "old")
    (old,) = segments_in(folder)
    name = old.read_bytes().split(b"\n")[1][:64]
    load(plan, folder, "new")
    (new,) = set(segments_in(folder)) - {old}
    new.write_bytes(old.read_bytes())
    assert DocumentCache(folder, plan, "old").find(name) is not None
    assert DocumentCache(folder, plan, "new").find(name) is None


def test_another_plan_sees_nothing(plan: Path, folder: Path, tmp_path: Path) -> None:
    load(plan, folder)
    (tmp_path / "other").mkdir()
    assert DocumentCache(folder, tmp_path / "other", "makers").find(b"0" * 64) is None
    assert len({path.name.split("-")[0] for path in segments_in(folder)}) == 1
    (plan / "plans").rename(tmp_path / "other" / "plans")
    load(tmp_path / "other", folder)
    assert len({path.name.split("-")[0] for path in segments_in(folder)}) == 2


@pytest.mark.parametrize(
    ("module", "name"),
    [(makers, "__version__"), (yaml, "__version__"), (makers, "get_version_string"), (makers, "_installed")],
)
def test_every_maker_is_named(module: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = makers.describe_makers()
    assert makers.describe_makers() == before
    value = getattr(module, name)
    monkeypatch.setattr(module, name, (lambda *_: "0.0.1") if callable(value) else "0.0.1")
    assert makers.describe_makers() != before


@pytest.mark.parametrize("changed", ["schemas/common.schema.json", "schemas/kpi.schema.json", "load/scalars.py"])
def test_schemas_and_the_code_that_reads_are_makers_by_content(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, place in (("schemas", makers.schema_directory()), ("load", Path(makers.__file__).parent)):
        (tmp_path / name).mkdir()
        for path in place.iterdir():
            if path.is_file():
                (tmp_path / name / path.name).write_bytes(path.read_bytes())
    before = makers.describe_makers()
    monkeypatch.setattr(makers, "schema_directory", lambda: tmp_path / "schemas")
    monkeypatch.setattr(makers, "__file__", str(tmp_path / "load" / "makers.py"))
    assert makers.describe_makers() == before
    (tmp_path / changed).write_bytes((tmp_path / changed).read_bytes() + b"\n")
    assert makers.describe_makers() != before


def test_the_installed_validator_is_named_by_its_version() -> None:
    from importlib.metadata import version

    assert f"jsonschema-rs jsonschema_rs-{version('jsonschema-rs')}.dist-info" in makers.describe_makers()


def test_cut_off_anywhere_it_reads_as_nothing_and_is_written_again(
    plan: Path, folder: Path, no_reading: Callable[[], None]
) -> None:
    without = said(load(plan, folder))
    (segment,) = segments_in(folder)
    whole = segment.read_bytes()
    name = next(line[:64] for line in whole.split(b"\n")[1:])
    for length in range(len(whole)):
        segment.write_bytes(whole[:length])
        assert DocumentCache(folder, plan, "makers").find(name) is None
    for length in (0, 1, 64, 65, len(whole) // 2, len(whole) - 1):
        segment.write_bytes(whole[:length])
        assert said(load(plan, folder)) == without
        (segment,) = segments_in(folder)
    no_reading()
    assert said(load(plan, folder)) == without


def test_one_byte_changed_anywhere_is_noticed(plan: Path, folder: Path) -> None:
    load(plan, folder)
    (segment,) = segments_in(folder)
    whole = segment.read_bytes()
    name = next(line[:64] for line in whole.split(b"\n")[1:])
    for place in range(len(whole)):
        segment.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert DocumentCache(folder, plan, "makers").find(name) is None


def forge(folder: Path, plan: Path, body: bytes) -> None:
    """Write a segment as somebody would who knows how."""
    for path in segments_in(folder):
        path.unlink()
    load(plan, folder)
    (segment,) = segments_in(folder)
    key = hashlib.sha256(b"makers").hexdigest().encode()
    segment.write_bytes(hashlib.sha256(key + body).hexdigest().encode() + b"\n" + body)


@pytest.mark.parametrize(
    "said_of_each",
    [
        b"",
        b"null",
        b"{}",
        b'"text"',
        b"[",
        b"[0]",
        b"[0,null]",
        b"[0,{}]",
        b'[0,{"kind":"team"}]',
        b'[0,{"kind":"robot","id":"a","title":"A"}]',
        b'[0,{"kind":["team"],"id":"a","title":"A"}]',
        b'[0,{"kind":"kpi","id":"a","title":"A","targets":7}]',
        b'[0,{"kind":"team","id":"a"}]',
        b'[0,{"kind":"team","id":"a","title":"A","part_of":{"ID":1}}]',
        b'[0,{"kind":"team","id":"a","title":"A"},1]',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"[9" + b"9" * 10_000 + b"]",
        b'],["',
        b"\xff\xfe\x00",
        b"cos\nsystem\n(S'true'\ntR.",
    ],
    ids=lambda value: repr(value[:30]),
)
def test_what_makes_no_plan_is_as_good_as_nothing(
    said_of_each: bytes, plan: Path, folder: Path, no_reading: Callable[[], None]
) -> None:
    without = said(load_plan(plan))
    names = [hashlib.sha256(path.read_bytes()).hexdigest().encode() for path in sorted((plan / "plans").iterdir())]
    forge(folder, plan, b"\n".join(name + b" " + said_of_each for name in names))
    assert said(load(plan, folder)) == without
    assert said(load(plan, folder)) == without


def test_lines_in_disorder(plan: Path, folder: Path) -> None:
    without = said(load_plan(plan))
    for body in (b"", b"\n\n\n", b"short", b"\0" * 1000, b"x" * 64 + b" []"):
        forge(folder, plan, body)
        assert said(load(plan, folder)) == without


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes are those of POSIX")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_segment_that_others_can_write_is_not_read(mode: int, plan: Path, folder: Path) -> None:
    load(plan, folder)
    (segment,) = segments_in(folder)
    name = segment.read_bytes().split(b"\n")[1][:64]
    assert stat.S_IMODE(segment.stat().st_mode) == 0o600
    assert DocumentCache(folder, plan, "makers").find(name) is not None
    segment.chmod(mode)
    assert DocumentCache(folder, plan, "makers").find(name) is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes are those of POSIX")
def test_a_segment_of_another_user_is_not_read(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(plan, folder)
    (segment,) = segments_in(folder)
    name = segment.read_bytes().split(b"\n")[1][:64]
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert DocumentCache(folder, plan, "makers").find(name) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in the file system")
def test_links_pipes_and_folders_in_its_place_are_not_read(plan: Path, folder: Path) -> None:
    without = said(load(plan, folder))
    (segment,) = segments_in(folder)
    for number, make in enumerate((os.mkfifo, os.mkdir, lambda path: path.symlink_to(plan / "plans" / "a.yaml"))):
        make(segment.with_name(f"{'-'.join(segment.name.split('-')[:2])}-00000{number + 2}-0.cache"))
    assert said(load(plan, folder)) == without
    (plan / "plans" / "b.yaml").write_text(TEAM.format("b", "B"))
    assert said(load(plan, folder)) == said(load_plan(plan))


def test_where_nothing_can_be_written_nothing_is_said(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "documents"):
        assert said(load(plan, folder)) == said(load_plan(plan))
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.parametrize("failing", ["replace", "open"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES])
def test_a_full_or_read_only_disk_leaves_nothing_behind(
    failing: str, reason: int, plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(parents=True)
    original = os.open

    def fail(*arguments: object, **options: object) -> int:
        if failing == "open" and not (len(arguments) > 1 and arguments[1] & (os.O_WRONLY | os.O_RDWR)):  # type: ignore[operator]
            return original(*arguments, **options)  # type: ignore[arg-type]
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(segments.os, failing, fail)
    loaded = load(plan, folder)
    monkeypatch.undo()
    assert said(loaded) == said(load_plan(plan))
    assert list(folder.iterdir()) == []


def test_bytes_from_elsewhere_are_looked_up_but_not_kept(plan: Path, folder: Path) -> None:
    overlay = {"plans/a.yaml": TEAM.format("a", "Another").encode(), "plans/new.yaml": TEAM.format("new", "N").encode()}

    def through(overlay: dict[str, bytes]) -> Loaded:
        return load_plan(plan, overlay=overlay, cache=lambda _: DocumentCache(folder, plan, "makers"))

    assert said(through(overlay)) == said(load_plan(plan, overlay=overlay))
    assert not folder.exists()
    load(plan, folder)
    before = {path: path.read_bytes() for path in segments_in(folder)}
    assert said(through(overlay)) == said(load_plan(plan, overlay=overlay))
    assert {path: path.read_bytes() for path in segments_in(folder)} == before


def test_many_small_changes_make_few_segments_and_what_is_needed_stays(
    plan: Path, folder: Path, no_reading: Callable[[], None]
) -> None:
    for number in range(3 * cache_module.MAX_SEGMENTS):
        (plan / "plans" / "a.yaml").write_text(TEAM.format("a", f"A {number}"))
        load(plan, folder)
        assert len(segments_in(folder)) <= cache_module.MAX_SEGMENTS
    no_reading()
    load(plan, folder)


def test_what_is_not_needed_goes_when_there_is_too_much_of_it_and_the_newest_stays(
    plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "MAX_UNUSED", 300)
    texts = [TEAM.format("a", f"A {number}") for number in range(cache_module.MAX_SEGMENTS + 1)]
    for text in texts:
        (plan / "plans" / "a.yaml").write_text(text)
        load(plan, folder)
    assert len(segments_in(folder)) == 1
    kept = DocumentCache(folder, plan, "makers")
    there = [kept.find(kept.name_of(text.encode())) is not None for text in texts]
    assert there == [False] * (len(texts) - 3) + [True] * 3


def test_the_whole_folder_stays_within_bounds_and_what_was_used_longest_ago_goes(
    plan: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(plan, folder)
    (first,) = segments_in(folder)
    monkeypatch.setattr(segments, "MAX_FOLDER", 2 * first.stat().st_size)
    for name, used in (("second", 2_000), ("third", 1_000)):
        (plan).rename(tmp_path / name)
        load(tmp_path / name, folder)
        plan = tmp_path / name
        newest = (set(segments_in(folder)) - {first}).pop()
        os.utime(newest if name == "second" else first, (used, used))
    assert len(segments_in(folder)) == 2
    plan.rename(tmp_path / "fourth")
    load(tmp_path / "fourth", folder)
    assert len(segments_in(folder)) == 2
    assert first not in segments_in(folder)


def test_a_plan_too_large_to_keep_is_not_kept(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MAX_SEGMENT", 100)
    assert said(load(plan, folder)) == said(load(plan, folder)) == said(load_plan(plan))
    assert segments_in(folder) == []


def test_the_folder_says_what_it_is(plan: Path, folder: Path) -> None:
    load(plan, folder)
    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    if hasattr(os, "geteuid"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_values_that_json_cannot_hold_are_read_each_time(plan: Path, folder: Path) -> None:
    kept = DocumentCache(folder, plan, "makers")
    kept.keep(b"1" * 64, [0, {"title": "half \ud800"}])
    kept.keep(b"2" * 64, [0, {"title": "whole"}])
    kept.save()
    again = DocumentCache(folder, plan, "makers")
    assert again.find(b"1" * 64) is None
    assert again.find(b"2" * 64) == [0, {"title": "whole"}]


def test_files_with_the_same_content_each_get_their_item(plan: Path, folder: Path) -> None:
    for number in range(5):
        (plan / "plans" / f"same-{number}.yaml").write_text(TEAM.format("same", "Same"))
    without = said(load_plan(plan))
    assert said(load(plan, folder)) == without
    assert said(load(plan, folder)) == without


def test_one_cache_serves_two_loads(plan: Path, folder: Path, no_reading: Callable[[], None]) -> None:
    kept = DocumentCache(folder, plan, "makers")
    first = load_plan(plan, cache=lambda _: kept)
    (plan / "plans" / "a.yaml").write_text(TEAM.format("a", "Changed"))
    second = load_plan(plan, cache=lambda _: kept)
    assert said(second) == said(load_plan(plan)) != said(first)
    no_reading()
    assert said(load(plan, folder)) == said(second)


WORKER = """
import hashlib, json, sys
from pathlib import Path
from alignctl.load.cache import DocumentCache
from alignctl.load.load import load_plan
plan, folder, edits = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
seen = set()
for number in range(25):
    if edits != "none":
        (plan / "plans" / f"{edits}.yaml").write_text(f"kind: team\\nid: {edits}\\ntitle: T {number}\\n")
    cached = load_plan(plan, ("plans/shared",), cache=lambda _: DocumentCache(folder, plan, "makers"))
    seen.add(hashlib.sha256(repr((cached.plan.items, cached.diagnostics, cached.documents)).encode()).hexdigest())
    own = load_plan(plan, (f"plans/{edits}.yaml",), cache=lambda _: DocumentCache(folder, plan, "makers"))
    assert [item.title for item in own.plan.items] == ([f"T {number}"] if edits != "none" else []), own
    if number % 7 == 6:
        for path in folder.glob("*.cache"):
            path.unlink(missing_ok=True)
print(json.dumps(sorted(seen)))
"""


def test_many_at_once_do_each_other_no_harm(plan: Path, folder: Path) -> None:
    shared = plan / "plans" / "shared"
    shared.mkdir()
    for number in range(30):
        (shared / f"{number}.yaml").write_text(TEAM.format(f"t-{number}", "T"))
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(plan), str(folder), edits],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for edits in ("none", "none", "left", "right")
    ]
    results = [(process.communicate(), process.returncode) for process in started]
    assert [code for _, code in results] == [0] * 4, results
    assert len({out for (out, _), _ in results}) == 1
    assert len(json.loads(results[0][0][0])) == 1
    assert not list(folder.glob(".*"))
