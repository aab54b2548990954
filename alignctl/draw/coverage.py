"""Which characters no font of this machine has, so that a PNG shows boxes in their place.

The library that draws PNG does not say. So each character is drawn in a cell of its own, and the cells are compared
with the sign that stands for a missing one.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from alignctl.draw.markup import attribute, content
from alignctl.draw.png import draw_png
from alignctl.draw.scripts import families_of
from alignctl.draw.text import is_covered

_WIDE, _HIGH, _SIZE = 18, 16, 10
_MISSING = "\u0378"
"""A code point that has no character, so no font has one for it."""

_MOST = 200
"""How many characters of a script are looked at: a font that lacks none of so many is made for the script."""


def other_characters(text: str) -> frozenset[str]:
    """The characters of a text that the font of this package has not, and that are drawn by themselves."""
    return frozenset(char for char in set(text) if not is_covered(char) and _is_drawn(char))


def find_missing(chars: Iterable[str], *, machine_fonts: bool = True) -> tuple[str, ...]:
    """Those of the characters that neither the font of this package nor one of the machine has, sorted."""
    missing: list[str] = []
    for families, members in groupby(sorted(chars, key=lambda char: (families_of(char), char)), families_of):
        wanted = list(islice(members, _MOST))
        box, *cells = _draw_cells([_MISSING, *wanted], families, machine_fonts)
        missing += [char for char, cell in zip(wanted, cells, strict=True) if cell == box]
    return tuple(sorted(missing))


def _is_drawn(char: str) -> bool:
    """Whether a character has a sign of its own: no mark on another, nothing that joins, selects or is private."""
    category = unicodedata.category(char)
    return category[0] not in "MCZ" and not "\U0001f3fb" <= char <= "\U0001f3ff"


def _draw_cells(chars: list[str], families: str, machine_fonts: bool) -> Iterator[bytes]:
    texts = "".join(f'<text x="2" y="{_HIGH * row + 12}">{content(char)}</text>' for row, char in enumerate(chars))
    size = f'width="{_WIDE}" height="{_HIGH * len(chars)}" font-size="{_SIZE}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{attribute(families)}">{texts}</svg>'
    rows = list(_read_rows(draw_png(svg, scale=1.0, other_scripts=machine_fonts, set_apart=False)))
    for start in range(0, len(rows), _HIGH):
        yield b"".join(rows[start : start + _HIGH])


def _read_rows(png: bytes) -> Iterator[bytes]:
    """The rows of an image with four bytes a pixel, as the library writes it (PNG specification, section 9)."""
    data, position, stride = b"", 8, 0
    while position < len(png):
        length, name = struct.unpack(">I4s", png[position : position + 8])
        body = png[position + 8 : position + 8 + length]
        if name == b"IHDR":
            stride = struct.unpack(">I", body[:4])[0] * 4
        elif name == b"IDAT":
            data += body
        position += length + 12
    raw, before = zlib.decompress(data), bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for place in range(stride) if kind else ():
            left, corner = (row[place - 4], before[place - 4]) if place >= 4 else (0, 0)
            up = before[place]
            guess = (0, left, up, (left + up) // 2, _nearest(left, up, corner))[kind]
            row[place] = (row[place] + guess) & 255
        yield bytes(row)
        before = row


def _nearest(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
