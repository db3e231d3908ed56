"""A proposed case of 落实不力: the unit objects, its leader decides or gives it time, the office closes it.

The program states facts and proposes; only a named leader confirms the label. Source: 2-semantics "Decider".
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from yudu_flow.actions.acts.act import Act, Done, Target, find, perform
from yudu_flow.actions.acts.instruct import instruction
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider
from yudu_flow.actions.letters import case_facts, last_reason
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.proof import Telling, proof, slip_words
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.facts import CaseChoice, Fact, FactKind
from yudu_flow.domain.obligation import Case
from yudu_flow.domain.period import midnight_after, spell_deadline
from yudu_flow.storage import events, obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.wording.cases import stage

EVER = datetime(2000, 1, 1, tzinfo=UTC)
MOST = 1000
UNTOLD = "拟认定告知还没有送到单位"


def object_to_case(bureau: Bureau, target: Target, by: str, now: datetime, reason: str) -> Done:
    """The unit's objection, within 3 working days of the proposal."""
    if not reason.strip():
        raise BadRequest("提出异议请写明理由", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        until = _undecided(sight).decidable_from
        if until and at >= until:
            raise NotAllowed(f"异议期已于{spell_deadline(until)}届满")
        return Act(Fact(FactKind.OBJECTED, at), {"reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.OBJECT, verb)


def decide_case(bureau: Bureau, target: Target, by: str, now: datetime, decision: CaseChoice, reason: str) -> Done:
    """The decider confirms or dismisses, with a reason, once the time to object is over."""
    if not reason.strip():
        raise BadRequest("决定请写明理由", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        _check_told(bureau, sight, at, decision)
        _check_given(sight, at, decision)
        fact = Fact(FactKind.CASE_DECIDED, at, choice=decision)
        return Act(fact, {"reason": reason.strip()}, "case-decided")

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.DECIDE_CASE, verb)


def give_time(bureau: Bureau, target: Target, by: str, now: datetime, until: date, reason: str) -> Done:
    """The decider gives the unit time until the end of that day: a dated item for it, while the case stays undecided.

    No deadline moves: what is late stays late. Until then the case can be dismissed, not confirmed.
    """
    if not reason.strip():
        raise BadRequest("给予时间请写明理由")

    with writing(bureau.engine) as db:

        def verb(sight: Sight, at: datetime) -> Act:
            _undecided(sight)
            words = f"拟认定事项暂缓决定，请在期限前办结。理由：{reason.strip()}"
            return instruction(bureau, db, sight, at, words, until, postpones=True)

        return perform(bureau, db, target, by, now, deeds.GIVE_TIME, verb)


def given_until(sight: Sight) -> date | None:
    """The day until which the decider last gave the unit time."""
    given = [row.day for row in sight.events if row.kind == FactKind.INSTRUCTED and row.detail.get("postpones")]
    return given[-1] if given else None


def close_case(bureau: Bureau, target: Target, by: str, now: datetime, reason: str = "") -> Done:
    """Strike a decided case from the list (销号)."""

    def verb(sight: Sight, at: datetime) -> Act:
        case = sight.state.case
        if case is None or case.decision is None:
            raise NotAllowed("没有已决定、待销号的事项")
        if case.decision is CaseChoice.DISMISS:
            raise NotAllowed("不予认定的事项已经了结，不用销号")
        if case.closed_at:
            raise NotAllowed("该事项已经销号")
        return Act(Fact(FactKind.CASE_CLOSED, at), {"reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.CLOSE_CASE, verb)


def decider_name(bureau: Bureau, sight: Sight, at: datetime) -> str:
    """The name of the leader who decides on this day, a deputy included."""
    found = decider(bureau, sight.owed, local_day(at))
    return found.name if found else ""


def _undecided(sight: Sight) -> Case:
    if sight.state.case is None:
        raise NotFound(f"{sight.owed.owner}本期没有拟认定的事项")
    if sight.state.case.decision:
        raise NotAllowed("该事项已经决定")
    if sight.state.waived_at:
        raise NotAllowed("该事项已经免报，拟认定随之作罢，不能再认定")
    return sight.state.case


def _check_told(bureau: Bureau, sight: Sight, at: datetime, decision: CaseChoice) -> None:
    """Nobody is flagged who was not told, neither of the proposal nor of the slips that it rests on."""
    case = _undecided(sight)
    if case.decidable_from is None:
        raise NotAllowed(f"{UNTOLD}，不能决定；请办公室换一种方式告知，电话告知的要登记")
    if at < case.decidable_from:
        raise NotAllowed(f"异议期至{spell_deadline(case.decidable_from)}，期满前不能决定")
    if case.untold and decision is CaseChoice.CONFIRM:
        lost = "、".join(slip_words(bureau, sight, name) for name in sorted(case.untold))
        raise NotAllowed(f"{lost}没有送到单位，不能认定；可以不予认定，或由办公室电话告知并登记后再定")


def _check_given(sight: Sight, at: datetime, decision: CaseChoice) -> None:
    day = given_until(sight)
    if day and decision is CaseChoice.CONFIRM and at < midnight_after(day):
        raise NotAllowed(f"已给单位时间至{spell_deadline(midnight_after(day))}，期满前不能认定")


def list_cases(bureau: Bureau, now: datetime) -> list[dict[str, Any]]:
    """Every case with its facts, proof, objection and decision, in the order they were proposed."""
    with reading(bureau.engine) as db:
        ids = events.recent(db, bureau.key, [FactKind.CASE_PROPOSED], EVER, MOST)
        sights = see(bureau, db, [*obligations.by_id(db, bureau.key, ids).values()])
        proofs = {sight.owed.id: proof(bureau, db, sight) for sight in sights}
    cases = [(sight, sight.state.case) for sight in sights if sight.state.case]
    cases.sort(key=lambda pair: pair[1].proposed_at)
    return [_listed(bureau, sight, case, proofs[sight.owed.id], now) for sight, case in cases]


def case_of(bureau: Bureau, target: Target, now: datetime) -> dict[str, Any]:
    """One case as it is listed. Raises NotFound."""
    with reading(bureau.engine) as db:
        sight = find(bureau, db, target, lock=False)
        told = proof(bureau, db, sight)
    if sight.state.case is None:
        raise NotFound(f"{sight.owed.owner}本期没有拟认定的事项")
    return _listed(bureau, sight, sight.state.case, told, now)


def _listed(bureau: Bureau, sight: Sight, case: Case, told: Iterable[Telling], now: datetime) -> dict[str, Any]:
    return {
        "obligation": obligations.name(sight.owed),
        "stage": _stage(case),
        "says": stage(case, decider_name(bureau, sight, now), now),
        "proposed_at": case.proposed_at,
        "facts": case_facts(bureau, sight, now),
        "filed_at": sight.state.filed_at or sight.state.unsealed_at,
        "objection": last_reason(sight, FactKind.OBJECTED),
        "decider": decider_name(bureau, sight, now),
        "told_at": case.told_at,
        "decidable_from": case.decidable_from,
        "decision_reason": last_reason(sight, FactKind.CASE_DECIDED),
        "proof": [_proved(telling) for telling in told],
    }


def _proved(telling: Telling) -> dict[str, Any]:
    return {name: getattr(telling, name) for name in ("slip", "words", "channel", "to", "at", "told", "answer")}


def _stage(case: Case) -> str:
    if case.closed_at:
        return "closed"
    return {None: "proposed", CaseChoice.CONFIRM: "confirmed"}.get(case.decision, "dismissed")
