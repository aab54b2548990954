"""What a person meant when YAML could not be read: the classic slips, in plain words."""

from __future__ import annotations

import re
from dataclasses import replace

from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from alignctl.diagnostics import Diagnostic, Fix, Location, Replacement
from alignctl.load.compose import MAX_DEPTH, MAX_VALUES, Composed, TooDeepError, TooManyError, UndecodableError, compose
from alignctl.load.lines import LineTable
from alignctl.load.problems import report
from alignctl.load.wording import in_quotes, shown
from alignctl.records import Record, record

_ENTRY = re.compile(r"\s*(?:- +)*(?P<key>[^\s:'\"#][^:'\"#]*?):[ \t]+(?P<text>\S.*?)\s*\Z")
_UNQUOTABLE = "%@`*&!|>"


def _say_quotes(match: re.Match[str]) -> str:
    """What to type instead of a field whose text needs quotes; a comment that follows is not part of the text."""
    return f"put it in quotes: {match['key']}: {in_quotes(match['text'].partition(' #')[0].rstrip())}"


@record
class _Slip(Record):
    message: str
    help: str
    start: int
    end: int
    written: str | None = None
    """What would be right from `start` to `end`, where that mends the slip for certain."""


def explain_syntax_error(path: str, lines: LineTable, part: Composed) -> Diagnostic:
    """The finding for a document that the parser gave up on. `lines` is the text of the whole file."""
    place = Location(path, part.number, span=lines.span(part.at, part.at + 1))
    if isinstance(part.error, TooDeepError):
        message = f"the document nests deeper than {MAX_DEPTH} levels"
        return report("SCH007", message, place, help="plans need no more than seven")
    if isinstance(part.error, TooManyError):
        message = f"the document holds more than {MAX_VALUES:,} values"
        return report("SCH007", message, place, help="move readings and responses to CSV files")
    slip = _Reading(part, lines).slip()
    place = Location(path, part.number, span=lines.span(slip.start, slip.end))
    fix = None
    if slip.written is not None:
        fix = Fix("put the text in quotes", True, (Replacement(place, slip.written, as_is=True),))
    return report("SCH001", slip.message, place, help=slip.help, fix=fix)


