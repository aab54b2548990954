"""FND, funding: whether money follows evidence.

Severities. Money without a bet, or beyond what the bet has shown, is likely wrong and a warning; that all of it is
given at once may have good reasons, and is advice.

Profiles. FND001 and FND002 are in `standard`: they speak of money that the plan itself has set aside. FND003 is in
`strict` alone: in most houses a team cannot choose how its money is paid out.
"""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.fnd.funding_past_evidence import funding_past_evidence
from alignctl.lint.rules.fnd.funding_without_hypothesis import funding_without_hypothesis
from alignctl.lint.rules.fnd.upfront_funding import upfront_funding

RULES: tuple[Rule, ...] = (funding_without_hypothesis, funding_past_evidence, upfront_funding)
