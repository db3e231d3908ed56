"""Sign-in links by mail, for the tests: who asks, what is in the mail, what is written down about it."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bureau import change
from tests.web.browser import BASE, Browser, Console
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.delivery.message import Outgoing
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading
from yudu_flow.storage.every_table import METADATA

CLERK, LIAISON, LEADER = "陶然", "苏禾", "顾明远"
LINK = re.compile(rf"{BASE}/enter/([A-Za-z0-9]{{32}})")


@pytest.fixture
def home(home: Path) -> Path:
    """The home, where 唐宁 has no mailbox and 叶舟 a placeholder."""
    change(home, "config/roster.yaml", "email: tang-ning@test.local, ", "")
    change(home, "config/roster.yaml", "ye-zhou@test.local", "ye-zhou@rsj.example")
    return home


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun, and the day's mails are out."""
    console.desk.at("2020-09-21T09:00")
    console.desk.email.sent.clear()


def account(console: Console, person: str = CLERK) -> int:
    """An open account."""
    return add_person(console.desk.bureau, person, "测试", console.desk.clock())


def ask(console: Console, who: str = CLERK, browser: Browser | None = None) -> str:
    """Somebody asks on the sign-in page; what they are told."""
    browser = browser or console.stranger()
    browser.look("/sign-in")
    return browser.press("/sign-in/link", {"who": who})


def code(mail: Outgoing) -> str:
    """The code of the link in a mail, the same in both forms."""
    [plain], html = LINK.findall(mail.text), {*LINK.findall(mail.html)}
    assert html == {plain}
    return str(plain)


def asked(console: Console, who: str = CLERK) -> str:
    """The code that was mailed to somebody who asked for it."""
    ask(console, who)
    return code(console.desk.email.sent[-1])


def enter(console: Console, code: str, status: int = 200) -> Browser:
    """Somebody uses a link."""
    browser = console.stranger()
    browser.look(f"/enter/{code}", status)
    if status == 200:
        browser.press(f"/enter/{code}")
    return browser


def acts(console: Console) -> list[tuple[str, str, str, str]]:
    """What the audit says of sign-in links: by whom, what, about whom, in detail."""
    with reading(console.desk.bureau.engine) as db:
        assert not [*audit.broken(db, "qingxi")]
        rows = audit.rows(db, "qingxi")
    return [(row.by, row.act, row.about, row.detail) for row in rows if row.act.startswith("sign_in")]


def stored(console: Console) -> str:
    """Everything that the database holds."""
    with reading(console.desk.bureau.engine) as db:
        return repr([db.execute(select(table)).all() for table in METADATA.sorted_tables])


def admin(console: Console) -> Browser:
    """The administrator before the accounts."""
    browser = console.account(LEADER, admin=True)
    browser.look("/admin")
    return browser
