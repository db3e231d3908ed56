"""A home whose pass broke off is said to be well again as soon as one runs, though another process did its work."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.bureau import Clock, change
from tests.homes import add_home, homes_in
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.processes.broken_pass import note_broken
from yudu_flow.actions.role import Role
from yudu_flow.assembly import bureau_of
from yudu_flow.homes import Homes
from yudu_flow.rounds import Rounds
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import BUREAU


def failing(homes: Homes) -> list[str]:
    """The bureaus of which the database says that passes break off."""
    with reading(homes.engine) as db:
        return [*db.execute(select(BUREAU.c.bureau).where(BUREAU.c.failing_since.is_not(None))).scalars()]


def break_off(homes: Homes, name: str, clock: Clock, role: Role) -> None:
    """A pass of another process ends so."""
    home = homes.named(name)
    loaded = home and homes.open(home, clock())
    assert loaded
    note_broken(loaded.force.current(), RuntimeError("gone"), clock(), role)


@pytest.mark.parametrize(
    ("broken", "mends"), [(Role.ALL, Role.ALL), (Role.DECIDE, Role.DECIDE), (Role.DELIVER, Role.DELIVER)]
)
def test_a_pass_that_broke_off_is_not_held_against_a_home_that_has_nothing_to_do(
    tmp_path: Path, database: str, broken: Role, mends: Role
) -> None:
    for id in ("east", "west"):
        add_home(tmp_path / "homes", id)
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    Rounds(homes, clock).make()
    break_off(homes, "east", clock, broken)
    assert failing(homes) == ["east"]
    rounds = Rounds(homes, clock, mends)
    rounds.make()
    clock.set("2020-09-18T08:31")
    rounds.make()
    assert failing(homes) == []


def test_it_says_first_what_keeps_a_home_from_going_on(tmp_path: Path, database: str) -> None:
    home = add_home(tmp_path / "homes", "east")
    change(home, "config/roster.yaml", ', email: su-he@test.local, mobile: "13900000003"', "")
    change(home, "config/rules.yaml", "sms_signature:", "sms_signatur:")
    homes = homes_in(tmp_path / "homes", database)
    Rounds(homes, Clock()).make()
    [broken] = homes.broken()
    assert broken.fault.startswith("内容有2处错误，先看：config/rules.yaml")


def test_a_home_is_handed_out_though_all_others_must_stay_loaded(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loaded anew, one whose files are not right any more would stand still."""
    monkeypatch.setattr("yudu_flow.homes.LOADED", 1)
    east = add_home(tmp_path / "homes", "east")
    add_home(tmp_path / "homes", "west")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    homes.scan()
    first, second = (homes.named(name) for name in ("east", "west"))
    assert first
    assert second
    loaded = homes.open(first, clock())
    assert loaded
    change(east, "config/roster.yaml", "kind: office", "kind: nothing")
    loaded.force.refresh(clock())
    assert homes.open(second, clock())
    assert homes.open(first, clock()) is loaded


def test_a_home_that_is_mended_while_it_is_read_goes_on(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_home(tmp_path / "homes", "east")
    clock, homes = Clock(), homes_in(tmp_path / "homes", database)
    roster = tmp_path / "homes" / "east" / "config" / "roster.yaml"
    good = roster.read_text(encoding="utf-8")
    roster.write_text(f"{good}\n: [", encoding="utf-8")

    def mended_meanwhile(*how: Any, **more: Any) -> Bureau:
        try:
            return bureau_of(*how, **more)
        finally:
            roster.write_text(good, encoding="utf-8")

    monkeypatch.setattr("yudu_flow.homes.bureau_of", mended_meanwhile)
    opened = []
    for _ in range(2):
        homes.scan()
        home = homes.named("east")
        assert home
        opened.append(bool(homes.open(home, clock())))
    assert opened == [False, True]
