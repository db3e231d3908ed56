"""What must hold after a storm, whatever fell; each fault as a line for people."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from email import message_from_bytes, policy

from tests.bureau import Desk
from tests.engine.arena import Arena
from tests.engine.books import messages, unbalanced
from tests.engine.machine import message_ids
from tests.engine.test_killed import HEAD
from yudu_flow.actions.views.verify_audit import verify_audit
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading

PERIODS = ("2020-09", "2020-10")


def faults(arena: Arena, calm: Desk | None = None) -> list[str]:
    """All of them; what was said is compared with a `calm` month where one was played."""
    found: list[str] = []
    for desk in arena.desks:
        desk.clock.now = arena.now()
        found += [*_books(arena, desk), *_rows(desk)]
    found += of_others(arena)
    found += [wrong for desk in arena.desks for wrong in _relay(arena, desk)]
    return [*found, *(_words(arena.desk, calm) if calm else ())]


def _books(arena: Arena, desk: Desk) -> Iterator[str]:
    yield from (f"out of balance: {account}" for account in unbalanced(desk, *PERIODS))
    with reading(desk.bureau.engine) as db:
        row = bureaus.find(db, desk.bureau.key)
    if row is None or row.imbalance or row.fault or (row.worker and not arena.homes):
        yield f"the bureau's row: {row}"
    found = verify_audit(desk.bureau, arena.home_of(desk) / "var" / "attachments")
    yield from (f"the audit: {wrong}" for wrong in (*found.broken, *found.wrong))


def _relay(arena: Arena, desk: Desk) -> Iterator[str]:
    """Each message of a bureau once, or again only where it was in flight, the same to the byte; nobody else's."""
    relay = arena.relays[desk.bureau.key] if arena.homes else arena.relay
    taken = message_ids(relay)
    for key, count in Counter(taken).items():
        if count - 1 > arena.in_flight[key]:
            yield f"{key} went out {count} times, and was in flight {arena.in_flight[key]} times"
    texts: defaultdict[str, set[bytes]] = defaultdict(set)
    for key, content in zip(taken, relay.taken, strict=True):
        texts[key].add(content)
    yield from (f"{key} went out with {len(said)} texts" for key, said in texts.items() if len(said) > 1)
    written = (row for row in messages(desk) if row.bureau == desk.bureau.key and row.channel == "email")
    mails = {row.message_id for row in written if row.state == "sent"}
    if mails != {*taken}:
        yield f"noted as sent and never taken: {mails - {*taken}}; taken and not noted: { ({*taken} - mails) }"


def _rows(desk: Desk) -> Iterator[str]:
    for row in messages(desk):
        if row.claimed_by or row.unsure or row.state not in ("sent", "withdrawn"):
            yield f"{row.id} {row.key} to {row.recipient} is {row.state}, claimed by {row.claimed_by}: {row.reply}"


def _words(desk: Desk, calm: Desk) -> Iterator[str]:
    """Digests are whole: everybody is told what an undisturbed month tells."""
    here, there = _said(desk), _said(calm)
    yield from (f"said only in the storm: {one}" for one in sorted(here - there))
    yield from (f"not said in the storm: {one}" for one in sorted(there - here))


def _said(desk: Desk) -> set[tuple[str, ...]]:
    rows = (row for row in messages(desk) if not row.key.startswith("answer:"))
    return {(m.recipient, m.channel, m.key, m.subject, HEAD.sub("", m.text), m.state) for m in rows}


def of_others(arena: Arena) -> list[str]:
    """Mails that name another home than the one whose relay they went to; each has its name in its sender or text."""
    return [
        f"{name} sent a mail that names {other}"
        for name, relay in arena.relays.items()
        for other in {*arena.homes} - {name}
        if any(f"{other}县" in _text(content) for content in relay.taken)
    ]


def _text(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    parts = (part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
    return "\n".join([str(mail["From"]), str(mail["Subject"]), *parts])
