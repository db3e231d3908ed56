"""`move`: everything to another database, whole or not at all. The one it came from is only read."""

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, make_url
from sqlalchemy.exc import DBAPIError

from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import DATABASE, RIGHT, Settings
from yudu_flow.storage.copying import TABLES, Held, copy_into, count_on, counts, held, holds_nothing, take_time
from yudu_flow.storage.database import connect, one_at_a_time, reading, writing
from yudu_flow.storage.holders import somebody
from yudu_flow.storage.schema import HEAD, upgrade_if_needed, version


def move(settings: Settings, to: str) -> list[Held]:
    """Copy the configured database to the one at `to`; what each table holds, on both sides alike.

    Raises NotAllowed where a process is at work, the source is not of this program's version or the target is not
    empty; BadRequest where anything arrived otherwise than it left: then nothing is written.
    """
    source = _source(settings)
    _nobody_works(source)
    target = _target(to)
    try:
        with reading(source) as there, writing(target) as here:
            one_at_a_time(here)
            take_time(there)
            take_time(here)
            moved = _all(here, there)
            _unchanged(source, counts(there))
    finally:
        source.dispose()
        target.dispose()
    return moved


def _source(settings: Settings) -> Engine:
    file = make_url(settings.database).database
    if settings.database.startswith("sqlite") and not (file and Path(file).is_file()):
        raise NotAllowed(f"没有数据库 {file}，没有东西可搬；请核对 YUDU_FLOW_HOME 和 YUDU_FLOW_DATABASE_URL")
    source = connect(settings.database)
    if (found := version(source)) != HEAD:
        raise NotAllowed(f"现在的数据库是版本{found or '空'}，本程序用{HEAD}：请先运行 yudu-flow db upgrade")
    return source


def _nobody_works(source: Engine) -> None:
    with reading(source) as db:
        host = somebody(db)
    if host is not None:
        where = f"（在 {host}）" if host else ""
        raise NotAllowed(f"还有进程在用现在的数据库{where}：请先停止所有机器上的 yudu-flow，一分钟后再搬")


def _target(to: str) -> Engine:
    if not re.match(DATABASE, to) or (to.startswith("sqlite") and make_url(to).database in (None, "", ":memory:")):
        raise BadRequest(f"--to 应为 {RIGHT['database_url'].partition('；')[0]}")
    target = connect(to)
    if version(target) and not holds_nothing(target):
        raise NotAllowed("要搬去的数据库里已经有记录，不能搬：请换一个空的数据库")
    upgrade_if_needed(target)
    return target


def _all(here: Connection, there: Connection) -> list[Held]:
    left = [_copied(here, there, table) for table in TABLES]
    count_on(here)
    arrived = [held(here, table) for table in TABLES]
    if wrong := [one.table for one, other in zip(left, arrived, strict=True) if one != other]:
        raise BadRequest(f"搬去以后对不上（{'、'.join(wrong)}），已撤回，什么都没有写；请核对新的数据库后再试")
    return arrived


def _copied(here: Connection, there: Connection, table: Table) -> Held:
    try:
        return copy_into(here, there, table)
    except DBAPIError as error:
        raise BadRequest(f"{table.name} 写不进新的数据库，已撤回，什么都没有写：{error.args[0]}") from error


def _unchanged(source: Engine, then: dict[str, int]) -> None:
    """Whoever came meanwhile wrote where nobody will look any more."""
    _nobody_works(source)
    with reading(source) as db:
        if counts(db) != then:
            raise NotAllowed("搬的时候，现在的数据库里又有了新的记录，已撤回；请停止所有命令和进程后再搬")
