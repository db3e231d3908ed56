"""What stands over several measures and is nothing but who has them or by when: 一、县教育局, 李明副县长负责（3件）,
分管领导：周敏, 三月底前完成. It may be a numbered heading, or a line without a number above items or bullets.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import Attribution, between
from yudu_flow.documents.days import is_days_alone
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.holes import families_of
from yudu_flow.documents.labels import Role, label_at
from yudu_flow.documents.legends import BULLETS
from yudu_flow.documents.of_all import of_all
from yudu_flow.documents.outline import Item, around
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.plausible import bears_work
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.verbs import VERB_WORDS

LONGEST = 60
"""Characters of such a line."""
CHARGED = (Role.LEAD, Role.UNIT)
_HEADED = re.compile(
    rf"(?:由)?(?P<words>.{{2,60}}?)(?:{VERB_WORDS}|(?<=前)(?:完成|办结))?(?:的?(?:重点)?(?:任务|事项|工作|项目))?"
    r"(?:\((?:共|牵头)?\d+[项个件条]\))?[::。]?$"
)


@dataclass(frozen=True, slots=True)
class Over:
    """A heading, where it stands, and the stretch whose measures it is over; `items` are those that it has itself."""

    by: Attribution
    title: str
    place: Span
    end: int
    items: tuple[Item, ...]
    labelled: bool
    plain: bool = False
    """Right behind it stands that it is their charge: 县水利局：负责水库安全."""

    @property
    def charges(self) -> bool:
        """Whether it says who has the work, and not only who leads or by when."""
        return bool(self.by.of(*CHARGED))


def over_measures(found: list[Attribution], items: list[Item], passage: Passage, year: int) -> list[Over]:
    """Of the numbered ones half of a family and two at least; of lines of units two, of leaders or days each.

    Headings of units that no label names are over nothing where what is `found` in their items charges others: they
    name what is built, and the items say who builds it.
    """
    made = []
    for family in [*_numbered(items, passage, year), _lines(items, passage, year)]:
        charging = [one for one in family if one.charges]
        told = any(one.labelled for one in charging) or not any(_is_charged(one, found) for one in charging)
        made += [one for one in family if not one.charges or (told and len(charging) > 1)]
    return made


def _is_charged(over: Over, found: list[Attribution]) -> bool:
    return any(one.of(*CHARGED) for one in between(found, over.place[1], over.end))


def _numbered(items: list[Item], passage: Passage, year: int) -> Iterator[list[Over]]:
    """A family of one alone counts where one of its style does: 1.县应急局 below 二、抢险组."""
    single: dict[str, list[Over]] = {}
    many: dict[str, list[Over]] = {}
    for family in families_of(items):
        found = [over for one in family if (over := _heading(one, passage, year))]
        if found and len(found) == len(family) == 1:
            single.setdefault(family[0].style, []).extend(found)
        elif len(found) > 1 and len(found) * 2 >= len(family):
            many.setdefault(family[0].style, []).extend(found)
    for style, found in many.items():
        yield [*found, *single.get(style, [])]


def _heading(item: Item, passage: Passage, year: int) -> Over | None:
    """Its line; of an item that nothing is below its first sentence, behind which stands what that unit does."""
    line = passage.key.find("\n", item.body)
    line = len(passage.key) if line < 0 else line
    end = line if item.below else item.body + len(item.title)
    if not item.below and not passage.key[end:line].strip("。: "):
        return None
    by = nothing_else(passage, item.body, end, year)
    if by and not item.below and not by.labelled and not all(_PLAINLY.search(one.name) for one in by.names):
        return None
    begun = item.below[0].start if item.below else end
    told = _SAID.match(passage.key, end, line) or _COUNTED.search(passage.key, item.body, line)
    plain = told is not None or (bool(item.below) and _SURELY.fullmatch(item.title) is not None)
    return Over(by, item.title, (item.start, begun), item.end, (item,), by.labelled, plain) if by else None


_SURELY = re.compile("[市县区][一-鿿]{2,12}(?:局|委|委员会)")
_COUNTED = re.compile(r"\((?:共|牵头)?\d+[项个件条](?:[,;、][^()]*)?\)[:。]?$")
"""How many measures stand below a heading of whose they are."""
_SAID = re.compile("(?:\\([^()]*\\))?[:。,]?(?:主要|牵头|具体)?(?:负责|承担|职责)")


_PLAINLY = re.compile("^(?:[省市县区州镇乡局各]|有关|机关)|(?:局|股|科|室|委员会|政府|大队|支队)$")
"""What is a unit's name also as the first sentence of an item: 建校 is none."""


def _lines(items: list[Item], passage: Passage, year: int) -> list[Over]:
    """Those above items or bullets; each reaches to the next of its kind, or to where what it stands in ends."""
    made: list[Over] = []
    after: dict[str, int] = {}
    starts = [item.start for item in items]
    for one in reversed([*_above_measures(items, passage, year)]):
        end = min(one.end, after.get(_kind(one), one.end))
        after[_kind(one)] = one.place[0]
        below = items[bisect_right(starts, one.place[0]) : bisect_left(starts, end)]
        made.append(replace(one, end=end, items=tuple(below)))
    return made[::-1]


