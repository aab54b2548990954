"""Run rules over a plan: findings become diagnostics, and what could not be judged is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field
from datetime import date
from typing import Any

from alignctl.diagnostics import Diagnostic, Label, Location, Pointer, Severity
from alignctl.lint.rule import Context, Finding, Rule, Shared
from alignctl.plan.items import Item
from alignctl.plan.language import WordLists
from alignctl.plan.plan import Plan
from alignctl.records import Record, record

Watch = Callable[[str], AbstractContextManager[object]]
"""Gives what surrounds the run of a rule, by the rule's code."""


@record
class LintResult(Record):
    """What the rules found. `not_judged` maps a rule's code to the ids that it could not judge, sorted."""

    diagnostics: tuple[Diagnostic, ...]
    not_judged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def run_rules(
    plan: Plan,
    rules: Iterable[Rule],
    today: date,
    *,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    severities: Mapping[str, Severity] | None = None,
    words: WordLists | None = None,
    watch: Watch = nullcontext,
) -> LintResult:
    """Check a plan as of `today`. `options` and `severities` change a rule's defaults, by its code.

    `words` are the lists that rules on wording go by; by default the English ones, read when a rule asks for them.
    Each rule runs inside `watch(its code)`, so that a caller who has a clock can time it.

    Findings about a draft weigh no more than advice, whatever the rule says.
    """
    options, severities = options or {}, severities or {}
    shared = Shared(plan, today, words)
    found: list[Diagnostic] = []
    not_judged: dict[str, tuple[str, ...]] = {}
    for rule in sorted(rules, key=lambda r: r.code):
        if rule.check is None:
            continue
        context = Context(plan, today, shared, {**rule.options, **options.get(rule.code, {})})
        severity = severities.get(rule.code, rule.severity)
        with watch(rule.code):
            found.extend(_diagnose(rule, severity, finding) for finding in rule.check(plan, context))
        if context.not_judged:
            not_judged[rule.code] = tuple(sorted(context.not_judged))
    return LintResult(tuple(sorted(found, key=lambda d: d.sort_key)), not_judged)


def _diagnose(rule: Rule, severity: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=min(severity, Severity.ADVICE) if finding.item.is_draft else severity,
        message=finding.message,
        location=_place(finding.item, finding.at, "key" if finding.key else "value"),
        item=finding.item.id,
        help=finding.help,
        labels=tuple(Label(_place(r.item, r.at), r.text) for r in finding.related),
        fix=finding.fix,
    )


def _place(item: Item, at: Pointer, part: str = "value") -> Location:
    return Location(item.origin.path, item.origin.document, at, part)
