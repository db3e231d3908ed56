"""A plan typed from nothing in the page, and a draft changed whole: kept as it is, started when it is right."""

from datetime import date

import pytest

from tests.bureau import CLERK, OTHER_CLERK
from tests.web.browser import Browser, Console
from tests.web.filled_form import fields_of
from tests.web.test_office_plans import brought
from yudu_flow.content.home import load

PLANS = "/office/plans"
BLANK = {"title": "关于做好培训工作方案", "number": "清人社〔2020〕12号", "dated": "2020-09-18"}
ASSIGNMENT = "parts.0.measures.0.assignments.0"
WRITTEN = {
    **{"parts.0.title": "主要任务", "parts.0.measures.0.title": "开展培训"},
    **{f"{ASSIGNMENT}.summary": "培训300人", f"{ASSIGNMENT}.units": "培训股", f"{ASSIGNMENT}.leaders": "顾明远"},
}


pytestmark = pytest.mark.usefixtures("unplayed")


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def begun(clerk: Browser) -> str:
    """A new draft's form."""
    clerk.look(PLANS)
    page = clerk.press(f"{PLANS}/blank", BLANK)
    clerk.show(page)
    return page


def edit_of(page: str) -> str:
    """Where its form goes."""
    return next(part for part in page.split('"') if part.startswith(f"{PLANS}/drafts/") and part.endswith("/edit"))


def test_a_plan_is_typed_from_nothing_and_started(console: Console, clerk: Browser) -> None:
    page = begun(clerk)
    edit = edit_of(page)
    draft = edit.removesuffix("/edit")
    page = clerk.press(edit, {**fields_of(page, edit), **WRITTEN, "do": "add:duties:kind=report"})
    looked = clerk.press(edit, {**fields_of(page, edit), "duties.0.day": "20", "do": "look"}, 400)
    assert 'id="duties.0.basis-wrong">“依据”没有填' in looked
    assert 'id="duties.0.title-wrong">“名称”没有填' in looked
    said = {"duties.0.basis": "清人社〔2020〕12号", "duties.0.title": "培训月报"}
    looked = clerk.press(edit, {**fields_of(looked, edit), **said, "do": "look"})
    assert "培训月报</b><br>新增：2020年10月起，最后一天 10月20日（星期二）<br>增加：培训股" in looked
    clerk.show(clerk.press(edit, {**fields_of(looked, edit), "do": "keep"}))
    assert "方案已启用" in clerk.press(f"{draft}/start")
    plans = load(console.hall.settings.home, date(2020, 9, 21), 2021).plans
    [plan] = [one for one in plans if one.number == "清人社〔2020〕12号"]
    assert [(one.id, one.units) for _, one in plan.assignments()] == [("1.1", ("培训股",))]
    assert [(duty.title, duty.day) for duty in plan.duties] == [("培训月报", 20)]
    assert "新拟方案草稿" in clerk.look("/office/audit")


def test_a_draft_is_kept_half_done_and_goes_on(clerk: Browser) -> None:
    page = begun(clerk)
    edit = edit_of(page)
    kept = clerk.press(edit, {**fields_of(page, edit), **WRITTEN, "do": "keep"})
    assert "草稿已保存" in kept
    assert fields_of(clerk.look(edit), edit)[f"{ASSIGNMENT}.summary"] == "培训300人"
    assert "关于做好培训工作方案" in clerk.look(PLANS)
    draft = edit.removesuffix("/edit")
    clerk.look(draft)
    assert "还有错误，没有启用" in clerk.press(f"{draft}/start", status=400)


def test_a_draft_from_a_document_is_changed_whole(clerk: Browser, console: Console) -> None:
    brought(clerk)
    [file] = (console.hall.settings.home / "workflows" / "drafts").glob("*.yaml")
    edit = f"{PLANS}/drafts/{file.stem}/edit"
    page = fields_of(clerk.look(edit), edit)
    form = {name: words for name, words in page.items() if name != "token"}
    other = console.account(OTHER_CLERK)
    other.look(edit)
    clerk.press(edit, {**form, "title": "改过的标题", "do": "keep"})
    assert "title: 改过的标题" in file.read_text(encoding="utf-8")
    late = other.press(edit, {**form, "title": "晚到的标题", "do": "keep"}, 409)
    assert fields_of(late, edit)["title"] == "晚到的标题"
    assert "现在的内容是林秋2020-09-21 09:00保存的" in late
    assert "修改方案草稿" in clerk.look("/office/audit")
    assert "整份改" in clerk.look(f"{PLANS}/drafts/{file.stem}")


def test_a_title_is_asked_for(clerk: Browser) -> None:
    clerk.look(PLANS)
    page = clerk.press(f"{PLANS}/blank", {**BLANK, "title": ""}, 400)
    assert "请填写标题" in page
