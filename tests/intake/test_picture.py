"""Photos taken in: upright, small, without metadata; bombs and broken files refused."""

import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from tests.intake.hard_pages import hard_page
from tests.intake.papers import (
    SCRIPT,
    docx,
    encoded,
    found_in,
    heic,
    jpeg_of_many_scans,
    png_bomb,
    png_chunk,
    stamped_photo,
    turned,
)
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.finding import Examined
from yudu_flow.intake.limits import LIMIT_PHOTO, LIMIT_PIXELS, LIMIT_PROGRESSIVE
from yudu_flow.intake.paper import take_in

RED_SIDE = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}


def seen(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=["JPEG"])
    picture.load()
    return picture


def is_red(picture: Image.Image, side: str) -> bool:
    width, height = picture.size
    places = {"left": (9, height // 2), "right": (width - 9, height // 2), "top": (width // 2, 9)}
    colour = picture.getpixel(places.get(side, (width // 2, height - 9)))
    assert isinstance(colour, tuple)
    return colour[0] > 200 and colour[2] < 60


@pytest.mark.parametrize("orientation", [*RED_SIDE])
def test_it_sets_a_photo_upright(orientation: int) -> None:
    found = found_in("picture", turned(orientation))
    for picture in (seen(found.data), seen(found.thumb)):
        assert is_red(picture, RED_SIDE[orientation])
        assert (picture.width > picture.height) == (orientation < 5)


def test_it_strips_all_metadata() -> None:
    data = found_in("picture", turned(6)).data
    assert b"secret" not in data
    assert {*seen(data).info} <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_it_takes_a_photo_from_an_iphone() -> None:
    found = found_in("picture", heic(hard_page("plain", True, 1).resize((620, 877))))
    assert seen(found.data).size == (620, 877)
    assert found.seal == "seen"


def test_it_shrinks_a_large_photo() -> None:
    found = found_in("picture", encoded(Image.new("RGB", (8000, 4000), "white"), "JPEG"))
    assert seen(found.data).size == (3000, 1500)
    assert seen(found.thumb).size == (480, 240)
    assert found.pages == 1


def test_it_puts_a_transparent_picture_on_white_paper() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert seen(found_in("picture", encoded(clear, "PNG")).data).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_it_takes_every_mode_of_png(mode: str) -> None:
    assert seen(found_in("picture", encoded(Image.new(mode, (40, 30)), "PNG")).data).size == (40, 30)


def test_it_keeps_the_shades_of_a_sixteen_bit_scan() -> None:
    grey = Image.new("I;16", (40, 40), 128 * 256)
    assert seen(found_in("picture", encoded(grey, "PNG")).data).getpixel((20, 20)) == (128, 128, 128)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_it_takes_every_mode_of_jpeg(mode: str) -> None:
    assert seen(found_in("picture", encoded(Image.new(mode, (40, 30)), "JPEG")).data).mode == "RGB"


@pytest.mark.parametrize("tail", [SCRIPT, docx()], ids=["html", "zip"])
def test_it_loses_what_hangs_behind_a_picture(tail: bytes) -> None:
    data = found_in("picture", stamped_photo() + tail).data
    assert tail not in data
    assert b"PK\5\6" not in data


def test_it_loses_what_hides_inside_a_picture() -> None:
    png = encoded(Image.new("RGB", (40, 30)), "PNG")
    hidden = png[:33] + png_chunk(b"tEXt", b"x\0" + SCRIPT) + png[33:]
    assert SCRIPT not in found_in("picture", hidden).data


@pytest.mark.parametrize("broken", [b"MM\xff*\0\0\0\x08", b"MM\0*\xff\0\0\x08", b"\0\0\0\0\0\0\0\0"])
def test_it_takes_a_photo_whose_metadata_are_broken_as_it_lies(broken: bytes) -> None:
    data = turned(6).replace(b"MM\0*\0\0\0\x08", broken)
    assert seen(found_in("picture", data).data).size == (400, 200)


def test_it_refuses_a_bomb_before_it_goes_off() -> None:
    with pytest.raises(BadRequest, match="8000万像素"):
        found_in("picture", png_bomb(30_000, 30_000))


@pytest.mark.long(but=["-80000000"])
@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda picture: encoded(picture, "PNG"), LIMIT_PIXELS),
        (lambda picture: encoded(picture, "JPEG", quality=5), LIMIT_PHOTO),
        (lambda picture: encoded(picture, "JPEG", quality=5, progressive=True), LIMIT_PROGRESSIVE),
    ],
)
def test_it_refuses_one_row_more_than_the_limit(make: Callable[[Image.Image], bytes], most: int) -> None:
    with pytest.raises(BadRequest, match="万像素，请在手机相机设置里改用较小的尺寸重拍"):
        found_in("picture", make(Image.new("L", (10_000, most // 10_000 + 1))))


@pytest.mark.long
@pytest.mark.parametrize("progressive", [False, True])
def test_it_takes_a_photo_of_108_megapixels_within_the_memory_of_a_child(progressive: bool) -> None:
    photo = encoded(Image.new("RGB", (12_000, 9_000), "white"), "JPEG", quality=30, progressive=progressive)
    taken = take_in("照片.jpg", photo)
    assert seen(taken.data).size == (3000, 2250)


def test_it_refuses_text_that_unpacks_without_end() -> None:
    png = encoded(Image.new("RGB", (40, 30)), "PNG")
    bomb = png_chunk(b"zTXt", b"x\0\0" + zlib.compress(b"0" * 100_000_000, 9))
    assert_refused(png[:33] + bomb + png[33:])


def test_it_refuses_a_jpeg_that_is_painted_over_and_over() -> None:
    assert isinstance(found_in("picture", jpeg_of_many_scans(20)), Examined)
    assert_refused(jpeg_of_many_scans(200))


def test_it_counts_no_scans_in_the_film_behind_a_live_photo() -> None:
    film = b"\0\0\0\x18ftypmp42" + b"\xff\xda\0\x08" * 500
    assert found_in("picture", stamped_photo() + film).seal == "seen"


@pytest.mark.parametrize("kept", [3, 20, 400, 30_000])
def test_it_refuses_a_photo_cut_off_on_its_way(kept: int) -> None:
    assert_refused(stamped_photo()[:kept])


def assert_refused(data: bytes) -> None:
    with pytest.raises(BadRequest, match="照片打不开"):
        found_in("picture", data)
