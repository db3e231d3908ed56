"""Changes of posts and who holds them, and of collective names, in the roster's text."""

from datetime import date, timedelta

from yudu_flow.content.ids import new_id
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.roster import changes
from yudu_flow.content.roster.places import (
    Trails,
    day_at,
    found_group,
    found_leading,
    found_post,
    keys,
    section,
    set_word,
    set_words,
)
from yudu_flow.content.yaml_text import YamlText
from yudu_flow.domain.errors import BadRequest, NotAllowed

A_DAY = timedelta(days=1)
ODD = "名册这一处的写法特殊，系统改不了，请直接修改 config/roster.yaml"


def hold(roster: YamlText, change: changes.ChangeHolder) -> Trails:
    """From that day on somebody else, or nobody, holds the post. Raises BadRequest."""
    trail = (*found_post(roster, change.post), "holders")
    if change.from_day is None:
        if roster.count(trail) or not change.person:
            raise BadRequest("请填写从哪天起", needs=("from_day",))
        roster.append(trail, {"person": change.person})
    elif change.person:
        succeed(roster, trail, change.person, change.from_day)
    else:
        _vacate(roster, trail, change.from_day)
    return (trail,)


def succeed(roster: YamlText, trail: Trail, person: str, from_day: date) -> None:
    """Whoever is named for later stays. Raises BadRequest where the person holds it on that day."""
    tenures = _tenures(roster, trail)
    later = min((start for start, _ in tenures if start and start > from_day), default=None)
    for at, (start, end) in enumerate(tenures):
        if (start or date.min) <= from_day <= (end or date.max):
            if roster.word((*trail, at, "person")) == person:
                raise BadRequest("这个人当天已经在这个岗位上，不用再改")
            if start == from_day:
                # Ended on the day before, it would end before it begins.
                set_word(roster, (*trail, at, "person"), person)
                return
            roster.put((*trail, at, "to"), str(from_day - A_DAY))
    ends = {"to": str(later - A_DAY)} if later else {}
    roster.append(trail, {"person": person, "from": str(from_day), **ends})


def _vacate(roster: YamlText, trail: Trail, from_day: date) -> None:
    """Nobody holds it from that day on, whoever was named for later included. Raises BadRequest where nobody does."""
    covered = [(at, start) for at, (start, end) in enumerate(_tenures(roster, trail)) if (end or date.max) >= from_day]
    if not covered:
        raise BadRequest("这个岗位从那天起本来就空缺", needs=("from_day",))
    # Backwards: whoever is dropped moves up those behind.
    for at, start in reversed(covered):
        if start and start >= from_day:
            roster.drop((*trail, at))
        else:
            roster.put((*trail, at, "to"), str(from_day - A_DAY))


def _tenures(roster: YamlText, trail: Trail) -> list[tuple[date | None, date | None]]:
    places = range(roster.count(trail))
    return [(day_at(roster, (*trail, at, "from")), day_at(roster, (*trail, at, "to"))) for at in places]


def add_post(roster: YamlText, change: changes.AddPost) -> Trails:
    id = new_id(change.title, keys(roster, "leadership"), "post", "leader-")
    trail = (*section(roster, "leadership", {}), id)
    holders = [{"person": change.person}] if change.person else []
    roster.put(trail, {"title": change.title.strip(), "holders": holders})
    return (trail,)


def change_post(roster: YamlText, change: changes.ChangePost) -> Trails:
    trail = (*found_leading(roster, change.post), "title")
    set_word(roster, trail, change.title)
    return (trail,)


def make_principal(roster: YamlText, change: changes.MakePrincipal) -> Trails:
    """The order alone is another then."""
    if not roster.to_front(found_leading(roster, change.post)):
        raise BadRequest(ODD)
    return ()


def remove_post(roster: YamlText, change: changes.RemovePost) -> Trails:
    trail = found_leading(roster, change.post)
    if roster.count((*trail, "holders")):
        raise NotAllowed("这个岗位有人任过职，不能删去；现在没有人任职的，登记为空缺")
    roster.drop(trail)
    return (trail,)


def add_group(roster: YamlText, change: changes.AddGroup) -> Trails:
    trail = section(roster, "groups", [])
    members = {"members": [*change.members]} if change.members else {}
    place = (*trail, roster.count(trail))
    roster.append(trail, {"name": change.name.strip(), **members})
    return (place,)


def change_group(roster: YamlText, change: changes.ChangeGroup) -> Trails:
    """None leaves the members as they are; an empty list takes the key out, and the group is whom plans name."""
    trail = found_group(roster, change.group)
    set_word(roster, (*trail, "name"), change.name)
    if change.members:
        set_words(roster, (*trail, "members"), change.members)
    elif change.members is not None:
        roster.drop((*trail, "members"))
    return (trail,)


def remove_group(roster: YamlText, change: changes.RemoveGroup) -> Trails:
    """Those behind it move up."""
    trail = found_group(roster, change.group)
    roster.drop(trail)
    return (trail[:1],)
