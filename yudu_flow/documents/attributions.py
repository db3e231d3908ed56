"""Every attribution of a document, wherever it stands: in brackets, on a line of its own, or at a paragraph's end."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import pairwise

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.bare_names import is_posted
from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.labels import LABEL, Role, label_at
from yudu_flow.documents.legends import legend_of
from yudu_flow.documents.lexicon import CONTACT, FIRST_LEADS, OTHERS_HELP
from yudu_flow.documents.numerals import BELOW_HUNDRED, number
from yudu_flow.documents.passage import OPENING, Passage
from yudu_flow.documents.shares import shares
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.spoken import beyond_measures, spoken
from yudu_flow.documents.tails import tail_at
from yudu_flow.documents.verbs import VERB_WORDS

SHORT = 6
_SAME = re.compile(r"[(\[〔【〖](?:责任单位|牵头单位|分工)?:?同(?:上|前)[)\]〕】〗]")
LONGEST = 1500
"""Characters of one attribution; what is longer has lost its closing bracket."""
_INLINE = re.compile(rf"(?<=[。;!:|])\s*(?=[\[【〔]?{LABEL.pattern}(?:\([^()]{{1,6}}\))?\s*(?:[:为是\]】〕]|——))")
_QUOTED = re.compile(r"[《\"'‘]|“(?![^“”]{2,12}”[一-鿿]{2})")
_NAMED_BY_VERB = re.compile(rf"{VERB_WORDS}(?:[。,;、)]|$|,?列第一)")


def attributions(passage: Passage, year: int) -> list[Attribution]:
    """In the order of the document; what its rule of the first place (列第一位者为牵头单位) says is applied."""
    found = sorted(_all(passage, year), key=lambda one: one.place)
    _fill_same(found, passage)
    found = [one for one in found if one.names or one.due_words]  # by now （同上） has them too
    let_first_lead(found, passage)
    return found


def let_first_lead(found: list[Attribution], passage: Passage) -> None:
    """Apply the document's rule of the first place, where it has one, to brackets, lines and rows that follow it."""
    # Said in a sentence apart it is of all; said in one attribution (…，下同) of that one and those behind it.
    leads = bool(FIRST_LEADS.search(passage.key)) and not any(one.first_leads for one in found)
    for one in found:
        leads = leads or one.first_leads
        one.first_leads = leads and not one.of(Role.LEAD)
    if OTHERS_HELP.search(passage.key):
        _let_others_help(found)


def _fill_same(found: list[Attribution], passage: Passage) -> None:
    """（同上） says again what the one before it says."""
    for before, one in pairwise(found):
        if _SAME.fullmatch(passage.key, *one.place):
            one.names, one.first_leads = [replace(name, place=one.place) for name in before.names], before.first_leads
            one.due, one.due_words, one.doubts = before.due, before.due_words, [*before.doubts]


def _let_others_help(found: list[Attribution]) -> None:
    """列第一位的为牵头单位，其他为配合单位: who stands behind the first one helps."""
    for one in found:
        units = one.of(Role.UNIT)[1:] if one.first_leads else []
        one.names = [replace(name, role=Role.CO_UNIT) if name in units else name for name in one.names]


def _all(passage: Passage, year: int) -> Iterator[Attribution]:
    beyond, legend, shared = beyond_measures(passage), legend_of(passage.key), shares(passage, year)
    for start, end in passage.lines:
        if tail := tail_at(passage, (start, end), year, legend):
            yield tail
            end = tail.place[0]
        after = start
        if _PRESENT.match(passage.key, start, end):
            continue
        for opened in _brackets(passage, start, end):
            if opened < after:
                continue
            if one := _bracketed(passage, opened, end, year):
                _go_on(one, passage, end, year)
                yield one
                after = one.place[1]
        if share := shared.get(start):
            yield from [share] if after == start else []
        else:
            yield from _bare(passage, start, end, year, beyond)


def _brackets(passage: Passage, start: int, end: int) -> Iterator[int]:
    return (place for place in range(start, end) if passage.key[place] in OPENING)


