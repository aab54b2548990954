"""What most commands begin with: find the configuration, settle the day, load the plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alignctl.config import Config, ConfigError, find_config, read_config
from alignctl.garbage import collection_paused, pass_over_what_is_kept
from alignctl.plan.dates import parse_day
from alignctl.records import Record, record

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from alignctl.change.moment import Moment, Past
    from alignctl.diagnostics import Summary
    from alignctl.lint.baseline import Baseline
    from alignctl.lint.rule import Rule
    from alignctl.load.load import Loaded
    from alignctl.plan.items import Item
    from alignctl.plan.plan import Plan


F = TypeVar("F", bound=Callable[..., Any])


def plan_options(command: F) -> F:
    """Add `--config`, `--today` and `--no-cache`, for every command that opens a plan; `open_plan` reads them."""

    today = click.option(
        "--today",
        metavar="DAY",
        expose_value=False,
        callback=_keep,
        help="Judge as of this day (year-month-day) instead of the configured one.",
    )
    no_cache = click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Read every file anew, and keep nothing for the next run.",
    )
    return config_option(today(no_cache(command)))


def config_option(command: F) -> F:
    """Add `--config` alone, for commands that judge nothing; `open_config` reads it."""
    option = click.option(
        "--config",
        type=click.Path(),
        metavar="FILE",
        expose_value=False,
        callback=_keep,
        help="Use this configuration, not the alignctl.yaml found upward from here.",
    )
    return option(command)


def at_option(command: F) -> F:
    """Add `--at`, for commands that read a plan and write none; `open_plan` reads it."""
    option = click.option(
        "--at",
        metavar="REF",
        expose_value=False,
        callback=_keep,
        help="The plan as it was at a git revision, or at the end of a day (year-month-day) on this branch.",
    )
    return option(command)


def _keep(ctx: click.Context, param: click.Parameter, value: str | bool | None) -> None:
    ctx.meta[f"alignctl.{param.name}"] = value


@record
class Today(Record):
    """The day that everything is judged by, and where it was said: flag, configuration, environment, clock or commit.

    `moment` is the revision that was asked for, where one was.
    """

    day: date
    said_by: str
    moment: Moment | None = None

    def __str__(self) -> str:
        if self.moment is None:
            return f"as of {self.day.isoformat()} ({self.said_by})"
        judged = "" if self.day == self.moment.day else f", judged by {self.day.isoformat()} ({self.said_by})"
        return f"as of {self.moment}{judged}"


@record
class Opened(Record):
    """A plan ready to work with. `past` is where it was read, unless from the files that lie here."""

    config: Config
    today: Today
    loaded: Loaded
    past: Past | None = None

    @property
    def plan(self) -> Plan:
        return self.loaded.plan

    def item(self, item_id: str) -> Item:
        """The item with this id. Raises click.UsageError with the nearest id."""
        from alignctl.plan.nearest import nearest

        item = self.plan.get(item_id)
        if item is None:
            close = nearest(item_id, self.plan.ids)
            hint = f'; did you mean "{close}"?' if close else '; "alignctl list" shows all ids'
            raise click.UsageError(f'there is no item "{item_id}" in the plan{hint}')
        return item

    def paths_of(self, item_id: str) -> tuple[str, ...]:
        """The file of each document with this id, those too that cannot be used; sorted."""
        items = [item.origin.path for item in self.plan.items if item.id == item_id]
        return tuple(sorted([*items, *(e.origin.path for e in self.plan.placeholders if e.id == item_id)]))

    def refuse_shared(self, item_id: str) -> None:
        """Raise click.UsageError where several documents have this id, so that none is surely meant."""
        paths = self.paths_of(item_id)
        if len(paths) > 1:
            raise click.UsageError(
                f'{len(paths)} documents have the id "{item_id}", in {" and ".join(sorted(set(paths)))}; '
                "give one of them another id by hand first"
            )


def open_config(ctx: click.Context) -> Config:
    """The configuration in force, read once a run. Raises click.UsageError where it is broken."""
    known: Config | None = ctx.meta.get("alignctl.read config")
    if known is None:
        known = ctx.meta["alignctl.read config"] = _read_config(ctx.meta.get("alignctl.config"))
    return known


def _read_config(named: str | None) -> Config:
    try:
        if named is None:
            return find_config(Path.cwd())
        path = Path(named)
        if not path.is_file():
            raise click.UsageError(f'there is no configuration file "{named}"')
        return read_config(path.resolve())
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error


def settle_today(ctx: click.Context, config: Config, moment: Moment | None = None) -> Today:
    """The day to judge by: `--today`, else the configuration, else SOURCE_DATE_EPOCH, else today in UTC.

    Of a plan of the past neither clock is asked: its day is the one that was named, else that of the commit.
    """
    flag = ctx.meta.get("alignctl.today")
    if flag is not None:
        try:
            return Today(parse_day(flag), "--today", moment)
        except ValueError:
            raise click.UsageError(f'--today must be a day such as 2026-03-31; "{flag}" is not') from None
    if config.today is not None:
        return Today(config.today, config.file.name if config.file else "configuration", moment)
    if moment is not None:
        return Today(moment.asked or moment.day, "--at" if moment.asked else "the commit", moment)
    return read_clock()


def read_clock() -> Today:
    """The current day in UTC, or the one that SOURCE_DATE_EPOCH names in its place. Raises click.UsageError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        try:
            return Today(datetime.fromtimestamp(int(epoch), UTC).date(), "SOURCE_DATE_EPOCH")
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(f'SOURCE_DATE_EPOCH must be a whole number of seconds; "{epoch}" is not') from None
    return Today(datetime.now(UTC).date(), "today, UTC")


