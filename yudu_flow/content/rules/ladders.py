"""The ladders in config/rules.yaml, a block a kind of duty: read over the kind's own, and checked against it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from yudu_flow.content.findings import nearest
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.rules.shape import LadderShape, RungShape
from yudu_flow.content.source import Source
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.rules import Channel, Ladder, Rung

BLOCK = "ladders"


def ladders_of(shapes: dict[str, LadderShape]) -> dict[str, Ladder]:
    """Those that are not as their kinds have them anyway, by the names of their blocks."""
    written = {id: ladder_of(shape, KINDS[id]) for id, shape in shapes.items()}
    return {id: ladder for id, ladder in written.items() if ladder != KINDS[id].month}


def ladder_of(shape: LadderShape, kind: Kind) -> Ladder:
    """The kind's own ladder, with what the office wrote in its place."""
    said: dict[str, object] = {}
    for name in shape.model_fields_set:
        value = getattr(shape, name)
        if isinstance(value, RungShape):
            value = rung_of(value)
        elif isinstance(value, list):
            value = tuple(rung_of(rung) for rung in value)
        said[name] = value
    return kind.spoken(replace(kind.month, **said))  # type: ignore[arg-type] # the shape has a ladder's fields


def rung_of(shape: RungShape) -> Rung:
    """A rung as written."""
    return Rung(shape.name, shape.days, tuple(Channel(way) for way in shape.channels), tuple(shape.to))


def check_ladders(shapes: dict[str, LadderShape], source: Source) -> None:
    """Blocks of kinds that there are, with parts that the kind has, each in order of time and named by its days."""
    for id, shape in shapes.items():
        if id in KINDS:
            _check(shape, KINDS[id], (BLOCK, id), source)
        else:
            source.error((BLOCK, id), f"没有“{id}”这类事项", nearest(id, KINDS), value=id, at_key=True)


def _check(shape: LadderShape, kind: Kind, trail: Trail, source: Source) -> None:
    check_countdown(shape.before or (), kind.marks.before, (*trail, "before"), source)
    check_slips(shape.after or (), kind.marks.after, (*trail, "after"), source)
    for name in ("first", "last", "seal"):
        _check_own(getattr(shape, name), getattr(kind.marks, name), (*trail, name), kind, source)
    if shape.after is not None and kind.proposes and len(shape.after) < 2:
        source.error((*trail, "after"), "“after”至少要有 2 项", "最后一级提请认定，之前至少催办一次", at_key=True)


def _check_own(
    written: RungShape | list[RungShape] | None, mark: str, trail: Trail, kind: Kind, source: Source
) -> None:
    """A part that not every kind has."""
    if written is not None and not mark:
        message = f"{kind.words.name}事项没有“{trail[-1]}”"
        source.error(trail, message, "删去这一行", value=str(trail[-1]), at_key=True)
    elif isinstance(written, RungShape):
        check_single(written, mark, trail, source)
    else:
        check_slips(written or (), mark, trail, source)


def check_single(rung: RungShape, right: str, trail: Trail, source: Source) -> None:
    """A rung of the day itself."""
    check_name(rung, trail, right, source)
    if rung.days:
        message = f"“{right}”在当天发，days 应为 0，现为“{rung.days}”"
        source.error((*trail, "days"), message, "写 0", value=str(rung.days))


def check_countdown(rungs: Sequence[RungShape], prefix: str, trail: Trail, source: Source) -> None:
    """From many days to few."""
    for index, rung in enumerate(rungs):
        check_name(rung, (*trail, index), f"{prefix}{rung.days}", source)
    _check_order(rungs, trail, source, rising=False)


def check_slips(rungs: Sequence[RungShape], prefix: str, trail: Trail, source: Source) -> None:
    """From few days to many, none on the last day itself."""
    for index, rung in enumerate(rungs):
        check_name(rung, (*trail, index), f"{prefix}{rung.days}", source)
        if rung.days == 0:
            message = "逾期后的梯级从第 1 个工作日算起，现为“0”"
            source.error((*trail, index, "days"), message, "写 1 或更大的整数", value="0")
    _check_order(rungs, trail, source, rising=True)


def check_name(rung: RungShape, trail: Trail, right: str, source: Source) -> None:
    """A rung is called by its days."""
    if rung.name != right:
        message = f"梯级名称“{rung.name}”不对，名称要与 days 一致"
        source.error((*trail, "name"), message, f"写成 {right}", value=rung.name)


def _check_order(rungs: Sequence[RungShape], trail: Trail, source: Source, *, rising: bool) -> None:
    for index, (earlier, later) in enumerate(pairwise(rungs), start=1):
        if (later.days <= earlier.days) if rising else (later.days >= earlier.days):
            source.error(
                (*trail, index, "days"),
                f"“{trail[-1]}”的梯级没有按时间先后排，“{later.days}”不应在“{earlier.days}”之后",
                "days 从小到大排，不重复" if rising else "days 从大到小排，不重复",
                value=str(later.days),
            )
