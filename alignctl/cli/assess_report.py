"""The report on an assessment as lines of text and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from alignctl.cli.assess_words import comparison_data, comparison_lines, word_lines, worded_data
from alignctl.cli.opening import Opened
from alignctl.cli.terminal import Terminal, clean, cut, flow, pad, wrap
from alignctl.plan.agreement import NAME, say_strength
from alignctl.plan.answers import Answers, Apart, Group, Scored, Scores, Worded
from alignctl.plan.classification import AXES
from alignctl.plan.dates import format_day
from alignctl.plan.evidence import Evidence
from alignctl.plan.gap import say_finding, say_gap, say_plan
from alignctl.plan.numbers import format_ratio
from alignctl.plan.parts import Question
from alignctl.plan.scoreboard import Share

_MARGIN = "  "


def lines_of(opened: Opened, terminal: Terminal, answers: Answers, evidence: Evidence) -> Iterator[str]:
    """The report for people."""
    assessment, previous = answers.assessment, answers.previous
    title = [(clean(assessment.title), "bold"), (f"[{clean(assessment.id)}]", "dim")]
    yield from flow(title, terminal.text_width, "", None, terminal.paint)
    facts = [format_day(assessment.date)] if assessment.date is not None else []
    facts.append("1 person answered" if answers.people == 1 else f"{answers.people} people answered")
    if previous is not None and previous.date is not None:
        facts.append(f"compared with {clean(previous.id)} of {format_day(previous.date)}")
    else:
        facts.append("nothing earlier asked the same about the same")
    yield from wrap("; ".join(facts), terminal.text_width)
    if answers.scored:
        yield from _score_lines(terminal, answers.scored)
    for worded in answers.worded:
        yield from word_lines(terminal, worded)
    yield from comparison_lines(terminal, answers)
    yield from _apart_lines(opened, terminal, answers)
    yield from _remark_lines(terminal, answers)
    yield ""
    day = format_day(opened.today.day)
    yield terminal.paint(f"What the plan says itself, computed on {day} and asked of nobody", "bold")
    for label, text in say_plan(evidence):
        yield from wrap(clean(text), terminal.text_width, pad(f"{_MARGIN}{label}", 20), " " * 20)
    gap = say_gap(answers, evidence)
    if gap:
        yield ""
        yield terminal.paint("Side by side: what people say, what the plan measures, what is rewarded", "bold")
        width = max(len(label) for label, _ in gap)
        for label, share in gap:
            figures = f"{share.part} of {share.whole}"
            bar = terminal.sign("█", "#") * round(20 * (share.ratio or 0))
            yield f"{_MARGIN}{pad(label, width)}  {figures:>9} {format_ratio(share.ratio):>6}  {bar}".rstrip()
        yield from wrap(
            "People: answers that are outcome-minded. Plan: measures of level outcome or impact.",
            terminal.text_width,
            _MARGIN,
        )
        finding = say_finding(answers, evidence)
        if finding:
            yield from wrap(clean(finding), terminal.text_width, _MARGIN)


def _score_lines(terminal: Terminal, scored: Sequence[Scored]) -> Iterator[str]:
    yield ""
    head = f"{'mean':>6} {'change':>7} {'spread':>7} {'range':>7} {NAME:>6}"
    yield terminal.paint(f"{pad('What people scored', 26)}{head}  agreement", "bold")
    for entry in scored:
        now = entry.now
        span = f"{_figure(now.lowest, 0)} to {_figure(now.highest, 0)}"
        figures = (
            f"{_figure(now.mean):>6} {_signed(entry.change):>7} {_figure(now.spread):>7} {span:>7}"
            f" {_figure(now.agreement, 2):>6}"
        )
        strength = say_strength(now.agreement) if now.agreement is not None else ""
        was = ""
        if entry.before is not None and entry.before.agreement is not None:
            was = f" (was {_figure(entry.before.agreement, 2)})"
        yield f"{pad(cut(clean(entry.id), 25), 26)}{figures}  {strength}{was}".rstrip()
    yield from wrap(
        f"{NAME} is 1 where all gave one answer, about 0 where answers are spread as by chance, below 0 where they "
        "form camps (James, Demaree and Wolf 1984); spread is the standard deviation",
        terminal.text_width,
        _MARGIN,
    )


def _apart_lines(opened: Opened, terminal: Terminal, answers: Answers) -> Iterator[str]:
    """Where groups see it differently, and how many may not be shown."""
    entries: list[Scored | Worded] = [*answers.scored, *answers.worded]
    shown = [entry for entry in entries if entry.apart.groups]
    yield ""
    yield terminal.paint("Where groups see it differently", "bold")
    for entry in shown:
        for sort in ("team", "role"):
            groups = [group for group in entry.apart.groups if group.sort == sort]
            if groups:
                told = ", ".join(_group_text(opened, group, isinstance(entry, Worded)) for group in groups)
                pieces = [(f"{clean(entry.id)}:", ""), (told, "")]
                if entry.differs(sort):
                    pieces.append(("(differ)", "watch"))
                yield from flow(pieces, terminal.text_width, _MARGIN, _MARGIN * 2, terminal.paint)
    hidden = max((entry.apart.hidden for entry in entries), default=0)
    if hidden:
        who = f"{hidden} teams and roles are not" if shown else "no team or role is"
        why = f"they have fewer than {answers.smallest} people, or so few could be worked out by subtraction"
        yield from wrap(f"{who} shown apart: {why}", terminal.text_width, _MARGIN)
    elif not shown:
        yield f"{_MARGIN}the answers name no teams or roles"


def _group_text(opened: Opened, group: Group, is_share: bool) -> str:
    if not group.name:
        name = "all others"
    else:
        team = opened.plan.get(group.name) if group.sort == "team" else None
        name = clean(team.title if team is not None else group.name)
    value = f"{format_ratio(group.value)} outcome-minded" if is_share else _figure(group.value)
    return f"{name} {value} ({group.people} people)"


def _remark_lines(terminal: Terminal, answers: Answers) -> Iterator[str]:
    if answers.remarks:
        yield ""
        yield terminal.paint("What people added in words", "bold")
    for question, texts in answers.remarks:
        for text in texts:
            yield from wrap(f"{clean(question)}: {clean(text)}", terminal.text_width, _MARGIN, _MARGIN * 2)


def _figure(value: float | None, decimals: int = 1) -> str:
    """A figure with so many decimals; without any where it is whole and none are asked for."""
    if value is None:
        return "–"
    if decimals == 0:
        return f"{value:g}"
    return f"{value:.{decimals}f}".replace("-", "−")


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def as_data(answers: Answers, evidence: Evidence) -> dict[str, Any]:
    """The report for programs."""
    assessment, previous = answers.assessment, answers.previous
    return {
        "id": assessment.id,
        "title": assessment.title,
        "date": assessment.date.isoformat() if assessment.date is not None else None,
        "about": [link.id for link in assessment.about],
        "people": answers.people,
        "previous": previous.id if previous is not None else None,
        "scores": [_scored_data(entry) for entry in answers.scored],
        "words": [_worded_data(entry) for entry in answers.worded],
        "compared": {axis: comparison_data(answers.compared(axis)) for axis in AXES},
        "remarks": [{"question": question, "answers": list(texts)} for question, texts in answers.remarks],
        "plan": {
            "attained_of_all": _share_data(evidence.attained_of_all),
            "attained_of_those_with_target_and_data": _share_data(evidence.attained_of_judged),
            "teams_with_line_of_sight": _share_data(evidence.teams),
            "teams_without": list(evidence.blind),
            "measures_of_outcome_or_impact": _share_data(evidence.measured),
            "rewarded_of_outcome_or_impact": _share_data(evidence.rewarded),
            "rewarded_that_lead_nowhere": list(evidence.astray),
            "bets_with_a_reason": _share_data(evidence.reasoned),
        },
        "side_by_side": [{"what": label, **_share_data(share)} for label, share in say_gap(answers, evidence)],
        "finding": say_finding(answers, evidence) or None,
    }


def _scored_data(entry: Scored) -> dict[str, Any]:
    return {
        **_question_data(entry.id, entry.question),
        **_scores_data(entry.now),
        "change": entry.change,
        "before": _scores_data(entry.before) if entry.before is not None else None,
        **_apart_data(entry.apart),
        "differs": [sort for sort in ("team", "role") if entry.differs(sort)],
    }


def _question_data(name: str, question: Question | None) -> dict[str, Any]:
    return {"question": name, "text": question.text if question is not None else None}


def _scores_data(scores: Scores) -> dict[str, Any]:
    return {
        "answers": scores.count,
        "mean": scores.mean,
        "median": scores.median,
        "standard_deviation": scores.spread,
        "lowest": scores.lowest,
        "highest": scores.highest,
        "agreement": scores.agreement,
        "agreement_measure": NAME,
    }


def _worded_data(entry: Worded) -> dict[str, Any]:
    return {
        **_question_data(entry.id, entry.question),
        **worded_data(entry),
        **_apart_data(entry.apart),
        "differs": [sort for sort in ("team", "role") if entry.differs(sort)],
    }


def _apart_data(apart: Apart) -> dict[str, Any]:
    groups = [{"sort": g.sort, "name": g.name or None, "people": g.people, "value": g.value} for g in apart.groups]
    return {"groups": groups, "groups_not_shown": apart.hidden}


def _share_data(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "ratio": share.ratio}
