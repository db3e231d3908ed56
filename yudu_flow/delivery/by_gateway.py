"""Short texts through an HTTP gateway. One that may have gone out is never sent again blindly: it is `unsure`.

What an answer means is described in the settings (condition.py). Nothing in it ends a number but what is described as
that: an account, a template, a signature, a limit can be refused with any status.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Self

import httpx

from yudu_flow.delivery.gateway import Gateway, Means
from yudu_flow.delivery.message import MOST_TRIES, Fault, Outgoing, Receipt
from yudu_flow.domain.channels import WAYS, masked
from yudu_flow.wording.machine import spell_fault

_LONGEST_REPLY = 200
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_TRY_LATER = (408, 429)
_AFTER_A_REFUSAL = timedelta(hours=1)
_TRIES = 2  # a description that is wrong must not send everybody the same SMS all day
_RELAYED_FAULT = (502, 504)  # a proxy lost the answer of the gateway behind it, which may have sent the SMS


class GatewayChannel:
    """After a fault of the gateway itself the rest of a batch is put off, not tried one by one."""

    resends_unsure = False
    _client: httpx.AsyncClient

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.name = str(gateway.channel)

    async def __aenter__(self) -> Self:
        # httpx logs every address at INFO, and a gateway asked by GET carries number and text in it.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        # Made anew for each pass: a client belongs to one event loop, and a closed one cannot be opened again. Proxy
        # variables of the environment are somebody else's: one that httpx cannot use would end every pass.
        self._client = httpx.AsyncClient(
            timeout=self._gateway.timeout, trust_env=False, proxy=self._gateway.proxy or None, verify=_trusted()
        )
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


@cache
def _trusted() -> ssl.SSLContext:
    """Whom the channel trusts: to read all authorities anew for each pass takes longer than to send one."""
    return httpx.create_ssl_context(trust_env=False)


class _Run:
    """One batch, and the gateway's fault once it has shown one."""

    def __init__(self, gateway: Gateway, client: httpx.AsyncClient) -> None:
        self._gateway = gateway
        self._client = client
        self._fault = ""
        self._way = WAYS[gateway.channel]

    def started(self, some: Iterable[Outgoing]) -> set[asyncio.Task[Receipt]]:
        return {asyncio.create_task(self._receipt(outgoing)) for outgoing in some}

    async def _receipt(self, outgoing: Outgoing) -> Receipt:
        return await self._ask(outgoing) if outgoing.held() and not self._fault else self._put_off(outgoing)

    def _put_off(self, outgoing: Outgoing) -> Receipt:
        return Receipt(outgoing.id, False, self._fault, fault=Fault.RELAY)

    async def _ask(self, outgoing: Outgoing) -> Receipt:
        try:
            request = self._gateway.request(outgoing)
        except (UnicodeEncodeError, httpx.InvalidURL):
            reply = f"{self._way.name}文字或{self._way.address}含有 {self._gateway.charset} 写不出的字，无法发送"
            return Receipt(outgoing.id, False, reply, permanent=True, fault=Fault.MAIL)
        try:
            response = await self._client.send(request)
        except _NOT_SENT as error:
            self._fault = f"连不上{self._way.name}网关：{spell_fault(error)}"
            return self._put_off(outgoing)
        except httpx.HTTPError as error:
            self._fault = f"{self._way.name}网关没有应答：{spell_fault(error)}"
            return Receipt(outgoing.id, False, self._fault, unsure=True, fault=Fault.UNSURE)
        return self._judged(outgoing, response)

    def _judged(self, outgoing: Outgoing, response: httpx.Response) -> Receipt:
        # What is kept is shown: the number is masked. A NUL is in no text that PostgreSQL takes.
        words = self._gateway.text(response).replace(outgoing.address, masked(outgoing.address)).replace("\0", "")
        reply = " ".join((str(response.status_code), *words[:_LONGEST_REPLY].split()))
        match self._gateway.means(response):
            case Means.TAKEN:
                return Receipt(outgoing.id, True, reply)
            case Means.UNKNOWN:
                return Receipt(outgoing.id, False, reply, fault=Fault.UNDESCRIBED)
            case Means.NO_SUCH_NUMBER:
                return Receipt(outgoing.id, False, reply, permanent=True, nobody=True, fault=Fault.ADDRESS)
            case _:
                return _refused(outgoing, response, reply)


def _refused(outgoing: Outgoing, response: httpx.Response, reply: str) -> Receipt:
    status = response.status_code
    if status in _RELAYED_FAULT:
        return Receipt(outgoing.id, False, reply, unsure=True, fault=Fault.UNSURE)
    # The message, not the number: a bad template or signature is answered so too, and had made every number dead.
    if 400 <= status < 500 and status not in _TRY_LATER:
        return Receipt(outgoing.id, False, reply, permanent=True, fault=Fault.MAIL)
    said_no = response.is_success
    return Receipt(
        outgoing.id,
        False,
        reply,
        fault=Fault.MOMENT,
        today=True,
        wait=_AFTER_A_REFUSAL if said_no else None,
        tries=_TRIES if said_no else MOST_TRIES,
    )
