"""The firms' register as a workbook, which can be filled in and taken in again; and the empty one to begin with."""

from collections.abc import Sequence
from datetime import datetime

from yudu_flow.actions.papers.firm_table import COLUMNS
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.actions.views.firm_view import FirmLine

WIDTHS = {"id": 7, "name": 30, "credit_code": 22, "address": 30, "contact": 10, "mobile": 15, "tags": 16, "owners": 20}
SEEN = {"最近走访": 12, "走访单位（人）": 16}
HINTS = (
    "一家一行，“企业名称”必填，其余可以不填；列的次序不要紧，多出的列不读。",
    "编号：新登记的企业不填；修改已登记的企业，用导出的表，编号不要改。",
    "统一社会信用代码18位，按校验位核对；同一代码就是同一家企业。",
    "联系电话写手机号码，或带区号的座机；带****的号码保持原样。",
    "标签、对口单位（人）可写几个，用顿号隔开；对口写名册里的单位或姓名，从导入之日起对口。",
    "空着的格子不改动已登记的内容；不再对口的，请在企业的页面里办理。",
    "有一行不对，整张表都不存入；先试导入，逐行看清再存。",
)
TITLE = "企业名录"


def firms_workbook(lines: Sequence[FirmLine], bureau_name: str, now: datetime, *, whole: bool) -> bytes:
    """The list as it is shown, typed as text throughout; mobile numbers masked unless `whole`."""
    return workbook(TITLE, bureau_name, now, [_sheet(SEEN, [_cells(line, whole) for line in lines])])


def firms_template(bureau_name: str, now: datetime) -> bytes:
    """The headings, and how they are filled in."""
    hints = Sheet("填写说明", {"怎么填": 90}, [(line,) for line in HINTS])
    return workbook(f"{TITLE}模板", bureau_name, now, [_sheet({}, []), hints])


def _sheet(more: dict[str, int], rows: Sequence[Sequence[Cell]]) -> Sheet:
    columns = {COLUMNS[name]: WIDTHS[name] for name in COLUMNS}
    return Sheet(TITLE, {**columns, **more}, rows, fixed=2, as_text=True)


def _cells(line: FirmLine, whole: bool) -> list[str]:
    firm, last = line.firm, line.last
    own = [str(firm.id), firm.name, firm.credit_code or "", firm.address, firm.contact]
    own += [firm.mobile if whole else line.mobile, "、".join(firm.tags), "、".join(line.visitors)]
    return [*own, last.day.isoformat() if last else "", last.owner if last else ""]
