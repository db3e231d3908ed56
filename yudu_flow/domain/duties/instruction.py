"""Instruction (批示、交办): a leader's or the office's words with a day, to a unit. Source: 6-duties "Instruction"."""

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Closing, Due, Haste, Kind, Marks, Owing, Says, Words
from yudu_flow.domain.duties.report import BOTH, EVERYBODY, LIAISON, MAIL
from yudu_flow.domain.duties.task import ACTS, DONE
from yudu_flow.domain.rules import CaseKind, Ladder, Rung

INSTRUCTION = Kind(
    "instruction",
    Words("批示交办", done="已报办结", made_up="报办结", instead=DONE, acts=ACTS),
    Due.OWN_DAY,
    Owing.GIVEN,
    Says(
        before="instruction-reminder",
        today="instruction-reminder",
        overdue="instruction-overdue",
        again="instruction-overdue",
        folders=(("instruction-reminder", "批示交办提醒"), ("instruction-overdue", "批示交办催办")),
    ),
    Marks(before="R-", after="E+"),
    {
        Cycle.MONTH: Ladder(
            before=(Rung("R-1", 1, BOTH, LIAISON), Rung("R-0", 0, BOTH, EVERYBODY)),
            after=(Rung("E+1", 1, BOTH, EVERYBODY), Rung("E+3", 3, BOTH, EVERYBODY), Rung("E+5", 5, MAIL, EVERYBODY)),
            soon_days=1,
        )
    },
    proposes=CaseKind.NEGLECT,
    closing=Closing.GIVER,
    room=3,
    haste=Haste((("特急", 1), ("急", 3), ("普通", 10)), usual="普通", ask_below=5),
)
