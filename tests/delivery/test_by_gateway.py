"""SMS through a provider's gateway …"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.delivery.messages import sent, sms
from yudu_flow.delivery.by_gateway import GatewayChannel
from yudu_flow.delivery.condition import conditions_in
from yudu_flow.delivery.gateway import Gateway
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.channels import masked

JSON_BODY = '{"to": ["{mobile}"], "content": "{text}", "ref": "{id}"}'
HANG = (0, "")


@dataclass
class Provider:
    """A gateway on loopback: gives `answer` to every request and keeps request line and body."""

    answer: tuple[int, str] = (200, '{"code": 0}')
    lines: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    charset: str = "utf-8"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next((int(line[16:]) for line in head.lower().split("\r\n") if line.startswith("content-length:")), 0)
        self.lines.append(head.split("\r\n")[0])
        self.bodies.append((await reader.readexactly(length)).decode(self.charset))
        status, body = self.answer
        if self.answer != HANG:
            content = body.encode(self.charset)
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
            patient = gateway(url) if provider.answer != HANG else replace(gateway(url), timeout=0.3)
            return await sent(GatewayChannel(patient), batch or [sms(id="s1")])
        finally:
            server.close()

    return asyncio.run(run())


def as_json(url: str) -> Gateway:
    return Gateway(url, body=JSON_BODY, accepted=conditions_in("status:200,json:code=0"))


def test_it_escapes_for_json() -> None:
    provider = Provider()
    text = '“引号” " \\ 换行\n{mobile} 😀'
    assert deliver(provider, as_json, [sms(id="s1", text=text)])["s1"] == Receipt("s1", True, '200 {"code": 0}')
    assert json.loads(provider.bodies[0]) == {"to": ["13812345678"], "content": text, "ref": "s1"}


def test_it_escapes_for_a_form_and_leaves_the_signature_to_a_provider_that_adds_it() -> None:
    provider = Provider((200, "OK:1"))
    body = "m={mobile}&c={text}&s={signature}"
    receipts = deliver(
        provider,
        lambda url: Gateway(url, body=body, accepted=conditions_in("contains:OK"), signature="于都人社局"),
        [sms(id="s1")],
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


@pytest.mark.parametrize("status", [200, 400, 401, 402, 403, 404, 405, 410, 415, 422])
def test_it_gives_up_a_number_only_for_what_is_described_as_that(status: int) -> None:
    """A wrong key, path, template, signature or limit is our fault: no number is dead for it."""
    provider = Provider((status, '{"code": "isv.MOBILE_NUMBER_ILLEGAL"}'))
    assert not deliver(provider, as_json)["s1"].nobody
    dead = conditions_in("json:code=isv.MOBILE_NUMBER_ILLEGAL,contains:空号")
    receipt = deliver(provider, lambda url: replace(as_json(url), dead=dead))["s1"]
    assert (receipt.sent, receipt.permanent, receipt.nobody) == (False, True, True)


def test_it_is_not_told_what_an_undescribed_answer_means() -> None:
    receipt = deliver(Provider((200, '{"code":22,"msg":"refused"}')), Gateway)["s1"]
    assert (receipt.sent, receipt.fault, receipt.permanent, receipt.nobody) == (False, "undescribed", False, False)
    assert deliver(Provider((500, "")), Gateway)["s1"].fault == "moment"


@pytest.mark.parametrize(
    ("line", "answer", "taken"),
    [
        ("text:1", "1", True),
        ("text:1", " 1\r\n", True),
        ("text:1", "-11", False),
        ("text:1", "1,2", False),
        ("contains:OK", "0,OK,1", True),
        ("number:>0", "20231128", True),
        ("number:>0", "-11", False),
        ("number:>0", "0", False),
        ("number:>=0", "0", True),
        ("number:0", "0", True),
        ("number:>0", "OK", False),
        ("json:code=0", '{"code": 0}', True),
        ("json:code=0", '{"code": "0"}', True),
        ("json:code=0", '{"code": 22}', False),
        ("json:code!=0", '{"msg": "no code"}', False),
        ("json:data.0.status=ok", '{"data": [{"status": "ok"}]}', True),
        ("json:data.1.status=ok", '{"data": [{"status": "ok"}]}', False),
        ("json:count>=1", '{"count": 2}', True),
        ("json:msg=提交成功", '{"msg": "提交成功"}', True),
        ("regex:^OK", "OK:123", True),
        ("regex:^OK", "NOT OK", False),
        ("regex:^(0|1),", "1,done", True),
        ("status:200，text:success", "success", True),
        ("status:200, regex:^[0-9]{1,3}$, number:>0", "12", True),
    ],
)
def test_it_reads_an_answer_as_it_is_described(line: str, answer: str, taken: bool) -> None:
    accepted = conditions_in(line)
    receipt = deliver(Provider((200, answer)), lambda url: Gateway(url, body="{text}", accepted=accepted))["s1"]
    assert (receipt.sent, receipt.fault == "undescribed") == (taken, False)


@pytest.mark.parametrize(
    "line", ["ok", "text:", "code=0", "json:code", "json:=0", "number:many", "regex:(", "status:ok", "status:200,ok:1"]
)
def test_it_says_what_is_no_condition(line: str) -> None:
    with pytest.raises(ValueError, match=r"条件|不对|正则|后面写"):
        conditions_in(line)


def test_it_tries_a_refused_sms_once_more_an_hour_later_and_no_more() -> None:
    receipt = deliver(Provider((200, '{"code": 7, "message": "余额不足"}')), as_json)["s1"]
    assert (receipt.tries, receipt.wait, receipt.today) == (2, timedelta(hours=1), True)


def test_it_asks_and_reads_in_the_gateways_charset() -> None:
    provider = Provider((200, "提交成功"), charset="gbk")
    gbk: dict[str, Any] = {"charset": "gbk", "accepted": conditions_in("text:提交成功")}
    receipts = deliver(provider, lambda url: Gateway(f"{url}?t={{text}}", body="c={text}", **gbk), [sms(text="报送")])
    assert [receipt.sent for receipt in receipts.values()] == [True]
    assert provider.lines == ["POST /send?t=%B1%A8%CB%CD HTTP/1.1"]
    assert provider.bodies == ["c=%B1%A8%CB%CD"]
    deliver(provider, lambda url: Gateway(url, body='{"c":"{text}"}', **gbk), [sms(text="报送")])
    assert json.loads(provider.bodies[1]) == {"c": "报送"}


def test_it_fails_the_sms_alone_that_the_charset_cannot_write() -> None:
    gbk: dict[str, Any] = {"charset": "gbk", "accepted": conditions_in("status:200")}
    receipts = deliver(
        Provider(), lambda url: Gateway(url, body="c={text}", **gbk), [sms(id="no", text="😀"), sms(id="yes")]
    )
    assert (receipts["no"].permanent, receipts["no"].nobody, receipts["yes"].sent) == (True, False, True)


def test_it_reads_gbk_even_where_it_was_not_told_of_it() -> None:
    assert "余额不足" in deliver(Provider((200, "余额不足"), charset="gbk"), Gateway)["s1"].reply


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://127.0.0.1:9", "nonsense"])
def test_it_obeys_no_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    for name in ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert deliver(Provider(), as_json)["s1"].sent


def test_it_goes_through_the_proxy_that_is_set_for_us() -> None:
    provider = Provider()
    deliver(provider, lambda url: replace(as_json("http://gateway.example/send"), proxy=url.removesuffix("/send")))
    assert provider.lines == ["POST http://gateway.example/send HTTP/1.1"]


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
    channel = GatewayChannel(Gateway("http://127.0.0.1:9", timeout=0.3))
    for _ in range(2):
        assert "连不上短信网关" in asyncio.run(sent(channel, [sms(id="s1")]))["s1"].reply


def test_it_puts_everything_off_if_nobody_listens() -> None:
    async def run() -> dict[str, Receipt]:
        server = await asyncio.start_server(Provider().serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await sent(GatewayChannel(as_json(f"http://127.0.0.1:{port}")), [sms(id="s1"), sms(id="s2")])

    receipts = asyncio.run(run())
    assert all("连不上短信网关" in r.reply and not r.permanent and not r.unsure for r in receipts.values())


def test_it_reads_deep_answers() -> None:
    provider = Provider((200, '{"data": {"ok": true}}'))
    assert deliver(provider, lambda url: Gateway(url, body="{text}", accepted=conditions_in("json:data.ok=true")))[
        "s1"
    ].sent


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"url": "gateway.example"}, "http:// 或 https://"),
        ({"url": "http://g", "body": "{phone}"}, "可用的有"),
        ({"url": "http://g", "method": "PO ST"}, "SMS_METHOD"),
        ({"url": "http://g", "headers": {"X-Name": "局办公室"}}, "SMS_HEADERS"),
        ({"url": "http://g", "charset": "gb9999"}, "SMS_CHARSET"),
        ({"url": "http://g", "charset": "latin-1"}, "SMS_CHARSET"),
        ({"url": "http://g", "charset": "utf-16"}, "SMS_CHARSET"),
        ({"url": "http://g", "proxy": "socks5://127.0.0.1:1080"}, "YUDU_FLOW_PROXY"),
        ({"url": "http://g:port/"}, "网址写法不对"),
    ],
)
def test_it_refuses_settings_that_cannot_work(settings: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Gateway(**settings)  # type: ignore[arg-type]


def test_it_prints_a_gateway_without_its_keys() -> None:
    gateway = Gateway("https://g.example/send?key=s3cret", headers={"Authorization": "s3cret"}, body="key=s3cret")
    assert repr(gateway) == "Gateway('g.example')"


def test_it_masks_numbers() -> None:
    assert [masked(number) for number in ("13812345678", "+8613812345678", "12345")] == [
        "138****5678",
        "+86****5678",
        "****",
    ]
