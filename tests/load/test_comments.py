"""Comments that set findings aside are found where they are comments, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.comments import find_ignores

NOTE = "# alignctl: ignore[MEA003] -- because"


def found(text: str) -> list[tuple[int, tuple[str, ...], str | None]]:
    """Line spoken of, rules and reason of each comment in a file."""
    return [(i.line, i.rules, i.reason) for i in find_ignores({"plans/a.yaml": text.encode()})]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"a: 1  {NOTE}\nb: 2\n", 1),
        (f"{NOTE}\na: 1\n", 2),
        (f"a: 1\n{NOTE}\n\n# more\nb: 2\n", 5),
        (f"a: 'quoted'  {NOTE}\nb: 2\n", 1),
        (f"a: |\n  text\n{NOTE}\nb: 2\n", 4),
        (f"- x  {NOTE}\n- y\n", 1),
        (f"a: {{b: 1}}  {NOTE}\n", 1),
        (f"a: 1\n---\n{NOTE}\nb: 2\n", 4),
        (f"\ufeffa: 1  {NOTE}\n", 1),
        (f"a: 1  {NOTE}\r\nb: 2\r\n", 1),
        (f"a:  {NOTE}\n  b: 2\n", 1),
        (f"a: one\n  two  {NOTE}\n", 2),
    ],
)
def test_a_comment_speaks_of_its_line_or_of_the_next(text: str, line: int) -> None:
    assert found(text) == [(line, ("MEA003",), "because")]


@pytest.mark.parametrize(
    "text",
    [
        f"a: |\n  text\n  {NOTE}\nb: 2\n",
        f"a: >\n  text\n\n  {NOTE}\n",
        f'a: "x {NOTE}"\n',
        f"a: 'x\n  {NOTE}'\n",
        f"a: x{NOTE}\n",
        f"a: [\n{NOTE}\n",
    ],
)
def test_look_alikes_inside_a_text_or_a_broken_file_are_no_comments(text: str) -> None:
    assert found(text) == []


def test_several_rules_and_a_missing_reason() -> None:
    assert found("a: 1 # alignctl: ignore[MEA003, vanity-metric]\n") == [(1, ("MEA003", "vanity-metric"), None)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_reason_on_a_line_is_kept(reason: str) -> None:
    import yaml

    text = f"a: 1 # alignctl: ignore[X] -- {reason}\n"
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return
    ignores = find_ignores({"a.yaml": text.encode()})
    assert len(ignores) == 1
    first_line = reason.splitlines()[0].strip() if reason.splitlines() else ""
    assert (ignores[0].reason or "").startswith(first_line[:1])


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    find_ignores({"a.yaml": b"# alignctl: ignore[X]\n" + text.encode("utf-8", "surrogatepass")})
