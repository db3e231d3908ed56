"""Reads config/rules.yaml into the domain's Rules, and refuses decisions that contradict each other."""

from dataclasses import fields

from yudu_flow.content.complaints import shaped
from yudu_flow.content.findings import has_errors
from yudu_flow.content.rules.ladders import check_countdown, check_ladders, check_single, ladders_of, rung_of
from yudu_flow.content.rules.old_rules import lead
from yudu_flow.content.rules.shape import RulesShape, RungShape
from yudu_flow.content.source import Source
from yudu_flow.domain.coloured_slip import ColouredSlip
from yudu_flow.domain.rules import Rules


def rules_in(source: Source) -> Rules | None:
    """The rules that `source` holds, None where it has errors; they are noted in it."""
    old = lead(source)
    shape = shaped(source, RulesShape)
    if old:
        source.warn((old[0],), "提醒和催办还是旧写法，照旧有效", "运行 yudu-flow renew 改成新写法，注释保留")
    if shape is None:
        return None
    _check(shape, source)
    return None if has_errors(source.findings) else _rules(shape)


def _rules(shape: RulesShape) -> Rules:
    """Every field of Rules has its namesake in the file; only rungs and the month are written another way."""
    values: dict[str, object] = {}
    for name in (field.name for field in fields(Rules) if field.name != "ladders"):
        value = getattr(shape, name)
        if isinstance(value, RungShape):
            value = rung_of(value)
        elif name == "coloured_slips":
            value = tuple(ColouredSlip(slip.colour, slip.word, slip.when) for slip in shape.coloured_slips)
        elif isinstance(value, list):
            value = tuple(rung_of(rung) for rung in value)
        values[name] = value
    values["first_period"] = str(shape.first_period) if shape.first_period else None
    values["ladders"] = ladders_of(shape.ladders)
    return Rules(**values)  # type: ignore[arg-type] # read by name from a shape with the same fields


def _check(shape: RulesShape, source: Source) -> None:
    _check_pass(shape, source)
    _check_points(shape, source)
    check_ladders(shape.ladders, source)
    check_countdown(shape.return_before, "T-", ("return_before",), source)
    check_single(shape.returned, "T-0", ("returned",), source)
    if shape.repetition_count > shape.repetition_window:
        source.error(
            ("repetition_count",),
            f"“repetition_count”不能大于“repetition_window”，现为“{shape.repetition_count}”",
            f"写不大于 {shape.repetition_window} 的整数",
            value=str(shape.repetition_count),
        )


def _check_points(shape: RulesShape, source: Source) -> None:
    if shape.far_behind_points < shape.behind_points:
        source.error(
            ("far_behind_points",),
            f"“far_behind_points”不能小于“behind_points”，现为“{shape.far_behind_points}”",
            f"写不小于 {shape.behind_points} 的整数",
            value=str(shape.far_behind_points),
        )


def _check_pass(shape: RulesShape, source: Source) -> None:
    """A pass in quiet hours would hold every message to the next day, for ever; quiet hours run over midnight."""
    start, end, clock = shape.quiet_from, shape.quiet_until, shape.pass_at
    if end >= start:
        message = f"免打扰应从晚上到第二天早上，现为“{start:%H:%M}”到“{end:%H:%M}”"
        source.error(("quiet_until",), message, "quiet_until 写早于 quiet_from 的时刻", value=f"{end:%H:%M}")
    elif clock >= start or clock < end:
        source.error(
            ("pass_at",),
            f"发送时刻“{clock:%H:%M}”落在免打扰时段内",
            f"改到 {end:%H:%M} 以后、{start:%H:%M} 以前",
            value=f"{clock:%H:%M}",
        )
