"""From the first sign-in link of a bureau of which nothing is known to its first real reminder, in pages alone.

Its plan is a Word document of another invented bureau. No file is touched: what is pressed and typed is counted.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser

from tests.browser.visitors import Crowd, Door, Person, aside
from tests.bureau import Clock
from tests.post_office import PostOffice, post_office
from yudu_flow.actions.access.sign_in import first_entry
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import Ways, bureau_of, renewed, ways_of
from yudu_flow.content.starter import begin_anew
from yudu_flow.settings import Settings
from yudu_flow.upkeep.settings_in_force import SettingsInForce
from yudu_flow.web.app import Console
from yudu_flow.web.doors.hall import Hall

NOTICE = """云岭县民政局文件
云民发〔2026〕3号
关于印发《2026年度民生实事项目责任分解表》的通知
局机关各股室，局属各事业单位：
现将《2026年度民生实事项目责任分解表》印发给你们。
2026年1月15日
一、困难群众救助。城乡低保标准提高5%。（责任领导：黄志明；责任单位：社会救助股；配合单位：财务股）
二、居家养老服务。新建助餐点20个，2026年10月31日前完成。（责任领导：黄志明；责任单位：养老服务股）
三、殡葬改革。建成公益性墓地15处。（责任领导：欧阳春；责任单位：社会事务股、殡葬管理所）
各责任单位每月25日前将进展情况报局办公室。
"""
BEGAN, REMINDED = "2026-02-02T10:00", "2026-02-24T09:05"
STEPS = 17, 29
"""Presses, each with a page to read, and fields: 30 seconds a press and 10 a field make 13 minutes."""
UNITS = ("社会救助股", "财务股", "养老服务股", "社会事务股", "殡葬管理所")
LIAISONS = ("王一", "李二", "张三", "赵四", "钱五")


def as_word(words: str) -> bytes:
    """The notice as a .docx."""
    paper, out = Document(), io.BytesIO()
    for line in words.splitlines():
        paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


@dataclass
class Clerk:
    """Somebody at a keyboard, whose steps are counted."""

    person: Person
    presses: int = 0
    fields: int = 0

    def press(self, words: str) -> str:
        self.presses += 1
        read = self.person.press(words)
        self._note()
        return read

    def open(self, words: str) -> None:
        """A part of the page that is folded away."""
        self.presses += 1
        self.person.page.locator("summary", has_text=words).first.click()

    def fill(self, form: str, **said: str) -> None:
        """The fields of the form that goes there, by their names."""
        for name, value in said.items():
            self.fields += 1
            place = self.person.page.locator(f"form[action='{form}'] [name='{name}']").first
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(label=value)
            else:
                place.fill(value)

    def send(self, form: str, words: str = "") -> str:
        """Press the button of the form that goes there."""
        self.presses += 1
        buttons = self.person.page.locator(f"form[action='{form}'] button")
        (buttons.filter(has_text=words) if words else buttons).first.click()
        self.person.page.wait_for_load_state()
        self._note()
        return self.person.read()

    def _note(self) -> None:
        assert self.person.fits, self.person.page.url


@dataclass
class Office:
    """The new bureau as its process has it."""

    clock: Clock
    ways: Ways
    force: ContentInForce
    crowd: Crowd
    post: PostOffice

    def at(self, when: str) -> None:
        self.clock.set(when)
        bureau = self.force.refresh(self.clock())
        aside(lambda: make_pass(bureau, self.ways, self.clock))


@pytest.fixture
def size() -> str:
    return "desk"


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """Begun and ended in a thread, since Playwright keeps a loop in this one."""
    opened = post_office()
    yield aside(opened.__enter__)
    aside(lambda: opened.__exit__(None, None, None))


@pytest.fixture
def office(tmp_path: Path, chromium: Browser, size: str, door: Door, post: PostOffice) -> Iterator[Office]:
    home, clock = tmp_path / "yunling", Clock()
    clock.set(BEGAN)
    begin_anew(home, "云岭县民政局", "云岭民政")
    settings = Settings(home=home)
    bureau = bureau_of(settings, clock())
    ways, force = ways_of(settings, bureau.content), ContentInForce(bureau, home, partial(renewed, settings))
    machine = SettingsInForce(settings, force, ways, door.address)
    hall = Hall(force.current, clock, settings, b"a secret for tests", door.address, content=force)
    hall.follow(machine)
    door.app, crowd = Console(hall), Crowd(chromium, door.address, size)
    yield Office(clock, ways, force, crowd, post)
    crowd.leave()
    bureau.engine.dispose()


def test_a_newcomer_comes_to_the_first_reminder(office: Office) -> None:
    clerk = Clerk(office.crowd.stranger())
    code = first_entry(office.force.current(), office.clock())
    clerk.person.look(f"/enter/{code}")
    assert "先登记您自己" in clerk.press("登录")

    clerk.fill("/start/me", name="林小雨", email="lin@yunling.test.local", mobile="13900000001")
    assert "办公室有人了" in clerk.send("/start/me")

    clerk.press("方案")
    clerk.person.page.set_input_files("#file", {"name": "通知.docx", "mimeType": "", "buffer": as_word(NOTICE)})
    clerk.fields += 1
    read = clerk.send("/office/plans", "读文件")
    assert "名册里没有的名称" in read, read
    read = clerk.press("没有选的，都登记到名册")
    assert "已登记7个名称" in read, read
    assert "主要领导先记为黄志明，不是的到名册的“局领导”里改" in read, read
    assert "方案已启用" in clerk.press("保存并启用")

    clerk.press("名册")
    clerk.open("新增人员")  # it stays open for the next
    for unit, liaison in zip(UNITS, LIAISONS, strict=True):
        said = {"name": liaison, "home": unit, "holds": "联络员", "email": f"{ord(liaison[0])}@yunling.test.local"}
        clerk.fill("/office/roster/change/people-new", **said)
        read = clerk.send("/office/roster/change/people-new")
        assert "马上生效" in read, read
    clerk.press("设置")
    said = {"host": "127.0.0.1", "port": str(office.post.port), "tls": "不加密（端口一般是25）"}
    said |= {"sender": "办公室 <office@yunling.test.local>", "base_url": office.crowd.address}
    clerk.fill("/admin/settings", **said)
    assert "马上生效" in clerk.send("/admin/settings", "保存")
    assert "已发到lin@yunling.test.local" in clerk.send("/admin/settings/test")
    assert office.post.taken.pop()["Subject"] == "测试邮件"

    office.at(BEGAN)
    assert "2026年2月已经开始" in clerk.press("看板")
    office.at(REMINDED)
    found = {str(mail["To"].addresses[0].display_name): str(mail["Subject"]) for mail in office.post.taken}
    assert found["赵四"] == "2月25日24:00截止：社会事务股2026年2月贯彻落实情况报告"
    assert {*found} == {*LIAISONS} - {"李二"}, "whose unit only helps owes no report"
    assert (clerk.presses, clerk.fields) == STEPS
