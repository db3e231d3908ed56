"""One bureau taken out of a database of several, and back into it: the others do not notice, and it forgets nothing."""

import re
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_string, policy
from pathlib import Path

import pytest

from tests.bureau import JOBS, SEPTEMBER, Clock, report_of
from tests.cli.commands import fine, use, yudu
from tests.homes import add_home, homes_in
from yudu_flow.actions.access.links import opened_by
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.strike_visit import standing_visits, strike_visit
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.look import see
from yudu_flow.actions.processes.holder import Holder
from yudu_flow.actions.processes.presence import Presence
from yudu_flow.actions.role import Role
from yudu_flow.actions.views.verify_audit import verify_audit
from yudu_flow.assembly import bureau_of, store_of, ways_of
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.homes import Homes
from yudu_flow.rounds import Rounds
from yudu_flow.settings import Settings
from yudu_flow.storage import holders, obligations
from yudu_flow.storage.copying import held, tables_of
from yudu_flow.storage.database import connect, reading, writing
from yudu_flow.storage.holders import EVERY
from yudu_flow.upkeep.forget import forget
from yudu_flow.upkeep.move import Moved, move

LINK = re.compile(r"/s/([A-Za-z0-9]{10})")
VISITS = Sought(JOBS, SEPTEMBER)


@dataclass
class City:
    """Its homes on one database; east may stand elsewhere, on one of its own."""

    folder: Path
    database: str
    clock: Clock = field(default_factory=Clock)

    def homes(self) -> Homes:
        """Those that are in the folder now."""
        return homes_in(self.folder / "homes", self.database, base_url="http://city.example")

    def run(self, when: str) -> None:
        """A round of the process for all of them."""
        self.clock.set(when)
        homes = self.homes()
        Rounds(homes, self.clock).make()
        homes.engine.dispose()

    @property
    def away(self) -> Path:
        """Where east's folder is when it is not among the others."""
        return self.folder / "away" / "east"

    @property
    def one_of_several(self) -> Settings:
        """What a command for east has, whose folder was moved away."""
        said = {"home": self.away, "homes": self.folder / "homes", "database_url": self.database}
        return Settings.model_validate({**said, "base_url": "http://city.example/b/east"})

    @property
    def alone(self) -> Settings:
        said = {"home": self.away, "database_url": self.own, "base_url": "http://city.example/b/east"}
        return Settings.model_validate(said)

    @property
    def own(self) -> str:
        return f"sqlite:///{self.away / 'var' / 'yudu-flow.db'}"

    def leave(self) -> Moved:
        """East goes, folder and records."""
        self.away.parent.mkdir(exist_ok=True)
        shutil.move(self.folder / "homes" / "east", self.away)
        return move(self.one_of_several, self.own, "east")

    def by_itself(self, when: str) -> Bureau:
        """A pass of east where it stands alone."""
        bureau = bureau_of(self.alone, self.clock.set(when))
        make_pass(bureau, ways_of(self.alone, bureau.content), self.clock)
        return bureau

    def east(self) -> tuple[Bureau, Settings]:
        """It as the city's process has it."""
        homes = self.homes()
        homes.scan()
        home = homes.named("east")
        assert home is not None
        loaded = homes.open(home, self.clock())
        assert loaded is not None, home.fault
        return loaded.force.current(), loaded.settings

    def rows(self, bureau: str) -> object:
        """All that a bureau has in the city's database."""
        engine = connect(self.database)
        with reading(engine) as db:
            found = {table.name: held(db, table, bureau) for table in tables_of(bureau)}
        engine.dispose()
        return found

    def mails(self, name: str) -> dict[str, str]:
        """The texts of a bureau's mails by file."""
        place = self.away if name == "east" and self.away.exists() else self.folder / "homes" / name
        return {one.name: one.read_text(encoding="utf-8") for one in place.rglob("*.eml")}


@pytest.fixture
def city(tmp_path: Path, database: str) -> City:
    """23 September: east has filed one report with a file, and recorded two visits of which one was struck."""
    city = City(tmp_path, database)
    for name in ("west", "east"):
        add_home(tmp_path / "homes", name)
    city.run("2020-09-18T09:00")
    city.run("2020-09-21T09:00")
    act_in(*city.east(), tmp_path, city.clock())
    city.run("2020-09-23T09:00")
    return city


def act_in(bureau: Bureau, settings: Settings, folder: Path, now: datetime) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 sealed page")
    report = Report("已完成全部任务", files=(folder / "scan.pdf",))
    file_report(bureau, report_of(JOBS), "苏禾", now, report, store=store_of(settings, bureau.engine))
    for firm in ("长河电子", "青山服装"):
        record_visit(bureau, VISITS, "苏禾", now, firm)
    strike_visit(bureau, VISITS, "苏禾", now, "记错了", firm="长河电子")


