"""The least that a script could do: read, compose, build values and screen, without finding out anything.

    python benchmarks/bare.py DIR [reading]

Prints a JSON object with the seconds it took, without imports and compiling, and how many documents failed. It uses
the fastest parts that alignctl knows of (PyYAML's C parser with hooks that cost nothing, one `jsonschema-rs`
validator a kind) but none of its code.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator
from yaml._yaml import CParser
from yaml.nodes import MappingNode, ScalarNode

KINDS = ("strategy", "outcome", "kpi", "hypothesis", "initiative", "team", "commitment", "assessment")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Composer(CParser):
    resolve = descend_resolver = ascend_resolver = "".format


def value_of(node: Any) -> Any:
    if node.__class__ is ScalarNode:
        text = node.value
        if node.style != "":
            return text
        if text in WORDS:
            return WORDS[text]
        if text[0] in "0123456789+-." and NUMBER.match(text):
            return float(text) if "." in text else int(text)
        return text
    if node.__class__ is MappingNode:
        return {key.value: value_of(entry) for key, entry in node.value}
    return [value_of(entry) for entry in node.value]


def inline(node: Any, common: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [inline(entry, common) for entry in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref", "")
    if reference:
        own = {key: entry for key, entry in node.items() if key != "$ref"}
        return inline({**common[reference.rpartition("/")[2]], **own}, common)
    return {key: inline(entry, common) for key, entry in node.items()}


def validators(folder: Path) -> dict[str, Any]:
    common = json.loads((folder / "common.schema.json").read_text())["$defs"]
    found = {}
    for kind in KINDS:
        schema = inline(json.loads((folder / f"{kind}.schema.json").read_text()), common)
        found[kind] = Draft202012Validator(schema, validate_formats=False)
    return found


def run(root: Path) -> dict[str, float]:
    screens = validators(Path(__file__).parent.parent / "schemas")
    started = time.perf_counter()
    failed = 0
    for path in sorted((root / "plans").rglob("*.yaml")):
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
        document = value_of(Composer(data).get_single_node())
        failed += not screens[document["kind"]].is_valid(document)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "failed": failed, "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
