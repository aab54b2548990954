"""How findings name things, so that all rules speak alike."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.plan.items import Item
from alignctl.plan.plan import Plan

LONGEST_TITLE = 70
"""From how many characters on a title is cut inside a message."""


def named(item: Item) -> str:
    """An item as a message says it: kind, id and title."""
    title = f" ({shorten(item.title)})" if item.title != item.id else ""
    return f'{item.kind} "{item.id}"{title}'


def named_id(plan: Plan, item_id: str) -> str:
    """The item with this id as a message says it; as much as is known where it could not be read."""
    item = plan.get(item_id)
    if item is not None:
        return named(item)
    kind = plan.kind_of(item_id)
    return f'{kind} "{item_id}"' if kind else f'"{item_id}"'


def shorten(title: str) -> str:
    """A title that fits into a message."""
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a sentence lists them: `a, b or c`."""
    *rest, final = words
    return f"{', '.join(rest)} {last} {final}" if rest else final


def one_of(kinds: Iterable[str]) -> str:
    """Kinds as a sentence offers them: `a strategy or an outcome`."""
    return listed(f"an {kind}" if kind[0] in "aeiou" else f"a {kind}" for kind in kinds)


def quoted(ids: Iterable[str], last: str = "and", most: int = 5) -> str:
    """Ids as a sentence lists them, in quotes; beyond `most` only how many more there are."""
    every = list(ids)
    shown = [f'"{entry}"' for entry in every[:most]]
    if len(every) > most:
        shown.append(f"{len(every) - most} more")
    return listed(shown, last)
