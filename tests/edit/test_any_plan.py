"""What must hold of every plan, however it is laid out: mending undoes slips, renaming and formatting do only that.

Plans are drawn as values, then written with styles, comments and line ends drawn at random.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from alignctl.config import Config
from alignctl.diagnostics import Diagnostic
from alignctl.edit.fixing import apply_fixes, mend
from alignctl.edit.formatting import format_file
from alignctl.edit.placing import settle_fixes
from alignctl.edit.renaming import CannotRename, rename_item
from alignctl.edit.retiring import retire_item
from alignctl.edit.scalars import as_scalar
from alignctl.examination import examine
from alignctl.load.discovery import Refusal
from alignctl.load.load import Loaded, load_sources
from alignctl.load.reader import Reader

PROFILE = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TODAY = date(2026, 6, 30)
CSV = "plans/answers.csv"
TEAMS = ("support", "web-team", "sdg-1.a")
TITLES = ("Customers get an answer", "Support: first line", "2026", "*must* happen", 'It\'s "so"', "ü – ≥ 5 %", "yes")
PROSE = ("One line.", "Two\nlines\n", "  indented\n\nand a gap\n", "# no comment: text", "ends  with\n\n\n")


@dataclass
class Written:
    """A plan as files, with the values it holds."""

    files: dict[str, bytes]
    values: list[dict[str, Any]]
    comments: set[str] = field(default_factory=set)


def models(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The values of a small plan in which every way of naming an item occurs."""
    team = st.sampled_from(TEAMS)
    teams = st.lists(team, min_size=1, max_size=3, unique=True)
    titles = st.sampled_from(TITLES)
    days = sorted(draw(st.sets(st.dates(date(2026, 1, 1), TODAY), min_size=1, max_size=5)))
    plan: list[dict[str, Any]] = [{"kind": "team", "id": name, "title": draw(titles)} for name in TEAMS]
    plan[1]["part_of"] = "support"
    plan.append({"kind": "strategy", "id": "one-answer", "title": draw(titles), "why": draw(st.sampled_from(PROSE))})
    plan.append(
        {
            "kind": "outcome",
            "id": "answers-first-time",
            "title": draw(titles),
            "supports": draw(st.sampled_from(["one-answer", {"id": "one-answer", "strength": "strong"}])),
            "owner": draw(team),
            "shared_with": draw(teams),
            "agreed": [
                {"team": draw(team), "date": "2026-01-20", "answer": "yes", "note": draw(st.sampled_from(PROSE))}
            ],
            "revisions": {"date": "2026-02-01", "field": "end", "why": "late", "agreed": draw(teams)},
            "x-note": draw(st.sampled_from(["support", 1.0, None, ["web-team"], {"b": True, "a": 1}])),
        }
    )
    plan.append(
        {
            "kind": "kpi",
            "id": "first-contact-resolution",
            "title": draw(titles),
            "measures": ["answers-first-time"],
            "level": "outcome",
            "direction": "increase",
            "unit": draw(st.sampled_from(["percent", "%"])),
            "tags": draw(st.lists(st.sampled_from(["a", "b", "2026", "c d"]), min_size=1, unique=True)),
            "rewards": [{"id": draw(team), "note": "bonus"}, "first"][:1],
            "readings": [{"date": day.isoformat(), "value": n} for n, day in enumerate(days)],
            "countermeasures": [{"date": "2026-03-01", "action": "ask", "owner": draw(team)}],
        }
    )
    plan.append(
        {
            "kind": "hypothesis",
            "id": "call-back",
            "title": draw(titles),
            "change": draw(st.sampled_from(PROSE)),
            "moves": draw(
                st.sampled_from(
                    ["first-contact-resolution", {"id": "first-contact-resolution", "from": 1, "to": 2, "by": 2026}]
                )
            ),
            "teams": draw(teams),
            "result": {
                "date": "2026-05-01",
                "decision": "stop",
                "observed": [{"kpi": "first-contact-resolution", "value": 1.5}],
            },
            "funding": {"amount": 5, "currency": "EUR", "tranches": [{"amount": 5, "after": "call-back"}]},
        }
    )
    plan.append(
        {
            "kind": "assessment",
            "id": "asked",
            "title": "Asked",
            "questionnaire": "hoshin",
            "date": "2026-02-02",
            "responses": "answers.csv",
        }
    )
    for document in plan:
        for name in [key for key in document if key not in ("kind", "id", "title", "change", "date", "questionnaire")]:
            if draw(st.integers(0, 4)) == 0:
                del document[name]
    return plan


