"""The written urge and the answer to a request for more time, as papers: it …"""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from tests.bureau import CLERK, INSURANCE, JOBS, TRAINING, Desk, report_of
from yudu_flow.actions.acts.act import find
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.papers.item_papers import PAPERS, papers_due
from yudu_flow.actions.papers.official import OfficialPaper
from yudu_flow.actions.papers.official_docx import official_docx
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import ExtensionChoice


def paper(desk: Desk, name: str, unit: str = INSURANCE) -> OfficialPaper:
    """That of a unit's report, as it would be now."""
    with desk.bureau.reading() as db:
        return PAPERS[name][1](desk.bureau, db, find(desk.bureau, db, report_of(unit), lock=False), desk.clock())


def lines(made: OfficialPaper) -> list[str]:
    """All that its file says, tables last."""
    document = Document(BytesIO(official_docx(made)))
    cells = ["｜".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return [*filter(None, (one.text for one in document.paragraphs)), *cells]


def test_an_urge_is_numbered_dated_and_says_what_is_owed(desk: Desk) -> None:
    desk.until("2020-09-22T09:00")
    with pytest.raises(NotFound, match="还没有催办过"):
        paper(desk, "urge")
    desk.until("2020-09-30T09:00")
    said = lines(paper(desk, "urge"))
    assert said[0] == "催办通知单"
    assert said[1].startswith("〔2020〕第")
    assert said[2] == "社保中心："
    assert said[-9:-7] == ["清溪县人力资源和社会保障局办公室", "2020年9月30日"]
    table = dict(row.split("｜", 1) for row in said[-7:])
    assert table["办理期限"] == "9月27日（星期日）24:00前"
    assert table["目前情况"].startswith("逾期")
    assert "第一次催办，2020年9月28日 09:00告知白桦、罗平（邮件、短信）" in table["已催办"]
    assert "第二次催办，2020年9月30日 09:00" in table["已催办"]


def test_each_slip_has_a_number_of_its_own_that_stays(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    first = {unit: paper(desk, "urge", unit).number for unit in (INSURANCE, JOBS, TRAINING)}
    assert len({*first.values()}) == 3
    urge(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-29T10:00"))
    assert paper(desk, "urge", JOBS).number not in first.values()
    assert paper(desk, "urge", INSURANCE).number == first[INSURANCE]


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (ExtensionChoice.APPROVE, "经研究，同意延期至2020年9月29日。"),
        (ExtensionChoice.REFUSE, "经研究，不同意延期：数据早已下发。"),
    ],
)
def test_an_answer_says_what_was_asked_and_decided(desk: Desk, choice: ExtensionChoice, says: str) -> None:
    desk.until("2020-09-22T09:00")
    ask_extension(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), date(2020, 9, 29), "数据未出")
    with pytest.raises(NotFound, match="没有答复过"):
        paper(desk, "extension", TRAINING)
    reason = "数据早已下发" if choice is ExtensionChoice.REFUSE else ""
    decide_extension(desk.bureau, report_of(TRAINING), CLERK, desk.clock(), choice, reason=reason)
    said = lines(paper(desk, "extension", TRAINING))
    assert said[:3] == ["关于2020年9月稳就业月报延期申请的答复", "〔2020〕第1号", "培训股："]
    assert said[3] == (
        "你单位2020年9月22日提出的2020年9月稳就业月报延期申请收悉，申请延期至2020年9月29日，原因：数据未出。"
    )
    assert said[4] == says
    assert said[-2:] == ["清溪县人力资源和社会保障局办公室", "2020年9月22日"]


def test_both_are_offered_once_there_is_something_to_say(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    with desk.bureau.reading() as db:
        sight = find(desk.bureau, db, report_of(INSURANCE), lock=False)
        assert papers_due(desk.bureau, db, sight, desk.clock()) == (("urge", "催办通知单"),)
