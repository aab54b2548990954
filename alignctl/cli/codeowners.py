"""`alignctl codeowners`: the file by which a forge asks the teams that own or share what a change touches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING
from alignctl.cli.opening import Opened, plan_options
from alignctl.cli.terminal import clean
from alignctl.cli.writing import counted, show_changes, write_changes
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.config import Config
    from alignctl.exchange.codeowners import Ownership
    from alignctl.exchange.forges import Forge
    from alignctl.exchange.marked_block import MarkedFile

_FORGES = ("github", "gitlab", "gitea", "forgejo")
_MOST_NAMED = 5


@record
class _Target(Record):
    """The file: the top of the repository, the plan's folder in it, the file's place below the top, and its bytes.

    `data` is None where there is no file yet.
    """

    top: Path
    folder: str
    place: str
    data: bytes | None


@click.command("codeowners")
@click.option("--write", is_flag=True, help="Write the file. Without it, the file is printed as it would be.")
@click.option("--check", is_flag=True, help="Say whether the file is what it should be; exit 1 where it is not.")
@click.option("-o", "--output", metavar="FILE", help="The file, in place of the one that the forge reads.")
@click.option("--forge", type=click.Choice(_FORGES), help="Whose file. Default: what the repository looks like.")
@click.option(
    "--any", "one_is_enough", is_flag=True, help="Let the approval of one of the teams do; GitHub knows nothing else."
)
@plan_options
@click.pass_context
def command(
    ctx: click.Context, write: bool, check: bool, output: str | None, forge: str | None, one_is_enough: bool
) -> int:
    """Write or check the CODEOWNERS file, so that the forge asks the teams that a change concerns.

    Each file of the plan gets the handles ("forge") of the teams that own or share what stands in it; a table of
    readings those of its owners. The teams that the setting "policy_owners" names are asked about the configuration,
    the baseline, CODEOWNERS itself and the documents of teams. Only a block between two marks is kept by this command;
    everything else in the file stays as it is.

    Exit codes: 0 written, printed, or as it should be; 1 the file is out of date, or the plan must be mended first; 2
    misuse; 3 nobody to ask.
    """
    from alignctl.cli.answers import open_for_answers

    if write and check:
        raise click.UsageError("--write and --check do not go together")
    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    doubts = tuple(_doubts(opened))
    if doubts:
        click.echo(f"who is to be asked is not sure: {'; '.join(doubts)}", err=True)
        return EXIT_FINDINGS
    kind = _settle_forge(opened.config, forge)
    target = _find_target(opened.config, kind, output)
    ownership = _ownership(opened, kind, target)
    bad = _tell(opened, kind, ownership)
    if not ownership.claims:
        click.echo('there is nobody to ask: no team that owns or shares a file has a handle under "forge"', err=True)
        return EXIT_FINDINGS if bad else EXIT_NOTHING
    after = _with_rules(kind, target, ownership, one_is_enough)
    if check:
        bad = _check(target, after, _remedy(output, forge, one_is_enough)) or bad
    elif write or output not in (None, "-"):
        _write(target, after)
    else:
        click.echo(after.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), nl=False)
    return EXIT_FINDINGS if bad else EXIT_CLEAN


def _doubts(opened: Opened) -> Iterator[str]:
    """What of the plan cannot be read that says who is asked. A file made without it would ask too few."""
    from alignctl.change.revision import present
    from alignctl.exchange.codeowners import ASKING

    unread = set(present(opened.loaded, opened.config, "").unread) | {e.origin.path for e in opened.plan.placeholders}
    for path in sorted(unread):
        yield f'"alignctl check {clean(path)}" says what is wrong there'
    for item in opened.plan.items:
        broken = sorted(item.broken & ASKING)
        if broken and item.origin.path not in unread:
            where = f'"alignctl check {clean(item.origin.path)}" says which'
            yield f'"{broken[0]}" of {item.kind} "{clean(item.id)}" has errors; {where}'


def _settle_forge(config: Config, name: str | None) -> Forge:
    """The forge that was named, here or in the settings, else that of the address, else whose files lie here."""
    from alignctl.exchange.forges import FORGES
    from alignctl.publish.forge import forge_of

    found = name or config.forge or (forge_of(config.repository) if config.repository is not None else None)
    if found is None:
        top, _ = _top_of(config)
        signs = {".forgejo": "forgejo", ".gitea": "gitea", ".gitlab-ci.yml": "gitlab", ".gitlab": "gitlab"}
        found = next((forge for sign, forge in signs.items() if (top / sign).exists()), "github")
    return FORGES[found]


def _top_of(config: Config) -> tuple[Path, str]:
    """The top of the repository, and the folder of the plan in it; without a repository, the plan's own root.

    Raises click.UsageError where there is one that git does not open: paths would begin at the wrong folder.
    """
    from alignctl.change.git import GitError, find_repository
    from alignctl.change.revision import prefix_of

    try:
        repository = find_repository(config.root, os.environ)
    except GitError as error:
        if any((folder / ".git").exists() for folder in (config.root, *config.root.parents)):
            raise click.UsageError(f"{error}") from error
        return config.root, ""
    return repository.top, prefix_of(repository, config)


def _find_target(config: Config, forge: Forge, output: str | None) -> _Target:
    from alignctl.load.discovery import Refusal, read_inside

    top, folder = _top_of(config)
    there = [place for place in forge.places if os.path.lexists(top / place)]
    place = there[0] if there else forge.home
    if output not in (None, "-"):
        named = Path(str(output)).parent.resolve() / Path(str(output)).name
        if not named.is_relative_to(top.resolve()):
            raise click.UsageError(f'"{output}" lies outside the repository {top}')
        place = named.relative_to(top.resolve()).as_posix()
        first = next((other for other in there if other != place), None)
        if place not in forge.places:
            click.echo(f"note: {forge.title} reads only {', '.join(forge.places)}", err=True)
        elif first is not None and forge.places.index(first) < forge.places.index(place):
            click.echo(f'note: {forge.title} reads "{first}" and so not "{place}"', err=True)
    if not os.path.lexists(top / place):
        return _Target(top, folder, place, None)
    data = read_inside(top, place)
    if isinstance(data, Refusal):
        raise click.UsageError(f'"{place}": {data.message}; {data.help}')
    return _Target(top, folder, place, data)


def _ownership(opened: Opened, forge: Forge, target: _Target) -> Ownership:
    from alignctl.cli.answers import choose_of_kind
    from alignctl.exchange.codeowners import find_ownership
    from alignctl.exchange.forges import is_handle

    config = opened.config
    policy = [
        choose_of_kind(opened, team, "team", '"policy_owners" in the configuration') for team in config.policy_owners
    ]
    start = f"{target.folder}/" if target.folder else ""
    own = [config.file.name if config.file is not None else None, config.baseline]
    files = [target.place, *(start + name for name in own if name is not None)]
    return find_ownership(opened.plan, lambda text: is_handle(forge, text), target.folder, files, policy)


def _tell(opened: Opened, forge: Forge, ownership: Ownership) -> bool:
    """Say on standard error which teams cannot be asked, and which files have nobody. True where a handle is wrong."""
    bad = False
    for team in ownership.unreachable:
        item = opened.plan.get(team.team)
        what = f'team "{clean(team.team)}", to be asked about {counted(team.files, "file")}, '
        if item is None or not team.known:
            click.echo(f"{what}is no team of the plan", err=True)
        elif team.handle is None:
            click.echo(f"{what}has no handle; write forge: {forge.handle} in {clean(item.origin.path)}", err=True)
        else:
            bad = True
            click.echo(
                f'{what}has a handle that {forge.title} would not take, "{clean(team.handle)}", and is left out; '
                f"write forge: {forge.handle} in {clean(item.origin.path)}",
                err=True,
            )
    if ownership.unclaimed:
        named = ", ".join(clean(path) for path in ownership.unclaimed[:_MOST_NAMED])
        more = f" and {len(ownership.unclaimed) - _MOST_NAMED} more" if len(ownership.unclaimed) > _MOST_NAMED else ""
        click.echo(f"nobody is asked about {counted(len(ownership.unclaimed), 'file')}: {named}{more}", err=True)
    return bad


def _with_rules(forge: Forge, target: _Target, ownership: Ownership, one_is_enough: bool) -> bytes:
    """The file with the block as it should be. Raises click.UsageError where the forge would misread it."""
    from alignctl.exchange.forges import write_rules
    from alignctl.exchange.marked_block import BlockError, MarkedFile

    try:
        file = MarkedFile(target.data or b"", target.folder)
    except BlockError as error:
        raise click.UsageError(f'"{target.place}", {error}') from None
    _look_below(forge, target.place, file)
    about = (
        '# Who is asked, as the plan says. "alignctl codeowners --write" makes these lines; change the plan instead.'
    )
    after = file.with_block([about, *write_rules(forge, ownership.claims, one_is_enough=one_is_enough)])
    if forge.most_bytes is not None and len(after) >= forge.most_bytes:
        raise click.UsageError(
            f'"{target.place}" would have {len(after) / 1e6:.1f} MB, and {forge.title} reads none of '
            f"{forge.most_bytes // 1_000_000} MB or more; put more items into one file"
        )
    return after


def _look_below(forge: Forge, place: str, file: MarkedFile) -> None:
    """See what the forge makes of lines below the block. Raises click.UsageError where they would be part of it."""
    rules = [(number, text) for number, text in file.after if text and not text.startswith("#")]
    if not rules or forge.name in ("gitea", "forgejo"):
        return
    number, text = rules[0]
    if forge.name == "github":
        click.echo(f'note: lines below the block count before it (line {number} of "{place}")', err=True)
    elif not text.startswith(("[", "^[")):
        raise click.UsageError(
            f'line {number} of "{place}" would belong to the last section of the block above it; '
            "move that line above the block, or give it a section of its own"
        )


def _check(target: _Target, after: bytes, remedy: str) -> bool:
    """Say how the file differs from what it should be, and what to do. True where it does."""
    if target.data == after:
        click.echo(f"{clean(target.place)} is as the plan says")
        return False
    show_changes({target.place: (target.data or b"", after)})
    what = "is not there" if target.data is None else "is out of date"
    click.echo(f'{clean(target.place)} {what}; type "{remedy}" and commit the file', err=True)
    return True


def _remedy(output: str | None, forge: str | None, one_is_enough: bool) -> str:
    words = ["alignctl codeowners --write", "--any" if one_is_enough else ""]
    words += [f"--forge {forge}" if forge else "", f"-o {clean(output)}" if output not in (None, "-") else ""]
    return " ".join(filter(None, words))


def _write(target: _Target, after: bytes) -> None:
    from alignctl.edit.files import FileExists, write_new

    if target.data == after:
        click.echo(f"{clean(target.place)} is as the plan says already")
        return
    if target.data is not None:
        write_changes(target.top, {target.place: (target.data, after)})
    else:
        try:
            write_new(target.top / target.place, after.decode())
        except FileExists:
            raise click.UsageError(f'"{target.place}" was made by something else meanwhile; type it again') from None
        except OSError as error:
            raise click.UsageError(f'"{target.place}" cannot be written: {error.strerror}') from error
    click.echo(f"wrote {clean(target.place)}")
