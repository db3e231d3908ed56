"""Reads config/rules.yaml into the domain's Rules, and refuses decisions that contradict each other."""

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

from yudu_flow.content.complaints import shaped
from yudu_flow.content.findings import Finding, has_errors
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.rules_shape import RulesShape, RungShape
from yudu_flow.content.source import Source, read_source
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.rules import RETURN, Channel, Ladder, Rules, Rung

COUNTDOWNS = {"before": "R-", "visit_before": "V-", "return_before": "T-"}
FOLLOW_UPS = {"after": "E+", "seal": "S+", "visit_after": "V+"}
SINGLE = {"last_day": "L-0", "returned": "T-0", "visit_list": "V-list"}


def read_rules(path: Path) -> tuple[Rules | None, list[Finding]]:
    """The rules, None where the file has errors; and what was found in it."""
    source = read_source(path)
    return rules_in(source), source.findings


def rules_in(source: Source) -> Rules | None:
    """The rules that `source` holds, None where it has errors; they are noted in it."""
    shape = shaped(source, RulesShape)
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
            value = _returned(value)
        elif isinstance(value, list):
            value = tuple(_returned(rung) for rung in value)
        values[name] = value
    values["first_period"] = str(shape.first_period) if shape.first_period else None
    values["ladders"] = _ladders(shape)
    return Rules(**values)  # type: ignore[arg-type] # read by name from a shape with the same fields


def _returned(shape: RungShape) -> Rung:
    return replace(_rung(shape), says=RETURN)


def _ladders(shape: RulesShape) -> dict[str, Ladder]:
    """Those that are not as their kinds have them anyway."""
    report = Ladder(
        before=_rungs(shape.before),
        last=_rung(shape.last_day),
        after=_rungs(shape.after),
        seal=_rungs(shape.seal),
        soon_days=shape.soon_days,
    )
    visit = Ladder(
        first=_rung(shape.visit_list),
        before=_rungs(shape.visit_before),
        after=_rungs(shape.visit_after),
        soon_days=shape.visit_soon_days,
    )
    written = {id: KINDS[id].spoken(ladder) for id, ladder in (("report", report), ("visit", visit))}
    return {id: ladder for id, ladder in written.items() if ladder != KINDS[id].month}


def _rungs(shapes: Sequence[RungShape]) -> tuple[Rung, ...]:
    return tuple(_rung(shape) for shape in shapes)


def _rung(shape: RungShape) -> Rung:
    return Rung(shape.name, shape.days, tuple(Channel(way) for way in shape.channels), tuple(shape.to))


def _check(shape: RulesShape, source: Source) -> None:
    _check_pass(shape, source)
    for name, prefix in COUNTDOWNS.items():
        _check_ladder(name, prefix, getattr(shape, name), source, rising=False)
    for name, prefix in FOLLOW_UPS.items():
        _check_ladder(name, prefix, getattr(shape, name), source, rising=True)
    for name, word in SINGLE.items():
        rung: RungShape = getattr(shape, name)
        _check_rung(rung, (name,), word, source)
        if rung.days:
            message = f"“{word}”在当天发，days 应为 0，现为“{rung.days}”"
            source.error((name, "days"), message, "写 0", value=str(rung.days))
    if shape.repetition_count > shape.repetition_window:
        source.error(
            ("repetition_count",),
            f"“repetition_count”不能大于“repetition_window”，现为“{shape.repetition_count}”",
            f"写不大于 {shape.repetition_window} 的整数",
            value=str(shape.repetition_count),
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


def _check_ladder(name: str, prefix: str, ladder: Sequence[RungShape], source: Source, *, rising: bool) -> None:
    for index, rung in enumerate(ladder):
        _check_rung(rung, (name, index), f"{prefix}{rung.days}", source)
        if rising and rung.days == 0:
            message = "逾期后的梯级从第 1 个工作日算起，现为“0”"
            source.error((name, index, "days"), message, "写 1 或更大的整数", value="0")
    for index, (earlier, later) in enumerate(pairwise(ladder), start=1):
        if (later.days <= earlier.days) if rising else (later.days >= earlier.days):
            source.error(
                (name, index, "days"),
                f"“{name}”的梯级没有按时间先后排，“{later.days}”不应在“{earlier.days}”之后",
                "days 从小到大排，不重复" if rising else "days 从大到小排，不重复",
                value=str(later.days),
            )


def _check_rung(rung: RungShape, trail: Trail, right: str, source: Source) -> None:
    if rung.name != right:
        message = f"梯级名称“{rung.name}”不对，名称要与 days 一致"
        source.error((*trail, "name"), message, f"写成 {right}", value=rung.name)
