"""How much is attained, as the front page shows it: both ratios, by perspective, and by state; all lead to lists."""

from __future__ import annotations

from markupsafe import Markup

from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.scoreboard import Judged, Share
from alignctl.publish.cells import linked_share
from alignctl.publish.facets import NONE, facets_of, list_address
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import mark_badge
from alignctl.publish.paths import kind_path
from alignctl.publish.site import Here
from alignctl.publish.tables import is_over
from alignctl.publish.wording import count_of, say_word
from alignctl.views.status import make_mark

_ORDER = ("attained", "on-pace", "at-risk", "missed", "stale", "no-data", "no-target", "unclassified")
_OFTEN_NONE = ("no-data", "no-target", "unclassified")
"""States that are named only where some measure is in them."""
_SAID = ("on track", "at risk", "off track", "reached", "partly reached", "missed", "learned from")
_PERSPECTIVES = ("financial", "customer", "process", "learning")
_KPIS = kind_path("kpi")
_ATTAINED, _WHOLE, _JUDGED = ("counts", "attained"), ("counts", "whole"), ("counts", "judged")


def attainment_part(here: Here) -> Markup:
    """The ratios and their parts."""
    board = here.site.scoreboard
    if not board.measures:
        return tag("p", "No KPI counts yet, so there is nothing to attain.", class_="a-soft")
    boxes = [
        _ratio_box(here, board.attained_of_all, "KPIs are attained", _WHOLE),
        _ratio_box(here, board.attained_of_judged, "with a target and data", _JUDGED),
    ]
    states = join([_state_bar(here), _state_list(here), _what_owners_say(here)])
    whole = tag("div", tag("div", *boxes, class_="a-ratios"), _what_attained_means(here), states)
    return tag("div", whole, by_perspective(here), class_="a-attained")


def _what_attained_means(here: Here) -> Markup:
    """Which targets the figure counts: how many KPIs are past the final one, how many past the one that was due."""
    board = here.site.scoreboard
    final = sum(entry.progress.final for entry in here.site.judged)
    counts = [
        tag("a", format_number(count), href=list_address(here, _KPIS, ("counts", figure)))
        for figure, count in (("final", final), ("stage", board.attained - final))
    ]
    means = ["Attained: at or past the final target (", counts[0], "), or the latest that came due (", counts[1], ")."]
    if board.attained_behind:
        link = tag("a", f"{board.attained_behind} of these", href=here.to(f"{_KPIS}#attained-behind"))
        means += [" ", link, f" {'is' if board.attained_behind == 1 else 'are'} behind on the way to the next."]
    return tag("p", *means, class_="a-soft")


def _ratio_box(here: Here, share: Share, words: str, whole: tuple[str, str]) -> Markup:
    """A ratio; it and each of its two numbers lead to the list behind them."""
    part, rest = (list_address(here, _KPIS, pair) for pair in (_ATTAINED, whole))
    ratio = tag("a", _percent(share), href=part, class_="a-big")
    count = tag("span", linked_share(share, part, rest), class_="a-count")
    return tag("div", ratio, tag("span", count, " ", words), class_="a-ratio")


def _state_bar(here: Here) -> Markup:
    """All KPIs in one bar, by state; the list below it says the same in words."""
    board = here.site.scoreboard
    parts, left = [], 0.0
    for state in _ORDER:
        count = board.count(state)
        if count:
            width = 100 * count / board.measures
            look = f"a-state a-state-{state}"
            parts.append(tag("rect", x=f"{left:.3f}", width=f"{width:.3f}", height="10", class_=look))
            left += width
    return tag("svg", *parts, class_="a-states", viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def _state_list(here: Here) -> Markup:
    board = here.site.scoreboard
    entries = []
    for state in _ORDER:
        count = board.count(state)
        if not count and state in _OFTEN_NONE:
            continue
        mark = make_mark(state)
        key = tag("span", class_=f"a-key a-state-{state}")
        name = mark_badge(mark) if count else mark.word.capitalize()
        label = join([name, tag("span", format_number(count), class_="a-count")], " ")
        status = ("status", mark.word.replace(" ", "-"))
        address = list_address(here, _KPIS, _WHOLE, status, section=state if count else "")
        linked = tag("a", label, href=address)
        entries.append(tag("li", key if count else EMPTY, linked, class_=None if count else "a-soft"))
    return tag("ul", *entries, class_="a-state-list")


def _what_owners_say(here: Here) -> Markup:
    """How many outcomes are on and off track, as their owners say; nothing where nobody says anything."""
    outcomes = [outcome for outcome in here.site.plan.outcomes if not is_over(here, outcome)]
    marks = [here.site.marks.get(outcome.id) for outcome in outcomes]
    words = [mark.word if mark is not None else "active" for mark in marks]
    said = [
        tag(
            "a",
            f"{format_number(words.count(word))} {spoken}",
            href=list_address(here, kind_path("outcome"), ("status", word.replace(" ", "-"))),
        )
        for word, spoken in (*[(word, word) for word in _SAID], ("active", "without a word"))
        if word in words
    ]
    if set(words) <= {"active"}:
        return EMPTY
    return tag("p", "Outcomes, as their owners say: ", join(said, ", "), ".", class_="a-soft")


def by_perspective(here: Here) -> Markup:
    """Both ratios for the KPIs of each perspective; nothing where no goal names one."""
    groups: dict[str, list[Judged]] = {name: [] for name in (*_PERSPECTIVES, NONE)}
    for entry in here.site.judged:
        named = [value for facet, value in facets_of(here.site, entry.kpi) if facet == "perspective"]
        for name in named or [NONE]:
            groups[name].append(entry)
    if not any(groups[name] for name in _PERSPECTIVES):
        return EMPTY
    rows = [_perspective_row(here, name, entries) for name, entries in groups.items() if entries or name != NONE]
    heads = [
        tag("th", "Perspective", scope="col"),
        tag("th", "of all KPIs", scope="col"),
        tag("th", "with target and data", scope="col"),
    ]
    caption = tag("caption", "Attained, by perspective")
    drawn = tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="a-perspectives")
    twice = sum(len(entries) for entries in groups.values()) - len(here.site.judged)
    if not twice:
        return tag("div", drawn)
    note = f"{count_of(twice, 'KPI counts', 'KPIs count')} in more than one perspective."
    return tag("div", drawn, tag("p", note, class_="a-soft"))


def _perspective_row(here: Here, name: str, entries: list[Judged]) -> Markup:
    """One perspective: each figure leads to the KPIs that it is the share of."""
    attained = sum(entry.progress.attained for entry in entries)
    judged = sum(e.progress.target is not None and e.progress.latest is not None for e in entries)
    own = ("perspective", name)
    part, whole, known = (list_address(here, _KPIS, pair, own) for pair in (_ATTAINED, _WHOLE, _JUDGED))
    cells = [_share_link(Share(attained, len(entries)), part, whole), _share_link(Share(attained, judged), part, known)]
    title = "None stated" if name == NONE else say_word(name)
    return tag("tr", tag("th", title, scope="row"), *[tag("td", cell) for cell in cells])


def _share_link(share: Share, part: str, whole: str) -> Markup:
    if not share.whole:
        return tag("span", "no KPI", class_="a-soft")
    ratio = tag("a", _percent(share), href=part)
    return join([ratio, " ", tag("span", linked_share(share, part, whole), class_="a-soft")])


def _percent(share: Share) -> str:
    return format_ratio(share.ratio).replace(" ", "\u00a0")
