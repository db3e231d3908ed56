"""One whole pass: open, decide, compose, deliver, reconcile. The only thing that the timetable and `tick` run.

Of a process that has one role only, a pass is that part of it.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.compose import compose
from yudu_flow.actions.engine.correct_clock import correct_clock
from yudu_flow.actions.engine.decide import Decided, decide
from yudu_flow.actions.engine.deliver import Delivered, Run, Watch, Ways, deliver
from yudu_flow.actions.engine.open_period import Opened, open_periods
from yudu_flow.actions.engine.reconcile import reconcile_daily
from yudu_flow.actions.engine.recount import recount
from yudu_flow.actions.engine.seal_books import seal_daily
from yudu_flow.actions.engine.sift import Composed
from yudu_flow.actions.engine.stale import take_apart_stale
from yudu_flow.actions.processes.edition import role_left
from yudu_flow.actions.processes.shift import Shift
from yudu_flow.actions.role import Role
from yudu_flow.clock import Clock, running_time
from yudu_flow.domain.expected import Owner
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import bureaus, obligations, proposals, wakeups
from yudu_flow.storage.database import asking, writing
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.outlook import NOTHING, Outlook, outlook

MOST_ROUNDS = 6
NOTE_EVERY = timedelta(minutes=1)
LOOK_AGAIN = timedelta(seconds=1)
"""While another process decides: there is soon something to deliver."""

Send = Callable[[], Delivered]
Done = TypeVar("Done", Decided, Composed, Delivered)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of decide, compose, deliver."""

    decided: Decided
    composed: Composed
    delivered: Delivered

    @property
    def did_something(self) -> bool:
        """Whether anything changed."""
        return bool(self.decided.counts["looked"] or self.composed.counts or self.delivered.counts)

    def goes_on(self, now: datetime) -> bool:
        """Whether a rule waits for what this turn did: a case hangs on its slip having been told."""
        return _is_due(self.decided.wake, now)


@dataclass
class Pass:
    """What one pass did, turn by turn: in numbers, and row by row where that was asked for."""

    at: datetime
    opened: list[tuple[NewObligations, Owner]]
    rounds: list[Turn] = field(default_factory=list)
    ahead: Outlook = NOTHING
    next_opening: datetime | None = None
    look_again: datetime | None = None
    opened_count: int = 0

    @property
    def next_wake(self) -> datetime | None:
        """When the next pass has something to do."""
        if self.look_again:
            return self.look_again
        instants = (self.ahead.wake, self.ahead.notice, self.ahead.unclaimed, self.next_opening)
        return min((instant for instant in instants if instant), default=None)

    @property
    def decided(self) -> Decided:
        return _sum(Decided(), (turn.decided for turn in self.rounds))

    @property
    def composed(self) -> Composed:
        return _sum(Composed(), (turn.composed for turn in self.rounds))

    @property
    def delivered(self) -> Delivered:
        return _sum(Delivered(), (turn.delivered for turn in self.rounds))

    def facts(self, kind: FactKind) -> int:
        """How many facts of that kind the rules recorded."""
        return self.decided.counts[str(kind)]


def _sum(total: Done, parts: Iterable[Done]) -> Done:
    for part in parts:
        total.extend(part)
    return total


def make_pass(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    *,
    stopping: Callable[[], bool] = lambda: False,
    watch: Watch | None = None,
    upkeep: bool = True,
    after: Pass | None = None,
    run: Run = asyncio.run,
    role: Role = Role.ALL,
    keep: bool = True,
    kept: Shift | None = None,
) -> Pass:
    """Do everything that is due at `clock()`. Safe to run twice and from two processes: while another one has the
    bureau's shift this one only delivers.

    `upkeep` also counts provisional dates anew, reconciles and seals once a day and notes the pass; a simulation needs
    none of it.
    `after` is the pass before this one where surely nothing has happened since: what it saw ahead is not read again.
    `run` may keep one event loop for many passes. `role` says which part of it is this process's. To `keep` the rows of
    what was done is for those who look at each: a province's fill the memory.
    A `kept` shift is its caller's, for many passes.
    """
    now = clock()
    shift = kept or Shift(bureau, now)

    def send() -> Delivered:
        shift.leave()
        noting = watch and _noting(bureau, clock, watch)
        return deliver(bureau, ways, clock, shift.holder, stopping, noting, run, keep=keep)

    try:
        match role_left(bureau, role, now):
            case Role.WEB:
                made = Pass(now, [])
            case Role.DELIVER:
                made = _sent(bureau, send, now)
            case _:
                sends = send if role.delivers else None
                made = _made(bureau, shift, sends, after, clock, now, stopping, upkeep=upkeep, keep=keep)
    finally:
        if not kept:
            shift.end()
    made.look_again = clock() + LOOK_AGAIN if shift.refused else None
    return made


def _sent(bureau: Bureau, send: Send, now: datetime) -> Pass:
    """The part of a pass that sends; what waits to be decided once it is known to be told is another's to find."""
    with bureau.reading() as db:
        ahead, row, moment = outlook(db, bureau.key), bureaus.find(db, bureau.key), bureaus.moment(db, now)
    turn = Turn(Decided(), Composed(), send() if _is_due(ahead.message, now) else Delivered())
    if turn.did_something:
        _wake_who_decides(bureau, now)
        ahead = _look(bureau)
    if row and (row.failing_since or row.delivered_at is None or abs(moment - row.delivered_at) >= NOTE_EVERY):
        _note_delivery(bureau, now)
    # What others have to do would be due at once, and call this one again and again.
    return Pass(now, [], [turn], replace(ahead, wake=None, notice=None))


