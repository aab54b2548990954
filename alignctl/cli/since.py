"""`check --since`: what a change brought in, judged by the policy before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alignctl.change.revision import load_by, present
from alignctl.cli.cache import find_cache
from alignctl.cli.opening import Opened, settle_today
from alignctl.cli.sides import HERE, files_left_out, moves_since, read_base
from alignctl.config import Config, ConfigError
from alignctl.garbage import collection_paused
from alignctl.gate import examine_change, policy_before

if TYPE_CHECKING:
    from alignctl.diagnostics import Summary


@collection_paused()
def examine_since(
    ctx: click.Context, opened: Opened, since: str, only_new: bool, choices: dict[str, Any]
) -> tuple[Summary, Config]:
    """Judge a plan that was opened, and its change since a revision; gives the configuration that judged as well.

    `choices` are those of `alignctl.examination.examine`. Raises click.UsageError.
    """
    left_out = files_left_out(opened.config)
    loaded = load_by(opened.config, find_cache(ctx, opened.config), left_out) if left_out else opened.loaded
    base = read_base(ctx, opened.config, since, loaded)
    head = present(loaded, opened.config, HERE)
    policy = policy_before(base, head)
    today = settle_today(ctx, policy)
    try:
        moves = moves_since(opened.config, since)
        summary = examine_change(base, head, today.day, str(today), only_new=only_new, find_moves=moves, **choices)
        return summary, policy
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error
