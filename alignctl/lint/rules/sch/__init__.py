"""SCH, syntax and schema: defects that loading finds. Listed here for their pages; none can be switched off."""

from __future__ import annotations

from alignctl.diagnostics import Severity
from alignctl.lint.rule import SAFE, STARTER, UNSAFE, Rule
from alignctl.load.problems import SCH_CODES

_FIXES = {
    "SCH001": (SAFE,),
    "SCH003": (SAFE, UNSAFE),
    "SCH004": (SAFE, UNSAFE),
    "SCH005": (UNSAFE,),
    "SCH006": (SAFE, UNSAFE),
    "SCH008": (SAFE, UNSAFE),
}

RULES: tuple[Rule, ...] = tuple(
    Rule(code, name, Severity.ERROR, STARTER, summary, fixes=_FIXES.get(code, ()))
    for code, (name, summary) in sorted(SCH_CODES.items())
)
