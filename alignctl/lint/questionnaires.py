"""Read the questionnaires that ship with alignctl."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alignctl.plan.parts import Question
from alignctl.plan.questionnaires import Questionnaire
from alignctl.resources import data_directory


def read_questionnaires() -> dict[str, Questionnaire]:
    """The built-in questionnaires, by name."""
    paths = sorted(data_directory("questionnaires").glob("*.yaml"))
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> Questionnaire:
    import yaml

    data: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506, makes texts only
    return Questionnaire(
        path.stem, data["title"], data["purpose"], tuple(_question(entry) for entry in data["questions"])
    )


def _question(data: dict[str, Any]) -> Question:
    scale = data.get("scale")
    if scale is None:
        return Question(data["id"], data["text"])
    low, high = float(scale["low"]), float(scale["high"])
    return Question(data["id"], data["text"], low, high, scale["low_label"], scale["high_label"])
