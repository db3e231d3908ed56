"""An old link asks for a new one, which goes to its person's own mailbox; whoever found it learns nothing."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.bureau import CLERK, JOBS
from tests.web.browser import BASE, Console
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading

TAKEN = "已受理。名册登记了邮箱"


@pytest.fixture
def old(september: Console) -> str:
    """A link of 苏禾's that has run out."""
    code = september.link("su-he", JOBS)
    september.desk.email.sent.clear()
    september.desk.clock.now += timedelta(days=21)
    return code


def ask(console: Console, code: str) -> str:
    """Open it and press the button."""
    browser = console.stranger()
    page = browser.look(f"/s/{code}", 404)
    assert "重新发给我链接" in page
    return browser.press("/link/again", {"code": code})


def test_whoever_it_was_for_gets_a_new_one_by_mail(september: Console, old: str) -> None:
    assert TAKEN in ask(september, old)
    [mail] = september.desk.email.sent
    assert (mail.address, mail.subject[:5]) == ("su-he@test.local", "办理链接：")
    assert ("登录" in mail.text, "您单位的事项" in mail.text) == (False, True)
    found = re.search(rf"{BASE}(/s/\S+)", mail.text)
    assert found
    guest = september.stranger()
    assert "苏禾" in guest.look(found[1])
    with reading(september.desk.bureau.engine) as db:
        [last] = audit.page(db, september.desk.bureau.key, None, 1)
    assert (last.act, last.about, found[1].split("/")[2] in last.detail) == ("link_mailed_again", "su-he", False)


def test_a_link_that_the_office_ended_is_replaced_likewise(september: Console) -> None:
    code, clerk = september.link("su-he", JOBS), september.account(CLERK)
    clerk.look(f"/office/{september.id_of(JOBS)}")
    clerk.press(f"/office/{september.id_of(JOBS)}/links")
    september.desk.email.sent.clear()
    ask(september, code)
    assert [mail.recipient for mail in september.desk.email.sent] == ["su-he"]


def test_a_guess_is_answered_alike_and_mails_nobody(september: Console, old: str) -> None:
    browser = september.stranger()
    assert re.sub(r"[0-9a-zA-Z_-]{10,}", "", browser.look("/s/abcdefghij", 404)) == re.sub(
        r"[0-9a-zA-Z_-]{10,}", "", september.stranger().look(f"/s/{old}", 404)
    )
    assert ask(september, "abcdefghij").count(TAKEN) == 1
    assert september.desk.email.sent == []


def test_it_is_mailed_no_more_than_three_times_in_half_an_hour(september: Console, old: str) -> None:
    for _ in range(5):
        assert TAKEN in ask(september, old)
    assert len(september.desk.email.sent) == 3


@pytest.mark.parametrize("change", [{"left": date(2020, 9, 30)}, {"email": None}], ids=["left", "no mailbox"])
def test_whoever_left_or_has_no_mailbox_gets_none(
    september: Console, old: str, change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = september.desk.bureau.roster.people
    monkeypatch.setitem(people, "su-he", replace(people["su-he"], **change))
    assert TAKEN in ask(september, old)
    assert september.desk.email.sent == []
