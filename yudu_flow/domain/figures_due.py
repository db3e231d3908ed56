"""The part of the rules that speaks of figures: whoever is behind the calendar or silent, and a case of 进度缓慢.

Source: notice 三（三）, 6-duties "Targets".
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from yudu_flow.domain.channels import Channel
from yudu_flow.domain.escalation import SLOWNESS
from yudu_flow.domain.ladder import Step
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.rules import Rung
from yudu_flow.domain.situation import Ruling, Situation, fired_step
from yudu_flow.domain.slowness import figures_at
from yudu_flow.domain.verdict import Family, Reason

BEHIND = Rung("G", 0, (Channel.EMAIL,), ())
"""A target newly behind, or not known twice in a row: the leaders hear of it, once a round."""


def figures_due(situation: Situation, ruling: Ruling) -> Iterator[datetime]:
    """Judged at the pass after the figures came, or should have come at the latest: leaders hear nothing by itself."""
    targets, since = situation.seen.targets, figures_at(situation.state)
    if targets is None or since is None:
        return
    step = Step(BEHIND, next_pass(since, situation.rules, situation.calendar))
    if step.at > situation.now:
        yield step.at
        return
    if (targets.behind or targets.dark) and BEHIND.name not in situation.seen.decided:
        fired = fired_step(situation, Family.TARGET, step)
        ruling.verdicts.append(fired if targets.behind else replace(fired, reason=Reason.UNKNOWN))
    if targets.slow and SLOWNESS.name not in situation.seen.decided:
        yield from _propose_slow(situation, ruling, replace(step, rung=SLOWNESS))


def _propose_slow(situation: Situation, ruling: Ruling, step: Step) -> Iterator[datetime]:
    """One case an obligation: where there is one for something else, the trace says so."""
    fired = fired_step(situation, Family.CASE, step)
    if situation.state.case or ruling.proposed:
        ruling.verdicts.append(replace(fired, fired=False, reason=Reason.CASE_EXISTS))
        return
    ruling.verdicts.append(replace(fired, reason=Reason.SLOW))
    ruling.proposed = Reason.SLOW
    yield situation.now
