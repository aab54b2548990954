"""Pictures as files: an index beside many, Mermaid where there is no engine."""

from __future__ import annotations

import html.parser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from alignctl.draw import layout
from alignctl.draw.files import draw_files
from alignctl.draw.layout import EngineMissingError
from alignctl.views.picture import Picture, PictureSet


@pytest.fixture
def cascade(make_picture: Callable[[str], Picture]) -> PictureSet:
    first, second = make_picture("hostile"), make_picture("orphans")
    index = replace(first, name="index", boxes=(replace(first.boxes[0], picture="cascade-a"), *first.boxes[1:]))
    return PictureSet(
        'A <title> & "more"', (replace(first, name="cascade-a"), replace(second, name="cascade-b")), index
    )


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text('print(\'{"missing": "ImportError: no"}\')\n', "utf-8")
    monkeypatch.setattr(layout, "_CHILD", child)


class Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def test_an_index_leads_to_every_picture(cascade: PictureSet) -> None:
    files, notices = draw_files(cascade, "svg")
    assert notices == ()
    assert [file.name for file in files] == ["cascade-a.svg", "cascade-b.svg", "index.svg", "index.html"]
    links = Links()
    links.feed(files[-1].content.decode())
    assert links.hrefs[:2] == ["cascade-a.svg", "cascade-b.svg"]
    assert links.hrefs.count("cascade-a.svg") == 2  # the list, and the box in the overview


@pytest.mark.parametrize(("form", "suffix"), [("dot", ".dot"), ("mermaid", ".mmd")])
def test_text_formats_have_a_list(cascade: PictureSet, form: str, suffix: str) -> None:
    files, _ = draw_files(cascade, form)
    assert [file.name for file in files] == [f"cascade-a{suffix}", f"cascade-b{suffix}", f"index{suffix}", "index.md"]
    assert f"(cascade-a{suffix})" in files[-1].content.decode()
    assert "<title>" not in files[-1].content.decode()


def test_png_has_an_index_too(cascade: PictureSet) -> None:
    files, _ = draw_files(replace(cascade, index=None), "png")
    assert [file.name for file in files] == ["cascade-a.png", "cascade-b.png", "index.html"]
    assert all(file.content.startswith(b"\x89PNG") for file in files[:2])


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_pictures_come_as_mermaid_with_a_notice(cascade: PictureSet) -> None:
    files, notices = draw_files(cascade, "svg")
    assert [file.name for file in files] == ["cascade-a.mmd", "cascade-b.mmd", "index.mmd", "index.md"]
    assert all(file.fallback for file in files[:3])
    assert len(notices) == 1
    assert "Mermaid" in notices[0]


@pytest.mark.usefixtures("no_engine")
def test_an_engine_asked_for_by_name_is_not_replaced(cascade: PictureSet) -> None:
    with pytest.raises(EngineMissingError):
        draw_files(cascade, "svg", engine="wheel")


def test_a_picture_that_takes_too_long_comes_as_mermaid(
    cascade: PictureSet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = tmp_path / "child.py"
    child.write_text('import time\nprint(\'{"engine": "slow"}\', flush=True)\ntime.sleep(60)\n', "utf-8")
    monkeypatch.setattr(layout, "_CHILD", child)
    files, notices = draw_files(cascade, "svg", seconds=0.2)
    assert files[0].name == "cascade-a.mmd"
    assert "took longer" in notices[0]
    assert files[-1].name == "index.html"
    assert "cascade-a.mmd" in files[-1].content.decode()
