"""A ZIP of files that would be taken by themselves: each is looked at as if it came alone, and they are packed anew.

Nothing that was not looked at stays: neither what a system leaves between files, nor comments, nor names that lead out
of a folder. Pictures keep their bytes, since nothing of them is shown here. An archive within is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import office_file, old_office_file
from yudu_flow.intake.display_name import display_name
from yudu_flow.intake.finding import Examined, extension_of
from yudu_flow.intake.limits import LIMIT_BYTES
from yudu_flow.intake.office_file import FAULTS, LIMIT_UNPACKED, METHODS, unpacked
from yudu_flow.intake.sniff import BROKEN_ZIP, format_of

LIMIT_MEMBERS = 100
TOO_MANY = f"压缩包里超过{LIMIT_MEMBERS}个文件，请分几个包上传"
BOMB = f"压缩包解开后超过{LIMIT_UNPACKED // 2**20}MB，请分几个包上传"
EMPTY = "压缩包里没有文件，请重新压缩后再传"
NESTED = "压缩包里又有压缩包，请解压后把文件直接放进一个包里，或逐个上传"
LOCKED = "压缩包有密码，请去掉密码后再传"
_JUNK = re.compile(r"^__MACOSX/|(^|/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$", re.IGNORECASE)
_OF_OFFICE = {office_file.CONTENTS, "ofd.xml"}
_UTF8, _OLD_DAY = 0x800, (1980, 1, 1, 0, 0, 0)
_PICTURES = {"jpeg": "jpg", "png": "png", "heic": "heic", "tiff": "tif"}


def examine(data: bytes) -> Examined:
    """A file of Office or an OFD as such; any other archive with what may stay in it. Raises BadRequest."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _OF_OFFICE.isdisjoint(map(office_file.inner_name, archive.infolist())):
                return _packed_anew(archive)
    except FAULTS as fault:
        raise BadRequest(BROKEN_ZIP) from fault
    return office_file.examine(data)


def _packed_anew(archive: zipfile.ZipFile) -> Examined:
    members = [one for one in archive.infolist() if not one.is_dir() and not _JUNK.search(one.filename)]
    _refuse(members)
    out, seen, stamped = io.BytesIO(), set[str](), False
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for member in members:
            found, name = _member(archive, member)
            anew.writestr(_entry(_free(name, seen)), found.data)
            stamped = stamped or found.seal == "seen"
    return Examined(out.getvalue(), "zip", seal="seen" if stamped else "unknown")


def _refuse(members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise BadRequest(EMPTY)
    if len(members) > LIMIT_MEMBERS:
        raise BadRequest(TOO_MANY)
    if sum(one.file_size for one in members) > LIMIT_UNPACKED:
        raise BadRequest(BOMB)
    if any(one.flag_bits & 1 for one in members):
        raise BadRequest(LOCKED)
    if any(one.compress_type not in METHODS for one in members):
        raise BadRequest(BROKEN_ZIP)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[Examined, str]:
    """What is kept of it, under the name that people see. Raises BadRequest, which names it."""
    said = "_".join(part for part in re.split(r"[/\\]", _spelled(member)) if part not in ("", ".", ".."))
    content = unpacked(archive, member)
    try:
        found, extension = _looked_at(content, said)
    except BadRequest as no:
        raise BadRequest(f"压缩包里的“{display_name(said, said.rpartition('.')[2][:5] or '文件')}”：{no}") from no
    return found, display_name(said, extension)


def _looked_at(content: bytes, name: str) -> tuple[Examined, str]:
    if len(content) > LIMIT_BYTES:
        raise BadRequest(f"超过{LIMIT_BYTES // 2**20}MB")
    match format_of(content):
        case "zip":
            found = _of_office(content)
        case "ole":
            found = old_office_file.examine(content)
        case "pdf":
            from yudu_flow.intake.pdf_reading import sound  # with its reader, which most archives need not

            found = Examined(sound(content)[0], "pdf")
        case picture:
            return Examined(content, "image"), _PICTURES[picture]
    return found, extension_of(found.kind, name)


def _of_office(content: bytes) -> Examined:
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        if _OF_OFFICE.isdisjoint(map(office_file.inner_name, inner.infolist())):
            raise BadRequest(NESTED)
    return office_file.examine(content)


def _spelled(member: zipfile.ZipInfo) -> str:
    """Programs in China write names in GBK and macOS in UTF-8, and neither says so."""
    if member.flag_bits & _UTF8:
        return member.filename
    for encoding in ("utf-8", "gb18030"):  # in this order: the second reads nearly any bytes
        with suppress(UnicodeError):
            return member.filename.encode("cp437").decode(encoding)
    return member.filename


def _free(name: str, seen: set[str]) -> str:
    """That name, with a number where another file has it; Windows knows no case."""
    stem, _, extension = name.rpartition(".")
    choices: Iterator[str] = (f"{stem}（{number}）.{extension}" for number in range(2, LIMIT_MEMBERS + 2))
    free = name if name.casefold() not in seen else next(one for one in choices if one.casefold() not in seen)
    seen.add(free.casefold())
    return free


def _entry(name: str) -> zipfile.ZipInfo:
    """Always of the same day: the same files are the same archive."""
    entry = zipfile.ZipInfo(name, _OLD_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
