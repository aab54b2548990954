"""HTML out of values: everything is escaped unless it is `Markup` already, so forgetting is safe."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeAlias
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from alignctl.draw.glyphs import GLYPHS, SIZE

Child: TypeAlias = "str | int | Markup | Iterable[str | Markup] | None"

EMPTY = Markup("")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """One element. `class_` and `for_` lose their underscore, others become hyphens; None and False are left out."""
    start = _start(name, tuple(attributes), *attributes.values()) if attributes else f"<{name}>"
    if len(children) == 1:  # most elements have one child, and are spared a list
        child = children[0]
        body: str = child if type(child) is Markup else join(child)
    elif name in _VOID:
        return str.__new__(Markup, start)
    else:
        body = "".join([child if type(child) is Markup else join(child) for child in children])
    return str.__new__(Markup, f"{start}{body}</{name}>")  # made of escaped parts; a third of the time of Markup(…)


def opening(name: str, /, **attributes: str | int | bool | None) -> Markup:
    """The tag that opens an element, with the attributes that `tag` would give it."""
    return str.__new__(Markup, _start(name, tuple(attributes), *attributes.values()))


@lru_cache(maxsize=8192, typed=True)  # 0 is a value and False is none, though they are equal
def _start(name: str, names: tuple[str, ...], *values: str | int | bool | None) -> str:
    pairs = zip(names, values, strict=True)
    given = [_attribute(key, value) for key, value in pairs if value is not None and value is not False]
    return f"<{name}{''.join(given)}>"


def _attribute(key: str, value: str | int | bool) -> str:
    word = key.rstrip("_").replace("_", "-")
    return f" {word}" if value is True else f' {word}="{escape(value)}"'


def join(child: Child, between: str | Markup = EMPTY) -> Markup:
    """Text escaped, Markup as it is, and several of these one after the other."""
    if type(child) is Markup:
        return child
    if type(child) is str:
        return _escaped(child)
    if child is None:
        return EMPTY
    if isinstance(child, str | int):
        return escape(child)
    parts = [each if type(each) is Markup else escape(each) for each in child]
    mark = between if type(between) is Markup else escape(between)
    return str.__new__(Markup, str.join(mark, parts))


@lru_cache(maxsize=8192)
def _escaped(text: str) -> Markup:
    return escape(text)


@cache
def glyph(name: str) -> Markup:
    """A small sign that repeats what the words beside it say; hidden from screen readers for that reason."""
    paths = [tag("path", class_=form, d=path) for form, path in GLYPHS[name]]
    return tag("svg", *paths, class_="a-glyph", viewBox=f"0 0 {SIZE} {SIZE}", aria_hidden="true")


def web_address(url: str) -> str | None:
    """An address that a link may have: http, https or mailto; None for all others, such as `javascript:`."""
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    named = parts.netloc if parts.scheme in ("http", "https") else parts.path
    return url.strip() if parts.scheme in ("http", "https", "mailto") and named else None


def outside_link(url: str, text: str) -> Markup:
    """A link to another site, or only the text where the address is none that a link may have."""
    address = web_address(url)
    return tag("a", text, href=address, rel="noopener noreferrer nofollow") if address else escape(text)
