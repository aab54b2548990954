"""What every view of `alignctl render` takes: whose items, in which states and time; the format, and the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alignctl.cli.opening import Opened, at_option, complete_ids, plan_options
from alignctl.cli.render_output import check_kind, read_words, settle_form
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.plan.dates import Period
    from alignctl.views.choice import Choice

    C = TypeVar("C", bound=Choice)

F = TypeVar("F", bound=Callable[..., Any])

PICTURES = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}
"""The formats of pictures made of boxes and links, by the endings of file names."""

CHARTS = {".svg": "svg", ".png": "png", ".html": "html", ".csv": "csv"}
SHEETS = {**CHARTS, ".xlsx": "xlsx"}
"""The formats of views that are made of tables."""


@record
class Wanted(Record):
    """What was asked for, as it was typed; `form` is settled, and `suffixes` are the formats there are."""

    strategy: str | None
    team: str | None
    statuses: str | None
    period: str | None
    form: str
    output: Path | None
    suffixes: Mapping[str, str]

    def settle(self, opened: Opened, states: Sequence[str], kind: type[C]) -> C:
        """The choice that a view takes, of items in some of these states. Raises click.UsageError."""
        check_kind(opened, self.strategy, "strategy", "--strategy with the id of a strategy")
        check_kind(opened, self.team, "team", "--team with the id of a team")
        words = read_words(self.statuses, states, "status") if self.statuses is not None else ()
        return kind(self.strategy, self.team, words, _read_period(opened, self.period))


def view_options(suffixes: Mapping[str, str]) -> Callable[[F], F]:
    """Add the options that every view takes; the command gets them as `wanted`."""
    forms = list(dict.fromkeys(suffixes.values()))

    def add(command: F) -> F:
        @wraps(command)
        def run(*args: Any, form: str | None, output: Path | None, **rest: Any) -> Any:
            asked = {name: rest.pop(name) for name in ("strategy", "team", "statuses", "period")}
            wanted = Wanted(**asked, form=settle_form(form, output, suffixes), output=output, suffixes=suffixes)
            return command(*args, wanted=wanted, **rest)

        decorated: Any = run
        for option in (*_filters(), *_files(forms), at_option, plan_options)[::-1]:
            decorated = option(decorated)
        found: F = decorated
        return found

    return add


def _filters() -> tuple[Callable[[F], F], ...]:
    return (
        click.option("--strategy", metavar="ID", shell_complete=complete_ids, help="Only what leads to this strategy."),
        click.option("--team", metavar="ID", shell_complete=complete_ids, help="Only of this team, or a part of it."),
        click.option(
            "--status",
            "statuses",
            metavar="A,B",
            help="Only what stands so, such as running,at-risk; a wrong word lists those there are.",
        ),
        click.option("--period", metavar="PERIOD", help=f"Only what is in force then: {_EXAMPLES}."),
    )


def _files(forms: Sequence[str]) -> tuple[Callable[[F], F], ...]:
    return (
        click.option("-f", "--format", "form", type=click.Choice(forms), help="Default: what -o ends in, else svg."),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="PATH",
            help="A file, or a folder for several pictures.",
        ),
    )


_EXAMPLES = "2026, FY2026, 2026-Q3, FY2026-Q1 or 2026-11"


def _read_period(opened: Opened, text: str | None) -> Period | None:
    from alignctl.plan.dates import parse_period

    try:
        return parse_period(text, opened.plan.fiscal_year_starts) if text is not None else None
    except ValueError as error:
        raise click.UsageError(f"--period: {error}; write it like {_EXAMPLES}") from error
