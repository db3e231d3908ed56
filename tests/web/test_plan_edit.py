"""A plan in force changed in its page: looked at first, written into its file, from the next periods on."""

from pathlib import Path

import pytest

from tests.bureau import CLERK, JOBS, OTHER_CLERK, TRAINING, change
from tests.web.browser import Browser, Console
from tests.web.filled_form import fields_of
from yudu_flow.content.home import load

PLAN = "/office/plans/wenjiuye-2020"
EDIT = f"{PLAN}/edit"
TRAINED = "parts.0.measures.0.assignments.0"
TARGET = "parts.0.measures.1.assignments.0"


pytestmark = pytest.mark.usefixtures("unplayed")


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, in the middle of September's report."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def text_of(console: Console) -> str:
    return (console.hall.settings.home / "workflows" / "plan.yaml").read_text(encoding="utf-8")


def typed(clerk: Browser, changes: dict[str, str]) -> dict[str, str]:
    """The form with other words in it."""
    held = fields_of(clerk.look(EDIT), EDIT)
    assert held.keys() >= changes.keys()
    return {**held, **changes}


def look(clerk: Browser, changes: dict[str, str], status: int = 200) -> str:
    page = clerk.press(EDIT, {**typed(clerk, changes), "do": "look"}, status)
    clerk.show(page)
    return page


def save(clerk: Browser, looked: str, status: int = 200, **more: str) -> str:
    return clerk.press(EDIT, {**fields_of(looked, EDIT), "do": "keep", **more}, status)


def test_the_plan_stands_on_its_page(clerk: Browser) -> None:
    page = clerk.look(PLAN)
    assert all(words in page for words in ("扩大参保覆盖面", "每月27日", "参保人数 48,200人", EDIT))
    assert PLAN in clerk.look("/office/plans")


ODD_PLACES = ("9" * 5000, "²", "9999", "-1", "٣")


@pytest.mark.parametrize("odd", ODD_PLACES, ids=range(len(ODD_PLACES)))
def test_a_place_that_no_list_has_moves_nothing(clerk: Browser, console: Console, odd: str) -> None:
    before, held = text_of(console), typed(clerk, {})
    for act in (f"up:parts.{odd}", f"drop:parts.{odd}.measures.0", f"add:parts.{odd}.measures"):
        assert fields_of(clerk.press(EDIT, {**held, "do": act}), EDIT).keys() == held.keys()
    answer = clerk.send_form(EDIT, {**held, "parts.0.measures.0.was": f"parts.0.measures.{odd}", "do": "look"})
    assert (answer.status_code < 500, text_of(console)) == (True, before)


@pytest.mark.parametrize("kind", ["", "=1+1"])
def test_a_kind_of_duty_that_there_is_not_is_an_error_of_the_form(clerk: Browser, kind: str) -> None:
    held = typed(clerk, {"duties.0.kind": kind})
    assert "更名的方案" in clerk.press(EDIT, {**held, "title": "更名的方案", "do": "look"}, 400)
    del held["duties.0.kind"]
    assert clerk.send_form(EDIT, {**held, "do": "look"}).status_code in (200, 400)


@pytest.mark.parametrize("words", ["[" * 900, "{" * 900, "- " * 900], ids=range(3))
def test_words_that_would_be_a_thousand_lists_are_words(clerk: Browser, words: str) -> None:
    page = look(clerk, {"title": words})
    assert words.strip() in page


def test_a_change_is_shown_from_when_before_it_is_kept(clerk: Browser, console: Console) -> None:
    before = text_of(console)
    page = look(clerk, {"duties.0.day": "25", f"{TRAINED}.units": "就业中心"})
    assert '事项“稳就业月报”</b>　几日<small class="block">27 → 25</small>' in page
    assert '分工1.1</b>　责任单位<small class="block">就业中心、培训股 → 就业中心</small>' in page
    assert "2020年10月：最后一天 10月27日（星期二） → 10月26日（星期一）" in page
    assert "不再要求：培训股" in page
    assert "2020年9月稳就业月报5家" in page
    assert text_of(console) == before
    assert "已写入方案" in save(clerk, page, why="局务会定的")
    changed = [one for one in zip(before.splitlines(), text_of(console).splitlines(), strict=True) if one[0] != one[1]]
    assert [after.strip() for _, after in changed] == [
        '- {id: "1.1", summary: 落实稳岗返还, leaders: [顾明远], units: [就业中心]}',
        "day: 25",
    ]
    audit = clerk.look("/office/audit")
    assert "修改方案" in audit
    said = "局务会定的；分工1.1 责任单位：就业中心、培训股 → 就业中心；事项“稳就业月报” 几日：27 → 25"
    assert said in audit


def test_a_day_of_a_year_to_come_is_said_with_its_year(clerk: Browser) -> None:
    page = look(clerk, {f"{TRAINED}.due": "2021-03-31"})
    assert "最后一天 2021年3月31日（星期三）" in page


