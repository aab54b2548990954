"""Write items as YAML files that people can edit: one document an item, long texts as blocks, a reading a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

WIDTH = 100
ROWS = ("readings", "targets", "baseline", "checkins", "see")  # fields whose mappings fit on a line


class Line(dict[str, Any]):
    """A mapping to be written on one line."""


class PlanDumper(yaml.SafeDumper):
    """Writes dates without quotes (the plan language reads them as text) and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists below a key are indented, as people write them."""
        super().increase_indent(flow, False)


PlanDumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > WIDTH - 10 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _line(dumper: yaml.SafeDumper, mapping: Line) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=True)


PlanDumper.add_representer(str, _text)
PlanDumper.add_representer(Line, _line)


def _on_lines(item: dict[str, Any]) -> dict[str, Any]:
    """The item with the short mappings of some fields marked to be written on a line each."""
    marked = dict(item)
    for field in ROWS:
        value = marked.get(field)
        if isinstance(value, dict):
            marked[field] = Line(value)
        elif isinstance(value, list):
            marked[field] = [Line(each) for each in value]
    return marked


def write_items(folder: Path, files: dict[str, list[dict[str, Any]]]) -> None:
    """Write each file's items, separated by `---`, under the folder."""
    for name, items in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        documents = (
            yaml.dump(_on_lines(item), Dumper=PlanDumper, sort_keys=False, allow_unicode=True, width=WIDTH)
            for item in items
        )
        path.write_text("---\n".join(documents), encoding="utf-8", newline="\n")
