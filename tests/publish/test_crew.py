"""Work shared by processes: everything is done once, comes back in order, and an error in a fork is told as itself."""

from __future__ import annotations

import os
import signal
import time

import pytest

from alignctl.publish.crew import Crew, CrewError


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_back_in_order(tmp_path, processes):
    told: list[tuple[str, int, int]] = []
    crew = Crew(processes, tmp_path, lambda *entry: told.append(entry))
    assert crew.share("Counting", 50, lambda number: number * number) == [number * number for number in range(50)]
    assert told[-1] == ("Counting", 50, 50)
    assert list(tmp_path.iterdir()) == [], "what forks gave is taken away"


def test_every_unit_is_done_once(tmp_path):
    log = tmp_path / "log"
    (tmp_path / "work").mkdir()

    def work(number: int) -> None:
        with log.open("a") as file:
            file.write(f"{number}\n")

    Crew(3, tmp_path / "work").share("Writing", 40, work)
    assert sorted(map(int, log.read_text().split())) == list(range(40))


def test_an_error_in_a_fork_is_raised_as_it_was(tmp_path):
    parent = os.getpid()

    def fail(number: int) -> int:
        if os.getpid() != parent:
            raise OSError(28, "No space left on device")
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)  # leave the work to the fork
        return number

    with pytest.raises(OSError, match="No space left"):
        Crew(2, tmp_path).share("Failing", 4, fail)


def test_a_fork_that_is_ended_is_noticed(tmp_path):
    parent = os.getpid()

    def end(number: int) -> int:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return number

    with pytest.raises(CrewError, match="ended from outside"):
        Crew(2, tmp_path).share("Ending", 4, end)


def test_an_error_of_its_own_ends_the_forks(tmp_path):
    """Asked for by their ids: the process that runs the tests has other children too."""
    parent = os.getpid()
    forks = tmp_path / "forks"
    forks.mkdir()

    def work(number: int) -> None:
        if os.getpid() == parent:
            while not any(forks.iterdir()):
                time.sleep(0.01)
            raise ValueError("enough")
        (forks / str(os.getpid())).touch()
        signal.pause()

    with pytest.raises(ValueError, match="enough"):
        Crew(2, tmp_path).share("Stopping", 4, work)
    for fork in forks.iterdir():
        with pytest.raises(ChildProcessError):
            os.waitpid(int(fork.name), os.WNOHANG)
