"""What is recorded on an item reads as a sentence."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest

from alignctl.plan.parts import Link, Revision
from alignctl.plan.plan import Plan
from alignctl.publish.pages import build_pages
from alignctl.publish.paths import item_path


@pytest.mark.parametrize(
    ("count", "said"), [(1, "Agreed by {}."), (2, "Agreed by {} and {}."), (3, "Agreed by {}, {} and {}.")]
)
def test_teams_that_agreed_stand_in_the_sentence(count: int, said: str, site) -> None:
    teams = [item for item in (*site.plan.teams, *site.plan.outcomes) if item.retired is None][:count]
    links = tuple(Link(team.id) for team in teams)
    kpi = site.plan.kpis[0]
    revised = dataclasses.replace(kpi, revisions=(Revision(date(2026, 1, 1), "targets", 1, "It moved.", links),))
    others = [item for item in site.plan.items if item is not kpi]
    changed = dataclasses.replace(site, plan=Plan([*others, revised]))
    html = next(page.html for page in build_pages(changed).pages if page.path == item_path(revised))
    text = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    plain = re.sub(r" ([,.])", r"\1", re.sub(r"\b[A-Z][a-z]+: (?=[A-Z])", "", text))
    assert said.format(*(team.title for team in teams)) in plain
