"""Findings that a team has decided to live with: suppressed by a comment with a reason, or known from a baseline.

Nothing is dropped: such a finding stays, marked, and the summary counts it. A comment without a reason, a comment that
sets nothing aside, and a baseline entry that nothing matches any more are findings themselves (SUP).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from alignctl.diagnostics import Diagnostic, Location, SetAside, Severity
from alignctl.lint.baseline import Baseline, key_of
from alignctl.lint.rule import Rule
from alignctl.load.comments import Ignore
from alignctl.plan.nearest import nearest


def suppress(
    diagnostics: Iterable[Diagnostic],
    ignores: Iterable[Ignore],
    rules: Mapping[str, Rule],
    all_rules: Iterable[Rule],
    severities: Mapping[str, Severity],
) -> tuple[Diagnostic, ...]:
    """Mark what comments set aside, and add findings about the comments.

    Findings in files with comments must have their spans. `rules` are those in force, by code: a comment about a rule
    that did not run is not called unused. SCH and SUP cannot be suppressed.
    """
    all_rules = tuple(all_rules)
    by_line: dict[tuple[str, int], list[Ignore]] = {}
    for ignore in ignores:
        by_line.setdefault((ignore.path, ignore.line), []).append(ignore)
    used: set[tuple[Ignore, str]] = set()
    result = []
    for diagnostic in diagnostics:
        mark = None
        span = diagnostic.location.span
        for ignore in by_line.get((diagnostic.location.path, span.line), ()) if span else ():
            for selector in ignore.rules:
                if _silences(rules, diagnostic.code, selector):
                    used.add((ignore, selector))
                    mark = mark or SetAside("suppressed", ignore.reason)
        result.append(replace(diagnostic, set_aside=mark) if mark else diagnostic)
    for ignore in (ignore for found in by_line.values() for ignore in found):
        result.extend(_about(ignore, used, rules, all_rules, severities))
    return tuple(result)


def _silences(rules: Mapping[str, Rule], code: str, selector: str) -> bool:
    rule = rules.get(code)
    return rule is not None and rule.family not in ("SCH", "SUP") and selector in (rule.code, rule.name)


def _about(
    ignore: Ignore,
    used: set[tuple[Ignore, str]],
    rules: Mapping[str, Rule],
    all_rules: tuple[Rule, ...],
    severities: Mapping[str, Severity],
) -> Iterable[Diagnostic]:
    place = Location(ignore.path, span=ignore.span)
    if ignore.reason is None and "SUP001" in rules:
        yield _finding(
            rules["SUP001"],
            severities,
            "this comment sets a finding aside and does not say why",
            place,
            f"write the reason behind two dashes: # alignctl: ignore[{', '.join(ignore.rules)}] -- because …",
        )
    if "SUP002" not in rules:
        return
    for selector in ignore.rules or ("",):
        if (ignore, selector) in used:
            continue
        rule = next((r for r in all_rules if selector in (r.code, r.name)), None)
        if rule is None:
            close = nearest(selector, [r.code for r in all_rules]) or nearest(selector, [r.name for r in all_rules])
            help_ = f'did you mean "{close}"?' if close else "name a rule by its code (MEA003) or name (vanity-metric)"
            yield _finding(rules["SUP002"], severities, f'there is no rule "{selector}" to ignore', place, help_)
        elif rule.family in ("SCH", "SUP"):
            text = f"{rule.code} {rule.name} cannot be ignored: what it finds has to be mended"
            yield _finding(rules["SUP002"], severities, text, place, "mend the finding and remove the comment")
        elif rule.code in rules:
            text = f"{rule.code} {rule.name} finds nothing on line {ignore.line}, so this comment sets nothing aside"
            yield _finding(
                rules["SUP002"], severities, text, place, "remove it, or move it above the line of the finding"
            )


def apply_baseline(
    diagnostics: Iterable[Diagnostic],
    baseline: Baseline,
    path: str,
    rules: Mapping[str, Rule],
    severities: Mapping[str, Severity],
) -> tuple[Diagnostic, ...]:
    """Mark what the baseline knows, worst first, and add a finding for each entry that nothing matches any more.

    An entry about a rule that did not run is not called stale. Suppressed findings use up no entry.
    """
    left = baseline.counts
    result = list(diagnostics)
    order = sorted(range(len(result)), key=lambda i: (-result[i].severity, result[i].sort_key))
    for index in order:
        diagnostic = result[index]
        key = key_of(diagnostic)
        if diagnostic.set_aside is None and left.get(key) and rules[diagnostic.code].family != "SCH":
            left[key] -= 1
            result[index] = replace(diagnostic, set_aside=SetAside("baselined", None))
    for (code, item, field), count in sorted(left.items()):
        if count and "SUP003" in rules and code in rules:
            where = f'"{field}" of "{item}"' if field else f'"{item}"'
            text = f"the baseline knows {count} × {code} {rules[code].name} at {where}, which is not found any more"
            result.append(
                _finding(
                    rules["SUP003"],
                    severities,
                    text,
                    Location(path),
                    'well done; "alignctl check --write-baseline" takes it out',
                )
            )
    return tuple(result)


def _finding(rule: Rule, severities: Mapping[str, Severity], text: str, place: Location, help_: str) -> Diagnostic:
    return Diagnostic(rule.code, rule.name, severities.get(rule.code, rule.severity), text, place, help=help_)
