"""Mail through a relay that refuses, hangs or breaks off …"""

import asyncio
from collections.abc import Iterable

import pytest

from tests.delivery.conftest import Certificates
from tests.delivery.fake_relay import DROP, HANG, FakeRelay, Script, fake_relay
from tests.delivery.messages import SENDER, mail, mails, sent
from yudu_flow.delivery.connection import Connector
from yudu_flow.delivery.dialogue import Mail, Reply
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.delivery.mime import build
from yudu_flow.delivery.relay import Relay

PIPELINING = ("PIPELINING",)
PATIENCE = 20  # seconds; where every mail waited for an answer of its own, it would take half a minute
IMPATIENT = "&timeout=0.3"
both_ways = pytest.mark.parametrize("extensions", [PIPELINING, ()], ids=["pipelined", "lock-step"])


def deliver(
    batch: Iterable[Outgoing],
    script: Script = lambda _line, _number: None,
    *,
    options: str = "",
    extensions: tuple[str, ...] = PIPELINING,
    lenient: bool = False,
) -> tuple[dict[str, Receipt], FakeRelay]:
    """Receipts, and the relay afterwards."""

    async def run() -> tuple[dict[str, Receipt], FakeRelay]:
        async with fake_relay(script, extensions=extensions, lenient=lenient) as relay, asyncio.timeout(PATIENCE):
            url = f"smtp://127.0.0.1:{relay.port}?timeout=9&connections=2{options}"
            receipts = await sent(EmailChannel(Relay.parse(url), SENDER), batch)
            return receipts, relay

    return asyncio.run(run())


def told(receipt: Receipt) -> tuple[bool, str, bool, bool]:
    """Whether it went out, the answer, whether that is for good, and whether nobody is there."""
    return receipt.sent, receipt.reply, receipt.permanent, receipt.nobody


def on(command: str, answer: str) -> Script:
    return lambda line, _number: answer if line.startswith(command) else None


@both_ways
def test_it_sends_every_mail_once(extensions: tuple[str, ...]) -> None:
    receipts, relay = deliver(mails(45), extensions=extensions)
    assert all(receipt == Receipt(f"m{n}", True, "250-2.0.0 250 taken") for n, receipt in _numbered(receipts))
    assert len(relay.taken) == len(set(relay.taken)) == 45
    assert relay.connections == 2


def _numbered(receipts: dict[str, Receipt]) -> list[tuple[int, Receipt]]:
    return [(int(key[1:]), receipt) for key, receipt in receipts.items()]


@both_ways
@pytest.mark.parametrize("lenient", [False, True], ids=["no 354", "354 all the same"])
@pytest.mark.parametrize("command", ["MAIL", "RCPT TO:<u2@", "DATA", "."])
@pytest.mark.parametrize(
    ("answer", "permanent"),
    [("550 5.1.1 no such user", True), ("452 4.2.2 full", False), ("530 5.7.0 log in first", False)],
)
def test_it_keeps_a_refusal_to_its_mail(
    command: str, answer: str, permanent: bool, lenient: bool, extensions: tuple[str, ...]
) -> None:
    asked = 0

    def script(line: str, _number: int) -> str | None:
        nonlocal asked
        asked += line.startswith(command)
        return answer if line.startswith(command) and (asked == 2 or "u2" in command) else None

    receipts, relay = deliver(mails(4), script, extensions=extensions, lenient=lenient)
    for_good = permanent and command != "MAIL"  # a refusal of MAIL is of the sender: it says nothing of this mail
    assert told(receipts.pop("m2")) == (False, answer, for_good, for_good)
    assert [receipt.sent for receipt in receipts.values()] == [True] * 3
    assert len(relay.taken) == 3
    assert relay.connections == 1


def test_it_gives_the_refusal_even_if_the_relay_hangs_up_with_it() -> None:
    log: list[str] = []

    def script(line: str, _number: int) -> str | None:
        log.append(line)
        hangs_up = line == "DATA" and log.count("DATA") == 2
        return "550 5.1.1 no such user" if "RCPT TO:<u2@" in line else DROP if hangs_up else None

    receipts, relay = deliver(mails(3), script)
    assert told(receipts["m2"]) == (False, "550 5.1.1 no such user", True, True)
    assert len(relay.taken) == 2


