"""What a document says that its own marks mean: ▲为牵头单位，○为配合单位; 破折号后为承担单位，括号内为协助单位."""

import re
from collections.abc import Iterator

from yudu_flow.documents.labels import Role, head_role
from yudu_flow.documents.verbs import VERB_WORDS, role_said

SIGNS = "▲△●○★☆■□◆◇◎√✓✔"
"""What stands in the cells of a matrix."""
BULLETS = "•●○◆◇■□▪▲△★☆➢▶"
"""What stands at the head of a line in place of a number."""
DASH, BRACKET = "破折号", "括号"
_MEANS = r"[”\"’』]?(?:后面?|内|中|里)?的?(?:单位|部门|科室|股室)?(?:[:为是指系]|表示|代表)*"
_SAID = re.compile(rf"(?P<mark>[{SIGNS}]|破折号|括号){_MEANS}(?P<words>[一-鿿]{{2,10}})")
_SOLID, _HOLLOW = "▲●★■◆◎", "△○☆□◇"


def legend_of(key: str) -> dict[str, Role]:
    """The role that each mark gives, where the document says so; of the legend's places DASH and BRACKET."""
    return dict(_said(key))


def _said(key: str) -> Iterator[tuple[str, Role]]:
    for found in _SAID.finditer(key):
        words = re.split("单位|部门|科室|股室", found["words"])[0]
        role = head_role(words + "单位") or (role_said(words) if re.fullmatch(VERB_WORDS, words) else None)
        if role:
            yield found["mark"], role


def likely_role(sign: str, signs: set[str]) -> Role:
    """What a sign most likely means beside the others of its table: the solid one leads, the hollow one helps."""
    if sign in _HOLLOW and signs & {*_SOLID}:
        return Role.CO_UNIT
    if sign not in _HOLLOW + _SOLID and signs & {*_SOLID}:
        return Role.CO_UNIT
    return Role.LEAD if len(signs) > 1 else Role.UNIT
