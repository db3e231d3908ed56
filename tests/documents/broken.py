"""Files that are broken on purpose, as strangers send them, each with what is said of it; "" where it is read."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from docx import Document
from openpyxl import Workbook

PLAN = "一、工作任务\n1.开展普查。（责任领导：周敏；责任单位：统计股；完成时限：2026年6月底）\n2026年1月5日\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "http://schemas.openxmlformats.org"
TYPES = (
    f'<Types xmlns="{RELS}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    f'<Relationships xmlns="{RELS}/package/2006/relationships"><Relationship Id="r1" Target="word/document.xml" '
    f'Type="{RELS}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
PARAGRAPH = "<w:p><w:r><w:t>1.普查。（责任单位：统计股）</w:t></w:r></w:p>"


def word_of(body: str, head: str = "", more: dict[str, str] | None = None) -> bytes:
    """A .docx with this body, and other members beside it."""
    document = f"<?xml version='1.0' encoding='UTF-8'?>{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": LINKS, "word/document.xml": document, **(more or {})}
    return zipped({name: words.encode() for name, words in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _word() -> bytes:
    document = Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line)
    return _saved(document)


def _sheet(rows: int = 1, wide: int = 1) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["序号", "任务", "责任单位", "完成时限"])
    for number in range(1, rows + 1):
        sheet.append([number, f"开展第{number}次普查", "统计股", "2026年6月底"] * wide)
    return _saved(book)


def _far_cell() -> bytes:
    """A cell with a blank a million rows down."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["任务", "责任单位"], ["普查", "统计股"]):
        sheet.append(row)
    sheet.cell(1_000_000, 16_000).value = " "
    return _saved(book)


def _merged_monster() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["任务", "责任单位"], ["普查", "统计股"]):
        sheet.append(row)
    data = _saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    merged = b'<mergeCells count="1"><mergeCell ref="C3:XFD1048576"/></mergeCells><pageMargins'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<pageMargins", merged)
    return zipped(parts)


def _table(rows: int, columns: int = 3) -> str:
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    head = "".join(cell.format(words) for words in ("任务", "责任单位", "完成时限")[:columns])
    row = "".join(cell.format(words) for words in ("普查", "统计股", "2026年6月底")[:columns])
    return f"<w:tbl><w:tr>{head}</w:tr>{f'<w:tr>{row}</w:tr>' * rows}</w:tbl>"


def _nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def _circle() -> dict[str, str]:
    """A style that is based on another, which is based on it."""
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/></w:style>'
    return {
        "word/styles.xml": f"<w:styles {W}>{style.format('a', 'a', 'b')}{style.format('b', 'b', 'a')}</w:styles>",
    }


def _pdf(body: str, root: str = "1 0 R") -> bytes:
    return f"%PDF-1.4\n{body}\ntrailer\n<< /Root {root} /Size 9 >>\n%%EOF\n".encode("latin-1")


def _pdf_bomb() -> bytes:
    packed = zlib.compress(b"BT (a) Tj ET\n" * 8_000_000, 9)
    head = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
    )
    stream = f"4 0 obj\n<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + stream + packed + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"


LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    # truncated, damaged, of another kind
    "half a Word file": (lambda: _word()[:9000], "损坏"),
    "Word with a hole": (lambda: _word()[:400] + bytes(3000) + _word()[3400:], "损坏"),
    "half an Excel file": (lambda: _sheet(50)[:2000], "损坏"),
    "Word whose text is no XML": (lambda: word_of("<w:p><w:r>"), "Word"),
    "Word without a body": (lambda: zipped({"[Content_Types].xml": TYPES.encode(), "word/x.xml": b""}), "Word"),
    "a program": (lambda: b"MZ\x90\x00" + bytes(range(256)) * 40, "认不出"),
    "a web page": (lambda: b"<html><body><p>404 Not Found</p></body></html>", "网页"),
    "a picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(3000), "图片"),
    "a sound": (lambda: b"ID3\x03\x00" + bytes(3000), "认不出"),
    "an archive of files": (lambda: zipped({"方案.txt": PLAN.encode()}), "认不出"),
    "an OFD": (lambda: zipped({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<a/>"}), "OFD"),
    "nothing": (lambda: b"", "空的"),
    "blanks": (lambda: "　 \n\n".encode() * 500, "没有文字"),
    "zeros": (lambda: bytes(5000), "认不出"),
    # encodings
    "GBK": (lambda: PLAN.encode("gbk"), ""),
    "UTF-16": (lambda: PLAN.encode("utf-16"), ""),
    "UTF-16 without its mark": (lambda: PLAN.encode("utf-16-le"), ""),
    "UTF-8 with its mark": (lambda: PLAN.encode("utf-8-sig"), ""),
    "UTF-8 cut in a character": (lambda: PLAN.encode()[:-2], "认不出"),
    "Big5": (lambda: "責任單位：統計股\n".encode("big5") + b"\xff", "认不出"),
    # bombs
    "a zip bomb of Word": (lambda: word_of("<w:p/>" + " " * 80_000_000), "过大"),
    "a zip bomb of Excel": (lambda: zipped({"xl/workbook.xml": b" " * 120_000_000}), "过大"),
    "a thousand laughs": (lambda: word_of("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS + "]>"), "Word"),
    "an entity from a file": (
        lambda: word_of(
            "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        ),
        "Word|没有文字",
    ),
    "a PDF whose page unpacks to 100 MB": (_pdf_bomb, "PDF|复杂"),
    # loops
    "a PDF whose pages hold themselves": (
        lambda: _pdf(
            "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            "2 0 obj\n<< /Type /Pages /Count 1 /Kids [2 0 R] >>\nendobj"
        ),
        "PDF",
    ),
    "a PDF that is its own catalog": (lambda: _pdf("1 0 obj\n1 0 R\nendobj"), "PDF"),
    "a PDF without pages": (lambda: _pdf("1 0 obj\n<< /Type /Catalog >>\nendobj"), "PDF"),
    "a locked PDF": (
        lambda: (
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] "
            b"/Count 0 >>\nendobj\n3 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O (12345678901234567890123456789012)"
            b" /U (12345678901234567890123456789012) >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 3 0 R "
            b"/ID [(a)(a)] /Size 4 >>\n%%EOF\n"
        ),
        "PDF",
    ),
    "styles that stand on each other": (lambda: word_of(PARAGRAPH, more=_circle()), ""),
    # large
    "a table of 1,000 rows": (lambda: word_of(_table(1000)), ""),
    "a table of 20,000 rows": (lambda: word_of(_table(20_000)), "超过2000行"),
    "tables in tables without end": (lambda: word_of(_nested_tables(4000)), "Word|复杂"),
    "a row of 60,000 cells": (
        lambda: word_of("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 60_000 + "</w:tr></w:tbl>"),
        "没有文字",
    ),
    "a cell that spans 2,000,000 columns": (
        lambda: word_of(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>' + PARAGRAPH
        ),
        "",
    ),
    "a sheet of 4,000 rows": (lambda: _sheet(4000), "超过2000行"),
    "a sheet that ends a million rows down": (_far_cell, ""),
    "cells merged to the sheet's end": (_merged_monster, "合并的单元格"),
    "a sheet of many columns": (lambda: _sheet(60, 60), ""),
    "60,000 paragraphs": (lambda: word_of("<w:p><w:r><w:t>责任单位：甲局</w:t></w:r></w:p>" * 60_000), "过长"),
    "300,000 characters that open quotes and close none": (lambda: ("1.办学" + "“县财政局、" * 50_000).encode(), ""),
    "one paragraph of 300,000 characters": (
        lambda: word_of("<w:p><w:r><w:t>" + "县财政局、" * 60_000 + "</w:t></w:r></w:p>"),
        "",
    ),
    "brackets that nobody closes": (lambda: ("1.甲。（责任单位：" + "（甲局、" * 30_000).encode(), ""),
    "only labels": (lambda: "责任单位：牵头单位：".encode() * 10_000, ""),
}
