"""The summary of a check: everything that was found, counted, and what could not be judged."""

from __future__ import annotations

from dataclasses import replace

from alignctl.diagnostics import Diagnostic, Label, Location, Severity, Summary, count_by_severity

MANY = 50
"""From so many findings on, counting them is a better way to begin than reading them."""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def summary_lines(summary: Summary) -> tuple[str, ...]:
    """The lines under a report, the counts first."""
    counts = count_by_severity(summary.shown)
    scope = f"{counted(summary.documents, 'document')} in {counted(summary.files, 'file')}"
    if summary.shown:
        parts = [
            counted(counts[Severity.ERROR], "error"),
            counted(counts[Severity.WARNING], "warning"),
            f"{counts[Severity.ADVICE]} advice",
        ]
        found = f"{', '.join(parts)} in {scope}"
    else:
        found = f"no findings in {scope}"
    lines = [f"{found}; profile {summary.profile}, {summary.as_of}"]
    lines.extend(_fixable(summary.shown))
    if summary.set_aside:
        suppressed, known = summary.aside("suppressed"), summary.aside("baselined")
        earlier = summary.aside("earlier")
        before = f", {earlier} found before this change" if earlier else ""
        lines.append(f"not counted: {suppressed} suppressed by a comment, {known} known from the baseline{before}")
    if summary.elsewhere:
        lines.append(f"{counted(summary.elsewhere, 'more finding')} in files that were not asked for")
    if summary.not_judged:
        judgements = sum(len(ids) for ids in summary.not_judged.values())
        items = len({item for ids in summary.not_judged.values() for item in ids})
        lines.append(
            f"not judged: {counted(judgements, 'judgement')} on {counted(items, 'item')}, "
            "because a field is broken or missing that the rule needs"
        )
    return tuple(lines)


def _fixable(diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    safe = sum(1 for d in diagnostics if d.fixable == "safe")
    unsafe = sum(1 for d in diagnostics if d.fixable == "unsafe")
    if safe and unsafe:
        return (f'{safe} can be fixed with "--fix", {unsafe} more with "--unsafe-fixes"',)
    if safe or unsafe:
        return (f'{safe or unsafe} can be fixed with "{"--fix" if safe else "--unsafe-fixes"}"',)
    return ()


def hints(summary: Summary) -> tuple[str, ...]:
    """What to type to read more about the first of the worst findings, and to see many at a glance."""
    if not summary.shown:
        return ()
    worst = max(summary.shown, key=lambda d: d.severity)
    lines = [f'"alignctl explain {worst.code}" explains the rule']
    if len(summary.shown) >= MANY:
        lines.append('"alignctl check --statistics" counts them by rule')
    return tuple(lines)


def rebased(summary: Summary, folder: str) -> Summary:
    """The same summary with every path below `folder` (`""` for none): as a forge sees it, from the top."""
    if folder in ("", "."):
        return summary

    def moved(location: Location) -> Location:
        return replace(location, path=f"{folder}/{location.path}")

    def rebase(diagnostic: Diagnostic) -> Diagnostic:
        labels = tuple(Label(moved(label.location), label.text) for label in diagnostic.labels)
        fix = diagnostic.fix
        if fix is not None:
            fix = replace(fix, edits=tuple(replace(edit, location=moved(edit.location)) for edit in fix.edits))
        return replace(diagnostic, location=moved(diagnostic.location), labels=labels, fix=fix)

    return replace(summary, shown=tuple(map(rebase, summary.shown)), set_aside=tuple(map(rebase, summary.set_aside)))
