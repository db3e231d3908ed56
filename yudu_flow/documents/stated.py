"""A time limit that the words of a measure state outside its attribution: 完成时限为11月30日, 8月15日前完成."""

import re
from datetime import date
from typing import NamedTuple

from yudu_flow.documents.days import day_in, due_in, is_days_alone
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.summary import LINE

_STAGE = re.compile(r"(?:阶段|时间)\(([^()]{0,14}\d[月日][^()]{0,14})\)")
"""集中整治阶段（3月16日—10月31日）"""
_LIMIT = re.compile(r"(?:完成|办结|整改)?(?:时限|期限)(?:为|是|:)([^。;,()]{2,20})")
_MONTH = r"(?:\d{4}年)?(?:今年|明年|当年)?(?<!\d)(?:\d{1,2}|十?[一二三四五六七八九十])月(?:份)?"
_DAY = rf"{_MONTH}(?:\d{{1,2}}[日号]|底|末|[上中下]旬)?"
_DONE = (
    r"完成|到位|办结|建成|销号|清零|见效|投用|投入使用|完工|竣工|开工|启用|运行|全[部面]|公示|公布|取得|实现|印发|出台"
    r"|制[定订]|修订|编制"
)
_END = r"(?:(?:\d{4}|今|当)?年(?:底|末)|(?:\d{4}年|今年)?(?:[一二三四]季度末?))"
_WITHIN = r"(?:年内|(?:\d{4}年|今年)?上半年)"
"""Without 前 it is a limit only where something is to be done by then."""
_BY = re.compile(
    rf"(?<!每年)(?<![截至自从])(?:{_DAY}(?:之|以)?前(?!的|已|后)|{_END}(?:之|以)?前(?!的|已|后)|{_WITHIN}(?=[^。;,:()]{{0,12}}?(?:{_DONE})))[^。;,:()]{{0,16}}"
)
_HANDED_IN = re.compile(
    r"报送|上报|报告|汇报|提交|反馈|将[^。;,]{0,30}报|印发的|施行|参保|出生|入职|取得[^。;,]{0,6}证"
)
"""Who writes so of a day speaks of a report, or of those whom a policy is for."""


_DONE_BY = re.compile(r"前(?:全部|全面)?(?:完成|办结)")
"""Right behind the day: 8月底前完成入职手续办理 is the work's, whatever the words behind."""


class Likely(NamedTuple):
    """A day that may be the time limit, and the words that name it."""

    day: date
    words: str
    plain: bool = False
    """Nothing else is named by which it could be due, and right behind it stands that it is done by then."""

    @property
    def doubts(self) -> list[str]:
        """What a person should look at, in Chinese."""
        return [] if self.plain else [f"正文写着“{self.words}”，已当作完成时限，请核对"]


def limit_of(
    passage: Passage, start: int, end: int, below: int, year: int, otherwise: date | None
) -> tuple[date | None, list[str]]:
    """By when the words in [start, end) are due, by them or by the lines behind them up to `below`, `otherwise` where
    they say nothing; and what a person should look at, in Chinese: what is not plain is taken and asked.
    """
    if stated := _stated(passage, start, end, year):
        return stated, []
    if likely := limit_likely(passage, start, end, year) or _below(passage, end, below, year):
        return likely.day, likely.doubts
    if unread := _unread(passage, end, below, year):
        return None, [f"“{unread[:LINE]}”没有当作完成时限，请核对"]
    if unsaid := _SOME_SEASON.search(passage.key, start, end):
        return None, [f"正文写着“{unsaid[0]}”，看不出是哪一天，是完成时限的请补上"]
    return otherwise, []


def _stated(passage: Passage, start: int, end: int, year: int) -> date | None:
    """The day behind 完成时限为 in [start, end); None where there is none."""
    found = _LIMIT.search(passage.key, start, end) or _STAGE.search(passage.key, start, end)
    return day_in(found[1], year) if found else None


def limit_likely(passage: Passage, start: int, end: int, year: int) -> Likely | None:
    """The last of the days by which the words want something done: where they go by steps, all is done by then."""
    found = [
        Likely(day, passage.text[one.start() : one.end()])
        for one in _BY.finditer(passage.key, start, end)
        if (_DONE_BY.search(one[0]) or not _HANDED_IN.search(one[0])) and (day := day_in(one[0], year))
    ]
    named = [(one[0], day_in(one[0], year)) for one in _SOME_TIME.finditer(passage.key, start, end)]
    if found:
        last = max(found, key=lambda one: one.day)
        alone = len(found) == 1 and all(day in (None, last.day) for _, day in named)
        alone = alone and not later_day(passage, start, end, year, last.day)
        plain = alone and _PLAIN.search(passage.key, start, end) and not _BEGUN.search(passage.key, start, end)
        return last._replace(plain=bool(plain))
    shut_off = len(named) == 1 and _PLAIN.search(passage.key, start, end) is not None
    return max((Likely(day, words, shut_off) for words, day in named if day), key=lambda one: one.day, default=None)