def _bracketed(passage: Passage, opened: int, line_end: int, year: int) -> Attribution | None:
    """The attribution inside the bracket at `opened`; None where the bracket holds something else."""
    if same := _SAME.match(passage.key, opened, line_end):
        return Attribution((opened, same.end()))
    limit = min(line_end, opened + LONGEST)
    closed = passage.pairs.get(opened)
    closed = closed if closed is not None and closed < limit else None
    start, end = opened + 1, closed if closed is not None else limit
    if not _is_one(passage, start, end, whole=closed is not None):
        return None
    one = Reader(passage, (opened, end + (closed is not None)), year).read(start, end)
    if closed is None:
        one.doubts.append("括号没有写完")
    return one


def _go_on(one: Attribution, passage: Passage, line_end: int, year: int) -> None:
    """[县水利局，各乡镇] 完成时限：5月15日前: labels right behind the bracket say more of the same."""
    start = _after_marks(passage.key, one.place[1], line_end)
    while label_at(passage.key, start, line_end):
        full_stop = passage.key.find("。", start, line_end)
        end = full_stop if full_stop >= 0 else line_end
        more = Reader(passage, (start, end), year).read(start, end)
        one.place = (one.place[0], end)
        one.add(more)
        start = _after_marks(passage.key, end, line_end)


def _after_marks(key: str, start: int, end: int) -> int:
    while start < end and key[start] in " \t,;。":
        start += 1
    return start


def missed(passage: Passage, blotted: str) -> Iterator[str]:
    """Brackets at an item's end that speak of charges and yet are none of those `blotted`: somebody should look."""
    for start, end in passage.lines:
        for opened in _brackets(passage, start, end):
            closed = passage.pairs.get(opened)
            if closed is None or closed - opened > LONGEST or not _ends_item(passage.key, closed):
                continue
            if _CHARGING.search(passage.key, opened, closed) and blotted[opened] in OPENING:
                yield passage.text[opened : closed + 1]


_CHARGING = re.compile(r"(?:局|办|委|股|科|室|部|中心)[^。]{0,12}(?:负责|牵头|配合)")


def _is_contact(passage: Passage, start: int, end: int) -> bool:
    """Whom to ring up about it is nobody's charge."""
    words = passage.key[start:end]
    return bool(CONTACT.match(words.strip(OPENING + " "))) and not _CHARGES.search(words)


_PRESENT = re.compile(
    r"(?:出席|列席|参会|参加|缺席|请假|主持|记录|分送|抄送|抄报|主送|发送)(?:人员|单位|领导|同志|人)?:"
)
"""Behind it stands who was there, and to whom it is sent: 列席：何涛（城关镇）."""
_RECEIVES = re.compile(r"(?:报送?|送|至|到)[^。;,]{0,14}(?:办公室|专班|[局股科处室办委所部])$")
"""Behind it a bracket says more of the unit that a report goes to: 报县环委办（生态环境局）."""
_ALIAS = re.compile(r"(?:^|\n)[ \t]*[省市县区][一-鿿]{2,12}(?:局|委|办公室|中心)$")
"""A line that is nothing but a unit, with another name of it in a bracket: 区司法局（区委依法治区办）."""
_CHARGES = re.compile("责任|牵头|配合|承办|协办|领导")


def _is_one(passage: Passage, start: int, end: int, *, whole: bool) -> bool:
    key = passage.key
    while start < end and key[start] in " \t":
        start += 1
    if _is_contact(passage, start, end):
        return False
    if label_at(key, start, end):
        return True
    if LABEL.fullmatch(key, start, end):  # 【责任单位】 is a label, and the names stand behind it
        return False
    if not whole or _QUOTED.search(key, start, end) or end - start < 3:
        return False
    told = _NAMED_BY_VERB.search(key, start, end) or _ends_item(key, end) or key[start - 2] in "。;"
    if _RECEIVES.search(key, max(0, start - 24), start - 1) or _ALIAS.search(key, max(0, start - 24), start - 1):
        return False
    return bool(told) and not _behind_a_label(key, start - 1) and _names_units(passage, start, end)


