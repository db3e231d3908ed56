"""What lies on a disk opens no desk: no copy of the database holds a code that a mail or SMS carries."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, Row, event, inspect, select, text, update

from tests.bureau import JOBS, LINK_KEY, Desk, Recorder, instant
from tests.cli.commands import fine, use
from tests.delivery.fake_relay import fake_relay
from tests.engine.machine import Machine, ended, message_ids
from tests.engine.test_killed import Hand
from tests.memory import bytes_of
from tests.post_office import post_office
from tests.post_office import text as plain
from tests.storage.test_schema import led_back
from tests.warm import FORK
from yudu_flow.actions.access.links import as_sent, opened_by
from yudu_flow.actions.acts.resend import resend
from yudu_flow.actions.bureau import Bureau
from yudu_flow.assembly import bureau_of
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.settings import Settings
from yudu_flow.storage.access_tables import LINK
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.links import revoke
from yudu_flow.storage.rows import MessageRow, all_rows
from yudu_flow.storage.schema import upgrade_if_needed
from yudu_flow.storage.tables import MESSAGE

BASE = "https://flow.test.local"
CODE = re.compile(rf"{BASE}/s/([A-Za-z0-9]{{10}})\b")
MARK = re.compile(r"/s/(~[A-Za-z0-9]{9})")


@pytest.fixture
def linked(desk: Desk) -> Desk:
    """The desk of a bureau whose messages carry links."""
    desk.bureau = replace(desk.bureau, base_url=BASE)
    return desk


def codes_in(words: Iterable[str]) -> set[str]:
    """The codes of the links that somebody got."""
    return {code for one in words for code in CODE.findall(one)}


def sent(desk: Desk) -> set[str]:
    """The codes of the last pass's messages."""
    return codes_in(one.text + one.html for one in (*desk.email.sent, *desk.sms.sent))


def opens(desk: Desk, code: str) -> bool:
    """Whether that code opens anything now."""
    with reading(desk.bureau.engine) as db:
        return opened_by(desk.bureau, db, code, desk.clock()) is not None


def cells(bureau: Bureau) -> Iterator[str]:
    """Every value of every table, as text."""
    with reading(bureau.engine) as db:
        for table in METADATA.tables.values():
            yield from (str(value) for row in db.execute(select(table)) for value in row)


def test_no_backup_and_no_copy_holds_a_code_that_a_mail_server_got(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, home)
    monkeypatch.setenv("YUDU_FLOW_BASE_URL", BASE)
    with post_office() as post:
        monkeypatch.setenv("YUDU_FLOW_SMTP_URL", f"smtp://127.0.0.1:{post.port}?tls=none")
        monkeypatch.setenv("YUDU_FLOW_MAIL_FROM", "office@test.local")
        for day in ("18", "21", "25", "28"):
            fine("tick", "--at", f"2020-09-{day}T09:00")
    spooled = [path.read_text(encoding="utf-8") for path in (home / "var" / "spool").rglob("*.txt")]
    got = codes_in(plain(mail) for mail in post.taken)
    assert len(got) > 3
    assert codes_in(spooled) <= got, "a mail and an SMS of one person carry the same link"
    fine("backup", str(tmp_path / "backup.zip"))
    bureau = bureau_of(Settings(_env_file=None, home=home), instant("2020-09-28T09:00"))
    with reading(bureau.engine) as db:
        assert all(opened_by(bureau, db, code, instant("2020-09-28T10:00")) for code in got)
        stored = {mark for row in db.execute(select(MESSAGE)) for mark in MARK.findall(row.text + row.html)}
        assert len(stored) == len(got)
        assert not any(opened_by(bureau, db, mark, instant("2020-09-28T10:00")) for mark in stored)
    with ZipFile(tmp_path / "backup.zip") as archive:
        kept = [archive.read(name) for name in archive.namelist()]
    kept += [path.read_bytes() for path in (home / "var").glob("yudu-flow.db*")]
    for code in got:
        assert not [value for value in cells(bureau) if code in value]
        assert not [one for one in kept if code.encode() in one]
    assert not codes_in([fine("messages", "--json").out])
    bureau.engine.dispose()


