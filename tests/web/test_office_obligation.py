"""One obligation as the office sees it: the report beside last month's, its papers, its trace."""

import io

import pytest
from PIL import Image

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, LIAISON, SEPTEMBER, report_of
from tests.web.browser import Browser, Console
from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import Act, find, perform_on
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.verb import nothing
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.roster import Who
from yudu_flow.storage import attachments, drafts
from yudu_flow.storage.database import writing
from yudu_flow.storage.new_rows import NewAttachment

OCTOBER = "2020-10"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋 of the office, in September."""
    console.desk.until("2020-09-22T09:00")
    return console.account(CLERK)


def picture(colour: str = "white") -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "JPEG")
    return out.getvalue()


def kept(console: Console, owner: str, *, filed: bool, period: str = SEPTEMBER) -> int:
    """A picture of an obligation, filed or waiting in the unit's draft; its id."""
    bureau, now, store = console.desk.bureau, console.desk.clock(), console.hall.store
    digest = attachments.keep(store, picture())
    file = NewAttachment(digest, "盖章页.jpg", 9, "image", pages=1, thumb=digest, seal="not_seen")
    with writing(bureau.engine) as db:
        fid = attachments.add(db, bureau.key, console.id_of(owner, period=period), file)
        if filed:
            sight, actor = find(bureau, db, report_of(owner, period)), who(bureau, LIAISON[owner])
            made = perform_on(
                bureau,
                db,
                sight,
                actor,
                now,
                file_report.deed,
                nothing,
                lambda scene: Act(Fact(FactKind.FILED, scene.at)),
                seen=None,
            )
            attachments.claim(db, console.desk.bureau.key, console.id_of(owner, period=period), made.event_id)
    return fid


def test_it_marks_what_changed_since_last_month(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(
        INSURANCE, "2020-09-23T10:00", "白桦", Report(progress="新增参保320人。已宣传。", figures={"参保人数": 46100})
    )
    desk.at("2020-10-20T09:00")
    said = Report(
        progress="新增参保410人。已宣传。", sections={"difficulties": "人手不足"}, figures={"参保人数": 46020}
    )
    file_report(desk.bureau, report_of(INSURANCE, OCTOBER), "白桦", desk.clock(), said)
    page = console.account(CLERK).look(f"/office/{console.id_of(INSURANCE, period=OCTOBER)}")
    assert "<del>新增参保320人。</del><ins>新增参保410人。</ins>已宣传。" in page
    assert "<ins>人手不足</ins>" in page
    assert ("-80" in page, "累计数下降" in page) == (True, True)


def test_it_tells_every_reminder_and_why_there_was_none(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(JOBS, "2020-09-24T10:00", "苏禾")
    desk.until("2020-09-28T10:00")
    page = clerk.look(f"/office/{console.id_of(JOBS)}")
    assert "截止前5个工作日提醒" in page
    assert "苏禾（邮件）已送出</div>" in page
    assert "没有发：已报送" in page


def test_it_says_what_the_relay_answered(console: Console, clerk: Browser) -> None:
    console.desk.email.refuse("ye-zhou@test.local", "550 5.1.1 no such user")
    console.desk.until("2020-09-23T10:00")
    page = clerk.look(f"/office/{console.id_of(DISPUTES)}")
    assert "叶舟（邮件）未送达：550 5.1.1 no such user" in page


def test_it_shows_no_draft_of_the_unit(console: Console, clerk: Browser) -> None:
    bureau, now = console.desk.bureau, console.desk.clock()
    fid, id = kept(console, JOBS, filed=False), console.id_of(JOBS)
    with writing(bureau.engine) as db:
        drafts.save(db, bureau.key, id, {"progress": "还没有写完的话"}, Who("su-he", "苏禾"), now)
    page = clerk.look(f"/office/{id}")
    assert ("还没有写完的话" in page, "盖章页.jpg" in page) == (False, False)
    clerk.look(f"/office/{id}/files/{fid}", 404)


def test_it_shows_the_papers_that_were_filed(console: Console, clerk: Browser) -> None:
    fid, id = kept(console, JOBS, filed=True), console.id_of(JOBS)
    assert "未检出印章，请核对" in clerk.look(f"/office/{id}")
    for path in (f"/office/{id}/files/{fid}", f"/office/{id}/files/{fid}/thumb"):
        answer = clerk.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        assert answer.content == picture()


@pytest.mark.parametrize("path", ["files/{}/page/1", "files/{}/page/0", "files/999999", "files/99999999999999999999"])
def test_there_is_no_other_file(console: Console, clerk: Browser, path: str) -> None:
    fid = kept(console, JOBS, filed=True)
    clerk.look(f"/office/{console.id_of(JOBS)}/{path.format(fid)}", 404)


def test_a_file_is_found_under_its_own_obligation_only(console: Console, clerk: Browser) -> None:
    fid = kept(console, JOBS, filed=True)
    clerk.look(f"/office/{console.id_of(INSURANCE)}/files/{fid}", 404)


def test_a_file_that_is_gone_from_the_store_is_said_so(console: Console, clerk: Browser) -> None:
    fid = kept(console, JOBS, filed=True)
    for file in (console.hall.settings.var / "attachments").rglob("*"):
        if file.is_file():
            file.unlink()
    assert "请联系管理员" in clerk.look(f"/office/{console.id_of(JOBS)}/files/{fid}", 404)


def test_a_note_stays_in_the_office(console: Console, clerk: Browser) -> None:
    note(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "当面谈过")
    assert "当面谈过" in clerk.look(f"/office/{console.id_of(JOBS)}")


@pytest.mark.parametrize("id", ["0", "999999", "99999999999999999999"])
def test_there_is_no_other_obligation(clerk: Browser, id: str) -> None:
    assert "没有这一" in clerk.look(f"/office/{id}", 404), "no page has so long a number"


def test_a_month_with_nothing_new_strikes_nothing_out(console: Console, clerk: Browser) -> None:
    """Its reason stands there; last month's text is folded away, not shown as left out."""
    desk = console.desk
    desk.file(INSURANCE, "2020-09-23T10:00", "白桦", Report(progress="新增参保320人。"))
    desk.at("2020-10-20T09:00")
    nothing = Report(progress="", nothing_new="等待省级文件")
    file_report(desk.bureau, report_of(INSURANCE, OCTOBER), "白桦", desk.clock(), nothing)
    page = console.account(CLERK).look(f"/office/{console.id_of(INSURANCE, period=OCTOBER)}")
    assert ("<del>" in page, "本月无新进展</h3>" in page, '<div class="said">等待省级文件</div>' in page) == (
        False,
        True,
        True,
    )
    assert "<details><summary>2020年9月的内容</summary>" in page
