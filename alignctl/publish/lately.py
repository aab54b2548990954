"""What changed lately by the plan's own records, for the front page of a site that git tells nothing of the kind.

Items record with a day what was read, decided, said by an owner, kept or broken, revised and ended.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from alignctl.plan.goalpost_record import gather_moves, recorded_moves
from alignctl.plan.items import Commitment, Hypothesis, Item, Kpi, Outcome
from alignctl.plan.scoreboard import is_live
from alignctl.publish.goalposts import RECENT
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import item_link, item_links_in_line, mark_badge, sentence
from alignctl.publish.paths import item_path, kind_path
from alignctl.publish.records import timeline
from alignctl.publish.site import Here, Site
from alignctl.publish.wording import count_of, say_day, say_value
from alignctl.views.picture import Mark, Tone
from alignctl.views.status import make_mark

_NAMED = 3
"""So many items to which the same happened on one day stand each for itself; of more so many are named."""
_LONG = 160
"""How much of what somebody wrote a list shows, in characters."""
_KEPT = {True: Mark("tick", "kept", Tone.GOOD), False: Mark("cross", "not kept", Tone.BAD)}
_REVISED = Mark("turn", "changed", Tone.PLAIN)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that items record of a day, as a mark and in words; without a mark it is a reading.

    What happened alike to many on one day is one event with all of their `items`, and no words.
    """

    day: date
    items: tuple[Item, ...]
    mark: Mark | None
    words: str = ""


def recorded_events(site: Site) -> tuple[Event, ...]:
    """What items record up to today, the latest first; of each KPI its latest reading. Drafts record nothing yet."""
    found: list[Event] = []
    for item in site.plan.items:
        if item.is_draft or not site.is_page(item):
            continue
        if isinstance(item, Kpi) and is_live(item, site.today):
            latest = site.progress(item).latest
            if latest is not None:
                found.append(Event(latest.date, (item,), None))
        found += [event for event in _events_of(item) if event.day <= site.today]
    for move in gather_moves(recorded_moves(site.plan, date.min, site.today)):
        revised = site.plan.get(move.item)
        if revised is not None:
            found.append(Event(move.day, (revised,), _REVISED, sentence(move.what)))
    return tuple(sorted(_gathered(found), key=lambda e: (-e.day.toordinal(), e.mark is None, e.items[0].id)))


def _gathered(events: Sequence[Event]) -> Iterator[Event]:
    """What happened alike to many items of a kind on one day as one event."""
    alike: dict[tuple[date, str, str], list[Event]] = {}
    for event in events:
        word = event.mark.word if event.mark is not None else ""
        alike.setdefault((event.day, word, event.items[0].kind), []).append(event)
    for same in alike.values():
        if len(same) > _NAMED:
            items = sorted((item for event in same for item in event.items), key=lambda item: item.id)
            yield Event(same[0].day, tuple(items), same[0].mark)
        else:
            yield from same


def _events_of(item: Item) -> Iterator[Event]:
    """What an item records besides readings and revisions."""
    if isinstance(item, Hypothesis) and item.result is not None:
        result = item.result
        yield Event(result.date, (item,), make_mark(result.decision), result.learned or result.reason or "")
    elif isinstance(item, Outcome):
        for said in item.checkins:
            yield Event(said.date, (item,), make_mark(said.says), said.note or "")
        if item.result is not None:
            yield Event(item.result.date, (item,), make_mark(item.result.verdict), item.result.note or "")
    elif isinstance(item, Commitment):
        for time in item.kept:
            yield Event(time.date, (item,), _KEPT[time.kept], time.note or "")
    if item.retired is not None:
        yield Event(item.retired.date, (item,), make_mark("retired"), item.retired.why or "")


def recorded_part(here: Here, events: Sequence[Event], most: int) -> Markup:
    """The latest events, each with its day and links; where the last is long past, that too. Nothing for none."""
    if not events:
        return EMPTY
    recent = [event for event in events if event.day >= here.site.today - RECENT]
    if recent:
        note = f"From what the plan records of itself in the last {RECENT.days} days; git tells of no change in them."
    else:
        note = f"The plan records nothing of the last {RECENT.days} days; this was the last."
    if here.site.history is None:
        note = note.replace("; git tells of no change in them", "")
    shown = recent[:most] or [event for event in events if event.day == events[0].day][:most]
    if len(recent) > most:
        note += f" {count_of(len(recent) - most, 'earlier entry is', 'earlier entries are')} not shown here."
    entries = timeline((say_day(event.day), _about(here, event), _told(here, event)) for event in shown)
    return join([entries, tag("p", note, class_="a-soft")])


def event_in_short(here: Here, event: Event) -> str:
    """An event as a line of text."""
    first = event.items[0]
    if event.mark is None:
        return (
            f"{first.title}: {_reading(here, event)}" if len(event.items) == 1 else f"{len(event.items)} KPIs were read"
        )
    others = f" and {len(event.items) - 1} more" if len(event.items) > 1 else ""
    return f"{first.title}{others}: {event.mark.word}"


def _about(here: Here, event: Event) -> Markup:
    ids = [item.id for item in event.items]
    if len(ids) <= _NAMED:
        return item_links_in_line(here, ids)
    rest = tag("a", f"{len(ids) - _NAMED} more", href=here.to(kind_path(event.items[0].kind)))
    return join([join([item_link(here, each) for each in ids[:_NAMED]], ", "), " and ", rest])


def _told(here: Here, event: Event) -> Markup:
    if event.mark is None:
        return join([_reading(here, event) if len(event.items) == 1 else f"{len(event.items)} KPIs were read."])
    words = " ".join(here.line(event.words).striptags().split()) if event.words else ""
    short = textwrap.shorten(words, _LONG, placeholder=" …")
    more = EMPTY
    if short != words:
        more = tag("a", "more", href=here.to(item_path(event.items[0])), aria_label=f"more: {event.items[0].title}")
    return join([part for part in (mark_badge(event.mark), short, more) if part], " ")


def _reading(here: Here, event: Event) -> str:
    """What was read, after what, where there was something before."""
    kpi = event.items[0]
    assert isinstance(kpi, Kpi)  # only these have readings
    before = _before(kpi, event.day)
    latest = here.site.progress(kpi).latest
    value = say_value(latest.value, kpi.unit) if latest is not None else ""
    return f"{value}, after {before}." if before else f"{value}, the first reading."


def _before(kpi: Kpi, day: date) -> str:
    last = max(
        (reading for reading in kpi.readings if reading.date < day), key=lambda reading: reading.date, default=None
    )
    return f"{say_value(last.value, kpi.unit)} on {say_day(last.date)}" if last is not None else ""
