"""The turns of phrase that sentences about a plan are put together from. Plain text: escape it for where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.plan.dates import format_day, format_deadline
from alignctl.plan.items import Hypothesis, Item, Kpi
from alignctl.plan.numbers import format_change
from alignctl.plan.parts import Expectation
from alignctl.plan.plan import Plan

NAMES_SHOWN = 5
"""How many names a sentence lists before it says how many more there are."""

LONGEST_CLAUSE = 220
"""From how many characters on a change is told by the bet's title, not in its own words."""


def name_item(plan: Plan, item_id: str) -> str:
    """An item by its title in quotes, with what a reader must know about it: draft, retired, not there."""
    item = plan.get(item_id)
    if item is None:
        return f'"{item_id}" ({"could not be read" if plan.knows(item_id) else "not in the plan"})'
    name = quote(item.title)
    if item.retired is not None:
        return f"{name} (retired {format_day(item.retired.date)})"
    return f"{name} (draft)" if item.is_draft else name


def quote(text: str) -> str:
    """A text on one line in double quotes; double quotes inside it become single ones."""
    return '"' + one_line(text).replace('"', "'") + '"'


def one_line(text: str) -> str:
    """A text with every run of white space made one space."""
    return " ".join(text.split())


def clause(text: str) -> str:
    """A prose field to stand inside a sentence: on one line, without its full stop."""
    line = one_line(text)
    return line[:-1] if line.endswith(".") and not line.endswith("..") else line


def sentence_end(text: str) -> str:
    """A text with a full stop, unless it ends in a mark of its own."""
    return text if text.rstrip(")\"'”’").endswith((".", "!", "?", "…")) else text + "."


def join_words(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def join_some(words: Sequence[str], shown: int = NAMES_SHOWN) -> str:
    """As `join_words`; of a long list the first ones, then `and 37 more`."""
    if len(words) <= shown + 1:
        return join_words(words)
    return f"{', '.join(words[:shown])} and {len(words) - shown} more"


def capitalise(text: str) -> str:
    """A text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def spoken_change(bet: Hypothesis) -> str | None:
    """What a bet changes, to stand after "that" as the subject of "will move"; None where it cannot stand there.

    English needs a verb in -ing there ("offering a call-back"); another wording is told by the bet's title.
    """
    if bet.change is None:
        return None
    words = clause(bet.change)
    return lower_verb(words) if begins_with_ing(words) and len(words) <= LONGEST_CLAUSE else None


def begins_with_ing(words: str) -> bool:
    """Whether a text begins with a verb in -ing, such as "offering" or "Re-writing"."""
    return words.split(" ", 1)[0].lower().endswith("ing")


def lower_verb(words: str) -> str:
    """A text that begins with a verb in -ing with a small first letter; another as it is, for it may be a name."""
    return words[:1].lower() + words[1:] if begins_with_ing(words) else words


def spoken_expectation(plan: Plan, expected: Expectation) -> str:
    """`"Questions solved" from 61 to 68 percent by 30 June 2026`, as much of it as is stated."""
    kpi = plan.find(expected.id, Kpi)
    parts = [name_item(plan, expected.id)]
    if expected.to is not None:
        parts.append(format_change(expected.start, expected.to, kpi.unit if kpi is not None else None))
    if expected.by is not None:
        parts.append(f"by {format_deadline(expected.by)}")
    return " ".join(parts)


def names_of(plan: Plan, links: Sequence[object]) -> str:
    """The titles behind some links (anything with an `id`), listed."""
    return join_some([name_item(plan, str(getattr(link, "id", ""))) for link in links])


def owner_of(plan: Plan, item: Item) -> str | None:
    """The title of the team that owns an item, without quotes; None where no owner is stated."""
    if item.owner is None:
        return None
    team = plan.get(item.owner.id)
    return one_line(team.title) if team is not None else item.owner.id
