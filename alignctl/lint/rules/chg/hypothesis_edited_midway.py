from __future__ import annotations

from collections.abc import Iterator

from alignctl.change.changes import Change, ChangeKind
from alignctl.change.likeness import says_the_same
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Hypothesis

BOX = ("start", "end")
DESIGN = ("change", "population", "comparison")
PARTS = ("moves", "signals", *BOX, *DESIGN)


def hypothesis_edited_midway(context: ChangeContext) -> Iterator[ChangeFinding]:
    """What a bet expects, how it is measured or how long it runs was changed once it ran."""
    for pair in context.pairs(Hypothesis):
        old, new = pair.old, pair.new
        assert isinstance(old, Hypothesis)
        assert isinstance(new, Hypothesis)
        since = _since(old, new, context)
        if since is None:
            continue
        for change in context.changes(pair, *PARTS):
            if _counts(change, new):
                yield context.finding(pair, change, f'"{new.id}": {change.text}; {since}')
        if old.status == "running" and new.status in ("draft", "proposed"):
            for change in context.changes(pair, "status"):
                yield context.finding(pair, change, f'"{new.id}" was running, and is {new.status} again')


def _since(old: Hypothesis, new: Hypothesis, context: ChangeContext) -> str | None:
    """From when on the bet may not be edited; None while it is free to change."""
    if old.status == "decided":
        return "the bet was decided" + (f" on {old.result.date.isoformat()}" if old.result is not None else "")
    if old.status == "running":
        return "the bet was running" + (f" since {old.start.first.isoformat()}" if old.start is not None else "")
    started = old.start is not None and old.start.first <= context.today
    if new.result is not None and old.result is None and old.status == "proposed" and started:
        return "the bet is decided with this very change"
    return None


def _counts(change: Change, new: Hypothesis) -> bool:
    """What was not stated and is now is no edit, as long as the result is not known."""
    if change.kind is ChangeKind.LINK_ADDED and change.field == "signals":
        return False
    if change.field in DESIGN and isinstance(change.old, str) and isinstance(change.new, str):
        return not says_the_same(change.old, change.new)
    stated_now = change.old is None and change.kind is not ChangeKind.LINK_ADDED
    return not (stated_now and new.result is None)
