"""The page of a rule: one Markdown file beside its module, which teaches, and whose examples the tests run.

A page reads:

    # unlinked-outcome (LOS001)

    One sentence: what the rule finds.

    ## Why it matters
    ## Example            a small plan with the defect, then the findings of this rule on it
    ## Use instead        the plan mended; the rule says nothing
    ## Near miss          what looks alike and is no defect; the rule says nothing
    ## Options            a table of name, default and meaning, or "This rule has no options."
    ## What it cannot know

A plan is a `yaml` block; the `text` block after it holds the findings of this rule on it, one a line, as `describe`
writes them. The line `<!-- today: 2026-03-31 -->` before a plan sets the day it is judged on, and a `csv` or `json`
block after `<!-- file: readings.csv -->` is a file beside the plan that follows. A rule on changes needs two plans: the
one after `<!-- before -->` is the older, the one after it the newer, and the findings are those on the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from alignctl.diagnostics import Diagnostic
from alignctl.lint.rule import SAFE, UNSAFE, Rule

HEADINGS = ("Why it matters", "Example", "Use instead", "Near miss", "Options", "What it cannot know")
"""The sections of every page, in this order."""

EXAMPLE_TODAY = date(2026, 6, 30)
"""The day that examples are judged on where they do not say another."""

_HOW_MENDED = {
    frozenset(): "A person has to decide; there is no fix.",
    frozenset({SAFE}): "`alignctl check --fix` mends it wherever nothing else can have been meant.",
    frozenset({UNSAFE}): (
        "`alignctl check --unsafe-fixes` mends some of it by a guess or a placeholder, which a person must look at."
    ),
    frozenset({SAFE, UNSAFE}): (
        "`alignctl check --fix` mends it wherever nothing else can have been meant; `--unsafe-fixes` mends more, by "
        "guesses that a person must look at."
    ),
}

_TITLE = re.compile(r"# (.+)")
_SECTION = re.compile(r"## (.+)")
_FENCE = re.compile(r"```([a-z]*)")
_NOTE = re.compile(r"<!-- (?:(today|file): (\S+)|(before)) -->")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown below it, without blank lines around it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A plan to be judged. `findings` are the lines that this rule must give; `files` are (name, text) beside it.

    `before` is the older plan, where a change is judged.
    """

    heading: str
    plan: str
    findings: tuple[str, ...] = ()
    today: date = EXAMPLE_TODAY
    files: tuple[tuple[str, str], ...] = ()
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `summary` is the text between the title and the first section."""

    title: str
    summary: str
    sections: tuple[Section, ...]
    examples: tuple[Example, ...]


def page_path(rule: Rule) -> Path:
    """Where the page of a rule lies: beside its module."""
    return Path(__file__).parent / "rules" / rule.family.lower() / f"{rule.name}.md"


def page_text(rule: Rule) -> str:
    """The page of a rule in Markdown. Raises OSError where there is none."""
    return rule.page if rule.page is not None else page_path(rule).read_text("utf-8")


def explain_rule(rule: Rule) -> str:
    """What readers see: the page of a rule, and in it how its findings can be mended.

    A rule of somebody else's that has no page is told by its summary.
    """
    try:
        text = page_text(rule)
    except FileNotFoundError:
        text = f"# {rule.name} ({rule.code})\n\n{rule.summary}.\n"
    fix = f"## Fix\n\n{_HOW_MENDED[frozenset(rule.fixes)]}\n\n"
    before, heading, after = text.partition("## Near miss\n")
    return f"{before}{fix}{heading}{after}" if heading else f"{text.rstrip()}\n\n{fix.rstrip()}\n"


def read_page(rule: Rule) -> Page:
    """Read the page of a rule. Raises OSError where there is none, ValueError where it has no such form."""
    try:
        return parse_page(page_text(rule))
    except ValueError as error:
        raise ValueError(f"{rule.name}.md: {error}") from error


def parse_page(text: str) -> Page:
    """Take a page apart. Raises ValueError where it does not begin with a title or has a block without an end."""
    head, *rest = _split_sections(text)
    title, _, summary = head.text.partition("\n")
    match = _TITLE.fullmatch(title)
    if match is None:
        raise ValueError('a page begins with "# rule-name (CODE)"')
    examples = tuple(example for section in rest for example in _examples_in(section))
    return Page(match[1], summary.strip(), tuple(rest), examples)


def describe(diagnostic: Diagnostic) -> str:
    """A finding in one line: `CODE severity item-id field.path: message`, with `-` where the item's id is not known."""
    at = ".".join(str(part) for part in diagnostic.location.pointer)
    place = f"{diagnostic.item or '-'} {at}" if at else diagnostic.item or "-"
    return f"{diagnostic.code} {diagnostic.severity.label} {place}: {diagnostic.message}"


def _split_sections(text: str) -> list[Section]:
    """Cut at headings, but not at lines in code blocks that look like one; the first has no heading."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    in_code = False
    for line in text.splitlines():
        in_code ^= line.startswith("```")
        match = None if in_code else _SECTION.fullmatch(line.rstrip())
        if match:
            parts.append((match[1], []))
        else:
            parts[-1][1].append(line)
    if in_code:
        raise ValueError("a code block has no end")
    return [Section(heading, "\n".join(lines).strip()) for heading, lines in parts]


def _examples_in(section: Section) -> Iterator[Example]:
    current: Example | None = None
    today, name = EXAMPLE_TODAY, "readings.csv"
    files: list[tuple[str, str]] = []
    older: str | None = None
    awaits_older = False
    for kind, value in _blocks(section.text):
        if kind == "before":
            awaits_older = True
        elif kind == "yaml" and awaits_older:
            older, awaits_older = value, False
        elif kind == "yaml":
            if current is not None:
                yield current
            current = Example(section.heading, value, (), today, tuple(files), older)
            today, files, older = EXAMPLE_TODAY, [], None
        elif kind == "text" and current is not None:
            yield replace(current, findings=tuple(value.splitlines()))
            current = None
        elif kind in ("csv", "json"):
            files.append((name, value))
        elif kind == "file":
            name = value
        elif kind == "today":
            today = date.fromisoformat(value)
    if current is not None:
        yield current


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Code blocks as (language, content) and notes as (`today`, `file` or `before`, value), in order."""
    language: str | None = None
    lines: list[str] = []
    for line in text.splitlines():
        if language is None:
            if fence := _FENCE.fullmatch(line.rstrip()):
                language, lines = fence[1], []
            elif note := _NOTE.fullmatch(line.strip()):
                yield note[1] or note[3], note[2] or ""
        elif line.rstrip() == "```":
            yield language, "\n".join(lines) + "\n"
            language = None
        else:
            lines.append(line)
