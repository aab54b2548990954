"""What changed lately by the plan's own records, where git tells nothing."""

from __future__ import annotations

import dataclasses
from datetime import date

from alignctl.plan.items import Kpi, Origin
from alignctl.plan.parts import Reading
from alignctl.plan.plan import Plan
from alignctl.publish.front_page import front_page
from alignctl.publish.lately import recorded_events, recorded_part
from alignctl.publish.site import Here
from tests.publish.conftest import read_html


def test_readings_decisions_promises_revisions_and_words_of_owners_are_told_newest_first(site):
    events = recorded_events(site)
    days = [event.day for event in events]
    assert days == sorted(days, reverse=True)
    assert max(days) <= site.today
    told = {(event.items[0].id, event.mark.word if event.mark else "read", event.day.isoformat()) for event in events}
    assert {
        ("noise", "read", "2026-06-20"),
        ("cleaning", "not kept", "2026-06-13"),
        ("cleaning", "kept", "2026-06-06"),
        ("newcomers-return", "off track", "2026-06-01"),
    } <= told
    assert any(event.mark is not None and event.mark.word == "changed" for event in events), "what was revised"
    assert ("self-checkout", "pivoted") in {entry[:2] for entry in told}


def test_the_front_page_tells_them_and_says_whose_records_they_are(site):
    html = str(front_page(site).html)
    text = " ".join(read_html(html).text.replace("\u00a0", " ").split())
    assert "What changed lately, by the plan's own records" in text
    assert "From what the plan records of itself in the last 90 days." in text
    assert "Changed last, says the plan" in text
    assert 'href="#changed"' in html
    assert 'id="changed"' in html


def test_what_happened_to_many_on_one_day_is_one_entry(site):
    reading = (Reading(date(2026, 6, 30), 1),)
    kpis = [Kpi(id=f"k-{n}", title=f"K {n}", origin=Origin("k.yaml"), readings=reading) for n in range(5)]
    shown = dataclasses.replace(site, plan=Plan(kpis))
    (event,) = recorded_events(shown)
    assert len(event.items) == 5
    text = read_html(recorded_part(Here(shown, ""), [event], 6)).text.replace("KPI: ", "")
    assert "K 0, K 1, K 2 and 2 more" in text
    assert "5 KPIs were read." in text


def test_where_the_last_is_long_past_that_is_said(site):
    kpi = Kpi(id="k", title="K", origin=Origin("k.yaml"), readings=(Reading(date(2026, 1, 31), 4),))
    shown = dataclasses.replace(site, plan=Plan([kpi]))
    text = read_html(recorded_part(Here(shown, ""), recorded_events(shown), 6)).text.replace("\u00a0", " ")
    assert "31 Jan 2026" in text
    assert "4, the first reading." in text
    assert "The plan records nothing of the last 90 days; this was the last." in text
    assert not recorded_part(Here(shown, ""), (), 6)
