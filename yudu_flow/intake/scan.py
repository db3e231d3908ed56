"""TIFF, as scanners and fax machines write it: one page is a picture like any other, several are bound as a PDF."""

import io

from PIL.Image import Image
from PIL.TiffImagePlugin import TiffImageFile

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import picture
from yudu_flow.intake.finding import Examined
from yudu_flow.intake.limits import JPEG_QUALITY, LIMIT_PAGES, LIMIT_PIXELS

DOTS_PER_INCH = 200
TOO_MANY = f"文件超过{LIMIT_PAGES}页，请分几份再传"


def examine(data: bytes) -> Examined:
    """As it is to be stored. Raises BadRequest where it has too many pages, is too large or cannot be decoded."""
    try:
        scan = TiffImageFile(io.BytesIO(data))
        if scan.n_frames > LIMIT_PAGES:
            raise BadRequest(TOO_MANY)
        if scan.n_frames == 1:
            return picture.kept(_sheet(scan, 0))
        from yudu_flow.intake import pdf  # with its readers, which a single sheet needs not

        return pdf.examine(_bound(scan))
    except picture.FAULTS as fault:
        raise BadRequest(picture.UNREADABLE) from fault


def _sheet(scan: TiffImageFile, number: int) -> Image:
    scan.seek(number)
    picture.refuse_large(scan.size, LIMIT_PIXELS)
    return picture.upright(scan)


def _bound(scan: TiffImageFile) -> bytes:
    """Every reader turns the pages of a PDF, and they are shown one by one like any other's."""
    out = io.BytesIO()
    # One after the other: fifty sheets of 300 dpi at once are more than the memory of a child.
    for number in range(scan.n_frames):
        sheet = _sheet(scan, number)
        sheet.save(out, "PDF", append=number > 0, quality=JPEG_QUALITY, resolution=DOTS_PER_INCH)
    return out.getvalue()
