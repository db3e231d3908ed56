"""填报: prefilled, drafted, questioned, filed; by the link of a message, without a password."""

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, TRAINING, report_of
from tests.web.browser import Browser, Console
from tests.web.unit_pages import OCTOBER, blank_page, drafted, file_report_in, filled, guest_of, path_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.storage import submissions
from yudu_flow.storage.database import reading

pytestmark = pytest.mark.usefixtures("reminded")


def filed_words(console: Console, path: str) -> list[tuple[str, str, dict[str, str]]]:
    """What was filed there: the whole, the reason for nothing new, the parts."""
    with reading(console.desk.bureau.engine) as db:
        rows = submissions.of(db, console.desk.bureau.key, int(path.rpartition("/")[2]))
    return [(row.progress, row.nothing_new, row.parts) for row in rows]


def test_a_report_is_filed_in_the_name_of_whoever_came(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    page = guest.press(f"{report}/report", filled(next_steps="继续走访"))
    assert "报告已收到，盖章页待补" in page
    assert filed_words(console, report) == [
        ("1.1 返还稳岗资金12户\n3.1 走访2家", "", {"1.1": "返还稳岗资金12户", "3.1": "走访2家"})
    ]
    [act] = console.desk.trace(JOBS)["acts"]
    assert (act["by"], act["act"]) == ("苏禾", "filed_unsealed")
    assert drafted(console, report) is None


def test_the_receipt_comes_by_mail_too(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    assert "9月21日 09:00　苏禾" in guest.look(f"{report}/receipt")
    console.desk.at("2020-09-21T09:05")
    assert "su-he" in console.desk.mails()


@pytest.mark.parametrize("said", [{"no_news": "other", "nothing_new": "等待批复"}, {"nothing_new": "等待批复"}])
def test_nothing_new_needs_one_line_and_leaves_last_month_out(
    console: Console, guest: Browser, report: str, said: dict[str, str]
) -> None:
    file_report_in(guest, report, filled())
    console.desk.at("2020-10-20T09:00")
    later, path = guest_of(console, period=OCTOBER), path_of(console, period=OCTOBER)
    later.look(f"{path}/report")
    prefilled = {"part-1.1": "返还稳岗资金12户", "part-3.1": "走访2家"}
    assert "报告已收到" in later.press(f"{path}/report", {**prefilled, **said})
    assert filed_words(console, path) == [("", "等待批复", {})]


def test_last_month_s_text_is_known_again_whoever_ended_its_lines(
    console: Console, guest: Browser, report: str
) -> None:
    bureau, words = console.desk.bureau, "返还稳岗资金12户\n其中小微9户"
    file_report(bureau, report_of(JOBS), CLERK, console.desk.clock(), Report(words, parts={"1.1": words}))
    console.desk.at("2020-10-20T09:00")
    later, path = guest_of(console, period=OCTOBER), path_of(console, period=OCTOBER)
    later.look(f"{path}/report")
    said = {"part-1.1": words.replace("\n", "\r\n"), "no_news": "1", "nothing_new": "等待批复"}
    assert "报告已收到" in later.press(f"{path}/report", said)
    assert filed_words(console, path) == [("", "等待批复", {})]


@pytest.mark.parametrize("sealed", [{}, {"sealed": "1"}])
def test_pressing_twice_files_once_and_shows_the_receipt(
    console: Console, guest: Browser, report: str, sealed: dict[str, str]
) -> None:
    guest.look(f"{report}/report")
    said = filled(next_steps="继续走访", **sealed)
    for _ in range(2):
        assert "报告已收到" in guest.press(f"{report}/report", said, files={"files": blank_page()})
    assert (len(filed_words(console, report)), drafted(console, report)) == (1, None)
    other = guest.press(f"{report}/report", said | {"next_steps": "另一稿的下一步打算，不能当作已报"}, 409)
    assert "另一稿的下一步打算，不能当作已报" in other
    assert guest.look(report).count("的缩略图") == 1


def test_nothing_new_without_a_reason_is_not_filed(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    page = guest.press(f"{report}/report", {"no_news": "other"}, 422)
    assert "请选一项原因，或写一句" in page
    assert 'name="sure"' not in page, "one fault is one message"
    assert filed_words(console, report) == []


def test_nothing_new_is_one_choice_and_one_press(console: Console, guest: Browser, report: str) -> None:
    assert "本月无新进展：本月没有相关业务" in guest.look(f"{report}/report")
    assert "报告已收到" in guest.press(f"{report}/report", {"no_news": "本月没有相关业务"})
    assert filed_words(console, report) == [("", "本月没有相关业务", {})]


def test_a_number_s_line_end_presses_nothing(guest: Browser, report: str) -> None:
    """A browser's Enter presses the first button of a form, and one that is disabled does nothing."""
    form = guest.look(f"{report}/report").partition('id="report"')[2]
    assert form[form.index("<button") :].startswith("<button disabled hidden>")


def test_one_person_s_phone_does_not_write_over_their_desk(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    phone = guest_of(console)
    phone.look(f"{report}/report")
    phone.press(f"{report}/draft", filled(next_steps="手机上写的"))
    script = {"hx-request": "true"}
    for _ in range(2):
        answer = guest.press(f"{report}/draft", filled(next_steps="电脑上写的"), headers=script)
        assert "您在另一个窗口或另一台设备" in answer
    asked = guest.press(f"{report}/report", filled(next_steps="电脑上写的"), 422)
    assert "继续办理将以本页内容为准" in asked
    assert "报告已收到" in guest.press(f"{report}/report", filled(next_steps="电脑上写的", sure="draft"))


def test_a_page_is_not_in_its_own_way(console: Console, guest: Browser, report: str) -> None:
    """Its own draft may be saved while the press is on its way."""
    guest.look(f"{report}/report")
    for words in ("一", "二"):
        assert "已保存" in guest.press(f"{report}/draft", filled(next_steps=words), headers={"hx-request": "true"})
    assert "接着填报" in guest_of(console).look("/mine")
    assert "报告已收到" in guest.press(f"{report}/report", filled(next_steps="三"))


def test_a_reason_that_was_left_over_does_not_hide_what_is_new(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled(nothing_new="等待批复"))
    assert filed_words(console, report)[0][1] == ""


@pytest.mark.parametrize(
    ("said", "code", "question"),
    [
        ({}, "empty", "各项都没有填写内容"),
        ({"part-1.1": "返还"}, "blank", "3.1 没有填写内容"),
        (filled(sealed="1"), "page", "还没有上传附件"),
    ],
)
def test_what_looks_wrong_is_asked_first(
    console: Console, guest: Browser, report: str, said: dict[str, str], code: str, question: str
) -> None:
    guest.look(f"{report}/report")
    page = guest.press(f"{report}/report", said, 422)
    assert (question in page, "确认无误请勾选" in page, f'value="{code}" form="report"' in page) == (True, True, True)
    assert filed_words(console, report) == []
    assert "报告已收到" in guest.press(f"{report}/report", {**said, "sure": code})


def test_a_tick_answers_its_own_question_only(console: Console, guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    guest.press(f"{report}/report", {"part-1.1": "返还", "sure": "empty"}, 422)
    assert filed_words(console, report) == []


def test_last_month_is_a_start_and_is_questioned_when_unchanged(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    console.desk.at("2020-10-20T09:00")
    later, path = guest_of(console, period=OCTOBER), path_of(console, period=OCTOBER)
    page = later.look(f"{path}/report")
    assert ("上月内容，请更新" in page, "返还稳岗资金12户" in page) == (True, True)
    said = filled(**{"part-3.1": "走访5家"})
    assert "1.1 与上次的内容完全相同" in later.press(f"{path}/report", said, 422)
    assert "上月内容，请更新" in later.look(f"{path}/report")


def test_a_text_that_came_as_one_is_shown_to_start_from(console: Console) -> None:
    desk = console.desk
    for unit in (JOBS, TRAINING):
        file_report(desk.bureau, report_of(unit), CLERK, desk.clock(), Report(progress="纸质报告全文"))
    desk.at("2020-10-20T09:00")
    page = guest_of(console, period=OCTOBER).look(f"{path_of(console, period=OCTOBER)}/report")
    assert ("没有按分工填写" in page, ">纸质报告全文</textarea>" in page) == (True, False)
    only = guest_of(console, TRAINING, OCTOBER).look(f"{path_of(console, TRAINING, period=OCTOBER)}/report")
    assert ">纸质报告全文</textarea>" in only


@pytest.mark.parametrize("wrong", ["4.8万户", "约48000", "-1", "48000.5", "9" * 13, "二万"])
def test_a_wrong_number_cannot_be_filed(console: Console, wrong: str) -> None:
    guest, path = guest_of(console, INSURANCE), path_of(console, INSURANCE)
    guest.look(f"{path}/report")
    said = {"part-2.1": "扩面", "part-3.2": "走访", "figure-参保人数": wrong, "sure": "empty"}
    page = guest.press(f"{path}/report", said, 422)
    assert ("参保人数请填数字" in page, wrong in page, 'aria-invalid="true"' in page) == (True, True, True)
    assert filed_words(console, path) == []


@pytest.mark.parametrize("right", ["46000", "46,000", "４６，０００", " 46000 ", "46000人", "4.6万"])
def test_a_number_may_be_written_with_separators(console: Console, right: str) -> None:
    guest, path = guest_of(console, INSURANCE), path_of(console, INSURANCE)
    file_report_in(guest, path, {"part-2.1": "扩面", "part-3.2": "走访", "figure-参保人数": right})
    with reading(console.desk.bureau.engine) as db:
        assert [row.value for row in submissions.readings(db, console.desk.bureau.key, console.id_of(INSURANCE))] == [
            46000
        ]


def test_a_figure_is_carried_over_and_questioned_when_it_fell(console: Console) -> None:
    said = {"part-2.1": "扩面", "part-3.2": "走访", "figure-参保人数": "40000"}
    file_report_in(guest_of(console, INSURANCE), path_of(console, INSURANCE), said)
    console.desk.at("2020-10-20T09:00")
    guest, path = guest_of(console, INSURANCE, OCTOBER), path_of(console, INSURANCE, period=OCTOBER)
    page = guest.look(f"{path}/report")
    assert ("上次报40,000人" in page, 'value="40000"' in page) == (True, True)
    said = {"part-2.1": "再扩面", "part-3.2": "再走访", "figure-参保人数": "39000"}
    assert "比上次的40,000人少。确认无误请勾选" in guest.press(f"{path}/report", said, 422)
    assert "报告已收到" in guest.press(f"{path}/report", {**said, "sure": "fell-参保人数"})


@pytest.mark.parametrize(
    ("value", "code", "asked"),
    [
        ("", "missing-参保人数", "参保人数没有填数字，进度将记为不明，不算符合进度"),
        ("150000", "jumped-参保人数", "参保人数150,000人，与上次的40,000人相差很大"),
    ],
)
def test_a_figure_that_is_missing_or_jumped_is_asked_about_once(
    console: Console, value: str, code: str, asked: str
) -> None:
    console.desk.at("2020-09-22T09:00")
    guest, path = guest_of(console, INSURANCE), path_of(console, INSURANCE)
    file_report_in(guest, path, {"part-2.1": "扩面", "part-3.2": "走访", "figure-参保人数": "40000"})
    console.desk.until("2020-10-21T09:00")
    guest, path = guest_of(console, INSURANCE, OCTOBER), path_of(console, INSURANCE, period=OCTOBER)
    guest.look(f"{path}/report")
    said = {"part-2.1": "再扩面", "part-3.2": "再走访", "figure-参保人数": value}
    page = guest.press(f"{path}/report", said, 422)
    assert (asked in page, f'value="{code}"' in page, page.count('name="sure"')) == (True, True, 1)
    assert "再扩面" in page, "nothing typed is lost"
    assert "报告已收到" in guest.press(f"{path}/report", {**said, "sure": code})


def test_a_returned_report_is_mended(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    now = console.desk.clock.set("2020-09-22T10:00")
    return_report(console.desk.bureau, report_of(JOBS), CLERK, now, "数据没有写明来源")
    assert "数据没有写明来源" in guest.look("/mine")
    page = guest.look(f"{report}/report")
    assert ("数据没有写明来源" in page, "返还稳岗资金12户" in page, "人手不足" in page) == (True, True, True)
    assert "上月内容，请更新" not in page
    file_report_in(guest, report, filled(**{"part-1.1": "返还稳岗资金12户（社保系统导出）"}))
    page = guest.look(report)
    assert ("（社保系统导出）" in page, "之前的一稿" in page) == (True, True)


def test_the_page_in_hand_may_stand_for_what_is_filed_again(console: Console, guest: Browser, report: str) -> None:
    desk = console.desk
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress="好"))
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-22T10:00"), "数据没有写明来源")
    assert "原来的盖章页仍然适用" in guest.look(f"{report}/report")
    asked = guest.press(f"{report}/report", filled(), 422)
    assert "现在报送将记为“盖章页稍后补”" in asked, "the page that is there is not forgotten silently"
    assert "报告已收到。" in guest.press(f"{report}/report", filled(stands="1"))
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["outcome"]) == ("filed", "on_time")


def test_an_unsealed_report_may_be_filed_again(console: Console, guest: Browser, report: str) -> None:
    file_report_in(guest, report, filled())
    assert "将代替原来的一稿" in guest.look(f"{report}/report")
    file_report_in(guest, report, filled(**{"part-1.1": "返还稳岗资金13户"}))
    assert [words[2]["1.1"] for words in filed_words(console, report)] == ["返还稳岗资金12户", "返还稳岗资金13户"]


def test_an_accepted_report_cannot_be_written_over(console: Console, guest: Browser, report: str) -> None:
    desk = console.desk
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress="好"))
    accept_report(desk.bureau, report_of(JOBS), CLERK, desk.clock())
    assert "已经报送或免报" in guest.look(f"{report}/report")
    guest.look(path_of(console, JOBS, "visit-3"))
    assert "请联系办公室退回" in guest.press(f"{report}/draft", {"part-1.1": "改一改"}, 409)
    guest.press(f"{report}/report", filled(), 409)
    assert drafted(console, report) is None


def test_the_second_of_two_is_told(console: Console, guest: Browser, report: str) -> None:
    second = console.guest("han-song", JOBS)
    guest.look(f"{report}/report")
    second.look(f"{report}/report")
    guest.press(f"{report}/report", filled())
    assert "苏禾刚刚办理过" in second.press(f"{report}/report", filled(), 409)
    assert len(filed_words(console, report)) == 1


def test_a_question_does_not_make_a_page_forget_what_it_had_seen(console: Console, guest: Browser, report: str) -> None:
    second = console.guest("han-song", JOBS)
    second.look(f"{report}/report")
    file_report_in(guest, report, filled())
    page = second.press(f"{report}/report", {"part-1.1": "我写的", "known": ""}, 422)
    assert 'name="seen" value="0"' in page


def test_the_page_to_be_stamped_is_in_official_layout(guest: Browser, report: str) -> None:
    guest.look(f"{report}/report")
    page = guest.press(f"{report}/report", filled(do="print"))
    assert "<h1>清溪县就业服务中心关于2020年9月贯彻落实情况的报告</h1>" in page
    assert "返还稳岗资金12户" in page
    assert "清溪县就业服务中心（盖章）<br>2020年9月21日" in page


def test_what_is_still_last_months_is_not_printed(console: Console) -> None:
    said = {"part-2.1": "扩面六场", "part-3.2": "走访", "figure-参保人数": "40000"}
    file_report_in(guest_of(console, INSURANCE), path_of(console, INSURANCE), said)
    console.desk.at("2020-10-20T09:00")
    guest, path = guest_of(console, INSURANCE, OCTOBER), path_of(console, INSURANCE, period=OCTOBER)
    page = guest.look(f"{path}/print")
    assert ("扩面六场" in page, "没有更新的上月内容不印出" in page, "40,000人" in page) == (False, True, True)
