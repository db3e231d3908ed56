"""The ways by which people are told, each one value: what asks which there are, or what one is like, asks here.

Another way out is a value here, a field of a person, and its carrier in `delivery/`, built in `assembly.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yudu_flow.domain.rules import Channel

Sent = Literal["email", "sms"]
"""Those that have an address, as files and programs name them."""


@dataclass(frozen=True, slots=True)
class Way:
    """What goes out by it is called `name`; it goes to a person's `field`, which people call `address`.

    `whole`: a letter with subject, pages and attachments; else one text within the rules' limit, shown without its
    address. `set_up` says how it is made real.
    """

    name: str
    field: str
    address: str
    set_up: str
    whole: bool = False


WAYS: Mapping[Channel, Way] = {
    Channel.EMAIL: Way(
        "邮件",
        "email",
        "邮箱",
        "由管理员在“设置”里填邮件服务器和发件人（YUDU_FLOW_SMTP_URL、YUDU_FLOW_MAIL_FROM）",
        whole=True,
    ),
    Channel.SMS: Way(
        "短信",
        "mobile",
        "手机号",
        "由管理员在“设置”里填短信网关（YUDU_FLOW_SMS_URL）；不用短信的，在“方案—规则”里各次提醒去掉短信",
    ),
}
"""In the order in which one stands in for another."""


def way_of(channel: str) -> Way:
    """What that channel is like. Raises ValueError for none, KeyError for the call sheet."""
    return WAYS[Channel(channel)]
