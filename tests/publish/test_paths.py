import posixpath
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.items import KINDS, PLURALS, Origin, Outcome
from alignctl.publish.paths import cascade_path, item_path, kind_path, path_of, relative

IDS = st.from_regex(re.compile(r"[a-z0-9]{1,4}([.-][a-z0-9]{1,4}){0,2}", re.ASCII), fullmatch=True)
ADDRESSES = st.one_of(
    st.just(""),
    st.sampled_from(sorted(KINDS)).map(kind_path),
    st.tuples(st.sampled_from(sorted(KINDS)), IDS).map(lambda pair: path_of(*pair)),
)


def test_an_item_has_the_address_of_its_kind_and_id():
    item = Outcome(id="fewer-calls", title="Fewer calls", origin=Origin("plans/a.yaml"))
    assert item_path(item) == "outcomes/fewer-calls/"


@pytest.mark.parametrize("taken", ["index", "con", "nul", "aux.b", "com1"])
def test_names_that_servers_and_windows_keep_are_avoided(taken):
    assert path_of("team", taken) == f"teams/{taken}_/"


def test_names_that_only_begin_alike_are_kept():
    assert path_of("team", "index-of-trust") == "teams/index-of-trust/"
    assert path_of("team", "console") == "teams/console/"


def test_no_two_kinds_share_a_folder_and_none_is_another_page():
    folders = [kind_path(kind).rstrip("/") for kind in PLURALS]
    assert len(set(folders)) == len(folders)
    assert not {"findings", "cascades", "rules", "search", "assets"} & set(folders)


def test_the_cascade_of_a_strategy_named_index_is_no_list():
    assert cascade_path("index") == "cascades/index_/"
    assert cascade_path("growth") == "cascades/growth/"


@given(ADDRESSES, ADDRESSES, st.sampled_from(["", "index.html"]))
def test_a_link_leads_where_it_says(source, target, end):
    reached = posixpath.normpath(posixpath.join("/", source, relative(source, target, end)))
    assert reached == posixpath.normpath(posixpath.join("/", target, end))


@given(IDS, IDS)
def test_different_ids_have_different_addresses(one, other):
    assert (path_of("kpi", one) == path_of("kpi", other)) == (one == other)


def test_links_with_fragments():
    assert relative("findings/", "findings/#errors") == "#errors"
    assert relative("", "findings/#errors") == "findings/#errors"
    assert relative("outcomes/a/", "#top", "index.html") == "../../index.html#top"
    assert relative("outcomes/a/", "plan.json") == "../../plan.json"
