"""What pages of commitments show besides what all items have."""

from __future__ import annotations

from markupsafe import Markup

from alignctl.plan.items import Commitment
from alignctl.plan.phrases import one_line
from alignctl.publish.html import EMPTY, tag
from alignctl.publish.page import Section
from alignctl.publish.parts import Cell, item_link, item_links, mark_badge
from alignctl.publish.records import timeline
from alignctl.publish.site import Here
from alignctl.publish.wording import say_day, say_period, say_word
from alignctl.views.picture import Mark, Tone


def commitment_sections(here: Here, promise: Commitment) -> tuple[Section, ...]:
    kept = timeline(
        (say_day(each.date), mark_badge(_KEPT if each.kept else _BROKEN), here.line(each.note))
        for each in sorted(promise.kept, key=lambda entry: entry.date, reverse=True)
    )
    return (
        Section("promise", "The promise", _promise_in_full(here, promise), promise.promise or ""),
        Section("specification", "Specification", here.prose(promise.specification), promise.specification or ""),
        Section("kept", "Kept, time by time", kept),
    )


def _promise_in_full(here: Here, promise: Commitment) -> Markup:
    """The promise as it was written, where that is more than the line of text that the page begins with."""
    prose = here.prose(promise.promise)
    said = tag("p", one_line(promise.promise or ""))
    return EMPTY if one_line(prose) == said else prose


def commitment_frame(here: Here, promise: Commitment) -> list[tuple[str, Cell]]:
    needed = sorted({edge.source.id for edge in here.site.plan.links_to(promise.id, "needs")})
    return [
        ("From", item_link(here, promise.from_team.id) if promise.from_team else ""),
        ("To", item_link(here, promise.to_team.id) if promise.to_team else ""),
        ("Subject", promise.subject or ""),
        ("Due", say_period(promise.due) if promise.due else ""),
        ("Every time", say_word(promise.every or "")),
        ("Needed by", item_links(here, needed)),
    ]


_KEPT = Mark("tick", "kept", Tone.GOOD)
_BROKEN = Mark("cross", "not kept", Tone.BAD)
