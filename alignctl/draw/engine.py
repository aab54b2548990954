"""The child process that asks Graphviz for geometry: started by `layout.py`, killed by it when it takes too long.

It is run as a file, imports nothing of this package, and speaks JSON: a list of DOT texts on standard input; on
standard output one line with the engine's name, then one line a graph, in order, each as soon as it is ready.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable


def main(engine: str) -> None:
    """Answer every graph on standard input with its layout in Graphviz's `json0` format, or with an error."""
    try:
        name, lay_out = open_engine(engine)
    except Exception as error:  # whatever keeps an engine from starting, the parent must hear of it
        answer({"missing": f"{type(error).__name__}: {error}"})
        return
    answer({"engine": name})
    for source in json.load(sys.stdin):
        try:
            answer({"layout": json.loads(lay_out(source))})
        except Exception as error:  # one bad graph must not end the batch
            answer({"error": f"{type(error).__name__}: {error}"})


def open_engine(engine: str) -> tuple[str, Callable[[str], str | bytes]]:
    """The name and version of an engine, and the function that lays out one DOT text."""
    if engine == "wheel":
        import pygraphviz  # type: ignore[import-untyped]

        def by_wheel(source: str) -> bytes:
            laid_out: bytes = pygraphviz.AGraph(string=source).draw(format="json0", prog="dot")
            return laid_out

        return f"Graphviz {pygraphviz.__graphviz_version__} (bundled)", by_wheel
    import graphviz  # type: ignore[import-untyped]

    version = ".".join(str(part) for part in graphviz.version())

    def by_program(source: str) -> str:
        laid_out: str = graphviz.pipe_string("dot", "json0", source, encoding="utf-8", quiet=True)
        return laid_out

    return f"Graphviz {version} (installed)", by_program


def answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
