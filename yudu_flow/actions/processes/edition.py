"""Which host's content decides, where several have a copy of the folders: the newest one.

A host may bring what was never in force; what was, and has been replaced, only the home that replaced it may bring
back: elsewhere it is a copy that nobody has brought up to date, and its host keeps still. A file is one machine's, so
there every change is meant.
"""

import hashlib
import logging
import platform
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, Edition
from yudu_flow.actions.processes.content_in_force import files_in
from yudu_flow.actions.processes.ways_out import Check
from yudu_flow.actions.role import Role
from yudu_flow.domain.printable import legible
from yudu_flow.storage import editions
from yudu_flow.storage.access_rows import EditionRow
from yudu_flow.storage.database import one_at_a_time, writes_alone, writing

ITEM = "内容"
ADVICE = (
    "把那一台的 config、workflows、notifications 拷到本机，不用重新启动；"
    "确要改回本机这一版的，在其中任一文件加一行注释，它就成为最新的一版"
)

log = logging.getLogger("yudu_flow")


def edition_in(home: Path) -> Edition:
    """The content as its files stand now."""
    total = hashlib.sha256()
    for name, entry in files_in(home):
        if entry.is_file():
            with open(entry.path, "rb") as file:  # noqa: PTH123 - to make a hundred Paths takes longer than to read
                # Line ends are those of the machine that copied it, and no other content.
                content = file.read().replace(b"\r\n", b"\n")
            total.update(f"{legible(name)}\0{len(content)}\0".encode() + content)
    return Edition(total.hexdigest(), f"{platform.node()}:{home.resolve()}")


def role_left(bureau: Bureau, role: Role, now: datetime) -> Role:
    """What a process of that role does: it decides nothing where its content was replaced, but goes on sending."""
    if role is Role.DELIVER or not _keeps_still(bureau, now):
        return role
    return Role.DELIVER if role.delivers else Role.WEB


def _keeps_still(bureau: Bureau, now: datetime) -> bool:
    """Whether the content of this process was replaced by another host's; else it is in force from now on."""
    if bureau.edition is None:
        return False
    with bureau.reading() as db:
        newest = editions.last(db, bureau.key)
    if newest and newest.hash == bureau.edition.hash:
        return False
    if newest := _settled(bureau, bureau.edition, now):
        _say(_behind(newest))
    return newest is not None


def _settled(bureau: Bureau, mine: Edition, now: datetime) -> EditionRow | None:
    """What is in force instead of it; None where it came into force."""
    with writing(bureau.engine) as db:
        # Two hosts that start together would each put its own in force.
        one_at_a_time(db)
        newest = editions.last(db, bureau.key)
        if newest and _replaced(bureau, db, newest):
            return newest
        if newest is None or newest.hash != mine.hash:
            editions.put(db, {"bureau": bureau.key, "hash": mine.hash, "place": mine.place, "at": now})
    return None


def _replaced(bureau: Bureau, db: Connection, newest: EditionRow) -> bool:
    mine = bureau.edition
    if mine is None or mine.hash == newest.hash or mine.place == newest.place or writes_alone(db):
        return False
    return editions.known(db, bureau.key, mine.hash)


def out_of_date(bureau: Bureau, db: Connection) -> Sequence[Check]:
    """A line for the board and `doctor` where this host's content was replaced by another's."""
    newest = None if bureau.edition is None or writes_alone(db) else editions.last(db, bureau.key)
    return [Check(ITEM, False, _behind(newest), ADVICE)] if newest and _replaced(bureau, db, newest) else []


def _behind(newest: EditionRow) -> str:
    return f"本机的内容比在用的旧，本机不做决定、不写消息；在用的由 {newest.place} 于{newest.at:%m-%d %H:%M}启用"


@lru_cache(maxsize=16)
def _say(words: str) -> None:
    """Once: a pass comes every half minute."""
    log.warning("%s。%s", words, ADVICE)
