"""A reading goes where the readings are, in the style in which they are written, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.edit.checkin import Entry, Refused, read_value
from alignctl.edit.recording import Recorded, record_judgement, record_readings
from alignctl.load.discovery import Refusal
from alignctl.load.load import Loaded, load_sources
from alignctl.plan.items import Kpi, Outcome
from alignctl.plan.parts import Checkin, Reading

TODAY = date(2026, 6, 30)
PATH, CSV = "plans/a.yaml", "plans/r.csv"
HEAD = "kind: kpi\nid: speed\ntitle: Speed\nunit: percent\nrange: {low: 0, high: 100}\n"


def load(files: Mapping[str, bytes]) -> Loaded:
    yaml = {path: data for path, data in files.items() if path.endswith(".yaml")}
    return load_sources(yaml, lambda path: files.get(path) or Refusal("there is no such file", ""))


def take(files: Mapping[str, bytes], *entries: Entry, correct: bool = False) -> Recorded:
    loaded = load(files)
    return record_readings(loaded.plan, loaded.sources, entries, TODAY, correct=correct)


def reading(day: str, value: str, note: str | None = None) -> Entry:
    return Entry("speed", date.fromisoformat(day), value, note)


JAN, MARCH, MAY = "{date: 2026-01-31, value: 60}", "{date: 2026-03-31, value: 64.5}", "{date: 2026-05-31, value: 61}"
BLOCK = """readings:
    -   date: 2026-01-31
        value: 60
        note: |
            two
            lines
