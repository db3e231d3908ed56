"""The story of September 2020, told in dates: five reports, five fates, every message once.

The real command line on a real SQLite file, mails to a real SMTP server on loopback, SMS as files. At every step the
command runs, then a pass of the scheduler over the same database: the second finds nothing left to say.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.bureau import (
    CLERK,
    DISPUTES,
    HEAD,
    INSURANCE,
    JOBS,
    LIAISON,
    OFFICE,
    OTHER_LEADER,
    SEPTEMBER,
    TRAINING,
    UNITS,
    VISITOR,
    build_home,
    bureau_in,
    instant,
    report_of,
)
from tests.post_office import PostOffice, address, post_office, text
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.explanation import explain
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.settle_case import decide_case, object_to_case
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.views.report import statuses
from yudu_flow.cli.commands import app
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.relay import Relay
from yudu_flow.delivery.spool import SpoolChannel
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import CaseChoice, ExtensionChoice
from yudu_flow.storage.audit_key import key_in, with_key

SENDER = "局办公室 <office@test.local>"


@pytest.fixture(scope="module")
def post() -> Iterator[PostOffice]:
    """The SMTP server of the story."""
    with post_office() as office:
        yield office


@dataclass
class Day:
    """What one step brought: mails by recipient in order, SMS by recipient, and the command's own summary."""

    mails: list[EmailMessage]
    texts: dict[str, str]
    summary: dict[str, Any]

    def to(self, person: str) -> EmailMessage:
        """That person's one mail of the step."""
        [mail] = [mail for mail in self.mails if address(mail) == person]
        return mail

    def told(self) -> list[str]:
        """Who got a mail, in order of names; twice where there were two."""
        return sorted(address(mail) for mail in self.mails)


@dataclass
class Story:
    """The bureau in its home folder, and everything that each step brought."""

    home: Path
    post: PostOffice
    bureau: Bureau
    days: dict[str, Day] = field(default_factory=dict)

    def tick(self, when: str) -> Day:
        """The command at that instant, then the scheduler's pass, which has nothing left to do."""
        mails, texts = len(self.post.taken), {*self._texts()}
        ran = CliRunner().invoke(app, ["tick", "--at", when, "--json"])
        assert ran.exit_code == 0, ran.output
        seen = len(self.post.taken)
        again = make_pass(self.bureau, self._ways(), lambda: instant(when))
        assert (again.decided.rungs, len(self.post.taken)) == ([], seen)
        new = {path.name.split("-", 1)[1].rsplit("-", 1)[0]: path for path in self._texts() if path not in texts}
        said = {person: path.read_text(encoding="utf-8").splitlines()[-1] for person, path in new.items()}
        self.days[when] = Day(self.post.taken[mails:], said, json.loads(ran.stdout)[0])
        return self.days[when]

    def _texts(self) -> list[Path]:
        return sorted((self.home / "var" / "spool").rglob("*.txt"))

    def _ways(self) -> dict[Channel, Any]:
        relay = Relay.parse(f"smtp://127.0.0.1:{self.post.port}?tls=none")
        spool = SpoolChannel(self.home / "var" / "spool", "sms", SENDER)
        return {Channel.EMAIL: EmailChannel(relay, SENDER), Channel.SMS: spool}

    def file(self, unit: str, when: str, by: str) -> None:
        """A report comes in, sealed."""
        file_report(self.bureau, report_of(unit), by, instant(when), Report("已落实各项任务"))

    def status(self, unit: str) -> dict[str, Any]:
        """Where its report stood on 16 October."""
        at = instant("2020-10-16T09:00")
        return next(r for r in statuses(self.bureau, at, unit=unit, period=SEPTEMBER) if r["duty"] == "report")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, post: PostOffice) -> Iterator[Story]:
    """The month, played once; the tests below read what became of it."""
    home = build_home(tmp_path_factory.mktemp("month") / "home")
    database = f"sqlite:///{home / 'var' / 'yudu-flow.db'}"
    with pytest.MonkeyPatch.context() as machine:
        machine.setenv("YUDU_FLOW_HOME", str(home))
        machine.setenv("YUDU_FLOW_SMTP_URL", f"smtp://127.0.0.1:{post.port}?tls=none")
        machine.setenv("YUDU_FLOW_MAIL_FROM", SENDER)
        (home / "var").mkdir()
        bureau = bureau_in(home, database, instant("2020-09-18T08:30"))
        story = Story(home, post, replace(bureau, engine=with_key(bureau.engine, key_in(home / "var", ""))))
        until_the_deadline(story)
        after_the_deadline(story)
        yield story
        story.bureau.engine.dispose()


