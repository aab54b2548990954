"""Python's search for rings of objects that nothing else holds, put off while much is made that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Search for no garbage meanwhile.

    Items, nodes and findings hold no rings, and each search looks at all of them again: with ten thousand items a
    quarter of the time of loading and a third of that of judging went there.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def pass_over_what_is_kept() -> None:
    """Let later searches leave out everything that is there now: a plan stays until the process ends."""
    gc.freeze()
