"""Things with facts of the same names, in columns side by side; one below the other where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alignctl.cli.terminal import Terminal, pad, wrap

Column = tuple[tuple[str, str], Mapping[str, Sequence[str]]]
"""A title with an id, and the texts under each name."""

NARROWEST = 30
"""The narrowest column in which sentences can be read."""

_GAP = 2


def side_by_side(terminal: Terminal, columns: Sequence[Column]) -> Iterator[str]:
    """The columns as lines; names that no column has a text for are left out, others keep the order of the first."""
    names = list(dict.fromkeys(name for _, facts in columns for name in facts))
    label = max((len(name) for name in names), default=0) + _GAP
    room = terminal.text_width - label
    abreast = max(1, min(len(columns), (room + _GAP) // (NARROWEST + _GAP)))
    width = (room + _GAP) // abreast - _GAP
    for start in range(0, len(columns), abreast):
        group = columns[start : start + abreast]
        if start:
            yield ""
        heads = [[*wrap(title, width), *wrap(f"[{item_id}]", width)] for (title, item_id), _ in group]
        yield from _rows(terminal, "", label, heads, width, "bold")
        for name in names:
            texts = [[line for text in facts.get(name, ()) for line in wrap(text, width)] for _, facts in group]
            if any(texts):
                yield from _rows(terminal, name, label, texts, width, "")


def _rows(
    terminal: Terminal, name: str, label: int, texts: Sequence[Sequence[str]], width: int, style: str
) -> Iterator[str]:
    for number in range(max(map(len, texts))):
        cells = [pad(lines[number] if number < len(lines) else "", width) for lines in texts]
        body = (" " * _GAP).join(terminal.paint(cell, style) if style else cell for cell in cells)
        yield (terminal.paint(pad(name if not number else "", label), "dim") + body).rstrip()
