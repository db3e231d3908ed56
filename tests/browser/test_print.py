"""What is printed reads on A4 upright: lists are tables with lamps, whose and of which day; a paper is as ever."""

from pathlib import Path

import pypdfium2
import pytest

from tests.browser.conftest import Place
from tests.browser.visitors import Person
from tests.bureau import JOBS, report_of
from yudu_flow.actions.acts.file_report import Report, file_report

STAMP = "林秋 2020年10月14日 10:00打印"
TABLE = """() => [getComputedStyle(document.querySelector('main table tr')).display,
  getComputedStyle(document.querySelector('.lamp i')).printColorAdjust]"""
LISTS = ("/office", "/office/todo/month", "/office/todo/calls", "/office/year", "/office/burden", "/office/{jobs}")


@pytest.fixture
def size() -> str:
    """Printed from a desk's screen."""
    return "desk"


def printed(person: Person, path: str, file: Path) -> str:
    """The words of the PDF that a browser makes of a page."""
    person.look(path)
    person.page.pdf(path=file, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(file) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def test_lists_and_papers_are_fit_for_paper(place: Place, tmp_path: Path) -> None:
    bureau, desk = place.desk.bureau, place.desk
    place.until("2020-09-22T10:00")
    file_report(bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress="落实稳岗返还120万元"))
    place.until("2020-10-14T10:00")
    clerk, jobs = place.crowd.signed_in(bureau, desk.clock, "lin-qiu"), place.id_of(JOBS)
    for number, path in enumerate(LISTS):
        said = printed(clerk, path.format(jobs=jobs), tmp_path / f"{number}.pdf")
        assert STAMP in said, path
        assert "接收报告" not in said, path
    clerk.look("/office/todo/month")
    clerk.page.emulate_media(media="print")
    clerk.page.set_viewport_size({"width": 680, "height": 1000})
    assert clerk.page.evaluate(TABLE) == ["table-row", "exact"]
    assert STAMP not in printed(clerk, "/office/summary/print", tmp_path / "paper.pdf")
    unit = place.crowd.signed_in(bureau, desk.clock, "su-he")
    assert "清溪县就业服务中心关于2020年9月" in printed(unit, f"/mine/{jobs}/print", tmp_path / "report.pdf")
