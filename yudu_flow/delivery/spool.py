"""Messages as files, where there is no relay or gateway: one .eml or .txt each, for people to open or send by hand."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from hashlib import blake2s
from pathlib import Path

from yudu_flow.delivery import mime
from yudu_flow.delivery.address import sender_mailbox
from yudu_flow.delivery.carrier import WithoutConnections
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.channels import way_of
from yudu_flow.domain.period import ZONE
from yudu_flow.whole_files import write_whole
from yudu_flow.wording.machine import spell_fault

_UNSAFE = re.compile(r"[^\w.@+=-]")
_LONGEST = 100  # bytes of a part of the name: a name has room for 255, and Chinese characters take 3 or 4 each


class SpoolChannel(WithoutConnections):
    """Writes `2020-09-21/0900-<recipient>-<id>.eml`; the same message is the same file at every attempt.

    `channel_name` email writes mails from `sender`, any other plain text. The files hold personal data: the folder
    is made for its owner alone (0700). Raises ValueError for a sender that is no address.
    """

    resends_unsure = True

    def __init__(self, folder: Path, channel_name: str, sender: str) -> None:
        self.name = channel_name
        self._folder = folder
        self._sender = sender
        if way_of(channel_name).whole:
            sender_mailbox(sender)

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Write each message of `batch`; the reply is the file's path inside the folder."""
        for outgoing in batch:
            yield await asyncio.to_thread(self._receipt, outgoing)

    def _receipt(self, outgoing: Outgoing) -> Receipt:
        path = self._path(outgoing)
        try:
            content, place = self._content(outgoing), self._folder / path
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(place, content)
        except ValueError as refusal:
            return Receipt(outgoing.id, False, str(refusal), permanent=True)
        except OSError as fault:
            return Receipt(outgoing.id, False, f"写不进文件夹 {self._folder}：{spell_fault(fault)}")
        return Receipt(outgoing.id, True, f"已写入 {path.as_posix()}")

    def _path(self, outgoing: Outgoing) -> Path:
        local = outgoing.queued_at.astimezone(ZONE)
        suffix = ".eml" if way_of(self.name).whole else ".txt"
        return Path(f"{local:%Y-%m-%d}") / f"{local:%H%M}-{_safe(outgoing.recipient)}-{_safe(outgoing.id)}{suffix}"

    def _content(self, outgoing: Outgoing) -> bytes:
        if way_of(self.name).whole:
            return mime.build(outgoing, self._sender)
        return f"收信人：{outgoing.name}\n号码：{outgoing.address}\n\n{outgoing.text}\n".encode()


def _safe(part: str) -> str:
    """`part` as a piece of a file name; what had to be changed gets a digest, so that two never share a file."""
    safe = _UNSAFE.sub("_", part).encode()[:_LONGEST].decode(errors="ignore")
    return safe if safe == part else f"{safe}-{blake2s(part.encode(errors='replace'), digest_size=4).hexdigest()}"
