"""Files made to hurt: each gets a finding, in bounded time and memory, and nothing is raised."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from alignctl.load import discovery
from alignctl.load.compose import MAX_DEPTH
from alignctl.load.discovery import MAX_BYTES, Refusal, read_file
from alignctl.load.load import Loaded, load_plan, load_sources
from alignctl.load.spans import locate

HEAD = b"kind: kpi\nid: hostile\ntitle: T\n"
GOOD = b"kind: team\nid: good\ntitle: Good\n"


def load(data: bytes) -> Loaded:
    return load_sources({"plans/x.yaml": data}, lambda path: Refusal("there is no such file", "check the name"))


def codes(loaded: Loaded) -> list[str]:
    for finding in locate(loaded.diagnostics, loaded.sources):
        assert finding.help
        assert not finding.message.endswith(".")
    return [finding.code for finding in loaded.diagnostics]


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return root


DEEP = {
    "flow sequence": b"x-a: " + b"[" * 100_000,
    "closed flow sequence": b"x-a: " + b"[" * 100_000 + b"]" * 100_000,
    "flow mapping": b"x-a: " + b"{a: " * 100_000,
    "single pairs": b"x-a: " + b"[a: " * 100_000,
    "block sequence": b"x-a:\n " + b"- " * 100_000 + b"a\n",
    "block mapping": b"".join(b" " * depth + b"a:\n" for depth in range(4_000)),
    "explicit keys": b"? " * 100_000 + b"a\n",
}


@pytest.mark.parametrize("tail", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("stack", [None, 256 * 1024], ids=["main", "small-stack"])
def test_deep_nesting_is_refused(tail: bytes, stack: int | None) -> None:
    found: list[str] = []

    def run() -> None:
        loaded = load(tail if tail.startswith(b"?") else HEAD + tail)
        found.extend(codes(loaded))

    if stack is None:
        run()
    else:
        before = threading.stack_size(stack)
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        threading.stack_size(before)
    assert found in (["SCH007"], ["SCH001"])


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
@pytest.mark.parametrize("padding", [0, 500])
def test_depth_limit_does_not_depend_on_the_size_of_a_file(opening: bytes, padding: int) -> None:
    """Large files are composed by a class that counts, small ones are not: both have the same limit."""
    closing = {b"[": b"]", b"{a: ": b"}", b"- ": b""}[opening]
    pad = b"x-p: [" + b"{a: b}, " * padding + b"]\n"

    def nested(levels: int) -> bytes:
        return HEAD + pad + b"x-a:\n " + opening * levels + b"0" + closing * levels + b"\n"

    assert codes(load(nested(MAX_DEPTH - 1))) == []
    assert codes(load(nested(MAX_DEPTH))) == ["SCH007"]


def test_nesting_that_would_crash_the_parser_leaves_the_interpreter_alive() -> None:
    script = (
        "from alignctl.load.load import load_sources\n"
        "loaded = load_sources({'a.yaml': b'[' * 1_000_000, 'b.yaml': b'- ' * 1_000_000}, lambda path: b'')\n"
        "print(sorted({finding.code for finding in loaded.diagnostics}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "['SCH007']"


def billion_laughs(levels: int, width: int) -> bytes:
    lines = [b"x-0: &a0 [" + b"lol, " * width + b"]"]
    for level in range(1, levels):
        lines.append(b"x-%d: &a%d [" % (level, level) + b", ".join([b"*a%d" % (level - 1)] * width) + b"]")
    return HEAD + b"\n".join(lines) + b"\n"


def test_alias_bomb_is_refused_quickly() -> None:
    started = time.perf_counter()
    loaded = load(billion_laughs(30, 10))
    assert codes(loaded) == ["SCH007"]
    assert time.perf_counter() - started < 5
    assert loaded.plan.knows("hostile")


def test_merge_bomb_is_refused() -> None:
    lines = [b"x-0: &a0 {k: v}"]
    for level in range(1, 60):
        lines.append(b"x-%d: &a%d {<<: [" % (level, level) + b", ".join([b"*a%d" % (level - 1)] * 9) + b"]}")
    assert "SCH007" in codes(load(HEAD + b"\n".join(lines) + b"\n"))


def test_few_aliases_are_read() -> None:
    assert codes(load(billion_laughs(3, 4))) == []


def test_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    write(tmp_path, {"plans/good.yaml": GOOD, "plans/big.yaml": b""})
    with (tmp_path / "plans/big.yaml").open("r+b") as file:
        file.truncate(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loaded = load_plan(tmp_path)
    assert codes(loaded) == ["SCH007"]
    assert "10 MB" in loaded.diagnostics[0].message
    assert loaded.plan.ids == ("good",)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert codes(load(b" " * (MAX_BYTES + 1))) == ["SCH007"]


def test_endless_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A file that says it is empty and gives bytes for ever, as some in /proc do."""
    write(tmp_path, {"plans/endless.yaml": b""})
    real = os.read
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(discovery.os, "read", lambda handle, size: b"#" * size if size > 1 else real(handle, 0) or b"#")
        refusal = read_file(tmp_path, "plans/endless.yaml")
    assert isinstance(refusal, Refusal)
    assert "larger" in refusal.message