def test_it_puts_everything_off_if_nobody_listens() -> None:
    async def run() -> dict[str, Receipt]:
        async with fake_relay() as relay:
            port = relay.port
        return await sent(EmailChannel(Relay.parse(f"smtp://127.0.0.1:{port}"), SENDER), mails(30))

    receipts = asyncio.run(run())
    assert len(receipts) == 30
    assert all(not r.sent and not r.permanent and not r.unsure and "连不上" in r.reply for r in receipts.values())


@pytest.mark.parametrize("command", ["GREETING", "EHLO", "MAIL"])
def test_it_spends_one_timeout_a_connection_on_a_relay_that_hangs(command: str) -> None:
    receipts, relay = deliver(mails(200), on(command, HANG), options=IMPATIENT)
    assert all(not r.sent and not r.permanent and not r.unsure for r in receipts.values())
    assert all("0.3 秒内没有应答" in r.reply for r in receipts.values())
    assert relay.connections <= 2  # the first tries alone where none was ever greeted


def test_it_is_unsure_of_a_mail_whose_final_answer_never_came() -> None:
    receipts, relay = deliver(mails(200), on(".", HANG), options=IMPATIENT)
    unsure = [r for r in receipts.values() if r.unsure]
    assert len(unsure) == 2
    assert len(receipts) == 200
    assert not any(r.sent or r.permanent for r in receipts.values())
    assert relay.connections == 2


@both_ways
def test_it_is_unsure_of_a_mail_lost_with_the_connection_after_its_content(extensions: tuple[str, ...]) -> None:
    receipts, relay = deliver(mails(3), on(".", DROP), extensions=extensions)
    assert receipts["m1"].unsure
    assert not receipts["m1"].permanent
    assert not any(receipts[key].unsure or receipts[key].sent for key in ("m2", "m3"))
    assert relay.connections == 1


@both_ways
@pytest.mark.parametrize("answer", [DROP, "421 4.7.0 enough for now"], ids=["drops", "421"])
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_it_goes_on_with_a_new_connection_where_the_relay_closes_after_some_mails(
    command: str, answer: str, extensions: tuple[str, ...]
) -> None:
    carried: dict[int, int] = {}

    def script(line: str, number: int) -> str | None:
        carried[number] = carried.get(number, 0) + (line == ".")
        return answer if line.startswith(command) and carried[number] == 5 else None

    receipts, relay = deliver(mails(23), script, extensions=extensions)
    assert all(receipt.sent for receipt in receipts.values())
    assert len(relay.taken) == len(set(relay.taken)) == 23
    assert relay.connections >= 5


def test_it_puts_off_what_a_relay_answers_421_to_at_once() -> None:
    receipts, relay = deliver(mails(5), on("MAIL", "421 4.3.2 closing"))
    assert {r.reply for r in receipts.values()} == {"421 4.3.2 closing"}
    assert not any(r.sent or r.permanent or r.unsure for r in receipts.values())
    assert relay.connections == 1


def test_it_sends_through_the_connections_that_the_relay_allows() -> None:
    receipts, relay = deliver(
        mails(40), lambda line, number: "421 too many connections" if number > 1 and line == "GREETING" else None
    )
    assert all(receipt.sent for receipt in receipts.values())
    assert len(relay.taken) == 40


def test_it_changes_the_connection_after_the_mails_it_may_carry() -> None:
    receipts, relay = deliver(mails(9), options="&per_connection=2")
    assert all(receipt.sent for receipt in receipts.values())
    assert relay.connections == 5
    assert relay.verbs().count("QUIT") == 5


def test_it_opens_no_connection_for_nothing_and_one_for_a_few() -> None:
    assert deliver([])[1].connections == 0
    assert deliver(mails(9))[1].connections == 1


def test_it_announces_the_following_mail_with_the_content_of_this_one() -> None:
    _, relay = deliver(mails(2))
    assert relay.verbs() == ["EHLO", "MAIL", "RCPT", "DATA", ".", "MAIL", "RCPT", "DATA", ".", "QUIT"]


