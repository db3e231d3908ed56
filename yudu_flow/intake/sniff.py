"""Which of the few formats we take a file is, by its content. For any other, words that say what to do."""

import io
import zipfile
from typing import Literal

from yudu_flow.domain.errors import BadRequest

Format = Literal["jpeg", "png", "heic", "pdf", "docx", "ofd"]

ACCEPTED = "请上传照片（JPG、PNG、HEIC）、PDF 或 Word（docx）文件"
BROKEN_ZIP = "文件已损坏，请重新保存后再传"
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OTHER_PICTURE = "不收这种格式的图片，请另存为 JPG 或 PNG 后再传"
_ARCHIVE = "不收压缩包，请解压后逐个上传"
_PROGRAM = f"不收程序文件，{ACCEPTED}"
_MARKUP = f"不收网页和矢量图（HTML、SVG），{ACCEPTED}"
_REFUSED = {
    b"\xd0\xcf\x11\xe0": "不收旧版或加密的 Word、WPS、Excel 文件，请去掉密码并另存为 docx 或 PDF 后再传",
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"BZh": _ARCHIVE,
    b"\xfd7zXZ": _ARCHIVE,
    b"MZ": _PROGRAM,
    b"\x7fELF": _PROGRAM,
    b"\xcf\xfa\xed\xfe": _PROGRAM,
    b"#!": _PROGRAM,
    b"GIF8": _OTHER_PICTURE,
    b"BM": _OTHER_PICTURE,
    b"II*\0": _OTHER_PICTURE,
    b"MM\0*": _OTHER_PICTURE,
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
        return _inside_zip(data)
    raise BadRequest(_why_not(data))


def _heic_or_refuse(data: bytes) -> Format:
    if data[8:12] in _HEIC_BRANDS:
        return "heic"
    raise BadRequest(_OTHER_PICTURE if data[8:11] == b"avi" else f"不收视频，{ACCEPTED}")


def _inside_zip(data: bytes) -> Format:
    """Word and OFD files are ZIPs; what makes them one is a member at a fixed place."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {*archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as fault:
        raise BadRequest(BROKEN_ZIP) from fault
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" not in names:
        raise BadRequest(_ARCHIVE)
    if "word/document.xml" not in names:
        raise BadRequest("不收 Excel、PPT 文件，请另存为 PDF 后再传")
    return "docx"


def _why_not(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "PDF 开头有多余的内容，请重新导出或重新扫描后再传"
    if data[:4096].lstrip(_WHITE).startswith(b"<"):
        return _MARKUP
    return next((why for start, why in _REFUSED.items() if data.startswith(start)), ACCEPTED)
