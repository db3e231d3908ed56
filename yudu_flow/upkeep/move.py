"""`move`: everything to another database, or one bureau of several; whole or not at all. The source is only read."""

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from yudu_flow.assembly import audit_key_of
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import DATABASE, RIGHT, Settings
from yudu_flow.storage.audit_key import NAME, written
from yudu_flow.storage.copying import (
    TableSum,
    bureaus_in,
    copy_into,
    count_on,
    counts,
    held,
    holds_nothing,
    tables_of,
    take_time,
)
from yudu_flow.storage.database import connect, one_at_a_time, reading, writes_alone, writing
from yudu_flow.storage.holders import somebody
from yudu_flow.storage.numbering import MOST, raised, span
from yudu_flow.storage.schema import HEAD, upgrade_if_needed, version
from yudu_flow.storage.secret_key import PLACE, secret_in
from yudu_flow.storage.unloaded import file_of
from yudu_flow.whole_files import write_whole

ROOM = 100_000
"""Numbers of a bureau that comes to others begin so far above theirs: whoever works there takes some meanwhile."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What each table holds, on both sides alike; of one `bureau` where it left others, or came `among` them."""

    held: list[TableSum]
    bureau: str | None = None
    among: bool = False


def move(settings: Settings, to: str, home: str = "") -> Moved:
    """Copy the configured database to the one at `to`, or the bureau of a `home` where it is one of several.

    Raises NotAllowed where a process is at work, the source is not of this program's version or the target has the same
    already; BadRequest where anything arrived otherwise than it left: then nothing is written.
    """
    source = _source(settings)
    target = _target(to)
    try:
        empty = holds_nothing(target)
        bureau = _bureau(settings, source, home, empty=empty)
        _nobody_works(settings, source, bureau)
        moved = Moved(_copied(source, target, settings, bureau), bureau, not empty)
    finally:
        source.dispose()
        target.dispose()
    # Last: what could not be moved keeps its folder as it was.
    if bureau:
        take_keys(settings, bureau)
    return moved


def _copied(source: Engine, target: Engine, settings: Settings, bureau: str | None) -> list[TableSum]:
    with reading(source) as there, writing(target) as here:
        one_at_a_time(here)
        take_time(there)
        take_time(here)
        arrived = _all(here, there, bureau)
        _unchanged(settings, source, bureau, counts(there, bureau))
    return arrived


def _source(settings: Settings) -> Engine:
    file = file_of(settings.database)
    if settings.database.startswith("sqlite") and not (file and file.is_file()):
        raise NotAllowed(f"没有数据库 {file}，没有东西可搬；请核对 YUDU_FLOW_HOME 和 YUDU_FLOW_DATABASE_URL")
    source = connect(settings.database)
    if (found := version(source)) != HEAD:
        raise NotAllowed(f"现在的数据库是版本{found or '空'}，本程序用{HEAD}：请先运行 yudu-flow db upgrade")
    return source


def _target(to: str) -> Engine:
    if not re.match(DATABASE, to) or (to.startswith("sqlite") and file_of(to) is None):
        raise BadRequest(f"--to 应为 {RIGHT['database_url'].partition('；')[0]}")
    target = connect(to)
    if (found := version(target)) not in (None, HEAD) and not holds_nothing(target):
        raise NotAllowed(
            f"要搬去的数据库里已经有记录，是版本{found}，本程序用{HEAD}：请先在那边运行 yudu-flow db upgrade"
        )
    upgrade_if_needed(target)
    return target


def _bureau(settings: Settings, source: Engine, home: str, *, empty: bool) -> str | None:
    """The one that moves by itself: a home's of several, or the only one, where it comes to others; None for all."""
    with reading(source) as db:
        there = bureaus_in(db)
    if settings.homes and not settings.many:
        return _of_home(settings, home, there)
    if empty:
        return None
    if len(there) != 1:
        raise NotAllowed("要搬去的数据库里已经有记录，不能搬：请换一个空的数据库，或用 YUDU_FLOW_HOME 写明搬哪一个局")
    return there[0]


