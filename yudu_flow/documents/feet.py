"""The foot of a table, or the line above it: who drew it up, who checked it, when, and whom to ring up about it."""

import re
from collections.abc import Iterable

from yudu_flow.documents.columns import compact_words
from yudu_flow.documents.paper import Table
from yudu_flow.documents.passage import key_of

_DREW_UP = (
    r"(?:(?:填[表报写]|制表)(?:人员?|单位|部门|科室|日期|时间)?|(?:审[核批签]|校[核对]|签发)人?员?"
    r"|(?:报送|上报|复核|审定|统计|编制|录入)(?:人员?|日期|时间))(?:\(?(?:签[字名章]|盖章|公章)\)?)?"
)
_BESIDE = (
    r"(?:单位|部门|主要|科室)*(?:负责人|领导)(?:\(?签[字名章]\)?)?|联系(?:人|电话|方式)|(?:办公|手机|固定)?电话|手机号?码?"
    r"|日期|时间|(?:单位)?\(?盖?公?章\)?|传真|邮箱"
)
_LABEL = re.compile(rf"(?P<drew>{_DREW_UP}):|(?:{_BESIDE}):")
_GAP = re.compile(r"(?:(?<=\S)[ \t　|,;、]+|(?<=:))(?=[一-鿿()]{2,10}:)")


def is_foot(cells: Iterable[str]) -> bool:
    """Whether all of it is such labels with what stands behind them, and one says who drew it up or checked it."""
    parts = [part for cell in cells for part in _GAP.split(key_of(cell).strip()) if part.strip()]
    found = [_LABEL.match(re.sub(r"[\s　]", "", part)) for part in parts]
    return bool(found) and all(found) and any(one and one["drew"] for one in found)


def without_foot(text: str, table: Table) -> Table:
    """The table without the rows at its end that are its foot."""
    rows = table.rows
    while len(rows) > 2 and is_foot(compact_words(text, cell) for cell in rows[-1] if not cell.carried):
        rows = rows[:-1]
    return Table(rows)
