"""Role words behind names: 甲局牵头, 乙局、丙局共同承办, 丁局按职责分工配合.

They are the stems of the labels said of somebody, with words before them that say how. Of several the one that parts
its names from the others counts: 配合落实 helps, 牵头负责 leads; who leads together with others is charged alike.
"""

import re

from yudu_flow.documents.labels import STEMS, Role

_NOUNS = frozenset(
    (
        *("责任", "主责", "主管", "行业主管", "属地", "汇总", "成员", "稳控"),
        *("联动", "联合", "协调", "协作", "会同", "整改", "承诺"),
    )
)
"""Stems that nobody says of a unit as what it does, or not of measures."""
STEM_ROLES = {
    stem: role
    for role, stems in STEMS.items()
    for stem in stems
    if stem not in _NOUNS and not stem.endswith(("责任", "主管"))
}
_STEM = "|".join(sorted(STEM_ROLES, key=len, reverse=True))
HOW = (
    r"(?:(?:各自)?(?:按照?|依据|根据)[一-鿿]{1,8}?|(?:各自)?(?:职责|职能)?分工|各自"
    r"|结合(?:各自|工作|本地|当地)?实际|要|应当?|须|需|共同|分别|分头|具体|积极|密切|通力|大力|主动|全力|协同|统一|主要|总|予以|给予|做好|抓好|组织|并)"
)
VERB_WORDS = rf"(?:{HOW})*(?:{_STEM})+(?:到位|工作)?"
"""The whole of a role word said of somebody, as a pattern."""
VERB = re.compile(rf"(?:等(?:各)?)?{VERB_WORDS}$")
_FOUND = re.compile(_STEM)
_TOGETHER = re.compile("分别|分头|共同|分工")


def verb_at(key: str, start: int, end: int) -> tuple[Role, int] | None:
    """The role that a verb at the end of the stretch gives, and where the names before it end."""
    found = VERB.search(key, start, end)
    return (role_said(found[0]), found.start()) if found else None


def role_said(verb: str) -> Role:
    """The role that a verb gives; UNIT where it holds no stem that says more."""
    said = {STEM_ROLES[stem] for stem in _FOUND.findall(verb)}
    if Role.CO_UNIT in said:
        return Role.CO_UNIT
    return Role.LEAD if Role.LEAD in said and not _TOGETHER.search(verb) else Role.UNIT
