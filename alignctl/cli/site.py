"""`alignctl site`: build, serve or write out the site."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.cache import find_folder
from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS, EXIT_MISUSE
from alignctl.cli.opening import Today, at_option, open_config, open_plan, plan_options, settle_today
from alignctl.config import Config, ConfigError

if TYPE_CHECKING:
    from alignctl.change.moment import Past
    from alignctl.publish.unchanged import Record
from alignctl.publish.address import MKDOCS_FILES, find_published
from alignctl.publish.crew import Crew, Tell, tell_nobody

_BAR = 40


@click.group("site")
def command() -> None:
    """Build, serve or write out the site."""


@command.command("build")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Default: as mkdocs.yml says.")
@click.option("--strict", is_flag=True, help="Fail on warnings of MkDocs, such as a link that leads nowhere.")
@at_option
@plan_options
@click.pass_context
def build(ctx: click.Context, output: Path | None, strict: bool) -> int:
    """Build the site with MkDocs, as mkdocs.yml beside the plan's configuration says; without one, with defaults.

    The folder is replaced when all is done, and stays as it was when anything fails. Where it holds this very site
    already, nothing is done; --no-cache builds nevertheless. Findings are pages and end
    nothing, unless mkdocs.yml says "fail_on" under the plugin. With --at the plan is that of another time; pages that
    people wrote are those that lie here.

    Exit codes: 0 built, 1 MkDocs or "fail_on" refused, 2 misuse, 70 a fault of alignctl.
    """
    from alignctl.publish.folder import NotOursError, check_folder, replace_folder

    config, today, past = _settle(ctx)
    with _mkdocs_file(config) as file:
        from mkdocs.commands.build import build as build_site

        from alignctl.publish.rendering import can_render, render_site
        from alignctl.publish.unchanged import Build, digest_folder, digest_inputs
        from alignctl.publish.workplace import remove_leftovers

        _log_to_stderr(logging.WARNING)
        plain = _load(file, config, today, past)
        target = (output or Path(plain["site_dir"])).absolute()
        record = _find_record(ctx, config, target) if can_render(plain) else None

        def fill(folder: Path) -> tuple[Mapping[str, str] | None, str]:
            settings = _load(file, config, today, past, strict=strict or None, site_dir=str(folder))
            if not can_render(settings):
                build_site(settings)
                return None, ""
            with _crew(folder) as crew:
                plugin = settings.plugins["alignctl"]
                plugin.crew = crew
                written = render_site(settings, plugin, crew)
                return plugin.companions, digest_folder(folder, crew, written) if record is not None else ""

        try:
            check_folder(target)
            if record is None:
                replace_folder(target, fill)
            else:
                moment = f"{past.moment!r}" if past is not None else ""
                facts = (f"{today.day}", said_by(today), f"{strict}", moment, f"{datetime.now(UTC).date()}")
                inputs = Build(config, plain, os.environ, facts)
                before = digest_inputs(inputs)
                if record.holds(inputs, before):
                    remove_leftovers(target)
                    click.echo(f"{target} holds this site already, {today}; open {target / 'index.html'}")
                    return EXIT_CLEAN
                companions, output_digest = replace_folder(target, fill)
                record.keep(inputs, companions, before, output_digest)
        except NotOursError as error:
            raise click.UsageError(f"{error}") from error
        except OSError as error:
            return _cannot_write(target, error)
        except SystemExit as refused:  # how MkDocs says no; it has said why
            click.echo(f"the site was not built; {target} is as it was" if target.exists() else f"{refused}", err=True)
            return EXIT_FINDINGS
    pages = sum(name.endswith(".html") for _, _, names in os.walk(target) for name in names)
    click.echo(f"wrote {target}: {pages} pages, {today}; open {target / 'index.html'}")
    return EXIT_CLEAN


@command.command("serve")
@click.option("-a", "--addr", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@plan_options
@click.pass_context
def serve(ctx: click.Context, addr: str) -> int:
    """Serve the site on this machine, and build it anew when a plan file or a page changes. Ctrl-C ends it.

    Exit codes: 0 ended, 1 MkDocs or "fail_on" refused, 2 misuse, 70 a fault of alignctl.
    """
    config = open_config(ctx)
    today = settle_today(ctx, config)
    with _mkdocs_file(config) as file:
        from mkdocs.commands.serve import serve as serve_site

        _log_to_stderr(logging.INFO)
        plugins = _plugins(file, config, today)
        _load(file, config, today)
        try:
            serve_site(str(file), dev_addr=addr, plugins=plugins)
        except OSError as error:
            raise click.UsageError(
                f"cannot listen on {addr}: {error.strerror}; name another place with --addr 127.0.0.1:PORT"
            ) from error
        except SystemExit:
            return EXIT_FINDINGS
    return EXIT_CLEAN


@command.command("pages")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@at_option
@plan_options
@click.pass_context
def pages(ctx: click.Context, folder: Path) -> int:
    """Write all pages as Markdown files, for any site generator, with plan.json and what they need beside them.

    DIR is replaced as a whole; it must be new, empty, or written by this command before.

    Exit codes: 0 written, 2 misuse, 70 a fault of alignctl.
    """
    from alignctl.publish.assets import make_assets
    from alignctl.publish.folder import NotOursError, check_folder, replace_folder, write_files
    from alignctl.publish.markdown_files import markdown_file
    from alignctl.publish.pages import build_pages
    from alignctl.publish.shelf import take
    from alignctl.publish.source import read_site

    _, today, past = _settle(ctx)
    config = past.snapshot.config if past is not None else open_config(ctx)
    try:
        check_folder(folder.absolute())
        site = read_site(
            config,
            today.day,
            said_by(today),
            environment=os.environ,
            past=past,
            published=find_published(config.root),
        )
        assets = make_assets()

        def fill(fresh: Path) -> int:
            with _crew(fresh) as crew:
                built = build_pages(site, crew=crew)
                made = ((f"{page.path}index.md", markdown_file(take(page), assets)) for page in built.pages)
                write_files(fresh, chain(made, built.files.items(), assets.files.items()))
                return len(built.pages)

        count = replace_folder(folder, fill)
    except (ConfigError, NotOursError) as error:
        raise click.UsageError(f"{error}") from error
    except OSError as error:
        return _cannot_write(folder, error)
    click.echo(f"wrote {folder}: {count} pages, {today}")
    return EXIT_CLEAN


def _find_record(ctx: click.Context, config: Config, target: Path) -> Record | None:
    """What is kept of the last build into a folder; None where nothing is to be kept."""
    folder = find_folder(ctx, config)
    if folder is None:
        return None
    from alignctl.publish.unchanged import Record

    return Record(folder / "sites", target)


@contextmanager
def _crew(folder: Path) -> Iterator[Crew]:
    """As many processes as there are processors, with a place beside a folder that is being filled.

    More than four gain little and take memory. On a terminal a bar says how far they are.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    processes = min(4, len(affinity(0)) if affinity is not None else os.cpu_count() or 1)
    from alignctl.garbage import collection_paused, pass_over_what_is_kept

    work = tempfile.TemporaryDirectory(dir=folder.parent, prefix="pages-")
    with work as place, _progress() as tell, collection_paused():  # pages hold no rings either
        yield Crew(processes, Path(place), tell)
        pass_over_what_is_kept()  # all that is there goes with the process


