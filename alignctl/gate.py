"""Judging a change: two plans, by the policy that was in force before the change.

A pull request must not switch off its own gate. So configuration, baseline file and suppressions are those of the
older plan, and each way in which the change loosens them is a finding (CHG011).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from alignctl.change.comparison import Comparison, Side, compare_plans
from alignctl.change.file_moves import FindMoves, no_moves
from alignctl.change.revision import Snapshot
from alignctl.config import FILE_NAME, Config, ConfigError
from alignctl.diagnostics import Diagnostic, Location, SetAside, Span, Summary
from alignctl.examination import examine, settle_policy
from alignctl.lint.baseline import Baseline, BaselineError, Key, key_of, read_baseline
from alignctl.lint.loosening import Loosening, Policy, find_baseline_growth, find_loosenings, find_new_silences
from alignctl.lint.rules.chg.checks import CHECKS
from alignctl.lint.rules.chg.judging import run_change_rules
from alignctl.lint.setting_aside import suppress
from alignctl.load.comments import Ignore, find_ignores
from alignctl.load.spans import locate

EARLIER = "earlier"
"""How a finding is set aside that was there before the change."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A change, compared and judged. `ignores` are the comments that count in the newer plan."""

    comparison: Comparison
    findings: tuple[Diagnostic, ...]
    set_aside: tuple[Diagnostic, ...]
    policy: Policy
    config: Config
    ignores: tuple[Ignore, ...]


def policy_before(base: Snapshot, head: Snapshot) -> Config:
    """The configuration that judges a change: the older one; the newer one where there was no plan yet."""
    return replace(head.config if base.is_empty else base.config, root=head.config.root)


def judge_change(
    base: Snapshot, head: Snapshot, today: date, *, find_moves: FindMoves = no_moves, **choices: Any
) -> Verdict:
    """Compare two plans and judge the change as of `today`.

    `find_moves` asks which files were renamed. `choices` are `profile`, `select` and `ignore`, as `examine` takes them.
    Raises ConfigError.
    """
    config = policy_before(base, head)
    policy = settle_policy(config, **choices)
    comparison = compare_plans(_side(base), _side(head), find_moves=find_moves)
    trusted, new = _tell_comments(base, head, comparison)
    loosened = () if base.is_empty else tuple(_loosenings(base, head, new))
    result = run_change_rules(
        comparison,
        [rule for rule in policy.rules.values() if rule.code in CHECKS],
        CHECKS,
        today,
        options=policy.options,
        severities=policy.severities,
        loosened=loosened,
    )
    found = locate(result.diagnostics, head.loaded.sources)
    own = {code: rule for code, rule in policy.rules.items() if rule.family == "CHG" and code != "CHG011"}
    marked = suppress(found, trusted, own, tuple(own.values()), policy.severities)
    return Verdict(
        comparison,
        tuple(d for d in marked if d.set_aside is None),
        tuple(d for d in marked if d.set_aside is not None),
        policy,
        config,
        trusted,
    )


def examine_change(
    base: Snapshot,
    head: Snapshot,
    today: date,
    as_of: str,
    *,
    only_new: bool = False,
    scope: tuple[str, ...] = (),
    baseline: Path | Baseline | None = None,
    find_moves: FindMoves = no_moves,
    **choices: Any,
) -> Summary:
    """All findings on the newer plan by the policy before the change, with those on the change itself.

    With `only_new`, what was found on the older plan already does not count: findings are told by rule, item and field.
    `baseline` goes before the older plan's own. Raises ConfigError.
    """
    verdict = judge_change(base, head, today, find_moves=find_moves, **choices)
    known = baseline if baseline is not None else baseline_of(base, verdict.config)
    summary = examine(
        head.loaded,
        verdict.config,
        today,
        as_of,
        scope=scope,
        baseline=known,
        ignores=verdict.ignores,
        **choices,
    )
    found = _in_order((*summary.all_found, *verdict.findings))
    shown = _in_order((*summary.shown, *(d for d in verdict.findings if _is_in_scope(d, scope))))
    aside = (*summary.set_aside, *verdict.set_aside)
    if only_new:
        asked = _rules_to_ask(found)
        before = examine(base.loaded, verdict.config, today, as_of, baseline=known, places=False, only=asked, **choices)
        earlier = Counter(_key(d, verdict.comparison) for d in (*before.all_found, *before.set_aside))
        for diagnostic in summary.set_aside:
            earlier[key_of(diagnostic)] -= 1
        found, _ = _part(found, earlier)
        shown, old = _part(shown, earlier)
        mark = SetAside(EARLIER, f"found at {base.name} already")
        aside = (*aside, *(replace(d, set_aside=mark) for d in old))
    return replace(summary, all_found=found, shown=shown, set_aside=_in_order(aside))


def _rules_to_ask(found: Iterable[Diagnostic]) -> frozenset[str] | None:
    """The codes of the rules that tell which of these findings were there before; None for all that are in force.

    A rule that finds nothing now has nothing new to find. What SUP says of a comment or of the baseline depends on what
    the rules named there found.
    """
    codes = frozenset(diagnostic.code for diagnostic in found)
    return None if any(code.startswith("SUP") for code in codes) else codes


