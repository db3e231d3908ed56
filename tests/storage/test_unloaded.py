"""What `check` reads of a file by itself is what the program reads of it: it …"""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.bureau import instant
from yudu_flow.storage import firms, unloaded
from yudu_flow.storage.database import connect, reading, writing
from yudu_flow.storage.firm_tables import Firm, Pairing
from yudu_flow.storage.schema import upgrade_if_needed

HERE, DAY = "清源县局", date(2020, 9, 22)
DAYS = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register with a firm for each way in which dates may lie about a day; another bureau's, too."""
    place = tmp_path / "一 个#.db"
    engine, at = connect(f"sqlite:///{place}"), instant("2020-09-18T09:00")
    upgrade_if_needed(engine)
    with writing(engine) as db:
        for number, (since, until, ended) in enumerate(product(DAYS, [None, *DAYS], [None, *DAYS])):
            for bureau, listed in ((HERE, ""), (HERE, "企业"), ("别县局", "")):
                new = Firm(bureau=bureau, name=f"企业{number}{listed}", name_key=f"{number}{listed}", created_at=at)
                firm = firms.put(db, new)
                firms.change(db, bureau, firm, {"ended": ended})
                pairing = Pairing(
                    bureau=bureau, firm_id=firm, owner=f"单位{number % 2}{listed}", since=since, listed=listed
                )
                firms.pair(db, pairing)
                [row] = firms.pairings_of(db, bureau, firm)
                firms.change_pairing(db, bureau, row.id, {"until": until})
    engine.dispose()
    return place


def test_it_counts_the_firms_that_the_register_pairs(file: Path) -> None:
    with reading(connect(f"sqlite:///{file}")) as db:
        paired = {owner: len(held) for owner, held in firms.paired_on(db, HERE, DAY).items()}
    assert unloaded.firms_paired(file, HERE, DAY) == paired
    assert len(paired) == 4


def test_it_knows_nothing_of_what_is_no_database_of_ours(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 100)
    (tmp_path / "empty.db").touch()
    for file in (broken, tmp_path / "empty.db", tmp_path / "none.db"):
        assert unloaded.firms_paired(file, HERE, DAY) == {}
        assert unloaded.opened_once(file, HERE) == set()
    assert not (tmp_path / "none.db").exists()
