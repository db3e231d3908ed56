"""What a page shows and takes of workflows/*.yaml: every field of a plan, with its label."""

from collections.abc import Mapping
from dataclasses import replace

from yudu_flow.content.entries import BETWEEN, NO, YES, Field, Outline, Row, Sort
from yudu_flow.content.plan.duties import foreign
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.target import Direction
from yudu_flow.wording.periods import EVERY

YES_NO = {YES: "是", NO: "否"}
DIRECTIONS = {str(Direction.UP): "要达到", str(Direction.DOWN): "不能超过", str(Direction.KEEP): "要保持"}
CYCLES = {str(cycle): word for cycle, word in EVERY.items()}


TARGET = Outline(
    "targets",
    "指标",
    (
        Field("name", "指标名称", must=True),
        Field("value", "目标值", Sort.NUMBER, "按计量单位写，48.2万人写 482000", must=True),
        Field("unit", "计量单位", hint="人、个、%", must=True),
        Field("as_written", "原文的写法", hint="如 48.2万人", must=True),
        Field("by", "到哪天", Sort.DAY, must=True),
        Field("from", "从哪天起算", Sort.DAY, "不填为当年1月1日"),
        Field("reports", "由谁填报", hint="不填为第一个责任单位"),
        Field("direction", "方向", Sort.CHOICE, choices=DIRECTIONS, default=Direction.UP),
        Field("state", "是当前状况", Sort.FLAG, "如比率；累计数选否", YES_NO, NO),
    ),
    called=("name", "what"),
)
UNTIL = Outline(
    "until",
    "政策期限",
    (Field("what", "哪项政策", must=True), Field("until", "执行到哪天", Sort.DAY, must=True)),
    called=("name", "what"),
)
ASSIGNMENT = Outline(
    "assignments",
    "分工",
    (
        Field("id", "编号", hint="如 5.1，不填自动编"),
        Field("summary", "一句话说明", Sort.TEXT, must=True),
        Field("leaders", "责任领导", Sort.NAMES, "几个之间用、隔开"),
        Field("units", "责任单位", Sort.NAMES),
        Field("co_units", "配合单位", Sort.NAMES, "单位或集合名称"),
        Field("groups", "集合名称", Sort.NAMES, "要报送的，如 各责任股室"),
        Field("people", "责任人", Sort.NAMES),
        Field("due", "完成时限", Sort.DAY, "长期坚持的不填"),
        Field("lead", "牵头单位", hint="有完成时限的才填"),
    ),
    (TARGET, UNTIL),
    ("id",),
)
MEASURE = Outline(
    "measures",
    "措施",
    (Field("number", "第几项", Sort.NUMBER, must=True), Field("title", "标题", must=True)),
    (ASSIGNMENT,),
    ("number", "title"),
)
PART = Outline("parts", "部分", (Field("title", "这一部分的标题", must=True),), (MEASURE,), ("title",))
DUTY = Outline(
    "duties",
    "事项",
    (
        Field("id", "编号", hint="小写字母、数字和-，不填自动编"),
        Field("title", "名称", hint="会写进短信，宜短", must=True),
        Field("basis", "依据", hint="文号和条款", must=True),
        Field("every", "多久一次", Sort.CHOICE, choices=CYCLES, default=Cycle.MONTH),
        Field("day", "几日", Sort.FIGURE, "每周的写周几"),
        Field("month", "第几个月", Sort.NUMBER, "每季度、半年、年的；不填为最后一个月"),
        Field("sealed", "要盖章", Sort.FLAG, choices=YES_NO, default=YES),
        Field("to", "报给谁"),
        Field("contents", "写哪些内容", Sort.NAMES, "不填为全部"),
        Field("assignment", "来自哪项分工", hint="如 5.1"),
        Field("units", "走访单位", Sort.NAMES),
        Field("people", "走访人", Sort.NAMES),
        Field("firms", "对口几家企业", Sort.NUMBER),
        Field("regular", "原文只写“定期”", Sort.FLAG, choices=YES_NO, default=NO),
        Field("ladder", "提醒和催办用哪一段", hint="不填按事项和周期"),
        Field("last_period", "最后一个月份", Sort.MONTH, "不填同方案"),
    ),
    called=("title",),
)
PLAN = Outline(
    "plan",
    "方案",
    (
        Field("number", "文号", must=True),
        Field("title", "标题", Sort.TEXT, must=True),
        Field("dated", "印发日期", Sort.DAY, must=True),
        Field("last_period", "最后一个报送月份", Sort.MONTH, "不填则每年问一次"),
    ),
    (PART, DUTY),
    ("title",),
)
KIND = Field("kind", "类别")
"""It goes along with a duty, and never changes."""
DUTY_OF_A_KIND = replace(DUTY, fields=(DUTY.fields[0], KIND, *DUTY.fields[1:]))
WHOLE = replace(PLAN, lists=(PART, DUTY_OF_A_KIND))


def fields_of(row: Row) -> tuple[Field, ...]:
    """What a form shows of it: of a duty only what its kind has."""
    kind = KINDS.get(row.said.get(KIND.name, ""))
    gone = (KIND.name, *(foreign(kind) if kind else ()))
    return tuple(one for one in row.outline.fields if one.name not in gone or row.outline.name != DUTY.name)


def with_ids(plan: Row, id: str) -> Row:
    """New assignments and duties numbered as their neighbours are: 5.3 in measure 5, the plan's id and a number."""
    parts = tuple(
        replace(part, lists={**part.lists, MEASURE.name: tuple(map(_counted, part.lists[MEASURE.name]))})
        for part in plan.lists[PART.name]
    )
    taken = {one.said.get("id", "") for one in plan.lists[DUTY.name]}
    duties = []
    for one in plan.lists[DUTY.name]:
        free = one.said.get("id") or _free(f"{id}-{one.said.get(KIND.name, '')}", taken)
        taken.add(free)
        duties.append(replace(one, said={**one.said, "id": free}))
    return replace(plan, lists={PART.name: parts, DUTY.name: tuple(duties)})


def _counted(measure: Row) -> Row:
    held = measure.lists[ASSIGNMENT.name]
    taken = {one.said.get("id", "") for one in held}
    named = []
    for one in held:
        id = one.said.get("id") or next(
            found for at in range(1, len(held) + 2) if (found := f"{measure.said.get('number', '')}.{at}") not in taken
        )
        taken.add(id)
        named.append(one if one.blank else replace(one, said={**one.said, "id": id}))
    return replace(measure, lists={**measure.lists, ASSIGNMENT.name: tuple(named)})


def _free(wished: str, taken: set[str]) -> str:
    numbered = (wished, *(f"{wished}-{at}" for at in range(2, len(taken) + 3)))
    return next(one for one in numbered if one not in taken)


def bearers(said: Mapping[str, str]) -> str:
    """Who has an assignment, on one line."""
    return BETWEEN.join(said[name] for name in ("units", "groups", "people") if said.get(name))
