"""What a person meant when YAML could not be read: the classic slips, in plain words."""

from __future__ import annotations

import re

from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from alignctl.diagnostics import Diagnostic, Location
from alignctl.load.compose import MAX_DEPTH, Composed, TooDeep
from alignctl.load.problems import report
from alignctl.load.lines import LineTable


def explain_syntax_error(path: str, text: str, part: Composed) -> Diagnostic:
    """The finding for a document that the parser gave up on."""
    lines = LineTable(text)
    error = part.error
    if isinstance(error, TooDeep):
        span = lines.span(part.at, part.at + 1)
        message = f"the document nests deeper than {MAX_DEPTH} levels"
        return report("SCH007", message, Location(path, part.number, span=span), help="plans need no more than seven")
    problem = "the YAML cannot be read"
    if isinstance(error, MarkedYAMLError) and error.problem:
        problem = f"the YAML cannot be read: {error.problem}"
    elif isinstance(error, ReaderError):
        problem = f"the YAML cannot be read: {error.reason}"
    span = lines.span(part.at, part.at + 1)
    return report("SCH001", problem, Location(path, part.number, span=span), help="check the text around this place")