def _part(found: Iterable[Diagnostic], earlier: Counter[Key]) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Findings that are new, and those of which there were as many before."""
    left = earlier.copy()
    new, old = [], []
    for diagnostic in found:
        key = key_of(diagnostic)
        if diagnostic.code.startswith("CHG") or left[key] <= 0:
            new.append(diagnostic)
        else:
            left[key] -= 1
            old.append(diagnostic)
    return tuple(new), tuple(old)


def _key(diagnostic: Diagnostic, comparison: Comparison) -> Key:
    """Rule, item and field, with the id that the item has now."""
    code, item, field = key_of(diagnostic)
    return code, comparison.renamed.get(item, item), field


def _in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda d: d.sort_key))


def _is_in_scope(diagnostic: Diagnostic, scope: tuple[str, ...]) -> bool:
    path = diagnostic.location.path
    return not scope or any(part in (".", path) or path.startswith(f"{part.rstrip('/')}/") for part in scope)


def _side(snapshot: Snapshot) -> Side:
    return Side(snapshot.loaded.plan, snapshot.name, snapshot.unread)


def baseline_of(snapshot: Snapshot, config: Config) -> Baseline:
    """The baseline as it was; empty where there was none."""
    data = snapshot.files.get(config.baseline) if config.baseline is not None else None
    if data is None:
        return Baseline()
    try:
        return read_baseline(data.decode("utf-8"))
    except (BaselineError, UnicodeError) as error:
        raise ConfigError(f'the baseline "{config.baseline}" of {snapshot.name} {error}') from error


def _loosenings(base: Snapshot, head: Snapshot, new: Iterable[Ignore]) -> Iterator[Loosening]:
    """What is written is compared; what is chosen on the command line holds on both sides."""
    for loosening in find_loosenings(settle_policy(base.config), settle_policy(head.config)):
        yield replace(loosening, place=_place_of(head, loosening.setting))
    if head.config.baseline is not None:
        after = baseline_of(head, head.config)
        path, known = head.config.baseline, baseline_of(base, base.config)
        for loosening in find_baseline_growth(known.counts, after.counts, path):
            span = _find_line(head.files.get(path, b""), rf'.*"{re.escape(loosening.item or "")}"')
            yield replace(loosening, place=Location(path, span=span))
    yield from find_new_silences(new)


def _place_of(snapshot: Snapshot, setting: str) -> Location:
    """The line of a setting in the configuration; its first line where the setting is gone."""
    file = snapshot.config.file
    if file is None:
        return Location(FILE_NAME)
    names = f"{setting}|{setting.replace('_', '-')}"
    span = _find_line(snapshot.files.get(file.name, b""), rf"[ \t]*[\"']?({names})[\"']?[ \t]*[:=]")
    return Location(file.name, span=span)


def _find_line(data: bytes, pattern: str) -> Span:
    lines = data.decode("utf-8", "replace").splitlines() or [""]
    number = next((n for n, line in enumerate(lines, 1) if re.match(pattern, line)), 1)
    return Span(number, 1, number, max(len(lines[number - 1]), 1) + 1)


def _tell_comments(
    base: Snapshot, head: Snapshot, comparison: Comparison
) -> tuple[tuple[Ignore, ...], tuple[Ignore, ...]]:
    """The comments of the newer plan that were there before, at the same field of the same item; and the new ones."""
    older = base.loaded.sources
    before: Counter[tuple[str, ...]] = Counter()
    for ignore in find_ignores(older):
        item, *rest = _identity(ignore, older)
        before[comparison.renamed.get(item, item), *rest] += 1
    trusted, new = [], []
    for ignore in find_ignores(head.loaded.sources):
        identity = _identity(ignore, head.loaded.sources)
        if base.is_empty or before[identity] > 0:
            before[identity] -= 1
            trusted.append(ignore)
        else:
            new.append(ignore)
    return tuple(trusted), tuple(new)


def _identity(ignore: Ignore, sources: Mapping[str, bytes]) -> tuple[str, ...]:
    """What tells a comment, wherever it lies: the item, the field of its line, the rules and the reason."""
    lines = sources[ignore.path].decode("utf-8", "replace").splitlines()
    spoken_of = lines[ignore.line - 1] if ignore.line <= len(lines) else ""
    start = next((n for n in range(min(ignore.line, len(lines)) - 1, -1, -1) if lines[n].startswith("---")), -1) + 1
    end = next((n for n in range(start, len(lines)) if lines[n].startswith("---")), len(lines))
    item = next((m[1] for line in lines[start:end] if (m := re.match(r"id:[ \t]*[\"']?([^\s\"']+)", line))), "")
    field = re.split(r"[:\s]", spoken_of.strip().removeprefix("- "), maxsplit=1)[0]
    return item, field, ",".join(sorted(ignore.rules)), ignore.reason or ""
