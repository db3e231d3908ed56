"""A document becomes a running plan in the pages: read, looked through beside its words, started."""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import CLERK, OTHER_CLERK, change
from tests.web.browser import Browser, Console
from yudu_flow.content.home import load

PLANS = "/office/plans"
DOCUMENT = """江口人社〔2020〕9号
关于做好技能培训工作的方案
2020年9月1日
一、主要任务
1.开展培训。2020年培训不少于300人。（责任领导：顾明远；责任单位：就业中心、培训中心）
2.建立台账。（责任单位：社保中心；完成时限：2020年12月20日）
各单位每月25日前将进展情况加盖公章报局办公室。
"""


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def brought(clerk: Browser, document: str = DOCUMENT) -> str:
    """The review page of a document."""
    clerk.look(PLANS)
    page = clerk.press(PLANS, {}, files={"file": ("方案.txt", document.encode())})
    clerk.show(page)
    return page


def home_of(console: Console) -> Path:
    return console.hall.settings.home


def drafts(console: Console) -> list[Path]:
    return sorted((home_of(console) / "workflows" / "drafts").glob("*.yaml"))


def form(at: int, **fields: str) -> dict[str, str]:
    """What the page's form says of an assignment."""
    return {f"{name}-{at}": value for name, value in fields.items()}


WHOLE = {
    **{"number": "江口人社〔2020〕9号", "title": "关于做好技能培训工作的方案", "dated": "2020-09-01"},
    **form(0, measure="1", title="开展培训", leaders="顾明远", units="就业中心，培训股"),
    **form(1, measure="2", title="建立台账", units="社保中心", due="2020-12-18"),
    **{
        "every-0": "month",
        "day-0": "25",
        "sealed-0": "1",
        "target-value-0": "350人",
        "target-way-0": "keep",
        "target-state-0": "1",
    },
}


def test_it_shows_the_document_beside_what_was_read(clerk: Browser, console: Console) -> None:
    page = brought(clerk)
    assert 'id="a0">（责任领导：顾明远；责任单位：就业中心、培训中心）</mark>' in page.replace(' class="unsure"', "")
    assert ("名册里没有“培训中心”，是不是“培训股”" in page, "1 项分工要核对" in page) == (True, True)
    assert [file.suffix for file in drafts(console)] == [".yaml"]


def test_a_clerk_corrects_it_and_starts_it_without_a_line_of_yaml(clerk: Browser, console: Console) -> None:
    brought(clerk)
    [draft] = drafts(console)
    page = clerk.press(f"{PLANS}/drafts/{draft.stem}", {**WHOLE, "start": "1"})
    assert "方案已启用" in page
    [plan] = [
        one for one in load(home_of(console), date(2020, 9, 21), 2021).plans if one.number == "江口人社〔2020〕9号"
    ]
    first, second = [one for _, one in plan.assignments()]
    assert (first.units, first.targets[0].value, str(second.due)) == (("就业中心", "培训股"), 350, "2020-12-18")
    assert (first.targets[0].direction, first.targets[0].state) == ("keep", True)
    assert [(duty.day, duty.sealed) for duty in plan.duties if duty.kind.written] == [(25, True)]
    assert "启用方案" in clerk.look("/office/audit")


def test_a_draft_with_an_error_says_which_and_stays(clerk: Browser, console: Console) -> None:
    brought(clerk)
    [draft] = drafts(console)
    wrong = {**WHOLE, **form(0, measure="1", title="开展培训", units="没有局"), "start": "1"}
    page = clerk.press(f"{PLANS}/drafts/{draft.stem}", wrong, 400)
    assert "名册里没有单位“没有局”" in page
    assert [*drafts(console), *(home_of(console) / "workflows").glob("ji-neng*")] == [draft]


def test_an_unknown_name_is_chosen_from_the_roster(clerk: Browser, console: Console) -> None:
    brought(clerk)
    [draft] = drafts(console)
    said = {
        **WHOLE,
        **form(0, measure="1", title="开展培训", units="培训中心"),
        "unknown": "培训中心",
        "as-0": "培训股",
    }
    clerk.press(f"{PLANS}/drafts/{draft.stem}", said)
    assert "units: [培训股]" in draft.read_text(encoding="utf-8")


def test_what_somebody_wrote_in_the_file_is_left_alone(clerk: Browser, console: Console) -> None:
    brought(clerk)
    [draft] = drafts(console)
    draft.write_text(draft.read_text(encoding="utf-8") + "# 我的\n", encoding="utf-8")
    assert "整份改" in clerk.look(f"{PLANS}/drafts/{draft.stem}")
    clerk.press(f"{PLANS}/drafts/{draft.stem}", WHOLE, 409)
    assert draft.read_text(encoding="utf-8").endswith("# 我的\n")


