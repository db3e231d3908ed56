"""The month's summary by program: it …"""

import pytest

from tests.bureau import CLERK, JOBS, SEPTEMBER
from tests.web.browser import Console
from tests.web.programs import CLERK_ID, UNIT, Program, program_of
from yudu_flow.actions.acts.file_report import Report

KEY = "1.1@就业中心"
OF_SEPTEMBER = f"/summary?period={SEPTEMBER}"


@pytest.fixture
def office(console: Console) -> Program:
    """The office's program on 29 September: 就业中心 has reported by assignment."""
    console.desk.until("2020-09-23T09:00")
    parts = {"1.1": "返还稳岗资金12万元", "3.1": "走访两家企业"}
    said = Report(parts=parts, sections={"difficulties": "人手不足"})
    console.desk.file(JOBS, "2020-09-23T10:00", "苏禾", said)
    console.desk.until("2020-09-29T09:00")
    return program_of(console, CLERK_ID)


def paragraph(office: Program, key: str = KEY) -> dict[str, object]:
    """One of the summary's, as it stands."""
    [found] = [one for one in office.asks(OF_SEPTEMBER)["paragraphs"] if one["key"] == key]
    assert isinstance(found, dict)
    return found


def says(office: Program, text: str, status: int = 200, key: str = KEY, **more: object) -> dict[str, object]:
    """Write a paragraph."""
    said = {"period": SEPTEMBER, "paragraphs": {key: {"text": text, **more}}}
    answer = office.posts("/summary/edit", said, status)
    assert isinstance(answer, dict)
    return answer


def test_it_reads_and_writes_what_the_page_shows(office: Program, console: Console) -> None:
    assert paragraph(office)["text"] == "返还稳岗资金12万元"
    assert paragraph(office, "difficulties@就业中心")["label"] == "困难问题 就业中心"
    assert says(office, "返还稳岗资金12万元，惠及3家企业") == {"says": "已保存，改动1段"}
    assert paragraph(office)["edited"] is True
    assert "惠及3家企业" in console.account(CLERK).look(f"/office/summary?period={SEPTEMBER}")
    assert says(office, "返还稳岗资金12万元", seen=paragraph(office)["seen"]) == {"says": "已保存，改动1段"}
    assert paragraph(office)["edited"] is False


def test_it_answers_with_what_stands_where_two_wrote_the_same_paragraph(office: Program) -> None:
    seen = paragraph(office)["seen"]
    says(office, "甲的文字", seen=seen)
    more = {"3.1@就业中心": {"text": "走访三家企业"}, KEY: {"text": "乙的文字", "seen": seen}}
    told = office.posts("/summary/edit", {"period": SEPTEMBER, "paragraphs": more}, 409)
    assert (told["code"], told["saved"]) == ("conflict", ["3.1@就业中心"])
    now = paragraph(office)
    assert told["clashes"] == [{"key": KEY, "theirs": "甲的文字", "seen": now["seen"], "mine": "乙的文字"}]
    assert paragraph(office, "3.1@就业中心")["text"] == "走访三家企业"
    says(office, "乙看过的文字", seen=now["seen"])
    assert paragraph(office)["text"] == "乙看过的文字"


def test_it_writes_over_nothing_that_nobody_says_to_have_seen(office: Program) -> None:
    says(office, "甲的文字")
    assert "已经改写过" in str(says(office, "乙的文字", 409)["message"])
    assert paragraph(office)["text"] == "甲的文字"


def test_it_says_which_paragraphs_there_are(office: Program) -> None:
    assert "opening、1.1@就业中心" in str(says(office, "文字", 400, "9.9@就业中心")["message"])
    assert "照看到的原样写" in str(says(office, "文字", 400, seen="abc")["message"])


def test_it_is_final_and_takes_nothing_until_it_is_a_draft_again(office: Program, console: Console) -> None:
    state = {"period": SEPTEMBER, "version": 0, "state": "final"}
    assert office.posts("/summary/state", state) == {"says": "已定稿"}
    assert office.posts("/summary/state", state, 409)["code"] == "conflict"
    assert "已经定稿" in str(says(office, "另一段文字", 409)["message"])
    assert office.posts("/summary/state", {**state, "version": 1, "state": "draft"}) == {"says": "已改回草稿"}
    says(office, "另一段文字")
    assert office.asks(OF_SEPTEMBER)["state"] == "draft"
    program_of(console, UNIT).asks(OF_SEPTEMBER, 403)
