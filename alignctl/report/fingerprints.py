"""Fingerprints that tell whether a finding is the same as one seen before, whatever happened to line numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from alignctl.diagnostics import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """One fingerprint a finding, in order: of its rule, item and field; never of a line, message or place in a list.

    A finding without an item is told by its file. Findings that agree in all of these are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    result = []
    for diagnostic in diagnostics:
        field = next((str(part) for part in diagnostic.location.pointer), "")
        about = f"item:{diagnostic.item}" if diagnostic.item else f"file:{diagnostic.location.path}"
        key = (diagnostic.code, about, field)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        result.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return result
