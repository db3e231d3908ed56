"""What lies in a year's archive: the list by which it is checked, and the same as a page to be read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from yudu_flow.actions.papers.zip_stream import Entry

LIST, INDEX = "清单.json", "目录.html"
HEAD = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
    'content="width=device-width, initial-scale=1"><title>{title}</title><style>body{{font-family:sans-serif;'
    "max-width:60em;margin:1em auto;padding:0 1em}}table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid "
    "#999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}}code{{font-size:.75em}}"
    "</style></head><body>\n"
)
LOST = "归档时已不在存储中，没有收入"
HOW = (
    "核对办法：在装有本程序的电脑上运行 yudu-flow archive verify 加上归档文件或解开后的文件夹；"
    "没有本程序的，可以用任何计算 SHA-256 的工具逐个文件对照下表。"
)


class InArchive(NamedTuple):
    """One file with its SHA-256 as it stands in the list."""

    path: str
    size: int
    sha256: str


class Listing:
    """Notes each file while it goes into the archive."""

    def __init__(self) -> None:
        self.files: list[InArchive] = []

    def noting(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries; each is noted once all of it has gone."""
        return ((path, self._read(path, content)) for path, content in entries)

    def _read(self, path: str, content: Iterable[bytes]) -> Iterator[bytes]:
        total, size = sha256(), 0
        for some in content:
            total.update(some)
            size += len(some)
            yield some
        self.files.append(InArchive(path, size, total.hexdigest()))


def list_of(files: Sequence[InArchive], about: Mapping[str, object], missing: Sequence[str]) -> bytes:
    """The list, with what the archive is of, and where files are `missing` that had been lost before, these."""
    lost = {"missing": [*missing]} if missing else {}
    told = {**about, **lost, "files": [one._asdict() for one in files]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def page_of(files: Sequence[InArchive], title: str, facts: Iterable[tuple[str, str]], missing: Sequence[str]) -> bytes:
    """The page, which needs no program but a browser."""
    lines = [HEAD.format(title=escape(title)), f"<h1>{escape(title)}</h1>\n<ul>"]
    lines += [f"<li>{escape(name)}：{escape(value)}</li>" for name, value in facts]
    lines += [f"<li><strong>{LOST}：{escape(path)}</strong></li>" for path in missing]
    lines += [
        f"</ul>\n<p>{escape(HOW)}</p>\n<table><thead><tr><th>文件</th><th>字节</th><th>SHA-256</th></tr></thead><tbody>"
    ]
    lines += [_row(one) for one in files]
    return "\n".join([*lines, "</tbody></table></body></html>\n"]).encode()


def _row(one: InArchive) -> str:
    path, address = escape(one.path), escape(quote(one.path))
    return f'<tr><td><a href="{address}">{path}</a></td><td>{one.size}</td><td><code>{one.sha256}</code></td></tr>'
