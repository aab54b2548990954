"""Where the pages of the site are published, as far as `mkdocs.yml` says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.load.compose import UndecodableError, compose
from alignctl.publish.paths import rule_path

MKDOCS_FILES = ("mkdocs.yml", "mkdocs.yaml")
_ADDRESS = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True, slots=True)
class Published:
    """A published site: its address, with a slash at the end, and what is put after the address of each page."""

    address: str
    end: str = ""

    def rule_page(self, name: str) -> str:
        """The address of the page of a rule."""
        return f"{self.address}{rule_path(name)}{self.end}"


def find_published(root: Path) -> Published | None:
    """Where the site of the plan in `root` is published: `site_url` of the MkDocs file beside the configuration.

    None where there is no such file, where it does not ask for our plugin (then the site has no pages of rules), and
    where `site_url` is not there or no address that a link may have. The file may come from a branch that nobody has
    looked at: it is composed, and nothing in it is run.
    """
    path = next((path for path in (root / name for name in MKDOCS_FILES) if path.is_file()), None)
    if path is None:
        return None
    try:
        documents = compose(path.read_bytes())
    except (OSError, UndecodableError):
        return None
    settings = _fields(documents[0].node) if documents else {}
    address = _text(settings.get("site_url"))
    if "alignctl" not in _names(settings.get("plugins")) or not _ADDRESS.fullmatch(address):
        return None
    folders = _text(settings.get("use_directory_urls")).lower() != "false"
    return Published(address.rstrip("/") + "/", "" if folders else "index.html")


def _fields(node: Node | None) -> dict[str, Node]:
    return {_text(key): value for key, value in node.value} if isinstance(node, MappingNode) else {}


def _text(node: Node | None) -> str:
    """What a plain scalar says; nothing for one with a tag, such as `!ENV`, which stands for something else."""
    plain = isinstance(node, ScalarNode) and not str(node.tag or "").startswith("!")
    return str(node.value).strip() if node is not None and plain else ""


def _names(node: Node | None) -> set[str]:
    """The names of plugins, however they are listed."""
    entries = node.value if isinstance(node, SequenceNode) else [node]
    return {name for entry in entries for name in (_fields(entry) or {_text(entry)})}
