"""A revised document beside the plan in force, in the pages: compared, chosen from, looked at, written."""

from pathlib import Path

import pytest
from lxml.html import document_fromstring

from tests.bureau import CLERK, JOBS, OTHER_CLERK
from tests.invented import PLAN
from tests.web.browser import Browser, Console
from tests.web.filled_form import fields_of
from tests.web.test_office_plans import DOCUMENT, brought, drafts

PLANS = "/office/plans"
REVISED = """清人社〔2020〕19号
关于印发《稳就业工作方案（修订稿）》的通知
2020年9月20日
一、稳就业
1.稳定就业岗位。落实稳岗返还。（责任领导：顾明远；责任单位：就业中心、仲裁股）
2.扩大参保。2020年参保人数达5万人。（责任领导：沈清；责任单位：社保中心、仲裁股）
3.走访企业。汇总走访诉求。（责任领导：顾明远；责任单位：办公室）
4.办好招聘会。每月办一场。（责任领导：顾明远；责任单位：培训股）
各单位每月25日前将落实情况加盖公章报局办公室。
"""
SUPPLEMENT = """清人社〔2020〕20号
关于稳就业工作方案的补充通知
2020年9月20日
1.办好招聘会。每月办一场。（责任领导：顾明远；责任单位：培训股）
"""
UNITS = "parts.0.measures.0.assignments.0/units"

pytestmark = pytest.mark.usefixtures("unplayed")


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, in the middle of September's report."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def plan_of(console: Console) -> Path:
    return console.hall.settings.home / "workflows" / "plan.yaml"


def comparison(clerk: Browser, console: Console, document: str = REVISED) -> tuple[str, str]:
    """Where a document that was just imported is compared, and that page."""
    brought(clerk, document)
    place = f"{PLANS}/drafts/{drafts(console)[0].stem}/compare"
    page = clerk.look(place)
    clerk.show(page)
    return place, page


def ticked(page: str) -> dict[str, bool]:
    """Each difference's key, and whether it is ticked."""
    return {box.get("value", ""): box.checked for box in document_fromstring(page).xpath('//input[@name="take"]')}


def sent(page: str, place: str, *keys: str, **more: str) -> dict[str, str | list[str]]:
    """The form with these ticked."""
    held = {name: value for name, value in fields_of(page, place).items() if name != "take"}
    return {**held, "take": [*keys], **more}


def test_the_draft_s_page_says_which_plan_it_revises(clerk: Browser, console: Console) -> None:
    page = brought(clerk, REVISED)
    assert "执行中的方案《稳就业工作方案》（清人社〔2020〕9号）标题或文号与它相同" in page
    assert f"{drafts(console)[0].stem}/compare?plan=wenjiuye-2020" in page
    clerk.press(f"{PLANS}/drafts/{drafts(console)[0].stem}/drop")
    assert "标题或文号与它相同" not in brought(clerk, DOCUMENT)


def test_each_difference_stands_with_both_values(clerk: Browser, console: Console) -> None:
    _, page = comparison(clerk, console)
    cells = [
        [" ".join(cell.text_content().split()) for cell in row] for row in document_fromstring(page).xpath("//tbody/tr")
    ]
    assert ["", "分工1.1 责任单位", "就业中心、培训股", "就业中心、仲裁股"] in cells
    assert ["", "分工2.1 指标“参保人数” 目标值", "4.82万人", "5万人"] in cells
    assert ["", "事项“稳就业月报” 几日", "27", "25"] in cells
    assert any("措施4“办好招聘会” 新增" in row[1] for row in cells)
    boxes = ticked(page)
    gone = [key for key in boxes if key.endswith("/gone")]
    assert (boxes[UNITS], [boxes[key] for key in gone]) == (True, [False] * len(gone))
    assert len(gone) == 2


def test_what_is_ticked_is_looked_at_and_written_with_the_comments_kept(clerk: Browser, console: Console) -> None:
    file = plan_of(console)
    file.write_text(PLAN.replace("day: 27\n", "day: 27 # 局务会定的\n"), encoding="utf-8")
    place, page = comparison(clerk, console)
    looked = clerk.press(place, sent(page, place, UNITS, "duties.0/day", do="look"))
    clerk.show(looked)
    assert '分工1.1</b>　责任单位<small class="block">就业中心、培训股 → 就业中心、仲裁股</small>' in looked
    assert "2020年10月：最后一天 10月27日（星期二） → 10月26日（星期一）" in looked
    assert "不再要求：培训股" in looked
    assert "2020年9月稳就业月报5家" in looked
    assert {key for key, on in ticked(looked).items() if on} == {UNITS, "duties.0/day"}
    assert "day: 27 #" in file.read_text(encoding="utf-8")
    assert "已写入方案" in clerk.press(place, sent(looked, place, UNITS, "duties.0/day", do="keep", why="局务会"))
    text = file.read_text(encoding="utf-8")
    assert ("day: 25 # 局务会定的" in text, "units: [就业中心, 仲裁股]}" in text) == (True, True)
    assert ("4.82万人" in text, "title: 稳就业工作方案\n" in text) == (True, True)
    assert drafts(console) == []
    assert "按《稳就业工作方案（修订稿）》；局务会" in clerk.look("/office/audit")
    assert "9月27日" in clerk.look(f"/office/{console.id_of(JOBS)}")


