"""What processes leave that are killed while they replace a folder: who removes it, when, and what is never removed."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from alignctl.publish import folder as folders
from alignctl.publish import workplace
from alignctl.publish.folder import replace_folder, write_files
from alignctl.publish.workplace import MARK, remove_leftovers

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")

SYSTEM = {"mkdir", "open", "flock", "write", "rename", "renameat2", "unlink", "rmdir", "close", "scandir", "_exchange"}
DAYS = 86_400


def site(text: str) -> dict[str, str]:
    return {"plan.json": '{"format": "alignctl-plan"}', "a/page.html": text, "b.html": text}


def fill(text: str) -> Callable[[Path], None]:
    return lambda folder: write_files(folder, site(text).items())


def read(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def beside(target: Path) -> list[Path]:
    return sorted(path for path in target.parent.iterdir() if path != target)


def in_child(work: Callable[[], object]) -> int:
    """Start a fork that does something; its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def stop() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def end(child: int) -> int:
    return os.waitpid(child, 0)[1]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    target = tmp_path / "out" / "site"
    replace_folder(target, fill("old"))
    return target


def leave(target: Path) -> Path:
    """The work folder of a process that was killed while it filled it."""

    def work(folder: Path) -> None:
        fill("half")(folder)
        stop()

    assert end(in_child(lambda: replace_folder(target, work))) == signal.SIGKILL
    (left,) = beside(target)
    assert (left / MARK).is_file()
    return left


@pytest.fixture
def left(target: Path) -> Path:
    return leave(target)


def dying(target: Path, moment: int) -> Callable[[], None]:
    """A replacement that ends before or after a call into the system, the one of this number."""
    passed = 0

    def watch(frame: FrameType, event: str, called: Any) -> None:
        nonlocal passed
        name = called.__name__ if event.startswith("c_") else frame.f_code.co_name
        if name in SYSTEM:
            passed += 1
            if passed == moment:
                stop()

    def work() -> None:
        sys.setprofile(watch)
        try:
            replace_folder(target, fill("new"))
        finally:
            sys.setprofile(None)

    return work


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_kill_at_any_moment_is_made_good_by_the_next_build(target, in_one_step, monkeypatch):
    if not in_one_step:
        monkeypatch.setattr(folders, "_exchange", lambda one, other: False)

    def fail(folder: Path) -> None:
        raise SystemExit(1)

    seen = []
    for moment in range(1, 10_000):
        status = end(in_child(dying(target, moment)))
        unmarked = [path for path in beside(target) if not (path / MARK).exists()]
        assert all(not (path / "new").exists() for path in unmarked), "it was marked before there was anything in it"
        with pytest.raises(SystemExit):
            replace_folder(target, fail)
        seen.append(read(target)["b.html"])
        assert read(target) == site(seen[-1])
        assert beside(target) == unmarked
        for path in unmarked:
            (path / f".{MARK}").unlink(missing_ok=True)
            path.rmdir()
        if status == 0:
            break
        assert status == signal.SIGKILL
        replace_folder(target, fill("old"))
    assert seen == sorted(seen, reverse=True), "from one moment on it is done"
    assert {"old", "new"} == set(seen)


def test_what_was_left_goes_with_the_next_build_or_without_one(target, left):
    remove_leftovers(target)
    assert beside(target) == []
    assert read(target) == site("old")


def test_what_somebody_works_in_stays_and_can_be_finished(target):
    said, saying = os.pipe()
    asked, asking = os.pipe()

    def work(folder: Path) -> None:
        os.write(saying, b".")
        os.read(asked, 1)
        fill("theirs")(folder)

    child = in_child(lambda: replace_folder(target, work))
    os.read(said, 1)
    replace_folder(target, fill("ours"))
    assert len(beside(target)) == 1
    os.write(asking, b".")
    assert end(child) == 0
    assert read(target) == site("theirs")
    assert beside(target) == []


