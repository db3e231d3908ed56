"""Words that stand behind names and are no part of them: what charges in words that nobody knows (县财政局会办)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from yudu_flow.documents.passage import CLOSING

_UNIT = re.compile(r"(?:局|委|股|科|处|室|中心|公司|政府|站|所|大队|联社|银行|街道|乡镇|法院|检察院)$")
_OF_A_UNIT = re.compile(
    r"(?:局|委|股|科|处|室|部|组|站|所|院|队|校|会|公司|中心|府|[一-鿿]{2}办|[县市区镇乡]|街道|机关|支部|专班|支行|单位|部门|窗口|企业)$"
)
"""How a part of a unit ends: 县公安局交警大队."""
_CHARGES = re.compile(r"(?:共同|分别|联合|具体|一起|一道|兜底|[会协分承联主]办)$")
LONGEST = 4


def odd_ends(names: Iterable[str]) -> dict[str, str]:
    """By name what stands behind it: words that charge, or words that stand behind several units of the document."""
    ends = {name: [*_ends(name)] for name in {*names}}
    behind: dict[str, set[str]] = defaultdict(set)
    for name, found in ends.items():
        for end in found:
            behind[end].add(name)
    odd = {name: [one for one in found if len(behind[one]) > 1 or _CHARGES.search(one)] for name, found in ends.items()}
    return {name: found[0] for name, found in odd.items() if found}


def _ends(name: str) -> Iterator[str]:
    """Shortest first, each behind what ends like a unit's name."""
    for cut in range(len(name) - 2, max(len(name) - LONGEST - 1, 1), -1):
        if (
            name[-1] not in f"{CLOSING}）］〉"
            and _UNIT.search(name[:cut])
            and not _OF_A_UNIT.search(name[cut:])
            and name[cut] not in "和及与"
        ):
            yield name[cut:]
