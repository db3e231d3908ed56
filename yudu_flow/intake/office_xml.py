"""One XML part of an office file, read for what acts or reaches out; by expat, because XML may be in any encoding."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from yudu_flow.domain.errors import BadRequest

EMBEDDED = "文件里嵌有其他程序或附件，请删去，或另存为 PDF 后再传"
EXTERNAL = "文件链接了外部内容（图片、模板或别的文件），请用 Word 或 WPS 打开，断开链接，或另存为 PDF 后再传"
IRREGULAR = "文件内部结构不合规范，请用 Word 或 WPS 打开后另存一份，或另存为 PDF 后再传"
MACRO = "文件含有宏，请另存为不含宏的 docx、xlsx，或另存为 PDF 后再传"
_INSERTED = "文件里整段插入了网页或别的文件（笔记软件导出的常是这样），请用 Word 或 WPS 打开后另存为 docx 或 PDF 再传"
_LOCAL = "文件里有指向电脑文件或程序的链接，请在链接上点右键“取消超链接”，或另存为 PDF 后再传"

_MACRO_TYPE = re.compile(r"macroEnabled|vbaProject|activeX", re.IGNORECASE)
_CHUNK = "/afchunk"
_HARMLESS_LINK = "/hyperlink"
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):|\s*([\\/]{2})")
FOLLOWED = {"http", "https", "mailto", "tel"}
FETCHING = r"\s*(?:DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|RD)\b"
"""What a field's code begins with that brings something from elsewhere."""
_FETCHING = re.compile(FETCHING, re.IGNORECASE)
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_FOLLOWING = re.compile(r'\s*HYPERLINK\s+"?([^"]*)', re.IGNORECASE)
_CHINESE = re.compile(
    rb"""^(<\?xml[^>]{0,80}?encoding\s*=\s*["'])(gbk|gb2312|gb18030|x-gbk|cp936)(["'])""", re.IGNORECASE
)


@dataclass
class XmlPart:
    """What a part says of the file: the types in its table of contents, and whether an electronic seal is placed."""

    types: set[str] = field(default_factory=set)
    stamped: bool = False


@dataclass
class _Field:
    """A field of Word's (域) while it is open: its code, and whether the code has ended and the result begun."""

    code: str = ""
    in_code: bool = True


def read_part(content: bytes) -> XmlPart:
    """Raises BadRequest where the part is not XML, acts, or asks for something from elsewhere."""
    return _Reader().read(content)


class _Reader:
    def __init__(self) -> None:
        self._part = XmlPart()
        self._open: list[_Field] = []
        self._loose = ""
        self._all_codes = ""
        self._taking = ""

    def read(self, content: bytes) -> XmlPart:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(_in_utf8(content), True)
        except (expat.ExpatError, LookupError, ValueError) as fault:  # LookupError: an unknown encoding
            raise BadRequest(IRREGULAR) from fault
        while self._open:
            self._close_field()
        _refuse_code(self._loose)
        if _DDE.search(self._all_codes):  # a field may be cut into many runs
            raise BadRequest(EXTERNAL)
        return self._part

    def _doctype(self, *_: object) -> None:
        raise BadRequest(IRREGULAR)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag, named = element.rpartition(":")[2], {key.rpartition(":")[2]: word for key, word in attributes.items()}
        match tag:
            case "Relationship":
                _refuse_relation(named)
            case "altChunk":
                raise BadRequest(_INSERTED)
            case "script":
                raise BadRequest(EMBEDDED)
            case "ddeLink" | "oleLink":
                raise BadRequest(EXTERNAL)
            case "fldChar":
                self._field(named.get("fldCharType", ""))
            case "StampAnnot":
                self._part.stamped = True
        self._taking = tag if tag in ("instrText", "delInstrText", "t") else ""
        if "instr" in named:
            self._all_codes += named["instr"] + "\n"
            _refuse_code(named["instr"])
        self._note_type(named.get("ContentType", ""))

    def _note_type(self, type_: str) -> None:
        if _MACRO_TYPE.search(type_):
            raise BadRequest(MACRO)
        if type_:
            self._part.types.add(type_.strip().lower())

    def _field(self, mark: str) -> None:
        if mark == "begin":
            if self._open and self._open[-1].in_code and not self._open[-1].code.strip():
                raise BadRequest(IRREGULAR)  # a field that computes the name of another hides which it is
            self._open.append(_Field())
        elif mark == "separate" and self._open:
            self._open[-1].in_code = False
        elif mark == "end" and self._open:
            self._close_field()

    def _close_field(self) -> None:
        _refuse_code(self._open.pop().code)

    def _end(self, *_: object) -> None:
        self._taking = ""

    def _text(self, text: str) -> None:
        if not self._taking:
            return
        if self._open and self._open[-1].in_code:
            self._open[-1].code += text
            self._all_codes += text
        elif self._taking != "t":  # code of a field that never began
            self._loose += text
            self._all_codes += text


def _refuse_relation(relation: dict[str, str]) -> None:
    kind, target = relation.get("Type", "").strip().lower(), relation.get("Target", "")
    if kind.endswith(_CHUNK):
        raise BadRequest(_INSERTED)
    if kind.endswith(_HARMLESS_LINK):
        _refuse_address(target)
    elif relation.get("TargetMode", "").strip().lower() == "external" or _SCHEME.match(target):
        raise BadRequest(EXTERNAL)


def _refuse_code(code: str) -> None:
    """A field's code: what it fetches by itself, and where it leads."""
    if _FETCHING.match(code):
        raise BadRequest(EXTERNAL)
    followed = _FOLLOWING.match(code)
    if followed:
        _refuse_address(followed[1])


def _refuse_address(address: str) -> None:
    scheme = _SCHEME.match(address)
    if scheme and (scheme[1] or "").lower() not in FOLLOWED:
        raise BadRequest(_LOCAL)


def _in_utf8(content: bytes) -> bytes:
    """Domestic programs write GBK, which expat does not read."""
    head = _CHINESE.match(content)
    if head is None:
        return content
    text = content[head.end() :].decode("gb18030")  # holds all that the older two can say
    return head[1] + b"utf-8" + head[3] + text.encode()
