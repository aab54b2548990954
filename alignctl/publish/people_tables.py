"""Tables of teams, of the promises between them, and of what people were asked."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from alignctl.plan.answers import count_people
from alignctl.plan.items import Assessment, Commitment, Team
from alignctl.plan.scoreboard import OWNERSHIP_FIELDS, is_late, is_live
from alignctl.publish.cells import FINDINGS, STATUS, day_cell, finding_cell, item_row, link_cell
from alignctl.publish.parts import Column, Keyed, item_links, mark_badge, table
from alignctl.publish.site import Here
from alignctl.publish.wording import say_day, say_period


def commitment_table(here: Here, commitments: Iterable[Commitment], caption: str) -> Markup:
    """Promises: who gave them to whom, until when."""
    columns = (Column("Commitment"), STATUS, Column("From"), Column("To"), Column("Due"), FINDINGS)
    rows = [
        item_row(
            here,
            promise,
            commitment_state(here, promise),
            link_cell(here, [promise.from_team] if promise.from_team else []),
            link_cell(here, [promise.to_team] if promise.to_team else []),
            day_cell(say_period(promise.due), promise.due)
            if promise.due
            else f"every time ({promise.every})"
            if promise.every
            else "",
            finding_cell(here, promise),
        )
        for promise in commitments
    ]
    return table(caption, columns, rows)


def commitment_state(here: Here, promise: Commitment) -> Markup:
    """The state of a promise as a mark."""
    from alignctl.views.picture import Mark, Tone

    signs = {"met": ("tick", Tone.GOOD), "missed": ("cross", Tone.BAD), "agreed": ("up", Tone.PLAIN)}
    if is_late(promise, here.site.today):
        return mark_badge(Mark("clock", "overdue", Tone.WATCH))
    if promise.every and promise.kept:
        broken = [entry for entry in promise.kept if not entry.kept]
        kept = len(promise.kept) - len(broken)
        last = max(promise.kept, key=lambda entry: entry.date)
        tone = Tone.GOOD if last.kept else Tone.WATCH
        return mark_badge(Mark("tick" if last.kept else "slope", f"kept {kept} of {len(promise.kept)} times", tone))
    glyph, tone = signs.get(promise.status, ("dots", Tone.PLAIN))
    return mark_badge(Mark(glyph, promise.status, tone))


def team_table(here: Here, teams: Iterable[Team], caption: str) -> Markup:
    """Teams: what each does, and how much of the plan that is in force it owns or shares."""
    columns = (
        Column("Team"),
        Column("Function"),
        Column("Part of"),
        Column("Outcomes", number=True),
        Column("KPIs", number=True),
        Column("Hypotheses", number=True),
        Column("Initiatives", number=True),
    )
    rows = []
    for team in teams:
        owned = [edge.source for edge in here.site.plan.links_to(team.id, *OWNERSHIP_FIELDS)]
        live = [item for item in owned if is_live(item, here.site.today)]
        counts = [len({item.id for item in live if item.kind == kind}) for kind in _COUNTED]
        parents = link_cell(here, team.part_of)
        rows.append(item_row(here, team, team.function or "", parents, *[str(count or "–") for count in counts]))
    return table(caption, columns, rows)


_COUNTED = ("outcome", "kpi", "hypothesis", "initiative")


def assessment_table(here: Here, assessments: Iterable[Assessment], caption: str) -> Markup:
    """Assessments: when, what about, how many answered."""
    columns = (Column("Assessment"), Column("Day"), Column("About"), Column("People", number=True), FINDINGS)
    rows = [
        item_row(
            here,
            each,
            Keyed(say_day(each.date), each.date.isoformat()) if each.date else "",
            item_links(here, [link.id for link in each.about]),
            str(count_people(each)),
            finding_cell(here, each),
        )
        for each in assessments
    ]
    return table(caption, columns, rows)
