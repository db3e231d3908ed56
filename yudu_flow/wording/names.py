"""How people, duties and obligations are called on the screen: by their names. Ids stand in the JSON only."""

from collections.abc import Iterable

from yudu_flow.domain.plan import Plan
from yudu_flow.domain.roster import Roster

ROLES = {"web": "网页", "decide": "决定", "deliver": "发送"}
CHANNELS = {"email": "邮件", "sms": "短信", "call": "电话"}
RUNGS = {"C": "屡次", "D": "待决定"}
KINDS = {
    "report-reminder": "报送提醒",
    "report-due-today": "今日报送",
    "report-overdue": "催办",
    "report-overdue-again": "再次催办",
    "case-proposed": "拟认定告知",
    "seal-missing": "请补盖章页",
    "return-limit": "重报提醒",
    "visit-list": "走访任务",
    "visit-reminder": "走访提醒",
    "visit-overdue": "走访催办",
    "office-list": "今日清单",
    "leader-digest": "分管事项情况",
    "receipt": "回执",
    "receipt-unsealed": "回执（待补章）",
    "receipt-sealed": "回执（已补章）",
    "returned": "退回告知",
    "extension-approved": "同意延期",
    "extension-refused": "不同意延期",
    "explanation-extended": "采纳原因并延期",
    "explanation-waived": "采纳原因并免报",
    "explanation-rejected": "不采纳原因",
    "waived": "免报告知",
    "case-decided": "认定结果",
    "urged": "办公室催办",
    "hand-back-accepted": "同意退回分工",
    "hand-back-refused": "不同意退回分工",
    "instructed": "领导批示",
    "sign-in-link": "登录链接",
    "contact-test": "测试消息",
}


class Names:
    """The names of one bureau."""

    def __init__(self, roster: Roster, plans: Iterable[Plan]) -> None:
        self._people: dict[str, str] = {}
        self._duties: dict[str, str] = {}
        self.learn(roster, plans)

    def learn(self, roster: Roster, plans: Iterable[Plan]) -> None:
        """Add those of content that came into force; whoever it no longer has keeps their name."""
        self._people |= {person.id: person.name for person in roster.people.values()}
        self._duties |= {duty.id: duty.title for plan in plans for duty in plan.duties}

    def person(self, key: str) -> str:
        """A person's name; the id of one whom the roster no longer has."""
        return self._people.get(key, key)

    def duty(self, key: str) -> str:
        """A duty's title; the id of one that the plans no longer have."""
        return self._duties.get(key, key)

    def obligation(self, key: str) -> str:
        """`2020-09/report/就业局` as 就业局2020年9月贯彻落实情况月报."""
        period, duty, owner = key.split("/", 2)
        year, month = period.split("-")
        return f"{owner}{year}年{int(month)}月{self.duty(duty)}"
