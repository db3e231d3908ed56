"""Many bureaus on one database: each passes by its own files, and one that is broken stops nobody else."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from tests.bureau import Clock, change, instant
from tests.homes import add_home, homes_in
from yudu_flow import homes as homes_module
from yudu_flow.actions.role import Role
from yudu_flow.actions.views.verify_audit import verify_audit
from yudu_flow.assembly import Ways, store_of, ways_of
from yudu_flow.content.home import Content
from yudu_flow.domain.facts import FactKind
from yudu_flow.homes import Homes, identity_in
from yudu_flow.rounds import Rounds
from yudu_flow.settings import Settings
from yudu_flow.storage import events
from yudu_flow.storage.access_tables import GLANCE
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import AUDIT, BUREAU, OBLIGATION

ROSTER = "config/roster.yaml"


def counted(homes: Homes) -> dict[str, int]:
    """How much each bureau is owed."""
    query = select(OBLIGATION.c.bureau, func.count().label("count")).group_by(OBLIGATION.c.bureau)
    with reading(homes.engine) as db:
        return {row.bureau: row[1] for row in db.execute(query)}


def touch(file: Path) -> None:
    """Its time moves on, however coarse the disk's is."""
    found = file.stat()
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns + 5_000_000_000))


def test_each_home_passes_by_its_own_files_and_writes_its_own_mails(tmp_path: Path, database: str) -> None:
    add_home(tmp_path / "homes", "east", "YUDU_FLOW_MAIL_FROM=east@east.example\n")
    add_home(tmp_path / "homes", "west")
    clock = Clock()
    homes = homes_in(tmp_path / "homes", database, base_url="https://city.example")
    rounds = Rounds(homes, clock)
    rounds.make()
    clock.set("2020-09-21T09:00")
    rounds.make()
    assert counted(homes) == {"east": 7, "west": 7}
    written = {home.name: [*(home.folder / "var/spool").rglob("*.eml")] for home in homes}
    assert written["east"]
    assert len(written["east"]) == len(written["west"])
    from_east, from_west = (written[one][0].read_text(encoding="utf-8") for one in ("east", "west"))
    assert "east@east.example" in from_east
    assert "east@east.example" not in from_west


def test_a_broken_home_stops_itself_alone_and_goes_on_once_it_is_mended(tmp_path: Path, database: str) -> None:
    _, bad = (add_home(tmp_path / "homes", id) for id in ("good", "bad"))
    change(bad, ROSTER, "kind: office", "kind: nothing")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    rounds = Rounds(homes, clock)
    rounds.make()
    assert counted(homes) == {"good": 7}
    assert [(home.name, "config/roster.yaml" in home.fault) for home in homes.broken()] == [("bad", True)]
    change(bad, ROSTER, "kind: nothing", "kind: office")
    touch(bad / ROSTER)
    clock.set("2020-09-18T08:31")
    rounds.make()
    assert counted(homes) == {"good": 7, "bad": 7}
    assert not homes.broken()


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ("YUDU_FLOW_DATABASE_URL=sqlite:////srv/other.db\n", "YUDU_FLOW_DATABASE_URL"),
        ("YUDU_FLOW_SECRET_KEY=own\n", "YUDU_FLOW_SECRET_KEY"),
        ("YUDU_FLOW_BASE_URL=nowhere\n", "YUDU_FLOW_BASE_URL"),
    ],
)
def test_what_belongs_to_the_process_is_refused_in_a_home(tmp_path: Path, database: str, env: str, said: str) -> None:
    add_home(tmp_path / "homes", "east", env)
    homes = homes_in(tmp_path / "homes", database)
    Rounds(homes, Clock()).make()
    assert [said in home.fault for home in homes.broken()] == [True]
    assert counted(homes) == {}


def test_each_bureaus_notes_of_its_audit_lie_apart_and_show_what_was_cut_off(tmp_path: Path, database: str) -> None:
    for id in ("east", "west"):
        add_home(tmp_path / "homes", id)
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    Rounds(homes, clock).make()
    assert [file.name for file in sorted((tmp_path / "homes/var/audit.notes").iterdir())] == ["east.json", "west.json"]
    with writing(homes.engine) as db:
        db.execute(delete(AUDIT).where(AUDIT.c.bureau == "east"))
        db.execute(update(BUREAU).where(BUREAU.c.bureau == "east").values(audit_seq=0, audit_hash=""))
    found = {}
    for home in homes:
        loaded = homes.open(home, clock())
        assert loaded
        bureau = loaded.force.current()
        found[home.name] = bool(verify_audit(bureau, store_of(loaded.settings, bureau.engine)).broken)
    assert found == {"east": True, "west": False}


@pytest.mark.parametrize(
    ("fault", "said"), [(ValueError("坏了\nmore"), "坏了"), (KeyError("x"), "程序出错（KeyError）")]
)
def test_the_trace_of_what_broke_a_home_is_in_the_log_and_the_sentence_in_its_fault(
    tmp_path: Path,
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    said: str,
) -> None:
    for id in ("east", "west"):
        add_home(tmp_path / "homes", id)

    def breaks(settings: Settings, content: Content) -> Ways:
        if settings.home.name == "east":
            raise fault
        return ways_of(settings, content)

    monkeypatch.setattr(homes_module, "ways_of", breaks)
    homes = homes_in(tmp_path / "homes", database)
    Rounds(homes, Clock()).make()
    [broken] = homes.broken()
    assert (broken.name, broken.fault.startswith(said), "more" in broken.fault) == ("east", True, False)
    assert counted(homes) == {"west": 7}
    assert "in breaks" in caplog.text


