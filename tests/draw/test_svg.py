"""SVG: well-formed, safe, complete, and as it was agreed to look."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from alignctl.draw.arrange import arrange
from alignctl.draw.href import safe_href
from alignctl.draw.palette import DARK, LIGHT
from alignctl.draw.scene import Scene
from alignctl.draw.svg import draw_svg, stylesheet
from alignctl.views.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"(?<![#\w-])-?\d+(?:\.\d+)?")


def test_looks_as_agreed(case: Path, scene: Scene) -> None:
    """The file is what people looked at; engines of one version may differ by a pixel between platforms.

    After a change that is meant, run `python tests/draw/write_expected.py`, look at the pictures and commit them.
    """
    expected = case.read_text("utf-8")
    got = draw_svg(scene)
    assert _words(got) == _words(expected)
    pairs = zip(_numbers(got), _numbers(expected), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 1.0


def _words(svg: str) -> str:
    return NUMBER.sub("#", re.sub(r' data-engine="[^"]*"', "", svg))


def _numbers(svg: str) -> list[float]:
    return [float(found) for found in NUMBER.findall(re.sub(r' data-engine="[^"]*"', "", svg))]


def test_is_well_formed_and_says_what_it_is(picture: Picture, scene: Scene) -> None:
    root = ET.fromstring(draw_svg(scene))
    assert root.tag == f"{SVG}svg"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text == picture.title
    assert desc.text == picture.alt
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "img" in (root.get("role") or "").split()


def test_is_shown_at_its_own_size(scene: Scene) -> None:
    root = ET.fromstring(draw_svg(scene))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert "max-width:none" in (root.get("style") or "")
    sizes = [float(text.get("font-size") or 0) for text in root.iter(f"{SVG}text")]
    assert min(sizes) >= 11


def test_every_box_is_a_link_with_a_name(picture: Picture, scene: Scene) -> None:
    links = list(ET.fromstring(draw_svg(scene)).iter(f"{SVG}a"))
    assert sorted(link.get("href") or "" for link in links) == sorted(box.href for box in picture.boxes)
    names = [link.findtext(f"{SVG}title") or "" for link in links]
    assert all(names)
    assert len({link.get("class") for link in links}) >= len({box.kind for box in picture.boxes})


def test_kinds_differ_by_outline_and_glyph(scene: Scene) -> None:
    outlines: dict[str, set[str]] = {}
    signs: dict[str, set[str]] = {}
    for placed in scene.plates:
        kind = placed.plate.box.kind
        outlines.setdefault(kind, set()).add(re.sub(r"[\d.]+", "#", placed.plate.outline) + placed.plate.fold[:0])
        signs.setdefault(kind, set()).add(placed.plate.signs[0].name)
    looks = [(frozenset(outlines[kind]), frozenset(signs[kind])) for kind in sorted(outlines)]
    assert len(set(looks)) == len(looks)
    assert all(names == {kind} for kind, names in signs.items())


def test_nothing_in_a_plan_becomes_markup(make_picture: Callable[[str], Picture]) -> None:
    (scene,) = arrange([make_picture("hostile")])
    assert isinstance(scene, Scene)
    text = draw_svg(scene)
    root = ET.fromstring(text)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "path", "g", "a", "text"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on")]
    assert "javascript" not in "".join(element.get("href") or "" for element in root.iter())
    assert "\x85" not in text
    drawn = "".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "<script>alert(1)</script>" in drawn.replace("\u2067", "")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//elsewhere.example/x",
        "vbscript:x",
        'x" onload="y',
        "x'y",
        "<x>",
        "a b",
        "a\nb",
        "\\\\server\\share",
        "",
    ],
)
def test_addresses_that_are_dropped(href: str) -> None:
    assert safe_href(href) == ""


@pytest.mark.parametrize(
    "href",
    ["items/x/", "../outcomes/first-contact.html", "./x", "#top", "?q=1", "https://example.org/a?b=c&d=%20#e", "x.svg"],
)
def test_addresses_that_stay(href: str) -> None:
    assert safe_href(href) == href


def test_dark_print_and_choice_are_in_the_rules() -> None:
    rules = stylesheet()
    for part in ("prefers-color-scheme:dark", "@media print", "[data-theme=dark]", "[data-theme=light]"):
        assert part in rules
    used = set(re.findall(r"var\(--a-([a-z-]+)\)", rules))
    assert used <= set(LIGHT)
    assert set(LIGHT) == set(DARK)


def test_fixed_themes_need_no_custom_properties(scene: Scene) -> None:
    for theme in ("light", "dark"):
        text = draw_svg(scene, theme=theme)
        assert "var(" not in text
        assert "@media" not in text


def test_a_page_may_bring_the_rules(scene: Scene) -> None:
    assert "<style>" not in draw_svg(scene, styled=False)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours written #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_and_signs_can_be_seen(colours: dict[str, str]) -> None:
    grounds = ["paper", "outcome", "kpi", "hypothesis", "initiative", "apart"]
    for ground in grounds:
        for text in ("ink", "soft"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        for tone in ("good", "watch", "bad", "unknown", "plain"):
            assert contrast(colours[tone], colours[ground]) >= 4.5, (tone, ground)
    for text in ("strategy-ink", "strategy-soft"):
        assert contrast(colours[text], colours["strategy"]) >= 4.5
    for kind in ("outcome", "kpi", "hypothesis", "initiative"):
        assert contrast(colours[f"{kind}-line"], colours["paper"]) >= 3
        assert contrast(colours[f"{kind}-line"], colours[kind]) >= 3
    assert contrast(colours["line"], colours["paper"]) >= 3
    assert contrast(colours["apart-line"], colours["apart"]) >= 4.5
