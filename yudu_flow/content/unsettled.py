"""What the office has yet to settle: it runs without, and is reminded at every check."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.source import Source
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.roster import Person, Roster, Unit, is_placeholder
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar

MONTHS_AHEAD = 4
FIRMS = "在网页“企业”里登记并对口，或用 yudu-flow firm add 企业名称 --owner 单位或姓名"
"""How firms come into the register."""


@dataclass(frozen=True)
class Known:
    """What the records know that answers a warning.

    `paired` is how many firms each owner visits by the register; `opened` the plan and duty of what comes once and was
    opened.
    """

    paired: Mapping[str, int] = field(default_factory=dict)
    opened: Container[tuple[str, str]] = ()


def note_roster(roster: Roster, source: Source, today: date) -> None:
    """Placeholder contacts (one warning a unit), vacant posts, homes that are a guess; of nobody who has left."""
    there = {id: person for id, person in roster.people.items() if not person.gone(today)}
    members = {name: [there[id] for id in _members(unit, roster) if id in there] for name, unit in roster.units.items()}
    for unit in (one for one in roster.units.values() if not one.gone(today)):
        _note_vacant(unit, roster, source, today)
        _note_placeholders(unit.name, ("units", unit.name), members[unit.name], source)
    placed = {person.id for some in members.values() for person in some}
    _note_placeholders("其他人员", ("people",), [one for id, one in there.items() if id not in placed], source)
    for person in there.values():
        if person.home_is_placeholder:
            message = f"“{person.name}”的所在单位“{person.home}”是暂记的"
            source.warn(("people", person.id, "home_placeholder"), message, "核实后改 home，删去 home_placeholder")


def _members(unit: Unit, roster: Roster) -> Iterable[str]:
    """Everyone who ever holds a post of the unit."""
    held = (tenure.person for post in (unit.liaison, unit.head) for tenure in roster.posts[post].holders)
    return dict.fromkeys(held)


def _note_placeholders(where: str, trail: Trail, people: Iterable[Person], source: Source) -> None:
    names = [person.name for person in people if any(is_placeholder(person.address(way) or "") for way in WAYS)]
    if names:
        message = f"“{where}”的联系方式仍是占位：{'、'.join(names)}，消息不会真的发出"
        source.warn(trail, message, "改成真实的邮箱和手机")


def _note_vacant(unit: Unit, roster: Roster, source: Source, today: date) -> None:
    for post, key in ((unit.liaison, "liaison"), (unit.head, "head")):
        if roster.posts[post].holder(today) is None:
            message = f"“{roster.posts[post].title}”在 {today} 空缺"
            source.warn(("units", unit.name, key), message, "在 holders 里写上现任人员")


def note_visits(
    plans: Iterable[Plan],
    roster: Roster,
    rules: Rules,
    workflows: Iterable[Source],
    paired: Mapping[str, int],
    today: date,
) -> None:
    """Visits whose firms are not named, and 定期 that is read as monthly."""
    places = _duty_places(workflows)
    for duty in (duty for plan in plans for duty in plan.duties if duty.kind.counted):
        source, index = places[duty.id]
        _note_firms(duty, roster, paired, source, index, today)
        if duty.regular and rules.regular_is_monthly:
            message = f"“{duty.title}”原文只写“定期”，现按每月一次算"
            source.warn(("duties", index, "regular"), message, "不合适时改 config/rules.yaml 的 regular_is_monthly")


def _duty_places(workflows: Iterable[Source]) -> dict[str, tuple[Source, int]]:
    places = {}
    for source in workflows:
        duties = source.data["duties"] if isinstance(source.data, dict) else []
        # The file's own words, from which the shape has taken blanks at either end.
        places.update({duty["id"].strip(): (source, index) for index, duty in enumerate(duties)})
    return places


def _note_firms(duty: Duty, roster: Roster, paired: Mapping[str, int], source: Source, index: int, today: date) -> None:
    for name, key in _visitors(duty, roster, today):
        # Not their sum: the register takes over the firms that the roster lists.
        count = max(len(roster.firms.get(key, ())), paired.get(key, 0))
        if count < duty.firms:
            message = f"“{duty.title}”：“{name}”应对口 {duty.firms} 家企业，已登记 {count} 家，未登记的只按次数算"
            source.warn(("duties", index, "firms"), message, FIRMS)


def _visitors(duty: Duty, roster: Roster, today: date) -> Iterator[tuple[str, str]]:
    """By name, with what their firms are kept under; whoever came after those who are gone, nobody where nobody did."""
    units = [unit.name for name in duty.owner_units if (unit := roster.unit_on(name, today))]
    yield from ((unit, unit) for unit in dict.fromkeys(units))
    for name in duty.owner_people:
        if roster.named(name) is None:
            yield name, ""
        elif person := roster.person_on(name, today):
            yield person.name, person.id


def note_dues(
    plans: Iterable[Plan], workflows: Iterable[Source], today: date, opened: Container[tuple[str, str]]
) -> None:
    """Days by which assignments were to be done that are no more ahead: what is not owed by now never will be.

    One warning a plan, since they stay. What was opened is owed or done, and says so where it is chased.
    """
    places = {source.data["id"].strip(): source for source in workflows if isinstance(source.data, dict)}
    for plan in plans:
        past = [duty for duty in plan.duties if duty.by and duty.by <= today]
        never = [str(duty.assignment) for duty in past if (plan.id, duty.id) not in opened]
        if never:
            message = f"分工{'、'.join(never)}的完成时限已到，还没有列入限期事项的不会再列入"
            advice = "没有办结的，把 due 改成新的日期；长期坚持的删去 due"
            places[plan.id].warn(("parts",), message, advice)


def note_years(calendar: Calendar, source: Source, today: date) -> None:
    """Years that the coming periods touch and whose swapped days are not announced: normal every autumn."""
    last = Period.of(today).shift(MONTHS_AHEAD).year
    for year in range(today.year, last + 1):
        if year not in calendar.known:
            message = f"{year} 年的放假调休安排还没有，涉及这一年的期限都是暂定"
            source.warn(("years",), message, "公布后更新程序，或写进 config/calendar.yaml 的 years")
