"""The steps of a firm's request (诉求): the lead's answer, a co-unit's answer, and the call back to the firm.

Each is owed once, from the day on which it was handed over. Source: 6-duties "Request".
"""

from dataclasses import replace

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Closing, Due, Kind, Marks, Owing, RequestPart, Says, Words
from yudu_flow.domain.duties.report import BOTH, EVERYBODY, LIAISON, MAIL
from yudu_flow.domain.rules import CaseKind, Ladder, Rung

MARKS = Marks(before="R-", after="E+")
TODAY, SLIP = Rung("R-0", 0, BOTH, LIAISON), Rung("E+1", 1, BOTH, EVERYBODY)
ANSWERS = (
    ("filed", "已答复"),
    ("returned", "已退回待答复"),
    ("accepted", "已回访"),
    ("late", "逾期答复"),
    ("missing", "未答复"),
    ("waived", "已免办"),
    ("excused", "免办"),
)
ANSWERING = (("filed", "答复"), ("returned", "退回重新答复"), ("accepted", "企业回访结果"), ("waived", "免办"))
CALLS = (
    ("filed", "已回访"),
    ("late", "逾期回访"),
    ("missing", "未回访"),
    ("waived", "已免回访"),
    ("excused", "免回访"),
)
CALLING = (("filed", "回访"), ("waived", "免回访"))

WORDS = Words(
    "企业诉求",
    done="已答复",
    made_up="逾期答复",
    instead=ANSWERS,
    acts=ANSWERING,
    verb="答复",
    again="重新答复",
    button="答复",
)
SAYS = Says(
    before="request-reminder",
    today="request-reminder",
    overdue="request-overdue",
    again="request-overdue",
    receipt="request-answered",
    opened="request-handed",
    folders=(("request-reminder", "企业诉求提醒"), ("request-overdue", "企业诉求催办")),
)
REQUEST = Kind(
    "request",
    WORDS,
    Due.OWN_DAY,
    Owing.HANDED,
    SAYS,
    MARKS,
    {
        Cycle.MONTH: Ladder(
            before=(Rung("R-1", 1, BOTH, LIAISON), Rung("R-0", 0, BOTH, EVERYBODY)),
            after=(SLIP, Rung("E+3", 3, BOTH, EVERYBODY), Rung("E+5", 5, MAIL, EVERYBODY)),
            soon_days=1,
        )
    },
    proposes=CaseKind.NEGLECT,
    closing=Closing.FIRM,
    room=3,
    part=RequestPart.LEAD,
    days=lambda rules: rules.request_days,
)
HELP = Kind(
    "request-help",
    replace(WORDS, name="诉求配合"),
    Due.OWN_DAY,
    Owing.HANDED,
    replace(SAYS, folders=()),
    MARKS,
    {Cycle.MONTH: Ladder(before=(TODAY,), after=(SLIP,), soon_days=1)},
    closing=Closing.FIRM,
    part=RequestPart.HELP,
    days=lambda rules: rules.request_help_days,
)
CALL_BACK = Kind(
    "request-call",
    Words(
        "诉求回访",
        done="已回访",
        made_up="逾期回访",
        instead=CALLS,
        acts=CALLING,
        verb="回访",
        free="免予回访",
        button="登记回访",
    ),
    Due.OWN_DAY,
    Owing.HANDED,
    Says(
        before="request-call-reminder",
        today="request-call-reminder",
        overdue="request-call-overdue",
        again="request-call-overdue",
        receipt="",
        opened="request-to-call",
        folders=(("request-call-reminder", "诉求回访提醒"), ("request-call-overdue", "诉求回访催办")),
    ),
    MARKS,
    {Cycle.MONTH: Ladder(before=(TODAY,), after=(SLIP,), soon_days=1)},
    part=RequestPart.CALL,
    days=lambda rules: rules.request_call_days,
)