def open_plan(ctx: click.Context, overlay: Mapping[str, bytes] | None = None) -> Opened:
    """Load the whole plan. Findings of loading travel in `loaded.diagnostics`; nothing is judged here."""
    named = ctx.meta.get("alignctl.at")
    if named is not None:
        return _open_past(ctx, named)
    with collection_paused():
        from alignctl.cli.cache import find_cache
        from alignctl.load.load import load_plan

        config = open_config(ctx)
        today = settle_today(ctx, config)
        month, cache = config.fiscal_year_starts, find_cache(ctx, config)
        loaded = load_plan(config.root, config.plans, fiscal_year_starts=month, overlay=overlay or {}, cache=cache)
        pass_over_what_is_kept()
    return Opened(config, today, loaded)


def _open_past(ctx: click.Context, named: str) -> Opened:
    """The plan as it was, by the configuration of its time. Raises click.UsageError with the remedy."""
    from alignctl.change.git import GitError
    from alignctl.change.moment import read_past
    from alignctl.cli.cache import find_cache

    config = open_config(ctx)
    try:
        past = read_past(config, named, os.environ, find_cache(ctx, config))
    except GitError as error:
        raise click.UsageError(f"{error}") from error
    snapshot, moment = past.snapshot, past.moment
    if snapshot.config_error is not None:
        why = f"the configuration of {moment} cannot be read ({snapshot.config_error})"
        click.echo(f"{why}; the one that lies here is used", err=True)
    today = settle_today(ctx, snapshot.config, moment)
    click.echo(f"the plan {today}", err=True)
    return Opened(snapshot.config, today, snapshot.loaded, past)


def examine_opened(opened: Opened, **choices: Any) -> Summary:
    """Judge a plan that was opened; `choices` are those of `alignctl.examination.examine`. Raises click.UsageError."""
    with collection_paused():
        from alignctl.examination import examine

    if opened.past is not None and choices.get("baseline") is None and opened.config.baseline is not None:
        choices["baseline"] = _past_baseline(opened.past)
    try:
        return examine(opened.loaded, opened.config, opened.today.day, str(opened.today), **choices)
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error


def _past_baseline(past: Past) -> Baseline:
    """The baseline as it was. Raises click.UsageError."""
    from alignctl.gate import baseline_of

    try:
        return baseline_of(past.snapshot, past.snapshot.config)
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error


def rules_here(config: Config) -> tuple[Rule, ...]:
    """Every rule there is with this configuration. Raises click.UsageError."""
    from alignctl.examination import known_rules

    try:
        return known_rules(config)
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error


def complete_ids(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the plan that begin like this, with titles, for a shell; none where the plan cannot be opened."""
    from click.shell_completion import CompletionItem

    from alignctl.cli.terminal import clean

    try:
        plan = open_plan(ctx).plan
    except click.ClickException:
        return []
    titles = {item.id: item.title for item in plan.items}
    return [
        CompletionItem(item_id, help=clean(titles.get(item_id) or "") or None)
        for item_id in plan.ids
        if item_id.startswith(incomplete)
    ]


def complete_rules(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes and names of rules that begin like this, for a shell; ours alone where the configuration is broken."""
    from click.shell_completion import CompletionItem

    from alignctl.lint.rules import RULES

    try:
        rules = rules_here(open_config(ctx))
    except click.ClickException:
        rules = RULES
    codes = [CompletionItem(rule.code, help=rule.name) for rule in rules if rule.code.startswith(incomplete.upper())]
    names = [CompletionItem(rule.name, help=rule.code) for rule in rules if rule.name.startswith(incomplete)]
    return [*codes, *(names if incomplete else ())]
