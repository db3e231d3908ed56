"""What a document says of all measures that say nothing else: 以上任务除注明时限外，均应于12月底前完成;

以下各项任务均由副县长周敏牵头.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.columns import compact_key
from yudu_flow.documents.days import day_in, due_in
from yudu_flow.documents.labels import LIMIT, Role
from yudu_flow.documents.paper import Table
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.table_heads import head_of

_DAY = (
    r"[^。;,\n]{0,12}?(?P<day>(?:\d{4}年|今年|当年)?"
    r"(?:\d{1,2}月(?:\d{1,2}[日号]|[底末份]|[上中下]旬)?|年[底末])(?:之|以)?前)"
)
_OF_ALL = re.compile(
    rf"(?:(?:未|没有|除)[^。;,\n]{{0,14}}(?:时限|期限|时间|节点|注明|标明|明确)[^。;,\n]{{0,6}}[,的]*"
    rf"|(?:以上|上述|本表|表中|表内|所有|(?:清单|台账|附件|附表)(?:所列|所载|中|内))[^。;,\n]{{0,12}}(?:任务|事项|工作|项目|措施|问题)[^。;,\n]{{0,8}})"
    rf"[,:]?(?:均|一律|全部|都|统一|请|须|务必){_DAY}[^。;,\n]{{0,6}}(?:完成|办结|到位|销号)"
)


def limit_of_all(passage: Passage, whole: Passage, tables: Iterable[Table], year: int) -> date | None:
    """The day, from the prose, from a note in a table, or from a slip's card; None where none is said."""
    found = _OF_ALL.search(passage.key) or _OF_ALL.search(whole.key)
    return day_in(found["day"], year) if found else _limit_on_card(whole.text, tables, year)


def _limit_on_card(text: str, tables: Iterable[Table], year: int) -> date | None:
    """The day behind 办结时限 in a table that gives nobody work, as a slip has it above its measures."""
    cells = [
        compact_key(text, cell) for table in tables if not head_of(text, table)[1] for row in table.rows for cell in row
    ]
    days = {due_in(day, year) for label, day in pairwise(cells) if LIMIT.match(label)} - {None}
    return days.pop() if len(days) == 1 else None


_LED = re.compile(
    r"(?:以下|以上|上述|本表|表中|所有|全部)(?:各项|所有|全部|所列)?(?:任务|工作|事项|项目|措施|问题|内容)(?:均|都|统一|全部)由?"
)


def leading_all(found: Iterable[Attribution], passage: Passage) -> tuple[list[Attribution], list[Attribution]]:
    """Those that only say who leads all measures, and the others."""
    parted: tuple[list[Attribution], list[Attribution]] = ([], [])
    for one in found:
        parted[not _leads_all(one, passage)].append(one)
    return parted


def of_all(key: str, start: int, end: int) -> bool:
    """Whether a line says who has all measures."""
    return _LED.match(key, start, end) is not None


def _leads_all(one: Attribution, passage: Passage) -> bool:
    begun = passage.key.rfind("\n", 0, one.place[0]) + 1
    alone = bool(one.names) and all(name.role is Role.LEADER for name in one.names)
    return alone and of_all(passage.key, begun, one.place[1])
