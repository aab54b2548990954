"""Bytes to YAML nodes, on PyYAML's C parser, without tags resolved and without recursion that could end the process.

The C composer recurses once for each level of nesting and crashes the interpreter at some 24,000 levels (fewer on a
thread's small stack), and nodes take fifty times the memory of their text. Every level and every value takes at least
one of the characters `[ { - : ? ,`, so bytes that hold few of them can do no harm and need no counting; the others are
composed by a class that counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import pairwise
from typing import Any

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import Node, ScalarNode
from yaml.reader import ReaderError

from alignctl.records import Record, record

MAX_DEPTH = 100
"""The levels of nesting that a document may have; a plan needs seven."""

MAX_VALUES = 200_000
"""How many keys, values and lists one document may hold; an item with a hundred readings has some five hundred."""

_UNCOUNTED = 500
_BOM = b"\xef\xbb\xbf"
_DOCUMENT_START = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_NOTHING = re.compile(r"(?:[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)|%[^\n]*(?:\n|\Z)|\.\.\.[ \t]*(?:\r?\n|\Z))*\Z")

_FOREIGN_BREAKS = ("\x85", "\u2028", "\u2029")
_STAND_INS = range(0xF0000, 0xFFFFD)


class TooDeepError(YAMLError):
    """A document nests deeper than `MAX_DEPTH`. `mark` is where the last allowed level begins."""

    def __init__(self, mark: Any) -> None:
        super().__init__("too deep")
        self.mark = mark


class TooManyError(YAMLError):
    """A document holds more than `MAX_VALUES`. `mark` is where the whole begins."""

    def __init__(self, mark: Any) -> None:
        super().__init__("too many")
        self.mark = mark


class UndecodableError(YAMLError):
    """The bytes are not UTF-8 text. `offset` counts code points up to the first bad byte."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class _Composer(CParser):
    # Each hook must be callable with up to three arguments and give back the same falsy text: a method of the empty
    # string does that without a Python frame, which makes composing a third faster.
    resolve = descend_resolver = ascend_resolver = "".format


class _CountingComposer(CParser):
    resolve = "".format
    depth = 0
    values = 0

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        self.depth += 1
        self.values = self.values + 1 if parent is not None else 1
        if self.values > MAX_VALUES and parent is not None:
            raise TooManyError(parent.start_mark)
        if self.depth > MAX_DEPTH + 1 and parent is not None:
            raise TooDeepError(parent.start_mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1


@record
class Composed(Record):
    """One document of a file. Exactly one of `node` and `error` is set.

    `number` counts documents from 0. `offset` is to be added to the index of a mark to count code points from the
    start of the file's text. For a document that could not be composed, `start` and `end` bound its text and `at` is
    where the error was noticed, all in code points. `restored` turns stand-ins in scalars back
    into what they stand for.
    """

    number: int
    node: Node | None
    error: YAMLError | None = None
    offset: int = 0
    start: int = 0
    end: int = 0
    at: int = 0
    restored: Mapping[int, str] = field(default_factory=dict)

    def text_of(self, node: ScalarNode) -> str:
        """The text of a scalar, with the characters that were hidden from the parser."""
        text: str = node.value
        return text.translate(self.restored) if self.restored else text


def strip_bom(data: bytes) -> bytes:
    """The bytes without a byte order mark of UTF-8, which editors on Windows write."""
    return data[3:] if data.startswith(_BOM) else data


def decode(data: bytes) -> str:
    """The text of a plan file. Raises UndecodableError."""
    data = strip_bom(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (b"\0" in data[:4] and len(data) > 1):
        raise UndecodableError("is UTF-16 or UTF-32", 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UndecodableError("is not UTF-8", len(data[: error.start].decode("utf-8"))) from None
    if "\0" in text:
        raise UndecodableError("holds a NUL character, so it is not text", text.index("\0"))
    return text


def has_foreign_breaks(data: bytes) -> bool:
    """Whether the bytes may hold characters that the parser takes for line breaks, as YAML 1.1 did."""
    return b"\xc2\x85" in data or b"\xe2\x80\xa8" in data or b"\xe2\x80\xa9" in data


def compose(data: bytes) -> list[Composed]:
    """Every document of a file, those that are broken too. Raises UndecodableError."""
    return list(compose_each(data))


def compose_each(data: bytes) -> Iterator[Composed]:
    """Like `compose`, one document after the other, so that no more than one is held at a time."""
    data = strip_bom(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data:
        decode(data)
    hidden: dict[int, str] = {}
    if has_foreign_breaks(data):
        text = decode(data)
        hidden = _stand_ins(text)
        data = text.translate(hidden).encode()
    restored = {ord(stand_in): chr(sign) for sign, stand_in in hidden.items()}
    done = 0
    try:
        for node in _nodes(data):
            yield Composed(done, node, restored=restored)
            done += 1
    except YAMLError:
        for part in _compose_pieces(decode(data), restored):
            if part.number >= done:
                yield part


def _stand_ins(text: str) -> dict[int, str]:
    """For each character that is a line break in YAML 1.1 alone, one of private use that the text does not hold.

    It must not stand there as an escape either, so its hexadecimal number may not occur.
    """
    capitals = text.upper()
    free = (code for code in _STAND_INS if chr(code) not in text and f"{code:X}" not in capitals)
    return {ord(sign): chr(next(free)) for sign in _FOREIGN_BREAKS}


def _nodes(data: bytes) -> Iterator[Node]:
    indicators = sum(map(data.count, (b":", b"-", b"[", b"{", b"?", b",")))
    parser = _Composer(data) if indicators < _UNCOUNTED else _CountingComposer(data)
    while parser.check_node():
        node = parser.get_node()
        if node is not None:
            yield node


def _compose_pieces(text: str, restored: Mapping[int, str]) -> Iterator[Composed]:
    """Compose what stands between `---` lines piece by piece, so that an error costs one document only."""
    bounds = sorted({0, *(match.start() for match in _DOCUMENT_START.finditer(text)), len(text)})
    number = 0
    for start, end in pairwise(bounds):
        piece = text[start:end]
        if start == 0 and not piece.startswith("---") and _NOTHING.match(piece) and end < len(text):
            continue
        begun = start
        try:
            for node in _nodes(piece.encode()):
                yield Composed(number, node, offset=start, restored=restored)
                number += 1
                begun = start + node.end_mark.index
        except YAMLError as error:
            at = start + min(_error_index(error, piece), len(piece.rstrip()))
            yield Composed(number, None, error, offset=start, start=begun, end=end, at=at)
            number += 1


def _error_index(error: YAMLError, piece: str) -> int:
    if isinstance(error, TooDeepError | TooManyError):
        return int(error.mark.index)
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return int(mark.index) if mark is not None else 0
    if isinstance(error, ReaderError):  # its position counts bytes
        return len(piece.encode()[: error.position].decode("utf-8", "ignore"))
    return 0
