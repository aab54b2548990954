"""Ids for new items, made from their titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LENGTH = 48
"""The longest id that is made, in characters; a longer title is cut at a word."""

_SMALL = re.compile(
    "a|an|and|are|as|at|by|for|from|has|have|in|is|it|its|of|on|or|our|so|that|the|their|they|to|we|with", re.ASCII
)
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"})


def id_from_title(title: str, kind: str, taken: Callable[[str], bool]) -> str:
    """An id for a title: its words in lower case without accents, joined by `-`, free of collisions.

    Small words go where that leaves enough. A title without a Latin letter or digit gives the kind. Where the id is
    taken a number is added, from 2.
    """
    plain = unicodedata.normalize("NFKD", title.lower().translate(_SPELLED))
    words = re.findall(
        r"[a-z0-9]+", "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf")).replace("'", "")
    )
    telling = [word for word in words if not _SMALL.fullmatch(word)]
    words = telling if len(telling) >= 2 else words
    base = ""
    for word in words:
        longer = f"{base}-{word}" if base else word[:LENGTH]
        if len(longer) > LENGTH:
            break
        base = longer
    base = base or kind
    if not taken(base):
        return base
    number = 2
    while taken(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}"
