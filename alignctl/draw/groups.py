"""Boxes that stand together, for outputs made of text: those apart, and where bands are stripes those of one band."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.views.picture import Box, Picture


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes below a title, which is empty for the main ones. `key` is letters, digits and hyphens."""

    key: str
    title: str
    boxes: tuple[Box, ...]
    apart: bool = False


def groups_of(picture: Picture) -> tuple[Group, ...]:
    """Every box once; a stripe that holds nothing is a group without boxes."""
    main = picture.regions[0].key
    groups: list[Group] = []
    if picture.striped:
        for band, title in picture.bands:
            held = tuple(box for box in picture.boxes if box.in_band == band)
            members = tuple(box for box in held if box.region == main)
            if members or not held:
                groups.append(Group(f"band-{band}", title if held else f"{title}: nothing stands here", members))
    for region in picture.regions[picture.striped :]:
        members = tuple(box for box in picture.boxes if box.region == region.key)
        if members:
            groups.append(Group(region.key, region.title, members, apart=bool(region.title)))
    return tuple(groups)
