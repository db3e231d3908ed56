"""The invented cast of the tests: a county bureau, its home folder, its clock, and ways out that remember.

清溪县人社局 has an office, four units and two leaders; every address lies at test.local. 贺岚 heads two sections, so
that one person's message speaks of both; 就业中心 has its two firms registered, 周远 has none.
"""

import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Engine

from tests import postgresql
from tests.invented import PLAN, ROSTER
from tests.memory import PLAYED, Memory, Played, bytes_of, empty_database, standing
from yudu_flow.actions.acts.act import Done, Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.views.report import statuses, traces
from yudu_flow.content.home import Content, load
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.quiet import next_pass
from yudu_flow.storage.database import connect, scratch
from yudu_flow.storage.schema import upgrade_if_needed

Made = TypeVar("Made")
SHIPPED = Path(__file__).parents[1]
SEPTEMBER = "2020-09"
LINK_KEY = b"a key for the links of tests"
OFFICE, JOBS, INSURANCE, TRAINING, DISPUTES = "办公室", "就业中心", "社保中心", "培训股", "仲裁股"
UNITS = (OFFICE, JOBS, INSURANCE, TRAINING, DISPUTES)
VISITOR = "周远"
CLERK, OTHER_CLERK = "林秋", "陶然"
LEADER, OTHER_LEADER = "顾明远", "沈清"
LIAISON = {OFFICE: "lin-qiu", JOBS: "su-he", INSURANCE: "bai-hua", TRAINING: "tang-ning", DISPUTES: "ye-zhou"}
HEAD = {OFFICE: "tao-ran", JOBS: "han-song", INSURANCE: "luo-ping", TRAINING: "he-lan", DISPUTES: "he-lan"}


def instant(text: str) -> datetime:
    """`2020-09-21T09:00` in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def report_of(unit: str, period: str = SEPTEMBER) -> Sought:
    """A unit's report."""
    return Sought(unit, period, "report")


WORDS: list[Path] = []
"""The shipped messages as the homes of this worker share them: to copy a hundred files costs each test 10 ms.

They are a copy, so that nothing that a test does reaches the shipped ones.
"""


def share_words(folder: Path) -> None:
    """Put that copy there."""
    WORDS[:] = [Path(shutil.copytree(SHIPPED / "notifications", folder / "notifications"))]


def words_are_as_shipped() -> bool:
    """Whether no test wrote into what others read too."""
    return all(
        file.read_bytes() == (SHIPPED / "notifications" / file.relative_to(WORDS[0])).read_bytes()
        for file in WORDS[0].rglob("*.*")
    )


def own_words(home: Path) -> Path:
    """The home with messages of its own, which a test may change."""
    place = home / "notifications"
    if place.is_symlink():
        place.unlink()
        shutil.copytree(WORDS[0], place)
    return home