def until_the_deadline(story: Story) -> None:
    """18 to 27 September."""
    bureau, training = story.bureau, report_of(TRAINING)
    story.tick("2020-09-18T09:00")
    story.tick("2020-09-21T09:00")
    record_visit(bureau, Sought(JOBS, SEPTEMBER), "苏禾", instant("2020-09-22T10:00"), "长河电子")
    story.tick("2020-09-23T09:00")
    story.file(JOBS, "2020-09-23T21:30", "苏禾")
    story.tick("2020-09-23T21:31")
    story.tick("2020-09-24T09:00")
    ask_extension(bureau, training, "唐宁", instant("2020-09-24T10:00"), date(2020, 10, 12), "讲师未到位")
    return_report(bureau, report_of(JOBS), CLERK, instant("2020-09-24T16:00"), "缺困难问题一节")
    story.tick("2020-09-24T16:01")
    story.post.busy = True
    story.tick("2020-09-25T09:00")
    story.post.busy = False
    story.file(OFFICE, "2020-09-25T09:00:30", CLERK)
    story.tick("2020-09-25T09:02")
    accept_report(bureau, report_of(OFFICE), "gu-mingyuan", instant("2020-09-25T15:00"))
    decide_extension(bureau, training, CLERK, instant("2020-09-26T10:00"), ExtensionChoice.APPROVE, reason="情况属实")
    story.tick("2020-09-26T10:01")
    story.tick("2020-09-27T09:00")
    story.file(JOBS, "2020-09-27T15:00", "苏禾")


def after_the_deadline(story: Story) -> None:
    """28 September to 15 October."""
    bureau, silent = story.bureau, report_of(INSURANCE)
    story.tick("2020-09-28T00:00")
    story.tick("2020-09-28T09:00")
    accept_report(bureau, report_of(JOBS), CLERK, instant("2020-09-28T10:00"))
    explain(bureau, report_of(DISPUTES), "叶舟", instant("2020-09-29T10:00"), "系统故障")
    record_visit(bureau, Sought(JOBS, SEPTEMBER), "苏禾", instant("2020-09-29T14:00"), "青山服装")
    record_visit(bureau, Sought(VISITOR, SEPTEMBER), VISITOR, instant("2020-09-29T15:00"))
    story.tick("2020-09-30T09:00")
    story.file(DISPUTES, "2020-09-30T15:00", "叶舟")
    story.tick("2020-10-01T09:00")
    story.tick("2020-10-09T09:00")
    story.tick("2020-10-10T09:00")
    object_to_case(bureau, silent, "白桦", instant("2020-10-12T08:30"), "数据口径有变")
    story.tick("2020-10-12T09:00")
    with pytest.raises(NotAllowed, match="异议期至10月14日（星期三）24:00，期满前不能决定"):
        decide_case(bureau, silent, OTHER_LEADER, instant("2020-10-12T10:00"), CaseChoice.CONFIRM, "两次催办未报")
    story.file(TRAINING, "2020-10-12T16:00", "唐宁")
    story.file(INSURANCE, "2020-10-13T10:00", "白桦")
    story.tick("2020-10-15T09:00")
    decide_case(bureau, silent, OTHER_LEADER, instant("2020-10-15T10:00"), CaseChoice.DISMISS, "异议成立，下不为例")
    story.tick("2020-10-15T10:31")


def test_september_opens_with_the_months_visits(story: Story) -> None:
    day = story.days["2020-09-18T09:00"]
    assert (day.summary["opened"], day.told(), day.texts) == (7, ["su-he", "zhou-yuan"], {})


def test_21_and_23_september_remind_every_liaison_by_mail_only(story: Story) -> None:
    for when in ("2020-09-21T09:00", "2020-09-23T09:00"):
        assert story.days[when].told() == sorted(LIAISON.values())
        assert story.days[when].texts == {}


