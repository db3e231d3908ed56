"""A mailbox as it is written on the wire: checked, with its domain in ASCII.

Source: RFC 5321 4.1.2, RFC 6531 (a part before the @ that is not ASCII), RFC 5890 (a Chinese domain).
"""

import re
from functools import lru_cache
from typing import NamedTuple

_MAILBOX = re.compile(r'([^\s<>()\[\],;:\\"@\x00-\x1f\x7f]{1,64})@([^\s<>()\[\],;:\\"@\x00-\x1f\x7f]{1,253})')
_NAMED = re.compile(r'\s*"?(?P<name>[^"<>]*?)"?\s*<(?P<address>[^<>]*)>\s*')


class Mailbox(NamedTuple):
    """`name` as people read it; `address` as it is sent, not ASCII only where the part before the @ is not."""

    name: str
    address: str


@lru_cache(maxsize=4096)
def on_the_wire(address: str) -> str:
    """`address` with a Chinese domain in its ASCII form. Raises ValueError for anything but local@domain."""
    match = _MAILBOX.fullmatch(address)
    if match is None or not address.isprintable():
        raise ValueError(f"“{printable(address)}”不是邮箱地址，应为 name@example.gov.cn 的样子")
    try:
        return f"{match[1]}@{_in_ascii(match[2])}"
    except UnicodeError:
        raise ValueError(f"邮箱地址“{printable(address)}”的域名写法不对") from None


@lru_cache(maxsize=1024)
def _in_ascii(domain: str) -> str:
    """Thousands of mailboxes share a domain."""
    return domain.encode("idna").decode()


@lru_cache(maxsize=64)
def sender_mailbox(sender: str) -> Mailbox:
    """Read `局办公室 <office@example.gov.cn>` or a bare address. Raises ValueError for anything else."""
    if re.search(r"[\r\n\0]", sender):
        raise ValueError("发件人不能含有换行或空字符")
    named = _NAMED.fullmatch(sender)
    return Mailbox(named["name"], on_the_wire(named["address"])) if named else Mailbox("", on_the_wire(sender))


def printable(text: str) -> str:
    """`text` cut to 100 characters, without anything that could break a line of a log or a page."""
    return "".join(character if character.isprintable() else "�" for character in text[:100])
