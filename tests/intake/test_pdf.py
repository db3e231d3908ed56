"""PDFs: kept byte for byte when harmless; whatever acts, hides or blows up is refused."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.intake.hard_pages import hard_page
from tests.intake.papers import SCRIPT, docx, form_bomb, found_in, pdf, scanned_pdf, seal_as_field, seal_as_stamp
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import paper, pdf_acts, quarantine
from yudu_flow.intake.sniff import format_of

Change = Callable[[pikepdf.Pdf], None]


def on_root(key: str, value: object) -> Change:
    return lambda document: document.Root.__setitem__(key, value)


def on_page(key: str, value: object) -> Change:
    return lambda document: document.pages[0].obj.__setitem__(key, value)


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["x.exe"] = b"MZ"


def script_aside(document: pikepdf.Pdf) -> None:
    document.Root.Spare = document.make_indirect(Dictionary(Deep=[Dictionary(S=Name.JavaScript)]))


def linked(address: str) -> Array:
    return Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=address))])


def stream_elsewhere(document: pikepdf.Pdf) -> None:
    document.Root.Spare = document.make_stream(b"", F="x.bin")


SCRIPTED = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
ACTIVE: dict[str, Change] = {
    "script on opening": on_root("/OpenAction", SCRIPTED),
    "page of the web on opening": on_root("/OpenAction", Dictionary(S=Name.URI, URI="http://x.example")),
    "named script": on_root("/Names", Dictionary(JavaScript=Dictionary(Names=["a", SCRIPTED]))),
    "script of a page": on_page("/AA", Dictionary(O=SCRIPTED)),
    "launch": on_page("/Annots", Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="x.exe"))])),
    "form of Adobe's": on_root("/AcroForm", Dictionary(XFA="x")),
    "form sent off": on_root("/AcroForm", Dictionary(A=Dictionary(S=Name.SubmitForm))),
    "rich media": on_page("/Annots", Array([Dictionary(Subtype=Name.RichMedia)])),
    "file in a note": on_page("/Annots", Array([Dictionary(Subtype=Name.FileAttachment)])),
    "attachment": attach,
    "action on leaving a page": on_page("/AA", Dictionary(C=Dictionary(S=Name.GoTo, D=[0, Name.Fit]))),
    "one action after another": on_page(
        "/Annots",
        Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.Named, N=Name.Print)))]),
    ),
    "script in a link": on_page("/Annots", linked("javascript:alert(1)")),
    "script in a link, disguised": on_page("/Annots", linked(" Java\tScript:alert(1)")),
    "file of the reader's": on_page("/Annots", linked("file:///c:/windows/calc.exe")),
    "file of a neighbour's": on_page("/Annots", linked("\\\\server\\share\\x")),
    "file named elsewhere": on_root("/Spare", Dictionary(F="\\\\server\\share\\x")),
    "stream in another file": stream_elsewhere,
    "script that no page leads to": script_aside,
}


@pytest.mark.long(but=["-disable", "script on opening"])
@pytest.mark.parametrize("packed", list(pikepdf.ObjectStreamMode), ids=lambda mode: mode.name)
@pytest.mark.parametrize("change", ACTIVE.values(), ids=[*ACTIVE])
def test_it_refuses_what_acts(change: Change, packed: pikepdf.ObjectStreamMode) -> None:
    with pytest.raises(BadRequest, match="PDF 含有脚本、附件或自动打开的内容，请打开后用“打印→另存为 PDF”"):
        found_in("pdf", pdf(change=change, object_stream_mode=packed))


def test_it_reads_names_that_are_written_in_another_way() -> None:
    honest = pdf(change=on_root("/Abcde", 1), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pytest.raises(BadRequest, match="PDF 含有脚本、附件"):
        found_in("pdf", honest.replace(b"/Abcde", b"/#4AS "))


@pytest.mark.parametrize("action", [[0, Name.Fit], Dictionary(S=Name.GoTo, D=[0, Name.Fit])], ids=["place", "action"])
def test_it_takes_a_pdf_that_opens_at_a_page(action: object) -> None:
    assert found_in("pdf", pdf(change=on_root("/OpenAction", action))).pages == 1


def test_it_takes_a_link_that_is_only_followed_by_hand() -> None:
    link = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="http://x.example"))
    assert found_in("pdf", pdf(change=on_page("/Annots", Array([link])))).pages == 1


def test_it_keeps_the_bytes_of_a_harmless_scan() -> None:
    data = scanned_pdf(hard_page("plain", False, 1), hard_page("plain", True, 1))
    found = found_in("pdf", data)
    assert (found.data, found.pages, found.seal) == (data, 2, "seen")
    assert max(Image.open(io.BytesIO(found.thumb)).size) == 480


@pytest.mark.long(but=["5-not_seen", "7-seen"])
@pytest.mark.parametrize(("sealed", "seen"), [(0, "seen"), (4, "seen"), (5, "not_seen"), (7, "seen")])
def test_it_looks_for_the_seal_on_the_first_five_pages_and_the_last(sealed: int, seen: str) -> None:
    plain = Image.new("RGB", (1240, 1754), "white")
    pages = [hard_page("plain", True, 1) if page == sealed else plain for page in range(8)]
    assert found_in("pdf", scanned_pdf(*pages)).seal == seen


def test_it_counts_pages() -> None:
    assert found_in("pdf", pdf(50)).pages == 50
    with pytest.raises(BadRequest, match="PDF 超过50页"):
        found_in("pdf", pdf(51))


def test_it_refuses_a_pdf_of_no_page() -> None:
    with pytest.raises(BadRequest, match="PDF 没有内容"):
        found_in("pdf", pdf(0))


def test_it_refuses_a_password_to_open() -> None:
    locked = pdf(encryption=pikepdf.Encryption(user="opensesame", owner="secret"))
    with pytest.raises(BadRequest, match="PDF 有打开密码，请输入密码打开后用“打印→另存为 PDF”另存一份"):
        found_in("pdf", locked)


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_it_takes_a_pdf_that_only_forbids_changes(revision: Any) -> None:
    strong: dict[str, Any] = {"aes": False, "metadata": False} if revision == 3 else {}
    data = pdf(change=seal_as_stamp, encryption=pikepdf.Encryption(user="", owner="secret", R=revision, **strong))
    found = found_in("pdf", data)
    assert (found.data, found.seal) == (data, "seen")
    assert found_in("page", data, 1).data.startswith(b"\xff\xd8")


def test_it_refuses_what_acts_behind_a_password_to_change() -> None:
    data = pdf(change=ACTIVE["launch"], encryption=pikepdf.Encryption(user="", owner="secret"))
    with pytest.raises(BadRequest, match="PDF 含有脚本"):
        found_in("pdf", data)


@pytest.mark.parametrize("seal", [seal_as_field, seal_as_stamp])
def test_it_sees_and_draws_an_electronic_seal(seal: Change) -> None:
    data = pdf(change=seal)
    assert found_in("pdf", data).seal == "seen"
    page = Image.open(io.BytesIO(found_in("page", data, 1).data))
    right, above = 366 / 595, 1 - 266 / 842  # the star in the seal's middle
    colour = page.getpixel((round(right * page.width), round(above * page.height)))
    assert isinstance(colour, tuple)
    assert colour[0] > 200 > 60 > colour[2]


def moved(data: bytes, by: int) -> bytes:
    """With a table of objects that is said to be elsewhere."""
    at = data.rindex(b"startxref")
    return data[:at] + b"startxref\n%d\n%%%%EOF\n" % (int(data[at + 9 :].split()[0]) + by)


SOUND = pdf(2, change=seal_as_field, object_stream_mode=pikepdf.ObjectStreamMode.disable)
PACKED = pdf(2, change=seal_as_field, object_stream_mode=pikepdf.ObjectStreamMode.generate)
MENDED = {
    "table counted from 1": SOUND.replace(b"xref\n0 ", b"xref\n1 "),
    "table some bytes on": moved(SOUND, 3),
    "table some bytes before": moved(SOUND, -40),
    "table beyond the end": moved(SOUND, 10**6),
    "objects some bytes on": SOUND.replace(b"\n1 0 obj", b"\n%%%%%%%\n1 0 obj", 1),
    "no end": SOUND[: SOUND.rindex(b"startxref")],
    "packed, table some bytes on": moved(PACKED, 3),
    "packed, no end": PACKED[: PACKED.rindex(b"startxref")],
    "a printer's words before it": b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n" + SOUND,
    "a mark of UTF-8 before it": b"\xef\xbb\xbf" + SOUND,
    "empty lines before it": b"\r\n\r\n" + SOUND,
    "zeros behind it": SOUND + b"\0" * 5000,
    "HTML behind it": SOUND + SCRIPT * 100,
    "a ZIP behind it": SOUND + docx(),
}


@pytest.mark.long(but=["[table counted", "packed, no end", "ZIP behind"])
@pytest.mark.parametrize("data", MENDED.values(), ids=[*MENDED])
def test_it_writes_anew_what_scanners_write_wrong(data: bytes) -> None:
    assert format_of(data) == "pdf"
    taken = found_in("pdf", data)
    assert (taken.kind, taken.pages, taken.seal) == ("pdf", 2, "seen")
    assert taken.data != data
    assert taken.data.startswith(b"%PDF-")
    assert SCRIPT not in taken.data
    assert not zipfile.is_zipfile(io.BytesIO(taken.data))
    assert found_in("pdf", taken.data).data == taken.data


@pytest.mark.long(but=["launch", "attachment"])
@pytest.mark.parametrize("change", ACTIVE.values(), ids=[*ACTIVE])
def test_it_refuses_what_acts_in_a_damaged_file_too(change: Change) -> None:
    data = pdf(change=change, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for damaged in (moved(data, 3), data.replace(b"xref\n0 ", b"xref\n1 "), b"junk\n" + data):
        with pytest.raises(BadRequest, match="PDF 含有脚本"):
            found_in("pdf", damaged)


def deep_page_tree(document: pikepdf.Pdf) -> None:
    for _ in range(3000):
        tree = Dictionary(Type=Name.Pages, Kids=[document.Root.Pages], Count=1)
        document.Root.Pages = document.make_indirect(tree)


def ring_of_pages(document: pikepdf.Pdf) -> None:
    document.Root.Pages.Kids.append(document.Root.Pages)


BROKEN = {
    "cut off": pdf()[:-300],
    "only its name": b"%PDF-1.7\n",
    "nested arrays": pdf().replace(b"/Resources <<", b"/Deep " + b"[" * 100_000 + b"]" * 100_000 + b" /Resources <<"),
    "pages in a ring": pdf(change=ring_of_pages),
    "pages below pages without end": pdf(change=deep_page_tree),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=[*BROKEN])
def test_it_refuses_a_broken_pdf(data: bytes) -> None:
    with pytest.raises(BadRequest, match="PDF 已损坏"):
        found_in("pdf", data)


@pytest.mark.parametrize("filters", [[Name.FlateDecode] * 2, [Name.ASCIIHexDecode] * 3, [Name.LZWDecode, Name.Fl]])
def test_it_refuses_a_stream_packed_over_and_over(filters: list[Name]) -> None:
    def pack(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Contents = document.make_stream(b"")
        document.pages[0].obj.Contents.write(b"x", filter=Array(filters), type_check=False)

    with pytest.raises(BadRequest, match="PDF 内部结构过于复杂"):
        found_in("pdf", pdf(change=pack, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none))


def test_it_takes_chapters_and_links_of_the_web() -> None:
    def chapters(document: pikepdf.Pdf) -> None:
        second = document.make_indirect(Dictionary(Title="二"))
        document.Root.Outlines = Dictionary(First=Dictionary(Title="一", Next=second), Last=second)
        document.pages[0].obj.Annots = linked("https://www.example.cn/a?b=c:d")

    assert found_in("pdf", pdf(change=chapters)).pages == 1


@pytest.mark.long
def test_it_ends_a_drawing_that_would_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "CPU_SECONDS", 3)
    with pytest.raises(BadRequest, match="请重新拍照，或打印后重新扫描再传"):
        paper.take_in("炸弹.pdf", pdf(change=form_bomb))


@pytest.mark.parametrize("size", [(1e-9, 1e-9), (1e12, 1.0), (3.0, 14400.0)])
def test_it_draws_no_page_larger_than_it_wants(size: tuple[float, float]) -> None:
    data = pdf(change=on_page("/MediaBox", Array([0, 0, *size])))
    assert found_in("pdf", data).pages == 1


def test_it_draws_a_stored_page() -> None:
    data = scanned_pdf(hard_page("plain", False, 1), hard_page("red_table", False, 1))
    drawn = paper.page_image(data, 2)
    assert max(Image.open(io.BytesIO(drawn), formats=["JPEG"]).size) == 2000
    assert drawn == found_in("page", data, 2).data != found_in("page", data, 1).data


@pytest.mark.parametrize("page", [-1, 0, 3])
def test_it_draws_no_page_that_is_not_there(page: int) -> None:
    with pytest.raises(BadRequest, match="这一页"):
        found_in("page", pdf(2), page)


def test_it_draws_nothing_of_a_file_that_is_no_pdf() -> None:
    with pytest.raises(BadRequest, match="这一页显示不出来"):
        paper.page_image(b"%PDF-1.7\n", 1)


def test_it_refuses_more_values_than_it_can_look_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_acts, "LIMIT_VALUES", 3)
    with pytest.raises(BadRequest, match="PDF 内部结构过于复杂"):
        found_in("pdf", pdf())