"""
TEAM = "---\nkind: team\nid: t\ntitle: T\n"

YAML = {
    "no field yet": (
        "level: outcome\ncountermeasures: []\n",
        f"level: outcome\nreadings:\n  - {MARCH}\ncountermeasures: []\n",
    ),
    "empty": ("readings: []\n", f"readings: [{MARCH}]\n"),
    "braces": (
        f"readings:\n- {JAN} # one\n\n# below\ntags: [a]\n",
        f"readings:\n- {JAN} # one\n- {MARCH}\n\n# below\ntags: [a]\n",
    ),
    "lines": (
        f"{BLOCK}tags: [a]\n",
        f"{BLOCK}    -   date: 2026-03-31\n        value: 64.5\ntags: [a]\n",
    ),
    "before a later one": (
        f"readings:\n  - {JAN}\n  # spring\n  - {MAY}\n",
        f"readings:\n  - {JAN}\n  - {MARCH}\n  # spring\n  - {MAY}\n",
    ),
    "first of all": (f"readings:\n  - {MAY}\n", f"readings:\n  - {MARCH}\n  - {MAY}\n"),
    "flow on one line": (
        f"readings: [{JAN}, {MAY}] # x\n",
        f"readings: [{JAN}, {MARCH}, {MAY}] # x\n",
    ),
    "flow on lines": (
        f"readings: [\n  {JAN}, # good\n]\n",
        f"readings: [\n  {JAN}, # good\n  {MARCH}\n]\n",
    ),
    "flow on lines, comment and no comma": (
        f"readings: [\n  {JAN} # good\n]\n",
        f"readings: [\n  {JAN}, # good\n  {MARCH}\n]\n",
    ),
    "flow on lines, between": (
        f"readings: [\n  {JAN},\n  {MAY}\n]\n",
        f"readings: [\n  {JAN},\n  {MARCH},\n  {MAY}\n]\n",
    ),
    "no line break at the end": (f"readings:\n  - {JAN}", f"readings:\n  - {JAN}\n  - {MARCH}"),
    "another document below": (f"readings:\n  - {JAN}\n{TEAM}", f"readings:\n  - {JAN}\n  - {MARCH}\n{TEAM}"),
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("name", YAML)
def test_a_reading_is_added_in_the_style_of_the_list(name: str, line_break: str) -> None:
    before, after = ((HEAD + text).replace("\n", line_break).encode() for text in YAML[name])
    recorded = take({PATH: b"\xef\xbb\xbf" + before}, reading("2026-03-31", "64.5"))
    assert recorded.files == {PATH: b"\xef\xbb\xbf" + after}


CSVS = {
    "plain": ("date,value\n2026-01-31,60\n", "date,value\n2026-01-31,60\n2026-03-31,64.5\n"),
    "carriage returns": ("date,value\r\n2026-01-31,60\r\n", "date,value\r\n2026-01-31,60\r\n2026-03-31,64.5\r\n"),
    "no line break at the end": ("date,value\n2026-01-31,60", "date,value\n2026-01-31,60\n2026-03-31,64.5"),
    "other order, more columns": (
        "was,value,note,date\n,60,,2026-01-31\n",
        "was,value,note,date\n,60,,2026-01-31\n,64.5,,2026-03-31\n",
    ),
    "quoted": ('"date","value"\n"2026-01-31","60"\n\n', '"date","value"\n"2026-01-31","60"\n"2026-03-31","64.5"\n\n'),
    "one column quoted": (
        'date,value,note\n2026-01-31,60,"a, b"\n',
        'date,value,note\n2026-01-31,60,"a, b"\n2026-03-31,64.5,""\n',
    ),
    "spaces": ("date, value\n2026-01-31, 60\n", "date, value\n2026-01-31, 60\n2026-03-31, 64.5\n"),
    "short rows": ("date,value,note\n2026-01-31,60\n", "date,value,note\n2026-01-31,60\n2026-03-31,64.5\n"),
    "header only": ("date,value,note\n", "date,value,note\n2026-03-31,64.5,\n"),
    "between": (
        "date,value\n2026-01-31,60\n,\n2026-05-31,61\n",
        "date,value\n2026-01-31,60\n2026-03-31,64.5\n,\n2026-05-31,61\n",
    ),
}


@pytest.mark.parametrize("name", CSVS)
def test_a_reading_is_added_to_a_csv_file_as_it_is(name: str) -> None:
    before, after = (text.encode() for text in CSVS[name])
    recorded = take({PATH: f"{HEAD}readings: r.csv\n".encode(), CSV: before}, reading("2026-03-31", "64.5"))
    assert recorded.files == {CSV: after}


def test_a_note_needs_a_column_and_says_so() -> None:
    files = {PATH: f"{HEAD}readings: r.csv\n".encode(), CSV: b"date,value\n2026-01-31,60\n"}
    recorded = take(files, reading("2026-03-31", "64.5", "new form"))
    assert recorded.files == {}
    assert recorded.answers[0].refused == Refused(
        '"plans/r.csv" has no column "note"', 'add ",note" to its first line, or leave the note out'
    )


CORRECTED = {
    "braces": (
        "readings:\n  - {date: 2026-01-31, value: 60}\n",
        "readings:\n  - {date: 2026-01-31, value: 64.5, was: 60, note: mistyped}\n",
    ),
    "lines": (
        "readings:\n  - date: 2026-01-31\n    value: 60 # sic\n    note: 'old'\n",
        "readings:\n  - date: 2026-01-31\n    value: 64.5 # sic\n    note: 'mistyped'\n    was: 60\n",
    ),
    "corrected before": (
        "readings:\n  - {date: 2026-01-31, value: 60, was: 6}\n",
        "readings:\n  - {date: 2026-01-31, value: 64.5, was: 6, note: mistyped}\n",
    ),
}


@pytest.mark.parametrize("name", CORRECTED)
def test_a_correction_keeps_the_value_first_reported(name: str) -> None:
    before, after = ((HEAD + text).encode() for text in CORRECTED[name])
    entry = reading("2026-01-31", "64.5", "mistyped")
    assert "has a reading of 2026-01-31 already" in take({PATH: before}, entry).answers[0].refused.message
    assert take({PATH: before}, entry, correct=True).files == {PATH: after}


def test_a_correction_in_a_csv_file_writes_into_the_row() -> None:
    files = {
        PATH: f"{HEAD}readings: r.csv\n".encode(),
        CSV: b"date,value,note,source,was\n2026-01-31,60\n2026-02-28,61,,,\n",
    }
    recorded = take(files, reading("2026-01-31", "64.5"), reading("2026-02-28", "62", "a, b"), correct=True)
    assert recorded.files[CSV] == (b'date,value,note,source,was\n2026-01-31,64.5,,,60\n2026-02-28,62,"a, b",,61\n')


@pytest.mark.parametrize(
    ("day", "value", "message"),
    [
        ("2026-03-31", "101", '101 percent is outside the range of "speed", 0 to 100'),
        ("2026-07-01", "50", "2026-07-01 is in the future: today is 2026-06-30"),
    ],
)
def test_an_impossible_reading_is_refused(day: str, value: str, message: str) -> None:
    answer = take({PATH: HEAD.encode()}, reading(day, value)).answers[0]
    assert answer.refused is not None
    assert answer.refused.message == message


def test_what_is_no_measure_in_use_is_refused() -> None:
    text = HEAD + "retired: {date: 2026-01-01, why: over}\n---\nkind: team\nid: t\ntitle: T\n"
    recorded = take(
        {PATH: text.encode()}, reading("2026-01-01", "1"), Entry("t", TODAY, "1"), Entry("sped", TODAY, "1")
    )
    messages = [answer.refused.message for answer in recorded.answers]
    assert messages == [
        '"speed" was retired on 2026-01-01',
        '"t" is of kind team, and only a kpi has readings',
        'there is no measure "sped"',
    ]
    assert 'did you mean "speed"?' in recorded.answers[2].refused.help


def test_the_same_value_again_is_known_and_changes_nothing() -> None:
    files = {PATH: f"{HEAD}readings:\n  - {{date: 2026-01-31, value: 60}}\n".encode()}
    recorded = take(files, reading("2026-01-31", "60.0"), reading("2026-02-28", "61"), reading("2026-02-28", "61"))
    assert [answer.known for answer in recorded.answers] == [True, False, True]
    assert len(recorded.measures["speed"].readings) == 2


@pytest.mark.parametrize(
    "readings",
    ["&shared [{date: 2026-01-31, value: 60}]", "&a\n  - {date: 2026-01-31, value: 60}"],
)
def test_where_no_place_is_sure_nothing_is_written(readings: str) -> None:
    files = {PATH: f"{HEAD}readings: {readings}\n".encode()}
    recorded = take(files, reading("2026-03-31", "64.5"))
    assert recorded.files == {}
    assert "add it by hand" in recorded.answers[0].refused.help


def test_a_file_that_two_measures_read_is_left_alone() -> None:
    text = f"{HEAD}readings: r.csv\n---\n{HEAD.replace('speed', 'other')}readings: r.csv\n"
    recorded = take({PATH: text.encode(), CSV: b"date,value\n2026-01-31,60\n"}, reading("2026-03-31", "64.5"))
    assert recorded.files == {}
    assert recorded.answers[0].refused.message == 'several measures read "plans/r.csv"'


OUTCOME = "kind: outcome\nid: o\ntitle: People get answers\n"
SAID = '{date: 2026-06-30, says: at-risk, note: "late: 3"}'
ON_LINES = """checkins:
  date: 2026-01-31
  note: |
    two
    lines
  says: on-track
