"""What of a clause charges: its names and its verb. What it is about stands before 由 or behind the verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.bare_names import is_posted
from yudu_flow.documents.days import DAYS_FIRST, due_in, is_days_alone, is_lasting
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.lexicon import POST_ALONE, TOGETHER
from yudu_flow.documents.passage import CLOSING, OPENING, Passage, split
from yudu_flow.documents.plausible import ends_as_many, is_role_word, oddity
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.verbs import HOW, verb_at

_WITH = re.compile(rf"(?:{HOW}|应|牵头|负责)*(?P<with>(?:{TOGETHER.pattern}))")
_BY = re.compile(r"(?<![自理缘])由(?!于|此)")
_WITH_OBJECT = re.compile(
    rf":?(?:{HOW})*(?P<verb>牵头负责|负责牵头|牵头|负责(?!人|制|同志|干部)|承办|主办|配合|协助|参与)(?=[一-鿿“《])"
)
_NO_NAME = re.compile(r"[《“\"'‘:;]|领导小组|各自|^(?:其[他余它])?为")
_FOR_THE_PLAN = re.compile(
    r"(?:本方案|本意见|的)?(?:解释|日常|跟踪|督[查导办]|督促(?![一-鿿]{2,8}(?:公司|企业|单位))|考核|总?调度|汇总|统筹(?!安排|解决|保障|调配|实施)"
    r"|总?协调(?![一-鿿、]{2,12}(?:公司|企业|单位))|通报|收集)"
)
"""What an office does for the plan as a whole is no measure: 由局办公室负责解释."""


_ACTS = re.compile(
    r"(?:于|对|在|按|将|以|尽快|抓紧|尽早|立即|继续|切实|认真|全力|进一步|根据|依据|负责|牵头|会同|联合|组织|组建|制[定订]|修订|编制|完成|做好|抓好|开展"
    r"|加快|加强|研究|提出|落实|协调|统筹|筹[集措备]|共同|提供|梳理|测算|统计|汇总|收集|整理|形成|组成|成立|拟[定订]|起草|上报|确定|签订|举办|安排|保障|提供|办理|审核|核实|督促|指导|建立|健全|出台|印发|推进|实施|整治|排查|清理|拆除|修复|建设"
    r"|采购|启动|通过|统一|逐[一项个户]|全面|依法|联合|核[查实]|处置|化解|跟进|跟踪|拨付|争取|确保|规范|清[零退查]|摸[排底]|采取|结合|围绕|对照|协助|纳入|列入"
    r"|\d{1,4}[年月]|年[底内])(?!局(?!机关|[内属直])|委员会|厅)"
)
"""How what somebody is to do begins, behind the names."""
_ORDERS = re.compile(r"由(?!于|此)|请|责成|明确")
_WATCHES = re.compile("(?:加强|做好|强化|抓好)?(?:[一-鿿]{0,12}的)?(?:跟踪|督[查办导]|通报|考核)")
"""What is to be done about the plan as a whole: 县政府督查室要加强跟踪督办."""
_OUGHT = re.compile("要(?![素点求闻旨])|应|须|需")
"""县住建局要配合 is said in requirements too; of 平溪县要点 the title is none."""
_BY_DAY = re.compile(r"(?:要|须|应|务必)?(?:于|在)?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[底末])(?:之|以)?前[一-鿿]")
_DAY_FIRST = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[底末]|[上中下]旬)(?:之|以)?前[,: ]?(?:由)?(?=[省市县区镇乡各])"
)
_ACTING_AS = re.compile("作为[^,。;]{2,12}(?:主体|单位|部门|主责|属地)$")
_ANSWERS = re.compile("对[^,。;]{2,30}负(?:总|主体|主要|首要|属地|全部|领导|监管|直接)?责任?$")
_REPORTS = re.compile(r"报送|上报|汇报|报告|反馈|报[县市区局党政]")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of a clause that charges; `aside`: it names something besides who, so that it is to be looked at;
    `weak`: no word of a role stands there; `bare`: names alone; `helps`: what a unit does besides; `own`: where a day
    of its own stands before it, from which on the sentence speaks of other work;
    `plain`: an item begins so: 一、县水利局负责水库安全.
    """

    start: int
    end: int
    charges: bool
    aside: bool = False
    weak: bool = False
    bare: bool = False
    helps: bool = False
    own: int | None = None
    plain: bool = False


def clauses_of(passage: Passage, start: int, end: int, year: int) -> list[Clause]:
    """What charges, and behind the first that does, by when; names alone belong to what charges behind them."""
    found = [*_every_clause(passage, start, end, year)]
    last = max((at for at, one in enumerate(found) if one.charges or one.helps), default=-1)
    return [one for at, one in enumerate(found) if at < last or not one.bare]


def _every_clause(passage: Passage, start: int, end: int, year: int) -> Iterator[Clause]:
    charged = dated = False
    for one in split(passage.key, start, end, ",;"):
        found = (_timed(passage, *one) or _time(passage.key, *one, year) if charged else None) or _clause(passage, *one)
        if not found and (charged or dated):  # 3月10日前，县体育局完成场地验收
            found = _acting(passage, *one, helps=charged)
        dated = not charged and is_days_alone(passage.key[slice(*one)])
        if found:
            charged = charged or found.charges
            yield found
            yield from _beside(passage, found.end, one[1]) if found.charges else ()


