"""Rules written in Python, from packages that somebody installed. Never from the plan repository."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.lint.policy import UnknownRule
from alignctl.lint.rule import Rule

GROUP = "alignctl.rules"


def load_plugins(names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of these entry points of the group `alignctl.rules`, in the order named.

    An entry point gives an iterable of `Rule`. Raises UnknownRule for one that is not installed or gives other things.
    """
    names = tuple(names)
    if not names:
        return ()
    from importlib.metadata import entry_points

    from alignctl.plan.nearest import nearest

    installed = {entry.name: entry for entry in entry_points(group=GROUP)}
    rules: list[Rule] = []
    for name in names:
        if name not in installed:
            close = nearest(name, installed)
            hint = f'did you mean "{close}"?' if close else "install the package that has it"
            raise UnknownRule(f'plugins: no installed package offers rules called "{name}"; {hint}')
        try:
            offered = tuple(installed[name].load())
        except Exception as error:
            # A package of somebody else's may fail in any way; that is no fault of the plan nor of alignctl.
            raise UnknownRule(f'plugins: "{name}" cannot be loaded: {type(error).__name__}: {error}') from error
        if not all(isinstance(rule, Rule) for rule in offered):
            raise UnknownRule(f'plugins: "{name}" must give rules made with alignctl.lint.rule')
        rules.extend(offered)
    return tuple(rules)