class Writer:
    """Writes values as YAML, in styles that are drawn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.comments: set[str] = set()

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def comment(self, lead: str) -> str:
        if not self.chance(6):
            return ""
        text = f'# c{len(self.comments)} don\'t "mind"'
        self.comments.add(text)
        return lead + text

    def scalar(self, value: Any, flow: bool, indent: int) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        styles = ["double", "double"]
        plain = as_scalar(value)
        if not plain.startswith('"'):
            styles += ["plain"] * 4
        if value.isprintable():
            styles.append("single")
        breaks = len(value) - len(value.rstrip("\n"))
        if "\n" in value and breaks < 2 and not flow and not value.startswith(" "):
            styles += ["literal"] * 4
        style = self.draw(st.sampled_from(styles))
        if style == "plain":
            return plain
        if style == "single":
            return "'" + value.replace("'", "''") + "'"
        if style == "literal":
            pad = " " * (indent + self.draw(st.integers(1, 3)))
            lines = "\n".join(pad + line if line else "" for line in value.rstrip("\n").split("\n"))
            return f"|{'' if breaks else '-'}\n{lines}"
        return json.dumps(value, ensure_ascii=False)

    def flow(self, value: Any) -> str:
        if isinstance(value, list):
            return f"[{', '.join(self.flow(entry) for entry in value)}]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(entry)}" for key, entry in value.items()) + "}"
        return self.scalar(value, True, 0)

    def after_colon(self, value: Any, indent: int) -> str:
        space = " " * self.draw(st.sampled_from([1, 1, 1, 3]))
        if isinstance(value, list | dict) and value and self.chance(2):
            inner = indent + self.draw(st.sampled_from([2, 2, 4, 0 if isinstance(value, list) else 2]))
            return self.comment("  ") + "\n" + self.block(value, inner)
        if isinstance(value, list | dict):
            return space + self.flow(value) + self.comment("  ")
        text = self.scalar(value, False, indent)
        return space + text + ("" if text.startswith("|") else self.comment("  "))

    def block(self, value: Any, indent: int) -> str:
        pad = " " * indent
        lines = []
        for entry in value.items() if isinstance(value, dict) else value:
            # What stands above the first of several readings may be about all of them: then they are not put in order.
            first_reading = (
                isinstance(value, list) and entry is value[0] and isinstance(entry, dict) and "value" in entry
            )
            above = "" if first_reading else self.comment(pad)
            lines += [above] if above else []
            if isinstance(value, dict):
                lines.append(f"{pad}{entry[0]}:{self.after_colon(entry[1], indent)}")
            elif isinstance(entry, dict) and self.chance(2):
                lines.append(f"{pad}- {self.block(entry, indent + 2).lstrip(' ')}")
            else:
                lines.append(f"{pad}- {self.flow(entry)}{self.comment('  ')}")
        return "\n".join(line for line in lines if line)

    def document(self, value: Mapping[str, Any]) -> str:
        keys = self.draw(st.permutations(list(value))) if self.chance(2) else list(value)
        text = self.comment("") + "\n"
        for key in keys:
            above = self.comment("")
            gap = "\n" if self.chance(5) else ""
            text += gap + (above + "\n" if above else "") + f"{key}:{self.after_colon(value[key], 0)}\n"
        foot = self.comment("")
        return text.lstrip("\n") + (foot + "\n" if foot else "")


def write(draw: st.DrawFn, values: list[dict[str, Any]], csv: bytes = b"") -> Written:
    """The values as one or two files."""
    writer = Writer(draw)
    cut = draw(st.integers(0, len(values)))
    files = {}
    for name, part in (("plans/a.yaml", values[:cut]), ("plans/b.yaml", values[cut:])):
        text = "---\n".join(writer.document(value) for value in part)
        if writer.chance(4):
            text = "---\n" + text
        if writer.chance(4) and not re.search(r"[|>][^\n]*(\n+[ ]+[^\n]*)*\n*\Z", text):
            text = text.rstrip("\n")
        if writer.chance(4):
            text = text.replace("\n", "\r\n")
        files[name] = (b"\xef\xbb\xbf" if writer.chance(5) else b"") + text.encode()
    return Written({**files, CSV: csv}, values, writer.comments)


@st.composite
def plans(draw: st.DrawFn) -> Written:
    """A plan without slips."""
    csv = 'team,question,answer\r\nsupport,q1,"we, of support"\r\n\'x\',q2,\r\n"web-team",q1,yes'.replace("'x'", "")
    return write(draw, models(draw), csv.encode())


SLIPS = {
    "support": ("suport", "Support", "suppport", "supprot"),
    "web-team": ("Web_Team", "web team", "wbe-team", "webteam"),
    "one-answer": ("one-anwser", "One_Answer"),
    "first-contact-resolution": ("first-contact-resoluton", "First_Contact-Resolution"),
    "answers-first-time": ("answer-first-time", "answers_first_time"),
}
FIELDS = {"owner": "ownr", "shared_with": "shared-with", "measures": "mesures", "teams": "Teams", "title": "titel"}


def with_slips(draw: st.DrawFn, value: Any, key: str = "") -> Any:
    """The same values, each id of another item and some keys misspelt now and then, lists with a double entry."""
    if isinstance(value, dict):
        return {
            FIELDS.get(k, k) if draw(st.integers(0, 5)) == 0 else k: with_slips(draw, v, k) for k, v in value.items()
        }
    if isinstance(value, list):
        entries = [with_slips(draw, entry, key) for entry in value]
        if key in ("tags", "shared_with", "teams") and draw(st.integers(0, 2)) == 0:
            entries.insert(draw(st.integers(1, len(entries))), entries[0])
        if key == "readings":
            entries = draw(st.permutations(entries))
        return entries
    if key in ("owner", "supports", "measures", "shared_with", "teams", "team", "kpi", "moves", "part_of", "after") or (
        key == "id" and draw(st.integers(0, 1)) == 0
    ):
        wrong = [slip for slip in SLIPS.get(value, ()) if key != "id" or re.search(r"[A-Z_ ]", slip)]
        return draw(st.sampled_from([*wrong, value, value])) if value in SLIPS else value
    return (
        {"increase": "Increase", "outcome": "outcom"}.get(value, value)
        if draw(st.integers(0, 3)) == 0 and key in ("direction", "level")
        else value
    )


@st.composite
def slipped(draw: st.DrawFn) -> Written:
    """A plan with slips, and the values that were meant."""
    meant = models(draw)
    written = write(draw, [with_slips(draw, document) for document in meant], b"team,question\nsupport,q1\n")
    for path in ("plans/a.yaml", "plans/b.yaml"):
        text = written.files[path].decode()
        for quoted in ('"Support: first line"', '"*must* happen"', '"%"'):
            if draw(st.booleans()):
                text = re.sub(
                    rf"^((?:title|unit):\s+){re.escape(quoted)}", rf"\g<1>{quoted[1:-1]}", text, flags=re.MULTILINE
                )
        if draw(st.booleans()):
            text = re.sub(r'^(title:\s+)["\']2026["\']', r"\g<1>2026", text, flags=re.MULTILINE)
        written.files[path] = text.encode()
    return Written(written.files, meant, written.comments)


def load(files: Mapping[str, bytes]) -> Loaded:
    plan_files = {path: data for path, data in files.items() if path.endswith(".yaml")}
    return load_sources(plan_files, lambda path: files[path] if path in files else Refusal("missing", "make it"))


def values_of(files: Mapping[str, bytes]) -> list[Any]:
    """The values of all documents, in order; equal values have equal texts."""
    found = []
    for path in sorted(files):
        if path.endswith(".yaml"):
            found += [json.dumps(document.value, sort_keys=True) for document in Reader().read(path, files[path])]
    return found


def judge(
    files: Mapping[str, bytes], overlay: Mapping[str, bytes]
) -> tuple[tuple[Diagnostic, ...], Mapping[str, bytes]]:
    loaded = load({**files, **overlay})
    return examine(loaded, Config(root=Path()), TODAY, "today").shown, loaded.sources


def mended(files: Mapping[str, bytes], unsafe: bool = False) -> dict[str, bytes]:
    result = mend(lambda overlay: judge(files, overlay), lambda d: d.fix is not None and (unsafe or d.fix.safe))
    return {**files, **result.files}


@PROFILE
@given(plans())
def test_the_writer_of_this_test_writes_what_it_means(plan: Written) -> None:
    assert values_of(plan.files) == [json.dumps(value, sort_keys=True) for value in plan.values]


@PROFILE
@given(slipped(), st.booleans())
def test_what_holds_of_mending_any_plan(plan: Written, unsafe: bool) -> None:
    """All of it is tried on each plan: to draw one takes longer than to mend it."""
    mending_gives_back_what_was_meant_and_keeps_comments(plan)
    mending_twice_changes_nothing_more(plan, unsafe)
    one_round_leaves_every_line_alone_that_no_fix_touches(plan)
    a_fix_told_to_the_character_is_the_same_change(plan)


def mending_gives_back_what_was_meant_and_keeps_comments(plan: Written) -> None:
    after = mended(plan.files)
    assert values_of(after) == [json.dumps(value, sort_keys=True) for value in plan.values]
    text = b"".join(after.values()).decode()
    assert all(comment in text for comment in plan.comments)


def mending_twice_changes_nothing_more(plan: Written, unsafe: bool) -> None:
    after = mended(plan.files, unsafe)
    assert mended(after, unsafe) == after


def one_round_leaves_every_line_alone_that_no_fix_touches(plan: Written) -> None:
    """Fixes of one round compose: lines without a finding stay, byte for byte and in order."""
    findings, sources = judge(plan.files, {})
    chosen = [d for d in findings if d.fix is not None and d.fix.safe and d.code in ("REF001", "SCH004", "SCH006")]
    changed, _ = apply_fixes(chosen, sources)
    for path, data in changed.items():
        touched = {d.location.span.line for d in findings if d.location.path == path and d.location.span}
        touched |= {s for d in chosen if d.fix and len(d.fix.edits) > 1 for s in range(10_000)}
        before, after = sources[path].split(b"\n"), data.split(b"\n")
        if len(before) == len(after):
            assert all(b == a for n, (b, a) in enumerate(zip(before, after, strict=True), 1) if n not in touched)


def a_fix_told_to_the_character_is_the_same_change(plan: Written) -> None:
    findings, sources = judge(plan.files, {})
    for found, settled in zip(findings, settle_fixes(findings, sources), strict=True):
        assert (found.fix is None) == (settled.fix is None)
        if found.fix is not None:
            assert apply_fixes([settled], sources)[0] == apply_fixes([found], sources)[0] != {}


@PROFILE
@given(
    plans(),
    st.sampled_from([*TEAMS, "answers-first-time", "first-contact-resolution", "call-back", "asked"]),
    st.sampled_from(["new-name", "2026", "1.5", "x"]),
)
def test_a_renamed_plan_is_the_same_plan_up_to_the_id(plan: Written, old: str, new: str) -> None:
    before = load(plan.files)
    releases_money = b"after: call-back" in b"".join(plan.files.values()).replace(b'"', b"").replace(b"'", b"")
    if old == "call-back" and new[0].isdigit() and releases_money:  # "after: 2026" would be a date
        with pytest.raises(CannotRename):
            rename_item(plan.files, old, new)
        return
    renamed = rename_item(plan.files, old, new)
    after = load({**plan.files, **renamed.files})
    assert [d.code for d in after.diagnostics] == [d.code for d in before.diagnostics]
    expected = sorted(_without_extensions(item).replace(f"'{old}'", f"'{new}'") for item in before.plan.items)
    assert sorted(_without_extensions(item) for item in after.plan.items) == expected
    assert new in after.plan.ids
    assert old not in after.plan.ids
    back = rename_item({**plan.files, **renamed.files}, new, old)
    restored = {**plan.files, **renamed.files, **back.files}
    assert values_of(restored) == values_of(plan.files)


def _without_extensions(item: Any) -> str:
    """An item as a text; fields of one's own stay as they are, so they are left out."""
    names = (entry.name for entry in fields(item) if entry.name != "extensions")
    return "".join(f"{name}={getattr(item, name)!r};" for name in names)


