"""The second step: TOTP, and what it protects."""

from datetime import timedelta

import pyotp
import pytest
import segno

from tests.web.browser import Browser, Console
from tests.web.sign_ins import CLERK, PASSWORD, sign_in, with_password


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_totp_is_asked_for_once_it_is_on(console: Console) -> None:
    clerk, now = with_password(console), console.desk.clock()
    secret = clerk.look("/account").partition('name="secret" value="')[2].partition('"')[0]
    again = clerk.press("/account/totp", {"secret": secret, "code": "000000"}, 400)
    assert "不对" in again
    assert f'value="{secret}"' in again  # the phone knows this one
    assert "不对" in clerk.press("/account/totp", {"secret": "没有给过的" * 500, "code": "000000"}, 400)
    clerk.press("/account/totp", {"secret": secret, "code": pyotp.TOTP(secret).at(now), "old": PASSWORD})
    browser = console.stranger()
    sign_in(browser, status=403)
    console.desk.clock.now += timedelta(seconds=30)
    sign_in(browser, code=pyotp.TOTP(secret).at(now + timedelta(seconds=30)))
    assert CLERK in browser.look("/account")


def test_the_picture_says_a_name_outside_the_roster_as_apps_read_it(console: Console) -> None:
    admin = console.account("林山", admin=True)
    shown = admin.look("/account")
    secret = shown.partition('name="secret" value="')[2].partition('"')[0]
    bureau = console.desk.bureau.roster.bureau
    uri = f"otpauth://totp/{bureau}:%E6%9E%97%E5%B1%B1?secret={secret}&issuer=yudu-flow"
    assert segno.make(uri).svg_inline(scale=4, border=2) in shown


def two_steps(console: Console) -> tuple[Browser, str]:
    """An account with a password and TOTP, in a browser that came by password; and its secret."""
    clerk, now = with_password(console), console.desk.clock()
    secret = clerk.look("/account").partition('name="secret" value="')[2].partition('"')[0]
    clerk.press("/account/totp", {"secret": secret, "code": pyotp.TOTP(secret).at(now), "old": PASSWORD})
    return clerk, secret


def later_code(console: Console, secret: str) -> str:
    """The phone's next code."""
    console.desk.clock.now += timedelta(seconds=30)
    return pyotp.TOTP(secret).at(console.desk.clock())


def test_a_code_of_the_phone_works_once(console: Console) -> None:
    _, secret = two_steps(console)
    code = later_code(console, secret)
    sign_in(console.stranger(), code=code)
    sign_in(console.stranger(), code=code, status=403)
    console.desk.clock.now += timedelta(seconds=30)
    sign_in(console.stranger(), code=code, status=403)


def test_turning_it_off_asks_for_password_and_code_again(console: Console) -> None:
    clerk, secret = two_steps(console)
    for said in ({}, {"old": PASSWORD}, {"old": "wrong", "code": later_code(console, secret)}):
        assert "不对" in clerk.press("/account/totp", said, 400)
    clerk.press("/account/totp", {"old": PASSWORD, "code": later_code(console, secret)})
    sign_in(console.stranger())


def test_a_new_password_asks_for_the_old_one_and_a_code(console: Console) -> None:
    clerk, secret = two_steps(console)
    new = "violet harbour lantern"
    for said in ({}, {"old": PASSWORD}, {"old": "wrong", "code": later_code(console, secret)}):
        assert "不对" in clerk.press("/account/password", {"password": new, **said}, 409)
    clerk.press("/account/password", {"password": new, "old": PASSWORD, "code": later_code(console, secret)})
