"""What must hold in one duty of a plan: which fields its kind and its cycle take, and the ladder that it names."""

from collections import Counter
from collections.abc import Iterable

from yudu_flow.content.findings import nearest
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.shape import AssignmentShape, DutyShape, PlanShape
from yudu_flow.content.shape import Weekday
from yudu_flow.content.source import Source
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Due, Kind, Owing
from yudu_flow.domain.duties.registry import KINDS, blocks
from yudu_flow.domain.names import name_key
from yudu_flow.domain.rules import Rules
from yudu_flow.wording.contents import CONTENTS
from yudu_flow.wording.periods import EVERY, WEEKDAYS

OF_A_DAY = ("day", "month")
OF_WORDS = ("sealed", "to", "contents")
OF_COUNTS = ("assignment", "firms", "regular")
OF_THE_NAMED = ("units", "people")


def check_repeats(names: Iterable[str], trail: Trail, source: Source) -> None:
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        key = name_key(name)
        if seen[key]:
            source.error((*trail, index), f"“{name}”写了两次", "删去一处", value=name)
        seen[key] += 1


def check_ladders_named(shape: PlanShape, rules: Rules, source: Source) -> None:
    """A ladder that a duty names is a block of the rules, and one for its kind."""
    known = {name: kind.id for name, (kind, _) in blocks().items()}
    known |= {name: ladder.kind for name, ladder in rules.ladders.items()}
    for index, duty in enumerate(shape.duties):
        trail = ("duties", index, "ladder")
        if duty.ladder and duty.ladder not in known:
            message = f"config/rules.yaml 的 ladders 里没有“{duty.ladder}”这一段"
            source.error(trail, message, nearest(duty.ladder, known), value=duty.ladder)
        elif duty.ladder and known[duty.ladder] != duty.kind:
            of = KINDS[known[duty.ladder]].words.name
            message = f"“{duty.ladder}”是{of}的提醒和催办，本事项是{KINDS[duty.kind].words.name}"
            right = nearest(duty.ladder, [name for name, kind in known.items() if kind == duty.kind])
            source.error(trail, message, right, value=duty.ladder)
        elif duty.ladder in blocks():
            _note_cycle(duty, trail, source)


def _note_cycle(duty: DutyShape, trail: Trail, source: Source) -> None:
    """The block of another cycle may be meant; as a rule it is a slip of the pen, which nobody would notice."""
    kind, cycle = blocks()[duty.ladder or ""]
    if cycle is not duty.every and duty.every in kind.ladders:
        message = f"“{duty.ladder}”是{EVERY[cycle]}的提醒和催办，本事项{EVERY[duty.every]}一次"
        advice = (
            f"写 {kind.block(duty.every)} 或不写；确要这样的，在 config/rules.yaml 另起一段，写 like: {duty.ladder}"
        )
        source.warn(trail, message, advice, value=duty.ladder or "")


def check_duty(duty: DutyShape, trail: Trail, known: dict[str, AssignmentShape], source: Source) -> None:
    """Note what does not belong to its kind or its cycle, and what is missing."""
    kind = KINDS[duty.kind]
    for field in foreign(kind):
        if field in duty.model_fields_set:
            message = f"{kind.words.name}事项没有“{field}”"
            source.error((*trail, field), message, "删去这一行", value=field, at_key=True)
    if duty.every not in kind.ladders:
        message = f"{kind.words.name}事项没有{EVERY[duty.every]}一次的"
        source.error((*trail, "every"), message, f"可以写：{'、'.join(kind.ladders)}", value=str(duty.every))
    if kind.counted:
        _check_visit(duty, trail, known, source)
    if kind.due is Due.NAMED_DAY:
        _check_day(duty, kind, trail, source)
    _check_contents(duty, (*trail, "contents"), source)


def foreign(kind: Kind) -> tuple[str, ...]:
    """The fields that mean nothing for a kind."""
    words = () if kind.written else OF_WORDS
    counts = () if kind.counted else OF_COUNTS
    named = () if kind.owing is Owing.NAMED else OF_THE_NAMED
    return (*words, *counts, *named, *(() if kind.due is Due.NAMED_DAY else OF_A_DAY))


def _check_day(duty: DutyShape, kind: Kind, trail: Trail, source: Source) -> None:
    """A week has weekdays, what is longer the days of one of its months."""
    cycle, weekly, name = duty.every, duty.every is Cycle.WEEK, kind.words.name
    if duty.day is None:
        source.error((*trail, "day"), f"{name}事项“day”没有填", f"{EVERY[cycle]}{_right_day(weekly)}", at_key=True)
    elif isinstance(duty.day, Weekday) is not weekly:
        written = WEEKDAYS[duty.day - 1] if isinstance(duty.day, Weekday) else str(duty.day)
        message = f"{EVERY[cycle]}的{name}，“day”不能写“{written}”"
        source.error((*trail, "day"), message, f"写{_right_day(weekly)}", value=written)
    if duty.month is not None and cycle.months < 2:
        message = f"{EVERY[cycle]}的{name}没有“month”"
        source.error((*trail, "month"), message, "删去这一行", value="month", at_key=True)
    elif duty.month is not None and duty.month > cycle.months:
        message = f"{EVERY[cycle]}只有 {cycle.months} 个月，“month”现为“{duty.month}”"
        source.error((*trail, "month"), message, f"写 1 到 {cycle.months} 的整数", value=str(duty.month))


def _right_day(weekly: bool) -> str:
    return "星期几，如 周五" if weekly else "几日，如 27"


def _check_contents(duty: DutyShape, trail: Trail, source: Source) -> None:
    check_repeats(duty.contents, trail, source)
    for index, name in enumerate(duty.contents):
        if name not in CONTENTS.values():
            message = f"没有“{name}”这一项报送内容"
            source.error((*trail, index), message, nearest(name, CONTENTS.values()), value=name)
    if duty.contents and CONTENTS["progress"] not in duty.contents:
        source.error(trail, f"“contents”没有写“{CONTENTS['progress']}”", "这一项必有，写在最前", at_key=True)


def _check_visit(duty: DutyShape, trail: Trail, known: dict[str, AssignmentShape], source: Source) -> None:
    if duty.firms is None:
        source.error((*trail, "firms"), "走访事项“firms”没有填", "每个单位或个人对口几家企业", at_key=True)
    if not (duty.units or duty.people):
        source.error(trail, f"走访事项“{duty.id}”没有写由谁走访", "写上 units 或 people", value=duty.id)
    if duty.assignment is None:
        source.error((*trail, "assignment"), "走访事项“assignment”没有填", "来自哪项分工，如 5.1", at_key=True)
    elif duty.assignment not in known:
        message = f"方案里没有分工“{duty.assignment}”"
        source.error((*trail, "assignment"), message, nearest(duty.assignment, known), value=duty.assignment)
    if duty.regular and duty.every is not Cycle.MONTH:
        message = f"已经写明{EVERY[duty.every]}一次，“regular”就不用写了"
        source.error((*trail, "regular"), message, "删去这一行", value="regular", at_key=True)
    for field in ("units", "people"):
        check_repeats(getattr(duty, field), (*trail, field), source)
