"""Older Word, Excel and WPS files: kept as they came, under their own names, when nothing in them acts or reaches out.

`old/brief.doc` and `old/table.xls` were written by LibreOffice.
"""

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.compounds import compound, record
from tests.intake.papers import found_in
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.paper import TakenIn, take_in

OLD = Path(__file__).parent / "old"
WORDS = b"\xec\xa5" + b"\0" * 30
LOCKED_WORDS = b"\xec\xa5" + b"\0" * 8 + struct.pack("<H", 0x0100)


def said(text: str, encoding: str = "utf-16-le") -> bytes:
    """A document's stream with a field of that code."""
    return WORDS + f"\x13 {text} \x14\x15".encode(encoding)


def sheet(sort: int) -> bytes:
    """The entry of a sheet: 0 one of cells, 1 of macros, 6 a module of Visual Basic."""
    return record(0x85, struct.pack("<IBBB", 0, 0, sort, 1) + b"\0A")


@pytest.mark.parametrize(
    ("file", "called", "kind", "name"),
    [
        ("brief.doc", "九月.doc", "doc", "九月.doc"),
        ("brief.doc", "九月.WPS", "doc", "九月.wps"),
        ("brief.doc", "九月.exe", "doc", "九月.doc"),
        ("table.xls", "台账.et", "xls", "台账.et"),
        ("table.xls", "台账.doc", "xls", "台账.xls"),
    ],
)
@pytest.mark.child
def test_it_keeps_a_harmless_one_under_its_own_name(file: str, called: str, kind: str, name: str) -> None:
    data = (OLD / file).read_bytes()
    assert take_in(called, data) == TakenIn(name, kind, data, b"", 0, "unknown")


ACCEPTED = {
    "plain": compound({"WordDocument": WORDS}),
    "link to a page": compound({"WordDocument": said('HYPERLINK "https://x.example/"')}),
    "page number": compound({"WordDocument": said("PAGE", "latin-1")}),
    "own book": compound({"Workbook": sheet(0) + record(0x1AE, struct.pack("<HH", 1, 0x0401))}),
}
REFUSED = {
    "macros of Word": (compound({"WordDocument": WORDS}, ("Macros",)), "文件含有宏"),
    "macros of Excel": (compound({"Workbook": sheet(0)}, ("_VBA_PROJECT_CUR",)), "文件含有宏"),
    "sheet of macros": (compound({"Workbook": sheet(1)}), "文件含有宏"),
    "module": (compound({"Workbook": sheet(6)}), "文件含有宏"),
    "parcel": (compound({"WordDocument": WORDS, "\x01Ole10Native": b"x"}), "嵌有其他程序或附件"),
    "object": (compound({"WordDocument": WORDS}, ("_1234567890",)), "嵌有其他程序或附件"),
    "object in a sheet": (compound({"Workbook": sheet(0)}, ("MBD0012AB34",)), "嵌有其他程序或附件"),
    "locked docx": (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "去掉密码另存后再传"),
    "locked doc": (compound({"WordDocument": LOCKED_WORDS}), "去掉密码另存后再传"),
    "locked xls": (compound({"Workbook": record(0x2F, b"\1\0")}), "去掉密码另存后再传"),
    "program by a field": (compound({"WordDocument": said("DDEAUTO c:\\\\cmd.exe")}), "链接了外部内容"),
    "the same in bytes": (compound({"WordDocument": said("ddeauto cmd", "latin-1")}), "链接了外部内容"),
    "on odd places": (compound({"WordDocument": WORDS + b"x" + said("INCLUDETEXT http://x")}), "链接了外部内容"),
    "link to a file": (compound({"WordDocument": said('HYPERLINK "\\\\server\\x.exe"')}), "链接了外部内容"),
    "another book": (compound({"Workbook": record(0x1AE, struct.pack("<HH", 1, 9) + b"x")}), "链接了外部内容"),
    "slides": (compound({"PowerPoint Document": b"x"}), "不收 PPT"),
    "mail": (compound({"__properties_version1.0": b"x"}), "不收这种旧文件，请上传"),
    "no more than its sign": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "文件已损坏"),
    "cut off": ((OLD / "table.xls").read_bytes()[:1000], "文件已损坏"),
}


@pytest.mark.parametrize("data", ACCEPTED.values(), ids=[*ACCEPTED])
def test_it_takes_what_does_nothing(data: bytes) -> None:
    assert found_in("old office", data).data == data


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=[*REFUSED])
def test_it_refuses_what_acts_and_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        take_in("九月.doc", data)


def test_it_follows_no_chain_round_and_round() -> None:
    data = bytearray(compound({"WordDocument": WORDS}))
    struct.pack_into("<I", data, 512 + 4, 1)  # the folder's sector follows itself
    with pytest.raises(BadRequest, match="文件已损坏"):
        found_in("old office", bytes(data))


@given(st.lists(st.tuples(st.integers(0, 5631), st.binary(min_size=1, max_size=6)), max_size=6))
def test_it_takes_or_refuses_any_damage(cuts: list[tuple[int, bytes]]) -> None:
    data = bytearray((OLD / "table.xls").read_bytes())
    for place, piece in cuts:
        data[place : place + len(piece)] = piece
    with contextlib.suppress(BadRequest):
        assert found_in("old office", bytes(data)).kind in ("doc", "xls")
