"""After a case is confirmed the unit says what it does about it and by when (整改措施); the office looks if it did.

Source: 6-duties "Cases".
"""

from datetime import date, datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Done, Scene
from yudu_flow.actions.acts.settle_case import check_day
from yudu_flow.actions.acts.verb import Api, Asked, Command, Entrance, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain.case import CaseStep
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import CheckChoice, Fact, FactKind

TO_MEASURE = {
    CaseStep.APPEALED: "申诉正在复核，复核期间不用报整改措施",
    CaseStep.MENDING: "整改措施已经报过；要改的，请与局办公室联系",
}
"""Why no measures are taken at some steps."""


def _not_to_measure(sight: Sight, _at: datetime) -> Refusal | None:
    step = sight.state.case.step if sight.state.case else CaseStep.PROPOSED
    if step is CaseStep.MEASURES:
        return None
    return NotAllowed(TO_MEASURE.get(step, f"{sight.owed.owner}本期没有要报整改措施的认定"))


@verb(
    "measure",
    "报整改措施",
    Doers.OWNERS,
    "认定后报整改措施和完成时限，在告知中写明的期限内。",
    called="整改措施",
    done="整改措施已报，到期由办公室核查",
    refuses=_not_to_measure,
    api=Api("measure", "Measures"),
    command=Command("case measure"),
)
def measure_case(
    scene: Scene,
    text: Annotated[str, Asked("整改措施", "请写明整改措施", called={Entrance.SCRIPT: "reason"})],
    until: Annotated[date, Asked("哪一天完成，工作日", "请填写哪一天完成")],
) -> Act:
    """What is done about it, and by when."""
    check_day(scene.bureau, until, local_day(scene.at), "完成时限")
    return Act(Fact(FactKind.CASE_MEASURED, scene.at, day=until), {"text": text})


def _not_to_check(sight: Sight, _at: datetime) -> Refusal | None:
    case = sight.state.case
    if case and case.step is CaseStep.MENDING:
        return None
    return NotAllowed(f"{sight.owed.owner}本期没有待核查的整改措施")


def _checked(done: Done) -> str:
    return "已核查，可以销号" if done.fact.choice is CheckChoice.FULFILLED else "已要求继续整改，单位会收到通知"


@verb(
    "check",
    "核查整改",
    Doers.JUDGES,
    "核查整改措施是否落实；没有落实的，写明原因和新的期限。",
    called="整改核查",
    done=_checked,
    refuses=_not_to_check,
    api=Api("check", "MeasuresCheck"),
    command=Command("case check", argument="decision"),
)
def check_measures(
    scene: Scene,
    decision: Annotated[CheckChoice, Asked("fulfilled 已落实，unfulfilled 未落实")],
    reason: Annotated[str, Asked("核查情况，未落实的必填")] = "",
    until: Annotated[date | None, Asked("新的期限，工作日，未落实的必填")] = None,
) -> Act:
    """Fulfilled, or not and a new day."""
    if decision is CheckChoice.FULFILLED:
        return Act(Fact(FactKind.CASE_CHECKED, scene.at, choice=decision), {"reason": reason}, "case-checked")
    if not reason or until is None:
        raise BadRequest("未落实的，请写明原因和新的期限", needs=("reason", "until"))
    check_day(scene.bureau, until, local_day(scene.at), "新的期限")
    fact = Fact(FactKind.CASE_CHECKED, scene.at, day=until, choice=decision)
    return Act(fact, {"reason": reason}, "case-checked", loud=True)
