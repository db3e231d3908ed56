"""Processes of one role each: together they do what one does, none does another's work, and each is woken at once."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, LIAISON, TRAINING, UNITS, Clock, Desk, desk_in, instant
from tests.engine.books import messages, unbalanced
from tests.engine.test_server_gone import end_all
from yudu_flow.actions.acts.try_contact import try_contact
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.processes.broken_pass import note_broken
from yudu_flow.actions.processes.holder import Holder
from yudu_flow.actions.processes.pulse import pulse
from yudu_flow.actions.role import Role
from yudu_flow.actions.views.report import statuses
from yudu_flow.delivery.message import Outgoing
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import bureaus, holders, wakeups
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.outlook import outlook
from yudu_flow.storage.tables import EVENT
from yudu_flow.timetable import Timetable

MONDAY = "2020-09-21T09:00"
DAYS = [
    "09-18",
    "09-21",
    "09-24",
    "09-25",
    "09-27",
    "09-28",
    "09-29",
    "09-30",
    "10-09",
    "10-10",
    "10-12",
    "10-13",
    "10-14",
    "10-15",
    "10-16",
]


def part(desk: Desk, role: Role, when: str) -> Pass:
    """The pass of a process with that role."""
    ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
    return make_pass(desk.bureau, ways if role.delivers else {}, Clock(instant(when)), role=role)


def test_each_role_does_its_own_work_and_no_other(desk: Desk) -> None:
    """Pages decide nothing, who decides hands nothing over, who delivers decides nothing."""
    for role in (Role.WEB, Role.DELIVER):
        part(desk, role, "2020-09-18T09:00")
        assert statuses(desk.bureau, instant("2020-09-18T09:00")) == []
    part(desk, Role.DECIDE, "2020-09-18T09:00")
    made = part(desk, Role.DECIDE, MONDAY)
    written = len(made.composed.messages)
    assert written >= len(UNITS)
    assert desk.email.sent == []
    part(desk, Role.WEB, MONDAY)
    assert desk.email.sent == []
    assert part(desk, Role.DELIVER, MONDAY).delivered.count("sent") == written
    assert part(desk, Role.DELIVER, MONDAY).next_wake is None


@pytest.mark.only_sqlite
@pytest.mark.parametrize("role", Role)
def test_an_idle_pass_of_any_role_writes_nothing(desk: Desk, role: Role) -> None:
    desk.at("2020-09-18T09:00")
    with desk.bureau.engine.connect() as another:
        before = another.execute(text("PRAGMA data_version")).scalar_one()
        part(desk, role, "2020-09-18T09:00:30")
        assert another.execute(text("PRAGMA data_version")).scalar_one() == before


def test_it_says_that_messages_go_out_while_a_slow_relay_takes_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One pass may take hours, in which nobody is to think that nobody sends."""
    part(desk, Role.DECIDE, "2020-09-18T09:00")
    part(desk, Role.DECIDE, MONDAY)
    monkeypatch.setattr("yudu_flow.actions.engine.make_pass.NOTE_EVERY", timedelta())
    clock = Clock(instant(MONDAY))

    def an_hour_goes_by(done: int, _total: int) -> None:
        clock.now += timedelta(hours=1)
        seen.append((done, pulse(desk.bureau, clock.now).works[Role.DELIVER].last_at))

    seen: list[tuple[int, Any]] = []
    ways: dict[Channel, Any] = {Channel.EMAIL: desk.email, Channel.SMS: desk.sms}
    made = make_pass(desk.bureau, ways, clock, watch=an_hour_goes_by, role=Role.DELIVER)
    assert seen[-1][0] == made.delivered.count("sent")
    assert len({at for _, at in seen}) == len(seen)


def test_whoever_decides_does_not_mend_what_breaks_off_elsewhere(desk: Desk) -> None:
    """`doctor` names what sending breaks off of until it is sent again, though decisions are made meanwhile."""
    part(desk, Role.DECIDE, "2020-09-18T09:00")
    note_broken(desk.bureau, RuntimeError("boom"), instant("2020-09-18T09:01"), Role.DELIVER)

    def fault() -> str:
        with reading(desk.bureau.engine) as db:
            row = bureaus.find(db, "qingxi")
        return str(row.fault) if row else ""

    part(desk, Role.DECIDE, "2020-09-18T09:05")
    assert fault() == "发送：RuntimeError: boom"
    part(desk, Role.DELIVER, "2020-09-18T09:05")
    assert fault() == ""
    note_broken(desk.bureau, RuntimeError("boom"), instant("2020-09-18T09:06"), Role.DECIDE)
    part(desk, Role.DELIVER, "2020-09-18T09:08")
    assert fault() == "RuntimeError: boom"


