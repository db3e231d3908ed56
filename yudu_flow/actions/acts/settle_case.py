"""A proposed case: the unit objects, its leader decides or gives it time, the office closes it.

The program states facts and proposes; only a named leader confirms the label. Source: 2-semantics "Decider".
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from yudu_flow.actions.acts.act import Act, Done, Scene, Sought, find
from yudu_flow.actions.acts.settled import freed
from yudu_flow.actions.acts.verb import FARTHEST, Api, Asked, Command, verb
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider_name
from yudu_flow.actions.letters import case_facts, last_words
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.proof import ToldProof, proof, slip_words
from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, Refusal
from yudu_flow.domain.facts import CaseChoice, Fact, FactKind
from yudu_flow.domain.period import midnight_after, spell_day, spell_deadline
from yudu_flow.storage import events, obligations
from yudu_flow.wording.cases import stage
from yudu_flow.wording.record import Record

EVER = datetime(2000, 1, 1, tzinfo=UTC)
MOST = 1000
UNTOLD = "拟认定告知还没有送到单位"


def _undecided(sight: Sight, _at: datetime) -> Refusal | None:
    case = sight.state.case
    if case is None:
        return NotFound(f"{sight.owed.owner}本期没有拟认定的事项")
    if case.decision:
        return NotAllowed("该事项已经决定")
    # What was waived before cases fell with it has its case still, which could be confirmed all the same.
    if sight.state.waived_at:
        return NotAllowed(f"该事项已{freed(sight)}，拟认定随之作罢，不能再认定")
    return None


def _not_to_object(sight: Sight, at: datetime) -> Refusal | None:
    if refusal := _undecided(sight, at):
        return refusal
    case = _case(sight)
    if case.decidable_from and at >= case.decidable_from:
        return NotAllowed(f"异议期已于{spell_deadline(case.decidable_from)}届满")
    return NotAllowed(f"{sight.owed.owner}已经提出异议，等待决定") if case.objected_at else None


@verb(
    "object",
    "提出异议",
    Doers.OWNERS,
    "对拟认定的事项提出异议，在告知中写明的期限内，一次说清。",
    called="异议",
    done="异议已提交",
    refuses=_not_to_object,
    api=Api("object", "Reasoned"),
    command=Command("case object"),
)
def object_to_case(scene: Scene, reason: Annotated[str, Asked("原因", "提出异议请写明理由")]) -> Act:
    """The unit's objection, within the days that the rules give from the proposal on."""
    return Act(Fact(FactKind.OBJECTED, scene.at), {"reason": reason})


def _what_became(done: Done) -> str:
    return "已决定，单位会收到通知" if done.fact.kind is FactKind.CASE_DECIDED else "已给单位时间，暂不决定"


@verb(
    "decide",
    "决定",
    Doers.DECIDER,
    "对拟认定的事项作出决定，写明理由；由分管领导作出。",
    done=_what_became,
    refuses=_undecided,
    api=Api("decide", "CaseDecision"),
    command=Command("case decide", argument="decision"),
)
def decide_case(
    scene: Scene,
    decision: Annotated[
        CaseChoice | Literal["time"], Asked("confirm 认定，dismiss 不予认定，time 暂缓决定、给单位时间")
    ],
    reason: Annotated[str, Asked("原因", "决定请写明理由")],
    until: Annotated[date | None, Asked("给单位时间到哪一天，暂缓决定时必填")] = None,
) -> Act:
    """The decider confirms or dismisses once the time to object is over, or gives the unit time until a day."""
    if not isinstance(decision, CaseChoice):
        return _give_time(scene, until, reason)
    _check_told(scene.bureau, scene.sight, scene.at, decision)
    _check_given(scene.sight, scene.at, decision)
    fact = Fact(FactKind.CASE_DECIDED, scene.at, choice=decision)
    return Act(fact, {"reason": reason}, "case-decided", loud=decision is CaseChoice.CONFIRM)


def _give_time(scene: Scene, until: date | None, reason: str) -> Act:
    """A dated item for the unit, while the case stays undecided.

    No deadline moves: what is late stays late. Until then the case can be dismissed, not confirmed.
    """
    if until is None:
        raise BadRequest("给予时间请写明期限", needs=("until",))
    check_day(scene.bureau, until, local_day(scene.at), "给予时间")
    detail = {"text": f"拟认定事项暂缓决定，请在期限前办结。理由：{reason}", "postpones": True}
    return Act(Fact(FactKind.INSTRUCTED, scene.at, day=until), detail, "case-postponed")


def check_day(bureau: Bureau, until: date, today: date, what: str) -> None:
    """Raises BadRequest unless it is a working day of the coming year; `what` is given until then."""
    if not today <= until <= today + FARTHEST:
        raise BadRequest(f"{what}应从今天起、在一年以内", needs=("until",))
    if not bureau.calendar.is_working(until):
        next_day = spell_day(bureau.calendar.on_or_after(until))
        raise BadRequest(f"{spell_day(until)}是休息日，期限请定在工作日，如{next_day}", needs=("until",))


