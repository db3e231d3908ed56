"""The rules changed in their page: looked at, checked at their fields, kept with the file's comments; adopted too."""

import difflib
from datetime import date
from pathlib import Path

import pytest

from tests.bureau import CLERK
from tests.web.browser import Browser, Console
from tests.web.filled_form import fields_of, name_of
from yudu_flow.content.home import load
from yudu_flow.domain.rules import Rules

RULES = "/office/rules"
REPORT = f"{RULES}/report"


pytestmark = pytest.mark.usefixtures("unplayed")


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, in the middle of September's report."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def file_of(console: Console) -> Path:
    return console.hall.settings.home / "config" / "rules.yaml"


def look(clerk: Browser, page: str, said: dict[str, str], status: int = 200) -> str:
    held = fields_of(clerk.look(page), page)
    assert held.keys() >= said.keys()
    shown = clerk.press(page, {**held, **said, "do": "look"}, status)
    clerk.show(shown)
    return shown


def kept(console: Console, clerk: Browser, page: str, looked: str) -> tuple[Rules, list[str]]:
    """The rules after it, and the lines that are others."""
    before = file_of(console).read_text(encoding="utf-8")
    clerk.press(page, {**fields_of(looked, page), "do": "keep"})
    after = file_of(console).read_text(encoding="utf-8")
    lines = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:1] in "+-"]
    return load(console.hall.settings.home, date(2020, 9, 21), 2021).rules, lines


@pytest.mark.parametrize("days", ["9" * 5000, "²", "٣"])
def test_days_that_are_no_number_of_any_calendar_are_said_at_their_field(clerk: Browser, days: str) -> None:
    name = next(one for one in fields_of(clerk.look(REPORT), REPORT) if one.endswith("before.0.days"))
    look(clerk, REPORT, {name: days}, 400)


def test_a_decision_changes_its_line_alone(console: Console, clerk: Browser) -> None:
    shown = look(clerk, RULES, {"inclusive": "false", "request_days": "5"})
    assert '期限当天算按时<small class="block">是 → 否' in shown
    assert "2020年10月：最后一天 10月27日（星期二） → 10月26日（星期一）" in shown
    assert "2020年9月稳就业月报5家" in shown
    rules, lines = kept(console, clerk, RULES, shown)
    assert (rules.inclusive, rules.request_days) == (False, 5)
    assert lines == [
        "- inclusive: true # “27日前”27日当天交算不算按时：true 算，false 不算（26日为最后一天）",
        "+ inclusive: false # “27日前”27日当天交算不算按时：true 算，false 不算（26日为最后一天）",
        "- request_days: 7 # 牵头单位几个工作日内答复",
        "+ request_days: 5 # 牵头单位几个工作日内答复",
    ]
    assert "修改规则" in clerk.look("/office/audit")


def test_a_rung_is_called_by_its_days_and_put_in_order(console: Console, clerk: Browser) -> None:
    held = fields_of(clerk.look(REPORT), REPORT)
    days = name_of({name: value for name, value in held.items() if name.startswith("before.")}, ".days", "5")
    more = clerk.press(REPORT, {**held, days: "4", "do": "add:before"})
    fresh = {"before.4.days": "7", "before.4.channels": "email、sms", "before.4.to": "liaison、head"}
    said = {**fields_of(more, REPORT), **fresh}
    shown = clerk.press(REPORT, {**said, "do": "look"})
    rules, lines = kept(console, clerk, REPORT, shown)
    assert [rung.name for rung in rules.ladders["report"].before] == ["R-7", "R-4", "R-3", "R-1", "R-0"]
    assert lines == [
        "+       - {name: R-7, days: 7, channels: [email, sms], to: [liaison, head]}",
        "-       - {name: R-5, days: 5, channels: [email], to: [liaison]}",
        "+       - {name: R-4, days: 4, channels: [email], to: [liaison]}",
    ]


def test_an_error_stands_at_its_field(clerk: Browser) -> None:
    page = look(clerk, RULES, {"pass_at": "21:00"}, 400)
    assert '<small class="wrong" id="pass_at-wrong">发送时刻“21:00”落在免打扰时段内' in page
    page = look(clerk, REPORT, {"after.1.days": "1"}, 400)
    assert 'id="after.1.days-wrong"' in page


def test_coloured_slips_and_a_ladder_of_its_own_are_added(console: Console, clerk: Browser) -> None:
    more = clerk.press(RULES, {**fields_of(clerk.look(RULES), RULES), "do": "add:coloured_slips"})
    said = {**fields_of(more, RULES), "coloured_slips.0.colour": "黄", "coloured_slips.0.word": "警示"}
    rules, _ = kept(console, clerk, RULES, clerk.press(RULES, {**said, "do": "look"}))
    assert [(slip.colour, slip.word) for slip in rules.coloured_slips] == [("黄", "警示")]
    clerk.look(RULES)
    assert "请选择照哪一段" in clerk.press(f"{RULES}/new", {"name": "report-late", "like": "没有的"}, 400)
    clerk.show(clerk.press(f"{RULES}/new", {"name": "report-urgent", "like": "report"}))
    urgent = f"{RULES}/report-urgent"
    held = fields_of(clerk.look(f"{urgent}?like=report"), urgent)
    shown = clerk.press(urgent, {**held, "soon_days": "6", "do": "look"})
    rules, lines = kept(console, clerk, urgent, shown)
    assert rules.ladders["report-urgent"].soon_days == 6
    assert lines == ["+   report-urgent: {like: report, soon_days: 6}"]


def test_rules_that_were_tried_in_the_rehearsal_are_adopted(console: Console, clerk: Browser) -> None:
    text = file_of(console).read_text(encoding="utf-8").replace("return_days: 2 ", "return_days: 4 ")
    clerk.look("/office/preview")
    page = clerk.press("/office/preview", {"rules": text})
    adopt = f"{RULES}/adopt"
    clerk.show(page)
    assert "已写入规则" in clerk.press(adopt, fields_of(page, adopt))
    assert file_of(console).read_text(encoding="utf-8") == text
    assert "return_days：2 → 4" in clerk.look("/office/audit")
    late = clerk.press(adopt, {"tried": "0" * 16}, 400)
    assert "请重新粘贴" in late


def test_every_ladder_has_its_page(console: Console, clerk: Browser) -> None:
    page = clerk.look(RULES)
    assert "报送（每周）" in page
    clerk.look(f"{RULES}/visit")
    clerk.look(f"{RULES}/task-none", 404)
    looked = look(clerk, f"{RULES}/report-half-year", {"soon_days": "8"})
    rules, _ = kept(console, clerk, f"{RULES}/report-half-year", looked)
    assert rules.ladders["report-half-year"].soon_days == 8
