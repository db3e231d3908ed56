"""What a pass or an act did, as flat records for people and programs, timed when each rule took effect."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine

from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.engine.make_pass import Pass, Turn
from yudu_flow.domain.expected import Owner
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading
from yudu_flow.storage.new_rows import Mark, NewMessage, NewNotice, NewObligations
from yudu_flow.storage.notice_rows import NoticeOpen
from yudu_flow.storage.rows import NoticeRow
from yudu_flow.wording.record import Record


class Journal:
    """Turns results into records; remembers the obligations that it has seen, since a result only names them."""

    def __init__(self, engine: Engine, bureau: str) -> None:
        self._engine, self._bureau = engine, bureau
        self._places: dict[int | None, Record] = {}
        self._refused: dict[str, Record] = {}

    def of_pass(self, made: Pass) -> Iterator[Record]:
        """The records of one pass, in the order of its steps."""
        yield from (_opened(frozen, owner) for frozen, owner in made.opened)
        for turn in made.rounds:
            self._learn({key for key, _, _ in turn.decided.facts})
            self._learn({row.obligation_id for row in turn.decided.rungs})
            self._learn({row.obligation_id for row, _, _ in turn.composed.settled if row.obligation_id})
            yield from self._facts(turn)
            yield from self._rungs(turn, made.at)
            yield from self._settled(turn, made.at)
            yield from self._messages(turn, made.at)

    def of_act(self, done: Done) -> Iterator[Record]:
        """The records of one act: the fact itself, then what it withdrew."""
        self._learn({done.sight.owed.id})
        place = self._places[done.sight.owed.id]
        detail = next(row.detail for row in done.sight.events if row.id == done.event_id)
        reason = str(detail.get("reason", "")) or (done.fact.choice and str(done.fact.choice))
        yield {"at": done.fact.at, "event": str(done.fact.kind), **place, "reason": reason or None}
        for row, why in done.withdrawn:
            yield self._notice(done.fact.at, "withdrawn", row, why)

    def _learn(self, keys: set[int]) -> None:
        new = keys - self._places.keys()
        if new:
            with reading(self._engine) as db:
                for key, row in obligations.by_id(db, self._bureau, new).items():
                    self._places[key] = _place(row.duty, row.owner, row.unit, row.period)

    def _facts(self, made: Turn) -> Iterator[Record]:
        for key, fact, detail in made.decided.facts:
            rung, reason = detail.get("rung"), detail.get("reason") or detail.get("outcome")
            yield {"at": fact.at, "event": str(fact.kind), **self._places[key], "rung": rung, "reason": reason}

    def _rungs(self, made: Turn, at: datetime) -> Iterator[Record]:
        """Skipped rungs and the notices of fired ones; what is held says so at once."""
        for row in made.decided.rungs:
            if row.verdict == "skipped":
                where = {"round": row.round, "rung": row.rung, "reason": row.reason}
                yield {"at": at, "event": "skipped", **self._places[row.obligation_id], **where}
        for told in made.decided.notices:
            yield self._decided_notice(at, told)
            if told.state == "queued" and told.due_at > at:
                yield {**self._decided_notice(at, told), "event": "held", "reason": "quiet"}

    def _decided_notice(self, at: datetime, row: NewNotice) -> Record:
        event = "suppressed" if row.state == "unreachable" else "notice"
        return self._notice(at, event, row, row.reason)

    def _notice(self, at: datetime, event: str, row: NoticeRow | NoticeOpen | NewNotice, reason: str) -> Record:
        place = {"round": row.round, "rung": row.rung, "recipient": row.recipient, "channel": row.channel}
        return {"at": at, "event": event, **self._places[row.obligation_id], **place, "reason": reason}

    def _settled(self, made: Turn, at: datetime) -> Iterator[Record]:
        words = {"withdrawn": "withdrawn", "suppressed": "suppressed", "queued": "held"}
        for row, state, why in made.composed.settled:
            if state in words and row.obligation_id:
                yield self._notice(at, words[state], row, why)

    def _messages(self, made: Turn, at: datetime) -> Iterator[Record]:
        """What became of messages. One about a single obligation names it; a merged one speaks of several."""
        about: dict[str, list[NoticeRow]] = {}
        for row, state, _ in made.composed.settled:
            if state == "composed" and row.obligation_id:
                about.setdefault(f"{row.recipient}/{row.channel}/{row.event_id or ''}", []).append(row)
        marks = {mark.id: mark for mark in made.delivered.marks}
        for key in [key for key in self._refused if key in marks]:
            yield from self._tried(key, self._refused.pop(key), marks[key], at, again=True)
        for message in made.composed.messages:
            if message.id in marks:
                event = message.key.partition("answer:")[2]
                rows = about.get(f"{message.recipient}/{message.channel}/{event}", [])
                record = {**_sent(message, at), **self._single(rows)}
                yield from self._tried(message.id, record, marks[message.id], at)

    def _tried(self, key: str, record: Record, mark: Mark, at: datetime, *, again: bool = False) -> Iterator[Record]:
        """What is refused in passing says so once, and again what became of it."""
        if mark.state == "sent":
            yield {**record, "at": mark.sent_at}
        elif mark.state == "queued":
            self._refused[key] = record
            if not again:
                yield {**record, "at": at, "event": "held", "reason": "refused"}
        else:
            yield {**record, "at": at, "event": "suppressed", "reason": "nobody" if mark.nobody else "undelivered"}

    def _single(self, rows: list[NoticeRow]) -> Record:
        if len({row.obligation_id for row in rows}) != 1:
            return {}
        last = rows[-1]
        rung = None if last.event_id else last.rung
        return {**self._places[last.obligation_id], "round": last.round, "rung": rung}


def _opened(frozen: NewObligations, owner: Owner) -> Record:
    place = _place(frozen.duty, owner.owner, owner.unit, frozen.period)
    return {"at": frozen.opened_at, "event": "opened", **place}


def _place(duty: str, owner: str, unit: str, period: str) -> Record:
    named = {"duty": duty, "owner": owner, "unit": unit, "period": period}
    return {**named, "obligation": f"{period}/{duty}/{owner}"}


def _sent(message: NewMessage, at: datetime) -> Record:
    answer = message.key.startswith("answer:")
    letter = {"recipient": message.recipient, "channel": message.channel, "subject": message.subject or None}
    return {"at": at, "event": "message", **letter, "reason": message.kind, "answer": answer or None}
