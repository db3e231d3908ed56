"""The ways by which people are told, each one value: what asks which there are, or what one is like, asks here.

Another way out is its name, its value and its field of `Contacts` here, a line of the roster's file and of the API's
answer, and its settings. What is no letter goes through an HTTP gateway (`delivery/gateway.py`); what is asked for
otherwise has a carrier of its own in `delivery/`, named in `assembly.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal
from unicodedata import normalize


class Channel(StrEnum):
    """A way out. CALL is the office's call sheet: a person to be telephoned because nothing else reaches them."""

    EMAIL = "email"
    SMS = "sms"
    CALL = "call"


Sent = Literal["email", "sms"]
"""Those that have an address, as files and programs name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Where somebody is reached, a field a way; None where nothing is registered, or said."""

    email: str | None = None
    mobile: str | None = None

    def address(self, channel: Channel) -> str | None:
        """Where `channel` reaches this person, None where it cannot."""
        way = WAYS.get(channel)
        found: str | None = getattr(self, way.field) if way else None
        return found

    @property
    def addresses(self) -> Iterator[str]:
        """Every one that is registered."""
        return (found for channel in WAYS if (found := self.address(channel)))


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """What goes out by it is called `name`; it goes to a person's `field`, which people call `address`, in short
    `label`. One that is written `right` fits; `so` says how, and `plain` takes away what people write for the eye.

    `whole`: a letter with subject, pages and attachments; else one text within the rules' limit, shown without its
    address. `set_up` says how it is made real. `headings` are what else a column of it is called in a workbook, `width`
    how wide it is there in characters, and `typed` the type of its field in a form.
    """

    name: str
    field: str
    label: str
    address: str
    set_up: str
    right: str
    so: str
    headings: tuple[str, ...]
    width: int
    typed: str
    plain: Callable[[str], str] = str.strip
    whole: bool = False

    def fits(self, address: str) -> bool:
        """Whether it is written right."""
        # In ASCII: \d takes full-width figures too, which no gateway dials.
        return re.fullmatch(self.right, address, re.ASCII) is not None


def masked(number: str) -> str:
    """138****5678: enough to recognise a number by, not to call it."""
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "****"


def plain_mobile(typed: str) -> str:
    """A number without what people write for the eye: +86, blanks, hyphens, brackets, full-width digits."""
    digits = re.sub(r"[\s\-()]", "", normalize("NFKC", typed))
    return re.sub(r"^(\+|00)86(?=1)", "", digits)


WAYS: Mapping[Channel, ChannelKind] = {
    Channel.EMAIL: ChannelKind(
        "邮件",
        "email",
        "邮箱",
        "邮箱",
        "由管理员在“设置”里填邮件服务器和发件人（YUDU_FLOW_SMTP_URL、YUDU_FLOW_MAIL_FROM）",
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
        "写成 名字@域名，用英文“@”",
        ("电子邮箱", "邮件", "邮箱地址", "E-mail"),
        26,
        "email",
        whole=True,
    ),
    Channel.SMS: ChannelKind(
        "短信",
        "mobile",
        "手机",
        "手机号",
        "由管理员在“设置”里填短信网关（YUDU_FLOW_SMS_URL）；不用短信的，在“方案—规则”里各次提醒去掉短信",
        # 000…: what stands for a number that nobody has registered yet (`is_placeholder`).
        r"1\d{10}|000\d{8}",
        "写 11 位数字，不要空格和横线",
        ("手机号", "手机号码", "电话", "联系电话", "联系方式", "移动电话"),
        16,
        "tel",
        plain_mobile,
    ),
}
"""In the order in which one stands in for another."""


@cache
def way_of(channel: str) -> ChannelKind:
    """What that channel is like. Raises ValueError for none, KeyError for the call sheet."""
    return WAYS[Channel(channel)]
