"""Matrices: a column a unit, a row a measure, and a sign (▲, ○, √, 牵头) where a unit has part in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import Named
from yudu_flow.documents.labels import Role, head_role
from yudu_flow.documents.legends import SIGNS, likely_role
from yudu_flow.documents.paper import Cell, Row
from yudu_flow.documents.passage import Passage, key_of
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.verbs import VERB_WORDS, role_said

_WORD = re.compile(rf"{VERB_WORDS}|主责|责任|主|协|(?:牵头|责任|配合|主办|协办)单位")
_SIGN = re.compile(rf"[{SIGNS}]+")


def is_sign(said: str) -> bool:
    return bool(_SIGN.fullmatch(said) or _WORD.fullmatch(said))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Whom each column is of, what the signs mean, and those of them whose meaning is only likely."""

    names: dict[int, tuple[Named, ...]]
    roles: dict[str, Role]
    likely: frozenset[str]

    def named(self, said: dict[int, str]) -> Iterator[Named]:
        """Those who have a part in a row of which these cells are filled."""
        for place, sign in said.items():
            if (role := self.roles.get(sign)) and place in self.names:
                yield from (replace(name, role=role) for name in self.names[place])

    def doubts(self, said: dict[int, str]) -> Iterator[str]:
        for sign in dict.fromkeys(said.values()):
            if sign in self.likely:
                what = "配合" if self.roles[sign] is Role.CO_UNIT else "牵头"
                yield f"表里的“{sign}”没有写明是什么，按{what}读了，请核对"


def matrix_of(heads: dict[int, Cell], text: str, signs: set[str], legend: dict[str, Role], year: int) -> Matrix | None:
    """The matrix of the columns under these heads; None where no unit stands at their heads."""
    names = _names(heads, text, year)
    if not names or not all(sort_of(one.name) in (Sort.UNIT, Sort.GROUP) for some in names.values() for one in some):
        return None
    told = {sign: role for sign in signs if (role := legend.get(sign) or _said(sign))}
    likely = frozenset(signs - {*told})
    return Matrix(names, told | {sign: likely_role(sign[0], signs) for sign in likely}, likely)


def _said(sign: str) -> Role | None:
    if sign in ("主", "主责"):
        return Role.LEAD
    if sign == "协":
        return Role.CO_UNIT
    if _SIGN.fullmatch(sign):
        return None
    return head_role(sign) or role_said(sign)


def _names(heads: dict[int, Cell], text: str, year: int) -> dict[int, tuple[Named, ...]]:
    """All heads are one list, so that the first one's 县 is lent to the others."""
    places = [place for cell in heads.values() for start, end in cell.spans for place in (*range(start, end), -1)]
    kept = [place for place in places if place < 0 or not text[place].isspace()]
    words = "".join("、" if place < 0 else text[place] for place in kept)
    passage = Passage(words, [max(place, 0) for place in kept])
    found = Reader(passage, (0, len(words)), year, Role.UNIT).read(0, len(words)).names
    made = {}
    for at, cell in heads.items():
        start, end = cell.spans[0][0], cell.spans[-1][1]
        if own := [one for one in found if start <= passage.places[one.place[0]] < end]:
            made[at] = tuple(replace(one, place=passage.span(*one.place)) for one in own)
    return made


def said_in(row: Row, places: set[int], text: str) -> dict[int, str]:
    """The signs of a row by their columns."""
    found = {place: "".join(text[slice(*span)] for span in row[place].spans) for place in places if place < len(row)}
    return {place: sign for place, words in found.items() if (sign := re.sub(r"\s", "", key_of(words)))}