def test_a_month_of_two_roles_is_that_of_one_process(home: Path, database: str, second_database: str) -> None:
    """The same messages, standings and books; that a proposal was told is found in the same minute, even where who
    decides looked around while it was on its way.
    """
    alone, two = desk_in(home, second_database), desk_in(home, database)
    for day in DAYS:
        when = f"2020-{day}T09:00"
        alone.clock.set(when)
        alone.run()
        for role in (
            Role.DECIDE,
            Role.DECIDE,
            Role.DELIVER,
            Role.DECIDE,
            Role.DELIVER,
        ):
            part(two, role, when)
        assert happened(two) == happened(alone), day
        if day == "09-21":
            for desk in (alone, two):
                desk.file(JOBS, "2020-09-21T10:00", LIAISON[JOBS])
    now = instant("2020-10-16T09:01")
    assert {kind for kind, _, _ in happened(two)} >= {"case_proposed", "case_told"}
    assert said(two) == said(alone)
    assert statuses(two.bureau, now) == statuses(alone.bureau, now)
    assert reconcile(two.bureau, now) == reconcile(alone.bureau, now)
    assert unbalanced(two, "2020-09") == []


def happened(desk: Desk) -> list[tuple[str, Any, str]]:
    """Every fact, its instant, and about what."""
    with reading(desk.bureau.engine) as db:
        rows = db.execute(select(EVENT).order_by(EVENT.c.at, EVENT.c.obligation_id, EVENT.c.kind)).all()
    return [(row.kind, row.at, f"{row.obligation_id} {row.detail}") for row in rows]


def said(desk: Desk) -> set[tuple[str, ...]]:
    """Everything that was told, and what became of it."""
    return {(row.recipient, row.channel, row.key, row.subject, row.text, row.state) for row in messages(desk)}


def test_yesterdays_message_is_left_to_who_writes_todays(desk: Desk) -> None:
    """It says what was true yesterday: whoever only delivers does not send it in the morning, before it is anew."""
    part(desk, Role.DECIDE, "2020-09-18T09:00")
    part(desk, Role.DECIDE, MONDAY)
    desk.file(JOBS, "2020-09-21T10:00", LIAISON[JOBS])
    assert part(desk, Role.DELIVER, "2020-09-22T09:00").delivered.marks == []
    part(desk, Role.DECIDE, "2020-09-22T09:00")
    part(desk, Role.DELIVER, "2020-09-22T09:00")
    assert {mail.recipient for mail in desk.email.sent} >= {LIAISON[INSURANCE]}
    assert {row.key for row in messages(desk) if row.state == "sent"} & {"daily:2020-09-21"} == set()


@dataclass
class Working:
    """A process's timetable in a thread; only the wake-ups of others hurry it."""

    desk: Desk
    role: Role
    clock: Callable[[], Any]
    passes: list[Pass] = field(default_factory=list)

    def __post_init__(self) -> None:
        ways: dict[Channel, Any] = {Channel.EMAIL: self.desk.email, Channel.SMS: self.desk.sms}
        self._loop = asyncio.new_event_loop()
        keep = self.passes.append
        self.table = Timetable(lambda _: self.desk.bureau, ways, self.clock, keep, lambda *_: None, self.role)
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self._loop.add_signal_handler = lambda *_: None  # type: ignore[method-assign]  # they are the main thread's
        self._loop.run_until_complete(asyncio.wait_for(self.table.run(), 30))
        self._loop.close()

    def stop(self) -> None:
        """As a supervisor does."""
        self._loop.call_soon_threadsafe(self.table.stopped.set)
        self.thread.join(20)


@contextmanager
def working(*all_: Working) -> Iterator[None]:
    """They work until the end; each has looked around and listens."""
    for one in all_:
        one.thread.start()
    try:
        wait_for(lambda: all(len(one.passes) >= 1 for one in all_))
        yield
    finally:
        for one in all_:
            one.stop()