def build_home(folder: Path) -> Path:
    """A home with the invented roster and plan, and the shipped messages, rules and calendar."""
    shutil.copytree(SHIPPED / "config", folder / "config", copy_function=shutil.copyfile)
    (folder / "notifications").symlink_to(WORDS[0], target_is_directory=True)
    (folder / "config" / "roster.yaml").write_text(ROSTER, encoding="utf-8")
    (folder / "workflows").mkdir()
    (folder / "workflows" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def on_trial(home: Path) -> Path:
    """The home with placeholders for contacts, as before the first real month: files count as told."""
    path = home / "config" / "roster.yaml"
    text = path.read_text(encoding="utf-8").replace("@test.local", "@test.example").replace('"139', '"000')
    path.write_text(text, encoding="utf-8")
    return home


def change(home: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    path = (own_words(home) if file.startswith("notifications/") else home) / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: datetime = field(default_factory=lambda: instant("2020-09-18T08:30"))

    def __call__(self) -> datetime:
        return self.now

    def set(self, text: str) -> datetime:
        """Turn it to `2020-09-21T09:00`."""
        self.now = instant(text)
        return self.now


@dataclass
class Recorder:
    """A way out that remembers what it sent. `answers` are the receipts' failures by address."""

    name: str
    resends_unsure: bool = True
    sent: list[Outgoing] = field(default_factory=list)
    answers: dict[str, Receipt] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Take each message, or fail as the test says."""
        for outgoing in batch:
            if failure := self.answers.get(outgoing.address):
                yield replace(failure, id=outgoing.id)
            else:
                self.sent.append(outgoing)
                yield Receipt(outgoing.id, True, "250 ok")

    def refuse(self, address: str, reply: str = "550 5.1.1 no such user", *, permanent: bool = True) -> None:
        """Fail everything for `address` from now on."""
        fault = Fault.ADDRESS if permanent else Fault.RELAY
        self.answers[address] = Receipt("", False, reply, permanent=permanent, nobody=permanent, fault=fault)


@dataclass
class Desk:
    """A bureau at work, with its clock and its ways out: what a test plays with."""

    bureau: Bureau
    clock: Clock
    email: Recorder
    sms: Recorder
    memory: Memory | None = None

    def at(self, when: str) -> Pass:
        """Turn the clock and run a pass; the ways out remember what went out in this one only."""
        return self.played(f"at {when}", partial(self._at, when))

    def _at(self, when: str) -> Pass:
        self.clock.set(when)
        self.email.sent, self.sms.sent = [], []
        return self.run()

    def run(self) -> Pass:
        """A pass at the clock's instant."""
        return make_pass(self.bureau, {Channel.EMAIL: self.email, Channel.SMS: self.sms}, self.clock)

    def until(self, when: str) -> Pass:
        """Live through every wake-up before `when`, as the timetable does, then run the pass of that instant."""
        return self.played(f"until {when}", partial(self._until, when))

    def _until(self, when: str) -> Pass:
        made, end = self.played("pass", self.run), instant(when)
        while made.next_wake and made.next_wake < end:
            later = made.next_wake if made.next_wake > self.clock.now else self._morning()
            if later >= end:
                break
            self.clock.now = later
            made = self.played("pass", self.run)
        return self._at(when)

    def played(self, call: str, play: Callable[[], Made]) -> Made:
        """What `play` makes; taken over where it was played before, from the same beginning, with nothing between.

        All that `play` changes must be the database, the clock or what went out.
        """
        if self.memory is None or not self._of_the_usual_kind() or not self.memory.is_fresh(self.bureau):
            return play()
        failing = tuple((way.resends_unsure, repr(way.answers)) for way in (self.email, self.sms))
        key = self.memory.past, call, self.clock.now, standing(self.bureau), failing
        if key not in PLAYED:
            made = play()
            sent = list(self.email.sent), list(self.sms.sent)
            PLAYED[key] = Played(len(PLAYED), made, self.clock.now, *sent, bytes_of(self.bureau.engine), self.bureau)
        played = PLAYED[key]
        self.clock.now, self.email.sent, self.sms.sent = played.now, list(played.email), list(played.sms)
        self.memory.begin(self.bureau, played.database, played.number)
        found: Made = played.made
        return found

    def _of_the_usual_kind(self) -> bool:
        """Whether its clock and its ways out do what they are told, and nothing else."""
        return type(self.clock) is Clock and all(type(way) is Recorder for way in (self.email, self.sms))

    def _morning(self) -> datetime:
        return next_pass(self.clock.now, self.bureau.rules, self.bureau.calendar)

    def file(self, unit: str, when: str, by: str = "", report: Report | None = None) -> Done:
        """The unit files its report of September, sealed."""
        said = report or Report(progress="已落实各项任务")
        filing = partial(self._file, unit, when, by, said)
        return filing() if said.files else self.played(f"file {unit} {when} {by} {said}", filing)

    def _file(self, unit: str, when: str, by: str, said: Report) -> Done:
        return file_report(self.bureau, report_of(unit), by or LIAISON.get(unit, CLERK), self.clock.set(when), said)

    def status(self, unit: str, duty: str = "report", period: str = SEPTEMBER) -> dict[str, Any]:
        """Where that obligation stands at the clock's instant."""
        rows = statuses(self.bureau, self.clock(), unit=unit, period=period)
        return next(row for row in rows if row["duty"] == duty)

    def trace(self, unit: str, duty: str = "report", period: str = SEPTEMBER) -> dict[str, Any]:
        """Its rungs, notices and acts."""
        rows = traces(self.bureau, self.clock(), unit, period)
        return next(row for row in rows if f"/{duty}/" in row["obligation"])

    def rungs(self, unit: str, duty: str = "report", round_: int = 1) -> dict[str, tuple[str, str]]:
        """The rungs decided so far in a round: name → (verdict, reason)."""
        known = self.trace(unit, duty)["rungs"]
        rows = [row for row in known if row["verdict"] != "pending" and row["reason"] != "own_act"]
        return {row["rung"]: (row["verdict"], row["reason"]) for row in rows if row["round"] == round_}

    def mails(self) -> dict[str, Outgoing]:
        """The mails of the last pass by recipient, of which there must be at most one each."""
        return self._one_each(self.email)

    def texts(self) -> dict[str, Outgoing]:
        """The same for SMS."""
        return self._one_each(self.sms)

    @staticmethod
    def _one_each(way: Recorder) -> dict[str, Outgoing]:
        by_recipient = {outgoing.recipient: outgoing for outgoing in way.sent}
        assert len(by_recipient) == len(way.sent), "somebody got two messages"
        return by_recipient


@cache
def words(signature: str, limit: int) -> Notifications:
    """The shipped messages, compiled once for all tests: that takes a third of a second."""
    return Notifications.load(SHIPPED / "notifications", signature, limit)


def bureau_in(home: Path, database: str, now: datetime, base_url: str = "") -> Bureau:
    """The bureau of a home on a database, whose two channels are real ones: no placeholder counts as reached."""
    content, engine = _content(home, local_day(now)), connect(database)
    _set_up(engine)
    said = words(content.rules.sms_signature, content.rules.sms_limit)
    return Bureau(engine, content, said, frozenset(), base_url, "test.local", link_key=LINK_KEY)


def _set_up(engine: Engine) -> None:
    """The tables; in a file that is not there yet, by the copy of one that has them, for to make them takes 40 ms."""
    file = Path(engine.url.database or "")
    if engine.dialect.name == "postgresql":
        if "options" in engine.url.query:
            postgresql.furnish(engine.url)
    elif not file.exists():
        file.write_bytes(empty_database())
    upgrade_if_needed(engine)


_LOADED: dict[tuple[str, date], Content] = {}


def _content(home: Path, today: date) -> Content:
    """What `load` gives, read once for all homes that say the same: that takes a sixth of a second."""
    files = [*sorted(home.glob("config/*.yaml")), *sorted(home.glob("workflows/*.yaml"))]
    key = "".join(file.read_text(encoding="utf-8") for file in files), today
    if key not in _LOADED:
        _LOADED[key] = load(home, today)
    return _LOADED[key]


def desk_in(home: Path, database: str, clock: Clock | None = None) -> Desk:
    """A desk on that home and database."""
    clock = clock or Clock()
    return Desk(bureau_in(home, database, clock()), clock, Recorder("email"), Recorder("sms"))


def stage_in(home: Path, now: datetime) -> Bureau:
    """The bureau of a home on a database in memory where every channel reaches everybody, as `simulate` has it."""
    content = _content(home, local_day(now))
    said = words(content.rules.sms_signature, content.rules.sms_limit)
    both = frozenset((Channel.EMAIL, Channel.SMS))
    return Bureau(scratch(), content, said, both, "", "test.local", stage=True)
