"""Task (限期事项): what an assignment is to have done by a day, once. Source: 6-duties "Task"."""

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Closing, Due, Kind, Marks, Owing, Says, Words
from yudu_flow.domain.duties.report import BOTH, EVERYBODY, LIAISON, MAIL
from yudu_flow.domain.rules import Addressee, CaseKind, Ladder, Rung

WITH_HELP = (Addressee.LIAISON, Addressee.CO_UNITS)
ALL = (*EVERYBODY, Addressee.CO_UNITS)
DONE = (
    ("filed", "已报待确认"),
    ("returned", "已退回待办理"),
    ("accepted", "已办结"),
    ("late", "逾期办结"),
    ("missing", "未办结"),
    ("waived", "已免办"),
    ("excused", "免办"),
)
ACTS = (
    ("filed", "已报办结"),
    ("returned", "退回补办"),
    ("accepted", "确认办结"),
    ("waived", "已免办"),
    ("crossed", "发出时已报办结"),
    ("waive", "采纳并免办"),
    ("late", "改为逾期办结"),
    ("excused", "改为免办"),
    ("missing", "改为未办结"),
)

TASK = Kind(
    "task",
    Words("限期", done="已报办结", made_up="报办结", instead=DONE, acts=ACTS),
    Due.OWN_DAY,
    Owing.LEADS,
    Says(
        before="task-reminder",
        today="task-reminder",
        overdue="task-overdue",
        again="task-overdue",
        folders=(("task-reminder", "限期事项提醒"), ("task-overdue", "限期事项催办")),
    ),
    Marks(before="R-", after="E+", last="L-0"),
    {
        Cycle.MONTH: Ladder(
            before=(
                Rung("R-10", 10, MAIL, LIAISON),
                Rung("R-5", 5, MAIL, WITH_HELP),
                Rung("R-1", 1, BOTH, LIAISON),
                Rung("R-0", 0, BOTH, EVERYBODY),
            ),
            last=Rung("L-0", 0, BOTH, EVERYBODY),
            after=(Rung("E+1", 1, BOTH, ALL), Rung("E+3", 3, BOTH, ALL), Rung("E+5", 5, MAIL, EVERYBODY)),
            soon_days=10,
        )
    },
    proposes=CaseKind.NEGLECT,
    closing=Closing.OFFICE,
)
