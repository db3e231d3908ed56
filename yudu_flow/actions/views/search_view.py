"""Searching (搜索): what was reported, given, decided and asked for, by words; and only what the reader may see.

Reads only. Lists are short: whoever finds too much adds a word.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from urllib.parse import quote

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import name_of
from yudu_flow.actions.views.requests_view import RequestShown, all_requests
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.expected import bearers, co_units
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment, Plan
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import search
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.periods import spell_owed
from yudu_flow.wording.reasons import spell_reason
from yudu_flow.wording.record import Record

FEWEST, LONGEST, MOST_WORDS = 2, 60, 5
YEARS = 3
MONTHS, SPAN = 12 * YEARS, timedelta(days=366 * YEARS)
SHOWN, PROBED = 10, 1000
"""Of each kind so many are shown; so many of what fits are looked at for whether the reader may see them."""
AROUND = 24
GIVEN = (FactKind.INSTRUCTED, FactKind.INSTRUCTION_DONE)
CASES = (
    *(FactKind.CASE_PROPOSED, FactKind.OBJECTED, FactKind.CASE_DECIDED, FactKind.CASE_APPEALED),
    *(FactKind.APPEAL_DECIDED, FactKind.CASE_MEASURED, FactKind.CASE_CHECKED, FactKind.CASE_CLOSED),
)
WORDS = ("text", "reason", "note", "result")
NOTE = f"报告、交办和认定事项查近{YEARS}年的，每类最多列{SHOWN}项，新的在前。"


@dataclass(frozen=True, slots=True)
class Searcher:
    """Who looks: `whole` for the office, which sees all; `sees` says it of an obligation, `concerns` of a request.

    `units` are those that somebody who leads nobody answers for; None where that does not bound what they see.
    """

    whole: bool
    sees: Callable[[Owed], bool]
    concerns: Callable[[RequestShown], bool]
    units: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its title, the words around the first that was looked for, and what leads to it.

    `owed` is the obligation's row where it is one; else `to` is where the office finds it.
    """

    title: str
    said: tuple[str, str, str] = ("", "", "")
    owed: Owed | None = None
    to: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class FoundOfKind:
    """By kind, in the order of the page: what was found, `more` where not all of it is shown."""

    kind: str
    hits: tuple[Hit, ...]
    more: bool


EVERYTHING = Searcher(True, lambda _: True, lambda _: True)
"""The office's eyes."""


def words_in(typed: str) -> list[str]:
    """The words to look for. Raises BadRequest where they are too few, too short or too many."""
    words = typed.split()
    if len("".join(words)) < FEWEST:
        raise BadRequest(f"请写至少{FEWEST}个字", needs=("q",))
    if len(typed) > LONGEST or len(words) > MOST_WORDS:
        raise BadRequest(f"请写得短一些，最多{MOST_WORDS}个词", needs=("q",))
    return words


def found(bureau: Bureau, db: Connection, now: datetime, words: Sequence[str], reader: Searcher) -> list[FoundOfKind]:
    """All kinds in which something was found."""
    lists = {
        "单位和人员": _named(bureau, words) if reader.whole else (),
        "方案": _plans(bureau, words) if reader.whole else (),
        "方案措施": _measures(bureau, local_day(now), words, reader),
        "企业": _firms(bureau, db, words) if reader.whole else (),
        "企业诉求": _requests(bureau, db, now, words, reader),
        "报告": _reports(bureau, db, now, words, reader),
        "批示交办": _events(bureau, db, now, words, reader, GIVEN),
        "认定事项": _events(bureau, db, now, words, reader, CASES),
    }
    shown = {kind: [*islice(hits, SHOWN + 1)] for kind, hits in lists.items()}
    return [FoundOfKind(kind, tuple(hits[:SHOWN]), len(hits) > SHOWN) for kind, hits in shown.items() if hits]


def record(one: FoundOfKind, hit: Hit) -> Record:
    """What JSON says of it."""
    owed = hit.owed
    named = {"obligation": name_of(owed), "id": owed.id} if owed else {"obligation": "", "id": None}
    return {"kind": one.kind, "title": hit.title, "said": "".join(hit.said), **named, "request": hit.number or None}


def _fits(words: Sequence[str], *texts: str) -> bool:
    whole = "\n".join(texts).lower()
    return all(word.lower() in whole for word in words)


