"""`alignctl show`: one item, as a sentence, field by field, with its progress, its readings and its links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.answers import choose_item, format_option, open_for_answers, paint_mark, print_json, sign_of
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, complete_ids, plan_options
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, pad, wrap

if TYPE_CHECKING:
    from alignctl.plan.items import Item, Kpi
    from alignctl.plan.plan import Edge

READINGS_SHOWN = 6
"""How many readings are listed; the course of all of them is drawn beside."""

LINKS_SHOWN = 20
"""How many items that name this one are listed."""

LABEL = 18
"""The width of the column of field names."""


@click.command("show")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--all", "everything", is_flag=True, help="Every reading and every link, however many there are.")
@format_option
@at_option
@plan_options
@click.pass_context
def command(ctx: click.Context, item_id: str, everything: bool, form: str) -> int:
    """Show one item: what it says, how it is doing, every field, the items that name it, and where it is written.

    Exit codes: 0 shown, 2 misuse (no such item), 3 the plan is empty, 70 a fault of alignctl.
    """
    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    item = choose_item(opened, item_id)
    line = _line_of(opened, item)
    if form == "json":
        print_json(opened, _as_data(opened, item, line))
        return EXIT_CLEAN
    terminal = open_terminal()
    for text in _lines(opened, terminal, item, line, everything):
        terminal.print(text)
    return EXIT_CLEAN


def _line_of(opened: Opened, item: Item) -> int:
    """The line on which an item begins."""
    from alignctl.diagnostics import Diagnostic, Location, Severity
    from alignctl.load.spans import locate

    place = Location(item.origin.path, item.origin.document)
    located = locate([Diagnostic("", "", Severity.ADVICE, "", place)], opened.loaded.sources)[0].location.span
    return located.line if located is not None else 1


def _as_data(opened: Opened, item: Item, line: int) -> dict[str, Any]:
    from alignctl.cli.measure import progress_data
    from alignctl.plan.describe import item_data
    from alignctl.plan.items import Kpi
    from alignctl.plan.progress import judge_progress
    from alignctl.plan.sentences import sentence_of

    plan = opened.plan
    progress = None
    if isinstance(item, Kpi):
        progress = progress_data(judge_progress(item, opened.today.day, plan.fiscal_year_starts))
    return {
        "item": item_data(item),
        "sentence": sentence_of(item, plan),
        "progress": progress,
        "links": [
            {"field": e.field, "id": e.target, "kind": plan.kind_of(e.target), "title": _title(opened, e.target)}
            for e in plan.links_from(item.id)
        ],
        "linked_from": [
            {"field": e.field, "id": e.source.id, "kind": e.source.kind, "title": e.source.title}
            for e in _incoming(opened, item)
        ],
        "path": item.origin.path,
        "line": line,
    }


def _title(opened: Opened, item_id: str) -> str | None:
    item = opened.plan.get(item_id)
    return item.title if item is not None else None


def _incoming(opened: Opened, item: Item) -> list[Edge]:
    from alignctl.plan.trace import order_edges

    return order_edges(opened.plan.links_to(item.id))


def _lines(opened: Opened, terminal: Terminal, item: Item, line: int, everything: bool) -> Iterator[str]:
    from alignctl.plan.items import Kpi
    from alignctl.plan.scoreboard import is_live
    from alignctl.plan.sentences import sentence_of
    from alignctl.views.status import mark_items

    width = terminal.text_width
    mark = mark_items(opened.plan, opened.today.day).get(item.id)
    kind = item.kind.replace("kpi", "KPI")
    pieces = [(clean(item.title), "bold"), (f"[{clean(item.id)}]", "dim")]
    yield from flow(pieces, width, "", None, terminal.paint)
    yield terminal.paint(f"{kind}, {clean(item.origin.path)}:{line}", "dim")
    yield ""
    yield from wrap(clean(sentence_of(item, opened.plan)), width)
    measure = item if isinstance(item, Kpi) and is_live(item, opened.today.day) else None
    if mark is not None:
        yield ""
        yield paint_mark(terminal, mark) + (f"  {clean(mark.detail)}" if mark.detail and measure is None else "")
    if measure is not None:
        yield from _progress_lines(opened, terminal, measure)
    if isinstance(item, Kpi):
        yield from _reading_lines(opened, terminal, item, everything)
    yield ""
    yield from _field_lines(opened, terminal, item)
    edges = _incoming(opened, item)
    if edges:
        yield ""
        yield terminal.paint("Named by", "bold")
        shown = edges if everything or len(edges) <= LINKS_SHOWN + 1 else edges[:LINKS_SHOWN]
        for edge in shown:
            sign = sign_of(terminal, edge.source.kind) + " " if edge.source.kind in _SIGNED and terminal.unicode else ""
            name = [(f"{sign}{clean(edge.source.title)}", ""), (f"[{clean(edge.source.id)}]", "dim")]
            yield from flow(name, width, pad(f"  {edge.field}", LABEL), " " * LABEL, terminal.paint)
        if len(shown) < len(edges):
            yield f"  and {len(edges) - len(shown)} more (--all shows them)"


_SIGNED = ("strategy", "outcome", "kpi", "hypothesis", "initiative")


def _progress_lines(opened: Opened, terminal: Terminal, kpi: Kpi) -> Iterator[str]:
    from alignctl.cli.measure import due_text, latest_text, target_text
    from alignctl.plan.numbers import format_quantity
    from alignctl.plan.progress import judge_progress

    progress = judge_progress(kpi, opened.today.day, opened.plan.fiscal_year_starts)
    facts = [latest_text(kpi, progress), due_text(kpi, progress), target_text(kpi, progress)]
    if progress.ratio is not None and progress.clamped_ratio is not None:
        facts.append(f"{progress.clamped_ratio * 100:.0f} % of the way")
    if progress.margin is not None:
        side = "inside" if progress.margin >= 0 else "outside"
        facts.append(f"{format_quantity(abs(progress.margin), kpi.unit, short=True)} {side} the limit")
    if progress.attained and progress.state != "attained":
        facts.append("attained the latest target that came due, and is behind on the way to the next")
    if progress.stale and progress.state != "stale":
        facts.append("stale")
    if progress.suspect:
        facts.append("the same value for many periods: suspect")
    told = clean("; ".join(fact for fact in facts if fact))
    if told:
        yield from wrap(told, terminal.text_width, "  ")


def _reading_lines(opened: Opened, terminal: Terminal, kpi: Kpi, everything: bool) -> Iterator[str]:
    from alignctl.cli.measure import sparkline
    from alignctl.plan.numbers import format_number
    from alignctl.plan.progress import known_readings

    readings = known_readings(kpi, opened.today.day)
    if not readings:
        return
    values = [reading.value for reading in readings]
    yield ""
    course = f"{sparkline(values)}  " if terminal.unicode and len(values) > 1 else ""
    extent = f"{format_number(min(values))} to {format_number(max(values))}"
    yield f"{terminal.paint('Readings', 'bold')}  {course}{len(readings)}, from {extent}"
    shown = readings if everything else readings[-READINGS_SHOWN:]
    width = max(len(format_number(reading.value)) for reading in shown)
    for reading in reversed(shown):
        notes = [clean(reading.note)] if reading.note else []
        notes += [f"first reported as {format_number(reading.was)}"] if reading.was is not None else []
        head = f"  {reading.date.isoformat()}  {format_number(reading.value):>{width}}"
        yield from wrap("; ".join(notes), terminal.text_width, head + "  ", " " * (width + 16))
    if len(shown) < len(readings):
        yield f"  and {len(readings) - len(shown)} earlier (--all shows them)"


def _field_lines(opened: Opened, terminal: Terminal, item: Item) -> Iterator[str]:
    """Every stated field in schema order, names on the left. Readings stand above."""
    from alignctl.plan.describe import as_data, stated_fields
    from alignctl.plan.items import LINK_FIELDS

    margin = " " * LABEL
    for name, value in stated_fields(item):
        if name == "readings":
            continue
        label = terminal.paint(pad(clean(name), LABEL), "dim")
        for entry in value if isinstance(value, (tuple, list)) else (value,):
            for text in _entry_texts(opened, as_data(entry), name in LINK_FIELDS[item.kind]):
                indent = "  " if text.startswith("  ") else ""
                for line in wrap(clean(text), terminal.text_width - LABEL, indent, "  " if indent else ""):
                    yield (label + line).rstrip()
                    label = margin


def _entry_texts(opened: Opened, data: Any, is_link: bool) -> list[str]:
    """One entry of a field: a line, for a mapping followed by an indented line for each entry that is prose."""
    if is_link and isinstance(data, str):
        return [_named(opened, data)]
    if not isinstance(data, dict):
        return [_value_text(data)]
    head = [_named(opened, str(data["id"]))] if is_link else [str(data[key]) for key in _BARE if key in data]
    below = []
    for key, value in data.items():
        text = _value_text(value)
        if key in (("id",) if is_link else _BARE):
            continue
        if " " in text:
            below.append(f"  {key}: {text}")
        else:
            head.append(f"{key} {text}")
    return [", ".join(head), *below] if head else below


_BARE = ("title", "date")
"""Entries of a mapping that need no name before them."""


def _value_text(data: Any) -> str:
    from alignctl.plan.numbers import format_number

    if isinstance(data, dict):
        return ", ".join(f"{key} {_value_text(value)}" for key, value in data.items())
    if isinstance(data, list):
        return "; ".join(_value_text(entry) for entry in data)
    if isinstance(data, bool):
        return "yes" if data else "no"
    if isinstance(data, (int, float)):
        return format_number(data)
    return "" if data is None else str(data)


def _named(opened: Opened, item_id: str) -> str:
    title = _title(opened, item_id)
    return f"{title} [{item_id}]" if title is not None else f'"{item_id}", which is not in the plan'
