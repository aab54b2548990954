"""A plan file cut into its documents, and a document into its top-level fields with the comments that go with each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yaml.nodes import MappingNode, ScalarNode

from alignctl.edit.document import Document, Unplaceable, YamlText
from alignctl.edit.entries import entry_end, last_node

_SEPARATOR = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_DIRECTIVE = re.compile(r"^(?:%|\.\.\.)", re.MULTILINE)
_SPEAKS_OF_THE_NEXT_LINE = "alignctl:"


@dataclass(frozen=True, slots=True)
class Region:
    """A document's stretch of a file. `opening` is the text before it: `---`, and what stands above the first one."""

    document: Document
    opening: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level field as lines without line breaks: comments above it, then the field and all inside it."""

    name: str
    lead: tuple[str, ...]
    body: tuple[str, ...]
    gap_before: bool


@dataclass(frozen=True, slots=True)
class Blocks:
    """A document as its fields, with the comments above all and below all of them."""

    head: tuple[str, ...]
    fields: tuple[Block, ...]
    foot: tuple[str, ...]
    gap_before_foot: bool
    gap_after_foot: bool


def cut_file(file: YamlText) -> tuple[Region, ...] | None:
    """The documents of a file; None where something stands between them that is neither `---` nor a comment."""
    documents = file.documents
    regions: list[Region] = []
    opening, start, searched = "", 0, 0
    for index, document in enumerate(documents):
        if isinstance(document.root, ScalarNode):
            return None
        root = document.start(document.root)
        found = list(_SEPARATOR.finditer(file.text, searched, root))
        if _DIRECTIVE.search(file.text, searched, root) or len(found) > 1 or (index and not found):
            return None
        if found:
            at = found[0].start()
            above = "" if index else file.text[:at].lstrip("\r\n")
            if regions:
                regions[-1] = Region(regions[-1].document, opening, start, at)
            start = file.after_break(file.line_end(at)) if root > file.line_end(at) else found[0].end()
            opening = above + file.text[at:start].rstrip() + (file.line_break if root > file.line_end(at) else "")
        regions.append(Region(document, opening, start, len(file.text)))
        try:
            searched = file.line_end(document.end(document.root))
        except Unplaceable:
            return None
    if _SEPARATOR.search(file.text, searched) or _DIRECTIVE.search(file.text, searched):
        return None
    return tuple(regions)


def cut_document(document: Document, start: int, end: int) -> Blocks | None:
    """The fields of a document that is a block mapping, from the bounds of its region.

    None where the text of the last field would change with what comes after it.
    """
    file, root = document.file, document.root
    assert isinstance(root, MappingNode)
    fields: list[Block] = []
    head: Sequence[str] = ()
    at = start
    for key, value in root.value:
        begin = file.line_start(document.start(key))
        last = last_node(value)
        try:
            stop = entry_end(document, key, value)
        except Unplaceable:
            return None
        at_end_of_file = isinstance(last, ScalarNode) and last.style in ("|", ">") and stop == len(file.text)
        if (
            begin < at
            or file.text[begin : document.start(key)].strip()
            or document.keeps_breaks(last)
            or at_end_of_file
        ):
            return None
        above: Sequence[str] = _lines(file.text[at:begin])
        if fields:
            inner, above = _split_inner(above)
            fields[-1] = _longer(fields[-1], inner)
            gap = bool(above) and not above[0]
            lead: Sequence[str] = _collapsed(above)
        else:
            head, lead = _split_head(_collapsed(above))
            gap = False
        body = tuple(_lines(file.text[begin:stop]))
        fields.append(Block(document.text_of(key), tuple(lead), body, gap))
        at = file.after_break(stop)
    inner, below = _split_inner(_lines(file.text[at:end]))
    fields[-1] = _longer(fields[-1], inner)
    foot = _collapsed(below)
    closed = foot and not foot[-1]
    return Blocks(
        tuple(head),
        tuple(fields),
        tuple(foot[:-1] if closed else foot),
        bool(below) and not below[0],
        bool(closed) or not foot,
    )


def _lines(text: str) -> list[str]:
    lines = re.split(r"\r\n|\n|\r", text)
    return lines if lines[-1] else lines[:-1]


def _longer(block: Block, lines: Sequence[str]) -> Block:
    return Block(block.name, block.lead, (*block.body, *lines), block.gap_before)


def _split_inner(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Lines below a field: those down to the last indented comment are inside it."""
    inside = max((i for i, line in enumerate(lines, 1) if line.lstrip() and line[0] in " \t"), default=0)
    return lines[:inside], lines[inside:]


def _split_head(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Comments above the first field are about the document, but one that sets a finding aside is about the field."""
    for index, line in enumerate(lines):
        if _SPEAKS_OF_THE_NEXT_LINE in line:
            return lines[:index], lines[index:]
    return lines, ()


def _collapsed(lines: Sequence[str]) -> list[str]:
    """Without empty lines at the beginning, and with no two in a row."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept
