"""Links by which people who never saw a plan file take part: they suggest a bet, or report a reading.

Both lead to the forge, into something that is filled in already. A bet is a file of its own, so it is a new file from
the template of `alignctl new`; where a forge cannot fill a new file (GitLab), an issue holds the same text. A reading
is a line inside a list or a table that others write to at the same time, and in a list one wrong space breaks the file.
So it is reported in an issue, in plain words, with the command that takes it over; who knows tables can add the line.
"""

from __future__ import annotations

import shlex

from markupsafe import Markup

from alignctl.edit.new_item import new_item_path, new_item_text
from alignctl.edit.series import file_of
from alignctl.load.problems import PLACEHOLDER
from alignctl.plan.items import Item, Kpi, Outcome
from alignctl.publish.forge import new_file_address, new_issue_address
from alignctl.publish.html import tag
from alignctl.publish.site import Here, Site

_EFFECTS = ("outcome", "impact")
_LONGEST_TITLE = 120
"""How much of an item's title goes into the title of an issue; forges take 255 characters."""


def suggestion_links(here: Here, item: Item) -> list[Markup]:
    """What a reader of an item's page can suggest; nothing for the past, without a repository, or for what is over."""
    site = here.site
    if site.repository is None or site.past is not None or item.retired is not None:
        return []
    if isinstance(item, Outcome) and item.result is None:
        return _link("Suggest a hypothesis for this outcome", hypothesis_address(site, item))
    if isinstance(item, Kpi):
        table = site.edit_file(file_of(item)) if item.readings_file else None
        return [
            *_link("Report a reading", reading_address(site, item)),
            *_link("Add a line to its table", table),
        ]
    return []


def hypothesis_address(site: Site, outcome: Outcome) -> str | None:
    """Where one writes a bet on an outcome: a new file, or an issue where the forge cannot fill a file."""
    assert site.repository is not None
    sources = {edge.source.id: edge.source for edge in site.plan.links_to(outcome.id, "measures")}
    # A bet moves what shows an effect; an output is at most an early sign of it.
    measures = sorted(sources, key=lambda kpi: (getattr(sources[kpi], "level", None) not in _EFFECTS, kpi))
    item_id = _free_id(site, f"bet-on-{outcome.id}")
    answers = {"moves": measures[0]} if measures else {}
    if outcome.owner is not None:
        answers["owner"] = outcome.owner.id
    text = new_item_text("hypothesis", item_id, answers, site.today, PLACEHOLDER)
    lead = f'# A bet on the outcome "{_line(outcome.title)}". Write over each {PLACEHOLDER}; lines with # are notes.\n'
    path = f"{_folder(site)}{new_item_path('hypothesis', item_id)}"
    address = new_file_address(site.repository, site.branch, path, lead + text, site.forge)
    if address is not None:
        return address
    body = f"Please write over each {PLACEHOLDER}; whoever keeps the plan makes a file of it: `{path}`.\n\n"
    title = f"A bet on: {_line(outcome.title)[:_LONGEST_TITLE]}"
    return new_issue_address(site.repository, title, f"{body}{_fenced(lead + text)}", site.forge)


def reading_address(site: Site, kpi: Kpi) -> str | None:
    """Where one reports what was measured: an issue that asks for day, value and note."""
    assert site.repository is not None
    unit = f" ({_line(kpi.unit)})" if kpi.unit else ""
    command = f"alignctl checkin {shlex.quote(kpi.id)} VALUE --date {site.today.isoformat()}"
    body = (
        f"KPI: {_line(kpi.title)}\n\n"
        f"- Day on which it was measured: {site.today.isoformat()}\n"
        f"- Value{unit}: \n"
        "- What one should know about it: \n"
        "- Where the number comes from: \n\n"
        "Whoever keeps the plan takes it over with this command, with the value and the day from above:\n\n"
        f"{_fenced(command)}"
    )
    return new_issue_address(site.repository, f"Reading: {_line(kpi.title)[:_LONGEST_TITLE]}", body, site.forge)


def _link(name: str, address: str | None) -> list[Markup]:
    return [tag("a", name, href=address, class_="a-edit", rel="nofollow")] if address else []


def _folder(site: Site) -> str:
    """The plan's first folder, from the top of the repository, with a slash at the end where there is one."""
    inside = f"{site.folder}/{site.plans}".strip("/")
    return f"{inside}/" if inside not in ("", ".") else ""


def _free_id(site: Site, wanted: str) -> str:
    item_id, number = wanted, 2
    while site.plan.knows(item_id):
        item_id, number = f"{wanted}-{number}", number + 1
    return item_id


def _line(text: str) -> str:
    """A text on one line, with what could not be seen, or would turn the writing round, left out."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _fenced(text: str) -> str:
    """Text as a block of Markdown that it cannot end itself."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text.rstrip()}\n{fence}\n"
