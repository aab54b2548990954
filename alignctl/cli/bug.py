"""What happens when alignctl itself is at fault: one line for the user, and a report in a file."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

from alignctl import __version__


def write_report(error: BaseException, arguments: list[str]) -> str:
    """Write what is needed to find the fault into a new private file; return the line to show.

    The report holds the arguments and the traceback, and nothing of the plan but what these quote.
    """
    text = "\n".join(
        [
            f"alignctl {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {arguments!r}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="alignctl-bug-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(text)
        where = f"the report is in {Path(file.name)}"
    except OSError:
        where = "the report could not be written"
    return f"alignctl: a fault of alignctl itself, not of your plan ({type(error).__name__}); {where}"
