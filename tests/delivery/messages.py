"""The messages that the delivery tests send: one liaison of the notice's 就业局, reached at reserved addresses."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from yudu_flow.delivery.carrier import Carrier
from yudu_flow.delivery.message import Outgoing, Receipt

SENDER = "局办公室 <office@flow.example>"
NINE = datetime(2020, 9, 21, 1, tzinfo=UTC)  # 09:00 in Asia/Shanghai

_MAIL = Outgoing(
    id="daily:2020-09-21:1",
    message_id="daily.2020-09-21.1@flow.example",
    channel="email",
    recipient="jiuye-liaison",
    name="李明",
    address="jiuye@unit.example",
    subject="【报送提醒】9月27日（星期日）24:00 前报送贯彻落实情况",
    text="就业局：\n贯彻落实情况请于9月27日（星期日）24:00前报送。\n",
    html="<p>就业局：贯彻落实情况请于9月27日（星期日）24:00前报送。</p>\n",
    queued_at=NINE,
)


def mail(**changes: Any) -> Outgoing:
    """The reminder as a mail, with what a test wants different."""
    return replace(_MAIL, **changes)


def mails(count: int) -> list[Outgoing]:
    """Mails 1 to `count`, each to its own address."""
    return [
        mail(id=f"m{n}", message_id=f"m{n}@flow.example", address=f"u{n}@unit.example") for n in range(1, count + 1)
    ]


def sms(**changes: Any) -> Outgoing:
    """The reminder as an SMS."""
    plain = mail(channel="sms", address="13812345678", subject="", html="", text="【于都人社局】请于9月27日前报送。")
    return replace(plain, **changes)


async def sent(channel: Carrier, batch: Iterable[Outgoing]) -> dict[str, Receipt]:
    """Send one batch and close the channel; receipts by message, of which there must be one each."""
    async with channel:
        receipts = [receipt async for receipt in channel.send(batch)]
    by_id = {receipt.id: receipt for receipt in receipts}
    assert len(by_id) == len(receipts), "a message got two receipts"
    return by_id
