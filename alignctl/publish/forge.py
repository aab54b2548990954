"""Addresses of plan files in the web editors of forges."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from alignctl.publish.html import web_address

_GITEA = ("codeberg", "forgejo", "gitea")


def edit_address(repository: str, branch: str, path: str) -> str | None:
    """Where one edits a file, by the repository's web address; None where that is none that a link may have.

    GitLab and Forgejo (Gitea, Codeberg) are known by the name of their host; others are addressed as GitHub is.
    """
    address = web_address(repository)
    if address is None:
        return None
    base = address.rstrip("/").removesuffix(".git")
    host = urlsplit(base).hostname or ""
    where = f"{quote(branch, safe='/')}/{quote(path, safe='/')}"
    if "gitlab" in host:
        return f"{base}/-/edit/{where}"
    if any(name in host for name in _GITEA):
        return f"{base}/_edit/{where}"
    return f"{base}/edit/{where}"
