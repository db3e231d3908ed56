"""What a page shows and takes of config/rules.yaml: the office's decisions by sections, and each ladder by itself."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from yudu_flow.content.entries import BETWEEN, FIGURES, NO, YES, Field, Outline, Row, Sort, new_row
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.rules.ladders import BLOCK
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.coloured_slip import SlipWhen
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import blocks
from yudu_flow.domain.rules import RestDay, Rules, Rung
from yudu_flow.wording.periods import EVERY

FILE = "config/rules.yaml"
DEFAULT = Rules()
YES_NO = {YES: "是", NO: "否"}
REST_DAYS = {
    str(RestDay.NEXT): "顺延到下一工作日",
    str(RestDay.PREVIOUS): "提前到上一工作日",
    str(RestDay.KEEP): "不变",
    str(RestDay.NEXT_IF_HOLIDAY): "只遇放假才顺延",
}
CHANNELS = {
    BETWEEN.join(some): "和".join(WAYS[channel].name for channel in some)
    for count in range(1, len(WAYS) + 1)
    for some in combinations(WAYS, count)
}
READERS = {
    "liaison": "联络员",
    "head": "负责人",
    "liaison、head": "联络员、负责人",
    "liaison、co_units": "联络员、配合单位",
    "liaison、head、co_units": "联络员、负责人、配合单位",
}
SLIPS = {
    str(SlipWhen.URGED): "第一次催办送到后",
    str(SlipWhen.URGED_AGAIN): "第二次催办送到后",
    str(SlipWhen.PROPOSED): "提请认定后",
    str(SlipWhen.CONFIRMED): "已认定后",
}


def _days(name: str, label: str) -> Field:
    return _count(name, label, "工作日")


def _count(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, Sort.NUMBER, hint, default=str(getattr(DEFAULT, name)))


def _clock(name: str, label: str) -> Field:
    return Field(name, label, Sort.CLOCK, default=f"{getattr(DEFAULT, name):%H:%M}")


def _flag(name: str, label: str) -> Field:
    return Field(name, label, Sort.FLAG, choices=YES_NO, default=YES if getattr(DEFAULT, name) else NO)


SECTIONS: Mapping[str, tuple[Field, ...]] = {
    "期限怎么算": (
        _flag("inclusive", "期限当天算按时"),
        Field("rest_day", "期限遇休息日", Sort.CHOICE, choices=REST_DAYS, default=str(DEFAULT.rest_day)),
        Field("cutoff", "最后一天几点截止", Sort.CLOCK, "24:00 为全天", default="24:00"),
        Field("first_period", "从哪个月开始", Sort.MONTH, "不填则自动"),
        _days("notice_days", "首月至少留几天通知"),
    ),
    "什么时候发、什么时候不打扰": (
        _clock("pass_at", "每天几点发送"),
        _clock("quiet_from", "免打扰从几点"),
        _clock("quiet_until", "到第二天几点"),
        _flag("quiet_on_rest_days", "休息日不打扰"),
    ),
    "企业诉求": (
        _clock("request_until", "几点以前登记的当日交办"),
        _days("request_days", "牵头单位几天内答复"),
        _days("request_help_days", "配合单位几天内答复"),
        _days("request_call_days", "答复后几天内回访"),
        _days("hand_back_days", "退请办公室几天内"),
    ),
    "退回、补章": (
        _days("return_days", "退回后几天内重报"),
        _days("return_before_from", "留有几天以上才提前提醒"),
        _days("seal_grace_days", "补章宽限几天"),
    ),
    "办理与认定": (
        _days("decision_days", "申请几天没答复排到最前"),
        _days("objection_days", "异议几天内"),
        _days("measure_days", "整改措施几天内报"),
        _days("appeal_days", "申诉几天内"),
        _count("recurrence_months", "销号后几个月内再犯写明前一次"),
        _count("repetition_window", "屡次逾期往前看几个周期"),
        _count("repetition_count", "其中逾期几次算屡次"),
        _flag("regular_is_monthly", "只写“定期”的按每月"),
        _count("behind_points", "落后几个百分点为黄"),
        _count("far_behind_points", "落后几个百分点为红"),
        _count("jump_factor", "比上次多到几倍要核对"),
    ),
    "短信": (
        Field("sms_signature", "短信签名", hint="本局简称，不带【】", must=True),
        _count("sms_limit", "一条最多几个字"),
    ),
}
RUNG = Outline(
    "before",
    "提醒",
    (
        Field("name", "梯级"),
        Field("days", "第几个工作日", Sort.NUMBER, must=True),
        Field("channels", "发送方式", Sort.NAMES, choices=CHANNELS, default="email", must=True),
        Field("to", "发给谁", Sort.NAMES, choices=READERS, default="liaison", must=True),
    ),
    called=("name",),
)
SLIP = Outline(
    "coloured_slips",
    "督办单",
    (
        Field("colour", "颜色", hint="如 黄", must=True),
        Field("word", "写在单子上的话", hint="如 警示", must=True),
        Field("when", "什么时候用", Sort.CHOICE, choices=SLIPS, default=str(SlipWhen.URGED), must=True),
    ),
    called=("colour",),
)
RULES = Outline(
    "rules",
    "规则",
    tuple(one for fields in SECTIONS.values() for one in fields),
    (
        replace(RUNG, name="return_before", label="退回重报期限前的提醒"),
        replace(RUNG, name="returned", label="退回重报期限当天的提醒", single=True),
        SLIP,
    ),
)
LADDER = Outline(
    BLOCK,
    "提醒和催办",
    (
        Field("like", "没有写的照哪一段", hint="如 report-quarter，可以不填"),
        Field("soon_days", "截止前几天显示“即将到期”", Sort.NUMBER, "工作日"),
        Field("notice_days", "第一期至少留几天通知", Sort.NUMBER, "工作日"),
    ),
    (
        replace(RUNG, name="first", label="开始时的清单", single=True),
        RUNG,
        replace(RUNG, name="last", label="顺延后最后一天的提醒", single=True),
        replace(RUNG, name="after", label="逾期后的催办"),
        replace(RUNG, name="seal", label="催补盖章页"),
    ),
)


def place_of(block: str) -> Trail:
    """Where the file has a ladder."""
    return (BLOCK, block)


def kind_of(block: str, like: str = "") -> Kind | None:
    """What a block of that name is for; None where nobody knows."""
    known = blocks().get(block) or blocks().get(like)
    return known[0] if known else None


def block_words(block: str) -> str:
    """报送（每月）, 限期 of a kind that has one only; the name itself of one of the office's own."""
    kind, cycle = blocks().get(block, (None, None))
    if kind is None or cycle is None:
        return block
    return f"{kind.words.name}（{EVERY[cycle]}）" if len(kind.ladders) > 1 else kind.words.name