def _around(words: Sequence[str], texts: Iterable[str]) -> tuple[str, str, str]:
    """What stands before, at and after the first of the words that is found."""
    for text in (" ".join(one.split()) for one in texts):
        for word in words:
            place = text.lower().find(word.lower())
            if place >= 0:
                end = place + len(word)
                return _cut(text[:place], -AROUND), text[place:end], _cut(text[end:], AROUND)
    return "", "", ""


def _cut(text: str, most: int) -> str:
    if len(text) <= abs(most):
        return text
    return f"…{text[most:]}" if most < 0 else f"{text[:most]}…"


def _named(bureau: Bureau, words: Sequence[str]) -> Iterator[Hit]:
    for unit in bureau.roster.units.values():
        if _fits(words, unit.name, unit.full_name or "", *unit.aliases):
            yield Hit(unit.name, to=f"/office/roster/unit?name={quote(unit.name)}")
    for person in bureau.roster.people.values():
        if _fits(words, person.name, *person.addresses):
            yield Hit(person.name, to=f"/office/roster/{person.id}")


def _plans(bureau: Bureau, words: Sequence[str]) -> Iterator[Hit]:
    """By what a document is called: its title and its number."""
    for plan in bureau.content.plans:
        if _fits(words, plan.title, plan.number):
            yield Hit(f"{plan.title}（{plan.number}）", to=f"/office/plans/{plan.id}")


def _measures(bureau: Bureau, day: date, words: Sequence[str], reader: Searcher) -> Iterator[Hit]:
    """Of a unit, those that it bears or helps with, also in a group; whoever leads reads the whole plan anyhow."""
    for plan in bureau.content.plans:
        for measure, one in plan.assignments():
            concerns = reader.units is None or reader.units & _concerned(plan, one, bureau.roster, day)
            if concerns and _fits(words, measure.title, one.summary, one.id):
                said = _around(words, (one.summary, measure.title))
                yield Hit(f"{plan.title} {one.id}", said, to=f"/office/plans/{plan.id}")


def _firms(bureau: Bureau, db: Connection, words: Sequence[str]) -> Iterator[Hit]:
    for row in search.firms(db, bureau.key, words, SHOWN + 1):
        texts = (row.name, row.credit_code or "", row.address, row.contact, row.mobile, row.note)
        yield Hit(row.name, _around(words, texts), to=f"/office/firms/{row.id}")


def _concerned(plan: Plan, one: Assignment, roster: Roster, day: date) -> set[str]:
    return {*one.units, *bearers(plan, one, roster, day), *co_units(plan, one, roster, day)}


def _requests(bureau: Bureau, db: Connection, now: datetime, words: Sequence[str], reader: Searcher) -> Iterator[Hit]:
    rows = {row.number: row for row in search.requests(db, bureau.key, words, PROBED)}
    if not rows:
        return
    mine = rows if reader.whole else {one.row.number for one in all_requests(bureau, db, now) if reader.concerns(one)}
    for number, row in rows.items():
        if number in mine:
            yield Hit(f"{row.firm}（{row.need}）", _around(words, (row.text, row.firm)), number=number)


def _reports(bureau: Bureau, db: Connection, now: datetime, words: Sequence[str], reader: Searcher) -> Iterator[Hit]:
    since, seen = str(Period.of(local_day(now)).shift(-MONTHS)), set[int]()
    for one in search.reports(db, bureau.key, words, since, _units(reader), PROBED):
        if one.owed.id not in seen and reader.sees(one.owed):
            seen.add(one.owed.id)
            yield Hit(_called(one.owed), _around(words, one.said), one.owed)


def _events(
    bureau: Bureau, db: Connection, now: datetime, words: Sequence[str], reader: Searcher, kinds: Sequence[FactKind]
) -> Iterator[Hit]:
    seen = set[int]()
    for one in search.events(db, bureau.key, words, kinds, now - SPAN, _units(reader), PROBED):
        if one.owed.id not in seen and reader.sees(one.owed):
            seen.add(one.owed.id)
            said = [str(one.detail[name]) for name in WORDS if one.detail.get(name)]
            yield Hit(f"{_called(one.owed)}：{spell_reason(one.kind)}", _around(words, said), one.owed)


def _units(reader: Searcher) -> list[str] | None:
    return None if reader.units is None else sorted(reader.units)


def _called(owed: Owed) -> str:
    return spell_owed(owed.owner, owed.period, owed.title, once=not KINDS[owed.kind].cyclic)