def test_fifo_does_not_block(tmp_path: Path) -> None:
    write(tmp_path, {"plans/good.yaml": GOOD + b"---\nkind: kpi\nid: k\ntitle: K\nreadings: pipe.csv\n"})
    os.mkfifo(tmp_path / "plans/pipe.yaml")
    os.mkfifo(tmp_path / "plans/pipe.csv")
    loaded = load_plan(tmp_path)
    assert sorted(codes(loaded)) == ["SCH007", "SCH008"]
    assert loaded.plan.ids == ("good", "k")


def test_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"plans/x.yaml/inner.yaml": GOOD})
    loaded = load_plan(tmp_path)
    assert codes(loaded) == ["SCH007"]
    assert loaded.plan.ids == ("good",)


def test_links_out_of_the_root_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret.yaml": GOOD, "outside/secret.csv": b"date,value\n2026-01-01,5\n"})
    root = write(tmp_path / "root", {"plans/k.yaml": b"kind: kpi\nid: k\ntitle: K\nreadings: link.csv\n"})
    (root / "plans/link.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    (root / "plans/link.csv").symlink_to(tmp_path / "outside/secret.csv")
    (root / "plans/folder").symlink_to(tmp_path / "outside")
    (root / "plans/dangling.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (root / "plans/self.yaml").symlink_to("self.yaml")
    (root / "elsewhere").symlink_to(tmp_path / "outside")
    loaded = load_plan(root, ("plans", "elsewhere", "../outside"))
    assert loaded.plan.ids == ("k",)
    assert {(finding.location.path, finding.code) for finding in loaded.diagnostics} == {
        ("plans/link.yaml", "SCH007"),
        ("plans/k.yaml", "SCH008"),
        ("plans/folder", "SCH007"),
        ("plans/dangling.yaml", "SCH007"),
        ("plans/self.yaml", "SCH001"),
        ("elsewhere", "SCH007"),
        ("../outside", "SCH007"),
    }


def test_links_inside_the_root_are_read(tmp_path: Path) -> None:
    write(tmp_path, {"store/team.yaml": GOOD})
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/team.yaml").symlink_to("../store/team.yaml")
    loaded = load_plan(tmp_path)
    assert codes(loaded) == []
    assert loaded.plan.ids == ("good",)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (PermissionError(13, "Permission denied"), "SCH001", "no permission"),
        (OSError(5, "Input/output error"), "SCH001", "input/output error"),
        (FileNotFoundError(2, "No such file"), "SCH001", "no such file"),
    ],
)
def test_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str, words: str
) -> None:
    """As root every file can be read, so the system's answer is played here."""
    write(tmp_path, {"plans/good.yaml": GOOD, "plans/locked.yaml": GOOD})
    monkeypatch.setattr(discovery.os, "open", refusing(os.open, error))
    loaded = load_plan(tmp_path)
    assert codes(loaded) == [code]
    assert words in loaded.diagnostics[0].message
    assert loaded.documents == 2


def refusing(real: Callable[..., int], error: OSError) -> Callable[..., int]:
    def opener(path: str, *arguments: int) -> int:
        if "locked" in str(path):
            raise error
        return real(path, *arguments)

    return opener


def test_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"plans/good.yaml": GOOD, "plans/locked/x.yaml": GOOD})
    real = os.scandir

    def listing(path: object) -> object:
        if str(path).rstrip("/").endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(discovery.os, "scandir", listing)
    loaded = load_plan(tmp_path)
    assert [(finding.code, finding.location.path) for finding in loaded.diagnostics] == [("SCH001", "plans/locked")]