def test_of_two_who_change_one_draft_the_second_is_told(clerk: Browser, console: Console) -> None:
    brought(clerk)
    [draft] = drafts(console)
    other = console.account(OTHER_CLERK)
    other.look(f"{PLANS}/drafts/{draft.stem}")
    clerk.press(f"{PLANS}/drafts/{draft.stem}", WHOLE)
    kept = draft.read_text(encoding="utf-8")
    late = other.press(f"{PLANS}/drafts/{draft.stem}", {**WHOLE, "title": "另一个标题"}, 409)
    assert ("刚刚被别人改过" in late, "现在的内容是林秋2020-09-21 09:00保存的" in late) == (True, True)
    assert draft.read_text(encoding="utf-8") == kept


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "这是图片"),
        ("只有一句话。".encode(), "没有读出责任分工"),
        (b"", "文件是空的"),
    ],
)
def test_it_says_what_to_do_with_another_file(clerk: Browser, document: bytes, words: str) -> None:
    clerk.look(PLANS)
    assert words in clerk.press(PLANS, {}, 400, files={"file": ("方案.docx", document)})


def test_what_the_document_leaves_open_stands_at_the_top(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    words = (
        "一、工作目标\n2020年新建厂房9栋。\n二、任务\n1.开展培训。（责任单位：培训股）\n"
        "各科室每双月5日前向局办公室报送进展。\n2020年9月1日"
    )
    page = brought(console.account(CLERK), words)
    top = page.partition('aria-label="文件原文"')[0]
    assert "没有读出日子" in top


def test_a_goal_of_the_whole_plan_is_given_to_a_measure_or_left_out(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    goals = "一、工作目标\n2020年新建厂房9栋，接待来访40批次。\n"
    clerk = console.account(CLERK)
    page = brought(clerk, DOCUMENT.replace("一、主要任务", f"{goals}二、主要任务"))
    assert page.count("这是总体目标，没有归到哪一项") == 2
    at = page.partition('<select id="target-of-')[2].partition('"')[0]
    other = str(int(at) + 1)
    [draft] = drafts(console)
    place = f"{PLANS}/drafts/{draft.stem}"
    assert "请选择指标归哪一项" in clerk.press(place, {**WHOLE, f"target-of-{at}": "9", "save": "1"}, 400)
    page = clerk.press(place, {**WHOLE, f"target-of-{at}": "1", f"target-gone-{other}": "1", "save": "1"})
    assert "没有归到哪一项" not in page
    assert "新建厂房" in draft.read_text().partition("建立台账")[2]
    assert "接待来访" not in draft.read_text()


COLLECTIVE = DOCUMENT.replace("；完成时限", "；配合单位：各有关股室、培训股；完成时限")


@pytest.fixture
def grouped(home: Path) -> None:
    """The roster knows a collective name."""
    change(home, "config/roster.yaml", "leadership:\n", "groups: [{name: 各责任股室}]\nleadership:\n")


def test_a_collective_that_helps_keeps_its_name_from_the_document_to_the_plan(
    grouped: None, clerk: Browser, console: Console
) -> None:
    page = brought(clerk, COLLECTIVE)
    assert "“各有关股室”是集合名称，请确认由哪些单位配合" in page
    assert 'name="co_units-1" value="各有关股室、培训股"' in page
    assert "<option>各责任股室</option>" in page
    [draft] = drafts(console)
    page = f"{PLANS}/drafts/{draft.stem}"
    chosen = {"unknown": ["培训中心", "各有关股室"], "as-1": "各责任股室"}
    clerk.press(page, {**WHOLE, **chosen, "co_units-1": "各有关股室、培训股", "save": "1"})
    assert "co_units: [各责任股室, 培训股]" in draft.read_text(encoding="utf-8")
    assert 'name="co_units-1" value="各责任股室、培训股"' in clerk.look(page)
    assert "方案已启用" in clerk.press(page, {**WHOLE, "co_units-1": "各责任股室、培训股", "start": "1"})
    plans = load(home_of(console), date(2020, 9, 21), 2021).plans
    [plan] = [one for one in plans if one.number == "江口人社〔2020〕9号"]
    first, second = [one for _, one in plan.assignments()]
    assert (first.groups, second.groups, second.co_units) == ((), (), ("各责任股室", "培训股"))


TOWNSHIPS = DOCUMENT.replace("（责任单位：社保中心；", "（责任单位：各乡镇人民政府；")


def test_a_group_that_is_nobody_yet_is_asked_for_its_members_before_the_plan_starts(
    clerk: Browser, console: Console
) -> None:
    brought(clerk, TOWNSHIPS)
    [draft] = drafts(console)
    page = f"{PLANS}/drafts/{draft.stem}"
    said = {**WHOLE, "units-1": "", "groups-1": "各乡镇人民政府"}
    assert "“各乡镇人民政府”是哪些单位，请到名册的“集合”里选上" in clerk.press(page, {**said, "enter": "1"})
    clerk.look(page)
    assert "谁也不用报" in clerk.press(page, {**said, "start": "1"}, 400)
    change(home_of(console), "config/roster.yaml", "各乡镇人民政府}", "各乡镇人民政府, members: [社保中心]}")
    clerk.look(page)
    assert "方案已启用" in clerk.press(page, {**said, "start": "1"})
