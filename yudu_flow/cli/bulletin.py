"""`bulletin`: the month's 通报 as a Word file, or its figures."""

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, PeriodOption, Plan, period_id
from yudu_flow.cli.output import print_json
from yudu_flow.cli.paper_files import PaperOut, write


def bulletin(
    period: PeriodOption, plan: Plan = "", out: PaperOut = None, at: At = None, as_json: AsJson = False
) -> None:
    """生成一个月的通报（草稿）：核对办法、总体情况、存在的问题、下一步要求，附慢序时、按序时事项表。

    局办公室在网页上改过的段落照改过的写；--json 只输出数字和各段文字，不写文件。
    """
    from yudu_flow.actions.papers.bulletin import bulletin as made
    from yudu_flow.actions.papers.bulletin import paper_of, record
    from yudu_flow.actions.papers.summary import plan_to_compile

    (bureau, now), month = office.bureau_at(at), period_id(period)
    with bureau.reading() as db:
        shown = made(bureau, db, now, plan or plan_to_compile(bureau, db, month) or "", month)
    if as_json:
        return print_json([record(shown)])
    return write(paper_of(bureau, shown, now), out)
