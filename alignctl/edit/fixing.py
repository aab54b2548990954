"""Mending a plan: fixes that go together are made at once, then the plan is judged anew, until nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from alignctl.diagnostics import Diagnostic
from alignctl.edit.patches import Patch, Patches, apply_patches
from alignctl.edit.placing import Placed, Placer

MOST_ROUNDS = 50
"""How often a plan is judged anew at most. Each round makes all fixes that do not collide, so two or three do."""

Judge = Callable[[Mapping[str, bytes]], tuple[tuple[Diagnostic, ...], Mapping[str, bytes]]]
"""Judges the plan with these files in place of those on disk: the findings, and the bytes of all files read."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What mending came to: the files that changed, with their bytes afterwards, and the findings that were mended."""

    files: Mapping[str, bytes]
    fixed: tuple[Diagnostic, ...]


def apply_fixes(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes]
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Make the fixes of these findings, the first of those that collide: changed files, and the findings mended."""
    placer = Placer(sources)
    patches: dict[str, Patches] = {}
    fixed = []
    for diagnostic in diagnostics:
        placed = placer.place(diagnostic.fix) if diagnostic.fix is not None else None
        if not placed:
            continue
        if _accept(placed, patches):
            fixed.append(diagnostic)
    changed = {path: apply_patches(sources[path], entry) for path, entry in sorted(patches.items())}
    return {path: data for path, data in changed.items() if data != sources[path]}, tuple(fixed)


def _accept(placed: Placed, patches: dict[str, Patches]) -> bool:
    """Keep all patches of a fix, or none."""
    by_path: dict[str, list[Patch]] = {}
    for path, patch in placed:
        by_path.setdefault(path, []).append(patch)
    if not all(patches.setdefault(path, Patches()).admits(wanted) for path, wanted in by_path.items()):
        return False
    for path, wanted in by_path.items():
        patches[path].keep(wanted)
    return True


def mend(judge: Judge, allowed: Callable[[Diagnostic], bool]) -> Mended:
    """Fix what may be fixed, round by round. A round that would bring back an earlier state is the last."""
    overlay: dict[str, bytes] = {}
    fixed: list[Diagnostic] = []
    seen: list[dict[str, bytes]] = [{}]
    for _ in range(MOST_ROUNDS):
        findings, sources = judge(overlay)
        changed, now = apply_fixes((d for d in findings if allowed(d)), sources)
        after = {**overlay, **changed}
        if not changed or after in seen:
            break
        overlay = after
        seen.append(after)
        fixed += now
    return Mended(overlay, tuple(fixed))
