"""What a relay's refusal means …"""

from datetime import timedelta

import pytest

from tests.delivery.answers import ANSWERS, Answer
from yudu_flow.delivery.dialogue import Reply
from yudu_flow.delivery.verdict import LONGEST_WAIT, verdict_on


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: f"{answer.relay} {answer.text[:50]}")
def test_it_is_read_as_it_is_meant(answer: Answer) -> None:
    wait = timedelta(seconds=answer.wait) if answer.wait else None
    assert verdict_on(answer.code, answer.text, at_mail=answer.command == "MAIL") == (answer.concerns, wait)


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ANSWERS) >= 60
    assert {answer.concerns for answer in ANSWERS} == {"address", "mail", "moment", "relay"}


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_it_reads_chinese_in_either_charset(charset: str) -> None:
    reply = Reply(550, "550-很抱歉\r\n550 用户不存在\r\n".encode(charset))
    assert reply.text == "550-很抱歉 550 用户不存在"
    assert verdict_on(reply.code, reply.text).concerns == "address"


def test_it_never_takes_an_address_or_a_number_for_words() -> None:
    assert verdict_on(550, "550 <quota-limit@county.example>: unknown user").concerns == "address"
    assert verdict_on(550, "550 host 192.5.1.1 said: rejected").concerns == "mail"


def test_it_waits_for_a_day_at_most() -> None:
    assert verdict_on(451, "451 try again in 900000 seconds").wait == LONGEST_WAIT
    assert verdict_on(451, "451 try again in 0 seconds").wait is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("请十五分钟后重试", 15),
        ("请二十分钟后再试", 20),
        ("半小时后再试", 30),
        ("请2个小时后再试", 120),
        ("十分钟后重试", 10),
    ],
)
def test_it_reads_numbers_in_words(said: str, minutes: int) -> None:
    assert verdict_on(451, f"451 发信过于频繁，{said}").wait == timedelta(minutes=minutes)
