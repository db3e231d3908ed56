"""A unit reports that something is done (报办结), and whoever may confirms it (确认办结、销号).

Source: 6-duties "Task", "Instruction".
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Done, Scene, Sought, names_item, owner_named
from yudu_flow.actions.acts.draft_report import with_papers
from yudu_flow.actions.acts.settled import waived
from yudu_flow.actions.acts.verb import Api, Asked, verb
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.kind import Closing
from yudu_flow.domain.duties.registry import REPORTED
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.obligation import State
from yudu_flow.storage import obligations
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.rows import Owed


def _not_to_report(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.accepted_at:
        return NotAllowed(f"{sight.owed.owner}的这一事项已经办结")
    if sight.state.complete:
        return NotAllowed(f"{sight.owed.owner}已经报过办结；如需更正，请先退回")
    return waived(sight)


def _reported(done: Done) -> str:
    closed = done.sight.state.terms.kind.closing is not Closing.NOBODY
    return "已报办结，等待确认" if closed else "已报办结"


@verb(
    "done",
    "报办结",
    Doers.OWNERS,
    "报告限期事项、批示交办的办理情况，可附佐证材料，等待确认。",
    called="办理情况",
    done=_reported,
    kinds=REPORTED,
    refuses=_not_to_report,
    api=Api("done", "Finished"),
)
def report_done(
    scene: Scene,
    text: Annotated[str, Asked("办理情况", "请写明办理情况")],
    files: Sequence[Path] = (),
    store: Store | None = None,
) -> Act:
    """Report it as done, with a line of what was done, and with files that show it where its owner likes."""
    keep, receipt = with_papers(scene, files, store), scene.sight.state.terms.kind.says.receipt
    return Act(Fact(FactKind.FILED, scene.at), {"reason": text}, receipt, keep=keep)


def _nothing_to_confirm(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.accepted_at:
        return NotAllowed(f"{sight.owed.owner}的这一事项已经办结")
    if not sight.state.complete:
        return NotAllowed(f"{sight.owed.owner}没有待确认的办理情况")
    return None


@verb(
    "confirm",
    "确认办结",
    Doers.CLOSERS,
    "限期事项由办公室确认，批示交办由作出的人或其代办人确认；没有待确认的，已认定的事项销号。",
    done="已确认办结，已通知单位",
    kinds=REPORTED,
    refuses=_nothing_to_confirm,
    form="close",
    api=Api("close", "MaybeReasoned"),
    script="close",
)
def close_item(scene: Scene, reason: Annotated[str, Asked("意见，可不写")] = "") -> Act:
    """Confirm that it is done: its owner is told, and it is struck off."""
    detail = {"reason": reason} if reason else {}
    return Act(Fact(FactKind.ACCEPTED, scene.at), detail, scene.sight.state.terms.kind.says.closed)


def the_one(
    bureau: Bureau, owner: str, subject: str, *, done: bool, period: str = "", duty: str | None = None
) -> Sought:
    """The item of that subject, which `duty` may be too; where none is named, nor a period, the unit's only one that is
    (not) reported as `done`, of those whose period runs, else of all.

    Raises NotFound, and BadRequest that names them where there are several, and for what is no subject, or another.
    """
    name = owner_named(bureau, owner)
    if subject and not names_item(subject):
        raise BadRequest(f"“{subject}”不是编号，应写成 instruction:41、task:8.3 这样", needs=("subject",))
    if subject and duty and subject != duty:
        raise BadRequest(f"事项编号只写一个：{subject}，还是 {duty}", needs=("subject",))
    if subject or period or duty:
        return Sought(name, period, subject or duty)
    with bureau.reading() as db:
        rows = obligations.listed(db, bureau.key, unit=name, kinds=REPORTED)
        sights = see(db, rows, with_rungs=False)
    meant = [one for one in sights if _is_meant(one.state, done=done)]
    found = [one for one in meant if not one.state.closed_at] or meant
    if not found:
        raise NotFound(f"{name}没有{'待确认' if done else '待办'}的限期事项或批示交办")
    if len(found) > 1:
        listed = "；".join(f"{_named(one.owed)} {one.owed.title}" for one in found)
        raise BadRequest(f"{name}有{len(found)}项，请写明是哪一项：{listed}", needs=("subject",))
    return Sought(name, "" if found[0].owed.subject else found[0].owed.period, found[0].owed.duty)


def _named(owed: Owed) -> str:
    """By its subject; what recurs by period and duty."""
    return owed.subject or f"{owed.period} {owed.duty}"


def _is_meant(state: State, *, done: bool) -> bool:
    if done:
        return state.complete and not state.accepted_at
    return not (state.complete or state.waived_at)
