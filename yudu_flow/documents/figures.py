"""Figures that a document sets as targets: 城镇新增就业4600人, 参保人数达48.2万人, 安置率达100%. They are offered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yudu_flow.documents.days import day_in
from yudu_flow.documents.passage import Passage, Span, split
from yudu_flow.domain.amount import Amount, parse_amount
from yudu_flow.domain.target import Direction

_UNITS = (
    r"人次|辆次|平方公里|栋|㎡|美元|株|头|米|处|座|支|批|台|种|门|公顷|人|名|户|家|个(?!百分点)|件|场|次|期|份|亿元|万元|元|个百分点|亩|吨|公里|%|‰|套|项|张|所|例|岗|辆|条|对|场次|小时"
    r"|平方米|个百分点|百分点"
)
_FIGURE = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<times>千万|百万|千|万|亿)?\s*(?P<unit>{_UNITS})(?P<more>以上|以内|左右)?"
)
_VERBS = re.compile(
    r"(?:(?:确保|力争|努力|全面|预计|计划|累计|实现|完成|达到?|提高到|提升到|增加到|下降到|降低到|控制在|稳定在|保持在|不低于|不少于|不超过|突破|超过"
    r"|增长|同比|较上年|比上年|新建|共|约|为|至|到|以上|在|新增(?=\d))+)$"
)
_LEADING = re.compile(
    r"^(?:(?:\d{4}|[二〇○零一三四五六七八九]{4})年(?:底|末|内|度)?(?:前|之前|以前)?|今年|全年|年内|当年|本年|年底前?|到|至|力争|确保|努力|全县|全市|全区|全局"
    r"|\d{1,3}[.．、]|(?:工作|主要|具体)?(?:内容|任务|目标|措施)[:：]|\(\d{1,3}\)|要|并|其中|实现|完成|使|将|,|:|\s)+"
)
_NO_TARGET = re.compile(
    r"标准|平均|每个|每人|每户|每月|每村|每年|每满|补贴|返还|费率|按\d|比例|不超过|最高|最长|期限|贴息|额度|至少|给予|奖励|不少于\d+(?:天|年|月)|离校|满\d|对口|走访"
    r"|第\d|工作日|帮助\d|罚|贷款|补助|发放\d|资金|以上学历|周岁|岁|^对"
)
_SPANNED = re.compile(r"(?:\d{4}年|今年|全年|年内|年底|年末|季度末|月底|到\d{4}年)")
_STRONG = re.compile(
    r"实现|达到?\d|达到|完成|新增|新建|建成|不低于|不少于|控制在|力争|确保|提高到|提升到|稳定在|突破\d|增长\d|下降\d|提高\d|压减|率达|储备"
    r"|^(?:\(?\d+[.、)])?[^\d]{0,12}?(?:改造|拆除|改厕|培育|培训|引进|招聘|招引|归集|盘活|化解|排查|检查|举办|组织|建设|创建|开工|造林|制定|修建|流转|评选|修复|整治|新修)[^\d]{0,14}\d"
)
_DOWN = re.compile(r"控制在|下降到|降低到|压减到|以内")
_KEPT = re.compile(r"(?:保持|稳定|维持)(?!.{0,2}(?:增长|增速|提高|增加))")
_STATE = re.compile(rf"动态清零|控制在|以内|{_KEPT.pattern}")
_RATE = re.compile(r"(?<!完成|开工|竣工|进度)率$")
"""A rate is read anew each time, unless it says how much of a work is done."""
_VERB_ONLY = re.compile(r"推动|新增|完成|开展|建成|新建|引进|培育|举办|组织|打造|发放|培训|实施|帮助|建设")


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as offered: `value` in base units, `as_written` as the document has it."""

    name: str
    value: Amount
    unit: str
    by: date | None
    as_written: str
    place: Span
    direction: Direction = Direction.UP
    state: bool = False


def figures(passage: Passage, start: int, end: int, year: int) -> Iterator[Figure]:
    """The targets in a stretch, in its order; a sentence that names a year lends it to its figures."""
    spanned, by = False, None
    for part_start, part_end in split(passage.key, start, end, "。;|│\t\n"):
        spanned = bool(_SPANNED.search(passage.key, part_start, part_end)) or spanned
        for piece_start, piece_end in split(passage.key, part_start, part_end, ",、"):
            words = passage.key[piece_start:piece_end]
            by = day_in(words, year) or by
            if one := _figure(passage, piece_start, piece_end, spanned, by or date(year, 12, 31)):
                yield one


def _figure(passage: Passage, start: int, end: int, spanned: bool, by: date) -> Figure | None:
    words = passage.key[start:end]
    found = _FIGURE.search(words)
    if found is None or _NO_TARGET.search(words) or not (spanned or _STRONG.search(words)):
        return None
    name = _name(passage.text[start : start + found.start()], passage.text[start + found.end() : end])
    value = parse_amount(f"{found['number']}{found['times'] or ''}")
    if len(name) < 2 or value is None:
        return None
    unit, factor = _base(found["unit"])
    written = passage.text[start + found.start() : start + found.start("unit") + len(found["unit"])].replace(" ", "")
    way, state = _direction(words), _is_state(words, name, unit)
    return Figure(name, _times(value, factor), unit, by, written, passage.span(start, end), way, state)


def _direction(words: str) -> Direction:
    """What is kept 以上 may rise."""
    if _DOWN.search(words):
        return Direction.DOWN
    return Direction.KEEP if _KEPT.search(words) and "以上" not in words else Direction.UP


def _is_state(words: str, name: str, unit: str) -> bool:
    """Whether it says how things are, not how much was done since the year began."""
    return bool(_STATE.search(words) or (unit == "%" and _RATE.search(name)))


def _base(unit: str) -> tuple[str, int]:
    return {"万元": ("元", 10**4), "亿元": ("元", 10**8)}.get(unit, (unit, 1))


def _times(value: Amount, factor: int) -> Amount:
    return value * factor if factor > 1 else value


def _name(before: str, behind: str) -> str:
    """The words before the figure without verbs and years; behind it only where nothing stands before."""
    name = re.sub(r"[\s　]+", "", before)
    name = _LEADING.sub("", name)
    name = _VERBS.sub("", name)
    if len(name) < 2 or _VERB_ONLY.fullmatch(name):
        name = re.sub(r"[\s　]+", "", behind) or name
    name = name.strip("，,、:：（）()")
    return (name if name.count("“") == name.count("”") else name.strip("“”"))[:40]
