"""Goalposts that moved: what it was and is, one entry for one shift, a sign that praises nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from alignctl.plan.dates import parse_period
from alignctl.plan.parts import Link, Revision
from alignctl.plan.plan import Plan
from alignctl.publish.goalposts import goalposts_part, recorded_goalposts, revision_list
from alignctl.publish.site import Here
from tests.publish.conftest import read_html

DAY = date(2026, 5, 4)


def words(html: str) -> str:
    return " ".join(read_html(html).text.replace("\xa0", " ").split())


def revised(site, *revisions: Revision) -> Here:
    """The front page of the small plan, where one bet says that it was changed."""
    bet = replace(site.plan.hypotheses[0], end=parse_period("2026-08-31"), status="running", revisions=revisions)
    others = [item for item in site.plan.items if item.id != bet.id and not item.revisions]
    return Here(replace(site, plan=Plan([*others, bet])), "index.html")


def test_a_shift_of_dates_is_one_entry_in_words(site) -> None:
    here = revised(
        site,
        Revision(DAY, "start", "2026-01-01", "The hall was closed.", (Link(site.plan.teams[0].id),)),
        Revision(DAY, "end", "2026-07-31", "Same; it keeps its length.", ()),
    )
    assert len(recorded_goalposts(here.site)) == 1
    told = words(goalposts_part(here, 5))
    assert "Later" in told
    assert (
        "the end was moved from 31 July 2026 to 31 August 2026. Why: The hall was closed. It keeps its length." in told
    )


def test_no_sign_praises_and_no_plan_syntax_is_shown(site) -> None:
    here = revised(site, Revision(DAY, "population", "Those who came by 2026-03-01", "Nobody was left to compare."))
    for html in (goalposts_part(here, 5), revision_list(here, here.site.plan.hypotheses[0])):
        tones = set(re.findall(r"a-tone-[a-z]+", html))
        assert tones == {"a-tone-plain"}
        assert 'it had been "Those who came by 1 March 2026"' in words(html)
