"""How tests come in: by a sign-in link, by password, through the page."""

from tests.web.browser import Browser, Console
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import invite

CLERK, LIAISON, LEADER = "陶然", "su-he", "顾明远"
PASSWORD = "correct horse battery"


def invited(console: Console, person: str = CLERK) -> str:
    """The code of a sign-in link."""
    bureau, now = console.desk.bureau, console.desk.clock()
    return invite(bureau, add_person(bureau, person, "测试", now), "测试", now)


def with_password(console: Console) -> Browser:
    """A clerk who has chosen a password."""
    clerk = console.account(CLERK)
    clerk.look("/account")
    assert "密码已保存" in clerk.press("/account/password", {"password": PASSWORD})
    return clerk


def sign_in(browser: Browser, person: str = CLERK, password: str = PASSWORD, code: str = "", status: int = 200) -> str:
    """Through the sign-in page."""
    browser.look("/sign-in")
    return browser.press("/sign-in", {"person": person, "password": password, "code": code}, status)