@contextmanager
def _progress() -> Iterator[Tell]:
    """A bar on a terminal that says how far a long work is; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield tell_nobody
        return

    def show(what: str, done: int, of: int) -> None:
        full = _BAR * done // max(of, 1)
        click.echo(
            f"\r\x1b[K{what:14}[{'#' * full}{'-' * (_BAR - full)}] {100 * done // max(of, 1):3} %", err=True, nl=False
        )

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)


def _settle(ctx: click.Context) -> tuple[Config, Today, Past | None]:
    """The configuration that lies here, the day to judge by, and the plan of another time, where one is wanted."""
    if ctx.meta.get("alignctl.at") is None:
        config = open_config(ctx)
        return config, settle_today(ctx, config), None
    opened = open_plan(ctx)
    return open_config(ctx), opened.today, opened.past


def said_by(today: Today) -> str:
    """Who settled the day, and whose plan it is."""
    return today.said_by if today.moment is None else f"{today.said_by}, {today.moment}"


def _cannot_write(target: Path, error: OSError) -> int:
    click.echo(f"{target} cannot be written: {error.strerror}; name another place", err=True)
    return EXIT_MISUSE


@contextmanager
def _mkdocs_file(config: Config) -> Iterator[Path]:
    """The mkdocs.yml beside the plan's configuration, or one with defaults that lasts as long as it is needed."""
    for name in MKDOCS_FILES:
        if (config.root / name).is_file():
            yield config.root / name
            return
    import yaml

    with tempfile.TemporaryDirectory(prefix="alignctl-") as work:
        docs = Path(work) / "site"
        docs.mkdir()
        settings = {
            "site_name": config.name,
            "docs_dir": str(docs),
            "site_dir": str(config.root / "build" / "site"),
            "theme": {"name": "alignctl"},
            "plugins": ["search", "alignctl"],
        }
        file = Path(work) / "mkdocs.yml"
        file.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
        yield file


def _load(file: Path, config: Config, today: Today, past: Past | None = None, **changes: Any) -> Any:
    """MkDocs' own configuration. Raises click.UsageError where it cannot be used."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        return load_config(str(file), plugins=_plugins(file, config, today, past), **changes)
    except (Abort, ConfigurationError) as error:
        raise click.UsageError(f"{file.name}: {error}") from error


def _plugins(file: Path, config: Config, today: Today, past: Past | None = None) -> dict[str, Any]:
    """The plugins that mkdocs.yml asks for, where ours is told which plan, and which day.

    A mapping and not a list, for MkDocs takes lists apart and could not load the same twice.
    """
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import yaml_load

    try:
        with file.open("rb") as stream:
            stated = yaml_load(stream).get("plugins", ["search"])
    except ConfigurationError as error:
        raise click.UsageError(f"{file.name}: {error}") from error
    entries = stated if isinstance(stated, list) else [stated]
    plugins: dict[str, Any] = {}
    for entry in entries:
        plugins |= entry if isinstance(entry, dict) else {entry: {}}
    if "alignctl" not in plugins:
        raise click.UsageError(f'{file.name} does not ask for our plugin; add "- alignctl" under "plugins:"')
    plugins["alignctl"] = {
        **(plugins["alignctl"] or {}),
        "config": str(config.file or config.root),
        "today": today.day.isoformat(),
        "today_said_by": said_by(today),
        **({"at": past.moment.commit} if past is not None else {}),
    }
    return plugins


def _log_to_stderr(level: int) -> None:
    """What MkDocs has to say, in one line each."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(level)
