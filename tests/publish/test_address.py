"""Where the pages of rules are published, from what mkdocs.yml says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.publish.address import find_published

PLUGIN = "plugins: [search, alignctl]\n"


def page(root: Path, text: str, name: str = "mkdocs.yml") -> str | None:
    (root / name).write_text(text, "utf-8")
    published = find_published(root)
    return published and published.rule_page("unlinked-outcome")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"site_url: https://plan.example\n{PLUGIN}", "https://plan.example/rules/unlinked-outcome/"),
        (f"site_url: http://plan.example/a/\n{PLUGIN}", "http://plan.example/a/rules/unlinked-outcome/"),
        (
            f'site_url: "https://p.example"\nx: !!python/name:os.system\n{PLUGIN}',
            "https://p.example/rules/unlinked-outcome/",
        ),
        (
            "use_directory_urls: false\nsite_url: https://p.example\nplugins:\n  - alignctl: {engine: dot}\n",
            "https://p.example/rules/unlinked-outcome/index.html",
        ),
        ("site_url: https://p.example\nplugins: {alignctl: {}}\n", "https://p.example/rules/unlinked-outcome/"),
    ],
)
def test_the_address_follows_the_settings_of_mkdocs(text: str, address: str, tmp_path: Path) -> None:
    assert page(tmp_path, text) == address
    (tmp_path / "mkdocs.yml").unlink()
    assert page(tmp_path, text, "mkdocs.yaml") == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "site_url: [\n",
        PLUGIN,
        "site_url: https://p.example\n",
        "site_url: https://p.example\nplugins: [search]\n",
        f"site_url: javascript:alert(1)\n{PLUGIN}",
        f"site_url: https://p.example/ x\n{PLUGIN}",
        f'site_url: "https://p.example/\\e]8;;x"\n{PLUGIN}',
        f"site_url: !ENV SITE\n{PLUGIN}",
        f"site_url: !other https://p.example\n{PLUGIN}",
        f"site_url: !ENV [SITE, https://p.example]\n{PLUGIN}",
        f"site_url: {{a: b}}\n{PLUGIN}",
    ],
)
def test_where_the_address_is_not_known_there_is_no_link(text: str, tmp_path: Path) -> None:
    assert page(tmp_path, text) is None


def test_without_a_file_there_is_no_link(tmp_path: Path) -> None:
    assert find_published(tmp_path) is None
    (tmp_path / "mkdocs.yml").write_bytes(b"site_url: \xff\xfe\n")
    assert find_published(tmp_path) is None


@given(st.text())
def test_an_address_holds_nothing_that_a_terminal_obeys(tmp_path_factory: pytest.TempPathFactory, tail: str) -> None:
    import json

    found = page(tmp_path_factory.mktemp("site"), f"site_url: {json.dumps('https://p.example/' + tail)}\n{PLUGIN}")
    assert found is None or (found.isascii() and found.isprintable() and " " not in found)
