"""DOT and Mermaid: complete, readable by their own programs, and nothing of a plan becomes syntax."""

from __future__ import annotations

import re
from collections.abc import Callable

import pygraphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.draw.dot import draw_dot
from alignctl.draw.mermaid import draw_mermaid, escape_label
from alignctl.views.picture import Box, Edge, Picture, Region

TITLES = st.text(min_size=1, max_size=40) | st.sampled_from(
    ['"]; a -> b', "\\", '\\"', "\\N", "<b>x</b>", "a\nb", "end", "%%{init}%%", "`x`", "#34;", "--> n2", "{{x}}"]
)
MERMAID_LINES = (
    re.compile(r"flowchart LR"),
    re.compile(r"  acc(Title|Descr): [^;#{}<>\"`\n]*"),
    re.compile(r'  subgraph [a-z]+\["[^"<>{}\[\]`|]*"\]'),
    re.compile(r"  end"),
    re.compile(r' +n\d+(\(\[|\(|\[\[|\[|\{\{)"([^"<>{}\[\]`|]|<b>|</b>|<br>)*"(\]\)|\)|\]\]|\]|\}\})'),
    re.compile(r"  n\d+ (-->|==>|---|===|-\.-)(\|[a-z ]+\|)? n\d+"),
    re.compile(r'  click n\d+ href "[^"\s;]+"'),
    re.compile(r"  classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}"),
    re.compile(r"  class (n\d+,?)+ [a-z]+"),
)


def simple(title: str, owner: str) -> Picture:
    boxes = (
        Box("s", "strategy", title, owner, href="strategies/s/"),
        Box("o-1", "outcome", owner, title, note=title),
        Box("k.2", "kpi", title, region="nowhere", href=title),
    )
    edges = (Edge("o-1", "s", "refines", "strong"), Edge("k.2", "o-1", "drives", tested=False))
    return Picture("p", title, "", title, (), boxes, edges, (Region(""), Region("nowhere", title)))


def test_dot_holds_every_box_and_link(picture: Picture) -> None:
    graph = pygraphviz.AGraph(string=draw_dot(picture))
    assert sorted(graph.nodes()) == sorted(box.id for box in picture.boxes)
    assert sorted(graph.edges()) == sorted((edge.upper, edge.lower) for edge in picture.edges)
    for box in picture.boxes:
        assert graph.get_node(box.id).attr["URL"] == box.href


@given(TITLES, TITLES)
@settings(max_examples=150, deadline=None)
def test_no_title_breaks_out_of_dot(title: str, owner: str) -> None:
    graph = pygraphviz.AGraph(string=draw_dot(simple(title, owner)))
    assert sorted(graph.nodes()) == ["k.2", "o-1", "s"]
    assert len(graph.edges()) == 2
    assert {subgraph.name for subgraph in graph.subgraphs()} == {"cluster_nowhere"}


def test_dot_can_be_drawn_by_graphviz(picture: Picture) -> None:
    svg = pygraphviz.AGraph(string=draw_dot(picture)).draw(format="svg", prog="dot").decode()
    assert svg.count('class="node"') == len(picture.boxes)


def test_mermaid_holds_every_box_and_link(picture: Picture) -> None:
    text = draw_mermaid(picture)
    assert len(re.findall(r"^ +n\d+[(\[{]", text, re.MULTILINE)) == len(picture.boxes)
    assert len(re.findall(r"^  n\d+ [-=]", text, re.MULTILINE)) == len(picture.edges)
    assert len(re.findall(r"^  click n", text, re.MULTILINE)) == len(picture.boxes)


@given(TITLES, TITLES)
@settings(max_examples=300)
def test_no_title_breaks_out_of_mermaid(title: str, owner: str) -> None:
    for line in draw_mermaid(simple(title, owner)).splitlines():
        assert any(pattern.fullmatch(line) for pattern in MERMAID_LINES), line


def test_hostile_plan_in_mermaid(make_picture: Callable[[str], Picture]) -> None:
    text = draw_mermaid(make_picture("hostile"))
    for line in text.splitlines():
        assert any(pattern.fullmatch(line) for pattern in MERMAID_LINES), line
    assert "<script" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("plain words", "plain words"), ('a "b"', "a #34;b#34;"), ("<b>", "#60;b#62;"), ("#1", "#35;1"), ("漢字", "漢字")],
)
def test_labels_are_escaped(text: str, expected: str) -> None:
    assert escape_label(text) == expected