def wait_for(true: Callable[[], bool], seconds: float = 10) -> float:
    """Until it is; how long that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds
        time.sleep(0.01)
    return time.monotonic() - began


def _answers(mail: Outgoing, person: str) -> bool:
    return mail.recipient == person and "收到" in mail.subject


@pytest.mark.only_postgresql
def test_a_report_is_answered_within_a_second_by_other_processes(home: Path, database: str) -> None:
    """The web process only takes it; who decides and who delivers come by at once, also after they lost the server."""
    now = "2020-09-21T10:00"
    web, decider, deliverer = (desk_in(home, database, Clock(instant(now))) for _ in range(3))
    web.clock.set("2020-09-18T09:00")
    web.run()
    web.email.sent, web.sms.sent = [], []

    def answered(unit: str) -> float:
        """Its report is filed; how many seconds until its answer is sent."""
        web.file(unit, now, LIAISON[unit])
        return wait_for(lambda: any(_answers(mail, LIAISON[unit]) for mail in deliverer.email.sent))

    two = Working(decider, Role.DECIDE, decider.clock), Working(deliverer, Role.DELIVER, deliverer.clock)
    with working(*two):
        wait_for(lambda: len(deliverer.email.sent) >= len(UNITS))
        assert min(answered(unit) for unit in (JOBS, TRAINING, DISPUTES)) < 1
        before = [len(one.passes) for one in two]
        end_all(database)
        wait_for(lambda: all(len(one.passes) > count for one, count in zip(two, before, strict=True)))
        assert answered(INSURANCE) < 10
    assert (web.email.sent, decider.email.sent) == ([], [])


@pytest.mark.only_sqlite
def test_on_a_file_too_other_processes_come_by_at_once(home: Path, database: str) -> None:
    """A report and a test mail; whoever decides and whoever delivers sees the bell."""
    now = "2020-09-21T10:00"
    web, decider, deliverer = (desk_in(home, database, Clock(instant(now))) for _ in range(3))
    web.clock.set("2020-09-18T09:00")
    web.run()
    with working(Working(decider, Role.DECIDE, decider.clock), Working(deliverer, Role.DELIVER, deliverer.clock)):
        wait_for(lambda: len(deliverer.email.sent) >= len(UNITS))
        web.file(JOBS, now, LIAISON[JOBS])
        assert wait_for(lambda: any(_answers(mail, LIAISON[JOBS]) for mail in deliverer.email.sent)) < 5
        try_contact(web.bureau, LIAISON[TRAINING], "email", CLERK, instant(now))
        assert wait_for(lambda: any(mail.subject == "测试消息" for mail in deliverer.email.sent)) < 5


def test_a_proposal_that_another_whole_process_sent_is_found_at_once(home: Path, database: str) -> None:
    """Who decided looks again, and does not wait for the next pass of a day."""
    one, other, now = desk_in(home, database), desk_in(home, database), instant("2020-10-10T09:00")
    for day in DAYS[: DAYS.index("10-10")]:
        one.at(f"2020-{day}T09:00")
    for _ in range(2):  # it looks around while the proposal is on its way
        part(one, Role.DECIDE, "2020-10-10T09:00")
    holder = Holder(one.bureau.engine)
    with writing(one.bureau.engine) as db:
        assert holders.take_shift(db, one.bureau.key, holder.within(db)[0])
    assert part(other, Role.ALL, "2020-10-10T09:00").delivered.count("sent") > 0
    holder.end()
    with reading(one.bureau.engine) as db:
        wake = outlook(db, one.bureau.key).wake
    assert wake is not None
    assert wake <= now


@pytest.mark.only_postgresql
def test_nobody_is_woken_by_what_is_not_committed(desk: Desk) -> None:
    """A wake-up belongs to its transaction, and each work hears its own."""
    heard: list[tuple[str, str]] = []
    with wakeups.Ear(desk.bureau.engine, lambda what, whose: heard.append((what, whose))):
        with writing(desk.bureau.engine) as db:
            wakeups.tell(db, "qingxi", wakeups.DECIDE)
            db.rollback()
        with writing(desk.bureau.engine) as db:
            wakeups.tell(db, "qingxi", wakeups.DELIVER)
        wait_for(lambda: len(heard) > 0)
    assert heard == [("deliver", "qingxi")]
    with reading(desk.bureau.engine) as db:
        assert db.execute(text("SELECT count(*) FROM pg_listening_channels()")).scalar_one() == 0
