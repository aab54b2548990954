"""ALN, alignment between teams: whether teams share what they are after, and can count on one another.

Severities. ALN006 is an error: two dates in the plan contradict each other, and work will wait. A warning is likely
wrong, and the other team can say so in a minute. Advice is worth a talk: only the people concerned can say whether one
team's bets are enough, or how many goals are too many. ALN001 is advice because of how it did on real text: where the
teams are whole departments, some of their goals are rightly their own.

Profiles. `strict` alone holds ALN007 and ALN008, which go by numbers and know nothing of the size of a team. All others
are in `standard`: each asks for a talk between people who are named in the plan already. None is in `starter`, where
items first learn to lead to a strategy.

"Another team" is one outside the own branch: neither the team itself, nor a group that it is part of, nor a part of it.
What is over asks for nothing any more: outcomes with a result, work that is done or dropped, bets that are decided or
abandoned, promises that were met, missed or withdrawn.
"""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.aln.contested_subject import contested_subject
from alignctl.lint.rules.aln.divided_answers import divided_answers
from alignctl.lint.rules.aln.late_commitment import late_commitment
from alignctl.lint.rules.aln.lone_shared_outcome import lone_shared_outcome
from alignctl.lint.rules.aln.missing_agreement import missing_agreement
from alignctl.lint.rules.aln.overdue_commitment import overdue_commitment
from alignctl.lint.rules.aln.overloaded_owner import overloaded_owner
from alignctl.lint.rules.aln.siloed_team import siloed_team
from alignctl.lint.rules.aln.too_many_priorities import too_many_priorities
from alignctl.lint.rules.aln.unresolved_tension import unresolved_tension
from alignctl.lint.rules.aln.vague_commitment import vague_commitment

RULES: tuple[Rule, ...] = (
    siloed_team,
    lone_shared_outcome,
    missing_agreement,
    vague_commitment,
    overdue_commitment,
    late_commitment,
    overloaded_owner,
    too_many_priorities,
    unresolved_tension,
    contested_subject,
    divided_answers,
)
