"""Short links for messages: a code leads one person to one unit's period; none without a base URL.

Stored texts carry marks; the codes take their places when a message goes out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.storage import links
from yudu_flow.storage.access_rows import LinkRow
from yudu_flow.storage.link_codes import LENGTH, code_of, hash_of, marks_in, new_mark, with_codes
from yudu_flow.storage.links import Key
from yudu_flow.storage.rows import MessageRow

LIST = "all"
SHORT = LENGTH
"""Characters of a code; what stands behind them is no part of the link."""
VALID_AFTER_DEADLINE = timedelta(days=10)
# Marks begin with ~, and codes of older messages hold - and _.
IN_TEXT = re.compile(r"(/s/)~?[A-Za-z0-9_-]{4,}")
TELLING = 6
"""Characters of a code that surely are one, also where an answer was cut off behind them."""


@dataclass
class Links:
    """The links of one batch, by whom they lead where."""

    bureau: Bureau
    marks: Mapping[Key, str]
    _made: list[str] = field(default_factory=list)

    def to(self, recipient: str, sight: Sight) -> str:
        """The link for this person to this item, empty where the bureau has no address for pages."""
        if not self.bureau.base_url:
            return ""
        mark = self.marks[_key(recipient, sight)]
        self._made.append(f"{self.bureau.base_url.rstrip('/')}/s/{mark}")
        return f"{self._made[-1]}/{sight.owed.id}"

    def first(self, *, short: bool) -> str:
        """What the letter itself carries: the first link made since the last call, to the list of everything open.

        A `short` one, for an SMS, says no more than who comes.
        """
        made, self._made = self._made, []
        return "" if not made else made[0] if short else f"{made[0]}/{LIST}"


def links_for(bureau: Bureau, db: Connection, wanted: Iterable[tuple[str, Sight]], now: datetime) -> Links:
    """The links that lead these people to these items; one that is in force is used again."""
    until: dict[Key, datetime] = {}
    for recipient, sight in wanted if bureau.base_url else ():
        key, end = _key(recipient, sight), max(sight.state.late_from, now) + VALID_AFTER_DEADLINE
        until[key] = max(until.get(key, end), end)
    return Links(bureau, marks_for(bureau, db, until, now))


def marks_for(bureau: Bureau, db: Connection, until: Mapping[Key, datetime], now: datetime) -> dict[Key, str]:
    """The mark of a link for each key, which lasts until then at least."""
    if not until:
        return {}
    # In force alone: one that had run out came back to life with the next mail.
    there = {links.key_of(row): row for row in links.to(db, bureau.key, until, now) if _can_be_made(bureau, row)}
    links.prolong(db, {row.hash: until[key] for key, row in there.items() if row.expires_at < until[key]})
    fresh = [_new(bureau, key, now, end) for key, end in until.items() if key not in there]
    links.put(db, fresh)
    return {key: row.mark for key, row in there.items()} | {links.key_of(row): row.mark for row in fresh}


def opened_by(bureau: Bureau, db: Connection, code: str, now: datetime) -> LinkRow | None:
    """The link of that code, while it is in force."""
    return links.by_hash(db, bureau.key, hash_of(bureau.link_key, code), now)


def renew(bureau: Bureau, db: Connection, rows: Iterable[MessageRow], now: datetime) -> None:
    """See that the links in these messages open: one that was made with another key gets today's beside the old one.

    The old one stays: it opens again where its key comes back. One that was revoked or ran out stays so.
    """
    marks = {(row.recipient, mark) for row in rows for mark in marks_in(row.text, row.html)}
    hashes = {_hash(bureau, recipient, mark) for recipient, mark in marks}
    if not hashes or links.are_there(db, hashes):
        return
    known = [row for row in links.of_people(db, bureau.key, {one for one, _ in marks}, now) if _place(row) in marks]
    open_now = {_place(row) for row in known if _can_be_made(bureau, row)}
    dead = {_place(row): row for row in known if _place(row) not in open_now}
    links.put(db, [row._replace(hash=_hash(bureau, row.recipient, row.mark)) for row in dead.values()])


def count_of_other_keys(bureau: Bureau, db: Connection, now: datetime) -> int:
    """How many links in force were made with another key than the one in use: what was sent of them is dead."""
    return sum(not _can_be_made(bureau, row) for row in links.marked(db, bureau.key, now))


def _place(row: LinkRow) -> tuple[str, str]:
    return row.recipient, row.mark


def _hash(bureau: Bureau, recipient: str, mark: str) -> str:
    """What the database knows today's code of that mark by."""
    return hash_of(bureau.link_key, code_of(bureau.link_key, bureau.key, recipient, mark))


def as_sent(bureau: Bureau, row: MessageRow, words: str) -> str:
    """A part of a stored message as its reader gets it, the same at every attempt."""
    return with_codes(bureau.link_key, bureau.key, row.recipient, words)


def without_code(words: str) -> str:
    """A message's text without the code of its link, which opens its reader's desk: nobody else is to use it."""
    return IN_TEXT.sub(r"\1……", words)


def without_codes_of(bureau: Bureau, row: MessageRow, answer: str) -> str:
    """What was answered to a message, without its codes: some relays repeat what they do not like."""
    for mark in marks_in(row.text) if len(answer) >= TELLING else ():
        telling = code_of(bureau.link_key, bureau.key, row.recipient, mark)[:TELLING]
        if telling in answer:
            answer = re.sub(rf"{telling}[A-Za-z0-9]{{0,{LENGTH - TELLING}}}", "……", answer)
    return answer


def _key(recipient: str, sight: Sight) -> Key:
    return recipient, sight.owed.unit, sight.owed.period


def _can_be_made(bureau: Bureau, row: LinkRow) -> bool:
    """Whether the link's code follows from its mark: not where the key was changed, nor for an older program's."""
    return _hash(bureau, row.recipient, row.mark) == row.hash


def _new(bureau: Bureau, key: Key, now: datetime, until: datetime) -> LinkRow:
    (recipient, unit, period), mark = key, new_mark()
    return LinkRow(
        _hash(bureau, recipient, mark), mark, bureau.key, recipient, unit, period, now, until, revoked_at=None
    )
