"""What the names of one list lend each other: 市 to those behind it, 股 to the one before, 各 to all that are many."""

import re
from dataclasses import replace

from yudu_flow.documents.charged import Attribution, Named
from yudu_flow.documents.labels import Role
from yudu_flow.documents.lexicon import PARTY, PREFIX, SERVES
from yudu_flow.documents.passage import key_of
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.whole_names import is_stem, takes_prefix


def lend_ends(found: Attribution, text: str) -> None:
    """就业、失业保险股 are two sections: the end of the next name is the first one's too, and it is asked."""
    names = found.names
    for place in range(len(names) - 2, -1, -1):
        one, other = names[place : place + 2]
        if text[one.place[1] : other.place[0]] != "、" or one.role is not other.role:
            continue
        if end := _end_for(one.name, other.name):
            names[place] = replace(one, name=one.name + end)
            found.doubts.append(f"“{one.name}”按“{one.name}{end}”读了，请核对")


def _end_for(name: str, behind: str) -> str:
    for short, whole in _ENDS:
        if short.fullmatch(name) and (office := whole.fullmatch(behind)):
            return office[1]
    shared = _SECTION.search(behind) if is_stem(name) else None
    return shared[0] if shared else ""


_ENDS = (
    (re.compile("[一-鿿]{2,3}[乡镇]"), re.compile("[一-鿿]{2,3}[乡镇]((?:人民)?政府|党委)")),
    (
        re.compile("[一-鿿]{0,6}(?:高新|经开|开发|新|度假|示范|保税|园|试验)区"),
        re.compile("[一-鿿]{1,8}区(管委会|管理委员会)"),
    ),
)
"""澄州高新区、临港经开区管委会: a place, and the office that is named with the next one."""
_SECTION = re.compile("[股科处局]$")


def lend_each(found: Attribution, text: str) -> None:
    """各 speaks of all that are many behind it: 各镇、街道办事处 are 各街道办事处 too; 各县、区人民政府 is one name."""
    made: list[Named] = []
    for one in found.names:
        last = made[-1] if made else None
        if last is None or last.role is not one.role or text[last.place[1] : one.place[0]].strip() not in _JOINTS:
            made.append(one)
        elif _is_one(last.name, one.name):
            made[-1] = replace(last, name=text[last.place[0] : one.place[1]], place=(last.place[0], one.place[1]))
            if not re.search(_OFFICE, one.name):
                lent = _EACH.fullmatch(key_of(last.name))
                two = f"“{last.name}”“{lent['each'] if lent else '各'}{one.name}”"
                found.doubts.append(f"“{made[-1].name}”当作一个集合读了，是{two}两个的请分开")
        elif each := _each_for(last.name, one.name):
            made.append(replace(one, name=each + one.name, lent=True))
            joined = text[last.place[0] : one.place[1]]
            found.doubts.append(f"“{joined}”按“{last.name}”“{made[-1].name}”两个集合读了，是一个的请合起来")
        else:
            made.append(one)
    found.names = made


_JOINTS = ("、", "，", ",", "和", "及", "与", "以及")
_COUNTY = r"(?:县级市|[县市区州旗](?:\([县市区、]+\))?)"
_TOWN = r"(?:乡镇|镇街|乡|镇|街道|街办)(?:\([乡镇街道场、]+\))?"
_OFFICE = r"(?:(?:人民)?政府|党委|党工委|办事处|管委会)"
_MANY = (
    r"(?:直属|成员|下属|有关|相关|责任)?(?:单位|部门|科室|股室|处室|室|站所|企业|机构)"
    r"|村\(?居?\)?|村居|社区|学校|中小学校?|幼儿园|医院|园区|管委会"
)
_SORT = r"单位|部门|科室|股室|处室|站所|企业|机构|中小学校?|学校|幼儿园"
_EACH = re.compile(r"(?P<each>各(?:有关|相关|责任)?)(?P<kind>.+)")


def _is_one(name: str, behind: str) -> bool:
    """各县、区人民政府, 各科室、单位, 各乡、镇人民政府: of one rank, the office named once or not at all."""
    kind, other = _kind(name), key_of(behind)
    if re.fullmatch(rf"{_COUNTY}(?:、{_COUNTY})*", kind):
        return re.fullmatch(rf"{_COUNTY}{_OFFICE}?", other) is not None
    if re.fullmatch(_SORT, kind):  # whether 各科室、单位 are one collective or two, offices differ over: it is asked
        return re.fullmatch(_SORT, other) is not None
    return kind == "乡" and re.fullmatch(rf"镇{_OFFICE}", other) is not None


def _each_for(name: str, behind: str) -> str:
    """What is lent of 各 in `name` to what stands behind it; empty where that is no collective of its like."""
    found = _EACH.fullmatch(key_of(name))
    if not found or not re.fullmatch(rf"{_TOWN}{_OFFICE}?|{_MANY}", key_of(behind)):
        return ""
    return found["each"] if re.fullmatch(_MANY, found["kind"]) and re.fullmatch(_MANY, key_of(behind)) else "各"


def _kind(name: str) -> str:
    found = _EACH.fullmatch(key_of(name))
    return found["kind"] if found else ""


def lend_prefixes(found: Attribution) -> None:
    """The first name's 市 or 县 is lent to those behind it in the same list that have none of their own."""
    names, lent, committee, role = found.names, "", "", None
    for place, one in enumerate(names):
        if one.role is not role and not (lent and one.role in (Role.UNIT, Role.LEAD, Role.CO_UNIT)):
            lent = ""
        role = one.role
        if one.role in (Role.LEADER, Role.PERSON):
            continue
        own = PREFIX.match(one.name)
        if own and sort_of(one.name) is not Sort.GROUP:
            lent, committee = own[0], "委" if one.name[len(own[0]) :].startswith("委") else ""
        elif lent and takes_prefix(one.name):
            whose = lent + (committee if PARTY.search(one.name) else "")
            names[place] = Named(whose + one.name, one.role, one.place, lent=True)
        elif lent and SERVES.fullmatch(one.name):
            found.doubts.append(f"“{one.name}”前面像是少了字，是不是“{lent}{one.name}”")