def test_it_goes_on_alone_and_comes_back_among_others_who_notice_nothing(city: City) -> None:
    before, west = city.mails("east"), city.rows("west")
    left = city.leave()
    assert (left.bureau, left.among) == ("east", False)
    assert city.rows("west") == west
    assert verified(city.by_itself("2020-09-23T09:30"), city.alone) == ((), ())
    assert city.mails("east") == before
    alone = city.by_itself("2020-09-25T09:00")
    assert (opened(alone, before, city.clock()), visits(alone)) == (True, 1)
    city.run("2020-09-25T09:00")
    assert len(city.mails("west")) == len(city.mails("east")) > len(before)
    back(city)


def back(city: City) -> None:
    """In a database where the others went on, and where it is renumbered."""
    sent, west = city.mails("east"), city.rows("west")
    engine = connect(city.database)
    assert forget(engine, "east") > 0
    engine.dispose()
    came = move(city.alone, city.database)
    assert (came.bureau, came.among, city.rows("west")) == ("east", True, west)
    with pytest.raises(NotAllowed, match="已经有记录，就是这个局"):
        move(city.alone, city.database)
    shutil.move(city.away, city.folder / "homes" / "east")
    city.run("2020-09-25T09:30")
    assert city.mails("east") == sent
    returned = city.east()
    assert (verified(*returned), visits(returned[0])) == (((), ()), 1)
    assert opened(returned[0], sent, city.clock())
    city.run("2020-09-28T09:00")
    assert len(city.mails("east")) > len(sent)


def test_nobody_may_be_at_work_for_it(city: City) -> None:
    """While its folder is among the others whoever works for all works for it; one who holds its shift does anyway."""
    engine = connect(city.database)
    presence = Presence(engine, EVERY, [Role.ALL])
    presence.beat()
    at_home = city.one_of_several.model_copy(update={"home": city.folder / "homes" / "east"})
    with pytest.raises(NotAllowed, match="先把文件夹 east 移出"):
        move(at_home, city.own, "east")
    holder = Holder(engine)
    with writing(engine) as db:
        holders.take_shift(db, "east", holder.within(db)[0])
    with pytest.raises(NotAllowed, match="还有进程在办这个局的事"):
        city.leave()
    holder.end()
    assert move(city.one_of_several, city.own, "east").bureau == "east"
    engine.dispose()


def test_a_home_that_was_never_at_work_has_nothing_to_take(city: City) -> None:
    with pytest.raises(NotAllowed, match="数据库里没有"):
        move(city.one_of_several, city.own, "north")


def test_the_command_says_what_to_do_with_the_folder(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """And `homes forget` deletes what is left, once nothing leads to it."""
    for name, value in (("HOMES", city.folder / "homes"), ("DATABASE_URL", city.database)):
        monkeypatch.setenv(f"YUDU_FLOW_{name}", str(value))
    assert "还在，不能删" in yudu("homes", "forget", "east").err
    city.away.parent.mkdir()
    shutil.move(city.folder / "homes" / "east", city.away)
    use(monkeypatch, city.away)
    said = fine("move", "--to", city.own).out
    assert "“east”一个局" in said
    assert "去掉 YUDU_FLOW_HOMES" in said
    monkeypatch.delenv("YUDU_FLOW_HOME")
    assert "加 --yes" in yudu("homes", "forget", "east").err
    assert "条记录" in fine("homes", "forget", "east", "--yes").out
    assert "没有编号为“east”的局" in yudu("homes", "forget", "east", "--yes").err


def verified(bureau: Bureau, settings: Settings) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """What the audit finds wrong."""
    found = verify_audit(bureau, store_of(settings, bureau.engine))
    return found.broken, found.wrong


def opened(bureau: Bureau, mails: dict[str, str], now: datetime) -> bool:
    """Whether every link that was mailed leads somewhere."""
    parsed = (message_from_string(mail, policy=policy.default) for mail in mails.values())
    texts = [body.get_content() for mail in parsed if (body := mail.get_body(("plain",)))]
    codes = {code for text in texts for code in LINK.findall(text)}
    with reading(bureau.engine) as db:
        return bool(codes) and all(opened_by(bureau, db, code, now) for code in codes)


def visits(bureau: Bureau) -> int:
    """How many visits stand."""
    with reading(bureau.engine) as db:
        [owed] = obligations.listed(db, bureau.key, unit=JOBS, period=SEPTEMBER, duty="visit-3")
        return len(standing_visits(see(db, [owed])[0].events))
