"""Figures that a document sets as targets: 城镇新增就业4600人, 参保人数达48.2万人, 安置率达100%. They are offered."""

import re
from collections.abc import Iterator
from datetime import date

from yudu_flow.documents.aims import INSPECTED, aim_doubt, is_none
from yudu_flow.documents.days import day_in
from yudu_flow.documents.draft import DraftTarget
from yudu_flow.documents.passage import Passage, split
from yudu_flow.domain.amount import parse_amount
from yudu_flow.domain.target import Direction

_UNITS = (
    r"人次|辆次|场次|亩次|家次|批次|件次|户次|台次|艘次|床位|平方公里|平方千米|平方米|立方米|立方|公里|千米|公斤|公顷|千瓦时|千瓦|兆瓦|个百分点|百分点|个位次|位次|个工作日|工作日|分钟|小时"
    r"|学时|课时|微克/立方米|毫克/立方米|毫克/升|批次/千人|吨/日|℃|分贝|亿美元|万美元|美元|亿元|万元|元|km|㎡|m2|kg|斤|袋|起|栋|株|头|米|处|座|支|批|台|种|门|人|名|户|家|个|件|场|次|期|份|亩|吨|%|‰|套|项|张|所|例"
    r"|岗|辆|条|对|宗|笔|块|间|棵|尾|眼|口|艘|趟|幢|羽|架|具|班|组|节|篇|部|只|盏|根|面|幅|顶|村|册|类|字|天|本|片"
)
QUANTITY = rf"\d[\d,]*(?:\.\d+)?\s*(?:千万|百万|千|万|亿)?\s*(?:{_UNITS})"
"""A number with its unit, as a pattern."""
_FIGURE = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<times>千万|百万|千(?![米瓦])|万(?![元美])|亿(?![元美]))?\s*(?P<unit>{_UNITS})(?![月年日])(?!以上的|以上(?:项目|企业|工程|单体|老年))(?P<more>以上|以内|左右)?"
)
_BEFORE_ANOTHER = re.compile(r"[由从]$|(?:日?处理|日?供水|日?烘干|年产)(?:能力|规模)?(?:达到?)?$")
"""Behind it stands what was before, or how large a thing is; the target is the next figure."""
_RATED = re.compile(r"(?:率|比例|占比|比重)[^\d,]{0,6}$")
_WAS = re.compile(r"[由从]\d.*$")
_BOUND = re.compile(r"(?:及以[上下]|以下)[一-鿿]")
"""Behind a figure it says which ones are meant: 160千瓦及以下企业, 50平方公里以下河流."""
_VERBS = re.compile(
    r"(?:(?:确保|力争|努力|全面|预计|计划|累计|实现|完成|达到?|提高到|提升到|增加到|下降到|降低到|控制在|稳定在|保持在|不低于|不少于|不超过|突破|超过"
    r"|压缩至|压缩到|压减至|减至|降至|不高于|不大于|均达?到?|不得|增长|同比|较上年|比上年|新建|分别|均|共|约|为|至|到|以上|在|新增(?=\d))+)$"
)
_LEADING = re.compile(
    r"^(?:(?:\d{4}|[二〇○零一三四五六七八九]{4})年(?:底|末|内|度)?(?:前|之前|以前)?|(?:\d{4}年|今年)?\d{1,2}月(?:底|末|\d{1,2}[日号])?(?:之|以)?前|今年|全年|年内|当年|本年|年底前?|(?:于|在)(?=\d+[年月])|到|至|力争|争取|确保|努力|全(?:县|市|区|局)(?!性)"
    r"|\d{1,3}[.．、]|第[一二三四五六七八九十]{1,3}条|[任行工举措][务动程措施][一二三四五六七八九十]{1,3}[:：]|(?:工作|主要|具体|整改)?(?:内容|任务|目标|措施|要求)[:：]|对(?!口|外|接)|[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|(?<![一-鿿])[一二三四五六七八九十]{1,3}、|要|并(?![网购轨])|其中|实现|完成|使|将|,|:|\s)+"
)
_BASE = {"万元": ("元", 10**4), "亿元": ("元", 10**8), "万美元": ("美元", 10**4), "亿美元": ("美元", 10**8)}
_SHARES = ("%", "‰", "百分点", "个百分点")
_CHANGE = re.compile(r"增长$")
_SPANNED = re.compile(r"(?:\d{4}年|今年|全年|年内|年底|年末|季度末|月底|到\d{4}年)")
_DOWN = re.compile(r"控制在|不超过|不高于|不大于|压缩至|压缩到|压减至|减至|降至|下降到|降低到|压减到|以内")
_KEPT = re.compile(r"(?:保持|稳定|维持)(?!.{0,2}(?:增长|增速|提高|增加))")
_STATE = re.compile(rf"动态清零|控制在|以内|{_KEPT.pattern}")
_RATE = re.compile(r"(?<!完成|开工|竣工|进度)率$")
"""A rate is read anew each time, unless it says how much of a work is done."""
_VERB_ONLY = re.compile(
    r"办理|安排|推动|新增|完成|开展|建成|新建|引进|培育|举办|组织|打造|发放|培训|实施|帮助|建设|(?:全面)?(?:排查|检查)"
)


