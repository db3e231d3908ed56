"""Which of the few formats we take a file is, by its first bytes. For any other, words that say what to do.

What kind of ZIP it is takes reading it, which is for the quarantine.
"""

from typing import Literal

from yudu_flow.domain.errors import BadRequest

Format = Literal["jpeg", "png", "heic", "tiff", "pdf", "zip", "ole"]

ACCEPTED = (
    "请上传照片（JPG、PNG、HEIC、TIF）、PDF、OFD、Word 或 WPS（docx、doc、wps）、Excel（xlsx、xls、et）文件，"
    "或装着这些文件的 zip 压缩包"
)
ENDINGS = "image/*,.pdf,.ofd,.docx,.dotx,.xlsx,.doc,.wps,.xls,.et,.tif,.tiff,.zip"
"""What a browser offers to choose from."""
BROKEN_ZIP = "文件已损坏，请重新保存后再传"
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OTHER_PICTURE = "不收这种格式的图片，请在手机或电脑上截屏，或另存为 JPG、PNG 后再传"
ARCHIVE = "只收 zip 压缩包，请解压后逐个上传，或另存为 zip"
LOCKED = "文件有打开密码，请用 Word 或 WPS 打开，去掉密码另存后再传"
OTHER_OFFICE = "不收 PPT 等文件，请用“文件→另存为 PDF”后再传"
_PROGRAM = f"不收程序文件，{ACCEPTED}"
_MARKUP = f"不收网页和矢量图（HTML、SVG），{ACCEPTED}"
OLE = b"\xd0\xcf\x11\xe0"
_REFUSED = {
    b"Rar!": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"BZh": ARCHIVE,
    b"\xfd7zXZ": ARCHIVE,
    b"MZ": _PROGRAM,
    b"\x7fELF": _PROGRAM,
    b"\xcf\xfa\xed\xfe": _PROGRAM,
    b"#!": _PROGRAM,
    b"GIF8": _OTHER_PICTURE,
    b"BM": _OTHER_PICTURE,
    b"II+\0": _OTHER_PICTURE,
    b"MM\0+": _OTHER_PICTURE,
    b"RIFF": _OTHER_PICTURE,
    b"{\\rtf": "不收 RTF 文件，请另存为 docx 或 PDF 后再传",
}
_WHITE = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"


def format_of(data: bytes) -> Format:
    """The format that the content shows. Raises BadRequest for any other than those we take."""
    if not data:
        raise BadRequest("文件是空的，请重新选择")
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data[4:8] == b"ftyp":
        return _heic_or_refuse(data)
    if data.startswith(b"PK\3\4"):
        return "zip"
    if data.startswith((b"II*\0", b"MM\0*")):
        return "tiff"
    if data.startswith(OLE):
        return "ole"
    refused = _why_not(data)
    if refused == ACCEPTED and b"%PDF-" in data[:1024]:  # a printer's or a gateway's words come before the head
        return "pdf"
    raise BadRequest(refused)


def _heic_or_refuse(data: bytes) -> Format:
    if data[8:12] in _HEIC_BRANDS:
        return "heic"
    raise BadRequest(_OTHER_PICTURE if data[8:11] == b"avi" else f"不收视频，{ACCEPTED}")


def _why_not(data: bytes) -> str:
    if data[:4096].lstrip(_WHITE).startswith(b"<"):
        return _MARKUP
    return next((why for start, why in _REFUSED.items() if data.startswith(start)), ACCEPTED)
