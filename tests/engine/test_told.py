"""Nobody is proposed who was not told, whatever the relay does: it stops for a week, limits and lies."""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.bureau import (
    CLERK,
    HEAD,
    INSURANCE,
    LIAISON,
    OTHER_LEADER,
    SEPTEMBER,
    SHIPPED,
    UNITS,
    Desk,
    Recorder,
    desk_in,
    instant,
    report_of,
)
from tests.engine.books import messages, unbalanced
from tests.post_office import PostOffice, address, post_office, text
from yudu_flow.actions.acts.bounce import bounce
from yudu_flow.actions.acts.log_call import log_call
from yudu_flow.actions.acts.settle_case import decide_case, list_cases
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.engine.office_list import calls
from yudu_flow.actions.letters import Writer
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.delivery.relay import Relay
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.digest import CallLine
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.storage.database import reading

DAY = timedelta(days=1)
Heard = list[tuple[datetime, str, str]]
"""Who was told what, and when."""


@dataclass
class Down(Recorder):
    """A relay that puts everybody off until `back`."""

    back: str = "9999-12-31"
    clock: Desk | None = None

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Take nothing while it is down."""
        assert self.clock is not None
        if self.clock.clock() < instant(f"{self.back}T00:00"):
            for outgoing in batch:
                yield Receipt(outgoing.id, False, "421 4.3.2 service not available")
        else:
            async for receipt in super().send(batch):
                yield receipt


def without_sms(desk: Desk) -> Desk:
    """Mail goes to a relay; no gateway is set, and SMS become files."""
    desk.bureau = replace(desk.bureau, spooled=frozenset({Channel.SMS}))
    return desk


def down(desk: Desk, back: str = "9999-12-31") -> Desk:
    """The relay takes nothing until `back`."""
    desk.email = Down("email", back=back, clock=desk)
    return without_sms(desk)


def live(desk: Desk, first: str, last: str) -> list[tuple[date, Outgoing]]:
    """A pass every morning; every mail that went out, with its day."""
    day, sent = date.fromisoformat(first), list[tuple[date, Outgoing]]()
    while day <= date.fromisoformat(last):
        desk.at(f"{day}T09:00")
        sent += [(day, mail) for mail in desk.email.sent]
        day += DAY
    return sent


def call_sheet(desk: Desk) -> list[CallLine]:
    """Whom the office is to call now."""
    with reading(desk.bureau.engine) as db:
        return calls(desk.bureau, db, Writer(desk.bureau, desk.clock()))


def slips(sent: list[tuple[date, Outgoing]], unit: str) -> list[tuple[str, str]]:
    """What the liaison of a unit was sent after the deadline, by day."""
    mine = [(day, mail) for day, mail in sent if mail.recipient == LIAISON[unit] and day > date(2020, 9, 27)]
    words = ("第二次", "拟认定", "逾期")
    return [(f"{day:%m-%d}", next((word for word in words if word in mail.text), "")) for day, mail in mine]


def real_home(folder: Path) -> Path:
    """The content that ships, with contacts that are none of its placeholders."""
    for name in ("config", "workflows", "notifications"):
        (folder / name).mkdir(parents=True)
        for file in (SHIPPED / name).rglob("*"):
            place = folder / name / file.relative_to(SHIPPED / name)
            if file.is_dir():
                place.mkdir(exist_ok=True)
            else:
                said = file.read_text("utf-8").replace("@yudu.example", "@test.local").replace('"000000', '"138000')
                place.write_text(said, "utf-8")
    return folder


def test_nine_units_that_no_message_reached_are_called_and_not_flagged(tmp_path: Path, database: str) -> None:
    """The relay is down for a month and there is no gateway: no case, and nine lines for the month's reports."""
    desk = down(desk_in(real_home(tmp_path / "home"), database))
    live(desk, "2020-09-18", "2020-10-23")
    assert list_cases(desk.bureau, desk.clock()) == []
    owed = [call for call in call_sheet(desk) if "2020年9月" in call.about and "月报" in call.about]
    assert len({call.unit for call in owed}) == len(owed) == 9
    assert all("第一次催办没有送到" in call.reason and call.phone.startswith("138") for call in owed)
    assert unbalanced(desk, SEPTEMBER) == []


def test_the_second_slip_waits_for_the_first(desk: Desk) -> None:
    """Back on 10-12, the relay takes slip 1 then, slip 2 two working days later, and the case after two more."""
    sent = live(down(desk, "2020-10-12"), "2020-09-18", "2020-10-19")
    assert slips(sent, INSURANCE) == [
        ("10-12", "逾期"),
        ("10-14", "第二次"),
        ("10-16", "拟认定"),
    ]
    [case] = [row for row in list_cases(desk.bureau, desk.clock()) if INSURANCE in row["obligation"]]
    assert case["facts"].startswith("10月12日、10月14日已催办2次，未说明原因")
    assert unbalanced(desk, SEPTEMBER) == []


