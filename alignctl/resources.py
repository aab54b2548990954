"""The one module that knows where the data files lie that ship with alignctl.

In a checkout (and so in an editable install) `schemas/` stands beside the package; in a wheel it is inside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def schema_directory() -> Path:
    """The folder of `*.schema.json` files."""
    inside = _PACKAGE / "schemas"
    return inside if inside.is_dir() else _PACKAGE.parent / "schemas"


def data_directory(name: str) -> Path:
    """A folder of data files inside the package, such as `templates`."""
    return _PACKAGE / "data" / name