def test_the_first_reminder_reads_right_and_brings_the_deadline_for_the_calendar(story: Story) -> None:
    mail = story.days["2020-09-21T09:00"].to("tang-ning")
    assert mail["Subject"] == "9月27日24:00截止：培训股2020年9月稳就业月报"
    said = text(mail)
    assert "请于9月27日（星期日）24:00前报送，还有5个工作日。" in said
    assert "涉及1项分工：1.1 落实稳岗返还" in said
    assert "您收到本邮件的原因：您是培训股联络员。\n依据：清人社〔2020〕9号 三（一）。" in said
    assert "text/calendar" in {part.get_content_type() for part in mail.walk()}
    later = story.days["2020-09-23T09:00"].to("tang-ning")
    assert "text/calendar" not in {part.get_content_type() for part in later.walk()}


def test_a_receipt_for_the_evening_waits_for_the_morning(story: Story) -> None:
    assert story.days["2020-09-23T21:31"].told() == []
    day = story.days["2020-09-24T09:00"]
    assert day.told() == ["su-he", "su-he", "zhou-yuan"]
    subjects = {str(mail["Subject"]) for mail in day.mails if address(mail) == "su-he"}
    assert subjects == {
        "已收到：就业中心2020年9月稳就业月报",
        "9月30日24:00截止：就业中心2020年9月走访对口企业",
    }


def test_a_returned_report_comes_back_within_minutes_with_reason_and_limit(story: Story) -> None:
    day = story.days["2020-09-24T16:01"]
    assert day.told() == ["su-he"]
    said = text(day.to("su-he"))
    assert "请修改后于9月27日（星期日）24:00前重新报送" in said
    assert "退回原因：缺困难问题一节" in said


def test_25_september_tells_nobody_by_mail_while_the_relay_is_busy_and_texts_all_the_same(story: Story) -> None:
    day = story.days["2020-09-25T09:00"]
    assert (day.told(), sorted(day.texts)) == ([], ["bai-hua", "lin-qiu", "ye-zhou"])
    assert day.texts["bai-hua"] == "【于都人社局】9月27日24:00截止：社保中心9月稳就业月报"


def test_a_reminder_that_waits_is_withdrawn_by_the_filing_and_the_rest_of_the_message_stays(story: Story) -> None:
    day = story.days["2020-09-25T09:02"]
    assert day.told() == ["bai-hua", "lin-qiu", "lin-qiu", "ye-zhou"]
    said = [text(mail) for mail in day.mails if address(mail) == "lin-qiu"]
    assert not any("请于9月27日" in words for words in said)
    assert any("1. 培训股2020年9月稳就业月报，申请延期：讲师未到位，已等待1个工作日" in words for words in said)
    assert any("报告和盖章页均已收到" in words for words in said)


def test_27_september_is_a_sunday_and_is_worked(story: Story) -> None:
    day = story.days["2020-09-27T09:00"]
    assert day.told() == ["bai-hua", "he-lan", "luo-ping", "su-he", "tang-ning", "ye-zhou"]
    assert day.to("bai-hua")["Subject"] == "今日截止（9月27日24:00）：社保中心2020年9月稳就业月报"
    assert "同意延期，新的截止时间为10月12日（星期一）24:00。" in text(day.to("tang-ning"))
    assert str(day.to("su-he")["Subject"]).startswith("今日应重报：就业中心")
    assert sorted(day.texts) == ["bai-hua", "he-lan", "luo-ping", "ye-zhou"]


def test_midnight_makes_two_reports_late_and_wakes_nobody(story: Story) -> None:
    day = story.days["2020-09-28T00:00"]
    assert (day.summary["overdue"], day.told(), day.texts) == (2, [], {})


def test_28_september_urges_the_two_and_tells_their_leader_and_the_office(story: Story) -> None:
    day = story.days["2020-09-28T09:00"]
    late = {LIAISON[INSURANCE], HEAD[INSURANCE], LIAISON[DISPUTES], HEAD[DISPUTES]}
    assert {*day.told()} == late | {"shen-qing", "lin-qiu", "tang-ning", "su-he", "gu-mingyuan"}
    assert "2020年9月报送情况\n应报3项" in text(day.to("gu-mingyuan"))
    assert day.to("ye-zhou")["Subject"] == "催办（逾期1个工作日）：仲裁股2020年9月稳就业月报"
    assert "你单位应于9月27日（星期日）24:00前报送。现在的情况：逾期1个工作日。" in text(day.to("ye-zhou"))
    assert "新增逾期（2项）" in text(day.to("shen-qing"))
    assert "逾期未完成（2项）" in text(day.to("lin-qiu"))
    assert day.to("tang-ning")["Subject"] == "10月12日24:00截止：培训股2020年9月稳就业月报"


