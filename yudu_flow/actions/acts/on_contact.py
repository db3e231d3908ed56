"""What the office does with how somebody is reached: declared, and made into form, route and command alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.acts.dead_addresses import revive
from yudu_flow.actions.acts.try_contact import try_contact
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.period import spell_moment


@dataclass(frozen=True, slots=True)
class OnContact:
    """`do` is told the person's id or name, the channel, who acts and when; it returns a line of what came of it."""

    name: str
    words: str
    says: str
    command: str
    do: Callable[[Bureau, str, str, str, datetime], str]


def _revived(bureau: Bureau, person: str, channel: str, by: str, now: datetime) -> str:
    one = revive(bureau, person, channel, by, now)
    return f"已恢复{one.person.name}的{WAYS[one.channel].address} {one.address}，下一条消息照常发到那里"


def _tested(bureau: Bureau, person: str, channel: str, by: str, now: datetime) -> str:
    due = try_contact(bureau, person, channel, by, now)
    when = "马上发出" if due <= now else f"现在是免打扰时段，{spell_moment(due)}发出"
    return f"测试消息已安排，{when}；是否送达请看发件箱"


ON_CONTACTS = (
    OnContact("revive", "恢复地址", "停用的地址核对无误，下一条消息照常发到那里。", "addresses revive", _revived),
    OnContact("test", "测试消息", "发一条测试消息，核对名册里登记的地址。", "addresses test", _tested),
)
REVIVE, TEST = ON_CONTACTS
