"""The life of a plan as it is told: what each commit changed, which goalposts it moved, and the life of one item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from alignctl.change.changes import Change, ChangeKind, Effect, NotCompared
from alignctl.change.comparison import Comparison
from alignctl.change.declared import find_declaration
from alignctl.change.git import Repository
from alignctl.change.history_log import Commit
from alignctl.change.history_walk import Step, Walk
from alignctl.config import Config
from alignctl.load.load import Loaded
from alignctl.plan.items import Hypothesis, Item
from alignctl.records import Record, record

_MOVING = (Effect.EASIER, Effect.HARDER, Effect.LATER, Effect.SOONER)
_MOVED = (ChangeKind.TARGET_MOVED, ChangeKind.TARGET_DROPPED, ChangeKind.EXPECTATION_MOVED)
_FIELDS = frozenset({"targets", "moves", "baseline", "direction", "counts", "path", "guards", "end", "due", "every"})


@record
class Told(Record):
    """One change. `goalpost`: it moved what is to be reached, or by when; `recorded`: `revisions` says so, and why."""

    change: Change
    goalpost: bool = False
    recorded: bool = False


@record
class Chapter(Record):
    """What one commit did to the plan.

    `authors` wrote it; of a merge they are the authors on its branch. `bridged` are files that could not be read in the
    revision before, so that what stood there earlier was compared. `begins` says that there was no plan before.
    `settings` tells of those that decide where the plan lies and what its dates mean.
    """

    commit: Commit
    authors: tuple[str, ...]
    told: tuple[Told, ...]
    not_compared: tuple[NotCompared, ...] = ()
    bridged: tuple[str, ...] = ()
    begins: bool = False
    settings: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """Who did it, in words. The names are whatever somebody typed."""
        names = ", ".join(self.authors)
        return names if self.commit.author in self.authors else f"{names}, merged by {self.commit.author}"

    @property
    def goalposts(self) -> tuple[Told, ...]:
        """The changes that moved a goalpost."""
        return tuple(each for each in self.told if each.goalpost)


@record
class History(Record):
    """The life of a plan, the newest first.

    `looked_at` counts the commits that touched its files. `older` says that there are commits before these, which were
    not asked for; `cut_off`, the commit at which a shallow clone ends.
    """

    chapters: tuple[Chapter, ...]
    looked_at: int
    older: bool = False
    cut_off: Commit | None = None
    lives: Mapping[str, tuple[Chapter, ...]] = field(default_factory=dict)

    def of(self, item_id: str) -> tuple[Chapter, ...]:
        """What happened to an item, under the names it had before too."""
        return self.lives.get(item_id, ())


def read_history(
    repository: Repository, config: Config, start: str, limit: int, known: Loaded | None = None
) -> History:
    """The life of a plan up to a commit, of at most `limit` commits that touched it. Raises GitError."""
    chapters: list[Chapter] = []
    looked_at, older = 0, False
    with Walk(repository, config, start, known=known) as walk:
        for step in walk.steps():
            if looked_at == limit:
                older = True
                break
            looked_at += 1
            chapter = tell(walk, step)
            if chapter is not None:
                chapters.append(chapter)
    return History(tuple(chapters), looked_at, older, walk.cut_off, _lives(chapters))


def tell(walk: Walk, step: Step) -> Chapter | None:
    """What a step did; None where it changed files and nothing in the plan."""
    comparison = step.comparison
    if not comparison.changes and not comparison.not_compared and not step.settings:
        return None
    pairs = {pair.new.id: pair for pair in comparison.pairs if pair.old is not pair.new}
    succeeded = {pair.old.id for pair in comparison.pairs if pair.how == "replaced_by"}
    told = []
    for change in comparison.changes:
        if change.item in succeeded and change.field not in ("retired", "replaced_by"):
            continue  # what stood there stands in its heir now, and is told there
        pair = pairs.get(change.item)
        moved = pair is not None and _is_goalpost(change, pair.old)
        recorded = moved and pair is not None and find_declaration(comparison, pair, change.field).recorded
        told.append(Told(change, moved, recorded))
    return Chapter(
        step.commit,
        walk.authors_of(step.commit),
        tuple(told),
        _said(comparison),
        step.bridged,
        step.begins,
        step.settings,
    )


def _said(comparison: Comparison) -> tuple[NotCompared, ...]:
    return tuple(sorted(comparison.not_compared, key=lambda entry: (entry.what, entry.why)))


def _is_goalpost(change: Change, old: Item) -> bool:
    """Whether a change moved what is to be reached, or by when. Drafts are free to change, and bets until they run."""
    if old.is_draft or old.retired is not None or (isinstance(old, Hypothesis) and old.status == "proposed"):
        return False
    return change.kind in _MOVED or (change.field in _FIELDS and change.effect in _MOVING)


class Trail:
    """Follows one item back through time, from name to name."""

    def __init__(self, item_id: str) -> None:
        self.ids = {item_id}
        """The names that it had as far as is known by now."""
        self.renamed_to: str | None = None
        """The name that the item got later, where the one that was asked for is an old one."""

    def take(self, chapter: Chapter) -> Chapter | None:
        """What a chapter says about the item; None where it says nothing. Chapters come newest first."""
        told = tuple(each for each in chapter.told if self._concerns(each.change))
        unsure = tuple(entry for entry in chapter.not_compared if entry.item in self.ids)
        for each in told:
            if each.change.kind is ChangeKind.RENAMED:
                if each.change.item in self.ids:
                    self.ids.add(str(each.change.old))
                else:
                    self.renamed_to = each.change.item
        if not told and not unsure:
            return None
        return replace(chapter, told=told, not_compared=unsure)

    def _concerns(self, change: Change) -> bool:
        return change.item in self.ids or (change.kind is ChangeKind.RENAMED and change.old in self.ids)


def _lives(chapters: Iterable[Chapter]) -> dict[str, tuple[Chapter, ...]]:
    """The life of each item by the id it has now, or had last."""
    heirs: dict[str, set[str]] = {}
    lives: dict[str, list[Chapter]] = {}
    for chapter in chapters:
        found: dict[str, list[Told]] = {}
        for each in chapter.told:
            for owner in {each.change.item, *heirs.get(each.change.item, ())}:
                found.setdefault(owner, []).append(each)
        unsure: dict[str, list[NotCompared]] = {}
        for entry in chapter.not_compared:
            if entry.item is not None:
                for owner in {entry.item, *heirs.get(entry.item, ())}:
                    unsure.setdefault(owner, []).append(entry)
        for change in (each.change for each in chapter.told):
            if change.kind is ChangeKind.RENAMED:
                later = {change.item, *heirs.get(change.item, ())}
                heirs.setdefault(str(change.old), set()).update(later)
        for owner in sorted({*found, *unsure}):
            part = replace(chapter, told=tuple(found.get(owner, ())), not_compared=tuple(unsure.get(owner, ())))
            lives.setdefault(owner, []).append(part)
    return {item_id: tuple(each) for item_id, each in sorted(lives.items())}
