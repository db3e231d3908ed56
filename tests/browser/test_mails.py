"""No mail makes a phone's reader scroll sideways: every kind at 390 px, and at a desk's 1280."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from tests.bureau import words
from yudu_flow.content.notifications.kinds import ANSWERS, OFFICE_LIST, SIGN_IN_LINK, kinds
from yudu_flow.content.notifications.samples import full, sparse
from yudu_flow.domain.digest import CallLine, Letter, Line

WIDTHS = {"phone": 390, "desk": 1280}
UNBROKEN = "https://renshe.yudu.ganzhou.jiangxi.example/s/" + "AbCdEfGhIj" * 6
LONG_NAME = "江西省赣州市于都县楂林工业园电子信息产业发展有限责任公司（原于都县长征电子器材厂）"
STUCK_OUT = """width => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 0.5 || one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).display !== 'inline')
    .map(one => one.textContent.trim().slice(0, 60))"""


def stretched(line: Line) -> Line:
    """The same with long words in it."""
    firms, measures = (LONG_NAME,) * 3, (UNBROKEN,)
    return replace(line, note=UNBROKEN, firms=firms, link=UNBROKEN, title=LONG_NAME, measures=measures)


def hard(kind: str) -> Letter:
    """A letter of that kind with what no line breaks by itself: addresses, numbers, long names."""
    letter = full(kind)
    called = CallLine(LONG_NAME, "欧阳某某", "13900000001", UNBROKEN, f"邮件或短信被退回：550 <{'a' * 64}@test.local>")
    return replace(
        letter,
        link=UNBROKEN,
        lines=tuple(map(stretched, letter.lines)),
        office=letter.office and replace(letter.office, calls=(called,), refused=(UNBROKEN,), books=UNBROKEN),
        digest=letter.digest and replace(letter.digest, behind=(UNBROKEN,), undecided=(UNBROKEN,)),
        entry=letter.entry and replace(letter.entry, link=UNBROKEN),
    )


@pytest.mark.parametrize("screen", WIDTHS)
def test_no_mail_sticks_out(chromium: Browser, screen: str) -> None:
    page = chromium.new_page(viewport={"width": WIDTHS[screen], "height": 844}, is_mobile=screen == "phone")
    says, found = words("于都人社", 70), {}
    for kind in kinds():
        for sample in (full, sparse, hard):
            mail = (says.answer if kind in (*ANSWERS, SIGN_IN_LINK) else says.daily)(sample(kind))
            page.set_content(mail.html)
            over = page.evaluate("document.scrollingElement.scrollWidth") > WIDTHS[screen]
            if over or page.evaluate(STUCK_OUT, WIDTHS[screen]):
                found[f"{kind}/{sample.__name__}"] = page.evaluate(STUCK_OUT, WIDTHS[screen])[-2:]
    page.close()
    assert (found, OFFICE_LIST in kinds()) == ({}, True)