def test_a_message_that_a_killed_process_had_sent_goes_out_again_to_the_byte(home: Path, database: str) -> None:
    async def story() -> tuple[list[str], list[bytes]]:
        hand = Hand()
        async with fake_relay(hand) as relay:
            machine = Machine(home, database, relay.port, BASE)
            done = FORK.Value("i", 0)
            assert await ended(machine.play(["2020-09-18T09:00"], done)) == 0
            done.value = -1
            hand.target = machine.play(["2020-09-21T09:00"], done)
            while done.value < 0:  # noqa: ASYNC110 -- another process has no event to set
                await asyncio.sleep(0.002)
            hand.left = 12
            assert await ended(hand.target) == -9
            hand.target = None
            assert await ended(machine.play(["2020-09-21T09:00"], done)) == 0
            return message_ids(relay), relay.taken

    taken = list(zip(*asyncio.run(story()), strict=True))
    twice = [one for one, _ in taken if [other for other, _ in taken].count(one) == 2]
    assert twice
    assert all(len({content for other, content in taken if other == one}) == 1 for one in twice)


def test_a_message_sent_again_by_the_office_says_the_same_to_the_byte(linked: Desk) -> None:
    linked.until("2020-09-21T09:00")
    first = linked.mails()["su-he"]
    resend(linked.bureau, first.id, "lin-qiu", linked.clock(), "本人说没有收到")
    linked.at("2020-09-21T09:05")
    again = linked.mails()["su-he"]
    assert (again.text, again.html) == (first.text, first.html)
    assert codes_in([first.text])


