"""How long loading and checking take, beside a bare script and bare Python.

    python benchmarks/run.py [--sizes 100,1000,10000] [--rounds 5]

Rounds are interleaved (everything once, then everything again), so that a busy moment of the machine hits all alike;
the table shows medians. Only ratios are worth comparing between machines. Nothing here fails on a slow clock.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from generate import write_plan

HERE = Path(__file__).parent
LOAD = """
import json, sys, time
from pathlib import Path
from alignctl.load.load import load_plan
from alignctl.load.schema import screen
from alignctl.plan.items import KINDS
for kind in KINDS: screen(kind)
started = time.perf_counter()
loaded = load_plan(Path(sys.argv[1]))
print(json.dumps({"seconds": time.perf_counter() - started}))
"""
CHECK = """
import json, sys, time
from pathlib import Path
from alignctl.config import find_config
from alignctl.examination import examine
from alignctl.garbage import collection_paused, pass_over_what_is_kept
from alignctl.load.load import load_plan
from alignctl.load.schema import screen
from alignctl.plan.items import KINDS
for kind in KINDS: screen(kind)
root = Path(sys.argv[1])
config = find_config(root)
started = time.perf_counter()
with collection_paused():
    loaded = load_plan(root)
    pass_over_what_is_kept()
summary = examine(loaded, config, config.today, "as of the day in the configuration", profile="strict")
print(json.dumps({"seconds": time.perf_counter() - started, "findings": len(summary.all_found)}))
"""
LAYOUTS = """
import json, sys, time
from pathlib import Path
from alignctl.draw.blocks import make_blocks
from alignctl.draw.layout import lay_out
from alignctl.load.load import load_plan
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.line_of_sight import view_line_of_sight
plan = load_plan(Path(sys.argv[2])).plan
source = CascadeSource(plan)
kpis = [kpi.id for kpi in plan.kpis]
pictures = [view_line_of_sight(source, kpis[n % len(kpis)], Selection()) for n in range(int(sys.argv[1]))]
started = time.perf_counter()
graphs = [block.graph for picture in pictures for block in make_blocks(picture)]
lay_out(graphs)
print(json.dumps({"seconds": time.perf_counter() - started}))
"""
LOAD_KEPT = """
import json, sys, time
from pathlib import Path
from alignctl.load.cache import DocumentCache
from alignctl.load.load import load_plan
from alignctl.load.makers import describe_makers
root, folder = Path(sys.argv[2]), Path(sys.argv[1])
started = time.perf_counter()
load_plan(root, cache=lambda count: DocumentCache(folder, root, describe_makers()))
print(json.dumps({"seconds": time.perf_counter() - started}))
"""
LOAD_SERIES = """
import json, sys, time
from pathlib import Path
from alignctl.load.load import load_plan
from alignctl.load.schema import screen
screen("kpi")
import csv, alignctl.load.readings
started = time.perf_counter()
loaded = load_plan(Path(sys.argv[1]))
seconds = time.perf_counter() - started
print(json.dumps({"seconds": seconds, "readings": len(loaded.plan.kpis[0].readings)}))
"""
BARE_SERIES = """
import csv, json, sys, time
from datetime import date
from pathlib import Path
started = time.perf_counter()
with Path(sys.argv[1], "plans", "long.csv").open(encoding="utf-8", newline="") as file:
    readings = [(date.fromisoformat(row["date"]), float(row["value"])) for row in csv.DictReader(file)]
print(json.dumps({"seconds": time.perf_counter() - started}))
"""
PICTURES = 1000
READINGS = 100_000
CHANGED_FILES = 50
LIBRARIES = "import click, yaml._yaml, jsonschema_rs"
SMALL_PLAN = 5


def in_process(script: list[str], root: Path) -> float:
    """The seconds that a script measured of itself, imports and compiling left out."""
    done = subprocess.run([sys.executable, *script, str(root)], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)["seconds"])


def whole_process(arguments: list[str], root: Path) -> tuple[float, float]:
    """The seconds from start to end of a process, and its peak memory in MB."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], cwd=root, stdout=output, stderr=output)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        return time.perf_counter() - started, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def medians(rounds: int, measures: dict[str, Callable[[], float]]) -> dict[str, float]:
    """Run everything once, then again; the median of each."""
    seconds: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            seconds[name].append(measure())
    return {name: median(times) for name, times in seconds.items()}


def measure_size(root: Path, rounds: int) -> dict[str, float]:
    """Loading and checking beside the bare script, in one process each."""
    return medians(
        rounds,
        {
            "bare": lambda: in_process([str(HERE / "bare.py")], root),
            "load": lambda: in_process(["-c", LOAD], root),
            "check": lambda: in_process(["-c", CHECK], root),
        },
    )