def _of_home(settings: Settings, home: str, there: list[str]) -> str:
    if home not in there:
        raise NotAllowed(f"数据库里没有 {settings.home} 这个局（编号{home or '读不出'}）的记录，没有东西可搬")
    return home


def _nobody_works(settings: Settings, source: Engine, bureau: str | None) -> None:
    """Where several are at home, the others' process may run on, once it no longer finds this one's folder."""
    apart = bureau is not None and settings.homes is not None and settings.home.parent != settings.homes
    with reading(source) as db:
        host = somebody(db, bureau if apart else None)
    if host is None:
        return
    where = f"（在 {host}）" if host else ""
    if settings.homes and bureau:
        raise NotAllowed(
            f"还有进程在办这个局的事{where}：请先把文件夹 {settings.home.name} 移出 {settings.homes}，别的局不用停，"
            "等两分钟，再用 YUDU_FLOW_HOME 写明移到了哪里，重新运行"
        )
    raise NotAllowed(f"还有进程在用现在的数据库{where}：请先停止所有机器上的 yudu-flow，一分钟后再搬")


def _all(here: Connection, there: Connection, bureau: str | None) -> list[TableSum]:
    tables, by = tables_of(bureau), _higher(here, there, bureau) if bureau else 0
    left = [_put(here, there, table, bureau, by) for table in tables]
    count_on(here)
    arrived = [held(here, table, bureau) for table in tables]
    if wrong := [one.table for one, other in zip(left, arrived, strict=True) if one != other]:
        raise BadRequest(f"搬去以后对不上（{'、'.join(wrong)}），已撤回，什么都没有写；请核对新的数据库后再试")
    return arrived


def _higher(here: Connection, there: Connection, bureau: str) -> int:
    """By how much its numbers rise; in a database of its own they fall back to what they were."""
    if bureau in bureaus_in(here):
        raise NotAllowed(
            f"要搬去的数据库里已经有记录，就是这个局（{bureau}）的，不能再搬一次；"
            "那里的不用了，就先在那边用 yudu-flow homes forget 删去"
        )
    before, (_, taken), (_, last) = raised(there, bureau), span(here), span(there, bureau)
    room = 0 if writes_alone(here) else ROOM
    by = taken + room if taken else -before
    if last + by > MOST:
        raise NotAllowed("要搬去的数据库里编号快用完了，搬不进去：请换一个空的数据库")
    return by


def _put(here: Connection, there: Connection, table: Table, bureau: str | None, by: int) -> TableSum:
    try:
        return copy_into(here, there, table, bureau, by)
    except DBAPIError as error:
        raise BadRequest(f"{table.name} 写不进新的数据库，已撤回，什么都没有写：{error.args[0]}") from error


def _unchanged(settings: Settings, source: Engine, bureau: str | None, then: dict[str, int]) -> None:
    """Whoever came meanwhile wrote where nobody will look any more."""
    _nobody_works(settings, source, bureau)
    with reading(source) as db:
        if counts(db, bureau) != then:
            raise NotAllowed("搬的时候，现在的数据库里又有了新的记录，已撤回；请停止所有命令和进程后再搬")


def take_keys(settings: Settings, bureau: str) -> None:
    """What it sent and did is bound to them: put them into its home, for when it stands alone, and for when it is one
    of a folder that has others.

    What lay there before is kept beside them, where it is another one.
    """
    secret, key = secret_in(*settings.keys), written(audit_key_of(settings), bureau)
    for place in (settings.var, settings.own_keys):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep(place / PLACE, secret)
        _keep(place / NAME, key)


def _keep(file: Path, data: bytes) -> None:
    if file.exists() and file.read_bytes() != data:
        file.replace(file.with_name(f"{file.name}.before-move"))
    write_whole(file, data)
