"""`check --timing`: how long each rule took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import click


class Stopwatch:
    """Adds up the seconds that each rule takes, by its code."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def watch(self, code: str) -> Iterator[None]:
        """Time what runs inside, and add it to the rule's time."""
        started = perf_counter()
        yield
        self.seconds[code] = self.seconds.get(code, 0.0) + perf_counter() - started

    def print(self) -> None:
        """Print the times on standard error, slowest first."""
        click.echo("seconds by rule; what several rules need counts for the first that asks", err=True)
        for code, seconds in sorted(self.seconds.items(), key=lambda entry: (-entry[1], entry[0])):
            click.echo(f"{seconds:9.4f}  {code}", err=True)
        click.echo(f"{sum(self.seconds.values()):9.4f}  all rules", err=True)
