"""A year's holidays: the notice pasted, read into the year's days, corrected, kept in the file."""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import CLERK
from tests.content.test_holiday_notice import BY_YEAR
from tests.web.browser import Browser, Console
from tests.web.filled_form import fields_of
from yudu_flow.content.home import load

CALENDAR = "/office/calendar"
NEXT = f"{CALENDAR}/2027"
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）、10月10日（周日）上班。
"""


pytestmark = pytest.mark.usefixtures("unplayed")


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, in the autumn of 2026, when the next year is announced."""
    console.desk.clock.set("2026-11-29T10:00")
    return console.account(CLERK)


def file_of(console: Console) -> Path:
    return console.hall.settings.home / "config" / "calendar.yaml"


def brought(clerk: Browser, notice: str = NOTICE, status: int = 200) -> str:
    clerk.look(CALENDAR)
    page = clerk.press(CALENDAR, {"notice": notice}, status)
    clerk.show(page)
    return page


def test_the_next_year_is_provisional_until_it_is_announced(clerk: Browser, console: Console) -> None:
    assert '2027年<span class="flag alarm">暂定' in clerk.look(CALENDAR)
    before = file_of(console).read_text(encoding="utf-8")
    page = brought(clerk)
    assert '<td class="off">5<small>休</small>' in page
    assert '<td class="swapped">14<small>班</small>' in page
    assert "请核对" not in page
    assert file_of(console).read_text(encoding="utf-8") == before
    clerk.press(NEXT, {**fields_of(page, NEXT), "do": "keep"})
    found = load(console.hall.settings.home, date(2026, 11, 29), 2027).calendar
    assert 2027 in found.known
    assert [found.is_working(date(2027, 2, day)) for day in (4, 5, 11, 12, 14)] == [True, False, False, True, True]
    text = file_of(console).read_text(encoding="utf-8")
    kept = [line for line in before.splitlines() if line != "years: {}"]
    assert [line for line in text.splitlines() if line in kept] == kept, "every other line stays, comments too"
    assert "      - {name: 春节, from: 2027-02-05, to: 2027-02-11}" in text
    assert "修改放假安排" in clerk.look("/office/audit")
    assert fields_of(clerk.look(NEXT), NEXT)["breaks.1.from"] == "2027-02-05"


def test_a_year_that_was_written_is_corrected(clerk: Browser, console: Console) -> None:
    page = brought(clerk)
    clerk.press(NEXT, {**fields_of(page, NEXT), "do": "keep"})
    held = {**fields_of(clerk.look(NEXT), NEXT), "breaks.1.to": "2027-02-12", "do": "look"}
    looked = clerk.press(NEXT, held)
    assert '放假“春节”</b>　最后一天<small class="block">2027-02-11 → 2027-02-12' in looked
    before = file_of(console).read_text(encoding="utf-8").splitlines()
    clerk.press(NEXT, {**fields_of(looked, NEXT), "do": "keep"})
    after = file_of(console).read_text(encoding="utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "      - {name: 春节, from: 2027-02-05, to: 2027-02-12}"
    ]


def test_what_cannot_be_right_is_said_where_it_stands(clerk: Browser) -> None:
    assert "端午节写着共3天，从头到尾是1天" in brought(
        clerk, NOTICE.replace("放假1天，不调休。\n六", "放假，共3天。\n六")
    )
    page = brought(clerk, NOTICE.replace("10月9日（周六）、", "10月11日（周一）、"), 400)
    assert "10月11日（星期一）本来就是工作日" in page
    assert '<small class="wrong" id="worked-wrong">“2027-10-11”不是周六、周日' in page


def test_another_text_comes_back_with_its_words(clerk: Browser) -> None:
    clerk.look(CALENDAR)
    page = clerk.press(CALENDAR, {"notice": "关于召开会议的通知"}, 400)
    assert "没有读出放假安排" in page
    assert fields_of(page, CALENDAR)["notice"].strip() == "关于召开会议的通知"


def test_local_days_are_kept_beside(clerk: Browser, console: Console) -> None:
    local = f"{CALENDAR}/local"
    looked = clerk.press(local, {**fields_of(clerk.look(local), local), "rest": "2026-12-07", "do": "look"})
    clerk.press(local, {**fields_of(looked, local), "do": "keep"})
    assert not load(console.hall.settings.home, date(2026, 11, 29), 2027).calendar.is_working(date(2026, 12, 7))


def test_a_known_year_may_be_written_over(clerk: Browser) -> None:
    page = brought(clerk, BY_YEAR[2026])
    assert "谁报、哪天报都不变" in page
