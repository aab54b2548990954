"""The change of a file as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff

_SPECIAL = re.compile(r"[\x00-\x1f\x7f\"\\]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_BREAK = "\\ No newline at end of file\n"


def differences(changes: Mapping[str, tuple[bytes, bytes]]) -> str:
    """The diff of several files: path relative to the root → bytes before and after. Unchanged files are left out."""
    return "".join(
        part for path, (before, after) in sorted(changes.items()) for part in _difference(path, before, after)
    )


def _difference(path: str, before: bytes, after: bytes) -> Iterator[str]:
    old, new = (_LINE.findall(data.decode("utf-8", "surrogateescape")) for data in (before, after))
    for line in unified_diff(old, new, _quoted(f"a/{path}"), _quoted(f"b/{path}")):
        yield line if line.endswith("\n") else f"{line}\n{_NO_BREAK}"


def _quoted(path: str) -> str:
    """A path as git writes it: in quotes, with octal escapes, where a character would end the line or the name."""
    if not _SPECIAL.search(path):
        return path
    return f'"{_SPECIAL.sub(_escaped, path)}"'


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    return f"\\{sign}" if sign in '"\\' else f"\\{ord(sign):03o}"