def _beside(passage: Passage, start: int, end: int) -> Iterator[Clause]:
    """县水利局牵头|会同县财政局建立台账, 县应急局|要会同各乡镇排查隐患: who helps whoever has it."""
    together = _WITH.match(passage.key, start, end)
    stop = _before_acts(passage, together.end(), end) if together else 0
    if together and stop:
        yield Clause(together.start("with"), stop, False, aside=True)


def _timed(passage: Passage, start: int, end: int) -> Clause | None:
    """11月底前由县住建局组织验收."""
    begun = DAYS_FIRST.match(passage.key[start:end])
    if begun is None or not _BY.match(passage.key, start + begun.end(), end):
        return None
    found = _clause(passage, start + begun.end(), end)
    return replace(found, own=start) if found and found.charges else None


def _time(key: str, start: int, end: int, year: int) -> Clause | None:
    """The time limit that a clause is, or begins with."""
    words = key[start:end]
    if begun := DAYS_FIRST.match(words):
        return Clause(start, start + begun.end(), False)
    told = len(words) <= LONGEST_TIME and due_in(words, year) is not None and not _REPORTS.search(words)
    return Clause(start, end, False) if told or is_lasting(words) else None


LONGEST_TIME = 14
"""Characters of a clause that is a time limit and begins with something else."""


def _clause(passage: Passage, start: int, end: int) -> Clause | None:
    key = passage.key
    said = _SAYS.match(key, start, end)
    start = said.end() if said else start
    by = (found.end() for found in _BY.finditer(key, start, end) if not _is_inside(passage, start, found.start()))
    for begun in (start, *by):
        if (verb := verb_at(key, begun, end)) and _names(passage, begun, verb[1]):
            aside = begun > start + 1 and not is_this(key[start:begun])
            return Clause(begun, end, True, aside, weak=bool(_OUGHT.search(key, verb[1], end)))
        spoken = _WITH_OBJECT.search(key, begun, end)
        if spoken and _FOR_THE_PLAN.match(key, spoken.end(), end) is None and _names(passage, begun, spoken.start()):
            weak = bool(_OUGHT.search(key, spoken.start(), spoken.end()))
            plain = begun == start and not weak and _is_answering(key, start, spoken["verb"])
            return Clause(begun, spoken.end(), True, aside=True, weak=weak, plain=plain)
    stop = _before_share(passage.key, start, end)
    if _names(passage, start, stop):
        if stop < end:
            return Clause(start, stop, True, aside=True)
        if _BY.match(key, start, end):  # 由县水务局会同县住建局，尽快完善方案
            return Clause(start, end, True, aside=True, weak=True)
        if said and end < len(key) and key[end] == ",":  # 会议要求县交通局会同县公安局，尽快拿出方案
            return Clause(start, end, True, aside=True, weak=True)
        return Clause(start, end, False, bare=not TOGETHER.match(key, start, end))
    return _ordered(passage, start, end)


def _is_answering(key: str, start: int, verb: str) -> bool:
    line = key.rfind("\n", 0, start) + 1
    numbered = heading_at(key, line)
    return verb.endswith("负责") and numbered is not None and line + numbered.length == start


def _before_share(key: str, start: int, end: int) -> int:
    """Where the names of 由县教育局、县卫健委按照职责分工 end; the whole stretch where it says nothing of that."""
    found = _SHARE.search(key, start + 2, end)
    said = found and (_BY.match(key, start, end) or _OF_A_PLACE.match(key, start, end))
    return found.start() if found and said else end


_SAYS = re.compile(
    r"(?:会议|会上)?(?:决定|议定|明确|要求|强调|(?:任务|责任|职责|工作)?分工):|(?:会议|会上)(?:决定|议定|明确|要求)(?=[省市县区镇乡各])"
)
"""What minutes begin with, before they say who does what."""
_SHARE = re.compile(
    r"(?:等(?:部门|单位))?(?:各自)?(?:按照?|根据|依据)(?:各自)?(?:工作)?(?:职责|职能|分工|权限)[一-鿿]{0,4}$"
)


def _is_inside(passage: Passage, start: int, place: int) -> bool:
    """Whether a bracket stands around it, which is read by itself."""
    return any(passage.pairs.get(opened, 0) > place for opened in range(start, place))