class _Reading:
    """One error, with the line it is in."""

    def __init__(self, part: Composed, lines: LineTable) -> None:
        self._text = lines.text
        self._lines = lines
        self._at = part.at
        self._piece = part.offset
        self._error = part.error
        error = part.error
        marked = isinstance(error, MarkedYAMLError)
        self._problem = (error.problem or "") if isinstance(error, MarkedYAMLError) else ""
        self._context = (error.context or "") if isinstance(error, MarkedYAMLError) else ""
        mark = error.context_mark if isinstance(error, MarkedYAMLError) and marked else None
        self._began = part.offset + mark.index if mark is not None else part.at

    def slip(self) -> _Slip:
        """What was probably meant."""
        if isinstance(self._error, ReaderError):
            return self._control_character()
        problem, context = self._problem, self._context
        begins_with = self._text[self._began : self._began + 1]
        if "quoted scalar" in context:
            return self._quoted_text()
        if "found character that cannot start any token" in problem or "tab character" in problem:
            return self._bad_start()
        if "scanning a block scalar" in context or "an alias" in context or "an anchor" in context:
            return self._needs_quotes(self._began, f'text cannot begin with "{begins_with}" in YAML')
        if "undefined alias" in problem or " tag" in f"{context} {problem}":
            return self._needs_quotes(
                self._at, f'text cannot begin with "{self._text[self._at : self._at + 1]}" in YAML'
            )
        if "mapping values are not allowed" in problem:
            return self._colon()
        if "block sequence entries are not allowed" in problem:
            message = "a list cannot begin on the same line as its field"
            return self._here(message, 'begin the list on a line of its own, with "- "')
        if "expected ':'" in problem:
            return self._bare_line()
        if "flow sequence" in context or "flow mapping" in context:
            return self._unclosed(self._began)
        if "flow node" in context:
            return self._unclosed(max(self._text.rfind("[", 0, self._at), self._text.rfind("{", 0, self._at), 0))
        if "anchor" in context:
            return self._here("an anchor stands here twice", "write the values out, without anchors and aliases")
        return self._stray()

    def _here(self, message: str, help: str, start: int | None = None, end: int | None = None) -> _Slip:
        start = self._at if start is None else start
        return _Slip(message, help, start, start + 1 if end is None else end)

    def _line(self, offset: int) -> tuple[int, str]:
        """Where the line of an offset begins, and its text."""
        return self._lines.line_at(min(offset, len(self._text)))

    def _needs_quotes(self, at: int, message: str) -> _Slip:
        start, line = self._line(at)
        match = _ENTRY.match(line)
        if match and start + match.start("text") <= at:
            begin, end = start + match.start("text"), start + match.end("text")
            slip = self._here(message, _say_quotes(match), begin, end)
            return replace(slip, written=self._quoted(begin, end))
        return self._here(message, "put the text in quotes", at)

    def _quoted(self, begin: int, end: int) -> str | None:
        """The text of a field in quotes, with a comment behind it left alone; None where that would not mend the slip.

        It mends it where the document can be read down to this line, and the text does not go on in the next.
        """
        text, hash_sign, comment = self._text[begin:end].partition(" #")
        if text[0] in "[{\"'" or "\t#" in text:
            return None
        start, line = self._line(begin)
        indent = len(line) - len(line.lstrip(" -"))
        rest = self._text[start + len(line) :].lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
        if rest.strip() and len(rest) - len(rest.lstrip()) > indent and not rest.lstrip().startswith("#"):
            return None
        written = in_quotes(text) + " " * (len(text) - len(text.rstrip())) + hash_sign + comment
        try:
            parts = compose((self._text[self._piece : begin] + written).encode())
        except UndecodableError:
            return None
        return written if all(part.error is None for part in parts) else None

    def _control_character(self) -> _Slip:
        sign = self._text[self._at : self._at + 1]
        message = f"the file holds a character that YAML does not allow: U+{ord(sign or chr(0)):04X}"
        return self._here(message, "remove it; it may be invisible in your editor")

    def _quoted_text(self) -> _Slip:
        if "escape" in self._problem:
            escape = self._text[self._at : self._at + 2]
            return self._here(
                f"{shown(escape)} means nothing in double quotes",
                "use single quotes, or write the backslash twice",
                self._at,
                self._at + 2,
            )
        return self._here("the quote that begins here is not closed", "close it at the end of the text", self._began)

    def _bad_start(self) -> _Slip:
        sign = self._text[self._at : self._at + 1]
        if sign == "\t":
            return self._here("a tab stands where YAML wants spaces", "indent with spaces")
        return self._needs_quotes(self._at, f"text cannot begin with {shown(sign)} in YAML")

    def _colon(self) -> _Slip:
        start, line = self._line(self._at)
        match = _ENTRY.match(line)
        if match and start + match.start("text") <= self._at:
            message = "a colon and a space inside a text make YAML read it as a field"
            begin, end = start + match.start("text"), start + match.end("text")
            slip = self._here(message, _say_quotes(match), begin, end)
            return replace(slip, written=self._quoted(begin, end))
        indent = len(line) - len(line.lstrip())
        message = "this line is indented deeper than the one above, which has a value already"
        return self._here(message, "align it with the field above", start + indent, start + len(line.rstrip()))

    def _bare_line(self) -> _Slip:
        start, line = self._line(self._began)
        message = f"{shown(line.strip())} is neither a field with a value nor part of the text above"
        indent = len(line) - len(line.lstrip())
        help = "put a colon after the name of a field; indent a line that goes on with the text above"
        return self._here(message, help, start + indent, start + len(line.rstrip()))

    def _unclosed(self, at: int) -> _Slip:
        opening = self._text[at : at + 1]
        closing = {"[": "]", "{": "}"}.get(opening, "]")
        message = f'the {"list" if opening == "[" else "mapping"} that begins here with "{opening}" goes wrong'
        help = f'close it with "{closing}" and put commas between its entries'
        return self._here(message, f"{help}; put text that begins with a bracket in quotes", at)

    def _stray(self) -> _Slip:
        start, line = self._line(self._at)
        match = _ENTRY.match(line)
        begin = start + match.start("text") if match else self._at
        if match and begin <= self._at and match["text"][0] in "'\"":
            inner = match["text"].strip("'\"")
            help = f"put the whole text in quotes: {match['key']}: {in_quotes(match['text'])}"
            if match["text"][0] == match["text"][-1] and match["text"][0] not in ('"',) and '"' not in inner:
                help = f"put it in double quotes: {match['key']}: {in_quotes(inner)}"
            return self._here("text goes on after the closing quote", help, begin, start + match.end("text"))
        if match and begin <= self._at and match["text"][0] in ",]}":
            return self._needs_quotes(self._at, f"text cannot begin with {shown(match['text'][0])} in YAML")
        if match and begin <= self._at and match["text"][0] in "[{":
            sign = shown(self._text[self._at : self._at + 1])
            help = f"remove {sign}, or put the whole in quotes if it is text"
            return self._here(f"{sign} is one too many: what began with a bracket is closed", help)
        if line.startswith("%") or "document start" in self._problem:
            message = "this line cannot stand at the left margin"
            help = 'indent it if it goes on with the text above; begin another item with a line "---"'
            return self._here(message, help, start, start + max(len(line.rstrip()), 1))
        if "'-' indicator" in self._problem or line.lstrip().startswith("- "):
            message = "a list and fields cannot stand at the same level"
            return self._here(message, 'indent the list below its field, each entry with "- "')
        message = f"this is not valid YAML: {self._problem or 'it cannot be read'}"
        return self._here(message, "check indentation, quotes and colons here and in the line above")
