"""How many findings each item has, for marking boxes and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from alignctl.diagnostics import Diagnostic, Severity
from alignctl.views.picture import Problems


def count_problems(diagnostics: Iterable[Diagnostic]) -> dict[str, Problems]:
    """Findings by the id of the item they are about; those about no item are not in it."""
    counts = Counter((d.item, d.severity) for d in diagnostics if d.item is not None)
    return {
        item: Problems(counts[item, Severity.ERROR], counts[item, Severity.WARNING], counts[item, Severity.ADVICE])
        for item in sorted({item for item, _ in counts})
    }
