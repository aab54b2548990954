"""Comments that speak to alignctl: `# alignctl: ignore[MEA003] -- reason`.

PyYAML's C parser drops comments. So files that hold the marker are looked through line by line, and what stands inside
a scalar (a block of text that merely quotes such a comment) is told apart by the composed nodes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.diagnostics import Span
from alignctl.load.compose import Composed, UndecodableError, compose, strip_bom
from alignctl.load.lines import LineTable
from alignctl.records import Record, record

_ANY_COMMENT = r"(?m)(?:^|(?<=[ \t]))#[^\r\n]*"
MARKER = b"alignctl:"
_COMMENT = r"(?m)(?:^|(?<=[ \t]))#[ \t]*alignctl:[ \t]*ignore[ \t]*\[([^\]\r\n]*)\](?:[ \t]*--[ \t]*([^\r\n]*))?"


@record
class Ignore(Record):
    """A comment that sets findings aside: the rules named, the reason, where it stands and which line it speaks of."""

    path: str
    rules: tuple[str, ...]
    reason: str | None
    span: Span
    line: int


def find_ignores(sources: Mapping[str, bytes]) -> tuple[Ignore, ...]:
    """The comments in plan files, by file and line. A file that cannot be composed has none.

    A comment on a line of its own speaks of the next line that is neither blank nor a comment; one at the end of a line
    speaks of that line.
    """
    found: list[Ignore] = []
    for path in sorted(sources):
        if MARKER in sources[path] and not path.lower().endswith(".csv"):
            found.extend(_in_file(path, sources[path]))
    return tuple(found)


def _in_file(path: str, data: bytes) -> Iterator[Ignore]:
    try:
        documents = compose(data)
    except (YAMLError, UndecodableError):
        return
    if any(document.error is not None for document in documents):
        return
    text = strip_bom(data).decode("utf-8")
    lines = LineTable(text)
    for match in _outside_scalars(_COMMENT, text, documents):
        span = lines.span(match.start(), match.start() + len(match[0].rstrip()))
        start, line = lines.line_at(match.start())
        own_line = not text[start : match.start()].strip()
        reason = (match[2] or "").strip() or None
        rules = tuple(rule.strip() for rule in match[1].split(",") if rule.strip())
        target = _next_line(lines, start + len(line), span.line) if own_line else span.line
        yield Ignore(path, rules, reason, span, target)


def comments_in(data: bytes) -> tuple[str, ...]:
    """The text of every comment of a plan file, in order; none where it cannot be composed."""
    if b"#" not in data:
        return ()
    try:
        documents = compose(data)
    except (YAMLError, UndecodableError):
        return ()
    text = strip_bom(data).decode("utf-8")
    return tuple(match[0].rstrip() for match in _outside_scalars(_ANY_COMMENT, text, documents))


def _outside_scalars(pattern: str, text: str, documents: list[Composed]) -> Iterator[re.Match[str]]:
    """What a pattern finds in the text of a file where no scalar stands."""
    scalars = sorted(
        stretch for document in documents if document.node for stretch in _scalars(document.node, document.offset)
    )
    starts = [start for start, _ in scalars]
    for match in re.finditer(pattern, text):
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= scalars[before][1]:
            yield match


def _scalars(node: Node, offset: int) -> Iterator[tuple[int, int]]:
    """The stretches of text that scalars take."""
    waiting = [node]
    seen: set[int] = set()
    while waiting:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, ScalarNode):
            # Plain scalars end where their text ends, though the mark may lie beyond a comment that follows.
            length = len(here.value) if not here.style and "\n" not in here.value else None
            start = here.start_mark.index + offset
            yield start, start + length if length is not None else here.end_mark.index + offset
        elif isinstance(here, MappingNode):
            waiting.extend(part for pair in here.value for part in pair)
        elif isinstance(here, SequenceNode):
            waiting.extend(here.value)


def _next_line(lines: LineTable, after: int, line: int) -> int:
    for text in lines.text[after:].splitlines()[1:]:
        line += 1
        if text.strip() and not text.lstrip().startswith("#"):
            break
    return line
