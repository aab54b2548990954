"""Who is asked about a change of a file of the plan: the teams that own or share what stands in it.

A plan file belongs to the owners and co-owners of its items and to the teams that share them (`plan.sharing`), a table
of readings to the owners and co-owners of the measures that name it, a table of answers to those of its assessment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from alignctl.load.discovery import Refusal
from alignctl.load.readings import resolve_name
from alignctl.plan.items import Assessment, Item, Kpi, Team
from alignctl.plan.plan import Plan
from alignctl.plan.sharing import sharing_teams
from alignctl.plan.waiting import owners_of
from alignctl.records import Record, record

_SAYS_WHO = (
    "owner",
    "co_owners",
    "shared_with",
    "measures",
    "moves",
    "teams",
    "needs",
    "from_team",
    "to_team",
    "forge",
)
ASKING = frozenset({*_SAYS_WHO, "readings", "responses"})
"""The fields that say who is asked; where one cannot be read, nobody knows."""


@record
class Claim(Record):
    """A file, by its path from the top of the repository, and the handles of those who are asked, sorted."""

    path: str
    handles: tuple[str, ...]


@record
class Unreachable(Record):
    """A team that a forge cannot ask: it has no handle, it has one that is none, or it is no team of the plan.

    `files` is how many files are asked about without it. `handle` is what stands there.
    """

    team: str
    files: int
    handle: str | None = None
    known: bool = True


@record
class Ownership(Record):
    """All claims of a plan, sorted by path, and the teams that cannot be asked. `unclaimed` files have nobody."""

    claims: tuple[Claim, ...]
    unreachable: tuple[Unreachable, ...]
    unclaimed: tuple[str, ...]


def find_ownership(
    plan: Plan,
    is_handle: Callable[[str], bool],
    folder: str = "",
    policy_files: Iterable[str] = (),
    policy_teams: Iterable[str] = (),
) -> Ownership:
    """Work out who is asked about each file of a plan that lies in a folder of a repository (`""`: its top).

    `policy_files`, by their paths from the top, belong to `policy_teams`, and so do the documents of teams that name no
    owner: a handle that is changed there sends the question elsewhere. Without policy teams such a document belongs to
    its own team, and policy files to nobody. `is_handle` says whether the forge takes a text for a handle.
    """
    start = f"{folder}/" if folder else ""
    governing = tuple(policy_teams)
    asked: dict[str, set[str]] = {}
    for item in plan.items:
        for path, teams in _files_of(item, plan, governing):
            asked.setdefault(start + path, set()).update(teams)
    if governing:
        for path in policy_files:
            asked.setdefault(path, set()).update(governing)
    handles = {team.id: team.forge for team in plan.teams if plan.get(team.id) is team}
    reached = {team: handle for team, handle in handles.items() if handle is not None and is_handle(handle)}
    found = {path: sorted({reached[team] for team in teams if team in reached}) for path, teams in asked.items()}
    missed = Counter(team for teams in asked.values() for team in teams if team not in reached)
    return Ownership(
        tuple(Claim(path, tuple(names)) for path, names in sorted(found.items()) if names),
        tuple(Unreachable(i, count, handles.get(i), i in handles) for i, count in sorted(missed.items())),
        tuple(path for path, names in sorted(found.items()) if not names),
    )


def _files_of(item: Item, plan: Plan, governing: tuple[str, ...]) -> Iterator[tuple[str, Iterable[str]]]:
    """The files of an item, each with the teams that are asked about it. Retired teams are not asked."""
    owners = _in_use(owners_of(item), plan)
    if isinstance(item, Team):
        yield item.origin.path, owners or governing or _in_use((item.id,), plan)
        return
    yield item.origin.path, (*owners, *_in_use(sharing_teams(plan, item), plan))
    name = item.readings_file if isinstance(item, Kpi) else None
    name = item.responses_file if isinstance(item, Assessment) else name
    path = resolve_name(item.origin.path, name) if name is not None else None
    if path is not None and not isinstance(path, Refusal):
        yield path, owners


def _in_use(teams: Iterable[str], plan: Plan) -> tuple[str, ...]:
    found = ((team, plan.find(team, Team)) for team in teams)
    return tuple(team for team, item in found if item is None or item.retired is None)
