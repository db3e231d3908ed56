"""Changes of people in the roster's text."""

from datetime import date

from yudu_flow.content.ids import new_id
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.roster import changes
from yudu_flow.content.roster.places import Trails, day_at, found_person, found_unit, keys, section, set_word, set_words
from yudu_flow.content.roster.post_edits import A_DAY, succeed
from yudu_flow.content.yaml_text import YamlText
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import BadRequest, NotFound

WORDS = ("name", *(way.field for way in WAYS.values()), "home")
"""What is written of a person as it is given."""


def add_person(roster: YamlText, change: changes.AddPerson) -> Trails:
    id = new_id(change.name, keys(roster, "people"), "person")
    fields = {field: getattr(change, field) for field in WORDS}
    trail = (*section(roster, "people", {}), id)
    roster.put(trail, {key: word.strip() for key, word in fields.items() if word and word.strip()})
    return (trail, *_held_at_once(roster, change, id))


def _held_at_once(roster: YamlText, change: changes.AddPerson, id: str) -> Trails:
    posts = ("liaison", "head") if change.holds == "both" else (change.holds,) if change.holds else ()
    if posts and not change.home:
        raise BadRequest("请选择所在单位", needs=("home",))
    trails = list[Trail]()
    for post in posts:
        trail = (*found_unit(roster, change.home), post, "holders")
        if roster.count(trail):
            raise BadRequest("这个岗位已经有人，请先新增人员，再在“换人任职”里写从哪天起", needs=("holds",))
        roster.append(trail, {"person": id})
        trails.append(trail)
    return tuple(trails)


def change_person(roster: YamlText, change: changes.ChangePerson) -> Trails:
    trail = found_person(roster, change.person)
    for field in WORDS:
        set_word(roster, (*trail, field), getattr(change, field))
    if change.home is not None:  # somebody said so: it is a guess no more
        roster.drop((*trail, "home_placeholder"))
    return (trail,)


def set_away(roster: YamlText, change: changes.SetAway) -> Trails:
    """Both days are away; an absence that begins the same day is changed, not doubled."""
    trail = (*found_person(roster, change.person), "away")
    at = _absence(roster, trail, change)
    if at is None:
        roster.append(trail, {"from": str(change.start), "to": str(change.end), "deputy": change.deputy})
    else:
        set_word(roster, (*trail, at, "to"), str(change.end))
        set_word(roster, (*trail, at, "deputy"), change.deputy)
    return (trail,)


def remove_away(roster: YamlText, change: changes.RemoveAway) -> Trails:
    """The last of somebody takes its list along. Raises NotFound where none begins that day."""
    trail = (*found_person(roster, change.person), "away")
    at = _absence(roster, trail, change)
    if at is None:
        raise NotFound(f"名册里没有从 {change.start} 开始的外出安排，可能已经删去")
    roster.drop(trail if roster.count(trail) == 1 else (*trail, at))
    return (trail,)


def _absence(roster: YamlText, trail: Trail, change: changes.SetAway | changes.RemoveAway) -> int | None:
    places = range(roster.count(trail))
    return next((at for at in places if day_at(roster, (*trail, at, "from")) == change.start), None)


def leave(roster: YamlText, change: changes.LeavePerson) -> Trails:
    """Every post that would still be theirs the day after goes on."""
    if change.successor == change.person:
        raise BadRequest("接手人不能是本人", needs=("successor",))
    trail = found_person(roster, change.person)
    set_word(roster, (*trail, "left"), str(change.last_day))
    set_word(roster, (*trail, "successor"), change.successor)
    posts = [post for post in all_posts(roster) if _behind(roster, post, change)]
    for post in posts:
        _pass_on(roster, post, change)
    return (trail, *posts)


def _behind(roster: YamlText, post: Trail, change: changes.LeavePerson) -> list[int]:
    """Their tenures that go on behind the last day."""
    theirs = [at for at in range(roster.count(post)) if roster.word((*post, at, "person")) == change.person]
    return [at for at in theirs if (day_at(roster, (*post, at, "to")) or date.max) > change.last_day]


def _pass_on(roster: YamlText, post: Trail, change: changes.LeavePerson) -> None:
    after = change.last_day + A_DAY
    # From the last one: a tenure that is dropped moves up those behind it.
    for at in reversed(_behind(roster, post, change)):
        if (day_at(roster, (*post, at, "from")) or date.min) >= after:
            roster.drop((*post, at))
        elif change.successor:
            succeed(roster, post, change.successor, after)
        else:
            roster.put((*post, at, "to"), str(change.last_day))


def all_posts(roster: YamlText) -> list[Trail]:
    """Where the holders of every post stand."""
    units = [("units", unit, post, "holders") for unit in keys(roster, "units") for post in ("liaison", "head")]
    return [*units, *(("leadership", id, "holders") for id in keys(roster, "leadership"))]


def stay(roster: YamlText, change: changes.StayPerson) -> Trails:
    trail = found_person(roster, change.person)
    roster.drop((*trail, "successor"))
    roster.drop((*trail, "left"))
    return (trail,)


def remove_person(roster: YamlText, change: changes.RemovePerson) -> Trails:
    trail = found_person(roster, change.person)
    roster.drop(trail)
    return (trail,)


def set_firms(roster: YamlText, change: changes.SetFirms) -> Trails:
    owner = ("units", change.owner) if roster.find(("units", change.owner)) else found_person(roster, change.owner)
    set_words(roster, (*owner, "firms"), change.firms)
    return ((*owner, "firms"),)
