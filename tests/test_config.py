"""Reading the configuration: whatever stands in it, there is a configuration or a message, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.config import Config, ConfigError, read_config_text

YAML, TOML = Path("/plan/alignctl.yaml"), Path("/plan/pyproject.toml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"[" * 100_000, "too deep"),
        (b"- " * 100_000, "too deep"),
        (b"a: &a [*a]\n", "contains itself"),
        (b"name: x\nname: y\n", '"name" stands here twice'),
        (b"name: x\n---\nname: y\n", "one document"),
        (b"\xff\xfen\x00", "save it as UTF-8"),
        (b"name: \x00\n", "NUL character"),
        (b"#" * 1_000_001, "larger than"),
    ],
)
def test_hostile_yaml_is_refused_with_a_message(data: bytes, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_config_text(data, YAML)


def test_scalars_are_texts_until_a_setting_reads_them() -> None:
    config = read_config_text(b"name: no\ntoday: 2026-01-31\nfiscal_year_starts: 10\n", YAML)
    assert config is not None
    assert (config.name, config.fiscal_year_starts) == ("no", 10)
    assert str(config.today) == "2026-01-31"
    assert config.given == {"name", "today", "fiscal_year_starts"}


def test_pyproject_without_a_table_is_no_configuration() -> None:
    assert read_config_text(b"[tool.other]\nx = 1\n", TOML) is None


@given(st.binary(max_size=300), st.sampled_from([YAML, TOML]))
def test_any_bytes_give_a_configuration_or_a_message(data: bytes, path: Path) -> None:
    message = path.name
    config = None
    try:
        config = read_config_text(data, path)
    except ConfigError as error:
        message = str(error)
    assert message.startswith(path.name)
    assert config is None or isinstance(config, Config)
