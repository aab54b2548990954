"""What changed in the plan, when and by whom, and which goalposts moved: a page, and a part of each item's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.history import Chapter, History, Told
from alignctl.change.history_log import Commit
from alignctl.plan.items import PLURALS, Item
from alignctl.plan.numbers import format_number
from alignctl.publish.forge import commit_address
from alignctl.publish.goalposts import RECENT, RECORDED
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Cell, Column, bullets, head, item_link, mark_badge, sentence, table
from alignctl.publish.paths import FEED, HISTORY
from alignctl.publish.records import timeline
from alignctl.publish.site import Here, Site
from alignctl.publish.wording import KIND_NAMES, count_of, say_day
from alignctl.views.picture import Mark, Tone

_GOALPOSTS = 200
_COMMITS = 60
_CHANGES = 10
_ITEM_COMMITS = 25
_MANY = 4

_MARKS = {
    Effect.EASIER: Mark("slope", "easier", Tone.BAD),
    Effect.LATER: Mark("clock", "later", Tone.BAD),
    Effect.HARDER: Mark("up", "harder", Tone.PLAIN),
    Effect.SOONER: Mark("up", "sooner", Tone.PLAIN),
}
_MOVED = Mark("turn", "moved", Tone.WATCH)
_SILENT = Mark("warning", "not recorded", Tone.WATCH)


def history_pages(site: Site) -> tuple[Page, ...]:
    """The page of the plan's life; none where git knows nothing of it."""
    history = site.history
    if history is None:
        return ()
    here = Here(site, HISTORY)
    moved = [(chapter, told) for chapter in history.chapters for told in chapter.goalposts]
    moves, changes = count_of(len(moved), "goalpost"), count_of(len(history.chapters), "commit")
    told = f"{changes[:1].upper()}{changes[1:]} changed the plan, and {moves} moved."
    lead = [tag("p", told), tag("p", _reach(history), class_="a-soft")]
    sections = (
        Section("goalposts", "Goalposts that moved", _goalpost_table(here, moved), "targets lowered raised put off"),
        Section("lately", "What changed, the latest first", _chapter_list(here, history.chapters)),
    )
    title = "What changed"
    follow = tag("a", "Follow the changes in a feed reader", href=here.to(FEED), class_="a-edit")
    actions = [follow] if history.chapters and site.past is None else []
    top = head(title, lead=join(lead), actions=actions)
    return (Page(HISTORY, title, top, sections, told, told, group="overview"),)


def history_section(here: Here, item: Item) -> list[Section]:
    """What happened to an item, under its earlier names too; nothing where git tells nothing."""
    history = here.site.history
    chapters = history.of(item.id) if history is not None else ()
    if history is None or not chapters:
        return []
    only_readings = [chapter for chapter in chapters if _is_routine(chapter)]
    shown = [chapter for chapter in chapters if not _is_routine(chapter)] or only_readings[:1]
    entries = timeline(
        (say_day(chapter.commit.day), _changes(here, chapter, item.id), _by(here, chapter))
        for chapter in shown[:_ITEM_COMMITS]
    )
    notes = []
    if len(only_readings) > 1 or (only_readings and shown != only_readings[:1]):
        latest = say_day(only_readings[0].commit.day)
        notes.append(
            f"{count_of(len(only_readings), 'change').capitalize()} only added readings, the last on {latest}."
        )
    if len(shown) > _ITEM_COMMITS:
        notes.append(f"{format_number(len(shown) - _ITEM_COMMITS)} earlier changes are not shown.")
    if history.older or history.cut_off is not None:
        notes.append(_reach(history))
    more = tag("p", " ".join(notes), class_="a-soft") if notes else EMPTY
    whole = tag("p", tag("a", "All changes of the plan", href=here.to(HISTORY)))
    return [Section("history", "History", join([entries, more, whole]))]


def recent_goalposts(site: Site) -> tuple[Told, ...]:
    """The goalposts that moved in the time up to today, or to the latest commit where that is later."""
    if site.history is None or not site.history.chapters:
        return ()
    first = max(site.today, site.history.chapters[0].commit.day) - RECENT
    return tuple(told for chapter in site.history.chapters if chapter.commit.day >= first for told in chapter.goalposts)


