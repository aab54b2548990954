from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.aln.sharing import is_open
from alignctl.lint.rules.aln.subjects import Subjects, words_of
from alignctl.lint.wording import named, named_id, shorten
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan
from alignctl.records import Record, record


@rule("ALN010", "contested-subject", Severity.WARNING)
def contested_subject(plan: Plan, context: Context) -> Iterator[Finding]:
    """Two teams promise the same subject, or measure it, and describe it differently."""
    for one, other in _contested(_promises(plan, context)):
        yield Finding(
            one.item,
            f'{named_id(plan, one.team)} and {named_id(plan, other.team)} both promise "{one.subject}", and specify it '
            f'differently: see commitment "{other.item.id}"',
            ("subject",),
            help="agree on one specification; if they are two things, let the subjects say how they differ",
            related=(Related(other.item, f"specified here: {_short(other.text)}", ("specification",)),),
        )
    for one, other in _contested(_measures(plan, context)):
        if words_of(one.subject) != words_of(other.subject):  # the same title is MEA014's to speak of
            yield Finding(
                one.item,
                f"{named(one.item)} and {named(other.item)} measure the same subject for two teams, "
                f'"{one.team}" and "{other.team}", and define it differently',
                ("definition",),
                help="agree on one definition; if they are two things, let the titles say how they differ",
                related=(Related(other.item, f"defined here: {_short(other.text)}", ("definition",)),),
            )


@record
class _Claim(Record):
    """What a team says of a subject."""

    item: Item
    team: str
    subject: str
    text: str


def _promises(plan: Plan, context: Context) -> Iterator[_Claim]:
    for promise in context.judged(plan.commitments, "subject", "specification", "from_team", "status"):
        if is_open(promise) and promise.subject and promise.specification and promise.from_team is not None:
            yield _Claim(promise, promise.from_team.id, promise.subject, promise.specification)


def _measures(plan: Plan, context: Context) -> Iterator[_Claim]:
    """Measures with a definition; a segment is defined by its whole, whoever owns it."""
    for kpi in context.judged(plan.kpis, "title", "definition", "owner", "segment_of"):
        if kpi.definition and kpi.owner is not None and kpi.segment_of is None:
            yield _Claim(kpi, kpi.owner.id, kpi.title, kpi.definition)


def _contested(claims: Iterable[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """Claims on one subject by two teams that say different things, each with the first that contradicts it.

    Of a subject, two claims are kept to compare with: the first, and the first by another team.
    """
    kept: dict[frozenset[str], list[_Claim]] = {}
    subjects = Subjects()
    for claim in claims:
        subject = subjects.of(claim.subject)
        if not subject:
            continue
        before = kept.setdefault(subject, [])
        other = next((entry for entry in before if entry.team != claim.team), None)
        if other is not None and words_of(other.text) != words_of(claim.text):
            yield claim, other
        if len(before) < 2 and all(entry.team != claim.team for entry in before):
            before.append(claim)


def _short(text: str) -> str:
    return shorten(" ".join(text.split()))
