"""Text and numbers as they stand in SVG, HTML and Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax import saxutils

from alignctl.draw.text import clean_text


def escape(text: str) -> str:
    """Text between tags, of which the rest is fit for XML already."""
    return saxutils.escape(text) if "&" in text or "<" in text or ">" in text else text  # most hold no sign


@lru_cache(maxsize=8192)
def content(text: str) -> str:
    """Text between tags: one line, without characters that XML forbids."""
    return escape(clean_text(text))


def attribute(text: str) -> str:
    """Text inside double quotes."""
    return escape(clean_text(text)).replace('"', "&quot;")


def markdown(text: str) -> str:
    """Text in a line of Markdown, with every sign that could mean something there escaped."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~&$-])", r"\\\1", clean_text(text))


@lru_cache(maxsize=16_384)
def number(value: float) -> str:
    """A number with at most one decimal and without a negative zero."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text
