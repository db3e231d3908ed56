"""The firms' register as one value, to be laid into another database: plays send people where they are really sent."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert

from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FIRM, PAIRING, FirmRow, PairingRow


class Register(NamedTuple):
    """Every firm and every pairing that ever was."""

    firms: Sequence[FirmRow] = ()
    pairings: Sequence[PairingRow] = ()


def read(db: Connection, bureau: str) -> Register:
    """The bureau's register as it stands."""
    return Register(firms.listed(db, bureau), firms.pairings(db, bureau))


def lay_in(db: Connection, register: Register) -> None:
    """Put it, under the same numbers, into a database that has none."""
    for table, rows in ((FIRM, register.firms), (PAIRING, register.pairings)):
        if rows:
            db.execute(insert(table), [row._asdict() for row in rows])
