"""The unit desk: by the link of a message, on a phone, without a password."""

import pytest

from tests.bureau import INSURANCE, JOBS, SEPTEMBER, VISITOR, report_of
from tests.intake.papers import pdf
from tests.intake.papers import stamped_photo as jpeg
from tests.web.browser import Browser, Console
from yudu_flow.actions.instruct import instruct
from yudu_flow.actions.note import note
from yudu_flow.actions.review_report import accept_report, return_report
from yudu_flow.storage import attachments
from yudu_flow.storage.database import reading

CLERK, LIAISON = "林秋", "su-he"


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


@pytest.fixture
def guest(console: Console) -> Browser:
    """就业中心's liaison, who came by the link of a mail."""
    return console.guest(LIAISON, JOBS)


@pytest.fixture
def report(console: Console) -> str:
    """The path of 就业中心's report."""
    return f"/mine/{console.id_of(JOBS)}"


def filled(**more: str) -> dict[str, str]:
    """A report in good order."""
    return {"part-1.1": "返还稳岗资金12户", "difficulties": "人手不足", "next_steps": "继续走访", **more}


def attached(console: Console) -> int:
    """How many files were filed."""
    with reading(console.desk.bureau.engine) as db:
        return sum(1 for row in attachments.of(db, console.id_of(JOBS)) if row.event_id)


def test_it_shows_what_is_owed_and_nothing_else(guest: Browser) -> None:
    page = guest.look("/mine")
    assert "2020年9月稳就业月报" in page
    assert "9月27日（星期日）24:00" in page
    assert INSURANCE not in page