def own_row(block: str) -> Row | None:
    """A ladder as its kind has it, for a file that does not write it; None for a name of the office's own."""
    known = blocks().get(block)
    if known is None:
        return None
    ladder = known[0].ladders[known[1]]
    least = ladder.notice_days
    said = {"like": "", "soon_days": str(ladder.soon_days), "notice_days": "" if least is None else str(least)}
    parts = {"first": ladder.first, "last": ladder.last}
    rows = {name: tuple(_rung(name, rung) for rung in [one] if rung) for name, one in parts.items()}
    lists = {"before": ladder.before, "after": ladder.after, "seal": ladder.seal}
    rows |= {name: tuple(_rung(name, rung) for rung in rungs) for name, rungs in lists.items()}
    return replace(new_row(LADDER, **said), lists={one.name: rows[one.name] for one in LADDER.lists})


def named(row: Row, kind: Kind | None) -> Row:
    """Rungs in order of time, each called by its days: nobody has to write R-5 beside 5."""
    marks = {"return_before": "T-", "returned": "T-0"}
    marks |= {one.name: str(getattr(kind.marks, one.name)) for one in LADDER.lists} if kind else {}
    lists = {name: _in_order(rows, marks.get(name, "")) for name, rows in row.lists.items()}
    return replace(row, lists=lists)


def _in_order(rows: tuple[Row, ...], mark: str) -> tuple[Row, ...]:
    if not mark:
        return rows
    if rows and rows[0].outline.single:
        return tuple(replace(one, said={**one.said, "name": mark, "days": "0"}) for one in rows)
    called = [replace(one, said={**one.said, "name": f"{mark}{one.said.get('days', '')}"}) for one in rows]
    if not all(FIGURES.fullmatch(one.said.get("days", "")) for one in called):
        return tuple(called)
    return tuple(sorted(called, key=lambda one: int(one.said["days"]), reverse=mark.endswith("-")))


def _rung(name: str, rung: Rung) -> Row:
    outline = next(one for one in LADDER.lists if one.name == name)
    said = {"name": rung.name, "days": str(rung.days)}
    return new_row(outline, **said, channels=BETWEEN.join(rung.channels), to=BETWEEN.join(rung.to))


def shown_of(row: Row) -> tuple[Field, ...]:
    """What a form shows of it: a rung's name follows from its days, and those of the day itself have none."""
    hidden = ("name", "days") if row.outline.single else ("name",)
    return tuple(one for one in row.outline.fields if one.name not in hidden)
