"""The one gate: who reaches what. Every route names a need; every obligation is fetched through `Visitor`.

What somebody may do follows from the roster on the day and is never stored. A link from a message stands for one
person in one unit, and for a unit's acts only: for the period it was made for, and for whatever else of that unit or
person is still open, since a mail speaks of both. The desks of office and leaders need a signed-in account.
What is not yours is answered as if it did not exist.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection
from starlette.requests import Request

from yudu_flow.actions.access.accounts import token_row
from yudu_flow.actions.access.links import opened_by
from yudu_flow.actions.access.sign_in import session_row, signed_in
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import appellate, deciding, owns
from yudu_flow.actions.look import was_appealed
from yudu_flow.actions.views.unit_view import still_open
from yudu_flow.domain.duties.registry import GIVEN
from yudu_flow.domain.errors import NotYours
from yudu_flow.domain.roster import Roster
from yudu_flow.storage.access_rows import LinkRow
from yudu_flow.storage.rows import Owed
from yudu_flow.web.doors.hall import Hall, hall_of

SESSION_COOKIE, LINK_COOKIE = "yudu_session", "yudu_link"


class Admission(StrEnum):
    """What a route asks of its visitor."""

    NOBODY = "nobody"
    UNIT = "unit"
    OFFICE = "office"
    KEEPER = "keeper"
    DESK = "desk"
    JUDGE = "judge"
    LEADER = "leader"
    ADMIN = "admin"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class SeenIn:
    """The bureau and the day in which a visitor is who they are."""

    bureau: Bureau
    day: date


@dataclass(frozen=True)
class Visitor:
    """Who asks. `units` are those they answer for, `leads` the posts of leadership they hold or deputise for.

    `still_open` are the obligations that whoever came by a `link` answers for besides its own period.
    """

    name: str = ""
    person: str = ""
    account: int | None = None
    session: str = ""
    units: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    office: bool = False
    admin: bool = False
    link: LinkRow | None = None
    still_open: frozenset[int] = frozenset()
    key: str = ""
    seen_in: "SeenIn | None" = field(default=None, compare=False, repr=False)

    def fits(self, need: Admission) -> bool:
        """Whether they may come in at all."""
        return {
            Admission.NOBODY: True,
            Admission.UNIT: bool(self.units) or self.link is not None or self.owns_visits,
            Admission.OFFICE: self.office,
            Admission.DESK: self.office or bool(self.leads or self.units) or self.link is not None or self.owns_visits,
            Admission.KEEPER: self.office or self.admin,
            Admission.JUDGE: self.office or bool(self.leads),
            Admission.LEADER: bool(self.leads),
            Admission.ADMIN: self.admin,
            Admission.ACCOUNT: self.account is not None,
        }[need]

    @property
    def owns_visits(self) -> bool:
        """Somebody in the roster may owe visits of their own."""
        return bool(self.person) and not self.leads

    def answers_for(self, owed: Owed) -> bool:
        """Whether an obligation is theirs to act on, as the unit or as the person who owes it."""
        if self.link is not None and not self._reaches(self.link, owed):
            return False
        if owed.owner == owed.unit:
            return owed.unit in self.units
        return self.seen_in is not None and owns(self.seen_in.bureau, owed, self.person, self.seen_in.day)

    def _reaches(self, link: LinkRow, owed: Owed) -> bool:
        return link.unit == owed.unit and (link.period == owed.period or owed.id in self.still_open)

    def leads_on(self, owed: Owed) -> bool:
        """Whether it is under their charge."""
        if self.seen_in is None:
            return False
        # Who was named when it opened, and who decides today: whoever heads the unit by now leaves that to another.
        return bool(self.leads & {*owed.leaders, owed.decider, deciding(self.seen_in.bureau, owed, self.seen_in.day)})

    def hears(self, owed: Owed) -> bool:
        """Whether it is under their charge, or an appeal about it came to them: whoever hears it has to read it all."""
        if self.seen_in is None or self.leads_on(owed):
            return self.seen_in is not None
        bureau = self.seen_in.bureau
        return appellate(bureau, owed, self.seen_in.day) in self.leads and was_appealed(bureau, owed)

    def judges(self, owed: Owed) -> bool:
        """Whether they may come to the acts by which what an owner did is judged; the acts ask again who it was."""
        if self.office or self.seen_in is None:
            return self.office
        return owed.unit == self.seen_in.bureau.roster.office.name and self.leads_on(owed)

    def may_close(self, owed: Owed) -> bool:
        """The same for what somebody gave to a unit: whoever gave it closes it, and decides what is asked about it."""
        return self.judges(owed) or (owed.kind in GIVEN and self.leads_on(owed))

    @property
    def by(self) -> str:
        """In whose name they act: the id where the roster knows them."""
        return self.person or self.name

    def sees(self, owed: Owed) -> bool:
        """Whether they may look at it."""
        return self.office or self.answers_for(owed) or self.leads_on(owed)

    @property
    def home(self) -> str:
        """The page they start from."""
        if self.office:
            return "/office"
        if self.leads:
            return "/leader"
        if self.admin:
            return "/admin"
        return "/mine"


NOBODY = Visitor()


def visitor_of(request: Request) -> Visitor:
    """Who asks: by session, else by the link that they came with. Looked up once a request."""
    if not hasattr(request.state, "visitor"):
        hall = hall_of(request)
        request.state.visitor = _by_session(hall, request) or _by_link(hall, request.cookies.get(LINK_COOKIE, ""))
    found: Visitor = request.state.visitor
    return found


def _by_session(hall: Hall, request: Request) -> Visitor | None:
    cookie = request.cookies.get(SESSION_COOKIE)
    if not cookie:
        return None
    bureau, now = hall.bureau(), hall.now()
    found = signed_in(bureau, cookie, now, _begun_since(hall))
    if found is None:
        return None
    if found.renewed:
        request.state.renewed = cookie
    row = found.row
    return known(bureau, row.person, local_day(now), row.name, row.account_id, row.hash, row.is_admin, cookie)


def signed_link(hall: Hall, code: str) -> str:
    """A link's cookie. Only links are guessed, which is counted where they open: a made-up cookie is not looked up."""
    return f"{code}.{hmac.new(hall.secret, f'link {code}'.encode(), sha256).hexdigest()}"