@PROFILE
@given(st.one_of(plans(), slipped()))
def test_formatting_keeps_values_and_comments_and_is_done_once(plan: Written) -> None:
    for path, data in plan.files.items():
        if not path.endswith(".yaml") or any(d.value is None for d in Reader().read(path, data)):
            continue
        after = format_file(data)
        assert values_of({path: after}) == values_of({path: data})
        assert format_file(after) == after
        assert sorted(re.findall(rb"# c\d+ don't", after)) == sorted(re.findall(rb"# c\d+ don't", data))
        assert not re.search(rb"[ \t]+\r?\n\Z", after)


@PROFILE
@given(plans(), st.integers(0, 8), st.sampled_from(TITLES), st.sampled_from([None, "support"]))
def test_retiring_adds_two_fields_and_nothing_else(plan: Written, number: int, why: str, heir: str | None) -> None:
    for path in ("plans/a.yaml", "plans/b.yaml"):
        documents = Reader().read(path, plan.files[path])
        assume(number < len(documents))
        after = retire_item(plan.files[path], documents[number].number, TODAY, why, heir)
        assert after is not None
        expected = [document.value for document in documents]
        expected[number] = {**expected[number], "retired": {"date": "2026-06-30", "why": why}}
        if heir:
            expected[number]["replaced_by"] = heir
        assert values_of({path: after}) == [json.dumps(value, sort_keys=True) for value in expected]
        kept = after.splitlines(keepends=True)
        assert all(
            line.rstrip(b"\r\n") in [k.rstrip(b"\r\n") for k in kept]
            for line in plan.files[path].splitlines(keepends=True)
        )
        break
