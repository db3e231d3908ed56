"""A YAML file as plain text values, with the place of every key and value.

Every scalar stays as it was written ("09:00", 1.10, 013…), because the file's shape and not YAML decides what it is:
ruamel would read 0900 as 900 and an unquoted mobile as a number.
"""

from dataclasses import dataclass, field
from pathlib import Path

from yudu_flow.content.findings import Finding, Level
from yudu_flow.content.odd_characters import unseen_in
from yudu_flow.content.plain_yaml import NotPlain, Place, Trail, read_plain
from yudu_flow.wording.machine import spell_fault

MOST_BYTES = 4 * 2**20
"""A bureau's roster has some kilobytes; a file of this size takes half a minute to read."""


@dataclass
class Source:
    """A file read as str, None, list and dict in `data` (None where it cannot be read), and what was found in it."""

    file: str
    data: object = None
    findings: list[Finding] = field(default_factory=list)
    keys: dict[Trail, Place] = field(default_factory=dict)
    values: dict[Trail, Place] = field(default_factory=dict)

    def error(self, trail: Trail, message: str, suggestion: str = "", *, value: str = "", at_key: bool = False) -> None:
        """Note an error at the value that `trail` leads to, or at its key."""
        self._note(Level.ERROR, trail, message, suggestion, value, at_key)

    def warn(self, trail: Trail, message: str, suggestion: str = "", *, value: str = "", at_key: bool = True) -> None:
        """Note a warning at the key that `trail` leads to."""
        self._note(Level.WARNING, trail, message, suggestion, value, at_key)

    def _note(self, level: Level, trail: Trail, message: str, suggestion: str, value: str, at_key: bool) -> None:
        line, column = self._place(trail, at_key)
        hidden = unseen_in(value) if level is Level.ERROR else ""
        if hidden:
            suggestion = "；".join(filter(None, [f"里面混有看不见的{hidden}，请删去", suggestion]))
        self.findings.append(Finding(self.file, line, column, level, message, value, suggestion))

    def _place(self, trail: Trail, at_key: bool) -> Place:
        """Where `trail` is, or the nearest thing around it that exists."""
        for end in range(len(trail), -1, -1):
            part, whole = trail[:end], end == len(trail)
            if part in self.keys and (at_key or not whole):
                return self.keys[part]
            if part in self.values:
                return self.values[part]
        return (1, 1)


def read_source(path: Path, shown: str = "") -> Source:
    """Read one file; where it cannot be read its errors are noted and it has no data. `shown` names it in findings."""
    source = Source(shown or path.as_posix())
    text = _text(path, source)
    if text is not None:
        _fill(source, text)
    return source


def source_of(text: str, shown: str) -> Source:
    """The same for a text that is not in a file, or not yet."""
    source = Source(shown)
    _fill(source, text)
    return source


def _fill(source: Source, text: str) -> None:
    try:
        plain = read_plain(text)
    except NotPlain:
        from yudu_flow.content.any_yaml import read_any  # slow to load, and most files need it never

        read_any(text, source)
    else:
        source.data = {} if plain.data is None else plain.data
        source.keys, source.values = dict(plain.keys), dict(plain.values)


def _text(path: Path, source: Source) -> str | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            source.error((), f"文件超过{MOST_BYTES // 2**20}MB", "核对是不是放错了文件")
            return None
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        source.error((), "缺少这个文件", "从安装包中复制一份，或运行 yudu-flow init")
    except OSError as problem:
        source.error((), f"文件打不开：{spell_fault(problem)}", "检查文件的读取权限")
    except UnicodeDecodeError:
        source.error((), "文件不是 UTF-8 编码", "用记事本打开，另存为时编码选 UTF-8")
    return None
