"""What pages of commitments show besides what all items have."""

from __future__ import annotations

from alignctl.plan.items import Commitment
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
        Section("promise", "The promise", here.prose(promise.promise), promise.promise or ""),
        Section("specification", "Specification", here.prose(promise.specification), promise.specification or ""),
        Section("kept", "Kept, time by time", kept),
    )


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
