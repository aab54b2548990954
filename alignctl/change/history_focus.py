"""Which files of a commit can say anything of the items that one asks about, by their text alone.

Reading the text of a file costs a hundredth of parsing it, and most commits are about something else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

Texts = Mapping[str, bytes | None]
"""The text of files by path; None where it cannot be read."""


def files_that_concern(ids: Collection[str], new: Texts, old: Texts) -> frozenset[str]:
    """The paths of files, after and before a commit, that must be compared to tell what it did to these items.

    Where one of them may hold an item these are all files: what it links to may have got another name in the same
    commit. Where there was nothing before, nothing can have been renamed.
    """
    names = [item_id.encode() for item_id in ids]

    def holding(texts: Texts) -> set[str]:
        return {path for path, text in texts.items() if text is None or any(name in text for name in names)}

    after = holding(new)
    if not old:
        return frozenset(after)
    return frozenset({*new, *old} if after or holding(old) else ())
