"""Word and OFD files: kept as they came when nothing in them acts or reaches out."""

import zipfile

import pytest

from tests.intake.papers import RELATIONS, TYPES, docx, found_in, ofd, relation
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.paper import Paper, take_in

DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
DDE = (
    "<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\cmd.exe</w:instrText></w:r>",
    '<w:fldSimple w:instr=" DDE cmd "/>',
)
MACRO_TYPE = '<Default Extension="xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'


def assert_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        found_in("office", data)


@pytest.mark.parametrize(("data", "kind"), [(docx(), "docx"), (ofd(), "ofd")])
def test_it_keeps_the_bytes_of_a_harmless_file(data: bytes, kind: str) -> None:
    assert take_in("九月.wps", data) == Paper(f"九月.{kind}", kind, data, b"", 0, "unknown")


def test_it_takes_links_tables_and_pictures() -> None:
    link = relation("hyperlink", "https://x.example/")
    data = docx({**link, "word/embeddings/sheet1.xlsx": docx(), "word/media/a.png": b"\x89PNG", "word/p.bin": b"\0"})
    assert found_in("office", data).data == data


@pytest.mark.parametrize("member", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_it_refuses_macros(member: str) -> None:
    assert_refused(docx({member: b"x"}), "Word 文件含有宏")


def test_it_refuses_macros_by_their_type() -> None:
    assert_refused(docx({"[Content_Types].xml": TYPES.format(MACRO_TYPE)}), "Word 文件含有宏")


@pytest.mark.parametrize("member", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "Doc_0/run.EXE"])
def test_it_refuses_programs_by_their_place(member: str) -> None:
    assert_refused(docx({member: b"x"}), "嵌有其他程序或附件")
    assert_refused(ofd({member: b"x"}), "嵌有其他程序或附件")


@pytest.mark.parametrize("start", [b"MZ\x90", b"\x7fELF", b"#!/bin/sh"])
def test_it_refuses_programs_by_their_content(start: bytes) -> None:
    assert_refused(docx({"word/media/image1.png": start}), "嵌有其他程序或附件")


def test_it_refuses_scripts_in_a_drawing() -> None:
    assert_refused(docx({"word/media/a.svg": "<svg><script>alert(1)</script></svg>"}), "嵌有其他程序或附件")


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "x-hyperlink"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_it_refuses_what_is_fetched_from_elsewhere(kind: str, encoding: str) -> None:
    member, text = relation(kind, "http://evil.example/t.dotm").popitem()
    assert isinstance(text, str)
    assert_refused(docx({member: text.encode(encoding)}), "链接了外部内容")


@pytest.mark.parametrize("field", DDE)
def test_it_refuses_fields_that_start_programs(field: str) -> None:
    assert_refused(docx(body=field), "链接了外部内容")


@pytest.mark.parametrize("text", [f"{DTD}<x>&b;</x>", "<x>", '<?xml version="1.0" encoding="nonsense"?><x/>', ""])
def test_it_refuses_xml_that_is_irregular(text: str) -> None:
    assert_refused(docx({"word/styles.xml": text}), "内部结构不合规范")


def test_it_refuses_a_bomb() -> None:
    assert_refused(docx({"word/media/image1.emf": b"\0" * (101 * 2**20)}), "解开后过大")


def test_it_refuses_a_bomb_that_lies_about_its_size() -> None:
    size = 40 * 2**20
    bomb = docx({"word/media/image1.emf": b"\0" * size})
    assert_refused(bomb.replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little")), "文件已损坏")


def test_it_refuses_a_bomb_of_members() -> None:
    assert_refused(docx({f"word/media/{number}.png": b"" for number in range(2000)}), "解开后过大")


def test_it_refuses_two_members_of_one_name() -> None:
    assert_refused(docx({"WORD/document.xml": "<x/>"}), "文件已损坏")


def test_it_refuses_a_member_that_needs_a_password() -> None:
    data = bytearray(docx())
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1
    assert_refused(bytes(data), "去掉密码")


def test_it_refuses_other_ways_of_packing() -> None:
    data = bytearray(docx())
    directory = data.index(b"PK\1\2")
    data[directory + 10 : directory + 12] = zipfile.ZIP_LZMA.to_bytes(2, "little")
    assert_refused(bytes(data), "内部结构不合规范")


def test_it_refuses_a_member_that_is_damaged() -> None:
    data = bytearray(docx())
    place = data.index(b"word/document.xml") + 40
    data[place] ^= 0xFF
    assert_refused(bytes(data), "文件已损坏")


def test_it_knows_a_link_by_its_whole_type() -> None:
    rels = f'<R><Relationship Type="{RELATIONS}/image" TargetMode=" EXTERNAL "/></R>'
    assert_refused(docx({"word/_rels/x.rels": rels}), "链接了外部内容")
