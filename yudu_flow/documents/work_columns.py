"""Which column says what is to be done, where no head is known to: not one of codes, kinds, days, people or money."""

import re

from yudu_flow.documents.columns import Columns, compact_column
from yudu_flow.documents.lexicon import NAMES_OF_WORK, OWES_NOTHING
from yudu_flow.documents.odd_titles import no_work
from yudu_flow.documents.paper import Row

_BESIDE = re.compile(
    r"编号|文号|代码|编码|案号|号$|类别|类型|分类|^类$|领域|板块|来源|地点|地址|位置|所在|性质|形式|备注|电话|方式|投资|资金|金额|规模"
    r"|进展|状态|日期|时间|姓名|职务|人员?$|单位$|部门$|股室$|科室$|企业$"
)
"""In the heads of columns that say more of the work than what it is."""
FILED = re.compile(r"编号|文号|代码|编码|案号|^(?:建议|提案|议案|信访)?号$")
"""In the heads of columns of codes."""


def likely_work(text: str, rows: tuple[Row, ...], columns: Columns, width: int) -> list[int]:
    """The first column that nothing else is read from; where that one names a problem, the next is its cure."""
    free = [place for place in range(width) if not columns.is_read(place)]
    fit = [place for place in free if _may_be(text, rows, columns, place)] or free
    named = [place for place in fit if NAMES_OF_WORK.search(columns.heads.get(place, ""))]
    if named:
        return named[:1]
    names_a_problem = bool(fit) and "问题" in columns.heads.get(fit[0], "")
    return fit[: 2 if names_a_problem and fit[:2] == [fit[0], fit[0] + 1] else 1]


def _may_be(text: str, rows: tuple[Row, ...], columns: Columns, place: int) -> bool:
    head = columns.heads.get(place, "")
    if _BESIDE.search(head) or OWES_NOTHING.search(head):
        return False
    said = [words for words in compact_column(text, rows, place) if words]
    return sum(bool(no_work(words)) for words in said) * 2 <= len(said)
