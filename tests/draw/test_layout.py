"""The engine in its child process: many graphs at once, none that stops the others, none that runs for ever."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from alignctl.draw import layout
from alignctl.draw.layout import (
    EngineMissingError,
    Graph,
    Layout,
    LayoutError,
    LayoutTimeoutError,
    Node,
    lay_out,
    write_dot,
)

CHAIN = Graph((Node(100, 40, 0), Node(100, 60, 1), Node(100, 40, 2)), ((0, 1), (1, 2)), (100, 100, 100))


def slow_graph() -> Graph:
    """A dense graph that takes the engine far longer than a second."""
    count = 220
    nodes = tuple(Node(100, 40, index % 3) for index in range(count))
    links = tuple((a, b) for a in range(count) for b in range(a + 1, count) if (a * 7 + b * 11) % 3 and a % 3 != b % 3)
    return Graph(nodes, links, (100, 100, 100))


def test_layers_follow_each_other_at_the_gap_asked_for() -> None:
    (result,) = lay_out([CHAIN])
    assert isinstance(result, Layout)
    xs = [x for x, _ in result.centres]
    assert xs == pytest.approx([50, 50 + 100 + CHAIN.layer_gap, 50 + 2 * (100 + CHAIN.layer_gap)], abs=0.1)
    assert result.engine.startswith("Graphviz 14.")


def test_layers_stand_at_the_same_place_in_every_graph_that_has_them() -> None:
    alone = Graph((Node(100, 40, 2),), (), CHAIN.layers)
    whole, part = lay_out([CHAIN, alone])
    assert isinstance(whole, Layout)
    assert isinstance(part, Layout)
    assert part.centres[0][0] == pytest.approx(whole.centres[2][0], abs=0.1)


def test_a_link_against_the_layers_keeps_its_direction() -> None:
    (result,) = lay_out([Graph(CHAIN.nodes, ((2, 0),), CHAIN.layers)])
    assert isinstance(result, Layout)
    assert result.curves[0][0][0] > result.curves[0][-1][0]


def test_no_graphs_need_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_CHILD", Path("/nowhere/engine.py"))
    assert lay_out([]) == ()


def test_the_same_graph_gives_the_same_layout_alone_and_among_others() -> None:
    first, *_, last = lay_out([CHAIN, slow_free(), CHAIN])
    (alone,) = lay_out([CHAIN])
    assert first == last == alone


def slow_free() -> Graph:
    return Graph(tuple(Node(80, 30, index % 4) for index in range(20)), ((0, 1), (1, 2), (5, 6)), (80, 80, 80, 80))


def test_a_graph_that_takes_too_long_is_given_up_and_the_others_are_not() -> None:
    begun = time.monotonic()
    before, slow, after = lay_out([CHAIN, slow_graph(), CHAIN], seconds=1.5)
    assert isinstance(before, Layout)
    assert isinstance(slow, LayoutTimeoutError)
    assert "1.5 seconds" in str(slow)
    assert after == before
    assert time.monotonic() - begun < 30


def write_child(folder: Path, text: str) -> Path:
    child = folder / "child.py"
    child.write_text(text, "utf-8")
    return child


def test_a_graph_that_ends_the_engine_harms_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = f"""
import json, os, sys
sys.path.insert(0, {str(Path(layout.__file__).parent)!r})
import engine
graphs = json.load(sys.stdin)
name, lay_out = engine.open_engine("wheel")
engine.answer({{"engine": name}})
for source in graphs:
    if "n9 " in source:
        os._exit(139)
    engine.answer({{"layout": json.loads(lay_out(source))}})
"""
    monkeypatch.setattr(layout, "_CHILD", write_child(tmp_path, dying))
    before, bad, after = lay_out([CHAIN, slow_free(), CHAIN])
    assert isinstance(before, Layout)
    assert isinstance(bad, LayoutError)
    assert "139" in str(bad)
    assert after == before


def test_without_any_engine_the_caller_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layout, "_CHILD", write_child(tmp_path, 'print(\'{"missing": "ImportError: no"}\')\n'))
    with pytest.raises(EngineMissingError, match="no layout engine"):
        lay_out([CHAIN])
    with pytest.raises(EngineMissingError, match="pygraphviz wheel is not installed"):
        lay_out([CHAIN], engine="wheel")


def test_an_engine_that_does_not_start_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layout, "_CHILD", write_child(tmp_path, "raise SystemExit(3)\n"))
    with pytest.raises(EngineMissingError, match="status 3"):
        lay_out([CHAIN], engine="wheel")


def test_an_installed_program_is_asked_for_only_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissingError, match="program `dot`"):
        lay_out([CHAIN], engine="dot")
    (result,) = lay_out([CHAIN])
    assert isinstance(result, Layout)


def write_program(folder: Path, body: str) -> None:
    """A program called `dot`, as an installed Graphviz would bring it, that begins by saying its version."""
    program = folder / "dot"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        'if "-V" in sys.argv:\n    sys.stderr.write("dot - graphviz version 9.8.7 (20240101.0000)\\n")\n'
        f"    raise SystemExit\n{body}",
        "utf-8",
    )
    program.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="programs there are no scripts")
def test_an_installed_program_serves_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_program(
        tmp_path,
        "import pygraphviz\nassert '-Tjson0' in sys.argv\n"
        "graph = pygraphviz.AGraph(string=sys.stdin.read())\n"
        "sys.stdout.buffer.write(graph.draw(format='json0', prog='dot'))\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    (result,) = lay_out([CHAIN], engine="dot")
    (bundled,) = lay_out([CHAIN])
    assert isinstance(result, Layout)
    assert isinstance(bundled, Layout)
    assert result.engine == "Graphviz 9.8.7 (installed)"
    assert result.centres == bundled.centres


@pytest.mark.skipif(sys.platform == "win32", reason="programs there are no scripts")
def test_a_program_that_hangs_is_ended_with_its_parent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    write_program(tmp_path, f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(120)\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    (result,) = lay_out([CHAIN], engine="dot", seconds=2)
    assert isinstance(result, LayoutTimeoutError)
    assert not is_running(int(note.read_text()))


def is_running(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True


def test_no_text_reaches_the_engine() -> None:
    assert 'label=""' in write_dot(CHAIN)
    assert "splines=ortho" not in write_dot(CHAIN)
    assert "nslimit" in write_dot(CHAIN)


def test_the_child_takes_no_modules_from_the_folder_one_stands_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("json", "pygraphviz", "collections"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from the plan')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (result,) = lay_out([CHAIN])
    assert isinstance(result, Layout)
