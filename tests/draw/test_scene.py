"""What must hold of every picture, whatever it shows."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from alignctl.draw.scene import PlacedPlate, Scene
from alignctl.draw.svg import draw_svg
from alignctl.views.picture import Picture

SLANT = 14.0


def test_every_item_is_drawn_once(picture: Picture, scene: Scene) -> None:
    drawn = Counter(placed.plate.box.id for placed in scene.plates)
    assert drawn == Counter(box.id for box in picture.boxes)
    assert set(drawn.values()) == {1}


def test_every_link_is_drawn_once(picture: Picture, scene: Scene) -> None:
    assert Counter(entry.edge for entry in scene.edges) == Counter(picture.edges)


def test_no_boxes_overlap(scene: Scene) -> None:
    for a, b in itertools.combinations(scene.plates, 2):
        apart = (
            a.x + a.plate.width <= b.x
            or b.x + b.plate.width <= a.x
            or a.y + a.plate.height <= b.y
            or b.y + b.plate.height <= a.y
        )
        assert apart, (a.plate.box.id, b.plate.box.id)


def test_no_text_leaves_its_box(scene: Scene) -> None:
    for placed in scene.plates:
        for run in placed.plate.runs:
            left = run.x - run.width if run.right else run.x
            assert left >= 3, run
            assert left + run.width <= placed.plate.width - 3, run
            assert run.y - run.size > 0, run
            assert run.y + 3 < placed.plate.height, run


def test_no_text_lies_on_another(scene: Scene) -> None:
    for placed in scene.plates:
        for a, b in itertools.combinations(placed.plate.runs, 2):
            if abs(a.y - b.y) < 11:
                assert a.x + a.width <= b.x or b.x + b.width <= a.x, (a, b)


def test_no_text_is_smaller_than_eleven_pixels(scene: Scene) -> None:
    runs = [*scene.runs, *(item.run for item in scene.legend)]
    runs += [run for placed in scene.plates for run in placed.plate.runs]
    assert min(run.size for run in runs) >= 11


def test_everything_lies_inside_the_picture(scene: Scene) -> None:
    for placed in scene.plates:
        assert placed.x >= 0
        assert placed.x + placed.plate.width <= scene.width
        assert placed.y + placed.plate.height <= scene.height
    for run in [*scene.runs, *(item.run for item in scene.legend)]:
        assert run.x + run.width <= scene.width
        assert run.y < scene.height
    for x, y in (point for entry in scene.edges for point in entry.points):
        assert 0 <= x <= scene.width
        assert 0 <= y <= scene.height


def test_every_link_ends_on_the_borders_of_its_boxes(scene: Scene) -> None:
    plates = {placed.plate.box.id: placed for placed in scene.plates}
    for entry in scene.edges:
        tail, head = entry.edge.lower, entry.edge.upper
        if entry.edge.points_down:
            tail, head = head, tail
        assert distance_to_border(plates[tail], entry.points[0]) < 2, entry
        assert distance_to_border(plates[head], entry.points[-1]) < 2, entry
        assert len(entry.points) % 3 == 1


def distance_to_border(placed: PlacedPlate, point: tuple[float, float]) -> float:
    """How far a point is from the outline of a box; the sides of a hypothesis slant."""
    x, y = point[0] - placed.x, point[1] - placed.y
    width, height = placed.plate.width, placed.plate.height
    slant = SLANT * abs(y - height / 2) / (height / 2) if placed.plate.box.kind == "hypothesis" else 0.0
    inside_y = max(0.0, -y, y - height)
    inside_x = max(0.0, slant - x, x - (width - slant))
    if inside_x or inside_y:
        return max(inside_x, inside_y)
    return min(x - slant, width - slant - x, y, height - y)


def test_orphans_stand_in_a_frame_and_others_outside_it(scene: Scene) -> None:
    for placed in scene.plates:
        inside = [
            frame
            for frame in scene.frames
            if frame.x <= placed.x
            and placed.x + placed.plate.width <= frame.x + frame.width
            and frame.y <= placed.y
            and placed.y + placed.plate.height <= frame.y + frame.height
        ]
        assert [frame.region.key for frame in inside] == ([placed.plate.box.region] if placed.plate.box.region else [])


def test_legend_says_what_every_mark_kind_and_link_means(picture: Picture, scene: Scene) -> None:
    entries = [item.entry for item in scene.legend]
    assert {e.name for e in entries if e.sample == "kind"} == {box.kind for box in picture.boxes}
    glyphs = {(e.name, e.tone) for e in entries if e.sample == "mark"}
    marks = [mark for box in picture.boxes for mark in (box.mark, box.traits) if mark is not None and mark.glyph]
    assert glyphs == {(mark.glyph, mark.tone) for mark in marks}
    relations = {e.name.split(" ")[0].split("/")[0] for e in entries if e.sample == "edge"}
    assert relations >= {edge.relation for edge in picture.edges}


def test_stripes_follow_each_other_and_hold_the_boxes_of_their_bands(picture: Picture, scene: Scene) -> None:
    assert len(scene.stripes) == (len(picture.bands) if picture.striped else 0)
    for upper, lower in itertools.pairwise(scene.stripes):
        assert upper.y + upper.height == pytest.approx(lower.y, abs=0.1)
        assert upper.tinted != lower.tinted
    for (band, title), stripe in zip(picture.bands, scene.stripes, strict=False):
        members = [placed for placed in scene.plates if placed.plate.box.in_band == band]
        for placed in members:
            assert stripe.y < placed.y, title
            assert placed.y + placed.plate.height < stripe.y + stripe.height, title
        said = [run for run in scene.runs if stripe.y < run.y < stripe.y + stripe.height]
        assert any("Nothing" in run.text for run in said) == (not members)
        assert title.split()[0] in " ".join(run.text for run in said)


def test_headings_of_stripes_lie_beside_the_boxes(picture: Picture, scene: Scene) -> None:
    if picture.striped:
        first = min(placed.x for placed in scene.plates)
        words = {word for _, title in picture.bands for word in title.split()}
        for run in scene.runs:
            if set(run.text.split()) <= words and run.size == 13:
                assert run.x + run.width < first, run


def test_only_what_is_in_focus_has_a_halo(picture: Picture, scene: Scene) -> None:
    focus = [box.id for box in picture.boxes if box.focus]
    assert len(focus) == (1 if picture.name.startswith("line-of-sight") else 0)
    assert draw_svg(scene, styled=False).count('class="halo"') == 2 * len(focus)  # the box, and the legend


@pytest.mark.parametrize("field", ["title", "subtitle", "alt"])
def test_words_are_there(picture: Picture, field: str) -> None:
    assert getattr(picture, field)
