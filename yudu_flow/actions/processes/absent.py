"""A work that nobody does while others are at work: a line for the board and `doctor`, with what to do.

Where no process lives at all there may be none on purpose: passes can be made by `tick` too.
"""

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.processes.pulse import doing
from yudu_flow.actions.processes.ways_out import Check
from yudu_flow.actions.role import Role

ITEM = "进程"
LACKING = {
    Role.DECIDE: "没有进程在做决定：到点的提醒、催办和回执都不会写出来",
    Role.DELIVER: "没有进程在发送：写好的消息都发不出去",
}


def absent(bureau: Bureau, db: Connection) -> list[Check]:
    """A line for each such work. Pages may be left out by a setting; who reads this on a page has them."""
    who = doing(bureau, db)
    if not any(who.values()):
        return []
    return [Check(ITEM, False, words, _advice(role)) for role, words in LACKING.items() if not who[role]]


def _advice(role: Role) -> str:
    return f"请管理员在任一台服务器上运行 yudu-flow run，设置 YUDU_FLOW_ROLE={role}，或不设置、三样都做"
