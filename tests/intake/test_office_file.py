"""Word and OFD files: kept as they came when nothing in them acts or reaches out."""

import io
import zipfile

import pytest

from tests.intake.papers import MAIN, RELATIONS, TYPES, contents, docx, found_in, ofd, relation, xlsx, zipped
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.paper import TakenIn, take_in

DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
DDE = (
    "<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\cmd.exe</w:instrText></w:r>",
    '<w:fldSimple w:instr=" DDE cmd "/>',
)
MACRO_TYPE = '<Default Extension="xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'


def assert_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        found_in("office", data)


@pytest.mark.parametrize(("data", "kind"), [(docx(), "docx"), (ofd(), "ofd"), (xlsx(), "xlsx")])
def test_it_keeps_the_bytes_of_a_harmless_file(data: bytes, kind: str) -> None:
    assert take_in("九月.wps", data) == TakenIn(f"九月.{kind}", kind, data, b"", 0, "unknown")


def test_it_takes_links_tables_and_pictures() -> None:
    link = relation("hyperlink", "https://x.example/")
    data = docx({**link, "word/embeddings/sheet1.xlsx": docx(), "word/media/a.png": b"\x89PNG", "word/p.bin": b"\0"})
    assert found_in("office", data).data == data


TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
REAL = {
    "Word online": docx(main="word/document2.xml"),
    "main part by default type": docx({"[Content_Types].xml": TYPES.format(f'<Default ContentType="{MAIN}"/>')}),
    "other case": docx({"[Content_Types].xml": contents(MAIN.upper(), "WORD/Document.xml")}, main="WORD/Document.xml"),
    "no type at all": zipped({"[Content_Types].xml": TYPES.format(""), "word/document.xml": "<d/>"}),
    "slashes of Windows": zipped({"[Content_Types].xml": TYPES.format(""), "word\\document.xml": "<d/>"}),
    "strict": docx({"_rels/.rels": '<R><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/x"/></R>'}),
}


@pytest.mark.parametrize("data", REAL.values(), ids=[*REAL])
def test_it_takes_word_files_as_programs_write_them(data: bytes) -> None:
    assert take_in("九月.docx", data).kind == "docx"


def test_it_takes_a_template_under_its_own_name() -> None:
    taken = take_in("模板.docx", docx({"[Content_Types].xml": contents(TEMPLATE, "word/document.xml")}))
    assert (taken.kind, taken.name) == ("dotx", "模板.dotx")


@pytest.mark.parametrize("encoding", ["GBK", "gb2312", "GB18030"])
def test_it_reads_an_ofd_in_chinese_encodings(encoding: str) -> None:
    said = f'<?xml version="1.0" encoding="{encoding}"?><o><n>某县人社局</n></o>'.encode("gb18030")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", said)
        archive.writestr("Doc_0/附件.xml", said)
    assert found_in("office", named_in_gbk(out.getvalue(), "附件")).kind == "ofd"


def named_in_gbk(data: bytes, name: str) -> bytes:
    """With that name of a member in GBK and no mark of UTF-8, as a domestic program packs."""
    packed, said = bytearray(data), name.encode()
    for place in (data.index(said), data.rindex(said)):
        packed[place : place + len(said)] = name.encode("gbk").ljust(len(said), b"_")
    packed[data.index(said) - len("Doc_0/") - 30 + 7] &= ~8
    packed[data.rindex(said) - len("Doc_0/") - 46 + 9] &= ~8
    return bytes(packed)


def test_it_sees_the_electronic_seal_of_an_ofd() -> None:
    seal = '<ofd:Signature xmlns:ofd="http://o"><ofd:SignedInfo><ofd:StampAnnot/></ofd:SignedInfo></ofd:Signature>'
    assert found_in("office", ofd({"Doc_0/Signs/Sign_0/Signature.xml": seal})).seal == "seen"


def test_it_refuses_what_a_note_program_inserts_whole() -> None:
    member, text = relation("aFChunk", "afchunk.mht").popitem()
    words = "整段插入了网页或别的文件"
    assert_refused(docx({member: str(text).replace(' TargetMode="External"', "")}), words)
    assert_refused(docx(body='<w:altChunk r:id="r1" xmlns:r="http://r"/>'), words)


@pytest.mark.parametrize(
    "to", ["file:///c:/x.exe", "\\\\server\\share", "//server/x", "javascript:alert(1)", "ms-msdt:/id"]
)
def test_it_refuses_links_to_files_and_programs(to: str) -> None:
    assert_refused(docx(relation("hyperlink", to)), "取消超链接")
    assert_refused(docx(body=f"<w:r><w:instrText> HYPERLINK &quot;{to}&quot;</w:instrText></w:r>"), "取消超链接")


@pytest.mark.parametrize("to", ["https://x.cn/a:b", "mailto:a@x.cn", "tel:12345", "#bookmark", "www.x.cn"])
def test_it_takes_links_that_lead_to_pages_and_people(to: str) -> None:
    assert found_in("office", docx(relation("hyperlink", to))).kind == "docx"


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"


@pytest.mark.parametrize("code", ["INCLUDEPICTURE http://x", " includetext c:/x", "LINK Excel.Sheet x", "RD c:/x.docx"])
def test_it_refuses_fields_that_fetch(code: str) -> None:
    for body in (CODE.format(code), FIELD.format(CODE.format(code[:4]) + CODE.format(code[4:]))):
        assert_refused(docx(body=f"<w:p>{FIELD.format(body)}</w:p>" if "begin" not in body else body), "链接了外部内容")
    assert_refused(docx(body=f'<w:fldSimple w:instr=" {code}"/>'), "链接了外部内容")


def test_it_refuses_a_field_whose_name_another_field_computes() -> None:
    assert_refused(
        docx(body=FIELD.format(FIELD.format(CODE.format("QUOTE 68 68 69")) + CODE.format("AUTO x"))), "不合规"
    )


def test_it_takes_fields_within_fields() -> None:
    inner = FIELD.format(CODE.format("HYPERLINK \\l _Toc1"))
    body = FIELD.format(CODE.format("TOC \\o 1-3") + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + inner)
    assert found_in("office", docx(body=body + CODE.format("PAGE"))).kind == "docx"


def test_it_reads_a_part_as_xml_whatever_it_is_called() -> None:
    assert_refused(docx({"word/styles.bin": f"{DTD}<x>&b;</x>"}), "内部结构不合规范")


@pytest.mark.parametrize(
    ("member", "content", "words"),
    [
        ("xl/macrosheets/sheet1.xml", "<x/>", "含有宏"),
        ("xl/connections.xml", "<x/>", "链接了外部内容"),
        ("xl/externalLinks/externalLink1.xml", "<x/>", "链接了外部内容"),
        ("xl/worksheets/sheet1.xml", "<x><ddeLink/></x>", "链接了外部内容"),
    ],
)
def test_it_refuses_excel_files_that_act_or_fetch(member: str, content: str, words: str) -> None:
    assert_refused(xlsx({member: content}), words)


@pytest.mark.parametrize("member", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_it_refuses_macros(member: str) -> None:
    assert_refused(docx({member: b"x"}), "文件含有宏，请另存为不含宏的")


@pytest.mark.parametrize("member", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_it_refuses_macros_in_the_workbook_behind_a_chart(member: str) -> None:
    assert_refused(docx({"word/embeddings/sheet1.xlsx": xlsx({member: "<x/>"})}), "文件含有宏")


def test_it_refuses_macros_by_their_type() -> None:
    assert_refused(docx({"[Content_Types].xml": TYPES.format(MACRO_TYPE)}), "文件含有宏，请另存为不含宏的")


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
