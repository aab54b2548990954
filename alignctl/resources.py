"""The one module that knows where the data files lie that ship with alignctl.

In a checkout (and so in an editable install) `schemas/`, `integrations/` and `action.yml` stand beside the package; in
a wheel they are inside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def schema_directory() -> Path:
    """The folder of `*.schema.json` files."""
    inside = _PACKAGE / "schemas"
    return inside if inside.is_dir() else _PACKAGE.parent / "schemas"


def recipe(name: str) -> Path:
    """A file for a forge that stands at the top of the checkout or in `integrations/`, such as `action.yml`."""
    inside = _PACKAGE / "integrations"
    if inside.is_dir():
        return inside / name
    beside = _PACKAGE.parent / "integrations" / name
    return beside if beside.is_file() else _PACKAGE.parent / name


def data_directory(name: str) -> Path:
    """A folder of data files inside the package, such as `templates`."""
    return _PACKAGE / "data" / name
