"""Who may do which act (由谁办理): the whole table, and a rule over what somebody is to an obligation on the day.

Nobody registers, settles or judges for himself; what the office owes passes to the leader who decides on it. Source:
2-semantics "Fair in practice".
"""

from dataclasses import dataclass
from enum import Enum, auto


class Doers(Enum):
    """Who does an act."""

    OWNERS = auto()
    """Who answers for the unit, or the person who owes; the office writes down for them what they say."""
    OFFICE = auto()
    CALLERS = auto()
    """The office; of what it owes itself, the deciding leader too."""
    OTHERS = auto()
    """The office for anybody but oneself; for the office, the deciding leader."""
    JUDGES = auto()
    """Those of OTHERS who had no hand in it."""
    DECIDER = auto()
    LEADERS = auto()


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody is to an obligation on a day.

    `owns`: does the owner's acts; `sides`: answers for the owner or its unit; `involved`: handed in, or asked for,
    something about it; `of_office`: it is the office's own.
    """

    owns: bool = False
    sides: bool = False
    office: bool = False
    decides: bool = False
    leads: bool = False
    involved: bool = False
    of_office: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, and who does it; `words` are what a refusal calls it."""

    doers: Doers
    words: str = "这一事项"


FILE = Deed(Doers.OWNERS, "报告")
SEAL = Deed(Doers.OWNERS, "盖章页")
DRAFT = Deed(Doers.OWNERS, "草稿")
ASK_EXTENSION = Deed(Doers.OWNERS, "延期申请")
EXPLAIN = Deed(Doers.OWNERS, "原因说明")
WITHDRAW_REQUEST = Deed(Doers.OWNERS, "撤回申请")
HAND_BACK = Deed(Doers.OWNERS, "退请")
FINISH_INSTRUCTION = Deed(Doers.OWNERS, "批示办结")
VISIT = Deed(Doers.OWNERS, "走访")
STRIKE_VISIT = Deed(Doers.OWNERS, "划去走访")
OBJECT = Deed(Doers.OWNERS, "异议")

REGISTER = Deed(Doers.OTHERS, "纸质材料登记")
ASK_AGAIN = Deed(Doers.OTHERS, "再次延期")
CLOSE_CASE = Deed(Doers.OTHERS, "销号")

ACCEPT = Deed(Doers.JUDGES)
RETURN = Deed(Doers.JUDGES)
WAIVE = Deed(Doers.JUDGES)
CORRECT = Deed(Doers.JUDGES)
DECIDE_EXTENSION = Deed(Doers.JUDGES)
DECIDE_EXPLANATION = Deed(Doers.JUDGES)
ANSWER_HAND_BACK = Deed(Doers.JUDGES)

URGE = Deed(Doers.OFFICE, "催办")
RELEASE = Deed(Doers.OFFICE, "免扰放行")
NOTE = Deed(Doers.OFFICE, "备注")
REVOKE_LINKS = Deed(Doers.OFFICE, "停用链接")
CALL = Deed(Doers.CALLERS, "电话告知")

DECIDE_CASE = Deed(Doers.DECIDER)
GIVE_TIME = Deed(Doers.DECIDER)
INSTRUCT = Deed(Doers.LEADERS, "批示")


def may(doers: Doers, hand: Hand) -> bool:
    """Whether that hand does what those do."""
    impartial = hand.decides if hand.of_office else hand.office and not hand.sides
    return {
        Doers.OWNERS: hand.owns or hand.office,
        Doers.OFFICE: hand.office,
        Doers.CALLERS: hand.office or (hand.of_office and hand.decides),
        Doers.OTHERS: impartial,
        Doers.JUDGES: impartial and (hand.of_office or not hand.involved),
        Doers.DECIDER: hand.decides,
        Doers.LEADERS: hand.leads,
    }[doers]
