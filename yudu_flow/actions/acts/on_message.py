"""What the office does with one message: declared like other acts, and made into form, route and command alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.acts.bounce import bounce
from yudu_flow.actions.acts.resend import resend
from yudu_flow.actions.acts.withdraw import withdraw
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.period import spell_moment


@dataclass(frozen=True, slots=True)
class OnMessage:
    """`do` is told the message's id, who acts, when, and why; it returns a line of what came of it.

    `reason` is what its reason is, in words; `must`: there has to be one. `shape` is how the description of the API
    calls its request, `operation` the route; `command` is None where one of its own says more.
    """

    name: str
    words: str
    says: str
    reason: str
    must: bool
    shape: str
    operation: str
    command: str | None
    do: Callable[[Bureau, str, str, datetime, str], str]


def _resent(bureau: Bureau, id: str, by: str, now: datetime, reason: str) -> str:
    due = resend(bureau, id, by, now, reason)
    when = "马上发出" if due <= now else f"现在是免打扰时段，{spell_moment(due)}发出"
    return f"已安排重发，{when}"


def _bounced(bureau: Bureau, id: str, by: str, now: datetime, reason: str) -> str:
    bounce(bureau, id, by, now, reason)
    return "已登记退信，不再算作告知"


def _withdrawn(bureau: Bureau, id: str, by: str, now: datetime, reason: str) -> str:
    withdraw(bureau, id, by, now, reason)
    return "已撤回，这条消息不会再发"


ON_MESSAGES = (
    OnMessage(
        "bounce",
        "登记退信",
        "发出后又被退回的消息，不再算作告知。",
        "退信的说明，如“对方服务器退回，邮箱已满”",
        True,
        "CameBack",
        "came_back",
        None,
        _bounced,
    ),
    OnMessage(
        "resend",
        "重发",
        "未送达、待确认或已送出的消息再发一次，发到名册现在的地址。",
        "原因；已经送出的必填",
        False,
        "Resent",
        "resend",
        "addresses resend",
        _resent,
    ),
    OnMessage(
        "withdraw",
        "撤回消息",
        "还没有发出的消息不再发。",
        "撤回原因",
        True,
        "Withdrawn",
        "withdraw_message",
        "addresses withdraw",
        _withdrawn,
    ),
)
