"""Extension (延期): asked by the unit before the deadline, decided by the office; nothing fires while it waits."""

from datetime import date, datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Done, Scene, over
from yudu_flow.actions.acts.settled import settled, this
from yudu_flow.actions.acts.verb import FARTHEST, Api, Asked, Command, Entrance, verb
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import ExtensionChoice, Fact, FactKind
from yudu_flow.domain.obligation import Pending
from yudu_flow.domain.period import ZONE, Deadline, deadline_on, spell_deadline

Until = Annotated[date, Asked("申请延期到哪一天", "请填写延期到哪一天")]
Reason = Annotated[str, Asked("原因", "申请延期请写明原因")]


def _not_again(sight: Sight, at: datetime) -> Refusal | None:
    state = sight.state
    if state.ended or state.unsealed_at:
        return settled(sight, "不用延期")
    if state.pending:
        return NotAllowed("已有一项申请等待决定")
    if at >= state.late_from:
        return NotAllowed(f"期限{spell_deadline(state.late_from)}已过，不能再申请延期；请说明原因", instead="explain")
    return None


def _not_at_all(sight: Sight, at: datetime) -> Refusal | None:
    if refusal := _not_again(sight, at):
        return refusal
    # Each request holds the ladder, so a second one is the office's to allow, also after a refusal.
    if has_asked(sight):
        return NotAllowed(f"{this(sight)}已申请过延期；再次延期须经办公室同意，请联系局办公室", needs=("again",))
    return None


@verb(
    "ask_extension",
    "申请延期",
    Doers.OWNERS,
    "到期前申请，等办公室决定。",
    called="延期申请",
    done="延期申请已提交，等办公室决定",
    refuses=_not_at_all,
    form="extension",
    api=Api("extension", "Extension"),
    command=Command("extend"),
    script="extend_ask",
)
def ask_extension(scene: Scene, until: Until, reason: Reason) -> Act:
    """Ask for a later date, with a reason."""
    extended(scene.bureau, scene.sight, until, scene.at)
    return Act(Fact(FactKind.EXTENSION_ASKED, scene.at, day=until), {"reason": reason})


def _has_asked(sight: Sight, at: datetime) -> bool:
    """A first one is the unit's own to ask for."""
    return at < sight.state.closes_at and has_asked(sight)


@verb(
    "ask_again",
    "代为再次申请延期",
    Doers.OTHERS,
    "单位本期已经申请过一次的，经办公室同意代为登记，再作决定；办公室自己的由分管领导登记。",
    called="再次延期",
    done="已代为申请，请接着决定",
    refuses=_not_again,
    offered=_has_asked,
    form="ask",
    api=Api("extension/again", "Extension"),
    command=Command("extend", when="again"),
    script="extend_ask",
)
def ask_again(scene: Scene, until: Until, reason: Reason) -> Act:
    """Ask once more on a unit's behalf: a second request is the office's to allow."""
    return ask_extension.make(scene, until, reason)


def _nothing_to_decide(sight: Sight, at: datetime) -> Refusal | None:
    if sight.state.pending is not Pending.EXTENSION:
        return NotAllowed(f"{sight.owed.owner}没有待决定的延期申请")
    return over(sight, at)


def waits(sight: Sight, _at: datetime) -> bool:
    return sight.state.waits


def _decided(done: Done) -> str:
    return "已同意延期" if done.fact.choice is ExtensionChoice.APPROVE else "已答复不同意延期"


@verb(
    "decide_extension",
    "决定延期",
    Doers.JUDGES,
    "同意或不同意延期申请。",
    done=_decided,
    refuses=_nothing_to_decide,
    offered=waits,
    form="extension",
    api=Api("extension/decision", "ExtensionDecision"),
    command=Command("extend", when="decide"),
    script="extend_decide",
)
def decide_extension(
    scene: Scene,
    decision: Annotated[ExtensionChoice, Asked("approve 同意，refuse 不同意", called={Entrance.COMMAND: "decide"})],
    until: Annotated[date | None, Asked("同意到哪一天；不写为申请的日期")] = None,
    reason: Annotated[str, Asked("原因，可不写")] = "",
) -> Act:
    """Approve (for the date asked, or `until`) or refuse a waiting request."""
    sight, at, approves = scene.sight, scene.at, decision is ExtensionChoice.APPROVE
    asked = [row.day for row in sight.events if row.kind == FactKind.EXTENSION_ASKED][-1]
    day = (until or asked) if approves else None
    if day and extended(scene.bureau, sight, day, at).late_from <= at:
        raise BadRequest(f"同意延期的日期{day}已经过去，请另定日期", needs=("until",))
    fact = Fact(FactKind.EXTENSION_DECIDED, at, day=day, choice=decision)
    return Act(fact, {"reason": reason}, "extension-approved" if approves else "extension-refused")


def has_asked(sight: Sight) -> bool:
    """Whether one more request is the office's to allow; one that the unit withdrew is as if it had not been asked."""
    standing, last = 0, None
    for row in sight.events:
        if row.kind in (FactKind.EXTENSION_ASKED, FactKind.EXPLAINED):
            standing, last = standing + (row.kind == FactKind.EXTENSION_ASKED), row.kind
        elif row.kind == FactKind.REQUEST_WITHDRAWN and not row.subject and last == FactKind.EXTENSION_ASKED:
            standing -= 1
    return standing > 0 or sight.state.extended_to is not None


def extended(bureau: Bureau, sight: Sight, day: date, at: datetime) -> Deadline:
    """The deadline that an extension to `day` gives. Raises BadRequest unless it is later and the period still open;
    what is owed once may be put off as far as a return of it.
    """
    end, farther = _farthest(sight, at)
    if day > end.astimezone(ZONE).date():  # first: the calendar ends with the year 9999
        raise farther
    deadline = deadline_on(day, bureau.rules, bureau.calendar)
    if deadline.late_from <= sight.state.deadline.late_from:
        raise BadRequest(f"延期日期{day}并不晚于现有期限{spell_deadline(sight.state.deadline.late_from)}")
    if deadline.late_from >= end:
        raise farther
    return deadline


def _farthest(sight: Sight, at: datetime) -> tuple[datetime, BadRequest]:
    if sight.state.terms.kind.cyclic:
        end = sight.state.closes_at
        return end, BadRequest(f"延期不能超过本期关闭的时间{spell_deadline(end)}", needs=("until",))
    return at + FARTHEST, BadRequest("延期应在一年以内", needs=("until",))
