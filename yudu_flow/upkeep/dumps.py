"""A server's own copy of our tables: `pg_dump` and `pg_restore`, which must be there and no older than the server.

They are told where the server is, and the password, by their environment: a command line is everybody's to read.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, text

from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.storage.copying import holds_nothing
from yudu_flow.storage.database import writing
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.schema import version

NAMES = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
VERSIONS = "alembic_version"
CLIENT = "postgresql-client"
FULL = "请换一个空的数据库：新建一个，把 YUDU_FLOW_DATABASE_URL 指向它，再恢复；现在的这个不动，留着备查"


def dump(engine: Engine, file: Path) -> None:
    """Write all our tables as they are at one instant to `file`. Raises BadRequest where that cannot be done."""
    tool = _tool("pg_dump", engine)
    with engine.connect() as db:
        schema = db.execute(text("SELECT current_schema()")).scalar_one()
    tables = [f'--table="{schema}"."{name}"' for name in (*METADATA.tables, VERSIONS)]
    _run(engine, [tool, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", *tables])


def load(engine: Engine, file: Path) -> None:
    """Put what was dumped into a database that holds nothing. Raises NotAllowed where one does."""
    tool = _tool("pg_restore", engine)
    _make_room(engine)
    # Whoever puts it back may be another user of another server.
    how = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run(engine, [tool, *how, f"--dbname={engine.url.database or ''}", str(file)])


def _make_room(engine: Engine) -> None:
    if version(engine) is None:
        return
    if not holds_nothing(engine):
        raise NotAllowed(f"数据库里已经有记录。{FULL}")
    # Tables without a row, as a first start makes them: pg_restore brings its own.
    with writing(engine) as db:
        METADATA.drop_all(db)
        db.execute(text(f"DROP TABLE {VERSIONS}"))


def _tool(name: str, engine: Engine) -> str:
    found = shutil.which(name)
    if not found:
        raise BadRequest(f"备份和恢复 PostgreSQL 要用 {name}，本机没有：请安装与服务器同版本的 {CLIENT}，再运行")
    with engine.connect() as db:
        needed = int(db.execute(text("SHOW server_version_num")).scalar_one()) // 10000
    printed = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    has = re.search(r"\) (\d+)", printed)
    if has is None or int(has[1]) < needed:
        older = f"是版本{has[1]}" if has else "不能用"
        raise BadRequest(f"本机的 {name} {older}，服务器是{needed}：请安装 {CLIENT}-{needed} 或更新的，再运行")
    return found


def _run(engine: Engine, command: list[str]) -> None:
    environment = {**os.environ, **dict(_where(engine))}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
    if done.returncode:
        name, complaint = Path(command[0]).name, done.stderr.strip().partition("\n")[0]
        if secret := engine.url.password:
            complaint = complaint.replace(str(secret), "…")
        raise BadRequest(f"{name} 没有做成：{complaint or done.returncode}")


def _where(engine: Engine) -> Iterator[tuple[str, str]]:
    """The server as its own programs are told of it: what the URL says, by libpq's names."""
    _, given = engine.dialect.create_connect_args(engine.url)
    for name, value in given.items():
        yield NAMES.get(name, f"PG{name.upper()}"), str(value)
