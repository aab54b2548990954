"""Which item of one plan is which item of the other: by id, by `replaced_by`, by git, by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from alignctl.change.file_moves import FindMoves, no_moves
from alignctl.change.likeness import item_likeness, words_of
from alignctl.plan.describe import stated_fields
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan
from alignctl.records import Record, record

ALIKE = 0.6
"""From which likeness on an item that is gone and one that is new are taken for the same, with a new id."""

ALIKE_IN_A_RENAMED_FILE = 0.3
"""The same where git says that the file was renamed: less is enough, but small files are alike by their keys alone."""

_RARE = 4
"""A value that more than so many of the items in question share does not make two of them candidates."""


@record
class Pair(Record):
    """One item in both plans. `how` is `id`, `replaced_by`, `git` or `likeness`; how alike they are is from 0 to 1."""

    old: Item
    new: Item
    how: str = "id"
    likeness: float = 1.0


@record
class Matching(Record):
    """All items of both plans: found in both, only in the newer, only in the older. Each sorted by id."""

    pairs: tuple[Pair, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """Old ids by which links should be read as new ones."""
        return {pair.old.id: pair.new.id for pair in self.pairs if pair.how != "id"}


def match_items(base: Plan, head: Plan, find_moves: FindMoves = no_moves) -> Matching:
    """Pair the items of two plans.

    An item whose heir (`replaced_by`) is new is paired with the heir, as well as with what is left under its own id. Of
    items that are gone and items that are new, those are paired that stand in a file which git says was renamed; of the
    rest those that are most alike, if they are alike enough. Git is asked only where something is gone and something
    new.
    """
    olds, news = _first_by_id(base), _first_by_id(head)
    pairs = [Pair(old, news[old.id]) for old in olds.values() if old.id in news and type(news[old.id]) is type(old)]
    heirs: set[str] = set()
    for pair in tuple(pairs):
        heir = pair.new.replaced_by
        if heir is None or pair.old.replaced_by is not None or heir.id in olds or heir.id in heirs:
            continue
        found = news.get(heir.id)
        if found is not None and type(found) is type(pair.old):
            pairs.append(Pair(pair.old, found, "replaced_by", item_likeness(pair.old, found)))
            heirs.add(found.id)
    gone = [item for item in olds.values() if type(news.get(item.id)) is not type(item)]
    new = [item for item in news.values() if type(olds.get(item.id)) is not type(item) and item.id not in heirs]
    left, right = [item for item in gone if not head.knows(item.id)], [item for item in new if not base.knows(item.id)]
    found_again = _pair_by_file(left, right, base, head, find_moves()) if left and right else []
    kept, came = {pair.old.id for pair in found_again}, {pair.new.id for pair in found_again}
    found_again += _pair_alike(
        [item for item in left if item.id not in kept], [item for item in right if item.id not in came]
    )
    pairs += found_again
    kept, came = {pair.old.id for pair in found_again}, {pair.new.id for pair in found_again}
    return Matching(
        tuple(sorted(pairs, key=lambda pair: (pair.new.id, pair.old.id))),
        tuple(item for item in new if item.id not in came),
        tuple(item for item in gone if item.id not in kept),
    )


def _first_by_id(plan: Plan) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for item in plan.items:
        found.setdefault(item.id, item)
    return found


def _pair_by_file(gone: list[Item], new: list[Item], base: Plan, head: Plan, moves: Mapping[str, str]) -> list[Pair]:
    """Pair items of one kind whose file was renamed: the only one in it, or the one at the same place of as many."""
    before, after = _documents(base, moves.keys()), _documents(head, set(moves.values()))
    there = {
        (item.origin.path, after[item.origin.path].index(item.origin.document)): item
        for item in new
        if item.origin.path in after
    }
    pairs = []
    for item in gone:
        path = moves.get(item.origin.path)
        if path is None or path not in after or len(before[item.origin.path]) != len(after[path]):
            continue
        found = there.get((path, before[item.origin.path].index(item.origin.document)))
        alike = item_likeness(item, found) if found is not None else 0.0
        if found is not None and alike >= ALIKE_IN_A_RENAMED_FILE:
            pairs.append(Pair(item, found, "git", alike))
    return pairs


def _documents(plan: Plan, paths: Iterable[str]) -> dict[str, list[int]]:
    """The numbers of the documents in these files, those too that could not be read; in order."""
    found: dict[str, list[int]] = {path: [] for path in paths}
    for origin in (*(item.origin for item in plan.items), *(entry.origin for entry in plan.placeholders)):
        if origin.path in found:
            found[origin.path].append(origin.document)
    return {path: sorted(set(numbers)) for path, numbers in found.items()}


def _pair_alike(gone: list[Item], new: list[Item]) -> list[Pair]:
    """Pair greedily, the most alike first. Only items that share something rare are compared, so this stays linear."""
    candidates: set[tuple[int, int]] = set()
    places: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((gone, new)):
        for index, item in enumerate(items):
            for trait in _traits(item):
                places[trait][side].append(index)
    for left, right in places.values():
        if len(left) <= _RARE and len(right) <= _RARE:
            candidates.update((i, j) for i in left for j in right)
    scored = [(item_likeness(gone[i], new[j]), gone[i].id, new[j].id, i, j) for i, j in candidates]
    scored.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    used: Counter[tuple[int, int]] = Counter()
    pairs = []
    for score, _, _, i, j in scored:
        if score < ALIKE:
            break
        if not used[0, i] and not used[1, j]:
            used[0, i] = used[1, j] = 1
            pairs.append(Pair(gone[i], new[j], "likeness", score))
    return pairs


def _traits(item: Item) -> Iterable[object]:
    """What two items must share at least one of to be compared: the title's words, the place, a field's value."""
    yield item.kind, "title", words_of(item.title)
    yield item.kind, "place", item.origin.path, item.origin.document
    for name, value in stated_fields(item):
        if name != "status" and value.__hash__ is not None:
            try:
                yield item.kind, name, hash(value)
            except TypeError:  # an x- field or the former value of a revision may hold lists
                continue
