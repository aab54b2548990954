"""The whole plan as JSON for other programs: every field as the plan has it, and how each item is doing.

Only who gave an answer of an assessment (team, role, number) is left out: what lies on a site lies open.

`version` is that of this form. It grows when a field goes or changes its meaning; new fields alone do not raise it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from alignctl.diagnostics import Diagnostic
from alignctl.load.schema import bundle
from alignctl.plan.dates import Period
from alignctl.plan.items import NOT_WRITTEN, Assessment, Item, Kpi
from alignctl.plan.parts import Response
from alignctl.publish.paths import item_path
from alignctl.publish.site import Site

PLAN_JSON = "plan.json"
PLAN_SCHEMA = "plan.schema.json"
"""Where the plan as data, and the schema of that, stand on the site."""

FORMAT = "alignctl-plan"
VERSION = 1


def plan_json_parts(site: Site) -> Iterator[str]:
    """The plan as JSON, piece by piece, each item and finding on a line of its own; fields that say nothing left out.

    As one value a plan of ten thousand items takes 100 MB.
    """
    frame = {
        "format": FORMAT,
        "version": VERSION,
        "tool": f"alignctl {site.version}",
        "name": site.name,
        "today": site.today.isoformat(),
    }
    unreadable = [{"id": entry.id, "kind": entry.kind, "path": entry.origin.path} for entry in site.plan.placeholders]
    lists: dict[str, Iterator[object]] = {
        "items": (_item(site, item) for item in site.plan.items),
        "unreadable": iter(unreadable),
        "findings": (_finding(found) for found in site.findings),
    }
    yield "{" + ",".join(f"\n{_dump(name)}: {_dump(value)}" for name, value in frame.items())
    for name, entries in lists.items():
        yield f",\n{_dump(name)}: ["
        for number, entry in enumerate(entries):
            yield f"{',' if number else ''}\n{_dump(entry)}"
        yield "\n]"
    yield "\n}\n"


def _finding(found: Diagnostic) -> dict[str, object]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.label,
        "message": found.message,
        "help": found.help,
        "item": found.item,
        "path": found.location.path,
        "line": found.location.span.line if found.location.span else None,
    }


_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def plan_schema() -> str:
    """The JSON Schema that every plan.json fits, as a file that refers to nothing outside itself."""
    return json.dumps(bundle("plan-json"), ensure_ascii=False, indent=1) + "\n"


def _item(site: Site, item: Item) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": item.kind}
    cls: Any = type(item)
    for name in _fields(cls):
        if name in NOT_WRITTEN:
            continue
        value = _plain(getattr(item, name))
        if value not in (None, [], ""):
            values[name] = value
    if isinstance(item, Assessment) and item.responses:
        values["responses"] = _plain(_unattributed(item.responses))
    values |= {name: _plain(value) for name, value in item.extensions}
    values["path"] = item.origin.path
    if site.is_page(item):
        values["page"] = item_path(item)
    if isinstance(item, Kpi):
        progress = site.progress(item)
        values["progress"] = {
            "state": progress.state,
            "attained": progress.attained,
            "on_pace": progress.on_pace,
            "due": progress.due,
            "ratio": progress.ratio,
            "margin": progress.margin,
            "stale": progress.stale,
        }
    return values


def _unattributed(responses: Sequence[Response]) -> list[Response]:
    """Answers without who gave them, in an order of their own: small groups are not told apart on a site."""
    bare = [dataclasses.replace(response, team=None, role=None, respondent=None) for response in responses]
    return sorted(bare, key=lambda r: (r.question, r.score is not None, r.score or 0, r.answer or "", r.read_as))


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    return tuple(entry.name for entry in dataclasses.fields(cls))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Period):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((name, _plain(getattr(value, name))) for name in _fields(type(value)))
        return {name: each for name, each in fields if each not in (None, [])}
    return value