def test_a_call_tells_one_slip_and_a_proposal_that_reached_nobody_is_not_decided(desk: Desk) -> None:
    september = report_of(INSURANCE)
    live(down(desk), "2020-09-18", "2020-10-09")
    log_call(desk.bureau, september, CLERK, desk.clock.set("2020-10-09T10:00"), "白桦接听")
    live(desk, "2020-10-10", "2020-10-12")
    assert [name for name in desk.rungs(INSURANCE) if name.startswith("E")] == ["E+1", "E+3"]
    log_call(desk.bureau, september, CLERK, desk.clock.set("2020-10-12T10:00"), slip="E+3")
    live(desk, "2020-10-13", "2020-10-27")
    [case] = list_cases(desk.bureau, desk.clock())
    assert (case["proposed_at"], case["told_at"]) == (instant("2020-10-14T09:00"), None)
    assert [(one["words"], one["channel"], one["told"]) for one in case["proof"] if one["told"]] == [
        ("第一次催办", "call", True),
        ("第二次催办", "call", True),
    ]
    with pytest.raises(NotAllowed, match="拟认定告知还没有送到单位，不能决定"):
        decide_case(desk.bureau, september, OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "属实")
    assert any("拟认定告知没有送到" in call.reason for call in call_sheet(desk))
    log_call(desk.bureau, september, CLERK, desk.clock.set("2020-10-27T10:00"))
    desk.at("2020-10-27T10:01")
    [case] = list_cases(desk.bureau, desk.clock())
    assert (case["told_at"], case["decidable_from"]) == (instant("2020-10-27T10:00"), instant("2020-10-31T00:00"))
    with pytest.raises(NotAllowed, match="异议期至10月30日（星期五）24:00，期满前不能决定"):
        decide_case(desk.bureau, september, OTHER_LEADER, instant("2020-10-28T10:00"), CaseChoice.CONFIRM, "属实")
    decide_case(desk.bureau, september, OTHER_LEADER, instant("2020-11-02T10:00"), CaseChoice.CONFIRM, "属实")


def test_a_slip_that_came_back_is_not_told(desk: Desk) -> None:
    """Both mails of slip 1 bounced: slip 2 waits. One of slip 2's messages is enough for the case, until it bounces."""
    live(without_sms(desk), "2020-09-18", "2020-09-28")
    came_back(desk, "2020-09-28")
    live(desk, "2020-09-29", "2020-10-09")
    assert "E+3" not in desk.rungs(INSURANCE)
    log_call(desk.bureau, report_of(INSURANCE), CLERK, desk.clock.set("2020-10-09T10:00"))
    live(desk, "2020-10-10", "2020-10-15")
    assert desk.status(INSURANCE)["flags"] == ["case_proposed"]
    came_back(desk, "2020-10-12")
    live(desk, "2020-10-16", "2020-10-20")
    with pytest.raises(NotAllowed, match="第二次催办没有送到单位，不能认定；可以不予认定"):
        decide_case(desk.bureau, report_of(INSURANCE), OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "属实")
    [case] = [row for row in list_cases(desk.bureau, desk.clock()) if INSURANCE in row["obligation"]]
    assert case["facts"].startswith("10月9日已催办1次，另有1次催办没有送到，未说明原因")
    decide_case(desk.bureau, report_of(INSURANCE), OTHER_LEADER, desk.clock(), CaseChoice.DISMISS, "没有告知到")


def came_back(desk: Desk, day: str) -> None:
    """The office records that what 社保中心 was mailed that day came back."""
    people = (LIAISON[INSURANCE], HEAD[INSURANCE])
    for row in messages(desk):
        if row.recipient in people and row.key == f"daily:{day}" and row.channel == "email":
            bounce(desk.bureau, row.id, CLERK, desk.clock(), "对方服务器退回")


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A real relay."""
    with post_office() as office:
        yield office


def weather(day: date) -> dict[str, str]:
    """In each 30 days the relay stops for a week, limits for three days, and lies about two people for three."""
    place = (day - date(2020, 9, 26)).days % 30
    if place < 7:
        return {"MAIL": "421 4.3.2 service not available"}
    if place < 10:
        return {"DATA": "452 4.5.3 rate limit exceeded, try again later"}
    if place < 13:
        return {f"{one[INSURANCE]}@test.local": "550 5.1.1 user unknown" for one in (LIAISON, HEAD)}
    return {}


@pytest.mark.long
@pytest.mark.parametrize("gateway", [True, False])
def test_nobody_is_proposed_who_was_not_told(desk: Desk, post: PostOffice, gateway: bool) -> None:
    """Each case rests on slips that a relay or a gateway took before it, and the books of every period balance."""
    if not gateway:
        without_sms(desk)
    relay = f"smtp://127.0.0.1:{post.port}?tls=none"
    heard: Heard = []
    day = date(2020, 9, 18)
    while day <= date(2020, 12, 31):
        post.refusals.clear()
        post.refusals.update(weather(day))
        for hour in ("09:00", "15:00"):
            desk.clock.set(f"{day}T{hour}")
            desk.sms.sent, before = [], len(post.taken)
            email = EmailChannel(Relay.parse(relay), "office@test.local")
            make_pass(desk.bureau, {Channel.EMAIL: email, Channel.SMS: desk.sms}, desk.clock)
            heard += [(desk.clock(), address(mail), text(mail)) for mail in post.taken[before:]]
            heard += [(desk.clock(), sms.recipient, sms.text) for sms in desk.sms.sent if gateway]
        if day in (date(2020, 10, 30), date(2020, 12, 31)):
            _check_cases(desk, heard)
        day += DAY
    assert [unbalanced(desk, f"2020-{month}") for month in ("09", "10", "11")] == [[], [], []]


def _check_cases(desk: Desk, heard: Heard) -> None:
    cases = list_cases(desk.bureau, desk.clock())
    assert cases
    assert unbalanced(desk, SEPTEMBER) == []
    for case in cases:
        _, duty, owner = case["obligation"].split("/")
        needed = 1 if "第" in case["facts"] else 2
        assert len(_days_urged(heard, owner, case["proposed_at"])) >= needed or duty != "report", case


def _days_urged(heard: Heard, unit: str, before: datetime) -> set[date]:
    """The days on which somebody of the unit was urged before then."""
    people = {LIAISON[unit], HEAD[unit]} if unit in UNITS else set()
    return {
        at.date() for at, who, said in heard if who in people and at < before and ("催办" in said or "逾期" in said)
    }
