"""Two presses at the same instant: one of them does it, and the other is told; it is audited once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from tests.actions.test_join_period import grown, join
from tests.bureau import CLERK, OTHER_CLERK, SEPTEMBER, Desk
from yudu_flow.actions.access.accounts import add_person, all_accounts
from yudu_flow.actions.access.calendar_feeds import open_feed
from yudu_flow.actions.acts import edit_summary
from yudu_flow.actions.acts.bounce import BOUNCED, bounce
from yudu_flow.actions.acts.dead_addresses import REVIVED, revive
from yudu_flow.actions.acts.join_period import NAME
from yudu_flow.actions.papers.summary import FINAL, next_number, summary
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, calendar_feeds, messages

__all__ = ["grown"]

PLAN = "wenjiuye-2020"


def both(act: Callable[[str], object]) -> list[str]:
    """What each of two was refused with, empty for whoever did it."""
    at_once = Barrier(2)

    def press(by: str) -> str:
        at_once.wait()
        try:
            act(by)
        except NotAllowed as refusal:
            return str(refusal)
        return ""

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(press, (CLERK, OTHER_CLERK)))


def noted(desk: Desk, act: str) -> int:
    with desk.bureau.reading() as db:
        return sum(row.act == act for row in audit.rows(db, desk.bureau.key))


def test_a_period_is_joined_once(grown: Desk) -> None:
    done, refused = both(lambda by: join(grown, by))
    assert (done, "没有要补列的" in refused, noted(grown, NAME)) == ("", True, 1)


@pytest.fixture
def mailed(desk: Desk, home: Path) -> Desk:
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    return desk


def test_a_message_comes_back_once(mailed: Desk) -> None:
    with mailed.bureau.reading() as db:
        sent = next(row for row in messages.listed(db, mailed.bureau.key) if row.state == "sent")
    done, refused = both(lambda by: bounce(mailed.bureau, sent.id, by, mailed.clock(), "邮箱已满"))
    assert (done, "已经登记过退信" in refused, noted(mailed, BOUNCED)) == ("", True, 1)


def test_an_address_is_taken_up_again_once(mailed: Desk) -> None:
    with mailed.bureau.reading() as db:
        sent = [
            row for row in messages.listed(db, mailed.bureau.key) if (row.recipient, row.state) == ("su-he", "sent")
        ]
    for row in sent[:2]:
        bounce(mailed.bureau, row.id, CLERK, mailed.clock(), "邮箱已满")
    done, refused = both(lambda by: revive(mailed.bureau, "苏禾", "email", by, mailed.clock()))
    assert (done, "没有停用" in refused, noted(mailed, REVIVED)) == ("", True, 1)


def test_an_account_is_opened_once(desk: Desk) -> None:
    assert both(lambda by: add_person(desk.bureau, "苏禾", by, desk.clock())) == ["", ""]
    with desk.bureau.reading() as db:
        assert [one.person for one in all_accounts(desk.bureau, db)] == ["su-he"]


def test_one_address_of_a_calendar_stands(desk: Desk) -> None:
    su_he = Who("su-he", "苏禾")
    assert both(lambda _: open_feed(desk.bureau, su_he, desk.clock(), by_link=False)) == ["", ""]
    with desk.bureau.reading() as db:
        assert len(calendar_feeds.listed(db, desk.bureau.key, desk.clock())) == 1


def test_two_months_become_final_with_a_number_each(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.until("2020-09-22T09:00")
    desk.until("2020-11-03T10:00")
    months, looked = {CLERK: SEPTEMBER, OTHER_CLERK: "2020-10"}, Barrier(2)

    def slowly(*about: Any) -> int:
        """Until the other has looked too, or cannot."""
        found = next_number(*about)
        with suppress(BrokenBarrierError):
            looked.wait(0.5)
        return found

    monkeypatch.setattr(edit_summary, "next_number", slowly)
    both(lambda by: edit_summary.set_state(desk.bureau, PLAN, months[by], by, desk.clock(), 0, FINAL))
    with desk.bureau.reading() as db:
        given = {summary(desk.bureau, db, desk.clock(), PLAN, month).number for month in months.values()}
    assert given == {1, 2}
