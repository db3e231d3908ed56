"""`burden`: what each month cost each unit, from the database or from a play."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, Year
from yudu_flow.cli.output import print_rows, say
from yudu_flow.wording.record import Record

if TYPE_CHECKING:
    from yudu_flow.actions.bureau import Bureau

PLAYED = {"unit": "单位", "period": "月份", "messages": "告知次数", "sms": "短信条数", "fields": "填报项数"}
KEPT = {
    **{"unit": "单位", "month": "月份", "messages": "告知次数", "mails": "邮件封数", "sms": "短信条数"},
    **{"fields": "填报项数", "returns": "退回次数", "minutes": "用时（分钟）"},
}


def burden(year: Year, as_json: AsJson = False) -> None:
    """各单位每月的负担：告知几次、填几项、退回几次、从打开表单到报送用时多少。"""
    from yudu_flow.actions.views.burden_year import COUNTED, GOAL, months_of, record
    from yudu_flow.clock import wall_clock

    bureau = office.bureau(wall_clock())
    with bureau.reading() as db:
        rows = [record(one) for one in months_of(bureau, db, year)]
    print_rows(as_json, rows, KEPT, f"{year}年还没有开始的事项。")
    if not as_json:
        say(f"{GOAL}{COUNTED}")


def print_burden(bureau: "Bureau", records: Iterable[Record], as_json: bool) -> None:
    """What a play cost each unit, month by month; its records are counted and not shown."""
    from yudu_flow.actions.views.burden import burden as of_months

    for _ in records:
        pass
    with bureau.reading() as db:
        found = of_months(bureau, db, "0001-01", "9999-12")
    rows = [{name: getattr(one, "month" if name == "period" else name) for name in PLAYED} for one in found]
    print_rows(as_json, rows, PLAYED, "其间没有开始的事项。")
