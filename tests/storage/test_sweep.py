"""Files of which nobody speaks leave the disk: in each home of a folder, and where others keep and sweep meanwhile."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from tests.storage.neighbours import FIRST, MINE, THEIRS, built
from yudu_flow.clock import wall_clock
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments
from yudu_flow.storage.database import writing
from yudu_flow.storage.tables import ATTACHMENT
from yudu_flow.upkeep.sweep import Sweeper

FILED, TAKEN_OUT = b"filed", b"taken out"
NAMES = (MINE, THEIRS)


@pytest.fixture
def engine() -> Engine:
    """Both bureaus filed the same file."""
    engine = built(*NAMES)
    digest = sha256(FILED).hexdigest()
    with writing(engine) as db:
        db.execute(update(ATTACHMENT).where(ATTACHMENT.c.id.in_([*FIRST.values()])).values(sha256=digest))
    return engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Each home has it, and one that was taken out."""
    for name in NAMES:
        for data in (FILED, TAKEN_OUT):
            attachments.keep(store(tmp_path, name), data)
    return tmp_path


def store(folder: Path, name: str) -> Path:
    return folder / name / "var" / "attachments"


def later() -> datetime:
    return wall_clock() + timedelta(hours=2)


def sweeper(folder: Path, engine: Engine, names: dict[str, str] | None = None, **said: str) -> Sweeper:
    settings = Settings(home=folder, homes=folder, **said, _env_file=None)  # type: ignore[arg-type]
    known = names or dict(zip(NAMES, NAMES, strict=True))
    return Sweeper(engine, settings, later, lambda: [(folder / name, key) for name, key in known.items()])


def files_in(folder: Path) -> list[bytes]:
    return sorted(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def test_each_home_loses_what_none_of_its_reports_speaks_of(folder: Path, engine: Engine) -> None:
    assert len(sweeper(folder, engine)()) == 2
    assert [files_in(store(folder, name)) for name in NAMES] == [[FILED], [FILED]]


def test_one_store_of_all_is_swept_once_for_all(folder: Path, engine: Engine) -> None:
    shared = store(folder, MINE)
    assert len(sweeper(folder, engine, attachments=str(shared))()) == 1
    assert files_in(shared) == [FILED]


@pytest.mark.parametrize("key", ["", "renamed"])
def test_a_home_whose_bureau_is_unknown_loses_nothing_of_anybody(folder: Path, engine: Engine, key: str) -> None:
    """Its files name another one by mistake, or were never read."""
    sweeper(folder, engine, {MINE: key})()
    assert files_in(store(folder, MINE)) == [FILED]


def kept_again(place: Path) -> None:
    os.utime(place, (later().timestamp(), later().timestamp()))


@pytest.mark.parametrize(("do", "left"), [(kept_again, [FILED, TAKEN_OUT]), (os.unlink, [FILED])])
def test_what_another_process_does_meanwhile_counts(
    folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, do: Callable[[Path], None], left: list[bytes]
) -> None:
    """A server locks no files: one is kept again, or swept, between the look at it and its end."""
    look, looks = attachments.old, count()

    def and_do(store: Path, before: float) -> Iterator[Path]:
        found = [*look(store, before)]
        if next(looks):  # the first look asks only whether there is anything
            do(next(place for place in found if place.read_bytes() == TAKEN_OUT))
        yield from found

    sweep = sweeper(folder, engine, {MINE: MINE})
    with monkeypatch.context() as patched:
        patched.setattr(attachments, "old", and_do)
        assert sweep() == []
    assert files_in(store(folder, MINE)) == left
