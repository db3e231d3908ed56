"""The office announces something to all units or some (通知): one mail a person, an SMS too where it is urgent.

It is about nothing that is owed: nobody has to do, confirm or answer anything. It goes with the day's mail where its
reader has one coming, else by itself, never in quiet hours; what has not gone out can be withdrawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.withdraw import WHY
from yudu_flow.actions.acts.words_said import line_said, words_said
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.announced import KIND
from yudu_flow.actions.recipients import UNIT, Recipients
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import Conflict, NotAllowed, NotFound
from yudu_flow.domain.period import spell_moment
from yudu_flow.domain.quiet import next_allowed, next_pass, pass_is_ahead
from yudu_flow.domain.roster import Unit, Who
from yudu_flow.domain.verdict import Family, Reason
from yudu_flow.storage import announcements, audit, notices, wakeups
from yudu_flow.storage.announcement_tables import AnnouncementRow
from yudu_flow.storage.columns import Kept
from yudu_flow.storage.database import writing
from yudu_flow.storage.new_rows import NewNotice, NoticeChange
from yudu_flow.storage.notice_rows import NoticeOfAnnouncement

NAME, TAKEN_BACK = "announced", "announcement_withdrawn"
LONGEST_TITLE = 60
AGAIN_AFTER = timedelta(minutes=5)
SAYS = "写一个标题和一段话，发给全部或选定的单位；每人一封邮件，当天另有提醒的合在一起，免打扰时段顺延。不用回复。"
WITHDRAWS = "还没有发出的不再发；已经发出的收不回来。"
GONE = "这份通知已经全部发出，不能撤回"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is announced, and whether so urgently that an SMS says so as well."""

    title: str
    text: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class UnitTold:
    """One unit: who hears for it by which channels; `call` where no message reaches anybody of it."""

    unit: str
    person: str
    name: str
    phone: str
    channels: tuple[str, ...]

    @property
    def call(self) -> bool:
        """Whether somebody has to be rung up."""
        return str(Channel.CALL) in self.channels


@dataclass(frozen=True, slots=True)
class Preview:
    """What a press would do: who is told, `people` of them by mail and `phones` by SMS too, from `due` on."""

    words: Wording
    told: tuple[UnitTold, ...]
    due: datetime

    @property
    def people(self) -> int:
        """How many are mailed: whoever answers for several units is mailed once."""
        return len({one.person for one in self.told if not one.call})

    @property
    def phones(self) -> int:
        return len({one.person for one in self.told if str(Channel.SMS) in one.channels})

    @property
    def said(self) -> tuple[str, ...]:
        """The same in words: how many by which channel, from when on, and whom no message reaches."""
        phones = f"，其中{self.phones}人另收短信" if self.phones else ""
        lines = [f"{len(self.told)}个单位，{self.people}人各收到一封邮件{phones}；{spell_moment(self.due)}起发出"]
        calls = "、".join(f"{one.unit}{one.name}" for one in self.unreached)
        return (*lines, f"没有可用的邮箱，请电话告知：{calls}") if calls else (*lines,)

    @property
    def unreached(self) -> tuple[UnitTold, ...]:
        """Whom no message reaches."""
        return tuple(one for one in self.told if one.call)


def preview(bureau: Bureau, by: str, now: datetime, words: Wording, to: Sequence[str] = ()) -> Preview:
    """Who would hear of it and when; nothing is sent. Raises as `announce` does."""
    of_office(bureau, by, now, "发通知")
    with bureau.reading() as db:
        return _preview(bureau, db, now, words, to)


def announce(bureau: Bureau, by: str, now: datetime, words: Wording, to: Sequence[str] = ()) -> tuple[int, Preview]:
    """Send it to the units `to`, to all but the office itself where none is named; its number, and who is told.

    Raises NotYours for whoever is not of the office, BadRequest, NotFound and NotAllowed for what cannot be sent so.
    """
    actor = of_office(bureau, by, now, "发通知")
    with bureau.alone(now) as db:  # two at once would take the same number
        found = _preview(bureau, db, now, words, to)
        _check_new(bureau, db, found.words, actor, now)
        said = {"title": found.words.title, "text": found.words.text, "urgent": words.urgent}
        kept = {**said, "told": [_kept(one) for one in found.told], "by": actor.name, "by_id": actor.id, "at": now}
        number = announcements.put(db, bureau.key, kept)
        notices.put(db, [*_notices(bureau, found, number, now)])
        units = [one.unit for one in found.told]
        audit.record(db, bureau.key, now, actor, NAME, named(number), {**said, "units": units})
        wakeups.tell(db, bureau.key, wakeups.DECIDE)
    return number, found