def lately_changed(here: Here, most: int) -> Markup:
    """The items that changed last, each with the day and with what was done; nothing where git tells nothing."""
    rows = _latest(here, most)
    if not rows:
        return EMPTY
    entries = timeline(
        (say_day(day), _item(here, change), join([change_sentence(change), _and_more(more)], " "))
        for day, change, more in rows
    )
    return join([entries, tag("p", tag("a", "All changes of the plan", href=here.to(f"{HISTORY}#lately")))])


def latest_change(here: Here) -> tuple[date, str] | None:
    """The day of the latest change, and what it was in a line; None where git tells nothing."""
    for day, change, _ in _latest(here, 1):
        item = here.site.plan.get(change.item)
        return day, f"{visible(item.title if item is not None else change.title)}: {change_sentence(change)}"
    return None


def _latest(here: Here, most: int) -> Iterable[tuple[date, Change, int]]:
    """The items that changed last: the day, the change that is told, and how many more there were on that day."""
    history = here.site.history
    rows: dict[str, tuple[date, Change, int]] = {}
    for chapter in history.chapters if history is not None else ():
        if chapter.begins:
            break
        for told in chapter.told:
            known = rows.get(told.change.item)
            if known is None and len(rows) < most and told.change.effect is not Effect.WORDED:
                rows[told.change.item] = (chapter.commit.day, told.change, 0)
            elif known is not None and known[0] == chapter.commit.day:
                rows[told.change.item] = (known[0], known[1], known[2] + 1)
    return rows.values()