NEAR = 120
"""Characters before a bracket in which the label of its name stands."""


def _behind_a_label(key: str, opened: int) -> bool:
    """责任单位：县发改局（县粮食局）: the bracket says more of the name that it stands behind."""
    begun = max(opened - NEAR, *(key.rfind(mark, max(0, opened - NEAR), opened) + 1 for mark in "。;\n"))
    return key[opened - 1] not in ",、:" and any(
        label_at(key, one.start(), opened) for one in LABEL.finditer(key, begun, opened)
    )


def _ends_item(key: str, closed: int) -> bool:
    """A bracket that ends its line may name units without a verb: (住建局、财政局)."""
    return key[closed + 1 : closed + 2] in ("\n", "") or key[closed + 1 : closed + 3] in ("。\n", "。", ";\n", ";")


def _names_units(passage: Passage, start: int, end: int) -> bool:
    """Whether what the verbs of a bracket speak of are units: (由县政府负责解释) is no attribution."""
    one = Reader(passage, (start, end), 2000).read(start, end)
    if one.names and all(name.role is Role.LEADER for name in one.names):
        return is_posted(passage.key[start:end])
    led = one.labelled and not CONTACT.search(passage.key, start, end)
    sorts = {sort_of(name.name) for name in one.names if not (led and name.role in _PERSONS)}
    if _mostly_units(one):  # one odd name among several is asked about; all of them are not lost for it
        sorts -= {Sort.UNKNOWN, Sort.PERSON}
    return (
        bool(sorts)
        and sorts <= {Sort.UNIT, Sort.GROUP}
        and not any(len(name.name) > 40 or _TALK.search(name.name) for name in one.names)
    )


_PERSONS = (Role.LEADER, Role.PERSON)
"""Behind a label of their own they may stand among units: 甲股负责，分管领导：…"""


def _mostly_units(one: Attribution) -> bool:
    strange = [name for name in one.names if sort_of(name.name) in (Sort.UNKNOWN, Sort.PERSON)]
    return len(strange) * 3 <= len(one.names)


_TALK = re.compile(
    r"^(?:含|如(?!皋|东)|即(?!墨)|包括|除|见|原(?!州|平|阳)|不含|简称|以下|等|自(?!来水|然|治|贡))|的|应当|须|可以|不得"
)


def _bare(passage: Passage, start: int, end: int, year: int, beyond: Set[int]) -> Iterator[Attribution]:
    """A line that begins with a label, or a paragraph's last sentences that do, outside all brackets."""
    key = passage.key
    if _is_contact(passage, start, end):
        return
    if numbered := heading_at(key, start):  # 3.责任单位：甲局
        start += numbered.length
    above = _ABOVE.match(key, start, end)
    begun = above.end() if above else start
    if label_at(key, begun, end):
        one = Reader(passage, (start, end), year).read(begun, end)
        one.many = number(above[1]) if above else 0
        yield one
        return
    found = _INLINE.search(_outside(passage, start, end))
    if found and label_at(key, start + found.end(), end):
        begun = start + found.end()
        if _is_contact(passage, begun, end):
            return
        yield Reader(passage, (begun, end), year).read(begun, end)
    elif found is None:
        yield from spoken(passage, (start, end), year, beyond)


_ABOVE = re.compile(
    rf"(?:以上|上述|前述)({BELOW_HUNDRED}|两)(?:项|条|个|点)[^:。;,]{{0,8}}?[,由]?(?=[责牵主配分承协整])"
)


def _outside(passage: Passage, start: int, end: int) -> str:
    """The same with what brackets hold blotted out, but short ones: 责任(配合)单位 keeps its own."""
    out, until = [], start
    for place in range(start, end):
        closed = passage.pairs.get(place, place)
        if place >= until and closed - place > SHORT:
            until = closed + 1
        out.append("#" if place < until else passage.key[place])
    return "".join(out)
