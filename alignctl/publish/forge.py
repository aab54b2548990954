"""Addresses of plan files in the web editors of forges."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from alignctl.publish.html import web_address

_HOSTS = {"github": "github", "gitlab": "gitlab", "codeberg": "forgejo", "forgejo": "forgejo", "gitea": "gitea"}


def forge_of(repository: str) -> str | None:
    """The forge that a repository's web address names in its host: github, gitlab, gitea or forgejo; None for another.

    Codeberg runs Forgejo.
    """
    host = urlsplit(repository).hostname or ""
    return next((forge for part, forge in _HOSTS.items() if part in host), None)


def commit_address(repository: str, commit: str) -> str | None:
    """Where one sees a commit, by the repository's web address; None where that is none that a link may have."""
    address = web_address(repository)
    if address is None:
        return None
    base = address.rstrip("/").removesuffix(".git")
    return f"{base}/-/commit/{commit}" if forge_of(base) == "gitlab" else f"{base}/commit/{commit}"


def edit_address(repository: str, branch: str, path: str) -> str | None:
    """Where one edits a file, by the repository's web address; None where that is none that a link may have.

    GitLab and Forgejo (Gitea, Codeberg) are known by the name of their host; others are addressed as GitHub is.
    """
    address = web_address(repository)
    if address is None:
        return None
    base = address.rstrip("/").removesuffix(".git")
    forge = forge_of(base)
    where = f"{quote(branch, safe='/')}/{quote(path, safe='/')}"
    if forge == "gitlab":
        return f"{base}/-/edit/{where}"
    if forge in ("forgejo", "gitea"):
        return f"{base}/_edit/{where}"
    return f"{base}/edit/{where}"
