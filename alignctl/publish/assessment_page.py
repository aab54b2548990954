"""The page of an assessment: what people answered, who sees it differently, and beside it what the plan says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from alignctl.draw.panel import draw_panel
from alignctl.plan.agreement import NAME, say_strength
from alignctl.plan.answers import Answers, Group, Reading, Scored, Worded, count_people, sum_up
from alignctl.plan.classification import AXES, Comparison
from alignctl.plan.gap import say_comparison, say_finding, say_gap, say_plan, say_why
from alignctl.plan.items import Assessment
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.parts import Question
from alignctl.publish.cells import bar, share_cell
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Section
from alignctl.publish.panel_pages import panel_source
from alignctl.publish.parts import Cell, Column, bullets, item_link, item_links, table
from alignctl.publish.site import Here
from alignctl.publish.view_pages import as_figure
from alignctl.publish.wording import say_day, say_word
from alignctl.views.assessment import draw_up_assessment
from alignctl.views.choice import Choice
from alignctl.views.panel import Panel


def assessment_sections(here: Here, assessment: Assessment) -> tuple[Section, ...]:
    """What the answers come to; `alignctl assess report` says the same."""
    site = here.site
    answers = sum_up(site.plan, assessment, site.questionnaires, site.word_lists)
    return (
        Section("finding", "The finding", _finding(here, answers)),
        Section("answers", "What people answered", _scores(here, answers)),
        Section("words", "In their own words", join([*_worded(answers), _remarks(answers)])),
        Section("apart", "Where groups see it differently", _apart(here, answers)),
        Section("plan", "What the plan says itself", _plan(here, answers) if assessment.responses else EMPTY),
        *_picture(here, assessment),
    )


def assessment_sheet(here: Here, assessment: Assessment) -> Panel:
    """All of it on one sheet, as `alignctl render assessment` draws it."""
    site = here.site
    answers = sum_up(site.plan, assessment, site.questionnaires, site.word_lists)
    title = f"Assessment: {assessment.title}"
    return draw_up_assessment(panel_source(site, here), Choice(), answers, site.evidence(assessment), title)


def _picture(here: Here, assessment: Assessment) -> Iterator[Section]:
    if assessment.responses:
        panel = assessment_sheet(here, assessment)
        drawn = as_figure(draw_panel(panel, styled=False), panel)
        body = tag("details", tag("summary", "All of this page as one picture, to hand out"), drawn)
        yield Section("sheet", "The same on one sheet", body, panel.alt)


def assessment_frame(here: Here, assessment: Assessment) -> list[tuple[str, Cell]]:
    built_in = here.site.questionnaires.get(assessment.questionnaire or "")
    return [
        ("Day", say_day(assessment.date) if assessment.date else ""),
        ("About", item_links(here, [link.id for link in assessment.about])),
        ("Questionnaire", built_in.title if built_in else assessment.questionnaire or ""),
        ("People who answered", str(count_people(assessment) or "")),
    ]


def _scores(here: Here, answers: Answers) -> Markup:
    """One row for each question with scores: the mean and its change, how far apart, and how much agreement."""
    columns = (
        Column("Question"),
        Column("Answers", number=True),
        Column("Mean", number=True),
        Column("Change", number=True),
        Column("Spread", number=True),
        Column("Range", number=True),
        Column("Agreement", number=True),
    )
    rows = [_score_row(entry) for entry in answers.scored]
    if not rows:
        return EMPTY
    previous = answers.previous
    compared = (
        tag("p", "The change is since ", item_link(here, previous.id), ".", class_="a-soft")
        if previous is not None
        else EMPTY
    )
    note = (
        f"Spread is the standard deviation. Agreement is the index {NAME} (James, Demaree and Wolf 1984): 1 where "
        "everybody gave the same answer, about 0 where answers are spread as by chance, and below 0 where they form "
        "camps."
    )
    return join([table("Answers by question", columns, rows), compared, tag("p", note, class_="a-soft")])


def _score_row(entry: Scored) -> tuple[Cell, ...]:
    now = entry.now
    agreement: Cell = ""
    if now.agreement is not None:
        before = entry.before.agreement if entry.before is not None else None
        was = f", was {_figure(before, 2)}" if before is not None else ""
        says = tag("span", f" {say_strength(now.agreement)}{was}", class_="a-soft")
        agreement = join([_figure(now.agreement, 2), says])
    return (
        _question(entry.question, entry.id),
        str(now.count),
        _figure(now.mean),
        "" if entry.change is None else _figure(entry.change, sign=True),
        "" if now.spread is None else _figure(now.spread),
        f"{format_number(now.lowest)}\u00a0to\u00a0{format_number(now.highest)}",
        agreement,
    )


def _figure(value: float, decimals: int = 1, *, sign: bool = False) -> str:
    text = f"{round(value, decimals) + 0.0:{'+' if sign and round(value, decimals) else ''}.{decimals}f}"
    return text.replace("-", "\u2212")


def _question(question: Question | None, name: str) -> Cell:
    if question is None:
        return say_word(name)
    ends = [
        f"{format_number(value)} = {label}"
        for value, label in ((question.low, question.low_label), (question.high, question.high_label))
        if value is not None and label
    ]
    scale = tag("span", " ", "; ".join(ends), class_="a-soft") if ends else EMPTY
    return join([question.text, scale])


def _asked(entry: Scored | Worded) -> str:
    return entry.question.text if entry.question is not None else say_word(entry.id)


def _worded(answers: Answers) -> Iterator[Markup]:
    """Each question that asks for words, with the answers, what they were read as, and what decided."""
    for entry in answers.worded:
        summary = tag("summary", f"{_asked(entry)} ({_counts(entry.counts('mind'))})")
        says = [tag("li", _counts_and_before(entry, axis)) for axis in AXES]
        yield tag("details", summary, tag("ul", *says, class_="a-list"), bullets(map(_reading, entry.readings)))
    if answers.worded:
        note = (
            "Outcome speaks of what changes for people, output of what is made and done; outward speaks of people whom "
            "the work is for, inward of those who do it; open of neither or both. The word lists decide, and a "
            "person's reading wins. Both ways of speaking are legitimate; the gap to what is measured and rewarded is "
            "what matters."
        )
        yield tag("p", note, class_="a-soft")
    yield _comparisons([found for axis in AXES if (found := answers.compared(axis)).total])


def _comparisons(compared: list[Comparison]) -> Markup:
    """How far the word lists can be trusted, for whoever asks: folded, with what kappa is."""
    if not compared:
        return EMPTY
    first = compared[0]
    summary = f"How far to trust the word lists: they say what a person said of {first.alike} in {first.total} answers"
    note = (
        "Kappa is how far two agree beyond what chance would give: 1 where they always agree, 0 where they agree as "
        "often as by chance, and below 0 where less often. A person's reading counts wherever there is one."
    )
    return tag("details", tag("summary", summary), *map(_comparison, compared), tag("p", note, class_="a-soft"))


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {end}" for end, count in counts.items())


def _counts_and_before(entry: Worded, axis: str) -> str:
    before = f" (the time before: {_counts(entry.before[axis])})" if entry.before is not None else ""
    return f"{_counts(entry.counts(axis))}{before}"


def _reading(reading: Reading) -> Markup:
    ends = ", ".join(decision.end for decision in reading.decisions.values())
    return join([tag("strong", ends), " ", reading.answer, tag("span", f" ({say_why(reading)})", class_="a-soft")])


def _comparison(comparison: Comparison) -> Markup:
    """What people read, in rows, against what the word lists say, in columns."""
    ends = AXES[comparison.axis]
    columns = (Column("A person says"), *(Column(f"The words say {end}", number=True) for end in ends))
    rows = [
        (end, *(str(comparison.counts[end, words]) for words in ends))
        for end in ends
        if any(comparison.counts[end, words] for words in ends)
    ]
    told = f"People beside the word lists, {say_comparison(comparison)}."
    return join([tag("p", told), table(f"People beside the word lists: {ends[0]} or {ends[1]}", columns, rows)])


def _remarks(answers: Answers) -> Markup:
    """Words given beside a score."""
    asked = {entry.id: _asked(entry) for entry in answers.scored}
    return join(
        tag("details", tag("summary", f"{asked.get(name, say_word(name))} ({len(texts)})"), bullets(texts))
        for name, texts in answers.remarks
    )


def _apart(here: Here, answers: Answers) -> Markup:
    """The groups that are large enough, and that what is not shown cannot be worked out."""
    entries: list[Scored | Worded] = [*answers.scored, *answers.worded]
    rows = [
        (_asked(entry), join(_groups(here, entry, sort)), _seen(entry, sort))
        for entry in entries
        for sort in ("team", "role")
        if any(group.sort == sort for group in entry.apart.groups)
    ]
    hidden = max((entry.apart.hidden for entry in entries), default=0)
    if not rows and not hidden:
        return EMPTY
    shown = table("Answers by group", (Column("Question"), Column("Groups"), Column("Seen")), rows) if rows else EMPTY
    few = f"fewer than {answers.smallest} people, or so few could be worked out by subtraction"
    note = f"{hidden} teams and roles are not shown apart: they have {few}." if hidden else ""
    return join([shown, tag("p", note, class_="a-soft") if note else EMPTY])


def _seen(entry: Scored | Worded, sort: str) -> str:
    if entry.apart.gap(sort) is None:
        return ""
    return "differently" if entry.differs(sort) else "much alike"


def _groups(here: Here, entry: Scored | Worded, sort: str) -> Iterator[Markup]:
    groups = [group for group in entry.apart.groups if group.sort == sort]
    for number, group in enumerate(groups):
        value = f"{format_ratio(group.value)} outcome-minded" if isinstance(entry, Worded) else _figure(group.value)
        people = tag("span", f" ({group.people} people)", class_="a-soft")
        yield join([tag("br") if number else EMPTY, _group_name(here, group), " ", tag("strong", value), people])


def _group_name(here: Here, group: Group) -> Cell:
    if not group.name:
        return "All others"
    return item_link(here, group.name) if group.sort == "team" else group.name


def _plan(here: Here, answers: Answers) -> Markup:
    """What is computed and asked of nobody."""
    evidence = here.site.evidence(answers.assessment)
    about = "of what the assessment is about" if answers.assessment.about else "of the whole plan"
    note = tag("p", f"Computed on {say_day(here.site.today)} {about}, and asked of nobody.", class_="a-soft")
    facts = bullets(join([tag("strong", f"{say_word(label)}: "), text]) for label, text in say_plan(evidence))
    return join([note, facts])


def _finding(here: Here, answers: Answers) -> Markup:
    """What people say beside what the plan measures and what is rewarded: the answer in a sentence, then the shares."""
    evidence = here.site.evidence(answers.assessment)
    gap = say_gap(answers, evidence)
    if not gap:
        return EMPTY
    finding = say_finding(answers, evidence)
    told = tag("p", finding, class_="a-told") if finding else EMPTY
    columns = (Column("Who says it"), Column("Speaks of outcomes", number=True), Column("Share"))
    rows = [(label, share_cell(share), bar(share.ratio or 0)) for label, share in gap]
    legend = (
        "People: answers that are outcome-minded. Plan: measures of level outcome or impact. Where what people say and "
        "what is rewarded part, people will do what is rewarded."
    )
    caption = "What people say, what the plan measures, what is rewarded"
    return join([told, table(caption, columns, rows), tag("p", legend, class_="a-soft")])
