"""Files that change under a running process: taken over when right, refused when broken, and the office is told."""

import asyncio
import errno
import logging
import os
import signal
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.bureau import DISPUTES, INSURANCE, JOBS, LIAISON, Desk, change, instant, own_words
from yudu_flow import timetable
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.processes import content_in_force
from yudu_flow.actions.processes.content_in_force import ContentInForce, stamps_of
from yudu_flow.actions.processes.tell_of_content import tell_office
from yudu_flow.assembly import renewed
from yudu_flow.domain.channels import Channel
from yudu_flow.settings import Settings
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading
from yudu_flow.storage.rows import Owed
from yudu_flow.timetable import Timetable

ROSTER, RULES, PLAN = "config/roster.yaml", "config/rules.yaml", "workflows/plan.yaml"
SUBJECT = "notifications/report-reminder/subject.txt"
BROKEN = ('email: su-he@test.local, mobile: "13900000003"', 'email: su-he@, mobile: "13900000003"')


@pytest.fixture
def force(desk: Desk, home: Path) -> ContentInForce:
    """What is in force in the home, by the real reader and check."""
    return ContentInForce(desk.bureau, home, partial(renewed, Settings(home=home)))


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, "yudu_flow"):
        yield caplog


def pass_at(desk: Desk, force: ContentInForce, when: str) -> Pass:
    """A pass as the timetable makes it."""
    desk.email.sent.clear()
    desk.sms.sent.clear()
    now = desk.clock.set(when)
    ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
    return make_pass(force.refresh(now), ways, desk.clock)


def office_mail(desk: Desk) -> str:
    return next((mail.text for mail in desk.email.sent if mail.address == "lin-qiu@test.local"), "")


def test_a_plan_is_looked_at_whatever_its_file_is_called(desk: Desk, home: Path, force: ContentInForce) -> None:
    (home / PLAN).rename(home / "workflows" / "plan.yml")
    force.refresh(desk.clock())
    change(home, "workflows/plan.yml", "title: ", "title: 关于")
    assert force.refresh(desk.clock()).content.plans[0].title.startswith("关于")


def test_what_is_saved_while_a_process_starts_is_taken_over(desk: Desk, home: Path) -> None:
    seen = stamps_of(home)
    change(home, ROSTER, "su-he@test.local", "suhe@new.local")  # saved behind the reading of desk.bureau
    force = ContentInForce(desk.bureau, home, partial(renewed, Settings(home=home)), seen)
    assert force.refresh(desk.clock()).roster.people["su-he"].email == "suhe@new.local"


def test_nothing_is_read_while_nothing_changes(desk: Desk, home: Path) -> None:
    def never(bureau: Bureau, _: object) -> Bureau:
        raise AssertionError("read again")

    still = ContentInForce(desk.bureau, home, never)
    assert still.refresh(desk.clock()) is desk.bureau


def test_a_new_address_is_used_at_the_next_pass(
    desk: Desk, home: Path, force: ContentInForce, heard: pytest.LogCaptureFixture
) -> None:
    pass_at(desk, force, "2020-09-18T09:00")
    change(home, ROSTER, "su-he@test.local", "suhe@new.local")
    pass_at(desk, force, "2020-09-21T09:00")
    assert "suhe@new.local" in {mail.address for mail in desk.email.sent}
    assert "su-he@test.local" not in {mail.address for mail in desk.email.sent}
    assert heard.messages == ["内容有改动，已采用：config/roster.yaml"]


def test_new_words_are_said_at_the_next_pass(desk: Desk, home: Path, force: ContentInForce) -> None:
    pass_at(desk, force, "2020-09-18T09:00")
    (own_words(home) / SUBJECT).write_text("请看：{{ line.title }}", encoding="utf-8")
    pass_at(desk, force, "2020-09-21T09:00")
    assert {mail.subject for mail in desk.email.sent} >= {"请看：稳就业月报"}


def test_broken_files_are_refused_and_the_old_stay_in_force(
    desk: Desk, home: Path, force: ContentInForce, heard: pytest.LogCaptureFixture
) -> None:
    pass_at(desk, force, "2020-09-18T09:00")
    change(home, ROSTER, *BROKEN)
    change(home, PLAN, "day: 27", "day: 41")
    pass_at(desk, force, "2020-09-18T10:00")
    assert {finding.file for finding in force.findings} == {ROSTER, PLAN}
    [said] = heard.messages
    assert said.startswith("内容的改动有2处错误，没有采用，仍按原来的内容运行：config/roster.yaml:")
    pass_at(desk, force, "2020-09-21T09:00")
    assert "su-he@test.local" in {mail.address for mail in desk.email.sent}
    assert len(heard.messages) == 1, "what was looked at once is not read again"


