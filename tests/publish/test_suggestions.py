"""What readers can suggest: where it leads at each forge, what stands there already, and when it is not offered."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alignctl.change.moment import Moment
from alignctl.config import read_config
from alignctl.edit.files import write_whole
from alignctl.examination import examine
from alignctl.load.load import load_plan
from alignctl.publish.forge import edit_address, new_file_address, new_issue_address
from alignctl.publish.pages import build_pages
from alignctl.publish.site import Here, Site
from alignctl.publish.suggestions import hypothesis_address, reading_address, suggestion_links
from tests.publish.conftest import read_html
from tests.publish.payloads import PAYLOADS

GITHUB, GITLAB, FORGEJO = "https://github.com/a/b", "https://gitlab.example/g/b.git", "https://codeberg.org/a/b/"


def query(address: str | None) -> dict[str, str]:
    assert address is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def item(site: Site, item_id: str, **changes: object):
    found = site.plan.get(item_id)
    assert found is not None
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("repository", "start"),
    [
        (GITHUB, "https://github.com/a/b/new/next/year?"),
        (FORGEJO, "https://codeberg.org/a/b/_new/next/year?"),
        ("https://git.example.org/a/b", "https://git.example.org/a/b/new/next/year?"),
    ],
)
def test_a_new_file_is_filled_in(repository, start):
    address = new_file_address(repository, "next/year", "plans/x y&z.yaml", "a: b & c\n# 100 %\n")
    assert address is not None
    assert address.startswith(start)
    assert query(address) == {"filename": "plans/x y&z.yaml", "value": "a: b & c\n# 100 %\n"}


@pytest.mark.parametrize("repository", [GITLAB, "javascript:alert(1)", "git@gitlab.example:g/b.git"])
def test_no_new_file_where_the_forge_cannot_fill_it_or_the_address_is_none(repository):
    assert new_file_address(repository, "main", "a.yaml", "a: b") is None


def test_issues_are_filled_in_as_each_forge_wants_it():
    for repository in (GITHUB, FORGEJO):
        address = new_issue_address(repository, "A & B", "1 = 1\n#x")
        assert address is not None
        assert "/issues/new?" in address
        assert query(address) == {"title": "A & B", "body": "1 = 1\n#x"}
    address = new_issue_address(GITLAB, "A & B", "1 = 1\n#x")
    assert address is not None
    assert address.startswith("https://gitlab.example/g/b/-/issues/new?")
    assert query(address) == {"issue[title]": "A & B", "issue[description]": "1 = 1\n#x"}
    assert new_issue_address("javascript:alert(1)", "A", "B") is None


@given(st.text(), st.text(min_size=1))
def test_nothing_in_a_text_breaks_an_address(title, text):
    for repository in (GITHUB, GITLAB, FORGEJO):
        address = new_issue_address(repository, title, text)
        assert address is not None
        assert address.isascii()
        assert not set(address) & set(" \"'<>\\^`{|}\n\r\t#")
        given = list(parse_qs(urlsplit(address).query, keep_blank_values=True).values())
        assert given == [[title.encode(errors="replace").decode()], [text.encode(errors="replace").decode()]]
        edit = edit_address(repository, title or "main", text)
        assert edit is not None
        assert not set(edit) & set(" \"'<>\\^`{|}\n\r\t#?")


def test_a_bet_on_an_outcome_is_a_file_of_the_plan_that_asks_for_what_is_missing(site, tmp_path, plan_folder):
    """What the forge would be given is written beside the plan: only the marks that a person writes over are wrong."""
    address = hypothesis_address(replace(site, folder=""), site.plan.outcomes[1])
    assert address is not None
    asked = query(address)
    assert asked["filename"] == "plans/hypotheses/bet-on-newcomers-return.yaml"
    document = yaml.safe_load(asked["value"])
    assert (document["kind"], document["id"]) == ("hypothesis", "bet-on-newcomers-return")
    assert document["moves"]["id"] == "second-visits"
    assert document["owner"] == "desk"
    write_whole(tmp_path / "plans" / "all.yaml", (plan_folder / "plans" / "all.yaml").read_bytes())
    write_whole(tmp_path / "plans" / "second-visits.csv", (plan_folder / "plans" / "second-visits.csv").read_bytes())
    write_whole(tmp_path / asked["filename"], asked["value"].encode())
    config = read_config(plan_folder / "alignctl.yaml")
    loaded = load_plan(tmp_path, ("plans",), fiscal_year_starts=1)
    found = [d for d in examine(loaded, config, site.today, "a test").shown if d.item == "bet-on-newcomers-return"]
    assert {d.code for d in found if d.severity.label == "error"} == {"SCH009"}
    filled = asked["value"].replace("to: REPLACE-ME", "to: 45").replace("REPLACE-ME", "Something")
    write_whole(tmp_path / asked["filename"], filled.encode())
    loaded = load_plan(tmp_path, ("plans",), fiscal_year_starts=1)
    found = [d for d in examine(loaded, config, site.today, "a test").shown if d.item == "bet-on-newcomers-return"]
    assert not [d for d in found if d.severity.label == "error"]


def test_a_bet_gets_an_id_that_is_free_and_the_folder_of_the_plan(site):
    asked = query(hypothesis_address(replace(site, folder="our/plan", plans="docs/plans"), site.plan.outcomes[1]))
    assert asked["filename"] == "our/plan/docs/plans/hypotheses/bet-on-newcomers-return.yaml"
    assert query(hypothesis_address(replace(site, folder="", plans="."), site.plan.outcomes[1]))["filename"] == (
        "hypotheses/bet-on-newcomers-return.yaml"
    )


def test_where_a_file_cannot_be_filled_an_issue_holds_the_same(site):
    asked = query(hypothesis_address(replace(site, repository=GITLAB), site.plan.outcomes[1]))
    assert asked["issue[title]"] == "A bet on: Newcomers come a second time"
    assert "\nkind: hypothesis\nid: bet-on-newcomers-return\n" in asked["issue[description]"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_titles_are_data_in_what_is_filled_in(site, payload):
    outcome = item(site, "newcomers-return", title=payload)
    text = query(hypothesis_address(site, outcome))["value"]
    assert yaml.safe_load(text)["id"] == "bet-on-newcomers-return"
    body = query(hypothesis_address(replace(site, repository=GITLAB), replace(outcome, title=f"```{payload}")))
    lines = body["issue[description]"].splitlines()
    fence = next(line for line in lines if line.startswith("```"))
    assert lines[-1] == fence
    assert lines.count(fence) == 2
    kpi = item(site, "second-visits", title=payload, unit="a\nb", id="x; rm -rf ~")
    body = query(reading_address(site, kpi))
    assert "\n" not in body["title"]
    command = next(line for line in body["body"].splitlines() if line.startswith("alignctl"))
    assert shlex.split(command) == ["alignctl", "checkin", "x; rm -rf ~", "VALUE", "--date", "2026-06-30"]


def test_addresses_stay_short_enough_for_forges_and_browsers(site):
    """Servers take some 8,000 characters; a title has 500 at most, of which each may take nine in an address."""
    outcome, kpi = (
        item(site, "newcomers-return", title="\u6f22" * 500),
        item(site, "second-visits", title="\u6f22" * 500),
    )
    for repository in (GITHUB, GITLAB, FORGEJO):
        here = replace(site, repository=repository)
        assert len(hypothesis_address(here, outcome) or "") < 8000
        assert len(reading_address(here, kpi) or "") < 8000


def names(site: Site, item_id: str, **changes: object) -> list[str]:
    found = suggestion_links(Here(site, "a/b/"), item(site, item_id, **changes))
    return [str(link.striptags()) for link in found]


def test_what_is_offered_where(site):
    bet, reading, line = "Suggest a hypothesis for this outcome", "Report a reading", "Add a line to its table"
    assert names(site, "newcomers-return") == [bet]
    assert names(site, "quiet-hours-kept") == []  # it has its result
    assert names(site, "second-visits") == [reading, line]
    assert names(site, "noise") == [reading]  # its readings are a list in its document
    assert names(site, "house") == []


def test_nothing_is_offered_without_a_repository_or_in_the_past(site):
    past = Moment("abc", date(2026, 1, 1))
    for other in (replace(site, repository=None), replace(site, past=past), replace(site, repository="javascript:1")):
        for item_id in ("newcomers-return", "second-visits"):
            assert names(other, item_id) == []


def test_pages_lead_to_the_file_never_to_the_page(page_of):
    seen = read_html(page_of("kpis/second-visits/"))
    top = "https://github.com/harbour/plan/edit/trunk/tests/publish/plan/plans"
    assert f"{top}/all.yaml" in seen.links
    assert f"{top}/second-visits.csv" in seen.links
    assert not any(".md" in link or ".html" in link for link in seen.links if "/edit/" in link)


def test_no_page_asks_for_anything_where_no_repository_is_known(site):
    built = build_pages(replace(site, repository=None))
    for page in built.pages:
        assert "Report a reading" not in page.html
        assert "Suggest a hypothesis" not in page.html
