"""The rehearsal (预演): the messages of the coming months by the rules as they are, or by other ones.

Played on a copy of the content in a folder that goes away, and a database in memory: nothing real is touched. It begins
with the firms of the register and nothing else, and nobody files: it shows everything that could be sent, not what is
under way.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import register_of
from yudu_flow.assembly import scratch_bureau
from yudu_flow.settings import Settings
from yudu_flow.simulation.content_copy import copy_of
from yudu_flow.storage.firm_register import Register

AHEAD = timedelta(days=92)
RULES = "config/rules.yaml"


@dataclass(frozen=True, slots=True)
class Coming:
    """A message that would go out on `day`."""

    day: date
    recipient: str
    channel: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Shifted:
    """A message that would go out on `day` instead of `was`."""

    message: Coming
    was: date


@dataclass(frozen=True, slots=True)
class Differences:
    """What other rules change, each in order of day."""

    added: tuple[Coming, ...]
    removed: tuple[Coming, ...]
    moved: tuple[Shifted, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a rehearsal begins with: the content's home, the instant, and the firms of the register."""

    settings: Settings
    now: datetime
    register: Register


def beginning(settings: Settings, bureau: Bureau, now: datetime) -> Beginning:
    return Beginning(settings, now, register_of(bureau))


def rehearse(begin: Beginning, tried: Mapping[str, str] | None = None) -> tuple[Coming, ...]:
    """Every message from today on, by day; `tried` has texts by the files in whose place they are tried.

    Raises BrokenContent where the content cannot be used, BadRequest where the messages do not go with it.
    """
    from yudu_flow.simulation.play import simulate  # loaded with the first: few processes ever play one

    today = local_day(begin.now)
    until = today + AHEAD
    with copy_of(begin.settings.home) as home:
        for file, text in (tried or {}).items():
            (home / file).write_text(text, encoding="utf-8")
        there = begin.settings.model_copy(update={"home": home})
        bureau = scratch_bureau(there, begin.now, until.year + 1, begin.register)
        try:
            played = [record for record in simulate(bureau, today, until, [], there) if record["event"] == "message"]
        finally:
            bureau.engine.dispose()
    names = {id: person.name for id, person in bureau.roster.people.items()}
    coming = (_coming(record, names) for record in played)
    return tuple(sorted(coming, key=lambda one: (one.day, one.channel, one.kind, one.subject)))


def differences(before: Sequence[Coming], after: Sequence[Coming]) -> Differences:
    """What was added, removed, or moved to another day: the same words to the same person through the same channel."""
    gone, new = _less(before, after), _less(after, before)
    moved = []
    for place, days in [*gone.items()]:
        while days and new[place]:
            moved.append(Shifted(new[place].pop(0), days.pop(0).day))
    return Differences(_left(new), _left(gone), tuple(sorted(moved, key=lambda one: one.message.day)))


Place = tuple[str, str, str, str]


def _less(some: Sequence[Coming], others: Sequence[Coming]) -> dict[Place, list[Coming]]:
    """Those of `some` that are not in `others`, by whom they go to and what they say, in order of day."""
    found: dict[Place, list[Coming]] = defaultdict(list)
    for one in (Counter(some) - Counter(others)).elements():
        found[one.recipient, one.channel, one.kind, one.subject].append(one)
    return found


def _left(found: dict[Place, list[Coming]]) -> tuple[Coming, ...]:
    return tuple(sorted((one for some in found.values() for one in some), key=lambda one: (one.day, one.recipient)))


def _coming(record: dict[str, str | datetime], names: dict[str, str]) -> Coming:
    at, recipient = record["at"], str(record["recipient"])
    assert isinstance(at, datetime)  # a record of what happened says when
    words = (str(record["channel"]), str(record["reason"]), str(record["subject"] or ""))
    return Coming(local_day(at), names.get(recipient, recipient), *words)
