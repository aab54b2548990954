"""MEA014."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.mea.phrases import joined
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan

_WORD = re.compile(r"\w+|%")


@rule("MEA014", "competing-definition", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """Measures of one name with different definitions, sources or units, or a part in another unit than its whole."""
    first_by_title: dict[str, Kpi] = {}
    for kpi in context.judged(plan.kpis, "title", "definition", "source", "unit", "segment_of"):
        if kpi.segment_of is not None:
            whole = plan.find(kpi.segment_of.id, Kpi)
            if whole is not None and whole.retired is None and _differs(kpi, whole, "unit"):
                yield _part_in_another_unit(kpi, whole)
            continue
        first = first_by_title.setdefault(_words(kpi.title) or kpi.title, kpi)
        differing = [name for name in ("definition", "source", "unit") if _differs(kpi, first, name)]
        if differing:
            yield _competing(kpi, first, differing)


def _words(text: str) -> str:
    """A text reduced to its words, so that case, punctuation and spacing make no difference."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _unit(text: str) -> str:
    words = _words(text)
    return "percent" if words == "%" else words.removesuffix("s")


_READ: dict[str, Callable[[str], str]] = {"definition": _words, "source": _words, "unit": _unit}


def _differs(one: Kpi, other: Kpi, name: str) -> bool:
    """Whether both state a field, and state it differently."""
    left, right = getattr(one, name), getattr(other, name)
    return bool(left and right) and left != right and _READ[name](left) != _READ[name](right)


def _competing(kpi: Kpi, first: Kpi, differing: list[str]) -> Finding:
    return Finding(
        kpi,
        f'"{kpi.id}" is called "{kpi.title}" as "{first.id}" is, and has another {joined(differing)}',
        ("title",),
        "agree on one measure; if they differ on purpose, let the titles say how, and if this one is a part of the "
        f'other, type "segment_of: {first.id}"',
        tuple(Related(first, f"the other {name}: {_short(getattr(first, name))}", (name,)) for name in differing),
    )


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _part_in_another_unit(kpi: Kpi, whole: Kpi) -> Finding:
    return Finding(
        kpi,
        f'"{kpi.id}" is a part of "{whole.id}", and counts {kpi.unit} where the whole counts {whole.unit}',
        ("unit",),
        'measure both in one unit; if it is another measure that moves the whole, type "drives" for "segment_of"',
        (Related(whole, f"unit: {whole.unit}", ("unit",)),),
    )
