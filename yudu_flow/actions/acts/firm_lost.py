"""A firm that cannot be reached (失联): whoever visits it says what was tried, the office decides, and then it counts.

Source: 6-duties "Visits and firms". No photo and no place is asked for.
"""

from datetime import datetime
from operator import attrgetter
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.record_visit import FirmName, meant_firm
from yudu_flow.actions.acts.verb import HANDS, PAGES, Api, Asked, Command, Entrance, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind, LostChoice
from yudu_flow.domain.names import name_key, same_name
from yudu_flow.storage.rows import EventRow

ANSWERS = {LostChoice.ACCEPT: "firm-lost-accepted", LostChoice.REJECT: "firm-lost-refused"}
NONE_WAITS = "没有这家企业待认定的失联报告，或已经答复"


def undecided_losses(sight: Sight) -> list[EventRow]:
    """The reports of lost firms that still wait for the office: the last one of each firm.

    A withdrawal takes them back where they are what waited; a later day that was asked for is none of them.
    """
    decided = {row.detail.get("to") for row in sight.events if row.kind == FactKind.FIRM_LOST_DECIDED}
    said = (row for row in sight.events if row.kind == FactKind.FIRM_LOST and row.id not in decided)
    last = {name_key(row.subject or ""): row for row in said}
    waiting = {name_key(one.firm) for one in sight.state.lost}
    return sorted((row for key, row in last.items() if key in waiting), key=attrgetter("id"))


def _is_over(sight: Sight, _at: datetime) -> Refusal | None:
    return NotAllowed(f"{sight.owed.owner}本期走访已经完成或已免") if sight.state.ended else None


@verb(
    "lost",
    "报告企业失联",
    Doers.OWNERS,
    "对口企业联系不上的，写明联系过几次、什么方式；办公室认定后按已走访计算。",
    called="失联报告",
    done="已报告，等办公室认定",
    kinds=COUNTED,
    refuses=_is_over,
    api=Api("lost", "FirmLost"),
)
def report_lost(
    scene: Scene,
    firm: FirmName,
    proof: Annotated[str, Asked("怎样联系过：日期、方式、结果", "请写明怎样联系过：日期、方式、结果")],
) -> Act:
    """Report that a firm cannot be reached, with what was tried."""
    name, number = meant_firm(scene, firm)
    if any(same_name(row.subject or "", name) for row in undecided_losses(scene.sight)):
        raise NotAllowed(f"{name}已经报告过失联，正等待认定")
    if any(same_name(visited, name) for visited in scene.sight.state.visited):
        raise NotAllowed(f"{name}本期已经走访过")
    detail = {"reason": proof, **({"firm": number} if number else {})}
    return Act(Fact(FactKind.FIRM_LOST, scene.at, subject=name), detail)


def _nothing_to_decide(sight: Sight, _at: datetime) -> Refusal | None:
    return None if undecided_losses(sight) else NotAllowed(NONE_WAITS)


@verb(
    "withdraw_lost",
    "撤回失联报告",
    Doers.OWNERS,
    "办公室认定以前，撤回企业失联的报告，如同没有报告；报告了几家的，撤回写明的一家。",
    called="失联报告",
    done="已撤回",
    kinds=COUNTED,
    refuses=_nothing_to_decide,
    api=Api("withdraw-lost", "FirmLostWithdrawal"),
)
def withdraw_lost(
    scene: Scene, firm: Annotated[str, Asked("企业名称；只报告了一家的可以不写", longest=200)] = ""
) -> Act:
    """It is asked again whether the firm was visited; what else waits goes on waiting."""
    found = [row for row in undecided_losses(scene.sight) if not firm or same_name(row.subject or "", firm)]
    if not found:
        raise NotAllowed(NONE_WAITS)
    if len(found) > 1:
        raise BadRequest(f"请写明撤回哪一家：{'、'.join(row.subject or '' for row in found)}", needs=("firm",))
    return Act(Fact(FactKind.REQUEST_WITHDRAWN, scene.at, subject=found[0].subject))


@verb(
    "decide_lost",
    "认定失联",
    Doers.JUDGES,
    "对口企业失联的报告，由办公室认定；认定后按已走访计算。",
    done="已答复，已通知单位",
    kinds=COUNTED,
    refuses=_nothing_to_decide,
    form="lost",
    api=Api("lost/decision", "FirmLostDecision"),
    command=Command("lost", when="decide"),
    script="lost_decide",
)
def decide_lost(
    scene: Scene,
    event: Annotated[int | None, Asked("失联报告的编号（event）", by=PAGES, must=PAGES)],
    decision: Annotated[
        LostChoice, Asked("accept 认定失联，reject 不认定（须写理由）", called={Entrance.COMMAND: "decide"})
    ],
    reason: Annotated[str, Asked("理由")] = "",
    firm: Annotated[str, Asked("企业名称；不写为最早报告的一家", longest=200, by=HANDS)] = "",
) -> Act:
    """Agree that it cannot be reached, which counts from when that was said, or not."""
    if decision is LostChoice.REJECT and not reason:
        raise BadRequest("不认定失联请写明理由", needs=("reason",))
    waiting = undecided_losses(scene.sight)
    named = [row for row in waiting if event in (row.id, None) and (not firm or same_name(row.subject or "", firm))]
    if not named:
        raise NotAllowed(NONE_WAITS)
    fact = Fact(FactKind.FIRM_LOST_DECIDED, scene.at, choice=decision, subject=named[0].subject)
    return Act(fact, {"to": named[0].id, "reason": reason}, ANSWERS[decision])
