"""HYP, hypotheses and experiments: whether a bet can be lost, is decided in time, and teaches something.

Severities. An error takes away what makes a bet a bet: an end, a value that would refute it, and what was learned. A
warning is likely wrong: the answer will come late, prove little, or be passed over. Advice (HYP009, HYP011) compares
two bets, and only the people behind them can say whether they get into each other's way.

Profiles. All are in `standard`: each asks for a line or two in a file that is there. None is in `starter`, where bets
need to exist before they need to be good ones.

Bets that are over. An abandoned bet is asked only what was learned, where it has a result. A decided one must still
show its time box, its expectation and its result, for others read it; how else it was set up can no longer be mended.
"""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.hyp.confounded_experiments import confounded_experiments
from alignctl.lint.rules.hyp.decision_against_evidence import decision_against_evidence
from alignctl.lint.rules.hyp.decision_without_learning import decision_without_learning
from alignctl.lint.rules.hyp.long_timebox import long_timebox
from alignctl.lint.rules.hyp.overdue_decision import overdue_decision
from alignctl.lint.rules.hyp.reasonless_hypothesis import reasonless_hypothesis
from alignctl.lint.rules.hyp.repeated_experiment import repeated_experiment
from alignctl.lint.rules.hyp.self_fulfilling_signal import self_fulfilling_signal
from alignctl.lint.rules.hyp.too_many_primary_metrics import too_many_primary_metrics
from alignctl.lint.rules.hyp.unbounded_hypothesis import unbounded_hypothesis
from alignctl.lint.rules.hyp.unfalsifiable_hypothesis import unfalsifiable_hypothesis

RULES: tuple[Rule, ...] = (
    unbounded_hypothesis,
    long_timebox,
    overdue_decision,
    decision_without_learning,
    unfalsifiable_hypothesis,
    reasonless_hypothesis,
    too_many_primary_metrics,
    self_fulfilling_signal,
    confounded_experiments,
    decision_against_evidence,
    repeated_experiment,
)
