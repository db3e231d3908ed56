"""What a document is called, and the plan that it issues."""

import re

from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.passage import Passage, key_of

_QUOTED = re.compile(r"(?:印发|转发|下发)(?:了)?《(.{4,80})》的(?:通知|函)")
_TITLE = re.compile(
    r"(?:方案|意见|通知|计划|办法|规定|要点|清单|分工|措施|决定|任务|细则|台账|报告|纲要|安排|表|规划|分解|日程|名单|作战图|[交督]办单)$"
)
_ENCLOSED = re.compile(r"现将《([^《》]{4,80})》(?:印发|转发|下发)")
"""What a notice says of its own enclosure."""
_ADDRESSED = re.compile(r"(?<=[案点单表排工划法])(?:各|机关|局属)[一-鿿（）()、，,]{2,60}[：:]$")
_OF = re.compile(r"关于|\d{4}年")
_PLACED = (
    r"(?:[一-鿿]{1,4}[市县区州旗])(?!.*(?:局|委|办|会|组|府|室|心|部|队|院|日|文件|纪要|方案|[表单]) *$)"
    r"[一-鿿\d“”—-]{4,36}"
)
"""The first half of a title: 奈林旗紧密型县域医共体建设."""
_BEGINS = {
    True: re.compile(rf"[一-鿿 ]{{2,40}}(?:局|委|办|会|组|政府|办公室|党组|中心|指挥部)|{_PLACED}"),
    False: re.compile(rf"(?:[一-鿿]{{2,30}})?关于[^。;:,《》]{{4,40}}|{_PLACED}"),
}
"""What the line above a title's line is where it is the title's too: by whether that one begins with 关于 or a year."""
_ISSUED = re.compile(r"关于(?:印发|转发|下发)(?:了)?([^《》]{4,80})的通知$")
_OF_MINUTES = re.compile("[^。;:,]{2,60}(?:会议|办公会)纪要")
"""Minutes whose title has no 关于: 全县冬季公路安全专题会议纪要."""
_SENT = re.compile(r"(?:印发|转发).*的通知$")
EARLY = 40
"""Lines in which a title may stand."""


def title_of(passage: Passage) -> str:
    """The document's: a notice's own, with whose it is where that stands right above, else that of the plan."""
    lines = _first_lines(passage)
    keys = [key_of(line) for line in lines]
    for at in range(len(lines)):
        for end in range(at + 1, at + 1 + MOST_LINES):
            if found := _NOTICE.fullmatch("".join(keys[at:end])):
                begun = found.start("title")
                above = "" if begun else "".join(lines[_begun(keys, at) : at])
                return _unspaced(above + "".join(lines[at:end])[slice(*found.span("title"))])
    return plan_of(passage)


MOST_LINES = 4
"""Lines over which a notice's title may be broken."""
_NOTICE = re.compile(
    r"(?:.{0,200}号)?(?P<title>[# ]*(?:[一-鿿、 ]{2,40})?关于(?:印发|转发|下发|批转)[^。;:,]{4,90}的 *(?:通 *知|函))"
    r" *(?:[^。;:]{2,80}:)?"
)
"""Behind it may stand to whom it goes, where that was joined to it."""


def plan_of(passage: Passage) -> str:
    """The plan's title: what the cover notice says that it issues, else the first line that reads like one."""
    lines = _first_lines(passage)
    keys = [key_of(line) for line in lines]
    for pattern in (_QUOTED, _ISSUED, _ENCLOSED):
        for line, key in zip(lines, keys, strict=True):
            if found := pattern.search(key):
                return _unspaced(line[found.start(1) : found.end(1)])
    titles = [at for at, key in enumerate(keys) if is_title(key)]
    titles = titles or [at for at, key in enumerate(keys[:HEAD]) if _OF_MINUTES.fullmatch(_unspaced(key))][-1:]
    at = next((at for at in titles if "印发" not in keys[at]), titles[0] if titles else None)
    return _unspaced("".join(lines[_begun(keys, at) : at + 1])) if at is not None else ""


def _first_lines(passage: Passage) -> list[str]:
    """Those in which a title may stand, without an addressee joined to one; what 《 opens goes on to its 》."""
    lines: list[str] = []
    for start, end in passage.lines[:EARLY]:
        line = _ADDRESSED.sub("", passage.text[start:end])
        if lines and lines[-1].count("《") > lines[-1].count("》") and "》" in line:
            lines[-1] += line.strip()
        else:
            lines.append(line)
    return lines


def _begun(keys: list[str], at: int) -> int:
    """The line in which the title that ends in line `at` begins: whose 关于… it is, and 关于… without its end."""
    while at and any(_BEGINS[whose].fullmatch(keys[at - 1].strip()) for whose in _wanted(keys[at])):
        at -= 1
    return at


def _wanted(key: str) -> set[bool]:
    return {False, True} if _BARE_MINUTES.fullmatch(_unspaced(key)) else {bool(_OF.match(key.strip()))}


_BARE_MINUTES = re.compile("(?:专题|常务|办公|工作|协调)*会议纪要")
HEAD = 8
"""Lines in which the title of minutes stands, below the name of the paper."""


def is_title(key: str) -> bool:
    """Whether a line reads like a document's title."""
    bare = key.strip().rstrip("》")
    if _SLIP.fullmatch(_unspaced(key)):
        return True
    return (
        6 <= len(bare) <= 80
        and heading_at(key, 0) is None
        and not re.search(r"[。;:,]", bare)
        and bool(_TITLE.search(bare) or _TITLE.search(re.sub(r"\(.*?\)$", "", bare)))
        and not _SENT.search(bare)
    ) or bool(re.match(r"关于.{4,60}的(?:通知|意见|实施意见|函|批复|(?:专题)?(?:会议)?纪要)$", bare))


_SLIP = re.compile("(?:[一-鿿]{2})?[交督]办单")


def _unspaced(words: str) -> str:
    return re.sub(r"[\s　]+", "", words).strip("#* ")
