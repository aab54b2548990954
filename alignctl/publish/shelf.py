"""Pages put on disk as soon as they are made, and taken from there when their turn comes.

A site of ten thousand items is half a gigabyte of HTML. Of a page on the shelf only what a list of pages needs stays in
memory: its address, title and the like.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BufferedWriter
from pathlib import Path

from markupsafe import Markup

from alignctl.publish.html import EMPTY
from alignctl.publish.page import Heading, Page


@dataclass(frozen=True, slots=True)
class ShelvedPage:
    """A page that lies in a file. What it has in common with a `Page` means the same."""

    path: str
    title: str
    description: str
    edit_url: str | None
    group: str
    file: str
    start: int
    length: int
    foot: Markup = EMPTY

    def take(self) -> Page:
        """The page itself, read anew each time."""
        with open(self.file, "rb", buffering=0) as file:  # noqa: PTH123, a third of the time
            file.seek(self.start)
            page: Page = pickle.loads(file.read(self.length))  # noqa: S301 - written by this very run
        return replace(page, foot=self.foot)

    @property
    def html(self) -> Markup:
        return self.take().html

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.take().headings

    @property
    def search_html(self) -> Markup:
        return self.take().search_html


AnyPage = Page | ShelvedPage


def take(page: AnyPage) -> Page:
    """The page, from the shelf or as it is."""
    return page.take() if isinstance(page, ShelvedPage) else page


@dataclass(slots=True)
class Shelf:
    """A folder that pages are put into: each process writes to a file of its own."""

    folder: Path
    _files: dict[int, tuple[str, BufferedWriter]] = field(default_factory=dict)

    def put(self, pages: Iterable[Page]) -> list[ShelvedPage]:
        """Write pages as they come; none stays in memory."""
        name, file = self._file()
        shelved = []
        for page in pages:
            data = pickle.dumps(page, pickle.HIGHEST_PROTOCOL)
            shelved.append(
                ShelvedPage(
                    page.path,
                    page.title,
                    page.description,
                    page.edit_url,
                    page.group,
                    name,
                    file.tell(),
                    len(data),
                    page.foot,
                )
            )
            file.write(data)
        file.flush()
        return shelved

    def _file(self) -> tuple[str, BufferedWriter]:
        process = os.getpid()
        if process not in self._files:
            path = self.folder / f"pages-{process}"
            self._files[process] = (str(path), path.open("ab"))
        return self._files[process]
