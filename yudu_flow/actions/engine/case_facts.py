"""The facts of a case as they stood when it was proposed: they are kept with it, and read whenever it is read."""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.watch_targets import slow_facts
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.case import CaseStep
from yudu_flow.domain.escalation import REPETITION, recurs_since
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.rules import CaseKind
from yudu_flow.domain.situation import Ruling, Seen
from yudu_flow.storage import events, obligations


def case_facts(bureau: Bureau, db: Connection, sight: Sight, known: Seen, ruling: Ruling) -> dict[str, object]:
    """What was due, when which slip was told, what was said.

    `answer` is what became of the reason given; `lapse` counts this period among the last `periods`; `grounds` are the
    facts that proposed it where no ladder did, of `targets` their figures; `before` is the case of the same kind that
    was closed not long ago.
    """
    kind = ruling.proposal.rung.proposes or CaseKind.NEGLECT
    at = ruling.proposal.at
    answers = [row.choice for row in sight.events if row.kind == FactKind.EXPLANATION_DECIDED]
    return {
        "kind": str(kind),
        "reason": str(ruling.proposed),
        "rung": _proposing_rung(bureau, sight, ruling),
        "deadline": spell_deadline(sight.state.late_from),
        "slips": [{"rung": name, "at": at.isoformat()} for name, at in known.told.items()],
        "explained": any(row.kind == FactKind.EXPLAINED for row in sight.events),
        "answer": answers[-1] if answers else "",
        "lapse": known.lapses + 1,
        "periods": bureau.rules.repetition_window + 1,
        "decider": sight.owed.decider,
        "trial": bureau.trial,
        **_more("grounds", _grounds(sight, kind) or slow_facts(bureau, db, sight, _slow(known, kind), at)),
        **_more("targets", _slow(known, kind)),
        **_more("before", _before(bureau, db, sight, kind, at)),
    }


def _more(name: str, value: object) -> dict[str, object]:
    return {name: value} if value else {}


def _proposing_rung(bureau: Bureau, sight: Sight, ruling: Ruling) -> str:
    """A repeated lapse is proposed at slip 1 (E+1, V+1), the rest at the rung that says so."""
    name = ruling.proposal.rung.name
    if name != REPETITION.name:
        return name
    return sight.state.terms.ladder(bureau.rules).after[0].name


def _grounds(sight: Sight, kind: CaseKind) -> list[str]:
    """In words, as they were found."""
    found = [row for row in sight.events if row.kind == FactKind.CASE_GROUNDED and row.subject == kind]
    return [str(words) for row in found for words in row.detail.get("words", [])]


def _slow(known: Seen, kind: CaseKind) -> list[str]:
    """The targets that a case of 进度缓慢 is about."""
    return [*known.targets.slow] if known.targets and kind is CaseKind.SLOW else []


def _before(bureau: Bureau, db: Connection, sight: Sight, kind: CaseKind, at: datetime) -> dict[str, str]:
    """The last case of the same owner and kind that was closed in the months before; empty where there is none."""
    since = recurs_since(at, bureau.rules)
    ids = [id for id in events.closed_cases(db, bureau.key, sight.owed.owner, since) if id != sight.owed.id]
    for earlier in reversed(see(bureau, db, [*obligations.by_id(db, bureau.key, ids).values()], with_rungs=False)):
        case = earlier.state.case
        if case and case.kind is kind and case.step is CaseStep.CLOSED and case.closed_at:
            return {"obligation": obligations.name(earlier.owed), "closed_at": case.closed_at.isoformat()}
    return {}