def test_it_pipelines_inside_tls_as_well(certificates: Certificates) -> None:
    async def run() -> FakeRelay:
        async with fake_relay(tls=certificates.server) as relay:
            url = f"smtps://127.0.0.1:{relay.port}?cafile={certificates.cafile}"
            receipts = await sent(EmailChannel(Relay.parse(url), SENDER), mails(25))
            assert all(receipt.sent for receipt in receipts.values())
            return relay

    assert len(set(asyncio.run(run()).taken)) == 25


@both_ways
def test_it_sends_a_very_long_mail_whole(extensions: tuple[str, ...]) -> None:
    long = [mail(id=f"m{n}", text="报送贯彻落实情况\n" * 20_000) for n in range(3)]
    receipts, relay = deliver(long, extensions=extensions)
    assert all(receipt.sent for receipt in receipts.values())
    assert relay.taken == [build(outgoing, SENDER) for outgoing in long]


def test_it_keeps_its_connection_between_two_batches() -> None:
    async def run() -> FakeRelay:
        async with fake_relay() as relay:
            channel = EmailChannel(Relay.parse(f"smtp://127.0.0.1:{relay.port}"), SENDER)
            async with channel:
                for batch in (mails(3), mails(2)):
                    assert all([receipt.sent async for receipt in channel.send(batch)])
            return relay

    relay = asyncio.run(run())
    assert relay.connections == 1
    assert len(relay.taken) == 5


def test_it_can_be_used_pass_after_pass() -> None:
    async def serve(channel: EmailChannel, port: int) -> FakeRelay:
        async with fake_relay(port=port) as relay:
            assert all(receipt.sent for receipt in (await sent(channel, mails(2))).values())
            return relay

    async def free_port() -> int:
        async with fake_relay() as relay:
            return relay.port

    port = asyncio.run(free_port())
    channel = EmailChannel(Relay.parse(f"smtp://127.0.0.1:{port}"), SENDER)
    for _ in range(2):
        assert len(asyncio.run(serve(channel, port)).taken) == 2


def test_it_gives_up_a_connection_left_in_the_middle_of_a_mail() -> None:
    async def run() -> FakeRelay:
        async with fake_relay(lambda line, number: HANG if line == "." and number == 1 else None) as relay:
            channel = EmailChannel(Relay.parse(f"smtp://127.0.0.1:{relay.port}?timeout=5"), SENDER)
            async with channel:
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(anext(aiter(channel.send(mails(1)))), 0.2)
                assert all([receipt.sent async for receipt in channel.send(mails(1))])
            return relay

    assert asyncio.run(run()).connections == 2


@pytest.mark.parametrize("answer", ["nonsense", "250-" + "x" * 40_000], ids=["no code", "endless"])
def test_it_puts_off_what_is_answered_by_something_else_than_smtp(answer: str) -> None:
    receipts, _ = deliver(mails(1), on("MAIL", answer), extensions=())
    assert "邮件服务器的应答" in receipts["m1"].reply
    assert not receipts["m1"].permanent


@both_ways
@pytest.mark.parametrize("command", ["MAIL", "DATA", "."])
def test_it_never_takes_one_answer_too_many_for_the_next_mails(command: str, extensions: tuple[str, ...]) -> None:
    twice = {"MAIL": "250 ok\r\n250 ok", "DATA": "354 go on\r\n250 ok", ".": "250 taken\r\n250 ok"}[command]
    receipts, relay = deliver(mails(3), on(command, twice), extensions=extensions)
    assert sum(receipt.sent for receipt in receipts.values()) == len(relay.taken)
    assert not any(receipt.permanent for receipt in receipts.values())


def test_it_doubles_the_dot_that_begins_a_line() -> None:
    content = b".first\r\n..\r\n.\r\nmiddle.\r\n.last\r\n"

    async def run() -> tuple[Reply, FakeRelay]:
        async with fake_relay() as relay:
            dialogue = await Connector(Relay.parse(f"smtp://127.0.0.1:{relay.port}")).open()
            mail = Mail(b"MAIL FROM:<office@flow.example>\r\n", b"RCPT TO:<jiuye@unit.example>\r\n", content)
            reply = await dialogue.send(mail)
            await dialogue.quit()
            return reply, relay

    reply, relay = asyncio.run(run())
    assert reply.code == 250
    assert relay.taken == [content]