def test_the_office_is_told_in_its_list_and_when_all_is_mended_no_more(
    desk: Desk, home: Path, force: ContentInForce, heard: pytest.LogCaptureFixture
) -> None:
    """On a day on which its list has nothing else to say."""
    pass_at(desk, force, "2020-09-18T09:00")
    change(home, ROSTER, *BROKEN)
    pass_at(desk, force, "2020-09-22T10:00")
    assert "没有采用" not in office_mail(desk)
    pass_at(desk, force, "2020-09-24T09:00")
    assert "改动有错误，没有采用，仍按原来的运行\n1. config/roster.yaml:" in office_mail(desk)
    assert "邮箱“su-he@”写法不对" in office_mail(desk)
    change(home, ROSTER, *reversed(BROKEN))
    pass_at(desk, force, "2020-09-24T10:00")
    assert (force.findings, force.current().refused) == ((), ())
    assert heard.messages[-1] == "内容有改动，已采用：config/roster.yaml"
    pass_at(desk, force, "2020-09-28T09:00")
    assert "没有采用" not in office_mail(desk)
    assert "逾期" in office_mail(desk)


def test_the_office_is_told_while_nobody_owes_anything(desk: Desk, home: Path, force: ContentInForce) -> None:
    """News of the bureau hang on nothing that is owed, and come once a change."""
    change(home, ROSTER, *BROKEN)
    force.refresh(desk.clock.set("2020-09-17T09:30"))
    tell_office(desk.bureau, desk.clock(), "again")
    tell_office(desk.bureau, desk.clock(), "again")
    pass_at(desk, force, "2020-09-18T09:00")
    assert "没有采用" in office_mail(desk)