tags: a
"""
LISTED = f"""checkins:
  - date: 2026-01-31
    note: |
      two
      lines
    says: on-track
  - {SAID}
tags: a
"""
JUDGED = {
    "no field yet": ("", f"checkins:\n  - {SAID}\n"),
    "one in braces": (
        "checkins: {date: 2026-01-31, says: on-track}\n",
        f"checkins: [{{date: 2026-01-31, says: on-track}}, {SAID}]\n",
    ),
    "one on lines": (ON_LINES, LISTED),
}


@pytest.mark.parametrize("name", JUDGED)
def test_a_judgement_is_added(name: str) -> None:
    before, after = ((OUTCOME + text).encode() for text in JUDGED[name])
    outcome = load({PATH: before}).plan.find("o", Outcome)
    assert outcome is not None
    said = Checkin(TODAY, "at-risk", "late: 3")
    assert record_judgement(outcome, before, said) == after
    again = load({PATH: after}).plan.find("o", Outcome)
    assert again is not None
    assert record_judgement(again, after, said) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("64", "64"),
        ("64.50", "64.50"),
        ("\u22123", "-3"),
        ("+5", "5"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("007", "7"),
        ("5.", "5"),
    ],
)
def test_a_number_is_kept_as_typed_where_it_is_plain(text: str, value: str) -> None:
    assert read_value(text) == value


@pytest.mark.parametrize("text", ["", "abc", "64,5", "nan", "inf", "1e999", "0x10", "1_000", "5 percent"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert isinstance(read_value(text), Refused)


NOTES = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: " ".join(text.split()) or None
)
SERIES = st.dictionaries(st.dates(date(2026, 1, 1), TODAY), st.tuples(st.integers(0, 100), NOTES), max_size=8)


def as_yaml(style: str, series: list[tuple[date, tuple[int, str | None]]]) -> str:
    from alignctl.edit.templates import quote

    entries = [
        [f"date: {day.isoformat()}", f"value: {value}", *([f"note: {quote(note)}"] if note else [])]
        for day, (value, note) in series
    ]
    if style == "flow":
        return "readings: [" + ", ".join("{" + ", ".join(entry) + "}" for entry in entries) + "]\n"
    if not entries:
        return ""
    if style == "braces":
        return "readings:\n" + "".join("  - {" + ", ".join(entry) + "}\n" for entry in entries)
    return "readings:\n" + "".join("  - " + "\n    ".join(entry) + "\n" for entry in entries)


@settings(deadline=None, max_examples=150)
@given(SERIES, SERIES, st.sampled_from(["flow", "braces", "lines", "csv"]))
def test_taking_readings_adds_them_and_no_more(
    old: dict[date, tuple[int, str | None]], new: dict[date, tuple[int, str | None]], style: str
) -> None:
    series = sorted(old.items())
    files = {PATH: f"{HEAD}readings: r.csv\ntags: end\n".encode(), CSV: b""}
    if style == "csv":
        rows = (
            f'{day.isoformat()},{value},"{(note or "").replace(chr(34), chr(34) * 2)}"' for day, (value, note) in series
        )
        files[CSV] = "\n".join(["date,value,note", *rows]).encode()
    else:
        files = {PATH: f"{HEAD}{as_yaml(style, series)}tags: end\n".encode()}
    before = load(files).plan.find("speed", Kpi)
    assert before is not None
    assert not before.broken
    recorded = take(files, *(Entry("speed", day, str(value), note) for day, (value, note) in new.items()))
    after = {**files, **recorded.files}
    for path, data in files.items():
        kept = iter(after[path].decode())
        assert all(character in kept for character in data.decode()), "a character of the file is gone"
    want = {**{r.date: r for r in before.readings}}
    for answer in recorded.answers:
        if answer.is_new:
            want[answer.entry.day] = Reading(answer.entry.day, float(answer.entry.value), answer.entry.note)
        else:
            assert answer.entry.day in old
    kpi = load(after).plan.find("speed", Kpi)
    assert kpi is not None
    assert list(kpi.readings) == [want[day] for day in sorted(want)]
    assert kpi.tags == ("end",)
    assert re.search(r"tags: end\n\Z", after[PATH].decode())
