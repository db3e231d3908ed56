"""Entries of a plan in words, for whoever compares two plans."""

from yudu_flow.content.entries import BETWEEN, Row
from yudu_flow.content.plan.outline import ASSIGNMENT, DUTY, MEASURE, PLAN, TARGET, bearers


def called(row: Row) -> str:
    """Which one it is: 措施5“稳岗”, 分工5.1, 指标“城镇新增就业”."""
    if row.outline.name == MEASURE.name:
        return f"措施{row.said['number']}“{row.said['title']}”"
    if row.outline.name == ASSIGNMENT.name:
        return f"分工{row.said['id']}"
    return "文件" if row.outline.name == PLAN.name else f"{row.outline.label}“{row.called}”"


def told(row: Row) -> str:
    """What it says, on one line."""
    said = row.said
    if row.outline.name == ASSIGNMENT.name:
        leaders = f"责任领导{said['leaders']}，" if said["leaders"] else ""
        due = f"，{said['due']}前完成" if said["due"] else ""
        figures = "".join(f"，{one.said['name']}{one.said['as_written']}" for one in row.lists[TARGET.name])
        return f"{said['summary']}（{leaders}责任单位{bearers(said)}{due}{figures}）"
    if row.outline.name == TARGET.name:
        return f"{said['as_written']}，到{said['by']}"
    if row.outline.name == DUTY.name:
        return _duty(row)
    return said.get("until", "")


def _duty(row: Row) -> str:
    every = next(one for one in row.outline.fields if one.name == "every")
    cycle = every.choices.get(row.said["every"], row.said["every"])
    if row.said["firms"]:
        who = BETWEEN.join(filter(None, (row.said["units"], row.said["people"])))
        return f"{cycle}走访{row.said['firms']}家企业（{who}）"
    return f"{cycle}{row.said['day']}{'日' if row.said['day'].isdigit() else ''}报"
