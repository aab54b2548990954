"""How wide text is, and how it is broken into lines, without asking any font of the machine.

Widths come from `metrics.py`; for scripts that the table leaves out they are estimates on the wide side. Boxes leave
room for a reader's fallback font that is 15 % wider (`SLACK`), so text stays inside its box there as well.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

from alignctl.draw.metrics import BOLD, REGULAR

SLACK = 1.15
"""How much wider than the table a reader's fallback font may be (DejaVu Sans against Arimo)."""

_EMOJI_WIDTH = 137
_WIDE_WIDTH = 100
_LETTER_WIDTH = 66
_CAPITAL_WIDTH = 78

_JOINER = "\u200d"
_BREAK_AFTER = frozenset("-‐–—/|")
_NOT_FIRST = frozenset("、。，．：；！？）」』】〉》〕ー…")
_PLAIN_BREAK = re.compile(r"(?:(?<= )(?=[^ ])|(?<=[-/|])(?=[^\W\d_²³¹¼½¾]))")
_LAST_PLAIN_BREAK = re.compile(f".+{_PLAIN_BREAK.pattern}", re.DOTALL)
_SPACES = re.compile("[ \t\n\r\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\u202c\u202f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=8192)
def clean_text(text: str) -> str:
    """One line of what XML may hold: white space becomes single spaces; other control characters, and those that
    would turn letters around, become U+FFFD.

    A no-break space stays one: no line ends there.
    """
    if text.isprintable() and "  " not in text:  # most texts: a seventh of the time
        return text.strip(" ")
    return _SPACES.sub(" ", _UNPRINTABLE.sub("\ufffd", text)).strip(" ")


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text in pixels at a font size in pixels."""
    return _units(text, bold) * size / 100


@lru_cache(maxsize=16384)
def _units(text: str, bold: bool) -> int:
    if _is_plain(text):
        return sum(_plain_widths(text, bold))
    return sum(_cluster_width(cluster, bold) for cluster in clusters(text))


@lru_cache(maxsize=16384)
def wrap(text: str, width: float, size: float, *, bold: bool = False, max_lines: int = 4) -> tuple[str, ...]:
    """Break text into lines no wider than `width` pixels; what does not fit in `max_lines` ends in an ellipsis.

    Breaks at spaces, after hyphens and slashes and between ideographs; inside a word only where the word alone is
    wider than a line, and never inside a character that is made of several code points.

    What was broken is kept, because a site shows the same titles on many pictures.
    """
    clean = clean_text(text)
    lines = _break_plain(clean, width, size, bold) if _is_plain(clean) else _break(clean, width, size, bold)
    if len(lines) > max_lines:
        rest = " ".join(lines[max_lines - 1 :])
        lines[max_lines - 1 :] = [shorten(rest, width, size, bold=bold)]
    return tuple(lines)


def _break_plain(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The lines of a text that `_is_plain`: they end where the running sum of its widths says."""
    sums = [0, *accumulate(_plain_widths(text, bold))]
    room = _most_units(width, size)
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = bisect_right(sums, sums[start] + room, start + 1) - 1
        if end == len(text):
            lines.append(text[start:])
            break
        if text[end] == " ":
            lines.append(text[start:end])
            start = end + 1
        elif (last := _LAST_PLAIN_BREAK.match(text, start, end + 1)) is not None:
            lines.append(text[start : last.end()].rstrip(" "))
            start = last.end()
        else:
            after = _PLAIN_BREAK.search(text, start + 1)
            end = after.start() if after is not None else len(text)
            start = end - len(_chop(text[start:end], width, size, bold, lines))
    return lines


@lru_cache(maxsize=256)
def _most_units(width: float, size: float) -> int:
    """The most hundredths of a font size that are no wider than `width`, as `measure` reckons."""
    units = int(width * 100 / size) + 1
    while units * size / 100 > width:
        units -= 1
    return units


def _break(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        whole, filled = _units_of_piece(piece, bold)
        if (used + filled) * size / 100 <= width:
            line += piece
            used += whole
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        line = _chop(piece, width, size, bold, lines)
        used = _units(line, bold)
    if line.strip(" "):
        lines.append(line.rstrip(" "))
    return lines


def _chop(piece: str, width: float, size: float, bold: bool, lines: list[str]) -> str:
    """Add lines from inside a piece that is wider than a line; what is left of it fits."""
    while measure(piece.rstrip(" "), size, bold=bold) > width:
        head = _head(piece, width, size, bold)
        lines.append(head.rstrip(" "))
        piece = piece[len(head) :].lstrip(" ")
    return piece


@lru_cache(maxsize=16384)
def _units_of_piece(piece: str, bold: bool) -> tuple[int, int]:
    return _units(piece, bold), _units(piece.rstrip(" "), bold)


@lru_cache(maxsize=4096)
def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut one line of text to a width in pixels; what is cut becomes an ellipsis."""
    text = clean_text(text)
    if measure(text, size, bold=bold) <= width:
        return text
    room = width - measure("…", size, bold=bold)
    return _head(text, room, size, bold).rstrip(" -–—,;:.") + "…"


def is_covered(char: str) -> bool:
    """Whether the font of this package is sure to have the character."""
    base = unicodedata.normalize("NFD", char)[0]
    return base in _table(False) or "\u0300" <= char <= "\u036f" or char in "\t\n\r\u2066\u2067\u2068\u2069"


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is read from right to left (Hebrew, Arabic and others)."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def clusters(text: str) -> Iterator[str]:
    """Split text into what readers take for single characters: a base with its marks, a flag, a joined emoji."""
    if _is_plain(text):
        yield from text
        return
    cluster = ""
    for char in text:
        joins = _extends(char) or cluster.endswith(_JOINER) or _completes_flag(cluster, char)
        if joins and cluster not in ("", " "):
            cluster += char
            continue
        if cluster:
            yield cluster
        cluster = char
    if cluster:
        yield cluster


def _is_plain(text: str) -> bool:
    """Whether every code point is a character by itself: marks, joiners and flags all come later in Unicode."""
    return text.isascii() or max(text, default="") < "\u0300"


def _extends(char: str) -> bool:
    if char < "\u0300":
        return False
    if char == _JOINER or "\ufe00" <= char <= "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or "\U000e0020" <= char <= "\U000e007f"


def _completes_flag(cluster: str, char: str) -> bool:
    return len(cluster) == 1 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in (cluster, char))


def _cluster_width(cluster: str, bold: bool) -> int:
    flag = len(cluster) == 2 and "\U0001f1e6" <= cluster[0] <= "\U0001f1ff"
    if flag or "\ufe0f" in cluster or _JOINER in cluster:
        return _EMOJI_WIDTH
    width = _char_width(cluster[0], bold)
    spacing = sum(_char_width(char, bold) for char in cluster[1:] if unicodedata.category(char) == "Mc")
    return width + spacing


def _plain_widths(text: str, bold: bool) -> Iterable[int]:
    """The width of each character of a text that `_is_plain`."""
    if text.isascii():  # most texts: as bytes, which takes half the time
        return text.encode().translate(_ascii_widths(bold))
    return map(_widths(bold).__getitem__, text)


@cache
def _ascii_widths(bold: bool) -> bytes:
    return bytes(_char_width(chr(code), bold) if code < 128 else 0 for code in range(256))


class _Widths(dict[str, int]):
    """The widths of the characters met so far, looked up without a call for each."""

    def __init__(self, bold: bool) -> None:
        super().__init__(_table(bold))
        self._bold = bold

    def __missing__(self, char: str) -> int:
        width = self[char] = _char_width(char, self._bold)
        return width


_widths = cache(_Widths)


@cache
def _char_width(char: str, bold: bool) -> int:
    known = _table(bold).get(char)
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if category == "So" and char >= "\U0001f000":
        return _EMOJI_WIDTH
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _WIDE_WIDTH
    base = unicodedata.normalize("NFD", char)[0]
    if base != char:
        return _char_width(base, bold)
    return _CAPITAL_WIDTH if category in ("Lu", "So", "Sm") else _LETTER_WIDTH


@cache
def _table(bold: bool) -> dict[str, int]:
    rows = BOLD if bold else REGULAR
    return {char: width for width, chars in rows.items() for char in chars}


def _pieces(text: str) -> Iterator[str]:
    """The stretches of text between which a line may be broken; spaces stay at the end of theirs.

    `_PLAIN_BREAK` says the same of text that `_is_plain`.
    """
    piece = ""
    for cluster in clusters(text):
        ideograph = cluster[0] >= "\u1100" and unicodedata.east_asian_width(cluster[0]) in ("W", "F")
        if piece and _breaks_between(piece[-1], cluster[0], ideograph):
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def _breaks_between(before: str, after: str, ideograph: bool) -> bool:
    if after == " " or after in _NOT_FIRST:
        return False
    if before == " ":
        return True
    if before in _BREAK_AFTER:
        return after.isalpha()
    return ideograph or (before >= "\u1100" and unicodedata.east_asian_width(before) in ("W", "F"))


def _head(text: str, width: float, size: float, bold: bool) -> str:
    """The longest start of the text that is no wider than `width`; at least one character, so that loops end."""
    head, used = "", 0.0
    if _is_plain(text):
        widths = _widths(bold)
        for place, char in enumerate(text):
            used += widths[char] * size / 100
            if place and used > width:
                return text[:place]
        return text
    for cluster in clusters(text):
        used += _cluster_width(cluster, bold) * size / 100
        if head and used > width:
            break
        head += cluster
    return head
