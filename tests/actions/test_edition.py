"""Two hosts with a copy of the content each: the newest decides, the other one says so and keeps still."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.bureau import Desk, build_home, change, desk_in, instant
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.processes.edition import edition_in, out_of_date
from yudu_flow.actions.role import Role
from yudu_flow.actions.views.board_view import board
from yudu_flow.assembly import renewed
from yudu_flow.domain.channels import Channel
from yudu_flow.settings import Settings
from yudu_flow.storage.access_tables import EDITION
from yudu_flow.storage.database import reading
from yudu_flow.upkeep.checkup import examine

ROSTER = "config/roster.yaml"
OLD, NEW = "su-he@test.local", "suhe@new.local"
MORNING = "2020-09-21T09:00"


class Host:
    """A host with a home of its own, on the database of all."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.settings = home, Settings(home=home, database_url=database, _env_file=None)
        self.desk: Desk = desk_in(home, database)
        self.load()

    def load(self) -> None:
        """Take over the files as they stand."""
        bare = replace(self.desk.bureau, edition=edition_in(self.home))
        self.desk.bureau = renewed(self.settings, bare, self.desk.clock())

    def edit(self, old: str, new: str) -> None:
        change(self.home, ROSTER, old, new)
        self.load()

    def at(self, when: str, role: Role = Role.ALL) -> Pass:
        """A pass as the timetable makes it."""
        self.desk.email.sent.clear()
        self.desk.clock.set(when)
        ways = {Channel.EMAIL: self.desk.email, Channel.SMS: self.desk.sms}
        return make_pass(self.desk.bureau, ways, self.desk.clock, role=role)

    def mailed(self) -> set[str]:
        return {mail.address for mail in self.desk.email.sent}

    @property
    def says(self) -> list[str]:
        """What stands on its board of the content."""
        with reading(self.desk.bureau.engine) as db:
            return [line.message for line in out_of_date(self.desk.bureau, db)]


@pytest.fixture
def hosts(tmp_path: Path, database: str) -> Iterator[tuple[Host, Host]]:
    """Two with the same content, on the plan's day."""
    one, other = (Host(build_home(tmp_path / name), database) for name in ("one", "other"))
    one.at("2020-09-18T09:00")
    other.at("2020-09-18T09:00")
    yield one, other
    for host in (one, other):
        host.desk.bureau.engine.dispose()


@pytest.mark.only_postgresql
def test_the_newest_decides_and_the_other_keeps_still(
    hosts: tuple[Host, Host], caplog: pytest.LogCaptureFixture
) -> None:
    """It decides and writes nothing, whoever comes first; brought up to date, it does again."""
    one, other = hosts
    one.edit(OLD, NEW)
    one.at("2020-09-18T10:00")
    with caplog.at_level(logging.WARNING, "yudu_flow"):
        for _ in range(2):
            made = other.at(MORNING)
    assert [*made.decided.rungs, *made.composed.messages, *other.mailed()] == []
    [said] = other.says
    assert said.startswith("本机的内容比在用的旧，本机不做决定、不写消息；在用的由 ")
    assert said.endswith("/one 于09-18 10:00启用")
    assert [said in line for line in caplog.messages] == [True]
    assert one.says == []
    one.at(MORNING)
    assert NEW in one.mailed()
    other.edit(OLD, NEW)
    assert other.says == []
    assert other.at("2020-09-23T09:00").decided.rungs
    assert NEW in other.mailed()


@pytest.mark.only_postgresql
def test_a_host_that_keeps_still_goes_on_sending(hosts: tuple[Host, Host]) -> None:
    """What the newest content says is sent by anybody; a host that only decides does nothing."""
    one, other = hosts
    one.edit(OLD, NEW)
    assert one.at(MORNING, Role.DECIDE).composed.messages
    assert other.at(MORNING, Role.DECIDE).rounds == []
    other.at(MORNING)
    assert NEW in other.mailed()


@pytest.mark.only_postgresql
def test_an_old_text_comes_back_where_the_newest_is(hosts: tuple[Host, Host]) -> None:
    """Its editor means it; elsewhere it takes a change of any kind, such as a comment."""
    one, other = hosts
    one.edit(OLD, NEW)
    one.at("2020-09-18T10:00")
    assert other.says
    one.edit(NEW, OLD)
    one.at("2020-09-18T10:05")
    assert other.says == []
    one.edit(OLD, NEW)
    one.at("2020-09-18T10:10")
    other.edit("bureau:", "# 改回九月的名册\nbureau:")
    assert other.at(MORNING).decided.rungs
    assert OLD in other.mailed()
    assert one.says


@pytest.mark.only_postgresql
def test_the_board_and_doctor_say_what_to_do(hosts: tuple[Host, Host]) -> None:
    one, other = hosts
    one.edit(OLD, NEW)
    one.at("2020-09-18T10:00")
    now = instant("2020-09-18T10:05")
    with reading(other.desk.bureau.engine) as db:
        [line] = [way for way in board(other.desk.bureau, db, now).ways if way.item == "内容"]
    assert "拷到本机，不用重新启动" in line.advice
    assert [f.ok for f in examine(other.settings, now) if f.item == "内容"] == [False]
    assert not [f for f in examine(one.settings, now) if f.item == "内容"]


@pytest.mark.only_sqlite
def test_on_a_file_every_change_is_meant(hosts: tuple[Host, Host]) -> None:
    """It is one machine's, whose folders may have moved."""
    one, other = hosts
    one.edit(OLD, NEW)
    one.at("2020-09-18T10:00")
    assert other.at(MORNING).decided.rungs


def test_nothing_is_noted_while_nothing_changes(hosts: tuple[Host, Host]) -> None:
    """One row for all passes of both; line ends are no change."""
    one, other = hosts
    roster = other.home / ROSTER
    roster.write_bytes(roster.read_bytes().replace(b"\n", b"\r\n"))
    other.load()
    other.at(MORNING)
    with reading(one.desk.bureau.engine) as db:
        assert db.execute(select(func.count()).select_from(EDITION)).scalar_one() == 1