def test_looking_links_up_and_making_them_takes_as_many_statements_for_many_lines(linked: Desk) -> None:
    said: list[str] = []
    linked.until("2020-09-18T09:00")
    event.listen(linked.bureau.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    linked.at("2020-09-21T09:00")
    assert len(sent(linked)) > 3
    assert [line.split()[0] for line in said if re.search(r"\blink\b", line)] == ["SELECT", "INSERT", "SELECT"]
    said.clear()
    linked.at("2020-09-25T09:00")
    assert len(sent(linked)) > 3
    assert [line.split()[0] for line in said if re.search(r"\blink\b", line)] == ["SELECT"] * 3


def test_a_later_deadline_prolongs_the_links_of_a_batch_at_once(linked: Desk) -> None:
    linked.until("2020-09-21T09:00")
    with writing(linked.bureau.engine) as db:
        db.execute(update(LINK).values(expires_at=linked.clock() + timedelta(days=5)))
    before = sent(linked)
    linked.at("2020-09-25T09:00")
    again = sent(linked) & before
    assert len(again) > 3
    linked.clock.set("2020-10-07T12:00")
    assert all(opens(linked, code) for code in again)


def test_with_another_key_old_links_are_over_and_new_ones_work(linked: Desk) -> None:
    linked.until("2020-09-21T09:00")
    old = sent(linked)
    linked.bureau = replace(linked.bureau, link_key=b"another key")
    assert not [code for code in old if opens(linked, code)]
    linked.at("2020-09-25T09:00")
    new = sent(linked)
    assert new
    assert all(opens(linked, code) for code in new)
    assert not new & old


def test_what_waited_while_the_key_changed_goes_out_with_a_link_that_opens(linked: Desk) -> None:
    linked.email.refuse("su-he@test.local", "451 later", permanent=False)
    linked.until("2020-09-21T09:00")
    with reading(linked.bureau.engine) as db:
        [row] = all_rows(
            MessageRow, db.execute(select(MESSAGE).where(MESSAGE.c.recipient == "su-he", MESSAGE.c.state == "queued"))
        )
    [before] = codes_in([as_sent(linked.bureau, row, row.text)])
    first, linked.bureau = linked.bureau, replace(linked.bureau, link_key=b"another key")
    linked.email.answers.clear()
    linked.at("2020-09-21T09:30")
    [now] = codes_in(one.text + one.html for one in linked.email.sent if one.recipient == "su-he")
    assert (opens(linked, now), opens(linked, before), now == before) == (True, False, False)
    linked.bureau = first
    assert opens(linked, before), "where the key comes back, what was sent before opens again"


def test_a_link_that_was_revoked_is_not_renewed(linked: Desk) -> None:
    linked.email.refuse("su-he@test.local", "451 later", permanent=False)
    linked.until("2020-09-21T09:00")
    with writing(linked.bureau.engine) as db:
        revoke(db, linked.bureau.key, JOBS, linked.clock())
    linked.bureau = replace(linked.bureau, link_key=b"another key")
    linked.email.answers.clear()
    linked.at("2020-09-21T09:30")
    [code] = codes_in(one.text for one in linked.email.sent if one.recipient == "su-he")
    assert not opens(linked, code)


def test_an_older_program_sends_no_mark(linked: Desk) -> None:
    """A message that waits goes out without its link, and reads as one that never had it."""
    linked.until("2020-09-27T09:00")
    led_back(linked.bureau.engine, "0011")
    with reading(linked.bureau.engine) as db:
        rows = db.execute(text("SELECT channel, text, html FROM message")).all()
    assert {row.channel for row in rows} == {"email", "sms"}
    for row in rows:
        assert "~" not in row.text + row.html
        assert "/s/" not in row.text + row.html
        assert row.text == row.text.rstrip(" ")
        assert not re.search(r"^(办理|查看全部事项)", row.text, re.MULTILINE)
        assert row.html.count("<a ") == row.html.count("</a>")


@dataclass
class Echo(Recorder):
    """A way out whose answers repeat what was said, in whole or cut off inside the code."""

    cut: int = 0

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Refuse each message in its own words."""
        for outgoing in batch:
            self.sent.append(outgoing)
            start = outgoing.text.find("/s/")
            said = outgoing.text[: start + 3 + self.cut] if self.cut else outgoing.text + outgoing.html
            yield Receipt(outgoing.id, False, f"550 5.7.1 spam: {said}", permanent=True)


@pytest.mark.parametrize("cut", [0, 9, 7])
def test_an_answer_that_repeats_the_message_brings_no_code_into_the_database(linked: Desk, cut: int) -> None:
    linked.email = Echo("email", cut=cut)
    linked.until("2020-09-21T09:00")
    codes = sent(linked)
    assert codes
    assert not [code for code in codes for value in cells(linked.bureau) if code[:7] in value]


@pytest.mark.parametrize("key", [LINK_KEY, b""], ids=["with the key", "without"])
def test_what_an_older_program_kept_in_the_clear_is_gone_after_the_upgrade(linked: Desk, key: bytes) -> None:
    old = "OldCode12x"
    linked.email.refuse("su-he@test.local", "451 later", permanent=False)
    linked.until("2020-09-21T09:00")
    engine = linked.bureau.engine
    with reading(engine) as db:
        said = db.execute(select(MESSAGE).where(MESSAGE.c.recipient == "su-he")).all()
    led_back(engine, "0011")
    _as_once(linked, old, said)
    assert old.encode() in all_of(engine)
    upgrade_if_needed(engine, key)
    assert old.encode() not in all_of(engine)
    assert opens(linked, old) is bool(key)
    linked.email.answers.clear()
    linked.at("2020-09-21T09:30")
    [sent_late] = [one.text for one in linked.email.sent if one.recipient == "su-he"]
    assert {opens(linked, code) for code in CODE.findall(sent_late)} == {True}
    linked.at("2020-09-23T09:00")
    assert all(opens(linked, code) for code in sent(linked))
    assert opens(linked, old) is bool(key), "a link in a mail of before goes on"


def all_of(engine: Engine) -> bytes:
    """The file, byte by byte; on a server, where none can be looked into, every row of every table there is."""
    if engine.dialect.name == "sqlite":
        return bytes_of(engine)
    with engine.connect() as db:
        tables = inspect(db).get_table_names()
        rows = [row for name in tables for row in db.execute(text(f"SELECT kept::text FROM {name} AS kept")).scalars()]
    return "\n".join(rows).encode()


def _as_once(desk: Desk, code: str, said: Iterable[Row[Any]]) -> None:
    """苏禾's link as it was kept before, in the table and in her message."""
    with writing(desk.bureau.engine) as db:
        db.execute(
            text(
                "INSERT INTO link (code, bureau, recipient, unit, period, issued_at, expires_at)"
                " VALUES (:code, 'qingxi', 'su-he', :unit, '2020-09', :at, '2020-10-07 16:00:00.000000')"
            ),
            {"code": code, "unit": JOBS, "at": "2020-09-21 01:00:00.000000"},
        )
        for row in said:
            words = {name: MARK.sub(f"/s/{code}", getattr(row, name)) for name in ("text", "html")}
            db.execute(update(MESSAGE).where(MESSAGE.c.id == row.id).values(words))
