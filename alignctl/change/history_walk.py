"""The life of a plan, backwards: each commit that touched it, compared with the one before.

Only the files that a commit changed are read and compared. What their items link to elsewhere is there for its name.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from types import TracebackType

from alignctl.change.comparison import Comparison, Side, compare_plans
from alignctl.change.file_moves import find_moves
from alignctl.change.git import Repository
from alignctl.change.history_blobs import BlobReader
from alignctl.change.history_files import FileItems, Files, Index, ParsedFiles
from alignctl.change.history_focus import files_that_concern
from alignctl.change.history_gaps import bridge_gap
from alignctl.change.history_log import Commit, authors_merged, commits_back_from, is_cut_off
from alignctl.change.revision import config_names, config_there, is_plan_file, prefix_of
from alignctl.config import Config
from alignctl.load.discovery import SUFFIXES, Refusal
from alignctl.load.load import Loaded
from alignctl.plan.dates import MONTHS
from alignctl.plan.plan import Plan, links_of, mentions_of
from alignctl.records import Record, record

_LOOK_BACK = 50
"""How many revisions a file may have been unreadable until what stood there before is given up."""


@record
class Step(Record):
    """What one commit did to the plan.

    `bridged` are files that could not be read in the revision before: what stood there earlier was compared.
    `begins` says that there was no plan before. `settings` tells of those that decide where the plan lies and what its
    dates mean.
    """

    commit: Commit
    comparison: Comparison
    bridged: tuple[str, ...] = ()
    begins: bool = False
    settings: tuple[str, ...] = ()


class Walk:
    """A walk back through the commits of a plan. To be used in a `with`, which ends the process that reads.

    `config` says where the plan lies, and what was loaded of it (`known`) is not read again. Commits that `before`
    leads to are left out. `cut_off` is the commit at which a shallow clone ends, once the walk has come there: what was
    there before it is unknown, so it is not told. With `following`, only what concerns these items is compared; whoever
    walks adds the names that they had before as they turn up.
    """

    def __init__(
        self,
        repository: Repository,
        config: Config,
        start: str,
        *,
        before: tuple[str, ...] = (),
        known: Loaded | None = None,
    ) -> None:
        self.cut_off: Commit | None = None
        self.following: Collection[str] | None = None
        self._repository = repository
        self._config = config
        self._start = start
        self._before = before
        self._known = known
        self._prefix = prefix_of(repository, config)
        self._blobs = BlobReader(repository)
        self._parsed: dict[int, ParsedFiles] = {}
        self._configs: dict[tuple[tuple[str, str], ...], Config] = {}
        self._paths: list[str] = []

    def __enter__(self) -> Walk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._blobs.__exit__(kind, error, trace)

    def steps(self) -> Iterator[Step]:
        """Each commit that touched the plan, the newest first. Raises GitError."""
        start: str | None = self._start
        config = self._config_in(self._list(self._start, self._config_paths()), self._config)
        while start is not None:
            start, config = yield from self._steps_of_one_layout(start, config)

    def authors_of(self, commit: Commit) -> tuple[str, ...]:
        """Who wrote what a commit brought in: of a merge, the authors on its branch; sorted. Raises GitError.

        To be asked before the walk goes on, for it depends on where the plan lay.
        """
        return authors_merged(self._repository, commit, self._paths) or (commit.author,)

    def _steps_of_one_layout(self, start: str, config: Config) -> Generator[Step, None, tuple[str | None, Config]]:
        """The steps as far as the plan lies in the same folders. Returns where to go on, and how it is configured."""
        parsed = self._parsed_by(config)
        paths = [*self._folders(config), *self._config_paths()]
        files = self._list(start, paths)
        if self._known is not None:
            parsed.take_over(files, self._known)
        names = sorted(path for path in files if is_plan_file(path, config))
        index = Index(parsed, files, names)
        far = self._outside(index.tables_elsewhere(files), paths)
        if far:
            paths += far
            files |= self._list(start, far)
            index = Index(parsed, files, names)
        self._paths = paths
        for page in _pages(commits_back_from(self._repository, start, paths, self._before)):
            for place, commit in enumerate(page):
                if is_cut_off(self._repository, commit):
                    self.cut_off = commit
                    return None, config
                older = self._undo(files, commit)
                there = self._config_in(older, config)
                if _layout(there) != _layout(config):
                    before = self._list(commit.parents[0], [*self._folders(there)]) if commit.parents else {}
                    yield self._whole_step(commit, config, files, there, before)
                    return (commit.parents[0] if commit.parents else None), there
                far = self._outside(self._tables_named(parsed, commit, config, older), paths)
                if far and commit.parents:
                    older |= self._list(commit.parents[0], far)
                step = self._step(parsed, config, index, commit, files, older, page[place + 1 :])
                files = older
                if step is not None:
                    yield step
                if far:
                    return (commit.parents[0] if commit.parents else None), config  # these tables were not listed
        return None, config

    def _step(
        self, parsed: ParsedFiles, config: Config, index: Index, commit: Commit, files: Files, older: Files,
        earlier: Sequence[Commit],
    ) -> Step | None:  # fmt: skip
        """Compare what a commit changed, and take the index back to before it. None where no plan file is concerned."""
        touched = self._touched(commit, config)
        tables = [self._inside(touch.path) for touch in commit.touches if touch.path.lower().endswith(".csv")]
        touched |= {path for path in index.files_naming(tables, files) if is_plan_file(path, config)}
        concerned = self._concerned(parsed, touched, files, older)
        step = None
        if concerned:
            step = self._compare_files(parsed, config, index, commit, files, older, earlier, concerned)
        for path in sorted(touched - concerned):
            if path in files:
                index.take(path, files)
            if path in older:
                index.put(path, older)
        return step

    def _compare_files(
        self, parsed: ParsedFiles, config: Config, index: Index, commit: Commit, files: Files, older: Files,
        earlier: Sequence[Commit], paths: frozenset[str],
    ) -> Step:  # fmt: skip
        """Compare some files before and after a commit, and put into the index what they held before."""
        new = [parsed.get(path, files) for path in sorted(paths) if path in files]
        old = [parsed.get(path, older) for path in sorted(paths) if path in older]
        for each in new:
            index.drop(each)
        begins = not any(is_plan_file(path, config) for path in older)
        base, bridged = old, []
        if any(each.is_flawed for each in old):
            base = []
            for each in old:
                mended = bridge_gap(each, new, self._versions(parsed, each.path, older, earlier))
                bridged += [each.path] if mended is not each else []
                base.append(mended)
        comparison = self._compare(base, new, parsed.fiscal_year_starts, commit, index, files)
        for each in old:
            index.add(each)
        return Step(commit, comparison, tuple(bridged), begins)

    def _concerned(self, parsed: ParsedFiles, touched: set[str], files: Files, older: Files) -> frozenset[str]:
        """Of the files that a commit touched, those that must be compared."""
        if self.following is None:
            return frozenset(touched)
        new = {path: parsed.text(path, files) for path in touched if path in files}
        old = {path: parsed.text(path, older) for path in touched if path in older}
        return files_that_concern(self.following, new, old)

    def _touched(self, commit: Commit, config: Config) -> set[str]:
        """The plan files that a commit touched, by path below the root."""
        paths = (self._inside(touch.path) for touch in commit.touches)
        return {path for path in paths if is_plan_file(path, config)}

    def _tables_named(self, parsed: ParsedFiles, commit: Commit, config: Config, older: Files) -> set[str]:
        """The CSV files that files named before a commit touched them, and that may lie in other folders."""
        paths = [path for path in self._touched(commit, config) if path in older]
        held = [parsed.get(path, older) for path in paths if b".." in (parsed.text(path, older) or b"")]
        return {table for each in held for table, _ in each.tables}

    def _outside(self, tables: Iterable[str], paths: Iterable[str]) -> list[str]:
        """Those CSV files that do not lie below these paths; from the top of the repository."""
        known = tuple(paths)
        return sorted(self._whole(table) for table in tables if not self._is_below(table, known))

    def _compare(
        self, old: Sequence[FileItems], new: Sequence[FileItems], fiscal_year_starts: int, commit: Commit,
        rest: Index | None = None, files: Files | None = None,
    ) -> Comparison:  # fmt: skip
        """Compare the items of some files. What they name in other files is there on both sides, the very same."""
        linked = {
            edge.target
            for each in (*old, *new)
            for item in each.items
            for edge in (*links_of(item), *(edge for edge, _ in mentions_of(item)))
        }
        own = {item.id for each in (*old, *new) for item in each.items}
        shared, unread = rest.find(linked | own, files, own) if rest is not None and files is not None else ([], [])

        def side(held: Sequence[FileItems], name: str) -> Side:
            items = [*shared, *(item for each in held for item in each.items)]
            placeholders = [*unread, *(entry for each in held for entry in each.placeholders)]
            missing = {each.path: each.unread for each in held if each.unread is not None}
            return Side(Plan(items, placeholders, fiscal_year_starts), name, missing)

        def moves() -> Mapping[str, str]:
            return find_moves(self._repository, commit.parents[0], commit.id, self._prefix) if commit.parents else {}

        older, newer = side(old, f"the revision before {commit.short}"), side(new, f"revision {commit.short}")
        return compare_plans(older, newer, consequences=False, find_moves=moves)

    def _whole_step(self, commit: Commit, config: Config, files: Files, there: Config, older: Files) -> Step:
        """Compare two whole plans, where the plan lay elsewhere or had another calendar."""
        now, then = self._parsed_by(config), self._parsed_by(there)
        new = [now.get(path, files) for path in sorted(files) if is_plan_file(path, config)]
        old = [then.get(path, older) for path in sorted(older) if is_plan_file(path, there)]
        comparison = self._compare(old, new, config.fiscal_year_starts, commit)
        return Step(commit, comparison, (), not old, tuple(_settings_changed(there, config)))

    def _versions(self, parsed: ParsedFiles, path: str, files: Files, earlier: Iterable[Commit]) -> Iterator[FileItems]:
        """What a file held in earlier revisions, one after the other."""
        for _, commit in zip(range(_LOOK_BACK), earlier, strict=False):
            if is_cut_off(self._repository, commit):
                return
            files = self._undo(files, commit)
            if path not in files:
                return
            yield parsed.get(path, files)

    def _undo(self, files: Files, commit: Commit) -> dict[str, str]:
        """The files before a commit, from those after it."""
        before = dict(files)
        for touch in commit.touches:
            path = self._inside(touch.path)
            if touch.old is not None and self._is_ours(path):
                before[path] = touch.old
            else:
                before.pop(path, None)
        return before

    def _list(self, commit: str, paths: Iterable[str]) -> dict[str, str]:
        blobs = self._repository.blobs_of(commit, paths)
        inside = ((self._inside(blob.path), blob.object_id) for blob in blobs)
        return {path: content for path, content in inside if self._is_ours(path)}

    def _is_ours(self, path: str) -> bool:
        return path.lower().endswith((*SUFFIXES, ".csv")) or path in config_names(self._config)

    def _parsed_by(self, config: Config) -> ParsedFiles:
        month = config.fiscal_year_starts
        return self._parsed.setdefault(month, ParsedFiles(self._blobs, month))

    def _config_in(self, files: Files, config: Config) -> Config:
        """The configuration of a revision; the one that is given, where it has none that can be read."""
        here = tuple((name, files[name]) for name in config_names(self._config) if name in files)
        found = self._configs.get(here)
        if found is None:
            read = {name: self._blobs.read(content, name) for name, content in here}
            texts = {name: data for name, data in read.items() if not isinstance(data, Refusal)}
            found = config_there(texts, config)[0]
            self._configs[here] = found
        return found

    def _config_paths(self) -> list[str]:
        return [self._whole(name) for name in config_names(self._config)]

    def _folders(self, config: Config) -> list[str]:
        return [self._whole(folder) for folder in config.plans]

    def _whole(self, path: str) -> str:
        """A path below the root as one below the top of the repository."""
        whole = posixpath.normpath(posixpath.join(self._prefix, path))
        return "" if whole == "." else whole

    def _inside(self, path: str) -> str:
        return path.removeprefix(f"{self._prefix}/") if self._prefix else path

    def _is_below(self, path: str, folders: Iterable[str]) -> bool:
        whole = self._whole(path)
        return any(folder in ("", whole) or whole.startswith(f"{folder}/") for folder in folders)


def _layout(config: Config) -> tuple[object, ...]:
    return config.plans, config.fiscal_year_starts


def _settings_changed(old: Config, new: Config) -> Iterator[str]:
    if old.plans != new.plans:
        yield f"the plan lies in {', '.join(new.plans)}; before, in {', '.join(old.plans)}"
    if old.fiscal_year_starts != new.fiscal_year_starts:
        months = MONTHS[new.fiscal_year_starts - 1], MONTHS[old.fiscal_year_starts - 1]
        yield f"fiscal years begin in {months[0]}; before, in {months[1]}"


def _pages(commits: Iterable[Commit]) -> Iterator[list[Commit]]:
    """Commits in pages, so that one can look a little ahead."""
    page: list[Commit] = []
    for commit in commits:
        page.append(commit)
        if len(page) == _LOOK_BACK * 4:
            yield page
            page = []
    if page:
        yield page
