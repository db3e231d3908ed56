"""Report (报送): each unit's monthly account of all its assignments. Source: notice 三（三）, 2-semantics."""

from yudu_flow.domain.duties.kind import Closing, Due, Kind, Marks, Owing, Says, Words
from yudu_flow.domain.rules import CaseKind, Channel, Ladder, Role, Rung

MAIL = (Channel.EMAIL,)
BOTH = (Channel.EMAIL, Channel.SMS)
LIAISON = (Role.LIAISON,)
EVERYBODY = (Role.LIAISON, Role.HEAD)

REPORT = Kind(
    "report",
    Words("报送", done="已报", made_up="补报"),
    Due.DAY_OF_MONTH,
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
    Ladder(
        before=(
            Rung("R-5", 5, MAIL, LIAISON),
            Rung("R-3", 3, MAIL, LIAISON),
            Rung("R-1", 1, BOTH, LIAISON),
            Rung("R-0", 0, BOTH, EVERYBODY),
        ),
        last=Rung("L-0", 0, BOTH, EVERYBODY),
        after=(Rung("E+1", 1, BOTH, EVERYBODY), Rung("E+3", 3, BOTH, EVERYBODY), Rung("E+5", 5, MAIL, EVERYBODY)),
        seal=(Rung("S+1", 1, MAIL, LIAISON), Rung("S+3", 3, MAIL, LIAISON)),
    ),
    proposes=CaseKind.NEGLECT,
    written=True,
    closing=Closing.OFFICE,
)
