"""An appeal (申诉) against a confirmed case, once: the principal leader hears it (6-duties "Cases").

Where there is no other leader than the one who decided, that one looks again with the office's note in hand.
"""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Done, Scene
from yudu_flow.actions.acts.verb import Api, Asked, Command, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.case import CaseStep
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import AppealChoice, Fact, FactKind
from yudu_flow.domain.period import spell_deadline

NOTE_FIRST = "由作出决定的领导复核，须先看办公室的意见；请办公室在本事项写备注，再作决定"


def _not_to_appeal(sight: Sight, at: datetime) -> Refusal | None:
    case = sight.state.case
    if case is None or not case.stands:
        return NotAllowed(f"{sight.owed.owner}本期没有可以申诉的认定")
    if case.appealed_at:
        return NotAllowed("这一认定已经申诉过，申诉只有一次")
    if case.appeal_until is None or at >= case.appeal_until:
        until = f"已于{spell_deadline(case.appeal_until)}届满" if case.appeal_until else "已过"
        return NotAllowed(f"申诉期{until}")
    return None


@verb(
    "appeal",
    "申诉",
    Doers.OWNERS,
    "对已经作出的认定申诉，在告知中写明的期限内，只有一次；由主要领导复核。",
    called="申诉",
    done="申诉已提交；复核期间不催整改",
    refuses=_not_to_appeal,
    api=Api("appeal", "Reasoned"),
    command=Command("case appeal"),
)
def appeal_case(scene: Scene, reason: Annotated[str, Asked("原因", "申诉请写明理由")]) -> Act:
    """The unit's appeal, within 5 working days of the decision."""
    return Act(Fact(FactKind.CASE_APPEALED, scene.at), {"reason": reason})


def _no_appeal(sight: Sight, _at: datetime) -> Refusal | None:
    case = sight.state.case
    return None if case and case.step is CaseStep.APPEALED else NotAllowed("没有待决定的申诉")


def _heard(done: Done) -> str:
    return "已撤销认定，单位会收到通知" if done.fact.choice is AppealChoice.OVERTURN else "已维持原决定，单位会收到通知"


@verb(
    "decide_appeal",
    "决定申诉",
    Doers.APPELLATE,
    "对申诉作出决定，写明理由；由主要领导作出，没有的由原决定领导看过办公室意见后作出。",
    called="申诉",
    done=_heard,
    refuses=_no_appeal,
    api=Api("appeal/decision", "AppealDecision"),
    command=Command("case decide-appeal", argument="decision"),
)
def decide_appeal(
    scene: Scene,
    decision: Annotated[AppealChoice, Asked("uphold 维持原决定，overturn 撤销认定")],
    reason: Annotated[str, Asked("原因", "决定请写明理由")],
) -> Act:
    """Uphold or overturn it. Raises NotAllowed where whoever decided looks again without the office's note."""
    if _decided_by(scene.sight) == scene.by.id and not _noted(scene.sight):
        raise NotAllowed(NOTE_FIRST)
    fact = Fact(FactKind.APPEAL_DECIDED, scene.at, choice=decision)
    return Act(fact, {"reason": reason}, "case-appeal-decided", loud=True)


def _decided_by(sight: Sight) -> str:
    return [row.by_id for row in sight.events if row.kind == FactKind.CASE_DECIDED][-1]


def _noted(sight: Sight) -> bool:
    """Whether the office has said something since the appeal."""
    words = [row.kind for row in sight.events if row.kind in (FactKind.CASE_APPEALED, FactKind.NOTED)]
    return words[-1:] == [FactKind.NOTED]
