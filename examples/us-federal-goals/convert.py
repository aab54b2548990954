"""Convert the published goals in source/ into a plan, and account for every row.

Run `python convert.py` in this folder (needs PyYAML). It rewrites plans/, conversion.json and CONVERSION.md;
the same source and the same reviewed.csv give the same bytes. README.md says what becomes of what.

Nothing is guessed and nothing is repaired: what the source does not state is absent, unless reviewed.csv gives it
with a reason. A row that could not be used, or only in part, is in the report with its number (1 is the first row).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from conversion.goals import convert_codes, convert_priority_goals, convert_strategic_goals
from conversion.indicators import convert_targets
from conversion.layout import write_items
from conversion.report import write_report
from conversion.run import read_run

HERE = Path(__file__).resolve().parent


def convert(source: Path, reviewed: Path, out: Path) -> None:
    """Read the source, make the plan, and write it and the report into a folder."""
    run = read_run(source, reviewed)
    convert_codes(run)
    convert_strategic_goals(run)
    convert_priority_goals(run)  # needs the teams
    convert_targets(run)  # needs the outcomes
    if run.reviewed.unused():
        raise SystemExit(f"reviewed.csv speaks of what the source does not have: {run.reviewed.unused()}")
    shutil.rmtree(out / "plans", ignore_errors=True)
    write_items(out / "plans", run.files)
    write_report(out, run)


def main() -> None:
    """Read the arguments and convert."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", type=Path, default=HERE / "source", help="folder with the three published files")
    parser.add_argument("--reviewed", type=Path, default=HERE / "reviewed.csv", help="values given by a reader")
    parser.add_argument("--out", type=Path, default=HERE, help="where plans/ and the reports go")
    arguments = parser.parse_args()
    convert(arguments.source, arguments.reviewed, arguments.out)


if __name__ == "__main__":
    main()
