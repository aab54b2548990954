"""The findings that loading can make, and how one is made."""

from __future__ import annotations

from alignctl.diagnostics import Diagnostic, Fix, Label, Location, Severity

SCH_CODES: dict[str, tuple[str, str]] = {
    "SCH001": ("invalid-yaml", "the file is not valid YAML"),
    "SCH002": ("duplicate-key", "a key stands twice in the same mapping"),
    "SCH003": ("unknown-kind", "the document is of a kind that alignctl does not know"),
    "SCH004": ("unknown-field", "the document holds a field that its kind does not have"),
    "SCH005": ("missing-field", "a field that the kind needs is not there"),
    "SCH006": ("invalid-value", "a value is of the wrong type, not among those allowed, or out of range"),
    "SCH007": ("unsafe-document", "the file cannot be read safely: tag, alias, depth, size, encoding or place"),
    "SCH008": ("unreadable-readings", "the CSV file that is named cannot be used"),
    "SCH009": ("leftover-placeholder", "text of a template was never filled in"),
}
"""Code → (name, summary). All are errors and none can be suppressed."""

PLACEHOLDER = "REPLACE-ME"
"""What templates write where a person must write something. No value of a plan may hold it."""


def report(
    code: str,
    message: str,
    location: Location,
    *,
    item: str | None = None,
    help: str | None = None,
    labels: tuple[Label, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    """Make a finding of one of `SCH_CODES`."""
    return Diagnostic(code, SCH_CODES[code][0], Severity.ERROR, message, location, item, help, labels, fix=fix)
