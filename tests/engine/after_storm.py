"""A storm from its first start to its end, and what is found after it: the books, the texts, the relay's count."""

import random
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path

from alembic import command
from alembic.config import Config

from tests.bureau import desk_in
from tests.delivery.fake_relay import fake_relay
from tests.engine.books import messages, unbalanced
from tests.engine.cluster import Cluster
from tests.engine.storm import Hand, Storm
from tests.engine.stricken import Place
from tests.engine.test_killed import said
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import connect, reading, writing
from yudu_flow.storage.schema import HEAD


def older_schema(url: str) -> None:
    """The tables as the program before this one had them."""
    config = Config(attributes={"link_key": b""})
    config.set_main_option("script_location", "yudu_flow.storage:migrations")
    engine = connect(url)
    with writing(engine) as db:
        config.attributes["connection"] = db
        command.upgrade(config, f"{int(HEAD) - 1:04}")
    engine.dispose()


def calm(home: Path, database: str, mornings: Sequence[str]) -> set[tuple[str, ...]]:
    """What one process tells whom nothing befalls."""
    desk = desk_in(home, database)
    for morning in mornings:
        desk.at(morning)
    told = said(desk)
    desk.bureau.engine.dispose()
    return told


@dataclass(frozen=True)
class Found:
    """What is wrong after a storm; empty where all is well."""

    faults: tuple[str, ...]
    messages: int
    again: int


def found_after(storm: Storm, calm: set[tuple[str, ...]] | None) -> Found:
    """The books, the relay's count, the texts, and the office's list."""
    desk, rows = storm.desk, messages(storm.desk)
    desk.clock.set(storm.mornings[-1])
    contents: dict[str, set[bytes]] = {}
    parser, taken = BytesParser(), Counter[str]()
    for content in storm.relay.taken:
        key = str(parser.parsebytes(content, headersonly=True)["Message-ID"]).strip("<>")
        taken[key] += 1
        contents.setdefault(key, set()).add(content.partition(b"\r\n\r\n")[2])
    mails = {row.message_id: row for row in rows if row.channel == "email"}
    months = sorted({morning[:7] for morning in storm.mornings})
    with reading(desk.bureau.engine) as db:
        row = bureaus.find(db, desk.bureau.key)
    checks = {
        "sent, and not taken": [key for key, mail in mails.items() if mail.state == "sent" and key not in taken],
        "taken, and not known": [key for key in taken if key not in mails],
        "taken, and not sent": [key for key in taken if key in mails and mails[key].state != "sent"],
        "left over": [f"{mail.recipient} {mail.key} {mail.state}" for mail in rows if mail.state not in SETTLED],
        "still claimed": [mail.message_id for mail in rows if mail.claimed_by],
        "again without cause": [
            f"{mails[key].recipient} {mails[key].key} {count}"
            for key, count in taken.items()
            if count - 1 > storm.in_flight[key]
        ],
        "with two texts": [key for key, texts in contents.items() if len({*map(_words, texts)}) > 1],
        "unbalanced": unbalanced(desk, *months),
        "false alarm": [f"{row.imbalance}"] if row and row.imbalance else [],
        "said otherwise": [line[:3] for line in said(desk) ^ calm] if calm is not None else [],
        "alarm in a list": [mail.key for mail in rows if "对不上" in mail.text],
    }
    faults = tuple(f"{name}: {what[:3]}" for name, what in checks.items() if what)
    return Found(faults, len(rows), sum(count - 1 for count in taken.values()))


SETTLED = ("sent", "superseded", "withdrawn")


def _words(content: bytes) -> bytes:
    """A mail's body without its boundaries, which each process makes anew."""
    return b"\n".join(line for line in content.splitlines() if not line.startswith(b"--"))


async def storm_over(
    home: Path,
    server: Cluster,
    places: Sequence[Place],
    blows: Sequence[str],
    mornings: Sequence[str],
    seed: int,
    say: Callable[[str], None] = lambda _said: None,
    told: set[tuple[str, ...]] | None = None,
) -> tuple[Storm, Found]:
    """A storm from its first start to its end, and what was found after it; `told` is what a calm month tells."""
    hand = Hand()
    async with fake_relay(hand) as relay:
        storm = Storm(home, server, relay, hand, mornings, random.Random(seed), say)
        storm.begin(places)
        try:
            await storm.pass_by(blows)
            await storm.end()
            return storm, found_after(storm, told)
        finally:
            for worker in storm.workers:
                worker.signal(signal.SIGKILL)
            storm.desk.bureau.engine.dispose()
