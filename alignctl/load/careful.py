"""The slow walk over a YAML document: every value with its place, and everything that is wrong with it."""

from __future__ import annotations

from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from alignctl.diagnostics import Diagnostic, Label, Location, Pointer, Span
from alignctl.load.compose import MAX_DEPTH, Composed
from alignctl.load.lines import LineTable, node_span
from alignctl.load.problems import PLACEHOLDER, report
from alignctl.load.scalars import is_unusable, read_scalar

MAX_ALIASED = 10_000
"""How many values may come into a document through aliases before it counts as a bomb."""

_TAG = "tag:yaml.org,2002:"
_CORE_TAGS = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "map", "seq"))


class _GivenUpError(Exception):
    """The document cannot be built any further."""


class CarefulWalk:
    """Builds one document. `findings` and `flawed` (places a finding speaks of) are filled by `run`."""

    def __init__(self, path: str, part: Composed, lines: LineTable) -> None:
        self.findings: list[Diagnostic] = []
        self.flawed: set[Pointer] = set()
        self._path = path
        self._part = part
        self._lines = lines
        self._seen: set[int] = set()
        self._open: set[int] = set()
        self._aliased = 0
        self._in_alias = 0

    def run(self) -> Any:
        """The value of the document; None where building it had to be given up."""
        assert self._part.node is not None
        try:
            return self._value(self._part.node, ())
        except _GivenUpError:
            return None

    def _value(self, node: Node, at: Pointer) -> Any:
        if id(node) in self._open:
            self._stop(at, node, "an alias leads back into itself", "write the text out instead of the alias")
        if len(at) >= MAX_DEPTH and not isinstance(node, ScalarNode):
            self._stop(at, node, f"the document nests deeper than {MAX_DEPTH} levels", "plans need no more than seven")
        again = id(node) in self._seen
        self._in_alias += again
        if self._in_alias:
            self._aliased += 1
            if self._aliased > MAX_ALIASED:
                message = f"aliases blow this document up to more than {MAX_ALIASED:,} values"
                self._stop((), node, message, "write the values out, without anchors and aliases")
        else:
            self._seen.add(id(node))
        self._open.add(id(node))
        try:
            return self._build(node, at)
        finally:
            self._open.discard(id(node))
            self._in_alias -= again

    def _build(self, node: Node, at: Pointer) -> Any:
        tag = node.tag
        if tag and tag not in _CORE_TAGS:
            shown = tag.removeprefix(_TAG)
            shown = "!!" + shown if shown != tag else tag
            self._add(
                "SCH007",
                at,
                node,
                f'the tag "{shown}" is not allowed',
                'remove the tag, or put text that begins with "!" in quotes',
            )
            tag = ""
        if isinstance(node, ScalarNode):
            return self._scalar(node, at, tag)
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        return [self._value(entry, (*at, index)) for index, entry in enumerate(node.value)]

    def _scalar(self, node: ScalarNode, at: Pointer, tag: str) -> Any:
        text = self._part.text_of(node)
        if PLACEHOLDER in text:
            self._add("SCH009", at, node, f'"{PLACEHOLDER}" was never filled in', "write your own text, or remove it")
            return text
        if node.style != "" or tag == _TAG + "str":
            return text
        value = read_scalar(text)
        if is_unusable(value):
            what = f"{text} is not a number that can be used" if len(text) < 20 else "this number is too large"
            self._add("SCH006", at, node, what, "write a plain number, or put it in quotes if it is text")
            return 0
        return value

    def _mapping(self, node: Node, at: Pointer) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        first: dict[str, Node] = {}
        merged: list[Node] = []
        for key, entry in node.value:
            if not isinstance(key, ScalarNode):
                self._reject_key(key, at)
                continue
            name = self._part.text_of(key)
            if name == "<<" and key.style == "":
                self._add("SCH004", at, key, 'the merge key "<<" is not part of YAML 1.2', "write the fields out here")
                merged.append(entry)
                continue
            if name in first:
                label = Label(self._location((*at, name), first[name], "key"), "first given here")
                message = f'the key "{name}" stands here twice'
                self._add("SCH002", (*at, name), key, message, "keep one of the two", (label,), "key")
                continue
            if name == "" and key.style == "":
                self._add("SCH001", at, key, 'there is no key before ":"', "write a field name before the colon")
                continue
            first[name] = key
            mapping[name] = self._value(entry, (*at, name))
        for entry in merged:
            for source in (entry,) if isinstance(entry, MappingNode) else entry.value:
                if isinstance(source, MappingNode):
                    value = self._value(source, at)
                    mapping = {**value, **mapping}
        return mapping

    def _reject_key(self, key: Node, at: Pointer) -> None:
        self._add(
            "SCH001",
            at,
            key,
            "a key must be text, not a list or a mapping",
            'put text that begins with "{" or "[" in quotes',
        )

    def _location(self, at: Pointer, node: Node, part: str) -> Location:
        return Location(self._path, self._part.number, at, part, self._span(node))

    def _span(self, node: Node) -> Span:
        return node_span(node, self._part.offset, self._lines)

    def _add(
        self,
        code: str,
        at: Pointer,
        node: Node,
        message: str,
        help: str,
        labels: tuple[Label, ...] = (),
        part: str = "value",
    ) -> None:
        self.flawed.add(at)
        self.findings.append(report(code, message, self._location(at, node, part), help=help, labels=labels))

    def _stop(self, at: Pointer, node: Node, message: str, help: str) -> None:
        self._add("SCH007", at, node, message, help)
        raise _GivenUpError
