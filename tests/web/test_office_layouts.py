"""The pages of papers' layouts, and papers as PDF, as the office meets them."""

from io import BytesIO
from urllib.parse import quote

import pytest
from docx import Document

from tests.bureau import CLERK, INSURANCE, own_words
from tests.web.browser import Browser, Console
from yudu_flow.actions.papers import pdf
from yudu_flow.documents import libre_office
from yudu_flow.web.parts.papers import DOCX

PDF = "/office/summary.pdf?period=2020-09"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, after the first slips."""
    own_words(console.hall.settings.home)
    console.desk.until("2020-09-28T09:00")
    return console.account(CLERK)


def with_a_letterhead(clerk: Browser) -> bytes:
    """The bulletin's layout, taken away and changed."""
    answer = clerk.get("/office/papers/urge.docx")
    assert quote("催办通知单版式.docx") in answer.headers["content-disposition"]
    document, out = Document(BytesIO(answer.content)), BytesIO()
    document.paragraphs[0].insert_paragraph_before("清溪县人社局")
    document.save(out)
    return out.getvalue()


def test_a_layout_is_taken_changed_used_and_given_up(console: Console, clerk: Browser) -> None:
    paper = f"/office/{console.id_of(INSURANCE)}/papers/urge.docx"
    assert clerk.look("/office/papers").count("程序自带") == 9
    file = {"file": ("催办.docx", with_a_letterhead(clerk), DOCX)}
    assert "催办通知单已换上本局的版式" in clerk.press("/office/papers/urge", {}, files=file)
    assert Document(BytesIO(clerk.get(paper).content)).paragraphs[0].text == "清溪县人社局"
    assert "已改回程序自带的版式" in clerk.press("/office/papers/urge/restore", {})
    assert Document(BytesIO(clerk.get(paper).content)).paragraphs[0].text == "催办通知单"
    audited = clerk.look("/office/audit")
    assert ("换上文书版式" in audited, "改回文书版式" in audited) == (True, True)


def test_a_broken_layout_says_where_in_the_page(clerk: Browser) -> None:
    document, out = Document(BytesIO(clerk.get("/office/papers/urge.docx").content)), BytesIO()
    document.paragraphs[0].runs[0].text = "{{题目}}"
    document.save(out)
    file = {"file": ("催办.docx", out.getvalue(), DOCX)}
    clerk.look("/office/papers")
    answer = clerk.press("/office/papers/urge", {}, status=400, files=file)
    assert "第1段：没有“{{题目}}”这个字段" in answer
    assert clerk.look("/office/papers").count("程序自带") == 9


def test_the_unit_takes_the_written_urge_away(console: Console, clerk: Browser) -> None:
    unit, id = console.account("bai-hua"), console.id_of(INSURANCE)
    assert f'href="/mine/{id}/papers/urge.docx"' in unit.look(f"/mine/{id}")
    assert Document(BytesIO(unit.get(f"/mine/{id}/papers/urge.docx").content)).paragraphs[0].text == "催办通知单"


def test_without_libreoffice_the_page_says_how(clerk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre_office, "program", lambda: None)
    page = clerk.look("/office/summary?period=2020-09")
    assert (pdf.MISSING in page, "下载 PDF" in page) == (True, False)
    answer = clerk.get(PDF)
    assert (answer.status_code, pdf.MISSING in answer.text) == (409, True)


@pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed")
def test_with_libreoffice_the_summary_is_a_pdf(clerk: Browser) -> None:
    assert "下载 PDF" in clerk.look("/office/summary?period=2020-09")
    answer = clerk.get(PDF)
    assert (answer.status_code, answer.headers["content-type"], answer.content[:5]) == (
        200,
        "application/pdf",
        b"%PDF-",
    )
