"""The goalposts that git saw moving in a stretch of days. Where git cannot tell, that is said and nothing fails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from alignctl.change.changes import Effect
from alignctl.change.git import GitError, find_repository
from alignctl.change.history import Chapter, tell
from alignctl.change.history_walk import Walk
from alignctl.config import Config
from alignctl.load.load import Loaded
from alignctl.plan.goalpost_record import GitReach, GoalpostMove
from alignctl.plan.phrases import one_line

_EFFECTS = (Effect.EASIER, Effect.HARDER, Effect.LATER, Effect.SOONER)


def find_moves_between(
    config: Config,
    environment: Mapping[str, str],
    first: date,
    last: date,
    *,
    start: str = "HEAD",
    known: Loaded | None = None,
) -> tuple[tuple[GoalpostMove, ...], GitReach]:
    """The goalposts moved by commits from `first` to `last`, on the way back from `start`, and how far git could tell.

    `environment` is what git runs in; `known` is what was loaded of the plan at `start`.
    """
    if not config.site.history:
        return (), GitReach("off")
    moves: list[GoalpostMove] = []
    oldest: date | None = None
    reached = False
    try:
        repository = find_repository(config.root, environment)
        with Walk(repository, config, repository.resolve(start), known=known) as walk:
            for step in walk.steps():
                oldest = step.commit.day
                reached = oldest < first
                if reached:
                    break
                chapter = tell(walk, step) if oldest <= last else None
                moves += _moves_of(chapter) if chapter is not None else []
            cut_off = walk.cut_off
    except GitError as error:
        # A pack is handed out: where it lay on somebody's disk is nobody's business.
        return (), GitReach(one_line(str(error).partition(";")[0].replace(str(config.root), "the folder of the plan")))
    if oldest is None and cut_off is None:
        return (), GitReach("git knows no version of this plan")
    if reached or (cut_off is not None and cut_off.day < first):
        return tuple(moves), GitReach()
    return tuple(moves), GitReach(begins=cut_off.day if cut_off is not None else oldest, cut_off=cut_off is not None)


def _moves_of(chapter: Chapter) -> list[GoalpostMove]:
    return [
        GoalpostMove(
            told.change.item,
            one_line(told.change.title),
            told.change.field,
            chapter.commit.day,
            told.change.text,
            told.change.effect.value if told.change.effect in _EFFECTS else "",
            told.recorded,
            by=one_line(chapter.by),
        )
        for told in chapter.goalposts
    ]
