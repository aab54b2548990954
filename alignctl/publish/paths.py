"""Where things stand on the site: stable addresses, and links from one to another.

An address is relative to the root of the site and ends in a slash, such as `outcomes/first-contact-resolution/`; the
front page is the empty address. An item keeps its address for as long as it keeps its kind and id.
"""

from __future__ import annotations

import re

from alignctl.plan.items import PLURALS, Item

FRONT = ""
FEED = "feed.xml"
FINDINGS = "findings/"
HISTORY = "changes/"
CASCADES = "cascades/"
X_MATRICES = "x-matrix/"
BOWLING = "bowling/"
STRATEGY_MAPS = "strategy-map/"
METRIC_TREES = "metric-tree/"
BOARD = "hypothesis-board/"
LEDGER = "learning-ledger/"
ALIGNMENT = "alignment-matrix/"
PROMISES = "promises/"
TEAM_SHEETS = "team-sheets/"
GALLERY = "views/"
RULES = "rules/"
SIGHT = "line-of-sight/"
LEVELS = "levels/"
MILESTONES = "milestones/"
_TAKEN = re.compile(r"(?:index\Z|(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z))")
"""Names that a web server or Windows keeps for itself. An id holds no underscore, so adding one collides with none."""


def kind_path(kind: str) -> str:
    """The address of the list of all items of a kind."""
    return f"{PLURALS[kind]}/"


def path_of(kind: str, item_id: str) -> str:
    """The address of an item's page, from its kind and id."""
    name = f"{item_id}_" if _TAKEN.match(item_id) else item_id
    return f"{PLURALS[kind]}/{name}/"


def item_path(item: Item) -> str:
    """The address of an item's page."""
    return path_of(item.kind, item.id)


def team_findings_path(team_id: str) -> str:
    """The address of the list that a team clears: the findings in what it owns; "" stands for what nobody owns."""
    return f"{path_of('team', team_id)}{FINDINGS}" if team_id else f"{FINDINGS}nobody/"


def rule_path(name: str) -> str:
    """The address of a rule's page, from the rule's name."""
    return f"{RULES}{name}/"


def cascade_path(name: str) -> str:
    """The address of one picture of the cascade, from the picture's name."""
    return f"{CASCADES}{name}_/" if _TAKEN.match(name) else f"{CASCADES}{name}/"


def view_path(group: str, name: str) -> str:
    """The address of one of several pictures of a view, from the address of the view and the picture's name."""
    return f"{group}{name}_/" if _TAKEN.match(name) else f"{group}{name}/"


def relative(source: str, target: str, end: str = "") -> str:
    """The link from the page at `source` to `target`, which may carry a `#fragment` or be a file.

    It goes up to the root and down again, so that all pages of one depth share their links. `end` is put after the
    slash of a page's address: `index.html` where the site is read without a server.
    """
    address, mark, fragment = target.partition("#")
    if mark and address == source:
        return f"#{fragment}"
    link = "../" * source.count("/") + address
    return f"{link or './'}{end if link.endswith('/') or not link else ''}{mark}{fragment}"
