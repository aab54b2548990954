"""Rows of (before, after, expected changes, expected findings), each with its reason in a sentence.

A file in `rows/` holds a plan that all of its rows begin with (`plan`, documents by a short name), and the rows:

    why       the reason, in a sentence; no two rows have the same
    base      what the row's older plan has otherwise: document → fields to set (null takes a field away)
    edit      what the change does: document → fields to set, in the same way; null takes the document away
    files     `base` and `edit` as whole files instead of documents, by path (null takes a file away)
    today     the day, where it is not 30 June 2026
    changes   the changes that must be found, as `kind item field effect`, in order
    findings  the findings, as `CODE severity item field`, in order
    places    where the findings are shown, as `path:line`, in the same order; `path` where no line is known
    says      a piece of text that some finding, or else some change, must contain
    helps     a piece of text that the help of some finding must contain

A row without findings is innocent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from alignctl.change.changes import Change
from alignctl.diagnostics import Diagnostic
from alignctl.gate import Verdict

FOLDER = Path(__file__).parent / "rows"
KEYS = {"why", "base", "edit", "files", "today", "changes", "findings", "places", "says", "helps"}


def rows() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        theme = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
        for number, row in enumerate(theme["rows"], 1):
            yield pytest.param(theme["plan"], row, id=f"{path.stem}-{number:02}")


ROWS = list(rows())


def patched(plan: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """A plan with some fields of some documents set; the text `null` takes a field or a document away."""
    result = {name: dict(fields) for name, fields in plan.items()}
    for name, fields in patch.items():
        if fields == "null":
            del result[name]
            continue
        result.setdefault(name, {})
        for field, value in fields.items():
            if value == "null":
                del result[name][field]
            else:
                result[name][field] = value
    return result


def written(plan: dict[str, Any]) -> dict[str, str]:
    """A plan as one file. Scalars are written plainly, so that numbers and dates are what they look like."""
    return {"plans/plan.yaml": "---\n".join(f"# {name}\n{_document(fields)}" for name, fields in plan.items())}


def _document(fields: dict[str, Any]) -> str:
    return "".join(f"{name}: {_flow(value)}\n" for name, value in fields.items())


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(entry) for entry in value) + "]"
    return value if value in ("true", "false") or _is_plain(value) else json.dumps(value, ensure_ascii=False)


@cache
def _is_plain(value: str) -> bool:
    """Whether a text is a number or a day; much the same ones are asked for in thousands of plans."""
    if not value[:1].isdigit() and value[:1] != "-":
        return False
    return isinstance(yaml.load(value, Loader=yaml.CSafeLoader), int | float | date)


def sides(plan: dict[str, Any], row: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    base = patched(plan, row.get("base") or {})
    before, after = written(base), written(patched(base, row.get("edit") or {}))
    files = row.get("files") or {}
    before |= files.get("base") or {}
    after |= {**_there(files.get("base") or {}), **(files.get("edit") or {})}
    return _there(before), _there(after)


def _there(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if text != "null"}


def change_line(change: Change) -> str:
    return " ".join(filter(None, (change.kind.value, change.item, change.field, change.effect.value)))


def finding_line(finding: Diagnostic) -> str:
    field = str(finding.location.pointer[0]) if finding.location.pointer else ""
    return " ".join(filter(None, (finding.code, finding.severity.label, finding.item or "-", field)))


def place(finding: Diagnostic) -> str:
    span = finding.location.span
    return finding.location.path + (f":{span.line}" if span is not None else "")


@pytest.mark.parametrize(("plan", "row"), ROWS)
def test_row(plan: dict[str, Any], row: dict[str, Any], judge: Callable[..., Verdict]) -> None:
    assert set(row) <= KEYS
    before, after = sides(plan, row)
    verdict = judge(before, after, date.fromisoformat(row.get("today", "2026-06-30")))
    found = sorted(verdict.findings, key=lambda d: (d.code, d.item or "", d.sort_key))
    assert [change_line(c) for c in verdict.comparison.changes] == (row.get("changes") or []), row["why"]
    assert [finding_line(d) for d in found] == (row.get("findings") or []), row["why"]
    if "places" in row:
        assert [place(d) for d in found] == row["places"], row["why"]
    texts = [d.message for d in found] or [c.text for c in verdict.comparison.changes]
    texts += [text for c in verdict.comparison.changes for text in c.consequences]
    assert not row.get("says") or any(row["says"] in text for text in texts), texts
    helps = [d.help or "" for d in found]
    assert not row.get("helps") or any(row["helps"] in text for text in helps), helps


@pytest.mark.parametrize(("plan", "row"), ROWS)
def test_nothing_changes_between_a_plan_and_itself(
    plan: dict[str, Any], row: dict[str, Any], judge: Callable[..., Verdict]
) -> None:
    for side in sides(plan, row):
        verdict = judge(side, side)
        assert (verdict.comparison.changes, verdict.findings, verdict.comparison.consequences) == ((), (), ())


@pytest.mark.parametrize(("plan", "row"), ROWS)
def test_what_is_added_one_way_is_removed_the_other_way(
    plan: dict[str, Any], row: dict[str, Any], judge: Callable[..., Verdict]
) -> None:
    before, after = sides(plan, row)
    there, back = judge(before, after).comparison, judge(after, before).comparison
    if any(pair.how == "replaced_by" for pair in there.pairs):
        return  # an heir is no new item on the way there, and on the way back just gone
    assert [i.id for i in there.added] == [i.id for i in back.removed]
    assert [i.id for i in there.removed] == [i.id for i in back.added]
    lost = {(c.item, c.fact) for c in there.consequences if c.lost}
    if not there.renamed and not back.renamed:
        assert lost == {(c.item, c.fact) for c in back.consequences if not c.lost}


def test_every_row_has_a_reason_of_its_own() -> None:
    reasons = [param.values[1]["why"] for param in ROWS]
    assert len(reasons) >= 150
    assert len(set(reasons)) == len(reasons)
    assert all(len(reason.split()) >= 5 and reason.endswith(".") for reason in reasons)


def test_a_third_of_the_rows_is_innocent() -> None:
    innocent = [param for param in ROWS if not param.values[1].get("findings")]
    assert len(innocent) * 3 >= len(ROWS)
