"""What an obligation is now, in words: the one place from which mails, pages, exports, papers and commands take them.

Source: 2-semantics "Standing", "Outcome of a period" and "Filing": what came without its page was reported, and what
is late says by how much.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from yudu_flow.domain.bucket import Bucket, bucket_of
from yudu_flow.domain.obligation import (
    Lamp,
    Outcome,
    Round,
    Standing,
    State,
    days_late,
    lacks_page_alone,
    lamp,
    outcome,
    standing,
)
from yudu_flow.domain.period import ZONE, spell_moment
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar

STANDINGS = {
    "scheduled": "未开始",
    "open": "进行中",
    "due_soon": "即将到期",
    "due_today": "今日到期",
    "overdue": "逾期",
    "filed_unsealed": "已报待补章",
    "filed": "已报待审核",
    "returned": "已退回待重报",
    "accepted": "已接收",
    "waived": "免报",
}
SHORT = {
    **STANDINGS,
    "due_soon": "将到期",
    "due_today": "今日",
    "filed_unsealed": "待补章",
    "filed": "待审核",
    "returned": "退回",
    "accepted": "接收",
}
OUTCOMES = {
    "open": "进行中",
    "overdue": "逾期",
    "on_time": "按时",
    "late": "逾期补报",
    "extended": "延期内",
    "excused": "免报",
    "missing": "未报",
    "unsealed": "待补盖章页",
    "unpaged": "未补盖章页",
}
NO_PAGE = "已报，未补盖章页"
PAGE_AFTER = f"{NO_PAGE}，期满后补交"
FORM_AFTER = "期满后补报，未补盖章页"
BECAME = {Outcome.LATE: "补报", Outcome.EXTENDED: "延期"}
FLAGS = {
    "extension_pending": "申请延期待决定",
    "explanation_pending": "原因说明待审核",
    "hand_back_pending": "退请待答复",
    "firm_lost_pending": "失联待认定",
    "extended": "已延期",
    "case_proposed": "拟认定",
    "case_confirmed": "已认定",
    "case_appealed": "申诉待复核",
    "measures_wanted": "整改措施待报",
    "corrected": "已更正",
    "closed": "本期已结束",
    "provisional": "暂定",
    "empty": "内容为空",
    "alike": "内容雷同",
}
MESSAGES = {
    "sent": "已送出",
    "unconfirmed": "待确认",
    "queued": "待发",
    "failed": "未送达",
    "withdrawn": "撤回",
    "superseded": "并入后一条",
}
SECOND = timedelta(seconds=1)
LAMPS = {"green": "绿", "yellow": "黄", "red": "红"}


@dataclass(frozen=True, slots=True)
class Stand:
    """What an obligation is at one instant: `word` beside its lamp, `short` in a narrow column, `result` in a ledger.

    `counted` is the bucket that every count puts it in, `instead` what a closed record was corrected to.

    `days` are working days late: so far where it is overdue, until it came where it was made up, else 0. `sentence` is
    the whole of it, to stand in a sentence.
    """

    standing: Standing
    lamp: Lamp
    outcome: Outcome
    counted: Bucket
    days: int
    word: str
    short: str
    result: str
    sentence: str
    instead: str = ""

    @property
    def late(self) -> str:
        """逾期3个工作日; empty in time."""
        return spell_late(self.days)

    @property
    def aside(self) -> str:
        """The same where `word` does not say it already."""
        return "" if self.late in self.word else self.late


def spell_late(days: int) -> str:
    """逾期3个工作日; empty where nothing is late."""
    return f"逾期{days}个工作日" if days else ""


def stand(state: State, rules: Rules, calendar: Calendar, now: datetime) -> Stand:
    """What `state` is at `now`."""
    # Every mail, page, export and command asks here: each once had words of its own for a form without its page.
    stands, became = standing(state, rules, calendar, now), outcome(state, now)
    days = _days(state, stands, became, calendar, now)
    counted = bucket_of(became, state, now)
    word = _word(state, stands, became, days)
    return Stand(
        stands,
        lamp(stands, became),
        became,
        counted,
        days,
        word,
        _corrected(state, _short(state, stands, became, counted), "→"),
        _corrected(state, _result(state, became, counted), "，更正为"),
        _corrected(state, _sentence(state, stands, became, word, spell_late(days)), "，更正为"),
        _instead(state),
    )


@dataclass(frozen=True, slots=True)
class Stands:
    """What many obligations are at `now`: those that share a state (look.py) share its words."""

    rules: Rules
    calendar: Calendar
    now: datetime
    _known: dict[int, tuple[State, Stand]] = field(default_factory=dict)

    def of(self, state: State) -> Stand:
        """What `state` is; it is kept, so that its id stays its own."""
        if id(state) not in self._known:
            self._known[id(state)] = state, stand(state, self.rules, self.calendar, self.now)
        return self._known[id(state)][1]


def _corrected(state: State, first: str, to: str) -> str:
    """The first word stays, and what it should have been stands beside it."""
    return f"{first}{to}{_instead(state)}" if state.corrected else first


def _instead(state: State) -> str:
    return _of_kind(state, state.corrected, OUTCOMES[state.corrected]) if state.corrected else ""


def _days(state: State, stands: Standing, became: Outcome, calendar: Calendar, now: datetime) -> int:
    """At least 1 for what is overdue, as if it came now; it grows no more once its period closed."""
    if became is Outcome.LATE:
        return days_late(state, calendar)
    if stands is not Standing.OVERDUE:
        return 0
    until = min(now, state.closes_at - SECOND) if state.closed_at else now
    return max(1, calendar.between(state.base_day, until.astimezone(ZONE).date()))


def _word(state: State, stands: Standing, became: Outcome, days: int) -> str:
    if stands is Standing.OVERDUE:
        return _lacks(state) or (_missing(state) if became is Outcome.MISSING else spell_late(days))
    if state.closed_at and became is Outcome.MISSING and not state.complete:
        return _lacks(state) or _missing(state)
    return _of_kind(state, stands, STANDINGS[stands])


def _lacks(state: State) -> str:
    """What an overdue report still lacks, where one came; empty where nothing did.

    A form that came when its period was over was not reported in it, and lacks its page all the same.
    """
    if state.unsealed_at and lacks_page_alone(state):
        return NO_PAGE
    again = f"退回后未{state.terms.kind.words.again}" if state.round_kind is Round.RETURNED else ""
    return f"{again or _missing(state)}，{FORM_AFTER}" if state.unsealed_at else again


def _missing(state: State) -> str:
    return _of_kind(state, Outcome.MISSING, OUTCOMES["missing"])


def _of_kind(state: State, name: str, word: str) -> str:
    """Visits are done, not reported."""
    return dict(state.terms.kind.words.instead).get(str(name), word)


def _short(state: State, stands: Standing, became: Outcome, counted: Bucket) -> str:
    if counted is Bucket.UNPAGED:
        return "未补章"
    if stands is Standing.WAIVED or became not in (*BECAME, Outcome.MISSING):
        return _of_kind(state, stands, SHORT[stands])
    if became in BECAME:
        return _of_kind(state, became, BECAME[became])
    return "退回" if state.round_kind is Round.RETURNED else _missing(state)


def _result(state: State, became: Outcome, counted: Bucket) -> str:
    """What became of it; while its period runs, what it is counted as."""
    if became is Outcome.OPEN:
        return NO_PAGE if counted is Bucket.UNPAGED else OUTCOMES[counted]
    if became is not Outcome.MISSING:
        return _of_kind(state, became, OUTCOMES[became])
    return _came_too_late(state) if state.complete else _lacks(state) or _missing(state)


def _came_too_late(state: State) -> str:
    """What came after its period closed stays missing; a form that was in by then lacked its page alone."""
    if lacks_page_alone(state):
        return PAGE_AFTER
    return f"{_lacks(state) or _missing(state)}，期满后{state.terms.kind.words.made_up}"


def _sentence(state: State, stands: Standing, became: Outcome, word: str, late: str) -> str:
    match stands:
        case Standing.OVERDUE if word != late:
            return f"{word}，{late}"
        case Standing.FILED_UNSEALED if state.unsealed_at:
            return f"{spell_moment(state.unsealed_at)}已报，盖章页待补"
        case Standing.FILED | Standing.ACCEPTED if state.filed_at:
            came = _page_after(state) or f"{spell_moment(_came(state))}{_how(state, became)}"
            return "，".join(filter(None, (came, late, _read(stands, word))))
    return word


def _page_after(state: State) -> str:
    """When form and page came, where only the page came after its period closed; else empty."""
    if not (state.missed and lacks_page_alone(state) and state.form_at and state.filed_at):
        return ""
    return f"{spell_moment(state.form_at)}已报，盖章页{spell_moment(state.filed_at)}补交，在本期结束之后"


def _read(stands: Standing, word: str) -> str:
    """Whether the office has read a report; visits need no reading."""
    return word.removeprefix("已报") if stands is Standing.ACCEPTED or word.startswith("已报") else ""


def _came(state: State) -> datetime:
    """When it came, as it counts: a page in time leaves that to its form."""
    return state.counted_at or state.filed_at or state.terms.opened_at


def _how(state: State, became: Outcome) -> str:
    words = state.terms.kind.words
    match became:
        case Outcome.ON_TIME:
            return f"{words.done}，按时"
        case Outcome.EXTENDED:
            return f"{words.done}，在延期内"
        case Outcome.LATE:
            return words.made_up
        case _:
            return f"{words.done}，在本期结束之后"
