"""Files with a report: uploaded, looked at for a seal, taken out, filed, and served to whom they belong."""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from tests.bureau import INSURANCE, JOBS, report_of
from tests.intake.papers import pdf, stamped_photo
from tests.web.browser import Browser, Console
from tests.web.programs import program_of
from tests.web.unit_pages import Upload, blank_page, file_report_in, filled, guest_of, path_of
from yudu_flow.actions.acts.revoke_links import revoke_links
from yudu_flow.assembly import bureau_of
from yudu_flow.clock import wall_clock
from yudu_flow.intake.limits import LIMIT_BYTES
from yudu_flow.intake.paper import TakenIn, take_in
from yudu_flow.settings import Settings
from yudu_flow.storage import accounts, attachments
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.new_rows import NewAttachment
from yudu_flow.storage.tables import AUDIT
from yudu_flow.upkeep.sweep import Sweeper
from yudu_flow.web.doors.throttle import Throttle
from yudu_flow.web.parts import papers

SCRIPT = {"hx-request": "true"}


pytestmark = pytest.mark.usefixtures("reminded")


@pytest.fixture
def guest(console: Console) -> Browser:
    """苏禾 of 就业中心, before the form."""
    browser = guest_of(console)
    browser.look(f"{path_of(console)}/report")
    return browser


def photo(name: str = "盖章页.jpg") -> Upload:
    """A photo of a stamped page."""
    return name, stamped_photo(), "image/jpeg"


def kept(console: Console) -> list[tuple[str, bool]]:
    """The files of the report: name, and whether it was filed."""
    with reading(console.desk.bureau.engine) as db:
        return [
            (row.name, row.event_id is not None)
            for row in attachments.of(db, console.desk.bureau.key, console.id_of(JOBS))
        ]


def fid_in(page: str) -> str:
    """The first file that can be taken out."""
    return page.partition("/remove")[0].rpartition("/")[2]


def test_a_file_waits_with_its_hint_and_the_words_are_kept(console: Console, guest: Browser, report: str) -> None:
    page = guest.press(f"{report}/files", filled(), files={"files": photo()})
    assert ("已见红色印章" in page, "返还稳岗资金12户" in page) == (True, True)
    assert kept(console) == [("盖章页.jpg", False)]


def test_a_page_without_a_seal_is_only_hinted_at(console: Console, guest: Browser, report: str) -> None:
    page = guest.press(f"{report}/files", files={"files": blank_page()}, headers=SCRIPT)
    assert ("未检出印章，请核对" in page, page.lstrip().startswith('<div id="waiting">')) == (True, True)
    assert "报告已收到。" in guest.press(f"{report}/report", filled(sealed="1"))
    assert console.desk.status(JOBS)["standing"] == "filed"


def test_what_was_chosen_goes_with_the_filing(console: Console, guest: Browser, report: str) -> None:
    page = guest.press(f"{report}/report", filled(sealed="1"), files={"files": photo()})
    assert "报告已收到。" in page
    assert (console.desk.status(JOBS)["standing"], kept(console)) == ("filed", [("盖章页.jpg", True)])


def test_a_seal_that_nobody_ticked_is_asked_about(console: Console, guest: Browser, report: str) -> None:
    page = guest.press(f"{report}/report", filled(), 422, files={"files": photo()})
    assert "没有勾选" in page
    guest.press(f"{report}/report", filled(sure="unticked"))
    assert console.desk.status(JOBS)["standing"] == "filed_unsealed"


def test_a_file_can_be_taken_out_before_filing(console: Console, guest: Browser, report: str) -> None:
    fid = fid_in(guest.press(f"{report}/files", files={"files": photo()}, headers=SCRIPT))
    assert guest.get(f"{report}/files/{fid}/thumb").headers["content-type"] == "image/jpeg"
    guest.press(f"{report}/files/{fid}/remove", headers=SCRIPT)
    assert (guest.get(f"{report}/files/{fid}").status_code, kept(console)) == (404, [])


def test_the_same_page_under_a_second_name_is_another_file(console: Console, guest: Browser, report: str) -> None:
    for name in ("盖章页.jpg", "盖章页.jpg", "会议记录.jpg"):
        guest.press(f"{report}/files", files={"files": photo(name)}, headers=SCRIPT)
    assert kept(console) == [("盖章页.jpg", False), ("会议记录.jpg", False)]


def test_a_filed_file_stays(console: Console, guest: Browser, report: str) -> None:
    fid = fid_in(guest.press(f"{report}/files", files={"files": photo()}, headers=SCRIPT))
    guest.press(f"{report}/report", filled(sealed="1"))
    assert "没有这个待报的附件" in guest.press(f"{report}/files/{fid}/remove", status=404)
    assert kept(console) == [("盖章页.jpg", True)]