def given_until(sight: Sight) -> date | None:
    """The day until which the decider last gave the unit time."""
    given = [row.day for row in sight.events if row.kind == FactKind.INSTRUCTED and row.detail.get("postpones")]
    return given[-1] if given else None


def _not_to_close(sight: Sight, _at: datetime) -> Refusal | None:
    step = sight.state.case.step if sight.state.case else CaseStep.PROPOSED
    return None if step is CaseStep.MENDED else NotAllowed(TO_CLOSE[step])


TO_CLOSE = {
    CaseStep.PROPOSED: "没有已决定、待销号的事项",
    CaseStep.DISMISSED: "不予认定的事项已经了结，不用销号",
    CaseStep.APPEALED: "单位的申诉还没有决定，不能销号",
    CaseStep.MEASURES: "单位还没有报整改措施，不能销号",
    CaseStep.MENDING: "整改措施还没有核查，核查落实后才能销号",
    CaseStep.CLOSED: "该事项已经销号",
}
"""Why it cannot be struck off at each step but the last."""


@verb(
    "close",
    "销号",
    Doers.OTHERS,
    "已认定的事项，整改措施核查落实后销号；办公室自己的由分管领导办理。",
    called="销号",
    done="已销号",
    refuses=_not_to_close,
    api=Api("close", "MaybeReasoned"),
    command=Command("case close"),
)
def close_case(scene: Scene, reason: Annotated[str, Asked("原因，可不写")] = "") -> Act:
    """Strike a decided case from the list (销号)."""
    return Act(Fact(FactKind.CASE_CLOSED, scene.at), {"reason": reason}, "case-closed")


def _case(sight: Sight) -> Case:
    """The case of a sight that has one."""
    assert sight.state.case is not None  # `_undecided` was asked
    return sight.state.case


def _check_told(bureau: Bureau, sight: Sight, at: datetime, decision: CaseChoice) -> None:
    """Nobody is flagged who was not told, neither of the proposal nor of the slips that it rests on."""
    case = _case(sight)
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


def list_cases(bureau: Bureau, now: datetime) -> list[Record]:
    """The newest thousand cases with facts, proof, objection and decision, in the order they were proposed."""
    with bureau.reading() as db:
        ids = events.recent(db, bureau.key, [FactKind.CASE_PROPOSED], EVER, MOST)
        sights = see(db, [*obligations.by_id(db, bureau.key, ids).values()])
        proofs = {sight.owed.id: proof(bureau, db, sight) for sight in sights}
    cases = [(sight, sight.state.case) for sight in sights if sight.state.case]
    cases.sort(key=lambda pair: pair[1].proposed_at)
    return [_listed(bureau, sight, case, proofs[sight.owed.id], now) for sight, case in cases]


def case_of(bureau: Bureau, sought: Sought, now: datetime) -> Record:
    """One case as it is listed. Raises NotFound."""
    with bureau.reading() as db:
        sight = find(bureau, db, sought, lock=False)
        told = proof(bureau, db, sight)
    if sight.state.case is None:
        raise NotFound(f"{sight.owed.owner}本期没有拟认定的事项")
    return _listed(bureau, sight, sight.state.case, told, now)


def _listed(bureau: Bureau, sight: Sight, case: Case, told: Iterable[ToldProof], now: datetime) -> Record:
    return {
        "obligation": obligations.name(sight.owed),
        "stage": _stage(case),
        "says": stage(case, decider_name(bureau, sight, now), now),
        "proposed_at": case.proposed_at,
        "facts": case_facts(bureau, sight, now),
        "filed_at": sight.state.filed_at or sight.state.unsealed_at,
        "objection": last_words(sight, FactKind.OBJECTED),
        "decider": decider_name(bureau, sight, now),
        "told_at": case.told_at,
        "decidable_from": case.decidable_from,
        "decision_reason": last_words(sight, FactKind.CASE_DECIDED),
        "proof": [asdict(telling) for telling in told],
        "kind": str(case.kind),
        "step": str(case.step),
        "appeal_until": case.appeal_until,
        "appeal": last_words(sight, FactKind.CASE_APPEALED),
        "appeal_reason": last_words(sight, FactKind.APPEAL_DECIDED),
        "measures_by": case.measures_by,
        "measures": last_words(sight, FactKind.CASE_MEASURED, name="text"),
        "mend_by": case.mend_by,
        "check": last_words(sight, FactKind.CASE_CHECKED),
    }


def _stage(case: Case) -> str:
    if case.closed_at:
        return "closed"
    return {None: "proposed", CaseChoice.CONFIRM: "confirmed"}.get(case.decision, "dismissed")
