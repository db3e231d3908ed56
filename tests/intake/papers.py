"""Papers as people send them, honest and hostile, as bytes."""

import functools
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image

from tests.intake.hard_pages import hard_page, jpeg_bytes
from yudu_flow.intake import decoding, quarantine
from yudu_flow.intake.finding import Examined

SCRIPT = b"<html><script>alert(1)</script></html>"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SEAL_LOOK = (
    b"q 1 0 0 RG 4 w 60 0 m 60 33.1 33.1 60 0 60 c -33.1 60 -60 33.1 -60 0 c -60 -33.1 -33.1 -60 0 -60 c "
    b"33.1 -60 60 -33.1 60 0 c S 1 0 0 rg 0 20 m 5 6 l 20 6 l 8 -3 l 12 -18 l 0 -9 l -12 -18 l -8 -3 l "
    b"-20 6 l -5 6 l f Q"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def found_in(job: str, data: bytes, page: int = 0, memory_mb: int = 0) -> Examined:
    """What the child would answer, asked for in this process: nothing but a finding or BadRequest comes out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in the child, where Pillow's word about broken metadata is not an error
        return quarantine.unpacked(decoding.answer(job, data, page))


@functools.cache
def stamped_photo() -> bytes:
    """A sealed page as a JPEG."""
    return jpeg_bytes(hard_page("plain", True, 1))


def encoded(picture: Image.Image, format_: str, **options: Any) -> bytes:
    """`picture` in a format of Pillow's."""
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def heic(picture: Image.Image) -> bytes:
    """As an iPhone sends it."""
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=70, enc_params={"preset": "ultrafast"})
    return out.getvalue()


def turned(orientation: int) -> bytes:
    """A JPEG, red on the left and blue on the right, 400 × 200, that asks to be turned."""
    picture = Image.new("RGB", (400, 200), "red")
    picture.paste("blue", (200, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "secret place"
    return encoded(picture, "JPEG", exif=exif, comment=b"secret comment")


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One piece of a PNG with its check sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of that size in shades of grey, all black: half a megabyte for each hundred megapixels."""
    packer = zlib.compressobj(1, wbits=-15)
    row = packer.compress(b"\0" * (width + 1)) + packer.flush(zlib.Z_FULL_FLUSH)
    length = (width + 1) * height
    body = b"\x78\x01" + row * height + b"\3\0" + struct.pack(">HH", length % 65521, 1)  # Adler's sum of so many zeros
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


def jpeg_of_many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    honest = encoded(Image.new("RGB", (64, 64), "red"), "JPEG", progressive=True)
    last = honest[honest.rindex(b"\xff\xda") : -2]
    return honest[:-2] + last * count + honest[-2:]


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    """A PDF of empty pages, with `change` done to it; `options` are those of saving."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def scanned_pdf(*pages: Image.Image) -> bytes:
    """Pages as an office scanner puts them into one file."""
    return encoded(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=150)


def seal_as_field(document: pikepdf.Pdf) -> None:
    """An electronic seal (电子印章): the look of a signed field, of 44 mm, which no content of the page draws."""
    look = document.make_stream(
        SEAL_LOOK, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[-66, -66, 66, 66]
    )
    _put(document, look, pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="Signature1")
    document.Root.AcroForm = pikepdf.Dictionary(Fields=document.pages[0].obj.Annots, SigFlags=3)


def seal_as_stamp(document: pikepdf.Pdf) -> None:
    """The same as a stamp that lies on the page."""
    look = document.make_stream(
        SEAL_LOOK, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[-66, -66, 66, 66]
    )
    _put(document, look, pikepdf.Name.Stamp)


def _put(document: pikepdf.Pdf, look: pikepdf.Object, kind: pikepdf.Name, **more: Any) -> None:
    mark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=kind, F=132, Rect=[300, 200, 432, 332], AP=pikepdf.Dictionary(N=look), **more
    )
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(mark)])


def form_bomb(document: pikepdf.Pdf) -> None:
    """Ten forms, each of which draws the next one thirty times: 30^10 drawings on one page."""
    form: dict[str, Any] = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 9, 9]}
    below = document.make_stream(b"0 0 5 5 re f", **form)
    for _ in range(10):
        inside = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=below))
        below = document.make_stream(b"/F Do " * 30, **form, Resources=inside)
    page = document.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=below))
    page.Contents = document.make_stream(b"/F Do")


def docx(more: Mapping[str, str | bytes] | None = None, body: str = "", main: str = "word/document.xml") -> bytes:
    """A Word file with further members, or others in the place of its own."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": contents(MAIN, main),
        main: f'<w:document xmlns:w="http://w">{body}<w:p><w:t>本月进展</w:t></w:p></w:document>',
    }
    return zipped({**members, **(more or {})})


def contents(type_: str, main: str) -> str:
    """The table of contents of an office file: what its main part is."""
    return TYPES.format(f'<Override PartName="/{main}" ContentType="{type_}"/>')


def xlsx(more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An Excel file with further members."""
    members = {"[Content_Types].xml": contents(SHEET, "xl/workbook.xml"), "xl/workbook.xml": "<workbook/>"}
    return zipped({**members, **(more or {})})


def relation(kind: str, target: str) -> dict[str, str | bytes]:
    """The relationships of a Word file, with one to the outside."""
    link = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="http://p">{link}</Relationships>'}


def ofd(more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OFD file of one document."""
    members = {"OFD.xml": '<ofd:OFD xmlns:ofd="http://o"/>', "Doc_0/Document.xml": "<Document/>"}
    return zipped({**members, **(more or {})})


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Members packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
