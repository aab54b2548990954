"""Giving an item another id, everywhere in a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.edit.document import Unplaceable, YamlText
from alignctl.edit.patches import Patch, apply_patches
from alignctl.edit.placing import write_scalar
from alignctl.edit.references import Mention, kind_of, mentions, named_ids, own_id
from alignctl.edit.rows import CsvText


class CannotRename(Exception):
    """Something stands in the way; the message says what and where, and what to do."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """What renaming comes to: the files that change, how many places, and where the old id is left in other text."""

    files: Mapping[str, bytes]
    places: int
    left: tuple[Mention, ...]


def rename_item(sources: Mapping[str, bytes], old: str, new: str) -> Renamed:
    """Change the id of an item and every reference to it. Raises CannotRename where one could be missed."""
    files: dict[str, bytes] = {}
    places = 0
    left: list[Mention] = []
    for path, data in sorted(sources.items()):
        if old.encode() not in data and b"\\" not in data:  # an escape may stand for a letter of the id
            continue
        if path.lower().endswith(".csv"):
            csv = CsvText(data)
            text, patches = csv.text, set(csv.replace("team", lambda says: says == old, new))
        else:
            file = YamlText(data)
            text, patches = file.text, _in_yaml(path, file, old, new)
        if patches:
            files[path] = apply_patches(data, patches)
            places += len(patches)
        left += mentions(old, path, text, [(patch.start, patch.end) for patch in patches])
    return Renamed(files, places, tuple(left))


def _in_yaml(path: str, file: YamlText, old: str, new: str) -> set[Patch]:
    """The changes of one plan file."""
    remedy = f'"alignctl check {path}" says why; mend it, then rename'
    if not file.is_whole:
        raise CannotRename(f'"{path}" cannot be read and may name "{old}"; {remedy}')
    patches = set()
    for document in file.documents:
        if kind_of(document) is None and any(mentions(old, path, file.text[slice(*document.bounds)], [])):
            raise CannotRename(f'a document in "{path}" has no known kind and may name "{old}"; {remedy}')
        for node, or_date in (*((node, False) for node in own_id(document)), *named_ids(document)):
            if document.text_of(node) != old or (or_date and old[:1].isdigit()):
                continue
            line = file.line_number(document.start(node)) + 1
            if or_date and new[:1].isdigit():
                raise CannotRename(
                    f'"{path}" at line {line} releases money after "{old}", and what begins with a digit is read as a '
                    "date there; choose an id that begins with a letter"
                )
            try:
                patches.add(write_scalar(document, node, new))
            except Unplaceable:
                raise CannotRename(
                    f'"{old}" in "{path}" at line {line} has an anchor, so other places may share it; write the id '
                    "out in each place, without anchors and aliases, then rename"
                ) from None
    return patches