def test_two_homes_of_one_id_both_wait(tmp_path: Path, database: str) -> None:
    add_home(tmp_path / "homes", "east")
    twin = add_home(tmp_path / "homes", "copy")
    change(twin, ROSTER, "id: copy,", "id: east,")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    rounds = Rounds(homes, clock)
    rounds.make()
    assert counted(homes) == {}
    assert [home.name for home in homes.broken()] == ["copy", "east"]
    change(twin, ROSTER, "id: east,", "id: copied,")
    clock.set("2020-09-18T08:31")
    rounds.make()
    assert counted(homes) == {"east": 7, "copied": 7}


def test_a_new_folder_is_found_and_nothing_is_loaded_without_need(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes_module, "LOADED", 1)
    for id in ("east", "west"):
        add_home(tmp_path / "homes", id)
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    rounds = Rounds(homes, clock)
    rounds.make()
    assert [home.name for home in homes if home.loaded] == ["west"]
    loads: list[object] = []
    monkeypatch.setattr(homes_module, "bureau_of", lambda *given, engine: loads.append((given, engine)))
    clock.set("2020-09-18T08:32")
    rounds.make()
    assert not loads
    with reading(homes.engine) as db:
        assert {row.last_pass_at for row in db.execute(select(BUREAU))} == {clock()}
    monkeypatch.undo()
    add_home(tmp_path / "homes", "north")
    clock.set("2020-09-18T08:34")
    rounds.make()
    assert counted(homes) == {"east": 7, "west": 7, "north": 7}


def test_a_start_reads_only_homes_that_changed_or_are_due(tmp_path: Path, database: str) -> None:
    for id in ("east", "west", "north"):
        add_home(tmp_path / "homes", id)
    clock = Clock()

    def loaded_at(when: str) -> list[str]:
        clock.set(when)
        homes = homes_in(tmp_path / "homes", database)
        Rounds(homes, clock).make()
        return [home.name for home in homes if home.loaded]

    assert loaded_at("2020-09-18T08:30") == ["east", "north", "west"]
    assert loaded_at("2020-09-18T08:40") == []
    change(tmp_path / "homes/east", ROSTER, "林秋", "林小秋")
    change(tmp_path / "homes/west", ROSTER, "kind: office", "kind: nothing")
    assert loaded_at("2020-09-18T08:50") == ["east"]
    homes = homes_in(tmp_path / "homes", database)
    Rounds(homes, clock).make()
    assert [home.name for home in homes.broken()] == ["west"]
    assert loaded_at("2020-09-18T08:55") == []
    assert loaded_at("2020-09-21T09:00") == ["east", "north"]


def test_whoever_only_sends_settles_nothing_for_those_who_decide(tmp_path: Path, database: str) -> None:
    add_home(tmp_path / "homes", "east")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)

    def settled() -> list[datetime]:
        with reading(homes.engine) as db:
            return [*db.execute(select(GLANCE.c.next_at)).scalars()]

    Rounds(homes, clock).make()
    before = settled()
    clock.set("2020-09-21T09:00")
    for role, other in ((Role.DECIDE, True), (Role.DELIVER, False)):
        Rounds(homes_in(tmp_path / "homes", database), clock, role).make()
        assert (settled() != before) is other
        before = settled()


def test_a_clock_that_ran_ahead_keeps_no_home_waiting(tmp_path: Path, database: str) -> None:
    add_home(tmp_path / "homes", "east")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    clock.set("2027-09-18T08:30")
    Rounds(homes, clock).make()
    clock.set("2020-09-18T08:30")
    assert [home.is_due(clock()) for home in homes] == [True]


def test_what_a_clock_did_that_ran_ahead_by_a_day_is_void_in_every_home(tmp_path: Path, database: str) -> None:
    """Also where nothing would be due by itself for the rest of the day."""
    add_home(tmp_path / "homes", "east")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    rounds = Rounds(homes, clock)
    for when in ("2020-09-18T09:00", "2020-09-27T09:00", "2020-09-28T09:00", "2020-09-27T11:00", "2020-09-27T11:05"):
        clock.set(when)
        rounds.make()
    with reading(homes.engine) as db:
        corrected = events.of_kind(db, "east", FactKind.CLOCK_CORRECTED)
    assert {row.at for row in corrected} == {instant("2020-09-27T11:00")}


@pytest.mark.parametrize(
    "text",
    [
        "bureau: {id: east, name: 甲}\n",
        "# 说明\nbureau:\n  # 编号\n  id: 'east'\n\n# 全称\n  name: 甲 # 县\nunits: [\n",
        "units: {}\nbureau:\r\n  name: 甲\r\n  id: east",
    ],
)
def test_whose_a_home_is_is_read_without_the_rest(tmp_path: Path, text: str) -> None:
    (tmp_path / "roster.yaml").write_text(text, encoding="utf-8", newline="")
    assert identity_in(tmp_path / "roster.yaml") == {"id": "east", "name": "甲"}


@pytest.mark.parametrize("text", ["", "bureau:\n", "bureau: [\n", "bureau: east\n", "units: {}\n"])
def test_a_roster_that_does_not_say_whose_it_is_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "roster.yaml").write_text(text, encoding="utf-8")
    assert identity_in(tmp_path / "roster.yaml") == {}
    assert identity_in(tmp_path / "none.yaml") == {}