def withdraw_announcement(bureau: Bureau, number: int, by: str, now: datetime) -> str:
    """Take back what has not gone out; in words, of how many. Raises NotFound, and NotAllowed where all has."""
    actor = of_office(bureau, by, now, "撤回通知")
    with writing(bureau.engine) as db:
        row = announcements.hold(db, bureau.key, [number]).get(number)
        if row is None:
            raise NotFound(f"没有第{number}号通知")
        if row.withdrawn_at:
            raise NotAllowed("这份通知已经撤回过")
        held = [one for one in announcements.still_open(db, bureau.key, number) if _is_here(one)]
        if not held:
            raise NotAllowed(GONE)
        notices.settle(db, [NoticeChange(one.id, "withdrawn", WHY, None, now, one.due_at) for one in held])
        again = next_allowed(now, bureau.rules, bureau.calendar)
        notices.recompose(db, {one.message for one in held if one.message}, now, again)
        announcements.withdraw(db, bureau.key, number, actor, now)
        audit.record(db, bureau.key, now, actor, TAKEN_BACK, named(number), {"title": row.title, "count": len(held)})
        wakeups.tell(db, bureau.key, wakeups.DECIDE)
    return _taken_back(row, len(held))


def named(number: int) -> str:
    """How the audit calls it."""
    return f"第{number}号通知"


def units_to_choose(bureau: Bureau, day: date) -> list[str]:
    """All that there are on that day, but for the office, which sends."""
    office = bureau.roster.office.name
    return [unit.name for unit in bureau.roster.units.values() if unit.name != office and not unit.gone(day)]


def _preview(bureau: Bureau, db: Connection, now: datetime, words: Wording, to: Sequence[str]) -> Preview:
    words = _checked(words)
    channels = (Channel.EMAIL, Channel.SMS) if words.urgent else (Channel.EMAIL,)
    finds, day = Recipients.on(bureau, db, local_day(now)), local_day(now)
    told = tuple(_told(bureau, finds, unit, channels) for unit in _units(bureau, to, day))
    # Sent before the day's pass it would be a mail by itself, though one is coming.
    joins = pass_is_ahead(now, bureau.rules, bureau.calendar) and not words.urgent
    due = (next_pass if joins else next_allowed)(now, bureau.rules, bureau.calendar)
    return Preview(words, told, due)


def _checked(words: Wording) -> Wording:
    title = line_said(words.title, "title", "标题", missing="请写标题", longest=LONGEST_TITLE)
    return Wording(title, words_said(words.text, "text", missing="请写内容"), words.urgent)


def _check_new(bureau: Bureau, db: Connection, words: Wording, by: Who, now: datetime) -> None:
    """Raises Conflict where the same was announced a moment ago: the button was pressed twice."""
    for row in announcements.between(db, bureau.key, now - AGAIN_AFTER, now + AGAIN_AFTER):
        if (row.title, row.text, row.by_id) == (words.title, words.text, by.id) and not row.withdrawn_at:
            raise Conflict("刚刚已经发过同样的通知，没有再发")


def _units(bureau: Bureau, to: Sequence[str], day: date) -> list[str]:
    if not to:
        if not (found := units_to_choose(bureau, day)):
            raise NotAllowed("名册里还没有可以通知的单位，请先登记", needs=("to",))
        return found
    return [*dict.fromkeys(_unit(bureau, name, day).name for name in to)]


def _unit(bureau: Bureau, name: str, day: date) -> Unit:
    unit = bureau.roster.unit_named(name)
    if unit is None:
        raise NotFound(f"名册中没有单位“{name}”；现有单位：{'、'.join(bureau.roster.standing(day))}", needs=("to",))
    if unit.gone(day):
        raise NotAllowed(f"“{unit.name}”已经撤并", needs=("to",))
    return unit


def _told(bureau: Bureau, finds: Recipients, unit: str, channels: tuple[Channel, ...]) -> UnitTold:
    found = finds.of_unit(unit, channels)
    person = bureau.roster.people.get(found[0].person)
    name, phone = (person.name, person.address(Channel.SMS) or "") if person else ("", "")
    return UnitTold(unit, found[0].person, name, phone, tuple(str(one.channel) for one in found))


def _kept(one: UnitTold) -> Kept:
    return {"unit": one.unit, "person": one.person, "name": one.name, "channels": [*one.channels]}


def _notices(bureau: Bureau, found: Preview, number: int, now: datetime) -> Iterator[NewNotice]:
    """One a person and channel, though they answer for several units."""
    places = dict.fromkeys((one.person, channel) for one in found.told for channel in one.channels)
    for person, channel in places:
        unreachable = channel == Channel.CALL
        yield NewNotice(
            bureau=bureau.key,
            obligation_id=None,
            about=announcements.about(number),
            round=1,
            rung=KIND,
            family=str(Family.NEWS),
            recipient=person,
            role=UNIT,
            channel=channel,
            kind=KIND,
            due_at=found.due,
            state="unreachable" if unreachable else "queued",
            reason="unreachable" if unreachable else str(Reason.DUE),
            created_at=now,
            changed_at=now,
        )


def _is_here(row: NoticeOfAnnouncement) -> bool:
    """Whether it surely has not gone out: in no message, or in one that nobody has in hand."""
    return row.message is None or (row.claimed_until is None and not row.unsure)


def _taken_back(row: AnnouncementRow, count: int) -> str:
    whole = {(one["person"], channel) for one in row.told for channel in one["channels"] if channel != Channel.CALL}
    return "已撤回，谁也不会收到" if count == len(whole) else f"还没有发出的{count}条已撤回，其余的已经发出"
