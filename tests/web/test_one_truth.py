"""One obligation through its standings: pages, the year, the export, the summary, programs and mails say the same."""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.bureau import CLERK, DISPUTES, LIAISON, OTHER_LEADER, SEPTEMBER, instant, report_of
from tests.web.browser import Console
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.views.board_view import month_of
from yudu_flow.domain.facts import Correction
from yudu_flow.storage.database import reading
from yudu_flow.wording.standings import Stand

NEVER_FILED = re.compile("未报|尚未收到|尚未报送")


@dataclass
class Mouths:
    """Everything that says what the report of 仲裁股 is now, but for mails."""

    console: Console

    def stand(self) -> Stand:
        """The words themselves."""
        bureau = self.console.desk.bureau
        with reading(bureau.engine) as db:
            items = month_of(bureau, db, self.console.desk.clock(), SEPTEMBER).items
        return next(one.now for one in items if one.owner == DISPUTES and one.kind == "report")

    def disagree(self) -> list[str]:
        """Who says something else."""
        now, id = self.stand(), self.console.id_of(DISPUTES)
        clerk = self.console.account(CLERK)
        unit = self.console.guest(LIAISON[DISPUTES], DISPUTES)
        book = load_workbook(BytesIO(clerk.get(f"/office/ledger.xlsx?period={SEPTEMBER}").content))["台账"]
        row = next(row for row in book.iter_rows(values_only=True) if row[1] == DISPUTES)
        lamp = f'<span class="lamp {now.lamp}"><i aria-hidden="true"></i>{now.word}</span>'
        said = {
            "list": lamp in clerk.look(f"/office/todo/month?period={SEPTEMBER}"),
            "obligation": lamp in clerk.look(f"/office/{id}"),
            "year": f'title="{now.sentence}"' in clerk.look("/office/year?year=2020"),
            "unit": lamp in unit.look(f"/mine/{id}"),
            "export": (row[4], row[7]) == (now.word, now.result),
            "programs": self.console.desk.status(DISPUTES)["says"] == now.sentence,
            "trace": self.console.desk.trace(DISPUTES)["says"] == now.sentence,
        }
        return [name for name, right in said.items() if not right]


@pytest.fixture
def mouths(console: Console) -> Mouths:
    """From the first morning on."""
    console.desk.until("2020-09-22T09:00")
    return Mouths(console)


def test_everybody_says_the_same_of_a_report_without_its_page(mouths: Mouths) -> None:
    desk, found = mouths.console.desk, []

    def heard() -> None:
        found.append((mouths.stand().sentence, mouths.disagree()))

    heard()
    bureau, owed = desk.bureau, report_of(DISPUTES)
    file_report(bureau, owed, "叶舟", desk.clock.set("2020-09-25T10:00"), Report("已化解"), sealed=False)
    heard()
    desk.until("2020-10-12T09:00")
    heard()
    slip = desk.mails()[LIAISON[DISPUTES]].text
    assert (mouths.stand().sentence in slip, NEVER_FILED.findall(slip)) == (True, [])
    seal_report(bureau, owed, "叶舟", desk.clock.set("2020-10-12T11:00"))
    heard()
    return_report(bureau, owed, CLERK, desk.clock.set("2020-10-12T12:00"), "缺数据")
    heard()
    file_report(bureau, owed, "叶舟", instant("2020-10-13T10:00"), Report("已补数据"))
    accept_report(bureau, owed, CLERK, desk.clock.set("2020-10-13T11:00"))
    heard()
    assert [said for said, _ in found] == [
        "进行中",
        "9月25日 10:00已报，盖章页待补",
        "已报，未补盖章页，逾期3个工作日",
        "10月12日 11:00补报，逾期6个工作日，待审核",
        "已退回待重报",
        "10月12日 11:00补报，逾期6个工作日，已接收",
    ]
    assert [names for _, names in found] == [[]] * 6


@pytest.mark.long
def test_everybody_says_the_same_of_a_report_that_does_not_come(mouths: Mouths) -> None:
    desk, found = mouths.console.desk, {}
    for when in ("2020-09-27T10:00", "2020-09-28T09:00", "2020-09-30T09:00", "2020-10-12T09:00", "2020-11-02T09:00"):
        desk.until(when)
        found[mouths.stand().sentence] = mouths.disagree()
        if when == "2020-09-30T09:00":
            assert "逾期3个工作日" in desk.mails()[LIAISON[DISPUTES]].text
    correct_record(desk.bureau, report_of(DISPUTES), CLERK, desk.clock(), Correction.EXCUSED, "当月没有案件")
    found[mouths.stand().sentence] = mouths.disagree()
    late, missing = [f"逾期{days}个工作日" for days in (1, 3, 6)], "未报，逾期20个工作日"
    assert found == {said: [] for said in ("今日到期", *late, missing, f"{missing}，更正为免报")}
    measures = mouths.console.account(OTHER_LEADER).look(f"/leader?period={SEPTEMBER}")
    assert re.search(r">仲裁股</a>.{0,200}>未报</span><small>更正为免报</small>", measures, re.DOTALL)
    assert "未报→免报" in mouths.console.account(CLERK).look("/office/year?year=2020")


def test_the_line_that_ends_a_month_says_what_was_missing(mouths: Mouths) -> None:
    """To the unit and to the office; a page that came later changes nothing in it."""
    console, desk = mouths.console, mouths.console.desk
    file_report(
        desk.bureau, report_of(DISPUTES), "叶舟", desk.clock.set("2020-09-25T10:00"), Report("已化解"), sealed=False
    )
    for when in ("2020-09-28T09:00", "2020-10-12T09:00", "2020-11-02T09:00"):
        desk.at(when)
    seal_report(desk.bureau, report_of(DISPUTES), "叶舟", desk.clock.set("2020-11-02T10:00"))
    id = console.id_of(DISPUTES)
    clerk, unit = console.account(CLERK), console.guest(LIAISON[DISPUTES], DISPUTES)
    for page in (clerk.look(f"/office/{id}"), unit.look(f"/mine/{id}")):
        [ended] = re.findall(r'本期已结束.*?class="said">([^<]+)<', page, re.DOTALL)[-1:]
        assert ended == "已报，未补盖章页"
