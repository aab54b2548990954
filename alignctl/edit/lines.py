"""Readings as lines of text: `kpi,value,date,note`, with quotes as in CSV. Date and note may be left out."""

from __future__ import annotations

import csv
import io
from datetime import date

from alignctl.edit.checkin import Entry, Refused, read_value
from alignctl.load.forms import help_day
from alignctl.load.wording import shown
from alignctl.plan.dates import parse_day

_HEADER = ("kpi", "value", "date", "note")


def read_lines(data: bytes, today: date) -> list[tuple[int, Entry | Refused]]:
    """What each line gives, with its number from 1. Empty lines, comments (`#`) and a header line are passed over.

    `today` is the day of lines that name none.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        return [(number, Refused("the text is not UTF-8", 'save it as "CSV UTF-8"'))]
    found: list[tuple[int, Entry | Refused]] = []
    for number, line in enumerate(io.StringIO(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], strict=True))]
        except csv.Error as error:
            found.append((number, Refused(f"the line cannot be read: {error}", "check its quotes")))
            continue
        if tuple(cell.lower() for cell in cells) != _HEADER[: len(cells)]:
            found.append((number, _read(cells, today)))
    return found


def _read(cells: list[str], today: date) -> Entry | Refused:
    if len(cells) < 2:
        return Refused(f"{shown(','.join(cells))} gives no value", 'a line is "kpi,value,date,note"')
    if len(cells) > len(_HEADER):
        return Refused(
            f"the line has {len(cells)} cells, not {len(_HEADER)}",
            "put a note that holds a comma in double quotes, and write decimals with a point",
        )
    item_id, text, day_text, note = (*cells, "", "")[:4]
    value = read_value(text)
    if isinstance(value, Refused):
        return value
    try:
        day = parse_day(day_text) if day_text else today
    except ValueError:
        return Refused(f"{shown(day_text)} is not a day", help_day(day_text))
    return Entry(item_id, day, value, " ".join(note.split()) or None)
