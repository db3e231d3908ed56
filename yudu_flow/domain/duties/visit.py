"""Visits (走访) to paired firms, a quota a period.

Source: notice 二（一）5, 二（二）8, 二（三）9, 2-semantics "Visits".
"""

from dataclasses import replace

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Due, Kind, Marks, Owing, Says, Words
from yudu_flow.domain.duties.report import BOTH, EVERYBODY, LIAISON, MAIL
from yudu_flow.domain.rules import Counts, Ladder, Rung

MONTH = Ladder(
    first=Rung("V-list", 0, MAIL, LIAISON),
    before=(Rung("V-5", 5, MAIL, LIAISON), Rung("V-1", 1, BOTH, LIAISON)),
    # No V+5: missed visits are urged, and only the third missed period in six proposes a case.
    after=(Rung("V+1", 1, BOTH, EVERYBODY), Rung("V+3", 3, BOTH, EVERYBODY)),
    soon_days=5,
)
WEEK = replace(MONTH, before=(Rung("V-1", 1, BOTH, LIAISON),), soon_days=1, notice_days=2)
LONG = replace(MONTH, before=(Rung("V-10", 10, MAIL, LIAISON), *MONTH.before), notice_days=10)

VISIT = Kind(
    "visit",
    Words(
        "走访",
        done="已完成",
        made_up="完成",
        instead=(
            ("filed", "已完成"),
            ("late", "逾期完成"),
            ("missing", "未完成"),
            ("waived", "免予走访"),
            ("excused", "免予走访"),
        ),
        acts=(
            ("filed", "已完成"),
            ("waived", "免予走访"),
            ("crossed", "发出时已完成"),
            ("waive", "采纳并免予走访"),
            ("late", "改为逾期完成"),
            ("excused", "改为免予走访"),
            ("missing", "改为未完成"),
        ),
        verb="走访",
        free="免予走访",
    ),
    Due.LAST_WORKING_DAY,
    Owing.NAMED,
    Says(
        before="visit-reminder",
        today="visit-reminder",
        overdue="visit-overdue",
        again="visit-overdue",
        first="visit-list",
        folders=(("visit-list", "走访任务"), ("visit-reminder", "走访提醒"), ("visit-overdue", "走访催办")),
    ),
    Marks(before="V-", after="V+", first="V-list"),
    {Cycle.WEEK: WEEK, Cycle.MONTH: MONTH, Cycle.QUARTER: LONG, Cycle.HALF_YEAR: LONG, Cycle.YEAR: LONG},
    counts_from=Counts.LAST_DAY,
    counted=True,
)