def _begun_since(hall: Hall) -> datetime:
    """A session that began before that is over, however much it is used."""
    return hall.now() - timedelta(days=hall.settings.session_days)


def _by_link(hall: Hall, cookie: str) -> Visitor:
    code = cookie.partition(".")[0]
    # In bytes: words with a character beyond ASCII, which a cookie may hold, it would not compare but raise.
    if not code or not hmac.compare_digest(cookie.encode(), signed_link(hall, code).encode()):
        return NOBODY
    bureau, now = hall.bureau(), hall.now()
    with bureau.reading() as db:
        row = opened_by(bureau, db, code, now)
        return by_link(bureau, db, row, local_day(now), cookie) if row else NOBODY


def by_link(bureau: Bureau, db: Connection, row: LinkRow, day: date, key: str) -> Visitor:
    """Whoever holds a link may act for its unit while they answer for it, and for the visits they owe themselves or for
    somebody away.
    """
    person = bureau.roster.people.get(row.recipient)
    if person is None or person.gone(day):
        return NOBODY
    mine = units_of(bureau.roster, person.id, day) & {row.unit}
    if not mine and row.unit not in {one.home for one in bureau.roster.acted_for(person.id, day)}:
        return NOBODY
    return Visitor(
        person.name,
        person.id,
        units=frozenset(mine),
        link=row,
        still_open=frozenset(still_open(bureau, db, sorted(mine), person, day)),
        key=key,
        seen_in=SeenIn(bureau, day),
    )


