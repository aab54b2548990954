"""What was changed on the way as the plan itself records it: on the page of each item, and the goalposts on the front
page of a site that tells nothing of git.
"""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from alignctl.plan.goalpost_record import GoalpostMove, gather_moves, moves_of, recorded_moves
from alignctl.plan.items import Item
from alignctl.plan.phrases import sentence_end
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import item_link, item_links_in_line, mark_badge, sentence
from alignctl.publish.records import timeline
from alignctl.publish.site import Here, Site
from alignctl.publish.wording import count_of, say_day
from alignctl.views.picture import Mark, Tone

RECENT = timedelta(days=90)
"""How far back the front page counts goalposts that moved."""

RECORDED = Mark("pencil", "recorded", Tone.PLAIN)
"""A change that the plan owns up to; that says nothing of whether it was a good one."""

_EFFECTS = {
    "easier": Mark("slope", "easier", Tone.PLAIN),
    "later": Mark("clock", "later", Tone.PLAIN),
    "harder": Mark("up", "harder", Tone.PLAIN),
    "sooner": Mark("up", "sooner", Tone.PLAIN),
}
_MOVED = Mark("turn", "moved", Tone.PLAIN)


def recorded_goalposts(site: Site) -> tuple[GoalpostMove, ...]:
    """What items say under `revisions` about what is to be reached, or by when; the latest first."""
    found = [
        move
        for move in gather_moves(recorded_moves(site.plan, date.min, site.today))
        if move.is_goalpost and (item := site.plan.get(move.item)) is not None and site.is_page(item)
    ]
    return tuple(sorted(found, key=lambda move: move.day, reverse=True))


def recorded_lately(site: Site) -> tuple[GoalpostMove, ...]:
    """Those of the time up to today that the front page counts."""
    return tuple(move for move in recorded_goalposts(site) if move.day >= site.today - RECENT)


def goalposts_part(here: Here, most: int) -> Markup:
    """The latest goalposts that moved, each with the day, the reason and who agreed; nothing where none is recorded."""
    moved = recorded_goalposts(here.site)
    if not moved:
        return EMPTY
    entries = timeline(
        (say_day(move.day), item_link(here, move.item), join([_what(move), _why(here, move)], " "))
        for move in moved[:most]
    )
    note = "From what the plan records of itself, under “What was changed on the way” on the page of each item."
    if len(moved) > most:
        note += f" {count_of(len(moved) - most, 'earlier one is', 'earlier ones are')} not shown here."
    return join([entries, tag("p", note, class_="a-soft")])


def revision_list(here: Here, item: Item) -> Markup:
    """What was changed on one item, the latest first: the day, what it was and is, the reason, and who agreed."""
    moves = sorted(gather_moves(moves_of(here.site.plan, item)), key=lambda move: move.day)
    return timeline((say_day(move.day), _what(move), _why(here, move)) for move in reversed(moves))


def _what(move: GoalpostMove) -> Markup:
    """What was changed, and whether that is easier or harder to reach where it can be told."""
    mark = _EFFECTS.get(move.effect, _MOVED if move.is_goalpost else None)
    return join([mark_badge(mark), sentence(move.what)], " ") if mark is not None else join(sentence(move.what))


def _why(here: Here, move: GoalpostMove) -> Markup:
    parts: list[Markup | str] = ["Why: ", here.line(sentence_end(move.why))] if move.why else []
    if move.agreed:
        parts += [" Agreed by ", item_links_in_line(here, move.agreed), "."]
    return join(parts)
