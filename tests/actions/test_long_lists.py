"""A leader or an office with thousands of things to hear of: the counts are whole, the mail stays short."""

import pytest
from sqlalchemy import select

from tests.benchmarks.province import START, bureau
from tests.bureau import Recorder, instant
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.domain.rules import Channel
from yudu_flow.storage.database import reading, scratch
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
