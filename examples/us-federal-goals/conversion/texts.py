"""What a cell of the source says: texts, numbers, dates and tags. Rows are numbered from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Row = dict[str, str]
Item = dict[str, Any]
Numbered = tuple[int, Row]  # the row's place in its file, from 1, and the row

ERRORS = ("#N/A", "#REF!", "#VALUE!")  # left behind by the spreadsheet the source was made with
QUARTER_ENDS = {"1": "{before}-12-31", "2": "{year}-03-31", "3": "{year}-06-30", "4": "{year}-09-30"}
TAG_WITH_COMMA = "General science, space and technology"
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "will",
        "with",
    ]
)


def one_line(text: str) -> str:
    """The text on one line, with single spaces (the source has trailing and doubled spaces and line breaks)."""
    return " ".join(text.split())


def prose(text: str) -> str:
    """The text line by line, each with single spaces, without blank lines at either end."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip()


def number(text: str) -> int | float:
    """The number a text states; ValueError when it states none."""
    return float(text) if "." in text else int(text)


def slug(text: str, words: int = 6) -> str:
    """The first telling words of a text, in the form of an id."""
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text.lower())  # u.s. is one word
    found = re.findall(r"[a-z0-9]+", plain.replace("%", " percent ").replace("'", ""))
    return "-".join([word for word in found if word not in SMALL_WORDS][:words])


def tags(row: Row) -> list[str]:
    """The tags of a goal; one of the published names has a comma in it."""
    whole = row["applied_tags"].replace(TAG_WITH_COMMA, TAG_WITH_COMMA.replace(",", "\0"))
    return sorted({one_line(tag.replace("\0", ",")) for tag in whole.split(",")} - {""})


def agency_code(code: str) -> str:
    """The agency code with the leading zeros that joint_agency has lost."""
    return code.zfill(3)


def fiscal_year(text: str) -> str | None:
    """The fiscal year a cell states; None where it holds an error."""
    return None if text in ERRORS else f"FY{text}"


def fiscal_year_start(year: str) -> str:
    """The first day of a fiscal year such as FY2022: 1 October of the year before."""
    return f"{int(year.removeprefix('FY')) - 1}-10-01"


def quarter_end(row: Row) -> str:
    """The last day of the row's fiscal quarter."""
    year = int(row["fiscal_yr"])
    return QUARTER_ENDS[row["fiscal_qtr"]].format(year=year, before=year - 1)


def stated(**fields: Any) -> Item:
    """Only the fields that have something to say."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def numbers_of(rows: Iterable[Numbered]) -> str:
    """The numbers of rows, as a text."""
    return ", ".join(str(at) for at, _ in rows)
