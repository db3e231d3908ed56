"""Every list of the office as a table for a workbook, with what the page shows: typed, and words stay words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from yudu_flow.actions.papers.sheet import Cell, Sheet
from yudu_flow.actions.views.audit_view import AuditLine
from yudu_flow.actions.views.board_lists import BoardItem, HandBack, ToCall
from yudu_flow.actions.views.books_view import FIGURES, BookRow, Books, Sum
from yudu_flow.actions.views.duty_review import Review
from yudu_flow.actions.views.ledger import last_minute, marks
from yudu_flow.actions.views.year_view import YearMatrix
from yudu_flow.domain.period import spell_day
from yudu_flow.storage.messages import MessageInShort
from yudu_flow.wording.details import spell_detail
from yudu_flow.wording.names import CHANNELS, spell_kind
from yudu_flow.wording.periods import short_period, spell_period
from yudu_flow.wording.standings import MESSAGES
from yudu_flow.wording.trace import spell_rung

HEADINGS = {
    "waiting": "待决定",
    "review": "待审核",
    "urge": "待催",
    "cases": "认定事项",
    "hand_backs": "退回的分工",
    "calls": "电话单",
    "unsure": "短信待确认",
    "given": "交办事项",
    "month": "全部事项",
}
SINCE = {"waiting": "提出时间", "review": "报来时间", "urge": "最近催办", "cases": "提请时间"}
ITEMS = {
    "责任单位（人）": 16,
    "事项": 26,
    "周期": 12,
    "截止时间": 17,
    "当前状态": 18,
    "逾期工作日": 10,
    "完成时间": 17,
    "结果": 14,
}
CALLS = {
    "单位": 14,
    "姓名": 10,
    "电话": 16,
    "事项": 24,
    "截止时间": 17,
    "打电话的原因": 30,
    "通话时间": 14,
    "通话情况": 34,
}
HAND_BACKS = {"单位": 16, "事项": 26, "分工": 10, "退请的理由": 44, "经办人": 12}
MESSAGES_SENT = {
    "收件人": 12,
    "渠道": 8,
    "内容": 44,
    "种类": 18,
    "状态": 12,
    "写好时间": 17,
    "应发时间": 17,
    "发出时间": 17,
    "次数": 8,
}
ACTS = {"序号": 8, "时间": 17, "经办人": 12, "办理": 18, "对象": 34, "内容": 60}
BOOK_DAYS = {"日期": 20, "应发": 8, "已发": 8, "待发": 8, "不发": 8, "未送达": 8, "对不上": 8}
BOOK_LINES = {
    "责任单位（人）": 16,
    "事项": 28,
    "环节": 22,
    "时间": 17,
    "应发": 8,
    "已发": 8,
    "待发": 8,
    "不发": 8,
    "未送达": 8,
    "核对": 10,
}
DUTIES = {
    "编号": 12,
    "事项": 26,
    "依据": 28,
    "截止": 20,
    "应报": 8,
    "已报": 8,
    "无新进展（%）": 10,
    "告知次数": 10,
    "现在要答复": 10,
}
FAULTS = {"": "相符", "undecided": "还没有处理", "lost": "少了", "extra": "多了"}


def todo_sheet(name: str, rows: Sequence[Any]) -> Sheet:
    """One of the board's lists."""
    shapes: Mapping[str, tuple[Mapping[str, int], Callable[[Any], Sequence[Cell]]]] = {
        "calls": (CALLS, _call),
        "unsure": (CALLS, _call),
        "hand_backs": (HAND_BACKS, _hand_back),
    }
    columns, row = shapes.get(name, ({**ITEMS, SINCE.get(name, "接收时间"): 17, "说明": 40, "标注": 20}, _item(name)))
    return Sheet(HEADINGS[name], columns, [row(one) for one in rows])


