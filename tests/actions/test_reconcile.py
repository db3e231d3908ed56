"""The books: it …"""

import pytest
from sqlalchemy import delete, select

from tests.bureau import INSURANCE, JOBS, Desk, instant
from yudu_flow.actions.engine.reconcile import Balance, reconcile
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import MESSAGE, NOTICE, RUNG


def books(desk: Desk, unit: str = JOBS) -> dict[str, Balance]:
    """The books of a unit's September report by rung."""
    accounts = reconcile(desk.bureau, desk.clock(), "2020-09")
    return {a.rung: a for a in accounts if a.obligation == f"2020-09/report/{unit}"}


def test_it_accounts_for_everything_sent(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    r_0 = books(desk)["R-0"]
    assert (r_0.expected, r_0.sent, r_0.balanced) == (4, 4, True)


def test_it_balances_at_the_end_of_every_day_of_a_silent_month(desk: Desk) -> None:
    for day in ("2020-09-21", "2020-09-26", "2020-09-28", "2020-10-10", "2020-10-31"):
        desk.until(f"{day}T23:00")
        assert all(account.balanced for account in reconcile(desk.bureau, desk.clock(), "2020-09"))


def test_it_counts_what_is_queued_as_held_and_what_was_refused_as_failed(desk: Desk) -> None:
    desk.email.refuse("su-he@test.local", "451 4.3.0 try later", permanent=False)
    desk.email.refuse("bai-hua@test.local")
    desk.until("2020-09-21T09:00")
    assert (books(desk)["R-5"].held, books(desk, INSURANCE)["R-5"].failed) == (1, 1)
    assert books(desk)["R-5"].balanced


def test_it_counts_a_rung_that_was_skipped_as_suppressed(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-22T10:00")
    desk.until("2020-09-23T09:00")
    assert (books(desk)["R-3"].suppressed, books(desk)["R-3"].balanced) == (1, True)


def test_it_misses_a_message_that_is_gone(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    with writing(desk.bureau.engine) as db:
        row = db.execute(select(NOTICE).where(NOTICE.c.recipient == "su-he", NOTICE.c.rung == "R-5")).one()
        db.execute(NOTICE.update().where(NOTICE.c.message == row.message).values(message=None))
        db.execute(delete(MESSAGE).where(MESSAGE.c.id == row.message))
    assert (books(desk)["R-5"].sent, books(desk)["R-5"].balanced) == (0, False)


def test_it_misses_a_rung_that_nobody_decided(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    with writing(desk.bureau.engine) as db:
        db.execute(delete(NOTICE).where(NOTICE.c.rung == "R-5"))
        db.execute(delete(RUNG).where(RUNG.c.rung == "R-5"))
    assert not books(desk)["R-5"].balanced


def test_it_is_done_once_a_day_after_the_pass_and_an_imbalance_is_kept_for_the_office(desk: Desk) -> None:
    desk.until("2020-09-22T08:00")
    with writing(desk.bureau.engine) as db:
        db.execute(delete(NOTICE).where(NOTICE.c.rung == "R-5"))
    desk.at("2020-09-22T09:00")
    with reading(desk.bureau.engine) as db:
        row = bureaus.find(db, "qingxi")
    assert row is not None
    assert (row.reconciled_on, row.imbalance) == (instant("2020-09-22T09:00").date(), 5)
    desk.until("2020-09-28T09:00")
    assert "有5项消息对不上账，请运行 yudu-flow reconcile 查看" in desk.mails()["lin-qiu"].text


def test_it_says_the_same_however_much_it_reads_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.until("2020-09-28T09:00")
    whole = reconcile(desk.bureau, desk.clock())
    monkeypatch.setattr("yudu_flow.actions.engine.reconcile.AT_ONCE", 2)
    assert reconcile(desk.bureau, desk.clock()) == whole
    assert len({account.obligation for account in whole}) > 4


@pytest.mark.parametrize("period", ["0001", "0001-01", "0001-W01", "9999-12"])
def test_a_period_at_either_end_of_the_calendar_has_empty_ones(desk: Desk, period: str) -> None:
    """Its first day has none before it in the time of the world, or its last one none after it."""
    assert reconcile(desk.bureau, instant("2020-09-21T09:00"), period) == []