def visible(text: str) -> str:
    """A text that anybody may have typed, with what cannot be seen, or turns the writing round, made visible."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


def _reach(history: History) -> str:
    """How far back this goes."""
    if history.cut_off is not None:
        day = say_day(history.cut_off.day)
        return f"It begins on {day}: the copy of the repository that this site was made from ends there."
    if not history.chapters:
        return "There is nothing to tell."
    if history.older:
        first = say_day(history.chapters[-1].commit.day)
        return f"It begins on {first}: the last {count_of(history.looked_at, 'commit')} to the plan were looked at."
    return f"It begins with the plan, on {say_day(history.chapters[-1].commit.day)}."


def _goalpost_table(here: Here, moved: list[tuple[Chapter, Told]]) -> Markup:
    if not moved:
        return tag("p", "None: no target, no expectation and no date that was promised has moved.")
    columns = (Column("What"), Column("Moved"), Column("Is now"), Column("Said so?"), Column("Day"), Column("By"))
    rows: list[tuple[Cell, ...]] = [
        (
            _item(here, told.change),
            change_sentence(told.change),
            mark_badge(_MARKS.get(told.change.effect, _MOVED)),
            mark_badge(RECORDED if told.recorded else _SILENT),
            say_day(chapter.commit.day),
            _by(here, chapter),
        )
        for chapter, told in moved[:_GOALPOSTS]
    ]
    more = EMPTY
    if len(moved) > _GOALPOSTS:
        more = tag("p", f"{format_number(len(moved) - _GOALPOSTS)} earlier ones are not shown.", class_="a-soft")
    note = (
        "Recorded means that the item says so under “What was changed on the way”, with the reason, since the same "
        "day. Drafts are free to change, and bets until they run; they are not listed."
    )
    return join([tag("p", note, class_="a-soft"), table("Goalposts that moved", columns, rows), more])


def _chapter_list(here: Here, chapters: tuple[Chapter, ...]) -> Markup:
    entries = timeline(
        (say_day(chapter.commit.day), _changes(here, chapter, None), _by(here, chapter, message=True))
        for chapter in chapters[:_COMMITS]
    )
    if len(chapters) <= _COMMITS:
        return entries
    return join([entries, tag("p", f"{format_number(len(chapters) - _COMMITS)} earlier changes are not shown.")])


def _changes(here: Here, chapter: Chapter, item_id: str | None) -> Markup:
    """What one commit did: to one item, or to the plan item by item, those first whose goalposts moved."""
    lines: list[Cell] = [sentence(visible(text)) for text in chapter.settings]
    if chapter.begins:
        lines.append("The plan begins here.")
    told = list(chapter.told)
    if item_id is None:
        told, news = _new_items(here, told)
        lines += news
        moved = {each.change.item for each in chapter.goalposts}
        told.sort(key=lambda each: each.change.item not in moved)
    most = _CHANGES if item_id is None else None
    shown = told if most is None or len(told) <= most + 1 else told[:most]
    for each in shown:
        about = EMPTY if each.change.item == item_id else join([_item(here, each.change), ": "])
        lines.append(join([about, _words(each)]))
    if len(shown) < len(told):
        lines.append(
            tag("span", f"and {count_of(len(told) - len(shown), 'more change', 'more changes')}", class_="a-soft")
        )
    for entry in chapter.not_compared:
        lines.append(tag("span", f"Not compared: {visible(entry.what)} {visible(entry.why)}.", class_="a-soft"))
    if chapter.bridged:
        files = ", ".join(visible(path) for path in chapter.bridged)
        lines.append(
            tag("span", f"{files} could not be read before; what stood there earlier is compared.", class_="a-soft")
        )
    return bullets(lines, "a-list") if len(lines) > 1 else join(lines)


def _words(told: Told) -> Markup:
    text = change_sentence(told.change)
    if not told.goalpost:
        return join([text])
    marks = [mark_badge(_MARKS.get(told.change.effect, _MOVED)), mark_badge(RECORDED if told.recorded else _SILENT)]
    return join([text, *marks], " ")


def change_sentence(change: Change) -> str:
    """A change as a sentence for people who never see a file: an entry that is shown there as data is only named."""
    if change.kind is ChangeKind.ADDED:
        kind = KIND_NAMES[change.item_kind][0]
        return f"A new {kind if kind.isupper() else kind.lower()}."
    text, data, _ = visible(change.text).partition('{"')
    if data:
        text = text.rstrip().removesuffix("went from").removesuffix(":").rstrip()
        text += " was changed" if change.kind is ChangeKind.RECORD_CHANGED else ""
    return text[:1].upper() + text[1:] if text.endswith("…") else sentence(text)


def _new_items(here: Here, told: list[Told]) -> tuple[list[Told], list[Markup]]:
    """Many new items of a kind in one line, and the rest."""
    new: dict[str, list[Change]] = {}
    for each in told:
        if each.change.kind is ChangeKind.ADDED:
            new.setdefault(each.change.item_kind, []).append(each.change)
    many = {kind: changes for kind, changes in new.items() if len(changes) >= _MANY}
    rest = [t for t in told if not (t.change.kind is ChangeKind.ADDED and t.change.item_kind in many)]
    lines = []
    for kind, changes in sorted(many.items()):
        several = "KPIs" if kind == "kpi" else PLURALS[kind]
        links = join([_item(here, change) for change in changes[:3]], ", ")
        left = len(changes) - 3
        lines.append(
            join([f"{format_number(len(changes))} new {several}: ", links, f" and {format_number(left)} more"])
        )
    return rest, lines


def _item(here: Here, change: Change) -> Markup:
    """A link to an item that changed; its title where it is gone."""
    if here.site.plan.get(change.item) is not None:
        return item_link(here, change.item)
    return tag("span", visible(change.title), title=change.item)


def _by(here: Here, chapter: Chapter, *, message: bool = False) -> Markup:
    """Who did it, in which commit."""
    subject = [tag("span", f"“{visible(chapter.commit.subject)}”")] if message and chapter.commit.subject else []
    parts = [*subject, tag("span", visible(chapter.by)), _commit(here, chapter.commit)]
    return tag("span", join(parts, " · "), class_="a-soft")


def _commit(here: Here, commit: Commit) -> Markup:
    site = here.site
    address = commit_address(site.repository, commit.id, site.forge) if site.repository is not None else None
    name = tag("code", commit.short)
    return tag("a", name, href=address, aria_label=f"commit {commit.short}") if address else name


def _is_routine(chapter: Chapter) -> bool:
    """Whether a commit did nothing but add readings."""
    added = all(told.change.kind is ChangeKind.READING_ADDED for told in chapter.told)
    return added and bool(chapter.told) and not chapter.not_compared


def _and_more(count: int) -> Markup:
    return tag("span", f"And {count_of(count, 'more change', 'more changes')}.", class_="a-soft") if count else EMPTY


def count_silent(told: Iterable[Told]) -> int:
    """How many goalposts moved without a word in the plan."""
    return sum(not each.recorded for each in told)
