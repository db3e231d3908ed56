"""An act by a person: it …"""

import pytest
from sqlalchemy import select

from tests.bureau import CLERK, INSURANCE, JOBS, TRAINING, Desk, instant, report_of
from yudu_flow.actions.acts.act import Sought, owner_named
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.review_report import accept_report
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.processes.holder import LEASE
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.storage import audit, claims
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import AUDIT, MESSAGE, NOTICE


def states(desk: Desk, recipient: str) -> set[tuple[str, str, str]]:
    """(channel, state, reason) of everything that person was to be told."""
    with reading(desk.bureau.engine) as db:
        rows = db.execute(select(NOTICE).where(NOTICE.c.recipient == recipient)).all()
    return {(row.channel, row.state, row.reason) for row in rows}


def test_it_names_the_units_there_are_where_a_name_is_unknown(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotFound, match="名册中没有“就业局”；现有单位：办公室、就业中心、社保中心、培训股、仲裁股"):
        desk.file("就业局", "2020-09-24T10:00")


def test_it_takes_full_names_and_aliases(desk: Desk) -> None:
    assert owner_named(desk.bureau, "清溪县就业服务中心") == JOBS
    assert owner_named(desk.bureau, "局办公室") == "办公室"
    assert owner_named(desk.bureau, "zhou-yuan") == "周远"


def test_it_says_what_to_check_where_the_month_has_nothing(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotFound, match="没有找到就业中心 2021-03的事项；请核对单位和周期，或该期尚未开始"):
        file_report(desk.bureau, report_of(JOBS, "2021-03"), "苏禾", desk.clock())


def test_it_is_done_by_somebody(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(BadRequest, match="请写明经办人"):
        desk.file(JOBS, "2020-09-24T10:00", by="  ")


def test_it_leaves_no_trace_where_it_is_refused(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(BadRequest):
        waive(desk.bureau, report_of(JOBS), CLERK, desk.clock(), "")
    with reading(desk.bureau.engine) as db:
        assert audit.rows(db, "qingxi") == []
    assert desk.trace(JOBS)["acts"] == []


def test_it_is_audited_in_words_and_the_chain_verifies_until_a_row_is_touched(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", by="su-he")
    waive(desk.bureau, report_of(TRAINING), "lin-qiu", instant("2020-09-24T11:00"), "机构改革")
    with writing(desk.bureau.engine) as db:
        rows = audit.rows(db, "qingxi")
        assert [(row.by, row.act, row.about) for row in rows] == [
            ("苏禾", "filed", "2020-09/report/就业中心"),
            ("林秋", "waived", "2020-09/report/培训股"),
        ]
        assert [*audit.broken(db, "qingxi")] == []
        db.execute(AUDIT.update().where(AUDIT.c.seq == 1).values(by="别人"))
        assert [*audit.broken(db, "qingxi")] == [1]


def test_it_is_stamped_no_earlier_than_what_happened_before_when_the_clock_is_set_back(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    done = accept_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-22T10:00"))
    assert done.fact.at == instant("2020-09-24T10:00")


def test_it_is_answered_by_mail_alone_and_by_itself(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:05")
    desk.at("2020-09-24T10:06")
    [receipt] = [mail for mail in desk.email.sent if mail.subject.startswith("已收到")]
    assert (receipt.recipient, receipt.subject) == ("su-he", "已收到：就业中心2020年9月稳就业月报")
    assert "收到时间：2020年9月24日 10:05" in receipt.text
    assert "您是就业中心联络员" in receipt.text
    assert not [text for text in desk.sms.sent if text.recipient == "su-he"]


@pytest.mark.parametrize(
    ("filed", "sent"),
    [("2020-09-23T21:30", "2020-09-24T09:00"), ("2020-09-26T10:00", "2020-09-27T09:00")],
)
def test_it_is_answered_after_the_quiet_hours_and_rest_days(desk: Desk, filed: str, sent: str) -> None:
    desk.until("2020-09-23T20:00")
    desk.file(JOBS, filed)
    assert desk.at(filed).delivered.marks == []
    assert desk.until(sent).at == instant(sent)
    assert "su-he" in {mail.recipient for mail in desk.email.sent if mail.subject.startswith("已收到")}


def test_it_withdraws_what_is_queued_and_rewrites_an_unclaimed_message_without_it(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.email.refuse("he-lan@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-27T09:00")
    desk.file(TRAINING, "2020-09-27T09:00:30")
    assert ("email", "withdrawn", "filed") in states(desk, "he-lan")
    desk.email.answers.clear()
    desk.at("2020-09-27T09:02")
    mail = desk.mails()["he-lan"]
    assert mail.subject == "今日截止（9月27日24:00）：仲裁股2020年9月稳就业月报"
    assert "培训股" not in mail.text


def test_it_holds_to_the_pass_what_it_leaves_of_a_message_at_night(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    desk.email.refuse("he-lan@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-28T19:59")
    desk.file(TRAINING, "2020-09-28T21:00")
    desk.email.answers.clear()
    desk.at("2020-09-29T08:10")
    assert "he-lan" not in desk.mails()
    desk.at("2020-09-29T09:00")
    assert "培训股" not in desk.mails()["he-lan"].text


def test_it_deletes_a_message_in_which_nothing_is_left(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.email.refuse("bai-hua@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-27T09:00")
    desk.file(INSURANCE, "2020-09-27T09:00:30")
    desk.email.answers.clear()
    desk.at("2020-09-27T09:02")
    assert [mail.subject[:3] for mail in desk.email.sent] == ["已收到"]


def test_it_records_a_claimed_message_as_crossed(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.email.refuse("bai-hua@test.local", "451 4.3.0 try later", permanent=False)
    now = desk.at("2020-09-27T09:00").at
    with writing(desk.bureau.engine) as db:
        queued = MESSAGE.update().where(MESSAGE.c.recipient == "bai-hua", MESSAGE.c.state == "queued")
        db.execute(queued.values(due_at=now))
        assert claims.claim(db, "qingxi", str(Channel.EMAIL), now, "elsewhere", now + LEASE, 10)
    desk.file(INSURANCE, "2020-09-27T09:00:30")
    assert ("email", "composed", "crossed") in states(desk, "bai-hua")


def test_it_means_the_report_where_an_owner_has_several_obligations(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    done = file_report(desk.bureau, Sought(JOBS, "2020-09"), "苏禾", desk.clock(), Report("已落实"))
    assert done.sight.owed.duty == "report"