def measure_start_up(root: Path, rounds: int) -> dict[str, float]:
    """What a person waits for."""
    return medians(
        rounds,
        {
            "bare Python": lambda: whole_process(["-c", "pass"], root)[0],
            "the libraries of check alone": lambda: whole_process(["-c", LIBRARIES], root)[0],
            "alignctl --version": lambda: whole_process(["-m", "alignctl", "--version"], root)[0],
            f"alignctl check, {SMALL_PLAN} items": lambda: whole_process(["-m", "alignctl", "check"], root)[0],
        },
    )


def measure_cache(root: Path, rounds: int) -> dict[str, float]:
    """Loading and checking what was not seen before, and the same once more."""
    apart = root.parent / "apart"

    def check() -> float:
        return whole_process(["-m", "alignctl", "check"], root)[0]

    def load() -> float:
        return in_process(["-c", LOAD_KEPT, str(apart)], root)

    def without(folder: Path, measure: Callable[[], float]) -> float:
        shutil.rmtree(folder, ignore_errors=True)
        return measure()

    return medians(
        rounds,
        {
            "first check": lambda: without(Path(os.environ["XDG_CACHE_HOME"]), check),
            "second check": check,
            "first load": lambda: without(apart, load),
            "second load": load,
        },
    )


def measure_changes(root: Path, rounds: int) -> dict[str, float]:
    """Judging what 50 changed files do to a plan in git, beside checking what was seen before."""
    git("init", "-q", "-b", "main", at=root)
    git("add", "-A", at=root)
    git("commit", "-q", "-m", "the plan", at=root)
    measures = sorted(root.glob("plans/kpi/*/*.yaml"))
    for path in measures[:: max(len(measures) // CHANGED_FILES, 1)][:CHANGED_FILES]:
        path.write_text(path.read_text("utf-8").replace("value: 58.5", "value: 52.5"), encoding="utf-8", newline="\n")

    def run(*arguments: str) -> Callable[[], float]:
        return lambda: whole_process(["-m", "alignctl", *arguments], root)[0]

    run("check")()
    return medians(
        rounds,
        {
            "check": run("check"),
            "diff": run("diff", "HEAD"),
            "check --since": run("check", "--since", "HEAD"),
            "check --since --only-new": run("check", "--since", "HEAD", "--only-new"),
        },
    )


def measure_checkins(root: Path, rounds: int) -> dict[str, float]:
    """Writing one reading into a large plan, beside checking what was seen before; each on a day of its own."""
    days = (f"2026-06-{day:02}" for day in range(1, 11))
    lines = (f"2026-06-{day:02}" for day in range(1, 11))
    measure = sorted(root.glob("plans/kpi/*/*.yaml"))[0].stem

    def write(*arguments: str) -> float:
        return whole_process(["-m", "alignctl", "checkin", *arguments], root)[0]

    def write_lines() -> float:
        (root / "lines.csv").write_text(f"{measure},51\n", encoding="utf-8")
        return write("--from", "lines.csv", "--date", next(lines), "--correct")

    whole_process(["-m", "alignctl", "check"], root)
    return medians(
        min(rounds, 10),
        {
            "check": lambda: whole_process(["-m", "alignctl", "check"], root)[0],
            "checkin KPI VALUE": lambda: write(measure, "50", "--date", next(days)),
            "checkin --from FILE": write_lines,
        },
    )


def write_series(root: Path) -> None:
    """A plan of one measure with `READINGS` daily readings in a CSV file."""
    (root / "plans").mkdir(parents=True)
    (root / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-10\n", encoding="utf-8")
    (root / "plans" / "long.yaml").write_text(
        "kind: kpi\nid: long\ntitle: A long series\nlevel: outcome\ndirection: increase\nunit: percent\n"
        "baseline: {date: 1752-01-01, value: 50}\ntargets: {by: 2026-12-31, value: 60}\nreadings: long.csv\n",
        encoding="utf-8",
    )
    first = date(1752, 1, 1).toordinal()
    rows = (f"{date.fromordinal(first + day)},{50 + day * 7919 % 1000 / 100}\n" for day in range(READINGS))
    (root / "plans" / "long.csv").write_text("date,value\n" + "".join(rows), encoding="utf-8")


def measure_series(root: Path, rounds: int) -> dict[str, float]:
    """Loading a long series, beside reading its file with the csv module alone; and drawing it."""
    picture = ["-m", "alignctl", "render", "trend", "long", "-o", str(root / "long.svg")]
    return medians(
        rounds,
        {
            "bare": lambda: in_process(["-c", BARE_SERIES], root),
            "load": lambda: in_process(["-c", LOAD_SERIES], root),
            "render trend": lambda: whole_process(picture, root)[0],
        },
    )


def measure_site(root: Path) -> tuple[float, float, int]:
    """Building a site, finding that it is unchanged, and how many pages it has; once, for it takes long."""
    output = root.parent / f"site-of-{root.name}"
    build = ["-m", "alignctl", "site", "build", "-o", str(output)]
    first, second = whole_process(build, root)[0], whole_process(build, root)[0]
    return first, second, sum(1 for _ in output.rglob("*.html"))


def git(*arguments: str, at: Path) -> None:
    """Run git, as somebody."""
    somebody = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org")
    subprocess.run(["git", *somebody, *arguments], cwd=at, check=True)


def measure_layouts(root: Path, rounds: int) -> dict[str, float]:
    """Measuring and laying out small pictures, lines of sight of some eight boxes: many at once, and one alone."""
    return medians(
        rounds,
        {
            "many": lambda: in_process(["-c", LAYOUTS, str(PICTURES)], root),
            "one": lambda: in_process(["-c", LAYOUTS, "1"], root),
        },
    )


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="measure alignctl beside a bare script")
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        print(f"Python {sys.version.split()[0]}, medians of {arguments.rounds} interleaved rounds\n")
        heads = ("items", "bare s", "load s", "check s", "load/bare", "check/bare", "µs/item")
        print(" ".join(f"{head:>10}" for head in heads))
        for size in sizes:
            root = Path(folder) / str(size)
            write_plan(root, size)
            found = measure_size(root, arguments.rounds)
            bare, load, check = found["bare"], found["load"], found["check"]
            ratios = f"{load / bare:>10.2f} {check / bare:>10.2f} {check / size * 1e6:>10.0f}"
            print(f"{size:>10} {bare:>10.3f} {load:>10.3f} {check:>10.3f} {ratios}")
        small = Path(folder) / "small"
        write_plan(small, SMALL_PLAN)
        print()
        for name, seconds in measure_start_up(small, max(arguments.rounds, 9)).items():
            print(f"{name:<30} {seconds * 1000:>7.0f} ms")
        found = measure_cache(Path(folder) / str(sizes[-1]), arguments.rounds)
        print(f"\n{sizes[-1]:,} files that did not change")
        for what in ("load", "check"):
            first, second = found[f"first {what}"], found[f"second {what}"]
            print(f"{what:<30} first {first:.3f} s, second {second:.3f} s: {first / second:.1f} times as fast")
        print("\nthe site")
        for size in sizes:
            first, second, pages = measure_site(Path(folder) / str(size))
            told = f"{pages:>7,} pages in {first:6.2f} s, {first / pages * 1000:.1f} ms a page"
            print(f"{size:>10,} items {told}; unchanged {first / second:.1f} times as fast")
        changes = measure_changes(Path(folder) / str(sizes[-1]), arguments.rounds)
        print(f"\n{CHANGED_FILES} changed files of {sizes[-1]:,}, all seen before")
        for what, seconds in changes.items():
            print(f"{what:<30} {seconds:.3f} s, {seconds / changes['check']:.2f} of check")
        checkins = measure_checkins(Path(folder) / str(sizes[-1]), arguments.rounds)
        print(f"\none reading more in a plan of {sizes[-1]:,}")
        for what, seconds in checkins.items():
            print(f"{what:<30} {seconds:.3f} s, {seconds / checkins['check']:.2f} of check")
        write_series(Path(folder) / "series")
        series = measure_series(Path(folder) / "series", arguments.rounds)
        drawn = (Path(folder) / "series" / "long.svg").stat().st_size
        print(f"\na measure with {READINGS:,} readings in a CSV file")
        print(
            f"loading it                     {series['load']:.3f} s, {series['load'] / series['bare']:.2f} of csv alone"
        )
        print(f"render trend                   {series['render trend']:.3f} s, {drawn / 1000:.0f} kB of SVG")
        layouts = measure_layouts(Path(folder) / str(sizes[-1]), arguments.rounds)
        each = layouts["many"] / PICTURES / layouts["one"]
        print(f"\n{PICTURES:,} small layouts at once: {layouts['many']:.2f} s, each {each:.2f} of one alone")
        largest = Path(folder) / str(sizes[-1])
        load_memory = whole_process(["-c", LOAD, str(largest)], largest)[1]
        memory = whole_process(["-m", "alignctl", "check", "--profile", "strict"], largest)[1]
        print(f"\npeak memory at {sizes[-1]:,} items: load {load_memory:.0f} MB, alignctl check {memory:.0f} MB")


if __name__ == "__main__":
    main()
