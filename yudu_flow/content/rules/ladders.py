"""The ladders in config/rules.yaml, a block a kind of duty and cycle: read over the kind's own, and checked."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from yudu_flow.content.findings import nearest
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.rules.shape import LadderShape, RungShape
from yudu_flow.content.source import Source
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import KINDS, blocks
from yudu_flow.domain.rules import Ladder, Rung

BLOCK = "ladders"


def ladders_of(shapes: dict[str, LadderShape]) -> dict[str, Ladder]:
    """Those that are not as their kinds have them anyway, by the names of their blocks."""
    written = {name: _ladder(name, shapes) for name in shapes}
    return {name: ladder for name, ladder in written.items() if name not in blocks() or ladder != _own(name)}


def _own(name: str) -> Ladder:
    kind, cycle = blocks()[name]
    return kind.ladders[cycle]


def _ladder(name: str, shapes: dict[str, LadderShape]) -> Ladder:
    """What the office wrote, over the block that it is like, else over the kind's own."""
    shape = shapes.get(name)
    if shape is None:
        return _own(name)
    return ladder_of(shape, _ladder(shape.like, shapes) if shape.like else _own(name))


def ladder_of(shape: LadderShape, base: Ladder) -> Ladder:
    """`base` with what the office wrote in its place."""
    given: dict[str, object] = {}
    for name in shape.model_fields_set - {"like"}:
        value = getattr(shape, name)
        if isinstance(value, RungShape):
            value = rung_of(value)
        elif isinstance(value, list):
            value = tuple(rung_of(rung) for rung in value)
        given[name] = value
    return KINDS[base.kind].spoken(replace(base, **given))  # type: ignore[arg-type] # the shape has a ladder's fields


def rung_of(shape: RungShape) -> Rung:
    """A rung as written."""
    return Rung(shape.name, shape.days, tuple(Channel(way) for way in shape.channels), tuple(shape.to))


def check_ladders(shapes: dict[str, LadderShape], source: Source) -> None:
    """Blocks of kinds that there are, with parts that the kind has, each in order of time and named by its days."""
    for name, shape in shapes.items():
        trail, of = (BLOCK, name), shape.like or name
        if of in blocks():
            _check_like(name, shape, shapes, source)
            _check(shape, blocks()[of][0], trail, source)
        elif shape.like:
            message = f"没有“{shape.like}”这一段可以照"
            source.error((*trail, "like"), message, nearest(shape.like, blocks()), value=shape.like)
        else:
            source.error(trail, f"没有“{name}”这类事项", nearest(name, blocks()), value=name, at_key=True)


def _check_like(name: str, shape: LadderShape, shapes: dict[str, LadderShape], source: Source) -> None:
    """One block may be like another of its kind, which is itself like none."""
    if shape.like is None:
        return
    other = shapes.get(shape.like)
    trail = (BLOCK, name, "like")
    if shape.like == name or (other and other.like):
        source.error(trail, f"“{shape.like}”自己还要照别的段", "照一段没有写 like 的", value=shape.like)
    elif name in blocks() and blocks()[name][0] is not blocks()[shape.like][0]:
        message = f"“{name}”和“{shape.like}”不是一类事项"
        kind = blocks()[name][0]
        source.error(trail, message, f"照 {'、'.join(map(kind.block, kind.ladders))} 中的一段", value=shape.like)


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
