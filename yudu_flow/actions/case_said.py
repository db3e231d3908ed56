"""One case as every desk shows it: what it says, where it stands, what was said about it. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.deciders import decider_name
from yudu_flow.actions.letters import case_facts, last_words
from yudu_flow.actions.look import Sight
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import midnight_after
from yudu_flow.wording.cases import KINDS, stage


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """What there is to say of it: `word` is its kind's, the instants are the first ones that are too late."""

    word: str
    stage: str
    facts: str
    decided: bool
    objection: str
    decision: str
    appeal: str
    appeal_until: datetime | None
    appeal_decision: str
    measures: str
    measures_until: datetime | None
    mend_until: datetime | None
    check: str


def case_said(bureau: Bureau, sight: Sight, now: datetime) -> CaseSaid | None:
    """The case of that obligation, None where it has none."""
    case = sight.state.case
    if case is None:
        return None
    return CaseSaid(
        KINDS[case.kind],
        stage(case, decider_name(bureau, sight, now), now),
        case_facts(bureau, sight, now),
        case.decision is not None,
        last_words(sight, FactKind.OBJECTED),
        last_words(sight, FactKind.CASE_DECIDED),
        last_words(sight, FactKind.CASE_APPEALED),
        case.appeal_until,
        last_words(sight, FactKind.APPEAL_DECIDED),
        last_words(sight, FactKind.CASE_MEASURED, name="text"),
        midnight_after(case.measures_by) if case.measures_by else None,
        midnight_after(case.mend_by) if case.mend_by else None,
        last_words(sight, FactKind.CASE_CHECKED),
    )
