"""CODEOWNERS as each forge reads it: where the file lies, what a handle is, how a path is written, how rules add up.

- GitHub: a pattern as in `.gitignore`, without `!`, `[ ]` and an escaped `#`; the last line that matches counts, and
  any one of its owners can approve. https://docs.github.com/articles/about-code-owners
- GitLab: a pattern for Ruby's `File.fnmatch`; each section is enforced on its own, and in each the last line that
  matches counts. https://docs.gitlab.com/user/project/codeowners/reference
- Gitea, Forgejo: a regular expression over the whole path, after a backslash was taken off each escaped character;
  every line that matches counts. https://docs.gitea.com/usage/repository/code-owners
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from alignctl.exchange.codeowners import Claim
from alignctl.records import Record, record

_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_PLAIN = re.compile(r"[A-Za-z0-9._/~@%+=,:-]")
_REGEX_SIGNS = re.compile(r"[.*+?^${}()|\[\]\\]")
_TOKEN_SIGNS = re.compile(r"[\\ #]")


@record
class Forge(Record):
    """A kind of forge.

    `places` are where it looks for the file, first to last; it reads the first that is there. `home` is where a new one
    goes, `handle` what a team's handle looks like, in words. A file of `most_bytes` or more is not read at all.
    """

    name: str
    title: str
    places: tuple[str, ...]
    home: str
    pattern: str
    handle: str
    most_bytes: int | None = None


GITHUB = Forge(
    "github",
    "GitHub",
    (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    ".github/CODEOWNERS",
    rf"@{_NAME}(?:/{_NAME})?|{_EMAIL}",
    '"@organisation/team"',
    3_000_000,
)
GITLAB = Forge(
    "gitlab",
    "GitLab",
    ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
    ".gitlab/CODEOWNERS",
    rf"@{_NAME}(?:/{_NAME})*|@@(?:developer|maintainer|owner)s?|{_EMAIL}",
    '"@group/subgroup"',
)
_GITEA_PLACES = ("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS")
_GITEA_HANDLE = rf"@{_NAME}(?:/{_NAME})?"
GITEA = Forge("gitea", "Gitea", _GITEA_PLACES, _GITEA_PLACES[-1], _GITEA_HANDLE, '"@organisation/team"')
FORGEJO = Forge(
    "forgejo",
    "Forgejo",
    (*_GITEA_PLACES, ".forgejo/CODEOWNERS"),
    ".forgejo/CODEOWNERS",
    _GITEA_HANDLE,
    '"@organisation/team"',
)
FORGES = {forge.name: forge for forge in (GITHUB, GITLAB, GITEA, FORGEJO)}


def is_handle(forge: Forge, text: str) -> bool:
    """Whether a forge takes a text for the handle of a group or person; nothing else may stand in its file."""
    return re.fullmatch(forge.pattern, text, re.ASCII) is not None


def write_rules(forge: Forge, claims: Iterable[Claim], *, one_is_enough: bool = False) -> tuple[str, ...]:
    """The lines that let a forge ask about these files, whose paths are those from the top of the repository.

    Where the forge can tell them apart, each handle is asked by itself, unless `one_is_enough`.
    """
    claims = sorted(claims, key=lambda claim: claim.path)
    if forge in (GITEA, FORGEJO):
        if one_is_enough:
            return tuple(f"{_regex(claim.path)} {' '.join(claim.handles)}" for claim in claims)
        return tuple(f"{_regex(claim.path)} {handle}" for claim in claims for handle in claim.handles)
    by_pattern: dict[str, set[str]] = {}
    for claim in claims:
        by_pattern.setdefault(_glob(claim.path, "?" if forge is GITHUB else "\\ "), set()).update(claim.handles)
    rules = [(pattern, tuple(sorted(handles))) for pattern, handles in sorted(by_pattern.items())]
    # Since the last line counts, a file's own comes below those whose `?` match it too; these have more of them.
    rules.sort(key=lambda rule: -rule[0].count("?"))
    if forge is GITHUB:
        return tuple(f"{pattern} {' '.join(handles)}" for pattern, handles in rules)
    return tuple(_sections(rules, one_is_enough))


def _sections(rules: Sequence[tuple[str, tuple[str, ...]]], one_is_enough: bool) -> Iterator[str]:
    """A section for each handle, so that each is asked; or one for all."""
    if one_is_enough:
        yield "[plan]"
        yield from (f"{pattern} {' '.join(handles)}" for pattern, handles in rules)
        return
    for asked in sorted({handle for _, handles in rules for handle in handles}):
        yield f"[plan: {asked.strip('@').replace('@', ' at ')}]"
        yield from (f"{pattern} {asked}" for pattern, handles in rules if asked in handles)


def _glob(path: str, space: str) -> str:
    """A pattern for one file. A sign that could mean something else becomes `?`, which matches any one sign."""
    return "/" + "".join(c if _PLAIN.match(c) or c.isalpha() else space if c == " " else "?" for c in path)


def _regex(path: str) -> str:
    """A regular expression for one file, escaped once for the expression and once for the words of the line."""
    text = "".join(c if c.isprintable() else "\0" for c in path)
    text = _REGEX_SIGNS.sub(r"\\\g<0>", text).replace("\0", ".")
    if text.startswith("!"):
        text = f"[!]{text[1:]}"
    return _TOKEN_SIGNS.sub(r"\\\g<0>", text)
