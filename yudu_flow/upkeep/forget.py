"""What a database of several bureaus still has of one that was moved away."""

from sqlalchemy import Engine, delete

from yudu_flow.domain.errors import NotAllowed
from yudu_flow.storage.access_tables import PIECE
from yudu_flow.storage.copying import bureaus_in, tables_of
from yudu_flow.storage.database import writing
from yudu_flow.storage.holders import somebody


def forget(engine: Engine, bureau: str) -> int:
    """Delete all its rows; how many. Raises NotAllowed where there are none, or somebody is at work for it."""
    with writing(engine) as db:
        if bureau not in bureaus_in(db):
            raise NotAllowed(f"数据库里没有编号为“{bureau}”的局")
        if somebody(db, bureau) is not None:
            raise NotAllowed(f"还有进程在办“{bureau}”的事：等两分钟再运行")
        # Not the bytes of files: another bureau may have kept the same one, and the sweep takes what nobody speaks of.
        theirs = [table for table in reversed(tables_of(bureau)) if table is not PIECE]
        return sum(db.execute(delete(table).where(table.c.bureau == bureau)).rowcount for table in theirs)
