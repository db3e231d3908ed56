"""The books on their page: what does not balance first, and what to do about it."""

import pytest
from sqlalchemy import delete, select

from tests.bureau import CLERK, INSURANCE, Desk
from tests.web.browser import Browser, Console
from yudu_flow.storage.database import writing
from yudu_flow.storage.tables import MESSAGE, NOTICE, RUNG


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, after the first reminder of September."""
    console.desk.email.refuse("bai-hua@test.local")
    console.desk.until("2020-09-22T10:00")
    return console.account(CLERK)


def lose_one(desk: Desk) -> None:
    """A notice of 社保中心's report is gone from the database."""
    with writing(desk.bureau.engine) as db:
        db.execute(delete(NOTICE).where(NOTICE.c.rung == "R-5", NOTICE.c.recipient == "bai-hua"))


def test_it_says_that_all_balances_day_by_day(console: Console, clerk: Browser) -> None:
    shown = clerk.look("/office/books?period=2020-09")
    assert "全部相符" in shown
    assert '9月21日（星期一）</a></th><td class="number" data-label="应发">5</td>' in shown
    assert "最近一次是9月22日（星期二）" in shown


def test_it_opens_a_day(console: Console, clerk: Browser) -> None:
    shown = clerk.look("/office/books?period=2020-09&day=2020-09-21")
    assert f'<a href="/office/{console.id_of(INSURANCE)}">{INSURANCE}</a>' in shown
    assert "截止前5个工作日提醒" in shown
    assert "没有应发的提醒" in clerk.look("/office/books?day=2020-09-20")


def test_it_leads_from_what_failed_to_what_mends_it(console: Console, clerk: Browser) -> None:
    assert "有 1 条没有送达" in clerk.look("/office/books")


def test_what_is_lost_comes_first_with_what_to_do(console: Console, clerk: Browser) -> None:
    lose_one(console.desk)
    shown = clerk.look("/office/books")
    assert "全部相符" not in shown
    assert f"少了1条，发送记录可能被人改动或损坏。请点开这一项，电话告知{INSURANCE}并登记" in shown
    assert shown.index("对不上的<span") < shown.index("<h2>逐日")
    assert "1项对不上" in shown


def test_what_nobody_decided_says_so(console: Console, clerk: Browser) -> None:
    with writing(console.desk.bureau.engine) as db:
        db.execute(delete(NOTICE).where(NOTICE.c.rung == "R-5"))
        db.execute(delete(RUNG).where(RUNG.c.rung == "R-5"))
    shown = clerk.look("/office/books")
    assert shown.count("到时间了还没有处理。请确认程序正在运行") == 5


def test_what_is_too_much_says_so(console: Console, clerk: Browser) -> None:
    with writing(console.desk.bureau.engine) as db:
        db.execute(RUNG.update().where(RUNG.c.rung == "R-5").values(notices=0))
    assert clerk.look("/office/books").count("多了1条") == 5


def test_a_message_that_is_gone_does_not_balance(console: Console, clerk: Browser) -> None:
    with writing(console.desk.bureau.engine) as db:
        id = db.execute(select(NOTICE.c.message).where(NOTICE.c.rung == "R-5").limit(1)).scalar_one()
        db.execute(delete(MESSAGE).where(MESSAGE.c.id == id))
    assert "少了1条" in clerk.look("/office/books")


def test_a_month_of_its_own(console: Console, clerk: Browser) -> None:
    assert "还没有应发的提醒" in clerk.look("/office/books?period=2021-05")
    clerk.look("/office/books?period=soon", 400)
    clerk.look("/office/books?day=soon", 400)


def test_the_books_are_the_offices_alone(console: Console, clerk: Browser) -> None:
    for other in (console.account("bai-hua"), console.account("顾明远"), console.guest("bai-hua", INSURANCE)):
        other.look("/office/books", 403 if other.cookie("yudu_session") else 200)
        assert "<h1>对账" not in other.get("/office/books").text
