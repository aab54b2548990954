"""`alignctl trace`: what an item leads to and what leads to it, as a tree and as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.answers import choose_item, format_option, open_for_answers, print_json, sign_of, tone_style
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, complete_ids, plan_options
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, unbroken, wrap

if TYPE_CHECKING:
    from alignctl.plan.trace import TraceNode
    from alignctl.views.picture import Mark


@click.command("trace")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--up", "way", flag_value="up", help="Only what it leads to.")
@click.option("--down", "way", flag_value="down", help="Only what leads to it.")
@click.option("--depth", type=click.IntRange(1, 100), metavar="LEVELS", help="How many levels each way. Default: 12.")
@click.option("--all", "everything", is_flag=True, help="Show every link, however many there are.")
@format_option
@at_option
@plan_options
@click.pass_context
def command(ctx: click.Context, item_id: str, way: str | None, depth: int | None, everything: bool, form: str) -> int:
    """Show the line of sight of an item: what it leads to, up to the strategies, and what leads to it.

    Of a team: the work and the goals it has a part in, and what these lead to.

    Exit codes: 0 shown, 2 misuse (no such item), 3 the plan is empty, 70 a fault of alignctl.
    """
    from dataclasses import replace

    from alignctl.plan.sight_sentences import SENTENCES, line_of_sight_sentences
    from alignctl.plan.trace import BOUNDS, WIDE, trace_down, trace_up

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    plan, item = opened.plan, choose_item(opened, item_id)
    bounds = WIDE if everything else BOUNDS
    if depth is not None:
        bounds = replace(bounds, depth=depth)
    up = trace_up(plan, item.id, bounds) if way != "down" else None
    down = trace_down(plan, item.id, bounds) if way != "up" else None
    sentences = line_of_sight_sentences(plan, item.id, 1000 if everything else SENTENCES)
    if form == "json":
        told = {"up": sentences.up if up else (), "down": sentences.down if down else (), "gap": sentences.gap}
        print_json(
            opened,
            {
                "item": {"kind": item.kind, "id": item.id, "title": item.title},
                "up": _as_data(up),
                "down": _as_data(down),
                "sentences": told,
            },
        )
        return EXIT_CLEAN
    terminal = open_terminal()
    for line in _lines(opened, terminal, up, down):
        terminal.print(line)
    told_up = (*(sentences.up if up else ()), *((sentences.gap,) if up and sentences.gap else ()))
    for paragraph in (*told_up, *(sentences.down if down else ())):
        terminal.print()
        for line in wrap(clean(paragraph), terminal.text_width):
            terminal.print(line)
    return EXIT_CLEAN


def _as_data(node: TraceNode | None) -> dict[str, Any] | None:
    if node is None:
        return None
    return {
        "kind": node.kind,
        "id": node.id,
        "title": node.title,
        "status": node.status,
        "relation": node.relation or None,
        "strength": node.strength,
        "mark": node.mark or None,
        "hidden": node.hidden,
        "children": [_as_data(child) for child in node.children],
    }


def _lines(opened: Opened, terminal: Terminal, up: TraceNode | None, down: TraceNode | None) -> Iterator[str]:
    from alignctl.views.status import mark_items

    marks = mark_items(opened.plan, opened.today.day)
    root = up or down
    assert root is not None, "one way is shown at least"
    yield from flow(_label(terminal, marks, root, ""), terminal.text_width, "", "", terminal.paint)
    for side, tree in enumerate((up, down)):
        if tree is not None and (tree.children or tree.hidden):
            yield ""
            yield terminal.paint(_HEADINGS.get((root.kind or "", side), ("Leads to", "Led to by")[side]), "bold")
            yield from _branches(terminal, marks, tree, side, "")
        elif tree is not None and (root.kind, side) in _NOTHING:
            yield ""
            yield _NOTHING[root.kind or "", side]


def _branches(terminal: Terminal, marks: dict[str, Mark], tree: TraceNode, side: int, prefix: str) -> Iterator[str]:
    """The lines below a node. Recursion is as deep as the tree, which is bounded."""
    from alignctl.plan.trace import RELATIONS

    for position, node in enumerate(tree.children, 1):
        ends = position == len(tree.children) and not tree.hidden
        fork = terminal.sign("└─ ", "`- ") if ends else terminal.sign("├─ ", "|- ")
        below = prefix + ("   " if ends else terminal.sign("│  ", "|  "))
        pieces = _label(terminal, marks, node, RELATIONS[node.relation][side], upward=side == 0)
        hanging = below + (terminal.sign("│  ", "|  ") if node.children or node.hidden else "   ")
        yield from flow(pieces, terminal.text_width, prefix + fork, hanging, terminal.paint)
        yield from _branches(terminal, marks, node, side, below)
    if tree.hidden:
        yield f"{prefix}{terminal.sign('└─ ', '`- ')}and {tree.hidden} more (--all shows them)"


def _label(
    terminal: Terminal, marks: dict[str, Mark], node: TraceNode, relation: str, *, upward: bool = False
) -> list[tuple[str, str]]:
    strength = f" ({node.strength})" if node.strength else ""
    pieces = [(f"{relation}{strength}", "dim")] if relation else []
    if node.mark == "missing":
        return [*pieces, (f'"{clean(node.id)}" is not in the plan', "bad")]
    sign = f"{sign_of(terminal, node.kind)} " if node.kind in _SIGNED and terminal.unicode else ""
    pieces += [(f"{sign}{clean(node.title)}", "" if relation else "bold"), (f"[{clean(node.id)}]", "dim")]
    mark = marks.get(node.id)
    if mark is not None:
        word = mark.text if mark.glyph == "kpi" else mark.word
        pieces.append((unbroken(f"{sign_of(terminal, mark.glyph)} {clean(word)}"), tone_style(mark)))
    if upward and relation and not (node.mark or node.children or node.hidden) and node.kind != "strategy":
        pieces.append(("(leads no further)", "watch"))
    if node.mark == "loop":
        pieces.append(("(a loop: back to where it came from)", "watch"))
    elif node.mark == "again":
        pieces.append(("(see above)", "dim"))
    return pieces


_SIGNED = ("strategy", "outcome", "kpi", "hypothesis", "initiative")
_NOTHING = {
    ("strategy", 0): "Nothing stands above it",
    ("strategy", 1): "Nothing leads to it yet",
    ("outcome", 1): "Nothing leads to it yet",
    ("kpi", 1): "Nothing tries to move it or keeps it up yet",
    ("hypothesis", 1): "Nothing tests it yet",
    ("team", 0): "It has a part in nothing that is under way",
}
_HEADINGS = {("team", 0): "Works on", ("team", 1): "Has in it", ("assessment", 0): "Asked about"}
