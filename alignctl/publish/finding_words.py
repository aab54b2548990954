"""What the checks found in the words of people who never see a file.

The message comes first, with titles where it quotes ids, and days as the site writes them. Where it stands and what to
type is folded away. The command line keeps the exact words.
"""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup

from alignctl.diagnostics import Diagnostic
from alignctl.lint.wording import shorten
from alignctl.plan.dates import MONTHS
from alignctl.plan.items import KINDS, Item, field_names
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import Cell, item_link, say_days, sentence, severity_badge
from alignctl.publish.paths import item_path, rule_path
from alignctl.publish.site import Here
from alignctl.publish.wording import KIND_NAMES, say_day

_QUOTED = re.compile(r'"([a-z0-9]+(?:[.-][a-z0-9]+)*)"')
_LONG_DAY = re.compile(rf"\b([1-9]|[12]\d|3[01]) ({'|'.join(MONTHS)}) ([12]\d{{3}})\b")
_NOT_IDS = frozenset(name for cls in KINDS.values() for name in field_names(cls))
"""Words that stand in quotes because files have fields of that name; an item that is called so as well is not meant."""


def rule_words(here: Here, code: str, name: str) -> Cell:
    """A rule as its sentence, with its code; its name alone where nothing more is known of it."""
    rule = here.site.rules_by_code.get(code)
    return join([rule.summary, tag("span", f" {code}", class_="a-soft")]) if rule else f"{name} ({code})"


def rule_link(here: Here, code: str, name: str) -> Cell:
    """The same as a link to the rule's page."""
    rule = here.site.rules_by_code.get(code)
    words = rule_words(here, code, name)
    return tag("a", words, href=here.to(rule_path(rule.name))) if rule else words


def finding_entry(here: Here, diagnostic: Diagnostic) -> Markup:
    """One finding on the page of its item: how much it weighs, what it says, where to read more, what to type."""
    return tag(
        "li",
        tag("p", severity_badge(diagnostic.severity.label), " ", message_of(here, diagnostic)),
        in_the_file(here, diagnostic, with_help=True),
        tag("p", "Rule: ", rule_link(here, diagnostic.code, diagnostic.name), class_="a-soft"),
        class_="a-finding",
    )


def grouped_finding(here: Here, diagnostic: Diagnostic, has: str, *, with_help: bool) -> Markup:
    """One finding among others of the same rule: what it says, and folded where and what to type; `has` as in a `Row`.

    Where the message does not name the item it is about, the item comes before it.
    """
    message = message_of(here, diagnostic)
    item = diagnostic.item
    about = item_link(here, item) if item and item_link(here, item) not in message else EMPTY
    return tag(
        "li",
        tag("p", about, ": " if about else "", message),
        in_the_file(here, diagnostic, with_help=with_help),
        class_="a-finding",
        data_has=has,
    )


def message_of(here: Here, diagnostic: Diagnostic) -> Markup:
    """A message as a sentence, with links by their titles in place of ids, and days as the site writes them."""
    text = sentence(diagnostic.message)
    parts: list[Markup | str] = []
    done = 0
    for match in _QUOTED.finditer(text):
        item = here.site.plan.get(match[1]) if match[1] not in _NOT_IDS else None
        if item is None or match.start() < done:
            continue
        parts += _named(here, item, _say(text[done : match.start()]))
        done = match.end()
        told = f" ({shorten(item.title)})"
        done += len(told) if text.startswith(told, done) else 0
    return join([*parts, _say(text[done:])])


def _named(here: Here, item: Item, before: str) -> tuple[str, Markup | str]:
    """What comes before the name of an item, and the name: its link, or `this outcome` on its own page."""
    kind = KIND_NAMES[item.kind][0]
    kind = kind if kind.isupper() else kind.lower()
    bare = re.sub(rf"\b{kind} $", "", before, flags=re.IGNORECASE)
    if here.path == item_path(item):
        return bare, f"this {kind}" if bare else f"This {kind}"
    named = bare != before
    return (f"{bare}{kind if bare else kind[:1].upper() + kind[1:]} " if named else before), item_link(here, item.id)


def _say(text: str) -> str:
    """Plain text with every day as the site writes it."""
    return _LONG_DAY.sub(_shorter, say_days(text))


def _shorter(match: re.Match[str]) -> str:
    try:
        return say_day(date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])))
    except ValueError:  # a text that only looks like a day
        return match[0]


def in_the_file(here: Here, diagnostic: Diagnostic, *, with_help: bool) -> Markup:
    """Where a finding stands and, unless that was said before, what to type there: folded, for those who edit files."""
    help_ = tag("p", sentence(diagnostic.help)) if with_help and diagnostic.help else EMPTY
    return tag("details", tag("summary", "In the file"), help_, tag("p", place_of(here, diagnostic), class_="a-soft"))


def place_of(here: Here, diagnostic: Diagnostic) -> Markup:
    """The file and line of a finding, as a link to the forge's editor where a repository is known."""
    location = diagnostic.location
    line = f":{location.span.line}" if location.span else ""
    place = tag("code", f"{location.path}{line}")
    edit = here.site.edit_file(location.path)
    return tag("a", place, href=edit) if edit else place
