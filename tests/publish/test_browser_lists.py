"""Lists in a real browser: filtered, sorted, sent to somebody, on a phone; and search in any language."""

from __future__ import annotations

import json

import pytest

from tests.publish.browser import needs_chromium

pytestmark = needs_chromium

TITLES = "tr[data-has]:not([hidden]) th a > span:last-child"
SHOWN = f"[...document.querySelectorAll('{TITLES}')].map((title) => title.innerText)"


def shown(page) -> list[str]:
    return page.evaluate(SHOWN)


def told(page) -> str:
    return page.locator(".a-filter output").inner_text()


def field(page, label: str):
    return page.locator(".a-filter").get_by_label(label, exact=True)


def test_a_list_is_filtered_and_its_address_says_so(page, address):
    page.goto(address + "kpis/")
    whole = shown(page)
    assert told(page) == "6 KPIs"
    field(page, "Team").select_option(label="The house")
    assert page.url == address + "kpis/?team=house"
    assert told(page) == "2 of 6 KPIs"
    assert set(shown(page)) == {"How readers feel", "Complaints about noise"}
    assert not page.locator("#stale").is_visible(), "a section whose rows are all hidden goes with them"
    field(page, "Status").select_option(label="Attained")
    assert page.url == address + "kpis/?team=house&status=attained"
    assert shown(page) == ["Complaints about noise"]
    page.go_back()
    assert told(page) == "2 of 6 KPIs"
    assert field(page, "Status").input_value() == ""
    page.go_back()
    assert shown(page) == whole
    assert page.trouble == []


@pytest.mark.parametrize("width", [360, 1280])
def test_whoever_gets_the_address_sees_the_same_list(page, address, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address + "kpis/?team=desk&strategy=open-to-all&period=2026-Q3")
    assert set(shown(page)) == {"Newcomers who come again within a month", "Minutes in the queue"}
    assert field(page, "Period").input_value() == "2026-Q3"
    assert page.locator(".a-filter details").evaluate("(panel) => panel.open")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Show all").click()
    assert page.url == address + "kpis/"
    assert len(shown(page)) > 3


def test_a_value_that_no_row_has_shows_none_instead_of_all(page, address):
    page.goto(address + "kpis/?team=gone")
    assert told(page) == "None of 6 KPIs"
    assert shown(page) == []
    assert field(page, "Team").input_value() == "gone"


def test_words_find_parts_of_words_ids_and_teams_without_accents(page, address):
    page.goto(address + "kpis/")
    for words, found in (("QUEU", "Minutes in the queue"), ("mood", "How readers feel"), ("quéue desk", "Minutes")):
        field(page, "Words").fill(words)
        assert all(title.startswith(found) for title in shown(page)), words
        assert shown(page), words
    page.reload()
    assert field(page, "Words").input_value() == "quéue desk"


def test_columns_sort_both_ways_and_say_so(page, address):
    page.goto(address + "teams/desk/")
    head = page.locator("section[aria-labelledby=kpis] thead th").first
    rows = "[...document.querySelectorAll('section[aria-labelledby=kpis] tbody th')].map((cell) => cell.innerText)"
    listed = page.evaluate(rows)
    assert len(listed) > 2
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(rows) == sorted(listed, key=str.casefold)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert page.evaluate(rows) == sorted(listed, key=str.casefold, reverse=True)
    assert page.url.endswith("?sort=-KPI")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert page.evaluate(rows) == listed
    assert page.url == address + "teams/desk/"


def test_figures_sort_as_figures_and_empty_cells_stand_last(page, address):
    page.goto(address + "teams/desk/?sort=Way+done")
    cells = "section[aria-labelledby=kpis] [data-label='Way done']"
    way = f'[...document.querySelectorAll("{cells}")].map((cell) => cell.innerText.replace(/\\s+/g, " ").trim())'
    assert page.evaluate(way) == ["35 %", "50 %", ""]
    page.goto(address + "teams/desk/?sort=-Way+done")
    assert page.evaluate(way) == ["50 %", "35 %", ""]


def test_on_a_phone_the_form_sorts(page, address):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "teams/desk/")
    page.get_by_text("Filter and sort").first.click()
    field(page, "Sort by").select_option(label="KPI")
    field(page, "Reverse order").check()
    assert page.url.endswith("?sort=-KPI")
    assert page.locator("thead button:enabled").count() == 0, "heads that nobody sees take no focus"


def test_findings_are_filtered_by_team_severity_and_rule(page, address):
    page.goto(address + "findings/?severity=error")
    assert page.locator("li[data-has]:visible").count() == int(told(page).split()[0]) > 0
    assert page.locator("section:visible > h2").first.inner_text() == "Errors 2 of 2"
    assert not page.locator("#warnings").is_visible()
    field(page, "Team").select_option(label="The desk")
    assert page.url == address + "findings/?severity=error&team=desk"
    assert told(page) == "None of 15 findings"
    page.get_by_role("button", name="Show all").click()
    field(page, "Rule").select_option(label="untraceable-measure")
    assert page.locator("li[data-has]:visible").count() == int(told(page).split()[0])


