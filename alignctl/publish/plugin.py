"""The MkDocs plugin: serves the pages of a plan without writing files into the tree.

It is thin: pages come finished from `alignctl.publish.pages`, and what is here only hands them to MkDocs (or to
ProperDocs, its maintained fork, which runs the same plugins). Like the command line it stands at the edge of the
program: here, and not further down, the configuration is found and the day is settled.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_build_datetime

from alignctl.change.git import GitError
from alignctl.change.moment import Moment, Past, read_past
from alignctl.config import Config, ConfigError, find_config, read_config
from alignctl.diagnostics import Severity, count_by_severity
from alignctl.plan.dates import parse_day
from alignctl.publish.address import Published
from alignctl.publish.assets import make_assets, make_theme_assets
from alignctl.publish.crew import Crew
from alignctl.publish.navigation import add_to_navigation, leave_out
from alignctl.publish.page import Page as PlanPage
from alignctl.publish.pages import Built, build_pages
from alignctl.publish.paths import FEED, HISTORY
from alignctl.publish.shelf import AnyPage, take
from alignctl.publish.source import read_site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import TableOfContents, _TocToken
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.alignctl")

SCOREBOARD = "scoreboard/"
"""Where the scoreboard stands on a site with a front page of its own."""


class Options(base.Config):  # type: ignore[no-untyped-call]  # MkDocs' base class has no annotations here
    """What may stand under `alignctl:` in mkdocs.yml.

    `config` names the configuration of the plan, or a folder to look in (default: found upward from mkdocs.yml),
    `today` the day to judge by, `at` the revision (or the day) whose plan is shown instead of the one that lies here,
    `fail_on` the least severity of a finding that ends the build, `engine` what lays out the pictures.
    """

    config = c.Optional(c.Type(str))
    today = c.Optional(c.Type((str, date)))
    at = c.Optional(c.Type((str, date)))
    today_said_by = c.Type(str, default="mkdocs.yml")
    fail_on = c.Choice(("never", "error", "warning", "advice"), default="never")
    engine = c.Choice(("auto", "wheel", "dot"), default="auto")


class AlignctlPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Adds the pages of a plan to a site."""

    def __init__(self) -> None:
        self._plan_config: Config | None = None
        self._pages: dict[str, AnyPage] = {}
        self._today = date.min
        self._search: tuple[str | None, Any] = (None, None)
        self.crew = Crew()
        """Who makes the pages; without a folder they stay in memory until they are written."""
        self.companions: Mapping[str, str] | None = None
        """What the plan was read from besides plan files, each with a digest, once it was read."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the plan; add the style sheet and script to every page."""
        try:
            self._plan_config = self._find_config(config)
        except ConfigError as error:
            raise PluginError(f"{error}") from error
        assets = make_assets()
        if assets.css not in config.extra_css:
            config.extra_css.append(assets.css)
        if assets.js not in config.extra_javascript:
            config.extra_javascript.append(assets.js)
        if config.theme.name == "alignctl":
            config.extra["alignctl_theme"] = make_theme_assets()
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Make all pages and add them as files that exist nowhere on the disk."""
        theirs = list(files.documentation_pages())
        own_front = any(file.src_uri in ("index.md", "README.md") for file in theirs)
        built = self._build(config, SCOREBOARD if own_front else "")
        taken = {file.dest_uri for file in files}
        self._pages = {}
        config.extra["alignctl_feed"] = FEED if FEED in built.files else None  # for the head of every page
        for page in built.pages:
            source = f"{page.path}index.md"
            if f"{page.path}index.html" in taken:
                log.info(f'"{source}" is written by hand; the page that the plan has for it is left out')
                continue
            inclusion = InclusionLevel.INCLUDED if page.group else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, source, content="", inclusion=inclusion))
            self._pages[source] = page
        theme = config.extra.get("alignctl_theme")
        for path, text in {**built.files, **make_assets().files, **(theme.files if theme else {})}.items():
            held = {"abs_src_path": str(text)} if isinstance(text, Path) else {"content": text}
            files.append(File.generated(config, path, **held, inclusion=InclusionLevel.INCLUDED))
        history = f"{HISTORY}index.md"
        if config.nav is not None and files.get_file_from_path(history) is None:
            config.nav = leave_out(config.nav, history)  # git is not everywhere where a site is built
        config.nav = add_to_navigation(config.nav, self._pages, [file.src_uri for file in theirs])
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Give a page its title and address for editing; its Markdown is empty, as its HTML comes finished."""
        del markdown, config, files
        page.update_date = self._today.isoformat()
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return None
        if "title" not in vars(page):  # the navigation of the site may have named the page already
            page.title = str(escape(made.title))  # themes put titles into pages as they are
        page.meta = {"title": page.title, "description": str(escape(made.description[:300])), "generated": True}
        page.edit_url = made.edit_url
        return ""

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Hand over the finished HTML and its table of contents."""
        del html, config, files
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return None
        made = take(made)
        page.toc = self.toc_of(page, made)
        return str(made.html)

    def is_ours(self, file: File) -> bool:
        """Whether a file is a page of the plan."""
        return file.src_uri in self._pages

    def take(self, file: File) -> PlanPage:
        """The page that a file of ours stands for."""
        return take(self._pages[file.src_uri])

    def toc_of(self, page: Page, made: PlanPage) -> TableOfContents:
        """The table of contents of a page, from the one that was made for it."""
        below = [_token(heading.level, heading.id, str(escape(heading.text))) for heading in made.headings]
        return get_toc([_token(1, "", str(page.title), below)])

    @event_priority(100)
    def _offer_search_text(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Before search plugins read a page: give them its words instead of its tables and pictures."""
        del nav
        context["build_date_utc"] = self.midnight
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return
        self._search = (page.content, page.title)
        page.content = str(made.search_html)
        search = config.plugins.get("search")
        if search is not None and type(search).__module__.split(".")[0] in ("mkdocs", "properdocs"):
            page.title = unescape(str(page.title))  # its script escapes what it shows

    @event_priority(-100)
    def _take_search_text_back(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """After search plugins have read a page: put its HTML back."""
        del context, config, nav
        if page.file.src_uri in self._pages:
            page.content, page.title = self._search

    on_page_context = CombinedEvent(_offer_search_text, _take_search_text_back)

    def on_template_context(self, context: TemplateContext, template_name: str, config: MkDocsConfig) -> None:
        """The day that the plan is judged by stands for the time of the build, so that builds can be repeated."""
        del template_name, config
        context["build_date_utc"] = self.midnight

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """No site map where the site's address is not known: it takes whole addresses, and would be empty."""
        return "" if template_name == "sitemap.xml" and not config.site_url else output_content

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Build anew when a plan file or the configuration changes."""
        del config, builder
        assert self._plan_config is not None  # on_config ran before
        watched = [self._plan_config.root / folder for folder in self._plan_config.plans]
        if self._plan_config.file is not None:
            watched.append(self._plan_config.file)
        for path in watched:
            if path.exists():
                server.watch(str(path))
        return server

    @property
    def midnight(self) -> datetime:
        """The start of the day that the plan is judged by."""
        return datetime(self._today.year, self._today.month, self._today.day, tzinfo=UTC)

    def _build(self, config: MkDocsConfig, front: str) -> Built:
        assert self._plan_config is not None  # on_config ran before
        end = "" if config.use_directory_urls else "index.html"
        published = Published(f"{config.site_url.rstrip('/')}/", end) if config.site_url else None
        try:
            past = self._read_past(self._plan_config)
            plan_config = past.snapshot.config if past is not None else self._plan_config
            self._today, said_by = self._settle_today(plan_config, past.moment if past is not None else None)
            site = read_site(
                plan_config,
                self._today,
                said_by,
                end=end,
                engine=self.config.engine,
                environment=os.environ,
                past=past,
                published=published,
            )
        except (ConfigError, GitError) as error:
            raise PluginError(f"{error}") from error
        self.companions = site.companions
        counts = count_by_severity(site.findings)
        log.info(", ".join(f"{count} {severity.label}" for severity, count in counts.items()))
        if self.config.fail_on != "never":
            worst = Severity[self.config.fail_on.upper()]
            bad = sum(count for severity, count in counts.items() if severity >= worst)
            if bad:
                raise PluginError(f'{bad} findings of severity "{worst.label}" or above; "alignctl check" shows them')
        return build_pages(site, front, self.crew)

    def _find_config(self, config: MkDocsConfig) -> Config:
        folder = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        if self.config.config is None:
            return find_config(folder)
        path = folder / self.config.config
        if path.is_dir():
            return find_config(path)
        if not path.is_file():
            raise ConfigError(f'mkdocs.yml: there is no configuration file "{self.config.config}"')
        return read_config(path.resolve())

    def _read_past(self, plan_config: Config) -> Past | None:
        """The plan as it was, where that is asked for. Raises GitError."""
        return read_past(plan_config, str(self.config.at), os.environ) if self.config.at is not None else None

    def _settle_today(self, plan_config: Config, moment: Moment | None) -> tuple[date, str]:
        """The day: what mkdocs.yml (or the command line, through it) says, the configuration, else MkDocs' own.

        Of a plan of the past it is the day that was asked for, or that of the commit.
        """
        said = self.config.today
        if said is not None:
            try:
                return (said if isinstance(said, date) else parse_day(str(said))), self.config.today_said_by
            except ValueError:
                raise PluginError(f'mkdocs.yml: "today" must be a day such as 2026-03-31; "{said}" is not') from None
        if plan_config.today is not None:
            return plan_config.today, plan_config.file.name if plan_config.file else "configuration"
        if moment is not None:
            return moment.asked or moment.day, f"{moment}"
        return get_build_datetime().date(), "the day of the build, UTC"


def _token(level: int, name: str, text: str, children: Sequence[_TocToken] = ()) -> _TocToken:
    return {"level": level, "id": name, "name": text, "children": list(children)}
