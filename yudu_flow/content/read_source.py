"""A YAML file read whole: as it is written where it is plain, else by whoever knows all that YAML allows."""

from pathlib import Path

from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plain_yaml import NotPlain, read_plain
from yudu_flow.content.source import Source
from yudu_flow.wording.machine import spell_fault

MOST_BYTES = 4 * 2**20
"""A bureau's roster has some kilobytes; a file of this size takes half a minute to read."""


def is_read(name: str) -> bool:
    """Whether a file of that name is content: none is what editors and Macs leave beside one, .#a.yaml and ._a.yaml."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def read_source(path: Path, shown: str = "") -> Source:
    """Read one file; where it cannot be read its errors are noted and it has no data. `shown` names it in findings."""
    source = Source(shown or path.as_posix())
    data = _bytes(path, source)
    return source if data is None else source_in(data, source.file)


def source_in(data: bytes, shown: str) -> Source:
    """The same for the bytes of a file."""
    source = Source(shown)
    text = _text(data, source)
    return source if text is None else source_of(text, shown)


def text_of(path: Path, shown: str) -> tuple[bytes, str]:
    """A file's bytes, and what they say. Raises BrokenContent where it cannot be read as text."""
    source = Source(shown)
    data = _bytes(path, source)
    text = None if data is None else _text(data, source)
    if data is None or text is None:
        raise BrokenContent(source.findings)
    return data, text


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
        # Copies: what was read is remembered, and whoever moves old settings to their block adds places (old_rules).
        source.keys, source.values = dict(plain.keys), dict(plain.values)


def _text(data: bytes, source: Source) -> str | None:
    try:
        # Notepad puts a mark before the first key, which then was not the key that it looks like.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        source.error((), "文件不是 UTF-8 编码", "用记事本打开，另存为时编码选 UTF-8")
        return None


def _bytes(path: Path, source: Source) -> bytes | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            source.error((), f"文件超过{MOST_BYTES // 2**20}MB", "核对是不是放错了文件")
            return None
        return path.read_bytes()
    except FileNotFoundError:
        source.error((), "缺少这个文件", "从安装包中复制一份，或运行 yudu-flow init")
    except OSError as problem:
        source.error((), f"文件打不开：{spell_fault(problem)}", "检查文件的读取权限")
    return None
