"""Every paper that the program writes, from the played year, as pages: each is looked at as LibreOffice lays it out.

Figures: reference/domain.md 4.3, GB/T 9704-2012. Long, since LibreOffice takes its time; skipped where it is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.bureau import Clock, Desk, Recorder, instant
from tests.simulation.whole_year import UNITS, Year, play_year
from tests.web.browser import Browser, console_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.papers.pdf import all_as_pdf
from yudu_flow.documents import libre_office
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import events, obligations
from yudu_flow.storage.database import reading
from yudu_flow.wording.contents import SECTIONS

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed"),
]

NOW, MM = "2021-09-17T10:00", 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
A4 = (210 * MM, 297 * MM)
SLACK = 2.0
"""Points that a mark may hang over the edge, or a line round a table stand outside."""
LINES = 22
SAID = "本月召开专题调度会2次，走访企业12家，通过“赣服通”受理申请326件、办结318件，办结率97.5%，比上月提高2.3个百分点。"
PLAN = "plan=liuwen-liubao-2020"
CASES = {
    "case-confirmed": ("2020-09", "report", "事业股", "case", 3),
    "case-of-figures": ("2020-10", "report", "养老工伤股", "case", 3),
    "case-of-passing": ("2021-03", "report", "就业局", "case", 3),
    "case-of-a-request": ("2021-02", "request:2", "职建股", "case", 3),
    "case-of-visits": ("2021-02", "visit-5", "专技股", "case", 3),
    "urge": ("2020-09", "report", "事业股", "urge", 1),
    "urge-of-a-request": ("2021-02", "request:2", "职建股", "urge", 1),
    "slip": ("2021-05", "report", "职建股", "slip", 1),
    "talk": ("2021-02", "visit-5", "专技股", "talk", 1),
    "extension-approved": ("2020-12", "report", "养老工伤股", "extension", 1),
    "extension-refused": ("2020-12", "report", "社保局", "extension", 1),
}
"""Period, duty, owner, paper, and its pages."""
WORD = {
    "summary-of-figures": (f"/office/summary.docx?period=2020-10&{PLAN}", 3),
    "summary-of-reports": (f"/office/summary.docx?period=2021-09&{PLAN}", 9),
    "bulletin": (f"/office/bulletin.docx?period=2020-12&{PLAN}", 5),
    "request": ("/office/requests/1.docx", 2),
}
"""Where it is taken from, and its pages at most."""
EXCEL = {
    "ledger": "/office/ledger.xlsx?period=2020-10",
    "year": "/office/year.xlsx?year=2020",
    "burden": "/office/burden.xlsx?year=2020",
    "requests": "/office/requests.xlsx",
    "targets": "/office/targets.xlsx?period=2020-11",
    "firms": "/office/firms.xlsx",
    "visits": "/office/firms/visits.xlsx?period=2020-11",
}


@dataclass(frozen=True)
class Papers:
    """What was taken away, as PDF, by name."""

    word: Mapping[str, bytes]
    excel: Mapping[str, bytes]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Of the office's desk on 17 September 2021, after the reports of that month."""
    folder = tmp_path_factory.mktemp("papers")
    year = play_year(folder)
    desk = Desk(year.bureau, Clock(instant(NOW)), Recorder("email"), Recorder("sms"))
    for unit in UNITS:
        _report(year, desk, unit)
    console = console_of(desk, folder)
    desk.memory = None  # the year is in memory itself
    try:
        clerk = console.account("bangongshi-liaison")
        word = {name: _taken(clerk, path) for name, path in _word(year)}
        excel = {name: _taken(clerk, path) for name, path in EXCEL.items()}
    finally:
        console.close()
    return Papers(all_as_pdf(word), dict(_led_over(excel, folder)))


def _report(year: Year, desk: Desk, unit: str) -> None:
    """In so many words as a month brings."""
    with reading(year.bureau.engine) as db:
        [owed] = obligations.listed(db, year.bureau.key, unit=unit, period="2021-09", duty="report")
    parts = {id: f"{SAID}（{id}）" for id in owed.assignments}
    more = "部分小微企业对社会保险缓缴、稳岗返还等政策还不熟悉，申报材料反复补正。"
    said = Report("\n".join(parts.values()), parts=parts, sections=dict.fromkeys(SECTIONS, more))
    liaison = next(id for id, one in year.bureau.roster.people.items() if one.name == f"{unit}联络员")
    file_report(year.bureau, Sought(unit, "2021-09", "report"), liaison, desk.clock(), said)


