"""SMS through a provider's gateway …"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest

from tests.delivery.messages import sent, sms
from yudu_flow.delivery.gateway import Gateway
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.delivery.sms import SmsChannel, masked, units

JSON_BODY = '{"to": ["{mobile}"], "content": "{text}", "ref": "{id}"}'
HANG = (0, "")


@dataclass
class Provider:
    """A gateway on loopback: gives `answer` to every request and keeps request line and body."""

    answer: tuple[int, str] = (200, '{"code": 0}')
    lines: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next((int(line[16:]) for line in head.lower().split("\r\n") if line.startswith("content-length:")), 0)
        self.lines.append(head.split("\r\n")[0])
        self.bodies.append((await reader.readexactly(length)).decode())
        status, body = self.answer
        if self.answer != HANG:
            content = body.encode()
            writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode())
            writer.write(content)
            await writer.drain()
            writer.close()
        else:
            await reader.read()
            writer.close()


def deliver(
    provider: Provider, gateway: Callable[[str], Gateway], batch: Iterable[Outgoing] | None = None
) -> dict[str, Receipt]:
    async def run() -> dict[str, Receipt]:
        server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/send"
        try:
            return await sent(SmsChannel(gateway(url)), batch or [sms(id="s1")])
        finally:
            server.close()

    return asyncio.run(run())


def as_json(url: str) -> Gateway:
    return Gateway(url, body=JSON_BODY, accepted=("status:200", "json:code=0"), timeout=0.3)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_it_escapes_for_json() -> None:
    provider = Provider()
    text = '“引号” " \\ 换行\n{mobile} 😀'
    assert deliver(provider, as_json, [sms(id="s1", text=text)])["s1"] == Receipt("s1", True, '200 {"code": 0}')
    assert json.loads(provider.bodies[0]) == {"to": ["13812345678"], "content": text, "ref": "s1"}


def test_it_escapes_for_a_form_and_leaves_the_signature_to_a_provider_that_adds_it() -> None:
    provider = Provider((200, "OK:1"))
    body = "m={mobile}&c={text}&s={signature}"
    receipts = deliver(
        provider, lambda url: Gateway(url, body=body, accepted=("text:OK",), signature="于都人社局"), [sms(id="s1")]
    )
    assert receipts["s1"].sent
    assert parse_qs(provider.bodies[0]) == {"m": ["13812345678"], "c": ["请于9月27日前报送。"], "s": ["于都人社局"]}


def test_it_asks_by_get_without_logging_the_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    provider = Provider()
    assert deliver(provider, lambda url: Gateway(url + "?m={mobile}&t={text}", method="GET"), [sms(text="a&b")])
    assert provider.lines == ["GET /send?m=13812345678&t=a%26b HTTP/1.1"]
    assert "13812345678" not in caplog.text


@pytest.mark.parametrize(
    ("status", "body", "permanent", "unsure"),
    [
        (400, "bad number 13812345678", True, False),
        (403, "", True, False),
        (408, "", False, False),
        (429, "slow down", False, False),
        (500, "", False, False),
        (502, "", False, True),
        (504, "", False, True),
        (200, '{"code": 7, "message": "余额不足"}', False, False),
        (200, "not json", False, False),
        (200, "[1]", False, False),
    ],
)
def test_it_tells_what_can_be_tried_again(status: int, body: str, permanent: bool, unsure: bool) -> None:
    receipt = deliver(Provider((status, body)), as_json)["s1"]
    assert (receipt.sent, receipt.permanent, receipt.unsure) == (False, permanent, unsure)
    assert receipt.reply == f"{status} {body}".strip().replace("13812345678", "138****5678")


@pytest.mark.parametrize(
    ("status", "nobody"), [(422, True), *((ours, False) for ours in (400, 401, 402, 403, 404, 405, 410, 415))]
)
def test_it_gives_up_a_number_only_for_what_can_be_said_of_it(status: int, nobody: bool) -> None:
    """A wrong key, path or template is our fault: no number is dead for it."""
    assert deliver(Provider((status, "")), as_json)["s1"].nobody is nobody


def test_it_takes_no_more_messages_than_it_can_ask_for_at_once() -> None:
    """Whoever ends the batch early, because the evening comes, ends it for all the rest."""
    provider = Provider()

    def until_two_were_asked() -> Iterator[Outgoing]:
        for n in range(20):
            if len(provider.lines) < 2:
                yield sms(id=f"s{n}")

    receipts = deliver(provider, as_json, until_two_were_asked())
    assert {receipt.sent for receipt in receipts.values()} == {True}
    assert 2 <= len(receipts) <= 2 + as_json("http://127.0.0.1").connections


def test_it_is_unsure_without_an_answer_and_spares_the_rest() -> None:
    batch = [sms(id=f"s{n}") for n in range(12)]
    receipts = deliver(Provider(HANG), as_json, batch)
    assert sum(r.unsure for r in receipts.values()) == 4
    assert len(receipts) == 12
    assert not any(r.sent or r.permanent for r in receipts.values())


def test_it_can_be_used_pass_after_pass() -> None:
    channel = SmsChannel(Gateway("http://127.0.0.1:9", timeout=0.3))
    for _ in range(2):
        assert "连不上短信网关" in asyncio.run(sent(channel, [sms(id="s1")]))["s1"].reply


def test_it_puts_everything_off_if_nobody_listens() -> None:
    async def run() -> dict[str, Receipt]:
        server = await asyncio.start_server(Provider().serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await sent(SmsChannel(as_json(f"http://127.0.0.1:{port}")), [sms(id="s1"), sms(id="s2")])

    receipts = asyncio.run(run())
    assert all("连不上短信网关" in r.reply and not r.permanent and not r.unsure for r in receipts.values())


def test_it_reads_deep_answers() -> None:
    provider = Provider((200, '{"data": {"ok": true}}'))
    assert deliver(provider, lambda url: Gateway(url, body="{text}", accepted=("json:data.ok=true",)))["s1"].sent


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"url": "gateway.example"}, "http:// 或 https://"),
        ({"url": "http://g", "body": "{phone}"}, "可用的有"),
        ({"url": "http://g", "accepted": ("code=0",)}, "成功条件"),
        ({"url": "http://g", "accepted": ()}, "成功条件"),
    ],
)
def test_it_refuses_settings_that_cannot_work(settings: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Gateway(**settings)  # type: ignore[arg-type]


def test_it_prints_a_gateway_without_its_keys() -> None:
    gateway = Gateway("https://g.example/send?key=s3cret", headers={"Authorization": "s3cret"}, body="key=s3cret")
    assert repr(gateway) == "Gateway('g.example')"


def test_it_counts_utf16_units_and_masks_numbers() -> None:
    assert [units(text) for text in ("", "a", "【于都】", "😀", "\ud83d")] == [0, 1, 4, 2, 1]
    assert [masked(number) for number in ("13812345678", "+8613812345678", "12345")] == [
        "138****5678",
        "+86****5678",
        "****",
    ]
