"""The demonstration by a visitor who tries everything, to its end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from starlette.types import ASGIApp

from tests.browser.papers import phone_photo
from tests.browser.visitors import Crowd, Person, aside, listening
from tests.bureau import instant
from yudu_flow.simulation.demo import Demo
from yudu_flow.web.app import Console
from yudu_flow.web.doors.hall import Hall

MOVES = 40


@pytest.fixture
def address() -> Iterator[tuple[str, Callable[[ASGIApp], None]]]:
    """Where it is played."""
    with listening() as place:
        yield place


@pytest.fixture
def demo(address: tuple[str, Callable[[ASGIApp], None]], tmp_path: Path) -> Iterator[Demo]:
    """One that has just begun."""
    demo = aside(lambda: Demo(tmp_path / "demo", address[0]))
    yield demo
    demo.close()


@pytest.fixture
def visitor(
    demo: Demo, address: tuple[str, Callable[[ASGIApp], None]], chromium: Browser, size: str
) -> Iterator[Person]:
    """Somebody who opens it."""
    address[1](Console(Hall(demo.bureau, demo.clock, demo.settings, b"a secret for tests", demo=demo)))
    crowd = Crowd(chromium, address[0], size)
    visitor = crowd.stranger()
    visitor.look("/")
    yield visitor
    crowd.leave()


def become(visitor: Person, person: str) -> str:
    """Be somebody else."""
    visitor.page.select_option("#demo-person", person)
    return visitor.press("进入")


@pytest.mark.long
def test_a_visitor_plays_it_to_the_end(visitor: Person, demo: Demo) -> None:
    assert not [v for v in Axe().run(visitor.page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert "报送提醒9" in visitor.press("下一个事件")

    visitor.page.get_by_text("就业局2020年9月贯彻落实情况月报").first.click()  # the mail opens where it stands
    assert "9月27日（星期日）24:00" in visitor.read()
    assert "就业局" in visitor.press("以赖小云的身份打开其中的链接")
    if not visitor.page.get_by_role("link", name="填报", exact=True).count():
        visitor.look("/mine")
    visitor.press("填报")
    for part in visitor.page.locator("textarea[name^=part-]").all():
        part.fill("本月办理12件")
    visitor.page.set_input_files("#upload", files=[phone_photo()])
    visitor.page.get_by_text("已见红色印章").wait_for()
    visitor.page.get_by_label("附件里有盖章页").check()
    receipt = visitor.press("报送", visitor.page.locator("p.tools").last)
    if "请先核对" in receipt:
        for question in visitor.page.locator("#asked input").all():
            question.check()
        receipt = visitor.press("报送", visitor.page.locator("#asked"))
    assert "报告已收到。" in receipt

    assert "看板" in become(visitor, "wen-jing")
    assert "2020年9月27日 09:00" in visitor.press("到27日")
    assert "新开事项12项" in visitor.press("到下月")
    for _ in range(MOVES):  # in October nobody reports for it
        if "拟认定告知" in visitor.press("下一个事件"):
            break
    become(visitor, "li-ming")
    for _ in range(MOVES):
        if visitor.page.get_by_role("link", name="去决定", exact=True).count():
            break
        visitor.press("下一个事件")
    visitor.press("去决定")
    visitor.fill("理由", "多次催办未报")
    visitor.page.once("dialog", lambda question: question.accept())
    visitor.press("予以认定")
    assert "就业局" in visitor.look("/leader")

    demo.now = instant("2021-11-15T09:00")  # a year of pressing goes by: what its months do, others have tried
    assert "演示到此为止" not in visitor.press("到下月")
    assert "演示到此为止" in visitor.press("到下月")
    assert "2021年12月31日 09:00" in visitor.read()
    assert visitor.fits
    visitor.look("/demo")
    assert "2020年9月18日 09:00" in visitor.press("重新开始")
