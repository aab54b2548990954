"""Check-ins at once lose nothing, and one that is killed at any moment leaves a whole file."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from alignctl.cli.main import alignctl
from alignctl.edit import files
from alignctl.edit.files import ChangedMeanwhile, replace_files
from alignctl.edit.locking import locked
from alignctl.load.load import load_plan
from alignctl.plan.items import Kpi

FIRST = date(2026, 1, 1)
KPI = "kind: kpi\nid: speed\ntitle: Speed\nreadings: {}\n"
SYSTEM = {"open", "read", "write", "flush", "fsync", "close", "chmod", "stat", "replace", "rename", "unlink", "flock"}
"""The calls into the system by which a file is written; a kill happens before and after each."""
HOMES = {"list": "\n  - {date: 2025-12-31, value: 1}", "csv": "speed.csv"}


@pytest.fixture(params=sorted(HOMES))
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("today: 2026-12-31\n")
    (tmp_path / "plans" / "a.yaml").write_text(KPI.format(HOMES[request.param]))
    (tmp_path / "plans" / "speed.csv").write_text("date,value\n2025-12-31,1\n")
    return tmp_path


def readings(plan: Path) -> list[tuple[date, float]]:
    loaded = load_plan(plan)
    assert not loaded.diagnostics
    kpi = loaded.plan.find("speed", Kpi)
    assert kpi is not None
    return [(reading.date, reading.value) for reading in kpi.readings]


def in_child(folder: Path, work: Callable[[], Any]) -> int:
    """Run something in a process of its own; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.chdir(folder)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - pytest's own is not for the child
        work()
        sys.stdout.flush()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def check_in(day: date, value: int) -> None:
    assert not alignctl(["checkin", "speed", str(value), "--date", day.isoformat()], standalone_mode=False)


def test_check_ins_at_once_lose_nothing(plan: Path) -> None:
    people, each = 6, 8

    def person(number: int) -> Callable[[], None]:
        def work() -> None:
            for turn in range(each):
                check_in(FIRST + timedelta(days=number + people * turn), number)

        return work

    children = [in_child(plan, person(number)) for number in range(people)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * people
    days = [(FIRST + timedelta(days=n), float(n % people)) for n in range(people * each)]
    assert readings(plan) == [(date(2025, 12, 31), 1.0), *days]
    assert sorted(path.name for path in (plan / "plans").iterdir()) == ["a.yaml", "speed.csv"]


def test_a_kill_at_any_moment_leaves_a_whole_file(plan: Path) -> None:
    before = {path: path.read_bytes() for path in (plan / "plans").iterdir()}

    def dying(moment: int) -> Callable[[], None]:
        """A check-in that ends before or after a call into the system while it writes, the one of this number."""
        passed = 0

        def watch(frame: FrameType, event: str, called: Any) -> None:
            nonlocal passed
            if event.startswith("c_") and called.__name__ in SYSTEM:
                passed += 1
                if passed == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        def watched(changes: Any) -> None:
            sys.setprofile(watch)
            try:
                replace_files(changes)
            finally:
                sys.setprofile(None)

        def work() -> None:
            files.replace_files = watched
            check_in(FIRST, 2)

        return work

    outcomes = []
    for moment in range(1, 100_000):
        child = in_child(plan, dying(moment))
        status = os.waitpid(child, 0)[1]
        found = readings(plan)
        assert found in ([(date(2025, 12, 31), 1.0)], [(date(2025, 12, 31), 1.0), (FIRST, 2.0)])
        outcomes.append(len(found))
        for path in (plan / "plans").iterdir():
            assert path in before or path.name.startswith(".")
            if path not in before:
                path.unlink()
        for path, data in before.items():
            path.write_bytes(data)
        if status == 0:
            break
        assert os.WIFSIGNALED(status)
    assert outcomes == sorted(outcomes), "once written, a later kill takes nothing back"
    assert set(outcomes[:-1]) == {1, 2}, "there were kills before the file was replaced, and after"


def test_a_file_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        replace_files({path: (b"what I read", b"mine")})
    assert path.read_bytes() == b"theirs"


def test_a_folder_is_locked_for_one_process_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alignctl.edit.locking.ATTEMPTS", 2)
    (tmp_path / "a").write_bytes(b"1")

    def other() -> None:
        with pytest.raises(OSError, match="another alignctl is writing there"):
            replace_files({tmp_path / "a": (b"1", b"2")})

    with locked([tmp_path]):
        child = in_child(tmp_path, other)
        assert os.waitpid(child, 0)[1] == 0
    assert (tmp_path / "a").read_bytes() == b"1"
    replace_files({tmp_path / "a": (b"1", b"3")})
    assert (tmp_path / "a").read_bytes() == b"3"
