"""A leader or an office with thousands of things to hear of: the counts are whole, the mail stays short."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, select

from tests.benchmarks.province import START, bureau
from tests.bureau import Recorder, instant
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine import compose, sift, stale
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import messages
from yudu_flow.storage.database import reading, scratch
from yudu_flow.storage.new_rows import NewMessage
from yudu_flow.storage.tables import MESSAGE

SHOWN = 50


@pytest.mark.long(but=["60"])
@pytest.mark.parametrize("units", [60, 510])
def test_a_section_shows_its_first_lines_and_says_how_many_more_there_are(units: int) -> None:
    """All units are late on the same day: one leader's, one office's."""
    crowd = bureau(units, scratch(), pages="http://yudu.example")
    ways = {Channel.EMAIL: Recorder("email"), Channel.SMS: Recorder("sms")}
    for when in (START, instant("2020-09-28T09:00")):
        make_pass(crowd, ways, lambda now=when: now)  # type: ignore[misc]  # it has a default
    with reading(crowd.engine) as db:
        query = select(MESSAGE).where(MESSAGE.c.channel == "email", MESSAGE.c.recipient.in_(("leader", "p0")))
        mails = {row.recipient: row for row in db.execute(query)}
    assert mails["leader"].subject == f"分管事项情况：新增逾期{units}项"
    for reader, heading in (("leader", "新增逾期"), ("p0", "逾期未完成")):
        said = mails[reader]
        for words in (said.text, said.html):
            assert f"{heading}（{units}项）" in words
            assert f"另有{units - SHOWN}项，请点开上面的链接查看" in words
        assert len(said.html) < 20_000
    assert f"应报{units}项" in mails["p0"].text


def said(crowd: Bureau, *instants: str, ways: dict[Channel, Recorder] | None = None) -> dict[str, str]:
    """What stands in the outbox after passes at those instants, by message."""
    for when in (START, *map(instant, instants)):
        make_pass(crowd, ways or {}, lambda now=when: now)  # type: ignore[misc]  # it has a default
    with reading(crowd.engine) as db:
        found = {row.id: f"{row.subject}\n{row.text}\n{row.html}" for row in db.execute(select(MESSAGE))}
    return {key: re.sub(r"http:[\w./#~-]+", "LINK", text) for key, text in found.items()}


def test_whoever_hears_of_more_than_is_looked_at_at_once_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """One leader's and one office's notices are gone through in parts, so that a province's fill no memory."""
    instants = "2020-09-28T09:00", "2020-09-30T09:00", "2020-10-13T09:00"
    ways = {Channel.EMAIL: Recorder("email"), Channel.SMS: Recorder("sms")}
    whole = said(bureau(60, scratch(), pages="http://yudu.example"), *instants, ways=ways)
    for module in (compose, sift):
        monkeypatch.setattr(module, "BATCH", 7)
    assert said(bureau(60, scratch(), pages="http://yudu.example"), *instants, ways=ways) == whole
    assert any("新增逾期（60项）" in text for text in whole.values())


def test_all_that_did_not_go_out_yesterday_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relay was away over night: more messages wait than are taken apart at once."""
    monkeypatch.setattr(stale, "BATCH", 7)
    waiting = said(bureau(20, scratch()), "2020-09-21T09:00", "2020-09-22T09:00")
    assert len(waiting) == 20
    assert all("还有4个工作日" in text for text in waiting.values())


def test_of_many_the_first_are_soon_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever delivers beside waits for no whole batch."""
    monkeypatch.setattr(compose, "FIRST_BATCH", 2)
    monkeypatch.setattr(compose, "BATCH", 7)
    put, written = messages.put, list[int]()

    def putting(db: Connection, rows: Sequence[NewMessage], there: set[str]) -> set[str]:
        written.append(len(rows))
        return put(db, rows, there)

    monkeypatch.setattr(messages, "put", putting)
    assert len(said(bureau(20, scratch()), "2020-09-21T09:00")) == 20
    assert written == [2, 4, 7, 7]
