"""Papers as PDF: led over by LibreOffice where it is installed, ours alone and never what anybody sent.

Fonts of official papers that the machine has not are set in the nearest that it has: without that LibreOffice sets
every one of them in the same face. The files for Word keep the names that the standard has.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from yudu_flow.actions.papers.fonts import INSTEAD
from yudu_flow.documents import libre_office
from yudu_flow.domain.errors import NotAllowed

MISSING = "本机没有安装 LibreOffice，不能直接生成 PDF：请下载 Word 文件后另存为 PDF，或在浏览器里打印时选“另存为 PDF”"
FAILED = "这份文件没有转成 PDF，请稍后再试，或下载 Word 文件后另存为 PDF"


def can_make_pdf() -> bool:
    """Whether LibreOffice is installed."""
    return libre_office.program() is not None


def as_pdf(docx: bytes) -> bytes:
    """A paper that was made here, as PDF. Raises NotAllowed, which says what to do instead."""
    return all_as_pdf({"paper": docx})["paper"]


def all_as_pdf(papers: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same for several, in one order; names are those of files, without their kind. Raises NotAllowed."""
    if not can_make_pdf():
        raise NotAllowed(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{place}.docx" for place, name in enumerate(papers)}
        for name, file in files.items():
            file.write_bytes(papers[name])
        try:
            patience = libre_office.PATIENCE + len(papers)  # a second more for each
            libre_office.led_over([*files.values()], "pdf", Path(folder), _fonts(), patience)
            return {name: _undated(file.with_suffix(".pdf")) for name, file in files.items()}
        except (libre_office.Unled, OSError) as fault:
            raise NotAllowed(FAILED) from fault


def _undated(file: Path) -> bytes:
    """Without the instant at which it was made and a number drawn by lot: the same order gives the same files."""
    import pikepdf  # loaded with the first PDF

    out = BytesIO()
    with pikepdf.open(file) as document:
        for name in ("/CreationDate", "/ModDate"):
            if name in document.docinfo:
                del document.docinfo[name]
        trailer = document.trailer  # an /ID that is there already is kept by whoever makes a new one
        for place, name in ((document.Root, "/Metadata"), (trailer, "/DocChecksum"), (trailer, "/ID")):
            if name in place:
                del place[name]
        document.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def _fonts() -> dict[str, str]:
    """Font → the one that stands in for it here; nothing where the machine does not say which it has."""
    known = _known()
    found = {font: next((one for one in others if one in known), "") for font, others in INSTEAD.items()}
    return {font: other for font, other in found.items() if other and font not in known}


def _known() -> frozenset[str]:
    asking = shutil.which("fc-list")
    if asking is None:
        return frozenset()
    try:
        done = subprocess.run([asking, ":", "family"], capture_output=True, timeout=20, check=True)
    except (subprocess.SubprocessError, OSError):
        return frozenset()
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))
