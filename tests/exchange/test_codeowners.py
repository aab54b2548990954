"""CODEOWNERS as the forges read it: each file asks whom the plan says, and nothing in a plan can write other rules."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.exchange.codeowners import Claim, find_ownership
from alignctl.exchange.forges import FORGEJO, FORGES, GITEA, GITHUB, GITLAB, Forge, is_handle, write_rules
from alignctl.exchange.marked_block import BlockError, MarkedFile
from alignctl.load.discovery import Refusal
from alignctl.load.load import load_sources

PATHS = st.text(
    st.sampled_from("ab.-_ #[]!?*+(){}^$|\\\t\néß@/") | st.characters(codec="utf-8"), min_size=1, max_size=12
).filter(lambda path: "\0" not in path)
HANDLES = st.lists(st.sampled_from(["@o/a", "@o/b", "@o/c"]), min_size=1, max_size=3, unique=True)


def glob_matches(pattern: str, path: str) -> bool:
    """How `.gitignore` and `File.fnmatch` read the patterns that are written here: `?` is a sign, `\\ ` a space."""
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    regex = "".join("[^/]" if part == "?" else re.escape(part[-1]) for part in parts)
    return re.fullmatch(regex, f"/{path}", re.DOTALL) is not None


def words_of_line(line: str) -> list[str]:
    """The words of a line as Gitea cuts it: a backslash keeps the next sign, `#` begins a comment."""
    words: list[str] = []
    word, escaped = "", False
    for sign in line.strip().replace("\t", " "):
        if escaped:
            word, escaped = word + sign, False
        elif sign == "\\":
            escaped = True
        elif sign == "#":
            break
        elif sign == " ":
            words, word = words + ([word] if word else []), ""
        else:
            word += sign
    return words + ([word] if word else [])


def asked(forge: Forge, lines: tuple[str, ...], path: str) -> set[str]:
    """Whom a forge asks about a file."""
    if forge in (GITEA, FORGEJO):
        rules = [words_of_line(line) for line in lines]
        assert not any(rule[0].startswith("!") for rule in rules)
        return {name for rule in rules if re.fullmatch(rule[0], path, re.DOTALL) for name in rule[1:]}
    last: dict[str, set[str]] = {}
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line
            continue
        pattern, *names = re.split(r"(?<!\\) ", line)
        if glob_matches(pattern, path):
            last[section] = set(names)
    return set().union(*last.values()) if last else set()


@pytest.mark.parametrize("forge", FORGES.values(), ids=lambda forge: forge.name)
@pytest.mark.parametrize("one_is_enough", [False, True])
@settings(deadline=None)
@given(files=st.dictionaries(PATHS, HANDLES, min_size=1, max_size=6))
def test_every_file_asks_those_whom_the_plan_says(
    forge: Forge, one_is_enough: bool, files: dict[str, list[str]]
) -> None:
    claims = [Claim(path, tuple(sorted(handles))) for path, handles in files.items()]
    lines = write_rules(forge, claims, one_is_enough=one_is_enough)
    assert not any("\n" in line or "\r" in line or line.startswith(("!", "#", "^")) for line in lines)
    # A path with signs of meaning may share its rule with one that differs in just those; nobody is left out by it.
    is_plain = all(re.fullmatch(r"[a-z./_ -]+", path) for path in files)
    for path, handles in files.items():
        assert asked(forge, lines, path) >= set(handles)
        assert asked(forge, lines, path) == set(handles) or not is_plain
    assert lines == write_rules(forge, reversed(claims), one_is_enough=one_is_enough)


def test_the_own_line_of_a_file_counts_where_others_match_it_too() -> None:
    files = {"a[bc": "@o/a", "a#b#": "@o/b", "axbc": "@o/c"}
    lines = write_rules(GITHUB, [Claim(path, (handle,)) for path, handle in files.items()])
    assert lines == ("/a?b? @o/b", "/a?bc @o/a", "/axbc @o/c")


@pytest.mark.parametrize(
    ("forge", "lines"),
    [
        (GITHUB, ("/p/a?b.yaml @o/a @o/b", "/p/c.yaml @o/a")),
        (GITLAB, ("[plan: o/a]", "/p/a\\ b.yaml @o/a", "/p/c.yaml @o/a", "[plan: o/b]", "/p/a\\ b.yaml @o/b")),
        (GITEA, ("p/a\\ b\\\\.yaml @o/a", "p/a\\ b\\\\.yaml @o/b", "p/c\\\\.yaml @o/a")),
        (FORGEJO, ("p/a\\ b\\\\.yaml @o/a", "p/a\\ b\\\\.yaml @o/b", "p/c\\\\.yaml @o/a")),
    ],
    ids=lambda value: value.name if isinstance(value, Forge) else "",
)
def test_what_is_written_for_each_forge(forge: Forge, lines: tuple[str, ...]) -> None:
    claims = [Claim("p/c.yaml", ("@o/a",)), Claim("p/a b.yaml", ("@o/a", "@o/b"))]
    assert write_rules(forge, claims) == lines


def test_one_approval_is_enough_where_that_is_wanted() -> None:
    claims = [Claim("a.yaml", ("@o/a", "@o/b"))]
    assert write_rules(GITLAB, claims, one_is_enough=True) == ("[plan]", "/a.yaml @o/a @o/b")
    assert write_rules(GITEA, claims, one_is_enough=True) == ("a\\\\.yaml @o/a @o/b",)


@pytest.mark.parametrize(
    ("text", "takers"),
    [
        ("@org/team", "github gitlab gitea forgejo"),
        ("@person", "github gitlab gitea forgejo"),
        ("@group/sub/part", "gitlab"),
        ("@@maintainers", "gitlab"),
        ("team@example.org", "github gitlab"),
        ("org/team", ""),
        ("@org/team @other", ""),
        ("@org/team\n* @evil", ""),
        ("@org/team\n", ""),
        ("@org/team#x", ""),
        ("@org/team\t@x", ""),
        ("@org/team\u2028@x", ""),
        ("@org/]\u202e", ""),
        ("@órg", ""),
        ("@", ""),
        ("", ""),
        ("@org/", ""),
        ("@/team", ""),
    ],
)
def test_only_a_handle_passes_for_one(text: str, takers: str) -> None:
    assert [forge.name for forge in FORGES.values() if is_handle(forge, text)] == takers.split()


TEAMS = (
    "{kind: team, id: a, title: A, forge: '@o/a'}\n---\n{kind: team, id: b, title: B, forge: '@o/b'}\n---\n"
    "{kind: team, id: c, title: C}\n---\n{kind: team, id: d, title: D, forge: '@o/d x'}\n---\n"
    "{kind: team, id: e, title: E, forge: '@o/e', retired: {date: 2026-01-01, why: x}}\n"
)
FILES = {
    "plans/teams.yaml": TEAMS,
    "plans/o.yaml": "{kind: outcome, id: o, title: O, owner: a, shared_with: [b, c, d]}",
    "plans/k.yaml": "{kind: kpi, id: k, title: K, owner: b, measures: o, readings: k.csv}\n---\n"
    "{kind: kpi, id: k2, title: K2, owner: a, co_owners: b, readings: ../k2.csv}",
    "plans/retired.yaml": "{kind: strategy, id: s, title: S, owner: e}",
    "plans/nobody.yaml": "{kind: strategy, id: n, title: N, owner: nobody}",
    "plans/promise.yaml": "{kind: commitment, id: p, title: P, from_team: a, to_team: b, promise: x}",
    "plans/bet.yaml": "{kind: hypothesis, id: h, title: H, owner: a, teams: b, moves: {id: k, to: 1}}",
    "plans/ask.yaml": "{kind: assessment, id: q, title: Q, owner: a, date: 2026-01-01, responses: q.csv}",
}


def ownership(folder: str = "", policy: tuple[str, ...] = ()) -> dict[str, str]:
    csv = {"plans/k.csv": b"date,value\n", "k2.csv": b"date,value\n", "plans/q.csv": b"question\n"}
    missing = Refusal("no file", "")
    plan = load_sources({p: t.encode() for p, t in FILES.items()}, lambda path: csv.get(path, missing)).plan
    found = find_ownership(plan, lambda text: is_handle(GITHUB, text), folder, ["alignctl.yaml"], policy)
    assert [(u.team, u.handle, u.known) for u in found.unreachable] == [
        ("c", None, True),
        ("d", "@o/d x", True),
        ("nobody", None, False),
    ]
    start = f"{folder}/" if folder else ""
    assert found.unclaimed == (f"{start}plans/nobody.yaml", f"{start}plans/retired.yaml")
    return {claim.path: " ".join(claim.handles) for claim in found.claims}


def test_who_owns_and_who_shares_is_asked() -> None:
    assert ownership() == {
        "k2.csv": "@o/a @o/b",
        "plans/ask.yaml": "@o/a",
        "plans/bet.yaml": "@o/a @o/b",
        "plans/k.csv": "@o/b",
        "plans/k.yaml": "@o/a @o/b",
        "plans/o.yaml": "@o/a @o/b",
        "plans/promise.yaml": "@o/a @o/b",
        "plans/q.csv": "@o/a",
        "plans/teams.yaml": "@o/a @o/b",
    }


def test_policy_and_the_documents_of_teams_belong_to_those_who_answer_for_the_policy() -> None:
    found = ownership(policy=("b",))
    assert (found["alignctl.yaml"], found["plans/teams.yaml"]) == ("@o/b", "@o/b")
    assert found["plans/k.csv"] == "@o/b"


def test_paths_count_from_the_top_of_the_repository() -> None:
    assert set(ownership("work/our plan")) == {f"work/our plan/{path}" for path in ownership()}


_NESTED = (("BEGIN", "."), ("BEGIN", "a"), ("END", "."))
BREAKS = st.sampled_from([b"\n", b"\r\n"])
LINES = st.lists(st.binary(max_size=8).filter(lambda line: b"\n" not in line), max_size=4)


@settings(deadline=None)
@given(above=LINES, below=LINES, line_break=BREAKS, ends=st.booleans(), rules=st.lists(st.sampled_from("xyz")))
def test_only_the_block_changes(
    above: list[bytes], below: list[bytes], line_break: bytes, ends: bool, rules: list[str]
) -> None:
    data = line_break.join(above) + (line_break if ends else b"")
    first = MarkedFile(data, "plan").with_block(["old"])
    assert first.startswith(data)
    assert MarkedFile(data, "plan").with_block(["old"]) == MarkedFile(first, "plan").with_block(["old"])
    rest = line_break.join(below)
    whole = MarkedFile(first + rest, "plan")
    second = whole.with_block(rules)
    assert second.startswith(data)
    assert second.endswith(rest)
    assert MarkedFile(second, "plan").with_block(["old"]) == whole.with_block(["old"]) == first + rest
    other = MarkedFile(second, "other").with_block(["theirs"])
    assert MarkedFile(other, "plan").with_block(rules) == other


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('# BEGIN alignctl codeowners, plan in "."\n', "line 1: the marks of the block do not pair up"),
        ('x\n# END alignctl codeowners, plan in "."\n', "line 2: the marks of the block do not pair up"),
        (
            '# END alignctl codeowners, plan in "."\n# BEGIN alignctl codeowners, plan in "."\n',
            "line 1: the marks of the block do not pair up",
        ),
        (
            "\n".join(f'# {mark} alignctl codeowners, plan in "{f}"' for mark, f in _NESTED),
            "line 2: a mark of another plan's block stands inside this one",
        ),
    ],
)
def test_marks_that_do_not_pair_up_are_left_alone(text: str, says: str) -> None:
    with pytest.raises(BlockError, match=re.escape(says)):
        MarkedFile(text.encode(), "")
