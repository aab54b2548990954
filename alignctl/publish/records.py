"""What was said over time, newest first: agreements, check-ins."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from alignctl.plan.items import Item, Outcome
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import Cell, item_link, mark_badge
from alignctl.publish.site import Here
from alignctl.publish.wording import say_day
from alignctl.views.picture import Mark, Tone
from alignctl.views.status import make_mark

_ANSWERS = {
    "yes": Mark("tick", "agreed", Tone.GOOD),
    "no": Mark("cross", "did not agree", Tone.BAD),
    "counter": Mark("turn", "made a counter-proposal", Tone.WATCH),
}


def agreement_list(here: Here, item: Item) -> Markup:
    """Each team's answers, newest first."""
    answers = sorted(enumerate(item.agreed), key=lambda e: (e[1].date, e[0]), reverse=True)
    return timeline(
        (
            say_day(answer.date),
            join([item_link(here, answer.team.id), mark_badge(_ANSWERS.get(answer.answer))], " "),
            here.line(answer.note),
        )
        for _, answer in answers
    )


def checkin_list(here: Here, outcome: Outcome) -> Markup:
    """What the owner said, newest first."""
    said = sorted(enumerate(outcome.checkins), key=lambda e: (e[1].date, e[0]), reverse=True)
    return timeline((say_day(each.date), mark_badge(make_mark(each.says)), here.line(each.note)) for _, each in said)


def timeline(entries: Iterable[tuple[Cell, Cell, Cell]]) -> Markup:
    """Dated entries: the day, what happened, and what there is to say about it."""
    rows = [
        tag(
            "li",
            tag("span", day, class_="a-day"),
            tag("div", tag("div", what, class_="a-what"), tag("div", more) if more else EMPTY),
        )
        for day, what, more in entries
    ]
    return tag("ol", *rows, class_="a-timeline") if rows else EMPTY
