"""Changing single settings in a `.env`: its comments, its other lines and their order stay as they were written."""

import io
from collections.abc import Mapping
from pathlib import Path

from dotenv.parser import parse_stream

from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.whole_files import write_whole

PREFIX = "YUDU_FLOW_"
BY_OTHERS = "$"
"""What the reader of the file would put something else in place of."""
ELSEWHERE = "设置刚刚被别人改过，您的修改没有保存；请另开一页看过最新的，再改"


def changed(text: str, values: Mapping[str, str]) -> str:
    """The text with these settings, by their names without the prefix in lower case; an empty value takes one out.

    Raises BadRequest for a value that no line can hold.
    """
    wanted = {f"{PREFIX}{name.upper()}": value for name, value in values.items()}
    for value in wanted.values():
        if not value.isprintable() or f"{BY_OTHERS}{{" in value:
            raise BadRequest("设置里不能有换行、看不见的字符和 ${")
    lines, put = list[str](), set[str]()
    for line in parse_stream(io.StringIO(text)):
        name = (line.key or "").upper()
        if name not in wanted:
            lines.append(line.original.string)
        elif wanted[name] and name not in put:
            put.add(name)
            lines.append(_line(name, wanted[name]))
    if lines and not lines[-1].endswith("\n"):
        lines.append("\n")
    lines += [_line(name, value) for name, value in wanted.items() if value and name not in put]
    return "".join(lines)


def _line(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{escaped}'\n"


def mark_of(file: Path) -> str:
    """Changes with the file, and says nothing of what is in it."""
    found = file.stat() if file.is_file() else None
    return f"{found.st_mtime_ns:x}-{found.st_ino:x}-{found.st_size:x}" if found else ""


def change_file(file: Path, values: Mapping[str, str], known: str | None = None) -> None:
    """Write them into the file, which only its owner may read from then on; one that is not there is made.

    `known` is the mark of the file that an editor saw. Raises Conflict where it is another by now.
    """
    if known is not None and mark_of(file) != known:
        raise Conflict(ELSEWHERE)
    before = file.read_text("utf-8-sig") if file.is_file() else ""
    after = changed(before, values)
    # Where it is a link, what it leads to: the link stays.
    write_whole(file.resolve(), after.encode())
