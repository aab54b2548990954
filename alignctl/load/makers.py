"""Which programs make documents of bytes, in which versions."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from importlib.machinery import PathFinder
from pathlib import Path

import yaml
from yaml._yaml import get_version_string

from alignctl import __version__
from alignctl.plan.items import KINDS
from alignctl.resources import schema_directory

_CODE = tuple(
    f"{name}.py" for name in ("cache", "careful", "compose", "explain", "load", "reader", "scalars", "schema")
)
"""The modules that decide what a document is, and whether anything is wrong with it."""


def describe_makers() -> str:
    """The versions of alignctl, of its schemas, of the parser and of the validator.

    Two texts are equal where the same bytes give the same documents. The code that reads is named by its content, so
    that a checkout that is worked on never sees what it made before.
    """
    schemas = [f"{name}.schema.json" for name in (*KINDS, "common")]
    return "\n".join(
        (
            f"alignctl {__version__} {_digest(Path(__file__).parent, _CODE)}",
            f"schemas {_digest(schema_directory(), schemas)}",
            f"python {sys.version_info[0]}.{sys.version_info[1]}",
            f"pyyaml {yaml.__version__}",
            f"libyaml {get_version_string()}",
            f"jsonschema-rs {_installed('jsonschema_rs')}",
        )
    )


def _digest(folder: Path, names: Iterable[str]) -> str:
    found = hashlib.sha256()
    for name in names:
        with open(f"{folder}{os.sep}{name}", "rb", buffering=0) as file:  # noqa: PTH123, a third of the time
            data = file.read()
        found.update(f"{name} {len(data)} ".encode() + data)
    return found.hexdigest()


def _installed(package: str) -> str:
    """The version of a package by the folder of its metadata: importing it takes longer than a small plan.

    Where there is none, the size of the package's own files stands for it.
    """
    spec = PathFinder.find_spec(package)
    if spec is None or spec.origin is None:
        return "missing"
    place = Path(spec.origin).parent
    try:
        named = [n for n in os.listdir(place.parent) if n.startswith(f"{package}-") and n.endswith("-info")]  # noqa: PTH208, faster
        return " ".join(sorted(named) or [f"{entry.name} {entry.stat().st_size}" for entry in sorted(place.iterdir())])
    except OSError:
        return "unknown"
