"""What firms ask for, on the pages and through the API: recorded from a visit, answered, called back, decided."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.bureau import CLERK, INSURANCE, JOBS, SEPTEMBER
from tests.web.browser import Console
from tests.web.programs import program_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.call_back import call_back
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.domain.facts import Satisfaction

SEERS = ("lin-qiu", "su-he", "bai-hua")


def id_of(console: Console, owner: str, duty: str) -> int:
    found = program_of(console, "lin-qiu").asks("/requests/1")["steps"]
    return next(int(one["id"]) for one in found if one["obligation"].endswith(f"/{duty}/{owner}"))


def test_a_visits_request_is_recorded_and_answered_on_the_pages(september: Console) -> None:
    unit = september.account("su-he")
    page = unit.look("/mine/requests?firm=长河电子&text=招不到焊工")
    assert 'value="长河电子"' in page
    unit.press("/mine/requests", {"firm": "长河电子", "need": "用工", "text": "招不到焊工", "lead": JOBS})
    lead = id_of(september, JOBS, "request:1")
    assert "答复企业诉求" in unit.look(f"/mine/{lead}")
    unit.press(f"/mine/{lead}/answer", {"text": "已送12人"})
    assert "待回访" in unit.look("/mine/requests/1")
    call = id_of(september, JOBS, "request-call:1")
    assert "登记回访" in unit.look(f"/mine/{call}")
    unit.press(f"/mine/{call}/callback", {"decision": "满意"})
    assert "已办结（满意）" in unit.look("/mine/requests/1")
    clerk = september.account("lin-qiu")
    assert "第1号" in clerk.look("/office/requests")
    assert "交办单（Word）" in clerk.look("/office/requests/1")
    slip = "\n".join(one.text for one in Document(BytesIO(clerk.get("/office/requests/1.docx").content)).paragraphs)
    assert all(word in slip for word in ("第1号", "名称：长河电子", "用工：招不到焊工", "就业中心牵头", "已送12人"))


def test_no_form_offers_a_unit_that_has_ended(september: Console) -> None:
    roster = september.desk.bureau.roster
    units = roster.units | {JOBS: replace(roster.units[JOBS], until=date(2020, 9, 1), into=INSURANCE)}
    content = replace(september.desk.bureau.content, roster=replace(roster, units=units))
    september.desk.bureau = replace(september.desk.bureau, content=content)
    clerk = september.account("lin-qiu")
    pages = [clerk.look(page) for page in ("/office/requests", "/office")]
    assert [f"<option>{unit}</option>" in page for page in pages for unit in (JOBS, INSURANCE)] == [False, True] * 2


def test_who_has_no_part_in_it_does_not_see_it(september: Console) -> None:
    open_request(september.desk.bureau, "苏禾", september.desk.clock(), Asking("长河电子", "用工", "招工", JOBS))
    assert program_of(september, "bai-hua").asks("/requests") == []
    program_of(september, "bai-hua").asks("/requests/1", 404)
    assert "没有第1号企业诉求" in september.account("bai-hua").look("/mine/requests/1", 404)


def test_a_program_opens_and_the_leader_decides(september: Console) -> None:
    desk, office = september.desk, program_of(september, "lin-qiu")
    said = {"firm": "清溪家具厂", "need": "社保", "text": "想补缴", "lead": JOBS, "helpers": [INSURANCE]}
    opened = office.posts("/requests", said)
    assert [one["obligation"] for one in opened] == ["2020-09/request:1/就业中心", "2020-09/request-help:1/社保中心"]
    for round_ in ("", ".2"):
        program_of(september, "su-he").does(id_of(september, JOBS, f"request:1{round_}"), "answer", text="已办")
        call = Sought("办公室", "", f"request-call:1{round_}")
        call_back(desk.bureau, call, CLERK, desk.clock(), Satisfaction.NOT, "还没到账")
    leader, lead = september.account("gu-mingyuan"), id_of(september, JOBS, "request:1.2")
    assert "待领导决定" in leader.look("/leader/requests")
    assert "企业两次不满意，请决定" in leader.look(f"/leader/{lead}")
    leader.press(f"/leader/{lead}/request", {"decision": "close", "reason": "已说明政策"})
    assert office.asks("/requests/1")["stage"] == "ended"


def sheets(data: bytes) -> tuple[Worksheet, Worksheet]:
    """The requests, and their steps."""
    book = load_workbook(BytesIO(data))
    return book["诉求"], book["办理步骤"]


def test_the_ledger_is_ready_to_print_and_holds_no_formula(september: Console) -> None:
    desk, clerk = september.desk, september.account("lin-qiu")
    assert "/office/requests.xlsx" not in clerk.look("/office/requests")
    said = Asking("=HYPERLINK(1)", "用工", "=1+1", JOBS, [INSURANCE])
    open_request(desk.bureau, "苏禾", desk.clock(), said)
    program_of(september, "su-he").does(id_of(september, JOBS, "request:1"), "answer", text="+已送12人")
    assert 'href="/office/requests.xlsx"' in clerk.look("/office/requests")
    listed, steps = sheets(clerk.get("/office/requests.xlsx").content)
    row = {heading.value: cell for heading, cell in zip(listed[1], listed[2], strict=True)}
    assert [row[name].value for name in ("编号", "企业", "诉求", "牵头单位", "配合单位", "答复")] == [
        *(1, "=HYPERLINK(1)", "=1+1", JOBS, INSURANCE, "+已送12人")
    ]
    assert {row[name].data_type for name in ("企业", "诉求", "答复")} == {"s"}
    assert row["登记日期"].data_type == "d"
    assert [cell.value for cell in steps["E"]] == ["由谁办理", JOBS, INSURANCE, "就业中心"]
    for page in (listed, steps):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.print_title_rows, page.page_setup.fitToHeight) == ("$1:$1", 0)


def test_a_program_takes_the_papers_that_its_person_may_see(september: Console) -> None:
    desk, office = september.desk, program_of(september, "lin-qiu")
    open_request(desk.bureau, "苏禾", desk.clock(), Asking("长河电子", "用工", "招工", JOBS))
    assert [sheets(program_of(september, who).get("/api/v1/requests.xlsx").content)[0].max_row for who in SEERS] == [
        *(2, 2, 1)
    ]
    slip = Document(BytesIO(office.get("/api/v1/requests/1.docx").content))
    assert "企业诉求交办单（第1号）" in [one.text for one in slip.paragraphs]
    assert program_of(september, "bai-hua").get("/api/v1/requests/1.docx").status_code == 404
    done = record_visit(desk.bureau, Sought(JOBS, SEPTEMBER), "苏禾", desk.clock(), "长河电子", learned="=1+1")
    [step] = [one for one in office.asks("/firms/1")["course"] if one["visit"]]
    assert step["visit"] == done.event_id
    record = Document(BytesIO(office.get(f"/api/v1/firms/visits/{step['visit']}.docx").content))
    assert any("=1+1" in one.text for one in record.paragraphs)
    month = load_workbook(BytesIO(office.get(f"/api/v1/firms/visits.xlsx?period={SEPTEMBER}").content))["走访"]
    row = {heading.value: cell for heading, cell in zip(month[1], month[2], strict=True)}
    assert (row["了解的情况"].data_type, row["未办结诉求（件）"].value) == ("s", 1)
