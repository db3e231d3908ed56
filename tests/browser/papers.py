"""What people bring to a browser's file chooser."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload

from tests.intake.papers import stamped_photo


def phone_photo() -> FilePayload:
    """A stamped page as a phone takes it: lying on its side, with a note in EXIF of how to turn it."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.open(BytesIO(stamped_photo())).rotate(90, expand=True).save(out, "JPEG", exif=exif)
    return {"name": "IMG_0921.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
