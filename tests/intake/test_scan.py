"""TIFF: one page becomes a picture like any other, several become a PDF whose pages are shown."""

import io

import pytest
from PIL import Image

from tests.intake.papers import found_in, stamped_photo
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.limits import LIMIT_PAGES
from yudu_flow.intake.paper import take_in

WHITE = Image.new("L", (200, 280), "white")

MORE = [pytest.param(one, marks=pytest.mark.long) for one in (None, "jpeg", "tiff_adobe_deflate")]


def tiff(*sheets: Image.Image, compression: str | None = None) -> bytes:
    """A scan of those pages."""
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression=compression)
    return out.getvalue()


def stamped() -> Image.Image:
    return Image.open(io.BytesIO(stamped_photo()))


@pytest.mark.child
@pytest.mark.parametrize(
    "compression",
    ["tiff_lzw", *(pytest.param(one, marks=pytest.mark.long) for one in (None, "jpeg", "tiff_adobe_deflate"))],
)
def test_a_page_is_a_picture_with_its_seal_looked_for(compression: str | None) -> None:
    taken = take_in("盖章页.tif", tiff(stamped(), compression=compression))
    assert (taken.name, taken.kind, taken.pages, taken.seal) == ("盖章页.jpg", "image", 1, "seen")


def test_a_fax_is_read() -> None:
    assert found_in("scan", tiff(WHITE.convert("1"), compression="group4")).kind == "image"


def test_several_pages_are_a_pdf() -> None:
    taken = take_in("九月.tiff", tiff(WHITE.convert("RGB"), stamped()))
    assert (taken.name, taken.kind, taken.pages, taken.seal) == ("九月.pdf", "pdf", 2, "seen")
    assert (taken.data[:5], taken.thumb[:3]) == (b"%PDF-", b"\xff\xd8\xff")


@pytest.mark.child
@pytest.mark.long
def test_many_pages_take_the_memory_of_few() -> None:
    """Fifty of 300 dpi, as a copier sends them, did not fit into the memory that a child has."""
    sheet = Image.new("1", (2480, 3508), "white")
    assert take_in("全册.tif", tiff(*[sheet] * 8, compression="group4"), memory_mb=350).pages == 8


def test_the_place_of_a_scan_is_not_kept() -> None:
    out = io.BytesIO()
    WHITE.save(out, "TIFF", description="于都县某处")
    assert "于都县".encode() not in found_in("scan", out.getvalue()).data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (tiff(*[Image.new("1", (4, 4))] * (LIMIT_PAGES + 1)), "文件超过50页"),
        (tiff(Image.new("1", (9000, 9000))), "8000万像素"),
        (b"II*\0\x08\0\0\0", "照片打不开"),
        (tiff(WHITE)[:200], "照片打不开"),
    ],
    ids=["many", "large", "head", "cut"],
)
def test_it_refuses_the_rest(data: bytes, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        found_in("scan", data)
