"""The life of a plan for programs. The form is versioned and described by `log.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from alignctl.change.history import Chapter, Told
from alignctl.report.review_json import change_data

VERSION = 1


def report_history_json(
    chapters: Iterable[Chapter],
    *,
    plan: str,
    item: str | None,
    renamed_to: str | None,
    start: str,
    complete: bool,
    cut_off: str | None,
    tool_version: str,
) -> str:
    """The whole report as one JSON object in ASCII, which every encoding can carry, with a line feed at its end."""
    document = {
        "version": VERSION,
        "tool": {"name": "alignctl", "version": tool_version},
        "plan": plan,
        "item": item,
        "renamed_to": renamed_to,
        "start": start,
        "complete": complete,
        "cut_off": cut_off,
        "commits": [_chapter(chapter) for chapter in chapters],
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _chapter(chapter: Chapter) -> dict[str, Any]:
    commit = chapter.commit
    return {
        "commit": commit.id,
        "date": commit.day.isoformat(),
        "time": commit.time,
        "author": commit.author,
        "authors": list(chapter.authors),
        "merge": len(commit.parents) > 1,
        "subject": commit.subject,
        "begins": chapter.begins,
        "changes": [_told(told) for told in chapter.told],
        "not_compared": [{"what": e.what, "why": e.why, "item": e.item} for e in chapter.not_compared],
        "bridged": list(chapter.bridged),
        "settings": list(chapter.settings),
    }


def _told(told: Told) -> dict[str, Any]:
    return {**change_data(told.change), "goalpost": told.goalpost, "recorded": told.recorded}
