"""PDFs: kept byte for byte when harmless; whatever acts, hides or blows up is refused."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.intake.hard_pages import hard_page
from tests.intake.papers import SCRIPT, docx, form_bomb, found_in, pdf, scanned_pdf
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import paper, quarantine
from yudu_flow.intake import pdf as pdf_rules

Change = Callable[[pikepdf.Pdf], None]


def on_root(key: str, value: object) -> Change:
    return lambda document: document.Root.__setitem__(key, value)


def on_page(key: str, value: object) -> Change:
    return lambda document: document.pages[0].obj.__setitem__(key, value)


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["x.exe"] = b"MZ"


def script_aside(document: pikepdf.Pdf) -> None:
    document.Root.Spare = document.make_indirect(Dictionary(Deep=[Dictionary(S=Name.JavaScript)]))


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
    "script that no page leads to": script_aside,
}


@pytest.mark.parametrize("packed", list(pikepdf.ObjectStreamMode), ids=lambda mode: mode.name)
@pytest.mark.parametrize("change", ACTIVE.values(), ids=[*ACTIVE])
def test_it_refuses_what_acts(change: Change, packed: pikepdf.ObjectStreamMode) -> None:
    with pytest.raises(BadRequest, match="PDF 含有脚本或附件，请打印后重新扫描上传"):
        found_in("pdf", pdf(change=change, object_stream_mode=packed))


def test_it_reads_names_that_are_written_in_another_way() -> None:
    honest = pdf(change=on_root("/Abcde", 1), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pytest.raises(BadRequest, match="PDF 含有脚本或附件"):
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


@pytest.mark.parametrize(("password", "words"), [("opensesame", "PDF 有打开密码"), ("", "PDF 设有权限密码")])
def test_it_refuses_passwords(password: str, words: str) -> None:
    locked = pdf(encryption=pikepdf.Encryption(user=password, owner="secret"))
    with pytest.raises(BadRequest, match=f"{words}，请去掉密码后再传"):
        found_in("pdf", locked)


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
    "a ZIP as well": pdf() + docx(),
    "HTML behind": pdf() + SCRIPT * 100,
    "pages in a ring": pdf(change=ring_of_pages),
    "pages below pages without end": pdf(change=deep_page_tree),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=[*BROKEN])
def test_it_refuses_a_broken_pdf(data: bytes) -> None:
    with pytest.raises(BadRequest, match="PDF 已损坏"):
        found_in("pdf", data)


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
    monkeypatch.setattr(pdf_rules, "LIMIT_VALUES", 3)
    with pytest.raises(BadRequest, match="PDF 已损坏"):
        found_in("pdf", pdf())
