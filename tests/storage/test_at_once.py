"""Many rows in one statement: …"""

from sqlalchemy import bindparam, select

from tests.bureau import Desk, instant
from yudu_flow.storage.access_tables import LINK
from yudu_flow.storage.at_once import change_each, changes, put_new
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import OPENING

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


def test_it_changes_each_row_by_values_of_its_own_where_that_is_wanted(desk: Desk) -> None:
    statements = changes(
        OPENING,
        ("id", "plan"),
        ("period",),
        lambda values: (OPENING.c.duty == bindparam("of"), values["plan"] != OPENING.c.plan),
    )
    row = {"bureau": "b", "period": "2020-09", "opened_at": AT, "created_at": AT}
    rows = [
        {**row, "id": 9001 + n, "plan": f"p{n}", "duty": duty} for n, duty in enumerate(("report", "visit", "report"))
    ]
    asked = [{"id": 9001, "plan": ODD, "period": "1"}, {"id": 9002, "plan": "x", "period": "2"}]
    with writing(desk.bureau.engine) as db:
        put_new(db, OPENING, rows)
        change_each(db, statements, [*asked, {"id": 9003, "plan": "p2", "period": "3"}], of="report")
        change_each(db, statements, [], of="report")
    with reading(desk.bureau.engine) as db:
        found = db.execute(
            select(OPENING.c.plan, OPENING.c.period).where(OPENING.c.bureau == "b").order_by(OPENING.c.id)
        )
        assert [tuple(one) for one in found] == [(ODD, "1"), ("p1", "2020-09"), ("p2", "2020-09")]
