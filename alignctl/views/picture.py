"""What a picture of boxes and links shows: the values that every such view returns and every drawing takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alignctl.records import Record, record


class Tone(StrEnum):
    """How good the news is. A glyph always says it too, for readers who cannot tell the colours apart."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    UNKNOWN = "unknown"
    PLAIN = "plain"


@record
class Mark(Record):
    """How an item is doing: the name of a glyph, a word for the legend, a tone, and what more there is to say."""

    glyph: str
    word: str
    tone: Tone
    detail: str = ""

    @property
    def text(self) -> str:
        """The whole line: the word, then the detail."""
        return f"{self.word} · {self.detail}" if self.detail else self.word


@record
class Problems(Record):
    """How many findings an item has, by severity."""

    errors: int = 0
    warnings: int = 0
    advice: int = 0

    @property
    def worst(self) -> str | None:
        """The worst severity there is: error, warning, advice or None."""
        for severity, count in (("error", self.errors), ("warning", self.warnings), ("advice", self.advice)):
            if count:
                return severity
        return None

    @property
    def text(self) -> str:
        """In words: `1 error, 2 warnings`; empty where there is none."""
        parts = [
            count_of(self.errors, "error"),
            count_of(self.warnings, "warning"),
            f"{self.advice} advice" if self.advice else "",
        ]
        return ", ".join(part for part in parts if part)


@record
class Box(Record):
    """One item. `depth` counts the levels inside its band: 0 stands nearest to the strategies.

    `region` is the key of the region it stands in. `note` is a short line below the status, such as what hides under
    the box. `context` boxes are there to show where others belong, and are drawn fainter; the one in `focus` is what
    the picture is about. `band` is the key of its band, where that is not its kind. `traits` say what sort of thing it
    is, as `mark` says how it is doing.
    """

    id: str
    kind: str
    title: str
    owner: str = ""
    mark: Mark | None = None
    problems: Problems = Problems()
    href: str = ""
    region: str = ""
    depth: int = 0
    note: str = ""
    context: bool = False
    picture: str = ""
    band: str = ""
    traits: Mark | None = None
    focus: bool = False

    @property
    def in_band(self) -> str:
        """The key of its band."""
        return self.band or self.kind


@record
class Edge(Record):
    """A link between two boxes: `lower` leads to `upper`, which is nearer to a strategy.

    `relation` is the field of the plan, or `leads-to` for a chain whose middle is not shown. `tested` is False for a
    believed cause that no hypothesis has tested, None where that is no question.
    """

    lower: str
    upper: str
    relation: str
    strength: str | None = None
    tested: bool | None = None

    @property
    def points_down(self) -> bool:
        """Whether the arrow follows the cascade (strategy to outcome to measure) or the work (bet to measure)."""
        return self.relation in ("refines", "measures")

    @property
    def key(self) -> str:
        """The relation, and whether a believed cause was never tested: what a legend tells apart."""
        return f"{self.relation}/untested" if self.tested is False else self.relation


@dataclass(frozen=True, slots=True)
class Region:
    """Boxes that stand together. The main region has no title."""

    key: str
    title: str = ""
    note: str = ""


@record
class LegendEntry(Record):
    """One line of the legend: what is sampled (`kind`, `mark`, `problem`, `edge`), which one, and what it means."""

    sample: str
    name: str
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready to be drawn. `name` is a file name without ending.

    `bands` are keys with titles, top first: kinds, or what the boxes name. Where it is `striped` they lie across the
    picture from top to bottom, the empty ones too. `told` is a sentence for below the title. `left_out` says in
    sentences what is not shown, and what else there is to say about the whole.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    bands: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    regions: tuple[Region, ...] = (Region(""),)
    legend: tuple[LegendEntry, ...] = ()
    left_out: tuple[str, ...] = ()
    striped: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class PictureSet:
    """The pictures of a view. `index` shows where to look, where there is more than one and it is limited itself.

    A box of the index names in `picture` the first picture that begins with it. `starts` names, by the id of an item,
    the picture that begins with it.
    """

    title: str
    pictures: tuple[Picture, ...]
    index: Picture | None = None
    starts: Mapping[str, str] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, str]:
        """The picture of every item that is shown: the one that begins with it, else the first that holds it."""
        found = {box.id: picture.name for picture in reversed(self.pictures) for box in picture.boxes}
        return {item_id: self.starts.get(item_id, name) for item_id, name in sorted(found.items())}


def count_of(count: int, singular: str, plural: str | None = None) -> str:
    """`1 error`, `3 errors`; empty for none."""
    if not count:
        return ""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"