def figures(
    passage: Passage, start: int, end: int, year: int, *, offered: bool = False, due: date | None = None
) -> Iterator[DraftTarget]:
    """The targets in a stretch, in its order, of no measure yet; a sentence that names a day lends it to its figures.

    `offered`: what stands there are targets, as in a table's column, so that no word need say so. `due` is when they
    are due where they do not say it, else the year's end.
    """
    spanned, by = offered, None
    for part_start, part_end in split(passage.key, start, end, "。;|│\t\n"):
        spanned = bool(_SPANNED.search(passage.key, part_start, part_end)) or spanned
        one: DraftTarget | None = None
        said, looked_at = "", INSPECTED.search(passage.key[part_start:part_end])
        stock = range(*looked_at.span()) if looked_at else range(0)
        for piece_start, piece_end in split(passage.key, part_start, part_end, ",、"):
            words = passage.key[piece_start:piece_end]
            by = day_in(words, year) or by
            if max(piece_start - part_start, stock.start) < min(piece_end - part_start, stock.stop):
                continue
            listed = one is not None and passage.key[piece_start - 1] == "、"  # 储备编织袋2000条、救生衣300件
            limit = by or due or date(year, 12, 31)
            one = _figure(passage, piece_start, piece_end, spanned or listed, limit, said)
            said = "" if one else passage.text[piece_start:piece_end]
            if one:
                yield one


def _figure(passage: Passage, start: int, end: int, offered: bool, by: date, said: str) -> DraftTarget | None:
    """`said` is what stands before it and names it where it has no name of its own: 开展业务培训，全年不少于3次."""
    words = passage.key[start:end]
    found = _chosen(words)
    if found is None or is_none(words) or _BOUND.match(words, found.end("unit")):
        return None
    name = _name(
        passage.text[start : start + found.start()],
        passage.text[start + found.end() : end],
        of_a_share=found["unit"] in _SHARES,
    )
    if len(name) < 2 and not _WHO.search(said):
        name = _name(said, "", of_a_share=False)
    value = parse_amount(f"{found['number']}{found['times'] or ''}")
    if len(name) < 2 or value is None or name.count("（") != name.count("）"):
        return None
    unit, factor = _BASE.get(found["unit"], (found["unit"], 1))
    written = passage.text[start + found.start() : start + found.start("unit") + len(found["unit"])].replace(" ", "")
    way, state = _direction(words), _is_state(words, name, unit)
    before, behind = words[: found.start()], words[found.end("unit") :]
    doubt = aim_doubt(before, behind, name, float(value), unit, offered=offered)
    place = passage.span(start, end)
    return DraftTarget(None, name, value * factor, unit, by, place, written, None, way, state, doubt)


_WHO = re.compile("由|负责|牵头|配合")


def _chosen(words: str) -> "re.Match[str] | None":
    """The first figure that words stand before: of 建成15分钟生活圈22个 the second."""
    found = [*_FIGURE.finditer(words)]
    if rated := [one for one in found if one["unit"] in _SHARES and _RATED.search(words[: one.start()])]:
        return rated[-1]
    after = [one for one in found if not _BEFORE_ANOTHER.search(words[: one.start()])]
    named = [one for one in after if not _is_no_name(_LEADING.sub("", words[: one.start()]))]
    return next(iter((named if len(found) > 1 else []) or after or found), None)


def _is_no_name(words: str) -> bool:
    return not words or _VERB_ONLY.fullmatch(words) is not None


def _direction(words: str) -> Direction:
    """What is kept 以上 may rise."""
    if _DOWN.search(words):
        return Direction.DOWN
    return Direction.KEEP if _KEPT.search(words) and "以上" not in words else Direction.UP


def _is_state(words: str, name: str, unit: str) -> bool:
    """Whether it says how things are, not how much was done since the year began."""
    return bool(_STATE.search(words) or (unit == "%" and _RATE.search(name)))


def _name(before: str, behind: str, *, of_a_share: bool) -> str:
    """The words around the figure without verbs and years: 完成城区6条背街小巷改造 is of 城区背街小巷改造.

    `of_a_share`: 增长5% is not 5%, so the name keeps that it grows.
    """
    name = _WAS.sub("", re.sub(r"[\s　*]+", "", before))
    name = _LEADING.sub("", name)
    rise = _CHANGE.search(name)
    name = _VERBS.sub("", name)
    if rise and of_a_share:
        name += rise[0]
    rest = _BEHIND.sub("", re.sub(r"[\s　*]+", "", behind))
    if len(name) < 2 or _VERB_ONLY.fullmatch(name):
        name = rest or name
    elif _NOUN.fullmatch(rest):
        name += rest
    name = name.strip("，,、:：（）()")
    return (name if name.count("“") == name.count("”") else name.strip("“”"))[:40]


_BEHIND = re.compile(r"^(?:以上|以内|以下|左右|的)+|[。.]+$")
_NOUN = re.compile(r"[一-鿿“”\d]{2,16}")
"""What stands behind a figure and says what it counts."""