def _ordered(passage: Passage, start: int, end: int) -> Clause | None:
    """请县教育局于6月底前制定方案, 会同县财政局对…: names, and behind them at once what they are to do."""
    key, begun = passage.key, start
    if found := TOGETHER.match(key, start, end):
        stop = _before_acts(passage, found.end(), end)
        return Clause(start, stop, False) if stop else None
    ought = _OUGHT.search(key, start + 2, end)
    if (
        ought
        and not _WATCHES.match(key, ought.end(), end)
        and not _REPORTS.search(key, start, end)
        and _names(passage, start, ought.start())
    ):
        return Clause(start, ought.start(), True, aside=True, weak=True)
    if acting := _ACTING_AS.search(key, start + 2, end):  # 城关镇作为征迁主体，要加大力度
        return Clause(start, acting.start(), True, True, True) if _names(passage, start, acting.start()) else None
    answers = _ANSWERS.search(key, start + 2, end)  # 各镇人民政府对辖区内治水工作负总责
    if answers and _names(passage, start, answers.start()):
        return Clause(start, answers.start(), True, aside=True)
    if ordered := _ORDERS.match(key, start, end):
        start = ordered.end()
    if (first := _DAY_FIRST.match(key, start, end)) and not _REPORTS.search(key, start, end):
        stop = _before_acts(passage, first.end(), end)  # 9月10日前 县文旅局确定演出单位
        if stop:
            return Clause(first.end(), stop, True, aside=True, weak=True)
    day = _BY_DAY.search(key, start + 2, end)  # 县水利局7月10日前修订预案
    if day and not _REPORTS.search(key, start, end) and _names(passage, start, day.start()):
        return Clause(start, day.start(), True, aside=True, weak=True)
    for found in TOGETHER.finditer(key, start + 2, end):  # 县财政局会同县审计局做好监管
        stop = _before_acts(passage, found.end(), end)
        if stop and _OF_A_PLACE.match(key, start, end) and _names(passage, start, found.start()):
            return Clause(start, stop, True, aside=True, weak=True)
    for found in _ORDERS.finditer(key, begun, end):
        if _is_inside(passage, start, found.start()):
            continue
        stop = _before_acts(passage, found.end(), end)
        if stop and not _REPORTS.search(key, start, end) and not _FOR_THE_PLAN.search(key, stop, end):
            return Clause(found.end(), stop, True, aside=True, weak=True)
    return None


def _acting(passage: Passage, start: int, end: int, *, helps: bool) -> Clause | None:
    """县财政局做好资金保障, behind a day, or behind whoever leads it and whom it `helps`."""
    stop = _before_acts(passage, start, end) if _OF_A_PLACE.match(passage.key, start, end) else 0
    if not stop or (not helps and _REPORTS.search(passage.key, start, end)):
        return None
    return Clause(start, stop, not helps, aside=True, weak=not helps, helps=helps)


_OF_A_PLACE = re.compile("[省市县区州镇乡局]|各|有关|相关|[一-鿿]{1,6}(?<![布格结大当])局")


def _before_acts(passage: Passage, start: int, end: int) -> int:
    """Where the names that a stretch begins with end; 0 where it begins with none."""
    stops = (found.start() for found in _ACTS.finditer(passage.key, start + 2, end))
    named = [stop for stop in stops if _names(passage, start, stop)]
    alone = [stop for stop in named if not TOGETHER.match(passage.key, stop, end)]  # 甲局会同乙局根据…: both
    return next(iter(alone + named), 0) or _after_unit(passage, start, end)


def _after_unit(passage: Passage, start: int, end: int) -> int:
    """Where the first unit of a place ends that no longer name goes on with: 县财政局|追缴资金; 0 for none."""
    if not _OF_A_PLACE.match(passage.key, start, end):
        return 0
    ends = [found.end() for found in _UNIT_ENDS.finditer(passage.key, start + 2, end - 2)]
    near = (stop for stop, after in pairwise([*ends, end]) if after - stop > NEAR)
    return next((stop for stop in near if _names(passage, start, stop)), 0)


NEAR = 3
"""Characters from one end of a unit's name to the next from which on they are not the ends of one name."""
_UNIT_ENDS = re.compile("[局委办股科处部队所站院府联会]|中心|公司|街道")


def is_this(words: str) -> bool:
    """此项工作由: it says nothing of its own."""
    return (
        re.fullmatch(
            r"(?:此|这|本|该|上述|以上)(?:各|所有)?(?:[几两二三四五六七八九十\d]*项)?(?:工作|任务|事项|措施|内容)?,?(?:均|都)?由",
            words,
        )
        is not None
    )


def _names(passage: Passage, start: int, end: int) -> bool:
    """Whether a stretch is nothing but the names of units."""
    words = passage.key[start:end]
    if len(words) < 2 or _NO_NAME.search(words) or not _is_balanced(words):
        return False
    *posts, last = words.removeprefix("由").split("、")  # 副县长、公安局局长熊伟 is one person
    if is_posted(last) and all(map(POST_ALONE.fullmatch, posts)):
        return True
    if any(map(is_role_word, _LISTED.split(words))):
        return False
    said = Reader(passage, (start, end), 2000).read(start, end)
    return bool(said.names) and all(_is_whose(one.name) for one in said.names) and not said.due_words


def _is_whose(name: str) -> bool:
    sort = sort_of(name)
    return not oddity(name) and (sort is Sort.UNIT or (sort is Sort.GROUP and ends_as_many(name)))


_LISTED = re.compile("[、,和与及]")


def _is_balanced(words: str) -> bool:
    return sum(c in OPENING for c in words) == sum(c in CLOSING for c in words) and words[0] not in OPENING
