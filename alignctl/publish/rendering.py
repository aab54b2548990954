"""The site as MkDocs builds it, in several processes: our pages skip what MkDocs does to Markdown.

The steps are those of `mkdocs.commands.build.build`, with its own functions where pages that people wrote pass. Pages
of the plan come finished, so they go from the shelf through the theme to the disk, each in one of the processes, and
what search is to find of them is written beside. The result is what `mkdocs build` gives, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.commands import build as steps
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from alignctl.publish.crew import Crew
from alignctl.publish.html import join
from alignctl.publish.page import Page as PlanPage
from alignctl.publish.plugin import AlignctlPlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.commands.build")

_CHUNK = 100
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_SEARCH = "mkdocs.contrib.search"
_SHARED = ("links", "top", "nav", "scripts")
"""The parts of our theme, each in a template of its own, that many pages have in common."""


def can_render(config: MkDocsConfig) -> bool:
    """Whether this way gives what MkDocs would: where no other plugin or hook wants to see each page."""
    search = config.plugins.get("search")
    known = search is None or type(search).__module__ == _SEARCH
    plain = search is None or (search.config.indexing == "full" and not search.config.prebuild_index)
    return set(config.plugins) <= {"search", "alignctl"} and known and plain and not config.hooks


def render_site(config: MkDocsConfig, plugin: AlignctlPlugin, crew: Crew) -> dict[str, bytes]:
    """Build the site into the folder that the configuration names. Raises Abort as MkDocs does.

    Gives the SHA-256 of the pages of the plan as they were written, by their paths below the folder.
    """
    logger = logging.getLogger("mkdocs")
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logger.addHandler(counter)
    try:
        written = _Renderer(config, plugin, crew).render()
        if counts := counter.get_counts():
            told = ", ".join(f"{count} {name.lower()}s" for name, count in counts)
            raise Abort(f"Aborted with {told} in strict mode!")
        return written
    except BuildError as error:
        log.error(str(error))
        raise Abort("Aborted with a BuildError!") from error
    finally:
        logger.removeHandler(counter)


class _Renderer:
    """One build."""

    def __init__(self, config: MkDocsConfig, plugin: AlignctlPlugin, crew: Crew) -> None:
        self.config = config
        self.plugin = plugin
        self.crew = crew
        self._folders: dict[tuple[str, ...], dict[str, Any]] = {}

    def render(self) -> dict[str, bytes]:
        config = self.config = self.config.plugins.on_config(self.config)
        plugins = config.plugins
        plugins.on_pre_build(config=config)
        utils.clean_directory(config.site_dir)
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = plugins.on_nav(get_navigation(files, config), config=config, files=files)
        docs = files.documentation_pages()
        pages = [file.page for file in docs if file.page is not None]
        ours = [page for page in pages if self.plugin.is_ours(page.file)]
        theirs = [page for page in pages if not self.plugin.is_ours(page.file)]
        for page in ours:
            self._prepare(page, files)
        for page in theirs:
            steps._populate_page(page, config, files)
        env = plugins.on_env(env, config=config, files=files)
        files.copy_static_files()
        for name in config.theme.static_templates:
            steps._build_theme_template(name, env, files, config, nav)
        for name in config.extra_templates:
            steps._build_extra_template(name, files, config, nav)
        for page in theirs:
            steps._build_page(page, config, docs, nav, env)
        written = self._render_ours(ours, docs, nav, env)
        for page in pages:
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        plugins.on_post_build(config=config)
        if "search" in plugins:
            self._write_search_list(plugins["search"])
        return written

    def _prepare(self, page: Page, files: Files) -> None:
        """What `_populate_page` does to a page whose Markdown is empty, and what other pages may ask of it."""
        page.markdown = self.plugin.on_page_markdown("", page, self.config, files)
        page.content = ""
        page.present_anchor_ids = set()

    def _render_ours(self, ours: Sequence[Page], docs: Sequence[File], nav: Navigation, env: Any) -> dict[str, bytes]:
        self._template = env.get_template("main.html")
        own = self.config.theme.name == "alignctl" and self.config.theme.custom_dir is None
        self._shared = {name: env.get_template(f"site-{name}.html") for name in _SHARED} if own else {}
        # Stands for the content while the theme is put around it: nobody who wrote a plan or a page can know it.
        self._here = f"<!--{secrets.token_hex(16)}-->"
        self._in_menu = {page.file.src_uri for page in nav.pages}
        self._listed = [page.url.removesuffix("index.html") for page in nav.pages]
        with_search = "search" in self.config.plugins
        chunks = [ours[start : start + _CHUNK] for start in range(0, len(ours), _CHUNK)]

        def render(number: int) -> dict[str, bytes]:
            found = []
            written = {}
            for page in chunks[number]:
                made = self.plugin.take(page.file)
                written[page.file.dest_uri] = self._write(page, made, docs, nav)
                if with_search:
                    found += _search_entries(made, unescape(str(page.title)), page.url)
            self._entries(number).write_text(",".join(found), "ascii")
            return written

        self._chunks = len(chunks)
        shared = self.crew.share("Writing pages", len(chunks), render)
        return {name: digest for written in shared for name, digest in written.items()}

    def _entries(self, number: int) -> Path:
        assert self.crew.folder is not None
        return self.crew.folder / f"search-{number}"

    def _write(self, page: Page, made: PlanPage, docs: Sequence[File], nav: Navigation) -> bytes:
        """Put a page into the theme, and onto the disk; its SHA-256."""
        toc, page.toc = page.toc, self.plugin.toc_of(page, made)
        page.active = True
        if self._shared and page.file.src_uri not in self._in_menu:
            page.content = self._here  # our theme passes it through, so half a megabyte need not go that way
            around = self._template.render({**self._context_of_folder(page, docs, nav), "page": page})
            before, _, after = around.partition(self._here)
            parts: tuple[str, ...] = (before, made.html, after)
        else:
            page.content = str(made.html)
            parts = (self._template.render(self._context(page, docs, nav)),)
        output = b"".join([part.encode("utf-8", errors="xmlcharrefreplace") for part in parts])
        utils.write_file(output, page.file.abs_dest_path)
        page.active, page.content, page.toc = False, "", toc
        return hashlib.sha256(output).digest()

    def _context(self, page: Page, docs: Sequence[File], nav: Navigation) -> dict[str, Any]:
        return {**steps.get_context(nav, docs, self.config, page), "build_date_utc": self.plugin.midnight}

    def _context_of_folder(self, page: Page, docs: Sequence[File], nav: Navigation) -> dict[str, Any]:
        """What templates are given for a page that is not in the menu: the same for all that share a folder, and stand
        below the same entries. The parts of our theme that follow from it alone are rendered once.
        """
        above = page.url.removesuffix("index.html").rstrip("/").rpartition("/")[0]
        below = (folder for folder in self._listed if folder.endswith("/") and page.url.startswith(folder))
        key = (above, *below)
        if key not in self._folders:
            context = self._context(page, docs, nav)
            shared = {name: template.render(context) for name, template in self._shared.items()}
            self._folders[key] = {**context, "alignctl_shared": shared}
        return self._folders[key]

    def _write_search_list(self, search: Any) -> None:
        """What the search plugin writes, without having all of it in memory."""
        index = search.search_index
        path = Path(self.config.site_dir, "search", "search_index.json")
        with path.open("w", encoding="ascii") as file:
            file.write(f'{{"config":{_dump(index.config)},"docs":[')
            file.write(",".join([_dump(entry) for entry in index._entries]))
            between = "," if index._entries else ""
            for number in range(self._chunks):
                file.write(between + self._entries(number).read_text("ascii"))
                between = ","
            file.write("]}")


def _search_entries(page: PlanPage, title: str, url: str) -> list[str]:
    """What the search plugin makes of `Page.search_html`, as JSON: an entry for the page, and one for each heading."""
    parts = [page.title, page.text]
    titles: dict[str, str] = {}
    for section in page.sections:
        parts += [section.title, section.text]
        titles.setdefault(section.id, str(join(section.title)))
    whole = "\n".join([part for part in parts if part])
    entries = [_dump_entry(url, _squeeze(whole), title)]
    for section in page.sections:
        entries.append(_dump_entry(f"{url}#{section.id}", _squeeze(section.text), titles[section.id]))
    return entries


def _dump_entry(location: str, text: str, title: str) -> str:
    """What `_dump` gives of an entry, in a third of the time."""
    return f'{{"location":{_quote(location)},"text":{_quote(text)},"title":{_quote(title)}}}'


def _squeeze(text: str) -> str:
    line = text.replace("\n", " ")
    if line.isascii() and line.isprintable():  # most texts: a fifth of the time
        return " ".join(line.split())
    return _SPACES.sub(" ", text.replace("\u00a0", " ").strip())


_dump = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode
_quote = json.encoder.encode_basestring_ascii
