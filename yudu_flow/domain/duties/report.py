"""Report (报送): each unit's account of all its assignments. Source: notice 三（三）, 2-semantics, 6-duties."""

from dataclasses import replace

from yudu_flow.domain.channels import Channel
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Closing, Due, Kind, Marks, Owing, Says, Words
from yudu_flow.domain.rules import Addressee, CaseKind, Ladder, Rung

MAIL = (Channel.EMAIL,)
BOTH = (Channel.EMAIL, Channel.SMS)
LIAISON = (Addressee.LIAISON,)
EVERYBODY = (Addressee.LIAISON, Addressee.HEAD)

MONTH = Ladder(
    before=(
        Rung("R-5", 5, MAIL, LIAISON),
        Rung("R-3", 3, MAIL, LIAISON),
        Rung("R-1", 1, BOTH, LIAISON),
        Rung("R-0", 0, BOTH, EVERYBODY),
    ),
    last=Rung("L-0", 0, BOTH, EVERYBODY),
    after=(Rung("E+1", 1, BOTH, EVERYBODY), Rung("E+3", 3, BOTH, EVERYBODY), Rung("E+5", 5, MAIL, EVERYBODY)),
    seal=(Rung("S+1", 1, MAIL, LIAISON), Rung("S+3", 3, MAIL, LIAISON)),
)
WEEK = replace(
    MONTH,
    before=(Rung("R-1", 1, MAIL, LIAISON), Rung("R-0", 0, BOTH, EVERYBODY)),
    last=None,
    after=(Rung("E+1", 1, BOTH, EVERYBODY), Rung("E+2", 2, BOTH, EVERYBODY), Rung("E+3", 3, MAIL, EVERYBODY)),
    soon_days=1,
    notice_days=2,
)
LONG = replace(
    MONTH,
    before=(
        Rung("R-10", 10, MAIL, LIAISON),
        Rung("R-5", 5, MAIL, LIAISON),
        Rung("R-1", 1, BOTH, LIAISON),
        Rung("R-0", 0, BOTH, EVERYBODY),
    ),
    soon_days=5,
    notice_days=10,
)

REPORT = Kind(
    "report",
    Words("报送", done="已报", made_up="补报", verb="报送", free="免报", again="重报"),
    Due.NAMED_DAY,
    Owing.BEARERS,
    Says(
        before="report-reminder",
        today="report-due-today",
        overdue="report-overdue",
        again="report-overdue-again",
        seal="seal-missing",
        limit="return-limit",
        receipt="receipt",
        returned="returned",
        folders=(
            ("report-reminder", "报送提醒"),
            ("report-due-today", "今日报送"),
            ("report-overdue", "催办"),
            ("report-overdue-again", "再次催办"),
            ("seal-missing", "请补盖章页"),
            ("return-limit", "重报提醒"),
        ),
    ),
    Marks(before="R-", after="E+", last="L-0", seal="S+"),
    {Cycle.WEEK: WEEK, Cycle.MONTH: MONTH, Cycle.QUARTER: LONG, Cycle.HALF_YEAR: LONG, Cycle.YEAR: LONG},
    proposes=CaseKind.NEGLECT,
    written=True,
    closing=Closing.OFFICE,
)
