"""One change of the roster's text: who, what, from when. Comments and everything else stay as they were written.

Whether the outcome is right (names that exist, days that do not overlap, addresses) is for the roster's own checks.
"""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import date, timedelta

from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.roster.changes import (
    AddPerson,
    Change,
    ChangeContact,
    ChangeHolder,
    RemoveAway,
    RenamePerson,
    SetAway,
    SetFirms,
    SetInCharge,
)
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.content.source import source_of
from yudu_flow.content.yaml_text import YamlText, leaves
from yudu_flow.domain.errors import BadRequest, NotFound

FILE = "config/roster.yaml"
A_DAY = timedelta(days=1)


def edited(text: str, change: Change) -> str:
    """The roster's text with one change. `text` itself where nothing changes.

    Raises BrokenContent where `text` has errors already, NotFound for a person, unit, post or absence that is not
    there, BadRequest for a value that no line can hold or a place that is written too oddly to be changed for sure.
    """
    source = source_of(text, FILE)
    if roster_in(source) is None:
        raise BrokenContent(source.findings)
    for word in _words(change):
        if not word.isprintable():
            raise BadRequest(f"“{''.join(c for c in word if c.isprintable())}”里有换行或看不见的字符，请重新输入")
    roster = YamlText(text)
    trail = _apply(roster, change)
    differing = _differing(leaves(text, FILE), leaves(roster.text, FILE))
    if any(found[: len(trail)] != trail for found in differing):
        raise BadRequest("名册这一处的写法特殊，系统改不了，请直接修改 config/roster.yaml")
    return roster.text


def difference(before: str, after: str) -> tuple[dict[str, str], dict[str, str]]:
    """What stood there and what stands there now, by place, like {"people.li-ming.email": …}."""
    old, new = leaves(before, FILE), leaves(after, FILE)
    places = [*_differing(old, new)]
    told = [{".".join(map(str, at)): found[at] for at in places if at in found} for found in (old, new)]
    return told[0], told[1]


def _differing(before: Mapping[Trail, str], after: Mapping[Trail, str]) -> list[Trail]:
    return [trail for trail in {**before, **after} if before.get(trail) != after.get(trail)]


def _words(change: Change) -> list[str]:
    values = [word for value in astuple(change) for word in (value if isinstance(value, tuple) else (value,))]
    return [word for word in values if isinstance(word, str)]


def _apply(roster: YamlText, change: Change) -> Trail:
    """Make the change; returns the trail under which alone anything may differ now."""
    match change:
        case ChangeContact():
            return _contact(roster, change)
        case AddPerson():
            return _person(roster, change)
        case RenamePerson():
            return _set(roster, (*_found(roster, change.person), "name"), change.name)
        case ChangeHolder():
            return _holder(roster, change)
        case SetInCharge():
            return _set(roster, (*_unit(roster, change.unit), "in_charge"), change.post)
        case SetAway():
            return _away(roster, change)
        case RemoveAway():
            return _back(roster, change)
        case SetFirms():
            return _firms(roster, change)


def _contact(roster: YamlText, change: ChangeContact) -> Trail:
    trail = _found(roster, change.person)
    _set(roster, (*trail, "email"), change.email)
    _set(roster, (*trail, "mobile"), change.mobile)
    return trail


def _person(roster: YamlText, change: AddPerson) -> Trail:
    trail = ("people", change.id.strip())
    if roster.find(trail):
        raise BadRequest(f"人员编号“{change.id}”已经有了，请换一个")
    fields = {"name": change.name, "email": change.email, "mobile": change.mobile, "home": change.home}
    roster.put(trail, {key: word.strip() for key, word in fields.items() if word.strip()})
    return trail


def _holder(roster: YamlText, change: ChangeHolder) -> Trail:
    trail = (*_post(roster, change.post), "holders")
    days = [(_day(roster, (*trail, at, "from")), _day(roster, (*trail, at, "to"))) for at in range(roster.count(trail))]
    later = min((start for start, _ in days if start and start > change.from_day), default=None)
    for at, (start, end) in enumerate(days):
        if (start or date.min) <= change.from_day <= (end or date.max):
            if roster.word((*trail, at, "person")) == change.person:
                raise BadRequest("这个人当天已经在这个岗位上，不用再改")
            if start == change.from_day:
                return _set(roster, (*trail, at, "person"), change.person)
            roster.put((*trail, at, "to"), str(change.from_day - A_DAY))
    ends = {"to": str(later - A_DAY)} if later else {}
    roster.append(trail, {"person": change.person, "from": str(change.from_day), **ends})
    return trail


def _away(roster: YamlText, change: SetAway) -> Trail:
    trail = (*_found(roster, change.person), "away")
    at = _absence(roster, trail, change.start)
    if at is None:
        roster.append(trail, {"from": str(change.start), "to": str(change.end), "deputy": change.deputy})
    else:
        _set(roster, (*trail, at, "to"), str(change.end))
        _set(roster, (*trail, at, "deputy"), change.deputy)
    return trail


def _back(roster: YamlText, change: RemoveAway) -> Trail:
    trail = (*_found(roster, change.person), "away")
    at = _absence(roster, trail, change.start)
    if at is None:
        raise NotFound(f"名册里没有从 {change.start} 开始的外出安排，可能已经删去")
    roster.drop(trail if roster.count(trail) == 1 else (*trail, at))
    return trail


def _firms(roster: YamlText, change: SetFirms) -> Trail:
    owner: Trail = ("units", change.owner) if roster.find(("units", change.owner)) else _found(roster, change.owner)
    trail = (*owner, "firms")
    wanted = [*dict.fromkeys(firm.strip() for firm in change.firms if firm.strip())]
    held = [roster.word((*trail, at)) for at in range(roster.count(trail))]
    for at in reversed(range(len(held))):
        if held[at] not in wanted or held[at] in held[:at]:
            roster.drop((*trail, at))
    for firm in wanted:
        if firm not in held:
            roster.append(trail, firm)
    return trail


def _absence(roster: YamlText, trail: Trail, start: date) -> int | None:
    return next((at for at in range(roster.count(trail)) if _day(roster, (*trail, at, "from")) == start), None)


def _set(roster: YamlText, trail: Trail, word: str) -> Trail:
    """Put a word that is another than the one there; an empty one takes the key out."""
    word = word.strip()
    if not word:
        roster.drop(trail)
    elif roster.word(trail) != word:
        roster.put(trail, word)
    return trail


def _found(roster: YamlText, person: str) -> Trail:
    return _there(roster, ("people", person), f"名册里没有人员编号“{person}”")


def _unit(roster: YamlText, unit: str) -> Trail:
    return _there(roster, ("units", unit), f"名册里没有单位“{unit}”")


def _post(roster: YamlText, post: str) -> Trail:
    unit, _, which = post.rpartition(".")
    trail: Trail = ("units", unit, which) if which in ("liaison", "head") and unit else ("leadership", post)
    return _there(roster, trail, f"名册里没有岗位“{post}”")


def _there(roster: YamlText, trail: Trail, otherwise: str) -> Trail:
    if roster.find(trail) is None:
        raise NotFound(otherwise)
    return trail


def _day(roster: YamlText, trail: Trail) -> date | None:
    """A day as the roster's shape reads it: 2021-4-1 is one too."""
    word = roster.word(trail)
    return date(*(int(part) for part in word.split("-"))) if word else None