def test_what_a_database_that_was_away_could_not_take_is_told_later(
    desk: Desk, home: Path, force: ContentInForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("", None, OSError("away"))

    pass_at(desk, force, "2020-09-18T09:00")
    change(home, ROSTER, *BROKEN)
    with monkeypatch.context() as patch:
        patch.setattr(content_in_force, "tell_office", away)
        with pytest.raises(OperationalError):
            pass_at(desk, force, "2020-09-22T10:00")
    pass_at(desk, force, "2020-09-22T10:01")
    pass_at(desk, force, "2020-09-24T09:00")
    assert "没有采用" in office_mail(desk)


def test_a_file_that_cannot_be_read_is_refused_until_it_can(
    desk: Desk, home: Path, heard: pytest.LogCaptureFixture
) -> None:
    """Saved by another user of the machine, say: what changed held nothing up, and was told nowhere."""
    real, path = partial(renewed, Settings(home=home)), home / ROSTER
    closed = [True]

    def renew(bureau: Bureau, now: datetime) -> Bureau:
        if closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(bureau, now)

    force = ContentInForce(desk.bureau, home, renew)
    pass_at(desk, force, "2020-09-18T09:00")
    change(home, ROSTER, "su-he@test.local", "suhe@new.local")
    for when in ("2020-09-22T10:00", "2020-09-22T10:01"):
        pass_at(desk, force, when)
        assert [str(one) for one in force.findings] == [
            "config/roster.yaml:1:1: 错误：文件打不开：没有权限。检查文件的读取权限。"
        ]
    assert len(heard.messages) == 1
    pass_at(desk, force, "2020-09-24T09:00")
    assert "文件打不开：没有权限" in office_mail(desk)
    closed.clear()
    force.refresh(desk.clock())
    assert (force.findings, force.current().roster.people["su-he"].email) == ((), "suhe@new.local")


def test_what_was_mended_before_the_pass_is_not_told(desk: Desk, home: Path, force: ContentInForce) -> None:
    pass_at(desk, force, "2020-09-18T09:00")
    change(home, ROSTER, *BROKEN)
    pass_at(desk, force, "2020-09-23T10:00")
    change(home, ROSTER, *reversed(BROKEN))
    pass_at(desk, force, "2020-09-23T10:01")
    pass_at(desk, force, "2020-09-24T09:00")
    assert office_mail(desk) == ""


def test_a_template_that_cannot_be_said_is_refused(desk: Desk, home: Path, force: ContentInForce) -> None:
    """It compiles, and would fail for every reminder: `check` sees it, and so does this."""
    (own_words(home) / SUBJECT).write_text("{{ line.tilte }}", encoding="utf-8")
    force.refresh(desk.clock())
    assert [(f.file, f.message) for f in force.findings] == [(SUBJECT, "没有“tilte”这个字段")]


def test_what_is_under_way_keeps_its_unit_and_its_people(desk: Desk, home: Path, force: ContentInForce) -> None:
    pass_at(desk, force, "2020-09-18T09:00")
    for file in (ROSTER, PLAN):
        text = (home / file).read_text(encoding="utf-8")
        (home / file).write_text(text.replace(INSURANCE, "社会保险中心"), encoding="utf-8")
    force.refresh(desk.clock())
    assert [finding.message for finding in force.findings] == ["“社保中心”还有没办结的事项，现在不能从名册中去掉或改名"]
    assert INSURANCE in force.current().roster.units


def test_a_unit_stays_until_its_case_is_struck_off(desk: Desk, home: Path, force: ContentInForce) -> None:
    """Its month is closed and it owes nothing any more; the lists and the decision still speak of the unit."""
    pass_at(desk, force, "2020-09-18T09:00")
    change(home, PLAN, "[社保中心, 仲裁股]", "[社保中心]")
    for when in ("2020-09-28T09:00", "2020-09-30T09:00", "2020-10-10T09:00", "2020-11-02T09:00"):
        pass_at(desk, force, when)
    assert DISPUTES not in {owed.unit for owed in awake(desk)}
    text = (home / ROSTER).read_text(encoding="utf-8")
    (home / ROSTER).write_text(text.replace(DISPUTES, "调解股"), encoding="utf-8")
    force.refresh(desk.clock())
    assert [finding.message for finding in force.findings] == ["“仲裁股”还有没办结的事项，现在不能从名册中去掉或改名"]


def awake(desk: Desk) -> Sequence[Owed]:
    """What a rule can still concern."""
    with reading(desk.bureau.engine) as db:
        return obligations.listed(db, desk.bureau.key, awake=True)


def test_whoever_is_still_to_be_sent_something_stays(desk: Desk, home: Path, force: ContentInForce) -> None:
    pass_at(desk, force, "2020-09-18T09:00")
    desk.file(JOBS, "2020-09-18T21:00")
    text = (home / ROSTER).read_text(encoding="utf-8")
    (home / ROSTER).write_text(text.replace(LIAISON[JOBS], "su-he-2"), encoding="utf-8")
    force.refresh(desk.clock())
    assert [finding.message for finding in force.findings] == ["“苏禾”还有没发出的消息，编号“su-he”现在不能去掉"]
    pass_at(desk, force, "2020-09-21T09:00")
    change(home, ROSTER, "name: 苏禾", "name: 苏和")
    pass_at(desk, force, "2020-09-21T09:01")
    assert (force.findings, force.current().roster.people["su-he-2"].name) == ((), "苏和")


def test_the_bureau_keeps_its_id(desk: Desk, home: Path, force: ContentInForce) -> None:
    change(home, ROSTER, "id: qingxi", "id: qingxi-2")
    force.refresh(desk.clock())
    assert [finding.message for finding in force.findings] == ["本局编号原为“qingxi”，启用后不能改"]
    assert force.current().key == "qingxi"


def test_a_file_that_is_still_being_written_waits(desk: Desk, home: Path) -> None:
    """What changes while it is read is not judged."""
    text = (home / ROSTER).read_text(encoding="utf-8")
    real = partial(renewed, Settings(home=home))

    rest = [text.replace("苏禾", "苏和")]

    def slowly(bureau: Bureau, now: Any) -> Bureau:
        try:
            return real(bureau, now)
        finally:
            if rest:
                (home / ROSTER).write_text(rest.pop(), encoding="utf-8")

    force = ContentInForce(desk.bureau, home, slowly)
    (home / ROSTER).write_text(text[:500], encoding="utf-8")
    force.refresh(desk.clock())
    assert (force.findings, force.current()) == ((), desk.bureau)
    assert force.refresh(desk.clock()).roster.people["su-he"].name == "苏和"


def test_a_signature_that_the_gateway_was_built_with_needs_a_restart(desk: Desk, home: Path) -> None:
    settings = Settings(home=home, sms_url="https://sms.test.local/send", sms_body='{"s":"{signature}"}')
    force = ContentInForce(desk.bureau, home, partial(renewed, settings))
    signature = desk.bureau.rules.sms_signature
    change(home, RULES, f"sms_signature: {signature}", "sms_signature: 清溪人社")
    force.refresh(desk.clock())
    assert [finding.message for finding in force.findings] == ["短信签名改了，重新启动程序后才能用"]


def test_a_running_timetable_takes_it_over(
    desk: Desk, home: Path, force: ContentInForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timetable, "SAFETY_NET", timedelta(seconds=0.3))
    desk.clock.now = instant("2020-09-18T09:00")
    ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
    passes: list[Pass] = []

    def then(made: Pass) -> None:
        passes.append(made)
        if len(passes) == 1:
            change(home, ROSTER, "su-he@test.local", "suhe@new.local")
            desk.clock.now = instant("2020-09-21T09:00")
        elif desk.email.sent:
            os.kill(os.getpid(), signal.SIGTERM)

    table = Timetable(force.refresh, ways, desk.clock, then, lambda _done, _total: None)
    asyncio.run(asyncio.wait_for(table.run(), 20))
    assert "suhe@new.local" in {mail.address for mail in desk.email.sent}
