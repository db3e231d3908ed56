"""Papers, and tables of papers, that order nothing: who is on duty when, who is in charge of which offices, marks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yudu_flow.documents.columns import LONGEST_HEAD, compact_key, compact_words
from yudu_flow.documents.labels import says_who
from yudu_flow.documents.lexicon import WORK
from yudu_flow.documents.paper import Table
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.summary import LINE
from yudu_flow.documents.works import Work

HEADS = 4
"""Rows among which the head of such a table stands."""
LEAST = 2
"""Lines that say who is in charge of what from which on they are more than an aside."""


@dataclass(frozen=True, slots=True)
class NoPlan:
    """A sort of paper. `heads`: what must all stand in the head of a table of it; `words`: what only it speaks of."""

    name: str
    heads: tuple[re.Pattern[str], ...]
    words: re.Pattern[str]
    works: bool = False
    """Whether its tables have a column that is headed as work is; then none of them charges anybody."""

    @property
    def caution(self) -> str:
        """The sentence for the reader."""
        return f"这份文件像是{self.name}，不是写任务的方案，没有读成任务；里面有要办的事的，请自己添上。"

    def has(self, heads: Iterable[str]) -> bool:
        """Whether a row of a table is the head of its tables."""
        said = [head for head in heads if 0 < len(head) <= LONGEST_HEAD]
        charges = any(map(says_who, said))
        orders = charges if self.works else any(map(WORK.match, said))
        return not orders and all(any(map(one.search, said)) for one in self.heads)

    def beyond(self, questions: Iterable[str]) -> list[str]:
        """The questions that are not of what such a paper speaks of."""
        return [one for one in questions if not self.words.search(one)]


_ROSTER = NoPlan(
    "值班表",
    (re.compile("带班|值班|值守"), re.compile("^(?:日期|时间|班次|星期|周次|组别|时段|月份)|(?:日期|时间)$")),
    re.compile("带班|值班|值守"),
)
_DIVISION = NoPlan(
    "领导分工",
    (
        re.compile("^(?:姓名|职务|领导|领导姓名|班子成员)$"),
        re.compile("分工|分管(?!领导|负责人|[一-鿿]{0,3}(?:长|主任)$)|协管"),
    ),
    re.compile("分管|协管|联系|主持|同志|全面工作|工作制"),
)
_SCORES = NoPlan(
    "考核评分细则",
    (
        re.compile("分值|权重|^标准分|^得分"),
        re.compile("(?:评分|计分|扣分|打分|考核|赋分)(?:标准|办法|细则|方法|规则|说明)"),
    ),
    re.compile("分值|评分|计分|扣分|得分|满分"),
    works=True,
)


def set_apart(text: str, tables: Sequence[Table]) -> tuple[tuple[Table, ...], list[tuple[NoPlan, str]]]:
    """The tables that may order something; of the others what they seem to be, and the question to be asked."""
    found = [(table, _sort_of(text, table)) for table in tables]
    apart = [(sort, _question(text, table, sort)) for table, sort in found if sort]
    return tuple(table for table, sort in found if not sort), apart


def _sort_of(text: str, table: Table) -> NoPlan | None:
    heads = [[compact_key(text, cell) for cell in row] for row in table.rows[:HEADS]]
    return next((sort for sort in (_ROSTER, _DIVISION, _SCORES) if any(map(sort.has, heads))), None)


def _question(text: str, table: Table, sort: NoPlan) -> str:
    words = filter(None, (compact_words(text, cell) for row in table.rows[:HEADS] for cell in row))
    return f"有一张表像是{sort.name}，没有读成任务，请看：{'｜'.join(words)[:LINE]}"


def no_plan(
    passage: Passage, works: Sequence[Work], tables: Sequence[Table], apart: Sequence[tuple[NoPlan, str]]
) -> NoPlan | None:
    """What the whole paper seems to be where nothing in it but that was read; None for a plan."""
    if not works and apart:
        return apart[0][0]
    return _DIVISION if not tables and _divides(passage, works) else None


def _divides(passage: Passage, works: Sequence[Work]) -> bool:
    """Headed 分工, and all that was read stands in lines that say who is in charge of which offices."""
    lines = [line for line in passage.lines if _IN_CHARGE.match(passage.key[slice(*line)])]
    if len(lines) < LEAST or not _HEADED.search(passage.key[: lines[0][0]]):
        return False
    places = [passage.span(*line) for line in lines]
    return all(
        not work.by.due_words and any(start <= work.by.place[0] and work.by.place[1] <= end for start, end in places)
        for work in works
    )


_HEADED = re.compile("(?<!任务)(?<!职责)(?<!责任)分工")
_LEADS = r"(?:主持|领导(?!同志|班子|小组|干部))"
_IN_CHARGE = re.compile(
    r"\s*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])?\s*[一-鿿、 　]{0,30}?[一-鿿·]{2,4}(?:同志)?[ \t　:,]*"
    rf"(?=(?:{_LEADS}|负责|协助|协管|分管|联系))[^\n]*(?:分管|协管|联系|协助|{_LEADS}[^,。;\n]{{0,16}}工作)"
)
"""杭志强同志：主持县政府全面工作。分管县审计局；联系县税务局."""
