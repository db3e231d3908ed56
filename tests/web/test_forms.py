"""Forms that are not taken: without their token, from elsewhere, too large, from a stranger."""

import pytest

from tests.web.browser import TOKEN, Console
from tests.web.sign_ins import CLERK, LIAISON, PASSWORD
from yudu_flow.web.doors.bodies import SMALL
from yudu_flow.web.parts.posted import ROOM_FOR_FILES, TOO_MUCH, WHO_SENDS

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_a_form_without_its_token_is_refused(console: Console) -> None:
    clerk = console.account(CLERK)
    answer = clerk.post("/account/password", data={"password": PASSWORD})
    assert (answer.status_code, "页面已失效" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "http://testserver:1"}]
)
def test_a_form_from_elsewhere_is_refused(console: Console, headers: dict[str, str]) -> None:
    clerk = console.account(CLERK)
    clerk.look("/account")
    assert clerk.send_form("/account/password", {"password": PASSWORD}, headers=headers).status_code == 403


def test_a_stranger_s_files_are_not_read(console: Console) -> None:
    browser = console.stranger()
    browser.look("/sign-in")
    answer = browser.send_form("/sign-in", files={"x": ("x.bin", bytes(SMALL + 1))})
    assert (answer.status_code, "超过256KB" in answer.text) == (413, True)
    answer = browser.send_form("/mine/1/files", files={"x": ("x.bin", bytes(SMALL + 1))})
    assert (answer.status_code, WHO_SENDS in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("path", "room", "said"), [("/mine/1/files", ROOM_FOR_FILES, TOO_MUCH), ("/sign-out", SMALL, "256KB")]
)
def test_what_is_larger_than_its_form_is_not_read(console: Console, path: str, room: int, said: str) -> None:
    guest = console.guest(LIAISON, "就业中心")
    answer = guest.post(path, content=iter([b"token=x"]), headers={"content-length": str(room + 1)})
    assert (answer.status_code, said in answer.text) == (413, True)


def test_a_form_without_a_length_is_counted_as_it_comes(console: Console) -> None:
    """A gateway may pass a form on in pieces."""
    guest = console.guest(LIAISON, "就业中心")
    answer = guest.post("/sign-out", content=iter([b"token=", b"x"]), headers=FORM)
    assert (answer.status_code, "页面已失效" in answer.text) == (403, True)
    answer = guest.post("/sign-out", content=iter([b"token="] + [b"x" * 2**16] * 5), headers=FORM)
    assert (answer.status_code, "256KB" in answer.text) == (413, True)
    token = TOKEN.search(guest.look("/help"))
    assert token
    guest.post("/sign-out", content=iter([b"token=", token[1].encode()]), headers=FORM)
    assert guest.get("/mine").url.path == "/sign-in"
