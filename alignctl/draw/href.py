"""Which addresses may stand in a picture."""

from __future__ import annotations

import re
from functools import lru_cache

from alignctl.draw.markup import attribute

_ADDRESS = re.compile(r"(?:https?://)?(?:\.{1,2}/)*[A-Za-z0-9_%#?][^\s:<>\"'`\\\x00-\x1f]*\Z")


def safe_href(href: str) -> str:
    """The address if it is relative or http(s) and holds nothing that could end or begin markup, else nothing."""
    return href if href and _ADDRESS.match(href) else ""


@lru_cache(maxsize=8192)
def address_of(href: str) -> str:
    """The same as it stands in an attribute. What was worked out is kept, because pages name the same items often."""
    return attribute(safe_href(href))
