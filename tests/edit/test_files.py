"""Files are written whole or not at all, and nobody's file is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alignctl.edit.files import FileExists, write_new, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_text_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "b.yaml", "x: ü\n")
    assert (tmp_path / "a" / "b.yaml").read_bytes() == "x: ü\n".encode()
    assert names(tmp_path / "a") == ["b.yaml"]


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("mine")
    with pytest.raises(FileExists):
        write_new(path, "theirs")
    assert path.read_text() == "mine"
    assert names(tmp_path) == ["a.yaml"]


def test_a_dangling_link_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExists):
        write_new(path, "theirs")
    assert not (tmp_path / "elsewhere").exists()


def test_without_hard_links_a_file_that_is_there_is_left_alone_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "new.yaml", "first")
    with pytest.raises(FileExists):
        write_new(tmp_path / "new.yaml", "second")
    assert (tmp_path / "new.yaml").read_text() == "first"
    assert names(tmp_path) == ["new.yaml"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.yaml"]