@pytest.mark.parametrize("by_script", [True, False])
def test_a_hostile_file_is_refused_in_words(console: Console, guest: Browser, report: str, by_script: bool) -> None:
    evil = ("报告.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    headers = SCRIPT if by_script else {}
    page = guest.press(f"{report}/files", status=200 if by_script else 400, files={"files": evil}, headers=headers)
    assert "请上传" in page
    page = guest.press(f"{report}/report", filled(), 400, files={"files": evil})
    assert ("请上传" in page, "返还稳岗资金12户" in page, kept(console)) == (True, True, [])


def test_too_large_is_said(guest: Browser, report: str) -> None:
    large = ("大.pdf", b"%PDF-1.7" + bytes(LIMIT_BYTES), "application/pdf")
    assert "文件超过20MB" in guest.press(f"{report}/files", files={"files": large}, headers=SCRIPT)


def test_too_many_are_said(console: Console, guest: Browser, report: str) -> None:
    many = [("files", blank_page(f"{n}.png", 400 + n)) for n in range(11)]
    page = guest.press(f"{report}/files", files=many, headers=SCRIPT)
    assert "附件最多10个，“10.png”没有收下；请删去不需要的再传。其余10个已收下" in page
    assert len(kept(console)) == 10
    assert "附件最多10个，“10.jpg”没有收下" in guest.press(f"{report}/files", files=many[10:], headers=SCRIPT)


def test_one_that_is_refused_does_not_lose_the_others(console: Console, guest: Browser, report: str) -> None:
    chosen = [("files", blank_page("一.png")), ("files", ("坏.pdf", b"%PDF-1.7 nothing", "application/pdf"))]
    page = guest.press(f"{report}/files", files=chosen, headers=SCRIPT)
    assert "“坏.pdf”：PDF 已损坏" in page
    assert "其余1个已收下" in page
    assert kept(console) == [("一.jpg", False)]


def test_nothing_chosen_is_said(guest: Browser, report: str) -> None:
    assert "请先选择" in guest.press(f"{report}/files", status=400)


def test_the_sealed_page_follows(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    assert "补盖章页" in guest.look(report)
    assert "请先选择盖章页" in guest.press(f"{report}/seal", {"purpose": "seal"}, 400)
    page = guest.press(f"{report}/files", {"purpose": "seal"}, files={"files": photo()}, headers=SCRIPT)
    assert ("已见红色印章" in page, "附件里有盖章页" in page) == (True, False)
    assert "报告已收到。" in guest.press(f"{report}/seal", {"purpose": "seal"})
    assert (console.desk.status(JOBS)["standing"], kept(console)) == ("filed", [("盖章页.jpg", True)])


def test_nothing_is_sealed_before_it_was_filed(console: Console, guest: Browser, report: str) -> None:
    assert "没有待补盖章页" in guest.press(f"{report}/seal", {}, 409, files={"files": photo()})
    assert console.desk.status(JOBS)["filed_at"] is None


def test_a_file_is_served_harmlessly(guest: Browser, report: str) -> None:
    page = guest.press(f"{report}/files", files={"files": ("报告.pdf", pdf(), "application/pdf")}, headers=SCRIPT)
    answer = guest.get(f"{report}/files/{fid_in(page)}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in answer.headers["content-security-policy"]
    shown = guest.get(f"{report}/files/{fid_in(page)}/page/1")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")


@pytest.mark.long(but=["thumb"])
@pytest.mark.parametrize("tail", ["", "/thumb", "/page/1"])
def test_another_units_file_does_not_exist(console: Console, guest: Browser, report: str, tail: str) -> None:
    fid = fid_in(guest.press(f"{report}/files", files={"files": photo()}, headers=SCRIPT))
    other = guest_of(console, INSURANCE)
    for path in (report, path_of(console, INSURANCE)):
        other.look(f"{path}/files/{fid}{tail}", 404)
    other.look(path_of(console, INSURANCE))
    other.press(f"{path_of(console, INSURANCE)}/files/{fid}/remove", status=404)
    assert kept(console) == [("盖章页.jpg", False)]


def test_a_file_that_is_looked_through_while_its_link_is_stopped_is_not_stored(
    console: Console, guest: Browser, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(name: str, data: bytes, who: str, memory_mb: int) -> TakenIn:
        revoke_links(console.desk.bureau, report_of(JOBS), "林秋", console.desk.clock())
        return take_in(name, data, who, memory_mb)

    monkeypatch.setattr(papers, "take_in", slowly)
    assert "链接或登录已经停用，文件没有存入" in guest.press(f"{report}/files", status=403, files={"files": photo()})
    assert kept(console) == []


def test_a_file_that_a_program_sends_while_its_token_is_taken_back_is_not_stored(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, now = program_of(console, "su-he"), console.desk.clock()

    def slowly(name: str, data: bytes, who: str, memory_mb: int) -> TakenIn:
        with writing(console.desk.bureau.engine) as db:
            [row] = accounts.tokens(db, console.desk.bureau.key, now)
            accounts.revoke_token(db, console.desk.bureau.key, row.id, now)
        return take_in(name, data, who, memory_mb)

    monkeypatch.setattr(papers, "take_in", slowly)
    said = {"name": "盖章页.jpg", "content": b64encode(stamped_photo()).decode()}
    program.does(console.id_of(JOBS), "file", 403, progress="已落实", sealed=True, files=[said])
    assert kept(console) == []


def test_a_file_taken_out_leaves_the_disk_after_an_hour_and_its_name_and_hash_in_the_audit(
    console: Console, guest: Browser, report: str
) -> None:
    data = pdf()
    page = guest.press(f"{report}/files", files={"files": ("报告.pdf", data, "application/pdf")}, headers=SCRIPT)
    guest.press(f"{report}/files", files={"files": photo()}, headers=SCRIPT)
    assert guest.get(f"{report}/files/{fid_in(page)}/page/1").status_code == 200
    guest.press(f"{report}/files/{fid_in(page)}/remove", headers=SCRIPT)
    digest = sha256(data).hexdigest()
    with reading(console.desk.bureau.engine) as db:
        acts = [(row.act, row.by, json.loads(row.detail)) for row in db.execute(select(AUDIT))]
    assert ("paper_removed", "苏禾", {"name": "报告.pdf", "sha256": digest, "size": len(data)}) in acts
    assert swept(console, minutes=59) == []
    assert digest in swept(console, minutes=61)
    assert swept(console, minutes=200) == []
    assert [*console.hall.drawn.glob(f"{digest}*")] == []
    assert not attachments.has(console.hall.store, digest)
    assert kept(console) == [("盖章页.jpg", False)]


def test_files_may_lie_in_the_database(console: Console, guest: Browser, report: str) -> None:
    """They are shown, drawn, downloaded and swept as those in a folder."""
    console.hall.settings = replaced(console, attachments="database")
    data = pdf()
    page = guest.press(f"{report}/files", files={"files": ("报告.pdf", data, "application/pdf")}, headers=SCRIPT)
    fid = fid_in(page)
    assert guest.get(f"{report}/files/{fid}").content == data
    assert [guest.get(f"{report}/files/{fid}/{part}").status_code for part in ("thumb", "page/1")] == [200, 200]
    assert [*(console.hall.settings.var / "attachments").rglob("*")] == []
    guest.press(f"{report}/files/{fid}/remove", headers=SCRIPT)
    assert sha256(data).hexdigest() in swept(console, minutes=61)


def swept(console: Console, minutes: int) -> list[str]:
    """What a sweep deletes so long after the files came, by the clock that dates files."""
    later = wall_clock() + timedelta(minutes=minutes)
    return Sweeper(console.desk.bureau.engine, console.hall.settings, lambda: later)()


def test_how_much_a_unit_and_a_visitor_may_send_are_settings(console: Console, guest: Browser, report: str) -> None:
    assert bureau_of(replaced(console, kept_mb=7), console.desk.clock()).kept_mb == 7
    console.hall.throttle = Throttle(replaced(console, uploads_an_hour=1, wrong_codes_a_minute=2))
    guest.press(f"{report}/files", files={"files": photo()}, headers=SCRIPT)
    assert "一小时内上传的文件太多" in guest.press(f"{report}/files", files={"files": photo("二.jpg")}, headers=SCRIPT)
    assert [console.stranger().get("/s/guessed12").status_code for _ in range(3)] == [404, 404, 409]


def replaced(console: Console, **limits: int | str) -> Settings:
    """The console's settings with others."""
    return console.hall.settings.model_copy(update=limits)


def test_a_unit_fills_no_disk(console: Console, guest: Browser, report: str) -> None:
    console.desk.bureau = replace(console.desk.bureau, kept_mb=2)
    with writing(console.desk.bureau.engine) as db:
        held = NewAttachment("0" * 64, "旧.pdf", 2 * 2**20, "pdf")
        attachments.add(db, console.desk.bureau.key, console.id_of(JOBS), held)
    page = guest.press(f"{report}/files", files={"files": photo()}, headers=SCRIPT)
    assert "就业中心本期的附件已有2MB，合计不能超过2MB" in page
    assert kept(console) == [("旧.pdf", False)]
