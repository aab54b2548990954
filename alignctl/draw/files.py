"""The pictures of a cascade as files: each drawn, and an index beside them where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alignctl.draw.arrange import arrange
from alignctl.draw.index_page import Entry, draw_index_list, draw_index_page
from alignctl.draw.layout import SECONDS, EngineMissingError, LayoutError
from alignctl.draw.mermaid import draw_mermaid
from alignctl.draw.scene import Scene
from alignctl.views.picture import Picture, PictureSet

SUFFIX = {"svg": ".svg", "png": ".png", "dot": ".dot", "mermaid": ".mmd"}


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A file to be written: its name, its bytes, what to say about it. `fallback` is Mermaid in place of a picture.

    `others` are the characters of a PNG that the font of this package has not: those of the machine must have them.
    """

    name: str
    content: bytes
    says: str
    fallback: bool = False
    others: frozenset[str] = frozenset()


def draw_png_file(name: str, svg: str, says: str) -> DrawnFile:
    """A PNG of an SVG with fixed colours. Raises PngMissingError."""
    from alignctl.draw.coverage import other_characters
    from alignctl.draw.png import draw_png

    return DrawnFile(f"{name}.png", draw_png(svg), says, others=other_characters(svg))


def draw_files(
    cascade: PictureSet, form: str, *, engine: str = "auto", seconds: float = SECONDS
) -> tuple[tuple[DrawnFile, ...], tuple[str, ...]]:
    """Draw every picture as `svg`, `png`, `dot` or `mermaid`; returns the files and notices for the user.

    Where there is no layout engine at all, or a layout takes too long, a picture comes as Mermaid, and a notice says
    so. Raises EngineMissingError where the engine asked for by name is missing, PngMissingError.
    """
    notices: list[str] = []
    scenes: Sequence[Scene | LayoutError]
    pictures = _pictures(cascade, form)
    if form in ("svg", "png"):
        try:
            scenes = arrange(pictures, engine=engine, seconds=seconds)
        except EngineMissingError as error:
            if engine != "auto":
                raise
            notices.append(f"{error}; drawn as Mermaid instead")
            form = "mermaid"
            pictures = _pictures(cascade, form)
            files = [_draw_text(picture, form, fallback=True) for picture in pictures]
        else:
            files = []
            for picture, scene in zip(pictures, scenes, strict=True):
                if isinstance(scene, Scene):
                    files.append(_draw_scene(scene, form))
                else:
                    notices.append(f"{picture.title}: {scene}; drawn as Mermaid instead")
                    files.append(_draw_text(picture, "mermaid", fallback=True))
    else:
        files = [_draw_text(picture, form) for picture in pictures]
    if len(cascade.pictures) > 1:
        files.append(_draw_index(cascade, files, form))
    return tuple(files), tuple(notices)


def _draw_scene(scene: Scene, form: str) -> DrawnFile:
    from alignctl.draw.svg import draw_svg

    says = f"{len(scene.picture.boxes)} items, laid out by {scene.engine}"
    if form == "svg":
        return DrawnFile(f"{scene.picture.name}.svg", draw_svg(scene).encode(), says)
    return draw_png_file(scene.picture.name, draw_svg(scene, theme="light"), says)


def _draw_text(picture: Picture, form: str, *, fallback: bool = False) -> DrawnFile:
    if form == "dot":
        from alignctl.draw.dot import draw_dot

        text = draw_dot(picture)
    else:
        text = draw_mermaid(picture)
    return DrawnFile(f"{picture.name}{SUFFIX[form]}", text.encode(), f"{len(picture.boxes)} items", fallback)


def _pictures(cascade: PictureSet, form: str) -> list[Picture]:
    """All pictures, the index last, with boxes that lead to the files beside it."""
    if cascade.index is None:
        return list(cascade.pictures)
    suffix = SUFFIX[form]
    boxes = tuple(replace(box, href=f"{box.picture}{suffix}") if box.picture else box for box in cascade.index.boxes)
    return [*cascade.pictures, replace(cascade.index, boxes=boxes)]


def _draw_index(cascade: PictureSet, files: Sequence[DrawnFile], form: str) -> DrawnFile:
    entries = [Entry(picture, file.name) for picture, file in zip(cascade.pictures, files, strict=False)]
    overview = files[len(cascade.pictures)] if cascade.index is not None else None
    title = cascade.title
    says = f"leads to {len(entries)} pictures"
    if form in ("dot", "mermaid"):
        return DrawnFile("index.md", draw_index_list(title, entries).encode(), says)
    drawn = ""
    if overview is not None and not overview.fallback:
        drawn = overview.content.decode() if form == "svg" else f'<img src="{overview.name}" alt="overview">'
    return DrawnFile("index.html", draw_index_page(title, entries, drawn).encode(), says)
