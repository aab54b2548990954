"""The word lists that a command reads texts with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import Opened

if TYPE_CHECKING:
    from alignctl.plan.language import WordLists


def words_in_force(opened: Opened) -> WordLists:
    """The word lists as the configuration of the plan changes them. Raises click.UsageError."""
    from alignctl.lint.words import UnknownWord, read_words

    try:
        return read_words(opened.config.words)
    except UnknownWord as error:
        raise click.UsageError(str(error)) from error