def _word(year: Year) -> Iterator[tuple[str, str]]:
    with reading(year.bureau.engine) as db:
        rows = {(row.period, row.duty, row.owner): row.id for row in obligations.listed(db, year.bureau.key)}
        visit = events.of_kind(db, year.bureau.key, FactKind.VISITED)[0]
    yield from ((name, path) for name, (path, _) in WORD.items())
    yield "visit", f"/office/firms/visits/{visit.id}.docx"
    for name, (*which, paper, _) in CASES.items():
        yield name, f"/office/{rows[which[0], which[1], which[2]]}/papers/{paper}.docx"


def _taken(clerk: Browser, path: str) -> bytes:
    answer = clerk.get(path)
    assert answer.status_code == 200, path
    return answer.content


def _led_over(books: Mapping[str, bytes], folder: Path) -> Iterator[tuple[str, bytes]]:
    files = {name: folder / f"{name}.xlsx" for name in books}
    for name, file in files.items():
        file.write_bytes(books[name])
    libre_office.led_over([*files.values()], "pdf", folder)
    yield from ((name, file.with_suffix(".pdf").read_bytes()) for name, file in files.items())


def pages_of(data: bytes) -> Iterator[Any]:
    with pdfplumber.open(BytesIO(data)) as document:
        yield from document.pages


def faults_of(page: Any, number: int) -> Iterator[str]:
    """What the standard forbids on a page of text."""
    if (abs(page.width - A4[0]) > 1, abs(page.height - A4[1]) > 1) != (False, False):
        yield f"a page of {page.width} by {page.height} points"
    foot = [one for one in page.chars if one["top"] >= BOTTOM]
    text = [one for one in page.chars if one["top"] < BOTTOM and one["text"].strip()]
    if "".join(one["text"] for one in foot).split() != ["—", str(number), "—"]:
        yield "no page number, or more below the text than that"
    if not text:
        yield "an empty page"
    outside = [one for one in text if one["x0"] < LEFT - SLACK or one["x1"] > RIGHT + 16 or one["top"] < TOP - SLACK]
    if outside:
        yield f"outside the margins: {''.join(one['text'] for one in outside)}"
    beside = [one for one in [*page.rects, *page.lines] if one["x0"] < LEFT - SLACK or one["x1"] > RIGHT + SLACK]
    if beside:
        yield "a table that stands outside the text"
    if not page.rects and not page.lines and len({round(one["bottom"]) // 12 for one in text}) > LINES:
        yield f"more than {LINES} lines"


def test_each_paper_keeps_to_the_figures_of_the_standard(papers: Papers) -> None:
    found = {
        (name, number): faults
        for name, data in papers.word.items()
        for number, page in enumerate(pages_of(data), 1)
        if (faults := [*faults_of(page, number)])
    }
    assert found == {}


def test_none_is_longer_than_it_needs_to_be(papers: Papers) -> None:
    count = {name: len([*pages_of(data)]) for name, data in papers.word.items()}
    assert {name: count[name] for name in CASES} == {name: pages for name, (*_, pages) in CASES.items()}
    assert {name: count[name] for name, (_, most) in WORD.items() if count[name] > most} == {}
    assert count["visit"] == 1


def test_each_workbook_prints_on_a4_with_nothing_off_the_page(papers: Papers) -> None:
    for name, data in papers.excel.items():
        for page in pages_of(data):
            assert sorted((round(page.width), round(page.height))) == [595, 842], name
            assert page.chars, name
            assert all(one["x0"] > 0 and one["x1"] < page.width for one in page.chars), name


def test_what_a_paper_says_is_true(papers: Papers) -> None:
    """Found by looking at these pages: a refusal's date, a put-off deadline, what nobody reported, who said what."""
    said = {
        name: "".join(page.extract_text() for page in pages_of(data)).replace("\n", "")
        for name, data in papers.word.items()
    }
    assert "请在12月29日（星期二）24:00前办理" in said["extension-refused"].replace(" ", "")
    assert "期限：3月2日（星期二）24:00" in said["case-of-a-request"].replace(" ", "")
    assert "未填报—进度不明" in said["summary-of-figures"].replace(" ", "")
    assert "2020年11月16日，李子健：满意" in said["request"].replace(" ", "")
