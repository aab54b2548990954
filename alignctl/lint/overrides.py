"""Settings for a part of a plan: other severities, or no finding of a rule, for some files or kinds of item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from alignctl.config_values import Override
from alignctl.diagnostics import Diagnostic
from alignctl.lint.policy import UnknownRule, check_selectors, matches
from alignctl.lint.rule import Rule
from alignctl.plan.plan import Plan


def apply_overrides(
    diagnostics: Iterable[Diagnostic],
    overrides: Iterable[Override],
    rules: Mapping[str, Rule],
    all_rules: tuple[Rule, ...],
    plan: Plan,
    files: Iterable[str],
) -> tuple[Diagnostic, ...]:
    """Findings with the overrides applied in order; a later one wins. What cannot be suppressed cannot be overridden.

    Raises UnknownRule for a rule that there is none of, and for a pattern that matches no file of the plan.
    """
    overrides = tuple(overrides)
    files = tuple(files)
    compiled: list[tuple[Override, tuple[re.Pattern[str], ...]]] = []
    for override in overrides:
        check_selectors(all_rules, (*override.ignore, *(selector for selector, _ in override.severity)))
        patterns = tuple(glob_pattern(path) for path in override.paths)
        for path, pattern in zip(override.paths, patterns, strict=True):
            if not any(pattern.fullmatch(file) for file in files):
                raise UnknownRule(f'overrides: "{path}" matches no file of the plan; see "alignctl config"')
        compiled.append((override, patterns))
    result = []
    for diagnostic in diagnostics:
        rule = rules.get(diagnostic.code)
        if rule is None or rule.family == "SCH":
            result.append(diagnostic)
            continue
        kept: Diagnostic | None = diagnostic
        for override, patterns in compiled:
            if kept is not None and _concerns(override, patterns, kept, plan):
                kept = _changed(override, kept, rule)
        if kept is not None:
            result.append(kept)
    return tuple(result)


def glob_pattern(path: str) -> re.Pattern[str]:
    """A pattern of files: `*` is anything but a slash, `**` anything, `?` one character; a folder means all in it."""
    parts = []
    for part in re.findall(r"\*\*/?|\*|\?|[^*?]+", path.rstrip("/")):
        if part.startswith("**"):
            parts.append(".*" if part == "**" else "(?:.*/)?")
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(part) or re.escape(part))
    return re.compile("".join(parts) + "(?:/.*)?", re.DOTALL)


def _concerns(override: Override, patterns: tuple[re.Pattern[str], ...], found: Diagnostic, plan: Plan) -> bool:
    if patterns and not any(pattern.fullmatch(found.location.path) for pattern in patterns):
        return False
    return not override.kinds or (found.item is not None and plan.kind_of(found.item) in override.kinds)


def _changed(override: Override, found: Diagnostic, rule: Rule) -> Diagnostic | None:
    if any(matches(rule, selector) for selector in override.ignore):
        return None
    fitting = [(selector, severity) for selector, severity in override.severity if matches(rule, selector)]
    if not fitting:
        return found
    return replace(found, severity=max(fitting, key=lambda entry: (entry[0] != "ALL", len(entry[0])))[1])
