"""Where boxes stand and how links run: fixed sizes go in, coordinates come out of Graphviz.

No text reaches the engine, so the result does not depend on the fonts of the machine and nothing in a plan can be
taken for DOT. The engine runs in a child process, because a layout holds the interpreter and only a process can be
stopped. All measures are pixels; y grows downwards.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from alignctl.records import Record, record

ENGINES = ("auto", "wheel", "dot")
SECONDS = 20.0
"""How long one graph may take before it is given up."""

Point = tuple[float, float]

_START_SECONDS = 60.0
_CHILD = Path(__file__).with_name("engine.py")
_MISSING = {
    "wheel": "the layout engine in the pygraphviz wheel is not installed",
    "dot": "the program `dot` of Graphviz is not installed",
}


class LayoutError(Exception):
    """A picture has no geometry. The text says why, in words for users."""


class EngineMissingError(LayoutError):
    """There is nothing on this machine that could lay out a graph."""


class LayoutTimeoutError(LayoutError):
    """A graph took longer than it may."""


@record
class Node(Record):
    """A box of fixed size in a layer; layers count from 0."""

    width: float
    height: float
    layer: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes, and links as pairs of their positions. `layers` is how deep each layer is, along the direction of flow.

    `sideways` lets layers follow each other from left to right, else from top to bottom.
    """

    nodes: tuple[Node, ...]
    links: tuple[tuple[int, int], ...]
    layers: tuple[float, ...]
    sideways: bool = True
    layer_gap: float = 72
    node_gap: float = 18


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the boxes, and for each link the points of its Bézier curve (1 + 3n), from first to second end.

    `middles` says where the middle of each layer lies along the direction of flow.
    """

    centres: tuple[Point, ...]
    curves: tuple[tuple[Point, ...], ...]
    engine: str
    middles: tuple[float, ...] = ()


def lay_out(
    graphs: Sequence[Graph], *, engine: str = "auto", seconds: float = SECONDS
) -> tuple[Layout | LayoutError, ...]:
    """Lay out many graphs in one child process; a graph that fails yields its error and harms no other.

    `auto` takes the engine in the wheel, which is the same everywhere, and an installed `dot` only where that is
    missing. Raises EngineMissingError where the engine asked for cannot be had.
    """
    if not graphs:
        return ()
    if engine != "auto":
        return _lay_out_with(engine, graphs, seconds)
    try:
        return _lay_out_with("wheel", graphs, seconds)
    except EngineMissingError:
        try:
            return _lay_out_with("dot", graphs, seconds)
        except EngineMissingError:
            message = f"no layout engine: {_MISSING['wheel']}, and {_MISSING['dot']}"
            raise EngineMissingError(message) from None


def _lay_out_with(engine: str, graphs: Sequence[Graph], seconds: float) -> tuple[Layout | LayoutError, ...]:
    results: list[Layout | LayoutError] = []
    sources = [write_dot(graph) for graph in graphs]
    while len(results) < len(graphs):
        name = ""
        for answer in _answers(engine, sources[len(results) :], seconds):
            if "missing" in answer:
                raise EngineMissingError(f"{_MISSING[engine]} ({answer['missing']})")
            if "engine" in answer:
                name = answer["engine"]
            elif "layout" in answer:
                results.append(_read_layout(graphs[len(results)], answer["layout"], name))
            elif "timeout" in answer:
                results.append(LayoutTimeoutError(f"the layout took longer than {seconds:g} seconds"))
            else:
                results.append(LayoutError(f"the layout engine failed: {answer['error']}"))
    return tuple(results)


def _answers(engine: str, sources: list[str], seconds: float) -> Iterator[dict[str, Any]]:
    """What a child says, line by line; ends after the first graph that stops it or makes it wait too long."""
    child = subprocess.Popen(
        [sys.executable, "-P", str(_CHILD), engine],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    lines: queue.Queue[str] = queue.Queue()
    helpers = (
        threading.Thread(target=_feed, args=(child, sources), daemon=True),
        threading.Thread(target=_forward_lines, args=(child, lines), daemon=True),
    )
    try:
        for helper in helpers:
            helper.start()
        for position in range(-1, len(sources)):
            try:
                line = lines.get(timeout=_START_SECONDS if position < 0 else seconds)
            except queue.Empty:
                if position < 0:
                    yield {"missing": "it does not start"}
                else:
                    yield {"timeout": True}
                return
            if not line.endswith("\n"):
                reason = f"it ended with status {child.wait()}"
                yield {"missing": reason} if position < 0 else {"error": reason}
                return
            answer: dict[str, Any] = json.loads(line)
            yield answer
            if "missing" in answer:
                return
    finally:
        _kill(child)
        for helper in helpers:
            helper.join()
        assert child.stdout is not None
        child.stdout.close()


def _feed(child: subprocess.Popen[str], sources: list[str]) -> None:
    assert child.stdin is not None
    # A child that is gone closes the pipe; what it said, or did not say, tells why.
    with contextlib.suppress(OSError), child.stdin:
        json.dump(sources, child.stdin)


def _forward_lines(child: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        lines.put(line)
    lines.put("")


def _kill(child: subprocess.Popen[str]) -> None:
    """End the child and what it started; without effect on one that has ended."""
    if child.poll() is None:
        if sys.platform == "win32":
            end_tree = ["taskkill", "/F", "/T", "/PID", str(child.pid)]
            subprocess.run(end_tree, capture_output=True, check=False)
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def write_dot(graph: Graph) -> str:
    """The graph in DOT, with numbers for names. Each layer has an invisible anchor, so that layers never collapse.

    Anchors also keep layers of the same depth at the same place in every graph that has the same `layers`.
    """
    gaps = f"ranksep={_inches(graph.layer_gap)}, nodesep={_inches(graph.node_gap)}"
    out = [
        "digraph {",
        f"graph [rankdir={'LR' if graph.sideways else 'TB'}, {gaps}, splines=true, nslimit=8, nslimit1=8]",
        'node [shape=box, label="", fixedsize=true, margin=0]',
        "edge [arrowhead=none, arrowtail=none]",
    ]
    for layer, depth in enumerate(graph.layers):
        size = (depth, 1.0) if graph.sideways else (1.0, depth)
        out.append(f"a{layer} [style=invis, width={_inches(size[0])}, height={_inches(size[1])}]")
    out.extend(f"a{upper} -> a{lower} [style=invis, weight=100]" for upper, lower in pairwise(range(len(graph.layers))))
    for index, node in enumerate(graph.nodes):
        out.append(f"n{index} [width={_inches(node.width)}, height={_inches(node.height)}]")
    for layer in range(len(graph.layers)):
        members = "".join(f"; n{index}" for index, node in enumerate(graph.nodes) if node.layer == layer)
        out.append(f"{{rank=same; a{layer}{members}}}")
    near, far = ("e", "w") if graph.sideways else ("s", "n")
    for index, link in enumerate(graph.links):
        first, second = _downward(graph, link)
        if graph.nodes[first].layer == graph.nodes[second].layer:
            out.append(f"n{first} -> n{second} [comment={index}]")
        else:
            out.append(f"n{first} -> n{second} [comment={index}, tailport={near}, headport={far}]")
    out.append("}")
    return "\n".join(out)


def _downward(graph: Graph, link: tuple[int, int]) -> tuple[int, int]:
    first, second = link
    return (first, second) if graph.nodes[first].layer <= graph.nodes[second].layer else (second, first)


def _inches(pixels: float) -> str:
    return f"{pixels / 72:.4f}"


def _read_layout(graph: Graph, data: dict[str, Any], engine: str) -> Layout | LayoutError:
    top = float(data["bb"].split(",")[3])

    def read_point(text: str) -> Point:
        x, y = text.split(",")
        return (round(float(x), 2), round(top - float(y), 2))

    centres = {entry["name"]: read_point(entry["pos"]) for entry in data["objects"] if "pos" in entry}
    curves: dict[int, tuple[Point, ...]] = {}
    for entry in data.get("edges", ()):
        if "comment" in entry and "pos" in entry:
            points = tuple(read_point(text) for text in entry["pos"].split())
            index = int(entry["comment"])
            curves[index] = points if _downward(graph, graph.links[index]) == graph.links[index] else points[::-1]
    if len(curves) != len(graph.links):
        return LayoutError("the layout engine lost a link")
    return Layout(
        tuple(centres[f"n{index}"] for index in range(len(graph.nodes))),
        tuple(curves[index] for index in range(len(graph.links))),
        engine,
        tuple(centres[f"a{layer}"][0 if graph.sideways else 1] for layer in range(len(graph.layers))),
    )
