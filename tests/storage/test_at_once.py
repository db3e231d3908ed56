"""Many rows in one statement: …"""

from sqlalchemy import select

from tests.bureau import Desk, instant
from yudu_flow.storage.access_tables import LINK
from yudu_flow.storage.at_once import put_new
from yudu_flow.storage.database import reading, writing

AT = instant("2020-09-21T09:00")
ODD = "换行\n'单'\"双\"\\{逗,号} NULL"


def link(name: str, revoked: bool = False) -> dict[str, object]:
    said = {"hash": name, "mark": ODD, "bureau": "b", "recipient": "NULL", "unit": "", "period": "2020-09"}
    return {**said, "issued_at": AT, "expires_at": AT, "revoked_at": AT if revoked else None}


def test_it_keeps_them_as_they_are_and_passes_over_those_that_are_there(desk: Desk) -> None:
    first, second = link("a"), link("b", revoked=True)
    with writing(desk.bureau.engine) as db:
        put_new(db, LINK, [first])
        put_new(db, LINK, [{**first, "unit": "other"}, second])
    with reading(desk.bureau.engine) as db:
        assert [dict(row._mapping) for row in db.execute(select(LINK).order_by(LINK.c.hash))] == [first, second]
