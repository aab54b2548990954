"""What a picture of boxes and links shows: the values that every such view returns and every drawing takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How good the news is. A glyph always says it too, for readers who cannot tell the colours apart."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    UNKNOWN = "unknown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """How an item is doing: the name of a glyph, a word for the legend, a tone, and what more there is to say."""

    glyph: str
    word: str
    tone: Tone
    detail: str = ""

    @property
    def text(self) -> str:
        """The whole line: the word, then the detail."""
        return f"{self.word} · {self.detail}" if self.detail else self.word


@dataclass(frozen=True, slots=True)
class Problems:
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


@dataclass(frozen=True, slots=True)
class Box:
    """One item. `depth` counts the levels inside its band: 0 stands nearest to the strategies.

    `region` is the key of the region it stands in. `note` is a short line below the status, such as what hides under
    the box. `context` boxes are there to show where others belong, and are drawn fainter.
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


@dataclass(frozen=True, slots=True)
class Edge:
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


@dataclass(frozen=True, slots=True)
class Region:
    """Boxes that stand together. The main region has no title."""

    key: str
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: what is sampled (`kind`, `mark`, `problem`, `edge`), which one, and what it means."""

    sample: str
    name: str
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, ready to be drawn. `name` is a file name without ending. `bands` are kinds, top first, with titles.

    `left_out` says in sentences what is not shown.
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


def count_of(count: int, singular: str, plural: str | None = None) -> str:
    """`1 error`, `3 errors`; empty for none."""
    if not count:
        return ""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"
