"""`alignctl completion`: what a shell needs to complete commands, options and ids."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the script that lets a shell complete commands, options and the ids of the plan.

    bash: alignctl completion bash > ~/.local/share/bash-completion/completions/alignctl; zsh: a file _alignctl in a
    folder of $fpath; fish: alignctl completion fish > ~/.config/fish/completions/alignctl.fish.
    """
    from click.shell_completion import get_completion_class

    from alignctl.cli.main import alignctl

    completion = get_completion_class(shell)
    assert completion is not None  # the choices above are the shells that click knows
    click.echo(completion(alignctl, {}, "alignctl", "_ALIGNCTL_COMPLETE").source())
    return 0
