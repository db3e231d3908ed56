"""A posted report costs the database little: one transaction that writes, and each thing read once."""

import re
from collections.abc import Callable

from sqlalchemy import Engine, event

from tests.web.browser import Console
from tests.web.unit_pages import filled, guest_of, path_of
from yudu_flow.storage import submissions
from yudu_flow.storage.database import reading


def told_to(engine: Engine, do: Callable[[], object]) -> list[str]:
    """The statements that a database was given meanwhile, and where a transaction began."""
    said: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    def begun(_: object) -> None:
        said.append("BEGIN")

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "begin", begun)
    try:
        do()
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "begin", begun)
    return said


def test_a_posted_report_is_written_in_one_transaction_that_reads_its_events_once(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    guest, report = guest_of(console), path_of(console)
    guest.look(f"{report}/report")
    said = told_to(
        console.desk.bureau.engine, lambda: guest.send_form(f"{report}/report", filled(), follow_redirects=False)
    )
    with reading(console.desk.bureau.engine) as db:
        assert submissions.of(db, console.desk.bureau.key, int(report.rpartition("/")[2]))
    _, *begun = "\n".join(said).split("BEGIN\n")
    [written] = [one for one in begun if re.search("INSERT|UPDATE|DELETE", one)]
    assert (written.count("FROM event"), "INTO draft" in written) == (1, False)
    assert (len(begun), len(said) <= 37) == (4, True)  # on a server two more than in a file
