"""A firm's entry in the register (企业名录), as people write it down, and what is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from yudu_flow.domain.channels import plain_mobile
from yudu_flow.domain.credit_code import fault_of, plain_code
from yudu_flow.domain.names import name_key, names_in
from yudu_flow.domain.printable import without_margins

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(0\d{2,3}\d{7,8}|400\d{7})(转\d{1,6})?")
HIDDEN = "****"
MOST_TAGS = 10


@dataclass(frozen=True, slots=True)
class FirmEntry:
    """What the register says of a firm. `mobile` is the contact's number, a landline's where there is no other."""

    name: str
    credit_code: str | None = None
    address: str = ""
    contact: str = ""
    mobile: str = ""
    tags: tuple[str, ...] = ()


WORDS = {
    "name": "企业名称",
    "credit_code": "统一社会信用代码",
    "address": "地址",
    "contact": "联系人",
    "mobile": "联系电话",
    "tags": "标签",
}
"""How its fields are called, in the order in which they are written down."""
LONGEST = {"name": 100, "address": 200, "contact": 40, "mobile": 40, "tags": 200, "credit_code": 40}
FIELDS = tuple(field.name for field in fields(FirmEntry))


def written(words: Mapping[str, str]) -> FirmEntry:
    """What was written down, put into its forms. Raises nothing: `faults` says what is wrong with it."""
    plain = {name: without_margins(words.get(name, "")) for name in FIELDS}
    return FirmEntry(
        " ".join(plain["name"].split()),
        plain_code(plain["credit_code"]) or None,
        plain["address"],
        plain["contact"],
        plain_mobile(plain["mobile"]),
        tuple(tags_of(plain["tags"])),
    )


def tags_of(line: str) -> Iterator[str]:
    """The tags of a line, each once."""
    yield from dict.fromkeys(names_in(line))


def faults(entry: FirmEntry) -> Iterator[tuple[str, str]]:
    """What is wrong with it: the field, and what to do."""
    if not name_key(entry.name):
        yield "name", "请填写企业名称"
    if entry.credit_code and (fault := fault_of(entry.credit_code)):
        yield "credit_code", fault
    if entry.mobile and not (MOBILE.fullmatch(entry.mobile) or LANDLINE.fullmatch(entry.mobile)):
        yield "mobile", "联系电话写手机号码（11位），或带区号的座机"
    if len(entry.tags) > MOST_TAGS:
        yield "tags", f"标签请不要超过{MOST_TAGS}个"
    for name, most in LONGEST.items():
        value = getattr(entry, name)
        if len("、".join(value) if isinstance(value, tuple) else value or "") > most:
            yield name, f"{WORDS[name]}请不要超过{most}字"


def masked(number: str) -> str:
    """138****0001, where the number need not be known; a firm's landline is no secret."""
    return f"{number[:3]}{HIDDEN}{number[-4:]}" if MOBILE.fullmatch(number) else number


def differing(before: FirmEntry, after: FirmEntry) -> list[str]:
    """The fields in which they differ."""
    return [name for name in FIELDS if getattr(before, name) != getattr(after, name)]


def listed_now(
    lists: Mapping[str, Iterable[str]], known: Iterable[tuple[str, str, int]]
) -> tuple[list[tuple[str, str]], list[int]]:
    """What the roster lists by owner, against the pairings that `known` says are listed: (owner, name, pairing).

    Returns the owners and names that are new there, and the pairings whose firm was taken off.
    """
    there = {(owner, name_key(name)): pairing for owner, name, pairing in known}
    named = {(owner, name_key(name)): name for owner, names in lists.items() for name in names}
    new = [(owner, name) for (owner, key), name in named.items() if (owner, key) not in there]
    return new, [pairing for place, pairing in there.items() if place not in named]
