"""What `check` asks of a SQLite file, through Python's own module: SQLAlchemy and the tables take as long as all of it.

It reads and never writes. A file that has not these tables yet, or is none of ours, knows nothing: `doctor` says so.
"""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

PAIRED = """
SELECT pairing.owner, count(*) FROM pairing JOIN firm ON pairing.firm_id = firm.id
WHERE pairing.bureau = :here AND (pairing.since <= :day OR pairing.listed != '')
  AND (pairing.until IS NULL OR pairing.until > :day) AND (firm.ended IS NULL OR firm.ended > :day)
GROUP BY pairing.owner
"""
"""What `firms.paired_on` gives, counted."""
OPENED = "SELECT DISTINCT plan, duty FROM obligation WHERE bureau = :here AND subject != ''"


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for a server, or for one in memory."""
    found = re.fullmatch(r"sqlite(?:\+\w+)?:///([^?]+).*", url)
    return Path(found[1]) if found and found[1] != ":memory:" else None


def firms_paired(file: Path, bureau: str, day: date) -> dict[str, int]:
    """How many firms each owner visits on that day by the register."""
    return dict(_rows(file, PAIRED, here=bureau, day=day.isoformat()))


def opened_once(file: Path, bureau: str) -> set[tuple[str, str]]:
    """Plan and duty of what comes once and was opened, whatever has become of it."""
    return {*_rows(file, OPENED, here=bureau)}


def _rows(file: Path, statement: str, **asked: str) -> Sequence[tuple[Any, ...]]:
    if not file.is_file():
        return ()
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(statement, asked).fetchall()
    except sqlite3.DatabaseError:
        return ()