def later_day(passage: Passage, start: int, end: int, year: int, due: date | None) -> str:
    """A day that the words name and that lies behind `due`, empty where there is none: 11月5日前检修，11月15日供热."""
    named = (one[0] for one in _ANY_DAY.finditer(passage.key, start, end) if due)
    return next((words for words in named if (day := day_in(words, year)) and due and day > due), "")


_ANY_DAY = re.compile(rf"{_MONTH}(?:\d{{1,2}}[日号]|底|末)")
_DOING = (
    r"追回|举办|公开|关停|创建|拆除|投入|清[理退查]|整[治改]|建[立设]|组织|开展|落实|安装|新建|实行|兑现|拨付|消除|启动"
    r"|召开"
)


def _below(passage: Passage, start: int, end: int, year: int) -> Likely | None:
    """The same of the lines in [start, end) that say what is wanted behind a label: 工作要求：7月1日前完成排查."""
    for line in passage.lines_from(start, end):
        if _WANTED.match(passage.key, *line) and (likely := limit_likely(passage, *line, year)):
            return likely._replace(plain=False)
    return None


def _unread(passage: Passage, start: int, end: int, year: int) -> str:
    """A line in [start, end) that gives a day behind a word that is no label we know; empty where there is none."""
    for line in passage.lines_from(start, end):
        found = _SOME_LABEL.match(passage.key, *line)
        if found and (is_days_alone(found["said"]) or due_in(found["said"], year)):
            return passage.text[slice(*line)]
    return ""


_SOME_LABEL = re.compile(r"[一-鿿]{2,8}:(?P<said>[^:]{2,24}?)[。;]?$", re.MULTILINE)
_WANTED = re.compile("(?:工作|整改|具体|主要|推进)?(?:要求|措施|任务|内容|目标|举措|安排|进度):")
_PLAIN = re.compile(
    rf"(?:{_DAY}|{_END})(?:之|以)?前,?(?:要|须|力争|争取|确保|必须)?(?:全部|全面|基本|率先)?(?:{_DONE}|{_DOING})"
    r"[^。;,的了]*(?=[。;,)\n]|$)"
    rf"|[(〔\[](?:(?:20\d\d|今|当)?年内|(?:{_DAY}|{_END})(?:之|以)?[前内]?)(?:全面|全部)?(?:完成|办结)?(?=[)〕\]]|$)"
)
"""Right behind the day stands what is done by then; or it stands in a bracket of its own."""
_BEGUN = re.compile(rf"(?:{_DAY}|{_END})(?:之|以)?前,?(?:全部|全面|正式)?(?:开工|动工|启动|开建)(?=[。;,)\n]|$)")
"""By then it has begun, and nothing says by when it is done."""


_OPENED = (
    "建成|完工|竣工|投用|投入使用|投产|投运|运营|通[车水气电航]|开[业园馆]|启用|完成|交付|交房|封顶|并网|搬迁|试运行"
)
_SOME_TIME = re.compile(
    r"(?:(?:\d{4}|今|明|当)年|(?<![\d一二两三四五几每])(?<!\d )年)(?:[底末]之?前|内)(?!的)"
    r"|(?:(?:\d{4}|今|明|当)年)?(?:[上下]半年(?!度)|第?[一二三四1-4]季度末?前)(?!的)|第?[一二三四1-4]季度[末底内](?!前|的|已)"
    r"|(?:(?:\d{4}|今|当)年)?(?<!\d)\d{1,2}月[上中下]旬(?:之?前)?(?!的|召开|以来)"
    r"|(?:(?:\d{4}|今|当)年)?(?<!\d)\d{1,2}月(?:份|底)?(?=(?:全[面部]|正式|基本|主体)?(?:建成|完工|竣工|投用|投入使用|投产|通车|开业|开园|完成))"
    r"|(?<![^\n])(?:\d{1,2}月份?[至到—~-]{1,2})?\d{1,2}月份?(?=:)"
    r"|(?:(?:\d{4}|今|当)年)?(?<![\d从自])\d{1,2}月(?:份)?[至到—~-]{1,2}(?:(?:\d{4}|今|当|次|明)年)?\d{1,2}月(?:份|底)?"
    r"(?=(?:期间)?(?:集中|组织|统一|全面|分批)?(?:开展|实施|进行|推进|攻坚|完成|整治|施工))"
    rf"|(?:(?:\d{{4}}|今|当)年)?第?[一二三四]季度(?=(?:全[面部]|正式|基本|主体|首批)?(?:{_OPENED}))"
    r"|(?<![一-鿿]年)(?<![从自])到20\d\d年(?:[底末]|(?=[,一-鿿]))(?!前|内|以)"
)
"""A time at which something may be due, wherever it stands."""
_SOME_SEASON = re.compile(
    r"(?:[春秋]季学期|开学|春节|汛期|[采供]暖季|元旦|国庆|五一|七一|八一|中秋|端午|清明|两节|节日"
    r"|入冬|入汛|雨季|冬季|春耕|秋收|[寒暑][假期]|放假|高考|中考)节?(?:假期|长假)?(?:之|以)?前(?!后)|(?<![\d一二三四五六七八九十])月底前"
)
"""A time limit whose day is in no calendar."""
