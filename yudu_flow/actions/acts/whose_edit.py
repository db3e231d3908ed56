"""Whose edit of a file stands, for whoever comes second: nothing of theirs is kept, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import Conflict
from yudu_flow.domain.period import ZONE
from yudu_flow.storage import audit

BY_HAND = "操作记录里没有这次修改，可能是直接在文件里改的"


class ChangedMeanwhile(Conflict):
    """Somebody else has changed the `file` since it was looked at; it is named within its home."""

    def __init__(self, message: str, file: str) -> None:
        super().__init__(message)
        self.file = file


def words_of(bureau: Bureau, home: Path, problem: Exception) -> str:
    """What a refusal says, and whose edit stands where that is why."""
    if not isinstance(problem, ChangedMeanwhile):
        return str(problem)
    return f"{problem}。{standing(bureau, home / problem.file)}"


@contextmanager
def saying_whose(bureau: Bureau, home: Path, more: str = "") -> Iterator[None]:
    """Raises what was refused for that with those words, and `more` for who hears it."""
    try:
        yield
    except ChangedMeanwhile as problem:
        raise Conflict("。".join(filter(None, (words_of(bureau, home, problem), more)))) from problem


def standing(bureau: Bureau, file: Path) -> str:
    """Who saved what the file says, and when."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return "这份文件现在不在了"
    with bureau.reading() as db:
        return saved_by(bureau, db, data) or BY_HAND


def saved_by(bureau: Bureau, db: Connection, data: bytes) -> str:
    """The same of what a file says, by the act that noted what it wrote; empty where none did."""
    row = audit.noting(db, bureau.key, "sha256", sha256(data).hexdigest())
    return f"现在的内容是{row.by}{row.at.astimezone(ZONE):%Y-%m-%d %H:%M}保存的" if row else ""
