"""Pages as Markdown files with front matter, for site generators that do not know the plugin.

Headings are Markdown, so that a generator finds them for its table of contents and search; what stands between them
is HTML in blocks without a blank line, which both Python-Markdown and CommonMark take as they are. Each page brings
its style sheet and script itself, so no generator has to be told of them.

What stands in the front matter goes into pages by templates that may escape it or not (those of Zensical and Material
do not), so there the signs of HTML are replaced by signs that look like them and mean nothing.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from alignctl.publish.assets import Assets
from alignctl.publish.html import join, tag
from alignctl.publish.page import Page
from alignctl.publish.paths import relative

_BLANK = re.compile(r"\n(?=[ \t]*\n)")
_LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d", "'": "\u2019"})
_REFERENCE = re.compile(r"&(?=#?\w+;)", re.ASCII)
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def markdown_file(page: Page, assets: Assets) -> str:
    """The text of one page's file."""
    import yaml

    matter = {
        "title": page.title,
        "description": page.description,
        "edit_url": page.edit_url,
        "search_text": " ".join([page.text, *[f"{section.title} {section.text}" for section in page.sections]]).strip(),
    }
    front = yaml.safe_dump(
        {name: _harmless(value) for name, value in matter.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=10**9,
    )
    style = tag("link", rel="stylesheet", href=relative(page.path, assets.css))
    script = tag("script", src=relative(page.path, assets.js), defer=True)
    without_title = Markup(re.sub(r"<h1>.*?</h1>", "", page.head, count=1, flags=re.DOTALL))  # noqa: S704 - only less
    blocks = [f"# {_plain(page.title)}", _block(join([style, without_title]))]
    for section in page.sections:
        anchor = tag("span", id=section.id)
        blocks += [f"## {_plain(section.title)}", _block(join([anchor, section.body]))]
    blocks.append(_block(join([page.foot, script])))
    return f"---\n{front}---\n\n" + "\n\n".join(blocks) + "\n"


def _block(html: Markup) -> str:
    return _BLANK.sub("&#10;", tag("div", html, class_="alignctl"))


def _harmless(text: str) -> str:
    """One line that runs nothing and breaks nothing where a template puts it into a page as it is."""
    return _REFERENCE.sub("& ", " ".join(text.split()).translate(_LOOKALIKES))


def _plain(text: str) -> str:
    """A line that Markdown takes as the words it is."""
    return _ASCII_SIGN.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