def _kind(over: Over) -> str:
    return "units" if over.charges else "leaders" if over.by.names else "days"


def _above_measures(items: list[Item], passage: Passage, year: int) -> Iterator[Over]:
    """The first line of a kind shows whether they stand above measures or below them."""
    above: dict[str, bool] = {}
    lines = passage.lines
    for at, (start, end) in enumerate(lines[:-1]):
        if end - start > LONGEST or heading_at(passage.key, start) or of_all(passage.key, start, end):
            continue
        more = _more_lines(passage, lines[at + 1 : at + 1 + MOST_MORE])
        after = next((begun for begun, _ in lines[at + 1 + len(more) : at + 2 + len(more)]), 0)
        begins = heading_at(passage.key, after) or passage.key[after] in BULLETS
        by = _line_above(passage, (start, end), more, year) if begins else None
        if by and not (by.of(*CHARGED) and (by.labelled or _are_many(by))):
            place = start, (more or [(start, end)])[-1][1]
            over = Over(by, passage.text[start:end].strip(), place, _reach(items, after, passage), (), by.labelled)
            over = replace(over, plain=bool(more) or _is_sure(passage, place))
            if _kind(over) not in above:
                above[_kind(over)] = not _stands_under(items, passage, start, after)
            if above[_kind(over)]:
                yield over


def _is_sure(passage: Passage, line: Span) -> bool:
    return bool(_SURELY.fullmatch(passage.key, *line) or _COUNTED.search(passage.key, *line))


MOST_MORE = 3
"""Lines between a unit alone on its line and its measures: 承诺人：周敏, 承诺事项："""
_MORE = re.compile("[一-鿿]{2,6}:$")


def _more_lines(passage: Passage, lines: list[Span]) -> list[Span]:
    return [*takewhile(lambda one: label_at(passage.key, *one) or _MORE.match(passage.key, *one), lines)]


def _line_above(passage: Passage, line: Span, more: list[Span], year: int) -> Attribution | None:
    """What the line says, completed by the labels of those between it and the measures."""
    boxed = _BOXED.fullmatch(passage.key, *line)
    by = nothing_else(passage, *(boxed.span("words") if boxed else line), year)
    if by is None or (more and (by.labelled or not by.of(*CHARGED))):
        return None
    for one in more:
        if label_at(passage.key, *one):
            by.add(Reader(passage, one, year).read(*one))
    return by


_BOXED = re.compile(r"[【〔\[](?P<words>[^【】〔〕\[\]]{2,30})[】〕\]]:?")


def _are_many(by: Attribution) -> bool:
    """各乡镇、县直有关单位：are those to whom a letter is written."""
    return all(sort_of(one.name) is Sort.GROUP for one in by.names)


def _stands_under(items: list[Item], passage: Passage, start: int, after: int) -> bool:
    """Whether a measure stands above it that it would belong to."""
    within = around(items, start)
    if passage.key[after] not in BULLETS:
        return within is not None and not within.below
    begun = within.start if within else 0
    return any(passage.key[line] in BULLETS for line, _ in passage.lines_from(begun, start))


def _reach(items: list[Item], after: int, passage: Passage) -> int:
    """Where the family of the item at `after` ends."""
    held = around(items, after)
    within = held.above if held and held.start == after else held
    return within.end if within else len(passage.key)


def nothing_else(passage: Passage, start: int, end: int, year: int) -> Attribution | None:
    """What a stretch says that holds only names of units or leaders, or a time limit; None where it says more."""
    key, role = passage.key, Role.UNIT
    if (until := _UNTIL.match(key, start, end)) and is_days_alone(until["days"]):
        return Reader(passage, (start, end), year, Role.DUE).read(*until.span("days"))
    if beside := _BESIDE.match(key, start, end):
        return _with_more(nothing_else(passage, *beside.span("words"), year), passage, beside.span("more"), year)
    if label := label_at(key, start, end):
        role, start = label
    elif headed := _HEADED.match(key, start, end):
        start, end = headed.span("words")
    by = Reader(passage, (start, end), year, role).read(start, end)
    by.labelled = label is not None
    plain = all(one.role is Role.LEADER or bears_work(one.name) for one in by.names)
    dated = by.due is not None and is_days_alone(key[start:end])
    return by if plain and (by.names or dated) and not by.of(Role.CO_UNIT, Role.PERSON) else None


_UNTIL = re.compile(r"[^()。;,:]{2,24}\((?P<days>[^()]{3,16}?)\)[:。]?$")
"""7月作战任务（7月31日前完成）: what stands below is due by then."""


def _with_more(by: Attribution | None, passage: Passage, more: Span, year: int) -> Attribution | None:
    """县教育局（3项，分管县领导：周敏）: the bracket behind the units of a heading says who leads them, or by when."""
    said = Reader(passage, more, year).read(*more)
    if by is None or not by.of(*CHARGED) or not said.labelled or said.of(*CHARGED, Role.CO_UNIT):
        return None
    by.add(said)
    return by


_BESIDE = re.compile(r"(?P<words>[^()]{2,60})\((?:共?\d+[项个件条][,;、])?(?P<more>[^()]{2,60}:[^()]{2,40})\)[:。]?$")
