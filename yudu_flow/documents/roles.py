"""What a name is in an assignment: by its label, unless the roster or its look says otherwise. Doubts say so."""

import re

from yudu_flow.documents.labels import Role
from yudu_flow.documents.odd_people import person_doubt
from yudu_flow.documents.sorts import Sort, looks_like_a_person

SURELY = 3
"""Characters of what looks like a person's name and is hardly a place's (云东) or a trade's (金融)."""


def role_of(role: Role, sort: Sort, name: str, doubts: list[str], *, known: bool) -> Role | Sort:
    """`known`: the roster says what it is, so that its look does not count."""
    if role is Role.LEADER:
        if not known and person_doubt(name):
            doubts.append(f"“{name}”写在责任领导里，但不像人名")
        return Role.LEADER
    if sort is Sort.GROUP:
        return Role.CO_UNIT if role is Role.CO_UNIT else Sort.GROUP
    if role is Role.PERSON:
        if sort is Sort.PERSON and not known and (odd := person_doubt(name)):
            doubts.append(odd)
        return Role.PERSON if sort is Sort.PERSON or _person_after_all(sort, name, doubts) else Role.UNIT
    if sort is Sort.PERSON and known:
        return Role.PERSON
    if sort is Sort.PERSON and not name.endswith("村"):  # 水寨村 in a column of villages
        doubts.append(f"“{name}”写在责任单位里，但像是人名")
        if len(name) == SURELY:
            return Role.PERSON
    if sort is Sort.UNKNOWN:
        doubts.append(f"看不出“{name}”是单位还是个人")
    return Role.CO_UNIT if role is Role.CO_UNIT else Role.UNIT


def _person_after_all(sort: Sort, name: str, doubts: list[str]) -> bool:
    if sort is Sort.UNKNOWN:
        doubts.append(f"看不出“{name}”是单位还是个人")
        return len(name) <= 4
    if sort is Sort.UNIT and _OF_A_PLACE.search(name) and looks_like_a_person(name):
        doubts.append(f"“{name}”写在责任人里，但像是地名")
    return False


_OF_A_PLACE = re.compile("[镇乡]$")