def known(
    bureau: Bureau, person: str, day: date, name: str, account: int, session: str, admin: bool, key: str
) -> Visitor:
    """A signed-in person with what the roster gives them on `day`."""
    roster = bureau.roster
    # The account of a new bureau's first link is nobody's yet, and opens the administrator's pages alone.
    if person not in roster.people:
        return Visitor(name, "", account, session, admin=admin, key=key)
    if roster.people[person].gone(day):
        return NOBODY
    units = units_of(roster, person, day)
    office = roster.is_office(person, day)
    return Visitor(
        roster.people[person].name,
        person,
        account,
        session,
        units,
        leads_of(roster, person, day),
        office,
        admin,
        key=key,
        seen_in=SeenIn(bureau, day),
    )


def still_in(request: Request, db: Connection) -> None:
    """Whoever sent a file has not lost their right while it came and was looked through. Raises NotYours."""
    if not _known_still(request, db):
        raise NotYours("链接或登录已经停用，文件没有存入；请重新打开链接或登录后再传")


def still_signed_in(request: Request, db: Connection) -> None:
    """The same for whoever registers a paper; whether it is theirs to register, the act asks. Raises NotYours."""
    if not _known_still(request, db):
        raise NotYours("登录已经停用，没有登记；请重新登录后再办")


def _known_still(request: Request, db: Connection) -> bool:
    """Asked in the transaction that stores: reading elsewhere, or renewing a session, would wait for that very one."""
    hall, visitor = hall_of(request), request.state.visitor
    bureau, now = hall.bureau(), hall.now()
    if visitor.link is not None:
        return opened_by(bureau, db, request.cookies.get(LINK_COOKIE, "").partition(".")[0], now) is not None
    if visitor.session:
        return session_row(bureau, db, visitor.session, now, _begun_since(hall)) is not None
    token = request.headers.get("authorization", "").partition(" ")[2].strip()
    return token_row(bureau, db, token, now) is not None


def units_of(roster: Roster, person: str, day: date) -> frozenset[str]:
    """The units that somebody answers for on `day`, as liaison or head, deputies included."""
    return frozenset(
        unit.name
        for unit in roster.units.values()
        if person in {holder.id for post in (unit.liaison, unit.head) if (holder := roster.holder(post, day))}
    )


def leads_of(roster: Roster, person: str, day: date) -> frozenset[str]:
    """The posts of leadership that somebody fills on `day`."""
    return frozenset(post for post in roster.leadership if (holder := roster.holder(post, day)) and holder.id == person)


class TurnedAway(Exception):
    """The visitor does not fit the route's need: to the sign-in page if nobody is signed in."""

    def __init__(self, visitor: Visitor) -> None:
        super().__init__("turned away")
        self.visitor = visitor


def requires(need: Admission) -> Callable[[Request], Visitor]:
    """The dependency that lets in whoever fits `need`. A test finds it on every route."""

    def gate(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if not visitor.fits(need):
            raise TurnedAway(visitor)
        return visitor

    gate.need = need  # type: ignore[attr-defined]  # read by the test that walks the routes
    return gate


Anybody = Annotated[Visitor, Depends(requires(Admission.NOBODY))]
OfUnit = Annotated[Visitor, Depends(requires(Admission.UNIT))]
OfOffice = Annotated[Visitor, Depends(requires(Admission.OFFICE))]
OfDesks = Annotated[Visitor, Depends(requires(Admission.DESK))]
"""Whoever has any desk but the administrator's."""
OfKeepers = Annotated[Visitor, Depends(requires(Admission.KEEPER))]
"""Who keeps the roster: the office, and an administrator, since a new bureau has nobody of the office yet."""
OfJudges = Annotated[Visitor, Depends(requires(Admission.JUDGE))]
OfLeaders = Annotated[Visitor, Depends(requires(Admission.LEADER))]
OfAdmin = Annotated[Visitor, Depends(requires(Admission.ADMIN))]
SignedIn = Annotated[Visitor, Depends(requires(Admission.ACCOUNT))]
