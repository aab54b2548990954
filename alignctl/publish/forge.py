"""Addresses of plan files in the web editors of forges."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

from alignctl.publish.html import web_address

_OWNER_AND_NAME = 2
_BY_SSH = re.compile(r"(?:ssh://)?[\w.-]+@(?P<host>[A-Za-z0-9.-]+)(?:(?::\d+)?/|:)(?P<path>[\w.~/-]+)", re.ASCII)
"""An address that git clones from by SSH, with or without a scheme: `git@host:group/name.git`."""
_HOSTS = {"github": "github", "gitlab": "gitlab", "codeberg": "forgejo", "forgejo": "forgejo", "gitea": "gitea"}


def forge_of(repository: str) -> str | None:
    """The forge that a repository's address tells of: github, gitlab, gitea or forgejo; None where it tells nothing.

    The name of the host tells (Codeberg runs Forgejo), else a path of three names or more: only GitLab nests groups.
    """
    parts = urlsplit(_base(repository) or "")
    host = parts.hostname or ""
    named = next((forge for part, forge in _HOSTS.items() if part in host), None)
    nested = len([name for name in parts.path.split("/") if name]) > _OWNER_AND_NAME
    return named or ("gitlab" if nested else None)


def commit_address(repository: str, commit: str, forge: str | None = None) -> str | None:
    """Where one sees a commit, by the repository's web address; None where that is none that a link may have.

    Here and below, `forge` is what runs at the address, where the settings say so.
    """
    base = _base(repository)
    if base is None:
        return None
    return f"{base}/-/commit/{commit}" if (forge or forge_of(base)) == "gitlab" else f"{base}/commit/{commit}"


def edit_address(repository: str, branch: str, path: str, forge: str | None = None) -> str | None:
    """Where one edits a file, by the repository's web address; None where that is none that a link may have.

    What is neither named nor known by its address is addressed as GitHub is.
    """
    base = _base(repository)
    if base is None:
        return None
    forge = forge or forge_of(base)
    where = f"{quote(branch, safe='/')}/{quote(path, safe='/')}"
    if forge == "gitlab":
        return f"{base}/-/edit/{where}"
    if forge in ("forgejo", "gitea"):
        return f"{base}/_edit/{where}"
    return f"{base}/edit/{where}"


def new_file_address(repository: str, branch: str, path: str, text: str, forge: str | None = None) -> str | None:
    """Where one writes a new file that holds `text` already; None where the forge cannot fill it, or has no address.

    GitHub takes the name (folders and all) and the text from the address, and Gitea and Forgejo took that over.
    GitLab gave up taking the text (gitlab-org/gitlab issue 532221), so there an issue has to serve.
    """
    base = _base(repository)
    forge = forge or (forge_of(base) if base is not None else None)
    if base is None or forge == "gitlab":
        return None
    word = "_new" if forge in ("forgejo", "gitea") else "new"
    return f"{base}/{word}/{quote(branch, safe='/')}?{_query({'filename': path, 'value': text})}"


def new_issue_address(repository: str, title: str, text: str, forge: str | None = None) -> str | None:
    """Where one writes an issue that holds a title and a text already; None for an address that no link may have."""
    base = _base(repository)
    if base is None:
        return None
    if (forge or forge_of(base)) == "gitlab":
        return f"{base}/-/issues/new?{_query({'issue[title]': title, 'issue[description]': text})}"
    return f"{base}/issues/new?{_query({'title': title, 'body': text})}"


def _base(repository: str) -> str | None:
    by_ssh = _BY_SSH.fullmatch(repository.strip())
    address = f"https://{by_ssh['host']}/{by_ssh['path'].lstrip('/')}" if by_ssh else web_address(repository)
    return None if address is None else address.rstrip("/").removesuffix(".git")


def _query(values: dict[str, str]) -> str:
    """Values as the query of an address: whatever they hold is data in it. Half of a surrogate pair has no bytes."""
    return urlencode(values, quote_via=quote, safe="", errors="replace")
