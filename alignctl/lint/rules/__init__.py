"""Every rule, one module each beside its page; a family lists its own."""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules import aln, chg, fnd, hyp, los, mea, ref, sch, sup, wrd

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "SCH": sch.RULES,
    "REF": ref.RULES,
    "LOS": los.RULES,
    "MEA": mea.RULES,
    "HYP": hyp.RULES,
    "ALN": aln.RULES,
    "FND": fnd.RULES,
    "WRD": wrd.RULES,
    "CHG": chg.RULES,
    "SUP": sup.RULES,
}

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES.values() for rule in family)
"""All rules, by family and code."""