def _item(name: str) -> Callable[[BoardItem], Sequence[Cell]]:
    def row(one: BoardItem) -> Sequence[Cell]:
        stands = (one.now.word, one.now.days or None, one.filed_at, one.now.result)
        said = "；".join(part for part in (one.given, one.note, one.barred) if part)
        when = one.since if name in SINCE else one.accepted_at
        return (*named(one), last_minute(one.deadline), *stands, when, said, "、".join(marks(one)))

    return row


def named(one: BoardItem) -> Sequence[Cell]:
    """Whose it is, and what, and of which period."""
    return one.owner, one.title, spell_period(one.period)


def _call(one: ToCall) -> Sequence[Cell]:
    """With room to write down when and with whom one spoke."""
    owner, title, _ = named(one.item)
    return owner, one.person, one.phone or "没有登记", title, last_minute(one.item.deadline), one.why, "", ""


def _hand_back(one: HandBack) -> Sequence[Cell]:
    return one.item.owner, one.item.title, one.assignment, one.reason, one.by


def matrix_sheet(shown: YearMatrix) -> Sheet:
    """The year of one duty: a row an owner, a column a period."""
    columns = {"责任单位（人）": 16, **{short_period(one): 11 for one in shown.periods}}
    return Sheet("全年", columns, [_year(shown, owner, cells) for owner, cells in shown.rows.items()])


def _year(shown: YearMatrix, owner: str, cells: Mapping[str, Any]) -> Sequence[Cell]:
    empty = {one: "不要求" if one in shown.idle else "" for one in shown.periods}
    return owner, *(cells[one].now.short if one in cells else empty[one] for one in shown.periods)


def outbox_sheet(rows: Iterable[MessageInShort]) -> Sheet:
    """Messages in short."""
    return Sheet("发件箱", MESSAGES_SENT, [_message(one) for one in rows])


def _message(one: MessageInShort) -> Sequence[Cell]:
    told = (one.name, CHANNELS[one.channel], one.subject or spell_kind(one.kind), spell_kind(one.kind))
    return (*told, MESSAGES.get(one.state, one.state), one.queued_at, one.due_at, one.sent_at, one.attempts)


def audit_sheet(rows: Iterable[AuditLine]) -> Sheet:
    """Acts with what was said and changed."""
    return Sheet("审计", ACTS, [_act(one) for one in rows], fixed=2)


def _act(one: AuditLine) -> Sequence[Cell]:
    said = "；".join(part for part in (spell_detail(one.detail), one.change) if part)
    return one.seq, one.at, one.by, one.act, one.about, said


def books_sheets(shown: Books) -> list[Sheet]:
    """Day by day; and the lines that do not balance, with those of the chosen day."""
    lines = [*shown.wrong, *(one for one in shown.entries if not one.fault)]
    days = [_day(one) for one in shown.days]
    return [Sheet("逐日", BOOK_DAYS, days), Sheet("明细", BOOK_LINES, [_line(one) for one in lines])]


def _day(one: Sum) -> Sequence[Cell]:
    counts = (getattr(one, name) for name in FIGURES)
    return (spell_day(one.day) if one.day else "", *counts, one.wrong)


def _line(one: BookRow) -> Sequence[Cell]:
    found = one.account
    counts = (getattr(found, name) for name in FIGURES)
    about = (one.owner, one.title, spell_rung(found.rung), one.at)
    return (*about, *counts, f"{FAULTS[one.fault]}{abs(one.missing) or ''}" if one.fault else FAULTS[""])


def duties_sheet(found: Iterable[Review]) -> Sheet:
    """What comes again and again, and what it costs."""
    return Sheet("各类事项", DUTIES, [_duty(one) for one in found])


def _duty(one: Review) -> Sequence[Cell]:
    owed = sum(row.owed for row in one.owners)
    about = (one.duty.id, one.duty.title, one.duty.basis, one.ends, owed, one.filed)
    return (*about, one.idle_share, one.messages, "是" if one.choices else "")
