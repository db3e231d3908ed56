"""What in a PDF would act, reach out or blow up: every object is looked at, also those that no page leads to.

Refused: scripts, actions that start by themselves or follow one another, files inside or outside, links that are more
than an address of the web, and streams packed so many times over that a few bytes become gigabytes.
"""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.office_xml import FOLLOWED

LIMIT_VALUES = 2_000_000
LIMIT_FILTERS = 2
ACTIVE = "PDF 含有脚本、附件或自动打开的内容，请打开后用“打印→另存为 PDF”重新生成，或打印后重新扫描再传"
TANGLED = "PDF 内部结构过于复杂，请打开后用“打印→另存为 PDF”重新生成，或打印后重新扫描再传"

_FORBIDDEN = {
    *("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/AA"),
    *("/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment", "/RichMedia", "/XFA"),
    *("/Rendition", "/Movie", "/Sound"),
}
_FILES = ("/F", "/UF", "/DOS", "/Mac", "/Unix")
"""Keys of a file elsewhere where a string stands at them; a form or a font may be called F, and is never a string."""
_SCHEME = re.compile(r"[\s\x00]*([A-Za-z][A-Za-z0-9+.\-\s\x00]*):|[\s\x00]*(\\\\)")
_EXPANDING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}


def refuse_what_acts(document: pikepdf.Pdf) -> None:
    """Raises BadRequest where something in it acts, reaches out or is packed over and over."""
    if _acts_on_opening(document):
        raise BadRequest(ACTIVE)
    for value in _values(document):
        if isinstance(value, pikepdf.Name) and str(value) in _FORBIDDEN:
            raise BadRequest(ACTIVE)
        if isinstance(value, pikepdf.Dictionary) and _acts(value):
            raise BadRequest(ACTIVE)


def _values(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every value in every object; of a stream its dictionary."""
    left: list[Any] = [*document.objects, document.trailer]
    for _ in range(LIMIT_VALUES):
        if not left:
            return
        value = left.pop()
        if isinstance(value, pikepdf.Stream):
            value = value.stream_dict
            _refuse_repacked(value)
        yield value
        if isinstance(value, pikepdf.Array):
            left += _direct(value)
        elif isinstance(value, pikepdf.Dictionary):
            left += _direct(value.as_dict().values())
    raise BadRequest(TANGLED)


def _direct(values: Any) -> list[Any]:
    """Those that are neither plain numbers nor listed as objects of their own."""
    return [value for value in values if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _acts(dictionary: pikepdf.Dictionary) -> bool:
    keys = {*dictionary.keys()}
    if not _FORBIDDEN.isdisjoint(keys):
        return True
    if "/Next" in keys and "/S" in keys:  # in a list of chapters /Next stands beside no /S
        return True
    if any(isinstance(dictionary[key], pikepdf.String) for key in keys.intersection(_FILES)):
        return True
    return "/URI" in keys and _leads_astray(dictionary["/URI"])


def _leads_astray(address: object) -> bool:
    """Whether a link is more than a page of the web, a mail or a number to call."""
    scheme = _SCHEME.match(str(address))
    return scheme is not None and re.sub(r"[\s\x00]", "", scheme[1] or "\\").lower() not in FOLLOWED


def _acts_on_opening(document: pikepdf.Pdf) -> bool:
    """Going to a page is allowed, by name of the action or as a bare place."""
    action = document.Root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo


def _refuse_repacked(stream: pikepdf.Dictionary) -> None:
    """A scanner packs a picture once, and perhaps writes it in letters; whoever packs the packed makes a bomb."""
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else []
    if len(names) > LIMIT_FILTERS or sum(name in _EXPANDING for name in names) > 1:
        raise BadRequest(TANGLED)
