"""Whether messages really go out, and whether their readers find the way in: a line for each channel and for the pages.

Reads only. The start, `doctor` and the board say the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from urllib.parse import urlsplit

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.duties.registry import blocks
from yudu_flow.domain.roster import Person, is_placeholder
from yudu_flow.storage import messages, undelivered
from yudu_flow.wording.names import CHANNELS

PAGES = "网页地址"
BASE_URL = "由管理员在“设置”里填（YUDU_FLOW_BASE_URL），例如 http://10.1.2.3:8000，并让单位的电脑能打开它"
RECENT = timedelta(days=3)
FEW = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was looked at, whether it is well, and what to do where it is not."""

    item: str
    ok: bool
    message: str
    advice: str = ""


def ways_out(bureau: Bureau, db: Connection, now: datetime) -> list[Check]:
    """Each channel, and the address of the pages. Whoever has left is told nothing, and misses nothing."""
    people = [one for one in bureau.roster.people.values() if not one.gone(local_day(now))]
    dead = messages.dead_addresses(db, bureau.key)
    stuck = undelivered.stuck(db, bureau.key, now - RECENT) if {*WAYS} - {*bureau.spooled} else {}
    lines = (_channel(bureau, channel, people, stuck.get(channel, ()), dead) for channel in WAYS)
    return [*lines, pages_line(bureau)]


def _channel(
    bureau: Bureau, channel: Channel, people: Sequence[Person], stuck: Sequence[str], dead: set[tuple[str, str]]
) -> Check:
    if channel in bureau.spooled:
        return _file_line(bureau, channel, people)
    name, faults = CHANNELS[channel], [*_faults(people, channel, stuck, dead)]
    if faults:
        return Check(
            name, False, "；".join(faults), f"核对发送服务；收不到的人在名册核对{WAYS[channel].address}，先电话告知"
        )
    return Check(name, True, "真实发送，近三天没有发不出去的")


def _file_line(bureau: Bureau, channel: Channel, people: Sequence[Person]) -> Check:
    """A channel that only writes files tells nobody, as soon as somebody has a contact that is none of ours."""
    name, real = CHANNELS[channel], [person for person in people if _real(person, channel)]
    if bureau.trial:
        return Check(name, True, "试运行：没有设置发送服务，写成文件", f"正式使用请{WAYS[channel].set_up}")
    if not real or not _used(bureau, channel):
        return Check(name, True, "没有设置发送服务，也没有要发的人" if _used(bureau, channel) else "各次提醒都不用")
    what = f"没有设置发送服务，只写成文件，{len(real)}人登记的{WAYS[channel].address}都收不到；文件不算告知"
    return Check(name, False, what, WAYS[channel].set_up)


def pages_line(bureau: Bureau) -> Check:
    """Whether the links in messages lead anywhere but to this machine."""
    if bureau.trial or not any(_real(person, channel) for person in bureau.roster.people.values() for channel in WAYS):
        return Check(PAGES, True, bureau.base_url or "没有设置，试运行时只在本机打开", f"正式使用请{BASE_URL}")
    if not bureau.base_url:
        return Check(PAGES, False, "没有设置，消息里没有进入网页的链接，收到的人进不来", BASE_URL)
    host = urlsplit(bureau.base_url).hostname or ""
    if host == "localhost" or host.startswith("127.") or host == "::1":
        return Check(PAGES, False, f"{bureau.base_url} 只有本机打得开，消息里的链接别人进不来", BASE_URL)
    return Check(PAGES, True, bureau.base_url)


def _real(person: Person, channel: Channel) -> bool:
    address = person.address(channel)
    return bool(address) and not is_placeholder(address or "")


def _used(bureau: Bureau, channel: Channel) -> bool:
    own = (kind.ladder(bureau.rules, cycle) for kind, cycle in blocks().values())
    ladders = chain(own, bureau.rules.ladders.values())
    return any(channel in rung.channels for ladder in ladders for rung in ladder.rungs)


def _faults(
    people: Sequence[Person], channel: Channel, stuck: Sequence[str], dead: set[tuple[str, str]]
) -> Iterator[str]:
    if stuck:
        yield f"有{len(stuck)}条发不出去，最近的答复：{next(filter(None, stuck), '没有答复')}"
    names = [one.name for one in people if (channel, one.address(channel)) in dead]
    if names:
        more = f"等{len(names)}人" if len(names) > FEW else ""
        yield f"{'、'.join(names[:FEW])}{more}登记的{WAYS[channel].address}不存在或退信"