def _wake_who_decides(bureau: Bureau, since: datetime) -> None:
    """What hangs on a message sent since then is looked at now, and not at the next pass of a day."""
    with writing(bureau.engine) as db:
        obligations.set_wake(db, dict.fromkeys(proposals.gone_out(db, bureau.key, since), since))
        if _is_due(outlook(db, bureau.key).wake, since):
            wakeups.tell(db, bureau.key, wakeups.DECIDE)


def _noting(bureau: Bureau, clock: Clock, watch: Watch) -> Watch:
    """Say once a minute that messages go out: with a slow relay a pass may take hours."""
    noted = running_time()

    def note(done: int, total: int) -> None:
        nonlocal noted
        if running_time() - noted >= NOTE_EVERY.total_seconds():
            noted = running_time()
            with suppress(OperationalError):  # what was said a minute ago holds; what is in hand must not end with it
                _note_delivery(bureau, clock(), whole=False)
        watch(done, total)

    return note


def _note_delivery(bureau: Bureau, now: datetime, *, whole: bool = True) -> None:
    with writing(bureau.engine) as db:
        bureaus.note_delivery(db, bureau.key, now, whole=whole)


def _made(
    bureau: Bureau,
    shift: Shift,
    send: Send | None,
    after: Pass | None,
    clock: Clock,
    now: datetime,
    stopping: Callable[[], bool],
    *,
    upkeep: bool,
    keep: bool,
) -> Pass:
    if upkeep:
        recount(bureau, now)
    opened = _open(bureau, after, now, shift, keep=keep)
    if upkeep:
        correct_clock(bureau, opened.last_pass_at, clock)
    made = Pass(now, opened.rows, next_opening=opened.next_at, opened_count=opened.count)
    ahead = after.ahead if after and not opened.count else _look(bureau)
    if _is_due(ahead.unclaimed, now) and take_apart_stale(bureau, now, shift.is_mine):
        ahead = _look(bureau)
    ahead = _take_turns(made, bureau, shift, send, ahead, now, stopping, keep=keep)
    if upkeep:
        _keep_up(bureau, shift, made.rounds[-1], now, sends=send is not None)
        _note(bureau, opened, now, delivers=send is not None)
    made.ahead = ahead if send else replace(ahead, message=None, unclaimed=None)
    return made


def _take_turns(
    made: Pass,
    bureau: Bureau,
    shift: Shift,
    send: Send | None,
    ahead: Outlook,
    now: datetime,
    stopping: Callable[[], bool],
    *,
    keep: bool,
) -> Outlook:
    """One after the other, as long as a rule waits for what a turn has sent; what is due after them."""
    # A rule that stayed due after its own turn is not to keep a pass for ever.
    for _ in range(MOST_ROUNDS):
        turn = _turn(bureau, shift, send, ahead, now, keep=keep)
        made.rounds.append(turn)
        ahead = _look(bureau) if turn.did_something else ahead
        if stopping() or (send is None and turn.composed.written) or not turn.goes_on(now):
            break
    return ahead


def _keep_up(bureau: Bureau, shift: Shift, last: Turn, now: datetime, *, sends: bool) -> None:
    if last.delivered.counts:  # another one decides, and may think that it is done
        _wake_who_decides(bureau, now)
    # What waits until another process has sent is not decided yet, and would look missing in the books.
    if sends or not last.composed.written or not last.goes_on(now):
        reconcile_daily(bureau, now, shift.is_mine)
    seal_daily(bureau, now)


def _open(bureau: Bureau, after: Pass | None, now: datetime, shift: Shift, *, keep: bool) -> Opened:
    if after and after.next_opening and after.next_opening > now:
        return Opened([], 0, after.next_opening, None)
    return open_periods(bureau, now, shift.is_mine, keep=keep)


def _turn(bureau: Bureau, shift: Shift, send: Send | None, ahead: Outlook, now: datetime, *, keep: bool) -> Turn:
    """Each step only where something is due for it: an idle pass stops at the outlook.

    Nothing is composed before everything due is decided: a digest is one message.
    """
    mine = shift.is_mine
    decided = decide(bureau, now, shift, keep=keep) if _is_due(ahead.wake, now) and mine() else Decided()
    has_notices = bool(decided.counts["notices"]) or _is_due(ahead.notice, now)
    composed = compose(bureau, now, shift, keep=keep) if has_notices and mine() else Composed()
    sends = composed.written or _is_due(ahead.message, now)
    return Turn(decided, composed, send() if send and sends else Delivered())


def _is_due(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now


def _look(bureau: Bureau) -> Outlook:
    with asking(bureau.engine) as db:
        return outlook(db, bureau.key)


def _note(bureau: Bureau, opened: Opened, now: datetime, *, delivers: bool) -> None:
    """Say that a pass has run, at most once a minute: `doctor` and the office look at it."""
    # Either way: a clock that was set back would else be found ahead again, and corrected, at every pass.
    if not opened.noted or opened.last_pass_at is None or abs(now - opened.last_pass_at) >= NOTE_EVERY:
        with writing(bureau.engine) as db:
            bureaus.note_pass(db, bureau.key, now, delivers=delivers)
