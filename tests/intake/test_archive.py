"""A ZIP of files that would be taken by themselves: packed anew with nothing that was not looked at."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.intake.papers import docx, encoded, found_in, ofd, pdf, zipped
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.finding import extension_of
from yudu_flow.intake.paper import take_in

PHOTO = encoded(Image.new("RGB", (60, 40), "white"), "JPEG")
OLD_DOC = (Path(__file__).parent / "old" / "brief.doc").read_bytes()
FILES = {"材料/盖章页.jpg": PHOTO, "材料/九月.docx": docx(), "九月.wps": OLD_DOC, "名单.pdf": pdf(), "公文.ofd": ofd()}


def inside(data: bytes) -> dict[str, bytes]:
    """What is in an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {one.filename: found.read(one) for one in found.infolist()}


def test_it_keeps_what_would_be_taken_alone() -> None:
    taken = take_in("九月材料.zip", zipped(FILES))
    assert (taken.name, taken.kind, taken.thumb, taken.seal) == ("九月材料.zip", "zip", b"", "unknown")
    kept = inside(taken.data)
    assert [*kept] == ["材料_盖章页.jpg", "材料_九月.docx", "九月.wps", "名单.pdf", "公文.ofd"]
    assert [*kept.values()] == [*FILES.values()]


def test_it_is_the_same_archive_whenever_it_was_packed() -> None:
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as packed:
        for name, content in FILES.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 8, 0, 0)), content)
        packed.comment = "给机器看的".encode()
    assert take_in("a.zip", again.getvalue()).data == take_in("b.zip", zipped(FILES)).data


def test_it_leaves_out_what_systems_put_between() -> None:
    junk = {"__MACOSX/._盖章页.jpg": b"MZ", ".DS_Store": b"x", "材料/Thumbs.db": b"x", "desktop.ini": b"x"}
    assert [*inside(take_in("a.zip", zipped({**junk, "盖章页.jpg": PHOTO})).data)] == ["盖章页.jpg"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_it_reads_names_that_say_no_encoding_and_lets_none_lead_out_of_the_folder(encoding: str) -> None:
    said = "盖章页.jpg".encode(encoding)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("x" * len(said), PHOTO)
        packed.writestr("../../etc/a.jpg", PHOTO)
        packed.writestr("etc_A.jpg", PHOTO)
    data = out.getvalue().replace(b"x" * len(said), said)
    assert [*inside(take_in("a.zip", data).data)] == ["盖章页.jpg", "etc_a.jpg", "etc_A（2）.jpg"]


def locked() -> bytes:
    data = bytearray(zipped({"a.pdf": pdf()}))
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def acting() -> bytes:
    """A PDF that runs a script when it is opened."""
    return pdf().replace(b"/Type /Catalog >>", b"/OpenAction<</S/JavaScript/JS(x)>> >>")


def lying() -> bytes:
    """Its directory claims nine bytes of what are four million."""
    size = 4_000_000
    return zipped({"a.jpg": PHOTO.ljust(size, b"\0")}).replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little"))


REFUSED = {
    "nothing": (zipped({"空/": b""}), "压缩包里没有文件"),
    "a program": (zipped({"a.pdf": pdf(), "b.jpg": b"MZ\x90"}), "压缩包里的“b.jpg”：不收程序文件"),
    "text": (zipped({"读我.txt": b"x"}), "压缩包里的“读我.txt”：请上传"),
    "an archive within": (zipped({"里.zip": zipped({"a.pdf": pdf()})}), "压缩包里又有压缩包"),
    "macros within": (zipped({"a.docx": docx({"word/vbaProject.bin": b"x"})}), "压缩包里的“a.docx”：文件含有宏"),
    "a script within": (zipped({"a.pdf": acting()}), "压缩包里的“a.pdf”：PDF 含有脚本"),
    "a password": (locked(), "压缩包有密码"),
    "too many": (zipped({f"{number}.pdf": b"" for number in range(101)}), "压缩包里超过100个文件"),
    "a bomb": (zipped({f"{n}.jpg": b"\0" * (11 * 2**20) for n in range(10)}), "压缩包解开后超过100MB"),
    "one too large": (zipped({"a.jpg": PHOTO.ljust(20 * 2**20 + 1, b"\0")}), "压缩包里的“a.jpg”：超过20MB"),
    "a lie": (lying(), "文件已损坏"),
    "cut off": (zipped(FILES)[:-30], "文件已损坏"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=[*REFUSED])
def test_it_refuses_the_rest_and_names_the_file(data: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        found_in("office", data)


def test_a_file_of_office_is_no_archive() -> None:
    assert found_in("office", docx()).kind == "docx"
    assert extension_of("docx", "九月.wps") == "docx"