def test_a_team_lead_finds_the_list_and_what_each_rule_wants(page, address):
    page.goto(address + "teams/house/")
    page.get_by_role("link", name="The list, with what to do").click()
    page.wait_for_url("**/teams/house/findings/")
    page.get_by_text("Why it matters, and what to type instead").first.click()
    assert page.locator(".a-explained[open] h3").all_inner_texts() == ["Why it matters", "Use instead"]
    assert page.locator(".a-explained[open] pre").first.is_visible()
    page.get_by_role("link", name="The house").first.click()
    page.wait_for_url("**/teams/house/")


def test_breadcrumbs_lead_up_the_line_of_sight(page, address):
    page.goto(address + "hypotheses/self-checkout/")
    crumbs = page.get_by_role("navigation", name="Line of sight")
    titles = [text.split(":")[-1].strip() for text in crumbs.get_by_role("link").all_inner_texts()]
    assert titles[0] == "A library for everyone at the harbour"
    assert len(titles) >= 3
    crumbs.get_by_role("link").first.click()
    page.wait_for_url("**/strategies/open-to-all/")


TEXTS = {
    "outcomes/a/": ("Bibliotheksbesucherzählung verbessert", "Die Straße führt über die Brücke"),
    "outcomes/b/": ("図書館を利用する人が増える", "港の近くに住む人々"),
    "outcomes/c/": ("القراء يعودون إلى المكتبة", "كل شهر"),
    "outcomes/d/": ("Читатели возвращаются", "каждый месяц"),
    "outcomes/first-contact/": ("A title of its own", "Nothing else here"),
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("besucher", "outcomes/a/"),
        ("zahlung", "outcomes/a/"),
        ("BRÜCKE", "outcomes/a/"),
        ("利用", "outcomes/b/"),
        ("住む人", "outcomes/b/"),
        ("المكتبة", "outcomes/c/"),
        ("возвращ", "outcomes/d/"),
        ("first-contact", "outcomes/first-contact/"),
        ("title own", "outcomes/first-contact/"),
    ],
)
def test_search_finds_words_of_any_language(page, address, typed, found):
    docs = [{"location": place, "title": title, "text": text} for place, (title, text) in TEXTS.items()]
    page.route("**/search_index.json", lambda route: route.fulfill(body=json.dumps({"docs": docs})))
    page.goto(address)
    page.get_by_label("Search", exact=True).fill(typed)
    page.locator(".results a").first.wait_for()
    assert [link.get_attribute("href") for link in page.locator(".results a").all()] == [address + found]
    assert page.locator(".results [role=status]").inner_text() == "1 page"


def test_results_say_what_they_are_and_how_that_stands_and_items_come_first(page, address):
    texts = {
        "rules/overdue-promise/": ("overdue-promise (ALN001)", "overdue-promise (ALN001) A promise is late."),
        "overdue/": ("Overdue", "Overdue Words about it."),
        "hypothesis-board/board-a/": ("Hypothesis board: A", "Hypothesis board: A Overdue bets come first."),
        "commitments/": ("Commitments", "Commitments Promises. Overdue Missed"),
        "plan/commitments/sheet/": ("One sheet · fit", "One sheet · fit Overdue · Web was promised a sheet."),
        "teams/web/": ("Web", "Web · Web is a team. One sheet is overdue · late."),
        "guide/": ("A guide", "A guide Anything · overdue is said in red."),
    }
    docs = [{"location": place, "title": title, "text": text} for place, (title, text) in texts.items()]
    docs.append({"location": "teams/web/#waits", "title": "What waits", "text": "One sheet is overdue · late."})
    page.route("**/search_index.json", lambda route: route.fulfill(body=json.dumps({"docs": docs})))
    page.goto(address)
    page.get_by_label("Search", exact=True).fill("overdue")
    page.locator(".results a").first.wait_for()
    entries = [entry.inner_text().split("\n") for entry in page.locator(".results li").all()]
    assert entries == [
        ["Overdue", "overdue", "Words about it."],  # the whole title
        ["One sheet · fit", "Commitment · Overdue", "Web was promised a sheet."],
        ["overdue-promise (ALN001)", "Rule", "A promise is late."],
        ["Web", "Team · What waits", "One sheet is overdue · late."],
        ["Commitments", "List", "Promises. Overdue Missed"],
        ["Hypothesis board: A", "View", "Overdue bets come first."],
        ["A guide", "guide", "Anything · overdue is said in red."],
    ]


def test_search_says_when_there_is_nothing(page, address):
    page.goto(address)
    page.get_by_label("Search", exact=True).fill("zebra crossing")
    page.get_by_text("Nothing found").wait_for()
    assert page.locator(".results a").count() == 0


def test_titles_are_never_run_by_search(page, address):
    docs = [{"location": "x/", "title": "<img src=x onerror=alert(1)>", "text": "<script>alert(1)</script>"}]
    page.route("**/search_index.json", lambda route: route.fulfill(body=json.dumps({"docs": docs})))
    page.goto(address)
    page.get_by_label("Search", exact=True).fill("img")
    page.locator(".results a").first.wait_for()
    assert page.locator(".results img, .results script").count() == 0
    assert page.locator(".results a").inner_text() == "<img src=x onerror=alert(1)>"
