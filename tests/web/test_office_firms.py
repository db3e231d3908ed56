"""The register of firms on its pages: what is missing, one more, its page, a workbook."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.bureau import CLERK, JOBS, SEPTEMBER
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.record_visit import record_visit

CODE = "91350100M000100Y43"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def test_it_says_what_is_missing_and_a_clerk_registers_it(clerk: Browser) -> None:
    shown = clerk.look("/office/firms")
    assert ("尚未登记" in shown, "应对口1家，已登记0家" in shown, "长河电子" in shown) == (True,) * 3
    said = {"name": "云岭食品", "credit_code": CODE, "contact": "李娟", "mobile": "139 0797 0001", "owner": "周远"}
    page = clerk.press("/office/firms", said)
    assert ("已登记" in page, "tel:13907970001" in page, "周远" in page) == (True,) * 3
    shown = clerk.look("/office/firms?text=李娟")
    assert ("139****0001" in shown, "13907970001" in shown, "尚未登记" in shown) == (True, False, False)


def test_a_visit_has_a_record_to_sign_and_a_place_in_the_month(console: Console, clerk: Browser) -> None:
    desk = console.desk
    place, needs = Sought(JOBS, SEPTEMBER), "缺技工20人"
    done = record_visit(
        desk.bureau, place, "苏禾", desk.clock(), "长河电子", way="实地", learned="=1+1", requests=needs
    )
    assert "走访记录（Word）" in clerk.look("/office/firms/1")
    paper = Document(BytesIO(clerk.get(f"/office/firms/visits/{done.event_id}.docx").content))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert all(word in text for word in ("走访企业记录", "名称：长河电子", "2020年9月21日，就业中心", needs, "签字"))
    page = load_workbook(BytesIO(clerk.get("/office/firms/visits.xlsx").content)).active
    assert page is not None
    assert [cell.value for cell in page[2]][1:8] == ["长河电子", "", JOBS, "苏禾", "实地", "=1+1", needs]
    assert {cell.data_type for cell in page[2][1:8] if cell.value} == {"s"}


def test_what_is_wrong_keeps_what_was_written(clerk: Browser) -> None:
    clerk.look("/office/firms")
    page = clerk.press("/office/firms", {"name": "云岭食品", "credit_code": CODE[:-1] + "4"}, 400)
    assert ("校验位不对" in page, "云岭食品" in page) == (True, True)


def test_a_workbook_is_tried_and_then_saved_with_a_press(clerk: Browser) -> None:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for row in (("企业名称", "对口"), ("云岭食品", "周远"), ("远山建材", "没有局")):
        book.active.append(row)
    book.save(out)
    clerk.look("/office/firms/import")
    page = clerk.press("/office/firms/import", {}, files={"file": ("企业.xlsx", out.getvalue())})
    assert ("第3行 远山建材：名册中没有“没有局”" in page, "存入名录</button>" in page) == (True, False)
    book.active.cell(3, 2).value = "培训股"
    out = BytesIO()
    book.save(out)
    page = clerk.press("/office/firms/import", {}, files={"file": ("企业.xlsx", out.getvalue())})
    assert "没有错误，还没有存入" in page
    held = page.split('name="held" value="')[1].split('"')[0]
    assert "已存入名录：新增2家<" in clerk.press("/office/firms/import", {"held": held, "save": "1"})
