"""Several files change together or not at all, and patches of one file compose."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.edit import files
from alignctl.edit.files import ChangedMeanwhile, NotRestored, replace_files
from alignctl.edit.patches import Patch, Patches, apply_patches


@pytest.fixture
def three(tmp_path: Path) -> dict[Path, tuple[bytes, bytes]]:
    changes = {}
    for name in "abc":
        (tmp_path / name).write_bytes(name.encode())
        changes[tmp_path / name] = (name.encode(), name.upper().encode())
    return changes


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_all_change_and_keep_their_permissions_and_links(three, tmp_path: Path) -> None:
    (tmp_path / "a").chmod(0o600)
    (tmp_path / "b").rename(tmp_path / "real")
    (tmp_path / "b").symlink_to("real")
    replace_files(three)
    assert contents(tmp_path) == {"a": b"A", "b": b"B", "c": b"C", "real": b"B"}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "b").is_symlink()


@pytest.mark.parametrize("now", [b"changed", None])
def test_none_changes_where_one_is_not_what_was_read(now: bytes | None, three, tmp_path: Path) -> None:
    (tmp_path / "c").unlink()
    if now is not None:
        (tmp_path / "c").write_bytes(now)
    before = contents(tmp_path)
    with pytest.raises(ChangedMeanwhile, match=r"c$"):
        replace_files(three)
    assert contents(tmp_path) == before


def test_those_written_are_put_back_where_a_later_one_fails(three, tmp_path: Path, monkeypatch) -> None:
    replace = Path.replace

    def fail_at_c(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise PermissionError(13, "denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(files.Path, "replace", fail_at_c)
    with pytest.raises(PermissionError):
        replace_files(three)
    assert contents(tmp_path) == {"a": b"a", "b": b"b", "c": b"c"}


def test_what_cannot_be_put_back_is_named(three, tmp_path: Path, monkeypatch) -> None:
    replace, done = Path.replace, []

    def fail_after_one(self: Path, target: Path) -> Path:
        if done:
            raise OSError(28, "full", str(target))
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(files.Path, "replace", fail_after_one)
    with pytest.raises(NotRestored, match=f"{os.sep}a$"):
        replace_files(three)
    assert sorted(contents(tmp_path)) == ["a", "b", "c"]


TEXT = "\ufeffäö\r\nabc\r\nxyz"
PATCHES = st.builds(
    lambda start, length, text: Patch(start, min(start + length, 11), text),
    st.integers(0, 11),
    st.integers(0, 4),
    st.text("qr\n", max_size=2),
)


@given(st.lists(PATCHES, max_size=6))
def test_patches_that_are_kept_do_not_touch_each_other_nor_the_rest(wanted: list[Patch]) -> None:
    kept = Patches()
    for patch in wanted:
        if kept.admits([patch]):
            kept.keep([patch])
    body = TEXT[1:]
    expected = body
    for patch in sorted(set(kept), reverse=True):
        expected = expected[: patch.start] + patch.text + expected[patch.end :]
    assert apply_patches(TEXT.encode(), kept) == ("\ufeff" + expected).encode()
    for one in kept:
        for other in kept:
            assert one is other or not one.collides_with(other)


def test_of_two_that_overlap_the_first_stays() -> None:
    kept = Patches()
    assert kept.admits([Patch(0, 2, "x")])
    kept.keep([Patch(0, 2, "x")])
    assert not kept.admits([Patch(1, 3, "y")])
    assert not kept.admits([Patch(5, 6, "y"), Patch(5, 7, "z")])
    assert kept.admits([Patch(0, 2, "x"), Patch(2, 3, "y")])