def test_with_all_that_is_proposed_the_plan_is_as_revised_and_keeps_the_office_s_own(
    clerk: Browser, console: Console
) -> None:
    place, page = comparison(clerk, console)
    keys = [key for key, on in ticked(page).items() if on]
    looked = clerk.press(place, sent(page, place, *keys, do="look"))
    clerk.press(place, {name: value for name, value in sent(looked, place, *keys, do="keep").items() if name != "drop"})
    _, left = place, clerk.look(place)
    assert [key for key, on in ticked(left).items() if on] == []
    text = plan_of(console).read_text(encoding="utf-8")
    assert all(words in text for words in ("定期走访对口企业", "每月走访企业", "办好招聘会", "清人社〔2020〕19号"))


def test_a_supplement_takes_nothing_away_unless_it_is_the_whole_plan(clerk: Browser, console: Console) -> None:
    place, page = comparison(clerk, console, SUPPLEMENT)
    assert (len(ticked(page)), '<option value="supplement" selected>' in page) == (1, True)
    whole = clerk.look(f"{place}?plan=wenjiuye-2020&scope=whole")
    assert sum(key.endswith("/gone") for key in ticked(whole)) == 3
    looked = clerk.press(place, sent(page, place, *ticked(page), do="look"))
    assert "措施4 办好招聘会</b>　新增" in looked


def test_two_at_once_and_none_at_all_are_told(clerk: Browser, console: Console) -> None:
    place, page = comparison(clerk, console)
    looked = clerk.press(place, sent(page, place, UNITS, do="look"))
    file = plan_of(console)
    file.write_text(PLAN.replace("稳就业月报", "月报"), encoding="utf-8")
    late = clerk.press(place, sent(looked, place, UNITS, do="keep"), 409)
    assert "刚刚被别人改过" in late
    assert {key for key, on in ticked(late).items() if on} == {UNITS}
    other = console.account(OTHER_CLERK)
    other.look(place)
    assert "没有选中任何一处" in other.press(place, sent(other.look(place), place, do="look"), 400)
    assert "title: 月报" in file.read_text(encoding="utf-8")


def test_what_would_be_wrong_is_said_and_not_written(clerk: Browser, console: Console) -> None:
    before = plan_of(console).read_text(encoding="utf-8")
    place, page = comparison(clerk, console, REVISED.replace("责任单位：培训股", "责任单位：招聘股"))
    fresh = next(key for key in ticked(page) if key.endswith("/new"))
    wrong = clerk.press(place, sent(page, place, fresh, do="look"), 400)
    assert "名册里没有单位“招聘股”" in wrong
    assert plan_of(console).read_text(encoding="utf-8") == before


def test_what_nobody_has_looked_at_is_marked_and_not_ticked(clerk: Browser, console: Console) -> None:
    place, page = comparison(clerk, console, REVISED.replace("就业中心、仲裁股）", "就业中心、仲裁中心）"))
    assert (ticked(page)[UNITS], "先到草稿核对" in page) == (False, True)
    draft = place.removesuffix("/compare")
    clerk.press(draft, {**fields_of(clerk.look(draft), draft), "units-0": "就业中心、仲裁股", "save": "1"})
    again = clerk.look(place)
    assert (ticked(again)[UNITS], "先到草稿核对" in again) == (True, False)


def test_a_draft_that_was_changed_whole_is_compared_as_it_is_now(clerk: Browser, console: Console) -> None:
    place, _ = comparison(clerk, console)
    [file] = drafts(console)
    file.write_text(file.read_text(encoding="utf-8").replace("就业中心, 仲裁股", "就业中心, 办公室"), encoding="utf-8")
    assert place in clerk.look(place.removesuffix("/compare"))
    assert "就业中心、办公室" in clerk.look(place)
    file.write_text("title: 稳就业工作方案\n a: [", encoding="utf-8")
    assert "缩进不对" in clerk.look(f"{place}?plan=wenjiuye-2020")


def test_a_draft_like_no_plan_is_compared_with_the_one_that_is_chosen(clerk: Browser, console: Console) -> None:
    place, page = comparison(clerk, console, DOCUMENT)
    assert "没有标题或文号相同的方案" in page
    assert "指标“参保人数”" in clerk.look(f"{place}?plan=wenjiuye-2020&scope=whole")


def test_the_same_words_once_more_are_no_draft(clerk: Browser, console: Console) -> None:
    place, page = comparison(clerk, console)
    looked = clerk.press(place, sent(page, place, *ticked(page), do="look"))
    clerk.press(place, sent(looked, place, *ticked(page), do="keep"))
    assert "没有不同，没有存草稿" in brought(clerk, REVISED)
    assert drafts(console) == []
