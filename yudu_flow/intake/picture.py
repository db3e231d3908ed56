"""Photos and scans: decoded by the one decoder their signature asks for, set upright, and encoded anew.

What is stored is only pixels: a tail of HTML or ZIP, scripts in metadata and the place of the photo are gone.
"""

import io
import re
import struct

from PIL import Image as images
from PIL.Image import Image, Transpose
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.finding import Examined
from yudu_flow.intake.limits import (
    JPEG_QUALITY,
    LIMIT_PHOTO,
    LIMIT_PIXELS,
    LIMIT_PROGRESSIVE,
    STORED_EDGE,
    THUMB_EDGE,
)
from yudu_flow.intake.sniff import format_of

LIMIT_SCANS = 100
"""A progressive JPEG from a camera has about ten; one of a hundred thousand empty ones would decode for hours."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
UNREADABLE = "照片打不开，可能没有传完整。请在手机上重新拍照，或截屏、另存为 JPG 后再传"
FAULTS = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error, IndexError, KeyError, TypeError)
"""What Pillow and libheif raise over broken files, by their documentation and by trial."""

_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")  # not stuffing, not restarts: the next piece of the file


def examine(data: bytes) -> Examined:
    """The picture as it is to be stored. Raises BadRequest where it is too large or cannot be decoded."""
    try:
        picture = _decoded(data)
    except FAULTS as fault:
        raise BadRequest(UNREADABLE) from fault
    return kept(picture)


def kept(picture: Image) -> Examined:
    """An RGB picture as it is stored, with the seal looked for."""
    from yudu_flow.intake import seal  # numpy takes longer to load than a page of a PDF to draw

    return Examined(jpeg(picture), "image", thumbnail(picture), 1, seal.verdict([picture]))


def jpeg(picture: Image) -> bytes:
    """An RGB picture encoded, without metadata."""
    out = io.BytesIO()
    picture.info = {}  # the encoder copies the comment from here
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def thumbnail(picture: Image) -> bytes:
    """A small JPEG of an RGB picture."""
    small = picture.copy()
    small.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return jpeg(small)


def _decoded(data: bytes) -> Image:
    """RGB, upright, at most 3000 pixels long."""
    format_ = format_of(data)
    if format_ == "heic":
        return _small(_heic(data))
    return upright(_jpeg(data) if format_ == "jpeg" else _png(data))


def upright(picture: Image) -> Image:
    """The same, as it is meant to be seen."""
    turn = _turn(picture)
    small = _small(picture)
    return small if turn is None else small.transpose(turn)


def _jpeg(data: bytes) -> ImageFile:
    _refuse_many_scans(data)
    picture = JpegImageFile(io.BytesIO(data))
    refuse_large(picture.size, LIMIT_PROGRESSIVE if picture.info.get("progressive") else LIMIT_PHOTO)
    picture.draft("RGB", (STORED_EDGE, STORED_EDGE))  # decodes at a half or a quarter where that is enough
    return picture


def _png(data: bytes) -> ImageFile:
    # Not Image.open: it would try further formats, and warn about sizes through a switch of the whole process.
    picture = PngImageFile(io.BytesIO(data))
    refuse_large(picture.size, LIMIT_PIXELS)
    return picture


def _heic(data: bytes) -> Image:
    """libheif turns the picture itself."""
    import pi_heif

    heif = pi_heif.open_heif(io.BytesIO(data))
    refuse_large(heif.size, LIMIT_PIXELS)
    picture: Image = heif.to_pillow()
    return picture


def refuse_large(size: tuple[int, int], most: int) -> None:
    """Raises BadRequest for more than `most` pixels."""
    if size[0] * size[1] > most:
        raise BadRequest(
            f"照片超过{most // 10_000}万像素，请在手机相机设置里改用较小的尺寸重拍，"
            "或用微信发给自己（不选“原图”）保存后再传"
        )


def _refuse_many_scans(data: bytes) -> None:
    """Walks the pieces of the file as the decoder will; pictures inside its metadata do not count."""
    place, scans = 2, 0
    while found := _MARKER.search(data, place):
        marker, body = found[1][0], found.end()
        if marker == 0xD9 or body + 2 > len(data):
            return
        scans += marker == 0xDA
        if scans > LIMIT_SCANS:
            raise BadRequest(UNREADABLE)
        place = body + int.from_bytes(data[body : body + 2])


def _turn(picture: Image) -> Transpose | None:
    """How to set the picture upright. Broken metadata reads as none, or as a value that is no number."""
    orientation = picture.getexif().get(_ORIENTATION)
    return _TURNS.get(orientation) if isinstance(orientation, int) else None


def _small(picture: Image) -> Image:
    """At most 3000 pixels long, RGB on white paper. Palettes first get colours, which alone can be averaged."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: turned into eight by themselves, all but the darkest would be white.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode in ("P", "PA", "1"):
        picture = picture.convert("RGBA")
    picture.thumbnail((STORED_EDGE, STORED_EDGE))
    return _on_paper(picture)


def _on_paper(picture: Image) -> Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = images.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    return paper.convert("RGB")