def test_a_report_is_filed_with_its_sealed_page(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    page = guest.press(f"{report}/files", filled(), files={"files": ("IMG_1.jpg", jpeg(), "image/jpeg")})
    assert "返还稳岗资金12户" in page
    guest.look(f"{report}/report")
    assert "报告已收到" in guest.press(f"{report}/report", filled(sealed="1"))
    assert console.desk.status(JOBS)["standing"] == "filed"
    assert attached(console) == 1
    [act] = console.desk.trace(JOBS)["acts"]
    assert (act["by"], act["act"]) == ("苏禾", "filed")


def test_a_report_without_its_page_waits_for_it(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    assert "盖章页待补" in guest.press(f"{report}/report", filled())
    assert console.desk.status(JOBS)["standing"] == "filed_unsealed"
    guest.look(report)
    page = guest.press(f"{report}/seal", files={"files": ("页.pdf", pdf(), "application/pdf")})
    assert "报告已收到" in page
    assert console.desk.status(JOBS)["standing"] == "filed"


def test_nothing_new_needs_one_line(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    guest.press(f"{report}/report", {"nothing_new": "等待省厅批复"})
    assert console.desk.status(JOBS)["standing"] == "filed_unsealed"


def test_an_empty_report_is_questioned_first(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    assert "都没有填写内容" in guest.press(f"{report}/report", status=422)
    assert console.desk.status(JOBS)["standing"] != "filed_unsealed"
    guest.press(f"{report}/report", {"sure": "1"})
    assert console.desk.status(JOBS)["standing"] == "filed_unsealed"


def test_a_wrong_number_cannot_be_filed(console: Console) -> None:
    guest, path = console.guest("bai-hua", INSURANCE), f"/mine/{console.id_of(INSURANCE)}"
    guest.look(f"{path}/report")
    said = {"part-2.1": "扩面", "figure-参保人数": "4.8万", "sure": "1"}
    page = guest.press(f"{path}/report", said, status=422)
    assert "参保人数请填整数" in page
    assert "4.8万" in page


def test_a_figure_that_fell_is_questioned(console: Console) -> None:
    guest, path = console.guest("bai-hua", INSURANCE), f"/mine/{console.id_of(INSURANCE)}"
    guest.look(f"{path}/report")
    guest.press(f"{path}/report", {"part-2.1": "扩面", "figure-参保人数": "40000"})
    console.desk.until("2020-10-20T09:00")
    guest, path = (
        console.guest("bai-hua", INSURANCE, "2020-10"),
        f"/mine/{console.id_of(INSURANCE, period='2020-10')}",
    )
    assert "上次报40,000人" in guest.look(f"{path}/report")
    said = {"part-2.1": "再扩面", "figure-参保人数": "39000"}
    assert "比上次的40,000人少" in guest.press(f"{path}/report", said, status=422)
    guest.press(f"{path}/report", {**said, "sure": "1"})


def test_last_month_is_only_a_start(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    guest.press(f"{report}/report", filled())
    console.desk.until("2020-10-20T09:00")
    later, path = console.guest(LIAISON, JOBS, "2020-10"), f"/mine/{console.id_of(JOBS, period='2020-10')}"
    page = later.look(f"{path}/report")
    assert "上月内容，请更新" in page
    assert "返还稳岗资金12户" in page
    assert "完全相同" in later.press(f"{path}/report", {"part-1.1": "返还稳岗资金12户"}, status=422)


def test_a_draft_is_kept_while_somebody_writes(guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    assert "已自动保存" in guest.press(f"{report}/draft", {"part-1.1": "写到一半"})
    page = guest.look(f"{report}/report")
    assert "写到一半" in page
    assert "草稿" in page


def test_a_file_can_be_taken_out_before_filing(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    page = guest.press(f"{report}/files", files={"files": ("a.jpg", jpeg(), "image/jpeg")})
    fid = page.partition("/remove")[0].rpartition("/")[2]
    assert guest.get(f"{report}/files/{fid}/thumb").headers["content-type"] == "image/jpeg"
    guest.press(f"{report}/files/{fid}/remove")
    assert guest.get(f"{report}/files/{fid}").status_code == 404


def test_a_hostile_file_is_refused_in_words(guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    page = guest.press(
        f"{report}/files", files={"files": ("a.jpg", b"<svg onload=alert(1)>", "image/jpeg")}, status=400
    )
    assert "请上传" in page


def test_a_returned_report_is_mended(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    guest.press(f"{report}/report", filled())
    now = console.desk.clock.set("2020-09-22T10:00")
    return_report(console.desk.bureau, report_of(JOBS), CLERK, now, "数据没有写明来源")
    assert "数据没有写明来源" in guest.look("/mine")
    assert "返还稳岗资金12户" in guest.look(f"{report}/report")
    guest.press(f"{report}/report", filled(**{"part-1.1": "返还稳岗资金12户（社保系统导出）"}))
    assert console.desk.status(JOBS)["standing"] == "filed_unsealed"


def test_it_asks_for_an_extension(console: Console, guest: Browser, report: str) -> None:
    guest.look(report)
    guest.press(f"{report}/extension", {"until": "2020-10-12", "reason": "数据下月才出"})
    assert console.desk.status(JOBS)["flags"] == ["extension_pending"]


def test_it_explains_and_objects(console: Console, guest: Browser, report: str) -> None:
    console.desk.until("2020-10-10T09:00")
    guest.look(report)
    guest.press(f"{report}/object", {"reason": "报告在路上"})
    assert "提出异议" in guest.look(report)
    guest.press(f"{report}/explain", {"reason": "人员调动"})
    assert "explanation_pending" in console.desk.status(JOBS)["flags"]


def test_it_hands_an_assignment_back(guest: Browser, report: str) -> None:
    guest.look(report)
    assert "已退请办公室" in guest.press(f"{report}/hand-back", {"assignment": "1.1", "reason": "属于培训股"})
    guest.look(report)
    guest.press(f"{report}/hand-back", {"assignment": "2.1", "reason": "不是我们的"}, status=400)


def test_it_answers_an_instruction(console: Console, guest: Browser, report: str) -> None:
    desk = console.desk
    target, leads = report_of(JOBS), frozenset({desk.bureau.roster.post_of("顾明远", desk.clock().date()) or ""})
    instruct(desk.bureau, target, "顾明远", desk.clock(), "三天内摸清底数", desk.clock().date(), leads)
    page = guest.look("/mine")
    assert "三天内摸清底数" in page
    event = guest.look(report).partition('name="instruction" value="')[2].partition('"')[0]
    assert "已报办结" in guest.press(f"{report}/instruction", {"instruction": event, "done": "已摸底"})
    assert "三天内摸清底数" not in guest.look("/mine")


def test_a_person_records_a_visit(console: Console) -> None:
    guest = console.guest("zhou-yuan", INSURANCE)
    path = f"/mine/{console.id_of(VISITOR, 'visit-zhou')}"
    guest.look(path)
    said = {"firm": "长河电子", "on": "2020-09-21", "way": "实地", "people": "周远", "learned": "缺工10人"}
    assert "走访已登记" in guest.press(f"{path}/visit", said)
    assert console.desk.status(VISITOR, "visit-zhou")["standing"] == "filed"


def test_a_visitor_cannot_file_for_the_unit_they_sit_in(console: Console) -> None:
    guest = console.guest("zhou-yuan", INSURANCE)
    assert guest.get(f"/mine/{console.id_of(INSURANCE)}").status_code == 404


def test_notes_of_the_office_stay_with_the_office(console: Console, guest: Browser, report: str) -> None:
    note(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "内部备注：常年拖延")
    assert "常年拖延" not in guest.look(report)


@pytest.mark.parametrize("page", ["", "/report", "/print", "/receipt"])
def test_another_units_item_does_not_exist(console: Console, guest: Browser, page: str) -> None:
    assert guest.get(f"/mine/{console.id_of(INSURANCE)}{page}").status_code == 404


def test_the_second_of_two_is_told(console: Console, report: str) -> None:
    first, second = console.guest(LIAISON, JOBS), console.guest("han-song", JOBS)
    first.look(f"{report}/report")
    second.look(f"{report}/report")
    first.press(f"{report}/report", filled())
    assert "苏禾刚刚办理过" in second.press(f"{report}/report", filled(), status=409)


def test_a_filed_report_cannot_be_written_over(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    token = guest.send_form(f"{report}/report", {"nothing_new": "无", "do": "file"})
    assert token.status_code == 200
    accept_target = report_of(JOBS)
    guest.look(report)
    guest.press(f"{report}/seal", files={"files": ("a.jpg", jpeg(), "image/jpeg")})
    accept_report(console.desk.bureau, accept_target, CLERK, console.desk.clock())
    answer = guest.send_form(f"{report}/draft", {"part-1.1": "改一改"})
    assert answer.status_code == 409


def test_the_page_to_be_stamped_is_in_official_layout(guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    guest.press(f"{report}/draft", filled())
    page = guest.look(f"{report}/print")
    assert "关于2020年9月贯彻落实情况的报告" in page
    assert "（盖章）" in page
    assert SEPTEMBER not in page.partition('<article class="paper">')[2]