def test_what_is_open_stays_as_it_is(clerk: Browser, console: Console) -> None:
    save(clerk, look(clerk, {"duties.0.day": "25"}))
    assert "9月27日" in clerk.look(f"/office/{console.id_of(JOBS)}")


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(clerk: Browser, console: Console) -> None:
    before = text_of(console)
    page = look(clerk, {f"{TRAINED}.units": "就业中心、培训中心", "title": "新的标题", "duties.0.day": "四十"}, 400)
    assert 'id="duties.0.day-wrong">“几日”应为整数，现为“四十”' in page
    held = fields_of(page, EDIT)
    assert (held["title"], held[f"{TRAINED}.units"], held["duties.0.day"]) == ("新的标题", "就业中心、培训中心", "四十")
    assert "looked" not in held
    page = clerk.press(EDIT, {**held, "duties.0.day": "27", "do": "look"}, 400)
    assert f'<small class="wrong" id="{TRAINED}.units-wrong">名册里没有单位“培训中心”（是不是“培训股”）' in page
    assert text_of(console) == before


def test_only_what_was_looked_at_is_kept(clerk: Browser, console: Console) -> None:
    before = text_of(console)
    page = look(clerk, {"title": "新的标题"})
    again = save(clerk, page, title="又改了")
    assert "改了什么" in again
    assert text_of(console) == before


def test_the_second_of_two_editors_is_told_and_keeps_the_words(clerk: Browser, console: Console) -> None:
    other = console.account(OTHER_CLERK)
    page = look(clerk, {"title": "林秋的标题"})
    save(other, look(other, {f"{TRAINED}.summary": "陶然的说明"}))
    late = save(clerk, page, 409)
    assert "刚刚被别人改过" in late
    assert "现在的内容是陶然2020-" in late
    assert fields_of(late, EDIT)["title"] == "林秋的标题"
    assert "陶然的说明" in text_of(console)


def test_entries_are_added_moved_and_taken_out(clerk: Browser, console: Console) -> None:
    page = clerk.press(EDIT, {**typed(clerk, {}), "do": "add:parts.0.measures.0.assignments"})
    fresh = "parts.0.measures.0.assignments.1"
    said = {
        **fields_of(page, EDIT),
        f"{fresh}.summary": "办好招聘会",
        f"{fresh}.units": TRAINING,
        f"{fresh}.leaders": "顾明远",
    }
    moved = clerk.press(EDIT, {**said, "do": "up:parts.0.measures.1"})
    assert fields_of(moved, EDIT)["parts.0.measures.0.title"] == "扩大参保"
    shorter = clerk.press(EDIT, {**fields_of(moved, EDIT), "do": "drop:parts.0.measures.2.assignments.2"})
    looked = clerk.press(EDIT, {**fields_of(shorter, EDIT), "do": "look"})
    assert all(words in looked for words in ("分工1.2</b>　新增", "分工3.3</b>　删去", "移动"))
    save(clerk, looked)
    plan = load(console.hall.settings.home, console.desk.clock().date(), 2021).plans[0]
    assert [(measure.number, one.id) for measure, one in plan.assignments()] == [
        (2, "2.1"),
        (1, "1.1"),
        (1, "1.2"),
        (3, "3.1"),
        (3, "3.2"),
    ]


def test_a_duty_and_a_target_are_added(clerk: Browser, console: Console) -> None:
    page = clerk.press(EDIT, {**typed(clerk, {}), "do": "add:duties:kind=report"})
    page = clerk.press(EDIT, {**fields_of(page, EDIT), "do": f"add:{TARGET}.targets"})
    said = {
        **{"duties.3.title": "每周简报", "duties.3.basis": "局务会", "duties.3.every": "week", "duties.3.day": "周五"},
        **{f"{TARGET}.targets.1.{name}": value for name, value in NEW_TARGET.items()},
    }
    held = fields_of(page, EDIT)
    assert "duties.3.firms" not in held
    looked = clerk.press(EDIT, {**held, **said, "do": "look"})
    assert "新增：2020年第" in looked
    save(clerk, looked)
    plan = load(console.hall.settings.home, console.desk.clock().date(), 2021).plans[0]
    assert [(one.id, one.day, one.every) for one in plan.duties][-1] == ("wenjiuye-2020-report", 5, "week")
    assert [target.name for _, one in plan.assignments() for target in one.targets] == ["参保人数", "新增参保"]


NEW_TARGET = {"name": "新增参保", "value": "500", "unit": "人", "as_written": "500人", "by": "2020-12-31"}


def test_nobody_else_changes_it(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    assert console.account("苏禾").get(EDIT).status_code == 403
    assert Path(console.hall.settings.home / "workflows" / "plan.yaml").exists()


@pytest.fixture
def grouped(home: Path) -> None:
    """The roster knows a collective name."""
    change(home, "config/roster.yaml", "leadership:\n", "groups: [{name: 各责任股室}]\nleadership:\n")


def test_a_group_is_named_as_helping_in_the_form_and_keeps_its_name(
    grouped: None, clerk: Browser, console: Console
) -> None:
    assert "名册里没有单位或集合名称“各有责股室”" in look(clerk, {f"{TRAINED}.co_units": "各有责股室"}, 400)
    save(clerk, look(clerk, {f"{TRAINED}.co_units": "各责任股室"}))
    assert "co_units: [各责任股室]" in text_of(console)
    assert fields_of(clerk.look(EDIT), EDIT)[f"{TRAINED}.co_units"] == "各责任股室"
