"""How files of each sort begin, and what is said of those that are not read."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH = b"{\\rtf"
"""Word's and 写字板's exchange format, which LibreOffice reads as it does old Word files."""
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"GIF8", b"BM")
WEB = (b"<!doctype html", b"<html", b"mime-version:")
OTHER = "认不出这个文件；请用 .docx、.pdf、.xlsx 或 .txt"
PICTURE = "这是图片，里面没有文字；请找印发前的 Word 文件，或先用识别软件转成文字再导入"
WEB_PAGE = "这是网页，不是文件本身；请用 Word 或 WPS 打开，“另存为” .docx 再导入"
OFD = "这是 OFD 版式文件，读不了；请找印发前的 Word 文件，或用阅读器“另存为” PDF 再导入"
