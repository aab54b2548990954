"""The content of files of many commits, from one `git cat-file --batch` that is asked as one goes."""

from __future__ import annotations

import subprocess
from types import TracebackType
from typing import IO

from alignctl.change.git import GitError, Repository
from alignctl.change.revision import LFS_POINTER, LFS_REMEDY
from alignctl.load.discovery import MAX_BYTES, Refusal

_CHUNK = 1 << 16


class BlobReader:
    """Reads contents by the names that git gives them. To be used in a `with`, which ends the process."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> BlobReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def read(self, object_id: str, path: str) -> bytes | Refusal:
        """The content of a file, or why it cannot be used. Raises GitError where it is not in this clone."""
        if self._process is None:
            self._process = self._repository.start("cat-file", "--batch")
        to, answers = self._process.stdin, self._process.stdout
        assert to is not None
        assert answers is not None
        try:
            to.write(f"{object_id}\n".encode())
            to.flush()
        except OSError as error:
            raise GitError(f"git cat-file broke off: {error.strerror}") from error
        header = answers.readline().split()
        if len(header) != 3:
            raise GitError(f'the content of "{path}" is not in this clone{self._repository.shallow_hint()}')
        size = int(header[2])
        if size > MAX_BYTES:
            _pass_over(answers, size + 1)
            return Refusal(f"the file is larger than {MAX_BYTES // 1_000_000} MB", "split it into several files")
        data = answers.read(size + 1)[:-1]
        if data.startswith(LFS_POINTER):
            return Refusal("lies in LFS, and only the pointer is here", LFS_REMEDY)
        return data


def _pass_over(answers: IO[bytes], count: int) -> None:
    while count > 0:
        part = answers.read(min(count, _CHUNK))
        if not part:
            return
        count -= len(part)