def test_what_a_fork_of_a_dead_process_works_in_stays_until_that_one_ends(target):
    living, alive = os.pipe()
    asked, asking = os.pipe()

    def work(folder: Path) -> None:
        if not os.fork():
            os.close(asking)
            os.read(asked, 1)
            os._exit(0)
        stop()

    assert end(in_child(lambda: replace_folder(target, work))) == signal.SIGKILL
    os.close(alive)
    remove_leftovers(target)
    assert len(beside(target)) == 1
    os.write(asking, b".")
    assert os.read(living, 1) == b"", "closed by all that had it"
    remove_leftovers(target)
    assert beside(target) == []


def test_of_another_machine_only_what_lay_for_a_day_is_removed(target, left, tmp_path, monkeypatch):
    (tmp_path / "kernel").write_text("another\n")
    monkeypatch.setattr(workplace, "_KERNEL", str(tmp_path / "kernel"))
    replace_folder(target, fill("new"))
    assert beside(target) == [left]
    status = (left / MARK).stat()
    os.utime(left / MARK, (status.st_mtime - DAYS - 60,) * 2)
    remove_leftovers(target)
    assert beside(target) == [left], "without the clock of the disk nobody knows how long"
    replace_folder(target, fill("new"))
    assert beside(target) == []


def test_a_machine_that_does_not_say_which_it_is_waits_a_day_for_its_own_too(target, tmp_path, monkeypatch):
    monkeypatch.setattr(workplace, "_KERNEL", str(tmp_path / "none"))
    left = leave(target)
    replace_folder(target, fill("new"))
    assert beside(target) == [left]


def test_where_nothing_can_be_locked_nothing_is_removed_but_what_one_made(target, left, monkeypatch):
    def refuse(handle: int) -> bool:
        raise OSError(38, "no locks here")

    monkeypatch.setattr(workplace, "_lock", refuse)
    replace_folder(target, fill("new"))
    remove_leftovers(target)
    assert beside(target) == [left]
    assert read(target) == site("new")


@pytest.mark.parametrize(
    "change",
    [
        lambda left: (left / MARK).unlink(),
        lambda left: (left / MARK).write_text("something else\n"),
        lambda left: (left / MARK).write_text((left / MARK).read_text().replace("site", "papers")),
        lambda left: (left / MARK).write_text(""),
        lambda left: left.rename(left.with_name(".site.notes")),
        lambda left: left.rename(left.with_name(".papers.abcdefgh")),
        lambda left: ((left / MARK).rename(left / "m"), (left / MARK).symlink_to("m")),
        lambda left: ((left / MARK).unlink(), os.mkfifo(left / MARK)),
        lambda left: (left.rename(left.parent.parent / "kept"), left.symlink_to("../kept")),
    ],
    ids=["no mark", "another", "other place", "empty", "name", "other name", "link", "pipe", "linked folder"],
)
def test_a_folder_that_is_not_surely_ours_is_left_alone(target, left, change):
    change(left)
    if (left / MARK).is_file():
        os.utime(left / MARK, (0, 0), follow_symlinks=False)
    before = [(path.name, sorted(p.name for p in path.iterdir())) for path in beside(target)]
    replace_folder(target, fill("new"))
    assert [(path.name, sorted(p.name for p in path.iterdir())) for path in beside(target)] == before


def test_a_mark_that_was_made_anew_meanwhile_is_not_the_one_that_was_locked(target, left, monkeypatch):
    def lock_late(handle: int) -> bool:
        text = (left / MARK).read_bytes()
        (left / "other").write_bytes(text)
        (left / "other").replace(left / MARK)
        return True

    monkeypatch.setattr(workplace, "_lock", lock_late)
    remove_leftovers(target)
    assert beside(target) == [left]


def test_what_links_lead_to_stays(target, left, tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("years of work")
    (left / "papers").symlink_to(tmp_path / "papers")
    (left / "new" / "papers").symlink_to(tmp_path / "papers")
    remove_leftovers(target)
    assert beside(target) == []
    assert (tmp_path / "papers" / "thesis.txt").read_text() == "years of work"


def test_what_cannot_be_removed_now_keeps_its_mark(target, left, monkeypatch):
    monkeypatch.setattr(workplace.shutil, "rmtree", lambda *_, **__: None)
    remove_leftovers(target)
    assert (left / MARK).is_file()
    monkeypatch.undo()
    remove_leftovers(target)
    assert beside(target) == []
