"""Names without what stands around them: posts, telephone numbers, blanks that set them to a width."""

import re

from yudu_flow.documents.lexicon import POST_BEFORE, TITLES
from yudu_flow.documents.sorts import Sort, looks_like_a_person, sort_of

_BEHIND = re.compile(r"[\d\s\-—()+*]{7,}$")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、．)）]|[(（]\d{1,2}[)）]|[①-⑳])\s*(?=[一-鿿]{2})")
"""In a cell each name may have a number: 1.县住建局；2.县交通局."""
_BESIDE = re.compile(r"[(（][^()（）]*[)）]$")
_ROUND = re.compile(
    r"[(（][^()（）]*(?:主任|局长|股长|科长|书记|县长|市长|主席|部长|组长|电话|手机|兼)[^()（）]*[)）]$"
)


_RARE = re.compile(
    r"(?P<name>(?!.{0,2}[县市区镇各本由立请的省州位同])(?!.?(?:分管|常务|政府|有关|相关|牵头|责任|负责|挂[职点帅]|包[保联抓]|领导|联系|主管))[一-鿿]{3})"
    r"(?:常务)?副[县市区州]长"
)
"""A deputy's name of three characters whose surname no list has: 排云祥副县长."""


def is_posted(words: str) -> bool:
    """A person by the post before the name or behind it: 副区长 罗庆, 李明同志."""
    name = re.sub(r"[\s　]", "", words)
    if _RARE.fullmatch(name):
        return True
    if _ROUND.search(name) and looks_like_a_person(_ROUND.sub("", name)):
        return True
    if (titled := TITLES.search(name)) and looks_like_a_person(name[: titled.start()]):
        return True
    posted = POST_BEFORE.match(name.removesuffix("同志"))
    return bool(posted and not looks_like_a_person(name) and looks_like_a_person(posted["name"]))


def bare_name(words: str) -> str:
    """A name without blanks inside, posts and telephone numbers behind it, and marks around it."""
    name = re.sub(r"(?<=[一-鿿）)])[\s　]+(?=[一-鿿（(])", "", words.strip())
    name = _NUMBERED.sub("", _BEHIND.sub("", name))
    name = _ROUND.sub("", name).strip(' \t　*:：。.；;，,、"')
    beside = _BESIDE.search(name)
    if beside and sort_of(name[: beside.start()]) is Sort.PERSON:
        name = name[: beside.start()]
    posted = POST_BEFORE.match(name.removesuffix("同志"))
    if posted and not looks_like_a_person(name) and looks_like_a_person(posted["name"]):
        return posted["name"]
    if rare := _RARE.fullmatch(name):
        return rare["name"]
    titled = TITLES.search(name)
    if titled and looks_like_a_person(name[: titled.start()]):
        name = name[: titled.start()]
    return name


def without_work(name: str) -> str:
    """县城管局（停车位施划） without what that unit does of the work, which is no part of its name."""
    said = _WITH_WORK.fullmatch(name)
    does = said and sort_of(said["unit"]) is Sort.UNIT and sort_of(said["work"]) is Sort.UNKNOWN
    return said["unit"] if said and does else name


_WITH_WORK = re.compile(r"(?P<unit>[一-鿿]{3,20})[(（](?P<work>[一-鿿]{4,12})[)）]")
