"""Documents kept from one run to the next, so that files that did not change need not be composed again.

Kept is what loading makes of the bytes of one file, under the digest of these bytes, and only where there was nothing
to say about it: never a finding, and nothing that depends on other files, on the configuration or on the day. JSON
holds them, because it can say nothing but values: reading it runs no code, whatever the bytes are.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alignctl.load.segments import Series

MAX_SEGMENTS = 8
"""From this many on, the segments of a plan are written together into one."""

MAX_UNUSED = 16_000_000
"""How many bytes of documents stay, when segments are written together, that this run did not need: those of other
branches, and of files as they were."""

_CHUNK = 100
_NAME = 64
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

Kept = list[Any]
"""The documents of one file: for each its number and its value, one after the other."""


class DocumentCache:
    """The documents of one plan that were kept in a folder of the user.

    `makers` says which versions of which programs make the documents; those of others are not seen. Whoever can write
    to the folder can say what a plan holds, so it must not be one that comes with the plan. One cache may serve
    several loads, such as of the plan as it is and as it was.
    """

    def __init__(self, folder: Path, root: Path, makers: str) -> None:
        plan = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
        self._series = Series(folder, plan, hashlib.sha256(makers.encode()).hexdigest())
        self._needed: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._forget()

    def _forget(self) -> None:
        self._is_open = False
        self._segments: list[str] = []
        self._is_torn = False
        self._lines: list[bytes] = []
        self._places: dict[bytes, int] = {}
        self._chunks: set[int] = set()
        self._ready: dict[int, Kept] = {}

    @staticmethod
    def name_of(data: bytes) -> bytes:
        """What the documents of a file are kept under."""
        return hashlib.sha256(data).hexdigest().encode()

    def find(self, name: bytes) -> Kept | None:
        """The documents of the file whose bytes have this name; None where they are not here."""
        if not self._is_open:
            self._open()
        place = self._places.get(name)
        if place is None:
            return None
        self._needed.add(name)
        ready = self._ready
        if place not in ready:
            self._decode(place)
        return ready.pop(place, None)

    def keep(self, name: bytes, documents: Kept) -> None:
        """Have the documents of a file written by the next `save`."""
        try:
            self._new[name] = name + b" " + _encode(documents).encode()
        except (ValueError, RecursionError):  # such as half of a pair of surrogates: read again each time
            return
        self._needed.add(name)

    def save(self) -> None:
        """Write what is new, if anything is, and let go of the memory. Never fails."""
        if self._new:
            crowded = len(self._segments) >= MAX_SEGMENTS
            if self._is_torn or crowded:
                if self._series.write(self._all_that_stay(), self._segments):
                    self._series.remove(self._segments)
            else:
                self._series.write(self._new.values(), self._segments)
            self._new = {}
        self._forget()

    def discard(self) -> None:
        """Remove what is kept: it turned out to be of no use."""
        self._series.remove(self._segments)
        self._new = {}
        self._forget()

    def _open(self) -> None:
        self._is_open = True
        self._segments = self._series.names()
        for segment in reversed(self._segments):
            lines = self._series.read(segment)
            if lines is None:
                self._is_torn = True
                continue
            self._series.touch(segment)
            start = len(self._lines)
            self._lines += lines
            for place, line in enumerate(lines, start):
                self._places.setdefault(line[:_NAME], place)

    def _decode(self, place: int) -> None:
        """Decode the lines about a place, which the next files are likely to need; alone where that was done."""
        first = place - place % _CHUNK
        if first in self._chunks:
            places: Iterable[int] = (place,)
        else:
            self._chunks.add(first)
            places = range(first, min(first + _CHUNK, len(self._lines)))
        text = b",".join([self._lines[entry][_NAME + 1 :] for entry in places])
        try:
            values = json.loads(f"[{text.decode()}]")
            self._ready.update(zip(places, values, strict=True))
        except (ValueError, RecursionError):
            return

    def _all_that_stay(self) -> Iterable[bytes]:
        """The lines of everything that this run needed, and of the newest of the rest."""
        yield from self._new.values()
        left = MAX_UNUSED
        for name, place in self._places.items():
            line = self._lines[place]
            if name in self._new:
                continue
            if name not in self._needed:
                left -= len(line)
                if left < 0:
                    continue
            yield line
