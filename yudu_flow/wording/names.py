"""How people, duties and obligations are called on the screen: by their names. Ids stand in the JSON only."""

from collections.abc import Iterable, Mapping

from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import KINDS, folders
from yudu_flow.domain.plan import Plan
from yudu_flow.domain.roster import Roster
from yudu_flow.wording.periods import spell_period

ROLES = {"web": "网页", "decide": "决定", "deliver": "发送"}
CHANNELS = {**{str(channel): way.name for channel, way in WAYS.items()}, "call": "电话"}
ANNOUNCED = "announcement"
SHARED = {
    "case-proposed": "拟认定告知",
    "item-limit": "补办提醒",
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
    "case-measures": "请报整改措施",
    "case-mending": "整改期限提醒",
    "case-checked": "整改核查结果",
    "case-appeal-decided": "申诉结果",
    "case-closed": "认定事项销号",
    "urged": "办公室催办",
    "hand-back-accepted": "同意退回分工",
    "hand-back-refused": "不同意退回分工",
    "firm-lost-accepted": "认定企业失联",
    "firm-lost-refused": "未认定企业失联",
    "instructed": "批示交办",
    "item-done": "办理情况已收到",
    "item-returned": "办理情况退回",
    "item-closed": "确认办结",
    "request-handed": "企业诉求交办",
    "request-answered": "诉求答复已收到",
    "request-to-call": "请回访企业",
    "request-closed": "诉求不用再办",
    "case-postponed": "暂缓决定",
    "announcement": "通知",
    "sign-in-link": "登录链接",
    "contact-test": "测试消息",
}


def spell_kind(folder: str) -> str:
    """What a kind of message is called; its folder where it has no name."""
    return SHARED.get(folder) or folders().get(folder, folder)


class Names:
    def __init__(self, roster: Roster, plans: Iterable[Plan]) -> None:
        self._people: dict[str, str] = {}
        self._duties: dict[str, str] = {}
        self._kinds: dict[str, Kind] = {}
        self.learn(roster, plans)

    def learn(self, roster: Roster, plans: Iterable[Plan]) -> None:
        """Add those of content that came into force; whoever it no longer has keeps their name."""
        plans = tuple(plans)
        self._people |= {person.id: person.name for person in roster.people.values()}
        self._duties |= {duty.id: duty.title for plan in plans for duty in plan.duties}
        self._kinds |= {duty.id: duty.kind for plan in plans for duty in plan.duties}

    def person(self, key: str) -> str:
        """A person's name; the id of one whom the roster no longer has."""
        return self._people.get(key, key)

    def duty(self, key: str) -> str:
        """A duty's title; the id of one that the plans no longer have, a number of its kind for what was given."""
        kind, _, number = key.partition(":")
        return self._duties.get(key) or (f"{KINDS[kind].words.name}{number}" if kind in KINDS and number else key)

    def own_words(self, obligation: str) -> Mapping[str, str]:
        """What its facts and reasons are called where a report's words would be wrong."""
        duty = obligation.split("/", 2)[1] if obligation else ""
        kind = self._kinds.get(duty) or KINDS.get(duty.partition(":")[0])
        return dict(kind.words.acts) if kind else {}

    def obligation(self, key: str) -> str:
        """`2020-09/report/就业局` as 就业局2020年9月贯彻落实情况月报."""
        period, duty, owner = key.split("/", 2)
        if duty == ANNOUNCED:
            return f"{spell_period(period)}第{owner}号{SHARED[duty]}"
        if ":" in duty:
            return f"{owner}{self.duty(duty)}"
        return f"{owner}{spell_period(period)}{self.duty(duty)}"
