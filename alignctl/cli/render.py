"""`alignctl render`: draw the plan. Each view is a module of its own, loaded only when it is drawn."""

from __future__ import annotations

import importlib

import click

VIEWS: dict[str, tuple[str, str]] = {
    "cascade": ("alignctl.cli.render_cascade", "Strategy, outcome, KPI, hypothesis and initiative as a cascade."),
    "strategy-map": (
        "alignctl.cli.render_strategy_map",
        "Strategies and outcomes in four perspectives, and what is to bring about what.",
    ),
    "metric-tree": ("alignctl.cli.render_metric_tree", "KPIs, and what is believed to drive them."),
    "line-of-sight": ("alignctl.cli.render_line_of_sight", "One item, up to its strategies and down to its work."),
    "x-matrix": ("alignctl.cli.render_x_matrix", "Strategies, outcomes, tactics and measures as an X-matrix."),
    "bowling": ("alignctl.cli.render_bowling", "Twelve months of plan over actual for each KPI."),
    "trend": ("alignctl.cli.render_trend", "A KPI over time, against what was due, with the bets that aim at it."),
    "hypothesis-board": ("alignctl.cli.render_hypothesis_board", "Proposed, running and decided bets as cards."),
    "learning-ledger": ("alignctl.cli.render_learning_ledger", "What was decided and learned, and the hit rate."),
    "team-sheet": ("alignctl.cli.render_team_sheet", "What a team works on, and how that contributes."),
    "alignment-matrix": ("alignctl.cli.render_alignment_matrix", "Teams against outcomes; silos and lone outcomes."),
    "commitments": ("alignctl.cli.render_commitments", "Promises between teams, broken and late ones first."),
    "assessment": ("alignctl.cli.render_assessment", "What people say, what the plan measures, what is rewarded."),
    "scoreboard": ("alignctl.cli.render_scoreboard", "Attainment, states, stale data, line of sight, decisions."),
}
"""Each view: the module that holds its command, and its line in the help."""


class ViewGroup(click.Group):
    """A group that imports a view's module only when that view is drawn."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VIEWS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VIEWS:
            return None
        command = importlib.import_module(VIEWS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Views"):
            formatter.write_dl([(name, text) for name, (_, text) in VIEWS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VIEWS and not args[0].startswith("-"):
            from alignctl.plan.nearest import nearest

            close = nearest(args[0], VIEWS)
            hint = f'; did you mean "{close}"?' if close else f"; there are {', '.join(VIEWS)}"
            ctx.fail(f'there is no view "{args[0]}"{hint}')
        return super().resolve_command(ctx, args)


@click.group("render", cls=ViewGroup)
def command() -> None:
    """Draw the plan."""
