"""Firms in a workbook that somebody filled in: found by their headings, whatever else stands in it."""

from yudu_flow.actions.papers.filled_table import Headers, Rows, rows_in
from yudu_flow.domain.firm import WORDS

COLUMNS = {"id": "编号", **WORDS, "owners": "对口单位（人）"}
"""Headings, in their order; a table that an office has already may call some of them otherwise."""
OTHERWISE = {
    "name": ("企业", "单位名称", "公司名称", "名称", "企业全称"),
    "credit_code": ("信用代码", "社会信用代码", "统一信用代码"),
    "address": ("企业地址", "住所", "注册地址", "经营地址"),
    "contact": ("联系人姓名", "负责人", "企业联系人"),
    "mobile": ("电话", "手机", "手机号", "手机号码", "联系方式", "联系人电话"),
    "tags": ("类别", "行业"),
    "owners": ("对口", "对口单位", "对口责任人", "走访单位", "走访人", "包保单位"),
    "id": ("企业编号",),
}
MOST = 5000


def firm_rows(data: bytes) -> Rows:
    """The rows of the first sheet with the headings. Raises BadRequest with what to do instead."""
    return rows_in(data, Headers(COLUMNS, OTHERWISE, "name"), MOST, "家", "企业")
