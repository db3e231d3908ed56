"""统一社会信用代码: eighteen characters, the last of which checks the others (GB 32100-2015)."""

from unicodedata import normalize

from yudu_flow.domain.names import is_unseen

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which are taken for figures."""
LENGTH = 18
WEIGHTS = tuple(pow(3, place, len(CHARACTERS)) for place in range(LENGTH - 1))


def plain_code(text: str) -> str:
    """As it is kept: half-width capitals, without blanks and hyphens."""
    whole = normalize("NFKC", text).upper()
    return "".join(one for one in whole if one != "-" and not is_unseen(one))


def check_character(first: str) -> str:
    """The character that follows the first seventeen."""
    total = sum(CHARACTERS.index(one) * weight for one, weight in zip(first, WEIGHTS, strict=True))
    return CHARACTERS[-total % len(CHARACTERS)]


def fault_of(code: str) -> str:
    """What is wrong with a plain code, in Chinese; empty where nothing is."""
    if len(code) != LENGTH:
        return f"统一社会信用代码应为{LENGTH}位，现在是{len(code)}位"
    strange = "、".join(dict.fromkeys(one for one in code if one not in CHARACTERS))
    if strange:
        return f"统一社会信用代码里不会有“{strange}”，请对照营业执照"
    if check_character(code[:-1]) != code[-1]:
        return "统一社会信用代码的校验位不对，有一位抄错了，请对照营业执照"
    return ""