def test_name_that_is_not_text(tmp_path: Path) -> None:
    write(tmp_path, {"plans/good.yaml": GOOD})
    with open(os.fsencode(tmp_path) + b"/plans/b\xfcd.yaml", "wb") as file:  # noqa: PTH123
        file.write(GOOD)
    loaded = load_plan(tmp_path)
    assert codes(loaded) == ["SCH007"]
    loaded.diagnostics[0].location.path.encode("utf-8")


LINE_ENDINGS = {
    "unix": b"kind: kpi\nid: a\ntitle: T\nunit: 5\n",
    "windows": b"kind: kpi\r\nid: a\r\ntitle: T\r\nunit: 5\r\n",
    "old mac": b"kind: kpi\rid: a\rtitle: T\runit: 5\r",
    "bom": b"\xef\xbb\xbfkind: kpi\nid: a\ntitle: T\nunit: 5\n",
    "bom and windows": b"\xef\xbb\xbfkind: kpi\r\nid: a\r\ntitle: T\r\nunit: 5\r\n",
    "no end": b"kind: kpi\nid: a\ntitle: T\nunit: 5",
}


@pytest.mark.parametrize("data", LINE_ENDINGS.values(), ids=LINE_ENDINGS)
def test_line_endings_and_byte_order_marks(data: bytes) -> None:
    loaded = load(data)
    (finding,) = locate(loaded.diagnostics, loaded.sources)
    assert finding.code == "SCH006"
    assert finding.location.span is not None
    assert (finding.location.span.line, finding.location.span.column) == (4, 7)


def test_csv_with_windows_lines_and_byte_order_mark() -> None:
    csv = b"\xef\xbb\xbfdate,value\r\n2026-01-31,5\r\n\r\n2026-02-28,6 days\r\n"
    loaded = load_sources({"p/x.yaml": HEAD + b"readings: x.csv\n"}, lambda path: csv)
    (finding,) = locate(loaded.diagnostics, loaded.sources)
    assert finding.location.path == "p/x.csv"
    assert finding.location.span is not None
    assert (finding.location.span.line, finding.location.span.column) == (4, 12)


@pytest.mark.parametrize(
    "data", [b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80abc", b"a\0b", b"\xef\xbb", b"---"]
)
def test_shortest_files(data: bytes) -> None:
    assert codes(load(data)) in ([], ["SCH007"])


MANY = {
    "broken documents": b"---\nid: a\ntitle: %\n" * 3_000,
    "failing documents": b"".join(b"---\nkind: kpi\nid: k-%d\ntitle: 1.10\n" % number for number in range(3_000)),
    "careful documents": b"".join(b"---\nkind: team\nid: k-%d\ntitle: &a T\n" % number for number in range(3_000)),
    "unknown fields": HEAD + b"".join(b"field-%d: 1\n" % number for number in range(20_000)),
    "equal links": HEAD + b"measures: [" + b"{id: a}, " * 20_000 + b"]\n",
    "wrong readings": HEAD + b"readings:\n" + b"- {date: x, value: y}\n" * 20_000,
    "impossible days": HEAD + b"readings:\n" + b"- {date: 2026-02-30, value: 1}\n" * 20_000,
}


@pytest.mark.parametrize("data", MANY.values(), ids=MANY)
def test_many_errors_in_one_file_stay_cheap(data: bytes) -> None:
    """The bound is generous; what it rules out is work that grows with the square of the file."""
    started = time.perf_counter()
    loaded = load(data)
    assert len(locate(loaded.diagnostics, loaded.sources)) == len(loaded.diagnostics)
    assert loaded.diagnostics or b"&a" in data
    assert time.perf_counter() - started < 15


def test_too_many_values_and_documents_are_refused() -> None:
    values = load(HEAD + b"x-a: [" + b"1," * 250_000 + b"]\n")
    assert codes(values) == ["SCH007"]
    assert values.plan.knows("hostile")
    documents = load(b"---\n[]\n" * 30_000)
    assert codes(documents).count("SCH007") == 1
    assert documents.documents == 20_001


def test_faults_of_a_csv_file_are_bounded() -> None:
    csv = b"date,value\n" + b"x,y\n" * 100_000
    loaded = load_sources({"p/x.yaml": HEAD + b"readings: x.csv\n"}, lambda path: csv)
    assert 100 < len(locate(loaded.diagnostics, loaded.sources)) < 1000
