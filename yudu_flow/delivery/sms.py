"""SMS through a provider's HTTP gateway. An SMS that may have gone out is never sent again blindly: it is `unsure`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import Self

import httpx

from yudu_flow.delivery.gateway import Gateway as Gateway
from yudu_flow.delivery.message import Outgoing, Receipt

_LONGEST_REPLY = 200
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_TRY_LATER = (408, 429)
_OF_THE_NUMBER = 422  # any other 4xx can be ours: a template (400), the account, the money, the path
_RELAYED_FAULT = (502, 504)  # a proxy lost the answer of the gateway behind it, which may have sent the SMS


class SmsChannel:
    """The SMS channel. After a fault of the gateway itself the rest of the batch is put off, not tried one by one."""

    name = "sms"
    resends_unsure = False
    _client: httpx.AsyncClient

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def __aenter__(self) -> Self:
        # httpx logs every address at INFO, and a gateway asked by GET carries number and text in it.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        # Made anew for each pass: a client belongs to one event loop, and a closed one cannot be opened again.
        self._client = httpx.AsyncClient(timeout=self._gateway.timeout)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Send each message of `batch`; yields one receipt a message, in the order they finish.

        No more are taken than can be asked for at once: whoever ends the batch early waits for those few only.
        """
        run, waiting = _Run(self._gateway, self._client), iter(batch)
        asking: set[asyncio.Task[Receipt]] = set()
        try:
            while asking := asking | run.started(islice(waiting, self._gateway.connections - len(asking))):
                done, asking = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)


class _Run:
    """One batch, and the gateway's fault once it has shown one."""

    def __init__(self, gateway: Gateway, client: httpx.AsyncClient) -> None:
        self._gateway = gateway
        self._client = client
        self._fault = ""

    def started(self, some: Iterable[Outgoing]) -> set[asyncio.Task[Receipt]]:
        return {asyncio.create_task(self._receipt(outgoing)) for outgoing in some}

    async def _receipt(self, outgoing: Outgoing) -> Receipt:
        return Receipt(outgoing.id, False, self._fault) if self._fault else await self._ask(outgoing)

    async def _ask(self, outgoing: Outgoing) -> Receipt:
        try:
            request = self._gateway.request(outgoing)
        except (UnicodeEncodeError, httpx.InvalidURL):
            return Receipt(outgoing.id, False, "短信文字或号码含有无法发送的字符", permanent=True, nobody=True)
        try:
            response = await self._client.send(request)
        except _NOT_SENT as error:
            self._fault = f"连不上短信网关：{type(error).__name__}"
            return Receipt(outgoing.id, False, self._fault)
        except httpx.HTTPError as error:
            self._fault = f"短信网关没有应答：{type(error).__name__}"
            return Receipt(outgoing.id, False, self._fault, unsure=True)
        return self._judged(outgoing, response)

    def _judged(self, outgoing: Outgoing, response: httpx.Response) -> Receipt:
        status = response.status_code
        words = response.text.replace(outgoing.address, masked(outgoing.address))[:_LONGEST_REPLY]
        reply = " ".join((str(status), *words.split()))
        if self._gateway.accepts(response):
            return Receipt(outgoing.id, True, reply)
        permanent = 400 <= status < 500 and status not in _TRY_LATER
        return Receipt(outgoing.id, False, reply, permanent, status in _RELAYED_FAULT, status == _OF_THE_NUMBER)


def units(text: str) -> int:
    """UTF-16 code units, which is how an SMS is counted: 70 fit in one, an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def masked(number: str) -> str:
    """138****5678: enough to recognise a number by, not to call it."""
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "****"
