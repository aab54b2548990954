"""What a report may say about a rule, besides its findings."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule for readers.

    `page` is its whole page in Markdown, `text` the same as plain text; `url` is where to read it, where that is known.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    page: str
    text: str
    profile: str
    url: str | None = None
