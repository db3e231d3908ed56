"""Extension (延期): asked by the unit before the deadline, decided by the office; nothing fires while it waits."""

from datetime import date, datetime

from yudu_flow.actions.acts.act import Act, Done, Target, perform, refuse_closed
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import ExtensionChoice, Fact, FactKind
from yudu_flow.domain.obligation import Request
from yudu_flow.domain.period import ZONE, Deadline, deadline_on, spell_deadline
from yudu_flow.storage.database import writing


def ask_extension(
    bureau: Bureau, target: Target, by: str, now: datetime, until: date, reason: str, *, again: bool = False
) -> Done:
    """Ask for a later date, with a reason. A second request is the office's to allow (`again`)."""
    if not reason.strip():
        raise BadRequest("申请延期请写明原因", needs=("reason",))

    def verb(sight: Sight, at: datetime) -> Act:
        _may_ask(sight, at, again)
        extended(bureau, sight, until)
        return Act(Fact(FactKind.EXTENSION_ASKED, at, day=until), {"reason": reason.strip()})

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.ASK_AGAIN if again else deeds.ASK_EXTENSION, verb)


def decide_extension(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    decision: ExtensionChoice,
    until: date | None = None,
    reason: str = "",
) -> Done:
    """Approve (for the date asked, or `until`) or refuse a waiting request."""

    def verb(sight: Sight, at: datetime) -> Act:
        if sight.state.pending is not Request.EXTENSION:
            raise NotAllowed(f"{sight.owed.owner}没有待决定的延期申请")
        refuse_closed(sight, at)
        asked = [row.day for row in sight.events if row.kind == FactKind.EXTENSION_ASKED][-1]
        day = (until or asked) if decision is ExtensionChoice.APPROVE else None
        if day and extended(bureau, sight, day).late_from <= at:
            raise BadRequest(f"同意延期的日期{day}已经过去，请另定日期", needs=("until",))
        answer = "extension-approved" if decision is ExtensionChoice.APPROVE else "extension-refused"
        return Act(Fact(FactKind.EXTENSION_DECIDED, at, day=day, choice=decision), {"reason": reason.strip()}, answer)

    with writing(bureau.engine) as db:
        return perform(bureau, db, target, by, now, deeds.DECIDE_EXTENSION, verb)


def _may_ask(sight: Sight, at: datetime, again: bool) -> None:
    state = sight.state
    if state.ended or state.unsealed_at:
        raise NotAllowed(f"{sight.owed.owner}本期已经报送或免报，不用延期")
    if state.pending:
        raise NotAllowed("已有一项申请等待决定")
    if at >= state.late_from:
        raise NotAllowed(f"期限{spell_deadline(state.late_from)}已过，不能再申请延期；请说明原因", instead="explain")
    if has_asked(sight) and not again:
        raise NotAllowed("本期已申请过延期；再次延期须经办公室同意，请联系局办公室", needs=("again",))


def has_asked(sight: Sight) -> bool:
    """Whether one more request is the office's to allow; one that the unit withdrew is as if it had not been asked."""
    standing, last = 0, None
    for row in sight.events:
        if row.kind in (FactKind.EXTENSION_ASKED, FactKind.EXPLAINED):
            standing, last = standing + (row.kind == FactKind.EXTENSION_ASKED), row.kind
        elif row.kind == FactKind.REQUEST_WITHDRAWN and last == FactKind.EXTENSION_ASKED:
            standing -= 1
    return standing > 0 or sight.state.extended_to is not None


def extended(bureau: Bureau, sight: Sight, day: date) -> Deadline:
    """The deadline that an extension to `day` gives. Raises BadRequest unless it is later and the period still open."""
    closes_at = sight.state.closes_at
    if day > closes_at.astimezone(ZONE).date():  # first: the calendar ends with the year 9999
        raise BadRequest(f"延期不能超过本期关闭的时间{spell_deadline(closes_at)}")
    deadline = deadline_on(day, bureau.rules, bureau.calendar)
    if deadline.late_from <= sight.state.deadline.late_from:
        raise BadRequest(f"延期日期{day}并不晚于现有期限{spell_deadline(sight.state.deadline.late_from)}")
    if deadline.late_from >= closes_at:
        raise BadRequest(f"延期不能超过本期关闭的时间{spell_deadline(closes_at)}")
    return deadline