def test_the_month_in_numbers_adds_up(story: Story) -> None:
    said = text(story.days["2020-09-28T09:00"].to("lin-qiu"))
    assert "2020年9月报送情况\n应报5项\n按时报送2项" in said
    assert "逾期2项" in said


def test_30_september_urges_only_the_one_that_said_nothing(story: Story) -> None:
    day = story.days["2020-09-30T09:00"]
    assert {*day.told()} == {"bai-hua", "luo-ping", "shen-qing", "lin-qiu", "tang-ning"}
    assert "第二次催办" in str(day.to("bai-hua")["Subject"])
    assert "仲裁股2020年9月稳就业月报，说明原因：系统故障" in text(day.to("lin-qiu"))
    assert "仲裁股" not in text(day.to("shen-qing"))


def test_the_saturday_and_the_holiday_are_quiet(story: Story) -> None:
    for when in ("2020-09-26T10:01", "2020-10-01T09:00"):
        assert (story.days[when].told(), story.days[when].texts) == ([], {})


def test_10_october_proposes_the_one_case(story: Story) -> None:
    day = story.days["2020-10-10T09:00"]
    assert day.summary["cases"] == 1
    assert {*day.told()} == {"bai-hua", "luo-ping", "shen-qing", "lin-qiu", "tang-ning"}
    said = text(day.to("luo-ping"))
    assert "9月28日、9月30日已催办2次，未说明原因" in said
    assert "可于10月14日（星期三）24:00前提出，期满前不作决定。" in said


def test_15_october_puts_the_case_before_its_leader_and_tells_the_unit_the_decision(story: Story) -> None:
    assert "待您决定（1项）\n1. 社保中心2020年9月稳就业月报" in text(story.days["2020-10-15T09:00"].to("shen-qing"))
    said = text(story.days["2020-10-15T10:31"].to("bai-hua"))
    assert "决定人：沈清\n拟认定种类：落实不力\n处理结果：不予认定。异议成立，下不为例" in said


def test_every_report_has_the_end_that_it_earned(story: Story) -> None:
    ends = {unit: story.status(unit)["outcome"] for unit in UNITS}
    assert ends == {
        OFFICE: "on_time",
        JOBS: "on_time",
        INSURANCE: "late",
        TRAINING: "extended",
        DISPUTES: "late",
    }


def test_every_mail_went_out_once(story: Story) -> None:
    count = Counter(str(mail["Message-ID"]) for mail in story.post.taken)
    assert len(count) > 50
    assert {*count.values()} == {1}


def test_nobody_got_two_daily_mails_or_texts_on_one_day(story: Story) -> None:
    ran = CliRunner().invoke(app, ["messages", "--json"], env=settings(story))
    rows = json.loads(ran.stdout)
    daily = Counter((r["recipient"], r["channel"], r["queued_at"][:10]) for r in rows if not is_answer(r))
    assert {*daily.values()} == {1}
    assert {row["state"] for row in rows} == {"sent"}


def is_answer(row: dict[str, Any]) -> bool:
    """Whether a message answers a person's own act."""
    return str(row["kind"]).startswith(("receipt", "extension-", "explanation-", "returned", "waived", "case-decided"))


def settings(story: Story) -> dict[str, str]:
    """The environment of the story's machine."""
    return {"YUDU_FLOW_HOME": str(story.home)}


def test_the_books_balance_and_the_audit_verifies(story: Story) -> None:
    accounts = reconcile(story.bureau, instant("2020-10-16T09:00"), SEPTEMBER)
    assert len(accounts) > 30
    assert all(account.balanced for account in accounts)
    ran = CliRunner().invoke(app, ["audit", "verify"], env=settings(story))
    assert (ran.exit_code, ran.stdout.startswith("审计记录31条，完整；核对码 31-")) == (0, True)
