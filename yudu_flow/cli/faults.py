"""What an error is called to whoever meets it: a line that says what to do; a traceback is the program's own fault."""

from __future__ import annotations

import errno
import sqlite3
import tempfile

from yudu_flow.cli.usage import spoken_usage
from yudu_flow.wording.machine import spell_fault

SQLITE = (
    (
        ("malformed", "not a database", "disk image"),
        "数据库文件已损坏，请停止程序，用 yudu-flow restore 恢复最近的备份",
    ),
    (("locked",), "数据库正被别的程序占用，等了半分钟还没有放开：请关闭其他 yudu-flow 命令和数据库工具，过一会儿再试"),
    (("readonly",), "数据库写不进去：请核对数据库文件和所在文件夹的权限，以及磁盘是否只读"),
    (("is full", "disk I/O"), "磁盘已满或读写出错，数据库写不进去：请清理磁盘，或检查磁盘是否完好"),
)
OPENED = "数据库打不开，请核对 YUDU_FLOW_DATABASE_URL、文件夹权限和磁盘"
WITHOUT_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOT_ALLOWED = (errno.EACCES, errno.EPERM)
NOT_THERE = (errno.ENOENT, errno.ENOTDIR)
NO_PORT = (errno.EADDRINUSE, errno.EADDRNOTAVAIL)


def spoken(error: Exception) -> str | None:
    """The words for an error that is the person's to mend; None for one that is the program's."""
    from yudu_flow.content.findings import BrokenContent
    from yudu_flow.content.notifications.templates import TemplateProblem
    from yudu_flow.domain.errors import Refusal

    if complain := getattr(error, "format_message", None):  # Typer's own: a command line that it cannot read
        return spoken_usage(complain())
    if isinstance(error, BrokenContent):
        lines = [f"{f.file}:{f.line}:{f.column}：{f.message}" for f in error.findings if f.level == "error"]
        return "\n".join([*lines, "内容有错，没有启动。改好后可先运行 yudu-flow check 检查。"])
    if isinstance(error, Refusal):
        # What the command line has to write, named by the command that was refused; or the command that fits.
        mends = "、".join(filter(None, (*error.needs, error.instead)))
        return f"{error}（{mends}）" if mends else str(error)
    if isinstance(error, TemplateProblem):
        return str(error)
    return _of_machine(error) if isinstance(error, OSError) else _of_database(error)


def _of_database(error: Exception) -> str | None:
    from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

    fault = error.orig if isinstance(error, DatabaseError) else error  # transactions and copies ask the driver itself
    if isinstance(fault, sqlite3.DatabaseError):
        fitting = (words for signs, words in SQLITE if any(sign in str(fault) for sign in signs))
        if found := next(fitting, None):
            return found
    if isinstance(error, ArgumentError | OperationalError | sqlite3.OperationalError):
        return f"{OPENED}：{error.args[0]}"
    return None


def _of_machine(error: OSError) -> str:
    """A file, a folder, a disk or a port."""
    place = str(error.filename or "")
    if error.errno in WITHOUT_ROOM:
        return f"磁盘没有空间了，{place or tempfile.gettempdir()} 写不进去：请清理磁盘后再试"
    if error.errno in NOT_ALLOWED:
        return f"没有权限读写 {place}：请核对这个文件夹的权限，或换用建立它的用户运行"
    if error.errno == errno.EROFS:
        return f"{place} 在只读的磁盘上，写不进去：请换一个能写的文件夹（YUDU_FLOW_HOME）"
    if error.errno in NOT_THERE:
        return f"找不到 {place}：请核对 YUDU_FLOW_HOME 和命令里的路径"
    if error.errno in NO_PORT:
        return "网页端口用不了：可能已被占用，要换端口请设置 YUDU_FLOW_WEB_PORT，地址请核对 YUDU_FLOW_WEB_HOST"
    return f"读写{f' {place} ' if place else ''}失败：{spell_fault(error)}"
