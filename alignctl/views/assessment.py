"""Assessments: what people scored, how far they agree, how they speak, and beside it what the plan says itself.

One sheet a round. Who answered cannot be told from it: groups are shown as `alignctl.plan.disclosure` allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from alignctl.plan.agreement import NAME, say_strength
from alignctl.plan.answers import Answers, Group, Scored, Scores, Worded, sum_up
from alignctl.plan.classification import AXES
from alignctl.plan.dates import format_day
from alignctl.plan.evidence import Evidence, find_evidence, ids_about
from alignctl.plan.gap import say_comparison, say_finding, say_gap, say_plan
from alignctl.plan.items import Assessment
from alignctl.plan.language import WordLists
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.plan import Plan
from alignctl.plan.questionnaires import Questionnaire, latest_rounds
from alignctl.plan.scoreboard import Share
from alignctl.plan.teams import TeamTree
from alignctl.views.choice import Choice
from alignctl.views.in_force import touches
from alignctl.views.panel import (
    Cell,
    Column,
    Line,
    Panel,
    PanelSet,
    PanelSource,
    Records,
    Row,
    Span,
    Stretch,
    Table,
    Value,
    legend_of_lines,
)
from alignctl.views.picture import Tone, count_of

STATES = ("active", "draft", "retired")
"""The states of life that assessments can be narrowed to."""

_TONES = {
    "outcome": Tone.GOOD, "output": Tone.WATCH, "outward": Tone.GOOD, "inward": Tone.WATCH, "open": Tone.UNKNOWN,
}  # fmt: skip
_AGREEMENT_NOTE = (
    f"Agreement is the index {NAME} (James, Demaree and Wolf 1984): 1 where everybody gave one answer, about 0 where "
    "answers are spread as by chance, below 0 where people form camps. The box spans the scores given, the stroke is "
    "the mean; spread is the standard deviation."
)
_WORDS_NOTE = (
    "Outcome speaks of what changes for people, output of what is made and done; outward of people whom the work is "
    "for, inward of those who do it. The word lists decide, and a person's reading wins. Bars follow the words' order."
)
_HEADER = (
    "assessment", "date", "question", "text", "answers", "mean", "mean before", "standard deviation", "lowest",
    "highest", "agreement", "agreement before", "outcome", "output", "neither (mind)", "outward", "inward",
    "neither (look)",
)  # fmt: skip


def draw_up_assessments(
    source: PanelSource,
    choice: Choice,
    *,
    questionnaires: Mapping[str, Questionnaire],
    words: WordLists,
    smallest: int,
    ids: Sequence[str] = (),
    title: str = "Assessment",
) -> PanelSet:
    """A sheet for each assessment that is named; else for the latest round of each with answers, drafts left out.

    A strategy or a team chooses assessments that are about it or something in it, a period those of a day in it.
    """
    plan = source.plan
    found = [a for a in plan.assessments if plan.get(a.id) is a and a.responses and _fits(source, a, choice)]
    if ids:
        shown = [a for a in found if a.id in ids]
    elif choice.statuses:
        shown = found
    else:
        shown = list(latest_rounds(found))
    shown.sort(key=lambda a: (a.date or date.min, a.id))
    panels = tuple(
        draw_up_assessment(
            source,
            choice,
            sum_up(plan, assessment, questionnaires, words, smallest),
            find_evidence(plan, source.today, assessment),
            f"{title}: {assessment.title}",
        )
        for assessment in shown
    )
    return PanelSet("assessment", title, panels, {a.id: _name_of(a) for a in shown})


def _name_of(assessment: Assessment) -> str:
    return f"assessment-{assessment.id}"


def _fits(source: PanelSource, assessment: Assessment, choice: Choice) -> bool:
    plan = source.plan
    if choice.statuses:
        retired = assessment.retired is not None and assessment.retired.date <= source.today
        state = "retired" if retired else "draft" if assessment.is_draft else "active"
        if state not in choice.statuses:
            return False
    if not touches(choice.period, assessment.date, assessment.date):
        return False
    return all(wanted is None or _is_about(plan, assessment, wanted) for wanted in (choice.strategy, choice.team))


def _is_about(plan: Plan, assessment: Assessment, item_id: str) -> bool:
    """Whether an assessment is about an item, or something that it belongs to; one that is silent is about all."""
    about = ids_about(plan, assessment)
    named = {item_id, *TeamTree(plan).above(item_id)}
    return about is None or item_id in about or any(link.id in named for link in assessment.about)


def draw_up_assessment(source: PanelSource, choice: Choice, answers: Answers, evidence: Evidence, title: str) -> Panel:
    """The sheet of one assessment, from what its answers come to and what the plan says of the same."""
    assessment, previous = answers.assessment, answers.previous
    gap, finding = say_gap(answers, evidence), say_finding(answers, evidence)
    facts = [format_day(assessment.date)] if assessment.date is not None else []
    facts.append(f"{count_of(answers.people, 'person', 'people')} answered")
    if previous is not None and previous.date is not None:
        facts.append(f"change since {format_day(previous.date)}")
    compared = [say_comparison(found) for axis in AXES if (found := answers.compared(axis)).total]
    notes = [_AGREEMENT_NOTE] if answers.scored else []
    notes += [_WORDS_NOTE] if answers.worded else []
    notes += [f"People beside the word lists, {'; '.join(compared)}."] if compared else []
    tables = (
        *_scores(source, answers),
        *_words(source, answers),
        _plan_table(say_plan(evidence)),
        *_gap_table(gap),
    )
    return Panel(
        _name_of(assessment),
        title,
        " · ".join([*facts, *choice.words(source.today)]),
        " ".join([_alt(answers), finding]).strip(),
        tables,
        lead=(finding,) if finding else (),
        legend=legend_of_lines(tables, [("warning", "groups see it differently", Tone.WATCH)]),
        notes=tuple(notes),
        left_out=tuple(_left_out(answers)),
        href=source.href(assessment.id),
        header=_HEADER,
        records=tuple(_records(answers)),
        figures=Records("Side by side", ("what", "part", "whole", "ratio"), tuple(_figures(gap))) if gap else None,
    )


def _alt(answers: Answers) -> str:
    parts = [count_of(len(answers.scored), "question with scores", "questions with scores")]
    parts += [count_of(len(answers.worded), "question answered in words", "questions answered in words")]
    asked = " and ".join(part for part in parts if part) or "no question"
    who = count_of(answers.people, "person", "people") or "nobody"
    return f"An assessment of {who}: {asked}, beside what the plan says."


def _left_out(answers: Answers) -> Iterator[str]:
    texts = sum(len(entry.readings) for entry in answers.worded) + sum(len(texts) for _, texts in answers.remarks)
    if texts:
        yield f"Not shown: {count_of(texts, 'answer')} in words, which stand on the page of the assessment."
    entries: list[Scored | Worded] = [*answers.scored, *answers.worded]
    hidden = max((entry.apart.hidden for entry in entries), default=0)
    if hidden:
        why = f"fewer than {answers.smallest} people, or so few could be worked out by subtraction"
        yield f"Not shown apart: {count_of(hidden, 'team or role', 'teams and roles')}, with {why}."


def _scores(source: PanelSource, answers: Answers) -> Iterator[Table]:
    columns = (
        Column("Question", 2.6), Column("Mean", 0.8), Column("Scores given", 1.9), Column("Agreement", 1.1),
        Column("By group", 2.4),
    )  # fmt: skip
    rows = [_score_row(source, entry) for entry in answers.scored]
    if rows:
        yield Table("scores", "What people scored", columns, tuple(rows))


def _score_row(source: PanelSource, entry: Scored) -> Row:
    now = entry.now
    change = () if entry.change is None else (Line(f"{_signed(entry.change)} since last time", "soft"),)
    spread = f"spread {_figure(now.spread)}" if now.spread is not None else "one score"
    given = f"{format_number(now.lowest)} to {format_number(now.highest)}; {spread}"
    return Row(
        entry.id,
        (
            Cell(_asked(entry)),
            Cell((Line(_figure(now.mean), "title"), *change)),
            Cell((Line(given, "soft"),), _span(entry, now)),
            Cell(tuple(_agreement(entry))),
            Cell(tuple(_groups(source, entry))),
        ),
    )


def _asked(entry: Scored | Worded) -> tuple[Line, ...]:
    question = entry.question
    lines = [Line(question.text if question is not None else entry.id, "title")]
    if question is not None and question.low is not None and question.high is not None:
        ends = [
            f"{format_number(value)}{f' = {label}' if label else ''}"
            for value, label in ((question.low, question.low_label), (question.high, question.high_label))
        ]
        lines.append(Line(", ".join(ends), "soft"))
    return tuple(lines)


def _span(entry: Scored, now: Scores) -> Span | None:
    """Where the scores and their mean lie on the scale; None without one, or where a score is outside it."""
    question = entry.question
    if question is None or question.low is None or question.high is None or question.high <= question.low:
        return None
    low, wide = question.low, question.high - question.low
    if now.lowest < low or now.highest > question.high:
        return None
    says = f"on a scale from {format_number(low)} to {format_number(question.high)}"
    return Span((now.lowest - low) / wide, (now.mean - low) / wide, (now.highest - low) / wide, says)


def _agreement(entry: Scored) -> Iterator[Line]:
    value = entry.now.agreement
    if value is None:
        yield Line("too few answers", "soft")
        return
    yield Line(f"{_figure(value, 2)} {say_strength(value)}")
    if entry.before is not None and entry.before.agreement is not None:
        yield Line(f"was {_figure(entry.before.agreement, 2)}", "soft")


def _groups(source: PanelSource, entry: Scored | Worded) -> Iterator[Line]:
    """The groups that may be shown, a line for teams and one for roles; a sign where they see it differently."""
    for sort in ("team", "role"):
        groups = [group for group in entry.apart.groups if group.sort == sort]
        told = ", ".join(_group(source, group, isinstance(entry, Worded)) for group in groups)
        if told and entry.differs(sort):
            yield Line(told, "line", "warning", Tone.WATCH)
        elif told:
            yield Line(told, "soft")


def _group(source: PanelSource, group: Group, is_share: bool) -> str:
    team = source.plan.get(group.name) if group.sort == "team" and group.name else None
    name = team.title if team is not None else group.name or "all others"
    value = f"{format_ratio(group.value)} outcome" if is_share else _figure(group.value)
    return f"{name} {value} ({group.people} people)"


def _words(source: PanelSource, answers: Answers) -> Iterator[Table]:
    columns = (
        Column("Question", 2.2), Column("Outcome or output", 2.2), Column("Outward or inward", 2.2),
        Column("By group", 2.2),
    )  # fmt: skip
    rows = [
        Row(
            entry.id,
            (
                Cell(_asked(entry)),
                *(_mix(entry, axis) for axis in AXES),
                Cell(tuple(_groups(source, entry))),
            ),
        )
        for entry in answers.worded
    ]
    if rows:
        yield Table("words", "How people speak: the language mix", columns, tuple(rows))


def _mix(entry: Worded, axis: str) -> Cell:
    counts = entry.counts(axis)
    lines = [Line(", ".join(f"{count} {end}" for end, count in counts.items()))]
    if entry.before is not None:
        before = ", ".join(f"{count} {end}" for end, count in entry.before[axis].items())
        lines.append(Line(f"the time before: {before}", "soft"))
    whole = sum(counts.values())
    return Cell(tuple(lines), bar=tuple(Stretch(count / whole, _TONES[end]) for end, count in counts.items()))


def _plan_table(said: Sequence[tuple[str, str]]) -> Table:
    columns = (Column("About", 1.2), Column("Says", 5.0))
    rows = tuple(
        Row(label, (Cell((Line(f"{label[0].upper()}{label[1:]}", "title"),)), Cell((Line(text),))))
        for label, text in said
    )
    return Table("plan", "What the plan says itself: computed, and asked of nobody", columns, rows)


def _gap_table(gap: Sequence[tuple[str, Share]]) -> Iterator[Table]:
    columns = (Column("Side by side", 2.4), Column("Speaks of outcomes", 1.2), Column("Share", 0.8), Column("", 3.4))
    rows = [
        Row(
            label,
            (
                Cell((Line(label, "title" if label.startswith("Plan") else "line"),)),
                Cell((Line(f"{share.part} of {share.whole}"),)),
                Cell((Line(format_ratio(share.ratio), "title"),)),
                Cell(bar=(Stretch(share.ratio, Tone.GOOD),) if share.ratio is not None else ()),
            ),
        )
        for label, share in gap
    ]
    if rows:
        title = "What people say, what the plan measures, what is rewarded"
        yield Table(
            "gap", title, columns, tuple(rows), "answers that are outcome-minded; measures of level outcome or impact"
        )


def _figure(value: float | None, decimals: int = 1) -> str:
    return "–" if value is None else f"{round(value, decimals) + 0.0:.{decimals}f}".replace("-", "\u2212")


def _signed(value: float) -> str:
    return f"{round(value, 1) + 0.0:{'+' if round(value, 1) else ''}.1f}".replace("-", "\u2212")


def _records(answers: Answers) -> Iterator[tuple[Value, ...]]:
    """A record for each question."""
    day = answers.assessment.date.isoformat() if answers.assessment.date is not None else ""
    nothing: tuple[Value, ...] = (None,) * 7
    for scored in answers.scored:
        now, before = scored.now, scored.before
        text = scored.question.text if scored.question is not None else ""
        yield (
            answers.assessment.id, day, scored.id, text, now.count, round(now.mean, 4),
            round(before.mean, 4) if before is not None else None, _rounded(now.spread), now.lowest, now.highest,
            _rounded(now.agreement), _rounded(before.agreement) if before is not None else None, *nothing[:6],
        )  # fmt: skip
    for worded in answers.worded:
        text = worded.question.text if worded.question is not None else ""
        counts = [count for axis in AXES for count in worded.counts(axis).values()]
        yield answers.assessment.id, day, worded.id, text, len(worded.readings), *nothing, *counts


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _figures(gap: Sequence[tuple[str, Share]]) -> Iterator[tuple[Value, ...]]:
    for label, share in gap:
        yield label, share.part, share.whole, _rounded(share.ratio)
